package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"safelearn"
	"safelearn/generator"
)

// This example lists the problems in a site with Check, fixes them, and publishes the site with Build.
func ExampleSite() {
	folder, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	for name, text := range map[string]string{
		"content/site.yaml":      "id: example\ntitle: Example\npartnership: Example\nlanguages: [en-GB]\ndemonstration: true\nbanner: An example.\n",
		"content/pages/about.md": "---\ntitle: About\nsummary: Who we are.\nstatus: sample\nowner: Us\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n\nSee [[about]] and [[abuot]].\n",
	} {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			fmt.Println(err)
			return
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			fmt.Println(err)
			return
		}
	}
	site := generator.Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-06-01"}
	ctx := context.Background()

	problems, err := site.Check(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range problems {
		fmt.Println(d)
	}

	about := filepath.Join(folder, "content", "pages", "about.md")
	text, _ := os.ReadFile(about)
	if err := os.WriteFile(about, text[:len(text)-len(" and [[abuot]].\n")], 0o644); err != nil {
		fmt.Println(err)
		return
	}
	_, problems, err = site.Build(ctx, filepath.Join(folder, "public"))
	fmt.Println(len(problems), err)
	_, err = os.Stat(filepath.Join(folder, "public", "pages", "about", "index.html"))
	fmt.Println(err)
	// Output:
	// content/pages/about.md:10:19: error: nothing on this site is called abuot (xref-unknown)
	// 	hint: did you mean [[about]]?
	// 0 <nil>
	// <nil>
}
