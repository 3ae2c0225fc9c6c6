//go:build unix

package generator

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"safelearn"
)

// outsideText is text in files outside the site. It must not appear in any output.
const outsideText = "words from outside the site"

// writeBaseSite writes the site in base.txtar to a temporary folder, and files that contain
// outsideText next to that folder.
func writeBaseSite(t *testing.T) *Site {
	t.Helper()
	parent := t.TempDir()
	files := readArchive(t, "testdata/base.txtar").siteFiles()
	for _, name := range []string{"../outside.md", "../outside/content/site.yaml", "../outside/base.html"} {
		files[name] = draftPage(outsideText)
	}
	writeFiles(t, filepath.Join(parent, "site"), files)
	return &Site{Folder: filepath.Join(parent, "site"), Shipped: safelearn.Shipped, Today: "2026-06-01"}
}

// checkWithTimeout checks a site and returns the problems and the error as text. It fails the test if
// the text contains outsideText, or if the check does not return within 20 seconds, for example
// because it reads from a named pipe.
func checkWithTimeout(t *testing.T, s *Site) string {
	t.Helper()
	output := make(chan string)
	go func() {
		list, err := s.Check(t.Context())
		output <- fmt.Sprint(list, err)
	}()
	select {
	case text := <-output:
		if strings.Contains(text, outsideText) || strings.Contains(text, "root:") {
			t.Errorf("the output contains text from outside the site: %s", text)
		}
		return text
	case <-time.After(20 * time.Second):
		t.Fatal("the check does not return")
		return ""
	}
}

// TestSymlinksAndDevices replaces files and folders with symbolic links, named pipes, sockets, devices
// and folders, and checks that each of these is reported. The program must neither block on any of
// them nor read files outside the site.
func TestSymlinksAndDevices(t *testing.T) {
	link := func(to string) func(string) error {
		return func(name string) error { return os.Symlink(to, name) }
	}
	pipe := func(name string) error { return syscall.Mkfifo(name, 0o644) }
	socket := func(name string) error {
		short := filepath.Join(t.TempDir(), "s") // the path of a socket is limited to about 100 bytes
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: short, Net: "unix"})
		if err != nil {
			return err
		}
		t.Cleanup(func() { l.Close() })
		return os.Rename(short, name)
	}
	device := func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o644, 1<<8|5) } // /dev/zero
	const notAFile = "(source-not-a-file)"
	for _, c := range []struct {
		name   string
		create func(name string) error
		want   string
	}{
		{"content/pages/a.md", link("../../../outside.md"), "content/pages/a.md: error: a symbolic link or device"},
		{"content/pages/a.md", link("/etc/passwd"), notAFile},
		{"content/pages/a.md", link("a.md"), notAFile},
		{"content/pages/a.md", link("nowhere.md"), notAFile},
		{"content/pages/a.md", link("about.md"), notAFile},
		{"content/pages/a.md", pipe, notAFile},
		{"content/pages/a.md", socket, notAFile},
		{"content/pages/a.md", device, notAFile},
		{"content/pages/a.md", func(name string) error { return os.Mkdir(name, 0o755) }, notAFile},
		{"content/words.yaml", pipe, notAFile},
		{"content/modules", link("../../outside"), "content/modules: error: a symbolic link"},
		{"content/modules", link("/"), notAFile},
		{"content/modules", link("."), notAFile},
		{"content", link("../outside/content"), "opening the site"},
		{"content", link("content"), "opening the site"},
		{"content", pipe, "content: error: a symbolic link or device"},
		{"static/a.pdf", link("../../outside.md"), "static/a.pdf: error: a symbolic link"},
		{"static/a.pdf", link("/etc/passwd"), notAFile},
		{"static/a.svg", pipe, notAFile},
		{"static/style.css", pipe, notAFile},
		{"static/a.pdf", socket, notAFile},
		{"static/a.pdf", device, notAFile},
		{"static/deep", link("../../outside"), notAFile},
		{"static", link("../outside"), "opening the site's own static"},
		{"static", pipe, "static is not a folder"},
		{"layouts", link("../outside"), "opening the site's own layouts"},
		{"layouts/base.html", link("../../outside/base.html"), "layouts/base.html"},
		{"layouts/base.html", pipe, "layouts/base.html is not a regular file"},
		{"layouts/base.html", device, "layouts/base.html is not a regular file"},
		{"layouts/base.html", func(name string) error { return os.Mkdir(name, 0o755) }, "layouts/base.html is not a regular file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := writeBaseSite(t)
			name := filepath.Join(s.Folder, c.name)
			os.RemoveAll(name)
			if strings.HasPrefix(c.name, "layouts") {
				os.RemoveAll(filepath.Join(s.Folder, "static")) // the shipped layouts need the shipped static files
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := c.create(name); err != nil {
				if os.IsPermission(err) {
					t.Skipf("the test lacks a permission: %v", err)
				}
				t.Fatal(err)
			}
			if text := checkWithTimeout(t, s); !strings.Contains(text, c.want) {
				t.Errorf("got %s, want %q", text, c.want)
			}
		})
	}
}

// TestNewRefusesSymlink checks that New does not follow a symbolic link to a folder outside the site.
func TestNewRefusesSymlink(t *testing.T) {
	s := writeBaseSite(t)
	outside := filepath.Join(filepath.Dir(s.Folder), "outside")
	if err := os.Symlink(outside, filepath.Join(s.Folder, "content", "modules")); err != nil {
		t.Fatal(err)
	}
	if name, err := s.New(t.Context(), "module", "first", nil); err == nil {
		t.Errorf("New wrote %s", name)
	}
	if _, err := os.Stat(filepath.Join(outside, "first.md")); err == nil {
		t.Error("a page was written outside the site")
	}
}

// TestUnreadableFile checks that the error for a file that cannot be read names the file.
func TestUnreadableFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root can read every file")
	}
	s := writeBaseSite(t)
	if err := os.Chmod(filepath.Join(s.Folder, "content/pages/about.md"), 0); err != nil {
		t.Fatal(err)
	}
	if text := checkWithTimeout(t, s); !strings.Contains(text, "content/pages/about.md") {
		t.Errorf("the error does not name the file: %s", text)
	}
}
