package generator

import (
	"fmt"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A sourcePage is a page decoded from a source file of three-reviews.txtar, without using the packages under
// test.
type sourcePage struct {
	file       string
	body       string
	Title      string
	Status     string
	Label      string
	DroppedIn  string `yaml:"dropped_in"`
	Themes     []string
	Parts      []struct{ Label, Nature string }
	Changes    []struct{ Date, What string }
	Steps      []struct{ Serves []string }
	Statements []sourceStatement
}

// A sourceStatement is a statement of a review, decoded from a source file.
type sourceStatement struct {
	ID      string
	Type    string
	Label   string
	Dropped bool `yaml:"-"` // whether a later edition of the report no longer contains it; only set for pages
	Themes  []string
	Parts   []struct{ Label, Nature string }
	review  string
	names   []string // ids of the statement in references
}

// readSources reads the source files of the site with three reviews.
func readSources(t *testing.T) []sourcePage {
	t.Helper()
	var list []sourcePage
	for _, f := range readArchive(t, "testdata/three-reviews.txtar").files {
		text, isPage := strings.CutPrefix(f.text, "---\n")
		if !strings.HasPrefix(f.name, "content/") || !isPage && path.Base(f.name) != "statements.yaml" {
			continue
		}
		page := sourcePage{file: strings.TrimPrefix(f.name, "content/")}
		if isPage {
			text, page.body, _ = strings.Cut(text, "\n---\n")
		}
		if err := yaml.Unmarshal([]byte(text), &page); err != nil {
			t.Fatal(f.name, err)
		}
		list = append(list, page)
	}
	return list
}

// sourceStatements returns the statements of all reviews that are not withdrawn.
func sourceStatements(t *testing.T) []sourceStatement {
	t.Helper()
	var list []sourceStatement
	add := func(s sourceStatement, names ...string) {
		for _, name := range append(names, s.ID, strings.ToLower(strings.ReplaceAll(s.Label, " ", "-"))) {
			if name != "" {
				s.names = append(s.names, s.review+"/"+name)
			}
		}
		list = append(list, s)
	}
	for _, p := range readSources(t) {
		folders := strings.Split(p.file, "/")
		if folders[0] != "reviews" || p.Status == "withdrawn" {
			continue
		}
		for _, s := range p.Statements {
			s.review = folders[1]
			add(s)
		}
		if kind := strings.TrimSuffix(folders[2], "s"); len(folders) == 4 {
			add(sourceStatement{Type: kind, Label: p.Label, Dropped: p.DroppedIn != "", Themes: p.Themes, Parts: p.Parts, review: folders[1]}, strings.TrimSuffix(folders[3], ".md"))
		}
	}
	if len(list) == 0 {
		t.Fatal("the archive has no statements")
	}
	return list
}

// tableCells returns, for each table row on a page, the texts of its cells and the URL of the link in
// its first cell.
func tableCells(page string) (rows [][]string, links []string) {
	for _, row := range regexp.MustCompile(`(?s)<tr>(.*?)</tr>`).FindAllStringSubmatch(page, -1) {
		var texts []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`).FindAllStringSubmatch(row[1], -1) {
			texts = append(texts, html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell[1], "")))
		}
		link := ""
		if m := regexp.MustCompile(`<th scope="row"><a href="([^"]*)"`).FindStringSubmatch(row[0]); m != nil {
			link = m[1]
		}
		rows, links = append(rows, texts), append(links, link)
	}
	return rows, links
}

// countTypes counts the statements of each type and returns the counts as text, such as "1 finding, 2
// recommendations".
func countTypes(list []sourceStatement) string {
	var texts []string
	for _, kind := range []string{"finding", "recommendation", "consideration"} {
		switch n := len(slices.DeleteFunc(slices.Clone(list), func(s sourceStatement) bool { return s.Type != kind })); n {
		case 0:
		case 1:
			texts = append(texts, "1 "+kind)
		default:
			texts = append(texts, fmt.Sprintf("%d %ss", n, kind))
		}
	}
	return strings.Join(texts, ", ")
}

// filterStatements returns the statements in list that satisfy the condition.
func filterStatements(list []sourceStatement, condition func(sourceStatement) bool) []sourceStatement {
	return slices.DeleteFunc(slices.Clone(list), func(s sourceStatement) bool { return !condition(s) })
}

// TestThreeReviewsNumbers compares the numbers on the page that lists all reviews and on the pages of
// themes with counts of the statements in the source files.
func TestThreeReviewsNumbers(t *testing.T) {
	pages := buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})
	all := sourceStatements(t)
	rows, links := tableCells(pages["reviews/index.html"])
	for i, row := range rows[1:] {
		ofReview := filterStatements(all, func(s sourceStatement) bool { return s.review == reviewIDFromAddress(links[i+1]) })
		if got, want := row[len(row)-1], countTypes(ofReview); got != want || want == "" {
			t.Errorf("the page of all reviews says %q of %s, want %q", got, links[i+1], want)
		}
	}
	if len(rows) != 4 {
		t.Errorf("the page of all reviews has %d rows, want 4", len(rows))
	}
	heading := regexp.MustCompile(`(?s)<h3><a href="([^"]*)">.*?</h3>.*?<span[^>]*>(\d[^<]*)</span>`)
	for _, theme := range readSources(t) {
		id, isTheme := strings.CutPrefix(strings.TrimSuffix(theme.file, ".md"), "themes/")
		if !isTheme {
			continue
		}
		coded := filterStatements(all, func(s sourceStatement) bool { return slices.Contains(s.Themes, id) })
		for _, m := range heading.FindAllStringSubmatch(pages["themes/"+id+"/index.html"], -1) {
			ofReview := filterStatements(coded, func(s sourceStatement) bool { return s.review == reviewIDFromAddress(m[1]) })
			if want := countTypes(ofReview); m[2] != want || want == "" {
				t.Errorf("the theme %s says %q of %s, want %q", id, m[2], m[1], want)
			}
			coded = filterStatements(coded, func(s sourceStatement) bool { return s.review != reviewIDFromAddress(m[1]) })
		}
		if len(coded) > 0 {
			t.Errorf("the theme %s does not count %v", id, coded)
		}
	}
}

// TestThreeReviewsHome checks that the home page lists the newest changes of pages that are not
// withdrawn, shows the number of statements of each review, and contains no other numbers.
func TestThreeReviewsHome(t *testing.T) {
	home := buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})["index.html"]
	_, home, _ = strings.Cut(home, "<main id=\"main\" tabindex=\"-1\">")
	home, _, _ = strings.Cut(home, "</main>")
	item := regexp.MustCompile(`(?s)<li><a [^>]*>[^<]*</a> <time class="kind" datetime="([^"]*)">.*?</li>`)
	var got, want []string
	for _, m := range item.FindAllStringSubmatch(home, -1) {
		got = append(got, m[1])
	}
	for _, p := range readSources(t) {
		for _, c := range p.Changes {
			if p.Status != "withdrawn" {
				want = append(want, c.Date)
			}
		}
	}
	slices.Sort(want)
	slices.Reverse(want)
	if want = want[:3]; !slices.Equal(got, want) {
		t.Errorf("the home page lists changes of %v, want %v", got, want)
	}
	all, figures := sourceStatements(t), regexp.MustCompile(`(?s)<li><a href="([^"]*)">([^<]*)</a>(?:<p>[^<]*</p>)?\s*<ul class="figures">(.*?)</ul>`)
	lists := figures.FindAllStringSubmatch(home, -1)
	for _, m := range lists {
		var texts []string
		for _, figure := range regexp.MustCompile(`(?s)<li><a href="[^"]*"><b>(\d+)</b>([^<]*)<span class="hide">[^<]*</span></a></li>`).FindAllStringSubmatch(m[3], -1) {
			texts = append(texts, figure[1]+figure[2])
		}
		want := countTypes(filterStatements(all, func(s sourceStatement) bool { return s.review == reviewIDFromAddress(m[1]) }))
		if got := strings.Join(texts, ", "); got != want || want == "" {
			t.Errorf("the home page says %q of %s, want %q", got, m[1], want)
		}
	}
	if len(lists) != 3 {
		t.Errorf("the home page counts the statements of %d reviews, want 3", len(lists))
	}
	rest := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(figures.ReplaceAllString(item.ReplaceAllString(home, ""), ""), "")
	if number := regexp.MustCompile(`\d+`).FindString(rest); number != "" {
		t.Errorf("the home page has the number %s, which no test counts", number)
	}
}

// TestThreeReviewsCoverage compares the numbers on the page that shows the coverage of all reviews,
// and the rows of each review's coverage table, with the references in the source files.
func TestThreeReviewsCoverage(t *testing.T) {
	pages := buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})
	served, tested := make(map[string]bool), make(map[string]bool)
	reference := regexp.MustCompile(`\[\[([^\]]*)\]\]`)
	for _, p := range readSources(t) {
		for _, step := range p.Steps {
			for _, id := range step.Serves {
				served[id] = true
			}
		}
		for line := range strings.Lines(p.body) {
			if list, isTests := strings.CutPrefix(line, "Tests: "); isTests {
				for _, m := range reference.FindAllStringSubmatch(list, -1) {
					tested[m[1]] = true
				}
			}
		}
	}
	numbers := map[string][5]int{} // statements, parts, covered parts, tested parts and parts without an update, by review
	for _, s := range filterStatements(sourceStatements(t), func(s sourceStatement) bool { return s.Type != "finding" && !s.Dropped }) {
		n := numbers[s.review]
		n[0]++
		wholeTested := slices.ContainsFunc(s.names, func(id string) bool { return tested[id] })
		for i := range max(1, len(s.Parts)) {
			names := s.names
			if len(s.Parts) > 0 {
				names = nil
				for _, name := range s.names {
					names = append(names, name+s.Parts[i].Label, name+"-"+s.Parts[i].Label)
				}
			}
			partTested := wholeTested || slices.ContainsFunc(names, func(id string) bool { return tested[id] })
			n[1]++
			if len(s.Parts) == 0 || s.Parts[i].Nature != "done" {
				n[4]++
			}
			if partTested || slices.ContainsFunc(names, func(id string) bool { return served[id] }) {
				n[2]++
			}
			if partTested {
				n[3]++
			}
		}
		numbers[s.review] = n
	}
	rows, links := tableCells(pages["reviews/coverage/index.html"])
	if len(rows) != len(numbers)+2 {
		t.Fatalf("the page of the coverage of all reviews has %d rows, want %d", len(rows), len(numbers)+2)
	}
	var total [5]int
	for i, row := range rows[1:] {
		r := reviewIDFromAddress(links[i+1])
		want := numbers[r]
		for k := range total {
			total[k] += want[k]
		}
		if r == "" {
			want = total
		} else if coverage, _ := tableCells(pages["reviews/"+r+"/coverage/index.html"]); len(coverage)-1 != want[1] || strings.Count(pages["reviews/"+r+"/coverage/index.html"], "Nothing on this site covers") != want[1]-want[2] {
			t.Errorf("the coverage of %s has %d rows, or not %d without an answer", r, len(coverage)-1, want[1]-want[2])
		}
		if got, want := row[1:], strings.Fields(strings.Trim(fmt.Sprint(want), "[]")); !slices.Equal(got, want) {
			t.Errorf("the row %q has the numbers %v, want %v", row[0], got, want)
		}
		if r != "" && !strings.HasSuffix(links[i+1], "reviews/"+r+"/coverage/") {
			t.Errorf("the row %q leads to %s", row[0], links[i+1])
		}
	}
	if page := pages["reviews/beech/coverage/index.html"]; !strings.Contains(page, "no longer has this:") || !strings.Contains(page, `recommendations/three/"`) {
		t.Error("the coverage of beech does not say which recommendation it leaves out")
	}
	if page := pages["actions/index.html"]; strings.Contains(page, `recommendations/three/"`) {
		t.Error("the tracker asks for an action on a recommendation that the report no longer has")
	}
	if one := buildFiles(t, goldenSite(t)); one["reviews/coverage/index.html"] != "" || strings.Contains(one["quality/index.html"], "All reviews") {
		t.Error("a site with one review has a page of the coverage of all reviews, or a link to all reviews")
	}
	for _, name := range []string{"quality/index.html", "reviews/index.html"} {
		if !strings.Contains(pages[name], `reviews/coverage/"`) {
			t.Errorf("%s does not link to the coverage of all reviews", name)
		}
	}
}

// TestThreeReviewsAudiencePages checks that the page of each audience links to all reviews and to the themes, and
// lists each review.
func TestThreeReviewsAudiencePages(t *testing.T) {
	pages := buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})
	for _, name := range []string{"practitioners", "trainers", "quality"} {
		for _, address := range []string{"reviews/", "themes/", "reviews/ash/", "reviews/beech/", "reviews/cedar/"} {
			_, main, _ := strings.Cut(pages[name+"/index.html"], "<main")
			if !strings.Contains(main, `<a href="../`+address+`"`) {
				t.Errorf("the page %s does not link to %s", name, address)
			}
		}
	}
}
