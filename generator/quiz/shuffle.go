package quiz

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// mixer returns a function that shuffles a slice, by the algorithm of Fisher and Yates, into
// an order that a name and the number of calls decide. The order is printed on paper, so it
// must be the same with every release: PCG is specified, and the shuffle does not depend
// on the standard library.
func mixer(name string) func(order []int) {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	source := rand.NewPCG(sum.Sum64(), 0)
	return func(order []int) {
		for i := len(order) - 1; i > 0; i-- {
			j := int(source.Uint64() % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
	}
}

func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// shuffled returns the numbers below n in an order that a name decides.
func shuffled(name string, n int) []int {
	order := inOrder(n)
	mixer(name)(order)
	return order
}

// deranged is like shuffled, but never returns the numbers in order if there is another
// way, because that would give the answer away.
func deranged(name string, n int) []int {
	order, mix := inOrder(n), mixer(name)
	for mix(order); n > 1 && slices.IsSorted(order); {
		mix(order)
	}
	return order
}

// letter returns the letter of the answer that is shown at an index: A to Z, then AA.
func letter(index int) string {
	if index < 26 {
		return string(rune('A' + index))
	}
	return letter(index/26-1) + letter(index%26)
}
