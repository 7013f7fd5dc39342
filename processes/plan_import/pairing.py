"""Which row of a later table is which row of the earlier one: by what the rows say, never by where they stand. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from processes.plan_import.table_rows import CONTENT, TableRow, plain, same_group, words

CERTAIN = 0.75
"""From this similarity of content on, a pair is one task reworded – if no other row comes near."""
POSSIBLE = 0.5
"""Below it two rows are two tasks; between the two a person says."""
_MARGIN = 0.08
_TELLING = 12  # words of a row by which its neighbours are looked for
_NEAREST = 8  # rows looked at letter by letter for each row that found no equal


@dataclass(frozen=True)
class Pair:
    """Two rows by their positions, how alike their contents are (0 to 1), and whether nobody needs to look."""

    before: int
    after: int
    similarity: float
    certain: bool


def pairs_of(before: Sequence[TableRow], after: Sequence[TableRow]) -> list[Pair]:
    """Every pair, in the order of the later table; no row is in two. What is in none was added or dropped."""
    pairing = _Pairing(before, after)
    pairing.take_equal()
    pairing.take_similar()
    return sorted(pairing.pairs, key=lambda pair: pair.after)


class _Pairing:
    """The rows that are still free on each side, and the pairs found so far."""

    def __init__(self, before: Sequence[TableRow], after: Sequence[TableRow]) -> None:
        self.before, self.after = before, after
        self.free = ({at: None for at in range(len(before))}, {at: None for at in range(len(after))})
        self.pairs: list[Pair] = []

    def take_equal(self) -> None:
        """Rows with the same words: those with the most equal cells first, then group, number and order decide."""
        waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, row in enumerate(self.before):
            waiting[words(row.text)].append(at)
        found = [
            (-self._likeness(a, b), abs(a - b), a, b)
            for b, row in enumerate(self.after)
            for a in waiting.get(words(row.text), ())[:64]
        ]
        for _likeness, _distance, a, b in sorted(found):
            self._take(a, b, 1.0, certain=True)

    def take_similar(self) -> None:
        """Rows reworded: the most similar first. A rival nearly as similar makes a pair uncertain."""
        scored = list(self._scored())
        rivals: dict[tuple[str, int], list[float]] = defaultdict(list)
        for similarity, _likeness, a, b in scored:
            rivals["before", a].append(similarity)
            rivals["after", b].append(similarity)
        for similarity, _likeness, a, b in sorted(
            scored, key=lambda one: (-one[0], -one[1], abs(one[2] - one[3]), one[2])
        ):
            near = [s for key in (("before", a), ("after", b)) for s in _others(rivals[key], similarity)]
            alone = all(similarity - s >= _MARGIN for s in near)
            self._take(a, b, similarity, certain=similarity >= CERTAIN and alone)

    def _take(self, a: int, b: int, similarity: float, *, certain: bool) -> None:
        if a in self.free[0] and b in self.free[1]:
            del self.free[0][a], self.free[1][b]
            self.pairs.append(Pair(a, b, round(similarity, 3), certain))

    def _scored(self) -> Iterator[tuple[float, int, int, int]]:
        """Similarity and likeness of every free pair worth a closer look."""
        split = {at: words(self.before[at].text) for at in self.free[0]}
        holding: dict[str, list[int]] = defaultdict(list)
        for at, parts in split.items():
            for word in set(parts):
                holding[word].append(at)
        for b in self.free[1]:
            mine = words(self.after[b].text)
            matcher = SequenceMatcher(None, autojunk=False)
            matcher.set_seq2(mine)
            for a in _sharing(set(mine), holding):
                matcher.set_seq1(split[a])
                if (similarity := matcher.ratio()) >= POSSIBLE:
                    yield similarity, self._likeness(a, b), a, b

    def _likeness(self, a: int, b: int) -> int:
        """What speaks for a pair beside its content: equal cells, the same group, the same number."""
        before, after = self.before[a], self.after[b]
        cells = sum(
            plain(before.cells.get(name, "")) == plain(text) for name, text in after.cells.items() if name != CONTENT
        )
        return 4 * cells + 2 * same_group(before, after) + (before.code == after.code)


def _sharing(wanted: set[str], holding: dict[str, list[int]]) -> list[int]:
    """The rows that share the most words, rare words first: words that half the rows have say nothing."""
    shared: Counter[int] = Counter()
    for word in sorted(wanted & holding.keys(), key=lambda word: (len(holding[word]), word))[:_TELLING]:
        shared.update(holding[word])
    return [at for at, _count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]]


def _others(scores: Sequence[float], own: float) -> list[float]:
    rest = list(scores)
    rest.remove(own)
    return rest
