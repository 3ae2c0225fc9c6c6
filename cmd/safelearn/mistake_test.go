package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"safelearn"
)

// copyShipped copies a folder of the shipped site below another one.
func copyShipped(name, to string) error {
	return fs.WalkDir(safelearn.Shipped, name, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path := filepath.Join(to, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(path, 0o755)
		}
		data, err := fs.ReadFile(safelearn.Shipped, name)
		if err != nil {
			return err
		}
		return os.WriteFile(path, data, 0o644)
	})
}
