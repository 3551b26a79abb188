# `make demo` and `make test` are all a newcomer needs; both create the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Over the machine's cores; no test needs another, and what shares a costly fixture is a group.
SPREAD := -n auto --maxprocesses 4 --dist loadgroup

# Most tests start processes. Where the environment forbids Python to keep what it compiled, each compiles all of the
# project anew, 0.5 s a process: it is kept, and out of the tree.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(abspath $(VENV))/compiled

.PHONY: demo test quick lint types schemas golden lock train docs coverage hooks clean

demo: $(VENV)/.installed
	@$(BIN)/python examples/demo.py

# Every check runs whatever the others say, so that no failure hides another; the exit code is the sum. Tests with a
# Prefect server mostly wait, so they run beside the rest. Code 5 of pytest: nothing was selected (by PYTEST_ADDOPTS).
test: $(VENV)/.installed
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m server > $(VENV)/server-tests.log 2>&1 & server=$$!; sum=0; \
	$(MAKE) --no-print-directory lint || sum=$$((sum + 1)); \
	$(MAKE) --no-print-directory types || sum=$$((sum + 1)); \
	$(BIN)/python -m pytest $(SPREAD) -m "not server"; rest=$$?; \
	wait $$server; served=$$?; cat $(VENV)/server-tests.log; \
	for code in $$rest $$served; do [ $$code -eq 5 ] || sum=$$((sum + code)); done; \
	[ $$rest$$served != 55 ] || sum=$$((sum + 5)); exit $$sum

quick: $(VENV)/.installed
	@sum=0; $(MAKE) --no-print-directory lint || sum=$$((sum + 1)); \
	$(MAKE) --no-print-directory types || sum=$$((sum + 1)); \
	$(BIN)/python -m pytest $(SPREAD) -m "not slow and not server" || sum=$$((sum + $$?)); exit $$sum

lint: $(VENV)/.installed
	@sum=0; $(BIN)/ruff check . || sum=$$((sum + 1)); $(BIN)/ruff format --check . || sum=$$((sum + 1)); exit $$sum

types: $(VENV)/.installed
	$(BIN)/mypy

schemas: $(VENV)/.installed
	$(BIN)/python tools/write_schemas.py
	$(BIN)/python tools/write_options.py

golden: $(VENV)/.installed
	$(BIN)/python tools/write_golden.py

lock:
	uv pip compile --no-emit-index-url --no-header --no-annotate pyproject.toml --extra dev -o requirements.lock
	uv pip compile --no-emit-index-url --no-header --no-annotate pyproject.toml --extra docs -c requirements.lock -o requirements-docs.lock

# The site of the documents, built without the network: open site/index.html.
docs: $(VENV)/.docs
	$(BIN)/mkdocs build --quiet
	@echo "site/index.html"

# What of the code the quick tests go through; it fails below the floor, `fail_under` in pyproject.toml.
coverage: $(VENV)/.installed
	$(BIN)/python -m pytest -q $(SPREAD) -m "not slow and not server" --cov --cov-report=term:skip-covered

hooks: $(VENV)/.installed
	$(BIN)/pre-commit install

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -e .
	@touch $@

# Every packaged model, from a folder in the format of training/README.md.
train: $(VENV)/.installed
	@$(BIN)/python -m training $(DATA)

$(VENV)/.docs: $(VENV)/.installed requirements-docs.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-docs.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis
