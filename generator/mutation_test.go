package generator

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/sitetest"
	"safelearn/generator/xref"
)

// withheldWords is the text of a paragraph that must not be published.
const withheldWords = "Quiddities of zephyrs"

// A mutation is a random change to a file of the site, such as an author might make by mistake.
type mutation struct {
	file, text  string // name of the file, and its text after the change
	description string // such as "swaps two lines"
}

// mutators maps descriptions to functions that make a random change to the lines of a file and return
// the new lines. The lines include their line endings, and there is at least one line.
var mutators = map[string]func(r *rand.Rand, lines []string) []string{
	"deletes lines": func(r *rand.Rand, lines []string) []string {
		at := r.IntN(len(lines))
		return slices.Delete(lines, at, min(at+1+r.IntN(3), len(lines)))
	},
	"doubles lines": func(r *rand.Rand, lines []string) []string {
		at := r.IntN(len(lines))
		end := min(at+1+r.IntN(3), len(lines))
		return slices.Insert(lines, end, slices.Clone(lines[at:end])...)
	},
	"swaps two lines": func(r *rand.Rand, lines []string) []string {
		a := r.IntN(len(lines))
		b := min(a+1+r.IntN(4), len(lines)-1)
		lines[a], lines[b] = lines[b], lines[a]
		return lines
	},
	"moves a line": func(r *rand.Rand, lines []string) []string {
		at := r.IntN(len(lines))
		line := lines[at]
		lines = slices.Delete(lines, at, at+1)
		return slices.Insert(lines, r.IntN(len(lines)+1), line)
	},
	"changes a character": func(r *rand.Rand, lines []string) []string { return replaceCharacters(r, lines, 1, 1) },
	"deletes characters":  func(r *rand.Rand, lines []string) []string { return replaceCharacters(r, lines, 1+r.IntN(3), 0) },
	"inserts characters":  func(r *rand.Rand, lines []string) []string { return replaceCharacters(r, lines, 0, 1+r.IntN(3)) },
	"truncates the file": func(r *rand.Rand, lines []string) []string {
		text := strings.Join(lines, "")
		return []string{text[:r.IntN(len(text)+1)]}
	},
}

// replaceCharacters removes some consecutive characters, as many as remove says, from a random line
// and puts insert random characters in their place.
func replaceCharacters(r *rand.Rand, lines []string, remove, insert int) []string {
	const characters = "\n\n\t -*_#>|[](){}`\"'\\:;,.!?&<=+~^$%/@0123456789axéß\u00a0\u200b–“…"
	line := &lines[r.IntN(len(lines))]
	runes, pool := []rune(*line), []rune(characters)
	at := r.IntN(len(runes) + 1)
	end := min(at+remove, len(runes))
	typed := make([]rune, insert)
	for i := range typed {
		typed[i] = pool[r.IntN(len(pool))]
	}
	*line = string(slices.Replace(runes, at, end, typed...))
	return lines
}

// mutate returns a random mutation of one of the files. The same seed gives the same mutation.
func mutate(files fstest.MapFS, seed int) mutation {
	r := rand.New(rand.NewPCG(13, uint64(seed)))
	names := slices.Sorted(maps.Keys(files))
	names = slices.DeleteFunc(names, func(name string) bool {
		return !strings.HasPrefix(name, "content/") || path.Ext(name) != ".md" && path.Ext(name) != ".yaml" || len(files[name].Data) == 0
	})
	kinds := slices.Sorted(maps.Keys(mutators))
	name, kind := names[r.IntN(len(names))], kinds[r.IntN(len(kinds))]
	lines := mutators[kind](r, slices.Collect(strings.Lines(string(files[name].Data))))
	return mutation{file: name, text: strings.Join(lines, ""), description: kind}
}

// addWithheldParagraph returns a mutation that adds a withheld paragraph to the page of a review. The
// number of the paragraph is surrounded by random punctuation, but readers would still recognize it.
func addWithheldParagraph(files fstest.MapFS, review *model.Review, seed int) mutation {
	r := rand.New(rand.NewPCG(33, uint64(seed)))
	before := []rune(" -*_#>|[({\"'“§\u00a0~+:")
	after := []rune(" -*_|])}\"'”:.,;\u00a0~a\t")
	label := string(review.Withheld[r.IntN(len(review.Withheld))])
	for range r.IntN(4) {
		label = string(before[r.IntN(len(before))]) + label
	}
	for range r.IntN(4) {
		label += string(after[r.IntN(len(after))])
	}
	file := review.File.Path
	text := string(files[file].Data)
	text += "\n" + label + []string{" ", "", "\n", ": "}[r.IntN(4)] + withheldWords + ".\n"
	return mutation{file: file, text: text, description: fmt.Sprintf("adds %q", label)}
}

// TestMutations checks that a site with a mutation either has errors, each with a file and a line, or
// is built without dead links, duplicate ids or the text of a withheld paragraph. The environment
// variable MUTATIONS sets the number of mutations; the default is 200. A quarter of the mutations add
// a withheld paragraph.
func TestMutations(t *testing.T) {
	base := shippedSite(t)
	count := 200
	if n := os.Getenv("MUTATIONS"); n != "" {
		var err error
		if count, err = strconv.Atoi(n); err != nil {
			t.Fatal(err)
		}
	}
	files := addShippedFiles(t, fstest.MapFS{})
	sitetest.Copy(t, files, safelearn.Shipped, "content")
	original := linkSite(t, base).graph.Site
	reviews := slices.DeleteFunc(model.Pages[*model.Review](original), func(r *model.Review) bool { return len(r.Withheld) == 0 })
	pages := make(map[string]*crawledPage) // parsed pages by content
	built := 0
	for i := range count {
		m := mutate(files, i)
		if i%4 == 0 && len(reviews) > 0 {
			m = addWithheldParagraph(files, reviews[i/4%len(reviews)], i)
		}
		with := maps.Clone(files)
		with[m.file] = &fstest.MapFile{Data: []byte(m.text)}
		s := &Site{Shipped: with, Today: base.Today}
		faults, ok := tryMutation(t, s, original, pages)
		if ok {
			built++
		}
		for _, fault := range faults {
			t.Errorf("mutation %d, which %s in %s: %s", i, m.description, m.file, fault)
		}
	}
	t.Logf("%d mutations: %d built, %d refused", count, built, count-built)
}

// tryMutation builds a site unless it has errors. It returns what is wrong with the built site or with
// the errors, and whether the site was built.
func tryMutation(t *testing.T, s *Site, original *model.Site, cache map[string]*crawledPage) (faults []string, built bool) {
	l, problems, err := s.link(t.Context(), original)
	if err != nil {
		return []string{err.Error()}, false
	}
	for _, p := range problems {
		if p.Path == "" || p.Line < 1 || strings.HasSuffix(p.Rule, "-fault") {
			faults = append(faults, fmt.Sprintf("%+v", p))
		}
	}
	if problems.Failed() {
		return faults, false
	}
	if site := l.graph.Site.Published(); site != l.graph.Site {
		l.graph, _ = xref.Link(site, l.publish)
	}
	tree, err := render.Site(l.graph, l.renderOptions(render.Options{}))
	if err != nil {
		return append(faults, err.Error()), false
	}
	var more []string
	err = diag.CatchPanic(func() error {
		var err error
		more, err = inspectTree(t, tree, cache)
		return err
	})
	if err != nil {
		more = append(more, err.Error())
	}
	return append(faults, more...), true
}

// inspectTree returns the dead links and duplicate ids of a built site, and the names of files that
// contain withheldWords. The argument cache contains pages that have already been parsed, by their
// content.
func inspectTree(t *testing.T, tree fs.FS, cache map[string]*crawledPage) (faults []string, err error) {
	pages := make(map[string]*crawledPage)
	err = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		text := string(data)
		if strings.Contains(text, withheldWords) || strings.Contains(text, strings.ToLower(strings.Fields(withheldWords)[0])) {
			faults = append(faults, name+" has words of a withheld paragraph")
		}
		if path.Ext(name) == ".html" {
			if cache[text] == nil {
				cache[text] = parsePage(t, name, text) // reports duplicate ids
			}
			pages[name] = cache[text]
		}
		return nil
	})
	for from, p := range pages {
		for _, g := range p.tags {
			for _, to := range g.urls() {
				if _, err := resolveLink(tree, pages, from, to, "/"); err != nil {
					faults = append(faults, fmt.Sprintf("%s: %v", from, err))
				}
			}
		}
	}
	return faults, err
}
