package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"rsc.io/qr"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// ShortLink returns the short address of a page with the site's address, to be typed from
// paper; "" if the settings do not give the site's address.
func ShortLink(s *model.Site, p *model.Page) string {
	short := xref.ShortAddress(p)
	if short == "" || s.BaseURL == "" {
		return ""
	}
	return strings.TrimSuffix(s.BaseURL, "/") + short
}

// quietZone is the margin that scanners need, in modules (ISO/IEC 18004).
const quietZone = 4

// A drawnCode is a link and the drawing of its QR code.
type drawnCode struct {
	link    string
	drawing layout.HTML
}

// drawCode draws the QR code of a link: one path, black on white whatever the page's
// colours, with the link in words for readers who cannot see it.
func drawCode(link string) (layout.HTML, error) {
	c, err := qr.Encode(link, qr.M)
	if err != nil {
		return "", fmt.Errorf("drawing the code of %s: %w", link, err)
	}
	path := make([]byte, 0, 4096)
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			run := 0
			for c.Black(x+run, y) {
				run++
			}
			if run > 0 {
				path = strconv.AppendInt(append(path, 'M'), int64(x+quietZone), 10)
				path = strconv.AppendInt(append(path, ' '), int64(y+quietZone), 10)
				path = strconv.AppendInt(append(path, 'h'), int64(run), 10)
				path = append(strconv.AppendInt(append(path, "v1h-"...), int64(run), 10), 'z')
				x += run
			}
		}
	}
	size := c.Size + 2*quietZone
	return layout.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="Code that leads to %s" viewBox="0 0 %d %[2]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[2]dv%[2]dH0z"/><path fill="#000" d="%[3]s"/></svg>`,
		escape(link), size, path)), nil
}
