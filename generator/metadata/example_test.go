package metadata_test

import (
	"fmt"

	"safelearn/generator/metadata"
)

// Read returns the names of fields that identify the author of a file, but not their values.
func ExampleRead() {
	report, err := metadata.Read([]byte("%PDF-1.4\n1 0 obj\n<< /Author (Robin Exampleton) /Title (Leaflet) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n"))
	fmt.Printf("%q %q %v\n", report.Found, report.Text, err)
	// Output: ["Author"] "Leaflet\n\n" <nil>
}
