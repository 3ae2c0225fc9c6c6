package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"
	"testing"
)

// A sample is the data of the templates in these tests.
type sample struct {
	Name   string
	Markup HTML
	Number int
	Small  int8
	Share  float64
	Yes    bool
	List   []string
	Empty  []string
	Pairs  map[string]string
	Any    any
	Nil    *sample
	Inner  *sample
	Named  named
	Day    day
	Fault  error
	Plain  struct{ Word string }
	URL    URL
	Style  template.CSS
}

// A named is a string type without methods.
type named string

// A day is a string type with a String method.
type day string

func (d day) String() string { return "day " + string(d) }

// Twice has parameters like those of a function that layouts call.
func (s *sample) Twice(n int, text named) string { return strings.Repeat(string(text), 2*n) }
func (s sample) Value() string                   { return "value of " + s.Name }
func (s *sample) OfNil() string                  { return fmt.Sprint(s == nil) }
func (s *sample) Fail() (string, error)          { return "", errors.New("failed") }

// programFuncs contains template functions for these tests.
var programFuncs = Funcs{
	"twice": func(n int, text named) string { return (*sample)(nil).Twice(n, text) }, "join": func(sep string, list ...string) string { return strings.Join(list, sep) },
	"whole": func(v any) string { return fmt.Sprintf("%T", v) }, "sample": func(s *sample) string { return s.Name }, "copied": func(s sample) string { return s.Name },
	"bold": func(v any) HTML { return HTML(fmt.Sprintf("<b>%v</b>", v)) }, "fail": func() (string, error) { return "", errors.New("failed") }, "none": func() any { return nil },
}

// newSample returns a sample whose texts need escaping.
func newSample() *sample {
	s := &sample{Name: "a b", Markup: "<i>x</i>", Number: 3, Small: -2, Share: 0.5, Yes: true, List: []string{"plain", `"q" & 'r' <s> +`, "javascript:alert(1)", "../a/b#c?d=e", "é\x00\xff"},
		Pairs: map[string]string{"k": "v<"}, Any: []any{1, "two", nil, 2.5, template.JS("j<s")}, Named: "n'm", Day: "<1>", Fault: errors.New("<e>"), URL: "javascript:x", Style: "color:red"}
	s.Plain.Word = "word"
	s.Inner = &sample{Name: "inner"}
	return s
}

// programTemplates returns templates that programs support, to be executed with a sample. They cover
// each HTML context in which a layout may show a value.
func programTemplates() []string {
	list := []string{
		`{{.Name}} {{.Markup}} {{.Number}} {{.Small}} {{.Share}} {{.Yes}} {{.Named}} {{.Day}} {{.Fault}} {{.Pairs.k}} {{.Pairs.none}} {{.Plain.Word}} {{.Nil}} {{none}}`,
		`{{if .Yes}}1{{else if .Name}}2{{else}}3{{end}}{{with .Empty}}4{{else}}5{{.Name}}{{end}}{{with $x := .Inner}}{{.Name}}{{$x.Name}}{{$.Name}}{{end}}`,
		`{{range .List}}{{.}}{{end}}{{range $i, $s := .List}}{{$i}}{{$s}}{{$.Name}}{{end}}{{range .Empty}}1{{else}}2{{end}}{{range $e := .Any}}[{{$e}}]{{end}}{{range none}}1{{else}}2{{end}}`,
		`{{$a := .Name}}{{if .Yes}}{{$a = "changed"}}{{$b := 1}}{{$b}}{{end}}{{$a}}{{range .List}}{{$a = .}}{{end}}{{$a}}`,
		`{{and .Yes .Name}} {{and .Empty .Name}} {{or .Empty .Name}} {{or .Empty 0}} {{not .Yes}} {{eq .Name "x" "a b"}} {{eq .Number 3}} {{ne .Named "n'm"}} {{gt .Number 2}} {{lt .Small .Number}} {{len .List}} {{index .List 1}} {{index .Any 1}} {{print .Name .Number 1 "x" none}}`,
		`{{twice 2 "ab"}} {{.Twice 1 "c"}} {{twice .Number .Named}} {{.Named | twice 1}} {{join "," "a" .Name}} {{join "-"}} {{whole 1}} {{whole .Any}} {{whole none}} {{sample .}} {{copied .}} {{(sample .Inner) | join "," "z"}} {{bold .Name}} {{.Name | bold}}`,
		`{{.Value}} {{.Inner.Value}} {{(index .Any 0)}} {{(sample .Inner)}} {{(copied .) | print}}`,
		`{{template "part" .Inner}}{{template "part" .}}{{define "part"}}<p>{{.Name}}{{$x := .Name}}{{$x}}{{with .Inner}}{{template "part" .}}{{end}}</p>{{end}}`,
	}
	for _, context := range []string{`<p title="%s">`, `<p title='a %s b'>`, `<p title=%s>`, `<a href="%s">`, `<a href="/a/%s">`, `<a href="#%s">`, `<a href="?q=%s">`, `<title>%s</title>`, `<textarea>%s</textarea>`, `<p style="%s">`, `<p class="a{{if .Yes}} b{{end}} %s">`, `<i %s>`} {
		for _, value := range []string{"{{.Name}}", "{{.Markup}}", "{{.Number}}", "{{.Small}}", "{{.Named}}", "{{.Day}}", "{{.URL}}", "{{.Style}}", "{{.Nil}}", "{{none}}", "{{range .List}}{{.}}{{end}}", "{{bold .Name}}"} {
			list = append(list, strings.ReplaceAll(context, "%s", value))
		}
	}
	return list
}

// TestProgramsWriteWhatTemplatesWrite compares the output of programs with that of html/template.
func TestProgramsWriteWhatTemplatesWrite(t *testing.T) {
	for _, text := range programTemplates() {
		want, p := compileAndExecute(t, text)
		if p == nil {
			t.Errorf("%s: not compiled", text)
			continue
		}
		for range 2 { // the first execution caches members
			var got bytes.Buffer
			if ok := p.run(&got, newSample()); !ok || got.String() != want {
				t.Errorf("%s:\n got %q, %v\nwant %q", text, got.String(), ok, want)
			}
		}
	}
}

// compileAndExecute compiles a template and executes it with html/template. It returns the output and
// the compiled program.
func compileAndExecute(t *testing.T, text string) (string, *program) {
	t.Helper()
	parse := func() *template.Template { return template.Must(template.New("main").Funcs(programFuncs).Parse(text)) }
	var out bytes.Buffer
	if err := parse().Execute(&out, newSample()); err != nil {
		t.Logf("html/template: %s: %v", text, err)
	}
	return out.String(), compile(parse(), "main", programFuncs)
}

// TestProgramsGiveUp checks that a program reports values that it does not support, and that the layout
// then falls back to html/template, with the same output or error.
func TestProgramsGiveUp(t *testing.T) {
	for _, text := range []string{
		`{{.None}}`, `{{.Nil.Name}}`, `{{fail}}`, `{{.Fail}}`, `{{twice "a" "b"}}`, `{{len .Number}}`, `{{index .List 9}}`, `{{eq .Name 1}}`, `{{twice .Name .Name}}`, `{{range .Number}}{{.}}{{end}}`,
		`{{range .Pairs}}{{.}}{{end}}`, `{{.Nil.OfNil}}`, `{{slice .Name 1}}`, `{{range .List}}{{break}}{{end}}`, `{{.Share | printf "%.1f"}}`, `{{sample none}}`, `{{range .Nil}}{{end}}`, `{{template "main" .}}`, `<p {{if .Yes}}title="{{end}}">`,
	} {
		want, p := compileAndExecute(t, `<p>{{.Name}}</p>`+text)
		if p != nil && p.run(new(bytes.Buffer), newSample()) {
			t.Errorf("%s: the program does not give up, and writes what may differ from %q", text, want)
		}
	}
}

// TestLayoutsWithoutProgram checks that a page is complete if its layout falls back to html/template.
func TestLayoutsWithoutProgram(t *testing.T) {
	s, err := loadWordLayout(t, `<ul>{{range .X}}<li>{{.}}</li>{{end}}</ul>`)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []any{[]string{"a", "<b>"}, []string{"a", "<b>"}, map[string]string{"x": "a", "y": "<b>"}} {
		out := bytes.NewBufferString("before ")
		err := s.Execute(out, "en-GB", "page", map[string]any{"X": list})
		if want := "before <ul><li>a</li><li>&lt;b&gt;</li></ul>"; out.String() != want || err != nil {
			t.Errorf("%v: got %q, %v; want %q", list, out.String(), err, want)
		}
	}
	if err := s.Execute(new(bytes.Buffer), "en-GB", "page", map[string]any{"X": 0.5}); err == nil || !strings.Contains(err.Error(), "page.html:1:") {
		t.Errorf("got the error %v, want one with a line of the layout", err)
	}
}
