package diag_test

import (
	"fmt"

	"safelearn/generator/diag"
)

// A package collects its diagnostics in a List. The command prints each diagnostic as one
// line that editors can parse, with the hint on the next line.
func ExampleList() {
	var list diag.List
	list.Warn(diag.Pos{Path: "content/pages/about.md", Line: 9, Column: 1}, "heading-level", "this heading skips a level", "start with ##")
	list.Error(diag.Pos{Path: "content/pages/about.md", Line: 4, Column: 9}, "xref-unknown", "nothing on this site is called abuot", "did you mean [[about]]?")
	list.Sort()
	for _, d := range list {
		fmt.Println(d)
	}
	fmt.Println(list.Count(diag.Warning), list.Failed())
	// Output:
	// content/pages/about.md:4:9: error: nothing on this site is called abuot (xref-unknown)
	// 	hint: did you mean [[about]]?
	// content/pages/about.md:9:1: warning: this heading skips a level (heading-level)
	// 	hint: start with ##
	// 1 true
}

// Nearest returns the candidate that is most similar to a misspelt name.
func ExampleNearest() {
	kinds := []string{"review", "finding", "protocol"}
	fmt.Printf("%q %q\n", diag.Nearest("protcool", kinds), diag.Nearest("zebra", kinds))
	// Output: "protocol" ""
}

// CatchPanic returns the error that the function returns, or an error that describes a panic in it.
func ExampleCatchPanic() {
	err := diag.CatchPanic(func() error { return fmt.Errorf("no such file") })
	fmt.Println(err)
	// Output: no such file
}
