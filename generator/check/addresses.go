package check

import (
	"cmp"
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkAddresses checks that each address in content/published.yaml is that of a page, of a notice that
// a page was removed, or of a redirect to a page.
func checkAddresses(c *checker) {
	list := c.site.Addresses
	if list == nil {
		return
	}
	pages := make(map[string]*model.Page)
	for _, e := range c.site.All() {
		for _, address := range xref.AddressesOf(e.Base()) {
			pages[address] = e.Base()
		}
	}
	for i, address := range list.Addresses {
		isRemoved := slices.ContainsFunc(list.Removed, func(r model.RemovedAddress) bool { return r.Address == address })
		p := pages[address]
		if isRemoved || !model.IsPageAddress(address) || p != nil && !isHidden(c, p) || p == nil && c.graph.At(address) != nil {
			continue
		}
		message := fmt.Sprintf("a page was published at %s, and nothing is there now", address)
		var notes []diag.Note
		if p != nil {
			notes = []diag.Note{{Pos: p.FieldPos("status"), Message: "its page is a draft"}}
		}
		c.problems.Error(list.Origin.FieldPos(fmt.Sprintf("addresses[%d]", i)), "address-lost", message,
			fmt.Sprintf("add old_addresses: [%s] to the page that took its place, or add under removed: - {address: %[1]s, date: %s, by: …, why: …}", address, cmp.Or(c.site.Today, "YYYY-MM-DD")), notes...)
	}
	for _, r := range list.Removed {
		if p := pages[r.Address]; p != nil && !model.IsDraft(c.site, p) {
			c.problems.Error(r.Pos, "address-removed", fmt.Sprintf("%s was removed, and a page is still there", r.Address), "delete the page, or take this entry out of removed:",
				diag.Note{Pos: p.File.Start(), Message: "the page is here"})
		} else if model.IsPageAddress(r.Address) && !slices.Contains(list.Addresses, r.Address) {
			c.problems.Error(r.Pos, "address-removed", fmt.Sprintf("%s was removed, and is not one of the addresses that were published", r.Address), "correct it, or add it under addresses:")
		}
	}
}

// isHidden reports whether p is a draft for any reason other than a hold on its review.
func isHidden(c *checker, p *model.Page) bool {
	review := c.site.Review(p)
	return model.IsDraft(c.site, p) && (review == nil || review.Proceedings.Why == "")
}
