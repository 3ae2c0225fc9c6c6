package export

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// publishedModules returns the modules of the site, including translations: those that are listed, and
// those that are withdrawn.
func publishedModules(s *model.Site) (listed, withdrawn []*model.Module) {
	for _, e := range s.All() {
		switch m, ok := e.(*model.Module); {
		case !ok:
		case s.Listed(&m.Page):
			listed = append(listed, m)
		default:
			withdrawn = append(withdrawn, m)
		}
	}
	return listed, withdrawn
}

// moduleIDs returns the ids of modules.
func moduleIDs(modules []*model.Module) (ids []string) {
	for _, m := range modules {
		ids = append(ids, string(m.ID))
	}
	return ids
}

// selectModules returns the modules with the given ids, in this order and each once. If no id is given, it
// returns all modules and their translations, except withdrawn ones. It returns an error if one of the ids
// is that of a withdrawn module, if two modules have the same file name, or if one may be out of date and
// stale is false, because exported copies are not updated.
func selectModules(s *model.Site, ids []string, stale bool) ([]*model.Module, error) {
	chosen, withdrawn := publishedModules(s)
	if len(chosen) == 0 {
		return nil, errors.New("this site has no module that can be exported: drafts and withdrawn modules are not")
	}
	byID, names := make(map[string]*model.Module), moduleIDs(chosen)
	for _, m := range slices.Concat(chosen, withdrawn) {
		byID[string(m.ID)] = m
	}
	if len(ids) > 0 {
		chosen = nil
	}
	for i, id := range ids {
		m := byID[id]
		switch {
		case slices.Contains(ids[:i], id):
			continue
		case m == nil:
			return nil, unknownModule(id, names)
		case !s.Listed(&m.Page):
			return nil, fmt.Errorf("the module %s is withdrawn: it is not exported, and copies in learning systems should be removed", id)
		}
		chosen = append(chosen, m)
	}
	if err := checkFileNames(chosen); err != nil || stale {
		return chosen, err
	}
	return chosen, checkCurrent(s, chosen)
}

// checkCurrent returns an error if the review of a module is overdue or a module is a translation of an
// older version.
func checkCurrent(s *model.Site, modules []*model.Module) error {
	var overdue, outdated, faults []string
	for _, m := range modules {
		if s.Overdue(&m.Page) {
			overdue = append(overdue, fmt.Sprintf("%s (due %s)", m.ID, model.DueDate(s, &m.Page)))
		}
		if s.IsOutdatedTranslation(&m.Page) {
			outdated = append(outdated, fmt.Sprintf("%s (of version %s)", m.ID, m.TranslatedVersion))
		}
	}
	if overdue != nil {
		faults = append(faults, "the review is overdue of "+strings.Join(overdue, ", ")+": review it first, or add --stale to export it with a warning")
	}
	if outdated != nil {
		faults = append(faults, "a translation is of an older version: "+strings.Join(outdated, ", ")+": bring it up to date first, or add --stale to export it with a warning")
	}
	if faults != nil {
		return errors.New(strings.Join(faults, "; "))
	}
	return nil
}

// unknownModule returns the error for an id that is not the id of a module, with a suggestion from
// names.
func unknownModule(id string, names []string) error {
	hint := "the modules are: " + strings.Join(names, ", ") + "; drafts and withdrawn modules are not exported"
	if near := diag.Nearest(id, names); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return fmt.Errorf("there is no module %q: %s", id, hint)
}

// fileNamePrefix returns the start of the file names for a module: its id and version, with only
// lower-case letters, digits, hyphens and dots, because some learning systems reject other characters.
func fileNamePrefix(m *model.Module) string {
	name := string(m.ID)
	if m.Version != "" {
		name += ".v" + m.Version
	}
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

// checkFileNames returns an error if two of the modules would have the same file name.
func checkFileNames(modules []*model.Module) error {
	byName := make(map[string]*model.Module)
	for _, m := range modules {
		name := fileNamePrefix(m)
		if other := byName[name]; other != nil {
			return fmt.Errorf("the modules %s and %s would have the same file name, %s: give one of them another version", other.ID, m.ID, name)
		}
		byName[name] = m
	}
	return nil
}

// titleOf returns the title of a module for the course list of a learning system.
func titleOf(s *model.Site, m *model.Module) string {
	if s.Demonstration {
		return s.TextsIn(s.LanguageOf(&m.Page)).Say("package_demonstration", "title", m.Title)
	}
	return m.Title
}

// publishedURL returns the URL of the page of a module on the published site, or "" if the settings
// do not contain the URL of the site.
func publishedURL(s *model.Site, m *model.Module) string {
	if s.BaseURL == "" {
		return ""
	}
	return strings.TrimSuffix(s.BaseURL, "/") + (&url.URL{Path: m.Address}).EscapedPath()
}

// exportSCORM12 returns, for each selected module, a SCORM 1.2 package with one page.
func exportSCORM12(g *xref.Graph, o Options) (fs.FS, error) {
	modules, err := selectModules(g.Site, o.Modules, o.Stale)
	if err != nil {
		return nil, err
	}
	packages, err := render.Packages(g, o.Options, o.Package)
	if err != nil {
		return nil, err
	}
	files, losses := make(map[string][]byte), newPackageLosses(g.Site, o.Package)
	for _, m := range modules {
		p, err := packages(m)
		if err != nil {
			return nil, err
		}
		listed := []packedFile{{"index.html", p.Page}, {"module.js", p.Script}, {"style.css", p.Style}}
		for _, name := range slices.Sorted(maps.Keys(p.Pictures)) {
			listed = append(listed, packedFile{name, p.Pictures[name]})
		}
		identifier := packageID(m, g.Site)
		text, err := newManifest(identifier, titleOf(g.Site, m), m.Version, listed)
		if err != nil {
			return nil, err
		}
		name := fileNamePrefix(m) + ".scorm12.zip"
		if files[name], err = zipFiles(append([]packedFile{{"imsmanifest.xml", text}}, listed...)); err != nil {
			return nil, err
		}
		losses.addPackage(g.Site, m, name, identifier, p, o.Package)
	}
	return withLosses(g.Site, files, losses, o)
}

// exportLinkCards returns, for each selected module, a text to paste into an activity in a learning
// system. The text links to the published site, so that it need not be replaced when the module
// changes.
func exportLinkCards(g *xref.Graph, o Options) (fs.FS, error) {
	s := g.Site
	if s.BaseURL == "" {
		return nil, errors.New("a link card needs the address of the published site: write base: https://… into content/site.yaml")
	}
	modules, err := selectModules(s, o.Modules, o.Stale)
	if err != nil {
		return nil, err
	}
	losses := Losses{Format: "link-card", Change: Change{Kept: []string{s.Texts.Say("losses_card")}, Lost: []string{s.Texts.Say("losses_card_record")}}}
	files := make(map[string][]byte)
	for _, m := range modules {
		name, w := fileNamePrefix(m)+".link-card.txt", s.TextsIn(s.LanguageOf(&m.Page))
		card := titleOf(s, m) + "\n" + publishedURL(s, m) + "\n"
		if m.Minutes > 0 {
			card += w.Count("module_minutes", m.Minutes) + "\n"
		}
		if m.Summary != "" {
			card += "\n" + m.Summary + "\n"
		}
		if len(m.Outcomes) > 0 {
			card += "\n" + w.Say("outcomes") + "\n- " + strings.Join(m.Outcomes, "\n- ") + "\n"
		}
		if s.Demonstration {
			card += "\n" + w.Say("banner") + "\n"
		}
		if s.IsOutdatedTranslation(&m.Page) {
			card += "\n" + w.Say("stale") + "\n"
		}
		if s.Overdue(&m.Page) {
			card += "\n" + w.Say("overdue", "date", w.Date(string(model.DueDate(s, &m.Page)))) + "\n"
		}
		files[name] = []byte(card + "\n" + cmp.Or(m.ContentNote, w.Say("careful")) + "\n")
		losses.Modules = append(losses.Modules, newModuleLosses(s, m, name))
	}
	return withLosses(s, files, losses, o)
}
