// Package sitetest provides sites for tests of other packages.
//
// Its input is the shipped site, and its output is a copy in memory that a test may change. It does
// not build or check sites.
package sitetest

import (
	"io/fs"
	"regexp"
	"testing"
	"testing/fstest"

	"safelearn"
)

// Copy copies the named folder of source, with everything in it, to site.
func Copy(t testing.TB, site fstest.MapFS, source fs.FS, folder string) {
	t.Helper()
	err := fs.WalkDir(source, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(source, name)
		site[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ShippedBelow returns a copy of the shipped site with settings for the URL path base, which starts
// and ends with a slash.
func ShippedBelow(t testing.TB, base string) fstest.MapFS {
	t.Helper()
	site := make(fstest.MapFS)
	Copy(t, site, safelearn.Shipped, ".")
	settings := site["content/site.yaml"]
	settings.Data = regexp.MustCompile(`(?m)^base: .*$`).ReplaceAll(settings.Data, []byte("base: https://safelearn.example"+base))
	return site
}
