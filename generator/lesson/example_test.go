package lesson_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

const siteYAML = `id: example
title: Example
partnership: None
`

const moduleMarkdown = `---
title: A mark
status: draft
---

## At the visit

You see a small mark.

### Question: What do you do first? {#first}

- [x] Speak to children's social care
  > They can ask for an expert view.
- [ ] Look again next week
  > Unsafe. Nobody else knows.

Why: Nobody decides this alone.
`

// An exporter reads and links the site, then renders the parts of a module that the
// target system supports.
func Example() {
	files, problems, err := source.Load(fstest.MapFS{
		"content/site.yaml":       {Data: []byte(siteYAML)},
		"content/modules/mark.md": {Data: []byte(moduleMarkdown)},
	})
	if err != nil || problems.Failed() {
		fmt.Println(err, problems)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	lessons := lesson.NewWriter(graph, body.NewWriter(graph, layout.NewLocales(site)))

	module := model.Pages[*model.Module](site)[0]
	view := graph.Viewpoint(module.Address, &module.Page, xref.Addressing{Files: true})
	for _, q := range module.Questions {
		fmt.Printf("%s: %s\n", q.ID, q.Plain)
		for _, o := range q.Options {
			fmt.Printf("  %s %s, right %v, unsafe %v\n", o.Letter, o.Plain, o.Right, o.Unsafe)
		}
	}
	fmt.Println(lessons.Questions(&view, module, lesson.HandoutStyle))
	for _, s := range lessons.Deck(&view, module, nil).Slides {
		fmt.Println(s.Number, s.Kind, s.ID)
	}

	// Output:
	// first: What do you do first?
	//   A Speak to children’s social care, right true, unsafe false
	//   B Look again next week, right false, unsafe true
	// <div class="question" id="first"><h2><span class="no">Question 1:</span> What do you do first?</h2><p class="how">Choose the best answer.</p><ul class="boxes"><li><b>A</b> Speak to children’s social care</li><li><b>B</b> Look again next week</li></ul></div>
	// 1 title _title
	// 2 before _before
	// 3 text at-the-visit
	// 4 question first
	// 5 last _last
}
