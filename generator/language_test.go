package generator

import (
	"testing"
)

// TestGoldenLanguages lays out a site in three languages: a page in each, the switch
// between them, what a translation that is out of date says, and what is told of it.
func TestGoldenLanguages(t *testing.T) {
	const path = "testdata/languages.txtar"
	a := readArchive(t, path)
	golden(t, path, a)
	a.expect(t, path, "want/told", told(t, withShipped(t, a.site())))
}
