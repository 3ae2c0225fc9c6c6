package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestIgnored checks that files and folders that systems, office programs and editors leave below
// content/ and static/ are no problem of the author, and that pages with similar names are read.
func TestIgnored(t *testing.T) {
	for _, name := range []string{
		"desktop.ini", "Desktop.ini", "Thumbs.db", "ehthumbs.db", ".DS_Store", "._a.md", "Icon\r", "__MACOSX/._a.md", "__MACOSX/a.md", "$RECYCLE.BIN/a.md", ".directory",
		"a.md:Zone.Identifier", "a.md\uf03aZone.Identifier", "a.md.Zone.Identifier", "a.md:Zone.Identifier:$DATA", "a.md:AFP_AfpInfo", "a.yaml:com.dropbox.attrs",
		"~$a.md", "~$letter.docx", ".~lock.a.md#", "~WRL0001.tmp", "lu1a2b.tmp",
		"a.md~", "#a.md#", ".#a.md", ".a.md.swp", "a.md.swp", "a.md.SWO", "a.md.bak", "a.md.orig", "a.md.rej", "a.md.part", "a.md.crdownload", "a.md.crswap", "a.md___jb_tmp___", "a.md___jb_old___", ".goutputstream-ABC", ".nfs0001",
	} {
		files, problems, err := Load(fstest.MapFS{"content/pages/" + name: {}})
		if err != nil || len(files) > 0 || len(problems) > 0 {
			t.Errorf("%q in content: %v, %v, %v", name, files, problems, err)
		}
		static, problems, err := LoadStatic(fstest.MapFS{name: {}})
		if err != nil || len(static.Publish) > 0 || len(problems) != 1 || problems[0].Rule != "static-hidden" || problems.Failed() {
			t.Errorf("%q in static: %v, %v", name, problems, err)
		}
	}
	for _, name := range []string{"a.md", "~a.md", "bak.md", "part.yaml", "x.part/a.md", "old.bak/a.md", "zone.identifier.md"} {
		if files, _, err := Load(fstest.MapFS{"content/pages/" + name: {Data: []byte("---\n---\n")}}); err != nil || len(files) != 1 {
			t.Errorf("%q is ignored: %v", name, err)
		}
	}
	for _, name := range []string{"plan: b.md", "a.md:b.md"} {
		if _, problems, _ := Load(fstest.MapFS{"content/pages/" + name: {}}); len(problems) != 1 || problems[0].Rule != "source-name" {
			t.Errorf("%q: %v", name, problems)
		}
	}
}

// TestUnknownFileHints checks the hints for files below content/ that are no pages.
func TestUnknownFileHints(t *testing.T) {
	for name, want := range map[string]string{
		"x.md.txt": "rename it to x.md; if you do not see .txt", "X.MD.TXT": "rename it to X.md;", "site.yaml.text": "rename it to site.yaml;",
		"x.MD": "rename it to x.md, ", "x.Yaml": "rename it to x.yaml, ", "x.markdown": "rename it to x.md", "x.yml": "rename it to x.yaml",
		"x": "if it is a page, rename it to x.md; a file for readers", "x.txt": "if it is a page, rename it to x.md; ",
		"x.docx": "copy its text into a page", "x.md.docx": "copy its text into a page", "x.odt": "copy its text",
		"x.xlsx": "publish a table in a page", "x.html": "write it as a page", "x.sh": "publish no programs",
		"x.png": "put pictures and downloads into static/", "x.csv": "put pictures", "x.pdf": "put pictures",
	} {
		_, problems, err := Load(fstest.MapFS{"content/pages/" + name: {}})
		if err != nil || len(problems) != 1 || problems[0].Rule != "source-unknown-file" || !strings.HasPrefix(problems[0].Hint, want) {
			t.Errorf("%s: %v, %v; want a hint that starts with %q", name, problems, err, want)
		}
	}
}
