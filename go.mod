module safelearn

go 1.26.0

// The program is made of these.
require (
	github.com/alecthomas/chroma/v2 v2.27.0 // colours of code samples
	github.com/dlclark/regexp2/v2 v2.2.1 // chroma's expressions: only there can their clock be set, or the same source would give other bytes
	github.com/fsnotify/fsnotify v1.10.1 // serve sees a file saved
	github.com/goccy/go-yaml v1.19.2 // front matter, with line and column of each key
	github.com/kljensen/snowball v0.10.0 // stems of words, for the search
	github.com/lucasb-eyer/go-colorful v1.4.1 // colours in OKLCH and in linear light, for the accent
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/tdewolff/minify/v2 v2.24.25 // layouts, style and script, once
	github.com/xuri/excelize/v2 v2.11.1 // workbooks of actions, with lists to choose from
	github.com/yuin/goldmark v1.8.7 // CommonMark
	golang.org/x/sys v0.49.0 // two folders exchanged in one step; a lock
	golang.org/x/text v0.43.0 // the same letters in one form, languages by their tags
	rsc.io/qr v0.2.0 // QR codes on paper
)

// The tests need these beside them.
require (
	github.com/chromedp/cdproto v0.0.0-20250724212937-08a3db8b4327 // what chromedp says to the browser
	github.com/chromedp/chromedp v0.14.2 // a browser opens the pages
	github.com/jba/templatecheck v0.7.1 // layouts ask for nothing that is not there
	github.com/rogpeppe/go-internal v1.16.0 // scripts of commands, as a user types them
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // the schemas of front matter accept pages and refuse mistakes
	github.com/spf13/pflag v1.0.9 // cobra's flags, each named in its help
	golang.org/x/tools v0.51.0 // what "go vet" looks for, on systems other than the machine's
)

require (
	github.com/chromedp/sysutil v1.1.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20250725192818-e39067aee2d2 // indirect
	github.com/gobwas/httphead v0.1.0 // indirect
	github.com/gobwas/pool v0.2.1 // indirect
	github.com/gobwas/ws v1.4.0 // indirect
	github.com/google/safehtml v0.0.2 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/tdewolff/parse/v2 v2.8.20 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
