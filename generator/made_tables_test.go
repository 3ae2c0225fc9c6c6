package generator

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator/tables"
)

// exportActions exports the table of actions of a site to a file with the given name and returns the
// path of the file.
func exportActions(t *testing.T, site *Site, name string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if _, problems, err := ExportTable(context.Background(), site, tables.Kinds()[0], name); err != nil || problems.Failed() {
		t.Fatal(problems, err)
	}
	return name
}

// importActions imports a spreadsheet of actions into a site, without applying the result.
func importActions(t *testing.T, site *Site, name string) *Import {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	in, problems, err := ImportActions(context.Background(), site, filepath.Base(name), data, false)
	if err != nil || problems.Failed() {
		t.Fatal(name, problems, err)
	}
	return in
}

// TestGeneratedTables checks, with 40 actions and 160 updates, that importing an unchanged table changes
// nothing, that a public table contains nothing unreleased, and that an update of every action can
// be imported.
func TestGeneratedTables(t *testing.T) {
	const day = "2026-02-28"
	all := generateProgress(generatedSeed)
	folder := t.TempDir()
	writeFiles(t, folder, siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), day, all))
	site := &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-12-01"}

	for _, kind := range tables.Kinds() {
		name := filepath.Join(t.TempDir(), kind.Name+".csv")
		if _, problems, err := ExportTable(context.Background(), site, kind, name); err != nil || problems.Failed() {
			t.Fatal(problems, err)
		}
		reportUnreleased(t, os.DirFS(filepath.Dir(name)), day, all)
	}
	site.Internal = true
	for _, name := range []string{"a.csv", "a.xlsx"} {
		if in := importActions(t, site, exportActions(t, site, name)); len(in.Files)+len(in.Problems)+len(in.Notices) > 0 {
			t.Errorf("%s: %+v", name, in)
		}
	}

	file := exportActions(t, site, "edited.csv")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(heading string) int { return slices.Index(rows[0], heading) }
	for i, row := range rows[1:] {
		row[column("Update date")], row[column("Said by")], row[column("What happened")] = "1 December 2026", "the Police", fmt.Sprintf("New %d: \"quoted\",\nand #1", i)
	}
	var edited strings.Builder
	if err := csv.NewWriter(&edited).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(edited.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	before := readProgress(t, folder)
	in := importActions(t, site, file)
	updates := 0
	for _, f := range in.Files {
		updates += f.Updates
	}
	if len(in.Problems) > 0 || updates != generatedActions {
		t.Fatalf("%d updates, problems %v", updates, in.Problems)
	}
	if err := in.Apply(); err != nil {
		t.Fatal(err)
	}
	for review, after := range readProgress(t, folder) {
		old := regexp.MustCompile(`(?s)  - id: u\d+\n    date: 2026-12-01\n.*?    what: \|-\n.*?and #1\n`).ReplaceAllString(after, "")
		if old != before[review] {
			t.Errorf("%s changed:\n%s\nwas\n%s", review, old, before[review])
		}
	}
	if problems, err := site.Check(context.Background()); err != nil || problems.Failed() {
		t.Error(problems, err)
	}
	if in := importActions(t, site, exportActions(t, site, "again.csv")); len(in.Files)+len(in.Problems) > 0 {
		t.Errorf("%+v", in)
	}
}

// readProgress returns the text of each progress.yaml in a site folder, by review.
func readProgress(t *testing.T, folder string) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for review := range askingStatements {
		text, err := os.ReadFile(filepath.Join(folder, "content", "reviews", review, "progress.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		texts[review] = string(text)
	}
	return texts
}
