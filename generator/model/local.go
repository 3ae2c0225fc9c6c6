package model

import "safelearn/generator/diag"

// LocalSettings contains the ids of the local contacts in contacts.yaml, and the local procedures.
// Pages show them beside instructions. An empty id means that there is no such contact.
type LocalSettings struct {
	Emergency        string           `yaml:"emergency"`         // whom to call if a child is in danger now, such as "999"
	SocialCareDay    string           `yaml:"social_care_day"`   // children's social care in office hours
	SocialCareNight  string           `yaml:"social_care_night"` // children's social care in the evening, at weekends and on bank holidays
	SafeguardingLead string           `yaml:"safeguarding_lead"` // the safeguarding lead of the partnership
	Allegations      string           `yaml:"allegations"`       // the officer who deals with allegations against staff
	Escalation       string           `yaml:"escalation"`        // where to take a disagreement between agencies
	Procedures       []LocalProcedure `yaml:"procedures"`        // the local procedures, at most one for each protocol

	pos func(key string) diag.Pos // nil if site.yaml cannot be read
}

// A LocalProcedure is the local procedure that corresponds to a protocol.
type LocalProcedure struct {
	Protocol ID     `yaml:"protocol" required:"true"` // the id of the protocol
	Address  string `yaml:"address" required:"true"`  // the URL of the procedure
}

// ProcedureURL returns the URL of the local procedure that corresponds to a protocol, or "" if there is
// none.
func (l *LocalSettings) ProcedureURL(protocol ID) string {
	for _, p := range l.Procedures {
		if p.Protocol == protocol {
			return p.Address
		}
	}
	return ""
}

// A LocalContact is a key of LocalSettings and its value, the id of a contact.
type LocalContact struct {
	Key    string // such as "social_care_day"
	ID     string // id in contacts.yaml, or ""
	Needed bool   // whether a site with a live protocol requires the contact
	Words  string // the key in words, for authors
}

// Contacts returns all contact keys, including those without a value, in the order in which pages show
// the contacts.
func (l *LocalSettings) Contacts() []LocalContact {
	return []LocalContact{
		{"emergency", l.Emergency, true, "emergencies"},
		{"social_care_day", l.SocialCareDay, true, "children's social care by day"},
		{"social_care_night", l.SocialCareNight, true, "children's social care at night and at weekends"},
		{"safeguarding_lead", l.SafeguardingLead, false, "the safeguarding lead"},
		{"allegations", l.Allegations, false, "allegations against staff"},
		{"escalation", l.Escalation, false, "disagreements between agencies"},
	}
}

// Pos returns the position of a key, such as "emergency" or "procedures[0].protocol". If the key is
// not set, it returns the position of the innermost enclosing value.
func (l *LocalSettings) Pos(key string) diag.Pos {
	if l.pos == nil {
		return diag.Pos{Path: "content/site.yaml", Line: 1, Column: 1}
	}
	return l.pos(key)
}
