package serve

import (
	"context"
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

// slowBuildOptions returns a function that changes the options of a server, so that each build takes
// slowBuild and is counted in builds. When a single page has changed, the server shows its new text
// before the build ends.
func slowBuildOptions(builds *atomic.Int32) func(*Options) {
	return func(o *Options) {
		build := o.Build
		var last fs.FS
		o.Build = func(ctx context.Context) (fs.FS, diag.List, error) {
			builds.Add(1)
			time.Sleep(slowBuild)
			tree, problems, err := build(ctx)
			last = tree
			return tree, problems, err
		}
		o.Preview = func(changed []string) fs.FS {
			if len(changed) != 1 || last == nil || !strings.HasSuffix(changed[0], ".md") {
				return nil
			}
			data, err := os.ReadFile(changed[0])
			if err != nil {
				return nil
			}
			preview := failingFS{fstest.MapFS{}}
			for name, file := range last.(failingFS).MapFS {
				preview.MapFS[name] = file
			}
			name := strings.TrimSuffix(filepath.Base(changed[0]), ".md") + "/index.html"
			preview.MapFS[name] = &fstest.MapFile{Data: data}
			return preview
		}
	}
}

// TestPreview checks that a preview of a page is shown before a slow build, that the
// build reloads only pages that differ from the preview, and that a failed build removes
// the preview.
func TestPreview(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	seen := make(chan bool) // closed after the preview was seen; the second build waits for that
	r := startServer(t, func(o *Options) {
		slowBuildOptions(&builds)(o)
		build := o.Build
		o.Build = func(ctx context.Context) (fs.FS, diag.List, error) {
			if builds.Load() > 0 {
				<-seen
			}
			return build(ctx)
		}
	}, "a.md", "one", "b.md", "other")
	own, other, unnamed := r.openEvents(t, "/a/"), r.openEvents(t, "/b/"), r.openEvents(t, "")
	for _, e := range []*eventStream{own, other, unnamed} {
		e.nextEvent(t, "build")
	}
	r.save(t, "a.md", "two")
	own.nextEvent(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "two" || builds.Load() != 1 {
		t.Errorf("/a/ is %q after %d builds, want it new before the second", body, builds.Load())
	}
	close(seen)
	own.nextEvent(t, "kept")
	other.nextEvent(t, "kept")
	other.nextEvent(t, "kept")
	unnamed.nextEvent(t, "reload")
	unnamed.nextEvent(t, "reload")
	if builds.Load() != 2 {
		t.Errorf("%d builds, want the second after the preview", builds.Load())
	}

	r.save(t, "a.md", "BAD") // a problem that only the build detects
	own.nextEvent(t, "reload")
	own.nextEvent(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "two" {
		t.Errorf("/a/ is %q, want the last good one", body)
	}
	other.nextEvent(t, "kept")
	other.nextEvent(t, "kept")
	if !strings.Contains(other.nextEvent(t, "problems"), "content/a.md:3:7") {
		t.Error("another page does not get the problem")
	}
	r.save(t, "a.md", "three")
	own.nextEvent(t, "reload")
	r.waitForText(t, "/a/", "three")
}

// TestQuickSaves saves a file 300 times in the ways in which editors do, and checks that the last
// version is shown after few builds.
func TestQuickSaves(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*atomic.Int32) func(*Options){
		"previews": slowBuildOptions,
		"builds": func(builds *atomic.Int32) func(*Options) {
			return func(o *Options) {
				build := o.Build
				o.Build = func(ctx context.Context) (fs.FS, diag.List, error) {
					builds.Add(1)
					return build(ctx)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var builds atomic.Int32
			r := startServer(t, change(&builds), "a.md", "one")
			begin := time.Now()
			path := filepath.Join(r.content, "a.md")
			for i := range 300 {
				text := fmt.Sprintf("save %d.", i)
				switch i % 4 {
				case 0:
					r.save(t, "a.md", text)
				case 1: // truncate the file, then write in two parts
					f, err := os.Create(path)
					requireNoError(t, err)
					_, err = f.WriteString(text[:3])
					requireNoError(t, err)
					_, err = f.WriteString(text[3:])
					requireNoError(t, err)
					requireNoError(t, f.Close())
				case 2: // like vim, with a test file, a backup copy and a swap file
					for _, name := range []string{"4913", ".a.md.swp", "a.md~"} {
						requireNoError(t, os.WriteFile(filepath.Join(r.content, name), []byte("x"), 0o666))
					}
					requireNoError(t, os.Remove(filepath.Join(r.content, "4913")))
					requireNoError(t, os.Rename(path, path+"~"))
					requireNoError(t, os.WriteFile(path, []byte(text), 0o666))
					requireNoError(t, os.Remove(filepath.Join(r.content, ".a.md.swp")))
				default: // change only the permissions, then write
					requireNoError(t, os.Chmod(path, 0o600))
					requireNoError(t, os.WriteFile(path, []byte(text), 0o666))
				}
				time.Sleep(time.Millisecond)
			}
			took := time.Since(begin)
			r.waitForText(t, "/a/", "save 299.")
			// There may be a build per settleTime, and a few more at the start and end.
			if most := int32(took/settleTime) + 3; builds.Load() > most {
				t.Errorf("%d builds in %s, want %d at most", builds.Load(), took, most)
			}
			if output := r.out.String(); strings.Contains(output, "goroutine") {
				t.Errorf("a stack trace is printed:\n%s", output)
			}
		})
	}
}
