package lesson

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"rsc.io/qr/coding"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// ShortLink returns the short URL of a page for use in print, or "" if the page has none or
// the settings do not contain the URL of the site.
func ShortLink(s *model.Site, p *model.Page) string {
	short := xref.ShortURL(p)
	if short == "" || s.BaseURL == "" {
		return ""
	}
	return strings.TrimSuffix(s.BaseURL, "/") + short
}

// quietZone is the margin around a QR code required by ISO/IEC 18004, in QR modules.
const quietZone = 4

// A qrCode is a link and its QR code as an SVG image.
type qrCode struct {
	link string
	svg  layout.HTML
}

// encodeQR returns the QR code of a link, with the error correction level M. It stores the last
// plan, because all links of about the same length have the same plan, and computing a plan takes
// longer than encoding the link.
func (w *Writer) encodeQR(link string) (*coding.Code, error) {
	var text coding.Encoding = coding.String(link)
	for _, smaller := range []coding.Encoding{coding.Alpha(link), coding.Num(link)} {
		if smaller.Check() == nil {
			text = smaller
		}
	}
	version := coding.Version(coding.MinVersion)
	for text.Bits(version) > version.DataBytes(coding.M)*8 {
		if version++; version > coding.MaxVersion {
			return nil, fmt.Errorf("drawing the code of %s: the link is too long", link)
		}
	}
	plan := w.lastPlan.Load()
	if plan == nil || plan.Version != version {
		var err error
		if plan, err = coding.NewPlan(version, coding.M, 0); err != nil {
			return nil, fmt.Errorf("drawing the code of %s: %w", link, err)
		}
		w.lastPlan.Store(plan)
	}
	return plan.Encode(text)
}

// drawQRCode returns the QR code of a link as an SVG image with the given aria-label. It is black on
// white even in dark mode, because some scanners need that. It returns an error if the link is too long
// for a QR code.
func (w *Writer) drawQRCode(link, label string) (layout.HTML, error) {
	c, err := w.encodeQR(link)
	if err != nil {
		return "", err
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
	return layout.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %[2]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[2]dv%[2]dH0z"/><path fill="#000" d="%[3]s"/></svg>`,
		html.EscapeString(label), size, path)), nil
}
