//go:build !windows

package main

// isHeld returns false, since on these systems a file that is open can be renamed and removed.
func isHeld(error) bool { return false }
