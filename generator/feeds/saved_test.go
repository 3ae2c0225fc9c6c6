package feeds

import (
	"testing"
	"testing/fstest"
)

// TestChecksumOfSavedFiles checks that the checksum of a page does not cover its style element, and
// that the checksum of any other file covers the whole file.
func TestChecksumOfSavedFiles(t *testing.T) {
	checksum := func(name, text string) string {
		s := &SavedFiles{files: fstest.MapFS{}}
		s.Add(name, []byte(text))
		f, _ := s.cache.Load(name)
		return f.(savedFile).sum
	}
	const before = "<head>sha256-1<style>a</style></head><p>b"
	for _, test := range []struct {
		name, after string
		same        bool
	}{
		{"x/index.html", "<head>sha256-1<style>c</style></head><p>b", true},
		{"x/index.html", "<head>sha256-2<style>c</style></head><p>b", false},
		{"x/index.html", "<head>sha256-1<style>a</style></head><p>c", false},
		{"x/index.html", "<head>sha256-1<style>a", false},
		{"x.js", "<head>sha256-1<style>c</style></head><p>b", false},
	} {
		if same := checksum(test.name, before) == checksum(test.name, test.after); same != test.same {
			t.Errorf("%s: %q and %q have the same checksum: %v, want %v", test.name, before, test.after, same, test.same)
		}
	}
}
