# `make extract` sets everything up and runs the main job over corpus/; `make test` sets everything
# up and passes the tests.  Both need Python 3.11 or later and make, nothing else.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: help extract test lint format lab docs notebooks score bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "minutes needs Python 3.11 or later; this is %d.%d. Try: make PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv

.venv/core: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/full: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[cluster,notebook,test,lint]'
	@touch .venv/core $@

extract: .venv/core ## set up, and run the main job over corpus/ into out/
	$(BIN)/python -m minutes extract corpus -o out

test: .venv/full ## set up, and run all tests
	$(BIN)/python -m pytest

lint: .venv/full ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/full ## rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: .venv/core ## measure the tables against the annotations of corpus/
	$(BIN)/python -m minutes extract corpus -o out
	$(BIN)/python -m minutes score out tests/gold

notebooks: .venv/full ## run the notebooks anew from their scripts, and keep their outputs
	for script in notebooks/*.py; do $(BIN)/jupytext --quiet --to ipynb --execute --run-path . $$script || exit 1; done

bench: .venv/full ## measure stages, whole runs and start-up, into docs/performance.md (half an hour)
	$(BIN)/python benchmarks/bench.py $(if $(PEERS),--peers-from $(PEERS)) $(FILES)

lab: .venv/full ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir notebooks

clean: ## remove what the other targets made
	rm -rf .venv out
