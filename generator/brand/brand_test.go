package brand

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/lucasb-eyer/go-colorful"
)

// accents lists light and dark colours of all hues, and black and white.
var accents = []string{
	"#000000", "#ffffff", "#808080", "#757575", "#ffff00", "#00ff00", "#00ffff", "#ff00ff", "#ff0000", "#0000ff",
	"#6d2460", "#005a5a", "#005eb8", "#3a7bbf", "#ab0f1b", "#f47738", "#8b4513", "#00703c", "#ffd6e8", "#1d1040",
	"#7fd1c7", "#c0ff33", "#5b2d8e", "#e0218a", "#010203",
}

// wcagContrast returns the contrast ratio of two colours. It follows the text of WCAG 2.2, without
// using the code under test.
func wcagContrast(t *testing.T, a, b string) float64 {
	t.Helper()
	relative := func(text string) float64 {
		var sum float64
		for i, weight := range []float64{.2126, .7152, .0722} {
			n, err := strconv.ParseUint(text[1+2*i:3+2*i], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			v := float64(n) / 255
			if v <= .04045 {
				sum += weight * v / 12.92
			} else {
				sum += weight * math.Pow((v+.055)/1.055, 2.4)
			}
		}
		return sum
	}
	x, y := relative(a), relative(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// TestContrast checks every pair of colours that may be used together, for each accent or, if New
// rejects it, for the nearest colour that New returns.
func TestContrast(t *testing.T) {
	refused := 0
	for _, accent := range accents {
		s, nearest, ok := New(accent)
		if !ok {
			refused++
			if s, _, ok = New(nearest); !ok {
				t.Errorf("%s: %s is named instead, and refused, too", accent, nearest)
				continue
			}
			checkNearest(t, accent, nearest)
			accent = nearest
		}
		if nearest == "" && s.Band != accent {
			t.Errorf("%s: the band is %s", accent, s.Band)
		}
		if s.OnBand == ink {
			if got := wcagContrast(t, white, s.Band); got >= minContrast {
				t.Errorf("%s: ink on the band although white has %.2f", accent, got)
			}
		} else if s.OnBand != white {
			t.Errorf("%s: text on the band is %s", accent, s.OnBand)
		}
		for _, pair := range []struct {
			name, a, b string
			least      float64
		}{
			{"on the band", s.OnBand, s.Band, minContrast},
			{"accent on light paper", s.Light.Accent, lightPaper, targetContrast},
			{"accent on light tint", s.Light.Accent, s.Light.Tint, minContrast},
			{"accent on dark paper", s.Dark.Accent, darkPaper, targetContrast},
			{"accent on dark tint", s.Dark.Accent, s.Dark.Tint, targetContrast},
			{"text on light tint", ink, s.Light.Tint, targetContrast},
			{"text on dark tint", "#e8eeec", s.Dark.Tint, targetContrast},
		} {
			if got := wcagContrast(t, pair.a, pair.b); got < pair.least {
				t.Errorf("%s: %s, %s and %s, has %.3f, want %.1f", accent, pair.name, pair.a, pair.b, got, pair.least)
			}
		}
	}
	if refused < 3 || refused > len(accents)/2 {
		t.Errorf("%d of %d accents are refused", refused, len(accents))
	}
}

// checkNearest checks that nearest has the same hue as accent, and that no colour between the two is a
// valid accent.
func checkNearest(t *testing.T, accent, nearest string) {
	t.Helper()
	a, b := parseColour(accent), parseColour(nearest)
	la, ca, ha := a.OkLch()
	lb, cb, hb := b.OkLch()
	if min(ca, cb) > .02 && math.Abs(math.Remainder(ha-hb, 360)) > 2 {
		t.Errorf("%s and %s differ in hue: %.1f and %.1f", accent, nearest, ha, hb)
	}
	for _, fraction := range []float64{.2, .4, .6, .8} {
		between := colorful.OkLch(la+fraction*(lb-la), min(ca, cb), ha).Clamped()
		if _, ok := onBand(rounded(between)); ok && math.Abs(la-lb) > 4*lightnessStep {
			t.Errorf("%s is nearer to %s than %s", between.Hex(), accent, nearest)
		}
	}
}

// TestReadableAccentUnchanged checks that an accent with enough contrast is used unchanged on a
// light page.
func TestReadableAccentUnchanged(t *testing.T) {
	for _, accent := range []string{"#6d2460", "#005a5a", "#000000"} {
		if s, _, _ := New(accent); s.Light.Accent != accent {
			t.Errorf("%s becomes %s", accent, s.Light.Accent)
		}
	}
}

func TestNearRed(t *testing.T) {
	for accent, want := range map[string]bool{
		red: true, "#ff0000": true, "#800000": true, "#d4351c": true, "#e30b5c": true,
		"#6d2460": false, "#005a5a": false, "#0000ff": false, "#808080": false, "#000000": false, "#ffffff": false, "#ffff00": false, "#e8e0e0": false, "#00703c": false,
	} {
		if NearRed(accent) != want {
			l, c, h := parseColour(accent).OkLch()
			t.Errorf("%s: want %t; its lightness, chroma and hue are %.2f, %.2f and %.0f", accent, want, l, c, h)
		}
	}
}

// TestStyleSheet checks that the rules set each property to its colour.
func TestStyleSheet(t *testing.T) {
	s := Scheme{"#000001", "#000002", Shades{"#000003", "#000004"}, Shades{"#000005", "#000006"}}
	var got [][2]string
	for _, m := range regexp.MustCompile(`--([a-z-]+):(#[0-9a-f]{6})[;}]`).FindAllStringSubmatch(s.StyleSheet(), -1) {
		got = append(got, [2]string{m[1], m[2][6:]})
	}
	want := [][2]string{{"accent", "3"}, {"band", "1"}, {"on-band", "2"}, {"tint", "4"}, {"accent", "5"}, {"tint", "6"}}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}
