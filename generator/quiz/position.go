package quiz

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"safelearn/generator/markdown"
)

const ordinal = `(first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))`

// answerByPosition is a regular expression that matches a reference to an answer by its position,
// such as "the second option".
const answerByPosition = `\b` + ordinal + ` (two |three )?(answer|option|choice)s?\b|\b(previous|next) (answer|option|choice)\b` +
	`|\banswers? ((number|no\.?) )?([1-5]|one|two|three|four|five|(?-i:[A-E]))\b|\b(option|choice) (?-i:[A-E])\b` +
	`|\banswer is (\(?[a-e]\)|(?-i:[B-E])\b)|^(?-i:[A-E]) is (right|wrong|correct)\b`

// answerAbove is a regular expression that matches a reference to answers above or below, such as
// "all of the above".
const answerAbove = `\b(one|ones|answers?|options?|choices?|both|all|none|any|neither|either)( of)?( the)? (above|below)\b`

// positionPatterns contains patterns for references to answers by position. They must not match "A and
// E", which is a hospital department, or "choose option 2", as in a telephone menu. Patterns that are
// not anchored are slow, so they are used only if mayMentionPosition returns true.
var positionPatterns = struct{ answerStart, inAnswer, inText, inReason, ordinalAnswer, ordinalSentence *regexp.Regexp }{
	answerStart: regexp.MustCompile(`(?i)^((both )?[a-d],? (and|or) [a-d]|(both )?(options?|choices?) ([1-5]|one|two|three|four|five))\b`),
	inAnswer: regexp.MustCompile(`(?i)\b(all|none|both|any|neither|some|as|see|than|the|like|except|but) (of )?(the )?((two|three|one|other|answers?|options?|choices?) )?(above|below)\b` +
		`|\b(all|none|both|any|neither) of (the (other )?(answers|options|choices)|these|those)\.?$` +
		`|\b(answers|options|choices) [a-d],? (and|or) [a-d]\b` +
		`|\bthe (first|last|previous|next) (two|three)\.?$` +
		`|` + answerByPosition),
	inText:          regexp.MustCompile(`(?i:` + answerByPosition + `)`),
	inReason:        regexp.MustCompile(`(?i:` + answerAbove + `)`),
	ordinalAnswer:   regexp.MustCompile(`(?i)^((only|just|both) )?(the )?` + ordinal + `( one)?((,| and| or)( the)? ` + ordinal + `( one)?)*\.?$`),
	ordinalSentence: regexp.MustCompile(`(?:^(?:The|the)|[.!?:;] The) ` + ordinal + `(?: one)?(?: and (?:the )?` + ordinal + `)? (?:is|was|has|would|could|can|may|are|[a-z]*[^aius\W]s)\b`),
}

// mayMentionPosition reports whether text contains one of the words that occur in every reference to
// an answer by position. It quickly rules out most texts.
func mayMentionPosition(text string) bool {
	return containsAnySubstring(text, "bove", "elow", "nswer", "ption", "hoice", "hese", "hose", " two", " three", " is right", " is wrong", " is correct")
}

// containsAnySubstring reports whether text contains one of the given substrings.
func containsAnySubstring(text string, substrings ...string) bool {
	return slices.ContainsFunc(substrings, func(s string) bool { return strings.Contains(text, s) })
}

const positionHint = "name it by its words; where several are right, tick each"

// checkPositionsInAnswers reports answers that refer to other answers by position, which does not work
// on pages that shuffle answers. It allows answers such as "The first" and "The second", which refer
// to the question.
func checkPositionsInAnswers(s *section) {
	ordinals := 0
	for _, o := range s.q.Options {
		if positionPatterns.ordinalAnswer.MatchString(o.Plain) {
			ordinals++
		}
	}
	for _, o := range s.q.Options {
		if positionPatterns.answerStart.MatchString(o.Plain) || mayMentionPosition(o.Plain) && positionPatterns.inAnswer.MatchString(o.Plain) || ordinals == 1 && positionPatterns.ordinalAnswer.MatchString(o.Plain) {
			s.Error(o.Offset, "question-above", fmt.Sprintf("%s speaks of other answers, which are shown in another order", quoted(o.Plain)), "take it out; where several are right, tick each")
		}
	}
}

// checkPositionsInTexts reports references to answers by position in the other texts of a question
// whose answers are shuffled. An ordinal causes only a warning, because it may refer to a list in the
// same text.
func checkPositionsInTexts(s *section) {
	check := func(offset int, text markdown.Text, reason bool) {
		plain := s.doc.Plain(text, nil)
		const message = "%s speaks of an answer by its place, which is another one on the page"
		found := ""
		if mayMentionPosition(plain) {
			found = positionPatterns.inText.FindString(plain)
			if found == "" && reason {
				found = positionPatterns.inReason.FindString(plain)
			}
		}
		if found != "" {
			s.Error(offset, "question-above", fmt.Sprintf(message, quoted(found)), positionHint)
		} else if !containsAnySubstring(plain, "he first", "he second", "he third", "he fourth", "he fifth", "he last") {
			return
		} else if found = positionPatterns.ordinalSentence.FindString(plain); found != "" {
			s.Warn(offset, "question-above", fmt.Sprintf(message, quoted(strings.TrimLeft(found, ".!?:; "))), positionHint)
		}
	}
	for i := range s.items {
		if s.items[i].QuoteAt > 0 {
			check(s.items[i].QuoteAt, s.items[i].Quote, true)
		}
	}
	for _, l := range s.fields {
		if l.Field.Name == fieldHint || l.Field.Name == fieldWhy {
			check(l.Offset, l.Content, false)
			for i := range l.continuation {
				check(l.continuation[i].Offset, l.continuation[i].Text, false)
			}
		}
	}
}
