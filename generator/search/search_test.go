package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// siteYAML is the text of a valid site.yaml.
const siteYAML = "id: test\ntitle: Test\npartnership: None\nbase: https://example.org/\n"

// newTestIndex returns the index of a site with the given content files.
func newTestIndex(t testing.TB, files map[string]string) *Index {
	t.Helper()
	site := fstest.MapFS{"content/site.yaml": {Data: []byte(siteYAML)}}
	for name, text := range files {
		site["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	list, _, err := source.Load(site)
	if err != nil {
		t.Fatal(err)
	}
	read, _ := model.Read(list, nil)
	graph, _ := xref.Link(read, nil)
	return New(graph, []byte("script"))
}

// pageText returns the source of a page with the given title, additional front matter lines, and body.
func pageText(title, more, body string) string {
	return fmt.Sprintf("---\ntitle: %q\nstatus: live\n%s---\n\n%s\n", title, more, body)
}

// shardText returns the text of the named shard: the second argument of the function call in
// its script file.
func shardText(t testing.TB, x *Index, name string) string {
	t.Helper()
	text := string(fileContent(x, name+".js"))
	text, begun := strings.CutPrefix(text, "_search(")
	text, ended := strings.CutSuffix(text, ")\n")
	var arguments []string
	if err := json.Unmarshal([]byte("["+text+"]"), &arguments); err != nil || !begun || !ended || len(arguments) != 2 || arguments[0] != name {
		t.Fatalf("%s.js does not call the client: %v\n%.200s", name, err, text)
	}
	return arguments[1]
}

// lookUpForm looks up a word form as the client does. It returns the numbers of the pages that contain
// the stem of the form, and whether the form is in the index.
func lookUpForm(t testing.TB, x *Index, form string) (pages []int32, found bool) {
	t.Helper()
	for _, line := range strings.Split(shardText(t, x, shardNameFor(x.words().forms, form)), "\n") {
		names, hits, _ := strings.Cut(line, " ")
		list := strings.Split(names, ",")
		for _, end := range list[1:] {
			if list[0]+end == form {
				return decodePages(t, hits), true
			}
		}
	}
	return nil, false
}

// shardNameFor returns the name of the shard in which the client looks up form.
func shardNameFor(shards []shard, form string) string {
	i := len(shards) - 1
	for i > 0 && shards[i].first > form {
		i--
	}
	return shards[i].name
}

// decodePages returns the page numbers in hits, a string in the format of encodeHits.
func decodePages(t testing.TB, hits string) []int32 {
	t.Helper()
	var pages []int32
	last := int32(-1)
	next := func() (n int32) {
		for unit := int32(1); ; unit *= 32 {
			digit := int32(strings.IndexByte(base64Digits, hits[0]))
			hits = hits[1:]
			n += digit % 32 * unit
			if digit < 32 {
				return n
			}
		}
	}
	for hits != "" {
		last += next() + 1
		hits = hits[1:]
		next()
		pages = append(pages, last)
	}
	return pages
}

// checkForms checks that the client finds every word form except stop words by its spelling, and every
// form of 4 to 30 bytes that is on a page also by its reversed spelling.
func checkForms(t testing.TB, x *Index) {
	t.Helper()
	i := newIndexer(x.graph, x.pages)
	i.index()
	for _, w := range i.vocabulary.words {
		if w.stop {
			continue
		}
		pages, found := lookUpForm(t, x, w.text)
		if !found {
			t.Errorf("%q is not in the shard for its spelling", w.text)
			continue
		}
		if len(pages) == 0 || len(w.text) < 4 || len(w.text) > 30 {
			continue
		}
		reversed := reverseString(w.text)
		last, foundReversed := "", false
		text := shardText(t, x, shardNameFor(x.words().reversed, reversed))
		for text != "" {
			end := strings.IndexFunc(text[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) + 1
			if end == 0 {
				end = len(text)
			}
			last = string([]rune(last)[:text[0]-'A']) + text[1:end]
			foundReversed = foundReversed || last == reversed
			text = text[end:]
		}
		if !foundReversed {
			t.Errorf("%q reversed is not in the shard for its reversed spelling", w.text)
		}
	}
}

// TestEveryFormIsFound checks that every word is found in an index of many shards, in which
// some forms of the same stem are in different shards.
func TestEveryFormIsFound(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "w%sa w%sing lie lying dog%d running. ", strings.Repeat("ab", i%7), fmt.Sprint(i), i)
	}
	files := map[string]string{"pages/many.md": pageText("Many words", "", text.String())}
	for i := range 30 {
		files[fmt.Sprintf("pages/p%d.md", i)] = pageText(fmt.Sprintf("Page %d", i), "", fmt.Sprintf("Éclair café dog%d shut shutting pages page", i))
	}
	x := newTestIndex(t, files)
	if n := len(x.words().forms); n < 10 {
		t.Fatalf("got %d shards, want at least 10", n)
	}
	checkForms(t, x)
	if pages, _ := lookUpForm(t, x, "cafe"); len(pages) != 0 { // the form occurs on nearly every page
		t.Errorf("a word on nearly every page is found on %v", pages)
	}
	if pages, _ := lookUpForm(t, x, "dog7"); len(pages) != 2 {
		t.Errorf("dog7 is on two pages, found on %v", pages)
	}
}

// allContent returns the concatenated content of all index files.
func allContent(x *Index) string {
	var text strings.Builder
	for _, name := range x.FileNames() {
		text.Write(fileContent(x, name))
	}
	return text.String()
}

// TestExcludedWords checks that no index file contains words that occur only in drafts or quiet
// paragraphs, or only outside the title of a withdrawn page, and that words of pages for parents are
// in the list of known words alone. It also checks that other words are found, and that excerpts
// contain no answers to questions.
func TestExcludedWords(t *testing.T) {
	review := "paragraphs: {4: 4}\nquiet: [4.2]\nwithheld: [4.3]\n"
	x := newTestIndex(t, map[string]string{
		"reviews/r/index.md":     pageText("A review", review, "4.1 Openword stands here.\n\n4.2 Quietword stands here.\n\nQuietfollower belongs to it.[^1]\n\n4.4 Afterword.\n\n[^1]: Quietnote."),
		"parents/p.md":           pageText("Parentword", "", "Parenttext."),
		"pages/draft.md":         strings.Replace(pageText("Draftword", "", "Drafttext."), "live", "draft", 1),
		"pages/site.md":          pageText("Siteword", "search: headings\n", "## Siteheading\n\nSitetext."),
		"pages/titleonly.md":     pageText("Nameword", "search: title\nsummary: Abstractword.\n", "## Partheading\n\nParttext."),
		"pages/gone.md":          strings.Replace(pageText("Goneword", "summary: Gonesummary.\nreplaced_by: quick-term\n", "## Goneheading\n\nGonetext."), "live", "withdrawn", 1),
		"modules/m.md":           pageText("A module", "", "## Part\n\n### Question: Whatasked? {#q}\n\nTests: [[r]]\n\n- [x] Rightanswer\n  > Because.\n- [ ] Wronganswer\n  > Not."),
		"glossary/quick-term.md": pageText("Termword", "meaning: Meaningword.\n", "Body."),
	})
	text := strings.ToLower(allContent(x))
	for _, word := range []string{"quietword", "quietfollower", "quietnote", "draftword", "drafttext", "gonesummary", "goneheading", "gonetext", "sitetext", "partheading", "parttext", "/parents/"} {
		if strings.Contains(text, word) {
			t.Errorf("%q is in the index", word)
		}
	}
	for _, word := range []string{"parentword", "parenttext"} {
		if _, found := lookUpForm(t, x, word); found || strings.Count(text, word) > 1 {
			t.Errorf("%q is outside the list of known words", word)
		}
	}
	for _, word := range []string{"openword", "afterword", "termword", "meaningword", "whatasked", "goneword", "siteword", "siteheading", "nameword", "abstractword", "4.2", "4.3"} {
		if pages, _ := lookUpForm(t, x, word); len(pages) == 0 {
			t.Errorf("%q is not found", word)
		}
	}
	if !strings.Contains(text, `"withdrawn","use this instead: termword"`) {
		t.Error("a withdrawn page is not marked, or what replaces it is not named")
	}
	var texts strings.Builder
	for _, name := range x.FileNames() {
		if name[0] == 't' {
			texts.Write(fileContent(x, name))
		}
	}
	if strings.Contains(texts.String(), "Rightanswer") || !strings.Contains(texts.String(), "Openword") {
		t.Error("the excerpts contain an answer, or do not contain the text of a page")
	}
}

// TestKnownWords checks that the client gets a list of the words that are no typing errors although no
// page has them: words of pages for parents and common words, but not their stop words or numbers. Forms
// of words on a page are found instead.
func TestKnownWords(t *testing.T) {
	x := newTestIndex(t, map[string]string{
		"pages/p.md":       pageText("Trying", "", "The plan, the baby and Moodle."),
		"parents/p.md":     pageText("Crying", "", "She cries in 2026. Babies and their wardrobes.\n\n## At night\n\nUrgently."),
		"parents/draft.md": strings.Replace(pageText("Draftword", "", "Text."), "live", "draft", 1),
	})
	var known []string
	last := ""
	for text := shardText(t, x, x.words().known.name); text != ""; {
		end := strings.IndexFunc(text[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) + 1
		if end == 0 {
			end = len(text)
		}
		last = last[:text[0]-'A'] + text[1:end]
		known, text = append(known, last), text[end:]
	}
	for _, word := range []string{"crying", "cries", "wardrobes", "urgently", "angry", "complain"} {
		if !slices.Contains(known, word) {
			t.Errorf("%q is not known", word)
		}
	}
	for _, word := range []string{"she", "2026", "babies", "baby", "trying", "draftword"} {
		if slices.Contains(known, word) {
			t.Errorf("%q is in the list", word)
		}
	}
	if pages, _ := lookUpForm(t, x, "babies"); len(pages) != 1 {
		t.Errorf("babies is found on the pages %v, want one", pages)
	}
	if !slices.IsSorted(known) {
		t.Error("the list is not sorted")
	}
}

// TestIndexNames checks that a page is found by the names in doors.yaml, at the section to which they
// lead.
func TestIndexNames(t *testing.T) {
	x := newTestIndex(t, map[string]string{
		"pages/p.md": pageText("A page", "", "Text.\n\n## At night {#night}\n\nMore."),
		"pages/q.md": pageText("Another", "search: title\n", "Text.\n\n## By day {#day}\n\nMore."),
		"doors.yaml": "index:\n  - {to: \"p#night\", names: [naps]}\n  - {to: p, names: [siesta]}\n  - {to: \"q#day\", names: [rest]}\n",
	})
	for name, section := range map[string]uint8{"naps": 1, "siesta": 0, "rest": 0} {
		i := newIndexer(x.graph, x.pages)
		i.index()
		n, found := i.vocabulary.stems[i.vocabulary.stem(name)]
		if !found || len(i.postings[n]) != 1 || i.postings[n][0].section != section {
			t.Errorf("%s is not found in section %d", name, section)
		}
	}
}

// TestSynonyms checks that a search for a word finds pages that contain only a synonym of
// it.
func TestSynonyms(t *testing.T) {
	files := map[string]string{
		"words.yaml":        "alike:\n  - {words: [bruise, mark]}\n  - {words: [social services, children's social care]}\n",
		"glossary/cpp.md":   pageText("Child protection plan", "short: CPP\nmeaning: A plan.\naliases: [protection plan]\n", ""),
		"pages/long.md":     pageText("One", "", "There were child protection plans."),
		"pages/short.md":    pageText("Two", "", "There was a CPP and a marked skin."),
		"pages/care.md":     pageText("Three", "", "Tell children's social care at once; a bruise."),
		"pages/nothing.md":  pageText("Four", "", "Nothing of it."),
		"pages/nothing2.md": pageText("Five", "", "Nothing of it, either."),
	}
	x := newTestIndex(t, files)
	for word, want := range map[string][]string{
		"cpp":      {"/glossary/cpp/", "/pages/long/", "/pages/short/"},
		"plan":     {"/glossary/cpp/", "/pages/long/", "/pages/short/"},
		"bruise":   {"/pages/care/", "/pages/short/"},
		"mark":     {"/pages/care/", "/pages/short/"},
		"services": {"/pages/care/"},
	} {
		pages, _ := lookUpForm(t, x, word)
		var got []string
		for _, page := range pages {
			got = append(got, resultFields(x.graph, x.pages[page])[0])
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", word, got, want)
		}
	}
}

// addressesWithLabel returns the addresses of the pages and sections that have the given word form as a
// label.
func addressesWithLabel(t *testing.T, x *Index, form string) (list []string) {
	t.Helper()
	i := newIndexer(x.graph, x.pages)
	i.index()
	id, known := i.vocabulary.ids[form]
	if !known {
		return nil
	}
	for _, h := range i.newRanking().bestHits(i.postings[i.vocabulary.words[id].stem]) {
		if h.label {
			p := x.pages[h.page]
			address := p.entry.Base().Address
			if anchor := sections(x.graph, p.entry, false)[h.section].anchor; anchor != "" {
				address += "#" + anchor
			}
			list = append(list, address)
		}
	}
	return list
}

// TestLabels checks that certain words are labels of the expected pages and sections, even if other
// pages contain these words more often.
func TestLabels(t *testing.T) {
	mentions := strings.Repeat("See 4.18 and LP6 and 6.9b and CPP, as s47 says. ", 9)
	x := newTestIndex(t, map[string]string{
		"reviews/child-m/index.md":                pageText("Child M", "kind: review\npublished: 2024\ncommissioner: A\nsource: B\nparagraphs: {4: 20}\n", "Words."),
		"reviews/child-m/findings/voice.md":       pageText("Voice", "", mentions+"\n\n4.18 The paragraph itself.\n\n4.20 Another one.\n\n## After\n\n"+mentions),
		"reviews/child-m/learning-points/lp6.md":  pageText("Listen", "short: LP6\n", mentions),
		"reviews/child-m/recommendations/6.9.md":  pageText("Ask", "short: \"6.9\"\nparts:\n  - {label: b, text: Ask twice., nature: act}\n", mentions),
		"reviews/child-m/recommendations/four.md": pageText("Tell", "label: Recommendation 4\nparts:\n  - {label: (a), text: Tell twice., nature: act}\n", mentions),
		"glossary/cpp.md":                         pageText("Child protection plan", "short: CPP\nmeaning: A plan.\naliases: [protection plan]\n", mentions),
		"glossary/section-47.md":                  pageText("Section 47 enquiries", "short: s47\nmeaning: Words.\naliases: [section 47]\n", mentions),
		"pages/one.md":                            pageText("4.18 and CPP in a title", "short: One\n", mentions),
		"pages/two.md":                            pageText("Two", "", mentions),
	})
	review := "/reviews/child-m/"
	for form, want := range map[string][]string{
		"4.18": {review + "findings/voice/#p4.18"}, "lp6": {review + "learning-points/lp6/"}, "learningpoint6": {review + "learning-points/lp6/"},
		"6.9b": {review + "recommendations/6.9/#p6.9b"}, "recommendation4": {review + "recommendations/four/"},
		"recommendation4a": {review + "recommendations/four/#precommendation-4a"}, "4a": {review + "recommendations/four/#precommendation-4a"},
		"cpp": {"/glossary/cpp/"}, "s47": {"/glossary/section-47/"}, "section47": {"/glossary/section-47/"},
		"plan": nil, "two": nil, "listen": nil, "6": nil, "47": nil,
	} {
		if got := addressesWithLabel(t, x, form); !slices.Equal(got, want) {
			t.Errorf("%s is a label of %v, want %v", form, got, want)
		}
	}
}

// TestParentWords checks that the start file contains the normalized forms of the words that parents
// type, but only if the site has a page for parents.
func TestParentWords(t *testing.T) {
	files := map[string]string{"words.yaml": "parents: [\"  My  baby's\", at my door]\nexamples: [bruise]\n"}
	for _, want := range []string{`parents:[]`, `parents:["my baby","at my door"]`} {
		x := newTestIndex(t, files)
		if got := string(fileContent(x, x.StartFile()+".js")); !strings.Contains(got, want) {
			t.Errorf("the start file has no %s:\n%s", want, got)
		}
		files["parents/index.md"] = pageText("For parents", "", "Words.")
	}
}

// TestOnePageChange checks that adding a sentence to one of many pages changes few index files, and
// that every changed file has a new name.
func TestOnePageChange(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		var text strings.Builder
		for j := range 120 {
			fmt.Fprintf(&text, "word%s%d and w%dord. ", string(rune('a'+(i*j)%26)), (i*31+j*j)%997, (i+7*j)%1499)
		}
		files[fmt.Sprintf("pages/p%03d.md", i)] = pageText(fmt.Sprintf("Page %d", i), "", text.String())
	}
	before := newTestIndex(t, files)
	files["pages/p150.md"] += "\nBesides there are zebras, an aardvark, and worde500 once more.\n"
	after := newTestIndex(t, files)
	changed := 0
	for _, name := range after.FileNames() {
		switch was := fileContent(before, name); {
		case was == nil:
			changed++
		case string(was) != string(fileContent(after, name)):
			t.Errorf("%s has the same name but different content", name)
		}
	}
	if n := len(after.FileNames()); changed > 15 || n < 150 {
		t.Errorf("%d of %d files are new", changed, n)
	}
}

// tokenTests maps texts to their word forms. A browser test checks that the client splits
// the texts in the same way.
var tokenTests = map[string]string{
	"The child's plan, 4.18–4.23": "the child plan 4.18 4.23",
	"S.H.I.E.L.D. and e.g. s.47":  "shield and eg s47",
	"non-mobile":                  "non mobile nonmobile",
	"Café ÉCOLE naïve ﬁne":        "cafe ecole naive fine",
	"don’t o'clock children’s":    "dont oclock children",
	"6.9b LP6 CG89 3,000":         "6.9b lp6 cg89 3 000",
	"end.Next word.":              "end next word",
	"…—!? ":                       "",
	"well-being-centred":          "well being wellbeing centred",
	"İstanbul ΟΔΟΣ":               "istanbul οδοσ",
}

// TestTokens checks the word forms of each text in tokenTests.
func TestTokens(t *testing.T) {
	for text, want := range tokenTests {
		v := newVocabulary("en-GB")
		var got []string
		for _, token := range v.appendTokens(nil, text) {
			got = append(got, v.words[token.word].text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q has the forms %q, want %q", text, got, want)
		}
	}
}

// FuzzIndex checks that every word of any text is found, and that no index file contains
// a control character.
func FuzzIndex(f *testing.F) {
	for text := range tokenTests {
		f.Add("Title", text)
	}
	f.Add("", "ǅ ﷺ ½ 𝔘nicode a\u0301 'x' -a- .b. 1.2.3 ''s")
	f.Fuzz(func(t *testing.T, title, text string) {
		if strings.ContainsAny(title, "\"\\\n\r") || len(text) > 4000 {
			t.Skip()
		}
		x := newTestIndex(t, map[string]string{
			"pages/a.md": pageText("T "+title, "", text),
			"pages/b.md": pageText("Second", "", strings.ToUpper(text)),
		})
		checkForms(t, x)
		if strings.ContainsFunc(allContent(x), func(r rune) bool { return r < ' ' && r != '\n' }) {
			t.Error("an index file contains a control character")
		}
	})
}

// TestContactsPage checks that a search finds the contacts page, which is generated, by the word in
// its address and by the name and phone number of a contact.
func TestContactsPage(t *testing.T) {
	x := newTestIndex(t, map[string]string{
		"contacts.yaml":          "contacts:\n  - id: nurse\n    name: Nurse\n    phone: \"111\"\n    source: A test\n    checked: 2026-11-23\n",
		"glossary/core-group.md": pageText("Core group", "meaning: People who meet.\n", "They meet."),
	})
	for _, word := range []string{"contacts", "nurse", "111"} {
		pages, found := lookUpForm(t, x, word)
		if !found || len(pages) != 1 || x.pages[pages[0]].generated.Address != "/contacts/" {
			t.Errorf("%s: %v, in the index %t", word, pages, found)
		}
	}
}

// fileContent returns the content of the named index file, or nil if there is no such
// file.
func fileContent(x *Index, name string) []byte {
	var out bytes.Buffer
	x.WriteFile(&out, name)
	return out.Bytes()
}

// TestReviewName checks that a search for the name of a review finds the review's pages and views
// if the site has several reviews.
func TestReviewName(t *testing.T) {
	files := make(map[string]string)
	for _, name := range []string{"ash", "beech"} {
		files["reviews/"+name+"/index.md"] = pageText("The "+name+" review", "short: "+name+"\n", "Text.")
		files["reviews/"+name+"/recommendations/one.md"] = pageText("Write letters", "label: Recommendation 1\n", "Text.")
	}
	x := newTestIndex(t, files)
	pages, found := lookUpForm(t, x, "ash")
	var got []string
	for _, i := range pages {
		got = append(got, resultFields(x.graph, x.pages[i])[0])
	}
	want := []string{"/reviews/ash/", "/reviews/ash/recommendations/one/", "/reviews/ash/coverage/", "/reviews/ash/coverage/gaps/", "/reviews/ash/recommendations/"}
	if !found || !slices.Equal(got, want) {
		t.Errorf("the name of a review finds %q, want %q", got, want)
	}
}

// TestNumberOrder checks that pages that a word describes equally well are found in the order of their
// numbers, 6.9 before 6.10.
func TestNumberOrder(t *testing.T) {
	files := map[string]string{"reviews/ash/index.md": pageText("The ash review", "short: ash\n", "Text.")}
	for _, label := range []string{"6.10", "6.9", "6.2"} {
		files["reviews/ash/recommendations/"+label+".md"] = pageText("Write letters", "label: \""+label+"\"\n", "Text.")
	}
	x := newTestIndex(t, files)
	pages, _ := lookUpForm(t, x, "letters")
	var got []string
	for _, i := range pages {
		if x.pages[i].entry != nil {
			got = append(got, resultFields(x.graph, x.pages[i])[0])
		}
	}
	want := []string{"/reviews/ash/recommendations/6.2/", "/reviews/ash/recommendations/6.9/", "/reviews/ash/recommendations/6.10/"}
	if !slices.Equal(got, want) {
		t.Errorf("equal results are %q, want %q", got, want)
	}
}

// TestPrintedLetters checks that a part whose letter is printed in brackets is also found without the
// brackets.
func TestPrintedLetters(t *testing.T) {
	x := newTestIndex(t, map[string]string{
		"reviews/ash/index.md":               pageText("The ash review", "short: ash\n", "Text."),
		"reviews/ash/recommendations/one.md": pageText("Write letters", "label: Recommendation 4\nparts:\n  - {label: (a), text: Write., nature: act}\n", "Text."),
	})
	for _, form := range []string{"4a", "4"} {
		if pages, found := lookUpForm(t, x, form); !found || len(pages) == 0 {
			t.Errorf("%s is not found", form)
		}
	}
}
