"""What has no end (thường xuyên), runs for so many days, waits for an event, a request or another document."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from processes.plan_import.deadlines.periods import Period, Refused, comma, count, period
from processes.plan_import.deadlines.reading import Basis, Deadline
from processes.plan_import.deadlines.recurrences import link, recurring
from processes.plan_import.deadlines.stretches import ASK, Reading, within, work
from processes.plan_import.grammar import alt, anything, listed, matching, nothing, opt, phrase, seq


# --- without an end, on a condition ----------------------------------------------------------------------------------
def _forever(found: Any) -> Reading:
    def read(basis: Basis) -> Deadline:
        if found is None:
            return Deadline(basis.text, "continuous", basis.signed)
        if isinstance(found, Period):
            read = basis.during(found)
            return Deadline(basis.text, "continuous", read.start, read.end, certain=False, reason=ASK)
        read = found(basis)
        return Deadline(
            basis.text, "continuous", read.start, read.end, read.recurs, windows=read.windows, until=read.until
        )

    return read


_always = seq(
    opt(phrase("thực hiện", "nhiệm vụ", "duy trì", "làm", "triển khai")),
    listed(phrase("thường xuyên", "liên tục", "lâu dài"), opt(link)),
    opt(phrase("thực hiện")),
)


def _in_the_year(basis: Basis) -> Deadline:
    """ "Thường xuyên trong năm": the year is not written; that of signing is proposed."""
    return _forever(Period((1, 12), year=basis.signed.year))(basis)


continuous = alt(
    _always.to(_forever(None)),
    seq(_always, opt(link), phrase("trong năm", "trong cả năm", "cả năm", "quanh năm")).to(_in_the_year),
    seq(_always, opt(link), recurring).map(lambda found: _forever(found[2])),
    seq(_always, phrase("("), recurring, phrase(")")).map(lambda found: _forever(found[2])),
    seq(recurring, opt(link), _always).map(lambda found: _forever(found[0])),
    seq(_always, opt(link), within, period).map(lambda found: _forever(found[3])),
)

_spelled_out = opt(seq(phrase("("), listed(matching(r"[^\W\d_]+"), nothing()), phrase(")")))
_length = alt(
    seq(count, _spelled_out, phrase("ngày làm việc")).map(lambda found: (found[0], "working")),
    seq(count, _spelled_out, phrase("ngày")).map(lambda found: (found[0], "day")),
    seq(count, phrase("tuần")).map(lambda found: (found[0] * 7, "day")),
    seq(count, phrase("tháng")).map(lambda found: (found[0], "month")),
    seq(count, phrase("năm")).map(lambda found: (found[0] * 12, "month")),
)
_own_document = seq(
    opt(phrase("ngày", "khi", "thời điểm")),
    opt(phrase("kế hoạch", "kế hoạch này", "quyết định", "quyết định này", "văn bản")),
    opt(phrase("được")),
    phrase("ký ban hành", "ký", "ban hành"),
    opt(phrase("kế hoạch này", "kế hoạch", "quyết định này", "quyết định", "văn bản này", "văn bản")),
)
_counted = opt(
    phrase(
        "trong vòng",
        "trong thời hạn",
        "trong thời gian",
        "trong",
        "thời hạn",
        "không quá",
        "chậm nhất là",
        "chậm nhất",
        "chậm nhất sau",
        "sau",
    )
)


def _duration(found: list[Any]) -> Reading:
    length, unit = found[2]

    def read(basis: Basis) -> Deadline:
        if not 1 <= length <= 3660:
            raise Refused("Số ngày không hợp lý: hãy xem lại ô thời hạn.")
        first = basis.signed + timedelta(days=1)
        if unit == "working":
            last = basis.calendar.add_working_days(basis.signed, length)
        else:
            end = basis.signed + timedelta(days=length) if unit == "day" else _months_later(basis.signed, length)
            last = basis.calendar.first_working_day_on_or_after(end)
        read = Deadline(basis.text, "duration", first, last)
        return (
            read if basis.calendar.covers(last) else read.doubted("Lịch ngày nghỉ của năm này chưa có: hãy xác nhận.")
        )

    return read


def _months_later(start: date, months: int) -> date:
    total = start.year * 12 + start.month - 1 + months
    return Period((total % 12 + 1,) * 2, (1, start.day), year=total // 12).last()


_counting_from = opt(phrase("kể từ", "tính từ", "từ", "sau", "tính từ sau"))
duration = seq(work, _counted, _length, comma, _counting_from, _own_document).map(_duration)

EVENT = "Tính từ khi có sự kiện: ghi nhận ngày xảy ra thì mới có hạn."
event = alt(
    seq(work, _counted, _length, phrase("kể từ", "tính từ", "từ", "sau khi", "sau"), anything()),
    seq(
        work,
        phrase("ngay sau khi", "sau khi", "khi có hướng dẫn", "khi có văn bản", "khi có quyết định", "khi được", "sau"),
        opt(anything()),
    ),
).to(lambda basis: basis.blank("event", EVENT))
ON_DEMAND = "Theo yêu cầu: hạn ghi trong từng yêu cầu."
on_demand_words = alt(
    seq(
        phrase("đột xuất"), opt(seq(comma, opt(phrase("hoặc", "và", "/")), phrase("khi có", "theo", "khi"), anything()))
    ),
    phrase(
        "khi có yêu cầu",
        "theo yêu cầu",
        "khi cần thiết",
        "khi cần",
        "khi phát sinh",
        "khi có phát sinh",
        "khi có vụ việc phát sinh",
        "khi có vụ việc",
        "khi có đề nghị",
        "theo đề nghị",
        "khi được yêu cầu",
        "khi có chỉ đạo",
    ),
    seq(
        phrase(
            "khi có yêu cầu",
            "theo yêu cầu",
            "theo đề nghị",
            "khi có đề nghị",
            "khi có phát sinh",
            "khi phát sinh",
            "khi có chỉ đạo",
        ),
        anything(),
    ),
)
on_demand = alt(
    on_demand_words,
    seq(on_demand_words, opt(link), on_demand_words),
    seq(phrase("khi có yêu cầu"), link, phrase("đột xuất")),
).to(lambda basis: basis.blank("on_demand", ON_DEMAND))
REFERENCE = "Thời hạn nằm trong văn bản khác: hãy gắn văn bản đó."
reference = seq(
    work,
    phrase("theo", "thực hiện theo", "căn cứ", "bám sát"),
    phrase(
        "tiến độ",
        "lộ trình",
        "kế hoạch",
        "quy định",
        "chương trình",
        "hướng dẫn",
        "chỉ đạo",
        "thời gian",
        "thời hạn",
        "văn bản",
        "quyết định",
    ),
    opt(anything()),
).to(lambda basis: basis.blank("reference", REFERENCE))
