"""The one text of a body: RFC 8785 (JSON Canonicalization Scheme) for what we allow in it."""

import hashlib
import json
import secrets
from typing import Any

SAFE_INTEGER = 2**53


def canonical(body: dict[str, Any]) -> str:
    """The exact text that is hashed and stored: keys sorted, no spaces, UTF-8, whole numbers only.

    For ASCII keys sorted `json.dumps` equals RFC 8785 and is six times faster than the reference library. Raises
    ValueError on integers that a JSON reader could round and on keys outside ASCII, TypeError on floats and other values.
    """
    _refuse_the_ambiguous(body)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_the_ambiguous(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"a key of the trail must be ASCII text: {key!r}")
            _refuse_the_ambiguous(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_the_ambiguous(inner)
    elif isinstance(value, float):
        raise TypeError("no floats in the trail: write figures as text")
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) >= SAFE_INTEGER:
        raise ValueError("an integer beyond 2^53 has no single reading in JSON")
    elif value is not None and not isinstance(value, str | int | bool):
        raise TypeError(f"the trail takes text, whole numbers and booleans, not {type(value).__name__}")


def commitment(text: str, salt: bytes) -> str:
    """SHA-256(salt || text) in hexadecimal: proves a text while it is kept, says nothing once it is erased."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def new_salt() -> bytes:
    """Sixteen random bytes, so that a short text cannot be guessed from its commitment."""
    return secrets.token_bytes(16)
