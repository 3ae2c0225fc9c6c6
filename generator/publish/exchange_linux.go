package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps the published tree and the new one, atomically if the file system supports
// it.
func (t target) exchange() error {
	err := unix.Renameat2(unix.AT_FDCWD, t.next, unix.AT_FDCWD, t.dir, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return t.renameTwice()
	}
	return err
}
