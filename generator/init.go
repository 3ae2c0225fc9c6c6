package generator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// NewSiteOptions contains the arguments of Init.
type NewSiteOptions struct {
	Name     string // name of the partnership; required
	Language string // BCP 47 tag of the default language; "" means en-GB
	Glossary bool   // whether to copy terms of the shipped glossary as drafts

	// Skeleton contains the files of a new site. In the text of those in content, the words NAME (within
	// double quotes), ID, LANGUAGE and TODAY stand for values of the new site. In their names, "dot-" stands for a full
	// stop. The file glossary.txt, which is not copied, lists the glossary terms that do not depend on
	// an area or a review.
	Skeleton fs.FS
}

// A NotEmptyError is the error that Init returns if the folder of the new site contains files.
type NotEmptyError struct {
	Folder string // path of the folder
}

// Error returns a message that names the folder.
func (e *NotEmptyError) Error() string { return e.Folder + " is not empty" }

// Init writes a new site to the folder of s, which it creates if necessary, and returns the number
// of files. The new site has no errors. Init returns a NotEmptyError if the folder contains
// anything other than .git. If writing fails, Init removes the files that it has written.
func Init(s *Site, n NewSiteOptions) (int, error) {
	files, err := newSiteFiles(s, n)
	if err != nil {
		return 0, err
	}
	root, err := openEmptyFolder(s.Folder)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	names := slices.Sorted(maps.Keys(files))
	for i, name := range names {
		if err = root.MkdirAll(path.Dir(name), 0o755); err == nil {
			err = createFile(root, name, files[name])
		}
		if err != nil {
			return 0, errors.Join(fmt.Errorf("writing the site: %w", err), removeFiles(root, names[:i]))
		}
	}
	return len(files), nil
}

// openEmptyFolder opens the folder for a new site, which it creates if necessary. It returns a
// NotEmptyError if the folder contains anything other than .git.
func openEmptyFolder(folder string) (*os.Root, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of the site: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the folder of the site: %w", err)
	}
	isOurs := func(e fs.DirEntry) bool { return e.Name() != ".git" && !source.IsTemporary(e.Name(), e.IsDir()) }
	if slices.ContainsFunc(entries, isOurs) {
		return nil, &NotEmptyError{folder}
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return root, nil
}

// removeFiles removes the given files, and the folders that are then empty.
func removeFiles(root *os.Root, names []string) (err error) {
	for _, name := range names {
		if e := root.Remove(name); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			if root.Remove(folder) != nil {
				break // something else is in it
			}
		}
	}
	return err
}

// newSiteFiles returns the text of each file of a new site by path: the files of the skeleton, the first
// pages, the glossary if it is wanted, and the schemas.
func newSiteFiles(s *Site, n NewSiteOptions) (map[string]string, error) {
	name, err := normalizeFlag("name", n.Name)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, errors.New("the site needs the name of the partnership")
	}
	if !strings.ContainsFunc(name, unicode.IsLetter) {
		return nil, errors.New("the name of the partnership has no letters: write it as readers know it")
	}
	if n.Language == "" {
		n.Language = model.English
	}
	tag := model.CanonicalLanguage(n.Language)
	if tag == "" {
		return nil, fmt.Errorf("%q is not a language: write a tag such as en-GB, cy or pl", n.Language)
	}
	inQuotes := quoteYAML(name)
	files, err := skeletonFiles(n.Skeleton, map[string]string{"NAME": inQuotes[1 : len(inQuotes)-1], "ID": idFromName(name), "LANGUAGE": tag, "TODAY": string(s.Today)})
	if err != nil {
		return nil, fmt.Errorf("reading the files of a new site: %w", err)
	}
	if err := addPages(files, s.Today, "review first-review", "protocol first-protocol", "module first-module"); err != nil {
		return nil, err
	}
	if n.Glossary {
		if err := addGlossary(files, s, n.Skeleton); err != nil {
			return nil, err
		}
	}
	return files, addSchemas(files)
}

// skeletonFiles returns the text of each file of a skeleton, except glossaryList, by path. It replaces
// "dot-" in the paths and, in the content, each word that is a placeholder with its value. A word such as
// CNAME contains a placeholder but is none.
func skeletonFiles(skeleton fs.FS, placeholders map[string]string) (map[string]string, error) {
	files, words := make(map[string]string), regexp.MustCompile(`\b(?:`+strings.Join(slices.Sorted(maps.Keys(placeholders)), "|")+`)\b`)
	err := fs.WalkDir(skeleton, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || file == glossaryList {
			return err
		}
		data, err := fs.ReadFile(skeleton, file)
		text := string(data)
		if strings.HasPrefix(file, "content/") {
			text = words.ReplaceAllStringFunc(text, func(word string) string { return placeholders[word] })
		}
		files[strings.ReplaceAll(file, "dot-", ".")] = text
		return err
	})
	return files, err
}

// glossaryList is the name of the file in a skeleton that lists the ids of the terms to copy.
const glossaryList = "glossary.txt"

// idFromName derives an id from a name: the letters and digits of the name in lower case, with a
// hyphen in place of all characters between two words. It returns "new-site" if there are no letters
// or digits.
func idFromName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "new-site"
	}
	return strings.Join(words, "-")
}

// addPages adds a new page for each element of pages, which is a kind and an id separated by a space.
func addPages(files map[string]string, today Date, pages ...string) error {
	for _, page := range pages {
		kind, id, _ := strings.Cut(page, " ")
		file, text, err := model.KindByName(kind).NewPage(id, today, model.BriefingBlocks{}, nil)
		if err != nil {
			return err
		}
		files[file] = text
	}
	return nil
}

// addGlossary adds a draft of each term of the shipped site that the glossary.txt of the skeleton
// lists. A draft has no sources, because the new site does not contain them.
func addGlossary(files map[string]string, s *Site, skeleton fs.FS) error {
	list, err := fs.ReadFile(skeleton, glossaryList)
	if err != nil {
		return fmt.Errorf("reading the list of terms: %w", err)
	}
	shipped, _, err := source.Load(s.Shipped)
	if err != nil {
		return fmt.Errorf("reading the glossary: %w", err)
	}
	site, _ := model.Read(shipped, nil)
	for _, t := range model.Pages[*model.Term](site) {
		if !slices.Contains(strings.Fields(string(list)), string(t.ID)) {
			continue
		}
		file, text, err := draftTerm(t, s.Today)
		if err != nil {
			return err
		}
		files[file] = text
	}
	return nil
}

// draftTerm returns the path and text of a draft page for a term with the title, meaning and synonyms
// of t.
func draftTerm(t *model.Term, today Date) (file, text string, err error) {
	values := map[string]string{"title": t.Title, "summary": t.Meaning, "meaning": t.Meaning}
	for key, value := range map[string]string{"short": t.ShortTitle, "expansion": t.Expansion} {
		if value != "" {
			values[key] = value
		}
	}
	if file, text, err = t.Kind.NewPage(string(t.ID), today, model.BriefingBlocks{}, values); err != nil {
		return "", "", err
	}
	var aliases []string
	for _, alias := range t.Aliases {
		aliases = append(aliases, quoteYAML(alias))
	}
	text = strings.Replace(text, "\naliases: []\n", "\naliases: ["+strings.Join(aliases, ", ")+"]\n", 1)
	return file, strings.Replace(text, "\nagency: false\n", fmt.Sprintf("\nagency: %v\n", t.Agency), 1), nil
}

// addSchemas adds to files the JSON Schemas and the VS Code settings that associate them with data
// files.
func addSchemas(files map[string]string) error {
	patterns := make(map[string]string)
	for _, schema := range Schemas() {
		file := path.Join(SchemaFolder, schema.FileName())
		files[file] = schema.Text
		if filepath.Ext(schema.Files) == ".yaml" {
			patterns[file] = schema.Files
		}
	}
	settings, err := json.MarshalIndent(map[string]any{"yaml.schemas": patterns}, "", "  ")
	files[".vscode/settings.json"] = string(settings) + "\n"
	return err
}
