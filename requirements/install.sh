#!/bin/sh
# Build .venv and install one hash-locked list into it. Does nothing when exactly that list is installed already.
#
#   requirements/install.sh run|dev
#
# Needs nothing but a Python >= 3.11 that can make virtual environments. PYTHON names one to use instead of the
# first that fits. Each list installed is remembered as a copy of the lock file inside .venv.
set -eu
cd "$(dirname "$0")/.."
list=$1
lock=requirements/$list.txt
kept=.venv/$list.lock

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

version_of() {
    "$1" -c 'import sys; sys.stdout.write(".".join(map(str, sys.version_info[:3])))' 2>/dev/null
}

find_python() {
    too_old=
    without_venv=
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3 python}; do
        version=$(version_of "$candidate") || continue
        if ! is_new_enough "$candidate"; then
            too_old=${too_old:-$version}
        elif ! can_make_venv "$candidate"; then
            without_venv=${without_venv:-$version}
        else
            python=$candidate
            return
        fi
    done
    if [ -n "$without_venv" ]; then
        minor=${without_venv%.*}
        fail "Python $without_venv 缺少 venv 模块。Debian/Ubuntu 请执行：sudo apt install python$minor-venv，然后重试。"
    elif [ -n "$too_old" ]; then
        fail "需要 Python 3.11 或更高版本，这台机器上只有 $too_old。请安装新版本，或用 PYTHON=/路径/python3 指明。"
    fi
    fail "没有找到 Python。请安装 Python 3.11 或更高版本，或用 PYTHON=/路径/python3 指明。"
}

venv_works() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if ! venv_works; then
    find_python
    echo "正在建立运行环境（$python）……"
    "$python" -m venv --clear .venv || fail "建立 .venv 失败，请检查磁盘空间和文件夹权限。"
fi

if ! cmp -s "$lock" "$kept"; then
    echo "正在安装依赖（$lock）……"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "安装依赖失败。请检查网络，或为 pip 配置可用的镜像后重试。"
    cp "$lock" "$kept"
fi
