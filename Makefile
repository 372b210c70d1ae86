# Everything one does with a clone of Diglot. It needs Python 3.11 or newer, make and git; `make help` tells more.

BIN := .venv/bin

# A stamp is named after what it stands for: this folder, the lock and the project file. It goes stale when one of them changes, not by its age.
key = $(shell { pwd -P; cat pyproject.toml $(1); } | cksum | tr ' ' -)
SITE_STAMP := .venv/site-$(call key,requirements.lock)
TEST_STAMP := .venv/test-$(call key,requirements.lock requirements-dev.lock)

# Installs exactly what a lock says, then Diglot itself with a build back end that came from the lock too. Locks are whole, so nothing is looked up for them.
install = $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install --no-deps

# Tests that need the real articles beside the repository find them here, and skip without.
ifeq ($(origin DIGLOT_SHARED),undefined)
ifneq ($(wildcard ../shared/.),)
export DIGLOT_SHARED := $(abspath ../shared)
endif
endif

.DEFAULT_GOAL := site
.PHONY: site test bench screenshots env dev tools lock clean help
.SUFFIXES:

site: $(SITE_STAMP) ## build this repository's own help site into public/ (the default)
	@$(BIN)/diglot build .
	@echo
	@echo 'To read it:  $(BIN)/diglot serve'

test: ## run all tests, style and types included; ARGS="-k name -n 0" goes to pytest
	@# Debian packages are installed beside those of Python: neither needs the other.
	@$(MAKE) -j 2 --no-print-directory dev tools
	@# Where Python may not keep what it compiles, each of the hundreds of commands that tests run would compile Diglot anew.
	@$(BIN)/python -m compileall -q generator/diglot
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

bench: $(SITE_STAMP) ## measure builds and checks; PEERS=1 against Hugo and Pagefind, CORPUS=folder on real articles, GROWTH=1 how cost grows
	@PYTHONPATH=generator:tests $(BIN)/python -m bench.run $(if $(GROWTH),growth,cases $(if $(PEERS),--peers) $(if $(CORPUS),--corpus '$(CORPUS)')) $(ARGS)

screenshots: dev tools ## take the pictures of the README anew
	@$(BIN)/python tests/screenshots.py

env: $(SITE_STAMP) ## only make .venv with what `site` needs; PYTHON=python3.12 chooses the Python

dev: $(TEST_STAMP) ## only make .venv with what `test` needs

lock: ## renew requirements*.lock after a change of pyproject.toml (needs uv); ARGS=--upgrade takes new versions
	@uv pip compile $(lockflags) $(ARGS) --group build -o requirements.lock pyproject.toml
	@uv pip compile $(lockflags) $(ARGS) --group build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove everything that was made: .venv, public, caches
	rm -rf .venv public .diglot .bench dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' Makefile

# Universal: one lock for every system and Python. No index or host is named, so pip's own settings decide where packages come from.
lockflags = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

$(SITE_STAMP): | $(BIN)/python
	@echo 'Installing the locked packages into .venv (once)'
	@$(install) --require-hashes -r requirements.lock
	@$(install) --no-build-isolation -e .
	@rm -f .venv/site-* && touch $@

# Its lock holds the other one, so one installation does for both.
$(TEST_STAMP): | $(BIN)/python
	@echo 'Installing the locked packages and the test tools into .venv (once)'
	@$(install) --require-hashes -r requirements-dev.lock
	@$(install) --no-build-isolation -e .
	@rm -f .venv/site-* .venv/test-* && touch $(SITE_STAMP) $@

$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'Diglot needs Python 3.11 or newer, and $(or $(PYTHON),python3) is older or missing: install it, or name it with `make PYTHON=/path/to/python3.11`' >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "The venv module of $$found is missing: on Debian and Ubuntu \`apt-get install python3-venv\` brings it" >&2; exit 1; \
	fi; \
	echo "Making .venv with $$("$$found" --version)"; \
	"$$found" -m venv --clear .venv || { rm -rf .venv; exit 1; }

# Browser tests need Chromium and letters to draw, those of publishing OpenSSH, nginx and OpenStack Swift, which they start themselves. Where they cannot be installed those tests skip, and say so. Chromium without windows needs a third of the processor time; not every system has it. A machine that starts services would start the first two once they are installed, so there it is up to its owner; of Swift this is only the library.
tools:
	@missing= lighter=; \
	command -v chromium >/dev/null || missing='chromium'; \
	fc-list :lang=ar 2>/dev/null | grep -q . || missing="$$missing fonts-noto-core"; \
	fc-list :lang=ja 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk"; \
	[ -e /usr/lib/python3/dist-packages/swift ] || missing="$$missing python3-swift"; \
	if [ ! -d /run/systemd/system ]; then \
	  [ -x /usr/sbin/sshd ] || missing="$$missing openssh-server"; \
	  [ -x /usr/sbin/nginx ] || missing="$$missing nginx-light"; \
	  [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing="$$missing libnginx-mod-http-brotli-static"; \
	fi; \
	command -v chromium-headless-shell >/dev/null || lighter=chromium-headless-shell; \
	if [ -z "$$missing$$lighter" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq; apt-cache show "$$lighter" >/dev/null 2>&1 || lighter=; \
	  if [ -z "$$missing$$lighter" ]; then exit 0; fi; \
	  echo "Installing $$missing $$lighter"; export DEBIAN_FRONTEND=noninteractive; \
	  if apt-get install -qq --no-install-recommends fontconfig $$missing $$lighter >/dev/null; then exit 0; fi; \
	fi; \
	if [ -n "$$missing" ]; then echo "Not installed: $$missing. Tests that need them will be skipped." >&2; fi
