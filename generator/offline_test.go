package generator

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/render"
)

// maxKitKiB is the maximum download size, in KiB, of the offline kit: the files that a reader saves
// for offline use with one tap. A download of this size takes about half a minute on a poor mobile
// connection.
const maxKitKiB = 150

// A serviceWorkerList is the list of files that is embedded in the service worker. Package feeds documents its
// fields.
type serviceWorkerList struct {
	Site, Release string
	Apart, Kit    []string
	Files, Due    map[string]string
	Modules       map[string][]string
}

// readServiceWorkerList reads the list of files in the service worker of a site.
func readServiceWorkerList(t *testing.T, tree fs.FS) serviceWorkerList {
	t.Helper()
	data, err := fs.ReadFile(tree, "sw.js")
	if err != nil {
		t.Fatal(err)
	}
	rest, found := bytes.CutPrefix(data, []byte("const list="))
	if !found {
		t.Fatalf("no list in %.80s", data)
	}
	var l serviceWorkerList
	if err := json.NewDecoder(bytes.NewReader(rest)).Decode(&l); err != nil {
		t.Fatal(err)
	}
	return l
}

// gzippedSize returns the total size, in bytes, of the files at the given addresses, each compressed
// with gzip.
func gzippedSize(t *testing.T, tree fs.FS, addresses ...string) int {
	t.Helper()
	var out bytes.Buffer
	for _, address := range addresses {
		if address == "" || strings.HasSuffix(address, "/") {
			address += "index.html"
		}
		data, err := fs.ReadFile(tree, address)
		if err != nil {
			t.Fatal(err)
		}
		w := gzip.NewWriter(&out)
		w.Write(data)
		w.Close()
	}
	return out.Len()
}

// shownSizePattern matches the sizes of the offline kit and of each module on the offline page.
var shownSizePattern = regexp.MustCompile(`(?:data-module="([^"]*)"[^>]*)? data-kb="(\d+)"`)

// TestOfflineSizes checks that the offline kit of the shipped site has at most maxKitKiB, and that the
// download sizes on the offline page are accurate to within 10 %, or to within a factor of two if the
// content is not the shipped content.
func TestOfflineSizes(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t)} {
		tree := buildTree(t, s)
		l := readServiceWorkerList(t, tree)
		kit := gzippedSize(t, tree, append(l.Kit, "sw.js")...)
		t.Logf("%s: %d bytes for %d files", name, kit, len(l.Kit))
		shipped := isShipped(linkSite(t, s).graph.Site)
		if shipped && kit > maxKitKiB<<10 {
			t.Errorf("the kit has %d bytes, at most %d are allowed", kit, maxKitKiB<<10)
		}
		page, err := fs.ReadFile(tree, "offline/index.html")
		if err != nil {
			t.Fatal(err)
		}
		shown := shownSizePattern.FindAllStringSubmatch(string(page), -1)
		if len(shown) != 1+len(l.Modules) {
			t.Errorf("%s: the page shows the sizes %q, want one for the kit and %d for modules", name, shown, len(l.Modules))
		}
		for _, m := range shown {
			size := kit
			if m[1] != "" {
				extra := slices.DeleteFunc(slices.Clone(l.Modules[m[1]]), func(f string) bool {
					return slices.Contains(l.Kit, f) || f == "trainers/" || strings.HasSuffix(f, ".js") || strings.HasSuffix(f, ".css")
				})
				size = gzippedSize(t, tree, extra...)
			}
			low, high := size*9/10, size*11/10
			if name == "real" && !shipped {
				low, high = size/2, size*2 // the size estimate is calibrated for the shipped content
			}
			if kb, _ := strconv.Atoi(m[2]); kb<<10 < low || kb<<10 > high {
				t.Errorf("%s: the page shows %d KB for %q, which has %d bytes", name, kb, m[1], size)
			}
		}
	}
}

// TestServiceWorkerList checks the list of files in the service worker. Each hash must be that of the whole
// file, since the worker does not save a file with any other hash. The list must contain the offline
// kit and the modules, but no withdrawn pages, pages for parents or short addresses. A change to a
// protocol must change the release and only the hash of that protocol.
func TestServiceWorkerList(t *testing.T) {
	tree := buildTree(t, editedSite(t, "content/protocols/addresses.md", "The second step added.", "Added."))
	l := readServiceWorkerList(t, tree)
	for address, hash := range l.Files {
		name := address
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := fs.ReadFile(tree, name)
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:8]) != hash {
			t.Errorf("%s: the hash in the list is %s, that of the file %x (%v)", address, hash, sum[:8], err)
		}
	}
	for _, want := range []string{"", "practitioners/", "protocols/addresses/", "contacts/", "search/", "offline/"} {
		if !slices.Contains(l.Kit, want) {
			t.Errorf("the kit does not contain %q: %q", want, l.Kit)
		}
	}
	for address := range l.Files {
		if strings.HasPrefix(address, "parents/") || strings.HasPrefix(address, "s/") {
			t.Errorf("%s is in the list", address)
		}
	}
	if !slices.Equal(l.Apart, []string{"s/", "parents/"}) || l.Due["protocols/addresses/"] != "2027-03-01" {
		t.Errorf("apart %q, due %q", l.Apart, l.Due)
	}
	scripts := slices.DeleteFunc(slices.Clone(l.Modules["asking"]), func(f string) bool { return !strings.HasSuffix(f, ".js") })
	if len(l.Modules) != 1 || !slices.Contains(l.Modules["asking"], "modules/asking/") || !slices.Contains(l.Modules["asking"], "trainers/") || len(scripts) == 0 {
		t.Errorf("modules %q", l.Modules)
	}
	other := readServiceWorkerList(t, buildTree(t, editedSite(t, "content/protocols/addresses.md", "Every agency is told.", "Every agency is phoned.")))
	if other.Release == l.Release || other.Files["protocols/addresses/"] == l.Files["protocols/addresses/"] || other.Files["contacts/"] != l.Files["contacts/"] {
		t.Error("a changed protocol must change the release and the hash of the protocol, and no other hash")
	}
	withdrawn := readServiceWorkerList(t, buildTree(t, editedSite(t, "content/protocols/addresses.md", "status: sample", "status: withdrawn")))
	if withdrawn.Files["protocols/addresses/"] != "" {
		t.Error("a withdrawn protocol is in the list")
	}
}

// TestOfflineDisabled checks that sites are not saved for offline use if they are served for
// development, exported as files, or built with NoOffline.
func TestOfflineDisabled(t *testing.T) {
	for _, o := range []render.Options{{PreviewScript: "/live.js"}, {Files: true}, {NoOffline: true}} {
		tree, problems, err := goldenSite(t).renderPublished(t.Context(), o)
		if err != nil || problems.Failed() {
			t.Fatal(err, problems)
		}
		for name, p := range crawl(t, tree) {
			for _, unwanted := range []string{"manifest", "worker-src", "/offline.", "Save for offline</a>"} {
				if strings.Contains(p.html, unwanted) {
					t.Errorf("%+v: %s contains %q", o, name, unwanted)
				}
			}
		}
		worker, err := fs.ReadFile(tree, "sw.js")
		if o.Files {
			if err == nil {
				t.Error("a site exported as files has a service worker")
			}
			continue
		}
		if err != nil || !strings.Contains(string(worker), "unregister") || strings.Contains(string(worker), "fetch") {
			t.Errorf("%+v: the worker does not remove itself: %v %s", o, err, worker)
		}
	}
}

// TestContactLinks checks that every page links to the contacts page, whether or not pages can be
// saved for offline use. Pages for parents have telephone numbers instead of this link.
func TestContactLinks(t *testing.T) {
	for _, o := range []render.Options{{}, {PreviewScript: "/live.js"}, {Files: true}, {NoOffline: true}} {
		tree, problems, err := goldenSite(t).renderPublished(t.Context(), o)
		if err != nil || problems.Failed() {
			t.Fatal(err, problems)
		}
		for name, p := range crawl(t, tree) {
			if strings.HasPrefix(name, "s/") || name == "offline/index.html" && o.Files {
				continue
			}
			want := 1
			switch name {
			case "practitioners/index.html", "trainers/index.html", "quality/index.html":
				want = 2 // another link is above the lists of pages
			case "contacts/index.html":
				continue
			}
			if strings.HasPrefix(name, "parents/") {
				want = 0
			}
			if got := strings.Count(p.html, `>Numbers to call</a>`); got != want {
				t.Errorf("%+v: %s has %d links to the numbers to call, want %d", o, name, got, want)
			}
		}
	}
}

// editedSite returns the golden site with replacements made in the named file. The arguments oldnew
// are pairs of old and new text. It replaces the first occurrence of each old text, and fails the test
// if there is none.
func editedSite(t *testing.T, name string, oldnew ...string) *Site {
	t.Helper()
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	text := string(files[name].Data)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("%s does not contain %q", name, oldnew[i])
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
	return s
}
