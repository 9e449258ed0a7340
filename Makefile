# Two commands: `make kit` builds the example workplaces into output/, `make test` runs all tests.
# Both set up everything they need and are quick the second time.

PYTHON ?= python3
BIN := .venv/bin
PRINT_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := poppler-utils chromium

.PHONY: kit test schema clean

kit: .venv/kit
	$(BIN)/python build.py

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n 2

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
