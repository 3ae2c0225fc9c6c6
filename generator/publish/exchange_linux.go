package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps the published tree and the new one in one step, or by two moves
// on a file system that cannot.
func (p place) exchange() error {
	err := unix.Renameat2(unix.AT_FDCWD, p.next, unix.AT_FDCWD, p.dir, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return p.moveAside()
	}
	return err
}
