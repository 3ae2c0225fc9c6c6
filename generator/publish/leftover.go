package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// maxLeftovers is the maximum number of trees of one name that builds leave because another program
// has a file in them open.
const maxLeftovers = 20

// leftovers returns the paths of the trees that earlier builds left under the name of a new or old tree,
// or under that name with a hyphen and a number, sorted by number.
func leftovers(name string) (found []string) {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil { // the folder may be usable although it cannot be listed
		if _, err := os.Lstat(name); err == nil {
			found = append(found, name)
		}
		return found
	}
	for _, e := range entries {
		if leftoverNumber(name, e.Name()) > 0 {
			found = append(found, filepath.Join(filepath.Dir(name), e.Name()))
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		return leftoverNumber(name, filepath.Base(a)) - leftoverNumber(name, filepath.Base(b))
	})
	return found
}

// leftoverNumber returns the number of the tree called base among those called name: 1 for the name
// itself, and 0 for another file.
func leftoverNumber(name, base string) int {
	rest, ok := strings.CutPrefix(base, filepath.Base(name))
	if !ok {
		return 0
	}
	if rest == "" {
		return 1
	}
	n, err := strconv.Atoi(strings.TrimPrefix(rest, "-"))
	if err != nil || n < 2 || rest != "-"+strconv.Itoa(n) {
		return 0
	}
	return n
}

// unusedName returns name, or name with the number after those of the trees that could not be removed. A
// later number therefore belongs to a later build. It returns an error if there are too many.
func unusedName(name string) (string, error) {
	found := leftovers(name)
	if len(found) == 0 {
		return name, nil
	}
	if len(found) >= maxLeftovers {
		return "", fmt.Errorf("%s and %d others like it cannot be deleted: close the programs that use them, delete them by hand, then build again", found[0], len(found)-1)
	}
	return fmt.Sprintf("%s-%d", name, leftoverNumber(name, filepath.Base(found[len(found)-1]))+1), nil
}
