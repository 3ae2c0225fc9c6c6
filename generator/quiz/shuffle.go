package quiz

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// shuffler returns a function that shuffles a slice with the Fisher–Yates algorithm and a
// pseudorandom generator seeded with name. The result appears in printed material, so it
// must be the same in every release: PCG is specified, and rand.Shuffle is not used.
func shuffler(name string) func(order []int) {
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

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// shuffled returns a permutation of the numbers below n that depends only on name and n.
func shuffled(name string, n int) []int {
	order := identity(n)
	shuffler(name)(order)
	return order
}

// deranged is like shuffled, but does not return the numbers in ascending order if n is at
// least 2, because that is the right answer.
func deranged(name string, n int) []int {
	order, shuffle := identity(n), shuffler(name)
	for shuffle(order); n > 1 && slices.IsSorted(order); {
		shuffle(order)
	}
	return order
}

// letter returns the letter of the answer with the given display index: A to Z, then AA.
func letter(index int) string {
	if index < 26 {
		return string(rune('A' + index))
	}
	return letter(index/26-1) + letter(index%26)
}
