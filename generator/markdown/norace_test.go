//go:build !race

package markdown

// raceEnabled is true when the race detector slows everything down.
const raceEnabled = false
