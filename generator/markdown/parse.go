package markdown

import (
	"fmt"

	extension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Options say how a body is parsed.
type Options struct {
	Sections *SectionSyntax // which sections are held out of the HTML; if nil, none
	AsTyped  bool           // leave straight quotation marks and dashes as they are: the text is not English
}

// Parse parses the body of a file. It always returns a Doc; what is wrong is in the
// list, which is sorted. A body that exceeds a limit is not parsed; its Doc shows the
// source. Parse is safe for use by several goroutines.
func Parse(f *source.File, o Options) (doc *Doc, problems diag.List) {
	// A panic in goldmark or chroma names the page to the author instead of showing a
	// stack trace.
	defer func() {
		if fault := recover(); fault != nil {
			problems = diag.List{}
			problems.Error(f.Start(), "body-fault", fmt.Sprintf("the text of this page cannot be read: %v", fault),
				"take out half of the page, then half of what is left, until it works; the fault is in the program")
			doc = unparsed(f.Text[f.Body:])
		}
	}()
	d := ours
	if o.AsTyped {
		d = foreign
	}
	d.sections = o.Sections
	return parse(f, d)
}

// A dialect is a parser and how its syntax tree is printed.
type dialect struct {
	parser parser.Parser
	// spec prints what the examples of CommonMark expect: raw HTML and any address as
	// they are, no ids, no classes, XHTML. Tests use it.
	spec     bool
	sections *SectionSyntax // nil if no sections are held out
	// typed leaves quotation marks and dashes as the author typed them.
	typed bool
}

var (
	ours    = dialect{parser: newParser(true)}
	foreign = dialect{parser: newParser(false), typed: true}
)

func parse(f *source.File, d dialect) (*Doc, diag.List) {
	s := newState(f)
	s.typed = d.typed
	if exceedsLimit(s) {
		return unparsed(f.Text[f.Body:]), s.Problems
	}
	context := parser.NewContext()
	context.Set(stateKey, s)
	root := d.parser.Parse(text.NewReader(s.body), parser.WithContext(context))
	doc := document(newPrinter(s, d), root)
	s.Problems.Sort()
	return doc, s.Problems
}

// state is what is known of one document while it is parsed and printed. It is passed in
// the parser's context, so that goroutines can share one parser.
type state struct {
	diag.Reporter // of problems by their offsets in body
	file          *source.File
	body          []byte           // offsets of the syntax tree count in it
	typed         bool             // as in dialect
	notes         map[string]*note // footnotes by label
	explicit      map[string]int   // ids that the author wrote, with the offset of the heading
	bars          map[int]bool     // ends of lines on which a bar inside [[ ]] split a cell
}

func newState(f *source.File) *state {
	pos := func(offset int) diag.Pos { return f.Pos(f.Body + offset) }
	return &state{Reporter: diag.Reporter{Pos: pos}, file: f, body: []byte(f.Text[f.Body:])}
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// newParser returns goldmark's parser with the constructs of this package. It is called
// once for each dialect; goldmark fills the parser's tables at the first use, under a
// lock.
func newParser(typographic bool) parser.Parser {
	inline := []util.PrioritizedValue{
		util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
		util.Prioritized(crossParser{}, 50),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(noteParser{}, 101),
		util.Prioritized(danglingParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	if typographic {
		inline = append(inline, util.Prioritized(extension.NewTypographerParser(quotes()), 9999))
	}
	return parser.NewParser(
		parser.WithInlineParsers(inline...),
		parser.WithBlockParsers(
			util.Prioritized(headingParser{parser.NewSetextHeadingParser(parser.WithHeadingAttribute())}, 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headingParser{parser.NewATXHeadingParser(parser.WithHeadingAttribute())}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(noteDefinitionParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutTransformer{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// quotes makes the typographer write characters, which are shorter than entities and
// can be part of plain text. << stays, because angle quotation marks are not English.
func quotes() extension.TypographerOption {
	return extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation][]byte{
		extension.LeftSingleQuote:  []byte("‘"),
		extension.RightSingleQuote: []byte("’"),
		extension.LeftDoubleQuote:  []byte("“"),
		extension.RightDoubleQuote: []byte("”"),
		extension.Apostrophe:       []byte("’"),
		extension.EnDash:           []byte("–"),
		extension.EmDash:           []byte("—"),
		extension.Ellipsis:         []byte("…"),
		extension.LeftAngleQuote:   nil,
		extension.RightAngleQuote:  nil,
	})
}
