"""What was read out of a file: its fields, the copy as it was and as restored, people and quotes."""

from __future__ import annotations

from collections.abc import Iterator

from archive.render.layout import WIDEST, beside, count, flowed, indented, named
from archive.render.line import Line, line
from archive.render.palette import TERMINAL, Palette
from archive.render.paragraphs import paragraphs
from archive.render.reading import marks, speaker, where
from archive.render.shown import Marks, Styled, draw, show
from archive.render.wrap import wrap
from index.article import Article, Person, Quote

SIDE_BY_SIDE = 96
"""From this many columns on the copy as it was and as restored stand beside each other."""

_LABEL = 12
_MARKS = '"“”„«»'
"""Marks around speech, which stand inside its ends where the copy had no room for them."""


def parsed(
    article: Article, text: str, width: int, palette: Palette = TERMINAL, confidence: bool = False
) -> Iterator[Line]:
    """Yield everything that was read out of one record; ``text`` is its copy before it was restored."""
    width = min(width, 2 * WIDEST)
    yield from fields(article, width, palette, confidence)
    yield line("")
    yield from restored(article, text, width, palette)
    told = [list(people(article, width, palette, confidence)), list(quotes(article, width, palette, confidence))]
    for block in filter(None, told):
        yield line("")
        yield from block


def fields(article: Article, width: int, palette: Palette = TERMINAL, confidence: bool = False) -> Iterator[Line]:
    """Yield the fields of an article that have a value, with how sure each inferred one is if ``confidence``."""
    yield from flowed([(where(article.locations[0]), palette.headline)], width)
    sure = dict(article.confidence)
    for name, value in _values(article):
        parts = [(named(value), "")]
        if confidence and name in article.stated:
            parts.append(("  stated", palette.meta))
        elif confidence and name in sure:
            parts.append((f"  {sure[name]:.0%}", palette.meta))
        yield from _labelled(name, parts, width, palette)
    for warning in article.warnings:
        yield from _labelled("note", [(named(warning), palette.warning)], width, palette)


def restored(article: Article, text: str, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield the copy as it was and as restored, beside each other where there is room; once if nothing differs."""
    drawn = Marks(marks(article, palette))
    same = text == article.body and not article.inserted
    across = not same and width >= SIDE_BY_SIDE and len(text) == len(article.body)
    column = (min(width, 2 * WIDEST) - 3) // 2 if across else min(width, WIDEST)
    if across:
        heads = [[line(("As it was", palette.title))], [line(("As restored", palette.title))]]
        yield from beside(heads, [column, column])
    elif not same:
        yield line(("As it was", palette.title))
        for first, last in paragraphs(text):
            shown = show(text, first, last, fold=False)
            for begin, end in wrap(shown.text, column):
                yield draw(shown.text, begin, end, [Styled(0, len(shown.text), palette.meta)])
        yield line("")
        yield line(("As restored", palette.title))
    unbroken = tuple((quote.start, quote.end) for quote in article.quotes if quote.kind != "indirect")
    for place, (first, last) in enumerate(paragraphs(article.body, 0, unbroken)):
        if place:
            yield line("")
        shown = show(article.body, first, last, article.inserted, fold=not across)
        styled = drawn.shown(shown, first, last)
        for begin, end in wrap(shown.text, column):
            after = draw(shown.text, begin, end, styled)
            if not across:
                yield after
                continue
            was = named_columns(text, shown.original(begin), shown.original(end))
            yield from beside([[line((was, palette.meta))], [after]], [column, column])


def named_columns(text: str, start: int, end: int) -> str:
    """Return a stretch of copy fit for one line, its blanks kept."""
    return show(text, start, end, fold=False).text


def people(article: Article, width: int, palette: Palette = TERMINAL, confidence: bool = False) -> Iterator[Line]:
    """Yield the people of an article with their roles, forms and mentions."""
    if article.people:
        yield line(("People", palette.title))
    for person in article.people:
        yield from indented(flowed(list(_person(person, palette, confidence)), width - 2), 2)


def quotes(article: Article, width: int, palette: Palette = TERMINAL, confidence: bool = False) -> Iterator[Line]:
    """Yield the utterances of an article: who says each, and its runs."""
    if article.quotes:
        yield line(("Quotes", palette.title))
    previous: Quote | None = None
    for quote in article.quotes:
        if previous is None or quote.utterance != previous.utterance:
            yield from indented(flowed(list(_speaker(quote, palette, confidence)), width - 2), 2)
        style = "" if quote.kind == "indirect" else palette.quote if quote.kind == "direct" else palette.quoted
        text = named(show(article.body, quote.start, quote.end, article.inserted).text)
        text = text if quote.kind == "indirect" else f"“{text.strip(_MARKS)}”"
        yield from indented(flowed([(text, style)], width - 4), 4)
        previous = quote


def _values(article: Article) -> Iterator[tuple[str, str]]:
    filed = article.dateline.places if article.dateline else ()
    others = [value.text for value in article.places if value.text not in filed]
    single = {
        "format": " · ".join(part for part in (article.format, article.encoding) if part),
        "headline": article.headline,
        "agency": article.agency,
        "publication": article.publication,
        "dateline": article.dateline.text if article.dateline else None,
        "place": ", ".join(filed),
        "published": article.published.isoformat() if article.published else None,
        "byline": ", ".join(article.byline),
        "section": article.section,
        "keywords": ", ".join(value.text for value in article.keywords),
        "places": ", ".join(others),
        "language": article.language,
        "url": article.url,
        "guid": article.guid,
        "version": article.version,
        "status": article.status,
        "rights": article.rights,
        "damage": ", ".join(sorted({damage.kind for damage in article.damage})),
    }
    yield from ((name, value) for name, value in single.items() if value)


def _labelled(label: str, parts: list[tuple[str, str]], width: int, palette: Palette) -> Iterator[Line]:
    head = f"{label:<{_LABEL}}"
    for drawn in flowed(parts, width - _LABEL):
        yield line((head, palette.meta)).append_line(drawn)
        head = " " * _LABEL


def _person(person: Person, palette: Palette, confidence: bool) -> Iterator[tuple[str, str]]:
    yield named(person.name), palette.person
    if person.roles:
        yield ", " + ", ".join(named(role) for role in person.roles), ""
    others = [named(form) for form in person.forms if form != person.name]
    if others:
        yield "  also " + ", ".join(others), palette.meta
    yield f"  {count(len(person.mentions), 'mention')}", palette.meta
    if confidence:
        yield "  stated" if person.stated else f"  {person.confidence:.0%}", palette.meta


def _speaker(quote: Quote, palette: Palette, confidence: bool) -> Iterator[tuple[str, str]]:
    who = speaker(quote)
    if who:
        yield named(who), palette.speaker
    else:
        yield "in marks, nobody is said to say it" if quote.kind == "quoted" else "nobody named", palette.meta
    other = quote.speaker if quote.person and quote.speaker != quote.person else None
    as_printed = [named(part) for part in (other, quote.cue) if part]
    if as_printed:
        yield f"  {' · '.join(as_printed)}", palette.meta
    if quote.kind == "indirect":
        yield "  reported", palette.meta
    if confidence:
        yield f"  {quote.confidence:.0%}", palette.meta
