//go:build hosts

package main

import (
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"safelearn/generator"
	"safelearn/generator/probe"
	"safelearn/generator/sitetest"
)

// TestHosts serves the shipped site with nginx and Apache, at the root and under a path. The servers
// use the configuration files of a new site. The test requires the nginx and apache2 packages of
// Debian.
func TestHosts(t *testing.T) {
	for _, base := range []string{"/", "/learning/"} {
		t.Run("nginx at "+base, func(t *testing.T) { testHost(t, base, startNginx) })
		t.Run("Apache at "+base, func(t *testing.T) { testHost(t, base, startApache) })
	}
}

// testHost publishes the shipped site under the URL path base, starts a server and checks its
// responses.
func testHost(t *testing.T, base string, start func(t *testing.T, folder, base string, port int) *exec.Cmd) {
	folder, err := os.MkdirTemp("", "hosts-") // readable by the user of the server, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(folder, "root")
	published := filepath.Join(root, filepath.FromSlash(base))
	if err := os.MkdirAll(filepath.Dir(published), 0o755); err != nil {
		t.Fatal(err)
	}
	site := &generator.Site{Shipped: sitetest.ShippedBelow(t, base), Today: "2026-12-01"}
	if _, problems, err := site.Build(t.Context(), published); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	port := unusedPort(t)
	server := start(t, folder, base, port)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
	})
	checkHost(t, fmt.Sprintf("http://127.0.0.1:%d", port), base, published)
}

// unusedPort returns a port of the loopback interface that no server uses.
func unusedPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// serverConfig returns the text of a server configuration file of a new site. In the text, it puts
// base before each of the changed paths.
func serverConfig(t *testing.T, name, base string, changed ...string) string {
	t.Helper()
	text, err := fs.ReadFile(skeleton(), "deploy/"+name)
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for _, path := range changed {
		if !strings.Contains(string(text), " "+path) {
			t.Fatalf("%s has no %s", name, path)
		}
		pairs = append(pairs, " "+path, " "+base+path[1:])
	}
	return strings.NewReplacer(pairs...).Replace(string(text))
}

// writeConfig writes text to a file and returns the path of the file.
func writeConfig(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func startNginx(t *testing.T, folder, base string, port int) *exec.Cmd {
	file := writeConfig(t, filepath.Join(folder, "nginx.conf"), fmt.Sprintf(`daemon off;
pid %[1]s/pid;
error_log %[1]s/error.log;
events {}
http {
include /etc/nginx/mime.types;
access_log off;
client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
server {
listen 127.0.0.1:%[2]d;
root %[1]s/root;
%[3]s
}
}
`, folder, port, serverConfig(t, "nginx.conf", base, "/404.html", "/sw.js")))
	return exec.Command("/usr/sbin/nginx", "-c", file)
}

func startApache(t *testing.T, folder, base string, port int) *exec.Cmd {
	writeConfig(t, filepath.Join(folder, "root", filepath.FromSlash(base), ".htaccess"), serverConfig(t, "apache.htaccess", base, "/404.html"))
	const modules = "/usr/lib/apache2/modules/mod_"
	load := ""
	for _, module := range []string{"mpm_event", "authz_core", "dir", "mime", "headers"} {
		load += "LoadModule " + module + "_module " + modules + module + ".so\n"
	}
	file := writeConfig(t, filepath.Join(folder, "apache.conf"), fmt.Sprintf(`ServerName 127.0.0.1
ServerRoot %[1]s
PidFile %[1]s/pid
ErrorLog %[1]s/error.log
DefaultRuntimeDir %[1]s
User www-data
Group www-data
%[3]sTypesConfig /etc/mime.types
Listen 127.0.0.1:%[2]d
DocumentRoot %[1]s/root
<Directory %[1]s/root>
AllowOverride All
Require all granted
</Directory>
`, folder, port, load))
	return exec.Command("/usr/sbin/apache2", "-f", file, "-DFOREGROUND")
}

// checkHost checks the responses of the server at address to requests for the files in the folder
// published, which the server serves under the URL path base.
func checkHost(t *testing.T, address, base, published string) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path string) (*http.Response, string) {
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			response, err := client.Get(address + path)
			if err != nil {
				if time.Now().After(deadline) {
					t.Fatal(err)
				}
				continue
			}
			text, err := io.ReadAll(response.Body)
			response.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			return response, string(text)
		}
	}
	headers, err := os.ReadFile(filepath.Join(published, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	general, _, _ := strings.Cut(strings.TrimPrefix(string(headers), "/*\n"), "\n/")
	for _, path := range []string{"", "protocols/bruising/", "s/bruising/", "modules/marks-on-babies/slides/", "search/", "no/such/page/"} {
		response, text := get(base + path)
		want, file := 200, path+"index.html"
		if path == "no/such/page/" {
			want, file = 404, "404.html"
		}
		if published, err := os.ReadFile(filepath.Join(published, filepath.FromSlash(file))); err != nil || response.StatusCode != want || text != string(published) {
			t.Errorf("%s: %s, %d bytes, %v", path, response.Status, len(text), err)
		}
		for line := range strings.Lines(general) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if name != "X-Robots-Tag" && response.Header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, response.Header.Get(name), value)
			}
		}
	}
	if response, _ := get(base + "protocols/bruising"); response.StatusCode != 301 || strings.TrimPrefix(response.Header.Get("Location"), address) != base+"protocols/bruising/" {
		t.Errorf("without its slash: %s to %s", response.Status, response.Header.Get("Location"))
	}
	err = fs.WalkDir(os.DirFS(published), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) == ".html" || strings.HasPrefix(name, ".") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(published, name))
		if response, text := get(base + name); err != nil || response.StatusCode != 200 || text != string(data) {
			t.Errorf("%s: %s, changed: %v, %v", name, response.Status, text != string(data), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkHostFiles(t, base, published, get)
	if findings, err := probe.Run(t.Context(), address+base); err != nil || len(findings) > 0 {
		t.Errorf("the probe finds %q, %v", findings, err)
	}
}

// checkHostFiles checks the headers that determine how long browsers may cache scripts, and the
// content type of the manifest.
func checkHostFiles(t *testing.T, base, published string, get func(string) (*http.Response, string)) {
	if response, _ := get(base + "sw.js"); response.Header.Get("Cache-Control") != "no-cache" || response.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("sw.js: %v", response.Header)
	}
	scripts, err := filepath.Glob(filepath.Join(published, "*.????????.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		if response, _ := get(base + filepath.Base(script)); !strings.Contains(response.Header.Get("Cache-Control"), "max-age=31536000") || response.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", script, response.Header)
		}
	}
	if response, _ := get(base + "manifest.webmanifest"); response.Header.Get("Content-Type") != "application/manifest+json" {
		t.Errorf("the manifest is of the type %s", response.Header.Get("Content-Type"))
	}
}
