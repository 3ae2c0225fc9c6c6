package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUnwatched serves a site where the system watches no more folders, or none at all:
// the server says so once, and sees by looking what is saved.
func TestUnwatched(t *testing.T) {
	mayTrace(t)
	for fault, why := range map[string]string{
		"inotify_add_watch:error=ENOSPC:when=3+": "no space left on device",
		"inotify_init1:error=EMFILE":             "too many open files",
	} {
		t.Run(why, func(t *testing.T) {
			const pages = 2
			folder := smallSite(t, pages)
			for i := range 20 { // more than two for each thread, since strace counts for each apart
				if err := os.Mkdir(filepath.Join(folder, "content", "pages", fmt.Sprint("none-", i)), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			told, err := os.Create(filepath.Join(t.TempDir(), "told"))
			if err != nil {
				t.Fatal(err)
			}
			defer told.Close()
			call, _, _ := strings.Cut(fault, ":")
			// With -D the tracer is the child, so that what is started here is the command.
			serve := exec.Command("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", "inject="+fault,
				command(t).Path, "serve", "--port", "18300", folder)
			serve.Stderr = told
			if err := serve.Start(); err != nil {
				t.Fatal(err)
			}
			defer serve.Process.Kill()
			address := ""
			eventually(t, told, "an address", func(said string) bool {
				_, after, _ := strings.Cut(said, "serving ")
				line, _, whole := strings.Cut(after, "\n")
				address = line
				return whole
			})
			for _, name := range []string{"second", "third"} {
				edition(t, folder, pages, name)
				eventually(t, told, "the "+name+" edition", func(string) bool {
					return strings.Contains(shown(t, address+"pages/page-1/"), name+" edition")
				})
			}
			if err := serve.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			if err := serve.Wait(); err != nil {
				t.Errorf("it ended with %v", err)
			}
			said := saidIn(t, told)
			want := why + "); checking the files every second instead\n"
			if strings.Count(said, want) != 1 || strings.Count(said, "the system does not report changes (") != 1 || internals.MatchString(said) {
				t.Errorf("it said\n%s\nwant once\n%s", said, want)
			}
		})
	}
}

// eventually waits for what must come of a command that speaks into a file.
func eventually(t *testing.T, told *os.File, what string, holds func(said string) bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(saidIn(t, told)); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s; it said\n%s", what, saidIn(t, told))
		}
	}
}

func saidIn(t *testing.T, told *os.File) string {
	t.Helper()
	data, err := os.ReadFile(told.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// shown is what a server shows at an address.
func shown(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
