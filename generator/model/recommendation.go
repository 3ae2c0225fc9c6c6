package model

import (
	"cmp"
	"fmt"
	"path"

	"safelearn/generator/diag"
)

// Recommendation is a recommendation of a review, divided into actions. References to its label
// are resolved to this page, and so is the paragraph with that label in its body.
type Recommendation struct {
	Page      `yaml:",inline"`
	Statement `yaml:",inline"`
	Actions   []Action `yaml:"actions" new:"# nature is act, assure, rule, keep, doing or done; the letters are your own\n  - {id: a, text: What is asked for, nature: act, body: [], rests_on: []}"` // in order
}

// Action is a statement in a recommendation. Its full id consists of the number of the
// recommendation and a letter, as in baby-r/6.9b.
type Action struct {
	ID             string       `yaml:"id" required:"true"`             // a letter, a, b, c …, which is not in the review
	Text           string       `yaml:"text" required:"true"`           // what the review asks for or reports
	Nature         ActionNature `yaml:"nature" required:"true"`         // act, assure, rule, done, doing, keep
	RestsOn        []ID         `yaml:"rests_on" ref:"rests-on"`        // the paragraphs on which the action is based
	LearningPoints []ID         `yaml:"learning_points" ref:"rests-on"` // the learning points to which the action responds
	Body           []ID         `yaml:"body" ref:"made-by"`             // the responsible agencies, as glossary entries
	Inferred       bool         `yaml:"inferred"`                       // the body is not named in the review but inferred by the authors
}

// ActionNature is the kind of statement that an action makes. The recommendations of a review
// may include reports of completed work.
type ActionNature string

const (
	NatureAct      ActionNature = "act"    // do something
	NatureAssure   ActionNature = "assure" // obtain or give evidence
	NatureRule     ActionNature = "rule"   // follow a standing requirement
	NatureContinue ActionNature = "keep"   // continue work that has begun
	NatureUnderWay ActionNature = "doing"  // reported as under way
	NatureDone     ActionNature = "done"   // reported as complete
)

func (ActionNature) values() (description string, all []string) {
	return "a nature", textsOf(NatureAct, NatureAssure, NatureRule, NatureContinue, NatureUnderWay, NatureDone)
}

// Label returns the description of the nature that is shown to readers.
func (n ActionNature) Label() string {
	return map[ActionNature]string{
		NatureAct: "Asks for an action", NatureAssure: "Asks for assurance", NatureRule: "Sets a standing rule",
		NatureContinue: "Asks to keep up work already begun", NatureUnderWay: "Reported as under way when the review was written",
		NatureDone: "Reported as done when the review was written",
	}[n]
}

// ActionID returns the full id of an action. In a translation, it ends with the language tag.
func (r *Recommendation) ActionID(a Action) ID {
	id := ID(r.ReviewFolder() + r.PartName(a.ID))
	if r.OriginalPath != "" {
		id += ID("." + r.Lang)
	}
	return id
}

// PartName returns the name in ids of the part with the given letter: the label of the
// recommendation, or else the name of its file, and the letter. A hyphen separates two letters.
func (r *Recommendation) PartName(letter string) string {
	name := r.PrintedLabel.Slug()
	if name == "" {
		name, _ = SplitLanguage(path.Base(string(r.ID)))
	}
	if last := name[len(name)-1]; last < '0' || last > '9' {
		name += "-"
	}
	return name + letter
}

// PartLabel returns the name of the part with the given letter within the review, such as "6.9b".
func (r *Recommendation) PartLabel(letter string) string {
	name := cmp.Or(r.PrintedLabel.Text(), r.Label())
	if last := name[len(name)-1]; last < '0' || last > '9' {
		name += " "
	}
	return name + letter
}

// Parts returns the actions that have an id.
func (r *Recommendation) Parts() []Part {
	var parts []Part
	for i, a := range r.Actions {
		if a.ID != "" {
			label, item := cmp.Or(r.PrintedLabel.Text(), r.Label())+a.ID, fmt.Sprintf("actions[%d]", i)
			parts = append(parts, Part{r.ActionID(a), "action", "p" + r.PartName(a.ID), label, a.Text, item, r.FieldPos(item + ".id")})
		}
	}
	return parts
}

// Lint calls Page.Lint and also reports actions with an id that is not a single letter.
func (r *Recommendation) Lint(l *diag.List) {
	r.Page.Lint(l)
	for i, a := range r.Actions {
		if a.ID != "" && (len(a.ID) != 1 || a.ID[0] < 'a' || a.ID[0] > 'z') {
			l.Error(r.FieldPos(fmt.Sprintf("actions[%d].id", i)), "action-letter", fmt.Sprintf("%q is not the letter of an action", a.ID), "letter the actions a, b, c …")
		}
	}
}

// recommendationBody is the body of a new recommendation.
const recommendationBody = "What is asked for, in your own words.\n"
