package layout_test

import (
	"fmt"

	"safelearn/generator/layout"
)

// A ContentSecurityPolicy allows only what the page needs.
func ExampleContentSecurityPolicy() {
	fmt.Println(layout.ContentSecurityPolicy{Style: "'sha256-…'", Form: true})
	// Output: default-src 'none'; script-src 'self'; style-src 'sha256-…'; img-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'
}
