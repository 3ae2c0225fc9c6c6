package brand_test

import (
	"fmt"

	"safelearn/generator/brand"
)

// New rejects a medium blue, on which text is hard to read, and returns the most similar colour that
// can be an accent.
func ExampleNew() {
	_, nearest, ok := brand.New("#3a7bbf")
	fmt.Println(ok, nearest)
	s, _, ok := brand.New("#6d2460")
	fmt.Println(ok, s)
	// Output:
	// false #3879bd
	// true {#6d2460 #ffffff {#6d2460 #f3edf2} {#df8dcc #231a25}}
}
