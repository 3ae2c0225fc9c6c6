package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// structureSum returns a checksum of what readers see of a body, given the root of its syntax tree: its
// blocks with their types, nesting, order and text. How its lines are wrapped and its marks are typed
// does not affect the checksum, nor do ids of headings and names of footnotes and link definitions. It
// also returns buffer, which it overwrites.
func structureSum(s *state, root ast.Node, buffer []byte) (sum string, used []byte) {
	w := structureWriter{state: s, out: buffer[:0]}
	w.writeChildren(root)
	for i := 0; i < len(w.cited); i++ { // a footnote may cite another
		w.open("footnote")
		w.writeChildren(w.cited[i].node)
		w.end()
	}
	digest := sha256.Sum256(w.out)
	return hex.EncodeToString(digest[:8]), w.out
}

// A structureWriter writes an unambiguous encoding of the visible content of a syntax tree.
type structureWriter struct {
	*state
	out   []byte
	cited []*footnote // cited footnotes, in order of first citation
}

// open writes the start of a node with the given type and properties.
func (w *structureWriter) open(properties ...string) {
	w.out = append(w.out, 0)
	for _, text := range properties {
		w.out = append(strconv.AppendQuote(w.out, text), ' ')
	}
}

// end writes the end of a node.
func (w *structureWriter) end() { w.out = append(w.out, 1) }

// text writes text, with each sequence of spaces and line ends as one space.
func (w *structureWriter) text(text []byte) {
	for _, c := range text {
		if c == '\n' || c == '\t' {
			c = ' '
		}
		if c != ' ' || !bytes.HasSuffix(w.out, []byte(" ")) {
			w.out = append(w.out, c)
		}
	}
}

func (w *structureWriter) writeChildren(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		w.write(child)
	}
}

// write writes a node, unless it is a definition, which is shown where it is used.
func (w *structureWriter) write(n ast.Node) {
	switch n := n.(type) {
	case *ast.LinkReferenceDefinition, *extast.Footnote:
		return
	case *ast.Text:
		w.writeText(n)
		return
	case *ast.String:
		w.text(n.Value)
		return
	case *footnoteRef:
		if !slices.Contains(w.cited, n.note) {
			w.cited = append(w.cited, n.note)
		}
		w.open("citation", strconv.Itoa(slices.Index(w.cited, n.note)))
	default:
		w.open(w.properties(n)...)
		w.writeChildren(n)
	}
	w.end()
}

// writeText writes inline text as printText does.
func (w *structureWriter) writeText(n *ast.Text) {
	value := n.Segment.Value(w.body)
	if !n.IsRaw() {
		value = decode(value)
	}
	w.text(value)
	switch {
	case n.HardLineBreak():
		w.open("break")
		w.end()
	case n.SoftLineBreak():
		w.text([]byte(" "))
	}
}

// properties returns the type of a node and what readers see of it apart from its children.
func (w *structureWriter) properties(n ast.Node) []string {
	kind := n.Kind().String()
	switch n := n.(type) {
	case *ast.Heading:
		return []string{kind, strconv.Itoa(n.Level)}
	case *ast.Emphasis:
		return []string{kind, strconv.Itoa(n.Level)}
	case *ast.List:
		if n.IsOrdered() {
			return []string{kind, strconv.Itoa(n.Start)}
		}
	case *ast.Link:
		return []string{kind, string(n.Destination), string(n.Title)}
	case *ast.Image:
		return []string{kind, string(n.Destination), string(n.Title)}
	case *ast.AutoLink:
		return []string{kind, string(n.Label(w.body))}
	case *ast.CodeBlock:
		return []string{"code", string(n.Lines().Value(w.body)), ""}
	case *ast.FencedCodeBlock:
		return []string{"code", string(n.Lines().Value(w.body)), string(n.Language(w.body))}
	case *ast.HTMLBlock:
		return []string{kind, string(bytes.TrimSpace(n.Lines().Value(w.body)))}
	case *ast.RawHTML:
		return []string{kind, string(n.Segments.Value(w.body))}
	case *extast.TableCell:
		return []string{kind, n.Alignment.String()}
	case *extast.TaskCheckBox:
		return []string{kind, strconv.FormatBool(n.IsChecked)}
	case *calloutTitle:
		return []string{"callout", n.kind.Keyword()}
	case *crossRef:
		return []string{"reference", n.target, n.linkText}
	}
	return []string{kind}
}
