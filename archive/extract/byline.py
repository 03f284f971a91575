"""Reads who wrote a story: ``By ...`` above it, ``(Reporting by ...; Editing by ...)`` below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.extract.masthead import POSTS, Masthead
from archive.extract.source import of_a_paper
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.rules.opening import Opening, agency_at
from archive.restore.words import Words, words_of
from index.article import Span
from index.values import dataclass

TAIL = 3_000
"""Characters at the end of a text in which credits are sought."""

_WORK = word_set("work")
_CREDITED = re.compile(rf"\b(?:{'|'.join(sorted(_WORK))})[\W_]+by\b|\bcontributed\b", re.IGNORECASE)
_BREAKS = frozenset((" and ", " & "))
_LONGEST_NAME = 5
_LONGEST_LINE = 12
_LONGEST_CREDIT = 40
"""Words without a bracket from which on it is a sentence: ``Research by Ana Ruiz has shown``."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers, and the stretches of the body that are credits, not story."""

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def byline_of(body: str, head: Words, opening: Opening | None, above: Masthead | None) -> Byline:
    """Return the names above and below a story, in order, each once."""
    names, spans = _above(head, opening, above)
    offset = max(0, len(body) - TAIL)
    while offset and offset < len(body) and not body[offset - 1].isspace():
        offset += 1
    tail = body[offset:]
    below, tail_spans = _below(words_of(tail)) if _CREDITED.search(tail) else ([], [])
    spans += [(a + offset, b + offset) for a, b in tail_spans]
    return Byline(tuple(dict.fromkeys([*names, *below])), tuple(spans))


def _above(words: Words, opening: Opening | None, masthead: Masthead | None) -> tuple[list[str], list[Span]]:
    """Read a line that begins with ``By`` before the story; in copy without line ends, before the dateline."""
    if masthead and masthead.writer and (names := _without_papers(_names(words, *masthead.writer))):
        return names, [(words.start[masthead.writer[0] - 1], words.end[masthead.writer[1] - 1])]
    limit = opening.first if opening and opening.first else 60
    for i in range(min(limit, len(words) - 1, 120)):
        if words.low[i] != "by" or not _line_starts(words, i):
            continue
        stop = i + 1
        if (
            opening
            and i < opening.first <= i + _LONGEST_LINE
            and not any("\n" in g for g in words.gap[1 : opening.first])
        ):
            stop = opening.first
        while stop != limit and stop < len(words) and stop - i < 20 and not _line_ends(words.gap[stop]):
            stop += 1
        if stop != limit and not any("\n" in words.gap[k] for k in (i, stop) if k < len(words)):
            continue
        names = _without_papers(_names(words, i + 1, stop))
        if names and stop - i <= 18:
            return names, [(words.start[i], words.end[stop - 1])]
    return [], []


def _without_papers(names: Iterable[str]) -> list[str]:
    """Return names but those of papers behind the first: ``By Ana Ruiz, Velm Courier``."""
    first, *others = list(names) or [""]
    return [first, *(name for name in others if not of_a_paper(name.lower().split()))] if first else []


def _line_starts(words: Words, i: int) -> bool:
    return i == 0 or "\n" in words.gap[i] or (len(words.gap[i]) >= 3 and not words.gap[i].strip())


def _line_ends(gap: str) -> bool:
    return "\n" in gap or (len(gap) >= 3 and not gap.strip())


def _below(words: Words) -> tuple[list[str], list[Span]]:
    """Read the credits at the end: from the first words of work to the closing bracket."""
    names: list[str] = []
    spans: list[Span] = []
    i, n = 0, len(words)
    while i < n - 1:
        if words.low[i] not in _WORK or words.low[i + 1] != "by" or not _credit_starts(words, i):
            i += 1
            continue
        first = i - 1 if i and words.low[i - 1] in ("additional", "further") else i
        stop = i + 2
        while stop < n and ")" not in words.gap[stop] and "\n" not in words.gap[stop]:
            stop += 1
        if stop - i <= _LONGEST_CREDIT or "(" in words.gap[first]:
            names.extend(_names(words, i + 2, stop))
            spans.append((words.start[first], words.end[stop - 1]))
        i = stop
    for i in range(n - 3):
        if tuple(words.low[i : i + 4]) == ("contributed", "to", "this", "report"):
            first = i
            while first and "\n" not in words.gap[first] and "." not in words.gap[first].rstrip(" "):
                first -= 1
            names.extend(_names(words, first, i))
            spans.append((words.start[first], words.end[i + 3]))
    return names, spans


def _credit_starts(words: Words, i: int) -> bool:
    """Return whether words of work open a credit: a bracket, a line or a capital, not the middle of a sentence."""
    first = i - 1 if i and words.low[i - 1] in ("additional", "further") else i
    gap = words.gap[first]
    return "(" in gap or "\n" in gap or ";" in gap or first == 0 or (len(gap) >= 2 and len(words) - i < 60)


def _names(words: Words, first: int, stop: int) -> Iterator[str]:
    """Yield the names between two words: parted by commas, ``and``, ``;``, ``in`` and places."""
    part: list[int] = []
    skipping = False
    for i in range(first, stop + 1):
        ends = (
            i == stop
            or words.low[i] in ("and", "in", "at", "by", "with", "for", "additional", "of")
            or words.low[i] in _WORK
        )
        if i > first and (i == stop or words.gap[i] not in (" ", "-", "'", "’", ". ", ".")):
            if part and not skipping:
                yield from _name(words, part)
            part, skipping = [], False
        if ends:
            if part and not skipping:
                yield from _name(words, part)
            part = []
            skipping = i < stop and words.low[i] in ("in", "at", "for", "of")
            continue
        part.append(i)


def _elsewhere(low: Sequence[str]) -> int:
    """Return how many words of a name stand before an agency or a city: ``Ada Quill Associated Press``."""
    for k in range(2, len(low)):
        if agency_at(low, k)[0] == len(low) - k or any(tuple(low[k : k + n]) in phrases("cities") for n in (1, 2, 3)):
            return k
    return len(low)


def _name(words: Words, part: list[int]) -> Iterator[str]:
    if words.low[part[0]] in word_set("determiners"):
        return
    low = tuple(words.low[i] for i in part)
    posted = low[-1] in POSTS
    low = low[: 2 if posted and len(low) > 2 else _elsewhere(low)]
    if low[-1] in POSTS:
        return
    person = len(low) == 2 and low[0] in lexicon().first_names
    if (
        not 2 <= len(low) <= _LONGEST_NAME
        or low in phrases("cities")
        or low in phrases("papers")
        or (agency_at(low, 0)[0] and not person)
    ):
        return
    if any(w.isdigit() or w in lexicon().cues for w in low) or (low[-1] in lexicon().organisations and not person):
        return
    printed = words.words_of(part[0], part[len(low) - 1])
    if printed.islower() or printed.isupper():
        printed = " ".join(w if w in lexicon().particles else w[:1].upper() + w[1:] for w in printed.lower().split(" "))
    yield printed
