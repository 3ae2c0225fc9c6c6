package sheet_test

import (
	"bytes"
	"fmt"
	"strings"

	"safelearn/generator/sheet"
)

// A table that is written and read back is unchanged, and no cell in the file is run as a formula.
func Example() {
	table := &sheet.Table{Title: "Actions", Columns: []sheet.Column{{Heading: "Key"}, {Heading: "Label"}, {Heading: "Action"}}, Rows: [][]string{{"CM-07", "6.10", "=1+1"}}}
	var file bytes.Buffer
	if err := sheet.Write(&file, "actions.csv", table); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(file.String(), `CM-07,'6.10,'=1+1`))
	grid, err := sheet.Read("actions.csv", file.Bytes(), func(cells []string) bool { return cells[0] == "Key" })
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range grid.Rows {
		fmt.Println(row.Number, row.Cells)
	}
	// Output:
	// true
	// 1 [Key Label Action]
	// 2 [CM-07 6.10 =1+1]
}
