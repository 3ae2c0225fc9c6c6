package body

import "testing"

// TestAddCallButtons checks where a callout gets its call button, and that a linked number in the
// title becomes text.
func TestAddCallButtons(t *testing.T) {
	label := func(number string) string { return "Ring " + number }
	button := func(number string) string {
		return `<p class="dial"><a href="tel:` + number + `">` + PhoneIcon + "Ring " + number + "</a></p>"
	}
	for text, want := range map[string]string{
		"<p>a</p>": "<p>a</p>",
		`<div class="callout note"><p><a href="tel:1">1</a></p></div>`:                                   `<div class="callout note"><p><a href="tel:1">1</a></p></div>`,
		`<div class="callout emergency"><h2>Now</h2><ul></ul></div>`:                                     `<div class="callout emergency"><h2>Now</h2><ul></ul></div>`,
		`<p>a</p><div class="callout emergency"><h2>Call <a href="tel:9">9</a> now</h2><ul></ul></div>`:  `<p>a</p><div class="callout emergency"><h2>Call 9 now</h2>` + button("9") + `<ul></ul></div>`,
		`<div class="callout emergency"><h2>Now</h2><ul><li>Or <a href="tel:9">9</a></ul></div><p>b</p>`: `<div class="callout emergency"><h2>Now</h2>` + button("9") + `<ul><li>Or <a href="tel:9">9</a></ul></div><p>b</p>`,
		`<div class="callout emergency"><h2>Now</h2><p><strong>Call <a href="tel:9">9</a>?</strong> a</p><p><strong>A rash?</strong> b</p></div><p><strong>c?</strong> d</p>`: `<div class="callout emergency"><h2>Now</h2>` + button("9") +
			`<p><strong>Call <a href="tel:9">9</a>?</strong> a</p><details class="fold"><summary><strong>A rash?</strong></summary><p>b</p></details></div><p><strong>c?</strong> d</p>`,
		`<div class="callout urgent"><h2>A</h2><p>Call <a href="tel:1">1</a>.</p><p>b</p></div>`:                            `<div class="callout urgent"><h2>A</h2><p>Call <a href="tel:1">1</a>.</p>` + button("1") + `<p>b</p></div>`,
		`<div class="callout urgent"><h2><a href="tel:1">1</a></h2><p>b</p></div><div class="callout note"><h2></h2></div>`: `<div class="callout urgent"><h2>1</h2>` + button("1") + `<p>b</p></div><div class="callout note"><h2></h2></div>`,
	} {
		if got := string(addCallButtons([]byte(text), label)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
