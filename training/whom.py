"""Fits the weights by which the program tells whom pronouns and nouns mean, to the articles that say it.

    python -m training.whom [DATA...] [--out archive/extract/whom.json]

``DATA`` are files of news, ``.jsonl`` or ``.jsonl.gz``: records with ``whom``, as the articles here, or else with
quotes whose ``speaker_resolved`` names the person that the words from ``speaker_start`` to ``speaker_end`` mean. Of
these what a program resolved will do: each such pronoun counts ``SILVER`` times one that was read. Their nouns are
passed over, since those that mean nobody named are not told apart. What is invented counts ``INVENTED`` times.

The articles are read as they are and damaged. At each pronoun and noun whose meaning is known, one of the persons told
of or nobody named is right, and the weights of what speaks for each (``archive/extract/following.py``, ``roles.py``)
are those that make the right ones likeliest: a conditional logit, by descent with a penalty on large weights. Whom one
pronoun is taken to mean is a clue for the next, so stories are followed again with the weights of the round before. Of
every three articles one is left out until its figures are told, those of ``DATA`` beneath the others; the weights that
are written are fitted to all.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.extract import whom
from archive.extract.following import GENDERS
from archive.extract.naming import Meaning
from archive.extract.people import Cast
from archive.extract.speakers import Speakers
from archive.extract.whom import NOBODY, Clues, Kind
from archive.parse import understood
from archive.readers.copy import Copy
from archive.restore import Mention, Restored, restore
from archive.restore.words import WORD
from index.article import Span
from training import choice
from training.choice import Choice
from training.corpus import folded, read_records, stripped
from training.invented import HERE, records

FORMS: dict[str, Callable[[str], str]] = {
    "clean": str,
    "stripped": stripped,
    "folded": folded,
}
"""Ways in which articles are read; the words of all are the same."""

ROUNDS = 5
INVENTED, SILVER = 0.3, 0.5
"""How much the words of an invented article count, and pronouns of news whose persons were not set right by hand."""

Table = dict[Kind, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is read in one form, and the words of which it is known whom they mean, by their numbers."""

    number: int
    form: str
    restored: Restored
    mentions: tuple[Mention, ...]
    cast: Cast
    known: tuple[tuple[int, int, str | None], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Point:
    """Words of which it is known whom they mean: what was asked, None where a rule decides, and who is right."""

    story: Story
    pronoun: bool
    asked: tuple[Kind, Mapping[int, Clues]] | None
    right: frozenset[int]
    chosen: int


class _Heard(Speakers):
    """Notes what is asked of the judge for each source."""

    def __init__(self, story: Story, table: Table) -> None:
        self.asked: dict[Span, tuple[Kind, Mapping[int, Clues]] | None] = {}
        self._table = table
        self._last: tuple[Kind, Mapping[int, Clues]] | None = None
        super().__init__(story.restored, story.mentions, story.cast, self._judged)

    def _judged(self, kind: Kind, options: Mapping[int, Clues]) -> dict[int, float]:
        self._last = (kind, options)
        return whom.chances(self._table[kind], options)

    def _source(self, span: Span, at: int) -> Meaning:
        self._last = None
        meaning = super()._source(span, at)
        self.asked[span] = self._last
        return meaning


def resolved(record: dict[str, Any]) -> dict[str, Any]:
    """Return an article of news with ``whom``: the pronouns beside its quotes whose persons are named."""
    named = {
        (q["speaker_start"], q["speaker_end"]): q["speaker_resolved"]
        for q in record.get("quotes", ())
        if q.get("speaker_resolved") and q.get("speaker_start") is not None
    }
    told = [
        {"start": start, "end": end, "name": name}
        for (start, end), name in sorted(named.items())
        if record["text"][start:end].lower() in GENDERS
    ]
    return {"text": record["text"], "whom": told}


def stories(articles: Iterable[dict[str, Any]], weight: float = 1.0) -> Iterator[Story]:
    """Yield each article that tells whom words mean in every form; each of its points counts ``weight`` times."""
    for number, record in enumerate(record for record in articles if record.get("whom")):
        starts, ends = _words(record["text"])
        known = tuple(
            (bisect_right(ends, w["start"]), bisect_left(starts, w["end"]), w["name"]) for w in record["whom"]
        )
        for form, damaged in FORMS.items():
            text = damaged(record["text"])
            copy = Copy(text.encode(), text, "text")
            read = understood(copy, restore(text))
            yield Story(number, form, read.restored, read.mentions, read.cast, known, weight)


def _words(text: str) -> tuple[list[int], list[int]]:
    spans = [m.span() for m in WORD.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]


def points(story: Story, table: Table) -> Iterator[Point]:
    """Yield the points of a story that were found as sources of speech, as they are met with a table of weights."""
    heard = _Heard(story, table)
    starts, ends = _words(story.restored.body)
    low = heard.words.low
    found = {(bisect_right(ends, a), bisect_left(starts, b)): (a, b) for a, b in heard.meanings}
    for first, last, name in story.known:
        span = found.get((first, last))
        if span is None:
            continue
        right = {NOBODY} if name is None else {n for n, p in enumerate(story.cast.persons) if _same(p.name, name)}
        pronoun = last == first + 1 and low[heard.words.first_in(span)] in GENDERS
        yield Point(story, pronoun, heard.asked[span], frozenset(right), heard.meanings[span].person)


def _same(a: str, b: str) -> bool:
    """Return whether one name is the other or short for it."""
    short, long = sorted((WORD.findall(a.casefold()), WORD.findall(b.casefold())), key=len)
    return bool(short) and short[-1] == long[-1] and set(short) <= set(long)


def fitted(found: Sequence[Point], kind: Kind, start: Mapping[str, float]) -> dict[str, float]:
    """Return the weights of clues that make the right persons likeliest."""
    asked = [(p, p.asked[1]) for p in found if p.asked and p.asked[0] == kind and not p.right.isdisjoint(p.asked[1])]
    return choice.fitted(
        [
            Choice([(who in p.right, [(clue, 1.0) for clue in clues]) for who, clues in of_it.items()], p.story.weight)
            for p, of_it in asked
        ],
        start,
    )


def fit(told: Sequence[Story], table: Table) -> Table:
    """Return the table of weights that fits stories, beginning with another."""
    for _ in range(ROUNDS):
        found = [point for story in told for point in points(story, table)]
        table = {kind: fitted(found, kind, table[kind]) for kind in table}
    return table


def report(told: Sequence[Story], table: Table) -> Iterator[str]:
    """Yield a line for each form and kind of words: how many points there are, and the share that is right."""
    found = [point for story in told for point in points(story, table)]
    for form in FORMS:
        for name, pronoun in (("pronouns", True), ("nouns", False)):
            of_it = [p.chosen in p.right for p in found if p.story.form == form and p.pronoun == pronoun]
            yield f"{form:10}{name:10}{len(of_it):>6}{sum(of_it) / max(1, len(of_it)):>8.4f}"


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line asks."""
    said = choice.command("whom", __doc__, "*", "news whose quotes tell who is meant").parse_args(arguments)
    here = list(stories(records(HERE), INVENTED))
    data = [record for _, record in read_records(said.data)]
    news = list(stories(record for record in data if "whom" in record))
    news += stories((resolved(record) for record in data if "whom" not in record), SILVER)
    nothing: Table = {"pronoun": {}, "noun": {}}
    table = fit(choice.parts(here + news)[0], nothing)
    for some in filter(None, (here, news)):
        choice.tell(report(choice.parts(some)[1], table))
    choice.write(fit(here + news, table), said.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
