# Every target installs what it needs into .venv first; nothing else on the machine is touched,
# but for python3-venv and Chromium, which are asked of apt-get when they are missing and we may.
.DEFAULT_GOAL := help
.PHONY: help install demo demo-thanh-hoa stop test check bench load fuzz lock chromium clean
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= $(shell for p in python3.11 /usr/bin/python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DEMO_PORT ?= 8000
NEIGHBOUR_PORT ?= 8001
WORKERS ?= 2
# The tests decide their own settings: nothing of the operator's leaks in. What is compiled is kept:
# each worker and each process that a test starts would else compile all of it again.
CLEAN = env -u PYTHONDONTWRITEBYTECODE $$(env | sed -nE 's/^((CONGVU|DATABASE)_[A-Z_]+)=.*/-u \1/p')

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# --- installing --------------------------------------------------------------------------

install: .venv/.runtime  ## The product into .venv

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is missing: apt-get install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv is missing: apt-get install python3-venv"; \
	  test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv .venv

# The packages are pinned by hash and taken as wheels; the product itself is a path, not a build.
.venv/.runtime: requirements/runtime.txt | .venv/bin/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@echo '$(CURDIR)' > "$$($(BIN)/python -c 'import site; print(site.getsitepackages()[0])')/congvu.pth"
	@printf '#!%s\nfrom congvu.cli.__main__ import main\nmain()\n' '$(CURDIR)/$(BIN)/python' > $(BIN)/congvu
	@chmod +x $(BIN)/congvu
	@touch $@

.venv/.dev: requirements/dev.txt requirements/runtime.txt | .venv/.runtime
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/runtime.txt -r $<
	@touch $@

# Debian's headless shell takes two thirds of the time of the whole browser (ADR 0033); either will do.
chromium:  # the browser tests drive the system's own
	@command -v chromium-headless-shell >/dev/null || { \
	  test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium-headless-shell; } || \
	command -v chromium chromium-browser >/dev/null || { \
	  test "$$(id -u)" = 0 && apt-get install -y -qq chromium; } || { \
	  echo "Chromium is missing: apt-get install chromium-headless-shell (or chromium)"; exit 1; }

# --- running -----------------------------------------------------------------------------

demo: export CONGVU_DEMO := 1
demo: export CONGVU_PROVINCE := tỉnh Khánh Hòa
demo: export CONGVU_FIXED_CLOCK := 2026-11-23T14:32:00+07:00
demo: export CONGVU_VAR := $(CURDIR)/var/demo
demo: .venv/.runtime  ## A province on http://localhost:8000 (DEMO_PORT), until Ctrl-C
	$(BIN)/congvu database start
	$(BIN)/congvu database migrate
	$(BIN)/congvu demo load
	$(BIN)/congvu serve --port $(DEMO_PORT)

demo-thanh-hoa: export CONGVU_DEMO := 1
demo-thanh-hoa: export CONGVU_PROVINCE := tỉnh Thanh Hóa
demo-thanh-hoa: export CONGVU_FIXED_CLOCK := 2026-11-23T14:32:00+07:00
demo-thanh-hoa: export CONGVU_VAR := $(CURDIR)/var/demo-thanh-hoa
demo-thanh-hoa: .venv/.runtime  ## The neighbour, which adopted our toolkit, on http://localhost:8001 (NEIGHBOUR_PORT)
	$(BIN)/congvu database start
	$(BIN)/congvu database migrate
	$(BIN)/congvu demo load --province thanh-hoa
	$(BIN)/congvu serve --port $(NEIGHBOUR_PORT)

stop: .venv/.runtime  ## Stop the demos' databases
	for var in demo demo-thanh-hoa; do \
	  CONGVU_DEMO=1 CONGVU_VAR=$(CURDIR)/var/$$var $(BIN)/congvu database stop; done

# --- judging -----------------------------------------------------------------------------

# law/ and engine/ are covered by their own tests alone; counting branches under the pages' tests as
# well, or under whole provinces in every backend, would double their time and tell nothing more.
CORE = tests/kernel tests/law tests/engine tests/rules
PYTEST = $(CLEAN) $(BIN)/pytest --dist worksteal
# The others wait for a browser, a server or the database a third of the time: one worker more.
WAITING ?= $(shell expr $(WORKERS) + 1)

test: check chromium  ## Everything that must hold, every branch of law/ and engine/ taken
	$(PYTEST) -n $(WORKERS) $(CORE) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100
	$(PYTEST) -n $(WAITING) tests $(CORE:%=--ignore=%)

check: .venv/.dev  ## What can be told without running it
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@! grep -nE '://|index-url' requirements/* || { echo "requirements/ must name no registry"; exit 1; }
	@! git ls-files 2>/dev/null | grep -E '(^|/)(uv\.lock|pylock\.toml)$$' || { echo "the lock is requirements/*.txt"; exit 1; }
	$(CLEAN) $(BIN)/mypy & types=$$!; \
	  { found=$$($(CLEAN) $(BIN)/pytest --collect-only tests) || { echo "$$found" | tail -n 60; false; }; } & tests=$$!; \
	  told=0; { $(BIN)/lint-imports --no-logo && $(CLEAN) $(BIN)/python -m tests.house; } || told=$$?; \
	  wait $$types; wait $$tests; exit $$told

bench: .venv/.dev  ## Speed, printed: the engine, closing a month, packages, the linter, imports, one sign-in, search, a room, a comparison, reminders, papers
	$(CLEAN) $(BIN)/python -m bench.engine
	$(CLEAN) $(BIN)/python -m bench.close
	$(CLEAN) $(BIN)/python -m bench.toolkit
	$(CLEAN) $(BIN)/python -m bench.lint
	$(CLEAN) $(BIN)/python -m bench.lists
	$(CLEAN) $(BIN)/python -m bench.signin
	$(CLEAN) $(BIN)/python -m bench.search
	$(CLEAN) $(BIN)/python -m bench.room
	$(CLEAN) $(BIN)/python -m bench.reconcile
	$(CLEAN) $(BIN)/python -m bench.reminders
	$(CLEAN) $(BIN)/python -m bench.papers

load: .venv/.runtime  ## A real server with 40,000 people: each page alone, then forty readers at once, a third writing
	$(CLEAN) $(BIN)/python -m bench.load

fuzz: .venv/.dev  ## All backends against the oracle on 20,000 provinces, 20,000 spoilt rule texts, 10,000 spoilt files, every case of the access matrix, 100,000 acts after a publication
	$(CLEAN) CONGVU_FUZZ=20000 $(BIN)/pytest -n $(WORKERS) tests/engine/property tests/provinces_whole tests/engine/language/test_hostile.py
	$(CLEAN) CONGVU_FUZZ=10000 $(BIN)/pytest -n $(WORKERS) tests/exchange/intake/test_receiving.py \
	  tests/exchange/evidence/test_looking.py tests/faces/test_task_files.py
	$(CLEAN) CONGVU_FUZZ=1 $(BIN)/pytest -n $(WORKERS) tests/faces/access/test_matrix.py
	$(CLEAN) CONGVU_FUZZ=100000 $(BIN)/pytest tests/apps/evaluation/test_standing_values.py

lock: .venv/bin/python  ## Pin the newest versions that fit requirements/*.in
	@command -v uv >/dev/null || { echo "uv is missing: python -m pip install uv"; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --upgrade requirements/runtime.in -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --upgrade requirements/dev.in -o requirements/dev.txt

clean:  ## Everything that was made here, but for var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
