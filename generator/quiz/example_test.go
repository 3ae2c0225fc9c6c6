package quiz_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
	"safelearn/generator/source"
)

// Read returns the questions in a parsed body and the problems found in them.
func ExampleRead() {
	file, _, err := source.LoadFile(fstest.MapFS{"content/modules/calling.md": {Data: []byte(`---
title: Calling
---

## Question: Whom do you call first? {#call}

Tests: [[larch/1.1]]
Basis: [[paper]]

- [x] Children's social care
  > They decide what comes next.
- [ ] Nobody, and wait
  > Unsafe. A child may be hurt again.

Why: A call today is safest.
`)}}, "content/modules/calling.md")
	if err != nil {
		fmt.Println(err)
		return
	}
	doc, _ := markdown.Parse(file, markdown.Options{Sections: quiz.Syntax()})
	questions, problems := quiz.Read(doc, file.Text, file.Pos)
	for _, q := range questions {
		fmt.Println(q.ID, q.Plain)
		for _, o := range q.Options {
			if o.Right || o.Unsafe {
				fmt.Println(o.Plain, o.Right, o.Unsafe)
			}
		}
	}
	fmt.Println(len(problems))
	// Unordered output:
	// call Whom do you call first?
	// Children’s social care true false
	// Nobody, and wait false true
	// 0
}
