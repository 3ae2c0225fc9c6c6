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

// An importer converts third-party Markdown files to the pages of a site.
type importer struct {
	names map[string]string // name of each page, without .md, by path of its Markdown file
}

var (
	invalidNameChars = regexp.MustCompile(`[^a-z0-9/-]+`)
	firstHeading     = regexp.MustCompile(`(?m)^#[ \t]+(.+?)[ \t]*#*(\r?)$`)
	markdownLink     = regexp.MustCompile(`(\]\()([^()\s:]+\.md)((?:#[^()\s]*)?\))`)
)

// importFolder returns a site with a page for each Markdown file in a folder. The title of the page is
// the first level 1 heading of the file outside code blocks, or the name of the file if there is none.
// Links between files become links between pages. Existing front matter is removed.
func importFolder(folder fs.FS) (fstest.MapFS, error) {
	im := importer{names: make(map[string]string)}
	used := make(map[string]bool)
	site := fstest.MapFS{"content/site.yaml": {Data: []byte("id: imported\ntitle: Imported\npartnership: None\nbase: https://example.org/\ndemonstration: true\nbanner: Text from elsewhere.\n")}}
	err := fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".md" {
			return err
		}
		name := strings.Trim(invalidNameChars.ReplaceAllString(strings.ToLower(strings.TrimSuffix(file, ".md")), "-"), "-/")
		name = strings.ReplaceAll(name, "/", "--")
		for used[name] {
			name += "-x"
		}
		used[name] = true
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
		site["content/pages/"+name+".md"] = &fstest.MapFile{Data: []byte(im.convertPage(file, string(data)))}
	}
	return site, nil
}

// convertPage converts a Markdown file with the given text to a page. It preserves the byte order mark and
// the line endings.
func (im *importer) convertPage(file, text string) string {
	bom, eol := "", "\n"
	if rest, marked := strings.CutPrefix(text, "\ufeff"); marked {
		bom, text = "\ufeff", rest
	}
	if strings.Contains(text, "\r\n") {
		eol = "\r\n"
	}
	if rest, found := strings.CutPrefix(text, "---"+eol); found {
		if _, body, closed := strings.Cut(rest, eol+"---"+eol); closed {
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
		if name, ok := im.names[path.Join(path.Dir(file), m[2])]; ok {
			return m[1] + "/pages/" + name + "/" + m[3]
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
	return bom + strings.ReplaceAll(front, "\n", eol) + text
}
