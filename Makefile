# Three commands do all the set-up: `make demo`, `make install` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
export PIP_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Wherever it is set, every program that a test starts would compile all modules anew
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo install test bench crash check format messages chromium clean

demo: .venv/installed  ## everything simulated; nothing to configure. Options: make demo ARGS="--port 8090"
	$(BIN)/daumoi demo $(ARGS)

install: .venv/installed  ## for use: nothing is started; prints where the command is
	@$(BIN)/daumoi --version
	@echo 'The command is $(CURDIR)/$(BIN)/daumoi; to call it by its name:'
	@echo '  export PATH="$(CURDIR)/$(BIN):$$PATH"'
	@echo 'Next: cp .env.example .env, put the tokens in, then: daumoi db upgrade'

# On two cores: others work while some wait for a program or the other database
test: .venv/installed-dev chromium  ## every test, the browser's too
	$(BIN)/python -m pytest --numprocesses 4 $(ARGS)

bench: .venv/installed-dev  ## ratios beside named peers, some minutes: make bench ARGS="--rows message,start"
	$(BIN)/python -m tests.benchmarks $(ARGS)

crash: .venv/installed-dev  ## killed in a hostile world, some minutes: make crash ARGS="--people 1000 --kills 100"
	$(BIN)/python -m tests.crash $(ARGS)

check: .venv/installed-dev  ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: .venv/installed-dev  ## take new words from the code into locales/
	$(BIN)/python -m locales

chromium:
	@sh tests/support/phones/find_chromium.sh

clean:
	rm -rf .venv var build *.egg-info

.venv/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv --clear .venv

.venv/installed: .venv/bin/pip pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --editable '.[pdf]'
	touch $@

# Not compiled: most of it is never imported, and that is half of what it takes to install
.venv/installed-dev: .venv/bin/pip pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --no-compile --editable '.[dev]'
	touch $@ .venv/installed
