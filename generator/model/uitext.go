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

// UIText contains the user interface texts in one language. For example, those in Arabic are
// in content/languages/ar.yaml. T is string in this package and HTML in layouts. Words in
// braces are placeholders. If a key is missing, pages show the text in the default language
// of the site, marked as such.
type UIText[T any] struct {
	Language T `yaml:"language" english:"English"`                                                                             // the name of the language in that language
	Months   T `yaml:"months" english:"January,February,March,April,May,June,July,August,September,October,November,December"` // the names of the months in the form used in dates, separated by commas
	Date     T `yaml:"date" english:"{day} {month} {year}"`                                                                    // the format of dates

	SiteTitle T `yaml:"site_title"` // the title in site.yaml
	Banner    T `yaml:"banner"`     // the banner in site.yaml
	Notice    T `yaml:"notice"`     // the notice in site.yaml
	Report    T `yaml:"report"`     // the value of report in site.yaml, which replaces {who}

	Skip          T `yaml:"skip" english:"Skip to main content"`   // the first link of a page
	Demonstration T `yaml:"demonstration" english:"Demonstration"` // the name of the banner for screen readers
	Languages     T `yaml:"languages" english:"Languages"`         // the name of the list of languages for screen readers
	InLanguage    T `yaml:"in_language" english:"Language"`        // before the language of the page, in the footer
	Main          T `yaml:"main" english:"Main"`                   // the name of the main links for screen readers
	Breadcrumb    T `yaml:"breadcrumb" english:"Breadcrumb"`       // the name of the breadcrumb for screen readers
	Home          T `yaml:"home" english:"Home"`                   // the home page in the breadcrumb
	Practitioners T `yaml:"practitioners" english:"Practitioners"` // the audience pages
	Trainers      T `yaml:"trainers" english:"Trainers"`
	Parents       T `yaml:"parents" english:"Parents"`
	Quality       T `yaml:"quality" english:"Quality"`
	Reviews       T `yaml:"reviews" english:"Reviews"` // the page of all reviews
	Glossary      T `yaml:"glossary" english:"Glossary"`
	Search        T `yaml:"search" english:"Search"`             // the search page
	Index         T `yaml:"index" english:"Index"`               // the index of all pages
	Contacts      T `yaml:"contacts" english:"Numbers to call"`  // the page of phone numbers and addresses
	Recent        T `yaml:"recent" english:"Recent changes"`     // the page of recent changes
	OnThisPage    T `yaml:"on_this_page" english:"On this page"` // above the list of contents

	Status    T `yaml:"status" english:"Page status"`       // before the status of a sample or draft, in the footer
	Owner     T `yaml:"owner" english:"Owner and reviewer"` // before the details in the footer
	Version   T `yaml:"version" english:"Version"`
	Reviewed  T `yaml:"reviewed" english:"Last reviewed"`
	ReviewDue T `yaml:"review_due" english:"Next review"`
	Overdue   T `yaml:"overdue" english:"The review of this page was due on {date}. It may be out of date."`
	ReportTo  T `yaml:"report_to" english:"Something wrong, or something here identifies you? Tell {who}."`

	Sample        T `yaml:"sample" english:"Sample page"` // notices about the status of the page
	Draft         T `yaml:"draft" english:"Draft: not published"`
	Withdrawn     T `yaml:"withdrawn" english:"Withdrawn"`
	WithdrawnSays T `yaml:"withdrawn_says" english:"This page is no longer in force. Do not follow it."`
	Instead       T `yaml:"instead" english:"Use this instead:"` // before a link to the page that replaces a withdrawn one
	Stale         T `yaml:"stale" english:"This translation is of an older version of the page. Something may have changed since."`
	Newest        T `yaml:"newest" english:"The newest version:"` // before a link to the translated page

	Note         T `yaml:"note" english:"Note"` // the levels of callouts
	GoodPractice T `yaml:"good_practice" english:"Good practice"`
	DoNow        T `yaml:"do_now" english:"Do now"`
	Emergency    T `yaml:"emergency" english:"Immediate action required:"`
	Urgent       T `yaml:"urgent" english:"Urgent advice:"`
	NonUrgent    T `yaml:"non_urgent" english:"Non-urgent advice:"`

	Worried          T `yaml:"worried" english:"Worried about a child today?"` // on the home page, above the button to call for help
	Danger           T `yaml:"danger" english:"Is a child in danger now?"`     // before the button to call for help
	Call             T `yaml:"call" english:"Call {number}"`                   // the button itself
	InYourArea       T `yaml:"in_your_area" english:"In your area"`            // the heading of the local numbers
	SocialCareDay    T `yaml:"social_care_day" english:"Children’s social care"`
	SocialCareNight  T `yaml:"social_care_night" english:"Evenings, weekends and bank holidays"`
	SafeguardingLead T `yaml:"safeguarding_lead" english:"Safeguarding lead"`
	Allegations      T `yaml:"allegations" english:"Allegations against staff"`
	Escalation       T `yaml:"escalation" english:"If agencies disagree"`
	Procedure        T `yaml:"procedure" english:"Your local procedure"`
	OpenProcedure    T `yaml:"open_procedure" english:"Open the procedure"` // the link to it
	NotAdded         T `yaml:"not_added" english:"Not added yet"`           // instead of a number that nobody has entered
	LocalSays        T `yaml:"local_says" english:"A partnership puts its own numbers here. Use the ones in your local procedure."`

	Leave      T `yaml:"leave" english:"Leave this page"` // the button to leave a page for parents
	LeaveSays  T `yaml:"leave_says" english:"Leaving opens another website. It does not hide your visit. Someone who checks your phone may still see it."`
	ForParents T `yaml:"for_parents" english:"Information for parents"`      // the link to the audience page for parents
	ParentsNav T `yaml:"parents_nav" english:"Pages for parents"`            // the name of that link for screen readers
	Tab        T `yaml:"tab" english:"Information"`                          // the browser tab of a page for parents, which other people may see
	ShortLeads T `yaml:"short_leads" english:"This short address leads to:"` // on the page of a short address
	ReadNext   T `yaml:"read_next" english:"Read next"`

	Sources T `yaml:"sources" english:"Sources"` // headings at the end of a page
	Linked  T `yaml:"linked" english:"What links here"`
	Changes T `yaml:"changes" english:"Changes to this page"`
}

// EnglishUIText returns the English texts, which are built into the program.
func EnglishUIText() *UIText[string] {
	english := new(UIText[string])
	for field, value := range reflect.ValueOf(english).Elem().Fields() {
		value.SetString(field.Tag.Get("english"))
	}
	return english
}

// MergeUITexts merges a list of UITexts. For each key, it uses the first text in the list
// that is not empty, converted by convert. The argument from of convert is the index in the
// list.
func MergeUITexts[T any](convert func(from int, text string) T, list ...*UIText[string]) *UIText[T] {
	merged := new(UIText[T])
	to := reflect.ValueOf(merged).Elem()
	for i := range to.NumField() {
		for from, u := range list {
			if text := reflect.ValueOf(u).Elem().Field(i).String(); text != "" {
				to.Field(i).Set(reflect.ValueOf(convert(from, text)))
				break
			}
		}
	}
	return merged
}

// MissingText is a key without a text in some language, and the text shown instead.
type MissingText struct{ Key, Text string }

// MissingTexts returns the file with the texts of the given language, or nil if there is none,
// and the keys without a text in that language, except those without a text to show instead.
// English has no missing texts.
func (s *Site) MissingTexts(tag string) (*source.File, []MissingText) {
	if IsEnglish(tag) {
		return nil, nil
	}
	u := cmp.Or(s.UITexts[tag], new(UIText[string]))
	fallback := MergeUITexts(func(_ int, text string) string { return text }, s.UITexts[s.DefaultLanguage()], EnglishUIText())
	var missing []MissingText
	v, texts := reflect.ValueOf(u).Elem(), reflect.ValueOf(fallback).Elem()
	for i := range v.NumField() {
		if text := texts.Field(i).String(); v.Field(i).String() == "" && text != "" {
			missing = append(missing, MissingText{v.Type().Field(i).Tag.Get("yaml"), text})
		}
	}
	return s.UITextFiles[tag], missing
}

// readUIText reads content/languages/<language>.yaml.
func (s *Site) readUIText(file *source.File, problems *diag.List) {
	tag := strings.TrimSuffix(path.Base(file.Path), ".yaml")
	s.UITextFiles[tag] = file
	u := new(UIText[string])
	origin, ok := decode(file, u, problems)
	if !ok {
		return
	}
	if n := strings.Count(u.Months, ",") + 1; u.Months != "" && n != 12 {
		problems.Error(origin.FieldPos("months"), "language-months", fmt.Sprintf("%d months separated by commas, not twelve", n), "write all twelve in order, as in a date")
		u.Months = ""
	}
	s.UITexts[tag] = u
}

// copySettingsToUIText copies the texts in content/site.yaml to the texts of the default
// language, which are the fallback for other languages. It reports texts that the file of the
// default language also sets.
func (s *Site) copySettingsToUIText(problems *diag.List) {
	u := cmp.Or(s.UITexts[s.DefaultLanguage()], new(UIText[string]))
	s.UITexts[s.DefaultLanguage()] = u
	for _, setting := range []struct {
		to        *string
		key, text string
	}{{&u.SiteTitle, "site_title", s.Title}, {&u.Banner, "banner", s.Banner}, {&u.Notice, "notice", s.Notice}, {&u.Report, "report", s.ReportTo}} {
		if *setting.to != "" {
			problems.Error(diag.Pos{Path: "content/languages/" + s.DefaultLanguage() + ".yaml", Line: 1, Column: 1}, "language-twice",
				fmt.Sprintf("content/site.yaml sets %s for the default language", setting.key), "delete it here")
		}
		*setting.to = setting.text
	}
}
