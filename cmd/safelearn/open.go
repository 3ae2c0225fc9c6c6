package main

import (
	"fmt"
	"io"
	"os/exec"
	"runtime"
)

// browserOpener returns a function that opens a URL in the user's default browser. If the command that
// opens the browser cannot be started, the function writes a line to out that asks the user to open
// the URL.
func browserOpener(out io.Writer) func(url string) {
	return func(url string) {
		opener := []string{"xdg-open", url}
		switch runtime.GOOS {
		case "windows":
			opener = []string{"rundll32", "url.dll,FileProtocolHandler", url}
		case "darwin":
			opener = []string{"open", url}
		}
		c := exec.Command(opener[0], opener[1:]...)
		if err := c.Start(); err != nil {
			fmt.Fprintf(out, "open %s in a browser\n", url)
			return
		}
		go c.Wait() // releases the process; the user sees whether the browser opens
	}
}
