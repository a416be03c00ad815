# Earshot's commands. `make run` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check unit browser bench quality words pictures clean

run: $(VENV)/installed data/demo-or-workspace
	@echo "Earshot is served on http://$(ADDRESS):$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true

.PHONY: data/demo-or-workspace
data/demo-or-workspace: $(VENV)/installed
	@test -f data/workspace/workspace.json -o -f data/demo/workspace.json || $(BIN)/python -m lib demo

test: check unit browser

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar lib

unit: $(VENV)/installed-dev
	@sh tests/postgres/install_postgresql.sh
	$(BIN)/pytest -m "not browser" tests

browser: $(VENV)/installed-dev
	@sh tests/browser/install_chromium.sh
	$(BIN)/pytest -m browser tests

bench: $(VENV)/installed
	$(BIN)/python -m lib bench

quality: $(VENV)/installed
	$(BIN)/python -m lib.signals.quality

pictures: $(VENV)/installed-dev
	@sh tests/browser/install_chromium.sh
	$(BIN)/python -m tests.browser.pictures

words: $(VENV)/installed
	$(BIN)/pybabel extract -F babel.cfg -k _ -k N_ -k ngettext:1,2 --no-location -o /tmp/earshot.pot app.py pages lib
	$(BIN)/pybabel update -i /tmp/earshot.pot -d lib/locale -D earshot --no-fuzzy-matching --ignore-pot-creation-date

$(VENV)/installed: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -r requirements-dev.txt
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) data/demo build
