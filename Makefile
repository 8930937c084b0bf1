# Everything here needs a Python >= 3.11 and make, nothing else. The README says more.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench lock

BIN := .venv/bin

help:
	@echo "make run     启动网站（首次会安装依赖并载入演示单位），地址 http://127.0.0.1:8000/"
	@echo "make test    全部检查和测试"
	@echo "make setup   只安装运行所需的依赖到 .venv"
	@echo "make lint    只做静态检查"
	@echo "make bench   测量导入的速度和内存（约十五分钟）"
	@echo "make lock    按 requirements/*.in 重新锁定依赖版本（需要 uv）"

setup:
	@requirements/install.sh run

setup-dev: setup
	@requirements/install.sh dev

run: setup
	@exec $(BIN)/python -m config.start

# The throw-away data folder keeps the checks away from a real one.
lint: setup-dev
	@data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; export DATA_DIR="$$data"; unset DATABASE_URL; \
	step() { echo "$$*"; "$$@"; }; \
	step $(BIN)/ruff check . && \
	step $(BIN)/ruff format --check . && \
	step $(BIN)/mypy && \
	step $(BIN)/lint-imports --no-logo && \
	step $(BIN)/python manage.py makemigrations --check --dry-run && \
	step env HTTPS=1 ALLOWED_HOSTS=ledger.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

test: lint
	$(BIN)/pytest --numprocesses=auto $(PYTEST_ARGS)

# BENCH_ARGS="--compare 2000 --site 0 --dense 0" is a short one.
bench: setup-dev
	@$(BIN)/python -m bench $(BENCH_ARGS)

lock: setup-dev
	@command -v uv >/dev/null || { echo "make lock 需要 uv：https://docs.astral.sh/uv/" >&2; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--output-file requirements/run.txt requirements/run.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--constraint requirements/run.txt --output-file requirements/dev.txt requirements/dev.in
