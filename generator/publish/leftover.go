package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// maxLeftovers is the maximum number of leftover trees. Builds cannot remove a leftover tree while
// another program has one of its files open.
const maxLeftovers = 20

// leftovers returns the paths of the trees that earlier builds have left, sorted by number. Their
// paths are name, or name followed by a hyphen and a number.
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

// leftoverNumber returns the number of the leftover tree whose file name is base, or 1 if base is the
// file name of name. It returns 0 if base is not the file name of a leftover tree.
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

// unusedName returns a path for a new tree: name if there are no leftover trees, and otherwise name
// with a number greater than theirs, so that trees with larger numbers come from later builds. It
// returns an error if there are too many leftover trees.
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
