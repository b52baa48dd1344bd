# One command each. `make help` lists them. Everything made here lies in folders that git ignores.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
T ?= tests
BIN := .venv/bin
PYTHON := $(BIN)/python
# A developer's own PYTHONPATH or virtual environment is no part of this one.
unexport PYTHONPATH VIRTUAL_ENV PYTHONHOME PYTHONDONTWRITEBYTECODE

# The stylesheet keeps only the rules whose classes occur in our templates, so these are sources of it too.
ASSETS := $(shell find motcua \( -path '*/assets/*' -o -name '*.html' -o -name '*.mjs' \) -type f 2>/dev/null) $(wildcard tools/*.mjs)
STATIC := $(shell find motcua -path '*/static/*' -type f 2>/dev/null)
MESSAGES := $(shell find motcua -name 'django.po' 2>/dev/null)

.PHONY: help run test check bench handbook format lock setup clean
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo "  PORT=8001 chooses make run's port, T=tests/web the tests of make test."

run: setup ## set up everything and serve on http://127.0.0.1:8000; Ctrl-C stops it (PORT=)
	@exec $(PYTHON) -m motcua.web.settings.cli run --port $(PORT)

test: setup ## run the tests on the embedded PostgreSQL, then those of the database on Debian's 15 (T=path)
	@tools/test $(T)

check: setup ## ruff, types, import contracts, migrations, Vietnamese, catalogue, lock files
	@$(PYTHON) -m tools.gate

bench: setup ## measure what is claimed about speed and write bench/results.json
	@$(PYTHON) -m bench

handbook: setup ## take the pictures of the handbooks in docs/use anew
	@MOTCUA_TEST_PICTURES=1 $(PYTHON) -m pytest -q tests/journeys/test_handbook.py

format: setup ## put the code in its form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: .stamps/uv ## write the lock files anew from requirements/*.in
	@for name in uv base dev; do .tools/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal \
	    --python-version 3.11 --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; done

setup: .stamps/static .stamps/messages .stamps/command ## install what is missing and build what has changed

clean: ## remove what setup made; the data in .motcua stay
	rm -rf .venv .tools .stamps node_modules build static .cache .mypy_cache .ruff_cache .pytest_cache

.stamps:
	@mkdir -p .stamps

.stamps/uv: requirements/uv.txt tools/install_uv | .stamps
	@tools/install_uv
	@touch $@

.stamps/python: .stamps/uv requirements/base.txt requirements/dev.txt
	@tools/install_python
	@touch $@

.stamps/node: .stamps/python package.json package-lock.json .npmrc
	@tools/install_node
	@touch $@

.stamps/assets: .stamps/node $(ASSETS)
	@if [ -f tools/assets.mjs ]; then echo "Building scripts and styles…"; $(BIN)/node tools/assets.mjs; fi
	@touch $@

.stamps/static: .stamps/assets $(STATIC) motcua/web/settings/base.py
	@$(PYTHON) -m motcua.web.settings.cli manage collectstatic --noinput --clear -v 0
	@touch $@

.stamps/messages: .stamps/python $(MESSAGES) tools/messages.py
	@$(PYTHON) -m tools.messages compile
	@touch $@

.stamps/command: .stamps/python
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/$(PYTHON)" -m motcua.web.settings.cli "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $(BIN)/motcua
	@chmod +x $(BIN)/motcua
	@touch $@
