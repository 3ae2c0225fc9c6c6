package generator

import (
	"cmp"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/render"
)

// secretWord is a word that the test sites contain only in a restricted paragraph.
const secretWord = "Zebrafinch"

// labelForms lists Markdown sources of a paragraph numbered 4.33, each with the number in a different
// form.
var labelForms = []string{
	"4.33 Zebrafinch.", "4.33 zebrafinch Zebrafinch.", "4.33Zebrafinch.", "4.33", "4.33  Zebrafinch.", "4.33\u00a0Zebrafinch.", "4.33&nbsp;Zebrafinch.", "4.33&#9;Zebrafinch.", "4.33\tZebrafinch.",
	"(4.33) Zebrafinch.", "[4.33] Zebrafinch.", "\\[4.33\\] Zebrafinch.", "{4.33}: Zebrafinch.", "{4.33}Zebrafinch.", "\\<4.33\\> Zebrafinch.", "&lt;4.33&gt; Zebrafinch.", "（4.33） Zebrafinch.", "【4.33】Zebrafinch.", "「4.33」Zebrafinch.", "⟨4.33⟩ Zebrafinch.",
	"“4.33” Zebrafinch.", "'4.33' Zebrafinch.", "\"4.33\" Zebrafinch.", "[[4.33]] Zebrafinch.", "[[4.33]]: zebrafinch Zebrafinch.", "[[4.33|4.33]] Zebrafinch.", "[[1.1|(4.33)]] Zebrafinch.", "(([4.33])) Zebrafinch.",
	"4.33. Zebrafinch.", "4.33: Zebrafinch.", "4.33) Zebrafinch.", "4.33; Zebrafinch.", "4.33, Zebrafinch.", "4.33 – Zebrafinch.", "4.33—Zebrafinch.", "4.33 - Zebrafinch.", "4.33/ Zebrafinch.", "4.33\\| Zebrafinch.", "4.33= Zebrafinch.", "4.33… Zebrafinch.",
	"**4.33** Zebrafinch.", "**4.33 Zebrafinch.**", "*4.33* Zebrafinch.", "__4.33__ Zebrafinch.", "_4.33._ Zebrafinch.", "***4.33*** Zebrafinch.", "**4**.**33** Zebrafinch.", "**(4.33)** Zebrafinch.", "~~4.33~~ Zebrafinch.", "`4.33` Zebrafinch.", "`4.33 Zebrafinch.`",
	"[4.33](/index/) Zebrafinch.", "[4.33 Zebrafinch.](/index/)", "[**4.33**](/index/) Zebrafinch.", "<https://example.org/> 4.33 Zebrafinch.",
	"4\\.33 Zebrafinch.", "&#52;.33 Zebrafinch.", "4&#46;33 Zebrafinch.", "4&period;33 Zebrafinch.", "4.&#x33;3 Zebrafinch.", "&#40;4.33&#41; Zebrafinch.", "\\(4\\.33\\) Zebrafinch.",
	"４.３３ Zebrafinch.", "４．３３ Zebrafinch.", "٤٫٣٣ Zebrafinch.", "۴.۳۳ Zebrafinch.", "४.३३ Zebrafinch.", "４。３３Zebrafinch.", "𝟒.𝟑𝟑 Zebrafinch.", "⁴·³³ Zebrafinch.", "₄.₃₃ Zebrafinch.", "④.㉝ Zebrafinch.", "④.③③ Zebrafinch.", "❹.❸❸ Zebrafinch.", "⑷.⑶⑶ Zebrafinch.", "⒋33 Zebrafinch.", "4️⃣.3️⃣3️⃣ Zebrafinch.", "4.33² Zebrafinch.", "4.33[^n] Zebrafinch.", "፬.፫፫ Zebrafinch.", "四.三三 Zebrafinch.",
	"04.33 Zebrafinch.", "4.033 Zebrafinch.", "04.0033 Zebrafinch.",
	"4·33 Zebrafinch.", "4,33 Zebrafinch.", "4-33 Zebrafinch.", "4–33 Zebrafinch.", "4 . 33 Zebrafinch.", "4 .33 Zebrafinch.", "4. 33 Zebrafinch.", "4/33 Zebrafinch.", "4:33 Zebrafinch.", "4․33 Zebrafinch.", "4‧33 Zebrafinch.", "4•33 Zebrafinch.", "4_33 Zebrafinch.", "4\\*33 Zebrafinch.", "4'33 Zebrafinch.", "4..33 Zebrafinch.", "4(33) Zebrafinch.", "4[33] Zebrafinch.", "4§33 Zebrafinch.", "4 33 Zebrafinch.",
	"4.33a Zebrafinch.", "4.33(a) Zebrafinch.", "4.33A Zebrafinch.", "4.33 (a) Zebrafinch.", "4.33.1 Zebrafinch.", "4.33-34 Zebrafinch.", "4.33–4.34 Zebrafinch.", "4.33* Zebrafinch.", "4.33bis Zebrafinch.", "4.33% of Zebrafinch.", "4.33 per cent of Zebrafinch.", "4.33 million Zebrafinch.",
	"Para 4.33 Zebrafinch.", "Para. 4.33: Zebrafinch.", "Paragraph 4.33 Zebrafinch.", "PARAGRAPH 4.33. Zebrafinch.", "paras 4.33 Zebrafinch.", "§4.33 Zebrafinch.", "§ 4.33 Zebrafinch.", "¶4.33 Zebrafinch.", "No. 4.33 Zebrafinch.", "№ 4.33 Zebrafinch.", "#4.33 Zebrafinch.", "See 4.33: Zebrafinch.", "p4.33 Zebrafinch.", "s.4.33 Zebrafinch.", "Section 4, paragraph 33: Zebrafinch.", "Hill 4.33 Zebrafinch.", "Hill review, 4.33: Zebrafinch.", "In 4.33 Zebrafinch.", "Paragraphe 4.33 Zebrafinch.", "Ziffer 4.33. Zebrafinch.", "الفقرة ٤٫٣٣ Zebrafinch.", "Our summary of paragraph 4.33: Zebrafinch.", "(a) 4.33 Zebrafinch.", "1\\) 4.33 Zebrafinch.", "Withheld: 4.33 Zebrafinch.",
	"4.&shy;33 Zebrafinch.", "4.\u00ad33 Zebrafinch.", "4.&#x200b;33 Zebrafinch.", "&#xfeff;4.33 Zebrafinch.", "4.&zwj;33 Zebrafinch.", "&#x3164;4.33 Zebrafinch.", "&#x2800;4.33 Zebrafinch.", "4&#x34f;.33 Zebrafinch.", "4̲.3̲3̲ Zebrafinch.", "&emsp;4.33 Zebrafinch.", "4.3&hairsp;3 Zebrafinch.",
	"• 4.33 Zebrafinch.", "– 4.33 Zebrafinch.", "→ 4.33 Zebrafinch.", "… 4.33 Zebrafinch.", "\\- 4.33 Zebrafinch.", "\\> 4.33 Zebrafinch.", "\\# 4.33 Zebrafinch.", "\\* 4.33 Zebrafinch.", "🔒 4.33 Zebrafinch.", "-4.33 Zebrafinch.", "+4.33 Zebrafinch.", "@4.33 Zebrafinch.", "£4.33 Zebrafinch.", "^4.33 Zebrafinch.", "![4.33](/icon.svg) Zebrafinch.", "![4.33 Zebrafinch.](/icon.svg)", "[words](/index/ \"4.33 Zebrafinch\") follow.",
	"l4.33 Zebrafinch.", "IV.33 Zebrafinch.", "iv.33 Zebrafinch.", "IV, 33 Zebrafinch.",
}

// labelPositions maps descriptions of positions on a page to page bodies in which $ marks that
// position.
var labelPositions = map[string]string{
	"paragraph":                "$",
	"second line":              "Words.\n$",
	"third line":               "Words,\nwords.\n$",
	"line after a hard break":  "Words.  \n$",
	"line after a backslash":   "Words.\\\n$",
	"line in another number":   "4.32 Words.\n$",
	"line after a code span":   "Words `code`\n$",
	"line after a reference":   "Words [[1.1]]\n$",
	"line in a code span":      "`Words\n$`",
	"paragraph after a rule":   "---\n\n$",
	"item":                     "- $",
	"star item":                "* $",
	"numbered item":            "1. $",
	"loose item":               "- Words.\n\n- $",
	"second block of an item":  "- Words.\n\n  $",
	"line of an item":          "- Words\n  $",
	"nested item":              "- Words.\n  - $",
	"nested numbered item":     "1. Words.\n   1. $",
	"item in an item":          "- - $",
	"task":                     "- [ ] $",
	"done task":                "- [x] $",
	"quotation":                "> $",
	"line of a quotation":      "> Words.\n> $",
	"second block of a quote":  "> Words.\n>\n> $",
	"nested quotation":         "> > $",
	"quotation in an item":     "- > $",
	"item in a quotation":      "> - $",
	"heading":                  "## $",
	"subheading":               "## Words\n\n### $",
	"closed heading":           "## $ ##",
	"underlined heading":       "$\n---",
	"second line of a heading": "Words\n$\n---",
	"heading with an id":       "## $ {#words}",
	"head cell":                "| $ | words |\n|---|---|\n| words | words |",
	"cell":                     "| words | words |\n|---|---|\n| $ | words |",
	"second cell":              "| words | words |\n|---|---|\n| words | $ |",
	"cell of a later row":      "| words | words |\n|---|---|\n| words | words |\n| $ |",
	"callout":                  "> [!NOTE]\n> $",
	"callout title":            "> [!NOTE] $\n> Words.",
	"footnote":                 "Words[^a].\n\n[^a]: $",
	"second block of a note":   "Words[^a].\n\n[^a]: Words.\n\n    $",
	"term":                     "$\n: Words.",
	"definition":               "Words\n: $",
	"second definition":        "Words\n: Words.\n: $",
	"fence":                    "```\n$\n```",
	"line of a fence":          "```\nwords\n$\n```",
	"fence in an item":         "- Words.\n\n  ```\n  $\n  ```",
	"code":                     "Words.\n\n    $",
	"line of code":             "Words.\n\n    words\n    $",
}

// siteWithRestrictedParagraph returns a small site in which the page of a finding lists paragraph
// 4.33, the restricted paragraph, under the given key, "quiet" or "withheld". The given body is that
// of the finding or, if file is not "", that of the page in the named file.
func siteWithRestrictedParagraph(key, file, body string) fstest.MapFS {
	if strings.Contains(body, "[^n]") {
		body += "\n\n[^n]: A note.\n"
	}
	front := "---\ntitle: Tried\nsummary: Words.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\nversion: \"1\"\n"
	site := fstest.MapFS{
		"content/site.yaml":                  {Data: []byte("id: small\ntitle: Small\npartnership: None\nlanguages: [en-GB, fr]\ndemonstration: true\nbanner: Made for a test.\n")},
		"content/reviews/hill/index.md":      {Data: []byte(front + "short: Hill\ncommissioner: Us\nparagraphs: {1: 1, 4: 40}\n---\n\n1.1 Words.\n")},
		"content/reviews/hill/findings/f.md": {Data: []byte(front + key + ": [4.33]\n---\n\n" + body + "\n")},
		"content/modules/m.md":               {Data: []byte(front + "minutes: 5\n---\n\n## Words\n\nSee [[hill/4.32-4.34]] and [[hill/1.1]].\n")},
	}
	if file != "" {
		site["content/reviews/hill/findings/f.md"].Data = []byte(front + key + ": [4.33]\n---\n\nWords.\n")
		if strings.HasSuffix(file, ".fr.md") {
			front += "translates: \"1\"\n"
		}
		site["content/reviews/hill/"+file] = &fstest.MapFile{Data: []byte(front + "---\n\n" + body + "\n")}
	}
	return site
}

// TestRestrictedLabels checks that text that starts with the number of a restricted paragraph is
// either recognized as that paragraph or reported as an error. A restricted paragraph is quiet (shown
// only on its own page) or withheld (not shown at all). If the environment variable TEST_ALL is set,
// it tries each form of the number at each position, which takes some minutes; otherwise it tries a
// fifth of the combinations.
func TestRestrictedLabels(t *testing.T) {
	base := addShippedFiles(t, fstest.MapFS{})
	step := 5 // each form is tried at every fifth position, and each position with every fifth form
	if os.Getenv("TEST_ALL") != "" {
		step = 1
	}
	for _, key := range []string{"withheld", "quiet"} {
		for i, position := range slices.Sorted(maps.Keys(labelPositions)) {
			for j, form := range labelForms {
				if (i+j)%step != 0 {
					continue
				}
				if strings.Contains(position, "cell") && strings.Contains(form, "[[1.1|") {
					continue // the | in this form would end the table cell
				}
				if strings.Contains(position, "code") && strings.ContainsAny(form, "&\\`[") || strings.Contains(position, "fence") && strings.ContainsAny(form, "&\\[") {
					continue // the reference is shown as typed here, so there is no number
				}
				checkRestrictedParagraph(t, base, key, "", position+": "+form, strings.ReplaceAll(labelPositions[position], "$", form))
			}
		}
		for _, form := range []string{"4.33 Zebrafinch.", "(4.33) Zebrafinch.", "**4.33** Zebrafinch.", "[[4.33]] Zebrafinch.", "Para 4.33 Zebrafinch.", "See §4.33: Zebrafinch."} {
			checkRestrictedParagraph(t, base, key, "", "after another number: "+form, "4.32 "+form)
		}
		for _, body := range []string{
			"4. 33 Zebrafinch.", "4) 33 Zebrafinch.", "4.\n33 Zebrafinch.", "4. 33. Zebrafinch.", "- 4. 33 Zebrafinch.", "| 4 | 33 Zebrafinch |\n|---|---|", "| a | b | c |\n|---|---|---|\n| 4 | 33 | Zebrafinch |",
			"4.\n   - 33 Zebrafinch.", "4. 33\n\n   Zebrafinch.", "1. Words.\n\n4. 33 Zebrafinch.", "[^4.33]: Zebrafinch.\n\nWords[^4.33].", "4.33\n\nZebrafinch.", "## 4.33\n\nZebrafinch.", "## [[4.33]] Zebrafinch", "4.33\n: Zebrafinch.", "Words.\n\n4.\\\n33 Zebrafinch.",
		} {
			checkRestrictedParagraph(t, base, key, "", "other places", body)
		}
		for _, file := range []string{"learning-points/lp1.md", "findings/other.md", "findings/f.fr.md"} {
			for _, form := range labelForms {
				checkRestrictedParagraph(t, base, key, file, file+": "+form, form)
			}
		}
	}
}

// checkRestrictedParagraph checks that paragraph 4.33 in the body of a page, which is restricted, is
// either reported as an error or recognized and shown on no other page.
func checkRestrictedParagraph(t *testing.T, base fstest.MapFS, key, file, name, body string) {
	t.Helper()
	site := siteWithRestrictedParagraph(key, file, body)
	s := &Site{Shipped: site, Today: "2026-06-01"}
	// Most forms are errors, for which no layouts are needed, and reading the layouts would take most
	// of the time.
	for _, name := range []string{model.EnglishTexts, "static/icon.svg"} {
		site[name] = base[name]
	}
	_, problems, err := s.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	named := slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.Path == "content/reviews/hill/"+cmp.Or(file, "findings/f.md") && strings.HasPrefix(d.Rule, "paragraph-") && (strings.HasPrefix(d.Message, "4.33 is "+key) || d.Rule == "paragraph-form" && strings.Contains(d.Message, "4.33")) && !strings.Contains(d.Message, "no page has")
	})
	if named {
		return
	}
	if problems.Failed() || key == "withheld" || !strings.HasPrefix(strings.TrimSpace(body), "4.33 ") && !strings.Contains(body, "\n\n4.33 ") {
		t.Errorf("%s, %s: there is no error about 4.33:\n%s\n%v", key, name, body, problems)
		return
	}
	maps.Copy(site, base)
	l, _, err := s.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := render.Site(l.graph, l.renderOptions(render.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	checkConcealed(t, body, tree)
	for _, files := range exportAllFormats(t, l) {
		checkConcealed(t, body, files)
	}
}

// checkConcealed checks that no file contains secretWord, except the page of the finding with the
// given body.
func checkConcealed(t *testing.T, body string, files fs.FS) {
	t.Helper()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "reviews/hill/findings/f/") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if strings.Contains(strings.ToLower(string(data)), strings.ToLower(secretWord)) {
			t.Errorf("%s: %s repeats the quiet paragraph", body, name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestRestrictedFrontMatter checks that text in front matter or a data file that starts with the
// number of a restricted paragraph is an error, that a recommendation cannot be restricted, and that
// other uses of such a number are not errors.
func TestRestrictedFrontMatter(t *testing.T) {
	base := addShippedFiles(t, fstest.MapFS{})
	const front = "---\ntitle: Tried\nsummary: Words.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n"
	for _, key := range []string{"withheld", "quiet"} {
		for _, c := range []struct{ file, text, want string }{
			{"findings/f.md", strings.Replace(front, "Tried", "4.33 Zebrafinch", 1) + key + ": [4.33]\n---\n", "content/reviews/hill/findings/f.md:2:8"},
			{"findings/f.md", strings.Replace(front, "Words.", "Paragraph 4.33 Zebrafinch", 1) + key + ": [4.33]\n---\n", "content/reviews/hill/findings/f.md:3:10"},
			{"findings/f.md", front + "gaps:\n  - |\n    Words,\n    (4.33) Zebrafinch\n" + key + ": [4.33]\n---\n", "content/reviews/hill/findings/f.md:9:5"},
			{"recommendations/4.1.md", front + "label: 4.1\nparts:\n  - {label: a, text: \"4.33: Zebrafinch\", nature: act}\n---\n", "content/reviews/hill/recommendations/4.1.md:10:22"},
			{"learning-points/4.33-zebrafinch.md", front + "---\n", "content/reviews/hill/learning-points/4.33-zebrafinch.md:1:1"},
			{"recommendations/4.33.md", front + "label: 4.33\n---\n\nZebrafinch.\n", "content/reviews/hill/recommendations/4.33.md:8:8"},
			{"progress.yaml", "actions:\n  - {id: CM-1, agreed: 2026-01-01, answers: [4.1a], text: \"§4.33 Zebrafinch\"}\n", "content/reviews/hill/progress.yaml:2:59"},
		} {
			site := siteWithRestrictedParagraph(key, "", "Words.")
			site["content/reviews/hill/recommendations/4.1.md"] = &fstest.MapFile{Data: []byte(front + "label: 4.1\nparts:\n  - {label: a, text: Words, nature: act}\n---\n")}
			site["content/reviews/hill/"+c.file] = &fstest.MapFile{Data: []byte(c.text)}
			maps.Copy(site, base)
			_, problems, err := (&Site{Shipped: site, Today: "2026-06-01"}).link(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range problems {
				if d.Severity == diag.Error {
					got = append(got, d.Pos.String()+" "+d.Rule)
				}
			}
			if want := []string{c.want + " paragraph-" + key}; !slices.Equal(got, want) {
				t.Errorf("%s: the errors are %v, want %v", c.text, got, want)
			}
		}
	}
	site := siteWithRestrictedParagraph("withheld", "learning-points/lp1.md", "As the review says in more than one place, 4.33 says nothing. [[4.33]] is withheld.\n\n- [[4.33]]\n- [[4.33]], [[4.32]]\n- Nobody asked why (4.33).\n\nVersion 1.33 of 14.33.\n\n| 4 | 33 |\n|---|---|\n| 2019 | 4 |\n| 33 children | 4 |\n| Words | 33 |")
	site["content/reviews/hill/learning-points/lp1.md"].Data = []byte(strings.Replace(string(site["content/reviews/hill/learning-points/lp1.md"].Data), "status:", "printed_refs: [4.33]\ndiscussed_in: [4.33]\nversion: \"4.33\"\nstatus:", 1))
	site["content/reviews/hill/learning-points/lp1.md"].Data = []byte(strings.Replace(string(site["content/reviews/hill/learning-points/lp1.md"].Data), "version: \"1\"\n", "", 1))
	maps.Copy(site, base)
	if _, problems, err := (&Site{Shipped: site, Today: "2026-06-01"}).link(t.Context(), nil); err != nil || problems.Failed() {
		t.Error(err, problems)
	}
}

// TestQuietFollowers checks that the blocks that follow a quiet paragraph and belong to it, such as lists,
// are shown only on its own page.
func TestQuietFollowers(t *testing.T) {
	base := addShippedFiles(t, fstest.MapFS{})
	for _, body := range []string{
		"Zebrafinch.", "- Zebrafinch [[1.1]].", "1. Zebrafinch.", "> Zebrafinch [[4.32]].", "> ## Zebrafinch", "> ## Words {#zebrafinch}", "- ## Zebrafinch\n\n  Zebrafinch [[1.1]].", "> [!NOTE]\n> Zebrafinch [[1.1]].", "> [!NOTE] Zebrafinch [[1.1]]\n> Words.",
		"| Zebrafinch | [[1.1]] Zebrafinch |\n|---|---|\n| Zebrafinch | [[4.32]] |", "```\nZebrafinch\n```", "    Zebrafinch", "Words[^n] [^a].\n\n[^a]: Zebrafinch [[1.1]].", "Zebrafinch\n: Zebrafinch [[1.1]].", "![Zebrafinch](/icon.svg)", "[Zebrafinch](/index/ \"Zebrafinch\")",
		"[[4.32|Zebrafinch]]", "- [x] Zebrafinch", "---\n\nZebrafinch", "[Zebrafinch]: /index/ \"Zebrafinch\"\n\n[Zebrafinch]",
	} {
		checkRestrictedParagraph(t, base, "quiet", "", "follows", "4.33 Words.\n\n"+body)
	}
}
