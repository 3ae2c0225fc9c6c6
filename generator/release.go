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

// Release records in the progress.yaml of a review that a board has released all entries dated up to a
// day, and returns the path of the file and the fingerprint. The record says where the decision is
// kept; it may be empty.
func (s *Site) Release(ctx context.Context, review, by, record string, day Date) (file, fingerprint string, err error) {
	if s.Folder == "" {
		return "", "", ErrNoContent
	}
	l, problems, err := s.link(ctx, nil)
	if err != nil {
		return "", "", err
	}
	site := l.graph.Site
	all := model.AllProgress(site)[review]
	switch {
	case all == nil:
		return "", "", fmt.Errorf("there is no content/reviews/%s/progress.yaml%s", review, choices(slices.Sorted(maps.Keys(model.AllProgress(site)))))
	case !slices.ContainsFunc(model.Pages[*model.Term](site), func(t *model.Term) bool { return string(t.ID) == by }):
		return "", "", fmt.Errorf("--by %q is not a body in the glossary: start one with safelearn new term ID", by)
	}
	if err := checkWords("record", record); err != nil {
		return "", "", err
	}
	name := all.Origin.File.Path
	if err := errorOtherThan(problems, name, "progress-released"); err != nil {
		return "", "", err
	}
	fingerprint = string(model.ReleaseText(all, day))
	line := fmt.Sprintf("released: {date: %s, by: %s, ", day, by)
	if record != "" {
		line += "record: " + quoted(record) + ", "
	}
	line += "text: " + fingerprint + "}"
	err = rewriteFile(s, name, func(r *rewrite) error {
		from, to := r.block("released", 0, len(r.lines))
		if from < 0 { // after the comments at the start
			for from = 0; from < len(r.lines) && strings.HasPrefix(strings.TrimPrefix(r.lines[from], "\ufeff"), "#"); from++ {
			}
			to = from
		}
		r.replace(from, to, line)
		return nil
	})
	return pathOf(s, name), fingerprint, err
}

// errorOtherThan returns an error that contains the first error in the file with the given path, except
// errors of the given rules. It returns nil if there is none.
func errorOtherThan(problems diag.List, path string, rules ...string) error {
	for _, d := range problems {
		if d.Severity == diag.Error && d.Path == path && !slices.Contains(rules, d.Rule) {
			return fmt.Errorf("correct the errors in the file first; safelearn check lists them: %s:%d: %s", path, d.Line, d.Message)
		}
	}
	return nil
}

// choices returns the end of a message that lists the reviews with a progress.yaml, or "" if there are
// none.
func choices(reviews []string) string {
	if reviews == nil {
		return ""
	}
	return ": there is one for " + strings.Join(reviews, ", ")
}
