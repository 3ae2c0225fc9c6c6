package markdown

import (
	"fmt"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Options are the options of Parse.
type Options struct {
	Sections       *SectionSyntax // sections to leave out of the HTML, or nil for none
	Lines          bool           // whether to record Doc.Lines, for a page of a review
	Labels         bool           // whether to recognise labels in braces, for a page with paragraphs of a review
	KeepTypography bool           // whether to keep straight quotation marks, hyphens and dots instead of converting them, for text that is not English
}

// Parse parses the body of a file. It always returns a Doc. The problems are sorted by
// position. If the body exceeds a limit, it is not parsed, and the Doc shows its source.
// Parse is safe for concurrent use.
func Parse(f *source.File, o Options) (doc *Doc, problems diag.List) {
	// Report a panic in goldmark or chroma as a problem of this page, so that the author
	// sees the name of the page instead of a stack trace.
	defer func() {
		if fault := recover(); fault != nil {
			problems = diag.List{}
			problems.Error(f.Start(), "body-fault", fmt.Sprintf("the text of this page cannot be read: %v", fault),
				"take out half of the page, then half of what is left, until it works; the fault is in the program")
			doc = unparsedDoc(f.Text[f.Body:])
		}
	}()
	b := shared.buffers.Get().(*buffers)
	b.body = append(b.body[:0], f.Text[f.Body:]...)
	s := newState(f, o, b.body)
	if exceedsLimit(s) {
		return unparsedDoc(f.Text[f.Body:]), s.Problems
	}
	context := parser.NewContext()
	context.Set(stateKey, s)
	root := shared.parsers[o.KeepTypography].Parse(text.NewReader(s.body), parser.WithContext(context))
	var sum string
	sum, b.text = structureSum(s, root, b.text)
	p := newPrinter(s, b)
	doc = printDocument(p, root)
	doc.Sum = sum
	*b = buffers{b.body, p.html, p.text}
	shared.buffers.Put(b)
	s.Problems.Sort()
	return doc, s.Problems
}

// buffers contains the source of a page and the buffers of its printer. They are reused for the
// next page, which saves a tenth of the memory that a build allocates. A Doc does not refer to
// them.
type buffers struct{ body, html, text []byte }

// shared is used by all calls of Parse.
var shared = struct {
	parsers map[bool]parser.Parser // by the value of Options.KeepTypography
	buffers sync.Pool              // of type *buffers
}{
	parsers: map[bool]parser.Parser{false: newParser(false), true: newParser(true)},
	buffers: sync.Pool{New: func() any { return new(buffers) }},
}

// A state holds the data shared by the parsers and the printer of one document. It is
// passed in the parser's context, so that goroutines can share one parser.
type state struct {
	Options
	diag.Reporter // takes offsets in body
	file          *source.File
	body          []byte               // offsets in the syntax tree refer to it
	footnotes     map[string]*footnote // footnote definitions by label
	explicitIDs   map[string]int       // offset of the heading, by id written by the author
	splitRows     map[int]bool         // offsets of the ends of table rows with a cell split by a bar inside [[ ]]
}

func newState(f *source.File, o Options, body []byte) *state {
	pos := func(offset int) diag.Pos { return f.Pos(f.Body + offset) }
	return &state{Options: o, Reporter: diag.Reporter{Pos: pos}, file: f, body: body,
		footnotes: map[string]*footnote{}, explicitIDs: map[string]int{}, splitRows: map[int]bool{}}
}

// source returns the source of a segment. Unlike a conversion of a slice of body, it does not
// allocate.
func (s *state) source(segment text.Segment) string {
	return s.file.Text[s.file.Body+segment.Start : s.file.Body+segment.Stop]
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// newParser returns a goldmark parser for the syntax of this package. Goldmark initialises it on first
// use while holding a lock, so it can be shared.
func newParser(asTyped bool) parser.Parser {
	inline := append(parser.DefaultInlineParsers(),
		util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
		util.Prioritized(crossRefParser{}, 50),
		util.Prioritized(footnoteRefParser{}, 101),
		util.Prioritized(undefinedLinkParser{}, 150),
	)
	if !asTyped {
		inline = append(inline, util.Prioritized(extension.NewTypographerParser(typographicCharacters()), 9999))
	}
	blocks := append(parser.DefaultBlockParsers(), // the heading parsers take precedence over goldmark's
		util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 99),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 599),
		util.Prioritized(footnoteDefinitionParser{extension.NewFootnoteBlockParser()}, 999),
	)
	paragraphs := append(parser.DefaultParagraphTransformers(),
		util.Prioritized(calloutTransformer{}, 50),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	)
	return parser.NewParser(parser.WithInlineParsers(inline...), parser.WithBlockParsers(blocks...),
		parser.WithParagraphTransformers(paragraphs...), parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)))
}

// A customNode is embedded in the node types of this package. The node types share one kind,
// because the printer distinguishes them by Go type.
type customNode struct{}

var customKind = ast.NewNodeKind("Custom")

func (customNode) Kind() ast.NodeKind { return customKind }
func (customNode) Dump([]byte, int)   {}

// typographicCharacters returns an option that makes the typographer write characters instead of
// entities, because they are also used in plain text. It turns off << and >>, because English does
// not use angle quotation marks.
func typographicCharacters() extension.TypographerOption {
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
