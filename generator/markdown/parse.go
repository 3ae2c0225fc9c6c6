package markdown

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
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
	s := newState(f, o)
	if exceedsLimit(s) {
		return unparsed(f.Text[f.Body:]), s.Problems
	}
	context := parser.NewContext()
	context.Set(stateKey, s)
	root := parsers[o.AsTyped].Parse(text.NewReader(s.body), parser.WithContext(context))
	doc = document(newPrinter(s), root)
	s.Problems.Sort()
	return doc, s.Problems
}

// parsers holds a parser for each value of Options.AsTyped.
var parsers = map[bool]parser.Parser{false: newParser(false), true: newParser(true)}

// state is what is known of one document while it is parsed and printed. It is passed in
// the parser's context, so that goroutines can share one parser.
type state struct {
	Options
	diag.Reporter // of problems by their offsets in body
	file          *source.File
	body          []byte           // offsets of the syntax tree count in it
	notes         map[string]*note // footnotes by label
	explicit      map[string]int   // ids that the author wrote, with the offset of the heading
	bars          map[int]bool     // ends of lines on which a bar inside [[ ]] split a cell
}

func newState(f *source.File, o Options) *state {
	pos := func(offset int) diag.Pos { return f.Pos(f.Body + offset) }
	return &state{Options: o, Reporter: diag.Reporter{Pos: pos}, explicit: map[string]int{}, file: f, body: []byte(f.Text[f.Body:])}
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// newParser returns goldmark's parser with the constructs of this package. Goldmark fills
// the parser's tables at the first use, under a lock.
func newParser(asTyped bool) parser.Parser {
	inline := append(parser.DefaultInlineParsers(),
		util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
		util.Prioritized(crossParser{}, 50),
		util.Prioritized(noteParser{}, 101),
		util.Prioritized(danglingParser{}, 150),
	)
	if !asTyped {
		inline = append(inline, util.Prioritized(extension.NewTypographerParser(quotes()), 9999))
	}
	blocks := append(parser.DefaultBlockParsers(), // a heading parser of this package is before goldmark's
		util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 99),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 599),
		util.Prioritized(noteDefinitionParser{extension.NewFootnoteBlockParser()}, 999),
	)
	paragraphs := append(parser.DefaultParagraphTransformers(),
		util.Prioritized(calloutTransformer{}, 50),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	)
	return parser.NewParser(parser.WithInlineParsers(inline...), parser.WithBlockParsers(blocks...),
		parser.WithParagraphTransformers(paragraphs...), parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)))
}

// custom is embedded in the nodes that this package adds to the syntax tree. They have one
// kind, because the printer distinguishes them by their types.
type custom struct{}

var customKind = ast.NewNodeKind("Custom")

func (custom) Kind() ast.NodeKind { return customKind }
func (custom) Dump([]byte, int)   {}

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
