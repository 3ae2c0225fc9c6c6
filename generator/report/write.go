package report

import (
	"fmt"
	"html/template"
	"io"
	"strconv"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
)

// pageTemplate is the template of the HTML file. It is executed with a document.
const pageTemplate = `<!doctype html>
<html lang="{{.Language}}" dir="{{.Direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{.Title}}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.25rem 0 .5rem; break-after: avoid; }
p { max-width: 44rem; margin: .4rem 0; }
.note, .none { opacity: .85; }
.internal { border: 3px solid; padding: .5rem .75rem; font-weight: 700; max-width: none; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .15rem 1.5rem; max-width: 34rem; margin: .75rem 0; }
dt, dd { margin: 0; border-block-end: 1px solid #8886; }
dd { font-weight: 700; font-variant-numeric: tabular-nums; text-align: end; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; margin: .75rem 0; font-size: .94rem; }
thead { display: table-header-group; }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-block-end: 1px solid #8886; }
tr { break-inside: avoid; }
@page { size: A4; margin: 15mm;{{with .Notice}} @top-center { content: {{.}}; font: 8pt system-ui, sans-serif; }{{end}} }
@media print { body { font-size: 10pt; padding: 0; max-width: none; } }
</style>
</head>
<body>
<main>
{{- with .Banner}}
<p class="note">{{.}}</p>
{{- end}}
{{- with .Warning}}
<p class="internal">{{.}}</p>
{{- end}}
<h1>{{.Title}}</h1>
<p>{{.Subtitle}}</p>
<p>{{.AsAt}}</p>
{{- range .Sections}}
<section>
<h2>{{.Title}}</h2>
{{- with .Note}}
<p class="note">{{.}}</p>
{{- end}}
{{- with .Lines}}
<dl>{{range .}}<dt>{{.Name}}</dt><dd>{{.Number}}</dd>{{end}}</dl>
{{- end}}
{{- if .Rows}}
<div class="wide"><table>
<thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{- range .Rows}}
<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>
{{- end}}
</tbody></table></div>
{{- else if .None}}
<p class="none">{{.None}}</p>
{{- end}}
</section>
{{- end}}
</main>
</body>
</html>
`

// A document is the data for the template of the HTML file.
type document struct {
	*Report
	Language  string       // BCP 47 tag of the language of the texts
	Direction string       // "ltr" or "rtl"
	Notice    template.CSS // Year.Warning as a CSS string, shown on each printed page; "" if there is none
}

// cssString returns text as a CSS string literal.
func cssString(text string) template.CSS {
	if text == "" {
		return ""
	}
	out := []byte{'"'}
	for _, r := range text {
		if r == ' ' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			out = append(out, string(r)...)
		} else {
			out = fmt.Appendf(out, "\\%06x ", r)
		}
	}
	return template.CSS(append(out, '"'))
}

// WriteHTML writes the report as a self-contained HTML file.
func (r *Report) WriteHTML(out io.Writer, language string) error {
	t, err := template.New("year").Parse(pageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(out, document{r, language, model.Direction(language), cssString(r.Warning)})
}

// Table returns the report as a table, section by section. A section has a row for each count, followed
// by its other rows. The first column contains the titles of the sections.
func (r *Report) Table() *sheet.Table {
	t := &sheet.Table{Title: r.Short, Columns: make([]sheet.Column, r.columnCount())}
	t.Columns[0] = sheet.Column{Heading: r.Title, Wide: true}
	t.Columns[2].Value = true // the second column contains the counts
	add := func(cells ...string) {
		t.Rows = append(t.Rows, append(cells, make([]string, len(t.Columns)-len(cells))...))
	}
	for _, line := range []string{r.Banner, r.Subtitle, r.AsAt, r.Warning} {
		if line != "" {
			add(line)
		}
	}
	for _, s := range r.Sections {
		add(s.Title)
		for _, line := range s.Lines {
			add("", line.Name, strconv.Itoa(line.Number))
		}
		if len(s.Rows) > 0 {
			add(append([]string{""}, s.Head...)...)
		}
		for _, row := range s.Rows {
			add(append([]string{""}, row...)...)
		}
	}
	return t
}

// columnCount returns the number of columns of Table.
func (r *Report) columnCount() int {
	n := 3 // title, name and number
	for _, s := range r.Sections {
		n = max(n, 1+len(s.Head))
	}
	return n
}
