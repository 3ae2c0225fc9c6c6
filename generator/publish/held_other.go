//go:build !windows

package publish

// isHeld returns false, because open files can be renamed and removed on these systems.
func isHeld(error) bool { return false }
