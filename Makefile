# One command opens the app, one runs every test. Everything they need they set up themselves.

VENV := .venv
PYTHON := $(VENV)/bin/python

.PHONY: app test lint types contracts unit sample benchmarks coverage mutants pictures clean help

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
	@sh scripts/install_koop.sh || [ -z "$$CI" ]
	@browser="$$(sh scripts/find_browser.sh $(PYTHON))" || { [ -z "$$CI" ] || exit 1; }; \
	 HOLDFAST_BROWSER="$$browser" $(PYTHON) -m pytest --numprocesses 2 --dist loadfile

sample: $(VENV)/.runtime  ## Build and publish the fictional sample city
	$(PYTHON) -m housing sample

benchmarks: $(VENV)/.development  ## Print every speed claim as a ratio
	$(PYTHON) -m benchmarks

coverage: $(VENV)/.development  ## Show which branches of the rules no test takes
	@$(PYTHON) -m coverage run -m pytest tests/test_covenants_*.py tests/test_scoring_*.py tests/test_edge_cases_*.py tests/factors tests/notices tests/signals
	@$(PYTHON) -m coverage report

mutants: $(VENV)/.development  ## Change the rules one by one and list what no test notices (hours)
	@for package in covenants factors notices scoring; do $(PYTHON) scripts/mutants.py run $$package || exit 1; done
	@$(PYTHON) scripts/mutants.py report
	@$(PYTHON) scripts/mutated_numbers.py

pictures: $(VENV)/.development  ## Take the README's pictures again
	HOLDFAST_BROWSER="$$(sh scripts/find_browser.sh $(PYTHON))" $(PYTHON) scripts/take_pictures.py

clean:  ## Remove the environment and caches; data stays
	rm -rf $(VENV) tests/koop/node_modules mutants .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.runtime: requirements.txt scripts/environment.sh
	@sh scripts/environment.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.development: requirements.txt requirements-dev.txt scripts/environment.sh
	@sh scripts/environment.sh $(VENV) requirements-dev.txt
	@touch $(VENV)/.runtime $@
