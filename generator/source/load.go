// Package source reads the text files of a site's content folder.
//
// In comes a file system whose root is the site's folder; out come files with
// front matter cut from body, offsets that can be turned into places, and what
// was wrong with the bytes. It knows no kind of page and no Markdown, and it never
// follows a link out of the folder it was given.
package source

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// MaxSize is the most bytes that one text file may have. A page of 512 KiB is some
// eighty thousand words; what is larger was put there by mistake.
const MaxSize = 512 << 10

// Load reads every .md and .yaml file below content/, in order of path. Files
// whose name starts with a dot or ends with a tilde belong to an editor or the
// system and are passed over; any other file there is a problem, since it would
// be lost. The error is for a folder or file that cannot be read.
func Load(site fs.FS) ([]*File, diag.List, error) {
	var files []*File
	var problems diag.List
	var data []byte // of the file at hand
	err := fs.WalkDir(site, "content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if ignored(entry.Name()) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if oddly(name, entry, &problems) {
			return skip(entry)
		}
		ext := path.Ext(name)
		switch page := ext == ".md" || ext == ".yaml"; {
		case entry.IsDir() && page:
			problems.Error(place(name), "source-not-a-file", "a folder whose name ends like a file's", "rename it, or put its text into a file of this name")
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case !page:
			problems.Error(place(name), "source-unknown-file", fmt.Sprintf("content holds .md and .yaml files, not %q", path.Base(name)),
				"pictures and downloads go into static/; a page ends in .md")
			return nil
		}
		if data, err = read(site, name, data[:0]); err != nil {
			return err
		}
		files = append(files, split(name, data, &problems))
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	return files, problems, nil
}

// One reads a single file again, by its path from the site's folder.
func One(site fs.FS, name string) (*File, diag.List, error) {
	info, err := fs.Lstat(site, name)
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("reading content: %s is no plain file", name)
	}
	data, err := read(site, name, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	var problems diag.List
	return split(name, data, &problems), problems, nil
}

func ignored(name string) bool {
	return name != "." && strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// read appends a file to an empty slice. It reads one byte more than is allowed, so
// that a file too large is seen and never held whole.
func read(site fs.FS, name string, data []byte) ([]byte, error) {
	f, err := site.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		data = slices.Grow(data, int(min(info.Size(), MaxSize))+1)
	}
	for len(data) <= MaxSize {
		if len(data) == cap(data) {
			data = slices.Grow(data, 512)
		}
		n, err := f.Read(data[len(data):min(cap(data), MaxSize+1)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

// split makes a file of bytes, a lost one where it reports that they are no text.
func split(name string, data []byte, problems *diag.List) *File {
	lost := &File{Path: name, Lost: true}
	if len(data) > MaxSize {
		problems.Error(diag.Pos{Path: name}, "source-too-large", fmt.Sprintf("larger than %d KiB", MaxSize>>10),
			"split the page into several")
		return lost
	}
	text := textOf(data)
	if text != string(data) { // else there is no need of a copy
		data = []byte(text)
	}
	sum := sha256.Sum256(data)
	file := &File{Path: name, Text: text, Sum: [8]byte(sum[:8])}
	file.index()
	if !printable(file, problems) {
		return lost
	}
	if path.Ext(name) == ".yaml" {
		file.Front = text
		return file
	}
	if !cut(file, problems) {
		return lost
	}
	return file
}

const fence = "---\n"

// cut finds the front matter between its two fences.
func cut(file *File, problems *diag.List) bool {
	if !strings.HasPrefix(file.Text, fence) {
		hint := "start the file with a line --- , then title: and the rest, then a line ---"
		if trimmed := strings.TrimLeft(file.Text, " \t\n"); strings.HasPrefix(trimmed, "---") {
			hint = "the first line must be --- and nothing else: take away what stands before or after it"
		}
		problems.Error(file.Whole(), "front-missing", "no front matter at the top of the page", hint)
		return false
	}
	rest := file.Text[len(fence):]
	for offset := 0; offset < len(rest); {
		line, _, more := strings.Cut(rest[offset:], "\n")
		if strings.TrimRight(line, " \t") == "---" {
			file.Front, file.front = rest[:offset], len(fence)
			file.Body = min(len(fence)+offset+len(line)+1, len(file.Text))
			return true
		}
		if !more {
			break
		}
		offset += len(line) + 1
	}
	problems.Error(file.Whole(), "front-unclosed", "the front matter that starts here has no end",
		"write a line --- after its last key, before the text of the page")
	return false
}
