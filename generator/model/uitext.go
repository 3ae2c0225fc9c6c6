package model

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// A UIText is what the frame of a page says in one language: content/languages/ar.yaml
// is that of Arabic. It has strings as it is read and HTML where it is laid out. What
// is in braces is put in by the program. Where a file leaves a key out the site's own
// language stands in, marked as what it is.
type UIText[T any] struct {
	Language T `yaml:"language" english:"English"`                                                                             // the language's name for itself
	Months   T `yaml:"months" english:"January,February,March,April,May,June,July,August,September,October,November,December"` // the twelve, as they stand in a date, with commas between
	Date     T `yaml:"date" english:"{day} {month} {year}"`                                                                    // how a day is told

	SiteTitle T `yaml:"site_title"` // title of site.yaml
	Banner    T `yaml:"banner"`     // banner of site.yaml
	Report    T `yaml:"report"`     // report of site.yaml, put into report_to

	Skip          T `yaml:"skip" english:"Skip to main content"`   // the first link of a page
	Demonstration T `yaml:"demonstration" english:"Demonstration"` // what a screen reader calls the banner
	Languages     T `yaml:"languages" english:"Languages"`         // what a screen reader calls the list of languages
	InLanguage    T `yaml:"in_language" english:"Language"`        // before the language of the page, at its foot
	Main          T `yaml:"main" english:"Main"`                   // what a screen reader calls the links to the doors
	Breadcrumb    T `yaml:"breadcrumb" english:"Breadcrumb"`       // what a screen reader calls the links to the pages above
	Home          T `yaml:"home" english:"Home"`                   // the home page in those links
	Practitioners T `yaml:"practitioners" english:"Practitioners"` // the doors of the site
	Trainers      T `yaml:"trainers" english:"Trainers"`
	Parents       T `yaml:"parents" english:"Parents"`
	Quality       T `yaml:"quality" english:"Quality"`
	Glossary      T `yaml:"glossary" english:"Glossary"`
	Search        T `yaml:"search" english:"Search"`             // the page that searches the site
	Index         T `yaml:"index" english:"Index"`               // of all pages
	Recent        T `yaml:"recent" english:"Recent changes"`     // the page of changes
	OnThisPage    T `yaml:"on_this_page" english:"On this page"` // over the contents list

	Owner     T `yaml:"owner" english:"Owner and reviewer"` // before the facts at a page's foot
	Version   T `yaml:"version" english:"Version"`
	Reviewed  T `yaml:"reviewed" english:"Last reviewed"`
	ReviewDue T `yaml:"review_due" english:"Next review"`
	Overdue   T `yaml:"overdue" english:"The review of this page was due on {date}. It may be out of date."`
	ReportTo  T `yaml:"report_to" english:"Something wrong, or something here identifies you? Tell {who}."`

	Sample        T `yaml:"sample" english:"Sample page"` // how far the page may be trusted
	Draft         T `yaml:"draft" english:"Draft: not published"`
	Withdrawn     T `yaml:"withdrawn" english:"Withdrawn"`
	WithdrawnSays T `yaml:"withdrawn_says" english:"This page is no longer in force. Do not follow it."`
	Stale         T `yaml:"stale" english:"This translation is of an older version of the page. Something may have changed since."`
	Newest        T `yaml:"newest" english:"The newest version:"` // before a link to the original

	Note         T `yaml:"note" english:"Note"` // the levels of callouts
	GoodPractice T `yaml:"good_practice" english:"Good practice"`
	DoNow        T `yaml:"do_now" english:"Do now"`
	Emergency    T `yaml:"emergency" english:"Immediate action required:"`
	Urgent       T `yaml:"urgent" english:"Urgent advice:"`
	NonUrgent    T `yaml:"non_urgent" english:"Non-urgent advice:"`

	Leave      T `yaml:"leave" english:"Leave this page"` // the way out of a page for parents
	LeaveSays  T `yaml:"leave_says" english:"Leaving opens another website. It does not hide your visit. Someone who checks your phone may still see it."`
	ForParents T `yaml:"for_parents" english:"Information for parents"`      // the way to the parents' own home
	ParentsNav T `yaml:"parents_nav" english:"Pages for parents"`            // what a screen reader calls that way
	Tab        T `yaml:"tab" english:"Information"`                          // a parent's page in the browser's tab: others may see it
	ShortLeads T `yaml:"short_leads" english:"This short address leads to:"` // on the page of an address below /s/
	ReadNext   T `yaml:"read_next" english:"Read next"`

	Sources T `yaml:"sources" english:"Sources"` // at the end of other pages
	Linked  T `yaml:"linked" english:"What links here"`
	Changes T `yaml:"changes" english:"Changes to this page"`
}

// EnglishUIText is what there is without a file.
func EnglishUIText() *UIText[string] {
	w := new(UIText[string])
	v := reflect.ValueOf(w).Elem()
	for i := range v.NumField() {
		v.Field(i).SetString(v.Type().Field(i).Tag.Get("english"))
	}
	return w
}

// MergeUITexts makes a UIText out of several: of each key say gets the words of the first
// that has some, and which it was.
func MergeUITexts[T any](say func(of int, words string) T, list ...*UIText[string]) *UIText[T] {
	said := new(UIText[T])
	to := reflect.ValueOf(said).Elem()
	for i := range to.NumField() {
		for of, w := range list {
			if words := reflect.ValueOf(w).Elem().Field(i).String(); words != "" {
				to.Field(i).Set(reflect.ValueOf(say(of, words)))
				break
			}
		}
	}
	return said
}

// UITextLanguage gives the language of a file below content/languages/.
func UITextLanguage(f *source.File) string { return strings.TrimSuffix(path.Base(f.Path), ".yaml") }

// UITextFiles are the files below content/languages/.
func (s *Site) UITextFiles() []*source.File { return s.uiTextFiles }

// A MissingText is a key of a UIText without words in some language, and the words that
// stand in for them.
type MissingText struct{ Key, Text string }

// MissingTexts gives the keys that the frame has no words for in a language, and the file
// that they belong into, nil where there is none. English is there without a file.
func (s *Site) MissingTexts(tag string) (*source.File, []MissingText) {
	if IsEnglish(tag) {
		return nil, nil
	}
	w := s.UITexts[tag]
	if w == nil {
		w = new(UIText[string])
	}
	var keys []MissingText
	v, english, own := reflect.ValueOf(w).Elem(), reflect.ValueOf(EnglishUIText()).Elem(), reflect.ValueOf(s.UITexts[s.DefaultLanguage()]).Elem()
	for i := range v.NumField() {
		if words := cmp.Or(own.Field(i).String(), english.Field(i).String()); v.Field(i).String() == "" && words != "" {
			keys = append(keys, MissingText{v.Type().Field(i).Tag.Get("yaml"), words})
		}
	}
	for _, f := range s.uiTextFiles {
		if UITextLanguage(f) == tag {
			return f, keys
		}
	}
	return nil, keys
}

// readWording reads the words of the frame in one language.
func (s *Site) readWording(file *source.File, problems *diag.List) {
	s.uiTextFiles = append(s.uiTextFiles, file)
	w := new(UIText[string])
	fields, ok := decode(file, w, problems)
	if !ok {
		return
	}
	if n := strings.Count(w.Months, ",") + 1; w.Months != "" && n != 12 {
		problems.Error(keeper{file, fields}.pos("months"), "language-months", fmt.Sprintf("%d months with commas between, not twelve", n), "write all twelve as they stand in a date, in order")
		w.Months = ""
	}
	s.UITexts[UITextLanguage(file)] = w
}

// settle puts what site.yaml says into the wording of the site's own language, which
// all others fall back to.
func (s *Site) settle(problems *diag.List) {
	own := s.UITexts[s.DefaultLanguage()]
	if own == nil {
		own = new(UIText[string])
		s.UITexts[s.DefaultLanguage()] = own
	}
	for _, say := range []struct {
		to         *string
		key, words string
	}{{&own.SiteTitle, "site_title", s.Title}, {&own.Banner, "banner", s.Banner}, {&own.Report, "report", s.ReportTo}} {
		if *say.to != "" {
			problems.Error(diag.Pos{Path: "content/languages/" + s.DefaultLanguage() + ".yaml", Line: 1, Column: 1}, "language-twice",
				fmt.Sprintf("%s in the site's own language stands in content/site.yaml", say.key), "take it out here")
		}
		*say.to = say.words
	}
}
