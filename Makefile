# make run    the app on http://localhost:8501     make test    the whole test suite
# make check  format, lint, types, import rules     make bench   ratios measured side by side
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: run test check bench lock clean

run: $(VENV)/app.stamp
	@$(PY) -c 'import socket; socket.create_server(("", $(PORT))).close()' 2>/dev/null || \
		{ echo "Port $(PORT) cannot be used: another program has it, or it is no port. Choose another: make run PORT=9000"; exit 1; }
	@echo "Batchwise: http://localhost:$(PORT)"
	@$(PY) -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/test.stamp
	$(PY) -m pytest -n 2 --dist loadgroup -m "not quiet"
	$(PY) -m pytest -m quiet tests

check: $(VENV)/test.stamp
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/test.stamp
	$(PY) -m tests.bench

# Stamps, so that a second start installs nothing and works offline.
$(VENV)/app.stamp: requirements.txt
	@sh .ci/venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: tests/requirements.txt $(VENV)/app.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -r tests/requirements.txt
	@touch $@

# Rewrites both lock files from pyproject.toml (needs uv).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --group test -c requirements.txt -o tests/requirements.txt

clean:
	rm -rf $(VENV)
