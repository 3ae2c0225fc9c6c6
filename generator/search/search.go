// Package search writes the index that static/search.js searches in the browser.
//
// In comes a linked site; out come small script files, each of which calls one function of
// the client: words with the pages that they are on, what results show of pages, and the
// text that excerpts are cut from. The package lays out no page and answers no query.
//
// Words are stemmed here. The client looks a typed word up among the spellings that the
// site uses, and finds every spelling with the same stem. Quiet paragraphs, pages for
// parents, drafts and withdrawn pages are not in the index.
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

	"safelearn/generator/xref"
)

// formatVersion is hashed into the name of the start file. It changes with the format of
// the files.
const formatVersion = "2"

// pagesPerFile returns the number of neighbouring pages that share a file of results and
// a file of excerpts. It is low, since a reader downloads the file of each result, and
// higher on a large site to limit the number of files.
func pagesPerFile(pages int) int {
	switch {
	case pages <= 500:
		return 4
	case pages <= 5000:
		return 8
	}
	return 16
}

// An Index makes the search files of one site. It reads the pages when the first file or
// the list of files is asked for. It is safe for concurrent use.
type Index struct {
	graph *xref.Graph
	pages []page
	start func() string
	words func() wordIndex
	files func() map[string]func(*bytes.Buffer) // by name
}

// New returns the index of a site. The client script is hashed into the name of the start
// file, so that a browser never combines a script and an index of different builds. If
// client is nil, as for a preview, that name is always the same.
func New(g *xref.Graph, client []byte) *Index {
	x := &Index{graph: g, pages: searchablePages(g)}
	x.start = sync.OnceValue(func() string {
		if client == nil {
			return "start_now"
		}
		return "start_" + x.siteSum(client)
	})
	x.words = sync.OnceValue(func() wordIndex { return newIndexer(g, x.pages).index() })
	x.files = sync.OnceValue(x.listFiles)
	return x
}

// StartFile returns the name, without its extension, of the file that names all others.
// Each file is named after its content, so a browser never combines files of different
// builds, and a file that a change does not affect keeps its name.
func (x *Index) StartFile() string { return x.start() }

// siteSum returns a checksum of everything that the index is made from.
func (x *Index) siteSum(client []byte) string {
	site, sum := x.graph.Site, sha256.New()
	sum.Write([]byte(formatVersion))
	sum.Write(client)
	for _, e := range site.Entries {
		p := e.Base()
		fmt.Fprintf(sum, "\x00%s\x00%x", p.File.Path, p.File.Sum)
	}
	fmt.Fprint(sum, site.Settings, site.Synonyms)
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// FileNames returns the sorted names of all files.
func (x *Index) FileNames() []string { return slices.Sorted(maps.Keys(x.files())) }

// OfflineFileNames returns the names of the files that a search without network needs: all
// but the excerpts, without which a result shows its title and summary.
func (x *Index) OfflineFileNames() []string {
	return slices.DeleteFunc(x.FileNames(), func(name string) bool { return name[0] == 't' })
}

// WriteFile writes the content of the named file. It reports whether the index has that
// file.
func (x *Index) WriteFile(out *bytes.Buffer, name string) (found bool) {
	write := x.files()[name]
	if write != nil {
		write(out)
	}
	return write != nil
}

func (x *Index) listFiles() map[string]func(*bytes.Buffer) {
	files := map[string]func(*bytes.Buffer){x.start() + ".js": x.writeStart}
	words := x.words()
	for _, s := range slices.Concat(words.forms, words.reversed) {
		files[s.name+".js"] = func(out *bytes.Buffer) { writeCall(out, s.name, s.text) }
	}
	perFile := pagesPerFile(len(x.pages))
	for i, sum := range words.pageSums {
		pages := x.pages[i*perFile : min((i+1)*perFile, len(x.pages))]
		name := strconv.Itoa(i) + "_" + sum
		files["h"+name+".js"] = func(out *bytes.Buffer) { writeCall(out, "h"+name, x.results(pages)) }
		files["t"+name+".js"] = func(out *bytes.Buffer) { writeCall(out, "t"+name, x.excerpts(pages)) }
	}
	return files
}
