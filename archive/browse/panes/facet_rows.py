"""The rows of the facet pane, as values: what stands on each and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from archive.browse.histogram import Cell, spark
from archive.render.facets import chosen
from archive.render.layout import bar, named, padded
from archive.render.line import Line, line
from archive.render.palette import Palette
from archive.render.wrap import columns, fit
from index.request import Facet, FacetCount
from index.values import dataclass

FIELDS = ("person", "speaker", "source", "place", "date", "format")
"""The facets of the pane."""

FIRST, MORE = 6, 12
"""How many values of a facet are shown at first, and how many come with each further page."""

MARGIN = 2
"""Columns before the bars of dates."""

_BAR = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a title, a value, the rest of a facet, the dates, those of a year alone, or nothing."""

    kind: Literal["title", "value", "more", "none", "dates", "axis", "years", "gap"]
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The search within one facet."""

    field: str
    text: str
    typing: bool = True


def rows(facets: Mapping[str, Facet], finding: Finding | None) -> list[Row]:
    """Return the rows of all facets that have something to show, in their order."""
    found: list[Row] = []
    for name, facet in facets.items():
        sought = finding is not None and finding.field == name
        if not facet.counts and not sought:
            continue
        found += [Row("gap")] if found else []
        found.append(Row("title", name))
        if name == "date":
            found += [Row("dates", name), Row("axis", name)]
            if by_year_alone(facet):
                found.append(Row("years", name))
        else:
            found += [Row("value", name, entry.value) for entry in facet.counts]
            if facet.values > len(facet.counts):
                found.append(Row("more", name))
        if facet.missing and not sought:
            found.append(Row("none", name))
    return found


def title(facet: Facet, finding: Finding | None, width: int, palette: Palette) -> Line:
    """Return the title of a facet, with what is typed to find a value in it."""
    drawn = line("  ", (facet.field, palette.title))
    if finding is not None and finding.field == facet.field:
        drawn.append(f"  {finding.text}", palette.match).append("▏" if finding.typing else "", palette.match)
        return drawn.append("  Esc: all" if finding.text else "", palette.meta)
    if facet.field != "date":
        told = f"{facet.values:,}"
        drawn.append(" " * max(1, width - columns(drawn.plain) - len(told)))
        drawn.append(told, palette.meta)
    return drawn


def value(entry: FacetCount, facet: Facet, width: int, palette: Palette) -> Line:
    """Return one value with its count and bar."""
    sign, style = chosen(entry, palette)
    top = max((each.count for each in facet.counts), default=0)
    figures = max(len(f"{each.count:,}") for each in facet.counts)
    room = max(4, width - 4 - figures - 2 - _BAR)
    name = padded(named(entry.value), room)
    drawn = line("  ", (sign, style), (name.rstrip(), style))
    drawn.append(" " * (columns(name) - columns(name.rstrip())))
    drawn.append(f" {entry.count:>{figures},} ")
    return drawn.append(bar(entry.count, top, _BAR), palette.bar)


def more(facet: Facet, palette: Palette) -> Line:
    """Return how many values there are besides those shown."""
    return line((f"    … {facet.values - len(facet.counts):,} more", palette.meta))


def by_year_alone(facet: Facet) -> int:
    """Return how many matches are dated by the year alone, where others are dated by the month."""
    alone = [entry.count for entry in facet.counts if "-" not in entry.value]
    return sum(alone) if len(alone) < len(facet.counts) else 0


def years(facet: Facet, palette: Palette) -> Line:
    """Return how many matches are dated by the year alone."""
    return line((f"    (year alone) {by_year_alone(facet):,}", palette.meta))


def none(facet: Facet, palette: Palette) -> Line:
    """Return how many matches have no value."""
    return line((f"    (none) {facet.missing:,}", palette.meta))


def dates(found: Sequence[Cell], at: int, chosen: tuple[int, int] | None, palette: Palette, *, in_use: bool) -> Line:
    """Return the line of bars; the cells chosen stand out, and the one ``at`` the cursor where it is in use."""
    drawn = line(" " * MARGIN, (spark(found), palette.bar))
    if chosen:
        drawn.stylize(palette.chosen, MARGIN + chosen[0], MARGIN + chosen[1] + 1)
    if in_use and found:
        drawn.stylize("reverse", MARGIN + at, MARGIN + at + 1)
    return drawn


def axis(found: Sequence[Cell], at: int, width: int, palette: Palette, *, in_use: bool) -> Line:
    """Return what stands under the bars: the cell at the cursor, or the first and last month."""
    if not found:
        return line("")
    if in_use:
        cell = found[at]
        return line((fit(f"  {cell.label}: {cell.count:,}", width), palette.match))
    first, last = found[0].first, found[-1].last
    if first == last:
        return line((f"  {first}", palette.meta))
    gap = max(1, len(found) - len(first) - len(last))
    return line((fit(f"  {first}{' ' * gap}{last}", width), palette.meta))
