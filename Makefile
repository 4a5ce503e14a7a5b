# Détente. `make run` and `make test` do all of their own set-up on Debian with the Swift toolchain.
PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib --disable-local-rpath --product detente
LIBRARIES = libncursesw5-dev libsimdjson-dev libyaml-dev zlib1g-dev
TOOLS = curl python3 rsync shellcheck tmux
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

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 .build/release/detente $(DESTDIR)$(PREFIX)/bin/detente

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
