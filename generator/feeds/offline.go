package feeds

import (
	"slices"
	"strings"

	"safelearn/generator/views"
)

const trainersPage = "trainers/index.html"

// maxKitSearchFiles is the largest number of search files that one tap saves, each of one
// or two kilobytes. Those of a large site are too much to download on a poor signal.
const maxKitSearchFiles = 150

// ownSize is the estimated number of bytes transferred for the offline page and the
// service worker.
const ownSize = 9 << 10

// kit returns the names of the files saved by one tap, without those that they load, and
// whether the search is among them.
func (s *SavedFiles) kit() (names []string, search bool) {
	files := s.search()
	if len(files) > maxKitSearchFiles {
		return slices.DeleteFunc(slices.Clone(s.pages), func(name string) bool { return name == "search/index.html" }), false
	}
	return slices.Concat(s.pages, files), len(files) > 0
}

// SetSizes sets the sizes on the page that offers saving. Script is the name of the page's
// script.
func (s *SavedFiles) SetSizes(v *views.Offline, script string) error {
	names, search := s.kit()
	kit, err := s.describe(append(slices.DeleteFunc(names, func(name string) bool { return name == "offline/index.html" }), script))
	if err != nil {
		return err
	}
	v.KB, v.Search = kilobytes(ownSize+sumSizes(kit)), search
	common := make(map[string]savedFile) // downloaded with the first module that a reader saves
	for i, m := range v.Modules {
		files, err := s.describe(s.modules[m.ID])
		if err != nil {
			return err
		}
		size := 0
		for name, f := range files {
			if _, saved := kit[name]; saved {
				continue
			}
			if name == trainersPage || strings.HasSuffix(name, ".js") {
				common[name] = f
			} else {
				size += f.size
			}
		}
		v.Modules[i].KB = kilobytes(size)
	}
	v.Common = kilobytes(sumSizes(common))
	return nil
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
