"""People and their posts as tables. A new person bears a mark of the file's own (“M1”) until he has his number."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.exchange.columns import Column, Values
from processes.exchange.tables import Table, agency, day, names, text, unit
from processes.models import Person, Plan, Post, Role
from processes.people import create_person, rename_person
from processes.plans import numbered
from processes.posts import appoint, change_post, end_post
from processes.system_account import USERNAME as SYSTEM
from workflow.acts import Capacity
from workflow.errors import DomainError, NotValid

_ANOTHER_POST = gettext_lazy("Không sửa bằng tệp: hãy kết thúc chức vụ này và ghi một chức vụ mới.")
Marks = dict[str, int]
"""The file's own marks of new persons, and the numbers that they got."""


class Persons(Table):
    """Natural persons; rows merged into another are left out, and so is the system itself."""

    title = "Người"
    key = ("number",)
    columns = (Column("number", "Số", required=True), Column("full_name", "Họ và tên", required=True))

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._known: dict[str, int] = {}

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        rows = Person.objects.filter(merged_into=None).exclude(accounts__username=SYSTEM).order_by("pk")
        pairs = list(rows.values_list("pk", "full_name"))
        self._known = {name.casefold(): pk for pk, name in pairs}
        return [{"number": str(pk), "full_name": name} for pk, name in pairs]

    def create(self, values: Values, by: Capacity) -> None:
        """A new person, unless somebody bears the name already: nobody is recorded twice by sending a file twice."""
        mark = text(values, "number")
        if mark.isdecimal():
            sentence = _("Không có người số {number}. Với người mới, hãy ghi một dấu hiệu bắt đầu bằng chữ, ví dụ M1.")
            raise NotValid(sentence.format(number=mark), field="number")
        name = text(values, "full_name")
        if number := self._known.get(name.casefold()):
            sentence = _(
                "Đã có người tên này, số {number}. Nếu là người đó, hãy ghi số {number}; nếu là người khác cùng tên, hãy ghi"
                " người mới ở trang Người rồi dùng số của họ."
            )
            raise NotValid(sentence.format(number=number), field="full_name")
        self._marks[mark] = create_person(name, by=by).pk

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """A name corrected."""
        rename_person(Person.objects.get(pk=int(text(old, "number"))), text(new, "full_name"), by=by)

    def name_of(self, values: Values) -> str:
        """The name."""
        return text(values, "full_name")


class Posts(Table):
    """Dated posts. Begun, ended and worded by a file; another person, office, unit or beginning is another post."""

    title = "Chức vụ"
    key = ("code",)
    columns = (
        Column("code", "Mã chức vụ"),
        Column("number", "Số của người", required=True, fixed=_ANOTHER_POST),
        Column("full_name", "Họ và tên"),
        Column("agency", "Mã cơ quan", required=True, fixed=_ANOTHER_POST),
        Column("agency_name", "Tên cơ quan", info=True),
        Column("unit", "Mã đơn vị", fixed=_ANOTHER_POST),
        Column("role", "Vai trò", "choice", {r.value: r.label for r in Role if r != Role.SYSTEM}, required=True,
               fixed=_ANOTHER_POST),
        Column("title", "Chức vụ", required=True),
        Column("in_charge_of", "Phụ trách đơn vị (mã)", "names"),
        Column("scope_plan", "Phạm vi kế hoạch", fixed=_ANOTHER_POST),
        Column("valid_from", "Từ ngày", "day", required=True, fixed=_ANOTHER_POST),
        Column("valid_to", "Đến hết ngày", "day"),
    )  # fmt: skip

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def standing(self) -> list[Values]:
        """In the order in which they were begun; the system's own are left out."""
        rows = Post.objects.exclude(role=Role.SYSTEM).order_by("pk").prefetch_related("in_charge_of")
        return [
            self._values(row)
            for row in rows.select_related("person__merged_into", "agency", "unit", "scope_plan__issuer")
        ]

    def _values(self, row: Post) -> Values:
        person = row.person.merged_into or row.person
        return {
            "code": row.code,
            "number": str(person.pk),
            "full_name": person.full_name,
            "agency": row.agency.code,
            "agency_name": row.agency.name,
            "unit": row.unit.code if row.unit else "",
            "role": str(row.role),
            "title": row.title,
            "in_charge_of": tuple(sorted(one.code for one in row.in_charge_of.all())),
            "scope_plan": f"{row.scope_plan.number}@{row.scope_plan.issuer.code}" if row.scope_plan else "",
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }

    def alike(self, values: Values, standing: Iterable[Values]) -> Values | None:
        """A row without a code means the post of that person, there, in that role, from that day: sent twice, recorded once."""
        same = ("number", "agency", "role", "valid_from")
        return next((row for row in standing if all(row[name] == values[name] for name in same)), None)

    def create(self, values: Values, by: Capacity) -> None:
        """Begin a post."""
        person = self._person(values)
        units = [unit(code, "in_charge_of") for code in names(values, "in_charge_of")]
        appoint(
            person,
            agency(values),
            unit(text(values, "unit"), "unit") if values["unit"] else None,
            text(values, "role"),
            text(values, "title"),
            day(values, "valid_from"),
            day(values, "valid_to"),
            units,
            _plan(text(values, "scope_plan")),
            text(values, "code") or None,
            by=by,
        )

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Word it anew, or end it. A name that is not (or no longer) the person's is a slip of the file."""
        post = Post.objects.select_related("person", "agency").get(code=old["code"])
        if "full_name" in changed:
            self._check_name(new, self._person(old))
        if changed & {"title", "in_charge_of"}:
            units = [unit(code, "in_charge_of") for code in names(new, "in_charge_of")]
            change_post(post, title=text(new, "title"), in_charge_of=units, by=by)
        if "valid_to" in changed:
            self._end(post, new, by)

    def _end(self, post: Post, new: Values, by: Capacity) -> None:
        last = day(new, "valid_to")
        if last is None and post.valid_to == post.agency.valid_to:
            return  # an open end in a body that ended is that body's last day
        if last is None:
            raise NotValid(_("Chức vụ đã ghi ngày kết thúc; nếu giữ tiếp, hãy ghi một chức vụ mới."), field="valid_to")
        end_post(post, last, by=by)

    def _person(self, values: Values) -> Person:
        number = text(values, "number")
        pk = self._marks.get(number) or (int(number) if number.isdecimal() and len(number) < 10 else 0)
        person = Person.objects.filter(pk=pk).first()
        if person is None:
            sentence = _("Không có người “{number}”: hãy ghi số của người, hoặc dấu hiệu đã ghi ở trang Người của tệp.")
            raise NotValid(sentence.format(number=number), field="number")
        self._check_name(values, person)
        return person

    def _check_name(self, values: Values, person: Person) -> None:
        name = text(values, "full_name")
        if name and name.casefold() != person.full_name.casefold():
            sentence = _("Người số {number} tên là {name}. Hãy sửa số hoặc tên cho khớp.")
            raise NotValid(sentence.format(number=person.pk, name=person.full_name), field="full_name")

    def name_of(self, values: Values) -> str:
        """Title, person, office."""
        return f"{values['title']} – {values['full_name'] or values['number']}, {values['agency']}"


def _plan(number: str) -> Plan | None:
    if not number:
        return None
    try:
        return numbered(number)
    except DomainError as refusal:
        raise NotValid(refusal.sentence, field="scope_plan") from refusal
