# eGovDesk. `make demo` and `make test` install whatever is missing; `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help demo run test check lint test-outside fuzz package bench strings lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 16

demo: .venv/program ## the whole job on a sample unit: report, sign, pack, verify
	@$(BIN)/egovdesk demo build/demo

run: .venv/program ## open the desktop on the demo's workspace
	@scripts/system-libraries window
	@test -d build/demo/workspace || $(BIN)/egovdesk demo build/demo
	@$(BIN)/egovdesk desktop build/demo/workspace

test: .venv/develop ## the tests; no network, no display, no outside programs
	@$(OFFSCREEN) $(BIN)/python -m pytest -q -n auto --dist worksteal -m "not outside"

check: lint test ## lint, types, import contracts and tests

lint: .venv/develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test-outside: .venv/develop ## tests against OpenSSL, GnuTLS, poppler, SoftHSM and LibreOffice
	@scripts/system-libraries judges window
	@$(OFFSCREEN) $(BIN)/python -m pytest -q -n auto --dist worksteal -m outside

fuzz: .venv/develop ## damage packages, documents and data for a minute (SECONDS=, SEED=)
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) $(if $(SEED),--seed $(SEED))

package: .venv/develop ## build the one-folder program and prove that it runs
	@scripts/system-libraries window package
	@$(BIN)/python scripts/build_package.py

bench: .venv/develop ## speed as ratios against named references
	@$(OFFSCREEN) $(BIN)/python -m benchmarks

strings: .venv/develop ## collect every message and compile the translations
	@$(BIN)/python scripts/strings.py

lock: .venv/develop ## resolve the dependencies anew and pin them with hashes
	@$(BIN)/python scripts/lock.py

clean: ## remove everything that was built or installed
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Debian splits pip out of venv, so the environment is made without it and filled from outside.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=python3.x" >&2; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv

.venv/program: requirements/program.txt | .venv/bin/python
	@scripts/system-libraries program
	@echo "Installing the program's libraries into .venv ..."
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r $<
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/egovdesk.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m egovdesk "$$@"\n' > $(BIN)/egovdesk
	@chmod +x $(BIN)/egovdesk
	@touch $@

.venv/develop: requirements/develop.txt .venv/program
	@echo "Installing the developers' tools into .venv ..."
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r $<
	@touch $@
