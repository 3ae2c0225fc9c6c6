package markdown

import "strings"

// A tint is a colour for light and one for dark pages, and chroma's classes that share
// it. The first class is the one that is written.
type tint struct {
	light, dark string // contrast at least 4.5:1 on the backgrounds of code blocks, #f6f8fa and #1b1f24
	style       string
	classes     []string
}

// palette lists the classes that have a colour in the samples of the site: YAML,
// Markdown, HTML, shell. Any other class has the colour of the text.
var palette = [...]tint{
	{light: "#8a2432", dark: "#ff8a80", classes: []string{"k", "kc", "kd", "kn", "kr", "kt", "ow", "gd"}},
	{light: "#0b5394", dark: "#79b8ff", classes: []string{"nt", "na", "nl", "py", "nn"}},
	{light: "#5e35b1", dark: "#c5a5ff", classes: []string{"nf", "nb", "nc", "nd", "nv", "no"}},
	{light: "#1b5e20", dark: "#85d38a", classes: []string{"s", "ld", "gi"}},
	{light: "#8a4b08", dark: "#f0b072", classes: []string{"m"}},
	{light: "#59636e", dark: "#9ba7b4", style: "font-style:italic", classes: []string{"c"}},
	{light: "#0b5394", dark: "#79b8ff", style: "font-weight:bold", classes: []string{"gh", "gu"}},
	{style: "font-weight:bold", classes: []string{"gs"}},
	{style: "font-style:italic", classes: []string{"ge"}},
}

// StyleSheet returns the rules for the classes of Highlight, for light and for dark.
func StyleSheet() string {
	var light, dark strings.Builder
	for _, t := range palette {
		selector := "code ." + t.classes[0]
		style := t.style
		if t.light != "" {
			style = strings.TrimSuffix("color:"+t.light+";"+style, ";")
			dark.WriteString(selector + "{color:" + t.dark + "}")
		}
		light.WriteString(selector + "{" + style + "}")
	}
	return light.String() + "@media (prefers-color-scheme:dark){" + dark.String() + "}"
}
