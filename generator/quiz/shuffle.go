package quiz

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// shuffled returns a permutation of the numbers below n that depends only on name, n and
// allowSorted. If n is at least 2 and allowSorted is false, the result is not in ascending order.
// Printed material shows the result, so it must be the same in every release. Therefore shuffled
// uses its own Fisher–Yates shuffle, with a PCG generator seeded with name: unlike rand.Shuffle,
// the algorithm of PCG is specified.
func shuffled(name string, n int, allowSorted bool) []int {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	source := rand.NewPCG(sum.Sum64(), 0)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for {
		for i := n - 1; i > 0; i-- {
			j := int(source.Uint64() % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		if allowSorted || n < 2 || !slices.IsSorted(order) {
			return order
		}
	}
}

// letter returns the letter of the answer with the given display index: A to Z, then AA.
func letter(index int) string {
	if index < 26 {
		return string(rune('A' + index))
	}
	return letter(index/26-1) + letter(index%26)
}
