"""Papers of the demo: PDFs in the form of real reports, each saying that it belongs to a demonstration."""

from processes.models import TaskProcess
from workflow import clock
from workflow.document_form import date_line, number_line
from workflow.documents import render

MARK = "BẢN TRÌNH DIỄN"


def report(process: TaskProcess, *, title: str, number: int) -> bytes:
    """One page about one share, from its agency. Never a signature or a seal: it is nobody's document."""
    today = clock.today()
    return render(
        "documents/demo_report.html",
        {
            "mark": MARK,
            "governing_body": "",
            "issuing_body": process.agency.name,
            "number_line": number_line(number, "BC-TD"),
            "date_line": date_line("Quảng Ngãi", today),
            "recipients": ["UBND tỉnh (b/cáo)", "Sở Khoa học và Công nghệ (t/hợp)", "Lưu: VT"],
            "title": title,
            "process": process,
            "task": process.plan_task,
            "today": today,
        },
    )
