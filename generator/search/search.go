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
	"slices"
	"strconv"
	"strings"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// format is part of the name of a release: a change of what the files look like
// changes it, too.
const format = "1"

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
	graph   *xref.Graph
	pages   []page
	release func() string
	words   func() shards
}

// New gives the index of a site. The words in as are mixed into the name of its
// release: those of the script that reads the files.
func New(g *xref.Graph, as []byte) *Index {
	x := &Index{graph: g, pages: pagesOf(g)}
	x.release = sync.OnceValue(func() string { return releaseOf(g.Site, as) })
	x.words = sync.OnceValue(func() shards { return newReader(g, x.pages).read() })
	return x
}

// Release names the state of the site that the index is of. Files of different
// releases have different names, so that a browser never mixes them.
func (x *Index) Release() string { return x.release() }

func releaseOf(site *model.Site, as []byte) string {
	sum := sha256.New()
	sum.Write([]byte(format))
	sum.Write(as)
	for _, e := range site.Entries {
		p := e.Base()
		fmt.Fprintf(sum, "\x00%s\x00", p.File.Path)
		sum.Write([]byte(p.File.Text))
	}
	fmt.Fprint(sum, site.Settings, site.Alike)
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// Names gives the files, each by its name alone.
func (x *Index) Names() []string {
	s := x.words()
	names := []string{"start.js"}
	for _, set := range []struct {
		letter string
		count  int
	}{{"w", len(s.words)}, {"r", len(s.turned)}, {"h", x.blocks()}, {"t", x.blocks()}} {
		for i := range set.count {
			names = append(names, set.letter+strconv.Itoa(i)+".js")
		}
	}
	return names
}

// Lasting gives the files that results are found by: all but the texts of excerpts,
// without which a result shows its title and summary.
func (x *Index) Lasting() []string {
	return slices.DeleteFunc(x.Names(), func(name string) bool { return name[0] == 't' })
}

// blocks is how many files of heads there are, and of texts.
func (x *Index) blocks() int {
	per := perFile(len(x.pages))
	return (len(x.pages) + per - 1) / per
}

// File makes a file, nil where none has the name.
func (x *Index) File(name string) []byte {
	base, found := strings.CutSuffix(name, ".js")
	if !found || base == "" {
		return nil
	}
	if base == "start" {
		return x.start()
	}
	i, err := strconv.Atoi(base[1:])
	if err != nil || i < 0 || base[1:] != strconv.Itoa(i) {
		return nil
	}
	per := perFile(len(x.pages))
	part := x.pages[min(i*per, len(x.pages)):min((i+1)*per, len(x.pages))]
	switch s := x.words; {
	case base[0] == 'w' && i < len(s().words):
		return call(base, s().words[i].text)
	case base[0] == 'r' && i < len(s().turned):
		return call(base, s().turned[i].text)
	case base[0] == 'h' && len(part) > 0:
		return x.heads(base, part)
	case base[0] == 't' && len(part) > 0:
		return x.texts(base, part)
	}
	return nil
}
