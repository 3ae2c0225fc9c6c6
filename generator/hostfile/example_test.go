package hostfile_test

import (
	"fmt"

	"safelearn/generator/hostfile"
)

// A setting that weakens a header of the site is described with what is lost.
func ExampleSetting_Loss() {
	ours := hostfile.ForAllPaths(nil, false)
	settings, err := hostfile.Parse("_headers", "/*\n  Referrer-Policy: unsafe-url\n  Strict-Transport-Security: max-age=63072000\n")
	if err != nil {
		fmt.Println(err)
	}
	for _, s := range settings {
		message, hint := s.Loss("_headers", ours)
		fmt.Printf("%d %q %q\n", s.Line, message, hint)
	}
	// Output:
	// 2 "with this Referrer-Policy, other sites may learn which page a reader came from" "delete the line"
	// 3 "" ""
}
