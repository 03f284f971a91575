"""Fits the weights by which the program tells how sure it is of reported speech, to articles that say what is reported.

    python -m training.reported DATA... [--out archive/extract/reported.json]

``DATA`` are files of news, ``.jsonl`` or ``.jsonl.gz``: records with ``attributions``. They are read as they are and
damaged. A run of reported speech is right where it shares four fifths of its words with what a record says is told,
and its source touches the one that the record names; the weights of what speaks for each
(``archive/extract/reported.py``) are those that make the right ones likeliest right and the others likeliest wrong. Of
every three articles one is left out until its figures are told; the weights that are written are fitted to all.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.extract.reported import Signs, chance, signs_of
from archive.restore import restore_many
from archive.restore.values import Gaps
from archive.restore.words import WORD, words_of
from training import choice
from training.choice import Choice
from training.corpus import folded, read_records, stripped

FORMS: dict[Gaps, Callable[[str], str]] = {"marked": str, "wide": stripped, "bare": folded}
"""Ways in which articles are read, by what their gaps tell; the words of all are the same."""

NEAR = 0.8
"""Share of their words that two places have in common where they are near."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A run of reported speech of an article, by its number, as it is read in one form, and whether it is right."""

    number: int
    gaps: Gaps
    signs: Signs
    right: bool


def told_in(articles: Iterable[dict[str, Any]]) -> Iterator[Told]:
    """Yield the reported speech that is read out of articles in every form."""
    for number, record in enumerate(articles):
        meant = list(_meant(record))
        for gaps, damaged in FORMS.items():
            text = damaged(record["text"])
            (restored,) = restore_many([text])
            words, place = words_of(restored.body, restored.inserted), _Places(restored.body)
            for run in restored.runs:
                if run.kind == "indirect":
                    at, source = place.of(run.start, run.end), run.source and place.of(*run.source)
                    right = any(near(at, told) and source and _touch(source, who) for told, who in meant)
                    yield Told(number, gaps, signs_of(words, run, gaps), right)


class _Places:
    """Tells the words of a text by their numbers."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in WORD.finditer(text)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def of(self, start: int, end: int) -> Place:
        """Return the first word of a span and the one behind its last."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def _meant(record: dict[str, Any]) -> Iterator[tuple[Place, Place]]:
    """Yield where something is told, and who tells it."""
    place = _Places(record["text"])
    for one in record["attributions"]:
        if one["source"]:
            who = place.of(one["source"]["start"], one["source"]["end"])
            yield from ((place.of(start, end), who) for start, end in one["content_spans"])


def near(a: Place, b: Place) -> bool:
    """Return whether two places share four fifths of their words."""
    return min(a[1], b[1]) - max(a[0], b[0]) >= NEAR * (max(a[1], b[1]) - min(a[0], b[0]))


def _touch(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def fit(told: Sequence[Told]) -> dict[str, float]:
    """Return the weights that make the right runs likely right and the others not."""
    return choice.fitted([Choice([(one.right, one.signs), (not one.right, [])]) for one in told], {})


def report(told: Sequence[Told], table: Mapping[str, float]) -> Iterator[str]:
    """Yield a line for each form: how many runs there are, how sure they say they are on average, the share that is
    right, and the mean log-loss.
    """
    for gaps in FORMS:
        found = [(chance(table, one.signs), one.right) for one in told if one.gaps == gaps]
        count = max(1, len(found))
        loss = -sum(math.log(sure if right else 1 - sure) for sure, right in found) / count
        sure, right = sum(sure for sure, _ in found) / count, sum(right for _, right in found) / count
        yield f"{gaps:8}{len(found):>7}{sure:>8.4f}{right:>8.4f}{loss:>8.4f}"


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line asks."""
    said = choice.command("reported", __doc__, "+", "news that says what is reported").parse_args(arguments)
    told = list(told_in(record for _, record in read_records(said.data) if record.get("attributions")))
    most, left_out = choice.parts(told)
    choice.tell(report(left_out, fit(most)))
    choice.write({"right": fit(told)}, said.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
