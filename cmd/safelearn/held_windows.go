package main

import (
	"errors"
	"syscall"
)

// isFileInUse reports whether err is due to another program that has a file open.
func isFileInUse(err error) bool {
	const sharingViolation, lockViolation = syscall.Errno(32), syscall.Errno(33)
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}
