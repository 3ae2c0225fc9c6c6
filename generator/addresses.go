package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// addressesHeader is the first line of a new content/published.yaml.
const addressesHeader = "# Addresses of pages that were published. Links to them must not break: take none out.\n"

// RecordAddresses adds the addresses of all pages that are not drafts, including their short
// addresses, to content/published.yaml. It creates the file if there is none. It returns the path
// of the file and the addresses that it added.
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
		for _, address := range []string{e.Base().Address, xref.ShortURL(e.Base())} {
			if address != "" && (list == nil || !slices.Contains(list.Addresses, address)) {
				added = append(added, address)
			}
		}
	}
	slices.Sort(added)
	file = displayPath(s, model.AddressesFile)
	switch {
	case added == nil:
		return file, nil, nil
	case list == nil:
		return file, added, createAddressList(s, added)
	}
	return file, added, addAddresses(list, added).apply(s)
}

// addAddresses returns an edit that adds sorted addresses to list.
func addAddresses(list *model.AddressList, added []string) edit {
	want := slices.Sorted(slices.Values(slices.Concat(list.Addresses, added)))
	return edit{
		file:   list.Origin.File,
		key:    "addresses",
		change: func(r *rewrite) bool { return r.addAddresses(list, added) },
		holds: func(site *model.Site) bool {
			return site.Addresses != nil && slices.Equal(slices.Sorted(slices.Values(site.Addresses.Addresses)), want)
		},
		manualHint: "under addresses:, with each item on a line with a hyphen first: " + strings.Join(added, ", "),
	}
}

// createAddressList creates content/published.yaml with the given addresses.
func createAddressList(s *Site, addresses []string) error {
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

// addAddresses adds sorted addresses to list, whose file is being rewritten. It inserts each before
// the first item that sorts after it. It returns false if the list has a form that does not allow
// this.
func (r *rewrite) addAddresses(list *model.AddressList, added []string) bool {
	from, to := r.keyRange("addresses", 0, len(r.lines))
	if len(list.Addresses) == 0 {
		if from < 0 {
			from, to = len(r.lines), len(r.lines)
		}
		r.replace(from, to, append([]string{"addresses:"}, yamlListLines(added)...)...)
		return true
	}
	var lines []int // lines on which items of the list start
	for i := range list.Addresses {
		lines = append(lines, list.Origin.FieldPos(fmt.Sprintf("addresses[%d]", i)).Line-1)
	}
	if !r.isBlockList(from, lines) {
		return false
	}
	like := r.lines[lines[0]]
	for _, item := range slices.Backward(yamlListLines(added)) {
		at := to
		if i := slices.IndexFunc(list.Addresses, func(other string) bool { return "  - "+other > item }); i >= 0 {
			at = lines[i]
		}
		r.replace(at, at, indentLike(like, item))
	}
	return true
}

// yamlListLines returns the lines of a YAML block list with one item for each text.
func yamlListLines(texts []string) (lines []string) {
	for _, text := range texts {
		lines = append(lines, "  - "+text)
	}
	return lines
}
