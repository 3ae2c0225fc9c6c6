package search

import (
	"cmp"
	"math"
	"slices"
)

// The parameters of the BM25 ranking function. Pages of the same kind are similarly long,
// so that their length counts for less than usual.
const (
	saturation   = 1.2 // k1
	lengthFactor = 0.5 // b
)

// maxHits is the highest number of pages that the index has of a stem. It limits the files
// of a large site, and nobody reads so many results.
const maxHits = 300

// minPagesForCommon is the number of pages from which a stem on more than half of them is
// common: it is found only on pages that have it in a name or heading.
const minPagesForCommon = 12

// A hit is a page that a stem is found on.
type hit struct {
	page    int32
	score   float32
	section uint8
}

// A ranking scores postings by BM25 once all pages have been read.
type ranking struct {
	boosts []float32 // by page
	norms  []float32 // by page, what its length adds to the denominator
	hits   []hit     // buffer
}

func (x *indexer) ranking() *ranking {
	sum := 0.0
	for _, n := range x.lengths {
		sum += float64(n)
	}
	mean := roundLength(max(sum, 1) / float64(max(len(x.lengths), 1)))
	r := new(ranking)
	for i, n := range x.lengths {
		r.boosts = append(r.boosts, float32(x.pages[i].boost()))
		r.norms = append(r.norms, float32(saturation*(1-lengthFactor+lengthFactor*roundLength(float64(n))/mean)))
	}
	return r
}

// roundLength rounds a length to a quarter power of two. A few more words on a page change
// its rank hardly at all, and should not change the files of all its words.
func roundLength(length float64) float64 {
	if length == 0 {
		return 0
	}
	return math.Exp2(math.Round(4*math.Log2(length)) / 4)
}

// bestHits returns the hits of a stem with the highest scores, in order of page. The result
// is valid until the next call.
func (r *ranking) bestHits(postings []posting) []hit {
	rarity := r.rarity(len(postings))
	common := len(r.boosts) >= minPagesForCommon && 2*len(postings) > len(r.boosts)
	r.hits = r.hits[:0]
	for _, p := range postings {
		if common && p.bonus == noBonus {
			continue
		}
		weight := float32(p.weight) / textWeight
		score := weight*(saturation+1)/(weight+r.norms[p.page]) + float32(p.bonus)/10
		r.hits = append(r.hits, hit{p.page, r.boosts[p.page] * rarity * score, p.section})
	}
	if len(r.hits) > maxHits {
		slices.SortFunc(r.hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.page, b.page)) })
		r.hits = r.hits[:maxHits]
		slices.SortFunc(r.hits, func(a, b hit) int { return cmp.Compare(a.page, b.page) })
	}
	return r.hits
}

// maxScore returns a score that no hit exceeds: that of the only page with a stem, which is
// the whole name of the page. It does not depend on the text of any page, so that a change
// to one page leaves the files of other words as they are.
func (r *ranking) maxScore() float32 {
	return maxBoost * r.rarity(1) * (saturation + 1 + float32(nameBonus+nameShare)/10)
}

// rarity returns the inverse document frequency of a stem on count pages.
func (r *ranking) rarity(count int) float32 {
	pages, on := float64(len(r.boosts)), float64(count)
	return float32(math.Log(1 + (pages-on+.5)/(on+.5)))
}

// scoreDigit returns the digit of a score, given as a part of the highest score.
func scoreDigit(score float32) byte {
	return digits[max(1, int(math.Round(scoreLevels*math.Sqrt(float64(score)))))]
}
