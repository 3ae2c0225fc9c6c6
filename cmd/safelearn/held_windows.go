package main

import (
	"errors"
	"syscall"
)

// isFileInUse reports whether err occurred because another program has a file open.
func isFileInUse(err error) bool {
	const sharingViolation, lockViolation = syscall.Errno(32), syscall.Errno(33)
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}
