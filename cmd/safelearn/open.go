package main

import (
	"fmt"
	"io"
	"os/exec"
	"runtime"
)

// openBrowser returns a function that opens a URL in the browser of the user. If there is no program
// for that, it asks the user to.
func openBrowser(out io.Writer) func(url string) {
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
		go c.Wait() // releases the process; whether it succeeds is for the user to see
	}
}
