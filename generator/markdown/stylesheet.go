package markdown

import "strings"

// A tokenStyle is the style of a group of token classes.
type tokenStyle struct {
	light, dark string   // colours for light and dark mode, with a contrast of at least 4.5:1 on #f6f8fa and #1b1f24
	style       string   // CSS declarations other than the colour
	classes     []string // chroma's class names; the first is used in the HTML
}

// palette lists the styles of token classes. Tokens of other classes have the text colour. It covers
// YAML, Markdown, HTML and shell, which are the languages of the site's examples.
var palette = [...]tokenStyle{
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

// StyleSheet returns CSS rules for the classes used by Highlight, in light and dark mode.
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
