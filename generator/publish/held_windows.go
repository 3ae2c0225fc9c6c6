package publish

import (
	"errors"

	"golang.org/x/sys/windows"
)

// isHeld reports whether err may be due to a program that has a file open. A folder with an open file in
// it cannot be renamed, which Windows calls a lack of rights; a removed file that is still open keeps
// its folder from being empty.
func isHeld(err error) bool {
	for _, held := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_ACCESS_DENIED, windows.ERROR_DIR_NOT_EMPTY} {
		if errors.Is(err, held) {
			return true
		}
	}
	return false
}
