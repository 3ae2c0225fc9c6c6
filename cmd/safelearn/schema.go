package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safelearn/generator"
	"safelearn/generator/diag"
)

func schemaCommand() *cobra.Command {
	c := &cobra.Command{Use: "schema [NAME]", Short: "write JSON Schemas of front matter and data files", Args: cobra.MaximumNArgs(1)}
	to := c.Flags().String("to", "", "the folder to write the schemas to")
	c.RunE = func(c *cobra.Command, args []string) error {
		schemas, err := selectSchemas(args)
		switch {
		case err != nil:
			return err
		case c.Flags().Changed("to"):
			return writeSchemas(c, schemas, *to)
		case len(args) > 0:
			_, err = fmt.Fprint(c.OutOrStdout(), schemas[0].Text)
			return err
		}
		for _, s := range schemas {
			fmt.Fprintf(c.OutOrStdout(), "%-14s  %s\n", s.Name, s.Files)
		}
		return nil
	}
	return c
}

// selectSchemas returns the schema named by the first of args or, if args is empty, all schemas.
func selectSchemas(args []string) ([]generator.Schema, error) {
	all := generator.Schemas()
	if len(args) == 0 {
		return all, nil
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
	}
	if i := slices.Index(names, args[0]); i >= 0 {
		return all[i : i+1], nil
	}
	hint := "the schemas are " + strings.Join(names, ", ")
	if near := diag.Nearest(args[0], names); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return nil, fmt.Errorf("there is no schema %q: %s", args[0], hint)
}

// writeSchemas writes schemas to a folder and prints their paths. It creates the folder if
// necessary.
func writeSchemas(c *cobra.Command, schemas []generator.Schema, to string) error {
	if to == "" {
		return fmt.Errorf("the name of the folder is empty: name a folder, such as %s", generator.SchemaFolder)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return fmt.Errorf("making the folder of the schemas: %w", err)
	}
	for _, s := range schemas {
		file := filepath.Join(to, s.FileName())
		if err := os.WriteFile(file, []byte(s.Text), 0o644); err != nil {
			return fmt.Errorf("writing the schema: %w", err)
		}
		fmt.Fprintln(c.OutOrStdout(), file)
	}
	return nil
}
