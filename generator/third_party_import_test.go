package generator

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing/fstest"
)

// An importer converts third-party Markdown to pages of a site.
type importer struct {
	names map[string]string // page names by file
}

var (
	invalidNameChars = regexp.MustCompile(`[^a-z0-9/-]+`)
	firstHeading     = regexp.MustCompile(`(?m)^#[ \t]+(.+?)[ \t]*#*(\r?)$`)
	markdownLink     = regexp.MustCompile(`(\]\()([^()\s:]+\.md)((?:#[^()\s]*)?\))`)
)

// importFolder makes a site of all Markdown files below a folder. A page takes its title
// from the first heading and its name from the file; links between files become links
// between pages. Existing front matter is dropped.
func importFolder(folder fs.FS) (fstest.MapFS, error) {
	im := importer{names: make(map[string]string)}
	taken := make(map[string]bool)
	site := fstest.MapFS{"content/site.yaml": {Data: []byte("id: imported\ntitle: Imported\npartnership: None\nbase: https://example.org/\ndemonstration: true\nbanner: Text from elsewhere.\n")}}
	err := fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".md" {
			return err
		}
		name := strings.Trim(invalidNameChars.ReplaceAllString(strings.ToLower(strings.TrimSuffix(file, ".md")), "-"), "-/")
		name = strings.ReplaceAll(name, "/", "--")
		for taken[name] {
			name += "-x"
		}
		taken[name] = true
		im.names[file] = name
		return nil
	})
	if err != nil {
		return nil, err
	}
	for file, name := range im.names {
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		site["content/pages/"+name+".md"] = &fstest.MapFile{Data: []byte(im.page(file, string(data)))}
	}
	return site, nil
}

// page returns a page with the text of a file. It keeps the byte order mark and the line
// endings of the file.
func (im *importer) page(file, text string) string {
	mark, end := "", "\n"
	if rest, marked := strings.CutPrefix(text, "\ufeff"); marked {
		mark, text = "\ufeff", rest
	}
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	if rest, found := strings.CutPrefix(text, "---"+end); found {
		if _, body, closed := strings.Cut(rest, end+"---"+end); closed {
			text = body
		}
	}
	title := path.Base(strings.TrimSuffix(file, ".md"))
	if at := firstHeading.FindStringSubmatchIndex(text); at != nil && strings.Count(text[:at[0]], "```")%2 == 0 {
		title = text[at[2]:at[3]]
		text = text[:at[0]] + text[at[4]:]
	}
	text = markdownLink.ReplaceAllStringFunc(text, func(link string) string {
		m := markdownLink.FindStringSubmatch(link)
		if to, known := im.names[path.Join(path.Dir(file), m[2])]; known {
			return m[1] + "/pages/" + to + "/" + m[3]
		}
		return link
	})
	front := fmt.Sprintf(`---
title: %s
summary: Written for something else.
status: sample
owner: The editors
reviewed: 2026-01-01
review_due: 2030-01-01
---
`, strconv.Quote(title))
	return mark + strings.ReplaceAll(front, "\n", end) + text
}
