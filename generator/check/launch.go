package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A LaunchItem is a line of the list of what is done before readers rely on a site.
type LaunchItem struct {
	Key         string   // key of the task in content/launch.yaml, or "" if the program itself can determine whether the task is done
	Description string   // description of the finished task
	OpenReason  string   // reason why the task is not done, or "" if it is
	Pos         diag.Pos // where it is recorded
}

// LaunchItems returns what is done before readers rely on a site: what the program can see itself, and then
// what the team has recorded in content/launch.yaml. It returns nil if there is no such file. Whether
// anything is still to be filled in is in the problems of the site.
func LaunchItems(s *model.Site) []LaunchItem {
	if s.Launch == nil {
		return nil
	}
	items := []LaunchItem{approvalItem(s), localItem(s), numbersItem(s),
		settingItem(s.BaseURL, "the address of the site is entered", "content/site.yaml has no base:"),
		settingItem(s.ReportTo, "readers can find out where to report a mistake", "content/site.yaml has no report:")}
	for _, task := range s.Launch.Tasks() {
		items = append(items, LaunchItem{task.Key, task.Description, openReason(s, task), s.Launch.Pos(task.Key)})
	}
	return items
}

// approvalItem returns the item about the approvals of protocols and pages for parents.
func approvalItem(s *model.Site) LaunchItem {
	item, lacking := LaunchItem{Description: "each protocol and page for parents has its approvals", Pos: diag.Pos{Path: "content/site.yaml"}}, 0
	needed := false
	for _, e := range s.Entries {
		p := e.Base()
		if !s.Listed(p) || model.IsDraft(s, p) || model.MissingApprovals(p, nil) == nil {
			continue
		}
		needed = true
		if model.MissingApprovals(p, s.Approved[p]) == nil {
			continue
		}
		if lacking++; lacking == 1 {
			item.Pos = p.FieldPos("status")
		}
	}
	if !needed {
		item.Description = "no page is published yet that needs an approval"
	}
	if lacking > 0 {
		item.OpenReason = quantity(lacking, "page") + " without them; this is the first"
	}
	return item
}

// localItem returns the item about the local contacts that every protocol shows.
func localItem(s *model.Site) LaunchItem {
	item := LaunchItem{Description: "the phone numbers of the area are entered", Pos: s.Local.Pos("")}
	var missing []string
	for _, local := range s.Local.Contacts() {
		if local.Needed && local.ID == "" {
			missing = append(missing, local.Words)
		}
	}
	if missing != nil {
		item.OpenReason = "not yet " + strings.Join(missing, ", ")
	}
	return item
}

// settingItem returns the item about a setting, which is open while the setting has no value.
func settingItem(value, what, open string) LaunchItem {
	item := LaunchItem{Description: what, Pos: diag.Pos{Path: "content/site.yaml"}}
	if value == "" {
		item.OpenReason = open
	}
	return item
}

// numbersItem returns the item about when the contacts were last checked.
func numbersItem(s *model.Site) LaunchItem {
	item := LaunchItem{Description: "each number was checked in the last twelve months", Pos: diag.Pos{Path: "content/contacts.yaml"}}
	for _, state := range []struct {
		words string
		holds func(model.Contact) bool
	}{
		{" not yet checked", func(c model.Contact) bool { return c.Checked == "" }},
		{" last checked more than twelve months ago", func(c model.Contact) bool { return isYearOld(s.Today, c.Checked) }},
	} {
		first := slices.IndexFunc(s.Contacts, state.holds)
		if first < 0 {
			continue
		}
		count := 0
		for _, c := range s.Contacts {
			if state.holds(c) {
				count++
			}
		}
		item.Pos, item.OpenReason = s.Contacts[first].Pos, quantity(count, "number")+state.words+"; this is the first"
		break
	}
	return item
}

// ContactsToCheck returns the contacts that nobody has checked in the last twelve months.
func ContactsToCheck(s *model.Site) (contacts []model.Contact) {
	for _, c := range s.Contacts {
		if c.Checked == "" || isYearOld(s.Today, c.Checked) {
			contacts = append(contacts, c)
		}
	}
	return contacts
}

// checkContacts reports contacts without the day on which they were checked, as errors unless the site is a
// demonstration or its settings cannot be read.
func checkContacts(c *checker) {
	report := c.problems.Error
	if c.site.Demonstration || c.site.ID == "" { // without an id, the settings could not be read
		report = c.problems.Notice
	}
	for _, contact := range c.site.Contacts {
		if contact.ID != "" && contact.Checked == "" {
			report(contact.Pos, "contact-unchecked", fmt.Sprintf("nobody has recorded when the contact %s was checked", contact.ID), "check it, by ringing it unless it is for emergencies, and write the day as its checked: year-month-day")
		}
	}
}

// openReason says why a task is not done, or has to be done again. It returns "" if it is done.
func openReason(s *model.Site, task model.LaunchTask) string {
	switch {
	case task.Date == "":
		return "nobody has recorded it"
	case task.Again && isYearOld(s.Today, task.Date):
		return fmt.Sprintf("last done on %s, more than twelve months ago", task.Date.Long())
	case !task.Again:
		for _, r := range model.Pages[*model.Review](s) {
			if published := string(model.ParsePartialDate(r.Published)); !model.IsDraft(s, &r.Page) && s.Listed(&r.Page) && published > string(task.Date)[:min(len(published), len(task.Date))] {
				return fmt.Sprintf("done on %s, before the %s %s was published", task.Date.Long(), r.Type.Noun(), r.ID)
			}
		}
	}
	return ""
}

// isYearOld reports whether a date is more than a year before today.
func isYearOld(today, date model.Date) bool {
	at, err := time.Parse(time.DateOnly, string(date))
	return err == nil && today > model.Date(at.AddDate(1, 0, 0).Format(time.DateOnly))
}

// checkLaunch warns about what is open on the list of a site that is no demonstration. That approvals,
// local numbers or words are missing on a live page is reported by other checks.
func checkLaunch(c *checker) {
	if c.site.Launch == nil || c.site.Demonstration || c.site.ID == "" || !slices.ContainsFunc(c.site.Entries, func(e model.Entry) bool { return e.Base().Status == model.Live }) {
		return
	}
	for _, task := range c.site.Launch.Tasks() {
		if open := openReason(c.site, task); open != "" && !c.site.Launch.Origin.IsReported(task.Key) {
			c.problems.Warn(c.site.Launch.Pos(task.Key), "launch-open", fmt.Sprintf("open on the list before launch: %s (%s)", task.Description, open),
				fmt.Sprintf("when it is done, write %s: {date: %s, by: …} with the role that did it", task.Key, c.site.Today))
		}
	}
	if item := numbersItem(c.site); item.OpenReason != "" {
		c.problems.Warn(item.Pos, "launch-numbers", item.OpenReason, "check each number, by ringing it unless it is for emergencies, and write the day as its checked:")
	}
}
