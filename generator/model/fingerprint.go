package model

import (
	"crypto/sha256"
	"fmt"
	"io"
	"reflect"
)

// fingerprintDigits is the number of hexadecimal digits of a fingerprint. They protect against
// mistakes, not against somebody who looks for two texts with one fingerprint.
const fingerprintDigits = 12

// Fingerprint returns a short SHA-256 checksum of values, each a string, a struct that is read
// from a file, or a slice of these. Fields without a value do not count, so that a new key does not
// change the fingerprint of what lacks it, and neither do those that are not read from a file or are
// those of an embedded struct.
func Fingerprint(values ...any) string {
	h := sha256.New()
	for _, v := range values {
		writeValue(h, reflect.ValueOf(v))
	}
	return fmt.Sprintf("%x", h.Sum(nil))[:fingerprintDigits]
}

// writeValue writes a value in a form in which no two different values are the same.
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

// Checksum is a fingerprint in a file. It is not a text: its digits are not the number of a paragraph.
type Checksum string

func (c *Checksum) set(text string) (problem, hint string) {
	*c = Checksum(text)
	return "", ""
}

func (Checksum) schema() node { return node{"type": []string{"string"}} }

// ReleaseText returns the fingerprint of the entries of p dated up to a day. It begins with how many
// responses, actions and updates these are, such as "1-5-12-".
func ReleaseText(p *Progress, day Date) Checksum {
	responses, actions, updates := entriesUpTo(p, day)
	return Checksum(fmt.Sprintf("%d-%d-%d-%s", len(responses), len(actions), len(updates), Fingerprint(responses, actions, updates)))
}

// IsReleased reports whether a board released the entries of p dated up to the day of the release,
// and they have not changed since.
func IsReleased(p *Progress) bool {
	return p.Released.Date != "" && p.Released.Text == ReleaseText(p, p.Released.Date)
}
