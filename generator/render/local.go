package render

import (
	"html"
	"slices"

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
	Value layout.HTML // link to call or open, or "" if none has been entered
}

// LocalHelp is whom to turn to in the area of the site.
type LocalHelp struct {
	Care []LocalNumber // children's social care, by day and by night
	Rest []LocalNumber // the safeguarding lead and others, and the local procedure
}

// All returns all lines.
func (h LocalHelp) All() []LocalNumber { return slices.Concat(h.Care, h.Rest) }

// localHelp returns the local numbers and, on the page of a protocol, the local procedure. The
// numbers of social care and the procedure appear even if nobody has entered them.
func (f functions) localHelp(value any) (help LocalHelp) {
	l, locale := &f.builder.graph.Site.Local, f.builder.page(value).Locale
	line := func(key, id string) LocalNumber { return LocalNumber{locale.Say(key), f.contact(id)} }
	help.Care = []LocalNumber{line("social_care_day", l.SocialCareDay), line("social_care_night", l.SocialCareNight)}
	for _, other := range [][2]string{{"safeguarding_lead", l.SafeguardingLead}, {"allegations", l.Allegations}, {"escalation", l.Escalation}} {
		if other[1] != "" {
			help.Rest = append(help.Rest, line(other[0], other[1]))
		}
	}
	if p, ok := value.(*model.Protocol); ok {
		line := LocalNumber{Label: locale.Say("procedure")}
		if address := l.Procedure(p.ID); address != "" {
			line.Value = layout.HTML(`<a href="`+html.EscapeString(address)+`" rel="noreferrer">`) + locale.Say("open_procedure") + "</a>"
		}
		help.Rest = append(help.Rest, line)
	}
	return help
}
