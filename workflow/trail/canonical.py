"""The one text of a body: RFC 8785 (JSON Canonicalization Scheme) for what we allow in it."""

import hashlib
import json
import secrets
from functools import lru_cache
from typing import Any

SAFE_INTEGER = 2**53
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(body: dict[str, Any]) -> str:
    """The exact text that is hashed and stored: keys sorted, no spaces, UTF-8, whole numbers only.

    For ASCII keys sorted `json.dumps` equals RFC 8785 and is six times faster than the reference library. Raises
    ValueError on integers that a JSON reader could round and on keys outside ASCII, TypeError on floats and other values.
    """
    _refuse_the_ambiguous(body)
    return _ENCODER.encode(body)


def read_back(raw: bytes, text: str) -> tuple[Any, bool]:
    """What a stored text says, and whether it is the canonical one of that; `raw` is the text in UTF-8.

    Raises ValueError where it is no JSON or holds what `canonical` refuses. Most texts are seen to be canonical without
    being written anew, which would cost three times the reading; the others are.
    """
    value = _DECODER.decode(text)
    if _is_plainly_canonical(value, raw):
        return value, True
    _refuse_the_ambiguous(value)
    return value, _ENCODER.encode(value) == text


# What a text is made of, byte for byte: digits, structure, blanks, and what an escape begins with.
_KINDS = bytes(
    next((kind for letters, kind in ((b"0123456789", 48), (b"{}[],:", 44), (b" \t\n\r", 32), (b"-\\", byte)) if byte in letters), 46)
    for byte in range(256)
)  # fmt: skip
_LONG = b"0" * len(str(SAFE_INTEGER))


def _is_plainly_canonical(value: Any, raw: bytes) -> bool:
    """True only for a canonical text: no escape, no blank beside structure, no -0, no long number, keys in order, none twice.

    Without an escape a quotation mark stands for itself, so that `":` ends a key (or begins a text with a colon: then the
    keys seem too many, and the text is looked at again).
    """
    kinds = raw.translate(_KINDS)
    if b"\\" in kinds or b", " in kinds or b" ," in kinds or b",-0" in kinds or _LONG in kinds:
        return False
    if not kinds.startswith(b",") or not kinds.endswith(b","):
        return False
    return _keys_in_order(value) == raw.count(b'":')


def _keys_in_order(value: dict[str, Any] | list[Any]) -> int:
    """How many keys there are at all depths; none where they are out of order or beyond ASCII."""
    count = 0
    inside: Any = value
    if isinstance(value, dict):
        if not _in_order(tuple(value)):
            return 0
        count, inside = len(value), value.values()
    for inner in inside:
        if inner.__class__ is dict or inner.__class__ is list:
            count += _keys_in_order(inner)
    return count


@lru_cache(maxsize=1000)
def _in_order(keys: tuple[str, ...]) -> bool:
    return list(keys) == sorted(keys) and "".join(keys).isascii()


def _no_float(number: str) -> float:
    raise ValueError(f"no floats in the trail: {number}")


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)


def _refuse_the_ambiguous(value: Any) -> None:
    if isinstance(value, str):
        return
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
    elif value is not None and not isinstance(value, int | bool):
        raise TypeError(f"the trail takes text, whole numbers and booleans, not {type(value).__name__}")


def commitment(text: str, salt: bytes) -> str:
    """SHA-256(salt || text) in hexadecimal: proves a text while it is kept, says nothing once it is erased."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def new_salt() -> bytes:
    """Sixteen random bytes, so that a short text cannot be guessed from its commitment."""
    return secrets.token_bytes(16)
