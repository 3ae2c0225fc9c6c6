package publish_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing/fstest"

	"safelearn/generator/publish"
)

// The second call to Write keeps the unchanged file and removes the file that is no longer in the tree.
func ExampleWrite() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	public := filepath.Join(dir, "public")
	for _, tree := range []fstest.MapFS{
		{"index.html": {Data: []byte("<h1>Home</h1>")}, "old.html": {Data: []byte("<h1>Old</h1>")}},
		{"index.html": {Data: []byte("<h1>Home</h1>")}, "new.html": {Data: []byte("<h1>New</h1>")}},
	} {
		report, err := publish.Write(context.Background(), public, tree, publish.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%+v\n", report)
	}
	// Output:
	// {Files:2 Written:2 Kept:0 Removed:0 Foreign:[]}
	// {Files:2 Written:1 Kept:1 Removed:1 Foreign:[]}
}
