package check_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/check"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Run reports problems that depend on several pages or on the current date.
func ExampleRun() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":      {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md": {Data: []byte("---\ntitle: About\nsummary: Who we are.\nstatus: sample\nowner: Us\nreviewed: 2024-03-01\nreview_due: 2025-03-01\n---\n\nWords.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	site.Today = "2026-06-01"
	graph, _ := xref.Link(site, nil)
	for _, d := range check.Run(graph, check.Input{}) {
		if d.Rule == "review-overdue" {
			fmt.Println(d.Pos, d.Severity)
		}
	}
	// Output: content/pages/about.md:7:13 warning
}
