"""What files from outside cost the reader of plans, against what is owed: seconds by the clock, CPU and peak memory of its process.

    python -m benchmarks.files [WORD ...]

Large plans, every hostile file of tests/processes/plan_import/test_hostile_files.py, and the comparison of two plans. Each is made and
measured in processes of its own. WORD picks the lines that hold it. Ends with 1 when a limit is broken: the CPU is held against the
seconds that are owed, because reading waits for nothing, so that the clock shows the same on a machine with a core to spare and
nothing but the load on another. The memory is that of the guarded process, Python included.
"""

from __future__ import annotations

import copy
import io
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks import test_server  # noqa: F401 - sets Django up before the reader's sentences are asked for

MEGABYTES = 500
ANY_FILE = 20.0
"""Seconds within which every file is read or refused."""
_FORK = multiprocessing.get_context("fork")
_ATTACHED = "(Kèm theo Kế hoạch số: 7/KH-UBND ngày 10/02/2025 của UBND tỉnh)"
_HEADINGS = ("TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


@dataclass(frozen=True)
class Case:
    """A file to be read: how it is made, how many seconds are owed, how many tasks it has (0: it is refused)."""

    what: str
    name: str
    make: Callable[[], bytes]
    seconds: float = ANY_FILE
    tasks: int = 0


@dataclass(frozen=True)
class Cost:
    """What one reading took, and what it said."""

    seconds: float
    cpu: float
    megabytes: int
    tasks: int


def main() -> int:
    """Print the costs; 1 when one is over its limit."""
    words = sys.argv[1:]
    broken = 0
    print(f"{'':44}{'clock':>8}{'owed':>7}{'CPU':>8}{'memory':>9}   {'read':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for case in (case for case in cases() if not words or any(word in case.what for word in words)):
            path = Path(folder) / case.name
            _alone(lambda path=path, case=case: path.write_bytes(case.make()))
            cost = _alone(lambda path=path: _read(path))
            good = cost.cpu <= case.seconds and cost.megabytes <= MEGABYTES and cost.tasks == case.tasks
            broken += not good
            said = f"{cost.tasks}" if cost.tasks else "refused"
            print(
                f"{case.what:44}{cost.seconds:6.1f} s{case.seconds:5.0f} s{cost.cpu:6.1f} s{cost.megabytes:6} MB   {said:>7}"
                f"{'' if good else '   BROKEN'}"
            )
    if not words or any(word in _COMPARED for word in words):
        cost = _alone(_compared)
        good = cost.cpu <= ANY_FILE and cost.megabytes <= MEGABYTES
        broken += not good
        print(
            f"{_COMPARED:44}{cost.seconds:6.1f} s{ANY_FILE:5.0f} s{cost.cpu:6.1f} s{cost.megabytes:6} MB{'' if good else '   BROKEN'}"
        )
    return 1 if broken else 0


def cases() -> list[Case]:
    """The large plans, then the hostile files."""
    from tests.processes.plan_import.test_hostile_files import REFUSED

    return [
        Case("PDF, 20 pages, 300 tasks", "kh.pdf", pdf_of_300, 10, 300),
        Case("PDF without rulings, 20 pages, 300 tasks", "kh.pdf", lambda: pdf_of_300(ruled=False), 10, 300),
        Case("DOCX, 2 000 rows", "kh.docx", docx_of_2000, 5, 2_000),
        Case("XLSX, 20 000 rows", "kh.xlsx", xlsx_of_20000, ANY_FILE, 20_000),
        Case("text, 20 000 rows", "kh.txt", text_of_20000, ANY_FILE, 20_000),
        *(Case(f"hostile: {what}", name, make) for what, name, make, _says in REFUSED),
    ]


def _alone(work: Callable[[], Any]) -> Any:
    """What `work` gives in a process of its own, so that its children are counted alone."""

    def run(out: Connection) -> None:
        out.send(work())

    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=run, args=(there,))
    process.start()
    there.close()
    try:
        return here.recv()
    finally:
        process.join()


def _read(path: Path) -> Cost:
    from processes.plan_import.directory import Directory
    from processes.plan_import.guarded import read_path
    from workflow.errors import NotValid

    began = time.perf_counter()
    try:
        tasks = len(read_path(path, Directory.shipped()).tasks)
    except NotValid:
        tasks = 0
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, tasks)


_COMPARED = "comparison of two plans of 2 000 rows"


def _compared() -> Cost:
    """The second plan has every tenth row changed, every fiftieth dropped and its second half before its first."""
    from processes.plan_import.amendments import row_changes
    from processes.plan_import.table_rows import TableRow

    def row(number: int, words: str) -> TableRow:
        cells = {"text": words, "lead": "Sở Y tế", "deadline": "Năm 2025"}
        return TableRow(f"{number}", "", cells, {"row": number})

    before = [row(number, _content(number)) for number in range(1, 2_001)]
    kept = [number for number in range(1, 2_001) if number % 50]
    moved = kept[len(kept) // 2 :] + kept[: len(kept) // 2]
    after = [row(number, _content(number) + (" và cấp xã" if number % 10 == 0 else "")) for number in moved]
    began = time.perf_counter()
    row_changes(before, after)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, len(after))


_WORK = "Rà soát; Xây dựng kế hoạch; Tổ chức hội nghị; Kiểm tra; Tập huấn; Báo cáo; Hỗ trợ; Số hóa; Tuyên truyền; Đánh giá".split(
    "; "
)
_FIELD = "tiêu chuẩn; đo lường; chất lượng; chuyển đổi số; cải cách hành chính; khuyến nông; y tế dự phòng; đất đai; môi trường".split(
    "; "
)


def _content(number: int) -> str:
    """Words of a task that no other task has."""
    return (
        f"{_WORK[number % 10]} {_FIELD[number % 9]} và {_FIELD[number // 9 % 9]} tại cụm số {number} trên địa bàn tỉnh, bảo đảm đúng"
        " tiến độ, tiết kiệm, hiệu quả và phù hợp với quy định của pháp luật"
    )


def _row(number: int) -> tuple[str, ...]:
    lead = ("Sở Y tế", "Sở Khoa học và Công nghệ", "Các sở, ban, ngành, UBND các huyện, thị xã, thành phố")[number % 3]
    when = ("Năm 2025", "Quý III/2025", "Trước ngày 15/12/2025", "Hằng năm")[number % 4]
    return (str(number), _content(number), lead, "Sở Tài chính; Sở Tư pháp", when)


def pdf_of_300(*, ruled: bool = True) -> bytes:
    """300 tasks on 20 pages and more, headings on every page."""
    from weasyprint import HTML

    line = "0.5pt solid black" if ruled else "none"
    style = (
        "@page { size: A4 landscape; margin: 1.5cm } body { font: 11pt 'Liberation Serif' } p { text-align: center }"
        " table { border-collapse: collapse } tr { page-break-inside: avoid }"
        f" td, th {{ border: {line}; padding: 1pt 8pt 5pt; vertical-align: top; text-align: left }}"
    )
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in _row(number)) + "</tr>" for number in range(1, 301))
    page = f"<style>{style}</style><p>{_ATTACHED}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return bytes(HTML(string=page).write_pdf())


def docx_of_2000() -> bytes:
    """One ruled table; the rows are copies of the first, with words of their own."""
    import docx

    from tests.plans.writers import Written, as_docx

    document = docx.Document(io.BytesIO(as_docx(Written([_ATTACHED], [_HEADINGS], [_row(1)]))))
    table = document.tables[0]._tbl
    first = table.tr_lst[1]
    for number in range(2, 2_001):
        row = copy.deepcopy(first)
        for cell, words in zip(row.tc_lst, _row(number), strict=True):
            cell.p_lst[0].r_lst[0].text = words
        table.append(row)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_of_20000() -> bytes:
    """One sheet."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Phụ lục")
    for cells in ((_ATTACHED,), _HEADINGS, *(_row(number) for number in range(1, 20_001))):
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_of_20000() -> bytes:
    """Tabs between the cells, scripts in some of them."""
    rows = ("\t".join(_row(number)).replace("Sở Tư pháp", "<script>alert(1)</script>") for number in range(1, 20_001))
    return "\n".join([_ATTACHED, "\t".join(_HEADINGS), *rows, ""]).encode()


if __name__ == "__main__":
    sys.exit(main())
