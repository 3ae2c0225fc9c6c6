package render

import (
	"safelearn/generator/layout"
	"safelearn/generator/model"
)

// overdueNotice returns a notice that the review of e is overdue or that its approval has expired, or
// "" if neither is the case.
func (f templateFuncs) overdueNotice(e model.Entry) layout.HTML {
	p, site, locale := e.Base(), f.builder.graph.Site, f.builder.locales.ForPage(e.Base())
	due := model.DueDate(site, p)
	switch {
	case !site.Overdue(p):
		return ""
	case model.FirstEndingApproval(p) >= 0 && due == model.OwnDueDate(p):
		return locale.Say("approval_ended", "date", locale.Date(due))
	}
	return locale.Say("overdue", "date", locale.Date(due))
}

// Notices returns notices that readers must see before they rely on a content page: that its review
// is overdue or has been postponed, and that a national source is newer. It must not be called for
// a withdrawn page.
func (p *Page) Notices() (notices []layout.HTML) {
	e, site := p.data.(model.Entry), p.builder.graph.Site
	n := len(p.Source.Extended)
	if overdue := (templateFuncs{p.builder}).overdueNotice(e); overdue != "" {
		notices = append(notices, overdue)
	} else if n > 0 && p.Source.ReviewDue < site.Today {
		last := p.Source.Extended[n-1]
		notices = append(notices, p.Locale.Say("extended", "due", p.Locale.Date(p.Source.ReviewDue), "date", p.Locale.Date(last.Until), "who", last.By, "why", last.Why))
	}
	if newer := model.NewerSourceOf(site, p.Source); newer != nil {
		key := "source_newer"
		if newer.Until < site.Today {
			key = "source_newer_ended"
		}
		t := p.builder.graph.Page(&newer.Source.Page)
		link := layout.HTML(p.builder.writer.AppendListLink(nil, &p.view, t, p.view.ListName(t)))
		notices = append(notices, p.Locale.Say(key, "source", link, "date", p.Locale.Date(newer.Source.Dated)))
	}
	return notices
}

// ApprovalTexts returns a text for each valid approval of the page, with the body and the date.
func (p *Page) ApprovalTexts() (list []layout.HTML) {
	for _, a := range p.builder.graph.Site.Approved[p.Source] {
		key := "approved_on"
		if a.Record != "" {
			key = "approved_record"
		}
		list = append(list, p.Locale.Say(key, "body", a.Body, "date", p.Locale.Date(a.Date), "record", a.Record))
	}
	return list
}

// WithdrawalText returns a text that says when, by whom and why the page was withdrawn, or "" if that
// is not recorded.
func (p *Page) WithdrawalText() layout.HTML {
	w := model.WithdrawalOf(p.builder.graph.Site, p.Source)
	if w.Date == "" {
		return ""
	}
	return p.Locale.Say("withdrawn_by", "date", p.Locale.Date(w.Date), "who", w.By, "why", w.Why)
}
