package source

import (
	"path"
	"strings"
)

const (
	// systemNames lists, in lower case and between bars, the files and folders that desktops put into
	// the folders that they show. The name Icon of macOS ends with a carriage return.
	systemNames = "|.ds_store|.localized|.directory|desktop.ini|thumbs.db|ehthumbs.db|ehthumbs_vista.db|icon\r|__macosx|$recycle.bin|system volume information|"

	// temporaryExtensions lists, between bars, the extensions of files that editors, browsers and Git
	// keep beside a file while they change it, or as a copy of its last version.
	temporaryExtensions = "|.bak|.backup|.tmp|.temp|.orig|.rej|.swp|.swo|.swn|.part|.partial|.crdownload|.crswap|"

	// streamColon is the colon before the name of a stream, as Windows shows it to Linux.
	streamColon = "\uf03a"
)

// IsIgnored reports whether name is that of a hidden file or folder, or of a temporary file.
func IsIgnored(name string, isFolder bool) bool {
	return name != "." && strings.HasPrefix(name, ".") || IsTemporary(name, isFolder)
}

// IsTemporary reports whether name is that of a file or folder that an operating system, an office
// program or an editor makes for itself. Most people never see it.
func IsTemporary(name string, isFolder bool) bool {
	lower := strings.ToLower(name)
	if strings.Contains(systemNames, "|"+lower+"|") {
		return true
	}
	return !isFolder && (strings.HasSuffix(lower, "~") ||
		strings.HasPrefix(lower, "#") && strings.HasSuffix(lower, "#") || // Emacs
		strings.HasPrefix(lower, "~$") || // the owner file of a document that Office has open
		strings.HasSuffix(lower, "___jb_tmp___") || strings.HasSuffix(lower, "___jb_old___") || // JetBrains
		strings.Contains(temporaryExtensions, "|"+path.Ext(lower)+"|") ||
		isStream(lower))
}

// isStream reports whether name, in lower case, is that of a stream beside the data of a file, such as
// leaflet.md:zone.identifier, which another system shows as a file of its own.
func isStream(name string) bool {
	file, stream, found := strings.Cut(strings.ReplaceAll(name, streamColon, ":"), ":")
	return found && path.Ext(file) != "" && !isPageExtension(path.Ext(stream)) || strings.HasSuffix(name, ".zone.identifier")
}

// isPageExtension reports whether files with this extension belong below content/.
func isPageExtension(extension string) bool { return extension == ".md" || extension == ".yaml" }

// unknownFileHint returns a hint for the author of a file below content/ that is neither a page nor a
// data file.
func unknownFileHint(name string) string {
	extension := strings.ToLower(path.Ext(name))
	stem := name[:len(name)-len(extension)]
	isText := extension == ".txt" || extension == ".text"
	switch second := strings.ToLower(path.Ext(stem)); {
	case isText && isPageExtension(second):
		return "rename it to " + strings.TrimSuffix(stem, path.Ext(stem)) + second + "; if you do not see " + extension + ", have Explorer show file name extensions"
	case isPageExtension(extension):
		return "rename it to " + stem + extension + ", with a small ending"
	case strings.Contains("|.markdown|.mdown|.mkd|.mkdn|.mdwn|.mdtext|.mdtxt|", "|"+extension+"|"):
		return "rename it to " + stem + ".md"
	case extension == ".yml":
		return "rename it to " + stem + ".yaml"
	case extension == "" || isText:
		return "if it is a page, rename it to " + stem + ".md; a file for readers belongs in static/, notes of your own outside content/"
	case strings.Contains(documentExtensions, " "+extension[1:]+" "):
		return "copy its text into a page, a file that ends in .md, or put a PDF of it into static/"
	}
	if hint := refusalHint(extension); hint != "" {
		return hint
	}
	return "put pictures and downloads into static/; the name of a page ends in .md"
}
