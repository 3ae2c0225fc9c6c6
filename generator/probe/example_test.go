package probe_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"safelearn/generator/probe"
)

// Run reports what a server does that a site does not expect, or that there is no site.
func ExampleRun() {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	_, err := probe.Run(context.Background(), server.URL)
	fmt.Println(err)
	// Output: the home page is answered with 404 Not Found
}
