"""Facets: how the matches spread over the values of a field, as small tables with bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.render.layout import WIDEST, bar, beside, by_year, named, padded
from archive.render.line import Line, line
from archive.render.palette import TERMINAL, Palette
from index.request import Facet, FacetCount

_NARROWEST = 28
_GAP = 3
_BAR = 8


def facets(found: Iterable[Facet], width: int) -> Iterator[Line]:
    """Yield the tables of several facets in as many columns as ``width`` has room for, each filling the shortest."""
    tables = list(found)
    width = min(width, WIDEST)
    across = max(1, min(len(tables), (width + _GAP) // (_NARROWEST + _GAP), 3))
    each = (width - _GAP * (across - 1)) // across
    blocks: list[list[Line]] = [[] for _ in range(across)]
    for table in tables:
        block = min(blocks, key=len)
        block += [*([line("")] if block else []), *facet(table, each)]
    yield from beside(blocks, [each] * across, _GAP)


def facet(found: Facet, width: int, palette: Palette = TERMINAL, most: int = 12) -> Iterator[Line]:
    """Yield the table of one facet: a title, a line a value, then how many values were left out or have none.

    Dates keep their order in time and lose the oldest steps first, which is said above them; other values the rarest.
    Many months are shown as years.
    """
    yield line((found.field, palette.title))
    by_time = found.field in ("date", "added")
    values = _years(found.counts, most) if by_time else found.counts
    counts = values[-most:] if by_time else values[:most]
    top = max((entry.count for entry in counts), default=0)
    figures = max(len(f"{number:,}") for number in (found.missing, *(entry.count for entry in counts)))
    left_out = (len(values) if by_time else found.values) - len(counts)
    if by_time and left_out > 0:
        yield line((f"  … {left_out:,} earlier", palette.meta))
    for entry in counts:
        yield _value(entry, top, figures, width, palette)
    if not by_time and left_out > 0:
        yield line((f"  … {left_out:,} more", palette.meta))
    if found.missing:
        none = padded("  (none)", width - 2 - figures - _BAR)
        yield line((f"{none} {found.missing:>{figures},}", palette.meta))


def _years(counts: tuple[FacetCount, ...], most: int) -> tuple[FacetCount, ...]:
    """Return months as years where they are too many and none of them was chosen."""
    if len(counts) <= 2 * most or any(entry.selected != "no" for entry in counts):
        return counts
    years = by_year((entry.value, entry.count) for entry in counts)
    return tuple(FacetCount(f"{year:04d}", number) for year, number in years.items())


def chosen(entry: FacetCount, palette: Palette) -> tuple[str, str]:
    """Return the two columns before a value that tell whether it is included or excluded, and the style of both."""
    return {"no": ("  ", ""), "included": ("✓ ", palette.chosen), "excluded": ("✗ ", palette.excluded)}[entry.selected]


def _value(entry: FacetCount, top: int, figures: int, width: int, palette: Palette) -> Line:
    sign, style = chosen(entry, palette)
    room = width - 2 - 1 - figures - 1 - _BAR
    value = padded(named(entry.value), room)
    drawn = line((sign, style), (value.rstrip(), style))
    drawn.append(" " * (len(value) - len(value.rstrip())))
    drawn.append(f" {entry.count:>{figures},} ")
    return drawn.append(bar(entry.count, top, _BAR), palette.bar)
