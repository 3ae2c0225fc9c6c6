package generator

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// Release records, in the progress.yaml of a review, that a board has released all entries dated no
// later than day. The argument by is the board, and record, which may be empty, is where the decision
// is recorded. Release returns the path of the file and the fingerprint of the released entries.
func (s *Site) Release(ctx context.Context, review, by, record string, day Date) (file, fingerprint string, err error) {
	if s.Folder == "" {
		return "", "", ErrNoContent
	}
	review = PageID(s, "review", strings.TrimSuffix(strings.ReplaceAll(review, `\`, "/"), "/progress.yaml"))
	l, problems, err := s.link(ctx, nil)
	if err != nil {
		return "", "", err
	}
	site := l.graph.Site
	all := model.AllProgress(site)[review]
	switch {
	case all == nil:
		return "", "", fmt.Errorf("there is no content/reviews/%s/progress.yaml%s", review, reviewChoices(slices.Sorted(maps.Keys(model.AllProgress(site)))))
	case !slices.ContainsFunc(model.Pages[*model.Term](site), func(t *model.Term) bool { return string(t.ID) == by }):
		return "", "", fmt.Errorf("--by %q is not a body in the glossary: start one with safelearn new term ID", by)
	}
	if record, err = normalizeFlag("record", record); err != nil {
		return "", "", err
	}
	name := all.Origin.File.Path
	if err := firstErrorExcept(problems, name, "progress-released"); err != nil {
		return "", "", err
	}
	r := model.Release{Date: day, By: model.ID(by), Record: record}
	r.Text = model.ReleaseFingerprint(all, r)
	return displayPath(s, name), string(r.Text), addRelease(review, all, r).apply(s)
}

// addRelease returns an edit that writes a release to the progress.yaml of a review, replacing any
// earlier one.
func addRelease(review string, all *model.Progress, release model.Release) edit {
	line := fmt.Sprintf("released: {date: %s, by: %s, ", release.Date, release.By)
	if release.Record != "" {
		line += "record: " + quoteYAML(release.Record) + ", "
	}
	line += fmt.Sprintf("text: %s}", release.Text)
	return edit{
		file: all.Origin.File,
		key:  "released",
		change: func(r *rewrite) bool {
			from, to := r.keyRange("released", 0, len(r.lines))
			if from < 0 {
				from = r.firstKeyLine()
				to = from
			}
			r.replace(from, to, line)
			return true
		},
		holds: func(site *model.Site) bool {
			written := model.AllProgress(site)[review]
			return written != nil && written.Released == release
		},
		manualHint: "on a line of its own: " + line,
	}
}

// firstErrorExcept returns the first error about the file with the given path among problems, except
// errors of the given rules. It returns nil if there is none.
func firstErrorExcept(problems diag.List, path string, rules ...string) error {
	for _, d := range problems {
		if d.Severity == diag.Error && d.Path == path && !slices.Contains(rules, d.Rule) {
			return fmt.Errorf("correct the errors in the file first; safelearn check lists them: %s:%d: %s", path, d.Line, d.Message)
		}
	}
	return nil
}

// reviewChoices returns the end of an error message that lists the reviews with a progress.yaml, or ""
// if reviews is nil.
func reviewChoices(reviews []string) string {
	if reviews == nil {
		return ""
	}
	return ": there is one for " + strings.Join(reviews, ", ")
}
