"""Words that look wrong beside words that stand elsewhere: rare spellings, missing commas, repetitions (A1, A15, C2–C4, C9).

Nothing here knows this plan: a rare pair of words is compared with the frequent pairs of the same document, with
the names of the directory and with a short list of office phrases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from processes.plan_import.directory import Directory
from processes.plan_import.findings.finding import Finding
from processes.plan_import.sources import Line, Source
from processes.plan_import.table import Table
from workflow.vietnamese import folded

_WORD = re.compile(r"[^\W\d_]+")
_OFFICE = ("nhiệm vụ", "bảo đảm", "cổng ttđt", "thực hiện", "triển khai", "kế hoạch", "ủy ban", "quyết định", "chỉ thị")
_LIST = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,2}(?:, [^\W\d_]+(?: [^\W\d_]+){1,2}){2,}")
_UNNUMBERED = re.compile(r"\b(?:Chỉ thị|Quyết định|Nghị quyết|Kế hoạch|Nghị định|Thông tư) (\d+[\w/\-–]*)")
_OLD = re.compile(r"\bhàng (?:năm|tháng|quý|ngày)\b", re.IGNORECASE)
_REPEATED = re.compile(r"((?:\w+[ ,;]+){7,40}?\w+)[ ,;]+\1", re.IGNORECASE)
_DEPARTMENTS = re.compile(r"\bsở, ban, ngành|\bsở, ban ngành|\bsở ban ngành|\bsở, ngành", re.IGNORECASE)
_SCANNED = 4000  # characters of a line looked at for repetition


def findings(source: Source, table: Table, directory: Directory) -> Iterator[Finding]:
    """Findings about words, in the whole document."""
    yield from _misspellings(source.lines, directory)
    yield from _missing_commas(source.lines, table)
    for line in source.lines:
        if found := _UNNUMBERED.search(line.text):
            yield Finding("document_without_so", line.number, f"“{found[0]}” thiếu chữ “số” trước số văn bản.")
        if _may_repeat(line.text) and (found := _REPEATED.search(line.text[:_SCANNED])):
            yield Finding("repeated_phrase", line.number, f"Cụm từ lặp liền hai lần: “{found[1]}”.")
    yield from _spelled_in_several_ways(source.lines)
    old = [line.number for line in source.lines if _OLD.search(line.text)]
    if old:
        yield Finding("older_spelling", old[0], f"“hàng năm” viết theo lối cũ ở {len(old)} dòng; nay viết “hằng năm”.")


def _may_repeat(text: str) -> bool:
    """True when six words in a row come twice, as they must in a phrase that is repeated: quick, where the search is not."""
    words = re.findall(r"\w+", text[:_SCANNED].lower())
    runs = [tuple(words[at : at + 6]) for at in range(len(words) - 5)]
    return len(set(runs)) < len(runs)


def _misspellings(lines: tuple[Line, ...], directory: Directory) -> Iterator[Finding]:
    pairs: Counter[tuple[str, str]] = Counter()
    singles: Counter[str] = Counter()
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line.text)]
        singles.update(words)
        pairs.update(pairwise(words))
    office = {tuple(phrase.split()) for phrase in _OFFICE}
    known = office | {pair for pair, count in pairs.items() if count >= 4}
    by_second: dict[str, list[str]] = {}
    for first, second in known:
        by_second.setdefault(second, []).append(first)
    for line in lines:
        written = _WORD.findall(line.text)
        for first, second in pairwise(written):
            low, next_ = first.lower(), second.lower()
            if pairs[(low, next_)] > 1 or (low, next_) in known:
                continue
            for right in by_second.get(next_, ()):
                if _misspelt(low, right, rare=singles[low] == 1, office=(right, next_) in office):
                    message = f"“{first} {second}” có thể là lỗi gõ của “{right} {next_}”; giữ nguyên văn."
                    yield Finding("possible_misspelling", line.number, message)


def _misspelt(word: str, right: str, *, rare: bool, office: bool) -> bool:
    """A tone slipped in an office phrase, or a word that stands once and differs by one or two letters."""
    if word == right or len(word) < 3:
        return False
    if office and folded(word) == folded(right):
        return True
    return rare and len(word) >= 4 and word[0] == right[0] and 0 < _distance(folded(word), folded(right)) <= 2


def _distance(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        previous, row[0] = row[0], at
        for place, other in enumerate(right, start=1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (letter != other))
    return row[-1]


def _missing_commas(lines: tuple[Line, ...], table: Table) -> Iterator[Finding]:
    """A list that recurs with its commas ("tiêu chuẩn, đo lường, chất lượng") written once without them."""
    rows = {task.line for task in table.tasks} | {group.line for group in table.groups}
    in_table = "\n".join(line.text for line in lines if line.number in rows)
    counted = Counter(_three(found) for found in _LIST.findall(in_table.lower()))
    for phrase, count in counted.items():
        if count < 5 or not phrase:
            continue
        bare = re.compile(r"\b" + r"(,?) ".join(re.escape(part) for part in phrase) + r"\b", re.IGNORECASE)
        for line in lines:
            for found in bare.finditer(line.text):
                if not all(found.groups()):
                    full = ", ".join(phrase)
                    message = f"“{found[0]}” thiếu dấu phẩy so với cách viết ở các chỗ khác: “{full}”."
                    yield Finding("missing_commas", line.number, message)


def _three(found: str) -> tuple[str, ...]:
    """The last two words of the first part, the middle parts, the first two words of the last part: the list itself."""
    parts = found.split(", ")
    trimmed = [" ".join(parts[0].split()[-2:]), *parts[1:-1], " ".join(parts[-1].split()[:2])]
    return tuple(trimmed[:3])


def _spelled_in_several_ways(lines: tuple[Line, ...]) -> Iterator[Finding]:
    ways: dict[str, list[int]] = {}
    for line in lines:
        for found in _DEPARTMENTS.finditer(line.text):
            ways.setdefault(found[0].lower(), []).append(line.number)
    if len(ways) > 1:
        texts = "; ".join(f"“{way}” (dòng {', '.join(map(str, dict.fromkeys(at)))})" for way, at in ways.items())
        rarest = min(ways.values(), key=len)
        yield Finding("group_spellings", rarest[0], f"Một nhóm cơ quan viết {len(ways)} cách: {texts}.")
