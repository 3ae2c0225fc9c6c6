package publish

import (
	"os"
	"time"
)

// longestPause is the pause before the last attempt of retry, which waits about twice as long in all.
const longestPause = 640 * time.Millisecond

// retry calls f until it succeeds, or until held reports that its error has another reason than a program
// that has a file open. On Windows a virus scanner or an indexer opens new files for a moment, and
// nothing that is open can be renamed or removed.
func retry(held func(error) bool, f func() error) error {
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		err := f()
		if err == nil || pause > longestPause || !held(err) {
			return err
		}
		time.Sleep(pause)
	}
}

// rename is os.Rename, with further attempts if another program has a file open.
func rename(from, to string) error {
	return retry(isHeld, func() error { return os.Rename(from, to) })
}

// remove is os.Remove, with further attempts if another program has the file open.
func remove(name string) error {
	return retry(isHeld, func() error { return os.Remove(name) })
}
