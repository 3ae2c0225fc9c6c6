package probe_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"safelearn/generator/probe"
)

// Run returns an error if there is no site at the address.
func ExampleRun() {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	_, err := probe.Run(context.Background(), server.URL)
	fmt.Println(err)
	// Output: the home page is answered with 404 Not Found
}
