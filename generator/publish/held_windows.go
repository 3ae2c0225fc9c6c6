package publish

import (
	"errors"

	"golang.org/x/sys/windows"
)

// isFileInUse reports whether err may have occurred because another program has a file open. Windows
// denies access when a folder that contains an open file is renamed. A file that is removed while it is
// open remains in its folder until it is closed, so the folder is not empty.
func isFileInUse(err error) bool {
	for _, held := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_ACCESS_DENIED, windows.ERROR_DIR_NOT_EMPTY} {
		if errors.Is(err, held) {
			return true
		}
	}
	return false
}
