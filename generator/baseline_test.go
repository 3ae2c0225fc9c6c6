package generator

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"safelearn"
)

// The baseline is a minimal site generator built on the same libraries, for benchmarks. It decodes
// front matter, converts Markdown, highlights code, resolves links, executes a layout, and writes as
// many files as safelearn, except the search index, each at least as long as its counterpart. It does
// not check the content, record positions or generate backlinks, and it overwrites existing files.

// A baselinePage is a page as the baseline generator represents it. Its exported fields except Body
// are decoded from front matter.
type baselinePage struct {
	Title, Summary, Status, Owner, Version string
	Audience                               []string
	Reviewed                               string
	ReviewDue                              string `yaml:"review_due"`
	Theme, Commissioner, Meaning           string
	Publisher, Dated, Checked, Read        string
	Paragraph                              string
	Paragraphs                             map[int]int
	PrintedRefs                            []string `yaml:"printed_refs"`
	DiscussedIn                            []string `yaml:"discussed_in"`
	LeadsTo                                []string `yaml:"leads_to"`
	Actions                                []struct {
		ID, Text, Nature string
		RestsOn          []string `yaml:"rests_on"`
	}
	Changes []struct{ Date, What string }

	path       string        // source file; output file for a page without a body
	size       int64         // size in bytes of the output file, for a page without a body
	depth      int           // number of folders in the address of the page
	Body       template.HTML `yaml:"-"` // HTML of the body
	unresolved []byte        // HTML of the body with references that are not yet resolved
}

// baselineLayout is the layout of every page. It contains only what can be derived from the page
// itself: for example, it has a banner, navigation and a list of changes, but no backlinks.
const baselineLayout = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><meta name="viewport" content="width=device-width, initial-scale=1">` +
	`<title>{{.Title}} – Corpus</title>{{with .Summary}}<meta name="description" content="{{.}}">{{end}}<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">` +
	`<link rel="icon" href="{{.Root}}icon.svg" type="image/svg+xml"><link rel="alternate" type="application/atom+xml" title="Recent changes" href="{{.Root}}feed.xml"><style>STYLE</style><script src="{{.Root}}site.js" defer></script></head>` +
	`<body><a class="skip" href="#main">Skip to main content</a><aside class="banner"><p>A made corpus.</p></aside><header class="top"><a class="home" href="{{.Root}}">Corpus</a><nav aria-label="Main"><ul>` +
	`{{range .NavLinks}}<li><a href="{{$.Root}}{{.}}/">{{.}}</a></li>{{end}}</ul></nav></header><nav class="crumbs"><ol>{{range .Crumbs}}<li><a href="{{.}}">{{.}}</a></li>{{end}}</ol></nav>` +
	`<main id="main" tabindex="-1"><h1>{{.Title}}</h1>{{if eq .Status "sample"}}<p class="tag">Sample page</p>{{end}}<p class="summary">{{.Summary}}</p>{{.Body}}` +
	`{{range .Actions}}<section><h3>{{.ID}} {{.Text}}</h3><p>{{.Nature}}</p>{{range .RestsOn}}<a href="{{.}}">{{.}}</a>{{end}}</section>{{end}}` +
	`<details class="history"><summary>Changes to this page</summary><ul>{{range .Changes}}<li><time datetime="{{.Date}}">{{.Date}}</time>: {{.What}}</li>{{end}}</ul></details></main>` +
	`<footer class="foot"><dl class="facts">{{with .Owner}}<div><dt>Owner and reviewer</dt><dd>{{.}}</dd></div>{{end}}{{with .Version}}<div><dt>Version</dt><dd>{{.}}</dd></div>{{end}}` +
	`{{with .Reviewed}}<div><dt>Last reviewed</dt><dd><time datetime="{{.}}">{{.}}</time></dd></div>{{end}}{{with .ReviewDue}}<div><dt>Next review</dt><dd><time datetime="{{.}}">{{.}}</time></dd></div>{{end}}</dl>` +
	`<ul>{{range .FooterLinks}}<li><a href="{{$.Root}}{{.}}/">{{.}}</a></li>{{end}}</ul></footer></body></html>`

// Names of the pages to which the main navigation and the footer link.
var (
	baselineNavPages    = []string{"practitioners", "trainers", "glossary"}
	baselineFooterPages = []string{"index", "changes", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6"}
)

// NavLinks returns the names of the pages to which the main navigation links.
func (p *baselinePage) NavLinks() []string { return baselineNavPages }

// FooterLinks returns the names of the pages to which the footer links.
func (p *baselinePage) FooterLinks() []string { return baselineFooterPages }

// Root returns the URL of the site root, relative to the page.
func (p *baselinePage) Root() string { return strings.Repeat("../", p.depth) }

// Crumbs returns the breadcrumb links: the relative URLs of the ancestor folders of the page, from the
// root down, except the nearest one.
func (p *baselinePage) Crumbs() []string {
	var links []string
	for i := p.depth; i > 1; i-- {
		links = append(links, strings.Repeat("../", i))
	}
	return links
}

var (
	baselineReferencePattern = regexp.MustCompile(`\[\[([^\]|]+)(?:\|([^\]]+))?\]\]`)
	baselineCodePattern      = regexp.MustCompile(`(?s)<pre><code class="language-(\w+)">(.*?)</code></pre>`)
)

// buildBaseline builds the site in folder with the baseline generator and writes it to the folder
// output.
func buildBaseline(folder, output string) error {
	style, err := fs.ReadFile(safelearn.Shipped, "static/style.css")
	if err != nil {
		return err
	}
	layout := template.Must(template.New("page").Parse(strings.Replace(baselineLayout, "STYLE", string(style), 1)))
	var pages []*baselinePage
	err = filepath.WalkDir(filepath.Join(folder, "content"), func(name string, entry fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".md" {
			pages = append(pages, &baselinePage{path: name})
		}
		return err
	})
	if err != nil {
		return err
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList, extension.TaskList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	addresses := make(map[string]string)
	if err := forEachPage(pages, func(p *baselinePage) error { return p.read(md) }); err != nil {
		return err
	}
	for _, p := range pages {
		addresses[strings.TrimSuffix(filepath.Base(p.path), ".md")] = filepath.ToSlash(p.path)
	}
	if err := forEachPage(pages, func(p *baselinePage) error { return p.write(folder, output, layout, addresses) }); err != nil {
		return err
	}
	rest, err := missingBaselinePages(folder, output)
	if err != nil {
		return err
	}
	return forEachPage(rest, func(p *baselinePage) error { return p.writeFile(p.path, p.size, layout) })
}

// missingBaselinePages returns a page without a body for each file that safelearn has written to
// public-safelearn and that the baseline has not yet written to output. It leaves out the search
// index, which is measured separately.
func missingBaselinePages(folder, output string) ([]*baselinePage, error) {
	var rest []*baselinePage
	ours := filepath.Join(folder, "public-safelearn")
	err := filepath.WalkDir(ours, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == ours || err != nil || entry.IsDir() {
			return err
		}
		if path.Base(path.Dir(filepath.ToSlash(filepath.Dir(name)))) == "search" {
			return nil
		}
		name = filepath.Join(output, strings.TrimPrefix(name, ours))
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			info, err := entry.Info()
			if err != nil {
				return err
			}
			rest = append(rest, &baselinePage{Title: entry.Name(), path: name, size: info.Size()})
		}
		return nil
	})
	return rest, err
}

// read reads the page, decodes its front matter, converts its body and highlights its code.
func (p *baselinePage) read(md goldmark.Markdown) error {
	data, err := os.ReadFile(p.path)
	if err != nil {
		return err
	}
	parts := bytes.SplitN(data, []byte("---\n"), 3)
	if err := yaml.Unmarshal(parts[1], p); err != nil {
		return err
	}
	var out bytes.Buffer
	err = md.Convert(parts[2], &out)
	p.unresolved = baselineCodePattern.ReplaceAllFunc(out.Bytes(), func(block []byte) []byte {
		m := baselineCodePattern.FindSubmatch(block)
		tokens, err := lexers.Get(string(m[1])).Tokenise(nil, string(m[2]))
		var b bytes.Buffer
		if err != nil || html.New(html.WithClasses(true)).Format(&b, styles.Fallback, tokens) != nil {
			return block
		}
		return b.Bytes()
	})
	return err
}

// write resolves the references in the page and writes the page.
func (p *baselinePage) write(folder, output string, layout *template.Template, addresses map[string]string) error {
	body := baselineReferencePattern.ReplaceAllFunc(p.unresolved, func(ref []byte) []byte {
		m := baselineReferencePattern.FindSubmatch(ref)
		text := m[2]
		if len(text) == 0 {
			text = m[1]
		}
		name := string(m[1])
		return []byte(`<a href="` + addresses[name[strings.LastIndexByte(name, '/')+1:]] + "#" + name + `">` + string(text) + `</a>`)
	})
	p.Body = template.HTML(body)
	rel, err := filepath.Rel(filepath.Join(folder, "content"), p.path)
	if err != nil {
		return err
	}
	rel = filepath.Clean(strings.TrimSuffix(strings.TrimSuffix(rel, ".md"), "index"))
	p.depth = strings.Count(rel, string(filepath.Separator)) + 1
	dir := filepath.Join(output, rel)
	size := int64(0)
	if ours, err := os.Stat(filepath.Join(folder, "public-safelearn", strings.TrimPrefix(dir, output), "index.html")); err == nil {
		size = ours.Size()
	}
	return p.writeFile(filepath.Join(dir, "index.html"), size, layout)
}

// writeFile executes the layout and writes the page to the named file. It pads a shorter page with
// spaces to size bytes, so that both programs write the same number of bytes: the pages of safelearn
// are larger because they contain backlinks.
func (p *baselinePage) writeFile(name string, size int64, layout *template.Template) error {
	var out bytes.Buffer
	if err := layout.Execute(&out, p); err != nil {
		return err
	}
	out.Write(bytes.Repeat([]byte{' '}, max(int(size)-out.Len(), 0)))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

// forEachPage calls process for every page, in parallel on all cores. It returns the last error of
// each goroutine, joined.
func forEachPage(pages []*baselinePage, process func(*baselinePage) error) error {
	var next atomic.Int64 // index in pages
	var workers sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for worker := range errs {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(pages); i = int(next.Add(1)) - 1 {
				if err := process(pages[i]); err != nil {
					errs[worker] = err
				}
			}
		})
	}
	workers.Wait()
	return errors.Join(errs...)
}
