// Command archive writes a zip archive for each compiled program in a folder. The first argument is
// the modification time of all files, in seconds since 1970, so that the same programs result in
// identical archives. The second argument is the folder.
package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(seconds, folder string) error {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return err
	}
	programs, err := filepath.Glob(filepath.Join(folder, "safelearn-*"))
	if err != nil {
		return err
	}
	for _, program := range programs {
		if err := archive(program, time.Unix(n, 0).UTC()); err != nil {
			return err
		}
	}
	return nil
}

// archive writes a zip archive that contains one program, its licences and the text that users
// should read first.
func archive(program string, modified time.Time) error {
	name := strings.TrimSuffix(program, ".exe")
	file, err := os.Create(name + ".zip")
	if err != nil {
		return err
	}
	defer file.Close()
	w := zip.NewWriter(file)
	inside := "safelearn"
	if strings.HasSuffix(program, ".exe") {
		inside += ".exe"
	}
	for _, f := range []struct {
		name, from string
		mode       os.FileMode
	}{
		{inside, program, 0o755},
		{"READ ME FIRST.txt", ".ci/first-steps.txt", 0o644},
		{"LICENSE.txt", "LICENSE", 0o644},
		{"LICENSE-CONTENT.txt", "LICENSE-CONTENT", 0o644},
	} {
		data, err := os.ReadFile(f.from)
		if err != nil {
			return err
		}
		if strings.HasSuffix(f.name, ".txt") { // old versions of Notepad show no other line endings
			data = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
		}
		h := &zip.FileHeader{Name: filepath.Base(name) + "/" + f.name, Method: zip.Deflate, Modified: modified}
		h.SetMode(f.mode)
		out, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := out.Write(data); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return file.Close()
}
