//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// tryLock locks file without waiting, and reports whether it succeeded.
func tryLock(file *os.File) (locked bool, err error) {
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == unix.EWOULDBLOCK {
		return false, nil
	}
	return err == nil, err
}
