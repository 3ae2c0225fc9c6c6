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
	score   float64
	section uint16
}

// hits gives the pages of a stem in order, the best where there are too many.
func (r *reader) hits(stem int32, mean float64) []hit {
	pages, count := float64(len(r.pages)), float64(r.counts[stem])
	rarity := math.Log(1 + (pages-count+.5)/(count+.5))
	common := len(r.pages) >= everywhere && 2*r.counts[stem] > int32(len(r.pages))
	var list []hit
	for i := r.last[stem]; i >= 0; i = r.postings[i].next {
		p := &r.postings[i]
		if common && p.name == 0 {
			continue
		}
		weight := float64(p.weight) / inText
		length := 1 - lengthPart + lengthPart*float64(r.lengths[p.page])/mean
		list = append(list, hit{p.page, r.pages[p.page].wanted() * rarity * (weight*(saturation+1)/(weight+saturation*length) + float64(p.name)/10), p.section})
	}
	if len(list) > mostPages {
		slices.SortFunc(list, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.page, b.page)) })
		list = list[:mostPages]
	}
	slices.SortFunc(list, func(a, b hit) int { return cmp.Compare(a.page, b.page) })
	return list
}

// meanLength is that of all pages.
func (r *reader) meanLength() float64 {
	sum := 0.0
	for _, n := range r.lengths {
		sum += float64(n)
	}
	return max(sum, 1) / float64(max(len(r.lengths), 1))
}
