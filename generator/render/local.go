package render

import (
	"html"
	"strings"

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
	words := string(f.builder.page(value).Locale.Words.Call)
	return &EmergencyCall{layout.URL(t.Address), layout.HTML(strings.Replace(words, "{number}", html.EscapeString(t.Label), 1))}
}

// A LocalNumber is a line of the panel with the local numbers.
type LocalNumber struct {
	Label layout.HTML // whose number it is
	Value layout.HTML // link to call or open, or "" if nobody has entered it
}

// localHelp returns the local numbers and, on the page of a protocol, the local procedure. The
// numbers of social care and the procedure appear even if nobody has entered them.
func (f functions) localHelp(value any) (lines []LocalNumber) {
	l, w := &f.builder.graph.Site.Local, f.builder.page(value).Locale.Words
	for _, line := range []struct {
		label  layout.HTML
		id     string
		always bool
	}{
		{w.SocialCareDay, l.SocialCareDay, true}, {w.SocialCareNight, l.SocialCareNight, true}, {w.SafeguardingLead, l.SafeguardingLead, false},
		{w.Allegations, l.Allegations, false}, {w.Escalation, l.Escalation, false},
	} {
		if line.always || line.id != "" {
			lines = append(lines, LocalNumber{line.label, f.contact(line.id)})
		}
	}
	if p, ok := value.(*model.Protocol); ok {
		line := LocalNumber{Label: w.Procedure}
		if address := l.Procedure(p.ID); address != "" {
			line.Value = layout.HTML(`<a href="`+html.EscapeString(address)+`" rel="noreferrer">`) + w.OpenProcedure + "</a>"
		}
		lines = append(lines, line)
	}
	return lines
}
