package generator

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testFunctions finds the test functions that match a pattern whose first submatch is the name of the
// function. It returns the folder of each function's package, by the name of the function.
func testFunctions(t *testing.T, pattern string) map[string]string {
	t.Helper()
	names := make(map[string]string)
	re := regexp.MustCompile(pattern)
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range re.FindAllStringSubmatch(readRepositoryFile(t, name), -1) {
				names[m[1]] = path.Dir(name)
			}
		}
	}
	return names
}

// TestListedTestsExist checks that all tests that the Makefile lists exist. A renamed test would
// otherwise silently stop, or start, running with the race detector.
func TestListedTestsExist(t *testing.T) {
	tests := testFunctions(t, `(?m)^func Test(\w+)\(`)
	for _, variable := range []string{"SLOW_TESTS", "RACE_TESTS"} {
		list := regexp.MustCompile(`(?m)^` + variable + ` = \^Test\((.*)\)\$\$$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
		if list == nil {
			t.Errorf("the Makefile does not define %s", variable)
			continue
		}
		for _, name := range strings.Split(list[1], "|") {
			if tests[name] == "" {
				t.Errorf("%s in the Makefile lists Test%s, which does not exist", variable, name)
			}
		}
	}
}

// TestRacePackages checks that the tests of each package that starts a goroutine run with the race
// detector.
func TestRacePackages(t *testing.T) {
	starts := regexp.MustCompile(`(?m)^\s*go (func\(|\w+[.(])|\.Go\(`)
	list := regexp.MustCompile(`(?m)^RACE_PACKAGES = (.*)$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
	if list == nil {
		t.Fatal("the Makefile does not define RACE_PACKAGES")
	}
	listed := append(strings.Fields(list[1]), "./cmd/safelearn") // RACE_TESTS has tests of the command
	for _, name := range goFiles(t) {
		folder := "./" + path.Dir(name)
		if !strings.HasSuffix(name, "_test.go") && starts.MatchString(readRepositoryFile(t, name)) && !slices.Contains(listed, folder) {
			t.Errorf("%s starts a goroutine, but RACE_PACKAGES in the Makefile does not list %s", name, folder)
		}
	}
}

// TestFuzzTargets checks that the Makefile lists exactly the fuzz targets that exist.
func TestFuzzTargets(t *testing.T) {
	list := regexp.MustCompile(`(?m)^FUZZ_TARGETS = (.*)$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
	if list == nil {
		t.Fatal("the Makefile defines no FUZZ_TARGETS")
	}
	listed := make(map[string]bool)
	for _, target := range strings.Fields(list[1]) {
		listed["generator/"+target] = true
	}
	for name, pkg := range testFunctions(t, `(?m)^func (Fuzz\w+)\(`) {
		if !listed[pkg+"/"+name] {
			t.Errorf("FUZZ_TARGETS in the Makefile does not list %s in %s", name, pkg)
		}
		delete(listed, pkg+"/"+name)
	}
	for target := range listed {
		t.Errorf("FUZZ_TARGETS in the Makefile lists %s, which does not exist", target)
	}
}
