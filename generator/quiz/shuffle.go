package quiz

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// permutation returns a permutation of the integers from 0 to n-1 that depends only on name, n and
// allowSorted. If n is at least 2 and allowSorted is false, the result is not in ascending order.
// Printed material shows the result, so it must be the same in every release. Therefore permutation
// implements the Fisher–Yates shuffle itself, with a PCG generator seeded with name: the algorithm of
// PCG is specified, and that of rand.Shuffle is not.
func permutation(name string, n int, allowSorted bool) []int {
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

// optionLetter returns the letter of the answer with the given display index: A to Z, then AA.
func optionLetter(index int) string {
	if index < 26 {
		return string(rune('A' + index))
	}
	return optionLetter(index/26-1) + optionLetter(index%26)
}
