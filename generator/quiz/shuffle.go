package quiz

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// A mixer puts things into an order that a name decides. The order is printed on
// sheets, so it has to be the same with every release: the generator is one whose
// numbers are fixed by its name, and what is made of them stands here.
type mixer struct{ *rand.PCG }

func mixerOf(name string) mixer {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	return mixer{rand.NewPCG(sum.Sum64(), 0)}
}

// mix shuffles in place, as Fisher and Yates did.
func (m mixer) mix(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := int(m.Uint64() % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
}

func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// shuffled gives the numbers below n in the order that a name decides.
func shuffled(name string, n int) []int {
	order := inOrder(n)
	mixerOf(name).mix(order)
	return order
}

// deranged is shuffled, but never gives the numbers in order where there is another
// way: that would tell the answer.
func deranged(name string, n int) []int {
	order, m := inOrder(n), mixerOf(name)
	for m.mix(order); n > 1 && slices.IsSorted(order); {
		m.mix(order)
	}
	return order
}

// letter names the answer that is shown at an index: A to Z, then AA.
func letter(index int) string {
	if index < 26 {
		return string(rune('A' + index))
	}
	return letter(index/26-1) + letter(index%26)
}
