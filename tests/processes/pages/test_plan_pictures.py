"""The paper beside the reading: a page of a PDF plan as a picture, the doubtful cell marked in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from processes.models import Plan, Role
from processes.pages import plan_picture
from processes.plan_import import guarded
from processes.plan_import.load import store
from processes.plan_import.page_picture import DrawnPage, Mark, draw_page, picture
from processes.plan_import.read_plan import PlanFile, plan_file
from tests.plans.corpus.paper import as_pdf
from tests.plans.sixty_tasks import ABOVE, HEADINGS
from tests.plans.writers import Written
from tests.processes.directory_people import account_of, post_of, system
from tests.processes.plan_import.plans_written import reading_of
from tests.processes.plan_import.test_pdf import printed, row
from tests.processes.plan_import.test_pdf_without_rulings import TEXT, loose, turned
from workflow.errors import NotFound, NotValid

RECEIVED = Path(__file__).parents[2] / "plans" / "received"
RULED = plan_file(RECEIVED / "16-ho-so-dat-dai.pdf")


@pytest.fixture(scope="module")
def ruled() -> DrawnPage:
    """The first page of a plan as an office sent it."""
    return draw_page(RULED, 1)


def image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def marked_box(page: DrawnPage, mark: Mark) -> tuple[int, int, int, int]:
    """Where a page with a mark differs from the same page without."""
    drawn, plain = (image(picture(page, one)) for one in (mark, None))
    box = ImageChops.difference(drawn, plain).getbbox()
    assert box is not None
    return box


def test_the_marked_cell_is_the_one_that_was_read(ruled: DrawnPage) -> None:
    whole, cell = marked_box(ruled, Mark(4, None, 6)), marked_box(ruled, Mark(4, 3, 6))
    beside, below = marked_box(ruled, Mark(4, 4, 6)), marked_box(ruled, Mark(5, 3, 6))
    assert whole[0] < cell[0] < cell[2] < whole[2]
    assert abs(cell[2] - beside[0]) < 8
    assert abs(whole[1] - cell[1]) < 8
    assert below[1] >= cell[3] - 8


def test_where_the_columns_of_a_page_are_other_ones_the_row_is_marked(ruled: DrawnPage) -> None:
    assert marked_box(ruled, Mark(4, 3, 9)) == marked_box(ruled, Mark(4, None, 6))


def test_a_cut_keeps_the_row_and_what_stands_around_it(ruled: DrawnPage) -> None:
    mark = Mark(4, 3, 6)
    whole, cut = image(picture(ruled, mark)), image(picture(ruled, mark, cut=True))
    assert cut.height < whole.height / 2
    row = marked_box(ruled, Mark(4, None, 6))
    assert row[2] - row[0] < cut.width < whole.width
    left = row[0] - (cut.width - (row[2] - row[0])) // 2
    at = [(x, y) for x in range(left - 3, left + 4) for y in range(max(row[3] - cut.height, 0), row[1])]
    assert any(_is_part(cut, whole, x, y) for x, y in at), "what was cut out is no part of the page with the whole row"


def _is_part(cut: Image.Image, whole: Image.Image, x: int, y: int) -> bool:
    first = (x, y, x + cut.width, y + 1)
    if whole.crop(first).tobytes() != cut.crop((0, 0, cut.width, 1)).tobytes():
        return False
    return whole.crop((x, y, x + cut.width, y + cut.height)).tobytes() == cut.tobytes()


def test_a_row_that_no_table_of_the_page_has_marks_nothing(ruled: DrawnPage) -> None:
    assert picture(ruled, Mark(99), cut=True) == picture(ruled)


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_is_not_there_is_not_found(page: int) -> None:
    with pytest.raises(NotFound, match="không có trang"):
        draw_page(RULED, page)


def test_what_cannot_be_drawn_is_refused_in_words() -> None:
    with pytest.raises(NotValid, match="Không đọc nổi tệp"):
        draw_page(PlanFile("hong.pdf", RULED.content[:2000]), 1)


def test_a_page_a_hundred_metres_tall_costs_no_more_points_than_another() -> None:
    tall = io.BytesIO()
    with pikepdf.open(io.BytesIO(RULED.content)) as document:
        document.pages[0].MediaBox = [0, 0, 792, 300_000]
        document.save(tall)
    drawn = draw_page(PlanFile("cao.pdf", tall.getvalue()), 1)
    assert drawn.size[1] > 50 * drawn.size[0]
    assert len(drawn.points) <= 3 * 3_100_000


def test_a_page_is_drawn_in_a_process_of_its_own_with_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    run = guarded.subprocess.run

    def watched(command: list[str], **given: Any) -> Any:
        asked.append(command)
        return run(command, **given)

    monkeypatch.setattr(guarded.subprocess, "run", watched)
    draw_page(RULED, 2)
    assert [command[-1] for command in asked] == ["processes.plan_import.page_picture"]


@pytest.fixture
def plan(db: None) -> Plan:
    """A plan printed as PDF with one vague time."""
    rows = [
        ["I", "Hoàn thiện thể chế", "", "", "", ""],
        ["1", "Việc một", "Sở Y tế", "Sở Nội vụ", "Sở Khoa học và Công nghệ", "Quý II năm 2025"],
        ["2", "Việc hai", "Sở Y tế", "Sở Nội vụ", "Sở Khoa học và Công nghệ", "Khoảng giữa năm 2025"],
    ]
    content = as_pdf(Written(ABOVE, [HEADINGS], rows))
    return store(PlanFile("ke-hoach.pdf", content), capacity=system("import_plan"))[0]


@pytest.fixture
def keeper(client, plan):
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    return client


def test_the_review_shows_the_paper_of_each_doubt(keeper, plan: Plan) -> None:
    doubt = plan.doubts.get(kind="uncertain_deadline")
    page = keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    number = doubt.proposal["place"]["page"]
    assert f'src="/ke-hoach/{plan.pk}/trang/{number}/?diem={doubt.pk}&amp;cat=1"' in page
    answer = keeper.get(f"/ke-hoach/{plan.pk}/trang/{number}/?diem={doubt.pk}&cat=1")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    whole = image(keeper.get(f"/ke-hoach/{plan.pk}/trang/{number}/").content)
    assert image(answer.content).height < whole.height


def test_the_doubts_of_one_page_cost_one_drawing(keeper, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    real = plan_picture.draw_page
    monkeypatch.setattr(plan_picture, "draw_page", lambda file, page: drawn.append(page) or real(file, page))
    plan_picture._drawn.cache_clear()
    for doubt in plan.doubts.all():
        keeper.get(f"/ke-hoach/{plan.pk}/trang/1/?diem={doubt.pk}&cat=1")
    keeper.get(f"/ke-hoach/{plan.pk}/trang/1/")
    assert drawn == [1]


def test_an_odd_doubt_in_the_address_marks_nothing(keeper, plan: Plan) -> None:
    for odd in ("abc", "999999999", "-1", "9" * 40):
        assert keeper.get(f"/ke-hoach/{plan.pk}/trang/1/?diem={odd}").status_code == 200
    assert keeper.get(f"/ke-hoach/{plan.pk}/trang/77/").status_code == 404


def test_a_plan_that_is_no_pdf_has_no_pictures(keeper, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(source_name="ke-hoach.docx")
    assert keeper.get(f"/ke-hoach/{plan.pk}/trang/1/").status_code == 404
    assert "/trang/" not in keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()


def test_a_cell_that_nobody_ruled_is_marked_too() -> None:
    rows = "".join(row(n, f"Việc {n}: {TEXT}") for n in range(1, 31))
    content = loose(rows, style="tr { page-break-inside: avoid }")
    place = reading_of(content, "kh.pdf").tasks[-1].row.place
    assert place["page"] > 1, "the columns come from a page before"
    page = draw_page(PlanFile("kh.pdf", content), int(place["page"]))
    text, lead = (marked_box(page, Mark(int(place["row"]), column, 5)) for column in (1, 2))
    assert text[0] < text[2] <= lead[0] + 8
    assert abs(text[1] - lead[1]) < 8
    assert _has_ink(page, text)
    assert _has_ink(page, lead)


def test_a_page_that_the_file_turns_is_marked_where_it_is_read() -> None:
    content = turned(printed(row(1) + row(2)), said=True)
    place = reading_of(content, "kh.pdf").tasks[-1].row.place
    page = draw_page(PlanFile("kh.pdf", content), 1)
    lead = marked_box(page, Mark(int(place["row"]), 2, 5))
    deadline = marked_box(page, Mark(int(place["row"]), 4, 5))
    assert lead[2] < deadline[0]
    assert _has_ink(page, lead)
    assert _has_ink(page, deadline)


def _has_ink(page: DrawnPage, box: tuple[int, int, int, int]) -> bool:
    """Do words stand in the box, away from its edges?"""
    left, top, right, bottom = box
    plain = image(picture(page)).crop((left + 6, top + 6, right - 6, bottom - 6)).convert("L")
    return plain.getextrema()[0] < 100
