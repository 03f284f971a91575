"""What was found: articles and quotes in a list, and what to say when there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePath

from archive.render.layout import WIDEST, count, day, flowed, indented, named
from archive.render.line import Line, line
from archive.render.palette import TERMINAL, Palette
from archive.render.shown import Styled, draw, show
from archive.render.wrap import columns, fit, wrap
from index.request import Hit, QuoteHit, SearchPage, Snippet, Suggestion

SHORT_ID = 8
"""How many characters of an article's id are shown; commands take them for the whole."""

_MARGIN = 4
_LEAST = 30
_MOST_LINES = 8
_DATELINE = 80
"""A dateline is at most about this many characters."""
_FEW_LINES = 3
_BETWEEN = " · "
_FIRST = 4
_LEAST_TITLE = 20
_LEAST_PART = 8
"""Names of sources and places, and headlines, are cut to no less."""
_BEGINS = re.compile(r"[\"'“‘(]?[^\W\d_a-z]")
_ENDS = re.compile(r"[.?!…:;][\"'”’)]*\s*$")


def hits(found: Iterable[Hit], width: int, first: int = 1) -> Iterator[Line]:
    """Yield a list of articles, numbered from ``first``, a blank line between them."""
    for number, each in enumerate(found, first):
        if number > first:
            yield line("")
        yield from hit(each, width, number=number)


def hit(
    found: Hit, width: int, palette: Palette = TERMINAL, number: int | None = None, *, short: bool = False
) -> Iterator[Line]:
    """Yield one article found: headline, where it comes from, who is in it, and the passages that match.

    ``short`` gives headline and origin one line each.
    """
    margin = _margin(number)
    yield from _hung(_hit(found, min(width, WIDEST) - len(margin), palette, short=short), margin, palette)


def _hit(found: Hit, width: int, palette: Palette, *, short: bool) -> Iterator[Line]:
    headline = palette.inferred if found.headline_inferred else palette.headline
    title = list(flowed([(named(found.headline) or "(no text)", headline)], width))
    if short:
        title = [line((fit(named(found.headline) or "(no text)", width), headline))]
    elif len(title) > 2:
        title = [title[0], line((fit(title[1].plain + " " + title[2].plain, width), headline))]
    yield from title
    yield from _origin(found, width, palette, short=short)
    if found.folded and not short:
        yield _copies(found, width, palette)
    if found.people:
        yield _people(found.people, width, palette)
    for passage in found.snippets:
        if fresh := _fresh(passage, found.headline):
            yield from snippet(fresh, width, palette)


def snippet(found: Snippet, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield a passage with its matches marked, and with ellipses where it was taken out of a sentence."""
    before = "" if found.start == 0 or (_BEGINS.match(found.text) and not found.within) else "…"
    after = "" if _ENDS.search(found.text) else "…"
    marks = [(start + len(before), end + len(before)) for start, end in found.marks]
    yield from marked(f"{before}{found.text}{after}", marks, width, "", palette)


def _fresh(passage: Snippet, headline: str) -> Snippet | None:
    """Return a passage without the headline that it begins with, or None where too little is left.

    Where it shows no match, a dateline may stand before the headline and goes with it.
    """
    text, words = passage.text, headline.rstrip("…").split()
    if passage.marks or passage.start or not headline:
        end = _says(text, words)
    elif (end := _said_behind(text[: _DATELINE + len(headline)], words)) < 0 and _cut_short(text, headline):
        end = len(text)
    if end < 0:
        return passage
    cut = len(text) - len(text[end:].lstrip(" \n.…"))
    if len(text) - cut < _LEAST:
        return None
    marks = tuple((start - cut, end - cut) for start, end in passage.marks if start >= cut)
    return Snippet(text[cut:], marks, passage.start + cut)


def _says(text: str, words: Sequence[str], at: int = 0) -> int:
    """Return where ``words``, in any case and with blanks between them, end in ``text`` from ``at`` on, or -1."""
    for number, word in enumerate(words):
        if number:
            before = at
            while text[at : at + 1].isspace():
                at += 1
            if at == before:
                return -1
        if text[at : at + len(word)].casefold() != word.casefold():
            return -1
        at += len(word)
    return at


def _said_behind(text: str, words: Sequence[str], most: int | None = None) -> int:
    """Return where ``words`` end in ``text`` behind ``most`` other characters at most, or -1."""
    ends = (_says(text, words, at) for at in range(len(text) + 1 if most is None else most + 1))
    return next((end for end in ends if end >= 0), -1)


def _cut_short(text: str, headline: str) -> bool:
    """Return True where ``text`` says the beginning of ``headline`` up to its end, behind a dateline."""
    if _said_behind(text, headline.split()[:5], _DATELINE) < 0:
        return False
    return " ".join(text.split()).rstrip("…")[-20:].casefold() in " ".join(headline.split()).casefold()


def marked(
    text: str, marks: Iterable[tuple[int, int]], width: int, style: str, palette: Palette = TERMINAL
) -> Iterator[Line]:
    """Yield a text of any length in ``style``, its ``marks`` standing out."""
    shown = show(text, 0, len(text))
    styled = [Styled(0, len(shown.text), style)] if style else []
    styled += [Styled(*shown.span(start, end), palette.match) for start, end in marks]
    for first, last in wrap(shown.text, width):
        yield draw(shown.text, first, last, styled)


def quotes(found: Iterable[QuoteHit], width: int, palette: Palette = TERMINAL, first: int | None = 1) -> Iterator[Line]:
    """Yield a list of quotes, a blank line between them; numbered from ``first``, or not when it is None."""
    for place, each in enumerate(found):
        if place:
            yield line("")
        yield from quote(each, width, palette, None if first is None else first + place)


def quote(
    found: QuoteHit, width: int, palette: Palette = TERMINAL, number: int | None = None, *, short: bool = False
) -> Iterator[Line]:
    """Yield one quote: who says it, its words, the article it stands in.

    ``short`` gives the words three lines at most, and the article one, and another where the words leave it.
    """
    margin = _margin(number)
    yield from _hung(_quote(found, min(width, WIDEST) - len(margin), palette, short=short), margin, palette)


def _quote(found: QuoteHit, width: int, palette: Palette, *, short: bool) -> Iterator[Line]:
    most = _FEW_LINES if short else _MOST_LINES
    yield line(*_speaker(found, palette)).cut(width)
    indirect = found.kind == "indirect"
    text = found.text if indirect else f"“{found.text}”"
    shift = 0 if indirect else 1
    marks = [(start + shift, end + shift) for start, end in found.marks]
    said = list(islice(marked(text, marks, width, "" if indirect else palette.quote, palette), most + 1))
    if len(said) > most and short:
        said[most - 1].truncate(width - 1)
        said[most - 1].append("…")
    yield from said[:most]
    if len(said) > most and not short:
        yield line(("…", palette.meta))
    yield from _origin(found, width, palette, short=short, apart=short and len(said) < most)
    if found.folded and not short:
        yield _copies(found, width, palette)


def summary(page: SearchPage, shown: int, offset: int, one: str, palette: Palette = TERMINAL) -> Line:
    """Return the line under a list: what part of all matches it is, and what the question took."""
    whole = total(page, one)
    if shown == (page.total if page.entries is None else page.entries) or not shown + offset:
        part = whole
    elif shown:
        part = f"{offset + 1:,}–{offset + shown:,} of {whole}"
    else:
        part = f"none of {whole} on this page"
    return line((f"{part} · {page.took_ms:.0f} ms", palette.meta))


def total(page: SearchPage, one: str) -> str:
    """Return how many matches there are in words, and how many different ones where copies are folded."""
    if page.entries is None or page.entries == page.total:
        return count(page.total, one)
    if one == "quote":
        return f"{count(page.entries, 'different quote')} in {page.total:,}"
    return f"{count(page.entries, 'story', 'stories')} in {count(page.total, one)}"


def nothing(page: SearchPage, asked: str, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield what to say when nothing was found: that, and which questions would do better."""
    what = named(asked)
    yield from flowed([("Nothing found" + (f" for {what}" if what else "") + ".", "")], width)
    for each in page.suggestions:
        yield from indented(flowed(list(_suggested(each, page.query, palette)), width - 2), 2)


def _suggested(found: Suggestion, query: str, palette: Palette) -> Iterator[tuple[str, str]]:
    from shlex import quote as quote_argument

    would = f" would find {found.total:,}."
    text = named(found.text)
    if found.kind == "drop-filter":
        yield "Without ", ""
        yield "the dates" if found.drop == "date" else f"--{named(found.drop or '')}", palette.headline
        yield " it" + would, ""
    elif found.kind == "spell-filter":
        yield "Did you mean ", ""
        if found.text not in ("", query):
            yield f"{text} ", palette.headline
        filters = ((found.drop or "", found.instead or ""), *found.also)
        mended = (f"--{named(name)} {quote_argument(named(value))}" for name, value in filters)
        yield " ".join(mended), palette.headline
        yield "? It" + would, ""
    elif found.kind == "drop-word":
        yield "One condition less: ", ""
        yield text or "the filters alone", palette.headline if text else ""
        yield would, ""
    elif found.kind == "any-order":
        yield "In any order: ", ""
        yield text, palette.headline
        yield would, ""
    else:
        yield "Did you mean ", ""
        yield text, palette.headline
        yield "? It" + would, ""


def _speaker(found: QuoteHit, palette: Palette) -> list[str | tuple[str, str]]:
    speaker = named(found.speaker or "")
    if found.person:
        person = named(found.person)
        known: list[str | tuple[str, str]] = [(person, palette.speaker)]
        return known if not speaker or speaker in person else [*known, (f"  ({speaker})", palette.meta)]
    return [(speaker, palette.speaker)] if speaker else [("nobody named", palette.meta)]


def _origin(found: Hit | QuoteHit, width: int, palette: Palette, *, short: bool, apart: bool = False) -> Iterator[Line]:
    """Yield source, place, date, number of copies and id; before them the headline of what is no title itself.

    ``short`` gives them one line, on which some are cut or left out where there is no room for all. The headline stands
    on a line of its own where it is to stand ``apart``, or else nothing would be left of it.
    """
    quoted = isinstance(found, QuoteHit)
    told = [
        _Part(found.source, palette.source, _LEAST_PART),
        _Part(found.place, "", _LEAST_PART, drop=3),
        _Part(day(found.published, brief=short or quoted), drop=1),
        _Part(f"+{count(found.copies, 'copy', 'copies')}" if found.copies else "", palette.chosen),
        _Part(found.id[:SHORT_ID], palette.meta, drop=_FIRST),
    ]
    told = [part for part in told if part.text]
    if quoted:
        title = named(found.headline)
        room = width - _taken(told) - len(_BETWEEN)
        if apart or (room < _LEAST_TITLE and not short):
            yield line((fit(title, width), palette.meta))
        else:
            told.insert(0, _Part(fit(title, max(_LEAST_TITLE, room)), palette.meta, _LEAST_PART, drop=2))
    if short:
        _squeeze(told, width)
    parts = [part for each in told for part in ((each.text, each.style), (_BETWEEN, palette.meta))]
    yield from islice(flowed(parts[:-1], width), 1 if short else None)


class _Part:
    """One part of a line: how far it may be cut (0: not at all), and when it is left out (greatest first; 0: never)."""

    def __init__(self, text: str | None, style: str = "", least: int = 0, drop: int = 0) -> None:
        self.text = named(text or "")
        self.style = style
        self.least = min(least or columns(self.text), columns(self.text))
        self.drop = drop


def _squeeze(told: list[_Part], width: int) -> None:
    """Leave the id out where not all has room, then others until the rest has if cut; then cut the longest."""
    if _taken(told) > width:
        told[:] = [each for each in told if each.drop < _FIRST]
    while sum(each.least + len(_BETWEEN) for each in told) - len(_BETWEEN) > width:
        last = max(told, key=lambda each: each.drop)
        if not last.drop:
            return
        told.remove(last)
    while (over := _taken(told) - width) > 0:
        longest = max((each for each in told if columns(each.text) > each.least), key=lambda each: columns(each.text))
        longest.text = fit(longest.text, max(longest.least, columns(longest.text) - over))


def _taken(parts: Iterable[_Part]) -> int:
    return sum(columns(each.text) + len(_BETWEEN) for each in parts) - len(_BETWEEN)


def _copies(found: Hit | QuoteHit, width: int, palette: Palette) -> Line:
    """Return as many copies as one line has room for: where each stands, and its day where that is another."""
    told = []
    for each in found.folded:
        when = "" if each.published == found.published else day(each.published, brief=True)
        where = each.source or PurePath(each.path).name
        told.append(named(" ".join(part for part in (where, when, each.id[:SHORT_ID]) if part)))
    return line((fit(f"also {', '.join(told)}", width), palette.meta))


def _people(people: tuple[str, ...], width: int, palette: Palette) -> Line:
    """Return as many names as one line has room for, and how many are left."""
    drawn = line("")
    for place, name in enumerate(people):
        left = len(people) - place - 1
        piece = (", " if place else "") + named(name)
        room = width - columns(drawn.plain) - (columns(f" +{left}") if left else 0)
        if columns(piece) > room and place:
            return drawn.append(f" +{left + 1}", palette.meta)
        drawn.append(fit(piece, room), palette.person)
    return drawn


def _margin(number: int | None) -> str:
    """Return what stands before the first line of an entry; large numbers take more of the width."""
    return f"{'' if number is None else f'{number:,}':>{_MARGIN - 2}}  "


def _hung(lines: Iterable[Line], margin: str, palette: Palette) -> Iterator[Line]:
    """Yield lines behind a margin, which is blank before all but the first of them."""
    for each in lines:
        yield line((margin, palette.meta)).append_line(each)
        margin = " " * len(margin)
