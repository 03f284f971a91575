"""The people of an archive: a list of them, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from archive.render.layout import WIDEST, bar, beside, by_year, count, flowed, named, padded
from archive.render.line import Line, line
from archive.render.palette import TERMINAL, Palette
from archive.render.results import quotes
from archive.render.wrap import columns
from index.request import ArchivePerson, PersonPage

_BAR = 10
_FIGURES = 10
_MOST_MONTHS = 24
_MOST_QUOTES = 5
_LONG_GAP = 3


def people(found: Iterable[ArchivePerson], width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield a table of people with their articles, mentions and quotes."""
    listed = list(found)
    width = min(width, WIDEST)
    titles = ("articles", "mentions", "quotes")[: max(1, (width - 12) // _FIGURES)]
    room = width - _FIGURES * len(titles)
    bars = min(_BAR, room - 20)
    name = min(max([12, *(columns(named(person.name)) for person in listed)]), room - max(bars + 1, 0))
    yield line((padded("", name) + "".join(f"{title:>{_FIGURES}}" for title in titles), palette.meta))
    most = max((person.articles for person in listed), default=0)
    for person in listed:
        counts = (person.articles, person.mentions, person.quotes)[: len(titles)]
        drawn = line((padded(named(person.name), name), palette.person))
        drawn.append("".join(f"{number:>{_FIGURES},}" for number in counts))
        yield drawn.append(f" {bar(person.articles, most, bars)}" if bars > 0 else "", palette.bar)


def person(page: PersonPage, width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield the page of one person: roles, places, companions, articles by month, latest quotes."""
    width = min(width, WIDEST)
    who = page.person
    yield line((named(who.name), palette.headline))
    counts = (count(who.articles, "article"), count(who.mentions, "mention"), count(who.quotes, "quote"))
    yield from flowed([(" · ".join(counts), palette.meta)], width)
    others = [named(form) for form in who.forms if form != who.name]
    if others:
        yield from flowed([("Also printed as ", palette.meta), (", ".join(others), "")], width)
    tables = (("Roles", page.roles), ("Places", page.places), ("Appears with", page.companions))
    filled = [(title, values[:8]) for title, values in tables if values]
    if filled:
        yield line("")
        yield from _tables(filled, width, palette)
    if page.months:
        yield line("")
        yield from months(page.months, width, palette)
        charted = _charted(page.months)
        if undated := who.articles - sum(articles for _, articles in charted):
            unit = "month" if "-" in charted[0][0] else "year"
            yield line((f"  … {undated:,} without a {unit}", palette.meta))
    direct = [quote for quote in page.quotes if quote.kind == "direct"]
    if latest := (direct or page.quotes)[:_MOST_QUOTES]:
        yield line("")
        yield line(("Latest quotes", palette.title))
        yield from quotes(latest, width, palette, first=None)


def months(found: Sequence[tuple[str, int]], width: int, palette: Palette = TERMINAL) -> Iterator[Line]:
    """Yield a bar chart of articles by month, those without any filled in; by year where it spans several.

    Where nothing is dated by the month, years are shown too; where something is, those dated by the year alone are not.
    """
    listed = _charted(found)
    title = "Articles by month" if "-" in listed[0][0] else "Articles by year"
    most = max(articles for _, articles in listed)
    figures = max(len(f"{articles:,}") for _, articles in listed)
    yield line((title, palette.title))
    for step, articles in _without_gaps(listed):
        if articles is None:
            yield line((f"  {step}", palette.meta))
            continue
        drawn = line((f"  {step}", palette.meta), f" {articles:>{figures},}")
        length = bar(articles, most, min(40, width - 12 - figures))
        yield drawn.append(f" {length}" if length else "", palette.bar)


def _charted(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    by_month = [each for each in found if "-" in each[0]]
    if by_month and len(filled := _filled(by_month)) <= _MOST_MONTHS:
        return filled
    years = by_year(found)
    return [(f"{year:04d}", years.get(year, 0)) for year in range(min(years), max(years) + 1)]


def _without_gaps(listed: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int | None]]:
    """Yield the steps of a chart, long runs of them without articles as one with None for its count."""
    for empty, run in groupby(listed, lambda each: not each[1]):
        steps = list(run)
        if empty and len(steps) > _LONG_GAP:
            yield f"… none until {steps[-1][0]}", None
        else:
            yield from steps


def _filled(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    known = dict(found)
    first, last = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (found[0][0], found[-1][0]))
    months = (f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1))
    return [(month, known.get(month, 0)) for month in months]


def _tables(tables: Sequence[tuple[str, Sequence[tuple[str, int]]]], width: int, palette: Palette) -> Iterator[Line]:
    across = len(tables) if width >= 72 else 1
    widths = _shared([_wanted(*table) for table in tables], width - 3 * (across - 1)) if across > 1 else [width]
    for first in range(0, len(tables), across):
        row = zip(tables[first : first + across], widths, strict=True)
        yield from beside([list(_table(title, values, each, palette)) for (title, values), each in row], widths)
        if first + across < len(tables):
            yield line("")


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Return how many columns each table gets: as many as it wants, or as many as the others that have to give way."""
    found = dict.fromkeys(range(len(wanted)), 0)
    for given, place in enumerate(sorted(found, key=lambda place: wanted[place])):
        found[place] = min(wanted[place], room // (len(wanted) - given))
        room -= found[place]
    return list(found.values())


def _wanted(title: str, values: Sequence[tuple[str, int]]) -> int:
    """Return how many columns a table needs for all of its title, values and figures."""
    figures = max(len(f"{articles:,}") for _, articles in values)
    return max(columns(title), *(3 + columns(named(value)) + figures for value, _ in values))


def _table(title: str, values: Sequence[tuple[str, int]], width: int, palette: Palette) -> Iterator[Line]:
    yield line((title, palette.title))
    figures = max(len(f"{articles:,}") for _, articles in values)
    for value, articles in values:
        yield line(f"  {padded(named(value), width - 3 - figures)} {articles:>{figures},}")
