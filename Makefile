# One command opens the app, one runs every test. Everything they need they set up themselves.

VENV := .venv
PYTHON := $(VENV)/bin/python

.PHONY: app test lint types contracts unit sample benchmarks pictures clean help

help:  ## List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /: /'

app: $(VENV)/.runtime  ## Set up, build the sample city if nothing is published, open the dashboard
	@$(PYTHON) -m housing sample --only-if-none
	@echo "Holdfast is at http://127.0.0.1:8501 (stop it with Ctrl+C)"
	@$(PYTHON) -m streamlit run app.py

test: $(VENV)/.development  ## Set up, then lint, types, contracts and every test
	@$(MAKE) --no-print-directory lint types contracts unit

lint: $(VENV)/.development
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

types: $(VENV)/.development
	$(VENV)/bin/mypy

contracts: $(VENV)/.development
	$(VENV)/bin/lint-imports

unit: $(VENV)/.development
	@browser="$$(sh scripts/find_browser.sh $(PYTHON))" || { [ -z "$$CI" ] || exit 1; }; \
	 HOLDFAST_BROWSER="$$browser" $(PYTHON) -m pytest

sample: $(VENV)/.runtime  ## Build and publish the fictional sample city
	$(PYTHON) -m housing sample

benchmarks: $(VENV)/.development  ## Print every speed claim as a ratio
	$(PYTHON) -m benchmarks

pictures: $(VENV)/.development  ## Take the README's pictures again
	HOLDFAST_BROWSER="$$(sh scripts/find_browser.sh $(PYTHON))" $(PYTHON) scripts/take_pictures.py

clean:  ## Remove the environment and caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.runtime: requirements.txt scripts/environment.sh
	@sh scripts/environment.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.development: requirements.txt requirements-dev.txt scripts/environment.sh
	@sh scripts/environment.sh $(VENV) requirements-dev.txt
	@touch $(VENV)/.runtime $@
