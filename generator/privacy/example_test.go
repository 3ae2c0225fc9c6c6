package privacy_test

import (
	"fmt"

	"safelearn/generator/privacy"
)

// Scan finds personal data even within Markdown markup and HTML entities. The offsets are offsets in
// the source text.
func ExampleScanner_Scan() {
	s := privacy.New([]string{"Robin Exampleton"})
	for _, f := range s.Scan("Ask **Robin** Exampleton, 01632 **960** 012, about 943&nbsp;476&nbsp;5919.") {
		fmt.Println(f.Offset, f.Kind.Description(), "that ends in", f.Ending())
	}
	// Output:
	// 6 a name of your list that ends in on
	// 26 a phone number that ends in 12
	// 51 an NHS number that ends in 19
}
