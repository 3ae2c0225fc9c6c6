package body

import "bytes"

// PhoneIcon is a telephone icon as an SVG element.
const PhoneIcon = `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3h4l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/></svg>`

// foldQuestions puts each paragraph of a callout that starts with a question in bold into a details
// element, with the question as its summary. This separates information for some readers from the
// emergency signs. The argument text starts with the callout and may extend beyond it.
func foldQuestions(text []byte) []byte {
	const start, questionEnd, end = "<p><strong>", "?</strong>", "</p>"
	var out []byte
	size := max(0, bytes.Index(text, []byte("</div>")))
	card, rest := text[:size], text[size:]
	for {
		at := bytes.Index(card, []byte(start))
		if at < 0 {
			return append(append(out, card...), rest...)
		}
		question, answer, found := bytes.Cut(card[at+len(start):], []byte(questionEnd))
		out = append(out, card[:at]...)
		if card = card[at:]; !found || bytes.IndexByte(question, '<') >= 0 {
			out, card = append(out, start...), card[len(start):]
			continue
		}
		answer, after, _ := bytes.Cut(answer, []byte(end))
		out = append(append(append(out, `<details class="fold"><summary><strong>`...), question...), "?</strong></summary><p>"...)
		out = append(append(out, bytes.TrimLeft(answer, " ")...), "</p></details>"...)
		card = after
	}
}

// addCallButtons adds to each emergency or urgent callout in text a button that calls the callout's
// first phone number, and folds the questions in the callout. In an emergency callout the button
// follows the title; in an urgent one it follows the first paragraph. If the number is in the title,
// the link around it is removed, because the button has the same target. The function label returns the
// label of the button for a phone number.
func addCallButtons(text []byte, label func(number string) string) []byte {
	const callout = `<div class="callout `
	var out []byte
	for {
		start := bytes.Index(text, []byte(callout))
		if start < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:start+len(callout)]...), text[start+len(callout):]
		end := bytes.Index(text, []byte(callout))
		if end < 0 {
			end = len(text)
		}
		if urgent := bytes.HasPrefix(text, []byte("urgent")); urgent || bytes.HasPrefix(text, []byte("emergency")) {
			out = appendWithButton(out, foldQuestions(text[:end]), urgent, label)
		} else {
			out = append(out, text[:end]...)
		}
		text = text[end:]
	}
}

// appendWithButton appends a callout with its call button, or unchanged if it has no phone number.
func appendWithButton(out, text []byte, urgent bool, label func(number string) string) []byte {
	const titleEnd, paragraphEnd, linkEnd = "</h2>", "</p>", "</a>"
	title := bytes.Index(text, []byte(titleEnd)) + len(titleEnd)
	link := bytes.Index(text, []byte(`<a href="tel:`))
	if title < len(titleEnd) || link < 0 {
		return append(out, text...)
	}
	number := link + bytes.IndexByte(text[link:], '>') + 1
	end := number + bytes.Index(text[number:], []byte(linkEnd))
	button := `<p class="dial">` + string(text[link:number]) + PhoneIcon + label(string(text[number:end])) + linkEnd + paragraphEnd
	at := title
	if p := bytes.Index(text[title:], []byte(paragraphEnd)); urgent && link > title && p >= 0 {
		at = title + p + len(paragraphEnd)
	}
	if link < title {
		out = append(append(out, text[:link]...), text[number:end]...)
		out = append(out, text[end+len(linkEnd):at]...)
	} else {
		out = append(out, text[:at]...)
	}
	return append(append(out, button...), text[at:]...)
}
