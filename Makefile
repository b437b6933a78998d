# `make site` builds the site of offerings/, `make test` runs the whole suite. Both set up all they need by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OFFERINGS ?= offerings
SITE ?= site

# Nothing of the caller's Python leaks in.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.PHONY: help site serve test format lock clean lighthouse messages bench

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## (.*)/make \1  \t\2/'

site: $(VENV)/.runtime ## Check offerings/ and build site/
	$(BIN)/catalogue check --offerings $(OFFERINGS)
	$(BIN)/catalogue build --offerings $(OFFERINGS) --site $(SITE)
	@echo "To look at it: make serve"

serve: $(VENV)/.runtime ## Show the built site on this computer
	$(BIN)/catalogue serve --site $(SITE)

test: $(VENV)/.test ## Install what the tests need and run the whole suite
	@sh tests/system-packages.sh
	@$(MAKE) --no-print-directory tests/node_modules/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist worksteal -m core --cov --cov-report=
	$(BIN)/coverage json --quiet -o .coverage.json
	$(BIN)/python tests/full_coverage.py .coverage.json
	$(BIN)/pytest -n 2 --dist worksteal -m "not core"

format: $(VENV)/.test ## Put the code into the one format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# The interpreter's own venv module, or Debian's package of it, or one line that says what is missing.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12 …" >&2; exit 3; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); sh tests/system-packages.sh python3-venv && $(PYTHON) -m venv $(VENV); } || { rm -rf $(VENV); echo "Python cannot make a private environment here; install it with: apt-get install python3-venv" >&2; exit 3; }

$(VENV)/.runtime: requirements.lock pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# jstyleson, which extruct needs, has no wheel; it is one file of plain Python.
$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-binary jstyleson -r requirements-test.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-bench.lock
	@touch $@

# Checkers of pages come from npm; where it is missing or cannot fetch them, the tests that need them say so and are skipped.
tests/node_modules/.package-lock.json: tests/package-lock.json
	@npm ci --prefix tests --no-audit --no-fund --ignore-scripts --loglevel=silent >/dev/null 2>&1 || { rm -rf tests/node_modules; echo "The packages of tests/package.json could not be fetched; the tests that need them are skipped and listed." >&2; }

tests/lighthouse/node_modules/.package-lock.json: tests/lighthouse/package-lock.json
	npm ci --prefix tests/lighthouse --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

lighthouse: $(VENV)/.test tests/lighthouse/node_modules/.package-lock.json ## Measure the example site with Lighthouse
	@sh tests/system-packages.sh
	$(BIN)/python tests/lighthouse/run.py

bench: $(VENV)/.bench ## Measure check, build, search and formats beside Hugo, MkDocs, Pagefind and rdflib; BENCH="--sizes 100 --rounds 1" for less
	PYTHONPATH=generator:tests PATH=$(abspath $(BIN)):$$PATH $(BIN)/python -m benchmarks.bench $(BENCH)
	PYTHONPATH=generator:tests PATH=$(abspath $(BIN)):$$PATH $(BIN)/python -m benchmarks.searching $(BENCH)
	PYTHONPATH=generator:tests PATH=$(abspath $(BIN)):$$PATH $(BIN)/python -m benchmarks.formats $(BENCH)

# Babel drops the header and adds comments for each message; a translator's file keeps its header and stays plain.
messages: $(VENV)/.test ## Bring every file of translations up to date with the messages of the code
	$(BIN)/pybabel --quiet extract -F theme/translations/extraction.cfg -k say -k say_many:1,2 -k plural_forms:1,2 -k message --no-location --sort-output --omit-header -o .messages.pot .
	for file in theme/translations/*.po; do \
		header=$$(sed '/^$$/q' $$file); \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap -i .messages.pot -o $$file -l $$(basename $$file .po) && \
		{ printf '%s\n\n' "$$header"; sed -e '/^#/d' -e '$${/^$$/d;}' $$file; } > .messages.po && mv .messages.po $$file || exit; \
	done
	@rm -f .messages.pot

lock: $(VENV)/bin/python ## Pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --no-emit-find-links --no-strip-extras --upgrade --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --no-emit-find-links --no-strip-extras --upgrade --group build --group test pyproject.toml -o requirements-test.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --no-emit-find-links --no-strip-extras --upgrade --group bench -o requirements-bench.lock

clean: ## Remove what was built and the private environment
	rm -rf $(VENV) tests/node_modules tests/lighthouse/node_modules $(SITE) .$(notdir $(SITE)).lock .$(notdir $(SITE)).staging .$(notdir $(SITE)).previous .coverage .coverage.* .hypothesis .mypy_cache .ruff_cache
