package model

import "safelearn/generator/diag"

// Local names the entries of contacts.yaml that the panels on what to do show, and the local
// procedures. An empty id means that nobody has entered one.
type Local struct {
	Emergency        string           `yaml:"emergency"`         // whom to call if a child is in danger now, such as "999"
	SocialCareDay    string           `yaml:"social_care_day"`   // children's social care in office hours
	SocialCareNight  string           `yaml:"social_care_night"` // children's social care in the evening, at weekends and on bank holidays
	SafeguardingLead string           `yaml:"safeguarding_lead"` // the safeguarding lead of the partnership
	Allegations      string           `yaml:"allegations"`       // the officer for allegations against staff
	Escalation       string           `yaml:"escalation"`        // where to take a disagreement between agencies
	Procedures       []LocalProcedure `yaml:"procedures"`        // the local procedures, one for each protocol

	pos func(key string) diag.Pos // nil if site.yaml cannot be read
}

// A LocalProcedure is the local procedure for what a protocol is about.
type LocalProcedure struct {
	Protocol ID     `yaml:"protocol" required:"true"` // the id of the protocol
	Address  string `yaml:"address" required:"true"`  // the address of the procedure on the web
}

// Procedure returns the address of the local procedure for a protocol, or "" if none has been
// entered.
func (l *Local) Procedure(protocol ID) string {
	for _, p := range l.Procedures {
		if p.Protocol == protocol {
			return p.Address
		}
	}
	return ""
}

// A LocalContact is a key of Local and the id of the contact that it names.
type LocalContact struct {
	Key    string // such as "social_care_day"
	ID     string // id in contacts.yaml, or ""
	Needed bool   // whether a site with a live protocol must have it
}

// Contacts returns the contacts in the order in which they are shown.
func (l *Local) Contacts() []LocalContact {
	return []LocalContact{
		{"emergency", l.Emergency, true}, {"social_care_day", l.SocialCareDay, true}, {"social_care_night", l.SocialCareNight, true},
		{"safeguarding_lead", l.SafeguardingLead, false}, {"allegations", l.Allegations, false}, {"escalation", l.Escalation, false},
	}
}

// Pos returns the position of a key, such as "emergency" or "procedures[0].protocol", or of the keys
// as a whole if it is not set.
func (l *Local) Pos(key string) diag.Pos {
	if l.pos == nil {
		return diag.Pos{Path: "content/site.yaml", Line: 1, Column: 1}
	}
	return l.pos(key)
}
