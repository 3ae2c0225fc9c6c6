//go:build !linux

package publish

// exchange replaces the published tree by the new one. The previous tree becomes t.old.
func (t target) exchange() error { return t.renameTwice() }
