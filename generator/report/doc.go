// Package report writes the yearly report of a partnership on the follow-up to the statements of
// reviews, as a table or as a single HTML file to print or send.
//
// All numbers are counts of dated entries in a period. New returns an error if the openings and
// closings of actions do not add up.
package report
