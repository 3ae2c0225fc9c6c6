package generator

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestShippedWording checks that the pages of the shipped site do not contain figures and phrases that the
// editorial rules forbid.
func TestShippedWording(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	percentPattern := regexp.MustCompile(`\b20 ?(?:%|per ?cent)`)
	enquiriesPattern := regexp.MustCompile(`(?i)section 47 enquiries (?:every time|whatever|in every case|always|automatically)`)
	for name, text := range visibleTexts(t, tree) {
		if m := percentPattern.FindString(text); m != "" {
			t.Errorf("%s contains %q, but the figure counts notifications, not injuries", name, m)
		}
		if enquiriesPattern.MatchString(text) && !strings.Contains(text, "panel") {
			t.Errorf("%s states the review's view of section 47 enquiries without the panel's", name)
		}
		for _, word := range []string{"perpetrator", "murder", "killed", "guilty", "suicid"} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%s contains %q, which the editorial rules exclude", name, word)
			}
		}
	}
}

// emergencySigns contains one phrase from each warning sign in the emergency callout of the shipped
// pages for parents.
var emergencySigns = []string{
	"not breathing", "pauses in breathing", "struggling to breathe", "breathing very fast", "tummy sucks in", "blue, grey, very pale or blotchy", "will not wake", "sleepier than usual",
	"floppy or stiff", "does not react as usual", "having a fit", "first fit, even if it has stopped", "a rash, or new spots, that are red, purple or dark", "do not fade under a glass", "check the palms and soles",
	"weak, high or strange cry", "is not feeding as usual", "bulging soft spot", "unusually cold", "very cold hands or feet", "no wet nappy", "green vomit", "is badly hurt, or you think they may be",
	"was shaken, dropped or hit, or you fear they were, even if they look well", "slipped or fell from someone’s arms", "A mark that may be a bruise?", "No sign, but you are very worried, and your baby is 8 weeks or older? Call 111 now", "severe allergic reaction", "under 8 weeks old, and you are very worried about their health", "under 3 months old, with a temperature of 38 °C or more",
	"is there a mark or lump on the head or face?", "A light knock, with a mark or lump on the head or face?", "Blood from the mouth or nose", "red in the white of the eye",
}

// staffSigns contains phrases from the emergency advice that staff must be given in the same words on
// each shipped page that tells them what to do about a mark.
var staffSigns = []string{
	"is very ill, badly hurt or in danger", "handled roughly, even days ago", "No mark: ring 111 now", "slipped or fell from someone’s arms", "was hit hard, or was hit by a heavy toy or one an adult threw: 999", "A mark or lump on the head (the face counts): A&amp;E now", "Blood from the mouth or nose, a torn fold inside the lip, or red in the white of the eye?",
	"something other than the mark makes you think so", "A mark anywhere else, from any other fall", "Not safe to stay? Leave, then call 999", "first tell the parents that you’re going to", "In a GP surgery?", "Ask who examines the baby today", "hit by a small child or a toy?", "a light knock by a small child or a toy", "Two or more that may be bruises: A&amp;E now", "A safeguarding lead and a paediatrician must approve",
}

// TestShippedStaffAgree checks that the shipped protocol, module and briefing on bruising give staff the
// same emergency advice.
func TestShippedStaffAgree(t *testing.T) {
	texts := visibleTexts(t, buildTree(t, shippedSite(t)))
	for _, name := range []string{"protocols/bruising/index.html", "modules/marks-on-babies/index.html", "briefings/bruising-briefing/index.html"} {
		for _, sign := range staffSigns {
			if text := strings.ReplaceAll(texts[name], "'", "’"); !strings.Contains(strings.ToLower(text), strings.ToLower(sign)) {
				t.Errorf("%s lacks %q", name, sign)
			}
		}
	}
}

// TestShippedStay checks that each section of the shipped protocols that asks a reader to stay says what
// to do if that is not safe. A link may lead to the section alone.
func TestShippedStay(t *testing.T) {
	site := shippedSite(t).Shipped
	names, err := fs.Glob(site, "content/protocols/*.md")
	if err != nil {
		t.Fatal(err)
	}
	stayPattern := regexp.MustCompile(`\bStay\b|[:,] stay,`)
	safePattern := regexp.MustCompile(`(?i)not safe to stay\?|not safe yourself\?`)
	found := 0
	for _, name := range names {
		data, err := fs.ReadFile(site, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range regexp.MustCompile(`\n###? `).Split(string(data), -1) {
			if !stayPattern.MatchString(section) {
				continue
			}
			found++
			if title, _, _ := strings.Cut(section, "\n"); !safePattern.MatchString(section) {
				t.Errorf("%s: %q asks to stay, and does not say what to do if that is not safe", name, title)
			}
		}
	}
	if found < 2 {
		t.Errorf("%d sections ask to stay, want at least 2", found)
	}
}

// TestShippedEmergencyCard checks that each shipped page for parents lists every emergency sign and says
// what the helpline of the NSPCC may pass on. No page may name an option in the phone menu of NHS 111, because
// these options change.
func TestShippedEmergencyCard(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	digitPattern := regexp.MustCompile(`(?i)\boption \d`)
	pages := 0
	for name, text := range visibleTexts(t, tree) {
		if m := digitPattern.FindString(text); m != "" {
			t.Errorf("%s contains %q; write \"the mental health option\"", name, m)
		}
		if !strings.HasPrefix(name, "parents/") {
			continue
		}
		pages++
		for _, sign := range append(slices.Clone(emergencySigns), "may pass what you say to children’s social care or the police") {
			if !strings.Contains(strings.ReplaceAll(text, "'", "’"), sign) {
				t.Errorf("%s lacks %q", name, sign)
			}
		}
	}
	if pages < 4 {
		t.Errorf("%d pages for parents, want at least 4", pages)
	}
}

// reportPattern matches words for what was reported, with the word that follows. "As reported." alone is the
// term that the page about the site explains.
var reportPattern = regexp.MustCompile(`\b(?:[Aa]s reported\b(?:\W+\w*)?|reported to (?:be|have)\b)`)

// unnamedReports returns the passages of text that say what was reported, but not by whom.
func unnamedReports(text string) (list []string) {
	for _, passage := range reportPattern.FindAllString(text, -1) {
		if !strings.HasPrefix(passage, "As reported.") && !strings.HasSuffix(passage, "s reported by") {
			list = append(list, passage)
		}
	}
	return list
}

// TestUnnamedReports checks what unnamedReports finds.
func TestUnnamedReports(t *testing.T) {
	for text, want := range map[string]int{
		"As reported by NSPCC Learning.": 0, "in part as reported by Clyde & Co": 0, "Reported as done, says the review": 0, "Reported to the police": 0, "with dates. As reported. If we have": 0, "was reported to social care": 0, "has reported to": 0,
		"As reported in May": 1, "It is so, as reported.": 1, "as reported, it fell": 1, "It is reported to have fallen, as reported": 2, "as reported by May": 0,
	} {
		if got := unnamedReports(text); len(got) != want {
			t.Errorf("%q: found %q, want %d", text, got, want)
		}
	}
}

// TestShippedReportsNamed checks that the shipped pages say who reported what they have second hand.
func TestShippedReportsNamed(t *testing.T) {
	for name, text := range visibleTexts(t, buildTree(t, shippedSite(t))) {
		for _, passage := range unnamedReports(text) {
			t.Errorf("%s does not say who reported: %s", name, passage)
		}
	}
}

// adviceAtNight contains phrases from the advice for parents at night when a health visitor, but no
// doctor, has seen a mark on their child.
var adviceAtNight = []string{"health visitor seen it, but no doctor?", "Where do we go now?", "Don’t wait until morning"}

// TestShippedParentsAgree checks that the shipped pages for parents are consistent: they must have the
// same cards, name the same people to talk to, and give the same advice about what to do at night.
func TestShippedParentsAgree(t *testing.T) {
	s := shippedSite(t)
	names, err := fs.Glob(s.Shipped, "content/parents/*.md")
	if err != nil || len(names) < 4 {
		t.Fatalf("%d pages for parents, %v", len(names), err)
	}
	first := make(map[string]string)
	for _, name := range names {
		data, err := fs.ReadFile(s.Shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range [][2]string{{"> [!EMERGENCY]", "\n## "}, {"## Someone to talk to {#talk}", "\n## "}} {
			_, text, found := strings.Cut(string(data), part[0])
			if !found {
				t.Errorf("%s has no %q", name, part[0])
				continue
			}
			text, _, _ = strings.Cut(text, part[1]) // the section may be the last
			if want := first[part[0]]; want != "" && text != want {
				t.Errorf("%s: %q differs from that of %s", name, part[0], names[0])
			}
			first[part[0]] = cmp.Or(first[part[0]], text)
		}
	}
	for name, text := range visibleTexts(t, buildTree(t, s)) {
		for _, words := range adviceAtNight {
			if strings.HasPrefix(name, "parents/") && !strings.Contains(strings.ReplaceAll(text, "'", "’"), words) {
				t.Errorf("%s lacks %q", name, words)
			}
		}
	}
}

// visibleTexts returns the visible text of each HTML file in tree, with single spaces, by file name.
func visibleTexts(t *testing.T, tree fs.FS) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for _, name := range fileNames(t, tree) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = strings.Join(strings.Fields(invisiblePattern.ReplaceAllString(string(data), " ")), " ")
	}
	return texts
}

// TestShippedThemes checks that the page of a theme lists each statement of its one review once, and each
// request with how its work stands.
func TestShippedThemes(t *testing.T) {
	itemPattern := regexp.MustCompile(`<li><span class="kind">([^<]*)</span> <a href="([^"]*)"`)
	names, requests := buildFiles(t, shippedSite(t)), 0
	for name, page := range names {
		if !strings.HasPrefix(name, "themes/") || name == "themes/index.html" {
			continue
		}
		_, said, _ := strings.Cut(page, `id="_statements"`)
		said, _, _ = strings.Cut(said, "<aside")
		for _, item := range strings.Split(said, "</li>") {
			m := itemPattern.FindStringSubmatch(item)
			if m == nil {
				continue
			}
			asks := m[1] == "Recommendation"
			if n := strings.Count(said, `<li><a href="`+m[2]); n > 0 || strings.Contains(item, `class="chip`) != asks {
				t.Errorf("%s: %s is listed %d times more, or does not say how its work stands", name, m[2], n)
			}
			if asks {
				requests++
			}
		}
	}
	if requests < 5 {
		t.Errorf("%d requests on the pages of themes", requests)
	}
}
