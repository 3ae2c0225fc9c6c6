// Package search generates the search index used by static/search.js, the client script that
// runs in the browser.
//
// It takes a linked site and returns a set of small script files, each of which calls a function of
// the client. They contain the words of the site with the pages on which they occur, the fields
// that a search result shows, and excerpts. The package does not lay out pages or execute queries.
//
// Words are stemmed when the index is built. The client looks up a search word among the
// word forms of the site, and finds all forms with the same stem. Quiet paragraphs, pages
// for parents and drafts are not indexed, and of a withdrawn page only its title. A sorted list has
// the words of the pages for parents and common words, so that none is taken for a typing error.
package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// formatVersion is part of the hash in the name of the start file, which the client loads first. It
// must be increased if the file format changes.
const formatVersion = "6"

// pagesPerFile returns the number of consecutive pages that share a results file. It is low because a
// reader downloads a file for each result, but it increases with the number of pages to limit the
// number of files.
func pagesPerFile(pages int) int {
	if pages <= 5000 {
		return 8
	}
	return 16
}

// excerptsFiles is the number of excerpts files among which the pages of one results file are divided.
// There are several because the excerpts of a long page are many times longer than its results.
const excerptsFiles = 8

// An Index generates the search files of a site. It reads the pages when a file or the list
// of files is first requested. It is safe for concurrent use.
type Index struct {
	graph     *xref.Graph
	pages     []page
	startName string // name of the start file, which the client loads first, without extension
	words     func() wordIndex
	files     func() map[string]func(*bytes.Buffer) // functions that write the files, by file name
}

// New returns the index of a linked site. The client script clientJS is part of the hash in the name of
// the start file, so that a browser never combines a script and an index from different builds. If
// clientJS is nil, as in a preview, the name is always the same.
func New(g *xref.Graph, clientJS []byte) *Index {
	x := &Index{graph: g, pages: searchablePages(g), startName: "start_now"}
	if clientJS != nil {
		x.startName = "start_" + siteChecksum(g, clientJS)
	}
	x.words = sync.OnceValue(func() wordIndex { return newIndexer(g, x.pages).index() })
	x.files = sync.OnceValue(x.fileWriters)
	return x
}

// StartFile returns the name, without extension, of the start file, which the client loads
// first and which lists the others. The name of each file includes a checksum of its content
// or, for the start file, of the inputs of the index. A browser therefore never combines files
// from different builds, and a file keeps its name if its content does not change.
func (x *Index) StartFile() string { return x.startName }

// siteChecksum returns a checksum of all inputs of the index.
func siteChecksum(g *xref.Graph, clientJS []byte) string {
	site, sum := g.Site, sha256.New()
	sum.Write([]byte(formatVersion))
	sum.Write(clientJS)
	for _, e := range site.Entries {
		p := e.Base()
		fmt.Fprintf(sum, "\x00%s\x00%x\x00%t%t%s", p.File.Path, p.File.Sum, site.Listed(p), site.Overdue(p), model.DueDate(site, p))
	}
	for _, f := range site.DataFiles { // for the settings, the search vocabulary and the words of the user interface
		fmt.Fprintf(sum, "\x00%s\x00%x", f.Path, f.Sum)
	}
	fmt.Fprint(sum, site.English.Texts)
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// FileNames returns the names of all files, including their extensions, in lexical order.
func (x *Index) FileNames() []string { return slices.Sorted(maps.Keys(x.files())) }

// OfflineFileNames returns the names, in lexical order, of the files that an offline search
// requires: all files except excerpts, without which a result shows only its title and
// summary, and reversed words, without which typing errors in the first letters of a word are not
// corrected.
func (x *Index) OfflineFileNames() []string {
	return slices.DeleteFunc(x.FileNames(), func(name string) bool { return name[0] == 't' || name[0] == 'r' })
}

// WriteFile writes the content of the named file to out. It reports whether the file is part
// of the index.
func (x *Index) WriteFile(out *bytes.Buffer, name string) (found bool) {
	write := x.files()[name]
	if write != nil {
		write(out)
	}
	return write != nil
}

// fileWriters returns the functions that write the files, keyed by file name.
func (x *Index) fileWriters() map[string]func(*bytes.Buffer) {
	files := map[string]func(*bytes.Buffer){x.startName + ".js": x.writeStart}
	words := x.words()
	for _, s := range slices.Concat(words.forms, words.reversed, []shard{words.known}) {
		files[s.name+".js"] = func(out *bytes.Buffer) { writeCall(out, s.name, s.text) }
	}
	perFile, number := pagesPerFile(len(x.pages)), 0 // number is the number of excerpts files so far
	for i, sum := range words.pageSums {
		pages := x.pages[i*perFile : min((i+1)*perFile, len(x.pages))]
		name := strconv.Itoa(i) + "_" + sum
		files["h"+name+".js"] = func(out *bytes.Buffer) { writeCall(out, "h"+name, x.results(pages)) }
		for part := range slices.Chunk(pages, perFile/excerptsFiles) {
			name := fmt.Sprintf("t%d_%s", number, sum)
			files[name+".js"] = func(out *bytes.Buffer) { writeCall(out, name, x.excerpts(part)) }
			number++
		}
	}
	return files
}
