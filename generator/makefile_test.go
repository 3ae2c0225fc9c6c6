package generator

import (
	"regexp"
	"strings"
	"testing"
)

// TestSlowTestsExist checks that each test that the Makefile keeps from the race detector
// exists: a test that was renamed would run with it again, unnoticed.
func TestSlowTestsExist(t *testing.T) {
	list := regexp.MustCompile(`(?m)^SLOW_TESTS = \^Test\((.*)\)\$\$$`).FindStringSubmatch(readRepositoryFile(t, "Makefile"))
	if list == nil {
		t.Fatal("the Makefile defines no SLOW_TESTS")
	}
	defined := make(map[string]bool)
	test := regexp.MustCompile(`(?m)^func Test(\w+)\(`)
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range test.FindAllStringSubmatch(readRepositoryFile(t, name), -1) {
				defined[m[1]] = true
			}
		}
	}
	for _, name := range strings.Split(list[1], "|") {
		if !defined[name] {
			t.Errorf("SLOW_TESTS of the Makefile lists Test%s, which does not exist", name)
		}
	}
}
