// Package markdown parses page bodies.
//
// Parse takes a source file and returns a Doc and a list of problems. A Doc contains the
// HTML of the body, with a slot (a position to fill) for content that comes from elsewhere;
// the references, with the sentences that contain them; the outline; and the numbered
// paragraphs. It depends only on the file and the Options, not on other pages or the
// current time. The syntax tree is not kept.
//
// The syntax is CommonMark with tables, footnotes, definition lists, task lists and
// typographic quotes. The package adds [[cross-references]], numbered paragraphs and
// callouts. Sections described by Options.Sections are left out of the HTML and returned
// as lists of elements, which the caller interprets. Raw HTML is an error and is shown as
// text, so that nothing an author writes is lost.
package markdown

import (
	"cmp"
	"slices"
	"strings"
)

// A Doc is a parsed body. It is read-only, because pages rendered in parallel share it.
type Doc struct {
	Slots      []Slot      // sorted by At
	Refs       []Ref       // cross-references, internal links and images in HTML order: those in footnotes last
	Headings   []Heading   // in page order, except those in footnotes
	Paragraphs []Paragraph // in page order, even if the review does not declare the section
	Lines      []Line      // lines that may start with the label of a paragraph, in any order; nil if Options.Lines is false
	Callouts   []Callout   // in HTML order
	Tables     []int       // offset in the file of each table, in HTML order
	Lead       Text        // the first block if that is a paragraph without a label, or an empty Text
	Anchors    []Anchor    // all ids in the HTML except those of numbered paragraphs, plus the ids of section headings
	Sections   []Section   // in page order, or nil if Options.Sections is nil
	BoxLists   []BoxList   // in page order, including those in other blocks
	Elements   []Element   // top-level blocks, or nil if Options.Sections is nil; lists and tables have no Items and Rows
	Blocks     []Block     // the visible text in HTML order, except code blocks
	Sum        string      // checksum of what readers see: the blocks with their types, nesting, order and text, but not how their lines are wrapped
	HasCode    bool        // whether the HTML contains code, which needs static/code.css

	stored string // text of all Blocks, followed by the rest of the HTML
	pieces []htmlRange
	size   int // length of the HTML in bytes, not counting the content of slots
}

// WordCount returns the number of visible words, without code blocks. A reference whose link text
// comes from another page counts as one.
func (d *Doc) WordCount() (count int) {
	for _, b := range d.Blocks {
		count += len(b.Marks)
		for range strings.FieldsSeq(b.Text) {
			count++
		}
	}
	return count
}

// A Slot is a position in the HTML of a Doc where content, such as a link to another page, is inserted
// when the page is rendered.
type Slot struct {
	At    int // offset in the HTML
	Kind  SlotKind
	Index int // index in the field of Doc that belongs to the Kind; for SlotTask and SlotLines, see their comments
}

// A SlotKind specifies the content that is inserted at a Slot.
type SlotKind uint8

const (
	// SlotRef is replaced by a link element for Refs[Index].
	SlotRef SlotKind = iota
	// SlotURL is replaced by the escaped href or src value for Refs[Index].
	SlotURL
	// SlotParagraph is replaced by the start tag and number of Paragraphs[Index]. If the
	// review declares the number, the start tag of a group precedes them. The group contains the
	// paragraph and the blocks up to the next SlotParagraph or SlotEnd.
	SlotParagraph
	// SlotEnd is replaced by the end tag of the current paragraph group, if any. It
	// precedes each top-level heading and the footnotes, and ends every body.
	SlotEnd
	// SlotHeading follows the end tag of each top-level heading, which is Headings[Index]. Nothing is
	// inserted. The preceding SlotEnd is the position of its start tag.
	SlotHeading
	// SlotLabel is replaced by the escaped name of the kind of Callouts[Index] in the page language.
	SlotLabel
	// SlotCall is replaced by a button that calls the first phone number in Callouts[Index], or by nothing
	// if there is none. It follows the first block of a callout whose kind Calls, and a first step that calls.
	SlotCall
	// SlotStep is replaced by the attributes, if any, of the paragraph with the bold words of the first step
	// in Callouts[Index], which says what to do now. A SlotCall ends the paragraph. There is none unless
	// the paragraph contains nothing but the bold words, and these contain a reference.
	SlotStep
	// SlotTask is replaced by the escaped state of a task in the page language: "to do" if Index is 0,
	// and "done" if it is 1.
	SlotTask
	// SlotSection is replaced by Sections[Index], including its heading.
	SlotSection
	// SlotLines marks content that takes up space on a slide but is not in a Block, such as a code
	// block. Index is its height in lines. Nothing is inserted.
	SlotLines
)

// A Ref is a reference, link or image in a body.
type Ref struct {
	Target    string // such as child-m/4.18, 4.18-4.23 or handover#refer, or the decoded URL of a Link or Image
	Text      string // plain text of the link, or "" if the name of the target is used; alternative text of an Image
	Kind      RefKind
	Offset    int // offset in the file of the first bracket
	Paragraph int // index of the numbered paragraph that contains the reference, or -1
	Block     int // index of the block that contains the reference
	at        int // offset in the block's text
	from, to  int // start and end, in the block's text, of the sentence that contains the reference
}

// A RefKind is the syntax of a reference.
type RefKind uint8

const (
	CrossRef RefKind = iota // [[target]] or [[target|text]]
	Link                    // [text](relative/path/) or [text](#anchor)
	Image                   // ![alternative text](relative/file.svg)
)

// HeadingAt returns the heading in the block with the given index, or nil if the block is
// not a heading.
func (d *Doc) HeadingAt(block int) *Heading {
	i, found := slices.BinarySearchFunc(d.Headings, block, func(h Heading, block int) int { return cmp.Compare(h.Block, block) })
	if !found {
		return nil
	}
	return &d.Headings[i]
}

// A Heading is an entry in the outline.
type Heading struct {
	Level  int // 2 to 6
	ID     string
	Text   string // plain text, without link text that comes from other pages
	Offset int    // offset in the file
	Block  int    // index in Doc.Blocks; the Marks of the block are the positions of link text from other pages
}

// Contents returns the headings for the table of contents, which are those of level 2. It returns
// nil if there are fewer than three.
func (d *Doc) Contents() []Heading {
	list := slices.DeleteFunc(slices.Clone(d.Headings), func(h Heading) bool { return h.Level != 2 })
	if len(list) < 3 {
		return nil
	}
	return list
}

// A Paragraph is a top-level paragraph that starts with its label: a number such as 4.18, or any
// label in braces, such as {41} or {Finding 3}.
type Paragraph struct {
	Label  string // as typed, without the braces
	Braces bool   // whether the label is in braces and therefore not part of the text of the block
	Offset int    // offset in the file of the label
	Block  int    // index of the paragraph's block; blocks up to the next Paragraph or heading belong to the paragraph
}

// Source returns the label as typed.
func (p *Paragraph) Source() string {
	if p.Braces {
		return "{" + p.Label + "}"
	}
	return p.Label
}

// A Line is a line of text as readers see it: a line of a block or a code block, the alternative
// text of a picture, or the title of a link. Doc.LineTexts returns its text.
type Line struct {
	Ref    int    // index in Doc.Refs of the reference for which the first RefPlaceholder in its text stands, or -1
	Marker string // visible text before the line: the number of a list item, or the first cells of a row if they contain only numbers
	Offset int    // offset in the file
	Label  string // label in braces before the line, or ""
	Form   LineForm

	block, at int    // index in Doc.Blocks, or -1 if the line is not in a block, and offset in the block's text
	text      string // text of the line if block is -1
}

// A LineForm describes the number at the start of a Line.
type LineForm uint8

const (
	OtherLine       LineForm = iota // no number at the start, or not in a top-level paragraph
	NumberedLine                    // one of Doc.Paragraphs
	RunTogetherLine                 // the number starts a later line of a paragraph, without a blank line before it
	PunctuatedLine                  // 4.18. text, 4.18: text, 4.18) text or [4.18] text
	EmphasisedLine                  // **4.18** text, *4.18* text or __4.18__ text
	WrongSpaceLine                  // the number is followed by the end of the line or by white space other than a single space
)

// A Callout is a block quote that starts with a marker such as [!NOTE].
type Callout struct {
	Kind   CalloutKind // determines how the callout looks
	Titled bool        // whether the author has added a title
	Offset int         // offset in the file of the marker
	Call   int         // index in Refs of the first reference in the bold words of the first step, or -1 if there is no SlotStep
	Text   Text        // the whole callout
}

// An Anchor is an id in the HTML that a link can point at.
type Anchor struct {
	ID     string
	Offset int // offset in the file
}

// A Block is the visible plain text of a paragraph, heading, table cell or defined term.
type Block struct {
	Text      string // with typographic quotes, decoded entities, and spaces for line ends
	Marks     []Mark // references with link text from other pages, sorted by At
	Prose     bool   // whether it is a paragraph outside lists, which is quoted by sentence, unlike other blocks, which are quoted whole
	Citations int32  // number of citations of footnotes, such as [1], which are not part of Text
	Heading   int    // heading level, or 0
	Offset    int    // offset in the file
	Paragraph int    // index of the numbered paragraph that contains the block; for a footnote, of the paragraph that cites it first; or -1
}

// A Mark is a position in the text of a Block where a reference is shown with link text that comes
// from another page.
type Mark struct {
	At  int // offset in the text
	Ref int // index in Doc.Refs
}
