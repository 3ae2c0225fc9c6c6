package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// addressesHeader starts a new file of published addresses.
const addressesHeader = "# Addresses of pages that were published. Links to them must not break: take none out.\n"

// RecordAddresses adds the addresses of all pages that are not drafts to content/published.yaml, and
// creates the file if there is none. It returns the path of the file and the added addresses.
func (s *Site) RecordAddresses(ctx context.Context) (file string, added []string, err error) {
	if s.Folder == "" {
		return "", nil, ErrNoContent
	}
	l, problems, err := s.link(ctx, nil)
	if err != nil {
		return "", nil, err
	}
	if problems.Failed() {
		return "", nil, errors.New("the site cannot be published as it is: correct the errors first; safelearn check lists them")
	}
	site := l.graph.Site
	list := site.Addresses
	for _, e := range site.Published().All() {
		if p := e.Base(); list == nil || !slices.Contains(list.Addresses, p.Address) {
			added = append(added, p.Address)
		}
	}
	slices.Sort(added)
	file = pathOf(s, model.AddressesFile)
	switch {
	case added == nil:
		return file, nil, nil
	case list == nil:
		return file, added, createAddresses(s, added)
	}
	return file, added, rewriteFile(s, model.AddressesFile, func(r *rewrite) error { return r.addAddresses(list, added) })
}

// createAddresses creates content/published.yaml.
func createAddresses(s *Site, addresses []string) error {
	root, err := os.OpenRoot(s.Folder) // does not follow symbolic links out of the folder
	if err != nil {
		return fmt.Errorf("opening the site: %w", err)
	}
	defer root.Close()
	text := addressesHeader + "addresses:\n  - " + strings.Join(addresses, "\n  - ") + "\n"
	if err := createFile(root, model.AddressesFile, text); err != nil {
		return fmt.Errorf("making the file: %w", err)
	}
	return nil
}

// addAddresses adds sorted addresses to list, of which r is the text, each before the first that
// follows it.
func (r *rewrite) addAddresses(list *model.AddressList, added []string) error {
	from, to := r.block("addresses", 0, len(r.lines))
	if len(list.Addresses) == 0 {
		if from < 0 {
			from = len(r.lines)
			if r.lines[from-1] == "" {
				from--
			}
			to = from
		}
		r.replace(from, to, append([]string{"addresses:"}, items(added)...)...)
		return nil
	}
	if first := strings.TrimSpace(r.lines[from]); first[len(first)-1] != ':' && !strings.Contains(first, ": #") {
		return fmt.Errorf("%s: write each item of addresses on a line with a hyphen first", list.Origin.File.Path)
	}
	line := func(i int) int { return list.Origin.FieldPos(fmt.Sprintf("addresses[%d]", i)).Line - 1 }
	like := r.lines[line(0)]
	for _, item := range slices.Backward(items(added)) {
		at := to
		if i := slices.IndexFunc(list.Addresses, func(other string) bool { return "  - "+other > item }); i >= 0 {
			at = line(i)
		}
		r.replace(at, at, indentAs(like, item))
	}
	return nil
}

// items returns the lines of a list of texts.
func items(texts []string) (lines []string) {
	for _, text := range texts {
		lines = append(lines, "  - "+text)
	}
	return lines
}
