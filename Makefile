# The commands of the house. A machine with Python >= 3.11, git and make has all that is needed.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11, \
  $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
TEST_WORKERS ?= auto
BIN := .venv/bin
VENV := .venv/.made
RUN := .venv/.installed-run
DEV := .venv/.installed-dev
# What browsers get of others; made again only when its lock or its code changes.
VENDOR := static/vendor/.made
VENDOR_SOURCES := package.json package-lock.json .npmrc $(wildcard frontend/*.py)
# Quiet but for errors.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check install
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
  --no-annotate --no-emit-index-url --no-emit-find-links --no-config --quiet

# A .venv whose Python is gone (moved, or the system's was upgraded) is made again.
ifeq ($(shell test -e $(VENV) && ! $(BIN)/python -c '' 2>/dev/null && echo gone),gone)
$(shell rm -f $(VENV))
endif

.PHONY: help demo test install check bench screenshots texts lock rehearse clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: _say_demo $(RUN) $(VENDOR)  ## made-up data of the report's reach, served on this machine
	@$(BIN)/bouwstenen demo $(if $(PORT),--port $(PORT))

.PHONY: _say_demo
_say_demo:
	@echo "Demo: installs in .venv (once), fills var/ with made-up data (once), serves on this machine."

test: $(DEV)  ## the whole test suite, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n $(TEST_WORKERS)

install: $(RUN) $(VENDOR)  ## what the platform needs, in .venv
	@echo "Installed: $(BIN)/bouwstenen"

check: $(DEV)  ## ruff, mypy, import-linter, djlint; all of them, also when one complains
	@failed=; for tool in "ruff check --quiet ." "ruff format --check ." "mypy" \
	  "lint-imports --no-logo" "djlint templates --lint --quiet"; do \
	  echo "$$tool"; $(BIN)/$$tool || failed="$$failed $${tool%% *}"; done; \
	  test -z "$$failed" || { echo "Complaints of:$$failed"; exit 1; }

bench: $(DEV)  ## measures ratios; writes nothing that is committed
	@$(BIN)/python -m tests.bench

screenshots: $(DEV)  ## the pictures in docs/screenshots, made again
	@$(BIN)/python -m tests.screenshots

texts: $(DEV)  ## the texts of all languages, with new ones left empty to translate
	@$(BIN)/python -m tests.i18n.catalogues

rehearse:  ## both commands in a fresh clone with an empty home, timed
	@bash tests/house/rehearse.sh

lock: $(DEV)  ## the lock files again, from pyproject.toml; UPGRADE=--upgrade takes newer versions
	@$(PIP) --require-hashes -r requirements/lock.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev --group build -o requirements/dev.txt
	$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	$(COMPILE) --group build -c requirements/dev.txt -o requirements/build.txt
	$(COMPILE) $(UPGRADE) --group lock -o requirements/lock.txt
	$(COMPILE) $(UPGRADE) --group node -o requirements/node.txt
	@$(BIN)/python -m frontend --lock

clean:  ## what was installed and cached; never the data in var/
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist

$(VENV):
	@test -n "$(PYTHON)" || { echo "Bouwstenen needs Python 3.11 or newer, and found none on the PATH."; \
	  echo "Where it stands elsewhere: make PYTHON=/path/to/python3 …"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bouwstenen needs Python 3.11 or newer; $(PYTHON) is not."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make a virtual environment (on Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) …"
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@touch $@

$(RUN): $(VENV) requirements/run.txt requirements/build.txt pyproject.toml
	@echo "Installing Bouwstenen in .venv (the first time about a minute) …"
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENDOR): $(VENV) requirements/node.txt $(VENDOR_SOURCES)
	@$(BIN)/python -m frontend
	@touch $@

$(DEV): $(RUN) $(VENDOR) requirements/dev.txt
	@echo "Installing what the tests need (the first time about a minute) …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m frontend --tests
	@touch $@
