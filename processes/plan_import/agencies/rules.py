"""The grammar of agency cells: terms, what separates them, and words that stand before or behind a name.

A comma or " và " separates only outside names: the longest phrase the directory knows wins ("Sở Khoa học và Công
nghệ" is one name, "Các sở, ban, ngành" one group). Nothing resolves by guess: near matches are proposed, not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from processes.plan_import.agencies.lexicon import Entry, Lexicon
from processes.plan_import.agencies.near import not_alive, not_found, proposed
from processes.plan_import.agencies.open_members import is_open
from processes.plan_import.agencies.reading import Term
from processes.plan_import.agencies.words import HARD, Word, keys

_FAR = 6  # an open term spans at most so many separators


def _phrases(*texts: str) -> list[tuple[str, ...]]:
    return sorted((keys(text) for text in texts), key=len, reverse=True)


ASKING = _phrases("đề nghị", "kính đề nghị", "trân trọng đề nghị")
SILENT = _phrases(
    "giao",
    "phối hợp với",
    "phối hợp",
    "chủ trì",
    "với",
    "do",
    "gồm",
    "các cơ quan :",
    "các đơn vị :",
    "chủ trì :",
    "phối hợp :",
    "cơ quan chủ trì :",
    "cơ quan phối hợp :",
    "cơ quan thường trực",
    "cơ quan chủ trì",
    "cơ quan đầu mối",
    "đầu mối",
)
HEADS = _phrases(
    "chủ tịch",
    "giám đốc",
    "thủ trưởng",
    "chánh",
    "trưởng",
    "trưởng ban",
    "cục trưởng",
    "chi cục trưởng",
    "chỉ huy trưởng",
    "tổng biên tập",
    "hiệu trưởng",
    "người đứng đầu",
    "đồng chí chủ tịch",
    "đồng chí giám đốc",
    "ct",
)
DEPUTIES = _phrases(
    "phó chủ tịch",
    "pct",
    "các phó chủ tịch",
    "phó chủ tịch thường trực",
    "đồng chí phó chủ tịch",
    "phó giám đốc",
    "lãnh đạo",
    "thường trực",
    "phó",
)
PLACES = _phrases(
    "tỉnh quảng ngãi",
    "tỉnh",
    "quảng ngãi",
    "trong tỉnh",
    "trên địa bàn tỉnh",
    "trên địa bàn tỉnh quảng ngãi",
    "của tỉnh",
    "thuộc tỉnh",
    "cấp tỉnh",
    "trên địa bàn",
    "thuộc ubnd tỉnh",
    "toàn tỉnh",
    "trên toàn tỉnh",
)
ROLES = _phrases(
    "chủ trì", "phối hợp", "là cơ quan thường trực", "là cơ quan đầu mối", "là cơ quan chủ trì", "là đầu mối", "làm đầu mối",
)  # fmt: skip
SHARED = {
    keys(wording): keys(prefix)
    for wording, prefix in {
        "các sở": "sở", "sở": "sở", "các ban": "ban", "ubnd các huyện": "ubnd huyện", "các huyện": "ubnd huyện",
        "ubnd các xã": "ubnd xã", "các xã": "ubnd xã", "ubnd các phường": "ubnd phường", "các phường": "ubnd phường",
        "ubnd huyện": "ubnd huyện", "ubnd xã": "ubnd xã", "ubnd phường": "ubnd phường", "ubnd": "ubnd", "công an": "công an",
        "huyện": "huyện", "xã": "xã", "phường": "phường",
    }.items()
}  # fmt: skip

KINDS = {
    "cac-so": ("sở",), "cac-so-ban-nganh": ("sở", "ban"), "ubnd-huyen": ("ubnd huyện", "ubnd thị xã", "ubnd thành phố"),
    "ubnd-xa": ("ubnd xã", "ubnd phường", "ubnd đặc khu"),
}  # fmt: skip
"""What may be understood before a name behind "UBND các huyện, thị xã, thành phố:"."""


class Item(NamedTuple):
    """One term and the place behind it."""

    term: Term
    end: int


def after(words: Sequence[Word], at: int, phrases: list[tuple[str, ...]]) -> int:
    """The place behind the longest of the phrases found at `at`, or `at`."""
    for phrase in phrases:
        if tuple(word.key for word in words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at


class Cell:
    """One cell being read, from left to right."""

    def __init__(self, text: str, words: list[Word], lexicon: Lexicon) -> None:
        self.text, self.words, self.lexicon = text, words, lexicon
        self.asked = False
        self.prefix: tuple[str, ...] = ()
        self.kinds: tuple[str, ...] = ()

    def terms(self) -> Iterator[Term]:
        """Every term of the cell in its order."""
        at = self._skip(0)
        while at < len(self.words):
            item = self._item(at)
            yield replace(item.term, asked=self.asked or item.term.asked)
            if item.end < len(self.words) and self.words[item.end].key in HARD:
                self.asked = False
            at = self._skip(max(item.end, at + 1))

    # --- where terms begin and end ------------------------------------------------------------------------------
    def _skip(self, at: int) -> int:
        """Past separators and words that say nothing about who is meant."""
        while at < len(self.words):
            if self._separates(at) or self.words[at].key in {".", ":", "-", ")"}:
                at += 1
            elif (behind := after(self.words, at, ASKING)) > at:
                self.asked, at = True, behind
            elif (behind := after(self.words, at, SILENT)) > at:
                at = behind
            else:
                break
        return at

    def _separates(self, at: int) -> bool:
        return self.words[at].key in {",", "và", "/", "cùng"} or self.words[at].key in HARD

    def _ends(self, at: int) -> bool:
        """True where a term may end: at the end of the cell or before a separator."""
        return at >= len(self.words) or self._separates(at) or self.words[at].key in {".", "-"}

    def _boundaries(self, at: int) -> Iterator[int]:
        for place in range(at + 1, len(self.words) + 1):
            if place == len(self.words) or self._separates(place):
                yield place

    def written(self, start: int, end: int) -> str:
        """The cell's own text between two places."""
        return self.text[self.words[start].start : self.words[end - 1].end] if end > start else ""

    # --- one term -------------------------------------------------------------------------------------------------
    def _item(self, at: int) -> Item:
        found = self._deputy(at) or self._list_of_kinds(at) or self._longest(at)
        return found or self._unknown(at)

    def _longest(self, at: int) -> Item | None:
        """The longest of: a known phrase, a head standing for one, an open term; then what shares a prefix."""
        head = after(self.words, at, HEADS)
        options = [
            self._known(at),
            self._headed(at, head) if head > at else None,
            self._open(at),
        ]
        best = max((option for option in options if option), key=lambda option: option.end, default=None)
        return best or self._distributed(at)

    def _known(self, at: int, prefix: tuple[str, ...] = ()) -> Item | None:
        for entry, end in self.lexicon.matches(self.words, at, prefix):
            behind = after(self.words, end, PLACES) if not self._ends(end) else end
            behind, role = self._role(self._owner(entry, behind))
            if self._ends(behind):
                self._remember(entry)
                return Item(self._term(entry, self.written(at, behind), role), behind)
        return None

    def _owner(self, entry: Entry, at: int) -> int:
        """Past "thuộc Sở …" behind a unit, where it is that unit's own agency."""
        if entry.kind != "unit" or at >= len(self.words) or self.words[at].key != "thuộc":
            return at
        agency = next(unit.agency for unit in self.lexicon.directory.units if unit.code == entry.code)
        return next((end for found, end in self.lexicon.matches(self.words, at + 1) if found.code == agency), at)

    def _role(self, at: int) -> tuple[int, str]:
        """A bracket behind a name is a note about its role, not a name."""
        if at < len(self.words) and self.words[at].key == "(":
            for close in range(at + 1, len(self.words)):
                if self.words[close].key == ")":
                    return close + 1, self.written(at + 1, close)
        behind = after(self.words, at, ROLES)
        return behind, self.written(at, behind)

    def _remember(self, entry: Entry) -> None:
        """ "UBND huyện Bình Sơn, Sơn Tịnh": the words before the proper name hold for the next item too."""
        for size in (2, 1):
            if not entry.group and entry.phrase[:size] in SHARED.values() and len(entry.phrase) > size:
                self.prefix = entry.phrase[:size]
                return
        self.prefix = ()

    def _list_of_kinds(self, at: int) -> Item | None:
        """ "UBND các huyện, thị xã, thành phố: Bình Sơn, Đức Phổ": names of a group, not the group."""
        for entry, end in self.lexicon.matches(self.words, at):
            if entry.group and entry.code in KINDS and end < len(self.words) and self.words[end].key == ":":
                self.kinds = KINDS[entry.code]
                found = self._known(end + 1) or self._of_its_kind(end + 1)
                return found and Item(replace(found.term, text=self.written(at, found.end)), found.end)
        return None

    def _of_its_kind(self, at: int) -> Item | None:
        """The one body that the name means when the words understood before it are put in; two are none."""
        found = [item for kind in self.kinds if at < len(self.words) and (item := self._known(at, keys(kind)))]
        return found[0] if len({(item.term.agency, item.end) for item in found}) == 1 else None

    def _headed(self, at: int, start: int) -> Item | None:
        found = self._known(start) or self._distributed(start)
        if found is None:
            return None
        return Item(replace(found.term, text=self.written(at, found.end), head=self.written(at, start)), found.end)

    def _deputy(self, at: int) -> Item | None:
        """A deputy acts only where a decision gives him the field: a person names it."""
        start = after(self.words, at, DEPUTIES)
        if start == at or self._known(at):
            return None
        self.prefix = ()
        end = next((place for place in self._boundaries(start)), len(self.words))
        reason = "Cấp phó hoặc “lãnh đạo” chung: cần quyết định phân công để biết ai chỉ đạo."
        return Item(Term("open", self.written(at, end), reason=reason, doubtful=True), end)

    def _open(self, at: int) -> Item | None:
        """The longest stretch that names nobody in particular; "… và Công an tỉnh" behind it is a name of its own."""
        best = last = at
        for count, end in enumerate(self._boundaries(at)):
            if count > _FAR or (best == last > at and self.words[last].key == "và" and self._known(last + 1)):
                break
            if is_open(" ".join(" ".join(word.key for word in self.words[at:end]).split()).replace(" ,", ",")):
                best = end
            last = end
        return Item(Term("open", self.written(at, best)), best) if best > at else None

    def _distributed(self, at: int) -> Item | None:
        """ "Các Sở: Tài chính, Xây dựng": the word said once holds for every name behind it."""
        for wording in sorted(SHARED, key=len, reverse=True):
            start = after(self.words, at, [wording])
            if start > at:
                while start < len(self.words) and self.words[start].key == ":":
                    start += 1
                found = self._known(start, SHARED[wording]) if start < len(self.words) else None
                if found:
                    return Item(replace(found.term, text=self.written(at, found.end)), found.end)
        return (self._known(at, self.prefix) if self.prefix else None) or self._of_its_kind(at)

    def _unknown(self, at: int) -> Item:
        self.prefix = ()
        ends = list(self._boundaries(at))
        end = ends[0]
        for place in ends:
            end = place
            if place == len(self.words) or self.words[place].key != "và" or self._longest(place + 1):
                break
        text = self.written(at, end)
        return Item(not_found(text, self.lexicon), end)

    def _term(self, entry: Entry, text: str, role: str) -> Term:
        if entry.kind == "ended":
            return not_alive(entry, text, self.lexicon)
        if entry.kind == "alias":
            return proposed(entry.code, text, self.lexicon)
        directory = self.lexicon.directory
        if entry.kind == "group":
            group = directory.group(entry.code)
            return Term("group", text, group=entry.code, role=role, asked=group is not None and group.purpose == "ask")
        if entry.kind == "unit":
            owner = next(unit.agency for unit in directory.units if unit.code == entry.code)
            return Term("agency", text, agency=owner, unit=entry.code, role=role)
        return Term("agency", text, agency=entry.code, role=role, asked=not directory.agency(entry.code).assignable)
