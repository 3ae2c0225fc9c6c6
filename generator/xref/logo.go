package xref

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// lintLogo reports a logo that is missing from the static files or is neither an SVG nor a PNG.
func lintLogo(l *diag.List, s *model.Settings, static []string) {
	isPicture := func(name string) bool {
		return slices.Contains([]string{".svg", ".png"}, strings.ToLower(path.Ext(name)))
	}
	switch {
	case s.Logo == "" || isPicture(s.Logo) && slices.Contains(static, s.Logo):
		return
	case slices.Contains(static, s.Logo):
		l.Error(s.LogoPos, "site-logo", fmt.Sprintf("%s is neither an SVG nor a PNG", s.Logo), "save the logo as one of them")
		return
	}
	pictures := slices.DeleteFunc(slices.Clone(static), func(name string) bool { return !isPicture(name) })
	near := ""
	if i := slices.IndexFunc(pictures, func(name string) bool { return strings.EqualFold(path.Base(name), path.Base(s.Logo)) }); i >= 0 {
		near = pictures[i]
	}
	hint := "put the file into static/, or correct its name"
	if near = cmp.Or(near, diag.Nearest(s.Logo, pictures)); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	l.Error(s.LogoPos, "site-logo", fmt.Sprintf("static/ has no file %s that can be published", s.Logo), hint)
}
