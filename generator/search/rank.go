package search

import (
	"cmp"
	"math"
	"slices"
)

// Parameters of the BM25 ranking function. The parameter b, which is the influence of the page
// length, is lower than usual, since pages of the same kind have similar lengths.
const (
	saturation   = 1.2 // k1
	lengthFactor = 0.5 // b
)

// maxHits is the maximum number of hits that the index contains for a stem. It limits the file
// sizes of a large site, and readers do not look through that many results.
const maxHits = 300

// minPagesForCommon is the minimum number of pages of a site on which stems can be common. A
// stem is common if it occurs on more than half of the pages; its hits are then limited to
// pages with the stem in a name or heading.
const minPagesForCommon = 12

// A hit is a search result for a stem.
type hit struct {
	page    int32
	score   float32
	section uint8 // index of the section on the page
	label   bool  // whether the stem is a label of the section or page
}

// A ranking computes BM25 scores of postings. All pages must have been read before it is created.
type ranking struct {
	boosts []float32 // boost of each page
	norms  []float32 // length normalization of each page, added to the BM25 denominator
	hits   []hit     // buffer for the result of bestHits
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

// roundLength rounds a length to a power of the fourth root of two. Without rounding, a few
// more words on a page would hardly affect its rank, but would change the file of every word
// on the page.
func roundLength(length float64) float64 {
	if length == 0 {
		return 0
	}
	return math.Exp2(math.Round(4*math.Log2(length)) / 4)
}

// bestHits returns the hits for a stem, in page order: the maxHits with the highest scores if
// there are more. For a common stem it omits pages without the stem in a name or heading. The
// result is valid until the next call.
func (r *ranking) bestHits(postings []posting) []hit {
	rarity := r.rarity(len(postings))
	common := len(r.boosts) >= minPagesForCommon && 2*len(postings) > len(r.boosts)
	r.hits = r.hits[:0]
	full := false // whether the first maxHits hits are sorted by compareHits, so that worse ones are not needed
	for _, p := range postings {
		if common && p.bonus == noBonus {
			continue
		}
		weight := float32(p.weight) / textWeight
		score := weight*(saturation+1)/(weight+r.norms[p.page]) + float32(min(p.bonus, maxBonus))/10
		h := hit{p.page, r.boosts[p.page] * rarity * score, p.section, p.bonus == labelBonus}
		if full && compareHits(h, r.hits[maxHits-1]) > 0 {
			continue
		}
		if r.hits = append(r.hits, h); len(r.hits) == 2*maxHits {
			r.hits, full = keepBest(r.hits), true
		}
	}
	if full || len(r.hits) > maxHits {
		r.hits = keepBest(r.hits)
		slices.SortFunc(r.hits, func(a, b hit) int { return cmp.Compare(a.page, b.page) })
	}
	return r.hits
}

// keepBest returns the maxHits best of at least as many hits, best first.
func keepBest(hits []hit) []hit {
	slices.SortFunc(hits, compareHits)
	return hits[:maxHits]
}

// compareHits orders hits of labels before others, and then by descending score.
func compareHits(a, b hit) int {
	switch {
	case a.label && !b.label:
		return -1
	case b.label && !a.label:
		return 1
	case a.score != b.score:
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.page, b.page)
}

// maxScore returns an upper bound for the scores of hits: the score of a stem that occurs on a
// single page and is the page's entire name. The bound does not depend on the text of any page, so
// that a change to one page does not change the files of other words.
func (r *ranking) maxScore() float32 {
	return maxBoost * r.rarity(1) * (saturation + 1 + float32(maxBonus)/10)
}

// rarity returns the inverse document frequency of a stem that occurs on count pages.
func (r *ranking) rarity(count int) float32 {
	total, n := float64(len(r.boosts)), float64(count)
	return float32(math.Log(1 + (total-n+.5)/(n+.5)))
}

// scoreDigit returns the digit that encodes a score, given as a fraction of maxScore. The sixth
// bit is set if the stem is a label.
func scoreDigit(score float32, isLabel bool) byte {
	digit := max(1, int(math.Round(scoreLevels*math.Sqrt(float64(score)))))
	if isLabel {
		digit += scoreLevels + 1
	}
	return base64Digits[digit]
}
