// Package report writes the yearly report of a partnership on what was done about the statements of
// reviews, as one HTML file that can be printed or sent, and as a table.
//
// All numbers are counts of dated entries in a period. Openings and closings must add up, or New
// returns an error.
package report
