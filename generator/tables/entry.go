package tables

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"safelearn/generator/model"
)

// A Cell is the position of a cell in a spreadsheet.
type Cell struct {
	Row    int    // number of the row
	Column string // name of the column
}

// An Addition is the text of a progress.yaml with new entries at the end of its lists.
type Addition struct {
	Text       string       // the whole text
	AddedLines string       // only the new lines
	Cells      map[int]Cell // the cell from which each new line comes, by line number from 1
}

// A line is a line to add to a file, with the cell from which it comes.
type line struct {
	text string
	cell Cell
}

// Append adds the entries of changes to text, the content of a progress.yaml, which may be empty.
// It changes nothing else in the text. It returns an error if a list in the file has a form to
// which it cannot append.
func Append(text string, changes []Change) (*Addition, error) {
	var actions, updates []func(indent string) []line
	for _, c := range changes {
		if c.Action != nil {
			actions = append(actions, func(indent string) []line { return entryLines(c, reflect.ValueOf(*c.Action), indent) })
		}
		if c.Update != nil {
			updates = append(updates, func(indent string) []line { return entryLines(c, reflect.ValueOf(*c.Update), indent) })
		}
	}
	f := splitFile(text)
	first, err := f.insertionFor("actions", actions)
	if err != nil {
		return nil, err
	}
	second, err := f.insertionFor("updates", updates)
	if err != nil {
		return nil, err
	}
	if second.after < first.after {
		first, second = second, first
	}
	a := &Addition{Cells: make(map[int]Cell)}
	var b strings.Builder
	number := 0
	old := func(lines []string) {
		for _, text := range lines {
			b.WriteString(text)
			number++
		}
	}
	added := func(lines []line) {
		if len(lines) > 0 && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteString(f.newline)
		}
		for _, l := range lines {
			b.WriteString(l.text + f.newline)
			number++
			a.AddedLines += l.text + "\n"
			a.Cells[number] = l.cell
		}
	}
	old(f.lines[:first.after])
	added(first.lines)
	old(f.lines[first.after:second.after])
	added(second.lines)
	old(f.lines[second.after:])
	a.Text = b.String()
	return a, nil
}

// A yamlFile is the text of a file, split into lines.
type yamlFile struct {
	lines   []string // lines, including their line endings
	newline string   // line ending
}

// splitFile splits text into lines.
func splitFile(text string) yamlFile {
	f := yamlFile{lines: strings.SplitAfter(text, "\n"), newline: "\n"}
	if last := len(f.lines) - 1; f.lines[last] == "" {
		f.lines = f.lines[:last]
	}
	if len(f.lines) > 0 && strings.HasSuffix(f.lines[0], "\r\n") {
		f.newline = "\r\n"
	}
	return f
}

// An insertion contains new lines, and the number of existing lines before them.
type insertion struct {
	after int
	lines []line
}

// insertionFor returns the insertion that adds entries at the end of the named list.
func (f yamlFile) insertionFor(list string, entries []func(indent string) []line) (insertion, error) {
	if entries == nil {
		return insertion{after: len(f.lines)}, nil
	}
	in := insertion{after: len(f.lines)}
	indent := "  "
	start := -1
	for i, text := range f.lines {
		if strings.HasPrefix(strings.TrimPrefix(text, "\ufeff"), list+":") {
			start = i
		}
	}
	if start < 0 {
		in.lines = []line{{text: list + ":"}}
	} else {
		value, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(f.lines[start], "\ufeff"), list+":"), " #")
		if strings.TrimSpace(value) != "" {
			return in, fmt.Errorf("line %d: %s is in brackets: write it as a list, with a hyphen before each entry, and import again", start+1, list)
		}
		in.after, indent = f.listEnd(start)
	}
	for _, entry := range entries {
		in.lines = append(in.lines, entry(indent)...)
	}
	return in, nil
}

// listEnd finds the end of the list that starts at the line with the index start. It returns the number
// of lines in the file up to the list's last line, and the indentation of the list's entries.
func (f yamlFile) listEnd(start int) (after int, indent string) {
	after, indent = start+1, "  "
	isFirst := true
	for i, text := range f.lines[start+1:] {
		trimmed := strings.TrimLeft(text, " ")
		isIndented := trimmed != text
		switch {
		case strings.TrimSpace(text) == "", !isIndented && strings.HasPrefix(text, "#"):
			continue
		case !isIndented && !strings.HasPrefix(text, "- "):
			return after, indent
		case isFirst && strings.HasPrefix(trimmed, "- "):
			indent, isFirst = text[:len(text)-len(trimmed)], false
		}
		after = start + i + 2
	}
	return after, indent
}

// entryLines returns the YAML lines for an entry of a list.
func entryLines(c Change, entry reflect.Value, indent string) []line {
	lines := mappingLines(entry, indent+"  ", "")
	for i := range lines {
		lines[i].cell.Row = c.Row
	}
	lines[0].text = indent + "- " + strings.TrimLeft(lines[0].text, " ")
	return lines
}

// mappingLines returns the YAML lines for the fields of a struct that are not zero. The argument path
// is the prefix of their keys for columnOf.
func mappingLines(entry reflect.Value, indent, path string) []line {
	var lines []line
	for field, value := range entry.Fields() {
		name := field.Tag.Get("yaml")
		if name == "" || name == "-" || value.IsZero() {
			continue
		}
		cell := Cell{Column: columnOf(path+name, name)}
		switch v := value.Interface().(type) {
		case []model.ID:
			ids := make([]string, len(v))
			for i, id := range v {
				ids[i] = scalar(string(id), false)
			}
			lines = append(lines, line{indent + name + ": [" + strings.Join(ids, ", ") + "]", cell})
		case []model.Evidence:
			lines = append(lines, line{indent + name + ":", Cell{Column: "Evidence"}})
			for _, e := range v {
				item := mappingLines(reflect.ValueOf(e), indent+"    ", "evidence.")
				item[0].text = indent + "  - " + strings.TrimLeft(item[0].text, " ")
				lines = append(lines, item...)
			}
		case model.Measure:
			lines = append(lines, line{indent + name + ":", cell}, line{indent + "  what: " + scalar(v.What, true), cell})
		default:
			text := fmt.Sprint(v)
			if !strings.Contains(text, "\n") {
				lines = append(lines, line{indent + name + ": " + scalar(text, value.Type() == reflect.TypeFor[string]()), cell})
				continue
			}
			lines = append(lines, line{indent + name + ": |-", cell})
			for part := range strings.SplitSeq(text, "\n") {
				lines = append(lines, line{strings.TrimRight(indent+"  "+part, " "), cell})
			}
		}
	}
	return lines
}

// Regular expressions for strings that need no quotation marks in YAML, and for ids.
const (
	plainText = `^[A-Za-z0-9][A-Za-z0-9./#-]*$`
	plainKey  = `^[A-Za-z]+-?[0-9]+$`
)

// scalar returns text as a YAML scalar. If isWords is true, it puts quotation marks around any text
// that is not an id.
func scalar(text string, isWords bool) string {
	pattern := plainText
	if isWords {
		pattern = plainKey
	}
	if regexp.MustCompile(pattern).MatchString(text) {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(text) + `"`
}

// columnOf returns the name of the column for a key in an entry. It looks up path, such as
// "evidence.date", before key, which is the last element of path.
func columnOf(path, key string) string {
	for _, k := range []string{path, key} {
		for _, c := range actionColumns() {
			if c.key == k {
				return c.name
			}
		}
	}
	if key == "action" {
		return keyColumn
	}
	return ""
}
