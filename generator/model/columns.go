package model

import (
	"fmt"
	"reflect"
	"strings"

	"safelearn/generator/diag"
)

// Columns contains the headings that a partnership uses in its own spreadsheet of actions. An empty
// heading means that the column has its default name, such as "First due".
type Columns struct {
	Key           string `yaml:"key"`            // the key of the action, such as CM-07
	Review        string `yaml:"review"`         // the id of the review
	Answers       string `yaml:"answers"`        // the statements that the action answers, such as Recommendation 6.10
	Action        string `yaml:"action"`         // what will be done
	Agreed        string `yaml:"agreed"`         // the day on which it was agreed
	Lead          string `yaml:"lead"`           // the body that leads the action
	Owner         string `yaml:"owner"`          // the role that is responsible for the action
	FirstDue      string `yaml:"first_due"`      // the first due date
	Due           string `yaml:"due"`            // the current due date
	State         string `yaml:"state"`          // the state of delivery
	ClosedAs      string `yaml:"closed_as"`      // the result with which the action was closed
	WhatHappened  string `yaml:"what_happened"`  // what happened since the last update
	UpdateDate    string `yaml:"update_date"`    // the date of the update
	SaidBy        string `yaml:"said_by"`        // the body that reports the update
	Reason        string `yaml:"reason"`         // the reason for a change
	Evidence      string `yaml:"evidence"`       // the title of the evidence
	EvidenceKind  string `yaml:"evidence_kind"`  // the kind of evidence
	EvidenceShows string `yaml:"evidence_shows"` // whether the evidence shows activity, practice or outcome
	EvidenceDate  string `yaml:"evidence_date"`  // the date of the evidence
	EvidenceLink  string `yaml:"evidence_link"`  // the URL of the evidence
	Measure       string `yaml:"measure"`        // what is measured
	LatestValue   string `yaml:"latest_value"`   // the latest value of the measure
	Number        string `yaml:"number"`         // the number of cases in which the evidence shows it
	OutOf         string `yaml:"out_of"`         // the number of cases that were looked at
	Access        string `yaml:"access"`         // whether the evidence is public or held
	Holder        string `yaml:"holder"`         // who keeps evidence that is not public
	Record        string `yaml:"record"`         // where the decision to close is recorded
	CheckAgain    string `yaml:"check_again"`    // the date on which a closed action will be checked again
	RowCheck      string `yaml:"row_check"`      // a checksum with which an import recognises rows that have changed since the export
}

// CustomHeadings returns the headings that are not empty, keyed by default column name, such as
// "First due".
func (c Columns) CustomHeadings() map[string]string {
	named := make(map[string]string)
	for field, value := range reflect.ValueOf(c).Fields() {
		if heading := value.String(); heading != "" {
			named[ColumnName(field.Tag.Get("yaml"))] = heading
		}
	}
	return named
}

// ColumnName returns the default name of the column with the given key, such as "First due" for
// "first_due".
func ColumnName(key string) string { return Capitalized(strings.ReplaceAll(key, "_", " ")) }

// lint reports a heading that is used for more than one column.
func (c Columns) lint(problems *diag.List, origin *Origin) {
	taken := make(map[string]string) // names of columns by heading in lower case
	for field, value := range reflect.ValueOf(c).Fields() {
		if name := ColumnName(field.Tag.Get("yaml")); value.String() == "" {
			taken[strings.ToLower(name)] = name
		}
	}
	for field, value := range reflect.ValueOf(c).Fields() {
		key, heading := field.Tag.Get("yaml"), value.String()
		if heading == "" {
			continue
		}
		if other := taken[strings.ToLower(heading)]; other != "" {
			problems.Error(origin.FieldPos("columns."+key), "front-value", fmt.Sprintf("%q stands for two columns: %s and %s", heading, other, ColumnName(key)), "give each column a heading of its own")
		}
		taken[strings.ToLower(heading)] = ColumnName(key)
	}
}

// Values returns all values of a type that has a fixed list of values, such as ActionState.
func Values[T interface{ values() (string, []string) }]() []string {
	var zero T
	_, all := zero.values()
	return all
}
