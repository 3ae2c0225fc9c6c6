package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unverifiedFacts contains hashes of figures and phrases that the shipped site must not publish,
// because they have not been verified against a source of sufficient quality.
type unverifiedFacts struct {
	kinds   map[[sha256.Size]byte]string // for each fact, what it is, such as a number, by the hash of its normalized text
	lengths []int                        // different numbers of words that facts have
}

// readUnverifiedFacts reads testdata/unverified.txt.
func readUnverifiedFacts(t *testing.T) *unverifiedFacts {
	t.Helper()
	facts := &unverifiedFacts{kinds: make(map[[sha256.Size]byte]string)}
	for line := range strings.Lines(readRepositoryFile(t, "generator/testdata/unverified.txt")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var length int
		var sum []byte
		if _, err := fmt.Sscanf(line, "%d %x", &length, &sum); err != nil || len(sum) != sha256.Size {
			t.Fatalf("%q is not a number of words, a hash and what it is: %v", line, err)
		}
		facts.add(length, [sha256.Size]byte(sum), strings.TrimSpace(strings.SplitN(line, " ", 3)[2]))
	}
	return facts
}

// add adds a fact, given by its number of words, its hash and its kind.
func (f *unverifiedFacts) add(length int, sum [sha256.Size]byte, kind string) {
	f.kinds[sum] = kind
	if !slices.Contains(f.lengths, length) {
		f.lengths = append(f.lengths, length)
	}
}

// find returns the hash and kind of each fact that text contains, in alphabetical order.
func (f *unverifiedFacts) find(text string) []string {
	words := strings.Fields(normalizeFact(text))
	found := make(map[string]bool)
	for _, length := range f.lengths {
		for i := range len(words) - length + 1 {
			sum := sha256.Sum256([]byte(strings.Join(words[i:i+length], " ")))
			if kind := f.kinds[sum]; kind != "" {
				found[hex.EncodeToString(sum[:])+" "+kind] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Patterns that match text that normalizeFact changes, in the order in which it applies them.
var (
	phonePattern     = regexp.MustCompile(`\b0\d{3,4}(?:[ -]\d{3,6}){1,2}\b`)
	separatorPattern = regexp.MustCompile(`[^\pL\d.]+|\.+(?:\PN|$)`)
	rangePattern     = regexp.MustCompile(`\d percent to \d|\d to \d`)
)

// normalizeFact returns text in lower case, with one space between words and without punctuation
// except decimal points. It joins the groups of digits in phone numbers, and removes the word "to"
// from ranges.
func normalizeFact(text string) string {
	text = strings.NewReplacer("%", " percent ", "per cent", "percent").Replace(strings.ToLower(text))
	text = phonePattern.ReplaceAllStringFunc(text, func(s string) string { return strings.NewReplacer(" ", "", "-", "").Replace(s) })
	text = strings.Join(strings.Fields(separatorPattern.ReplaceAllString(text, " ")), " ")
	return rangePattern.ReplaceAllStringFunc(text, func(s string) string { return s[:1] + " " + s[len(s)-1:] })
}

// TestUnverifiedFacts checks that no page of the shipped site contains a figure or phrase whose hash
// is in testdata/unverified.txt.
func TestUnverifiedFacts(t *testing.T) {
	facts := readUnverifiedFacts(t)
	for name, text := range visibleTexts(t, buildTree(t, shippedSite(t))) {
		for _, found := range facts.find(html.UnescapeString(text)) {
			t.Errorf("%s contains what no good source confirms: %s", name, found)
		}
	}
	t.Run("invented", func(t *testing.T) {
		facts.add(4, sha256.Sum256([]byte("owls 4.5 7 percent")), "a share")
		facts.add(1, sha256.Sum256([]byte("01632960123")), "a number")
		for text, want := range map[string]string{
			"Of all Owls: 4.5–7%.":              "a share",
			"owls, 4.5% to 7 per cent of them":  "a share",
			"OWLS 4.5 to 7% (2020)":             "a share",
			"Ring 01632 960 123 at any time.":   "a number",
			"Ring 01632-960123.":                "a number",
			"Owls 4.5 and 7%. Ring 01632 9601.": "",
		} {
			if found := strings.Join(facts.find(text), " "); !strings.HasSuffix(found, want) || (want == "") != (found == "") {
				t.Errorf("%q: found %q, want %q", text, found, want)
			}
		}
	})
}
