package markdown

// Sentences returns the start and end of each sentence in the block's text.
func (b *Block) Sentences() [][2]int {
	var list [][2]int
	for from := 0; from < len(b.Text); {
		end, next := b.boundary(from)
		if end < 0 {
			return append(list, [2]int{from, len(b.Text)})
		}
		list = append(list, [2]int{from, end})
		from = next
	}
	return list
}
