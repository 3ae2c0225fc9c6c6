// Package brand computes the colours of a site from one accent colour, and checks that text in them
// is legible.
//
// The result is a set of custom properties for style sheets. Each pair of colours that a style
// sheet may use together has a contrast ratio, as defined in WCAG 2.2, of at least 4.5.
package brand

import (
	"fmt"
	"math"

	"github.com/lucasb-eyer/go-colorful"
)

// Colours in the style sheet that do not depend on the accent.
const (
	lightPaper = "#fdfdfc" // page background of the light scheme
	darkPaper  = "#111716" // page background of the dark scheme
	white      = "#ffffff"
	ink        = "#15201e" // text of the light scheme
	red        = "#ab0f1b" // emergencies
)

// Contrast ratios as defined in WCAG 2.2.
const (
	minContrast    = 4.5 // minimum for text on its background (level AA)
	targetContrast = 7.0 // minimum for the colours that New computes (level AAA)
)

// A Scheme contains the colours of a site, as #rrggbb. Band and OnBand are the same in light and
// dark.
type Scheme struct {
	Band   string // background of the navigation and of buttons: the accent itself
	OnBand string // text on Band

	Light, Dark Shades
}

// Shades are colours for a light or a dark background.
type Shades struct {
	Accent string // lines, icons and small headings, on paper and on Tint
	Tint   string // background of highlighted parts, under text
}

// New computes the colours for an accent in the form #rrggbb. If neither white nor ink-coloured text
// is legible on the accent, ok is false, and nearest is the most similar colour of the same hue on
// which either of them is.
func New(accent string) (s Scheme, nearest string, ok bool) {
	c := parseColour(accent)
	s.Band = c.Hex()
	if s.OnBand, ok = onBand(c); !ok {
		return Scheme{}, nearestAccent(c), false
	}
	// Black has a contrast of at least 7 with the light backgrounds, and white with the dark ones, so
	// there is always a suitable shade.
	tint := rounded(parseColour(white).BlendRgb(c, .08))
	s.Light = Shades{adjustContrast(c, -lightnessStep, parseColour(lightPaper)).Hex(), tint.Hex()}
	tint = rounded(parseColour(darkPaper).BlendRgb(c, .2))
	s.Dark = Shades{adjustContrast(c, lightnessStep, parseColour(darkPaper), tint).Hex(), tint.Hex()}
	return s, "", true
}

// NearRed reports whether readers might mistake the accent for the red used for emergencies: its hue
// is within 25 degrees of that red, and it is not nearly grey.
func NearRed(accent string) bool {
	const maxAngle, minChroma = 25, .07
	_, chroma, hue := parseColour(accent).OkLch()
	_, _, redHue := parseColour(red).OkLch()
	return chroma >= minChroma && math.Abs(math.Remainder(hue-redHue, 360)) <= maxAngle
}

// StyleSheet returns CSS rules that set the custom properties of the scheme: --band, --on-band,
// --accent and --tint. They must follow the style sheet that contains the defaults. For print they set
// only --accent, because coloured areas are not printed.
func (s Scheme) StyleSheet() string {
	return fmt.Sprintf(":root{--accent:%s}@media screen{:root{--band:%s;--on-band:%s;--tint:%s}}@media screen and (prefers-color-scheme:dark){:root{--accent:%s;--tint:%s}}",
		s.Light.Accent, s.Band, s.OnBand, s.Light.Tint, s.Dark.Accent, s.Dark.Tint)
}

// onBand returns the colour for text on c: white if it is legible, or else ink. If neither is legible,
// ok is false.
func onBand(c colorful.Color) (text string, ok bool) {
	if contrast(parseColour(white), c) >= minContrast {
		return white, true
	}
	return ink, contrast(parseColour(ink), c) >= minContrast
}

// lightnessStep is the difference in OKLCH lightness between consecutive candidate colours.
const lightnessStep = .0025

// nearestAccent returns the colour with the hue of c on which text is legible and whose lightness is
// nearest to that of c.
func nearestAccent(c colorful.Color) string {
	for distance := lightnessStep; ; distance += lightnessStep { // reaches black or white at the latest
		for _, change := range []float64{-distance, distance} {
			if near := adjustLightness(c, change); near != c {
				if _, ok := onBand(near); ok {
					return near.Hex()
				}
			}
		}
	}
}

// adjustContrast changes the lightness of c, by as few steps as possible, until its contrast with all
// backgrounds is at least targetContrast.
func adjustContrast(c colorful.Color, step float64, backgrounds ...colorful.Color) colorful.Color {
	changed := c
	for n := 1.0; ; n++ {
		least := math.Inf(1)
		for _, background := range backgrounds {
			least = min(least, contrast(changed, background))
		}
		if least >= targetContrast {
			return changed
		}
		changed = adjustLightness(c, n*step)
	}
}

// adjustLightness returns c with its lightness changed and its hue kept. It reduces the chroma until the
// colour is within the sRGB gamut.
func adjustLightness(c colorful.Color, change float64) colorful.Color {
	l, chroma, hue := c.OkLch()
	l = min(max(l+change, 0), 1)
	changed := colorful.OkLch(l, chroma, hue)
	for ; !changed.IsValid() && chroma > .001; changed = colorful.OkLch(l, chroma, hue) {
		chroma *= .98
	}
	return rounded(changed.Clamped())
}

// contrast returns the contrast ratio of two colours.
func contrast(a, b colorful.Color) float64 {
	lighter, darker := luminance(a), luminance(b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + .05) / (darker + .05)
}

// luminance returns the relative luminance of a colour, with the coefficients that WCAG defines.
func luminance(c colorful.Color) float64 {
	r, g, b := c.LinearRgb()
	return .2126*r + .7152*g + .0722*b
}

// rounded returns c rounded to the precision of #rrggbb.
func rounded(c colorful.Color) colorful.Color { return parseColour(c.Hex()) }

// parseColour parses a colour in the form #rrggbb.
func parseColour(text string) colorful.Color {
	c, err := colorful.Hex(text)
	if err != nil {
		panic(err) // the form has been checked
	}
	return c
}
