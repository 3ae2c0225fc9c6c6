package body

import (
	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// calloutTitle returns the words over a callout. On the care cards of the NHS screen
// readers read them first, so that colour alone never says how urgent a card is.
func calloutTitle(w *model.UIText[layout.HTML], level markdown.Level) layout.HTML {
	switch level {
	case markdown.GoodPractice:
		return w.GoodPractice
	case markdown.DoNow:
		return w.DoNow
	case markdown.Emergency:
		return w.Emergency
	case markdown.Urgent:
		return w.Urgent
	case markdown.NonUrgent:
		return w.NonUrgent
	}
	return w.Note
}
