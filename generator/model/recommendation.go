package model

import "safelearn/generator/diag"

// Recommendation is a recommendation of a review. References to its label lead to this page, even if
// its body contains the paragraph with that label.
type Recommendation struct {
	Page      `yaml:",inline"`
	Statement `yaml:",inline"`
}

// Parts returns the parts of the recommendation.
func (r *Recommendation) Parts() []Part { return StatementOf(r).parts() }

// Lint calls Page.Lint and also reports problems with the statement, such as those with its parts.
func (r *Recommendation) Lint(l *diag.List) {
	r.Page.Lint(l)
	StatementOf(r).Lint(l)
}

// recommendationBody is the body of a new recommendation.
const recommendationBody = "What is asked for, in your own words.\n"
