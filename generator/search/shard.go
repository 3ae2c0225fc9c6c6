package search

import (
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf8"
)

// shardSize is the approximate size of a shard in bytes. A reader downloads one for each
// word typed.
const shardSize = 3 << 10

// A shard is a file of neighbouring forms, the spellings of words that the site uses. The
// client looks a form up in the last shard whose first form is not after it.
type shard struct {
	name  string
	first string // "" in the first shard
	text  string
}

// A wordIndex is the index of the words of a site.
type wordIndex struct {
	forms    []shard // with the pages that they are on
	reversed []shard // forms spelled backwards, to correct a slip in the first letters
	pageSums []string
	english  bool // the client ignores English stop words
}

// A group is the forms of one stem.
type group struct {
	forms []string
	line  string // the forms and hits as shards have them
	found bool   // some page has the stem
}

func (x *indexer) wordIndex() wordIndex {
	groups := x.groups()
	i := wordIndex{english: x.vocabulary.english, pageSums: x.pageSums, forms: formShards(groups), reversed: reversedShards(groups)}
	nameShards(i.forms, "w")
	nameShards(i.reversed, "r")
	return i
}

// groups returns the group of each stem, in the order in which stems were first met.
func (x *indexer) groups() []group {
	x.growStems()
	forms := make([][]string, len(x.vocabulary.stems))
	for _, w := range x.vocabulary.words {
		if !w.stop {
			forms[w.stem] = append(forms[w.stem], w.text)
		}
	}
	r := x.ranking()
	highest := r.maxScore()
	var groups []group
	for stem, forms := range forms {
		if len(forms) > 0 {
			slices.Sort(forms)
			hits := r.bestHits(x.postings[stem])
			groups = append(groups, group{forms, encodeForms(forms) + " " + encodeHits(hits, highest), len(hits) > 0})
		}
	}
	return groups
}

// formShards divides the forms of groups into shards. A group with forms in several shards
// is written into each, so that every form is found by its own spelling.
func formShards(groups []group) []shard {
	type formOf struct {
		form  string
		group *group
	}
	var forms []formOf
	for i := range groups {
		for _, form := range groups[i].forms {
			forms = append(forms, formOf{form, &groups[i]})
		}
	}
	slices.SortFunc(forms, func(a, b formOf) int { return strings.Compare(a.form, b.form) })
	list := shardList{separator: "\n"}
	written := make(map[*group]bool)
	for _, f := range forms {
		if list.split(f.form, len(f.group.line)) {
			clear(written)
		}
		if !written[f.group] {
			written[f.group] = true
			list.add(f.group.line)
		}
	}
	return list.all()
}

// A shardList divides texts into shards.
type shardList struct {
	shards    []shard // that are complete
	first     string  // form of the next shard
	texts     []string
	size      int // of texts
	separator string
}

func (l *shardList) add(text string) {
	l.texts, l.size = append(l.texts, text), l.size+len(text)
}

func (l *shardList) all() []shard {
	return append(l.shards, shard{first: l.first, text: strings.Join(l.texts, l.separator)})
}

// split starts a shard with a form, which would add more bytes, if the last shard is large
// enough. That depends on a checksum of the form, so that a change to the site moves the
// ends of the shards near it and of no others.
func (l *shardList) split(form string, more int) bool {
	const least, spread = shardSize * 3 / 4, shardSize / 4
	if l.size < least || l.size < 2*shardSize && int(crc32.ChecksumIEEE([]byte(form))%spread) >= more {
		return false
	}
	*l = shardList{shards: l.all(), first: form, separator: l.separator}
	return true
}

// encodeForms returns the longest common prefix of forms, and the rest of each after a
// comma.
func encodeForms(forms []string) string {
	common := forms[0]
	for _, form := range forms[1:] {
		for !strings.HasPrefix(form, common) {
			common = common[:len(common)-1]
		}
	}
	for !utf8.ValidString(common) { // it ends inside a letter
		common = common[:len(common)-1]
	}
	text := []byte(common)
	for _, form := range forms {
		text = append(append(text, ','), form[len(common):]...)
	}
	return string(text)
}

// reversedShards returns shards of the forms of groups spelled backwards, those that the
// client corrects slips to. Each is written as the number of letters that it shares with
// the one before, as a capital letter with A for none, and its other letters.
func reversedShards(groups []group) []shard {
	var forms []string
	for _, g := range groups {
		for _, form := range g.forms {
			if g.found && len(form) >= 4 && len(form) <= 30 {
				forms = append(forms, reverse(form))
			}
		}
	}
	slices.Sort(forms)
	var list shardList
	last := ""
	for _, form := range forms {
		if list.split(form, len(form)) {
			last = ""
		}
		shared := sharedPrefix(last, form)
		list.add(string('A'+rune(utf8.RuneCountInString(form[:shared]))) + form[shared:])
		last = form
	}
	return list.all()
}

// sharedPrefix returns the length in bytes of the letters that b starts with as a does, at
// most 25.
func sharedPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b), 25) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

func reverse(s string) string {
	letters := []rune(s)
	slices.Reverse(letters)
	return string(letters)
}

// digits are the digits of hits, none of which JavaScript escapes in a string.
const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// scoreLevels is the number of steps in which scores are written. The square root of a
// score is written, since low scores are close together.
const scoreLevels = 31

// encodeHits writes each hit as the number of pages since the last hit, its score as a part
// of the highest possible score, and its section.
func encodeHits(hits []hit, highest float32) string {
	var text []byte
	next := int32(0)
	for _, h := range hits {
		text = appendNumber(text, uint32(h.page-next))
		text = append(text, scoreDigit(h.score/highest))
		text = appendNumber(text, uint32(h.section))
		next = h.page + 1
	}
	return string(text)
}

// appendNumber appends n in digits of five bits, the lowest first. The sixth bit of a digit
// says that another follows.
func appendNumber(to []byte, n uint32) []byte {
	for n >= 32 {
		to = append(to, digits[32+n%32])
		n /= 32
	}
	return append(to, digits[n])
}
