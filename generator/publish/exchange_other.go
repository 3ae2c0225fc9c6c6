//go:build !linux

package publish

// exchange swaps the published tree and the new one.
func (t target) exchange() error { return t.renameTwice() }
