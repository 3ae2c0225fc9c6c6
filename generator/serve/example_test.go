package serve_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/serve"
)

// Run serves the file system that Build returns, and prints its URL.
func ExampleRun() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	read, write := io.Pipe()
	done := make(chan error)
	go func() {
		done <- serve.Run(ctx, serve.Options{
			Build: func(context.Context) (fs.FS, diag.List, error) {
				return fstest.MapFS{"index.html": {Data: []byte("<h1>Home</h1>")}}, nil, nil
			},
			Out: write,
		})
	}()
	address := ""
	output := bufio.NewScanner(read)
	for address == "" && output.Scan() {
		_, address, _ = strings.Cut(output.Text(), "serving ")
	}
	if err := output.Err(); err != nil {
		fmt.Println(err)
	}
	go io.Copy(io.Discard, read)
	response, err := http.Get(address)
	if err != nil {
		fmt.Println(err)
		return
	}
	page, _ := io.ReadAll(response.Body)
	response.Body.Close()
	fmt.Println(response.Status, string(page))
	stop()
	fmt.Println(<-done)
	// Output:
	// 200 OK <h1>Home</h1>
	// <nil>
}
