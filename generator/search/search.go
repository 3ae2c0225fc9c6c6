// Package search builds the index that a reader's browser searches.
//
// In comes a linked site; out come small script files, each a call of one function
// with one string or list: words with the pages they stand on, the heads of pages,
// the texts that excerpts are cut from. It lays nothing out and knows nothing of
// the reader: what is typed is judged in the browser, by static/search.js, which
// reads what is written here.
//
// Words are stemmed here, once; a browser looks a typed word up among the forms as
// they are written, and what stems alike is found with it. What must not be shown
// elsewhere is not in the index at all: quiet paragraphs, pages for parents, drafts
// and withdrawn pages.
package search

import (
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

// format is part of the name of a release: a change of what the files look like
// changes it, too.
const format = "2"

// perFile is how many neighbouring pages share a file of heads and one of texts: few,
// since a reader fetches the files of each result, and more on a large site, which
// would have too many.
func perFile(pages int) int {
	switch {
	case pages <= 500:
		return 4
	case pages <= 5000:
		return 8
	}
	return 16
}

// An Index gives the files of one site's search. Nothing is made before it is asked
// for, and what costs, the words, is made once.
type Index struct {
	graph *xref.Graph
	pages []page
	first func() string
	words func() shards
	files func() map[string]maker // by name
}

// A maker appends a file to a slice.
type maker func(to []byte) []byte

// New gives the index of a site. The words in as are mixed into the name of its
// first file: those of the script that reads the files. Nil is for a site that is
// being written, whose first file is always called the same.
func New(g *xref.Graph, as []byte) *Index {
	x := &Index{graph: g, pages: pagesOf(g)}
	x.first = sync.OnceValue(func() string {
		if as == nil {
			return "start_now"
		}
		return "start_" + releaseOf(g.Site, as)
	})
	x.words = sync.OnceValue(func() shards { return newReader(g, x.pages).read() })
	x.files = sync.OnceValue(x.list)
	return x
}

// First is the file that leads to all others, its name without an ending. Each is
// named after what is in it, so a browser never mixes two states of a site, and what
// a change does not touch keeps its name.
func (x *Index) First() string { return x.first() }

func releaseOf(site *model.Site, as []byte) string {
	sum := sha256.New()
	sum.Write([]byte(format))
	sum.Write(as)
	for _, e := range site.Entries {
		p := e.Base()
		fmt.Fprintf(sum, "\x00%s\x00%x", p.File.Path, p.File.Sum)
	}
	fmt.Fprint(sum, site.Settings, site.Synonyms)
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// Names gives the files, each by its name alone.
func (x *Index) Names() []string { return slices.Sorted(maps.Keys(x.files())) }

// Lasting gives the files that results are found by: all but the texts of excerpts,
// without which a result shows its title and summary.
func (x *Index) Lasting() []string {
	return slices.DeleteFunc(x.Names(), func(name string) bool { return name[0] == 't' })
}

// AppendFile appends a file to a slice. It reports whether one has the name.
func (x *Index) AppendFile(to []byte, name string) (file []byte, found bool) {
	if made := x.files()[name]; made != nil {
		return made(to), true
	}
	return to, false
}

// list gives what makes each file.
func (x *Index) list() map[string]maker {
	files := map[string]maker{x.first() + ".js": x.start}
	add := func(name string, made func(to []byte, name string) []byte) {
		files[name+".js"] = func(to []byte) []byte { return made(to, name) }
	}
	s := x.words()
	for _, list := range [][]shard{s.words, s.turned} {
		for _, part := range list {
			add(part.name, func(to []byte, name string) []byte { return call(to, name, part.text) })
		}
	}
	per := perFile(len(x.pages))
	for i, mark := range s.marks {
		pages := x.pages[i*per : min((i+1)*per, len(x.pages))]
		name := strconv.Itoa(i) + "_" + mark
		add("h"+name, func(to []byte, name string) []byte { return x.heads(to, name, pages) })
		add("t"+name, func(to []byte, name string) []byte { return x.texts(to, name, pages) })
	}
	return files
}
