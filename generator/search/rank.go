package search

import (
	"cmp"
	"math"
	"slices"
)

// BM25, as it is commonly set; pages here are of a kind in length, so that a long
// one is held back less.
const (
	saturation = 1.2
	lengthPart = 0.5
)

// mostPages is how many pages of a stem are kept: nobody reads on, and it bounds the
// files of a large site.
const mostPages = 300

// everywhere is from how many pages on a site is large enough that a word on more
// than half of them tells nothing, but for those that have it in a heading.
const everywhere = 12

// A hit is a page that has a stem, with what that is worth.
type hit struct {
	page    int32
	score   float32
	section uint8
}

// A ranking says what stems are worth on pages, once all are read.
type ranking struct {
	*reader
	wanted []float32 // of each page
	held   []float32 // how far the length of each page holds it back
	order  []int32   // of postings: those of the first stem in order of page, then those of the next
	starts []int32   // where in it those of each stem start, and where the last end
	list   []hit     // of the stem at hand
}

func (r *reader) ranking() *ranking {
	sum := 0.0
	for _, n := range r.lengths {
		sum += float64(n)
	}
	mean := coarse(max(sum, 1) / float64(max(len(r.lengths), 1)))
	k := &ranking{reader: r}
	k.sort()
	for i, n := range r.lengths {
		k.wanted = append(k.wanted, float32(r.pages[i].wanted()))
		k.held = append(k.held, float32(saturation*(1-lengthPart+lengthPart*coarse(float64(n))/mean)))
	}
	return k
}

// sort finds the postings of each stem, by counting. (To lead from each to the next one
// of its stem was measured: what follows has to be fetched before its own next is known.)
func (k *ranking) sort() {
	k.starts = make([]int32, len(k.counts)+1)
	for stem, count := range k.counts {
		k.starts[stem+1] = k.starts[stem] + count
	}
	next := slices.Clone(k.starts)
	k.order = make([]int32, k.starts[len(k.counts)])
	for c, postings := range k.postings {
		for i := range postings {
			stem := postings[i].stem
			k.order[next[stem]] = int32(c*chunk + i)
			next[stem]++
		}
	}
}

// coarse rounds a length by an eleventh at most. That ranks as well, and a few words
// more on a page do not change what is written of all its words.
func coarse(length float64) float64 {
	if length == 0 {
		return 0
	}
	return math.Exp2(math.Round(4*math.Log2(length)) / 4)
}

// all gives the pages of a stem in order. It holds until the next call.
func (k *ranking) all(stem int32) []hit {
	rarity := k.rarity(k.counts[stem])
	common := len(k.pages) >= everywhere && 2*k.counts[stem] > int32(len(k.pages))
	k.list = k.list[:0]
	for _, i := range k.order[k.starts[stem]:k.starts[stem+1]] {
		p := &k.postings[i/chunk][i%chunk]
		if common && p.name == 0 {
			continue
		}
		weight := float32(p.weight) / inText
		score := weight*(saturation+1)/(weight+k.held[p.page]) + float32(p.name)/10
		k.list = append(k.list, hit{p.page, k.wanted[p.page] * rarity * score, p.section})
	}
	return k.list
}

// best gives the pages of a stem in order, the best of them where there are too many.
func (k *ranking) best(stem int32) []hit {
	list := k.all(stem)
	if len(list) > mostPages {
		slices.SortFunc(list, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.page, b.page)) })
		list = list[:mostPages]
		slices.SortFunc(list, func(a, b hit) int { return cmp.Compare(a.page, b.page) })
	}
	return list
}

// top is the score that no hit can pass: a word that stands on one page alone, and
// makes up the name of one that is wanted most. It hangs on no page's text, so that a
// change to one leaves the files of words that are not on it as they are.
func (k *ranking) top() float32 {
	return mostWanted * k.rarity(1) * (saturation + 1 + float32(named+namedBy)/10)
}

// rarity is what a stem that stands on some pages tells of them.
func (k *ranking) rarity(count int32) float32 {
	pages, on := float64(len(k.pages)), float64(count)
	return float32(math.Log(1 + (pages-on+.5)/(on+.5)))
}
