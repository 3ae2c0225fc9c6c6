package generator

import (
	"bytes"
	"compress/gzip"
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

// kitWeight is what one tap may fetch, in thousands of bytes: on a poor signal half a
// minute's worth.
const maxKitKB = 150

// A workerList is what the service worker is told of a release.
type workerList struct {
	Site, Release string
	Apart, Kit    []string
	Files, Due    map[string]string
	Modules       map[string][]string
}

// listOf reads the list out of the published worker.
func readWorkerList(t *testing.T, tree fs.FS) workerList {
	t.Helper()
	data, err := fs.ReadFile(tree, "sw.js")
	if err != nil {
		t.Fatal(err)
	}
	rest, found := bytes.CutPrefix(data, []byte("const list="))
	if !found {
		t.Fatalf("no list in %.80s", data)
	}
	var l workerList
	if err := json.NewDecoder(bytes.NewReader(rest)).Decode(&l); err != nil {
		t.Fatal(err)
	}
	return l
}

// gzippedSum counts the bytes in which a server sends files of the list.
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

// sizesSaid finds the sizes that the page of controls says: of the kit, of each module.
var shownSizes = regexp.MustCompile(`(?:data-module="([^"]*)"[^>]*)? data-kb="(\d+)"`)

// TestSavedSizes asks that what one tap fetches is small, and that the page says sizes
// as they are.
func TestOfflineSizes(t *testing.T) {
	for name, s := range map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t)} {
		tree := buildTree(t, s)
		l := readWorkerList(t, tree)
		kit := gzippedSize(t, tree, append(l.Kit, "sw.js")...)
		t.Logf("%s: %d bytes for %d files", name, kit, len(l.Kit))
		if linkSite(t, s).graph.Site.ID == "safelearn-sample" && kit > maxKitKB<<10 {
			t.Errorf("one tap fetches %d bytes, at most %d are allowed", kit, maxKitKB<<10)
		}
		page, err := fs.ReadFile(tree, "offline/index.html")
		if err != nil {
			t.Fatal(err)
		}
		said := shownSizes.FindAllStringSubmatch(string(page), -1)
		if len(said) != 1+len(l.Modules) {
			t.Errorf("%s: sizes of %d modules: %q", name, len(l.Modules), said)
		}
		for _, m := range said {
			size := kit
			if m[1] != "" {
				alone := slices.DeleteFunc(slices.Clone(l.Modules[m[1]]), func(f string) bool {
					return slices.Contains(l.Kit, f) || f == "trainers/" || strings.HasSuffix(f, ".js")
				})
				size = gzippedSize(t, tree, alone...)
			}
			if kb, _ := strconv.Atoi(m[2]); kb<<10 < size*9/10 || kb<<10 > size*11/10 {
				t.Errorf("%s: %q is said to take %d KB and takes %d bytes", name, m[1], kb, size)
			}
		}
	}
}

// TestWorkerList asks what is in the list and what is not: what a page loads comes with
// it, what is withdrawn or for parents does not come.
func TestWorkerList(t *testing.T) {
	s := editedSite(t, "content/protocols/addresses.md", "The second step added.", "Added.")
	l := readWorkerList(t, buildTree(t, s))
	for _, want := range []string{"", "practitioners/", "protocols/addresses/", "contacts/", "search/", "offline/"} {
		if !slices.Contains(l.Kit, want) {
			t.Errorf("the kit has no %q: %q", want, l.Kit)
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
	other := readWorkerList(t, buildTree(t, editedSite(t, "content/protocols/addresses.md", "Every agency is told.", "Every agency is rung.")))
	if other.Release == l.Release || other.Files["protocols/addresses/"] == l.Files["protocols/addresses/"] || other.Files["contacts/"] != l.Files["contacts/"] {
		t.Error("a changed protocol does not change what it has to")
	}
	gone := readWorkerList(t, buildTree(t, editedSite(t, "content/protocols/addresses.md", "status: sample", "status: withdrawn")))
	if gone.Files["protocols/addresses/"] != "" {
		t.Error("a withdrawn protocol is in the list")
	}
}

// TestNothingIsSaved looks at the sites that save nothing: while one is written, as
// files, and where whoever builds it says so.
func TestOfflineDisabled(t *testing.T) {
	for _, o := range []render.Options{{Live: "/live.js"}, {Files: true}, {NoOffline: true}} {
		tree, problems, err := goldenSite(t).tree(o)
		if err != nil || problems.Failed() {
			t.Fatal(err, problems)
		}
		for name, p := range crawl(t, tree) {
			for _, sign := range []string{"manifest", "worker-src", "/offline.", "Save for offline</a>"} {
				if strings.Contains(p.html, sign) {
					t.Errorf("%+v: %s holds %q", o, name, sign)
				}
			}
		}
		worker, err := fs.ReadFile(tree, "sw.js")
		if o.Files {
			if err == nil {
				t.Error("files have a worker")
			}
			continue
		}
		if err != nil || !strings.Contains(string(worker), "unregister") || strings.Contains(string(worker), "fetch") {
			t.Errorf("%+v: the worker does not remove itself: %v %s", o, err, worker)
		}
	}
}

// edited gives the golden site with texts replaced in one file.
func editedSite(t *testing.T, name string, oldnew ...string) *Site {
	t.Helper()
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	text := string(files[name].Data)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("%s holds no %q", name, oldnew[i])
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
	return s
}
