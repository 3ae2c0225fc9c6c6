package model

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// reportComment reports a YAML comment in or after n that was probably meant as text. The YAML parser
// does not include comments in values, so the text would be lost. A comment was probably meant as text
// if it follows unquoted text, if another line of text follows it, or if it looks like a hashtag in
// place of a value or line of text.
func (d *decoder) reportComment(n ast.Node, key string) {
	text, comment := d.textWithComment(n)
	if comment == "" {
		return
	}
	quoted := `"` + text + `"`
	if strings.ContainsAny(text, `"\`) {
		quoted = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	hint := fmt.Sprintf("put the value in quotes: %s", quoted)
	if form := contactHint(lastKey(key)); form != "" && strings.HasPrefix(key, "contacts[") {
		hint = form // here, a value in quotes would be invalid, too
	}
	d.reportValue(n, "front-comment", fmt.Sprintf("%s: everything after the blank and # is left out: %s", lastKey(key), comment), hint+"; put a comment on a line of its own")
}

// textWithComment returns the comment in or after n, and the text of n including the comment. Both are
// "" if there is no comment or if the author probably meant it as a comment.
func (d *decoder) textWithComment(n ast.Node) (text, comment string) {
	t := n.GetToken()
	if n.Type() == ast.NullType {
		line := []rune(d.frontLine(t.Position.Line))
		rest := strings.Trim(string(line[min(t.Position.Column-1, len(line)):]), " \t")
		if isHashtag(rest) {
			return rest, rest
		}
		return "", ""
	}
	if comment := commentAfterColon(t); comment != "" && n.Type() != ast.LiteralType {
		return comment + " " + t.Value, comment
	}
	if n.Type() == ast.LiteralType || t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType || t.Next == nil || t.Next.Type != token.CommentType {
		return "", ""
	}
	comment = strings.TrimRight("#"+t.Next.Value, " ")
	line := d.frontLine(t.Next.Position.Line)
	before := line[:max(0, strings.LastIndex(line, comment))]
	if strings.Trim(before, " ") == "" && (utf8.RuneCountInString(before) < parentColumn(t) || !isHashtag(comment)) {
		return "", ""
	}
	return t.Value + " " + comment, comment
}

// commentAfterColon returns the comment between a colon and the value t, on the same line as the
// colon, or "" if there is none.
func commentAfterColon(t *token.Token) string {
	p := t.Prev
	for p != nil && p.Type == token.CommentType && p.Prev != nil {
		if colon := p.Prev; colon.Type == token.MappingValueType && colon.Position.Line == p.Position.Line {
			return strings.TrimRight("#"+p.Value, " ")
		}
		p = p.Prev
	}
	return ""
}

// frontLine returns line n of the front matter, counted from 1.
func (d *decoder) frontLine(n int) string { return d.File.Line(d.File.FrontPos(n, 1).Line) }

// isHashtag reports whether text starts with a number sign that is directly followed by
// another character.
func isHashtag(text string) bool {
	rest, found := strings.CutPrefix(text, "#")
	return found && strings.TrimLeft(rest, " \t") == rest && rest != ""
}

// parentColumn returns the column, counted from 1, of the key or hyphen before a value, or 0 if there
// is neither. Every line of the value is indented by at least as many spaces.
func parentColumn(t *token.Token) int {
	p := t.Prev
	if p != nil && p.Type == token.MappingValueType {
		p = p.Prev
	}
	if p == nil {
		return 0
	}
	return p.Position.Column
}

// reportListComment reports comments within the brackets of a list that were probably meant as list
// items.
func (d *decoder) reportListComment(list *ast.SequenceNode, key string) {
	if !list.IsFlowStyle {
		return
	}
	for t := list.Start; t != nil && t != list.End; t = t.Next {
		if comment := strings.TrimRight("#"+t.Value, " "); t.Type == token.CommentType && isHashtag(comment) && t.Prev != nil && (t.Prev.Type == token.CollectEntryType || t.Prev.Type == token.SequenceStartType) {
			d.problems.Error(d.File.FrontPos(t.Position.Line, t.Position.Column), "front-comment", fmt.Sprintf("%s: everything after the blank and # is left out: %s", lastKey(key), comment),
				"put the item in quotes, and the comma or bracket after the quotes; put a comment on a line of its own")
		}
	}
}
