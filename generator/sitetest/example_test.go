package sitetest_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"safelearn/generator/sitetest"
)

// A test usually passes its own *testing.T.
func ExampleCopy() {
	source := fstest.MapFS{"content/a.md": {Data: []byte("A page")}, "static/b.css": {}}
	site := make(fstest.MapFS)
	sitetest.Copy(new(testing.T), site, source, "content")
	for name, file := range site {
		fmt.Printf("%s: %s\n", name, file.Data)
	}
	// Output:
	// content/a.md: A page
}
