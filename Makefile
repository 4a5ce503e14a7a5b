# Détente. `make run` and `make test` do all of their own set-up on Debian with the Swift toolchain.
PREFIX ?= /usr/local
# On a terminal the compiler would be told of colours: another command, and all compiled again where the next has none.
RELEASE = swift build -c release --static-swift-stdlib --disable-local-rpath --no-color-diagnostics --product detente
LIBRARIES = libncursesw5-dev libsimdjson-dev libyaml-dev zlib1g-dev
TOOLS = curl jq python3 rsync shellcheck tmux

.PHONY: run build test check layers budgets bench soak fuzz install install-texts clean libraries tools

run: build
	.build/release/detente

build: libraries
	$(RELEASE)

# All that guards: layout, layers, budgets, imports, tests. What the README and the manual tell of the program is tested.
test: libraries tools layers budgets
	swift format lint --strict -r Package.swift Sources Tests
	swift build --build-tests --explicit-target-dependency-import-check error
	sh Tests/run.sh

# And the tests that start the program on other days.
check: test
	sh Tests/days.sh

layers:
	sh Tests/layers.sh

budgets: tools
	python3 Tests/budgets.py

bench: build
	cc -O2 -o .build/floor Tests/Bench/floor.c -lncursesw -ltinfo
	python3 Tests/Bench/bench.py .build/release/detente .build/floor
	c++ -O2 -o .build/simdjson Tests/Bench/simdjson.cpp -lsimdjson
	[ -x .build/bench/bin/python ] || python3 -m venv .build/bench
	.build/bench/bin/pip -q install orjson polars
	.build/bench/bin/python Tests/Bench/reading.py .build/release/detente .build/simdjson

# 2,000 writers that stall, against the running program, and files that want all memory; takes some minutes.
soak: build
	python3 Tests/Bench/stalls.py .build/release/detente 2000 40
	python3 Tests/Bench/hostile.py .build/release/detente

# Every reader and grammar on changed fixtures, under the address sanitizer, for so many seconds in all; not in CI.
FUZZ_SECONDS = 600
FUZZ_SEED = 1
# Swift keeps marks in pointers, so that the sanitizer takes globals for leaks: the program itself looks at its memory.
FUZZ_OPTIONS = ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16 SWIFT_BACKTRACE=enable=no
fuzz: libraries
	DETENTE_FUZZ=1 swift build -c release --sanitize address --scratch-path .build/fuzz -Xswiftc -enable-testing \
		--product Fuzz
	$(FUZZ_OPTIONS) .build/fuzz/release/Fuzz . $(FUZZ_SECONDS) $(FUZZ_SEED)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 .build/release/detente $(DESTDIR)$(PREFIX)/bin/detente
	$(MAKE) install-texts PROGRAM="$(DESTDIR)$(PREFIX)/bin/detente"

# Completions and manual pages, from the program itself.
PROGRAM = .build/release/detente
SHARE = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash-completion/completions/detente:bash zsh/site-functions/_detente:zsh \
	fish/vendor_completions.d/detente.fish:fish
MANUALS = man1/detente.1:detente man5/detente-desk.5:desk man5/detente-config.5:config \
	man5/detente-alerts.5:alerts man7/detente-index.7:index man7/detente-feeds.7:feeds

install-texts:
	set -e; for item in $(COMPLETIONS); do \
	  install -D -m 644 /dev/null "$(SHARE)/$${item%:*}"; \
	  "$(PROGRAM)" --generate-completion-script $${item#*:} > "$(SHARE)/$${item%:*}"; \
	done; for item in $(MANUALS); do \
	  install -D -m 644 /dev/null "$(SHARE)/man/$${item%:*}"; \
	  "$(PROGRAM)" manual $${item#*:} --roff > "$(SHARE)/man/$${item%:*}"; \
	done

# A Debian package, and a tarball that runs wherever it is unpacked: what `make install` installs, in .build/package.
.PHONY: deb tarball check-package
PACKAGE = .build/package

deb:
	@sh Tests/packages.sh dpkg-dev
	rm -rf $(PACKAGE)/deb $(PACKAGE)/*.deb
	$(MAKE) install PREFIX=/usr DESTDIR='$(CURDIR)/$(PACKAGE)/deb'
	sh Packaging/deb.sh $(PACKAGE)/deb $(PACKAGE)

tarball:
	@sh Tests/packages.sh patchelf
	rm -rf $(PACKAGE)/tarball $(PACKAGE)/*.tar.gz
	$(MAKE) install PREFIX= DESTDIR='$(CURDIR)/$(PACKAGE)/tarball'
	sh Packaging/tarball.sh $(PACKAGE)/tarball $(PACKAGE)

# Installs both into clean systems and runs them there; as root or through sudo, and not in CI: it fetches a Debian.
check-package: deb tarball
	@sh Tests/packages.sh debootstrap lintian
	$$([ "$$(id -u)" = 0 ] || echo sudo) unshare --mount sh Packaging/check.sh \
		$(PACKAGE)/*.deb $(PACKAGE)/*.tar.gz '$(CURDIR)/$(PACKAGE)/systems'

clean:
	swift package clean

libraries:
	@sh Tests/packages.sh $(LIBRARIES)

tools:
	@sh Tests/packages.sh $(TOOLS)
