package diag

import (
	"fmt"
	"runtime"
	"strings"
)

// Safely makes an error of a panic. It names the line that failed in place of a stack
// trace, which would tell an author nothing. It stands wherever work is handed to a
// goroutine, which nobody above can recover for, and once around each command.
func Safely(do func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("a fault in the program itself, in %s: %v; please report it", faulty(), fault)
		}
	}()
	return do()
}

// faulty finds the line of ours that panicked; it must be called while the panic
// is being recovered, when the frames below it still stand.
func faulty() string {
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
			return "a place that is not known"
		}
	}
}
