# Two commands: `make kit` builds the example workplaces into output/, `make test` runs all tests.
# Both set up everything they need and are quick the second time.

PYTHON ?= python3
BIN := .venv/bin
PRINT_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := poppler-utils chromium pdftk-java default-jre-headless libreoffice-writer

.PHONY: kit test soak schema messages clean

kit: .venv/kit
	$(BIN)/python build.py

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2

# Twenty thousand hostile workplace files: no traceback, none takes two seconds, every problem has its place (minutes).
soak: .venv/test
	$(BIN)/python -m pytest -s tests/soak

.venv/kit: pyproject.toml constraints.txt setup/system-packages.sh
	sh setup/system-packages.sh $(PRINT_PACKAGES)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/test: .venv/kit
	sh setup/system-packages.sh $(TEST_PACKAGES)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

# The schema that lets editors complete and explain the keys of the YAML files.
schema: .venv/kit
	$(BIN)/python -m talsammen.schema docs

clean:
	rm -rf output .cache

# Gathers the interface words of code and layouts into content/da/messages.po; then translate the new ones.
messages: .venv/test
	$(BIN)/pybabel -q extract -F setup/babel.cfg -k say -k _ --no-location --omit-header -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -o content/da/messages.po -l da --no-fuzzy-matching --omit-header
