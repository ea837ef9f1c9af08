# crossframe: everything starts here. `make` alone lists the targets.
#
# Variables, all optional:
#   PYTHON       the Python that makes the virtual environment   make setup PYTHON=python3.12
#   TORCH_ARGS   passed to the pip that installs PyTorch, for machines where pip would take a CUDA
#                build of several GB: name the index of PyTorch's CPU builds there
#   PYTEST_ARGS  passed to pytest                                 make test PYTEST_ARGS="-n 2 -x"

PYTHON ?= python3
TORCH_ARGS ?=
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock
# The same pins with the SHA-256 of every file of each release, PyTorch's excepted.
HASHES := requirements.hashes
# The pin itself, from the lock: it is installed alone and first, with TORCH_ARGS.
TORCH := $(shell sed -n '/^torch==/p' $(LOCK) 2>/dev/null)
# Made when setup has succeeded. It is named after this folder: a virtual environment holds
# absolute paths, so in a folder that was moved or copied it must be made again.
STAMP := $(VENV)/.setup-$(shell pwd -P | cksum | cut -d ' ' -f 1)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test soak bench lab check format hooks lock hashes wheel clean distclean

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{ printf "make %-10s %s\n", $$1, $$2 }'

setup: $(STAMP) ## Make the virtual environment .venv with the locked versions (the others call it)

demo: $(STAMP) ## Run every notebook on every event of seeds/ and print the address of the reports
	$(BIN)/crossframe run --all

test: $(STAMP) ## Run all tests
	$(BIN)/pytest $(PYTEST_ARGS)

soak: $(STAMP) ## Run the long tests: hundreds of runs in a row, kills, large fuzzing (an hour or more)
	$(BIN)/pytest -m soak $(PYTEST_ARGS)

bench: $(STAMP) ## Measure speed and memory beside peers; a quiet machine, an hour or so
	$(BIN)/crossframe bench

lab: $(STAMP) ## Open JupyterLab on the notebooks
	$(BIN)/crossframe lab

check: $(STAMP) ## Lint, formatting, types, import layers, docstrings, notebooks without outputs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pydoclint --quiet lib
	find notebooks -name '*.ipynb' -exec $(BIN)/nbstripout --verify {} +

format: $(STAMP) ## Format the code and strip the notebooks' outputs
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	find notebooks -name '*.ipynb' -exec $(BIN)/nbstripout {} +

hooks: $(STAMP) ## Have git run `make check`'s commands before every commit
	$(BIN)/pre-commit install

lock: ## Make requirements.lock again, from a clean environment (after changing pyproject.toml)
	@set -eu; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	$(PYTHON) -m venv "$$work/venv"; pip="$$work/venv/bin/python -m pip --disable-pip-version-check"; \
	$$pip install --quiet --upgrade pip; \
	$$pip install "$(TORCH)" $(TORCH_ARGS); \
	$$pip install --group lock --group dev '.[cluster,multilingual,onnx]'; \
	$$pip check; \
	$$pip freeze --all --exclude pip --exclude crossframe > "$$work/freeze"; \
	{ echo "# Every package of crossframe's environment, runtime and development, at its exact version."; \
	  echo "# Made by \`make lock\` from pyproject.toml: change that, not this."; \
	  echo "# Hashes are in requirements.hashes."; \
	  sed 's/+[a-z0-9.]*$$//' "$$work/freeze" | grep -v -E '^(nvidia-|cuda-|triton==)' | LC_ALL=C sort -f -t = -k 1,1; \
	} > "$$work/lock"; \
	cp "$$work/lock" $(LOCK)
	@$(MAKE) --no-print-directory hashes

hashes: ## Make requirements.hashes again, from requirements.lock
	@set -eu; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	$(PYTHON) -m venv "$$work/venv"; \
	"$$work/venv/bin/python" -m pip --disable-pip-version-check install --quiet uv; \
	grep -v -E '^(#|torch==)' $(LOCK) > "$$work/pins"; \
	{ echo "# SHA-256 of every file of each release in requirements.lock, for all systems; made by \`make hashes\`."; \
	  echo "# Without PyTorch: its CPU builds are on an index of its own, and have other hashes."; \
	  "$$work/venv/bin/uv" pip compile "$$work/pins" --quiet --generate-hashes --no-deps --no-header --no-annotate \
	    --python "$$work/venv/bin/python"; \
	} > "$$work/hashes"; \
	cp "$$work/hashes" $(HASHES)

wheel: $(STAMP) ## Build dist/crossframe-*.whl
	$(BIN)/python -m build --wheel --no-isolation

clean: ## Delete what the tools left behind (neither .venv nor your reports)
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find lib tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Delete .venv as well
	rm -rf $(VENV)

$(STAMP): $(LOCK) $(HASHES) pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
	  echo "crossframe needs Python 3.11 or newer, and there is no '$(PYTHON)' here; install one, or name yours: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("crossframe needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@rm -f $(VENV)/.setup-*
	@echo "Setting up $(VENV): a few minutes and about 700 MB of downloads the first time."
	$(BIN)/pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $(TORCH) $(TORCH_ARGS)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $(HASHES)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/pip check
	@touch $@
