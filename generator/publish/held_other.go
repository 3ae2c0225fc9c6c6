//go:build !windows

package publish

// IsLocked returns false, because only Windows lets a program keep others from a file.
func IsLocked(error) bool { return false }

// isFileInUse returns false, because open files can be renamed and removed on these systems.
func isFileInUse(error) bool { return false }

// findHeld returns "", because no file is held.
func findHeld(string) string { return "" }
