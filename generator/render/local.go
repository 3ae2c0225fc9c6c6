package render

import (
	"html"

	"safelearn/generator/layout"
	"safelearn/generator/model"
)

// An EmergencyCall is the button that calls for help.
type EmergencyCall struct {
	Link  layout.URL  // tel: address
	Words layout.HTML // such as "Call 999"
}

// emergency returns the button that calls the emergency contact of the site, or nil if it has none.
func (f functions) emergency(value any) *EmergencyCall {
	t := f.builder.graph.Contact(f.builder.graph.Site.Local.Emergency)
	if t == nil {
		return nil
	}
	return &EmergencyCall{layout.URL(t.Address), f.builder.page(value).Locale.Say("call", "number", t.Label)}
}

// A LocalNumber is a line of the panel with the local numbers.
type LocalNumber struct {
	Label layout.HTML // whose number it is
	Value layout.HTML // link to call or open, or "" if nobody has entered it
}

// localHelp returns the local numbers and, on the page of a protocol, the local procedure. The
// numbers of social care and the procedure appear even if nobody has entered them.
func (f functions) localHelp(value any) (lines []LocalNumber) {
	l, locale := &f.builder.graph.Site.Local, f.builder.page(value).Locale
	for _, line := range []struct {
		label  layout.HTML
		id     string
		always bool
	}{
		{locale.Say("social_care_day"), l.SocialCareDay, true}, {locale.Say("social_care_night"), l.SocialCareNight, true}, {locale.Say("safeguarding_lead"), l.SafeguardingLead, false},
		{locale.Say("allegations"), l.Allegations, false}, {locale.Say("escalation"), l.Escalation, false},
	} {
		if line.always || line.id != "" {
			lines = append(lines, LocalNumber{line.label, f.contact(line.id)})
		}
	}
	if p, ok := value.(*model.Protocol); ok {
		line := LocalNumber{Label: locale.Say("procedure")}
		if address := l.Procedure(p.ID); address != "" {
			line.Value = layout.HTML(`<a href="`+html.EscapeString(address)+`" rel="noreferrer">`) + locale.Say("open_procedure") + "</a>"
		}
		lines = append(lines, line)
	}
	return lines
}
