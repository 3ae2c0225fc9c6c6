package model

// Statement is what all statements of a review have in common: findings, learning points,
// recommendations and the entries of statements.yaml.
type Statement struct {
	PrintedLabel Label `yaml:"label" new:""` // as the review prints it, such as 6.9 or "Recommendation 4"; empty if it prints none
}

// PrintedLabel returns the label that the review prints for the statement on the page e, or "" if
// it prints none or the page is not a statement.
func PrintedLabel(e Entry) Label {
	if r, ok := e.(*Recommendation); ok {
		return r.PrintedLabel
	}
	return ""
}
