package feeds

import (
	"slices"
	"strings"

	"safelearn/generator/views"
)

const trainersPage = "trainers/index.html"

// maxKitSearchFiles is the maximum number of search files in the offline kit. Each file has 1 to 2 KB.
// The search files of a large site take too long to download on a slow mobile connection.
const maxKitSearchFiles = 150

// baseTransferSize is the estimated number of bytes transferred for the offline page and the service
// worker together.
const baseTransferSize = 9 << 10

// offlineKitFiles returns the names of the files in the offline kit, which a reader saves with one tap. The
// names do not include scripts, style sheets and images that the files load. The result search reports
// whether search files are included; they are not if there are more than maxKitSearchFiles.
func (s *SavedFiles) offlineKitFiles() (names []string, search bool) {
	files := s.search()
	if len(files) > maxKitSearchFiles {
		return slices.DeleteFunc(slices.Clone(s.kitWithoutSearch), func(name string) bool { return name == "search/index.html" }), false
	}
	return slices.Concat(s.kitWithoutSearch, files), len(files) > 0
}

// SetSizes sets the download sizes shown on the offline page. The script argument is the
// file name of that page's script.
func (s *SavedFiles) SetSizes(v *views.Offline, script string) error {
	names, search := s.offlineKitFiles()
	kit, err := s.describeAll(append(slices.DeleteFunc(names, func(name string) bool { return name == "offline/index.html" }), script))
	if err != nil {
		return err
	}
	v.KB, v.Search = kilobytes(baseTransferSize+sumSizes(kit)), search
	common := make(map[string]savedFile) // files of all modules, which are downloaded only once
	for i, m := range v.Modules {
		files, err := s.describeAll(s.modules[m.ID])
		if err != nil {
			return err
		}
		size := 0
		for name, f := range files {
			if _, inKit := kit[name]; inKit {
				continue
			}
			if name == trainersPage || strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".css") {
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

// sumSizes returns the estimated number of bytes transferred for all files.
func sumSizes(files map[string]savedFile) int {
	sum := 0
	for _, f := range files {
		sum += f.size
	}
	return sum
}

// kilobytes converts size from bytes to units of 1,024 bytes, rounded up.
func kilobytes(size int) int { return (size + 1023) / 1024 }
