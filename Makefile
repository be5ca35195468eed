# Everything a newcomer needs: make check.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 20s
SHARED ?= ../shared

.PHONY: check fmt vet lint test race score bench fuzz build

check: fmt vet lint race

build:
	CGO_ENABLED=0 $(GO) build -o bin/attache ./cmd/attache

fmt:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "not formatted (run gofmt -w):"; echo "$$out"; exit 1; fi

vet:
	$(GO) vet ./...

lint:
	$(GO) run $(STATICCHECK) ./...

test:
	$(GO) test ./...

# -short leaves out what takes long under the race detector, which needs a C
# compiler; without one, all tests run without it.
race:
	@if command -v $$($(GO) env CC) >/dev/null; then \
	  $(GO) test -race -short ./... && $(GO) test ./internal/feed; \
	else echo "no C compiler: tests run without the race detector"; $(GO) test ./...; fi

# Scores against annotated data that lies beside the repository, when it does.
score: build
	@SHARED=$(SHARED) bash .ci/score

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Every fuzz test for FUZZTIME.
fuzz:
	@set -e; for pkg in $$($(GO) list ./...); do \
	  for name in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "$$pkg $$name"; $(GO) test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s $$pkg; \
	  done; done
