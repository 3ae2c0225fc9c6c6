package search

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"strconv"
	"strings"
)

// How many figures of a file's name follow from what is in it. Shards have nothing
// else in their names; pages are counted, too.
const (
	shardName = 5
	blockName = 3
)

// cut reports whether a shard ends before a form, which adds some bytes to the size
// that it has. The form decides, and no count from the first on: so a change moves
// the cuts near to it and no others.
func cut(form string, size, more int) bool {
	const least, about = shardSize * 3 / 4, shardSize / 4
	return size >= 2*shardSize || size >= least && int(crc32.ChecksumIEEE([]byte(form))%about) < more
}

// nameAll gives shards their names, each another.
func nameAll(list []shard, letter string) {
	taken := make(map[string]bool)
	for i := range list {
		sum := sha256.New()
		for list[i].name == "" || taken[list[i].name] {
			sum.Write([]byte(list[i].text))
			list[i].name = letter + figures(sum, shardName)
		}
		taken[list[i].name] = true
	}
}

// namesOf joins the names of shards, without the letter that all of them have.
func namesOf(list []shard) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.name[1:])
	}
	return b.String()
}

// figures gives some figures of a sum: small letters and digits, which no file system
// takes for each other.
func figures(sum hash.Hash, n int) string {
	text := strconv.FormatUint(1<<63|binary.BigEndian.Uint64(sum.Sum(nil)), 36)
	return text[len(text)-n:]
}
