package model

import (
	"fmt"
	"regexp"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// AddressesFile is the path of the file that lists the addresses of published pages.
const AddressesFile = "content/published.yaml"

// AddressList is the content of content/published.yaml: the addresses of published pages, to which
// links must not break.
type AddressList struct {
	Addresses []string         `yaml:"addresses"` // addresses of pages that were published, such as /protocols/handover/; safelearn addresses adds them
	Removed   []RemovedAddress `yaml:"removed"`   // decisions to remove a page from its address

	Origin Origin `yaml:"-"` // the file
}

// RemovedAddress records when, by whom and why the page at an address was removed.
type RemovedAddress struct {
	Address string `yaml:"address" required:"true"` // the address, such as /protocols/handover/
	Date    Date   `yaml:"date" required:"true"`    // the day of the decision
	By      string `yaml:"by" required:"true"`      // the body or role that made the decision, never a person's name
	Why     string `yaml:"why" required:"true"`     // the reason, in a sentence that readers of the site may see

	Pos diag.Pos `yaml:"-"` // position of the address
}

// IsPageAddress reports whether text can be the address of a page: path elements of letters,
// digits, full stops, underscores and hyphens, with a slash at both ends.
func IsPageAddress(text string) bool {
	ok, _ := regexp.MatchString(`^/(?:[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*/)+$`, text)
	return ok && len(text) <= 200
}

// lintAddress reports non-empty text that is not the address of a page.
func lintAddress(l *diag.List, pos diag.Pos, text string) {
	if text != "" && !IsPageAddress(text) {
		l.Error(pos, "address-form", fmt.Sprintf("%q is not the address of a page", text), "write it from the root of the site, with a slash at both ends, such as /protocols/old-name/")
	}
}

// readPublishedAddresses reads content/published.yaml.
func readPublishedAddresses(s *Site, file *source.File, problems *diag.List) {
	list := new(AddressList)
	list.Origin, _ = decode(file, list, problems)
	s.PastDates = append(s.PastDates, list.Origin.past...)
	for i, address := range list.Addresses {
		lintAddress(problems, list.Origin.FieldPos(fmt.Sprintf("addresses[%d]", i)), address)
	}
	for i := range list.Removed {
		r, key := &list.Removed[i], fmt.Sprintf("removed[%d].address", i)
		r.Pos = list.Origin.FieldPos(key)
		if !list.Origin.IsReported(key) {
			lintAddress(problems, r.Pos, r.Address)
		}
	}
	s.Addresses = list
}

// IsDraft reports whether a page is not published, because it or its original is a draft or its review
// is on hold.
func IsDraft(s *Site, p *Page) bool {
	original := s.OriginalOf(p)
	return s.EffectiveStatus(p) == Draft || original != nil && original.Base().Status == Draft
}
