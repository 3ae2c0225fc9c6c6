package feeds_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/feeds"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// The robots.txt of a live site refers to its sitemap. A demonstration site has no sitemap, because
// search engines should not index the site.
func ExampleWriter_Robots() {
	for _, demonstration := range []string{"demonstration: true\nbanner: An example.\n", ""} {
		files, _, err := source.Load(fstest.MapFS{
			"content/site.yaml": {Data: []byte("id: example\ntitle: Example\npartnership: Example\nbase: https://learn.example/\n" + demonstration)},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		site, _ := model.Read(files, nil)
		graph, _ := xref.Link(site, nil)
		robots, err := feeds.NewWriter(graph, xref.Addressing{}).Robots()
		fmt.Printf("%s", robots)
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// User-agent: *
	// Allow: /
	// User-agent: *
	// Allow: /
	// Sitemap: https://learn.example/sitemap.xml
}
