package generator

import (
	"html"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/render"
)

// quizArchive is the path of an archive with a fictional site that has a question of each kind, and
// the expected output.
const quizArchive = "testdata/quiz.txtar"

// buildQuizTree renders the site in quizArchive.
func buildQuizTree(t *testing.T, o render.Options) fs.FS {
	t.Helper()
	s := &Site{Shipped: addShippedFiles(t, readArchive(t, quizArchive).siteFiles()), Today: "2026-06-01"}
	tree, problems, err := s.renderPublished(t.Context(), o)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	return tree
}

// mainPattern matches the main element of a page.
var mainPattern = regexp.MustCompile(`(?s)<main.*</main>`)

// mainElement returns the main element of the named page.
func mainElement(t *testing.T, tree fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	return mainPattern.FindString(string(data))
}

// TestQuizPages compares the main elements of pages with those in quizArchive.
func TestQuizPages(t *testing.T) {
	tree := buildQuizTree(t, render.Options{})
	a := readArchive(t, quizArchive)
	for _, f := range slices.Clone(a.files) {
		if name, wanted := strings.CutPrefix(f.name, "want/"); wanted {
			a.expect(t, quizArchive, f.name, normalizeHTML(mainElement(t, tree, name)))
		}
	}
}

// TestTeachingNavigation checks that the navigation marks "Trainers" as current on the teaching pages
// of a module, and the first audience of the module on the module page.
func TestTeachingNavigation(t *testing.T) {
	tree := buildQuizTree(t, render.Options{})
	for name, want := range map[string]string{"": "practitioners", "handout/": "trainers", "key/": "trainers", "pack/": "trainers"} {
		data, err := fs.ReadFile(tree, "modules/passing-on/"+name+"index.html")
		if err != nil {
			t.Fatal(err)
		}
		marked := regexp.MustCompile(`href="[./]*/([a-z]+)/" aria-current="true"`).FindAllSubmatch(data, -1)
		if len(marked) != 1 || string(marked[0][1]) != want {
			t.Errorf("/modules/passing-on/%s marks %q, want %q", name, marked, want)
		}
	}
}

// letterPattern matches an option of a question. The submatches are its letter and its text.
var letterPattern = regexp.MustCompile(`<b>([A-Z])</b> (.*?)(?:</label>|</li>|</span></li>| <span class="mark">)`)

// TestAnswerLettersAgree checks that each option of a question has the same letter on the module page,
// the handout, the slides and the answer key.
func TestAnswerLettersAgree(t *testing.T) {
	tree := buildQuizTree(t, render.Options{})
	const module = "modules/passing-on/"
	letters := func(name string) map[string]string {
		found := make(map[string]string)
		for _, m := range letterPattern.FindAllStringSubmatch(mainElement(t, tree, module+name+"index.html"), -1) {
			words := strings.TrimSpace(html.UnescapeString(tagPattern.ReplaceAllString(m[2], "")))
			if other, twice := found[words]; twice && other != m[1] {
				t.Errorf("%s: %q has the letters %s and %s", name, words, other, m[1])
			}
			found[words] = m[1]
		}
		return found
	}
	page := letters("")
	if len(page) != 3+4+2+4+3 {
		t.Errorf("the page has %d answers with letters: %v", len(page), page)
	}
	for _, name := range []string{"handout/", "slides/", "key/"} {
		other := letters(name)
		for words, letter := range page {
			if other[words] != letter {
				t.Errorf("%s: %q has the letter %q, on the page %s", name, words, other[words], letter)
			}
		}
	}
}

// TestHandoutHidesAnswers checks that the handout, unlike the answer key, contains no answers or
// explanations, and that neither contains the markup of interactive questions.
func TestHandoutHidesAnswers(t *testing.T) {
	tree := buildQuizTree(t, render.Options{})
	handout, key := mainElement(t, tree, "modules/passing-on/handout/index.html"), mainElement(t, tree, "modules/passing-on/key/index.html")
	for _, words := range []string{
		"Best answer", "Answer: ", "Order: ", "Answers: ", "Nobody knows who else will", "while they can still look", "asked for that it is passed on",
		"In the words that were used", "It comes after the call", "nobody wrote down.", "Each knows a part", "a number at hand", "Nobody reads the pile", "This could leave a child at risk",
	} {
		if strings.Contains(handout, words) {
			t.Errorf("the handout contains %q", words)
		}
		if !strings.Contains(key, words) {
			t.Errorf("the key does not contain %q", words)
		}
	}
	for _, markup := range []string{"data-right", "<input", "<select", "<details"} {
		if strings.Contains(handout, markup) || strings.Contains(key, markup) {
			t.Errorf("the handout or the key contains %s", markup)
		}
	}
}

// TestExportedLinks checks that on a site exported as files each link refers to an existing file and,
// if it has a fragment, to an anchor in it. It skips links to other sites.
func TestExportedLinks(t *testing.T) {
	tree := buildQuizTree(t, render.Options{Files: true})
	pages := crawl(t, tree)
	if pages["404.html"] != nil || len(pages) < 20 {
		t.Errorf("%d pages, including 404.html: %v", len(pages), pages["404.html"] != nil)
	}
	for name, p := range pages {
		for _, tag := range p.tags {
			for _, to := range tag.urls() {
				address, anchor, _ := strings.Cut(to, "#")
				anchor, _ = url.PathUnescape(anchor)
				if schemePattern.MatchString(to) || tag.attr["rel"] == "canonical" {
					continue
				}
				file := name
				if address != "" {
					file = path.Join(path.Dir(name), address)
				}
				if info, err := fs.Stat(tree, file); err != nil || info.IsDir() || strings.HasPrefix(address, "/") {
					t.Errorf("%s: %s does not refer to a file", name, to)
				} else if other := pages[file]; anchor != "" && (other == nil || !other.ids[anchor]) {
					t.Errorf("%s: %s does not refer to an anchor", name, to)
				}
			}
		}
	}
}

// TestSiteWithoutBase checks that on a site without a base URL the handout, the answer key and the
// session pack have an explanation instead of a QR code.
func TestSiteWithoutBase(t *testing.T) {
	files := readArchive(t, quizArchive).siteFiles()
	settings := files["content/site.yaml"]
	settings.Data = regexp.MustCompile(`(?m)^base:.*\n`).ReplaceAll(settings.Data, nil)
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-06-01"})
	for _, name := range []string{"handout", "key", "pack"} {
		text := mainElement(t, tree, "modules/passing-on/"+name+"/index.html")
		if strings.Contains(text, `class="qr"`) || !strings.Contains(text, "does not know its own address") {
			t.Errorf("%s has a QR code or does not explain why it has none", name)
		}
	}
}
