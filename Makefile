# Three commands: `make kit` builds the example workplaces into output/, `make test` runs all tests, `make bench` measures.
# All set up everything they need and are quick the second time.

PYTHON ?= python3
BIN := .venv/bin
PRINT_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := poppler-utils chromium pdftk-java default-jre-headless libreoffice-writer

INSTALL := $(BIN)/pip install -q --disable-pip-version-check
LOCKED := --require-hashes --only-binary :all:

.PHONY: kit test soak bench schema messages lock clean

kit: .venv/kit
	$(BIN)/python build.py

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2

# What building costs (benchmarks/README.md): two and a half hours. make bench GROUPS="start site", WORKPLACES=2, or SIZE=10000.
bench: .venv/bench
	$(BIN)/python -m benchmarks $(GROUPS) $(if $(WORKPLACES),--workplaces $(WORKPLACES)) $(if $(SIZE),--size $(SIZE))

# Twenty thousand hostile workplace files: no traceback, none takes two seconds, every problem has its place (minutes).
# Then builds that are killed or refused in their midst.
soak: .venv/test
	$(BIN)/python -m pytest -s tests/soak

.venv/kit: pyproject.toml requirements.lock setup/system-packages.sh
	sh setup/system-packages.sh $(PRINT_PACKAGES)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) $(LOCKED) -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/test: .venv/kit requirements-test.lock
	sh setup/system-packages.sh $(TEST_PACKAGES)
	$(INSTALL) $(LOCKED) -r requirements-test.lock
	touch $@

.venv/bench: .venv/test
	sh setup/system-packages.sh chromium
	$(INSTALL) -e ".[bench]"
	touch $@

# The schema that lets editors complete and explain the keys of the YAML files.
schema: .venv/kit
	$(BIN)/python -m talsammen.schema docs

# Writes the exact versions and the hashes of all their files anew. `make lock NEWER=--upgrade` takes the newest of each.
lock: .venv/kit
	$(INSTALL) uv
	sh setup/lock.sh $(BIN)/uv $(NEWER)

clean:
	rm -rf output .cache

# Gathers the interface words of code and layouts into content/da/messages.po; then translate the new ones.
messages: .venv/test
	$(BIN)/pybabel -q extract -F setup/babel.cfg -k say -k _ --no-location --omit-header -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -o content/da/messages.po -l da --no-fuzzy-matching --omit-header
