package search

import (
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

const settings = "id: test\ntitle: Test\npartnership: None\nbase: https://example.org/\n"

// indexOf makes the index of some files of content.
func indexOf(t testing.TB, files map[string]string) *Index {
	t.Helper()
	site := fstest.MapFS{"content/site.yaml": {Data: []byte(settings)}}
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

func pageOf(title, more, body string) string {
	return fmt.Sprintf("---\ntitle: %q\nstatus: live\n%s---\n\n%s\n", title, more, body)
}

// argument gives what a file calls the client with.
func argument(t testing.TB, x *Index, name string) string {
	t.Helper()
	text := string(fileOf(x, name+".js"))
	text, begun := strings.CutPrefix(text, "_search(")
	text, ended := strings.CutSuffix(text, ")\n")
	var call []string
	if err := json.Unmarshal([]byte("["+text+"]"), &call); err != nil || !begun || !ended || len(call) != 2 || call[0] != name {
		t.Fatalf("%s.js is no call of the client: %v\n%.200s", name, err, text)
	}
	return call[1]
}

// lookUp finds a form as the client does: in the last shard that starts at or before
// it. It gives the pages of its line.
func lookUp(t testing.TB, x *Index, form string) (pages []int32, found bool) {
	t.Helper()
	for _, line := range strings.Split(argument(t, x, place(x.words().words, form)), "\n") {
		names, hits, _ := strings.Cut(line, " ")
		list := strings.Split(names, ",")
		for _, end := range list[1:] {
			if list[0]+end == form {
				return decoded(t, hits), true
			}
		}
	}
	return nil, false
}

// place gives the name of the shard that a form is looked up in.
func place(list []shard, form string) string {
	i := len(list) - 1
	for i > 0 && list[i].from > form {
		i--
	}
	return list[i].name
}

// decoded reads the pages out of hits.
func decoded(t testing.TB, hits string) []int32 {
	t.Helper()
	var pages []int32
	last := int32(-1)
	next := func() (n int32) {
		for unit := int32(1); ; unit *= 32 {
			digit := int32(strings.IndexByte(digits, hits[0]))
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

// findable holds that every form is found in the shard that its own spelling opens,
// forwards and turned round.
func findable(t testing.TB, x *Index) {
	t.Helper()
	v := newReader(x.graph, x.pages)
	v.read()
	for _, w := range v.vocab.words {
		if w.stop {
			continue
		}
		pages, found := lookUp(t, x, w.text)
		if !found {
			t.Errorf("%q is in no shard that its spelling opens", w.text)
			continue
		}
		if len(pages) == 0 || len(w.text) < 4 || len(w.text) > 30 {
			continue
		}
		back := backwards(w.text)
		last, there := "", false
		text := argument(t, x, place(x.words().turned, back))
		for text != "" {
			end := strings.IndexFunc(text[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) + 1
			if end == 0 {
				end = len(text)
			}
			last = string([]rune(last)[:text[0]-'A']) + text[1:end]
			there = there || last == back
			text = text[end:]
		}
		if !there {
			t.Errorf("%q turned round is in no shard that its spelling opens", w.text)
		}
	}
}

// TestEveryFormIsFound makes words enough for many shards, forms of one stem far
// apart among them.
func TestEveryFormIsFound(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "w%sa w%sing lie lying dog%d running. ", strings.Repeat("ab", i%7), fmt.Sprint(i), i)
	}
	files := map[string]string{"pages/many.md": pageOf("Many words", "", text.String())}
	for i := range 30 {
		files[fmt.Sprintf("pages/p%d.md", i)] = pageOf(fmt.Sprintf("Page %d", i), "", fmt.Sprintf("Éclair café dog%d shut shutting pages page", i))
	}
	x := indexOf(t, files)
	if n := len(x.words().words); n < 10 {
		t.Fatalf("%d shards, too few to cut anything", n)
	}
	findable(t, x)
	if pages, _ := lookUp(t, x, "cafe"); len(pages) != 0 { // on nearly every page
		t.Errorf("a word on nearly every page is told of %v", pages)
	}
	if pages, _ := lookUp(t, x, "dog7"); len(pages) != 2 {
		t.Errorf("dog7 stands on two pages, found on %v", pages)
	}
}

// all gives every byte of the index.
func all(x *Index) string {
	var text strings.Builder
	for _, name := range x.Names() {
		text.Write(fileOf(x, name))
	}
	return text.String()
}

// TestWhatIsNotInIt looks for words that must not be found anywhere.
func TestWhatIsNotInIt(t *testing.T) {
	review := "paragraphs: {4: 4}\nquiet: [4.2]\nwithheld: [4.3]\n"
	x := indexOf(t, map[string]string{
		"reviews/r/index.md":     pageOf("A review", review, "4.1 Openword stands here.\n\n4.2 Quietword stands here.\n\nQuietfollower belongs to it.[^1]\n\n4.4 Afterword.\n\n[^1]: Quietnote."),
		"parents/p.md":           pageOf("Parentword", "", "Parenttext."),
		"pages/draft.md":         strings.Replace(pageOf("Draftword", "", "Drafttext."), "live", "draft", 1),
		"pages/gone.md":          strings.Replace(pageOf("Goneword", "", "Gonetext."), "live", "withdrawn", 1),
		"modules/m.md":           pageOf("A module", "", "## Part\n\n### Question: Whatasked? {#q}\n\nTests: [[r]]\n\n- [x] Rightanswer\n  > Because.\n- [ ] Wronganswer\n  > Not."),
		"glossary/quick-term.md": pageOf("Termword", "meaning: Meaningword.\n", "Body."),
	})
	text := strings.ToLower(all(x))
	for _, word := range []string{"quietword", "quietfollower", "quietnote", "parentword", "parenttext", "draftword", "drafttext", "goneword", "gonetext", "/parents/"} {
		if strings.Contains(text, word) {
			t.Errorf("%q is in the index", word)
		}
	}
	for _, word := range []string{"openword", "afterword", "termword", "meaningword", "whatasked", "4.2", "4.3"} {
		if pages, _ := lookUp(t, x, word); len(pages) == 0 {
			t.Errorf("%q is not found", word)
		}
	}
	var texts strings.Builder
	for _, name := range x.Names() {
		if name[0] == 't' {
			texts.Write(fileOf(x, name))
		}
	}
	if strings.Contains(texts.String(), "Rightanswer") || !strings.Contains(texts.String(), "Openword") {
		t.Error("excerpts are not cut from what they may be cut from")
	}
}

// TestAlike finds pages by names that they do not have.
func TestAlike(t *testing.T) {
	files := map[string]string{
		"words.yaml":        "alike:\n  - {words: [bruise, mark]}\n  - {words: [social services, children's social care]}\n",
		"glossary/cpp.md":   pageOf("Child protection plan", "short: CPP\nmeaning: A plan.\naliases: [protection plan]\n", ""),
		"pages/long.md":     pageOf("One", "", "There were child protection plans."),
		"pages/short.md":    pageOf("Two", "", "There was a CPP and a marked skin."),
		"pages/care.md":     pageOf("Three", "", "Tell children's social care at once; a bruise."),
		"pages/nothing.md":  pageOf("Four", "", "Nothing of it."),
		"pages/nothing2.md": pageOf("Five", "", "Nothing of it, either."),
	}
	x := indexOf(t, files)
	address := func(page int32) string { return headOf(x.graph, x.pages[page]).address }
	for word, want := range map[string][]string{
		"cpp":      {"/glossary/cpp/", "/pages/long/", "/pages/short/"},
		"plan":     {"/glossary/cpp/", "/pages/long/", "/pages/short/"},
		"bruise":   {"/pages/care/", "/pages/short/"},
		"mark":     {"/pages/care/", "/pages/short/"},
		"services": {"/pages/care/"},
	} {
		pages, _ := lookUp(t, x, word)
		var got []string
		for _, page := range pages {
			got = append(got, address(page))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", word, got, want)
		}
	}
}

// TestChangeOfOnePage adds a sentence, with words that no page had, to one page of
// many: what it does not touch keeps its name and its bytes.
func TestChangeOfOnePage(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		var text strings.Builder
		for j := range 120 {
			fmt.Fprintf(&text, "word%s%d and w%dord. ", string(rune('a'+(i*j)%26)), (i*31+j*j)%997, (i+7*j)%1499)
		}
		files[fmt.Sprintf("pages/p%03d.md", i)] = pageOf(fmt.Sprintf("Page %d", i), "", text.String())
	}
	before := indexOf(t, files)
	files["pages/p150.md"] += "\nBesides there are zebras, an aardvark, and worde500 once more.\n"
	after := indexOf(t, files)
	changed := 0
	for _, name := range after.Names() {
		switch was := fileOf(before, name); {
		case was == nil:
			changed++
		case string(was) != string(fileOf(after, name)):
			t.Errorf("%s has its name and other bytes", name)
		}
	}
	if n := len(after.Names()); changed > 15 || n < 150 {
		t.Errorf("%d of %d files are new", changed, n)
	}
}

// splits are texts and the words that they are looked up by. The client is held to
// the same in a browser.
var splits = map[string]string{
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

func TestSplit(t *testing.T) {
	for text, want := range splits {
		v := newVocabulary("en-GB")
		var got []string
		for _, token := range v.split(nil, []byte(text)) {
			got = append(got, v.words[token.word].text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is split into %q, want %q", text, got, want)
		}
	}
}

// FuzzIndex puts any text into a page: it never panics, and every word of it is found
// where its spelling leads.
func FuzzIndex(f *testing.F) {
	for text := range splits {
		f.Add("Title", text)
	}
	f.Add("", "ǅ ﷺ ½ 𝔘nicode a\u0301 'x' -a- .b. 1.2.3 ''s")
	f.Fuzz(func(t *testing.T, title, text string) {
		if strings.ContainsAny(title, "\"\\\n\r") || len(text) > 4000 {
			t.Skip()
		}
		x := indexOf(t, map[string]string{
			"pages/a.md": pageOf("T "+title, "", text),
			"pages/b.md": pageOf("Second", "", strings.ToUpper(text)),
		})
		findable(t, x)
		if strings.ContainsFunc(all(x), func(r rune) bool { return r < ' ' && r != '\n' }) {
			t.Error("a control character in a file of the index")
		}
	})
}

// TestDerivedByAddress asks that a page that nobody wrote is found by the words of
// its address, where its title has others, and the numbers by whose they are.
func TestDerivedByAddress(t *testing.T) {
	x := indexOf(t, map[string]string{
		"contacts.yaml":          "contacts:\n  - id: nurse\n    name: Nurse\n    phone: \"111\"\n    source: A test\n    checked: 2026-11-23\n",
		"glossary/core-group.md": pageOf("Core group", "meaning: People who meet.\n", "They meet."),
	})
	for _, word := range []string{"contacts", "nurse", "111"} {
		pages, found := lookUp(t, x, word)
		if !found || len(pages) != 1 || x.pages[pages[0]].derived.Address != "/contacts/" {
			t.Errorf("%s: %v, in the index %t", word, pages, found)
		}
	}
}

// fileOf gives a file, nothing where none has the name.
func fileOf(x *Index, name string) []byte {
	text, found := x.AppendFile(nil, name)
	if !found {
		return nil
	}
	return text
}
