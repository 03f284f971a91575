# Two commands: `make demo` and `make test`. Both work from a bare checkout and can be run twice.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test slow fast fuzz clean

$(BIN)/newsmorgue: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/newsmorgue pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(BIN)/newsmorgue
	$(BIN)/newsmorgue --archive .demo index seeds
	$(BIN)/newsmorgue --archive .demo search harbour --facets person source place --limit 3
	$(BIN)/newsmorgue --archive .demo quotes --by 'Ilse Varga' --limit 5

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m 'not slow' --cov

slow: $(VENV)/.dev
	$(BIN)/pytest -m slow

fast: $(VENV)/.dev
	$(BIN)/pytest -m 'not slow' -x -q

fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.readers.fuzz --count 100000

clean:
	rm -rf $(VENV) .demo dist
