package generator

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"safelearn/generator/check"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/serve"
	"safelearn/generator/source"
)

// launchList returns the list of what is done before readers rely on the site, which is empty if the site
// has none.
func launchList(s *servedSite) serve.List {
	list, items := serve.List{Title: "Before launch"}, check.LaunchItems(s.last)
	if items == nil {
		return list
	}
	for _, i := range append(items, filledItem(s)) {
		text := "Done: " + i.What
		if i.Open != "" {
			text = "Open: " + i.What + " (" + i.Open + ")"
			if i.Key != "" {
				list.Tasks = append(list.Tasks, serve.Task{Key: i.Key, What: i.What})
			}
		}
		list.Items = append(list.Items, serve.Item{Text: text, File: i.Pos.Path, Line: i.Pos.Line, Column: i.Pos.Column})
	}
	return list
}

// filledItem returns the item about placeholders outside drafts.
func filledItem(s *servedSite) check.LaunchItem {
	item, left := check.LaunchItem{What: "nothing is left to fill in on pages that readers see, and in the settings", Pos: diag.Pos{Path: "content/site.yaml"}}, 0
	first := ""
	for _, d := range s.problems {
		if e := s.last.EntryByPath(d.Path); d.Rule != "text-fill-in" || e != nil && model.IsDraft(s.last, e.Base()) {
			continue
		}
		if left++; left == 1 {
			item.Pos, first = d.Pos, strings.TrimPrefix(d.Message, "still to be filled in: ")
		}
	}
	if left > 0 {
		item.Open = fmt.Sprintf("%d left; the first is %s", left, first)
	}
	return item
}

// recordTask records in content/launch.yaml that a task is done, today, and the role that did it. It
// returns a sentence for the author.
func recordTask(s *Site, key, by string) (string, error) {
	by, err := normalizeFlag("by", by)
	if err != nil {
		return "", errors.New("who did it has more than one line, or a character that cannot be seen")
	}
	if by == "" {
		return "", errors.New("write who did it: a team or a role")
	}
	file, _, err := source.LoadFile(os.DirFS(s.Folder), model.LaunchFile)
	if err != nil {
		return "", err
	}
	site, _ := model.Read([]*source.File{file}, nil)
	if site.Launch == nil {
		return "", errors.New(model.LaunchFile + " cannot be read: correct its errors first")
	}
	i := slices.IndexFunc(site.Launch.Tasks(), func(task model.LaunchTask) bool { return task.Key == key })
	if i < 0 {
		return "", fmt.Errorf("%q is not on the list", key)
	}
	done := model.Done{Date: s.Today, By: by}
	line := fmt.Sprintf("%s: {date: %s, by: %s}", key, done.Date, quoteYAML(by))
	err = edit{
		file: file, key: key, byHand: line,
		change: func(r *rewrite) bool {
			from, to := r.keyRange(key, 0, len(r.lines))
			if from < 0 {
				from, to = len(r.lines), len(r.lines)
			}
			r.replace(from, to, line)
			return true
		},
		holds: func(site *model.Site) bool { return site.Launch != nil && site.Launch.Tasks()[i].Done == done },
	}.apply(s)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("It is recorded that %s. Load this page again to see the list.", site.Launch.Tasks()[i].What), nil
}
