package search

import (
	"cmp"
	"math"
	"slices"
)

// Parameters of the BM25 ranking function. The parameter b, which is the influence of the page length,
// is lower than usual, because pages of the same kind have similar lengths.
const (
	saturation   = 1.2 // k1
	lengthFactor = 0.5 // b
)

// maxHits is the maximum number of hits that the index contains for a stem. It limits the sizes of the
// files for a large site; readers do not look through so many results.
const maxHits = 300

// minPagesForCommon is the minimum number of pages that a site must have for a stem to be common. A
// common stem occurs on more than half of the pages. Its hits are limited to pages with the stem in a
// name or heading.
const minPagesForCommon = 12

// A hit is a search result for a stem.
type hit struct {
	page    int32
	score   float32
	section uint8 // index of the section on the page
	label   bool  // whether the stem is a label of the section or page
}

// A ranking computes BM25 scores for postings. It must be created after all pages have been read.
type ranking struct {
	boosts []float32 // boost of each page
	norms  []float32 // length normalization of each page, added to the BM25 denominator
	hits   []hit     // buffer for the result of bestHits
}

func (x *indexer) newRanking() *ranking {
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

// roundLength rounds a length to a power of the fourth root of two. Without rounding, a few more words
// on a page would hardly affect the rank of the page, but would change the file of every word on it.
func roundLength(length float64) float64 {
	if length == 0 {
		return 0
	}
	return math.Exp2(math.Round(4*math.Log2(length)) / 4)
}

// bestHits returns the hits for a stem, in page order. If there are more than maxHits, it returns those
// with the highest scores. For a common stem it leaves out pages without the stem in a name or heading.
// The result is valid until the next call.
func (r *ranking) bestHits(postings []posting) []hit {
	idf := r.idf(len(postings))
	common := len(r.boosts) >= minPagesForCommon && 2*len(postings) > len(r.boosts)
	r.hits = r.hits[:0]
	full := false // whether the first maxHits hits are sorted by compareHits, so that worse ones are not needed
	for _, p := range postings {
		if common && p.bonus == noBonus {
			continue
		}
		weight := float32(p.weight) / textWeight
		score := weight*(saturation+1)/(weight+r.norms[p.page]) + float32(min(p.bonus, maxBonus))/10
		h := hit{p.page, r.boosts[p.page] * idf * score, p.section, p.bonus == labelBonus}
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

// keepBest returns the maxHits best elements of hits, which has at least as many, best first.
func keepBest(hits []hit) []hit {
	slices.SortFunc(hits, compareHits)
	return hits[:maxHits]
}

// compareHits orders hits in labels before other hits, then by descending score.
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
	return maxBoost * r.idf(1) * (saturation + 1 + float32(maxBonus)/10)
}

// idf returns the inverse document frequency of a stem that occurs on count pages.
func (r *ranking) idf(count int) float32 {
	total, n := float64(len(r.boosts)), float64(count)
	return float32(math.Log(1 + (total-n+.5)/(n+.5)))
}

// scoreDigit returns the digit that encodes a score, which is given as a fraction of maxScore. The
// sixth bit of the digit is set if the stem is a label.
func scoreDigit(score float32, isLabel bool) byte {
	digit := max(1, int(math.Round(scoreLevels*math.Sqrt(float64(score)))))
	if isLabel {
		digit += scoreLevels + 1
	}
	return base64Digits[digit]
}
