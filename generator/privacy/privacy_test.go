package privacy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// describe returns the findings in a text as "kind text@offset", joined by "; ".
func describe(text string, names ...string) string {
	var list []string
	for _, f := range New(names).Scan(text) {
		list = append(list, fmt.Sprintf("%s %s@%d", f.Kind, f.Text, f.Offset))
	}
	return strings.Join(list, "; ")
}

// TestScanSpellings checks that personal data in every spelling is found, and at the correct offset.
func TestScanSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"Ring 01632 960012.":                               "phone 01632960012@5",
		"Ring `01632 960 012`, 2026":                       "phone 01632960012@6",
		"Ring 01632 **960** 012.":                          "phone 01632960012@5",
		"Ring 01632 *9*60 _012_.":                          "phone 01632960012@5",
		"**01632** 960012":                                 "phone 01632960012@2",
		"０１６３２ ９６０ ０１２":                                    "phone 01632960012@0",
		"٠١٦٣٢ ٩٦٠٠١٢":                                     "phone 01632960012@0",
		"01632&nbsp;960&#32;0&#49;2":                       "phone 01632960012@0",
		"01632\u00ad 960\u2011012":                         "phone 01632960012@0",
		"01632  960 \n> 012":                               "phone 01632960012@0",
		"01632/960/012, 01632.960.012, 01632_960_012":      "phone 01632960012@0; phone 01632960012@15; phone 01632960012@30",
		"01632 960012 01632 960013":                        "phone 01632960012@0; phone 01632960013@13",
		"(01632) 960012 or (0) 1632 960012":                "phone 01632960012@0; phone 01632960012@18",
		"[01632](https://example.org/) 960 012":            "phone 01632960012@1",
		"[us](tel:01632960012)":                            "phone 01632960012@9",
		"[us](tel:01632%20960%20012 \"or 020 7946 0018\")": "phone 01632960012@9; phone 02079460018@31",
		"[the office](sms:101)":                            "phone 101@17",
		"0 1 6 3 2 9 6 0 0 1 2":                            "phone 01632960012@0",
		"+44 (0)1632 960012 and 0044 1632 960012":          "phone +4401632960012@0; phone 00441632960012@23",
		"title: \"\\u0030\\x31632 960012\"":                "phone 01632960012@8",
		"call 960012, tel: 7700 900123, ext 12":            "phone 960012@5; phone 7700900123@18",
		"us—01632 960012":                                  "phone 01632960012@5",
		"Tel.01632 960012":                                 "phone 01632960012@4",

		"+44.7700.900123, 07700·900·123, 07700—900123, (+44)7700 900123": "phone +447700900123@0; phone 07700900123@17; phone 07700900123@34; phone +447700900123@51",
		"07700[^1] 900123, ⁰⁷⁷⁰⁰ ⁹⁰⁰¹²³, ⓪⑦⑦⓪⓪⑨⓪⓪①②③":                    "phone 07700900123@0; phone 07700900123@18; phone 07700900123@51",
		"[07700][r] [900123][r], 07700\\\n900123":                        "phone 07700900123@1; phone 07700900123@24",
		"jo@ example.org, jo{at}example.org, JO AT EXAMPLE DOT ORG":      "email jo@example.org@0; email jo@example.org@17; email jo@example.org@36",
		"nhs9434765919, NHS:943/476/5919, (943) 476 5919":                "nhs-number 9434765919@3; nhs-number 9434765919@19; nhs-number 9434765919@33",
		"b. 3/3/2021, D O B 3.3.2021, birthday 3rd of March (2021)":      "birth-date 3/3/2021@3; birth-date 3.3.2021@19; birth-date 3rd of March (2021@38",
		"x@y.org x&#64;y.org x\\@y.org x＠y．org":                          "email x@y.org@0; email x@y.org@8; email x@y.org@20; email x@y.org@29",
		"jo.bloggs@ex**ample**.org":                                      "email jo.bloggs@example.org@0",
		"jo_bloggs @ example.org":                                        "email jo_bloggs@example.org@0",
		"jo (at) example (dot) org, jo[at]example.org":                   "email jo@example.org@0; email jo@example.org@27",
		"jo at example dot org":                                          "email jo@example.org@0",
		"[write](mailto:Jo%40example.org)":                               "email jo@example.org@15",
		"<jo@example.org>":                                               "email jo@example.org@1",
		"ring josé@exämple.org":                                          "email josé@exämple.org@5",

		"943 476 5919, 943-476-5919, 9434765919": "nhs-number 9434765919@0; nhs-number 9434765919@14; nhs-number 9434765919@28",
		"943 **476** 5919":                       "nhs-number 9434765919@0",
		"94 34 76 59 19 and 9 4 3 4 7 6 5 9 1 9": "nhs-number 9434765919@0; nhs-number 9434765919@19",
		"NHS no. 943-476 59 19":                  "nhs-number 9434765919@8",
		"９４３ ４７６ ５９１９":                           "nhs-number 9434765919@0",
		"text 943 476 5919":                      "nhs-number 9434765919@5",
		"?nhs: 9434765919":                       "nhs-number 9434765919@6",
		"987&#8239;654\u00a03210":                "nhs-number 9876543210@0",

		"SE1 7PB, SE17PB, SW1A-1AA":             "postcode SE17PB@0; postcode SE17PB@9; postcode SW1A1AA@17",
		"se1 7pb or Se1 **7P**b":                "postcode SE17PB@0; postcode SE17PB@11",
		"ＳＥ１ ７ＰＢ":                               "postcode SE17PB@0",
		"[map](https://example.org/?q=SE1+7PB)": "postcode SE17PB@29",

		"d.o.b.3/3/2021, DOB3/3/2021, born3/3/2021":   "birth-date 3/3/2021@6; birth-date 3/3/2021@19; birth-date 3/3/2021@33",
		"DOBs: 3/3/2021; dateOfBirth: 3/3/2021":       "birth-date 3/3/2021@6; birth-date 3/3/2021@29",
		"ur. 3.03.2021; urodzony 3 marca 2021":        "birth-date 3.03.2021@4; birth-date 3 marca 2021@24",
		"nacida el 3 de marzo de 2021":                "birth-date 3 de marzo de 2021@10",
		"geboren am 3. März 2021":                     "birth-date 3. März 2021@11",
		"تاريخ الميلاد: ٣/٣/٢٠٢١":                     "birth-date 3/3/2021@27",
		"dyddiad geni: 3 Mawrth 2021":                 "birth-date 3 Mawrth 2021@14",
		"Tel01632 960012, mob07700 900123":            "phone 01632960012@3; phone 07700900123@20",
		"01632•960•012, nhs_9434765919":               "phone 01632960012@0; nhs-number 9434765919@23",
		"x@y[.]org, x (@) y.org, x [@] y (.) org":     "email x@y.org@0; email x@y.org@11; email x@y.org@24",
		"x@y dot org, X At Y Dot Org, x(at)y dot org": "email x@y.org@0; email x@y.org@13; email x@y.org@29",
		"born on 3 March 2021":                        "birth-date 3 March 2021@8",
		"DOB: 03/03/21; d.o.b. 3.3.2021":              "birth-date 03/03/21@5; birth-date 3.3.2021@22",
		"date of birth: 2021-03-03":                   "birth-date 2021-03-03@15",
		"date_of_birth: 20210303":                     "birth-date 20210303@15",
		"On 3rd of March, 2021 the baby was born.":    "birth-date 3rd of March, 2021@3",
		"born March 3rd, 2021":                        "birth-date March 3rd, 2021@5",
		"**born** 3 **March** 2021":                   "birth-date 3 March 2021@9",
		"3-Mar-21 (date of birth)":                    "birth-date 3-Mar-21@0",
		"| Name | Born |\n|---|---|\n| A long name, with much more to say about it than that | 3/3/2021 |": "birth-date 3/3/2021@84",
	} {
		if got := describe(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestNoFalseAlarms checks that nothing is found in text that resembles personal data.
func TestNoFalseAlarms(t *testing.T) {
	for _, text := range []string{
		"2026-01-01, 1.2, 10,000, 4.18-4.23, [[4.18-4.23]], [[baby-r/6.9b]], 6.9 6.10 6.11 6.12, 1.5kg@x, 3 @ 1.50",
		"ISBN 9780306406157, ISBN 0 7557 1234 5, ISBN-10: 0-306-40615-2, ISBN 978 0 306 40615 7, ISSN 0140 6736, (0-306-40615-2)",
		"https://doi.org/10.1016/j.chiabu.2019.104123, doi:10.1136/9434765919, 10.1007/s00431-019-03321-9",
		"https://example.org/p/01632960012, https://example.org/?id=9434765919, PMID 31234567",
		"01-01-2026 10:30, 01/02/2026 12 34, 2026-11-23 10:30:00, 2019 2020 2021, 2018-19, 01.02.03",
		"0 1 2 3 4 5 6 7 8 9, 1 1 1 1 1 1 1 1 1 1, 0000-0002-1825-0097, 08123456",
		"s47 2nd, section 1 2nd, e1 4th, #p4-2ab, a1b2c3d, C1 1AB, A4 5TH, lp6 4th, 25 000 000 000",
		"The birth plan of 3 March 2021. The unborn baby, 3 March 2021. He was born early. On 3 March 2021 they met.",
		"logo@2x.png, pkg@v1.2.3, @nspcc, a @ b, look at every dot and line at once, looked at 5 dot points",
		"Birth marks, 3 March 2021. Birth trauma inquiry, 13 May 2024. Birth to five, 3 March 2021. A nascent plan of 3 March 2021. Births by 3 March 2021.",
		"She had 3 children 2019. Urodzony w 3 domu 12, il est né, version 3 de 2021, x@y dot b, Tel 2.0, mob 5",
		"The review was published in March 2021, 3 March 2021 and 03/03/2021.",
		"call 999999999999999999, in 2026 call us, text 1 2 3, NHS 2026",
		"&copy; &nbsp; &# &; 100% 50%20 \\x \\uZZZZ [a](b [c] ]( (",
	} {
		if got := describe(text); got != "" {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestNames(t *testing.T) {
	names, err := ParseNames([]byte("\ufeff# People\r\n\r\nJo Bloggs\nZoë O’Brien-Smith\nRose\nLi\n"))
	if err != nil || !slices.Equal(names, []string{"Jo Bloggs", "Zoë O’Brien-Smith", "Rose", "Li"}) {
		t.Fatal(names, err)
	}
	for text, want := range map[string]string{
		"Jo Bloggs's, JO  BLOGGS and Bloggs, Jo": "name jo bloggs@0; name jo bloggs@13; name bloggs, jo@28",
		"J**o Blo**ggs, Jo\nBloggs, jo-bloggs":   "name jo bloggs@0; name jo\nbloggs@15; name jo-bloggs@26",
		"![Jo&#32;Bloggs](/jo-bloggs.png)":       "name jo bloggs@2; name jo-bloggs@18",
		"JoBloggs ZOE O'BRIEN SMITH Ｊｏ Ｂｌｏｇｇｓ":   "name jobloggs@0; name zoe o'brien smith@9; name jo bloggs@27",
		"Rose rose, arose Li live li":            "name rose@0; name li@17",
		"Jo\n\nBloggs, Joe, Jo 2 Bloggs":         "",
	} {
		if got := describe(text, names...); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for path, want := range map[string]int{"static/img/jo_bloggs.2.jpg": 1, "content/pages/rose.md": 1, "static/943-476-5919.pdf": 1, "static/dob-2021-03-03.png": 1, "content/pages/prose.md": 0} {
		if found := New(names).ScanPath(path); len(found) != want {
			t.Errorf("%s: %v", path, found)
		}
	}
	for _, list := range []string{"Jo\nX\n", "J\x00o\n\x00", "\xff\xfeJ\x00"} {
		if names, err := ParseNames([]byte(list)); err == nil {
			t.Errorf("%q: %q", list, names)
		}
	}
}

func TestContactKey(t *testing.T) {
	for a, b := range map[string]string{"020 7946 0018": "+44 (0)20 7946 0018", "0044 20-7946-0018": "02079460018", "999": "9 9 9", "Jo@Example.org": "jo@example.org"} {
		if ContactKey(a) != ContactKey(b) {
			t.Errorf("ContactKey(%q) = %q, ContactKey(%q) = %q", a, ContactKey(a), b, ContactKey(b))
		}
	}
}

func TestRedact(t *testing.T) {
	s := New([]string{"Robin Exampleton"})
	for text, want := range map[string]string{
		"no":       "no",
		"call 999": "call 999",
		"<!-- born 3 March 2021 --> 01632 **960** 012 and x&#64;y.org": "<!-- born …21 --> …12 and …rg",
		"by **Robin** Exampleton, SE1 7PB, 943&nbsp;476 5919.":         "by **…on, …PB, …19.",
		"[a](tel:01632960012)": "[a](tel:…12)",
	} {
		if got := s.Redact(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEnding(t *testing.T) {
	for text, want := range map[string]string{"SE17PB": "PB", "josé@ex.é": ".é", "x": "x", "": ""} {
		if got := (Finding{Text: text}).Ending(); got != want {
			t.Errorf("%q ends in %q, want %q", text, got, want)
		}
	}
}

// TestScanIsLinear checks that Scan takes linear time: doubling the text may at most triple the time.
// It uses the fastest of several attempts, because other programs may be running.
func TestScanIsLinear(t *testing.T) {
	const size, attempts = 100 << 10, 10
	s := New([]string{"a a a a a a a b", "Jo Bloggs"})
	duration := func(unit string, size int) time.Duration {
		text := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		s.Scan(text)
		return time.Since(start)
	}
	for _, unit := range []string{
		"1 ", "1", "01 ", "0 ", "(", "((1", "+", "1/1/21 ", "born 1/1/21 ", "1-", "@", "a@", "a @ ", "a.", "dot ", " at a", "a dot ", "a@b dot ", "3 marca 2021 ", "urodz 3 marca 2021 ", "3 de ", "3 é", "](", "[", "[a](", "[a](b) ", "&", "&#", "&amp;",
		"%", "%4", "\\", "\\u00", "*", "**1** ", "_", " ", "\n", "\n> ", "SE1 ", "7PB ", "1a ", "Jo ", "a ", "é", "\u00ad", "１ ", "م", "|", "ISBN 1 ", "tel:", "tel:1 ", "\u20ac", "(at)", " (dot) ",
	} {
		var once, twice time.Duration
		for range attempts {
			if once, twice = duration(unit, size), duration(unit, 2*size); twice < 3*once {
				break
			}
		}
		if twice >= 3*once || twice > 10*time.Second {
			t.Errorf("%q: %s for %d bytes, %s for twice as many", unit, once, size, twice)
		}
	}
}

// FuzzScan checks that the offsets of findings are inside the text.
func FuzzScan(f *testing.F) {
	for _, text := range []string{"Ring 01632 **960** 012", "x&#64;y.org", "[a](tel:1)", "born 3/3/21", "SE1 7PB", "943 476 5919", "\xff01632", "&#xfffffff;", "\\U99999999"} {
		f.Add(text)
	}
	s := New([]string{"Jo Bloggs"})
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range s.Scan(text) {
			if found.Offset < 0 || found.Offset > len(text) || found.End > len(text) || found.Text == "" {
				t.Errorf("%q: %+v", text, found)
			}
		}
	})
}
