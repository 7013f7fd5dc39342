#!/usr/bin/env bash
# Renew the locked requirements from the *.in files. The locks name versions and hashes, never an index or a machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export UV_CUSTOM_COMPILE_COMMAND="deploy/lock.sh"
for name in requirements requirements-dev requirements-postgres requirements-node requirements-uv; do
    only_itself=()
    # The wheels of programs: their Python dependencies are not used.
    case $name in *-postgres | *-node) only_itself=(--no-deps) ;; esac
    .venv/bin/uv pip compile --quiet --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
        --python-version 3.11 "${only_itself[@]}" "$@" "$name.in" -o "$name.txt"
    echo "$name.txt"
done
