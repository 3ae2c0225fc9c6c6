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

// TestUnwatched serves a site on a system that refuses to watch some or all folders. The server must
// report the refusal once, and poll for changes instead.
func TestUnwatched(t *testing.T) {
	requireStrace(t)
	for fault, reason := range map[string]string{
		"inotify_add_watch:error=ENOSPC:when=3+": "no space left on device",
		"inotify_init1:error=EMFILE":             "too many open files",
	} {
		t.Run(reason, func(t *testing.T) {
			const pages = 2
			folder := newSmallSite(t, pages)
			for i := range 20 { // more than two per thread, since strace counts calls per thread
				if err := os.Mkdir(filepath.Join(folder, "content", "pages", fmt.Sprint("none-", i)), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			output, err := os.Create(filepath.Join(t.TempDir(), "output"))
			if err != nil {
				t.Fatal(err)
			}
			defer output.Close()
			call, _, _ := strings.Cut(fault, ":")
			// With -D, the process started here is safelearn itself, not strace.
			serve := exec.Command("strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", "inject="+fault,
				command(t).Path, "serve", "--port", "18300", folder)
			serve.Stderr = output
			if err := serve.Start(); err != nil {
				t.Fatal(err)
			}
			defer serve.Process.Kill()
			address := ""
			waitForOutput(t, output, "an address", func(text string) bool {
				_, after, _ := strings.Cut(text, "serving ")
				line, _, whole := strings.Cut(after, "\n")
				address = line
				return whole
			})
			for _, name := range []string{"second", "third"} {
				writeEdition(t, folder, pages, name)
				waitForOutput(t, output, "the "+name+" edition", func(string) bool {
					return strings.Contains(httpGet(t, address+"pages/page-1/"), name+" edition")
				})
			}
			if err := serve.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			if err := serve.Wait(); err != nil {
				t.Errorf("the server exited with %v", err)
			}
			text := readOutput(t, output)
			want := reason + "); checking the files every second instead\n"
			if strings.Count(text, want) != 1 || strings.Count(text, "the system does not report changes (") != 1 || internalsPattern.MatchString(text) {
				t.Errorf("printed\n%s\nwant once\n%s", text, want)
			}
		})
	}
}

// waitForOutput waits until a condition on the output of a command is true. It fails the test after 30
// seconds.
func waitForOutput(t *testing.T, output *os.File, description string, condition func(text string) bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !condition(readOutput(t, output)); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("timed out waiting for %s; printed\n%s", description, readOutput(t, output))
		}
	}
}

// readOutput returns the contents of an output file.
func readOutput(t *testing.T, output *os.File) string {
	t.Helper()
	data, err := os.ReadFile(output.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// httpGet requests url and returns the body of the response.
func httpGet(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
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
