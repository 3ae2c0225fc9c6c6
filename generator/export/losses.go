package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/render"
	"safelearn/generator/words"
)

// Names of the files that list what an export does not preserve: one as text and one as JSON.
const (
	LossesText = "losses.txt"
	LossesJSON = "losses.json"
)

// Losses lists what an export of modules preserves, changes and leaves out.
type Losses struct {
	Format string   `json:"format"`          // name of the format
	Notes  []string `json:"notes,omitempty"` // how to use and replace the files, and where they were tested
	Sent   []string `json:"sent,omitempty"`  // what the learning system receives, in the same words that learners read
	Change

	Modules []ModuleLosses `json:"modules"` // in the order of the export
}

// A Change describes a change that a format makes to parts of a module, in the language of the site.
type Change struct {
	Kept    []string `json:"kept,omitempty"`    // preserved
	Changed []string `json:"changed,omitempty"` // preserved in another form
	Lost    []string `json:"lost,omitempty"`    // not preserved, or never sent
}

// ModuleLosses lists what an export changes and leaves out in the file of a module.
type ModuleLosses struct {
	ID         model.ID         `json:"id"`                    // id of the module
	Title      string           `json:"title"`                 // title, without "Demonstration"
	File       string           `json:"file"`                  // name of the file
	Version    string           `json:"version,omitempty"`     // version of the module
	Due        model.Date       `json:"review_due,omitempty"`  // first date on which learners see a warning
	Warning    string           `json:"warning,omitempty"`     // warning for those who use the file, or ""
	Identifier string           `json:"identifier,omitempty"`  // identifier in a learning system; the same for all versions
	Questions  string           `json:"fingerprint,omitempty"` // from render.Package
	Parts      []QuestionLosses `json:"questions,omitempty"`   // losses of each question in the module
}

// QuestionLosses lists the features of a question that the format cannot represent.
type QuestionLosses struct {
	ID     string `json:"id"`     // id of the question
	Number int    `json:"number"` // number in the module
	Kind   string `json:"kind"`   // first word of the heading of the question
	Change
}

// newPackageLosses returns the losses that the packages of all modules have in common.
func newPackageLosses(s *model.Site, o render.PackageOptions) Losses {
	w, links := s.Texts, "losses_links"
	if s.BaseURL == "" {
		links = "losses_no_links"
	}
	return Losses{Format: "scorm12", Sent: sentTexts(w, o),
		Notes:  []string{w.Say("record_says"), w.Say("losses_settings"), w.Say("losses_replace"), w.Say("losses_tested")},
		Change: Change{Kept: []string{w.Say("losses_module")}, Changed: []string{w.Say(links)}, Lost: []string{w.Say("losses_site")}}}
}

// addPackage adds the losses in the package of a module, which has the given file name and identifier.
func (l *Losses) addPackage(s *model.Site, m *model.Module, name, identifier string, p *render.Package, o render.PackageOptions) {
	w, of := s.Texts, newModuleLosses(s, m, name)
	of.Identifier, of.Questions = identifier, p.Fingerprint
	if of.Due == "" {
		of.Warning = strings.TrimSpace(of.Warning + " " + w.Say("losses_no_due"))
	}
	for i := range m.Questions {
		q := &m.Questions[i]
		part := QuestionLosses{ID: q.ID, Number: q.Number, Kind: q.Kind.Word}
		if p.NotAsked[q.ID] {
			part.Lost = []string{w.Say("losses_not_asked")}
		} else {
			part.Kept, part.Lost = []string{w.Say("losses_question")}, notSentTexts(w, q, o)
		}
		of.Parts = append(of.Parts, part)
	}
	l.Modules = append(l.Modules, of)
}

// newModuleLosses returns the losses of a module that do not depend on the format.
func newModuleLosses(s *model.Site, m *model.Module, name string) ModuleLosses {
	l := ModuleLosses{ID: m.ID, Title: m.Title, File: name, Version: m.Version, Due: model.DueDate(s, &m.Page)}
	var warnings []string
	if s.IsOutdatedTranslation(&m.Page) {
		warnings = append(warnings, s.Texts.Say("losses_outdated"))
	}
	if s.Overdue(&m.Page) {
		warnings = append(warnings, s.Texts.Say("losses_overdue", "date", s.Texts.Date(string(l.Due))))
	}
	l.Warning = strings.Join(warnings, " ")
	return l
}

// sentTexts returns sentences that say what a package sends to a learning system.
func sentTexts(w *words.Localizer, o render.PackageOptions) []string {
	list := []string{w.Say("package_sent")}
	if o.Score {
		list = append(list, w.Say("package_sent_score"))
	}
	if o.Answers {
		return append(list, w.Say("package_sent_answers"))
	}
	return append(list, w.Say("package_sent_no_answers"))
}

// notSentTexts returns sentences that say what a package never sends about a question.
func notSentTexts(w *words.Localizer, q *quiz.Question, o render.PackageOptions) (list []string) {
	switch q.Kind.Shape {
	case quiz.Open:
		return []string{w.Say("losses_thought")}
	case quiz.Story:
		return []string{w.Say("losses_story")}
	case quiz.Choice, quiz.Order, quiz.Match:
		if !o.Answers {
			list = append(list, w.Say("losses_answer"))
		}
	default:
		panic(fmt.Sprintf("export: no loss is known for the shape %s", q.Kind.Shape))
	}
	if q.AskSure {
		list = append(list, w.Say("losses_sure"))
	}
	return list
}

// ReadLosses returns the losses of an earlier export, from the folder to which it was written. If there are
// none that can be read, it returns the zero Losses.
func ReadLosses(folder fs.FS) (l Losses) {
	text, err := fs.ReadFile(folder, LossesJSON)
	if err != nil || json.Unmarshal(text, &l) != nil {
		return Losses{}
	}
	return l
}

// files returns the names of the files of an export in the given format, each with the id of its module.
func (l *Losses) files(format string) map[string]model.ID {
	names := make(map[string]model.ID)
	for _, m := range l.Modules {
		if l.Format == format {
			names[m.File] = m.ID
		}
	}
	return names
}

// An exportTree contains the files of an export of modules. It is a publish.Replacer.
type exportTree struct {
	fs.FS
	replaced map[string]bool // names of the files that an earlier export wrote for the same modules, or for withdrawn ones
}

// Replaces reports whether the file may be removed from the folder of the export.
func (t exportTree) Replaces(name string) bool { return t.replaced[name] }

// withLosses returns files with LossesText and LossesJSON added. These also name withdrawn modules, because
// copies of them may be in use: all of them for an export of all modules, and otherwise those whose files
// it removes.
func withLosses(s *model.Site, files map[string][]byte, l Losses, o Options) (fs.FS, error) {
	tree, removed := exportTree{replaced: make(map[string]bool)}, make(map[model.ID]bool)
	_, withdrawn := publishedModules(s)
	for name, id := range o.Earlier.files(l.Format) {
		of := func(m *model.Module) bool { return m.ID == id }
		removed[id] = slices.ContainsFunc(withdrawn, of)
		tree.replaced[name] = removed[id] || slices.ContainsFunc(l.Modules, func(m ModuleLosses) bool { return m.ID == id })
	}
	if len(o.Modules) > 0 {
		withdrawn = slices.DeleteFunc(withdrawn, func(m *model.Module) bool { return !removed[m.ID] })
	}
	if ids := moduleIDs(withdrawn); len(ids) > 0 {
		l.Notes = append(l.Notes, s.Texts.Count("losses_withdrawn", len(ids), "modules", s.Texts.List("list_and", ids)))
	}
	if s.Demonstration {
		l.Notes = append([]string{s.Texts.Say("losses_demonstration")}, l.Notes...)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(l); err != nil {
		return nil, err
	}
	files[LossesJSON], files[LossesText] = out.Bytes(), []byte(l.text(s.Texts))
	tree.FS = render.Files(files)
	return tree, nil
}

// A lossWriter writes Losses as plain text.
type lossWriter struct {
	strings.Builder
	words *words.Localizer
}

// writeLine writes a line with the text for key and a value. It does nothing if the value is "".
func (w *lossWriter) writeLine(indent, key, value string) {
	if value != "" {
		w.WriteString(indent + w.words.Say("losses_line", "what", w.words.Say(key), "value", value) + "\n")
	}
}

// writeChange writes the lines for c.
func (w *lossWriter) writeChange(indent string, c Change) {
	w.writeLine(indent, "losses_kept", strings.Join(c.Kept, " "))
	w.writeLine(indent, "losses_changed", strings.Join(c.Changed, " "))
	w.writeLine(indent, "losses_lost", strings.Join(c.Lost, " "))
}

// writeQuestions writes the changes to questions, each with the numbers of all questions to which it
// applies.
func (w *lossWriter) writeQuestions(parts []QuestionLosses) {
	same := func(c Change) func(QuestionLosses) bool {
		return func(q QuestionLosses) bool { return reflect.DeepEqual(q.Change, c) }
	}
	for i, first := range parts {
		if slices.IndexFunc(parts, same(first.Change)) < i {
			continue
		}
		var numbers []string
		for _, q := range parts {
			if same(first.Change)(q) {
				numbers = append(numbers, strconv.Itoa(q.Number))
			}
		}
		w.WriteString("  " + w.words.Count("losses_questions", len(numbers), "numbers", w.words.List("list_and", numbers)) + "\n")
		w.writeChange("    ", first.Change)
	}
}

// text returns l as plain text.
func (l *Losses) text(w *words.Localizer) string {
	b := lossWriter{words: w}
	for _, note := range l.Notes {
		b.WriteString(note + "\n")
	}
	b.writeLine("", "package_sent_title", strings.Join(l.Sent, " "))
	b.writeChange("", l.Change)
	for _, m := range l.Modules {
		b.WriteString("\n" + m.Title + "\n")
		b.writeLine("  ", "losses_warning", m.Warning)
		b.writeLine("  ", "losses_file", m.File)
		b.writeLine("  ", "version", m.Version)
		b.writeLine("  ", "review_due", w.Date(string(m.Due)))
		b.writeLine("  ", "losses_identifier", m.Identifier)
		b.writeLine("  ", "losses_fingerprint", m.Questions)
		b.writeQuestions(m.Parts)
	}
	return b.String()
}
