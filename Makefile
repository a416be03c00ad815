# Earshot's commands. `make run` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Each run of a page is a thread: with a heap each, what one freed the others would not find; Arrow has its own otherwise.
export MALLOC_ARENA_MAX = 2
export ARROW_DEFAULT_MEMORY_POOL = system

.PHONY: run test check unit slow audit browser bench soak quality words pictures clean

run: $(VENV)/installed demo-where-none
	@echo "Earshot is served on http://$(ADDRESS):$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true

.PHONY: demo-where-none
demo-where-none: $(VENV)/installed
	@test -n "$(EARSHOT_WORKSPACE)$(EARSHOT_DATA)" -o -f data/workspace/workspace.json -o -f data/demo/workspace.json || { \
	  echo "Building a demo community to look at; this happens once and takes about a minute."; \
	  $(BIN)/python -m lib demo; }

test: $(VENV)/installed-dev
	@$(MAKE) --no-print-directory -j 3 -O style types sql tools
	@$(MAKE) --no-print-directory unit browser

# What the tests need besides Python, brought while the checks run.
tools:
	@sh tests/postgres/install_postgresql.sh
	@sh tests/browser/install_chromium.sh

check: $(VENV)/installed-dev
	@$(MAKE) --no-print-directory -j 2 -O style types sql

.PHONY: style types sql tools
style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types:
	$(BIN)/mypy

sql:
	$(BIN)/sqlfluff lint --disable-progress-bar lib

unit: $(VENV)/installed-dev
	@sh tests/postgres/install_postgresql.sh
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser and not slow and not spark" tests

# Large files within their memory, and the long form of the property tests.
slow: $(VENV)/installed-dev
	$(BIN)/pytest -m slow tests
	EARSHOT_TEST_TIMES=20 $(BIN)/pytest tests/unit/imports/test_imports_again.py \
	  tests/unit/imports/test_imports_merge.py tests/unit/ingest/test_ingest_mutated.py

# Known weaknesses of the dependencies; asks an index on the network, and says so where it cannot.
audit: $(VENV)/installed-dev
	$(BIN)/python -m lib licences
	@$(BIN)/python -m pip install -q pip-audit && $(BIN)/python -m pip_audit -r requirements.txt --disable-pip --no-deps

# A Spark cluster of two executors on this machine; PySpark is an extra, and needs Java.
spark: $(VENV)/installed-dev
	$(BIN)/pip install -q -r requirements-spark.txt
	$(BIN)/pytest -m spark tests

# Three at once: each waits for a page, a server or a browser a good part of its time.
browser: $(VENV)/installed-dev
	@sh tests/browser/install_chromium.sh
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder -m browser tests

bench: $(VENV)/installed
	$(BIN)/python -m lib bench --write

# Ten people in Chromium for an hour while imports run; SOAK="--minutes 12 --warm 3 --every 3" makes it shorter.
soak: $(VENV)/installed-dev
	@sh tests/browser/install_chromium.sh
	$(BIN)/python -m lib.bench.soak --write $(SOAK)

quality: $(VENV)/installed
	$(BIN)/python -m lib.signals.quality
	$(BIN)/python -m lib.signals.lessons

pictures: $(VENV)/installed-dev
	@sh tests/browser/install_chromium.sh
	$(BIN)/python -m tests.browser.pictures

words: $(VENV)/installed
	$(BIN)/pybabel extract -F babel.cfg -k _ -k N_ -k ngettext:1,2 --no-location -o /tmp/earshot.pot app.py pages lib
	$(BIN)/pybabel update -i /tmp/earshot.pot -d lib/locale -D earshot --no-fuzzy-matching --ignore-pot-creation-date

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Earshot needs Python 3.11 or newer: name one, as in make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "Python cannot make $(VENV): on Debian and Ubuntu, apt install python3-venv"; exit 1; }

# Python compiles what is used when it is used; of all that comes with the libraries, that is a small part.
$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "Installing what Earshot needs into $(VENV); this happens once and takes a minute or two."
	@$(BIN)/pip install --no-compile -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need into $(VENV)."
	@$(BIN)/pip install --no-compile -q -r requirements-dev.txt
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) data/demo build
