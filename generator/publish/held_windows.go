package publish

import (
	"errors"

	"golang.org/x/sys/windows"
)

// IsLocked reports whether err occurred because another program has a file open. Only Windows lets a
// program keep others from a file.
func IsLocked(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// isFileInUse reports whether err may have occurred because another program has a file open. Windows
// denies access when a folder that contains an open file is renamed. A file that is removed while it is
// open remains in its folder until it is closed, so the folder is not empty.
func isFileInUse(err error) bool {
	return IsLocked(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_DIR_NOT_EMPTY)
}
