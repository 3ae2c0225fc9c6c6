package generator

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

// testNames returns the names of all test and fuzz functions that match a pattern of
// source code, each with the folder of its package.
func testNames(t *testing.T, pattern string) map[string]string {
	t.Helper()
	names := make(map[string]string)
	function := regexp.MustCompile(pattern)
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range function.FindAllStringSubmatch(readRepositoryFile(t, name), -1) {
				names[m[1]] = path.Dir(name)
			}
		}
	}
	return names
}

// TestSlowTestsExist checks that each test that the Makefile runs without the race detector
// exists. A renamed test would run with it again, unnoticed.
func TestSlowTestsExist(t *testing.T) {
	list := regexp.MustCompile(`(?m)^SLOW_TESTS = \^Test\((.*)\)\$\$$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
	if list == nil {
		t.Fatal("the Makefile defines no SLOW_TESTS")
	}
	tests := testNames(t, `(?m)^func Test(\w+)\(`)
	for _, name := range strings.Split(list[1], "|") {
		if tests[name] == "" {
			t.Errorf("SLOW_TESTS of the Makefile lists Test%s, which does not exist", name)
		}
	}
}

// TestFuzzTargets checks that the Makefile lists every fuzz target.
func TestFuzzTargets(t *testing.T) {
	list := regexp.MustCompile(`(?m)^FUZZ_TARGETS = (.*)$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
	if list == nil {
		t.Fatal("the Makefile defines no FUZZ_TARGETS")
	}
	listed := make(map[string]bool)
	for _, target := range strings.Fields(list[1]) {
		listed["generator/"+target] = true
	}
	for name, pkg := range testNames(t, `(?m)^func (Fuzz\w+)\(`) {
		if !listed[pkg+"/"+name] {
			t.Errorf("FUZZ_TARGETS of the Makefile does not list %s of %s", name, pkg)
		}
		delete(listed, pkg+"/"+name)
	}
	for target := range listed {
		t.Errorf("FUZZ_TARGETS of the Makefile lists %s, which does not exist", target)
	}
}
