"""The words around the table, as Nghị định 30/2020/NĐ-CP, Phụ lục I, lays them out: heading, basis, duties, signature."""

from __future__ import annotations

from tests.plans.corpus.spec import Spec


def above(spec: Spec) -> list[str]:
    """What stands above the table; `block` of the specification says which kind of document it is."""
    kinds = {"plan": _plan, "decision": _decision, "appendix": _appendix, "department": _department}
    return kinds[spec.fields.get("block", "plan")](spec)


def below(spec: Spec) -> list[str]:
    """Notes and signature under the table, parted by " // "."""
    return [line for line in spec.fields.get("below", "").split(" // ") if line]


def _day(spec: Spec) -> str:
    return f"ngày {spec.signed.day:02d} tháng {spec.signed.month:02d} năm {spec.signed.year}"


def _heading(spec: Spec, issuer: str) -> list[str]:
    return [
        issuer,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {spec.fields['number']}",
        f"Quảng Ngãi, {_day(spec)}",
        "",
    ]


def _duty(spec: Spec) -> str:
    return (
        f"Giao {spec.fields['follows']} chủ trì, theo dõi, đôn đốc các cơ quan, đơn vị tổ chức thực hiện Kế hoạch này."
    )


def _body(spec: Spec) -> list[str]:
    basis = spec.fields.get("basis", "Căn cứ Luật Tổ chức chính quyền địa phương;").split(" // ")
    words = spec.fields.get("body", "Các cơ quan, đơn vị, địa phương triển khai các nhiệm vụ tại Phụ lục kèm theo.")
    return ["", *basis, "", *words.split(" // "), "", _duty(spec), ""]


def _plan(spec: Spec) -> list[str]:
    return [
        *_heading(spec, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"),
        "KẾ HOẠCH", spec.fields["title"], *_body(spec), "PHỤ LỤC",
        f"(Kèm theo Kế hoạch số {spec.fields['number']} {_day(spec)} của UBND tỉnh Quảng Ngãi)", "",
    ]  # fmt: skip


def _department(spec: Spec) -> list[str]:
    own = _heading(spec, spec.fields["issuer"].upper())
    return ["UBND TỈNH QUẢNG NGÃI", *own, "KẾ HOẠCH", spec.fields["title"], *_body(spec)]


def _decision(spec: Spec) -> list[str]:
    number = spec.fields["number"]
    basis = spec.fields.get("basis", "Căn cứ Luật Tổ chức chính quyền địa phương;").split(" // ")
    return [
        *_heading(spec, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"),
        "QUYẾT ĐỊNH", spec.fields["title"], "", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "", *basis, "", "QUYẾT ĐỊNH:", "",
        f"Điều 1. Ban hành kèm theo Quyết định này {spec.fields['plan']}.",
        f"Điều 2. {_duty(spec)}",
        "Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.", "",
        "KẾ HOẠCH", spec.fields["plan"].removeprefix("Kế hoạch ").capitalize(),
        f"(Ban hành kèm theo Quyết định số {number} {_day(spec)} của UBND tỉnh Quảng Ngãi)", "",
    ]  # fmt: skip


def _appendix(spec: Spec) -> list[str]:
    """Only the appendix was sent, under the line that ties it to its plan; the duty stands below its title."""
    return [
        "PHỤ LỤC", "",
        "KẾ HOẠCH", spec.fields["title"],
        f"(Kèm theo Kế hoạch số {spec.fields['number']} {_day(spec)} của UBND tỉnh Quảng Ngãi)", "", _duty(spec), "",
    ]  # fmt: skip
