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

// maxName is the largest length of the name of a file or folder in bytes. Windows
// allows 260 for a whole path, and exported sites are often opened there.
const maxName = 100

// isDevice reports whether Windows reserves a name, given without its extension. A
// folder such as pages/aux/ cannot be created there.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	kind, number := name[:min(3, len(name))], name[min(3, len(name)):]
	return (kind == "com" || kind == "lpt") && len(number) == 1 && number >= "1" && number <= "9"
}

// NameProblem returns why a file or folder cannot have a name on every operating
// system, or "" if it can.
func NameProblem(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case !utf8.ValidString(name):
		return "its name is not in UTF-8"
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || hidden(r) != "" }):
		return "its name contains an invisible character"
	case strings.ContainsAny(name, `<>:"|?*\`):
		return `Windows does not allow < > : " | ? * and \ in names`
	case strings.Trim(name, " ") != name || strings.HasSuffix(name, "."):
		return "Windows does not allow a space at the start or end of a name, or a full stop at its end"
	case isDevice(strings.TrimRight(first, " ")):
		return "Windows reserves this name for a device"
	case len(name) > maxName:
		return fmt.Sprintf("its name is longer than %d bytes", maxName)
	case !norm.NFC.IsNormalString(name):
		return "the accents in its name are stored as separate characters, so links cannot find it"
	}
	return ""
}

// position returns the position of a file or folder, with invisible characters of its
// name escaped.
func position(name string) diag.Pos {
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) {
		quoted := strconv.Quote(name)
		name = quoted[1 : len(quoted)-1]
	}
	return diag.Pos{Path: name}
}

// checkEntry reports a name that is not allowed and an entry that is neither a file nor
// a folder. It returns whether the entry may be read.
func checkEntry(name string, entry fs.DirEntry, problems *diag.List) bool {
	if why := NameProblem(path.Base(name)); why != "" {
		problems.Error(position(name), "source-name", why, "use lower-case letters, digits, hyphens and one full stop in names of files")
		return false
	}
	if !entry.IsDir() && !entry.Type().IsRegular() {
		problems.Error(position(name), "source-not-a-file", "a symbolic link or device: a site consists of regular files only", "put a copy of the file here")
		return false
	}
	return true
}
