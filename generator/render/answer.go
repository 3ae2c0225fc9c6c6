package render

import (
	"fmt"
	"strconv"
	"strings"

	"safelearn/generator/quiz"
)

// unsafeWords start the reason of an answer that could leave a child at risk.
const unsafeWords = `<strong class="risk">This could leave a child at risk. Here is why.</strong> `

// shut writes the answer so that a reader opens it, or open where the page is the
// key. A page printed with it shut is a handout.
func (a *asker) shut(out []byte) []byte {
	if a.manner == withKey {
		out = append(out, `<div class="answer">`...)
		return append(a.answer(out), "</div>"...)
	}
	out = append(out, `<details class="answer"><summary>`+a.Kind.Summary+a.hidden()+`</summary>`...)
	return append(a.answer(out), "</details>"...)
}

// answer writes what is right, why, the reason of every option, and what the
// question tests and rests on.
func (a *asker) answer(out []byte) []byte {
	out = a.best(out)
	if reasons := a.reasons(); reasons != nil {
		out = append(out, `<dl class="reasons">`+strings.Join(reasons, "")+"</dl>"...)
	}
	return a.sources(a.why(out))
}

func (a *asker) why(out []byte) []byte {
	if len(a.Why) == 0 {
		return out
	}
	return append(a.blocks(append(out, `<div class="why">`...), a.Why), "</div>"...)
}

// reasons gives each option with its mark and why. Steps to put in order have none.
func (a *asker) reasons() []string {
	var list []string
	for _, o := range a.Options {
		if a.Kind.Shape != quiz.Put {
			list = append(list, string(a.reason(nil, o)))
		}
	}
	return list
}

// best says which answer is right.
func (a *asker) best(out []byte) []byte {
	switch a.Kind.Shape {
	case quiz.Choose:
		if !a.Kind.Spelled {
			words := a.Kind.Best
			if a.Several() {
				words = a.Kind.Bests
			}
			return append(out, `<p class="best">`+words+": "+joined(a.right())+"</p>"...)
		}
		for _, o := range a.Options {
			if o.Right {
				return append(a.text(append(out, `<p class="best">`+a.Kind.Best+": "+o.Letter+", "...), o.Text), "</p>"...)
			}
		}
	case quiz.Put:
		out = append(out, `<p class="best">`+a.Kind.Best+`: `+strings.Join(a.right(), ", ")+`</p><ol>`...)
		for _, o := range a.Options {
			out = append(a.text(append(out, "<li><b>"+o.Letter+"</b> "...), o.Text), "</li>"...)
		}
		return append(out, "</ol>"...)
	case quiz.Pairs:
		return a.matched(out)
	case quiz.Open:
		out = append(out, `<ul class="covers">`...)
		for _, c := range a.Covers {
			out = append(a.text(append(out, "<li>"...), c), "</li>"...)
		}
		return append(out, "</ul>"...)
	}
	return out
}

func (a *asker) matched(out []byte) []byte {
	pairs := make([]string, len(a.Pairs))
	for i, p := range a.Pairs {
		pairs[i] = strconv.Itoa(i+1) + " " + p.Letter
	}
	out = append(out, `<p class="best">`+a.Kind.Best+`: `+strings.Join(pairs, ", ")+`</p><ul>`...)
	for i, p := range a.Pairs {
		out = a.text(fmt.Appendf(out, "<li><b>%d %s</b> ", i+1, p.Letter), p.Left)
		out = append(a.text(append(out, ": "...), p.Right), "</li>"...)
	}
	return append(out, "</ul>"...)
}

// reason writes one option with its mark and why. By the letter the script finds
// the words that go below the option that was chosen.
func (a *asker) reason(out []byte, o quiz.Option) []byte {
	mark := a.Kind.Wrong
	if o.Right {
		mark = a.Kind.Right
	}
	out = fmt.Appendf(out, `<div data-for="%s"><dt><b>%[1]s</b> `, o.Letter)
	if a.manner != onSlide { // there the words stand on the slide before
		out = append(a.text(out, o.Text), ' ')
	}
	out = append(out, `<span class="mark">`+mark+`</span></dt><dd>`...)
	return append(a.text(out, o.Reason), "</dd></div>"...)
}

// sources links a question to what it tests and what its answer rests on.
func (a *asker) sources(out []byte) []byte {
	var parts []string
	for _, list := range []struct {
		words string
		refs  []int
	}{{"Tests", a.Tests}, {"Rests on", a.Basis}} {
		var links []byte
		for _, ref := range list.refs {
			if t := a.Resolved(a.page, ref); t != nil {
				if links != nil {
					links = append(links, ", "...)
				}
				links = a.writer.AppendListLink(links, &a.from, t, a.from.SourceName(t))
			}
		}
		if links != nil {
			parts = append(parts, list.words+" "+string(links))
		}
	}
	if parts == nil {
		return out
	}
	out = append(out, `<p class="sources">`...)
	return append(append(out, strings.Join(parts, ". ")...), ".</p>"...)
}

// joined writes letters as a sentence does: "A", "A and C", "A, B and C".
func joined(letters []string) string {
	n := len(letters)
	if n < 2 {
		return strings.Join(letters, "")
	}
	return strings.Join(letters[:n-1], ", ") + " and " + letters[n-1]
}
