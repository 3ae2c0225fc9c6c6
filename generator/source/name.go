package source

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"safelearn/generator/diag"
)

// maxName is the most bytes that the name of a file or folder may have. Windows takes
// paths of 260 in all, and a stick that a site is copied to is often read there.
const maxName = 100

// isDevice knows the names that Windows keeps for itself, whatever ending they have: a
// folder pages/aux/ could not be unpacked there.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	kind, number := name[:min(3, len(name))], name[min(3, len(name)):]
	return (kind == "com" || kind == "lpt") && len(number) == 1 && number >= "1" && number <= "9"
}

// Misnamed says why a name cannot be kept on every system that a site is worked on
// or copied to, "" where it can.
func Misnamed(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case !utf8.ValidString(name):
		return "its name is not written in UTF-8"
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || hidden(r) != "" }):
		return "its name holds a character that nobody can see"
	case strings.ContainsAny(name, `<>:"|?*\`):
		return `Windows knows no names with < > : " | ? * or \`
	case strings.Trim(name, " ") != name || strings.HasSuffix(name, "."):
		return "Windows drops the blank or dot at the end of its name"
	case isDevice(strings.TrimRight(first, " ")):
		return "Windows keeps this name for a device"
	case len(name) > maxName:
		return fmt.Sprintf("its name is longer than %d bytes", maxName)
	case !norm.NFC.IsNormalString(name):
		return "the accents in its name are apart from their letters, so that no link finds it"
	}
	return ""
}

// place is where a file or folder lies, in signs that can be seen.
func place(name string) diag.Pos {
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) {
		quoted := strconv.Quote(name)
		name = quoted[1 : len(quoted)-1]
	}
	return diag.Pos{Path: name}
}

// oddly tells of a name that cannot stay, or of what is no plain file, and reports
// whether it did. What is told of is not read.
func oddly(name string, entry fs.DirEntry, problems *diag.List) bool {
	switch why := Misnamed(path.Base(name)); {
	case why != "":
		problems.Error(place(name), "source-name", why, "name files with small letters, digits, hyphens and one dot")
	case !entry.IsDir() && !entry.Type().IsRegular():
		problems.Error(place(name), "source-not-a-file", "a link or device, not a file: a site is made of plain files only", "put a copy of the file here")
	default:
		return false
	}
	return true
}
