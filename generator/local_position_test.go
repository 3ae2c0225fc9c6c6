package generator

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
)

// TestLocalPosition checks that a live protocol with a SOURCES-DIFFER callout must have the key
// local_position, and that its page shows the value.
func TestLocalPosition(t *testing.T) {
	const name, position = "content/protocols/addresses.md", "We ask every time."
	const expectNewTitle = "---\n\n> [!SOURCES-DIFFER]\n> **On asking**\n>\n> - **The review, 2021.** Ask.\n> - **The guide, 2022.** Look first.\n>\n> Ask.\n\n"
	s := liveSite(t)
	files := s.Shipped.(fstest.MapFS)
	front, body, _ := strings.Cut(strings.TrimPrefix(string(files[name].Data), "---\n"), "---\n")
	isMissing := func(d diag.Diagnostic) bool { return d.Path == name && strings.Contains(d.Message, "local_position") }
	for _, key := range []string{"", "local_position: " + position + "\n"} {
		files[name] = &fstest.MapFile{Data: []byte("---\n" + front + key + expectNewTitle + body)}
		if missing := slices.ContainsFunc(findProblems(t, files), isMissing); missing != (key == "") {
			t.Errorf("with %q: reported is %t", key, missing)
		}
	}
	files[name].Data = regexp.MustCompile(`text: [0-9a-f-]+}`).ReplaceAll(files[name].Data, []byte("text: none}"))
	approvePages(t, s)
	page, err := fs.ReadFile(buildTree(t, s), "protocols/addresses/index.html")
	if err != nil || !strings.Contains(string(page), "</strong> "+position) {
		t.Errorf("the page does not say where the area stands: %v", err)
	}
}
