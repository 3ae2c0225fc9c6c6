package check

import "strings"

// findContacts calls found for each string in text that looks like a phone number or an
// e-mail address. It does not use regular expressions, because matching them against every
// page took longer than parsing Markdown.
func findContacts(text string, found func(offset int, text string)) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == 't' && strings.HasPrefix(text[i:], "tel:") || c == 's' && strings.HasPrefix(text[i:], "sms:"):
			if end := i + len("tel:"); end < len(text) && (isDigit(text[end]) || text[end] == '+') {
				to := end + strings.IndexFunc(text[end:]+" ", func(r rune) bool { return !isDigit(byte(r)) && r != '+' && r != '-' })
				found(end, text[end:to])
				i = to
			}
		case c == '@':
			if from, to := emailBounds(text, i); to > 0 {
				found(from, text[from:to])
				i = to
			}
		case isDigit(c) || c == '+' || c == '(':
			if i > 0 && strings.IndexByte("+(", c) < 0 && isWordPart(text[i-1]) {
				continue
			}
			if to := bookNumberEnd(text, i); to > 0 {
				i = to - 1
			} else if to := phoneEnd(text, i); to > 0 {
				found(i, text[i:to])
				i = to
			} else if isDigit(c) {
				for i+1 < len(text) && isDigit(text[i+1]) {
					i++
				}
			}
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// bookNumberEnd returns the end offset of the number at offset i if it is an ISBN or ISSN,
// which the text before it says, or 0 if it is not.
func bookNumberEnd(text string, i int) int {
	const longest = len("ISBN-13 (13): ")
	before := text[max(0, i-longest):i]
	at := max(strings.LastIndex(before, "ISBN"), strings.LastIndex(before, "ISSN"))
	if at < 0 || strings.Trim(before[at+4:], " -:.()013\u00a0\n") != "" {
		return 0
	}
	most := 10
	switch rest := text[i:]; {
	case before[at+2] == 'S':
		most = 8
	case strings.HasPrefix(rest, "978"), strings.HasPrefix(rest, "979"):
		most = 13
	}
	end := i
	for count := 0; end < len(text) && count < most; end++ {
		switch c := text[end]; {
		case isDigit(c) || c == 'X':
			count++
		case c != ' ' && c != '-':
			return end
		}
	}
	return end
}

// isWordPart reports whether a digit after the byte c belongs to a longer word, such as a
// document number or a URL, and cannot start a phone number.
func isWordPart(c byte) bool {
	return isDigit(c) || isLetter(c) || strings.IndexByte("./-_=#[", c) >= 0
}

// phoneEnd returns the end offset of the phone number that starts at offset i, or 0 if there
// is none. A phone number has nine to fifteen digits after +, ten or eleven digits starting
// with 0, seven to nine digits starting with 08, or six digits starting with 116, or is a
// short number after a word such as "call".
func phoneEnd(text string, i int) int {
	count, end, group := 0, i, i
scan:
	for j, r := range text[i:] {
		j += i
		switch {
		case r >= '0' && r <= '9':
			if j > end || j == i {
				group = j
			}
			count++
			end = j + 1
		case r == '+' && j == i, j-end < 2 && strings.ContainsRune(" ()-\n\u00a0\u2013\u2011", r):
		case r == '.' && j == end && end-group >= 3 && j+1 < len(text) && isDigit(text[j+1]):
		default:
			break scan
		}
	}
	if end < len(text) && (isLetter(text[end]) || text[end] == '_' || text[end] == '/') {
		return 0
	}
	first := strings.TrimLeft(text[i:end], "(")
	switch {
	case strings.HasPrefix(first, "+") && count >= 9 && count <= 15:
	case strings.HasPrefix(first, "0") && (count == 10 || count == 11):
	case strings.HasPrefix(first, "08") && count >= 7 && count < 10: // 0800 1111, 0845 46 47
	case strings.HasPrefix(first, "116") && count == 6:
	case len(first) >= 3 && isShortNumber(text[:i], first[:3]) && (len(first) == 3 || !isDigit(first[3])):
		return i + 3
	default:
		return 0
	}
	return end
}

// isShortNumber reports whether number is a three-digit phone number of the United Kingdom
// and the text before it ends in a word such as "call".
func isShortNumber(before, number string) bool {
	if !strings.Contains(" 999 112 111 101 105 119 ", " "+number+" ") {
		return false
	}
	before = strings.ToLower(strings.TrimRight(before[max(0, len(before)-12):], " \u00a0\n"))
	for _, word := range []string{"call", "calling", "ring", "dial", "phone", "text", "nhs"} {
		if rest, ok := strings.CutSuffix(before, word); ok && (rest == "" || !isLetter(rest[len(rest)-1])) {
			return true
		}
	}
	return false
}

// emailBounds returns the start and end offsets of the e-mail address around the @ sign at
// offset at, or 0, 0 if there is none.
func emailBounds(text string, at int) (from, to int) {
	const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	from = len(strings.TrimRight(text[:at], alphanumeric+".+-_"))
	rest := text[at+1:]
	host := rest[:len(rest)-len(strings.TrimLeft(rest, alphanumeric+".-"))]
	host = strings.TrimRight(host, ".-0123456789")
	if from == at || !strings.Contains(host, ".") {
		return 0, 0
	}
	return from, at + 1 + len(host)
}
