package model

import (
	"fmt"
	"reflect"
	"strings"

	"safelearn/generator/diag"
)

// Columns contains the headings of a partnership's own spreadsheet of actions. Those that are empty are
// the names of the columns.
type Columns struct {
	Key           string `yaml:"key"`            // the key of the action, such as CM-07
	Review        string `yaml:"review"`         // the id of its review
	Answers       string `yaml:"answers"`        // what it answers, such as Recommendation 6.10
	Action        string `yaml:"action"`         // what will be done
	Agreed        string `yaml:"agreed"`         // the day on which it was agreed
	Lead          string `yaml:"lead"`           // the body that leads
	Owner         string `yaml:"owner"`          // the role that answers for it
	FirstDue      string `yaml:"first_due"`      // the first due date
	Due           string `yaml:"due"`            // the present due date
	State         string `yaml:"state"`          // how far its delivery has come
	ClosedAs      string `yaml:"closed_as"`      // with what result it was closed
	WhatHappened  string `yaml:"what_happened"`  // what happened
	UpdateDate    string `yaml:"update_date"`    // the day for which the update is true
	SaidBy        string `yaml:"said_by"`        // the body that says so
	Reason        string `yaml:"reason"`         // why
	Evidence      string `yaml:"evidence"`       // what shows it
	EvidenceKind  string `yaml:"evidence_kind"`  // what kind of evidence that is
	EvidenceShows string `yaml:"evidence_shows"` // how far the evidence reaches
	EvidenceDate  string `yaml:"evidence_date"`  // the date of the evidence
	EvidenceLink  string `yaml:"evidence_link"`  // the address of the evidence on the web
	Measure       string `yaml:"measure"`        // what is measured
	LatestValue   string `yaml:"latest_value"`   // the newest value of the measure
	Number        string `yaml:"number"`         // in how many it was found
	OutOf         string `yaml:"out_of"`         // how many were looked at
	Access        string `yaml:"access"`         // whether the evidence may be opened
	Holder        string `yaml:"holder"`         // who holds evidence that may not be opened
	Record        string `yaml:"record"`         // where the decision to close is recorded
	CheckAgain    string `yaml:"check_again"`    // the day on which a closed action will be looked at again
	RowCheck      string `yaml:"row_check"`      // the column with which an import finds rows that have changed since
}

// Named returns the headings that are not empty by the name of the column, such as "First due".
func (c Columns) Named() map[string]string {
	named := make(map[string]string)
	for field, value := range reflect.ValueOf(c).Fields() {
		if heading := value.String(); heading != "" {
			named[ColumnName(field.Tag.Get("yaml"))] = heading
		}
	}
	return named
}

// ColumnName returns the name of the column with a key, such as "First due" for "first_due".
func ColumnName(key string) string { return Capitalized(strings.ReplaceAll(key, "_", " ")) }

// lint reports a heading that stands for two columns.
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

// Values returns the values of a type that has a fixed list of them, such as ActionState.
func Values[T interface{ values() (string, []string) }]() []string {
	var zero T
	_, all := zero.values()
	return all
}
