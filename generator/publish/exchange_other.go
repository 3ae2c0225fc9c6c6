//go:build !linux

package publish

// exchange swaps the published tree and the new one by two moves.
func (p place) exchange() error { return p.moveAside() }
