package search

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shardSize is the approximate size of a shard in bytes. A reader downloads one shard for
// each word of a query.
const shardSize = 4 << 10

// A shard is a file that contains a range of the sorted word forms of the site. The client looks up
// a form in the last shard whose first form does not sort after the form.
type shard struct {
	name  string
	first string // first word form, or "" for the first shard
	text  string // entries of the word forms, separated by the separator of the shardBuilder
}

// A wordIndex is the index of the words of a site.
type wordIndex struct {
	forms    []shard  // word forms with their hits
	reversed []shard  // reversed word forms, used to correct typing errors in the first letters
	known    shard    // words that are on no page and not typing errors either
	pageSums []string // checksums in the names of the results and excerpts files
	english  bool     // whether the client ignores English stop words
}

// A stemGroup contains the word forms with the same stem.
type stemGroup struct {
	forms   []string
	line    string // encoded forms and hits
	hasHits bool
}

// newWordIndex returns the index of the words read so far.
func (x *indexer) newWordIndex() wordIndex {
	known := wordListShards(x.knownWords())
	groups := x.stemGroups()
	i := wordIndex{english: x.vocabulary.english, pageSums: x.pageSums, forms: formShards(groups), reversed: reversedWordShards(groups)}
	nameShards(i.forms, "w")
	nameShards(i.reversed, "r")
	nameShards(known, "k")
	i.known = known[0]
	return i
}

// stemGroups returns a group for each stem, in the order in which the stems first occur.
func (x *indexer) stemGroups() []stemGroup {
	x.growStems()
	forms := make([][]string, len(x.vocabulary.stems))
	for _, w := range x.vocabulary.words {
		if !w.stop {
			forms[w.stem] = append(forms[w.stem], w.text)
		}
	}
	r := x.newRanking()
	highest := r.maxScore()
	var groups []stemGroup
	for stem, forms := range forms {
		if len(forms) > 0 {
			slices.Sort(forms)
			hits := r.bestHits(x.postings[stem])
			groups = append(groups, stemGroup{forms, encodeForms(forms) + " " + encodeHits(hits, highest), len(hits) > 0})
		}
	}
	return groups
}

// formShards divides the word forms in groups into shards. A group with forms in several shards is
// written to each of these, so that every form can be looked up.
func formShards(groups []stemGroup) []shard {
	type formOf struct {
		form  string
		group *stemGroup
	}
	var forms []formOf
	for i := range groups {
		for _, form := range groups[i].forms {
			forms = append(forms, formOf{form, &groups[i]})
		}
	}
	slices.SortFunc(forms, func(a, b formOf) int { return strings.Compare(a.form, b.form) })
	list := shardBuilder{separator: "\n"}
	written := make(map[*stemGroup]bool)
	for _, f := range forms {
		if list.startShard(f.form, len(f.group.line)) {
			clear(written)
		}
		if !written[f.group] {
			written[f.group] = true
			list.add(f.group.line)
		}
	}
	return list.allShards()
}

// A shardBuilder divides a sequence of texts into shards.
type shardBuilder struct {
	shards    []shard  // complete shards
	first     string   // first word form of the current shard
	texts     []string // entries of the current shard
	size      int      // total length of texts
	separator string   // separator between texts
}

// add adds text to the current shard.
func (b *shardBuilder) add(text string) {
	b.texts, b.size = append(b.texts, text), b.size+len(text)
}

// allShards returns the complete shards, followed by the current one.
func (b *shardBuilder) allShards() []shard {
	return append(b.shards, shard{first: b.first, text: strings.Join(b.texts, b.separator)})
}

// startShard starts a new shard with the given word form if the current one is large enough, and
// reports whether it did. The argument size is the size in bytes of the text to be added next. The
// decision depends on a checksum of the form, so that a change to the site moves only the shard
// boundaries near the change.
func (b *shardBuilder) startShard(form string, size int) bool {
	const minSize, spread = shardSize * 3 / 4, shardSize / 4
	if b.size < minSize || b.size < 2*shardSize && int(crc32.ChecksumIEEE([]byte(form))%spread) >= size {
		return false
	}
	*b = shardBuilder{shards: b.allShards(), first: form, separator: b.separator}
	return true
}

// encodeForms returns the longest common prefix of forms, in whole characters, followed by the rest of
// each form after a comma.
func encodeForms(forms []string) string {
	common := forms[0]
	for _, form := range forms[1:] {
		for !strings.HasPrefix(form, common) {
			common = common[:len(common)-1]
		}
	}
	for !utf8.ValidString(common) { // the common prefix ends inside a multi-byte character
		common = common[:len(common)-1]
	}
	text := []byte(common)
	for _, form := range forms {
		text = append(append(text, ','), form[len(common):]...)
	}
	return string(text)
}

// reversedWordShards returns shards with the reversed forms of the words of 4 to 30 bytes that have
// hits, each encoded by frontCoded. The client uses them to correct typing errors.
func reversedWordShards(groups []stemGroup) []shard {
	var forms []string
	for _, g := range groups {
		for _, form := range g.forms {
			if g.hasHits && len(form) >= 4 && len(form) <= 30 {
				forms = append(forms, reverseString(form))
			}
		}
	}
	slices.Sort(forms)
	var list shardBuilder
	last := ""
	for _, form := range forms {
		if list.startShard(form, len(form)) {
			last = ""
		}
		list.add(frontCoded(last, form))
		last = form
	}
	return list.allShards()
}

// wordListShards returns a single shard with the given words, each encoded by frontCoded.
func wordListShards(words []string) []shard {
	var list shardBuilder
	last := ""
	for _, w := range words {
		list.add(frontCoded(last, w))
		last = w
	}
	return list.allShards()
}

// frontCoded encodes a word as a capital letter, which stands for the number of characters that the
// word shares with last, the previous one in the shard (A for none), followed by the remaining ones.
func frontCoded(last, word string) string {
	shared := sharedPrefix(last, word)
	return string('A'+rune(utf8.RuneCountInString(word[:shared]))) + word[shared:]
}

// sharedPrefix returns the length in bytes of the common prefix of a and b, limited to 25
// bytes and whole characters.
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

// reverseString returns s with its characters in reverse order.
func reverseString(s string) string {
	letters := []rune(s)
	slices.Reverse(letters)
	return string(letters)
}

// base64Digits are the digits used to encode hits. None of them needs escaping in a
// JavaScript string.
const base64Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// scoreLevels is the number of levels to which the square roots of scores are quantized. The square
// root is used because most scores are low.
const scoreLevels = 31

// encodeHits encodes each hit as three values: the number of pages between it and the previous hit,
// its score divided by highest, and its section. The score of a hit must not exceed highest.
func encodeHits(hits []hit, highest float32) string {
	var text []byte
	next := int32(0)
	for _, h := range hits {
		text = appendNumber(text, uint32(h.page-next))
		text = append(text, scoreDigit(h.score/highest, h.label))
		text = appendNumber(text, uint32(h.section))
		next = h.page + 1
	}
	return string(text)
}

// appendNumber appends n as a variable-length integer with five bits per digit, starting with the
// lowest bits. The sixth bit of a digit is set if another digit follows.
func appendNumber(to []byte, n uint32) []byte {
	for n >= 32 {
		to = append(to, base64Digits[32+n%32])
		n /= 32
	}
	return append(to, base64Digits[n])
}

// Lengths in characters of the checksums in file names. Files for pages have shorter checksums than
// shards, because their names also contain a number.
const (
	shardSumLength = 5
	pageSumLength  = 3
)

// nameShards names each shard with the given letter and a checksum of its text that is unique among the
// shards.
func nameShards(shards []shard, letter string) {
	taken := make(map[string]bool)
	for i := range shards {
		sum := sha256.New()
		for shards[i].name == "" || taken[shards[i].name] {
			sum.Write([]byte(shards[i].text))
			shards[i].name = letter + shortChecksum(sum, shardSumLength)
		}
		taken[shards[i].name] = true
	}
}

// joinChecksums returns the checksums in the names of shards, joined without a separator.
func joinChecksums(shards []shard) string {
	var sums strings.Builder
	for _, s := range shards {
		sums.WriteString(s.name[1:])
	}
	return sums.String()
}

// shortChecksum returns the last n digits of sum in base 36, which is safe for file names on
// case-insensitive file systems.
func shortChecksum(sum hash.Hash, n int) string {
	text := strconv.FormatUint(1<<63|binary.BigEndian.Uint64(sum.Sum(nil)), 36)
	return text[len(text)-n:]
}
