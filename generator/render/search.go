package render

import (
	"bytes"
	"errors"
	"path"
)

// searchFolder has the files of the search and no others, below its page.
const searchFolder = "search/files"

// addSearch adds the files of the search below its page. They are made when the
// first of them is asked for, and so is the list of them.
func (b *builder) addSearch(tree *Tree) {
	if b.At("/search/") == nil {
		return
	}
	tree.addLater(searchFolder, b.search.FileNames, func(out *bytes.Buffer, name string) error {
		data, found := b.search.AppendFile(out.AvailableBuffer(), name)
		if !found {
			return errors.New("the search lists a file that it does not make")
		}
		out.Write(data)
		return nil
	})
}

// searchFiles are the files that results are found by, the texts of excerpts apart, by path from the site's root.
func (b *builder) searchFiles() []string {
	var names []string
	for _, name := range b.search.OfflineFileNames() {
		names = append(names, path.Join(searchFolder, name))
	}
	return names
}

// indexFile is the name of a folder's page where links have to name it.
func (b *builder) indexFile() string {
	if b.options.Files {
		return "index.html"
	}
	return ""
}
