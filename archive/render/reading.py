"""One article set for reading: headline, where it comes from, the restored body with people and quotes marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.clean import clean_path
from archive.render.layout import MEASURE, count, day, flowed, indented, named
from archive.render.line import Line, line
from archive.render.palette import TERMINAL, Palette
from archive.render.paragraphs import paragraphs
from archive.render.results import SHORT_ID
from archive.render.shown import Marks, Styled, lines
from index.article import Article, Location, Quote, Span

_FIRST_LINE = re.compile(r"\s*[^\n]+")


def reading(article: Article, width: int) -> Iterator[Line]:
    """Yield the lines of an article set for reading."""
    width = min(width, MEASURE)
    yield from head(article, width)
    yield line("")
    yield from body(article, width)
    told = list(speakers(article, width))
    if told:
        yield line("")
        yield from told
    yield line("")
    yield from filed(article)


def head(article: Article, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield the headline if there is one, source, place and date, the id, the byline, what the copy had lost, and what
    had to be assumed of it.
    """
    if article.headline:
        yield from flowed([(named(article.headline), palette.headline)], width)
    place = article.dateline.place if article.dateline else None
    origin = [(named(article.source), palette.source)] if article.source else []
    if article.publication and article.publication != article.source:
        origin.append((named(article.publication), palette.source))
    origin += [(named(part), "") for part in (place, day(article.published)) if part]
    parts: list[tuple[str, str]] = []
    for text, style in origin:
        parts += [(text, style), (" · ", palette.meta)]
    yield from flowed([*parts, (named(article.id[:SHORT_ID]), palette.meta)], width)
    if article.byline:
        yield from flowed([("By " + ", ".join(named(name) for name in article.byline), palette.meta)], width)
    if article.damage:
        lost = ", ".join(dict.fromkeys(named(damage.kind) for damage in article.damage))
        yield from flowed([(f"Restored from damaged copy ({lost})", palette.meta)], width)
    for warning in article.warnings:
        yield from flowed([(named(warning[:1].upper() + warning[1:]), palette.meta)], width)


def filed(article: Article, width: int | None = None, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield the files that an article lies in, each on a line of its own, to be taken from there, unless there is a
    ``width``.
    """
    yield line(("Where it lies", palette.title))
    for place in article.locations:
        told = where(place)
        drawn = flowed([(told, palette.meta)], width - 2) if width else [line((told, palette.meta))]
        yield from indented(drawn, 2)


def where(place: Location) -> str:
    """Return a place as one writes it: ``/news/2016.zip!/floods.txt #3``."""
    member = f"!/{clean_path(place.member)}" if place.member else ""
    return f"{clean_path(place.path)}{member}" + (f" #{place.ordinal}" if place.ordinal else "")


def body(article: Article, width: int, palette: Palette = TERMINAL, matches: Iterable[Span] = ()) -> Iterator[Line]:
    """Yield the restored body, paragraph by paragraph, a headline at its beginning left out.

    ``matches`` are stretches of it that answer a question.
    """
    styled = marks(article, palette)
    styled += [Styled(start, end, palette.match) for start, end in matches]
    drawn = Marks(styled)
    unbroken = tuple((quote.start, quote.end) for quote in article.quotes if quote.kind != "indirect")
    start = story_start(article)
    for place, (first, last) in enumerate(paragraphs(article.body, start, unbroken)):
        if place:
            yield line("")
        yield from lines(article.body, first, last, drawn, width, article.inserted)


def story_start(article: Article) -> int:
    """Return where the body begins behind a headline that it opens with, and behind a byline that says no more than
    the head does.
    """
    span = article.headline_span
    start = span[1] if span and not article.body[: span[0]].strip() else 0
    first = _FIRST_LINE.match(article.body, start)
    return first.end() if first and article.byline and _names(first[0]) == _names(" ".join(article.byline)) else start


def _names(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in ("by", "and")]


def marks(article: Article, palette: Palette = TERMINAL) -> list[Styled]:
    """Return how the stretches of an article's body are drawn: dateline, quotes, people, speakers."""
    found = []
    if article.dateline and article.dateline.span:
        found.append(Styled(*article.dateline.span, palette.dateline))
    for quote in article.quotes:
        if quote.kind != "indirect":
            found.append(Styled(quote.start, quote.end, palette.quote if quote.kind == "direct" else palette.quoted))
    found += [Styled(*span, palette.person) for person in article.people for span in person.mentions]
    spans = {quote.speaker_span for quote in article.quotes if quote.kind == "direct" and quote.speaker_span}
    found += [Styled(*span, palette.speaker) for span in sorted(spans)]
    return found


def speakers(article: Article, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield who is quoted in an article, and how often."""
    told: dict[tuple[str, bool], set[int]] = {}
    for quote in article.quotes:
        who = speaker(quote)
        if quote.kind == "direct" and who:
            told.setdefault((who, quote.person is not None), set()).add(quote.utterance)
    if not told:
        return
    roles = {person.name: person.roles[0] for person in article.people if person.roles}
    yield line(("Who says it", palette.title))
    for (who, known), utterances in told.items():
        parts = [(named(who), palette.speaker if known else "")]
        if known and who in roles:
            parts.append((f", {named(roles[who])}", ""))
        parts.append((f"  {count(len(utterances), 'quote')}", palette.meta))
        yield from indented(flowed(parts, width - 2), 2)


def speaker(quote: Quote) -> str | None:
    """Return who says a quote: the person's name, else the words that point at the speaker, else None."""
    return quote.person or quote.speaker
