// Package progress computes how actions and answers stand on a date, from the dated entries of a
// progress.yaml. What it computes, such as the colour of an action, is never typed by an author.
//
// It keeps four things apart: what was answered, how far delivery has come, what the evidence
// shows, and whether the statement was addressed. The package does not write HTML or resolve ids.
package progress
