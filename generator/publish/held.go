package publish

import (
	"os"
	"time"
)

// maxPause is the pause before the last attempt of retry. The total of all pauses is about twice as
// long.
const maxPause = 640 * time.Millisecond

// retry calls f until it succeeds, until isLocked returns false for its error, or until it has failed eight
// times. It returns the last error. The function isLocked reports whether an error occurred because another
// program has a file open. On Windows, virus scanners and indexers briefly open new files, and an open
// file cannot be renamed or removed.
func retry(isLocked func(error) bool, f func() error) error {
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		err := f()
		if err == nil || pause > maxPause || !isLocked(err) {
			return err
		}
		time.Sleep(pause)
	}
}

// A heldError reports which file or folder another program has open.
type heldError struct {
	path string
	err  error // of the system, which names the folder that could not be renamed, or no name at all
}

func (e *heldError) Error() string { return e.path + " is open in another program" }

func (e *heldError) Unwrap() error { return e.err }

// rename calls os.Rename, and retries if another program has a file open. If that is still so at the end,
// the error names the file.
func rename(from, to string) error {
	err := retry(isFileInUse, func() error { return os.Rename(from, to) })
	if err != nil && isFileInUse(err) {
		if held := findHeld(from); held != "" {
			return &heldError{held, err}
		}
	}
	return err
}

// remove calls os.Remove, and retries if another program has the file open.
func remove(name string) error {
	return retry(isFileInUse, func() error { return os.Remove(name) })
}
