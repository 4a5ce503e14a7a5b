# Détente. `make run` and `make test` do all of their own set-up on Debian with the Swift toolchain.
PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib --disable-local-rpath --product detente
LIBRARIES = libncursesw5-dev libsimdjson-dev libyaml-dev zlib1g-dev
TOOLS = tmux
TESTS = timeout -k 10 900 swift test --skip-build --no-parallel 2>&1 | sh Tests/summary.sh

.PHONY: run build test check layers bench install clean libraries tools

run: build
	.build/release/detente

build: libraries
	$(RELEASE)

test: libraries tools layers
	swift build --build-tests
	$(TESTS)

check: libraries tools layers
	swift format lint --strict -r Package.swift Sources Tests
	swift build --build-tests --explicit-target-dependency-import-check error
	$(TESTS)

layers:
	sh Tests/layers.sh

bench: build
	cc -O2 -o .build/floor Tests/Bench/floor.c -lncursesw -ltinfo
	python3 Tests/Bench/bench.py .build/release/detente .build/floor
	c++ -O2 -o .build/simdjson Tests/Bench/simdjson.cpp -lsimdjson
	[ -x .build/bench/bin/python ] || python3 -m venv .build/bench
	.build/bench/bin/pip -q install orjson polars
	.build/bench/bin/python Tests/Bench/reading.py .build/release/detente .build/simdjson

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 .build/release/detente $(DESTDIR)$(PREFIX)/bin/detente

clean:
	swift package clean

libraries:
	@sh Tests/packages.sh $(LIBRARIES)

tools:
	@sh Tests/packages.sh $(TOOLS)
