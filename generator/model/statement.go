package model

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/words"
)

// Statement contains the keys that all kinds of statements in a review have in common: findings,
// learning points, recommendations and the entries in statements.yaml.
type Statement struct {
	PrintedLabel Label         `yaml:"label"`                   // the label that the review prints, such as 6.9 or "Recommendation 4"; empty if it prints none
	At           Citation      `yaml:"at"`                      // where the review prints the statement
	To           []ID          `yaml:"to" ref:"made-by"`        // the bodies to which the statement is addressed, as glossary entries
	Named        Naming        `yaml:"named"`                   // whether the review names these bodies, or the authors of the site inferred them
	Level        Level         `yaml:"level"`                   // local, regional or national
	SingleAgency bool          `yaml:"single_agency"`           // the statement is for one agency only
	Lettering    Lettering     `yaml:"lettering"`               // who assigned letters to the parts; required if there are parts
	Items        []Item        `yaml:"parts"`                   // the parts of the statement, in order
	Facts        Facts         `yaml:"printed"`                 // what the report states about the lead, date, measure and state of the work
	Reply        ReplyDeadline `yaml:"reply"`                   // when an answer is due
	RestsOn      []ID          `yaml:"rests_on" ref:"rests-on"` // the paragraphs and statements on which the statement is based
	Themes       []ID          `yaml:"themes" ref:"about"`      // the themes of the statement, as judged by the authors of the site
	Repeats      []Repeat      `yaml:"repeats"`                 // statements of earlier reviews that asked for the same
	Responses    []Response    `yaml:"responses"`               // the answers of bodies to the statement
	Known        string        `yaml:"known"`                   // work that published sources or other paragraphs of the publication describe but no body has reported, with the sources; shown beside the state of the work
	DroppedIn    string        `yaml:"dropped_in"`              // the edition of the report that no longer contains the statement
}

// A Citation is the place in the published review where a statement appears.
type Citation struct {
	Document  string `yaml:"document"`  // the id of the document; empty means the main document
	Paragraph Label  `yaml:"paragraph"` // the label of the paragraph
	Page      int    `yaml:"page"`      // the page number in the document
}

// Naming states whether the review names the bodies to which a statement is addressed.
type Naming string

const (
	NamedInPrint Naming = "printed"  // the review names the bodies
	Inferred     Naming = "inferred" // the authors of the site infer the bodies
)

func (Naming) values() (description string, all []string) {
	return "a value of named", toStrings(NamedInPrint, Inferred)
}

// Level is the level at which a statement applies.
type Level string

func (Level) values() (description string, all []string) {
	return "a level", toStrings("local", "regional", "national")
}

// Lettering states who assigned letters to the parts of a statement.
type Lettering string

const (
	LetteredInPrint Lettering = "printed" // the review
	OurLettering    Lettering = "ours"    // the authors of the site
)

func (Lettering) values() (description string, all []string) {
	return "a lettering", toStrings(LetteredInPrint, OurLettering, "none")
}

// Fact is what a review prints about one aspect of a statement, such as who leads the work. It is
// "none" if the review prints nothing, and "" if the authors of the site have not checked.
type Fact string

// NotPrinted is the value of a Fact that the review does not print.
const NotPrinted Fact = "none"

// Facts contains what the report of a review states about the work that a statement asks for.
type Facts struct {
	Lead    Fact `yaml:"lead"`     // who leads the work
	Due     Fact `yaml:"due"`      // the date by which the work should be done
	Measure Fact `yaml:"measure"`  // how success is measured
	State   Fact `yaml:"state"`    // the state of the work on the date as_at, such as "under way"
	Colour  Fact `yaml:"colour"`   // the colour by which the report shows the state, such as "amber"
	AsAt    Fact `yaml:"as_at"`    // the date of the state
	Source  Fact `yaml:"said_by"`  // who reported the state
	Proof   Fact `yaml:"evidence"` // the evidence for the state
}

// A NamedFact is a fact with its name.
type NamedFact struct {
	Name  string // name within a sentence, such as "lead"
	Value Fact
	Note  string // a remark such as "as printed on 15 March 2024", if the fact may have changed since
}

// PrintedFacts returns the facts that the review prints, in order, with dates in words. The argument
// printedOn is the date on which they were printed, or "" if it is not known.
func (f Facts) PrintedFacts(w *words.Localizer, printedOn PartialDate) []NamedFact {
	facts := slices.DeleteFunc(f.namedFacts(w), func(n NamedFact) bool { return n.Value == "" || n.Value == NotPrinted })
	for i := range facts {
		fact := &facts[i]
		fact.Value = FormatFact(w, fact.Value)
		switch {
		case fact.Note == "" || printedOn == "":
		case len(printedOn) == len("2006-01-02"):
			fact.Note = w.Say("fact_printed_on", "date", w.Date(string(printedOn)))
		default:
			fact.Note = w.Say("fact_printed_in", "date", w.Date(string(printedOn)))
		}
	}
	return facts
}

// FormatFact returns f, in words if it is a date.
func FormatFact(w *words.Localizer, f Fact) Fact {
	if date := ParsePartialDate(string(f)); date != "" {
		return Fact(w.Date(string(date)))
	}
	return f
}

// PrintedOn returns the date to which the facts that r prints about s refer. This is the as-at date of
// the facts, or else the date of the document, or else the date of the review. It returns "" if none
// is known.
func PrintedOn(r *Review, s *Statement) PartialDate {
	date := ParsePartialDate(string(s.Facts.AsAt))
	if d := r.Publication.DocumentByID(s.At.Document); d != nil {
		date = cmp.Or(date, d.Date)
	}
	return cmp.Or(date, PublicationDate(r))
}

// MissingNames returns the names of the facts that the review does not print, in a form that can end a
// sentence, such as "no lead, no date and no measure". It returns "" if there are none.
func (f Facts) MissingNames(w *words.Localizer) string {
	var names []string
	for _, n := range f.namedFacts(w) {
		if n.Value == NotPrinted {
			names = append(names, w.Say("fact_none", "fact", n.Name))
		}
	}
	return w.List("list_and", names)
}

// namedFacts returns all facts, including empty ones, in the order of the struct.
func (f Facts) namedFacts(w *words.Localizer) []NamedFact {
	note := w.Say("fact_printed")
	return []NamedFact{{w.Say("fact_lead"), f.Lead, ""}, {w.Say("fact_date"), f.Due, ""}, {w.Say("fact_measure"), f.Measure, ""}, {w.Say("fact_state"), f.State, note},
		{w.Say("fact_colour"), f.Colour, note}, {w.Say("fact_as_at"), f.AsAt, ""}, {w.Say("fact_source"), f.Source, ""}, {w.Say("fact_evidence"), f.Proof, note}}
}

// ReplyDeadline states when an answer to a statement is due.
type ReplyDeadline struct {
	Days int    `yaml:"days"` // the number of days within which the review asks for an answer
	From Date   `yaml:"from"` // the date from which the days are counted
	Rule string `yaml:"rule"` // the rule that sets the period, such as "regulation 29"
}

// Repeat records the judgement that a statement repeats a statement of an earlier review.
type Repeat struct {
	Statement ID     `yaml:"statement" required:"true" ref:"repeats"` // the earlier statement
	JudgedBy  string `yaml:"judged_by" required:"true"`               // the role or group that made the judgement, such as "Quality subgroup"
	Date      Date   `yaml:"date" required:"true"`                    // the date of the judgement
}

// Item is a part of a statement that has a letter. Its full id consists of the label of the statement
// and the letter, as in child-m/6.9b.
type Item struct {
	Letter         Label      `yaml:"label" required:"true"`          // a, b, c …, or as the review prints it, such as (a)
	Text           string     `yaml:"text" required:"true"`           // what the review asks for or reports
	Nature         ItemNature `yaml:"nature" required:"true"`         // act, assure, rule, done, doing, keep
	RestsOn        []ID       `yaml:"rests_on" ref:"rests-on"`        // the paragraphs on which the part is based
	LearningPoints []ID       `yaml:"learning_points" ref:"rests-on"` // the learning points to which the part responds
	To             []ID       `yaml:"to" ref:"made-by"`               // the responsible agencies, as glossary entries
	Named          Naming     `yaml:"named"`                          // whether the review names these agencies
}

// ItemNature states what a part of a statement does. Most parts ask for something, but some report
// work that is under way or complete.
type ItemNature string

const (
	NatureDo       ItemNature = "act"    // do something
	NatureAssure   ItemNature = "assure" // obtain or give evidence
	NatureRule     ItemNature = "rule"   // follow a standing requirement
	NatureContinue ItemNature = "keep"   // continue work that has begun
	NatureUnderWay ItemNature = "doing"  // reported as under way
	NatureDone     ItemNature = "done"   // reported as complete
)

func (ItemNature) values() (description string, all []string) {
	return "a nature", toStrings(NatureDo, NatureAssure, NatureRule, NatureContinue, NatureUnderWay, NatureDone)
}

// A PlacedStatement is a statement with its type, its names and the page that shows it.
type PlacedStatement struct {
	*Statement                           // the statement itself
	Type       StatementType             // type, as the review calls the statement
	ID         ID                        // full id, such as "child-m/recommendation-4"
	Name       string                    // name within its review, such as "Recommendation 4" or "6.9"
	Title      string                    // the title of its page, or its text
	Entry      Entry                     // the page that shows it
	listed     *ListedStatement          // the entry of statements.yaml, or nil
	item       string                    // list item in statements.yaml with a full stop, or ""
	pos        func(key string) diag.Pos // returns the position of a key in the file of the statement
}

// StatementOf returns the statement on the page e, or nil if e is not a page about a single statement.
func StatementOf(e Entry) *PlacedStatement {
	s, kind := statementOn(e)
	if s == nil {
		return nil
	}
	p := e.Base()
	return &PlacedStatement{Statement: s, Type: kind, ID: p.ID, Name: cmp.Or(s.PrintedLabel.Text(), p.Label()), Title: p.Title, Entry: e, pos: p.FieldPos}
}

// StatementTypeOf returns the type of the statement on the page e, or "" if e is not a page about a
// single statement.
func StatementTypeOf(e Entry) StatementType {
	_, kind := statementOn(e)
	return kind
}

// statementOn returns the keys and the type of the statement on the page e. It returns nil and "" if e
// is not a page about a single statement.
func statementOn(e Entry) (*Statement, StatementType) {
	switch e := e.(type) {
	case *Finding:
		return &e.Statement, FindingStatement
	case *LearningPoint:
		return &e.Statement, LearningPointStatement
	case *Recommendation:
		return &e.Statement, RecommendationStatement
	}
	return nil, ""
}

// PrintedLabel returns the label that the review prints for the statement on the page e, or "" if it
// prints none or e is not a page about a single statement.
func PrintedLabel(e Entry) Label {
	if s, _ := statementOn(e); s != nil {
		return s.PrintedLabel
	}
	return ""
}

// IsAsked reports whether a statement asks for something and is still in the latest edition of the
// report. Only such statements are included in totals and in lists of what is missing.
func IsAsked(s *PlacedStatement) bool { return s.Type.Asks() && s.DroppedIn == "" }

// ItemID returns the full id of a part of the statement. In a translation, it ends with the
// language tag.
func (s *PlacedStatement) ItemID(item Item) ID {
	p := s.Entry.Base()
	id := ID(p.ReviewFolder() + s.ItemName(item))
	if p.OriginalPath != "" {
		id += ID("." + p.Lang)
	}
	return id
}

// ItemName returns the name of a part for use in ids: the label of the statement, or else the last
// element of its id, followed by the letter of the part. A hyphen separates two letters.
func (s *PlacedStatement) ItemName(item Item) string {
	name := s.PrintedLabel.Slug()
	if name == "" {
		name, _ = SplitLanguage(path.Base(string(s.ID)))
	}
	return withLetter(name, "-", item.Letter.Slug())
}

// ItemLabel returns the name of a part within the review, such as "6.9b", or "6.9(b)" if the letter is
// printed in brackets. It leaves out a full stop after the letter, or a closing bracket that has no
// opening one.
func (s *PlacedStatement) ItemLabel(item Item) string {
	letter := item.Letter.Text()
	if !strings.HasPrefix(letter, "(") {
		letter = strings.TrimRight(letter, ".)")
	}
	return withLetter(s.Name, " ", letter)
}

// withLetter returns name followed by a letter. It inserts separator between them unless name is empty
// or ends with a digit.
func withLetter(name, separator, letter string) string {
	if last := len(name) - 1; last < 0 || name[last] >= '0' && name[last] <= '9' {
		separator = ""
	}
	return name + separator + letter
}

// parts returns the parts of the statement that have a letter, as page parts.
func (s *PlacedStatement) parts() []Part {
	var parts []Part
	for i, item := range s.Items {
		if item.Letter != "" {
			key := fmt.Sprintf("%sparts[%d]", s.item, i)
			parts = append(parts, Part{ID: s.ItemID(item), Kind: "action", Anchor: "p" + s.ItemName(item), Label: s.ItemLabel(item), Title: item.Text, Item: key, Pos: s.pos(key + ".label")})
		}
	}
	return parts
}

// FieldPos returns the position of a key of the statement, such as "at.document".
func (s *PlacedStatement) FieldPos(key string) diag.Pos { return s.pos(s.item + key) }

// ListEntry returns the entry of the statement in statements.yaml, or nil if the statement has its own
// page.
func (s *PlacedStatement) ListEntry() *ListedStatement { return s.listed }

// Anchor returns the HTML id of a statement from statements.yaml on the page of its review.
func (s *PlacedStatement) Anchor() string {
	return Label(strings.TrimPrefix(string(s.ID), s.Entry.Base().ReviewFolder())).Anchor()
}

// Lint reports parts with an invalid letter, answers with an invalid URL, and a live page that does
// not state who assigned the letters of its parts.
func (s *PlacedStatement) Lint(l *diag.List) {
	for i, item := range s.Items {
		letter := item.Letter.Slug()
		if letter != "" && (len(letter) != 1 || letter[0] < 'a' || letter[0] > 'z') {
			l.Error(s.pos(fmt.Sprintf("%sparts[%d].label", s.item, i)), "action-letter", fmt.Sprintf("%q is not the letter of a part", item.Letter), "letter the parts a, b, c …")
		}
	}
	for i, response := range s.Responses {
		lintURL(l, response.Link, func() diag.Pos { return s.FieldPos(fmt.Sprintf("responses[%d].link", i)) })
	}
	if len(s.Items) > 0 && s.Lettering == "" && s.Entry.Base().Status == Live {
		l.Error(s.pos(s.item+"parts"), "front-required", "nothing says who lettered the parts", "add lettering: printed, or lettering: ours")
	}
}
