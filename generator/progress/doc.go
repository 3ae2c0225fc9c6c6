// Package progress computes the status of actions and answers on a given date from the dated
// entries of a progress.yaml. Authors never write the values that it computes, such as the colour
// of an action.
//
// It distinguishes four things: what bodies answered, the state of delivery, what the evidence
// shows, and whether the statement has been addressed. The package does not write HTML or resolve
// ids.
package progress
