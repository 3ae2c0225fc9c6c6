package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/model"
)

// checkRelease checks that a body in the glossary released the entries of a progress.yaml, and that the
// entries have not changed since. If they have changed, none of them is published, so that pages show
// nothing that a board has not seen. This is only a warning, because an urgent correction to another
// page must not wait for a board.
func (p *progressChecker) checkRelease() {
	r := p.all.Released
	if r.By == "" || r.Date == "" { // nothing is released, or package model has reported a missing key
		return
	}
	p.checkBody(r.By, p.all.Origin.FieldPos("released.by"))
	if model.IsReleased(p.all) {
		return
	}
	command := fmt.Sprintf("safelearn release %s --by %s --date %s", p.id, r.By, r.Date)
	if r.Record != "" {
		command += " --record " + strconv.Quote(r.Record)
	}
	message, hint := "nothing binds this release to the entries that "+string(r.By)+" saw, so none are published", "when "+string(r.By)+" has released them, run "+command
	if r.Text != "" {
		message = fmt.Sprintf("the entries dated up to %s are not those that %s released, so none are published: %s", r.Date.Long(), r.By, releaseDifference(p, model.ReleaseFingerprint(p.all, r)))
		hint = fmt.Sprintf("put them back, and date new ones after %s; or, when %s has released them as they are, run %s", r.Date.Long(), r.By, command)
	}
	p.c.problems.Warn(p.all.Origin.FieldPos("released"), "progress-released", message, hint)
}

// releaseDifference describes how the entries of the file have changed since their release, given their
// fingerprint now. A fingerprint begins with the number of entries of each type.
func releaseDifference(p *progressChecker, now model.StoredFingerprint) string {
	before, after := strings.Split(string(p.all.Released.Text), "-"), strings.Split(string(now), "-")
	var differences []string
	for i, what := range []string{"response", "action", "update"} {
		n, err := strconv.Atoi(before[min(i, len(before)-1)])
		m, _ := strconv.Atoi(after[i])
		switch {
		case err != nil || len(before) != len(after):
			return "the fingerprint is not one that this version of the program writes"
		case m > n:
			differences = append(differences, fmt.Sprintf("%s added", quantity(m-n, what)))
		case m < n:
			differences = append(differences, fmt.Sprintf("%s removed", quantity(n-m, what)))
		}
	}
	if n := len(after) - 1; slices.Equal(before[:n], after[:n]) {
		return "the date, the body or the record of the release was changed"
	}
	if entry := model.ChangedEntry(p.all); entry != "" {
		return entry + " was changed"
	}
	if differences == nil {
		return "one or more were changed, or are in another order"
	}
	return strings.Join(differences, ", ")
}

// quantity returns a number with a noun, such as "1 page" or "2 pages".
func quantity(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
