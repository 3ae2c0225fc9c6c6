package xref

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// maxSuggested is the maximum number of ids in a hint.
const maxSuggested = 4

// similarTargets returns the targets that the author of p may have meant by an id: those whose id,
// name or alias has the same letters and digits, or else the one with the most similar id.
// Targets to which p must not refer are left out, as are paragraphs with another number.
func (l *linker) similarTargets(p *model.Page, written string) []*Target {
	if list := l.allowedTargets(p, l.targetsNamed(written)); len(list) > 0 {
		return list
	}
	if !l.suggestions.Allow() || !strings.ContainsFunc(written, unicode.IsLetter) {
		return nil
	}
	candidates := l.graph.targets
	folder, last := path.Split(written)
	inReview := last != "" && isDigit(last[0]) && last != written // a number after a misspelt review name
	if inReview {
		candidates, written = make(map[model.ID]*Target), folder
		for _, t := range l.targetsNamed(last) {
			candidates[t.ID] = t
		}
	}
	targets := make(map[string]*Target)
	var names []string
	for id, t := range candidates {
		if t.Type != HeadingTarget && l.mayReferTo(p, t) && strings.ContainsFunc(string(id), unicode.IsLetter) {
			name := strings.TrimPrefix(string(id), p.ReviewFolder())
			if inReview {
				name, _ = path.Split(string(id))
			}
			names, targets[name] = append(names, name), t
		}
	}
	if near := diag.Nearest(strings.ToLower(written), names); near != "" {
		return []*Target{targets[near]}
	}
	return nil
}

// allowedTargets returns at most maxSuggested of the targets in list to which p may refer, sorted by
// id. If some of them belong to the review of p, the others are left out.
func (l *linker) allowedTargets(p *model.Page, list []*Target) []*Target {
	list = slices.DeleteFunc(slices.Clone(list), func(t *Target) bool { return !l.mayReferTo(p, t) })
	own := slices.DeleteFunc(slices.Clone(list), func(t *Target) bool { return !strings.HasPrefix(string(t.ID), cmp.Or(p.ReviewFolder(), "/")) })
	if len(own) > 0 {
		list = own
	}
	slices.SortFunc(list, func(a, b *Target) int { return cmp.Compare(a.ID, b.ID) })
	list = slices.Compact(list)
	return list[:min(len(list), maxSuggested)]
}

// mayReferTo reports whether package check would accept a reference from p to t.
func (l *linker) mayReferTo(p *model.Page, t *Target) bool {
	if t.Page == nil {
		return true
	}
	switch to := t.Page; {
	case p.Kind.Isolated && !to.Kind.Isolated, to.OriginalPath != "":
		return false
	case l.graph.Site.EffectiveStatus(to) == model.Draft && p.Status != model.Draft, p.Status == model.Live && !l.graph.Site.Listed(to):
		return false
	}
	switch l.relation {
	case model.Tests:
		return t.MayBeTested()
	case model.Cites:
		return l.inFrontMatter || t.IsBinding() || t.RecordsJudgement()
	}
	return true
}

// targetsNamed returns the targets whose id, name or alias consists of the same letters and digits
// as text.
func (l *linker) targetsNamed(text string) []*Target {
	if l.names == nil {
		l.names = make(map[string][]*Target)
		for id, t := range l.graph.targets {
			if t.Type == HeadingTarget {
				continue
			}
			names := []string{string(id), path.Base(string(id)), t.FullLabel}
			if t.Type != PartTarget {
				names = append(names, t.Label, t.Title)
			}
			switch e := t.Entry.(type) {
			case *model.Term:
				names = append(append(names, e.Expansion), e.Aliases...)
			case *model.Review:
				if t.Type == PageTarget {
					names = append(names, e.Aliases...)
				}
			}
			for _, name := range names {
				key := nameKey(name)
				l.names[key] = append(l.names[key], t)
			}
		}
		delete(l.names, "")
	}
	return l.names[nameKey(text)]
}

// nameKey normalizes a name for comparison. It converts letters to lower case and removes spaces and
// punctuation, so that "LP 6" equals "lp6". It keeps the full stops of numbers, and removes leading
// zeros and words such as "paragraph" before a number.
func nameKey(name string) string {
	folder, last := path.Split(strings.ToLower(norm.NFKC.String(name)))
	key := lettersAndDigits(last)
	for _, word := range []string{"paragraph", "para", "p", "recommendation", "rec", "step"} {
		if rest, found := strings.CutPrefix(key, word); found && rest != "" && isDigit(rest[0]) {
			key = rest
		}
	}
	return lettersAndDigits(folder) + key
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lettersAndDigits returns the letters and digits of text, and the full stops within numbers, but no
// leading zeros.
func lettersAndDigits(text string) string {
	var b strings.Builder
	last := rune(0) // last character of the result
	for i, r := range text {
		next := byte(' ')
		if i+1 < len(text) {
			next = text[i+1]
		}
		inNumber := unicode.IsDigit(last)
		switch {
		case r == '0' && !inNumber && last != '.' && isDigit(next):
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		case strings.ContainsRune(".,:", r) && inNumber && isDigit(next):
			r = '.'
		default:
			continue
		}
		last = r
		b.WriteRune(r)
	}
	return b.String()
}

// pageAnchors contains the anchors of a page, for suggestions.
type pageAnchors struct {
	ids    []string          // ids of headings, then of parts, then of paragraphs
	byName map[string]string // first id by nameKey of its names: the id itself, heading text, label or title
}

// anchorsOf returns the anchors of a page.
func anchorsOf(g *Graph, page *Target) pageAnchors {
	anchors := pageAnchors{byName: make(map[string]string)}
	add := func(id string, names ...string) {
		anchors.ids = append(anchors.ids, id)
		for _, name := range append(names, id) {
			if key := nameKey(name); anchors.byName[key] == "" {
				anchors.byName[key] = id
			}
		}
	}
	for _, h := range page.Page.Body.Headings {
		add(h.ID, h.Text)
	}
	for _, part := range page.Entry.Parts() {
		add(part.Anchor, part.Label, part.Title)
	}
	for _, t := range g.pages[page.Page].paragraphs {
		if t != nil {
			add(t.PrintedLabel.Anchor(), t.Label)
		}
	}
	return anchors
}

// closestAnchor returns the anchor on a page that the author may have meant: the one whose heading or
// part has the same letters and digits, or else the most similar one, or "" if there is none. It also
// returns all anchors of the page.
func (l *linker) closestAnchor(page *Target, anchor string) (near string, all []string) {
	if page.Page == nil {
		return "", nil
	}
	anchors, found := l.anchors[page]
	if !found { // read once, since a page may have thousands of headings and of broken links to it
		anchors = anchorsOf(l.graph, page)
		l.anchors[page] = anchors
	}
	near = anchors.byName[nameKey(anchor)]
	if number := strings.TrimPrefix(anchor, "p"); near == "" && (number == "" || !isDigit(number[0])) && l.suggestions.Allow() {
		near = diag.Nearest(anchor, anchors.ids)
		if near == "" {
			near = anchors.byName[diag.Nearest(nameKey(anchor), slices.Collect(maps.Keys(anchors.byName)))]
		}
	}
	return near, anchors.ids
}
