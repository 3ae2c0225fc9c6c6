package quiz

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// How many answers a question has. More are not better: the wrong ones are what
// people remember.
const (
	fewestOptions = 2
	mostOptions   = 5
)

func (f *form) choice() {
	f.options()
	if n := len(f.q.Options); !f.slipped && (n < fewestOptions || n > mostOptions) {
		f.fail(f.Offset, "question-options", fmt.Sprintf("a question with %s", count(n, "answer")),
			fmt.Sprintf("give %d to %d, each on a line of its own: - [ ] …", fewestOptions, mostOptions))
	}
	f.right(true)
	f.notAbove()
	f.longest()
	f.shuffle()
}

func (f *form) trueFalse() {
	f.options()
	f.right(false)
	options := f.q.Options
	isTrue := func(o Option) bool { return o.Plain == "True" }
	isFalse := func(o Option) bool { return o.Plain == "False" }
	if !f.slipped && (len(options) != 2 || !slices.ContainsFunc(options, isTrue) || !slices.ContainsFunc(options, isFalse)) {
		f.fail(f.Offset, "question-options", "the answers of true or false are True and False", "write - [x] True and - [ ] False, each with its reason")
	}
	slices.SortStableFunc(options, func(a, b Option) int {
		switch {
		case isTrue(a) && !isTrue(b):
			return -1
		case isTrue(b) && !isTrue(a):
			return 1
		}
		return 0
	})
	letters(options)
}

// options takes in the answers of a list with boxes, as they are written.
func (f *form) options() {
	f.signs("answer")
	for i := range f.Items {
		item := &f.Items[i]
		f.box(item)
		f.reason(item, i)
		f.alone(item, "answer")
		reason, unsafe := f.unsafe(item)
		f.q.Options = append(f.q.Options, Option{Text: item.Text, Plain: item.Plain, Reason: reason,
			Right: item.Box == markdown.Ticked, Unsafe: unsafe, Offset: item.Offset})
	}
	f.alike()
}

// signs asks that one sign starts all answers: another starts a new list.
func (f *form) signs(what string) {
	for i, item := range f.Items {
		switch first := f.Items[0].Sign; {
		case item.Sign == '.' || item.Sign == ')':
			f.fail(item.Offset, "question-bullet", fmt.Sprintf("%s with a number", article(what)), "start it with a hyphen: the answers are shown in another order")
		case item.Sign != first && first != '.' && first != ')':
			f.fail(item.Offset, "question-bullet", fmt.Sprintf("this %s starts with %c and the one above it with %c", what, item.Sign, f.Items[i-1].Sign), "start all with a hyphen")
		default:
			continue
		}
		return
	}
}

// box asks for a box that can be read before each answer.
func (f *form) box(item *markdown.Item) {
	const hint = "write - [x] before a right answer and - [ ] before any other"
	switch item.Box {
	case markdown.NoBox:
		f.fail(item.Offset, "question-mark", fmt.Sprintf("no box before %s", quoted(item.Plain)), hint+"; a list that holds no answers needs a sentence between it and them")
	case markdown.Askew:
		end := strings.IndexAny(item.Plain, "])") + 1
		if r, size := utf8.DecodeRuneInString(item.Plain); strings.ContainsRune(markdown.Ticks, r) {
			end = size
		}
		if strings.HasPrefix(item.Plain[end:], "\u00a0") || strings.Contains(item.Plain[:end], "\u00a0") {
			f.fail(item.Offset, "question-bullet", "a hard space in or after the box", "delete it and type a blank: - [x] …")
			break
		}
		f.fail(item.Offset, "question-mark", fmt.Sprintf("%s is no box", quoted(item.Plain[:end])), hint)
	default:
		return
	}
	f.slipped = true
}

// reason asks why an answer is right or wrong: what is told after each answer is what
// people learn.
func (f *form) reason(item *markdown.Item, index int) {
	end := f.Offset + len(f.Source)
	if index+1 < len(f.Items) {
		end = f.Items[index+1].Offset
	}
	at := sort.SearchInts(f.deep, item.Offset)
	deep := at < len(f.deep) && f.deep[at] < end
	switch {
	case item.OutsideAt > 0:
		f.notIndented(item, "the reason after %s is not indented")
	case item.ReasonAt == 0 && !deep && !f.slipped:
		f.fail(item.Offset, "question-reason", fmt.Sprintf("no reason after %s", quoted(item.Plain)), "write below it, after two blanks: > why it is right or wrong")
	}
}

// notIndented tells of a quotation that does not belong to the item above it, since
// it does not stand below its words.
func (f *form) notIndented(item *markdown.Item, message string) {
	hint := "put two blanks before >"
	if source := f.Source[:item.OutsideAt-f.Offset]; strings.HasSuffix(source, "\n  ") {
		hint = "write one blank after the hyphen: - [ ] …, so that two before > are enough"
	}
	f.fail(item.OutsideAt, "question-reason-indent", fmt.Sprintf(message, quoted(item.Plain)), hint)
}

// alone tells of what else stands in an item, where nothing shows it.
func (f *form) alone(item *markdown.Item, what string) {
	if item.Plain == "" {
		f.fail(item.Offset, "question-words", fmt.Sprintf("%s without words", article(what)), "write them, or take the line out")
	}
	if item.ExtraAt == 0 {
		return
	}
	switch source := f.Source[item.ExtraAt-f.Offset:]; {
	case listMark(source) > 0:
		f.fail(item.ExtraAt, "question-bullet", fmt.Sprintf("this stands inside the %s above it", what), "take the blanks before it away")
		f.slipped = true
		return
	case strings.HasPrefix(source, ">"):
		f.fail(item.ExtraAt, "question-stray", fmt.Sprintf("a second quotation below %s", quoted(item.Plain)), "make one of the two, with a line that has > alone between paragraphs")
		return
	}
	f.fail(item.ExtraAt, "question-stray", fmt.Sprintf("below %s stands what is neither its words nor its reason", quoted(item.Plain)), "start a reason with >, after two blanks")
}

// plainOnly asks that an item has words alone: no box and no reason.
func (f *form) plainOnly(item *markdown.Item, what string) {
	f.alone(item, what)
	if item.Box != markdown.NoBox {
		f.fail(item.Offset, "question-mark", fmt.Sprintf("a box before %s", article(what)), "take the box out")
	}
	if at := max(item.ReasonAt, item.OutsideAt); at > 0 {
		f.fail(at, "question-stray", fmt.Sprintf("%s has no reason of its own", article(what)), "write Why: below the list and explain all of it there")
	}
}

// alike tells of two answers with the same words.
func (f *form) alike() {
	first := make(map[string]int, len(f.Items))
	for _, item := range f.Items {
		key := strings.ToLower(strings.TrimRight(item.Plain, ". "))
		if at, twice := first[key]; twice && key != "" {
			f.fail(item.Offset, "question-alike", fmt.Sprintf("%s stands there twice", quoted(item.Plain)), "change one of the two, or take it out",
				diag.Note{Pos: f.place(at), Message: "the first is here"})
			continue
		}
		first[key] = item.Offset
	}
}

// right asks for a right answer, and a wrong one. One alone may be right where
// several is false.
func (f *form) right(several bool) {
	if f.slipped || len(f.q.Options) < fewestOptions {
		return
	}
	n := 0
	for _, o := range f.q.Options {
		if o.Right {
			n++
		}
	}
	switch {
	case n == 0:
		f.fail(f.Offset, "question-right", "no answer is marked as right", "write [x] before the right one")
	case n == len(f.q.Options):
		f.fail(f.Offset, "question-right", "every answer is marked as right", "leave the box of a wrong one empty: [ ]")
	case n > 1 && !several:
		f.fail(f.Offset, "question-right", "two answers are marked as right", "leave the box of one empty: [ ]")
	}
}

// above finds words for other answers. "A and E" is a place in a hospital.
var above = regexp.MustCompile(`(?i)\b(all|none|both|any|neither|some) (of )?(the )?(above|below)\b` +
	`|\b(all|none|both|any|neither) of (the (other )?(answers|options)|these|those)\.?$` +
	`|^(both )?[a-d],? (and|or) [a-d]\b|\b(answers|options) [a-d],? (and|or) [a-d]\b`)

// notAbove tells of answers that speak of the others.
func (f *form) notAbove() {
	for _, o := range f.q.Options {
		if above.MatchString(o.Plain) {
			f.fail(o.Offset, "question-above", fmt.Sprintf("%s speaks of other answers, which are shown in another order", quoted(o.Plain)), "take it out; where several are right, tick each")
		}
	}
}

// shuffle puts the answers into the order shown. What the id decides stays the same
// wherever the question is printed.
func (f *form) shuffle() {
	written := slices.Clone(f.q.Options)
	for i, from := range shuffled(f.ID, len(written)) {
		f.q.Options[i] = written[from]
	}
	letters(f.q.Options)
}

func letters(options []Option) {
	for i := range options {
		options[i].Letter = letter(i)
	}
}

// count gives a number with its noun.
func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// length is how long words look.
func length(words string) int { return utf8.RuneCountInString(words) }
