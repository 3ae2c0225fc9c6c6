package generator

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
	"safelearn/generator/words"
)

// yearReportCounts generates the yearly report of a site on a period. It returns its counts, keyed by
// the texts beside them, and the rows of its table.
func yearReportCounts(t *testing.T, site *Site, from, to Date) (numbers map[string]int, rows [][]string) {
	t.Helper()
	year, _, problems, err := YearReport(t.Context(), site, from, to)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	var out bytes.Buffer
	if err := sheet.Write(&out, ".csv", year.Table()); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err = r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	numbers = make(map[string]int)
	for _, row := range rows {
		if len(row) > 2 {
			if n, err := strconv.Atoi(row[2]); err == nil {
				numbers[row[1]] = n
			}
		}
	}
	return numbers, rows
}

// TestYearReport compares the numbers in the yearly report of a generated site with counts of the
// generated entries, for a period of four years and for one of half a year.
func TestYearReport(t *testing.T) {
	all := generateProgress(generatedSeed)
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", all)
	site := &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}
	english, _ := model.Read(nil, nil)
	say := words.New("en-GB", english.English).Say
	for _, period := range [][2]string{{"2023-01-01", "2023-12-31"}, {"2024-01-01", "2024-12-31"}, {"2025-01-01", "2025-12-31"}, {"2026-01-01", "2026-11-30"}, {"2024-07-01", "2024-12-31"}} {
		from, to := period[0], period[1]
		day, _ := time.Parse(time.DateOnly, from)
		before := day.AddDate(0, 0, -1).Format(time.DateOnly)
		want := map[string]int{}
		for _, a := range all {
			if a.agreed > to {
				continue
			}
			a.addYearCounts(want, before, from, to)
		}
		got, _ := yearReportCounts(t, site, Date(from), Date(to))
		for key, n := range want {
			if text := say(key); got[text] != n {
				t.Errorf("from %s to %s: %s: %d, want %d", from, to, text, got[text], n)
			}
		}
	}
}

// addYearCounts adds the action, and its events in the period from one day to another, to the counts
// in n, which are keyed by the catalogue keys of their texts. The argument before is the last day
// before the period.
func (a *generatedAction) addYearCounts(n map[string]int, before, from, to string) {
	add := func(key string, applies bool) {
		if _, known := n[key]; !known {
			n[key] = 0
		}
		if applies {
			n[key]++
		}
	}
	end := a.statusOn(to)
	if a.agreed <= before {
		add("year_open_start", a.statusOn(before).State != "closed")
	}
	add("year_open_end", end.State != "closed")
	add("year_opened", a.agreed >= from)
	state := "not-started"
	for _, u := range a.updates {
		if u.date > to || u.correctedBy != nil && u.correctedBy.date <= to {
			continue
		}
		if u.date >= from {
			add("year_closed", u.state == "closed" && state != "closed")
			add("year_reopened", u.state != "" && u.state != "closed" && state == "closed")
			add("year_completed", u.state == "complete" && state != "complete")
			add("year_check_held", u.check == "held")
			add("year_check_slipped", u.check == "slipped")
		}
		if u.state != "" {
			state = u.state
		}
	}
	var counted []*generatedUpdate
	for _, u := range a.updates {
		if u.date <= to && (u.correctedBy == nil || u.correctedBy.date > to) {
			counted = append(counted, u)
		}
	}
	measured := a.measuredAfter(counted)
	hidden := false // whether the update that names the owner was redacted
	for _, u := range a.updates {
		if u.date <= to && u.owner != "" && (u.correctedBy == nil || u.correctedBy.date > to) {
			hidden = u.redactedBy != nil
		}
	}
	add("year_slow_count", end.State != "closed" && end.State != "complete" && (end.DaysOverdue > 0 || end.Moved >= 2 ||
		end.DaysQuiet > 100 || end.State == "stopped" || !measured || end.Owner == "" && !hidden))
	add("year_waiting_count", end.State == "complete")
	add("year_not_measured", !measured)
	add("year_not_looked", end.State == "closed" && end.CheckAgain != "" && string(end.CheckAgain) <= to)
}

// TestYearReportNames checks that for each count of actions the report has that many rows with a date,
// that it gives the reason why evidence does not count, and that it names the reviews for which
// nothing has been released.
func TestYearReportNames(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", generateProgress(generatedSeed))
	cedar := files["content/reviews/cedar/progress.yaml"]
	_, text, _ := strings.Cut(string(cedar.Data), "\n")
	cedar.Data = []byte(text)
	got, rows := yearReportCounts(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}, "2024-01-01", "2024-12-31")
	named := make(map[string]int)
	all := ""
	for _, row := range rows {
		all += strings.Join(row, " ") + "\n"
		if len(row) > 3 && strings.HasPrefix(row[2], "MA-") && row[3] != "" {
			what, _, _ := strings.Cut(row[1], ": ")
			named[what]++
		}
	}
	for _, text := range []string{"open before the first day", "agreed", "opened again", "closed", "open on the last day", "called complete", "looked at again, and it still held", "due to be looked at on the last day, and not looked at yet"} {
		if named[text] != got[text] || got["agreed"] == 0 {
			t.Errorf("%s: %d, and %d of them are named", text, got[text], named[text])
		}
	}
	for _, want := range []string{"Nothing is released for: Cedar.", "(not counted: paused)", "of them, by another body", "Complete, and waiting for another body to check"} {
		if !strings.Contains(all, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

// TestYearReportAddsUp checks that the corrections of an earlier closure, and of an earlier reopening, are
// counted separately and named, that no count is negative, and that the other counts add up.
func TestYearReportAddsUp(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", nil)
	files["content/reviews/ash/progress.yaml"].Data = []byte(`actions:
  - {id: MA-1, agreed: 2024-01-10, answers: [recommendation-1], text: Words., lead: trust}
  - {id: MA-2, agreed: 2024-01-10, answers: [recommendation-1], text: Others., lead: trust}
updates:
  - {id: u1, date: 2024-02-01, action: MA-1, said_by: trust, state: complete}
  - {id: u2, date: 2024-03-01, action: MA-1, said_by: board, state: closed, closed_as: superseded, reason: A reason.}
  - {id: u3, date: 2025-03-01, action: MA-1, said_by: board, corrects: u2, what: It was another action.}
  - {id: u4, date: 2024-02-01, action: MA-2, said_by: trust, state: complete}
  - {id: u5, date: 2024-03-01, action: MA-2, said_by: board, state: closed, closed_as: superseded, reason: A reason.}
  - {id: u6, date: 2024-04-01, action: MA-2, said_by: board, state: in-progress, reason: A reason.}
  - {id: u7, date: 2025-04-01, action: MA-2, said_by: board, corrects: u6, what: It was another action.}
`)
	releaseEntries(files, "ash", "2026-11-30")
	got, rows := yearReportCounts(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}, "2025-01-01", "2025-12-31")
	for text, want := range map[string]int{"open before the first day": 1, "closures taken back by a correction": 1, "closed after all, by a correction": 1, "closed": 0, "open on the last day": 1} {
		if n, known := got[text]; n != want || !known {
			t.Errorf("%s: %d, want %d", text, n, want)
		}
	}
	for _, want := range []string{" closures taken back by a correction MA-1 Words. '1 March 2025 ", " closed after all, by a correction MA-2 Others. '1 April 2025 "} {
		if !slices.ContainsFunc(rows, func(row []string) bool { return strings.HasPrefix(strings.Join(row, " "), want) }) {
			t.Errorf("no row says %q", want)
		}
	}
}

// TestYearlyReportIsLinked checks that the quality page links to the published yearly reports, newest
// first, and that only the internal site explains how to write one.
func TestYearlyReportIsLinked(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", generateProgress(generatedSeed))
	for _, name := range []string{"static/yearly-report-2024-25.csv", "static/papers/yearly-report-2023-24.csv", "static/yearly-report-2025-26.csv", "static/other.csv"} {
		files[name] = &fstest.MapFile{Data: []byte("Count,Number\nagreed,4\n")}
	}
	site := &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}
	const how = "Ask the person who builds this site to write it, with the first and the last day that it is about: safelearn report year report.html --from"
	text := mainText(t, buildTree(t, site), "quality/index.html")
	if want := "Annual report yearly-report-2025-26.csv Annual report yearly-report-2024-25.csv Annual report papers/yearly-report-2023-24.csv"; !strings.Contains(text, want) || strings.Contains(text, "other.csv") {
		t.Errorf("the page for quality does not say %q: %s", want, text)
	}
	if strings.Contains(text, how) {
		t.Error("the public page for quality speaks of a command")
	}
	site.Internal = true
	if text := mainText(t, buildTree(t, site), "quality/index.html"); !strings.Contains(text, how) {
		t.Errorf("the page for quality of a board does not say %q: %s", how, text)
	}
	year, _, problems, err := YearReport(t.Context(), site, "2025-01-01", "2025-12-31")
	if err != nil || problems.Failed() || year.Banner == "" || year.Warning == "" {
		t.Errorf("the report of a demonstration for its board lacks its banner or its warning: %v, %v", err, problems)
	}
	var out bytes.Buffer
	if err := year.WriteHTML(&out, "en"); err != nil || !strings.Contains(out.String(), `@top-center { content: "Internal\00003a  For the board`) || !strings.Contains(out.String(), "size: A4") {
		t.Errorf("the printed report lacks its warning on each page: %v: %.3000s", err, out.String())
	}
}
