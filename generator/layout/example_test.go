package layout_test

import (
	"fmt"

	"safelearn/generator/layout"
)

// A policy allows what a page needs and nothing else.
func ExamplePolicy() {
	fmt.Println(layout.Policy{Style: "'sha256-…'", Form: true})
	// Output: default-src 'none'; script-src 'self'; style-src 'sha256-…'; img-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'
}
