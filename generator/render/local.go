package render

import (
	"html"
	"slices"

	"safelearn/generator/layout"
	"safelearn/generator/model"
)

// An EmergencyCall is a link that calls the emergency number.
type EmergencyCall struct {
	Link layout.URL  // tel: URL
	Text layout.HTML // link text, such as "Call 999"
}

// emergencyCall returns a link that calls the emergency contact of the site, or nil if the site has
// none.
func (f templateFuncs) emergencyCall(value any) *EmergencyCall {
	t := f.builder.graph.Contact(f.builder.graph.Site.Local.Emergency)
	if t == nil {
		return nil
	}
	return &EmergencyCall{layout.URL(t.Address), f.builder.page(value).Locale.Say("call", "number", t.Label)}
}

// A LocalHelpEntry is a local contact or the local procedure.
type LocalHelpEntry struct {
	Label layout.HTML // name of the contact, or of the local procedure
	Value layout.HTML // link to the phone number or procedure, or "" if the settings have none
	Hours string      // days and hours of the contact, or "" if it has none
}

// LocalHelp lists the local contacts and the local procedure.
type LocalHelp struct {
	SocialCare    []LocalHelpEntry // children's social care, by day and at night
	OtherContacts []LocalHelpEntry // the other contacts, and the local procedure
}

// All returns the entries of Care and Rest.
func (h LocalHelp) All() []LocalHelpEntry { return slices.Concat(h.SocialCare, h.OtherContacts) }

// localHelp returns the local contacts and, on the page of a protocol, the local procedure. It leaves
// out contacts that the settings do not have, except those of children's social care.
func (f templateFuncs) localHelp(value any) (help LocalHelp) {
	l, locale := &f.builder.graph.Site.Local, f.builder.page(value).Locale
	entry := func(key, id string) LocalHelpEntry {
		return LocalHelpEntry{locale.Say(key), f.contactLink(id), contactHours(f.builder.graph.Site, id)}
	}
	help.SocialCare = []LocalHelpEntry{entry("social_care_day", l.SocialCareDay), entry("social_care_night", l.SocialCareNight)}
	for _, other := range [][2]string{{"safeguarding_lead", l.SafeguardingLead}, {"allegations", l.Allegations}, {"escalation", l.Escalation}} {
		if other[1] != "" {
			help.OtherContacts = append(help.OtherContacts, entry(other[0], other[1]))
		}
	}
	if p, ok := value.(*model.Protocol); ok {
		procedure := LocalHelpEntry{Label: locale.Say("procedure")}
		if address := l.ProcedureURL(p.ID); address != "" {
			procedure.Value = layout.HTML(`<a href="`+html.EscapeString(address)+`" rel="noreferrer">`) + locale.Say("open_procedure") + "</a>"
		}
		help.OtherContacts = append(help.OtherContacts, procedure)
	}
	return help
}

// contactHours returns the days and hours of the contact with the given ID, or "" if there is no such
// contact or it has none.
func contactHours(s *model.Site, id string) string {
	for _, c := range s.Contacts {
		if c.ID == id {
			return c.When
		}
	}
	return ""
}
