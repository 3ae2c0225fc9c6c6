package xref

import (
	"strings"

	"safelearn/generator/model"
)

// SheetURL returns the URL path of the printable sheet about a statement, which is below that of the
// page that shows the statement.
func SheetURL(s *model.PlacedStatement) string {
	p := s.Entry.Base()
	address := p.Address + "sheet/"
	if s.ListEntry() != nil {
		address += strings.ReplaceAll(strings.TrimPrefix(string(s.ID), p.ReviewFolder()), ":", "/") + "/"
	}
	return address
}

// statementSheets returns the printable sheets about those statements of r that ask for something,
// such as recommendations.
func statementSheets(site *model.Site, r *model.Review) []GeneratedPage {
	var sheets []GeneratedPage
	for _, s := range model.StatementsIn(site, r.ReviewFolder()) {
		if !s.Type.Asks() || !site.Listed(s.Entry.Base()) {
			continue
		}
		name := s.Title
		if s.PrintedLabel != "" {
			name = model.DescribeStatement(site.Texts, &r.Publication, s.PrintedLabel, s.Type)
		}
		sheets = append(sheets, GeneratedPage{View: "sheet", Address: SheetURL(s), Title: site.Texts.Say("title_sheet", "name", name), Label: site.Texts.Say("name_sheet"), Review: r, Statement: s})
	}
	return sheets
}
