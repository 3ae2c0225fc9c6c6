package lesson

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// newTestWriter returns a Writer for an empty site.
func newTestWriter() *Writer {
	site, _ := model.Read(nil, nil)
	g, _ := xref.Link(site, nil)
	return &Writer{graph: g}
}

// TestQRCode checks that a QR code has the required margin, is drawn as a single black path on
// white, and includes the link as text. It also checks that a link that is too long for a QR code
// is an error.
func TestQRCode(t *testing.T) {
	const link = "https://safelearn.example/s/marks-on-babies/"
	w := newTestWriter()
	svg, err := w.QRCode(link)
	if err != nil {
		t.Fatal(err)
	}
	text := string(svg)
	m := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(text)
	if m == nil || m[1] != m[2] || strings.Count(text, "<path") != 2 || !strings.Contains(text, `fill="#000"`) || !strings.Contains(text, "leads to "+link) {
		t.Fatal(text)
	}
	size, _ := strconv.Atoi(m[1])
	_, path, _ := strings.Cut(text, `fill="#000" d="`)
	for _, run := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(path, -1) {
		x, _ := strconv.Atoi(run[1])
		y, _ := strconv.Atoi(run[2])
		n, _ := strconv.Atoi(run[3])
		if x < 4 || y < 4 || x+n > size-4 || y >= size-4 || run[3] != run[4] {
			t.Errorf("%s is in the margin of a code of size %d", run[0], size)
		}
	}
	if strings.Contains(text, "style=") {
		t.Error("the policy blocks a style attribute")
	}
	if _, err := w.QRCode(strings.Repeat("x", 4000)); err == nil {
		t.Error("QRCode accepts a link of 4,000 letters")
	}
}
