package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"safelearn/generator/hostfile"
)

// deployFiles maps the settings files for hosts of a new site to the names under which hosts read
// them.
func deployFiles() map[string]string {
	return map[string]string{"apache.htaccess": ".htaccess", "web.config": "web.config", "staticwebapp.config.json": "staticwebapp.config.json"}
}

// deployFile returns the text of a settings file for hosts of a new site.
func deployFile(t *testing.T, name string) string {
	t.Helper()
	text, err := fs.ReadFile(skeleton(), "deploy/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDeployHeaders checks that the settings files for hosts of a new site set the same headers for all
// files as a build writes to _headers, and treat the service worker alike.
func TestDeployHeaders(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	if out, err := command(t, "init", folder, "--name", "North Area").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	build := command(t, "build")
	build.Dir = folder
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	built, err := os.ReadFile(filepath.Join(folder, "public", "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := hostfile.Parse("_headers", string(built))
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]map[string]string) // values by file and by header
	for file, name := range deployFiles() {
		settings, err := hostfile.Parse(name, deployFile(t, file))
		if err != nil {
			t.Fatal(file, err)
		}
		texts[file] = make(map[string]string)
		for _, s := range settings {
			if s.Path == "" && !s.Removed {
				texts[file][s.Name] = s.Value
			}
		}
	}
	texts["nginx.conf"] = make(map[string]string)
	for _, m := range regexp.MustCompile(`(?m)^add_header (\S+) "?(.*?)"? always;$`).FindAllStringSubmatch(deployFile(t, "nginx.conf"), -1) {
		texts["nginx.conf"][m[1]] = m[2]
	}
	for _, s := range ours {
		for file, values := range texts {
			if s.Path == "/*" && s.Name != "X-Robots-Tag" && values[s.Name] != s.Value {
				t.Errorf("%s: %s is %q, want %q", file, s.Name, values[s.Name], s.Value)
			}
			delete(values, s.Name)
		}
	}
	for file, values := range texts {
		if len(values) > 0 {
			t.Errorf("%s sets headers that a build does not: %v", file, values)
		}
		if !strings.Contains(deployFile(t, file), "sw.js") {
			t.Errorf("%s does not mention sw.js", file)
		}
	}
}

// TestDeployPublished checks that a new site publishes each settings file for a host that its author
// copies to the folder static, without a warning.
func TestDeployPublished(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	if out, err := command(t, "init", folder, "--name", "North Area").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	if err := os.Mkdir(filepath.Join(folder, "static"), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, name := range deployFiles() {
		if err := os.WriteFile(filepath.Join(folder, "static", name), []byte(deployFile(t, file)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := command(t, "build")
	build.Dir = folder
	out, err := build.CombinedOutput()
	if err != nil || strings.Contains(string(out), "static/") {
		t.Fatal(err, string(out))
	}
	for file, name := range deployFiles() {
		if text, err := os.ReadFile(filepath.Join(folder, "public", name)); err != nil || string(text) != deployFile(t, file) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDeployFallbacks checks what the settings files for IIS and Azure say about addresses at which there
// is nothing, slashes, and types of files.
func TestDeployFallbacks(t *testing.T) {
	var azure struct {
		TrailingSlash     string
		ResponseOverrides map[string]struct{ Rewrite string }
		Routes            []struct {
			Route   string
			Headers map[string]string
		}
		MimeTypes map[string]string
	}
	if err := json.Unmarshal([]byte(deployFile(t, "staticwebapp.config.json")), &azure); err != nil {
		t.Fatal(err)
	}
	if azure.TrailingSlash != "always" || azure.ResponseOverrides["404"].Rewrite != "/404.html" || azure.MimeTypes[".webmanifest"] != "application/manifest+json" ||
		azure.Routes[0].Route != "/sw.js" || azure.Routes[0].Headers["Cache-Control"] != "no-cache" {
		t.Errorf("%+v", azure)
	}
	var iis struct {
		Documents []struct {
			Value string `xml:"value,attr"`
		} `xml:"system.webServer>defaultDocument>files>add"`
		Errors []struct {
			Status string `xml:"statusCode,attr"`
			Path   string `xml:"path,attr"`
			Mode   string `xml:"responseMode,attr"`
		} `xml:"system.webServer>httpErrors>error"`
		Types []struct {
			Extension string `xml:"fileExtension,attr"`
			Type      string `xml:"mimeType,attr"`
		} `xml:"system.webServer>staticContent>mimeMap"`
	}
	if err := xml.Unmarshal([]byte(deployFile(t, "web.config")), &iis); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(iis.Documents, iis.Errors); got != "[{index.html}] [{404 404.html File}]" {
		t.Error(got)
	}
	for _, m := range iis.Types {
		if azure.MimeTypes[m.Extension] != m.Type {
			t.Errorf("%s is %q for IIS and %q for Azure", m.Extension, m.Type, azure.MimeTypes[m.Extension])
		}
	}
}

// TestGitLab checks that the GitLab pipeline of a new site publishes the folder public from the default
// branch.
func TestGitLab(t *testing.T) {
	text, err := fs.ReadFile(skeleton(), "dot-gitlab-ci.yml")
	if err != nil {
		t.Fatal(err)
	}
	var pipeline struct {
		Variables map[string]string
		Pages     struct {
			Script    []string
			Artifacts struct{ Paths []string }
			Rules     []map[string]string
		}
	}
	if err := yaml.Unmarshal(text, &pipeline); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(pipeline.Pages.Script, pipeline.Pages.Artifacts.Paths); got != "[./safelearn build] [public]" || len(pipeline.Variables) != 2 || len(pipeline.Pages.Rules) != 1 {
		t.Errorf("%+v", pipeline)
	}
}
