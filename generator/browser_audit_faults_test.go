//go:build browser

package generator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// auditFaults lists faults to insert, one at a time, into an otherwise correct page, each with the
// message that the audit must report. The entry "" is the correct page.
var auditFaults = map[string]struct{ fault, style, want string }{
	"":            {"", "", ""},
	"label":       {`<input type="text">`, "", "axe: label"},
	"contrast":    {`<p class="faint">Words</p>`, ".faint { color: #aaa }", "light: axe: color-contrast"},
	"dark":        {`<p class="faint">Words</p>`, ".faint { color: #555 }", "dark: axe: color-contrast"},
	"wide":        {`<p class="wide">Words</p>`, ".wide { inline-size: 30rem }", "320 pixels, light: wider by"},
	"large":       {`<p class="wide">Words</p>`, ".wide { inline-size: 50rem; max-inline-size: none }", "\ntext of 200 %: wider by"},
	"scroll":      {`<div class="box" tabindex="0"><p>` + strings.Repeat("words", 90) + `</p></div>`, ".box { overflow: auto } p { overflow-wrap: normal }", "scrolls sideways"},
	"clipped":     {`<p class="cut">` + strings.Repeat("Many words. ", 20) + `</p>`, ".cut { block-size: 3em; overflow: hidden }", "320 pixels, light: cut off"},
	"spaced":      {`<p class="cut">Words</p>`, ".cut { block-size: 1.35em; line-height: 1.3; overflow: hidden }", "wide spacing: cut off"},
	"over":        {`<div><p class="on">Some words</p><p>Other words</p></div>`, ".on { position: absolute; margin: 0 }", "overlaps other text"},
	"gone":        {`<p class="gone">Words</p>`, "@media (min-width: 60rem) { .gone { display: none } }", "1280 pixels, dark: no longer visible: Words"},
	"heading":     {`<h3>Too deep</h3>`, "", "skips a heading level"},
	"first":       {`<h1>Another</h1>`, "", "has 2 headings of the first level"},
	"focus":       {`<p><a class="blind" href="#main">A link that stands alone</a></p>`, ".blind:focus { outline: none }", "the focus is not visible: p > a.blind"},
	"pale":        {`<p><a class="blind" href="#main">A link that stands alone</a></p>`, ".blind:focus { outline: 2px solid #8882 }", "the focus is not visible: p > a.blind"},
	"covered":     {`<p><a href="#main" class="low">A link that stands alone</a></p><p class="lid">Lid</p>`, ".low { display: block; margin-block-start: 100rem; } .lid { position: fixed; inset: 0; margin: 0; background: Canvas }", "is covered or out of sight with the focus"},
	"target":      {`<p><button type="button" class="tiny">a</button><button type="button" class="tiny">b</button></p>`, ".tiny { font-size: 10px; padding: 0; border: 1px solid; inline-size: 14px; block-size: 14px }", "too small to tap"},
	"axetarget":   {`<p><button type="button" class="tiny">a</button><button type="button" class="tiny">b</button></p>`, ".tiny { font-size: 10px; padding: 0; border: 1px solid; inline-size: 14px; block-size: 14px }", "axe: target-size"},
	"line":        {`<p class="long">` + strings.Repeat("Many words. ", 20) + `</p>`, ".long { max-inline-size: none; font-size: .8rem }", "a line of"},
	"edge":        {`<p><label>Name <input class="pale"></label></p>`, ".pale { border: 1px solid #8884; background: Canvas }", "the edge of a control"},
	"placeholder": {`<p><label>Name <input class="pale" placeholder="Words"></label></p>`, "::placeholder { color: #8884 }", "a placeholder has a contrast"},
	"silent":      {`<p aria-hidden="true">Words</p>`, "", "is not read aloud"},
	"unchosen":    {`<p class="no">Words</p>`, ".no { user-select: none }", "cannot be selected"},
	"style":       {`<p style="color: inherit">Words</p>`, "", "style-src-attr"},
	"foreign":     {`<img alt="" src="http://elsewhere.invalid/picture.png">`, "", "requests http://elsewhere.invalid/"},
	"loaded":      {`<img alt="" src="a.png"><img alt="" src="b.png"><img alt="" src="c.png">`, "", "requests, at most"},
	"console":     {`<script nonce="fault">console.log("said")</script>`, "", `console log: "said"`},
	"thrown":      {`<script nonce="fault">throw new Error("thrown")</script>`, "", "exception: "},
	"added":       {`<script nonce="fault">document.querySelector("main").append("Words that script adds")</script>`, "", "the text differs: without script"},
	"removed":     {`<p id="removed">Words</p><script nonce="fault">document.getElementById("removed").remove()</script>`, "", "the text differs: without script"},
	"namesake":    {`<p><a href="#main">More</a> <a href="#other">More</a></p>`, "", "has the name of another control"},
	"twin":        {`<p><label>Name <input></label></p><p><label>Name <input></label></p>`, "", "has the name of another control"},
	"drawn":       {`<svg width="100" height="30"><text y="20">Words</text></svg>`, "", "cut off: svg > text"},
	"table":       {`<h2>Part</h2><table><tr><th>Words</th></tr></table>`, "", "a table without a name"},
	"landmark":    {`</main><p>Words</p><main hidden>`, "", "axe: region"},
	"list":        {`<ul><p>Words</p></ul>`, "", "axe: list"},
}

// serveAuditFault serves a page that contains the fault in auditFaults whose key is the URL path.
func serveAuditFault(w http.ResponseWriter, r *http.Request) {
	p := auditFaults[strings.TrimPrefix(r.PathValue("fault"), "-")]
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="style-src 'nonce-fault'; script-src 'nonce-fault'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A page</title>
<link rel="icon" href="data:,">
<style nonce="fault">html { background: Canvas } p { max-inline-size: 30rem; overflow-wrap: anywhere } a { color: LinkText } %s</style>
</head>
<body>
<main id="main">
<h1>A page</h1>
%s
</main>
</body>
</html>
`, p.style, p.fault)
}

// testAuditFindsFaults checks that the audit reports each fault in auditFaults, and no fault
// on the correct page.
func testAuditFindsFaults(t *testing.T, b *browser, site *webSite) {
	server := strings.TrimSuffix(site.invalidURL, "invalid-page/")
	for name, p := range auditFaults {
		t.Run("-"+name, func(t *testing.T) {
			t.Parallel()
			all := b.auditPage(t, server, server+"fault/-"+name+"/")
			if p.want == "" && len(all) > 0 {
				t.Errorf("the correct page has faults: %q", all)
			}
			if list := strings.Join(all, "\n"); !strings.Contains(list, p.want) {
				t.Errorf("got\n%s\nwant %q", list, p.want)
			}
		})
	}
}
