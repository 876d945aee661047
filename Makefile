# make help lists what can be made.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test venv format bench lock clean

help: ## list what can be made
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/p' Makefile | column -t -s '|'

run: .venv/run ## start the bot, or without TELEGRAM_BOT_TOKEN the sandbox with its chat page
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ] || grep -qs '^TELEGRAM_BOT_TOKEN=.' .env; \
	then exec $(BIN)/python -m bot; else exec $(BIN)/python -m bot sandbox; fi

test: .venv/test ## run every check and test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q -n 4 --dist worksteal --cov --cov-report=term

venv: .venv/test ## make .venv with everything the tests need

format: .venv/test ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/bench ## add the peers that benchmarks compare with, and run every benchmark
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

clean: ## remove .venv and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

# A virtual environment has a marker file for each set of packages in it.
.venv/run: requirements.txt
.venv/test: requirements-test.txt
.venv/bench: requirements-bench.txt
.venv/run .venv/test .venv/bench:
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig as s; print(s.get_path("purelib"))')/centroid.pth"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

lock: ## pin the newest allowed versions with their hashes (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	uv pip compile pyproject.toml $(LOCK) -c requirements.txt --extra test -o requirements-test.txt
	uv pip compile pyproject.toml $(LOCK) -c requirements-test.txt --extra test --extra bench -o requirements-bench.txt
# With their extras: for coverage[toml] pip would not heed a pin of coverage alone.
LOCK := --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate --quiet
