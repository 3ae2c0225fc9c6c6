package xref

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// maxSections is the maximum number of sections of a review that a hint lists.
const maxSections = 20

// maxSeparate is the maximum number of references to missing paragraphs, or to pages of a missing
// review, that are reported separately. If there are more, they probably have one cause, such as a
// wrong count, and are reported as one problem.
const maxSeparate = 10

// reportUnknownReference reports an unresolved reference, with a suggestion if there is one. It
// ignores a reference to a page that cannot be read, and one that may lead to a contact while
// contacts.yaml cannot be read, because the unreadable file has already been reported.
func (l *linker) reportUnknownReference(p *model.Page, text string, pos diag.Pos) {
	base, anchor, _ := strings.Cut(text, "#")
	if base == "" && anchor != "" {
		base = strings.TrimPrefix(string(p.ID), p.ReviewFolder()) // a part of the page itself
	}
	page := l.findTarget(p, base)
	switch {
	case page != nil && page.Page != nil && page.Page.Unreadable:
		return // the page may have the part
	case page != nil && anchor != "":
		reportUnknownPart(l, p, page, base, anchor, pos)
		return
	case l.reportUnknownNumber(p, text, pos), lacksReviewPage(l.graph.Site, base+"/"):
		return
	case l.graph.Site.NoContacts && !strings.ContainsAny(text, "/#."):
		return
	}
	message, hint := "nothing on this site is called "+text, l.idHint(text)
	cause := diag.Cause{CombinedMessage: combinedMessage(text + ", and nothing on this site is called that"), ListPositions: true}
	names, address := l.suggest(p, base, anchor), l.graph.addresses["/"+strings.Trim(base, "/")+"/"]
	review, _, inReview := strings.Cut(base, "/")
	inReview = inReview && review != "" && !strings.Contains(text, "//") && len(l.graph.Site.EntriesIn(review+"/")) == 0
	if reviews := strings.Join(reviewIDs(l.graph.Site), ", "); inReview && reviews != "" && address == nil && !isKindFolder(review) {
		message, hint = fmt.Sprintf("this site has no review %s, so it has no %s", review, text), "the reviews of this site are "+reviews
		cause = diag.Cause{CombinedMessage: combinedMessage("the review " + review + ", which this site does not have"), Hint: hint, ListPositions: true}
	}
	list := splitList(l, p, text)
	if near := l.similarRange(p, text); near != "" {
		names, list = []string{near}, nil
	} else if address != nil && address.Page != nil && l.mayReferTo(p, address) {
		names = []string{l.formatID(l.relativeID(p, address))}
	}
	if len(list) > 1 {
		hint = "write each of them separately: " + strings.Join(list, ", ")
	} else if len(names) > 0 {
		hint = didYouMean(names...)
		if cause.Hint != "" {
			cause.MaxSeparate = maxSeparate
		}
	}
	l.problems.ErrorWithCause(pos, "xref-unknown", cause, message, hint)
}

// combinedMessage returns the message that diag.Cause uses for several references to a missing target.
func combinedMessage(target string) string {
	return "%d references lead to " + strings.ReplaceAll(target, "%", "%%") + "; the first is here"
}

// isKindFolder reports whether name is the name of the folder for a kind of page.
func isKindFolder(name string) bool {
	return slices.ContainsFunc(model.Kinds, func(k *model.Kind) bool { return k.Folder == name })
}

// splitList returns the ids in a list such as "4.18, 4.19", or the two ends of a range whose ends are
// not paragraphs, in the form in which authors write them on p. It returns nil if one of the ids is
// unknown or ambiguous.
func splitList(l *linker, p *model.Page, written string) []string {
	folder, last := path.Split(written)
	var names []string
	for _, item := range strings.FieldsFunc(strings.ReplaceAll(last, " and ", ","), func(r rune) bool { return strings.ContainsRune(",;&-–", r) }) {
		targets := l.allowedTargets(p, l.targetsNamed(folder+item))
		if len(targets) != 1 {
			return nil
		}
		names = append(names, l.formatID(l.relativeID(p, targets[0])))
	}
	return names
}

// reportUnknownPart reports a reference to an anchor that does not exist on a page.
func reportUnknownPart(l *linker, p *model.Page, page *Target, base, anchor string, pos diag.Pos) {
	hint := l.anchorHint(page, anchor, func(near string) string { return l.formatID(base + "#" + near) })
	number, isNumber := strings.CutPrefix(anchor, "p")
	switch t := l.findTarget(p, base+"#"+anchor); {
	case t != nil: // written without the id of the page
		l.problems.Error(pos, "xref-unknown", fmt.Sprintf("#%s does not say on which page", anchor), didYouMean(l.formatID(base+"#"+anchor)))
		return
	case page.Page != nil && isNumber:
		if t := l.findTarget(p, page.Page.ReviewFolder()+number); t != nil && t.PrintedLabel != "" && l.mayReferTo(p, t) {
			hint = didYouMean(l.formatID(l.relativeID(p, t))) // a paragraph, which is on another page
		}
	}
	l.problems.Error(pos, "xref-unknown", fmt.Sprintf("%s has no part called %s", base, anchor), hint)
}

// lacksReviewPage reports whether there are pages in a review folder such as "child-m/" but no page
// for the review itself. Package check reports the missing page, so references into the folder are not
// reported.
func lacksReviewPage(site *model.Site, folder string) bool {
	return folder != "" && len(site.EntriesIn(folder)) > 0 && len(model.PagesIn[*model.Review](site, folder)) == 0
}

// reviewIDs returns the ids of the first maxSuggested reviews of the site, for use in a hint.
func reviewIDs(site *model.Site) []string {
	var ids []string
	for _, r := range model.Pages[*model.Review](site) {
		if len(ids) < maxSuggested {
			ids = append(ids, strings.TrimSuffix(r.ReviewFolder(), "/"))
		}
	}
	return ids
}

// didYouMean returns a hint that suggests the given names.
func didYouMean(names ...string) string { return "did you mean " + strings.Join(names, " or ") + "?" }

// idHint returns the hint for a reference that does not resemble any id on the site.
func (l *linker) idHint(written string) string {
	switch address := strings.TrimPrefix(written, "www."); {
	case strings.Contains(written, "://"), address != written:
		return "write a link to another site as [words](https://" + strings.TrimPrefix(strings.TrimPrefix(written, "https://"), "http://") + ")"
	case strings.Trim(written, "0123456789") == "" && written != "":
		return "the numbers to call are in content/contacts.yaml; the number of a paragraph has its section before it, as in " + l.formatID(diag.ParagraphID)
	case !strings.ContainsFunc(written, unicode.IsLetter) && strings.ContainsFunc(written, unicode.IsDigit):
		return "the number of a paragraph is its section, a full stop and a number, as in " + l.formatID(diag.ParagraphID)
	}
	hint := "the id of a page is the name of its file without .md, such as " + l.formatID(diag.PageID) + "; write new pages with safelearn new"
	if strings.ContainsFunc(written, func(r rune) bool { return !unicode.IsLetter(r) && !isIDPunctuation(r) }) && !l.inFrontMatter {
		hint += `; for two plain brackets write \[[`
	}
	return hint
}

// isIDPunctuation reports whether r, which must not be a letter, may occur in an id.
func isIDPunctuation(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("-./#_", r)
}

// formatID returns id in the form in which authors write it in a reference: in brackets, except in
// front matter.
func (l *linker) formatID(id string) string {
	if l.inFrontMatter {
		return id
	}
	return "[[" + id + "]]"
}

// relativeID returns the id of t in the form in which authors write it on p: without the folder of the
// review if p belongs to the same review.
func (l *linker) relativeID(p *model.Page, t *Target) string {
	id := string(t.ID)
	if t.Type == PageTarget && t.PrintedLabel != "" && strings.HasPrefix(id, t.Page.ReviewFolder()) {
		id = t.Page.ReviewFolder() + t.PrintedLabel.Slug()
	}
	if short := strings.TrimPrefix(id, p.ReviewFolder()); l.findTarget(p, short) == t {
		return short
	}
	return id
}

// suggest returns references that the author of p may have meant by an unresolved id and anchor, in
// the form in which authors write them on p.
func (l *linker) suggest(p *model.Page, base, anchor string) []string {
	var names []string
	for _, t := range l.similarTargets(p, base) {
		name := l.relativeID(p, t)
		if anchor != "" {
			if near, _ := l.closestAnchor(t, anchor); near != "" {
				name += "#" + near
			}
		}
		names = append(names, l.formatID(name))
	}
	return names
}

// similarRange returns the range that the author of p may have meant, such as 4.18-4.23 for "4.18–23",
// in the form in which authors write it on p, or "" if there is none.
func (l *linker) similarRange(p *model.Page, written string) string {
	from, to, found := strings.Cut(strings.NewReplacer("–", "-", "—", "-", " to ", "-").Replace(written), "-")
	if !found || !strings.ContainsAny(to, "0123456789") {
		return ""
	}
	first := l.allowedTargets(p, l.targetsNamed(from))
	if len(first) != 1 || !first[0].PrintedLabel.IsNumber() {
		return ""
	}
	folder := first[0].Page.ReviewFolder()
	_, to = path.Split(to)
	section, start := first[0].PrintedLabel.Split()
	for _, number := range []string{to, string(section) + strings.TrimSpace(to)} {
		for _, last := range l.targetsNamed(folder + number) {
			if other, end := last.PrintedLabel.Split(); other == section && start < end {
				return l.formatID(l.relativeID(p, first[0]) + "-" + last.PrintedLabel.Text())
			}
		}
	}
	return ""
}

// linkHint returns a hint for a link on p to an address that does not exist.
func (l *linker) linkHint(p *model.Page, u *url.URL, address string) string {
	withAnchor := func(t *Target, written string) string {
		written = escapeURL(written)
		if u.Fragment != "" && t != nil && l.anchorTarget(t, u.Fragment) != nil {
			return written + "#" + u.Fragment
		}
		return written
	}
	if to := l.graph.addresses[address+"/"]; to != nil {
		return "the address of a page ends in a slash: " + withAnchor(to, u.Path+"/")
	}
	if strings.HasSuffix(u.Path, ".md") {
		file := path.Join(path.Dir(p.File.Path), u.Path)
		if strings.HasPrefix(u.Path, "/") {
			file = path.Join("content", u.Path)
		}
		var to *Target
		if e := l.graph.Site.EntryByPath(file); e != nil && l.mayReferTo(p, l.graph.Page(e.Base())) {
			to = l.graph.Page(e.Base())
		} else if near := l.allowedTargets(p, l.targetsNamed(strings.TrimSuffix(path.Base(u.Path), ".md"))); len(near) > 0 && near[0].Type == PageTarget {
			to = near[0]
		}
		if to != nil {
			return fmt.Sprintf("link to the page's address, %s, or write [[%s]]", withAnchor(to, to.Address), l.relativeID(p, to))
		}
		return "link to the page's address, which has no .md, or write [[its id]]"
	}
	near := l.nearAddress(p, address)
	switch {
	case near == "" && path.Ext(address) != "":
		return "put the file in static" + path.Dir(address) + ", or correct its name"
	case near == "":
		return "write [[the id of the page]], and the program fills in the address"
	case strings.EqualFold(near, address):
		return "capital and small letters count: " + withAnchor(l.graph.addresses[near], near)
	}
	return didYouMean(withAnchor(l.graph.addresses[near], near))
}

// escapeURL returns an address as it must be typed in a link, with characters escaped that would
// end or change the link.
func escapeURL(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || strings.IndexByte("\"#%&()<>?[\\]`|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// nearAddress returns the existing address that differs only in case, or else the one whose last path
// element is most similar. It returns "" if there is none or if the limit on suggestions is exceeded.
// Earlier path elements are not compared, because all pages of a kind share them.
func (l *linker) nearAddress(p *model.Page, address string) string {
	if !l.suggestions.Allow() {
		return ""
	}
	addresses := slices.DeleteFunc(slices.Sorted(maps.Keys(l.graph.addresses)), func(known string) bool {
		to := l.graph.addresses[known]
		return !l.mayReferTo(p, to) || to.Type == GeneratedTarget && p.Kind.Isolated
	})
	names := make([]string, len(addresses))
	for i, known := range addresses {
		if strings.EqualFold(known, address) {
			return known
		}
		names[i] = path.Base(known)
	}
	near := diag.Nearest(path.Base(address), names)
	if near == "" {
		return ""
	}
	return addresses[slices.Index(names, near)]
}

// anchorHint returns a hint for a reference to an anchor that does not exist on the given page. The
// function format returns a reference to another anchor in the form in which authors write it.
func (l *linker) anchorHint(page *Target, anchor string, format func(near string) string) string {
	near, all := l.closestAnchor(page, anchor)
	switch {
	case page.Page == nil:
		return "link to the page without #" + anchor
	case near != "":
		return didYouMean(format(near))
	case len(all) == 0:
		return "the page has no headings to link to"
	}
	return "its headings and parts are " + strings.Join(all[:min(12, len(all))], ", ")
}
