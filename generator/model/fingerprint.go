package model

import (
	"crypto/sha256"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// fingerprintDigits is the number of hexadecimal digits in a fingerprint. It is enough to detect
// changes, but not to prevent deliberate collisions.
const fingerprintDigits = 12

// Fingerprint returns a short SHA-256 checksum of values, each of which is a string, a struct with
// yaml tags, or a slice of these. It ignores fields that are not read from a file, and fields with the zero
// value, so that a new key does not change the fingerprint of existing data.
func Fingerprint(values ...any) string {
	h := sha256.New()
	for _, v := range values {
		writeValue(h, reflect.ValueOf(v))
	}
	return fmt.Sprintf("%x", h.Sum(nil))[:fingerprintDigits]
}

// writeValue writes an unambiguous encoding of v to w.
func writeValue(w io.Writer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for field, value := range v.Fields() {
			if name := field.Tag.Get("yaml"); name != "" && name != "-" && !value.IsZero() {
				fmt.Fprintf(w, "%q:", name)
				writeValue(w, value)
			}
		}
		io.WriteString(w, ";")
	case reflect.Slice:
		fmt.Fprintf(w, "[%d", v.Len())
		for i := range v.Len() {
			writeValue(w, v.Index(i))
		}
	default:
		fmt.Fprintf(w, "%q", fmt.Sprint(v))
	}
}

// StoredFingerprint is a fingerprint that is stored in a file. It implements scalar, so that WalkTexts
// skips it; otherwise, its digits could be mistaken for a paragraph number.
type StoredFingerprint string

func (c *StoredFingerprint) set(text string) (problem, hint string) {
	*c = StoredFingerprint(text)
	return "", ""
}

func (StoredFingerprint) schema() schemaNode { return schemaNode{"type": []string{"string"}} }

// ReleaseFingerprint returns the fingerprint that the release r of p stores. It covers the entries of p
// that are dated up to the date of r, and r itself. It starts with the numbers of responses, actions and
// updates among them, such as "1-5-12-". After that come the checksum of the entries, their sums for
// ChangedEntry, and the checksum of r.
func ReleaseFingerprint(p *Progress, r Release) StoredFingerprint {
	r.Text = ""
	responses, actions, updates := entriesUpTo(p, r.Date)
	plain, weighted := entrySums(p, r.Date)
	return StoredFingerprint(fmt.Sprintf("%d-%d-%d-%s-%x-%x-%s", len(responses), len(actions), len(updates), Fingerprint(responses, actions, updates), plain, weighted, Fingerprint(r)))
}

// IsReleased reports whether a board has released the entries of p dated up to the release date, and
// neither these nor the release have changed since.
func IsReleased(p *Progress) bool {
	return p.Released.Date != "" && p.Released.Text == ReleaseFingerprint(p, p.Released)
}

// sumModulus is a prime, so that the difference of two weighted sums can be divided by that of two
// plain ones. It is small enough for products of two remainders.
const sumModulus = 1<<31 - 1

// entrySums returns two sums of the checksums of the entries of p that are dated up to the given day.
// In the second, each checksum is multiplied by the position of its entry, counted from 1 over the
// three lists. If one entry changes, the second sum therefore changes by its position times as much as
// the first.
func entrySums(p *Progress, day Date) (plain, weighted uint64) {
	for i, e := range entriesWithNames(p, day) {
		sum, _ := strconv.ParseUint(e.sum, 16, 64)
		plain = (plain + sum%sumModulus) % sumModulus
		weighted = (weighted + sum%sumModulus*uint64(i+1)) % sumModulus
	}
	return plain, weighted
}

// ChangedEntry returns the type and id of the entry that has changed since the release of p, such as
// "the update u3". It returns "" if more than one has changed, or if entries were added, removed or
// moved. The chance that it names an entry although more than one has changed is one in millions.
func ChangedEntry(p *Progress) string {
	var counts [3]int
	var hash string
	var plain, weighted uint64
	responses, actions, updates := entriesUpTo(p, p.Released.Date)
	if n, err := fmt.Sscanf(strings.ReplaceAll(string(p.Released.Text), "-", " "), "%d %d %d %s %x %x", &counts[0], &counts[1], &counts[2], &hash, &plain, &weighted); n < 6 || err != nil || counts != [3]int{len(responses), len(actions), len(updates)} {
		return ""
	}
	nowPlain, nowWeighted := entrySums(p, p.Released.Date)
	byOne := (nowPlain + sumModulus - plain%sumModulus) % sumModulus
	byPosition := (nowWeighted + sumModulus - weighted%sumModulus) % sumModulus
	for i, e := range entriesWithNames(p, p.Released.Date) {
		if byOne != 0 && byOne*uint64(i+1)%sumModulus == byPosition {
			return e.name
		}
	}
	return ""
}

// A namedEntry is the name of an entry of a progress.yaml in messages, and its checksum.
type namedEntry struct{ name, sum string }

// entriesWithNames returns the entries of p that are dated up to the given day: responses, then
// actions, then updates, each in file order.
func entriesWithNames(p *Progress, day Date) (all []namedEntry) {
	responses, actions, updates := entriesUpTo(p, day)
	for _, r := range responses {
		all = append(all, namedEntry{"the response " + r.ID, Fingerprint(r)})
	}
	for _, a := range actions {
		all = append(all, namedEntry{"the action " + a.ID, Fingerprint(a)})
	}
	for _, u := range updates {
		all = append(all, namedEntry{"the update " + u.ID, Fingerprint(u)})
	}
	return all
}
