package search

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
	"strings"
)

// Lengths of the checksums in file names, in characters. Page files have shorter checksums
// than shards, since they are numbered as well.
const (
	shardSumLength = 5
	pageSumLength  = 3
)

// nameShards sets the name of each shard to the given letter and a checksum of its text.
func nameShards(shards []shard, letter string) {
	taken := make(map[string]bool)
	for i := range shards {
		sum := sha256.New()
		for shards[i].name == "" || taken[shards[i].name] {
			sum.Write([]byte(shards[i].text))
			shards[i].name = letter + shortSum(sum, shardSumLength)
		}
		taken[shards[i].name] = true
	}
}

// shardSums returns the concatenated checksums from the names of shards.
func shardSums(shards []shard) string {
	var sums strings.Builder
	for _, s := range shards {
		sums.WriteString(s.name[1:])
	}
	return sums.String()
}

// shortSum returns the last n digits of sum in base 36, which is safe for file names on
// case-insensitive file systems.
func shortSum(sum hash.Hash, n int) string {
	text := strconv.FormatUint(1<<63|binary.BigEndian.Uint64(sum.Sum(nil)), 36)
	return text[len(text)-n:]
}
