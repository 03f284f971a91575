"""Utterances: what one speaker says in one go, joined from the runs of quotes that belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from index.article import Article, Quote, QuoteKind, Span
from index.values import dataclass

GAP = " ... "
"""What joins two runs of an utterance when other words stand between them."""

_WORD = re.compile(r"[^\W_]")
_PLACE = attrgetter("start", "end")
_NEAREST = 4
"""So many of the reported runs before the end of another are looked at, whether they hold it."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance of one article.

    ``text`` is its runs joined by a space, or by :data:`GAP` where other words stand between them. ``runs`` are where
    they stand in the body. ``kind`` is "direct" if any run is, else "quoted" if any is, else "indirect". ``speaker``
    and ``person`` are those of the first run that knows a person, else of the first with a speaker. ``confidence`` is
    that of its least certain run.
    """

    number: int
    text: str
    kind: QuoteKind
    speaker: str | None
    person: str | None
    confidence: float
    runs: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first run begins in the body."""
        return self.runs[0][0]


def utterances(article: Article) -> tuple[Utterance, ...]:
    """Return the utterances of ``article`` in the order of their first runs."""
    runs: dict[int, list[Quote]] = {}
    for quote in sorted(article.quotes, key=_PLACE):
        runs.setdefault(quote.utterance, []).append(quote)
    return tuple(_join(number, quotes, article.body) for number, quotes in runs.items())


def statements(found: Sequence[Utterance], body: str) -> list[int]:
    """Return for each utterance of an article the place, from 1, of the reported one that it is a part of; 0 for none.

    Such are words in marks within what the same person is said to have said; marks at their ends may stand outside.
    """
    reported = sorted((run, place) for place, one in enumerate(found, 1) if one.kind == "indirect" for run in one.runs)
    whole_of = [0] * len(found)
    for at, one in enumerate(found):
        if one.kind != "indirect" and reported:
            last = bisect_left(reported, ((one.runs[0][1], 0), 0))
            near = (place for _, place in reversed(reported[max(0, last - _NEAREST) : last]))
            whole_of[at] = next((place for place in near if _is_part(one, found[place - 1], body)), 0)
    return whole_of


def _is_part(one: Utterance, whole: Utterance, body: str) -> bool:
    same = one.person == whole.person if one.person else one.speaker in (None, whole.speaker)
    return same and all(any(_within(run, wider, body) for wider in whole.runs) for run in one.runs)


def _within(run: Span, wider: Span, body: str) -> bool:
    """Tell whether no word of a run stands outside of another; marks at its ends may."""
    return not (_WORD.search(body, run[0], wider[0]) or _WORD.search(body, wider[1], run[1]))


def _join(number: int, quotes: list[Quote], body: str) -> Utterance:
    if len(quotes) == 1:
        one = quotes[0]
        run = (one.start, one.end)
        return Utterance(number, one.text, one.kind, one.speaker, one.person, one.confidence, (run,))
    text = quotes[0].text
    for before, after in pairwise(quotes):
        text += (GAP if _WORD.search(body, before.end, after.start) else " ") + after.text
    telling = next((quote for quote in quotes if quote.person), None) or next(
        (quote for quote in quotes if quote.speaker), quotes[0]
    )
    return Utterance(
        number=number,
        text=text,
        kind=_kind(quotes),
        speaker=telling.speaker,
        person=telling.person,
        confidence=min(quote.confidence for quote in quotes),
        runs=tuple((quote.start, quote.end) for quote in quotes),
    )


def _kind(quotes: list[Quote]) -> QuoteKind:
    kinds = {quote.kind for quote in quotes}
    if "direct" in kinds:
        return "direct"
    return "quoted" if "quoted" in kinds else "indirect"
