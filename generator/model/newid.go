package model

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/source"
)

// TypedID returns the id of a page of kind k that an author names in any way: by its id, by the name
// of its file, or by the path of the file, from content/ or from a folder below it, with slashes or
// backslashes. It returns an error if a path from content/ is not that of a page of kind k. It does not
// check that the id is valid.
func (k *Kind) TypedID(text string) (string, error) {
	id := TypedName(text)
	inside, isPath := strings.CutPrefix(id, "content/")
	for _, folder := range []string{"", "reviews/"} {
		if id, found := k.idInFolder(folder + inside); found {
			return id, nil
		}
	}
	if !isPath {
		return id, nil
	}
	original, _ := SplitLanguage(id)
	for _, other := range Kinds {
		if found, ok := other.idInFolder(strings.TrimPrefix(original, "content/")); ok {
			return "", fmt.Errorf("%s.md is the file of a %s, not of a %s: write safelearn new %[2]s %[4]s", id, other.Name, k.Name, found)
		}
	}
	return "", fmt.Errorf("%s.md is not in the folder of a %s: write the id of the page, such as %s", id, k.Name, k.Example)
}

// TypedName returns an id or a path that an author typed, with slashes for backslashes, and without
// quotation marks, a leading "./" and the extension .md.
func TypedName(text string) string {
	name := strings.ReplaceAll(norm.NFC.String(strings.Trim(strings.TrimSpace(text), `"`)), `\`, "/")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/")
	if ext := path.Ext(name); strings.EqualFold(ext, ".md") {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}

// idInFolder returns the id of the page of kind k whose file has the given path below content/, without
// .md. It returns false if the path is not in the folder of the kind.
func (k *Kind) idInFolder(file string) (id string, found bool) {
	parts, folder := strings.Split(file, "/"), strings.Split(k.Folder, "/")
	if len(parts) < len(folder) {
		return "", false
	}
	rest := strings.Join(parts[len(folder):], "/")
	if inFolder, _ := path.Match(k.Folder, strings.Join(parts[:len(folder)], "/")); !inFolder {
		return "", false
	}
	switch {
	case k.Name == "review":
		return parts[1], rest == "" || rest == "index"
	case k.InReview():
		return parts[1] + "/" + rest, rest != ""
	}
	return rest, rest != ""
}

// checkNewID returns an error if id cannot be the id of a new page, whose file would have the given path.
// The error says why, and what to write instead.
func checkNewID(id, file string) error {
	var suggestion []string
	for _, part := range strings.Split(id, "/") {
		suggestion = append(suggestion, PageName(part))
	}
	for _, name := range append(strings.Split(id, "/"), path.Base(file)) {
		problem := source.NameProblem(name)
		switch {
		case !isAddressPart(name):
			problem = "use lower-case letters, digits and hyphens"
		case len(name) > source.MaxNameLength:
			return fmt.Errorf("%q cannot be an id: %s: choose a shorter one", id, problem)
		case problem == "":
			continue
		default:
			problem += ": choose another"
		}
		if slices.Contains(suggestion, "") {
			return fmt.Errorf("%q cannot be an id: %s", id, problem)
		}
		return fmt.Errorf("%q cannot be an id: %s, such as %s", id, problem, strings.Join(suggestion, "/"))
	}
	return nil
}

// PageName derives the last part of the id of a page from its title: the letters without their accents
// and the digits, in lower case, with a hyphen between two words. It returns "" if no letter of the
// title can be part of an address.
func PageName(title string) string {
	const maxLength = 60
	letters := strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "'", "", "’", "")
	text := letters.Replace(strings.ToLower(norm.NFC.String(title)))
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r):
			b.WriteByte(' ')
		}
	}
	name := strings.Join(strings.Fields(b.String()), "-")
	if len(name) > maxLength {
		name = name[:maxLength]
		if end := strings.LastIndexByte(name, '-'); end > 0 {
			name = name[:end]
		}
	}
	if name != "" && source.NameProblem(name) != "" {
		name += "-page"
	}
	return name
}
