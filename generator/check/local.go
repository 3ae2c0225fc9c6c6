package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// checkLocal checks that the ids under the key local in site.yaml are ids of contacts and protocols,
// and that a site with a live protocol has the contacts that every protocol shows.
func checkLocal(c *checker) {
	var ids []string
	for _, contact := range c.site.Contacts {
		ids = append(ids, contact.ID)
	}
	var missing []string
	for _, local := range c.site.Local.Contacts() {
		switch {
		case local.ID == "" && local.Needed:
			missing = append(missing, local.Key)
		case local.ID != "" && !slices.Contains(ids, local.ID) && !c.site.NoContacts:
			hint := "add it to content/contacts.yaml"
			if len(ids) > 0 {
				hint += ", or name one of " + strings.Join(ids, ", ")
			}
			c.problems.Error(c.site.Local.Pos(local.Key), "site-local", fmt.Sprintf("no contact has the id %s", local.ID), hint)
		}
	}
	var protocols []string
	for _, p := range model.Pages[*model.Protocol](c.site) {
		protocols = append(protocols, string(p.ID))
		if p.Status == model.Live && missing != nil && !c.site.Demonstration {
			c.problems.Error(c.site.Local.Pos(""), "site-local", fmt.Sprintf("%s is live, and nobody has entered the local numbers that it shows", p.File.Path),
				"write under local: in content/site.yaml the ids of contacts for "+strings.Join(missing, ", "))
			missing = nil
		}
	}
	for i, p := range c.site.Local.Procedures {
		if p.Protocol != "" && !slices.Contains(protocols, string(p.Protocol)) {
			hint := "take the line out until there is one"
			if len(protocols) > 0 {
				hint = "name one of " + strings.Join(protocols, ", ")
			}
			c.problems.Error(c.site.Local.Pos(fmt.Sprintf("procedures[%d].protocol", i)), "site-local", fmt.Sprintf("there is no protocol %s", p.Protocol), hint)
		}
	}
}
