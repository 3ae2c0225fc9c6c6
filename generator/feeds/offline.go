package feeds

import (
	"slices"
	"strings"

	"safelearn/generator/views"
)

const (
	offlinePage = "offline/index.html"
	searchPage  = "search/index.html"
)

// maxKitSearchFiles is the largest number of search files that one tap saves, each of one
// or two kilobytes. Those of a large site are too much to download on a poor signal.
const maxKitSearchFiles = 150

// withSearch returns the names of the files saved by one tap, without those that they
// load, and whether the search is among them.
func (s *SavedFiles) withSearch(search []string) (names []string, ok bool) {
	if len(search) > maxKitSearchFiles {
		return slices.DeleteFunc(slices.Clone(s.kit), func(name string) bool { return name == searchPage }), false
	}
	return slices.Concat(s.kit, search), len(search) > 0
}

// SetSizes sets the sizes on the page that offers saving. Page is the page itself, laid
// out without sizes, which hardly change its own; worker is the service worker, script
// the name of the page's script and search the names of the files of the search.
func (s *SavedFiles) SetSizes(v *views.Offline, page, worker []byte, script string, search []string) error {
	names, _ := s.withSearch(search)
	others := slices.DeleteFunc(names, func(name string) bool { return name == offlinePage })
	kit, err := s.describe(append(others, script))
	if err != nil {
		return err
	}
	v.KB = kilobytes(compressedSize(offlinePage, len(page)) + compressedSize("sw.js", len(worker)) + sumSizes(kit))
	common := make(map[string]savedFile) // downloaded with the first module that a reader saves
	for i, m := range v.Modules {
		files, err := s.describe(s.modules[string(m.ID)])
		if err != nil {
			return err
		}
		for name, f := range files {
			_, saved := kit[name]
			shared := name == "trainers/index.html" || strings.HasSuffix(name, ".js")
			if shared && !saved {
				common[name] = f
			}
			if shared || saved {
				delete(files, name)
			}
		}
		v.Modules[i].KB = kilobytes(sumSizes(files))
	}
	v.Common = kilobytes(sumSizes(common))
	return nil
}

// HasSearch reports whether one tap saves the search, whose files are given.
func (s *SavedFiles) HasSearch(search []string) bool {
	_, ok := s.withSearch(search)
	return ok
}

// sumSizes returns the estimated number of bytes transferred for files.
func sumSizes(files map[string]savedFile) int {
	sum := 0
	for _, f := range files {
		sum += f.size
	}
	return sum
}

func kilobytes(size int) int { return (size + 1023) / 1024 }
