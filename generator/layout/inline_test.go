package layout

import (
	"bytes"
	"strings"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/words"
)

// loadWordLayout loads a layout whose template "main" is the given text, for a site in English and
// Arabic. The catalogues have the texts "only", "of" and "link" only in English, and "both" and
// "count" in both languages.
func loadWordLayout(t *testing.T, text string) (*Set, error) {
	t.Helper()
	layouts := map[string]string{"base.html": `{{template "main" .}}`, "frame.html": minimalLayouts["frame.html"], "page.html": `{{define "main"}}` + text + `{{end}}`}
	return Load(newMapFS(layouts), Funcs{"pair": func(a, b any) []any { return []any{a, b} }}, englishAndArabic(), []string{"page"})
}

// englishAndArabic returns the locales of the site that loadWordLayout uses.
func englishAndArabic() *Locales {
	site, _ := model.Read([]*source.File{}, nil)
	site.Languages = []string{"en-GB", "ar"}
	english, arabic := site.English, words.NewCatalogue("ar")
	english.Set("only", words.Text{Plain: `Fish & "chips"`})
	english.Set("of", words.Text{Plain: "of {who}, too"})
	english.Set("link", words.Text{Plain: "See {to|the <list>}."})
	english.Set("both", words.Text{Plain: "Both"})
	english.Set("count", words.Text{Forms: map[string]string{"one": "{n} thing", "other": "{n} things"}})
	arabic.Set("both", words.Text{Plain: "كلاهما"})
	arabic.Set("count", words.Text{Forms: map[string]string{"zero": "لا شيء", "two": "شيئان", "other": "{n} شيء"}})
	site.Catalogues["ar"] = arabic
	return NewLocales(site)
}

// TestWordsInScripts checks the literals that replace calls in scripts, for a text in the language of
// the page and for a text in another language.
func TestWordsInScripts(t *testing.T) {
	const script = `T("both");W("both");W("link")`
	for tag, want := range map[string]string{
		"en-GB": `"Both";{"words":"Both"};{"words":"See {to|the \u003clist\u003e}."}`,
		"ar":    `"كلاهما";{"words":"كلاهما"};{"dir":"ltr","lang":"en-GB","words":"See {to|the \u003clist\u003e}."}`,
	} {
		if got, err := englishAndArabic().byTag[tag].localizeScript("x.js", []byte(script)); string(got) != want || err != nil {
			t.Errorf("%s: got %s, %v; want %s", tag, got, err, want)
		}
	}
}

// TestWordsInLayouts checks the output of the functions of WordFuncs in each language. Text that is
// not in the language of the page must be in a span element with a lang attribute, except in tags,
// titles and options.
func TestWordsInLayouts(t *testing.T) {
	const arabicValue = `<span lang="ar" dir="rtl">`
	for _, test := range []struct{ layout, english, arabic string }{
		{`<p>{{t "both"}}</p>`, `<p>Both</p>`, `<p>كلاهما</p>`},
		{`<p>{{t "only"}}</p>`, `<p>Fish &amp; &#34;chips&#34;</p>`, `<p><span lang="en-GB" dir="ltr">Fish &amp; &#34;chips&#34;</span></p>`},
		{`<p title="{{t "only"}}">{{t "both"}}</p>`, `<p title="Fish &amp; &#34;chips&#34;">Both</p>`, `<p title="Fish &amp; &#34;chips&#34;">كلاهما</p>`},
		{`<p{{if .X}} class="{{t "only"}}"{{end}}>{{t "only"}}</p>`, `<p>Fish &amp; &#34;chips&#34;</p>`, `<p><span lang="en-GB" dir="ltr">Fish &amp; &#34;chips&#34;</span></p>`},
		{`<title>{{t "only"}}</title>`, `<title>Fish &amp; &#34;chips&#34;</title>`, `<title>Fish &amp; &#34;chips&#34;</title>`},
		{`<p>{{t "of" "who" .Who}}</p>`, `<p>of &lt;Anna&gt;, too</p>`, `<p><span lang="en-GB" dir="ltr">of ` + arabicValue + `&lt;Anna&gt;</span>, too</span></p>`},
		{`<p title="{{t "of" "who" .Who}}"></p>`, `<p title="of &lt;Anna&gt;, too"></p>`, `<p title="of &lt;Anna&gt;, too"></p>`},
		{`<p>{{t "link" "to" "../?a&b"}}</p>`, `<p>See <a href="../?a&amp;b">the &lt;list&gt;</a>.</p>`, `<p><span lang="en-GB" dir="ltr">See <a href="../?a&amp;b">the &lt;list&gt;</a>.</span></p>`},
		{`<p>{{or .X (t "link" "to" "../")}}</p>`, `<p>See <a href="../">the &lt;list&gt;</a>.</p>`, `<p><span lang="en-GB" dir="ltr">See <a href="../">the &lt;list&gt;</a>.</span></p>`},
		{`<p data-x="{{raw "of"}}"></p>`, `<p data-x="of {who}, too"></p>`, `<p data-x="of {who}, too"></p>`},
		{`{{range .Counts}}{{tn "count" .}}; {{end}}`, `0 things; 1 thing; 2 things; `, `لا شيء; 1 شيء; شيئان; `},
		{`{{range .Counts}}{{tb "count" .}}; {{end}}`, `<b>0</b> things; <b>1</b> thing; <b>2</b> things; `, `لا شيء; <b>1</b> شيء; شيئان; `},
		{`<p>{{or .X (t "both")}}</p>`, `<p>Both</p>`, `<p>كلاهما</p>`},
		{`<p>{{or .X (t "of" "who" .Who)}}</p>`, `<p>of &lt;Anna&gt;, too</p>`, `<p><span lang="en-GB" dir="ltr">of ` + arabicValue + `&lt;Anna&gt;</span>, too</span></p>`},
		{`<p title="{{or .X (t "only")}}"></p>`, `<p title="Fish &amp; &#34;chips&#34;"></p>`, `<p title="Fish &amp; &#34;chips&#34;"></p>`},
		{`{{with .Who}}{{t "of" "who" (or $.X .)}}{{end}}`, `of &lt;Anna&gt;, too`, `<span lang="en-GB" dir="ltr">of ` + arabicValue + `&lt;Anna&gt;</span>, too</span>`},
	} {
		s, err := loadWordLayout(t, test.layout)
		if err != nil {
			t.Errorf("%s: %v", test.layout, err)
			continue
		}
		for language, want := range map[string]string{"en-GB": test.english, "ar": test.arabic} {
			var out bytes.Buffer
			if err := s.Execute(&out, language, "page", map[string]any{"X": nil, "Who": "<Anna>", "Counts": []int{0, 1, 2}}); err != nil || out.String() != want {
				t.Errorf("%s in %s:\n%s, want\n%s, error %v", test.layout, language, out.String(), want, err)
			}
		}
	}
}

// TestWordMistakes checks that Load returns an error with the position of a call that has a mistake,
// whatever kind of node contains the call.
func TestWordMistakes(t *testing.T) {
	for text, want := range map[string]string{
		`{{t "nothing"}}`:                            `layouts/page.html:2:2: no text has the key "nothing"`,
		`{{if .X}}{{else}}{{t "nothing"}}{{end}}`:    `layouts/page.html:2:19: no text has the key "nothing"`,
		`{{or .X (t "nothing")}}`:                    `layouts/page.html:2:9: no text has the key "nothing"`,
		`{{with t "nothing"}}{{end}}`:                `layouts/page.html:2:7: no text has the key "nothing"`,
		`{{range pair 1 (t "nothing")}}{{end}}`:      `layouts/page.html:2:16: no text has the key "nothing"`,
		`{{template "main" (pair 1 (t "nothing"))}}`: `layouts/page.html:2:27: no text has the key "nothing"`,
		`{{$x := t "nothing"}}`:                      `layouts/page.html:2:8: no text has the key "nothing"`,
		`{{t "of"}}`:                                 `layouts/page.html:2:2: nothing stands for {who} of the text "of": write {{t "of" "who" …}}`,
		`{{t "of" "whom" .Who}}`:                     `layouts/page.html:2:2: nothing stands for {who} of the text "of"`,
		`{{t "of" "who" .Who "whom" .Who}}`:          `layouts/page.html:2:2: the text "of" has no placeholder {whom}`,
		`{{t "both" "who" .Who}}`:                    `layouts/page.html:2:2: the text "both" has no placeholder {who}`,
		`{{t "count"}}`:                              `layouts/page.html:2:2: nothing stands for {n} of the text "count"`,
	} {
		if _, err := loadWordLayout(t, "\n"+text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %q", text, err, want)
		}
	}
}
