package report_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/report"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Example counts what happened to actions in a year on an internal site.
func Example() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":                              {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/reviews/ash/index.md":                   {Data: []byte("---\ntitle: The Ash review\nstatus: sample\n---\n")},
		"content/reviews/ash/recommendations/letters.md": {Data: []byte("---\ntitle: Read letters\nstatus: sample\nlabel: Recommendation 1\n---\n")},
		"content/reviews/ash/progress.yaml":              {Data: []byte("actions:\n  - {id: AS-1, agreed: 2026-05-01, answers: [letters], text: Read them.}\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	site.Today = "2026-12-01"
	model.ShowProgress(site, true)
	graph, _ := xref.Link(site, nil)
	year, err := report.New(graph, "2026-01-01", "2026-12-31")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range year.Sections[2].Lines {
		fmt.Println(line.Number, line.Name)
	}
	// Output:
	// 0 open before the first day
	// 1 agreed
	// 0 opened again
	// 0 closed
	// 1 open on the last day
	// 0 called complete
}
