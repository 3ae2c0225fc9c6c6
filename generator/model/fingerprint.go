package model

import (
	"crypto/sha256"
	"fmt"
	"io"
	"reflect"
)

// fingerprintDigits is the number of hexadecimal digits in a fingerprint. It is enough to detect
// changes, but not to prevent deliberate collisions.
const fingerprintDigits = 12

// Fingerprint returns a short SHA-256 checksum of values, each of which is a string, a struct with
// yaml tags, or a slice of these. It ignores embedded structs, fields that are not read from a file,
// and fields with the zero value, so that a new key does not change the fingerprint of existing data.
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
			if name := field.Tag.Get("yaml"); name != "" && name != "-" && name != ",inline" && !value.IsZero() {
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

// ReleaseFingerprint returns the fingerprint of the entries of p that are dated up to the given day.
// It starts with the numbers of responses, actions and updates among them, such as "1-5-12-".
func ReleaseFingerprint(p *Progress, day Date) StoredFingerprint {
	responses, actions, updates := entriesUpTo(p, day)
	return StoredFingerprint(fmt.Sprintf("%d-%d-%d-%s", len(responses), len(actions), len(updates), Fingerprint(responses, actions, updates)))
}

// IsReleased reports whether a board has released the entries of p dated up to the release date and
// these have not changed since.
func IsReleased(p *Progress) bool {
	return p.Released.Date != "" && p.Released.Text == ReleaseFingerprint(p, p.Released.Date)
}
