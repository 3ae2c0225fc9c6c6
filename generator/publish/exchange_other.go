//go:build !linux

package publish

// exchange replaces the published tree with the new one. The previous tree becomes t.old.
func (t target) exchange() error { return t.renameTwice() }
