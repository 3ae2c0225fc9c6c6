// Package markdown parses the body of a page.
//
// In comes a file whose front matter has been cut off; out comes a Doc: the body's
// HTML with a hole wherever another page decides the words or the address, the
// references with the sentence around them, the outline, the numbered paragraphs,
// and what was wrong. The syntax tree is not kept. A Doc depends on the bytes of its
// own file and on its Options alone: on no other page, no clock.
//
// The body is CommonMark with tables, footnotes, definition lists, task lists and
// typographic quotes, and of our own: [[cross-references]], numbered paragraphs and
// callouts. Sections that the caller describes are held out of the HTML and taken
// apart into blocks; what they mean is the caller's. Raw HTML is refused, not
// dropped: no text of an author vanishes.
package markdown

import (
	"cmp"
	"slices"
)

// A Doc is a parsed body. It is read-only: pages laid out in parallel share it.
type Doc struct {
	Holes            []Hole            // of the HTML, in order of At
	Refs             []Ref             // cross-references, internal links and pictures, in the order of the HTML: those of footnotes last
	Headings         []Heading         // in order of position; those in footnotes are left out
	Paragraphs       []Paragraph       // top-level paragraphs that start with N.N and one blank, whether or not the section is declared
	MalformedNumbers []MalformedNumber // what looks like a numbered paragraph and is none, whether or not the section is declared
	Callouts         []Callout         // in order of position
	Anchors          []Anchor          // every id in the HTML but those of numbered paragraphs; of sections, the ids of their headings
	Sections         []Section         // in order of position; only where Options.Sections asks for them
	Blocks           []Block           // the visible text, block by block, in the order of the HTML; code blocks have none
	Code             bool              // some code is highlighted, so the page needs the classes of StyleSheet
	Words            int               // how many words are visible

	text     string // of all Blocks, one after the other
	elements []Element
	markup   string // the HTML without the overlaps
	size     int    // of the HTML
	overlaps []overlap
}

// A Hole is a position in the HTML of a Doc that is filled when a page is laid out.
type Hole struct {
	At    int // offset in the HTML
	Kind  HoleKind
	Index int // in the list that the kind names
}

// A HoleKind says what a hole is filled with.
type HoleKind uint8

const (
	// HoleRef is filled with a link element for Refs[Index].
	HoleRef HoleKind = iota
	// HoleURL is filled with the escaped value of an href or src attribute for Refs[Index].
	HoleURL
	// HoleParagraph replaces "<p>", the number and the space of Paragraphs[Index]. What
	// fills it opens the paragraph and, if the number is declared, a group around the
	// paragraph and the blocks that belong to it.
	HoleParagraph
	// HoleEnd ends the group that the last HoleParagraph opened, if it opened one. It is
	// before each top-level heading, before the footnotes and at the end of every body.
	// A HoleParagraph also ends the group before it.
	HoleEnd
	// HoleLabel is filled with the words that name the level of Callouts[Index], escaped,
	// in the language of the page.
	HoleLabel
	// HoleSection is the position of Sections[Index], heading and all.
	HoleSection
	// HoleCut is where Text.CutPrefix cut words off. Index is 0.
	HoleCut
)

// A Ref is a reference that the body makes.
type Ref struct {
	Target    string // "baby-r/4.18", "4.18-4.23", "bruising#refer"; of a Link or Image the destination, entities decoded
	Words     string // words to show, plain text; "" where the target decides. Of a Link: its text, of an Image: its alternative
	Kind      RefKind
	Offset    int // in the file's text, of the first bracket
	Paragraph int // index of the numbered paragraph whose group it is in, or -1
	Block     int // index of the block it is in
	at        int // offset in the block's text
	from, to  int // the sentence around it in the block's text
}

// A RefKind says how a reference was written.
type RefKind uint8

const (
	Cross RefKind = iota // [[target]] or [[target|words]]
	Link                 // [words](relative/address/) or (#anchor)
	Image                // ![alternative](relative/file.svg)
)

// HeadingAt returns the heading whose block has an index, nil where that is no
// heading's.
func (d *Doc) HeadingAt(block int) *Heading {
	i, found := slices.BinarySearchFunc(d.Headings, block, func(h Heading, block int) int { return cmp.Compare(h.Block, block) })
	if !found {
		return nil
	}
	return &d.Headings[i]
}

// A Heading is one entry of the outline.
type Heading struct {
	Level  int // 2 to 6
	ID     string
	Text   string // plain; without the words of references that another page decides
	Offset int
	Block  int // index of its block, whose marks say where such words belong
}

// Contents returns the headings that a list of the contents shows, none if they are too
// few for a list.
func (d *Doc) Contents() []Heading {
	list := slices.DeleteFunc(slices.Clone(d.Headings), func(h Heading) bool { return h.Level != 2 })
	if len(list) < 3 {
		return nil
	}
	return list
}

// A Paragraph is a top-level paragraph that starts with a number: 4.18. Neither part
// of the number starts with a zero, so it can be written as it was from its parts.
type Paragraph struct {
	Section, Number int // 4, 18
	Offset          int // of the number in the file's text
	Block           int // index of its own block, whose text starts with the number; blocks up to the next Paragraph or heading belong to it
}

// A MalformedNumber is text that an author may have meant as the number of a paragraph.
type MalformedNumber struct {
	Section, Number int          // 4, 18
	Kind            Malformation // what is wrong with it
	Offset          int          // in the file's text
}

// A Malformation says what is wrong with a MalformedNumber.
type Malformation uint8

const (
	RunTogether Malformation = iota // the number starts a line inside a paragraph: a blank line is missing before it
	FullStop                        // 4.18. text, 4.18: text, 4.18) text, [4.18] text
	Emphasis                        // **4.18** text, or *4.18* text, or __4.18__ text
	HardSpace                       // not one plain blank after the number: a no-break space, several blanks, a tab, the end of the line
)

// A Callout is a quotation that starts with a mark such as [!NOTE].
type Callout struct {
	Level  Level // what the mark names
	Offset int   // of the mark
}

// An Anchor is an id in the HTML that a link can point at.
type Anchor struct {
	ID       string
	Explicit bool // written by the author as {#id}
	Offset   int
}

// A Block is the visible plain text of one paragraph, heading, list item's
// paragraph, table cell or term.
type Block struct {
	Text      string // quotes typographic, entities decoded, line ends as blanks
	Marks     []Mark // references whose words another page decides, in order
	Prose     bool   // a paragraph outside lists, whose sentences are shown singly; the text of other blocks is shown whole
	Heading   int    // the level, or 0
	Offset    int    // in the file's text, where it starts
	Paragraph int    // index of the numbered paragraph it belongs to, or -1; a footnote belongs to the one that cites it first
}

// A Mark is the position of the words of a reference in a Block's text.
type Mark struct {
	At  int // offset in the text
	Ref int // index in Doc.Refs
}
