# make report   the report from the exports in data/, or from the example when there are none
# make test     every test, every notebook, and the pages in a real browser
# make lab      JupyterLab on notebooks/
# make app      the map, the plan and the impact as an app, without code
# make bench    seconds and memory of everything, beside floors and peers, into docs/benchmarks.md
# make lint     formatting, types, stripped notebooks
# make clean    forget the set-up; data/ and reports/ stay
#
# The first one makes .venv, and they do so again when pyproject.toml changes. PYTHON=… chooses
# another Python, ARGS=… is handed on: make report ARGS="--as-of 2026-10-31"

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --quiet --disable-pip-version-check install --editable
# the commands in .venv name their folder, so a folder that was moved is set up again
HERE := $(VENV)/made-$(shell pwd | cksum | cut -d' ' -f1)

.PHONY: report test lab app bench lint clean

report: $(VENV)/ready
	@$(BIN)/weaklib report $(ARGS)

test: $(VENV)/ready-to-test
	@$(BIN)/python -m pytest -q --nbval-lax --numprocesses=logical --dist=loadfile $(ARGS)

lab: $(VENV)/ready
	@$(BIN)/weaklib lab $(ARGS)

app: $(VENV)/ready-to-serve
	@$(BIN)/weaklib lab --app $(ARGS)

bench: $(VENV)/ready-to-test
	@$(BIN)/python -m tests.benchmarks $(ARGS)

lint: $(VENV)/ready-to-lint
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/nbstripout --verify --keep-count notebooks/*.ipynb

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/ready: pyproject.toml $(HERE)
	@echo "Installing weaklib and the parts it stands on into $(VENV), once; this can take a few minutes ..."
	@$(PIP) .
	@touch $@

$(VENV)/ready-to-serve: pyproject.toml $(HERE)
	@echo "Installing weaklib and what serves it as an app into $(VENV), once ..."
	@$(PIP) '.[app]'
	@touch $(VENV)/ready $@

$(VENV)/ready-to-test: pyproject.toml $(HERE)
	@echo "Installing weaklib and what its tests need into $(VENV), once; this can take a few minutes ..."
	@$(PIP) '.[test,spark]'
	@for browser in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v "$$browser" >/dev/null && exit 0; \
	done; \
	echo "No Chromium on PATH nor named by CHROMIUM: fetching one for the browser tests ..."; \
	$(BIN)/playwright install --only-shell chromium >/dev/null 2>&1 || \
	  echo "None could be fetched, so the browser tests will be skipped. Install chromium, then: make clean test"
	@touch $(VENV)/ready $@

$(VENV)/ready-to-lint: pyproject.toml $(HERE)
	@echo "Installing weaklib and what the checks of its code need into $(VENV), once ..."
	@$(PIP) '.[lint]'
	@touch $(VENV)/ready $@

$(HERE):
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "weaklib needs Python 3.11 or newer, and none was found as $(or $(PYTHON),python3)." \
	    "Install one, or name it: make PYTHON=/path/to/python3"; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "This Python ($$python $$version) comes without venv, which keeps weaklib apart from the rest" \
	    "of the machine. On Debian and Ubuntu this line adds it; then type the same make again:"; \
	  echo "  sudo apt install $$([ "$$python" = python3 ] && echo python3-venv || echo "python$$version-venv")"; \
	  exit 1; \
	fi; \
	"$$python" -m venv --clear $(VENV) && touch $@
