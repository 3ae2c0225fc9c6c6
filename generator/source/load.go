// Package source reads the files in the content and static folders of a site.
//
// Its input is a file system with the site folder as its root. It returns text files split
// into front matter and body, the names of the static files to publish, and diagnostics
// about file names and contents. It has no knowledge of page kinds or of Markdown, and does
// not follow symbolic links.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// MaxSize is the maximum size of a text file in bytes. 512 KiB is about 80,000 words, so a
// larger file is probably a mistake.
const MaxSize = 512 << 10

// Load reads all .md and .yaml files in content/ and returns them sorted by path. It ignores
// hidden files and those that systems and editors leave, and reports any other file, since it would not
// be published. It returns an error if a file or folder cannot be read.
func Load(site fs.FS) ([]*File, diag.List, error) {
	var files []*File
	var problems diag.List
	var buf bytes.Buffer
	err := fs.WalkDir(site, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if IsIgnored(entry.Name(), entry.IsDir()) {
			return skipEntry(entry)
		}
		if !checkEntry(name, entry, &problems) {
			return skipEntry(entry)
		}
		switch page := isPageExtension(path.Ext(name)); {
		case entry.IsDir() && page:
			problems.Error(namePosition(name), "source-not-a-file", "a folder with the name of a file", "rename the folder, or replace it by a file of this name")
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case name == "content":
			problems.Error(namePosition(name), "source-not-a-file", "content is a file, and must be a folder", "rename it, and make a folder content for the pages")
			return nil
		case !page:
			problems.Error(namePosition(name), "source-unknown-file", fmt.Sprintf("content/ is for .md and .yaml files, not for %q", path.Base(name)), unknownFileHint(path.Base(name)))
			return nil
		}
		if err := read(site, name, &buf); err != nil {
			return err
		}
		files = append(files, parse(name, buf.Bytes(), &problems))
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	return files, problems, nil
}

// LoadFile reads a single content file. The name is relative to the site folder. The file must be a
// regular file. Its name is not checked.
func LoadFile(site fs.FS, name string) (*File, diag.List, error) {
	info, err := fs.Lstat(site, name)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", name)
	}
	var buf bytes.Buffer
	if err == nil {
		err = read(site, name, &buf)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	var problems diag.List
	return parse(name, buf.Bytes(), &problems), problems, nil
}

// ParseFile parses text as the content file with the given name, which is relative to the site folder.
// No such file need exist.
func ParseFile(name, text string) (*File, diag.List) {
	var problems diag.List
	return parse(name, []byte(text), &problems), problems
}

// LoadTexts reads all files in a folder as text and returns them sorted by path. Each path starts with
// name. If the folder does not exist, there are no files.
func LoadTexts(folder fs.FS, name string) ([]*File, error) {
	var files []*File
	err := fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if file == "." && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			return err
		}
		f := &File{Path: name + "/" + file, Text: blankPathData(strings.ToValidUTF8(string(data), "?"))}
		f.indexLines()
		files = append(files, f)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return files, nil
}

// blankPathData returns text with the path data of SVG drawings replaced by spaces, because numbers
// in path data may look like phone numbers.
func blankPathData(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, ` d="`)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := max(strings.IndexByte(rest, '"'), 0)
		b.WriteString(` d="` + strings.Repeat(" ", end))
		text = rest[end:]
	}
}

// read replaces the content of buf with that of the named file. It reads at most MaxSize+1
// bytes, so a file that is too large is detected without reading all of it.
func read(site fs.FS, name string, buf *bytes.Buffer) error {
	buf.Reset()
	f, err := site.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = buf.ReadFrom(io.LimitReader(f, MaxSize+1))
	return err
}

// parse returns a file with the given content. If the content is not valid, it reports a
// problem and sets Unreadable.
func parse(name string, data []byte, problems *diag.List) *File {
	unreadable := &File{Path: name, Unreadable: true}
	if len(data) > MaxSize {
		problems.Error(diag.Pos{Path: name}, "source-too-large", fmt.Sprintf("larger than %d KiB", MaxSize>>10),
			"split the page into several")
		return unreadable
	}
	data = normalize(data)
	sum := sha256.Sum256(data)
	file := &File{Path: name, Text: string(data), Sum: [8]byte(sum[:8])}
	file.indexLines()
	switch {
	case !checkCharacters(file, problems), reportConflicts(file, problems):
		return unreadable
	case path.Ext(name) == ".yaml":
		file.Front = file.Text
	case !splitFront(file, problems):
		return unreadable
	}
	return file
}

// frontMatterFence is the line before and after front matter.
const frontMatterFence = "---\n"

// splitFront sets the front matter and body of file. If the front matter is missing or not closed,
// it reports a problem and returns false.
func splitFront(file *File, problems *diag.List) bool {
	if !strings.HasPrefix(file.Text, frontMatterFence) {
		hint := "start the file with a line --- , then title: and the rest, then a line ---"
		if trimmed := strings.TrimLeft(file.Text, " \t\n"); strings.HasPrefix(trimmed, "---") {
			hint = "the first line must be --- and nothing else: delete what is before or after it"
		}
		problems.Error(file.Start(), "front-missing", "no front matter at the top of the page", hint)
		return false
	}
	rest := file.Text[len(frontMatterFence):]
	end := 0
	for line := range strings.Lines(rest) {
		if strings.TrimRight(line, " \t\n") == "---" {
			file.Front, file.frontStart, file.Body = rest[:end], len(frontMatterFence), len(frontMatterFence)+end+len(line)
			return true
		}
		end += len(line)
	}
	problems.Error(file.Start(), "front-unclosed", "the front matter that starts here has no end",
		"write a line --- after its last key, before the text of the page")
	return false
}
