package serve

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/diag"
)

// slowly makes builds take long and gives a glance at any one file.
func slowly(builds *atomic.Int32) func(*Options) {
	return func(o *Options) {
		build := o.Build
		var last fs.FS
		o.Build = func() (fs.FS, diag.List, error) {
			builds.Add(1)
			time.Sleep(slow)
			tree, problems, err := build()
			last = tree
			return tree, problems, err
		}
		o.Glance = func(changed []string) fs.FS {
			if len(changed) != 1 || last == nil || !strings.HasSuffix(changed[0], ".md") {
				return nil
			}
			data, err := os.ReadFile(changed[0])
			if err != nil {
				return nil
			}
			glance := pages{fstest.MapFS{}}
			for name, file := range last.(pages).MapFS {
				glance.MapFS[name] = file
			}
			name := strings.TrimSuffix(filepath.Base(changed[0]), ".md") + "/index.html"
			glance.MapFS[name] = &fstest.MapFile{Data: data}
			return glance
		}
	}
}

// TestGlance asks that a page is shown before a long build, that the build reloads no
// page that is the same, and that what a build refuses is not left standing.
func TestGlance(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	r := start(t, slowly(&builds), "a.md", "one", "b.md", "other")
	own, other, unnamed := r.listen(t, "/a/"), r.listen(t, "/b/"), r.listen(t, "")
	for _, e := range []*events{own, other, unnamed} {
		e.next(t, "build")
	}
	r.save(t, "a.md", "two")
	own.next(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "two" || builds.Load() != 1 {
		t.Errorf("/a/ is %q after %d builds, want it new before the second", body, builds.Load())
	}
	own.next(t, "kept")
	other.next(t, "kept")
	other.next(t, "kept")
	unnamed.next(t, "reload")
	unnamed.next(t, "reload")
	if builds.Load() != 2 {
		t.Errorf("%d builds, want the second after the glance", builds.Load())
	}

	r.save(t, "a.md", "BAD") // which this glance does not see
	own.next(t, "reload")
	own.next(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "two" {
		t.Errorf("/a/ is %q, want the last good one", body)
	}
	other.next(t, "kept")
	other.next(t, "kept")
	if !strings.Contains(other.next(t, "problems"), "content/a.md:3:7") {
		t.Error("another page is not told of the problem")
	}
	r.save(t, "a.md", "three")
	own.next(t, "reload")
	r.shows(t, "/a/", "three")
}

// TestQuickSaves saves three hundred times, in every way that editors do. What shows in
// the end is the last, and what takes long is done a few times.
func TestQuickSaves(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*atomic.Int32) func(*Options){
		"glances": slowly,
		"builds": func(builds *atomic.Int32) func(*Options) {
			return func(o *Options) {
				build := o.Build
				o.Build = func() (fs.FS, diag.List, error) {
					builds.Add(1)
					return build()
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var builds atomic.Int32
			r := start(t, change(&builds), "a.md", "one")
			begin := time.Now()
			path := filepath.Join(r.content, "a.md")
			for i := range 300 {
				text := fmt.Sprintf("save %d.", i)
				switch i % 4 {
				case 0:
					r.save(t, "a.md", text)
				case 1: // truncated and written, in two goes
					f, err := os.Create(path)
					check(t, err)
					_, err = f.WriteString(text[:3])
					check(t, err)
					_, err = f.WriteString(text[3:])
					check(t, err)
					check(t, f.Close())
				case 2: // as vim: a number to see whether it may, a copy kept, a swap file
					for _, name := range []string{"4913", ".a.md.swp", "a.md~"} {
						check(t, os.WriteFile(filepath.Join(r.content, name), []byte("x"), 0o666))
					}
					check(t, os.Remove(filepath.Join(r.content, "4913")))
					check(t, os.Rename(path, path+"~"))
					check(t, os.WriteFile(path, []byte(text), 0o666))
					check(t, os.Remove(filepath.Join(r.content, ".a.md.swp")))
				default: // with a change of nothing but the rights
					check(t, os.Chmod(path, 0o600))
					check(t, os.WriteFile(path, []byte(text), 0o666))
				}
				time.Sleep(time.Millisecond)
			}
			took := time.Since(begin)
			r.shows(t, "/a/", "save 299.")
			// No more than one for each time that changes are let to settle, and the first and last.
			if most := int32(took/settle) + 3; builds.Load() > most {
				t.Errorf("%d builds in %s, want %d at most", builds.Load(), took, most)
			}
			if said := r.out.String(); strings.Contains(said, "goroutine") {
				t.Errorf("a stack is told:\n%s", said)
			}
		})
	}
}
