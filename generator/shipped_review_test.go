package generator

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A reviewRecord describes the structure of the shipped review. It was compiled independently of the
// content of the site.
type reviewRecord struct {
	Review         struct{ Paragraphs int } // number of paragraphs
	Themes         map[string][]string      // paragraphs and ranges of paragraphs by theme of their finding
	LearningPoints []struct {
		ID      string
		After   string   // number of the paragraph before the learning point
		Printed []string // references as printed in the review
		Correct []string // paragraphs that discuss the learning point
		Recs    []string // recommendations that it leads to
	} `yaml:"learning_points"`
	Recommendations map[string][]map[string]string // actions by paragraph number; an action maps its id to its nature
}

// linkShipped links the shipped site. It skips the test if the repository contains other content.
func linkShipped(t *testing.T) *linkedSite {
	t.Helper()
	site := Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-31"}
	l, _, err := site.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !isShipped(l.graph.Site) {
		t.Skip("the content is not the shipped content")
	}
	return l
}

// TestShippedReview compares the paragraphs, learning points, recommendations and actions of the
// shipped review, and the references between them, with an independent record.
func TestShippedReview(t *testing.T) {
	l := linkShipped(t)
	data, err := os.ReadFile("testdata/baby-r.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var want reviewRecord
	if err := yaml.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	g := l.graph
	if actions := want.compareActions(t, g); len(want.LearningPoints) != 6 || len(want.Recommendations) != 11 || actions != 33 {
		t.Errorf("%d learning points, %d recommendations, %d actions; want 6, 11, 33", len(want.LearningPoints), len(want.Recommendations), actions)
	}
	paragraphs := 0
	review, ok := lookUpTarget(t, g, "baby-r").Entry.(*model.Review)
	if !ok {
		t.Fatal("there is no review baby-r")
	}
	for _, n := range review.Publication.DeclaredLabels() {
		target := lookUpTarget(t, g, "baby-r/"+model.ID(n))
		if target == nil || !target.Written && !target.Withheld {
			t.Errorf("there is no paragraph %s", n)
		}
		paragraphs++
	}
	if paragraphs != want.Review.Paragraphs {
		t.Errorf("%d paragraphs, want %d", paragraphs, want.Review.Paragraphs)
	}
	for theme, ranges := range want.Themes {
		for _, id := range expandRanges(ranges) {
			finding, ok := lookUpTarget(t, g, "baby-r/"+id).Entry.(*model.Finding)
			if !ok || withoutHyphens(finding.Theme) != withoutHyphens(theme) {
				t.Errorf("paragraph %s is not in the finding on the theme %s", id, theme)
			}
		}
	}
	for _, point := range want.LearningPoints {
		target := lookUpTarget(t, g, model.ID("baby-r/lp"+point.ID[2:]))
		got, ok := targetEntry(target).(*model.LearningPoint)
		if !ok {
			t.Errorf("there is no learning point %s", point.ID)
			continue
		}
		compareParagraphs(t, point.ID+" printed", got.PrintedRefs, point.Printed)
		compareParagraphs(t, point.ID+" discussed in", got.DiscussedIn, point.Correct)
		compareParagraphs(t, point.ID+" recommendations", got.LeadsTo, point.Recs)
		if string(got.After) != point.After {
			t.Errorf("%s is placed after %s, want %s", point.ID, got.After, point.After)
		}
	}
}

// compareActions compares the actions of all recommendations with the record, and returns the number of
// actions compared.
func (r *reviewRecord) compareActions(t *testing.T, g *xref.Graph) (actions int) {
	t.Helper()
	for number, list := range r.Recommendations {
		got, ok := targetEntry(lookUpTarget(t, g, model.ID("baby-r/"+number))).(*model.Recommendation)
		if !ok || len(got.Items) != len(list) {
			t.Errorf("recommendation %s is missing or does not have %d actions", number, len(list))
			continue
		}
		for i, action := range list {
			if nature := action[string(got.Items[i].Letter)]; nature != string(got.Items[i].Nature) {
				t.Errorf("%s%s is %s, want %s", number, got.Items[i].Letter, got.Items[i].Nature, nature)
			}
			if part := lookUpTarget(t, g, model.StatementOf(got).ItemID(got.Items[i])); part == nil || part.Type != xref.PartTarget {
				t.Errorf("%s%s has no address", number, got.Items[i].Letter)
			}
			actions++
		}
	}
	return actions
}

// targetEntry returns the page that the target t is or belongs to, or nil if t is nil.
func targetEntry(t *xref.Target) model.Entry {
	if t == nil {
		return nil
	}
	return t.Entry
}

// compareParagraphs fails the test if two lists of references differ once ranges are expanded. The
// failure message starts with description.
func compareParagraphs(t *testing.T, description string, got []model.ID, want []string) {
	t.Helper()
	ids := make([]string, len(got))
	for i, id := range got {
		ids[i] = string(id)
	}
	if a, b := expandRanges(ids), expandRanges(want); !slices.Equal(a, b) {
		t.Errorf("%s: %v, want %v", description, a, b)
	}
}

// expandRanges returns the ids in list, with each range replaced by the paragraphs in it.
func expandRanges(list []string) []model.ID {
	var ids []model.ID
	for _, item := range list {
		_, first, last, ok := model.ID(item).Range()
		if !ok {
			ids = append(ids, model.ID(item))
			continue
		}
		section, from := first.Split()
		_, to := last.Split()
		for n := from; n <= to; n++ {
			ids = append(ids, model.ID(fmt.Sprintf("%s%d", section, n)))
		}
	}
	return ids
}

// withoutHyphens returns s with hyphens replaced by spaces.
func withoutHyphens(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '-' {
			out[i] = ' '
		}
	}
	return string(out)
}
