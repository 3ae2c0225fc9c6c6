package markdown

import (
	"testing"

	"safelearn/generator/source"
)

// TestSum checks that the checksum of a body changes with what readers see, and with nothing else.
func TestSum(t *testing.T) {
	sum := func(body string) string {
		doc, _ := Parse(&source.File{Text: body}, Options{})
		return doc.Sum
	}
	const text = "Ring *at once*.\nSay \"who\" you are.\n\n1. One\n2. Two\n   - a\n   - b\n\nThen [wait](/x/).[^a]\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n> [!NOTE] Mind\n> It's so.\n\n[^a]: A note.\n"
	for _, pair := range [][2]string{
		{text, "Ring _at once_. Say \"who\"\nyou are.\n\n\n1.  One\n2.  Two\n    - a\n    - b\n\n[^b]: A note.\n\nThen [wait][w].[^b]\n\n[w]: /x/\n\n|A|B|\n|-|-|\n|1|2|\n\n> [!NOTE] Mind\n> It’s\n> so.\n"},
		{"## Head {#a}\n", "Head\n----\n"},
		{"- a\n- b\n", "* a\n* b\n"},
		{"Say \"no\" -- it's so...\n", "Say “no” – it’s so…\n"},
		{"a &amp; b\n", "a \\& b\n"},
		{"    code\n", "```\ncode\n```\n"},
		{"a  b\n", "a\n b\n"},
	} {
		if sum(pair[0]) != sum(pair[1]) {
			t.Errorf("readers see no difference between %q and %q", pair[0], pair[1])
		}
	}
	seen := make(map[string]string)
	for _, body := range []string{
		"", "a\n", "a b\n", "a\n\nb\n", "a\\\nb\n", "# a\n", "## a\n", "*a*\n", "**a**\n", "`a`\n", "- a\n", "1. a\n", "2. a\n", "> a\n", "- > a\n", "> - a\n", "    a\n", "---\n", "[a](/b/)\n", "[a](/c/)\n", "[a](/b/ \"t\")\n", "![a](/b/)\n",
		"<https://a.example/>\n", "[[a]]\n", "[[a|b]]\n", "[[b]]\n", "- [ ] a\n", "- [x] a\n", "- a\n- b\n", "- a\n\n- b\n", "- a\n  - b\n", "- a\n\nb\n", "- a\nb\n", "- a\n\n  b\n", "1. a\n1. b\n\nc\n", "1. a\n1. b\nc\n",
		"a\n: b\n", "| a |\n|---|\n| b |\n", "| a |\n|--:|\n| b |\n", "| a | b |\n|---|---|\n", "> [!NOTE]\n> a\n", "> [!DO-NOW]\n> a\n", "> [!NOTE] a\n", "a[^1]\n\n[^1]: b\n", "a[^1]\n\n[^1]: c\n", "a[^1] b[^2]\n\n[^1]: c\n[^2]: d\n", "a[^1] b[^2]\n\n[^2]: c\n[^1]: d\n",
		"a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n", "```\na\n b\n```\n", "```\na\nb\n```\n", "```go\na\nb\n```\n", "<b>a</b>\n", "<!-- a -->\n", "a\u00a0b\n",
	} {
		if other, taken := seen[sum(body)]; taken {
			t.Errorf("readers see a difference between %q and %q", other, body)
		}
		seen[sum(body)] = body
	}
}
