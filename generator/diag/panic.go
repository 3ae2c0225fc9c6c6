package diag

import (
	"fmt"
	"runtime"
	"strings"
)

// CatchPanic calls f and returns its error. If f panics, the error names the line of the program that
// panicked. It does not contain a stack trace, which would not help an author. Every goroutine of a
// build needs its own call to CatchPanic, because a panic can be recovered only in the goroutine that
// panicked.
func CatchPanic(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("a fault in the program itself, in %s: %v; please report it", panicLine(), value)
		}
	}()
	return f()
}

// panicLine returns the innermost function and line of this program at the time of the
// panic. It must be called by the deferred function that recovers, while the frames of
// the panic are still on the stack.
func panicLine() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && strings.HasPrefix(frame.Function, "safelearn/") {
			return fmt.Sprintf("%s, line %d", strings.TrimPrefix(frame.Function, "safelearn/"), frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "an unknown function"
		}
	}
}
