# 问策 · make run 启动；make test 测试；make check 检查代码；make bench 量速度；make screenshots 截图；make load 压测。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench eval screenshots load clean

run: $(VENV)/.run
	$(BIN)/python app.py $(ARGS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m eval bench

eval: $(VENV)/.run
	$(BIN)/python -m eval run eval/questions/policy.jsonl --documents corpus/documents --out runs/policy

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.e2e.screenshots $(or $(OUT),runs/screenshots)

load: $(VENV)/.run
	$(BIN)/python -m eval load $(ARGS)

# The marker is written last, so that an interrupted installation is taken up again.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
