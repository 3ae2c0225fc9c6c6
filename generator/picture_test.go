package generator

import (
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/render"
)

// TestPictureNames checks that a picture with any permitted file name can be loaded from the URL used
// on the page, both in a folder and on a server, and is part of the offline kit.
func TestPictureNames(t *testing.T) {
	names := []string{"a#b", "a b", "a&b", "a'b", "50%", "a%20b", "é", "a(b)", "a+b", "a;b", "a=b,c", "a$b", "a!b", "a~b", "a{b}", "a[b]", "&amp;", "a^b", "a`b"}
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	var text strings.Builder
	for _, name := range names {
		files["static/img/"+name+".svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}
		fmt.Fprintf(&text, "\n![picture](../../img/%s.svg)\n", url.PathEscape(name))
	}
	const page = "content/protocols/addresses.md"
	files[page] = &fstest.MapFile{Data: append(slices.Clone(files[page].Data), text.String()...)}
	for _, o := range []render.Options{{}, {Files: true}} {
		tree, problems, err := s.renderPublished(t.Context(), o)
		if err != nil || problems.Failed() {
			t.Fatal(err, problems)
		}
		data, err := fs.ReadFile(tree, "protocols/addresses/index.html")
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, rest := range strings.Split(string(data), `<img src="`)[1:] {
			src, _, _ := strings.Cut(rest, `"`)
			u, err := url.Parse(html.UnescapeString(src))
			if err != nil {
				t.Fatal(err)
			}
			name := path.Join("protocols/addresses", u.Path)
			if _, err := fs.Stat(tree, name); err != nil || u.Fragment != "" {
				t.Errorf("%s leads to no file: %v", src, err)
			}
			found = append(found, name)
			if !o.Files && !slices.Contains(readServiceWorkerList(t, tree).Kit, u.EscapedPath()[len("../../"):]) {
				t.Errorf("%s is not in the kit", u.EscapedPath())
			}
		}
		if len(found) < len(names) {
			t.Errorf("%d pictures, want %d", len(found), len(names))
		}
	}
}

// TestHeadingsWithReferences checks that the link text of a reference in a heading is part of the text
// of the heading in the table of contents, in links to the heading and in index.json.
func TestHeadingsWithReferences(t *testing.T) {
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	const page = "content/pages/about.md"
	files[page] = &fstest.MapFile{Data: append(slices.Clone(files[page].Data),
		"\n\n## [[post-guide]]\n\nSee [[about#post-guide]].\n\n## What [[post-guide]] says\n\nWords.\n"...)}
	tree := buildTree(t, s)
	data, err := fs.ReadFile(tree, "pages/about/index.html")
	if err != nil {
		t.Fatal(err)
	}
	index, err := fs.ReadFile(tree, "index.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<li><a href="#post-guide">Post guide</a></li>`, `See <a href="#post-guide">Post guide</a>`, `says">What Post guide says</a></li>`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
	for _, want := range []string{`"label":"Post guide"`, `"label":"What Post guide says"`} {
		if !strings.Contains(strings.ReplaceAll(string(index), `": "`, `":"`), want) {
			t.Errorf("no %s in index.json", want)
		}
	}
}
