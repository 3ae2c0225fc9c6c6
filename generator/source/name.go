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

// MaxNameLength is the maximum length of a file or folder name in bytes. Windows limits a
// whole path to 260 characters, and exported sites are often opened on Windows.
const MaxNameLength = 100

// deviceNames lists the device names that Windows reserves, separated by spaces. They are reserved
// with any extension, too. On Windows, a folder such as pages/aux/ cannot be created.
const deviceNames = " con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 "

// NameProblem describes why name is not a valid file or folder name on every operating
// system, or returns "" if it is valid.
func NameProblem(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case !utf8.ValidString(name):
		return "its name is not in UTF-8"
	case HiddenCharacter(name) != "" || strings.ContainsFunc(name, unicode.IsControl):
		return "its name contains an invisible character"
	case strings.ContainsAny(name, `<>:"|?*\`):
		return `Windows does not allow < > : " | ? * and \ in names`
	case strings.Trim(name, " ") != name || strings.HasSuffix(name, "."):
		return "Windows does not allow a space at the start or end of a name, or a full stop at its end"
	case first != "" && strings.Contains(deviceNames, " "+strings.TrimRight(first, " ")+" "):
		return "Windows reserves this name for a device"
	case len(name) > MaxNameLength:
		return fmt.Sprintf("its name is longer than %d bytes", MaxNameLength)
	case !norm.NFC.IsNormalString(name):
		return "the accents in its name are stored as separate characters, so links cannot find it"
	}
	return ""
}

// namePosition returns a position for problems with the name of a file or folder. Invisible characters
// in the name are escaped.
func namePosition(name string) diag.Pos {
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) {
		quoted := strconv.Quote(name)
		name = quoted[1 : len(quoted)-1]
	}
	return diag.Pos{Path: name}
}

// checkEntry reports an invalid name, and an entry that is neither a regular file nor a folder. It
// returns whether the entry is valid.
func checkEntry(name string, entry fs.DirEntry, problems *diag.List) bool {
	if why := NameProblem(path.Base(name)); why != "" {
		problems.Error(namePosition(name), "source-name", why, "use lower-case letters, digits, hyphens and one full stop in names of files")
		return false
	}
	if !entry.IsDir() && !entry.Type().IsRegular() {
		problems.Error(namePosition(name), "source-not-a-file", "a symbolic link or device: a site consists of regular files only", "put a copy of the file here")
		return false
	}
	return true
}
