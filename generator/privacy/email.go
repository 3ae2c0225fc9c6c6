package privacy

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// scanEmail adds the e-mail address whose @ sign is at offset at to the findings and returns the end
// of the address, or at if there is none. There may be spaces around the sign.
func (s *Scanner) scanEmail(at int) int {
	text := s.flat.text
	before, after := at, at+1
	if at > 0 && text[at-1] == ' ' {
		before--
	}
	if after < len(text) && text[after] == ' ' {
		after++
	}
	from, to := localPartStart(text, before), hostEnd(text, after)
	if from == before || to == 0 {
		return at
	}
	s.add(Email, from, to, strings.ToLower(string(text[from:before])+"@"+string(text[after:to])))
	return to
}

// localPartStart returns the start of the local part of an e-mail address, which ends at offset end.
func localPartStart(text []byte, end int) int {
	from := end
	for from > 0 && (isLocalPartByte(text[from-1])) {
		from--
	}
	return from
}

func isLocalPartByte(c byte) bool {
	return isAlphanumeric(c) || c >= utf8.RuneSelf || strings.IndexByte(".+-_'", c) >= 0
}

// hostEnd returns the end of the host name that starts at offset from, or 0 if there is none. It
// rejects names such as 2x.png, because logo@2x.png is a picture for high-resolution screens.
func hostEnd(text []byte, from int) int {
	to := from
	for to < len(text) && (isAlphanumeric(text[to]) || text[to] >= utf8.RuneSelf || text[to] == '.' || text[to] == '-') {
		to++
	}
	host := bytes.TrimRight(text[from:to], ".-0123456789")
	dot := bytes.LastIndexByte(host, '.')
	if dot <= 0 || len(host)-dot < 3 || bytes.HasPrefix(host[1:], []byte("x.")) && isDigit(host[0]) {
		return 0
	}
	return from + len(host)
}

// scanSpelledEmail adds an e-mail address such as "jo at example dot org" to the findings, given the
// offset i of "dot " in it, and returns its end, or i if there is none.
func (s *Scanner) scanSpelledEmail(i int) int {
	text := s.flat.text
	const longest = 64
	if i == 0 || text[i-1] != ' ' {
		return i
	}
	before := string(text[max(0, i-longest) : i-1])
	at, sign := strings.LastIndex(strings.ToLower(before), " at "), " at "
	if written := strings.LastIndexByte(before, '@'); written > at {
		at, sign = written, "@"
	}
	host := before[min(len(before), at+len(sign)):]
	domain := i + len("dot ")
	to := domain
	for to < len(text) && isLetter(text[to]) {
		to++
	}
	domains := []string{"org", "com", "net", "uk", "gov", "nhs", "edu", "info", "co", "ac", "sch", "police"}
	if at <= 0 || strings.ContainsAny(host, " \n") || !slices.Contains(domains, strings.ToLower(string(text[domain:to]))) {
		return i
	}
	start := i - 1 - len(before) + at
	if from := localPartStart(text, start); from < start {
		s.add(Email, from, to, strings.ToLower(string(text[from:start])+"@"+host+"."+string(text[domain:to])))
		return to
	}
	return i
}
