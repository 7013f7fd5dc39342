"""Names that did not resolve: why, and whom a person might mean. A proposal is never taken by the reader."""

from __future__ import annotations

from difflib import SequenceMatcher

from processes.plan_import.agencies.lexicon import Entry, Lexicon
from processes.plan_import.agencies.reading import Term
from processes.plan_import.agencies.words import keys
from workflow.vietnamese import folded

_ALIKE = 0.84
_LONGEST = 120
_MARGIN = 0.4  # names of quite another length cannot be alike enough


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def proposed(code: str, text: str, lexicon: Lexicon) -> Term:
    """A recorded spelling that nobody has confirmed yet."""
    heirs = lexicon.directory.today_of(code, lexicon.on)
    names = ", ".join(heir.name for heir in heirs)
    reason = f"“{text}” chưa được xác nhận là tên của cơ quan nào; có thể là: {names}."
    return Term("unknown", text, proposals=tuple(heir.code for heir in heirs), reason=reason, doubtful=True)


def not_alive(entry: Entry, text: str, lexicon: Lexicon) -> Term:
    """A name of the directory that holds on another day: its successors are proposed."""
    if entry.group:
        return _group_not_alive(entry, text, lexicon)
    directory, on = lexicon.directory, lexicon.on
    agency = directory.agency(entry.code)
    if agency.valid_from and on < agency.valid_from:
        rows = [row for row in directory.predecessors(agency.code) if row.kind == "continues"]
        codes = tuple(row.from_code for row in rows if directory.agency(row.from_code).alive(on))
        when = f"chỉ có từ ngày {_day(agency.valid_from)}"
    else:
        rows = sorted(directory.successors(agency.code, on), key=lambda row: row.kind)
        codes = tuple(dict.fromkeys(heir.code for row in rows for heir in directory.today_of(row.to_code, on)))
        when = f"đã kết thúc hoạt động ngày {_day(agency.valid_to)}"
    names = ", ".join(directory.agency(code).name for code in codes)
    proposal = f"; đề xuất: {names}" if names else ""
    return Term("unknown", text, proposals=codes, reason=f"“{text}” {when}{proposal}.", doubtful=True)


def _group_not_alive(entry: Entry, text: str, lexicon: Lexicon) -> Term:
    directory, on = lexicon.directory, lexicon.on
    gone = directory.last_members(entry.code, on)
    if gone:
        heirs = dict.fromkeys(heir.code for agency in gone for heir in directory.today_of(agency.code, on))
        last = max(agency.valid_to for agency in gone if agency.valid_to)
        reason = (
            f"“{text}” không còn từ sau ngày {_day(last)}; đề xuất {len(heirs)} đơn vị kế tiếp, chờ người xác nhận."
        )
        return Term("unknown", text, group=entry.code, proposals=tuple(heirs), reason=reason, doubtful=True)
    group = directory.group(entry.code)
    start = f" (chỉ có từ ngày {_day(group.valid_from)})" if group and group.valid_from else ""
    reason = f"“{text}” không có thành viên nào vào ngày {_day(on)}{start}."
    return Term("unknown", text, group=entry.code, reason=reason, doubtful=True)


def not_found(text: str, lexicon: Lexicon) -> Term:
    """A text no rule understands; the names nearest to it are proposed."""
    codes = nearest(text, lexicon)
    names = ", ".join(lexicon.directory.agency(code).name for code in codes)
    reason = f"Không có cơ quan nào tên “{text}” trong danh mục" + (f"; gần giống: {names}." if names else ".")
    return Term("unknown", text, proposals=codes, reason=reason, doubtful=True)


def nearest(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Codes of the bodies whose names look most like the text, best first; at most three."""
    plain = folded(" ".join(keys(text)))
    if not plain or len(plain) > _LONGEST:
        return ()
    scores: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain)
    for name, code in lexicon.plain_names:
        if abs(len(name) - len(plain)) > _MARGIN * len(plain):
            continue
        matcher.set_seq1(name)
        if matcher.quick_ratio() >= _ALIKE and (score := matcher.ratio()) >= _ALIKE:
            scores[code] = max(score, scores.get(code, 0))
    return tuple(sorted(scores, key=lambda code: -scores[code])[:3])
