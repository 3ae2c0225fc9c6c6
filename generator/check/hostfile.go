package check

import (
	"path"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/hostfile"
	"safelearn/generator/model"
)

// checkHostFiles reports static files for the hosting provider that weaken the headers with which the
// site protects its readers, and those that do not set such a header although the program cannot add it.
func checkHostFiles(c *checker) {
	all := hostfile.ForAllPaths(model.FrameAncestors(&c.site.Settings), c.site.Demonstration)
	for _, file := range c.Host {
		name := path.Base(file.Path)
		settings, err := hostfile.Parse(name, file.Text)
		if err != nil {
			c.problems.Error(diag.Pos{Path: file.Path}, "static-host", "the host cannot read this file: "+err.Error(), "correct it, or delete it")
			continue
		}
		for _, s := range settings {
			if message, hint := s.Loss(name, all); message != "" {
				c.problems.Warn(diag.Pos{Path: file.Path, Line: s.Line, Column: 1}, "static-host", message, hint)
			}
		}
		for _, h := range hostfile.Missing(settings, all) {
			// The program writes _headers, and pages have an element in place of X-Robots-Tag.
			if slices.Contains([]string{".htaccess", "staticwebapp.config.json", "web.config"}, name) && h.Name != "X-Robots-Tag" {
				c.problems.Warn(diag.Pos{Path: file.Path}, "static-host", "this file does not set "+h.Name, "write "+hostfile.Example(name, h))
			}
		}
	}
}
