"""Files made to harm or simply broken: refused in one sentence, exit 2, in time; what looks odd but is harmless is read."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from processes.plan_import import guarded
from processes.plan_import.directory import Directory
from processes.plan_import.sources import PlanFile
from tests.plans.writers import PLAN_24, as_docx, as_xlsx
from tests.processes.plan_import.plans_written import ATTACHED, HEADINGS, reading_of, written
from tests.processes.plan_import.test_excel import rewritten
from tests.processes.plan_import.test_pdf import printed, row, scan
from workflow.errors import NotValid

ROOT = Path(__file__).resolve().parents[3]
ROW = ("1", "Việc a", "Sở Y tế", "", "Năm 2025")


def word():
    return as_docx(written(ROW))


def excel():
    return as_xlsx(written(ROW))


def zip_bomb():
    """200 MB of zeros behind a few hundred KB."""
    stream = io.BytesIO(word())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(201):
            part.write(bytes(1024 * 1024))
    return stream.getvalue()


def entity_bomb():
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "lol">{levels}]>'.encode()
    return rewritten(word(), {"word/document.xml": lambda data: prologue + data.partition(b"?>")[2]})


def entity_bomb_in_utf_16():
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a0 "lol">]><w>&a0;</w>'
    return rewritten(excel(), {"xl/worksheets/sheet1.xml": lambda data: text.encode("utf-16")})


def macros():
    return rewritten(word(), {"word/vbaProject.bin": lambda data: b"Attribute VB_Name"})


def locked(**passwords):
    with pikepdf.open(io.BytesIO(printed(row(1)))) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(**passwords))
    return stream.getvalue()


def long_cell():
    return as_docx(written(("1", "a" * 5_000_000, "Sở Y tế", "", "Năm 2025")))


REFUSED = [
    ("empty", "kh.docx", lambda: b"", "rỗng"),
    (
        "no task table",
        "kh.docx",
        lambda: as_docx(written(headings=[("Năm", "Số giao dịch", "Tăng")])),
        "không có bảng nhiệm vụ",
    ),
    ("no words", "kh.xlsx", lambda: rewritten(excel(), {"xl/worksheets/sheet1.xml": without_rows}), "không có"),
    ("zip bomb", "kh.docx", zip_bomb, "bom nén"),
    ("entity bomb", "kh.docx", entity_bomb, "XML nguy hiểm"),
    ("entity bomb in UTF-16", "kh.xlsx", entity_bomb_in_utf_16, "XML nguy hiểm"),
    ("macros", "kh.docx", macros, "macro"),
    ("macros by name", "kh.docm", word, "macro"),
    ("encrypted PDF", "kh.pdf", lambda: locked(user="x", owner="y"), "mật khẩu"),
    ("restricted PDF", "kh.pdf", lambda: locked(user="", owner="y"), "mật khẩu"),
    ("truncated PDF", "kh.pdf", lambda: printed(row(1))[:-2000], "bị hỏng"),
    ("truncated DOCX", "kh.docx", lambda: word()[:-3000], "bị hỏng"),
    ("scan without text", "kh.pdf", scan, "OCR"),
    ("a line of 5 MB", "kh.txt", lambda: b"x" * 5_000_000, "Dòng 1"),
    ("a cell of 5 MB", "kh.docx", long_cell, "dài quá"),
    ("PDF called Word", "kh.docx", lambda: printed(row(1)), "không phải Word"),
    ("Word called Excel", "kh.xlsx", word, "không phải Excel"),
    ("text called PDF", "kh.pdf", ATTACHED.encode, "không phải PDF"),
    ("Word called text", "kh.txt", word, "Word"),
    ("another archive called Word", "kh.docx", lambda: archive_of("a.txt"), "không phải Word"),
    ("old or locked Word", "kh.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "mật khẩu"),
    (
        "XML that is not well formed",
        "kh.docx",
        lambda: rewritten(word(), {"word/document.xml": lambda data: data[:-20]}),
        "bị hỏng",
    ),
]


def without_rows(data):
    return data[: data.index(b"<sheetData>")] + b"<sheetData/>" + data[data.index(b"</sheetData>") + 12 :]


def archive_of(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(("name", "make", "says"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_bad_file_is_refused_in_one_sentence_that_says_what_to_do(name, make, says):
    with pytest.raises(NotValid) as refusal:
        guarded.read_file(PlanFile(name, make()), Directory.shipped())
    sentence = refusal.value.sentence
    assert says in sentence
    assert ":" in sentence
    assert "\n" not in sentence


def test_the_command_refuses_with_exit_2_and_one_sentence(tmp_path):
    file = tmp_path / "kh.docx"
    file.write_bytes(zip_bomb())
    done = subprocess.run(
        [sys.executable, "manage.py", "read_plan", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (2, "", 1)


def test_what_the_process_hands_back_is_what_reading_here_gives(plan, directory):
    found = guarded.read_path(PLAN_24 / "24-KH-UBND.txt", directory)
    assert found.as_json() == plan.as_json()
    assert found.source == plan.source
    assert found.directory is directory
    assert found.tasks[3].deadline == plan.tasks[3].deadline


def test_when_the_clock_runs_out_the_machine_is_busy_and_the_file_is_not_blamed(monkeypatch):
    monkeypatch.setattr(guarded, "PATIENCE", 0.01)
    with pytest.raises(NotValid, match="Máy chủ đang bận"):
        guarded.read_file(PlanFile("kh.docx", word()), Directory.shipped())


def test_a_file_that_computes_too_long_is_told_to_be_parted(monkeypatch):
    done = subprocess.CompletedProcess([], next(iter(guarded._SLOW)), b"", b"")
    monkeypatch.setattr(guarded.subprocess, "run", lambda *_order, **_limits: done)
    with pytest.raises(NotValid, match=rf"hơn {guarded.SECONDS} giây.*tách riêng"):
        guarded.read_file(PlanFile("kh.docx", word()), Directory.shipped())


def run_limited(code):
    program = f"from processes.plan_import import guarded\nguarded.MEMORY //= 4\nguarded.SECONDS = 1\nguarded.limit_itself()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_process_has_no_more_memory_and_time_than_allowed():
    assert "MemoryError" in run_limited("bytearray(200 * 1024 * 1024)").stderr
    assert run_limited("while True: pass").returncode in guarded._SLOW


def test_a_process_that_dies_is_a_refusal_and_no_crash(monkeypatch):
    monkeypatch.setattr(guarded.sys, "executable", "/bin/false")
    with pytest.raises(NotValid, match="Không đọc nổi"):
        guarded.read_file(PlanFile("kh.docx", word()), Directory.shipped())


@pytest.mark.parametrize(
    "value",
    [print, subprocess.run, guarded.read_file, Path("/etc/passwd")],
    ids=["a builtin", "a program", "a function of ours", "a path"],
)
def test_nothing_but_values_of_a_reading_is_let_in(value):
    import pickle

    with pytest.raises(pickle.UnpicklingError):
        guarded._Careful(io.BytesIO(pickle.dumps(value))).load()


@pytest.mark.slow
def test_twenty_thousand_rows_are_read():
    rows = "".join(f"{n}\tViệc {n}\tSở Y tế\t<script>alert(1)</script>\tNăm 2025\n" for n in range(1, 20_001))
    text = f"{ATTACHED}\n" + "\t".join(HEADINGS) + "\n" + rows
    found = guarded.read_file(PlanFile("kh.txt", text.encode()), Directory.shipped())
    assert len(found.tasks) == 20_000
    assert found.tasks[-1].row.cells["coordinating"] == "<script>alert(1)</script>"


@pytest.mark.parametrize(("name", "make"), [("kh.docx", word), ("kh.xlsx", excel), ("kh.pdf", lambda: printed(row(1)))])
def test_whatever_bytes_are_broken_only_a_refusal_is_raised(name, make):
    content, chance = make(), random.Random(name)
    for _ in range(40):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = reading_of(bytes(broken), name)
        except NotValid:
            continue
        assert found.tasks
