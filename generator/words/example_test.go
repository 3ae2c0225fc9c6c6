package words_test

import (
	"fmt"

	"safelearn/generator/words"
)

// Each text comes from the first catalogue that has it.
func ExampleNew() {
	english, welsh := words.NewCatalogue("en-GB"), words.NewCatalogue("cy")
	english.Set("home", words.Text{Plain: "Home"})
	english.Set("by", words.Text{Plain: "Written by {who}"})
	welsh.Set("home", words.Text{Plain: "Hafan"})
	w := words.New("cy", welsh, english)
	fmt.Println(w.Say("home"), w.Say("by", "who", "Anna"))
	// Output: Hafan Written by Anna
}
