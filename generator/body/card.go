package body

import "bytes"

// PhoneIcon is the drawing of a telephone, on a grid of 24 units.
const PhoneIcon = `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3h4l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/></svg>`

// addCalls returns text with a button that calls the first number in each card with emergency or
// urgent advice. The button for an emergency follows the title, and that for urgent advice the first
// paragraph. A number in the title is no link then, because the button is one. The function say
// returns the label of a button for a number.
func addCalls(text []byte, say func(number string) string) []byte {
	const card = `<div class="callout `
	var out []byte
	for {
		start := bytes.Index(text, []byte(card))
		if start < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:start+len(card)]...), text[start+len(card):]
		end := bytes.Index(text, []byte(card))
		if end < 0 {
			end = len(text)
		}
		if urgent := bytes.HasPrefix(text, []byte("urgent")); urgent || bytes.HasPrefix(text, []byte("emergency")) {
			out = appendCard(out, text[:end], urgent, say)
		} else {
			out = append(out, text[:end]...)
		}
		text = text[end:]
	}
}

// appendCard appends a card with its button.
func appendCard(out, text []byte, urgent bool, say func(number string) string) []byte {
	const titleEnd, paragraphEnd, linkEnd = "</h2>", "</p>", "</a>"
	title := bytes.Index(text, []byte(titleEnd)) + len(titleEnd)
	link := bytes.Index(text, []byte(`<a href="tel:`))
	if title < len(titleEnd) || link < 0 {
		return append(out, text...)
	}
	label := link + bytes.IndexByte(text[link:], '>') + 1
	end := label + bytes.Index(text[label:], []byte(linkEnd))
	button := `<p class="dial">` + string(text[link:label]) + PhoneIcon + say(string(text[label:end])) + linkEnd + paragraphEnd
	at := title
	if p := bytes.Index(text[title:], []byte(paragraphEnd)); urgent && link > title && p >= 0 {
		at = title + p + len(paragraphEnd)
	}
	if link < title {
		out = append(append(out, text[:link]...), text[label:end]...)
		out = append(out, text[end+len(linkEnd):at]...)
	} else {
		out = append(out, text[:at]...)
	}
	return append(append(out, button...), text[at:]...)
}
