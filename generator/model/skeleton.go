package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Page gives the path and text of a new page of the kind: front matter and body
// that pass the checks of a draft once they are saved.
func (k *Kind) Page(id string, today Date) (file, text string, err error) {
	file = k.File(ID(id))
	if file == "" {
		return "", "", fmt.Errorf("a %s belongs to a review: write its id as review/name, such as baby-r/%s", k.Name, id)
	}
	for _, part := range strings.Split(id, "/") {
		if !pageName.MatchString(part) {
			return "", "", fmt.Errorf("%q cannot be an id: use small letters, digits and hyphens", id)
		}
	}
	if made, _ := KindOf(file); made != k {
		return "", "", fmt.Errorf("%q is not the id of a %s: it belongs to no folder", id, k.Name)
	}
	name := id[strings.LastIndexByte(id, '/')+1:]
	title := strings.ReplaceAll(strings.ToUpper(name[:1])+name[1:], "-", " ")
	number := name
	if _, ok := ParseNumber(name); !ok {
		number = "1.1"
	}
	text = strings.NewReplacer("TITLE", strconv.Quote(title), "NUMBER", number, "TODAY", string(today), "YEAR", string(today[:4])).Replace(k.Skeleton)
	return file, text, nil
}
