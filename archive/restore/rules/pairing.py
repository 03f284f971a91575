"""Pairs quotation marks into runs, so that every quote that opens also closes."""

from __future__ import annotations

from collections.abc import Iterator

from archive.restore.rules.gaps import Side, read_gap
from archive.restore.words import Words
from index.values import dataclass

LONGEST_SINGLE = 120
"""Words after which a single mark that never closed is taken for an apostrophe."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Words ``first`` to ``last`` between marks, and the same as characters, marks and outer space left out.

    ``continued`` tells that the speech goes on in the next paragraph, whose mark opens without one having closed.
    """

    first: int
    last: int
    start: int
    end: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Event:
    kind: Side | str
    word: int
    before: int
    after: int
    stop: bool


def paragraph_mark(text: str) -> str:
    """Return what parts paragraphs in ``text``: blank lines where there are any, line ends otherwise."""
    return "\n\n" if "\n\n" in text else "\n"


def goes_on(words: Words, last: int, first: int) -> bool:
    """Return whether the speech that ends with word ``last`` goes on with word ``first``: in the next paragraph, whose
    mark opens without one having closed.
    """
    gap = words.gap[first]
    ends = gap.find(paragraph_mark(words.text))
    sides = [mark.at > ends for mark in read_gap(gap).marks]
    return first == last + 1 and ends >= 0 and bool(sides) and all(sides)


def pair_marks(words: Words) -> list[Pair]:
    """Return the stretches between quotation marks, in order, none within another."""
    doubles = list(_double_events(words))
    if any(e.kind != "paragraph" for e in doubles):
        return _pairs(words, doubles)
    return _pairs(words, list(_single_events(words)))


def _pairs(words: Words, events: list[_Event]) -> list[Pair]:
    pairs: list[Pair] = []
    opened = -1
    for n, e in enumerate(events):
        start = events[opened] if opened >= 0 else None
        if e.kind == "paragraph":
            goes_on = _opens_next(events, n)
            if start and (goes_on or _opens_paragraph(events, opened)):
                _close(words, pairs, start, e, continued=goes_on)
            opened = -1
        elif start is None:
            opened = n if e.kind != "close" else -1
        elif e.kind != "open":
            _close(words, pairs, start, e, continued=False)
            opened = -1
        elif e.stop and e.word - start.word >= 3:
            _close(words, pairs, start, e, continued=False)
            opened = n
    if opened >= 0 and _opens_paragraph(events, opened):
        end = _Event("paragraph", len(words), len(words.text), len(words.text), stop=True)
        _close(words, pairs, events[opened], end, continued=False)
    return pairs


def _opens_next(events: list[_Event], n: int) -> bool:
    """Return whether a mark opens right at the start of the paragraph that event ``n`` begins."""
    return n + 1 < len(events) and events[n + 1].kind in ("open", "either") and events[n + 1].word == events[n].word


def _opens_paragraph(events: list[_Event], n: int) -> bool:
    """Return whether the mark of event ``n`` stands at the very start of a paragraph."""
    before = events[n - 1] if n else None
    return events[n].word == 0 if before is None else before.kind == "paragraph" and before.word == events[n].word


def _close(words: Words, pairs: list[Pair], opened: _Event, closed: _Event, *, continued: bool) -> None:
    first, last = opened.word, closed.word - 1
    if last < first:
        return
    start = min(opened.after, words.start[first])
    end = max(closed.before, words.end[last])
    text = words.text
    while start < words.start[first] and text[start].isspace():
        start += 1
    while end > words.end[last] and text[end - 1].isspace():
        end -= 1
    pairs.append(Pair(first, last, start, end, continued))


def _double_events(words: Words) -> Iterator[_Event]:
    """Yield double quotation marks and paragraph ends, in order."""
    mark = paragraph_mark(words.text)
    for i, gap in enumerate(words.gap):
        read = read_gap(gap)
        if not read.marks and not read.paragraph:
            continue
        begin = words.end[i - 1] if i else 0
        own = len(gap) == (words.start[i] if i < len(words) else len(words.text)) - begin
        breaks = gap.find(mark) if read.paragraph else -1
        told = breaks < 0
        for m in read.marks:
            if not told and breaks < m.at:
                yield _Event("paragraph", i, begin + breaks if own else begin, 0, True)
                told = True
            stop = any(c in ".!?" for c in gap[: m.at]) or "\n" in gap[: m.at] or i == 0
            before = begin + m.at if own else begin
            after = begin + m.at + m.size if own else words.start[i] if i < len(words) else len(words.text)
            yield _Event(m.side, i, before, after, stop)
        if not told:
            yield _Event("paragraph", i, begin + breaks if own else begin, 0, True)


def _single_events(words: Words) -> Iterator[_Event]:
    """Yield single marks that open before a word or close behind one, and paragraph ends, in order."""
    mark = paragraph_mark(words.text)
    opened = -1
    for i, gap in enumerate(words.gap):
        begin = words.end[i - 1] if i else 0
        broken = gap.find(mark)
        for at, c in enumerate(gap):
            if at == broken:
                yield _Event("paragraph", i, begin + at, 0, True)
                opened = -1
            if c not in "'‘’":
                continue
            if _opens_single(gap, at):
                if opened < 0:
                    opened = i
                    yield _Event("open", i, begin + at, begin + at + 1, "." in gap[:at])
            elif opened >= 0 and c != "‘" and _closes_single(words, gap, at, i, opened):
                opened = -1
                yield _Event("close", i, begin + at, begin + at + 1, stop=False)


def _opens_single(gap: str, at: int) -> bool:
    begins = gap[at - 1] in " \n(—[" if at else gap == "‘"
    return begins and gap[at + 1 :] in ("", "[", "(", "...", "…", "$", "£")


def _closes_single(words: Words, gap: str, at: int, i: int, opened: int) -> bool:
    after = gap[at + 1 : at + 2]
    if after and not after.isspace() and after not in ".,;:!?)—":
        return False
    if not after and i < len(words):
        return False
    if at > 0 and gap[at - 1] in ".,!?…":
        return True
    plural = i > 0 and words.low[i - 1].endswith("s") and after == " "
    return i - opened <= LONGEST_SINGLE and not plural
