//go:build office

package generator

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator/tables"
)

// An office runs LibreOffice Calc in a locale, which determines the formats of numbers and dates.
type office struct {
	*testing.T
	locale  string
	profile string
}

// LibreOffice filters for opening and saving CSV files, with options that a user might choose: UTF-8,
// no column formats, and detection of special numbers such as dates.
const (
	officeOpenFilter      = "CSV:44,34,76,1,,0,false,true"
	officeCommaFilter     = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
	officeSemicolonFilter = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
)

// startOffice creates an office with an empty LibreOffice profile.
func startOffice(t *testing.T, locale string) *office {
	t.Helper()
	o := &office{t, locale, t.TempDir()}
	settings := `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>` + locale + `</value></prop></item>
</oor:items>
`
	o.write(filepath.Join(o.profile, "user", "registrymodifications.xcu"), settings)
	return o
}

// write writes a file, and creates the folders above it.
func (o *office) write(name, text string) {
	o.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		o.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		o.Fatal(err)
	}
}

// save opens a file in LibreOffice, saves it with an export filter to a new folder, and returns the
// path of the saved file.
func (o *office) save(name, filter string) string {
	o.Helper()
	folder := o.TempDir()
	args := []string{"-env:UserInstallation=file://" + o.profile, "--headless", "--convert-to", filter, "--outdir", folder}
	if filepath.Ext(name) == ".csv" {
		args = append(args, "--infilter="+officeOpenFilter)
	}
	out, err := exec.Command("soffice", append(args, name)...).CombinedOutput()
	if err != nil {
		o.Fatalf("soffice: %v\n%s", err, out)
	}
	ext, _, _ := strings.Cut(filter, ":")
	return filepath.Join(folder, strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))+"."+ext)
}

// TestOffice checks that a table of actions is imported unchanged after LibreOffice, with a British
// and a German locale, has opened and saved it, and that edits are preserved.
func TestOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Fatal(`soffice is not installed: run "make spreadsheets"`)
	}
	folder := t.TempDir()
	archive := readArchive(t, "testdata/actions.txtar")
	ctx := context.Background()
	site := &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-11-28", Internal: true}
	for _, locale := range []string{"en-GB", "de-DE"} {
		o := startOffice(t, locale)
		writeFiles(t, folder, archive.siteFiles())
		o.checkLocaleFormats()
		for _, from := range []string{"actions.csv", "actions.xlsx"} {
			exported := filepath.Join(o.TempDir(), from)
			rows, problems, err := ExportTable(ctx, site, tables.Kinds()[0], exported)
			if err != nil || problems.Failed() || rows != 6 {
				t.Fatal(rows, problems, err)
			}
			for _, filter := range []string{officeCommaFilter, officeSemicolonFilter, "xlsx"} {
				saved := o.save(exported, filter)
				if in := importActions(t, site, saved); len(in.Files)+len(in.Problems)+len(in.Notices) > 0 {
					t.Errorf("%s, %s saved as %s: %+v", locale, from, filter, in)
				}
			}
		}
		o.checkEdit(site, archive.comment)
	}
}

// checkLocaleFormats checks that LibreOffice applies the formats of the locale: it must change text
// that looks like a number or a date and is not protected.
func (o *office) checkLocaleFormats() {
	o.Helper()
	name := filepath.Join(o.TempDir(), "plain.csv")
	o.write(name, "6.10,1.1.1,=1+1\n")
	text, err := os.ReadFile(o.save(name, officeCommaFilter))
	want := map[string]string{"en-GB": "6.1,1.1.1,2\n", "de-DE": "6.10,01.01.2001,2\n"}[o.locale]
	if got := string(text); err != nil || got != want {
		o.Errorf("%s: unprotected text came back as %q %v, want %q", o.locale, got, err, want)
	}
}

// checkEdit checks that an edited table gives the same import before and after LibreOffice has saved it,
// also if its dates are as people type them, with the year in two digits, as LibreOffice then shows them.
func (o *office) checkEdit(site *Site, edit string) {
	o.Helper()
	name, typed := filepath.Join(o.TempDir(), "edited.csv"), filepath.Join(o.TempDir(), "typed.csv")
	o.write(name, edit)
	form := map[string]string{"en-GB": "$3/$2/$1", "de-DE": "$3.$2.$1"}[o.locale]
	o.write(typed, regexp.MustCompile(`20(\d\d)-(\d\d)-(\d\d)`).ReplaceAllString(edit, form))
	want := importActions(o.T, site, name)
	if len(want.Problems) > 0 || len(want.Files) != 1 {
		o.Fatalf("%+v", want)
	}
	for _, filter := range []string{officeCommaFilter, officeSemicolonFilter, "xlsx"} {
		for _, name := range []string{name, typed} {
			got := importActions(o.T, site, o.save(name, filter))
			if len(got.Problems) > 0 || len(got.Files) != 1 || got.Files[0].AddedLines != want.Files[0].AddedLines {
				o.Errorf("%s, %s saved as %s:\n%+v\nwant\n%+v", o.locale, filepath.Base(name), filter, got, want)
			}
		}
	}
}
