# The commands of the house. A machine with Python >= 3.11, git and make has all that is needed.
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.installed-run
DEV := .venv/.installed-dev

.PHONY: help demo test install check bench lock screenshots clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(RUN)  ## made-up data of the report's reach, served on this machine
	@$(BIN)/bouwstenen demo

test: $(DEV)  ## the whole test suite, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest

install: $(RUN)  ## what the platform needs, in .venv

check: $(DEV)  ## ruff, mypy, import-linter, djlint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint --quiet

bench: $(DEV)  ## measures ratios; writes nothing that is committed
	$(BIN)/python -m tests.bench

screenshots: $(DEV)  ## the pictures in docs/screenshots, made again
	$(BIN)/python -m tests.screenshots

lock: $(DEV)  ## the lock files again, from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet -o requirements/run.txt

clean:  ## what was installed and filled; never the instruments
	rm -rf .venv var

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Bouwstenen in .venv …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
