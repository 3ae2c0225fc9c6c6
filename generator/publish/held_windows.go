package publish

import (
	"errors"
	"io/fs"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// IsLocked reports whether err occurred because another program has a file open. Only Windows lets a
// program keep others from a file.
func IsLocked(err error) bool {
	_, held := errors.AsType[*heldError](err)
	return held || errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// isFileInUse reports whether err may have occurred because another program has a file open. Windows
// denies access when a folder that contains an open file is renamed. A file that is removed while it is
// open remains in its folder until it is closed, so the folder is not empty.
func isFileInUse(err error) bool {
	return IsLocked(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_DIR_NOT_EMPTY)
}

// findHeld returns the path of the first file in a folder that another program has open, or else of the
// first folder, which may be the folder itself. It returns "" if there is none.
func findHeld(folder string) (held string) {
	filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || !isHeld(path):
		case !entry.IsDir():
			held = path
			return fs.SkipAll
		case held == "":
			held = path
		}
		return nil
	})
	return held
}

// isHeld reports whether another program has a file or folder open: then it cannot be opened without
// sharing it.
func isHeld(path string) bool {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false
	}
	const shared = 0
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, shared, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return errors.Is(err, windows.ERROR_SHARING_VIOLATION)
	}
	windows.CloseHandle(handle)
	return false
}
