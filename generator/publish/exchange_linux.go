package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange replaces the published tree with the new one, atomically if the file system supports it. The
// previous tree becomes t.old. The new tree is first renamed to t.old, because the next build looks for
// files that no build wrote only in a tree of that name.
func (t target) exchange() error {
	if err := rename(t.next, t.old); err != nil {
		return err
	}
	err := unix.Renameat2(unix.AT_FDCWD, t.old, unix.AT_FDCWD, t.dir, unix.RENAME_EXCHANGE)
	if err == nil {
		return nil
	}
	if back := rename(t.old, t.next); back != nil {
		return errors.Join(err, back)
	}
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return t.renameTwice()
	}
	return err
}
