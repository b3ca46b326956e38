# `make demo` and `make test` need nothing but Python 3.11 or newer, git and make; each makes its own virtual environment from the lock.
PYTHON ?= python3
VENV ?= .venv
DEMO_LEDGER ?= demo.db
UV_COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: demo test check bench docs lock clean

demo: $(VENV)/.run
	@rm -f $(DEMO_LEDGER) $(DEMO_LEDGER)-wal $(DEMO_LEDGER)-shm $(DEMO_LEDGER).head $(DEMO_LEDGER).lock
	$(VENV)/bin/reportedly -l $(DEMO_LEDGER) add examples
	@$(VENV)/bin/reportedly -l $(DEMO_LEDGER) find --limit 25
	@printf '\nWhat to try next (PATH=$(VENV)/bin:$$PATH; export REPORTEDLY_LEDGER=$(DEMO_LEDGER)):\n'
	@printf '  %s\n' 'reportedly find --measure killed --min 100     claims of 100 killed or more' \
	  'reportedly show examples/interview.txt         one report, its words marked, each claim with its chain' \
	  'reportedly compare                            what repeats, contradicts, grows or drifts (docs/findings.md)' \
	  'reportedly export csv -o claims.csv            every claim as a table (docs/codebook.md explains the columns)' \
	  'reportedly verify                              re-reads every span, hash and chain entry' \
	  'reportedly add FOLDER                          your own reports: .txt .md .html .jsonl (docs/tutorial.md)'

test: $(VENV)/.dev
	$(VENV)/bin/python -m pytest $(TESTS)

check: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m evaluation.run --check

bench: $(VENV)/.dev
	$(VENV)/bin/python -m benchmarks.stages

docs: $(VENV)/.dev
	$(VENV)/bin/python -m reportedly.publish.codebook > docs/codebook.md
	$(VENV)/bin/typer reportedly.cli utils docs --name reportedly --output docs/cli.md
	$(VENV)/bin/python docs/outputs.py

lock:
	$(UV_COMPILE) pyproject.toml --extra dev -o requirements/dev.txt
	$(UV_COMPILE) pyproject.toml --extra build -c requirements/dev.txt -o requirements/run.txt

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportedly needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
