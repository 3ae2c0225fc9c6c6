package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRetry checks that retry calls its function again only if another program has the file open, and
// that it stops after eight calls.
func TestRetry(t *testing.T) {
	held, other := errors.New("held"), errors.New("other")
	isFileInUse := func(err error) bool { return err == held }
	for name, test := range map[string]struct {
		results  []error // of the first attempts; the last one is repeated
		attempts int
		want     error
	}{
		"at once":       {[]error{nil}, 1, nil},
		"for a moment":  {[]error{held, held, nil}, 3, nil},
		"another error": {[]error{other}, 1, other},
		"then another":  {[]error{held, other}, 2, other},
		"for ever":      {[]error{held}, 8, held},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			attempts := 0
			err := retry(isFileInUse, func() error {
				attempts++
				return test.results[min(attempts, len(test.results))-1]
			})
			if err != test.want || attempts != test.attempts {
				t.Errorf("%v after %d attempts, want %v after %d", err, attempts, test.want, test.attempts)
			}
		})
	}
}

// TestLeftovers checks which file names are recognized as those of leftover trees, and which name the
// next tree gets.
func TestLeftovers(t *testing.T) {
	name := filepath.Join(t.TempDir(), ".public.old-safelearn")
	for _, test := range []struct {
		make, unused string
	}{
		{"", ""}, {"-3", "-4"}, {"-10", "-11"}, {"-03", "-11"}, {"-x", "-11"}, {"-1", "-11"}, {"9", "-11"}, {"/", "-11"}, // the last one is the tree without a number
	} {
		if test.make != "" {
			requireNoError(t, os.Mkdir(name+test.make, 0o777))
		}
		if unused, err := unusedName(name); err != nil || unused != name+test.unused {
			t.Errorf("with %s the next name is %s, %v", test.make, unused, err)
		}
	}
	if found := leftovers(name); !slices.Equal(found, []string{name, name + "-3", name + "-10"}) {
		t.Errorf("found %v", found)
	}
	for n := range maxLeftovers {
		requireNoError(t, os.MkdirAll(name+"-"+string(rune('2'+n%8))+"0", 0o777))
		requireNoError(t, os.MkdirAll(name+"-"+string(rune('2'+n%8))+"1", 0o777))
		requireNoError(t, os.MkdirAll(name+"-"+string(rune('2'+n%8))+"2", 0o777))
	}
	if unused, err := unusedName(name); err == nil {
		t.Errorf("with too many the next name is %s", unused)
	}
}

// TestLeftoverStays checks that builds succeed if a leftover tree cannot be removed, and that a
// later build removes it.
func TestLeftoverStays(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home")
	addFile(t, p.next, ".git/config", "made by no build, and in nobody's way")
	addFile(t, p.next, "index.html", "half")
	mustWrite(t, p.dir, site, Report{Files: 1, Written: 1})
	mustWrite(t, p.dir, site, Report{Files: 1, Kept: 1})
	checkContents(t, p.dir, site)
	checkParent(t, p.dir, ".public.lock", filepath.Base(p.next), ".public.safelearn", "public")
	requireNoError(t, os.RemoveAll(filepath.Join(p.next, ".git")))
	mustWrite(t, p.dir, site, Report{Files: 1, Kept: 1})
	checkParent(t, p.dir, ".public.lock", ".public.safelearn", "public")
}

// TestRemovedBySomebody checks that a build succeeds if the published folder has been removed, and an
// earlier build left an old tree from which it had removed most files.
func TestRemovedBySomebody(t *testing.T) {
	p := newTestTarget(t)
	site := newTree("index.html", "home", "a.html", "a", "b.html", "b")
	mustWrite(t, p.dir, site, Report{Files: 3, Written: 3})
	requireNoError(t, os.RemoveAll(p.dir))
	addFile(t, p.old, "b.html", "b")
	mustWrite(t, p.dir, site, Report{Files: 3, Written: 3})
	checkContents(t, p.dir, site)
}
