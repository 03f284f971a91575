"""Small things that everything shown is made of: bars, columns, counts, dates and sizes in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from archive.clean import clean_line
from archive.render.line import Line, line
from archive.render.wrap import columns, fit, wrap
from index.article import Published

WIDEST = 100
"""Lists are drawn no wider than this."""

MEASURE = 80
"""Articles are set no wider than this."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def bar(count: int, most: int, width: int) -> str:
    """Return a bar of at most ``width`` columns, as long as ``count`` is of ``most``; never empty for a count."""
    if count <= 0 or most <= 0:
        return ""
    full, rest = divmod(max(1, round(8 * width * count / most)), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def day(published: Published | None, *, brief: bool = False) -> str:
    """Return a date as people write it: "14 July 2016", ``brief`` "14 Jul 2016"; "July 2016", "2016"; empty when
    unknown.
    """
    if published is None:
        return ""
    start = published.start
    if published.precision == "year":
        return f"{start.year}"
    month = f"{_MONTHS[start.month - 1][: 3 if brief else None]} {start.year}"
    return month if published.precision == "month" else f"{start.day} {month}"


def moment(when: datetime) -> str:
    """Return a moment in the zone of this machine, to the minute."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 article", "12,345 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(octets: int) -> str:
    """Return a number of bytes in the unit that keeps it short: "512 B", "3.4 MB"."""
    if octets < 1000:
        return f"{octets} B"
    scaled = float(octets)
    for unit in ("kB", "MB", "GB", "TB"):
        scaled /= 1000
        if scaled < 999.5 or unit == "TB":
            return f"{scaled:.1f} {unit}" if scaled < 99.95 else f"{scaled:.0f} {unit}"
    raise AssertionError


def by_year(steps: Iterable[tuple[str, int]]) -> dict[int, int]:
    """Return counts by day, month or year by their years."""
    years: dict[int, int] = {}
    for step, number in steps:
        years[int(step[:4])] = years.get(int(step[:4]), 0) + number
    return years


def indented(lines: Iterable[Line], by: int) -> Iterator[Line]:
    """Yield lines with ``by`` blanks before each."""
    for each in lines:
        yield line(" " * by).append_line(each)


def flowed(parts: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Yield (text, style) parts set one after another as one paragraph, breaking between words."""
    text = "".join(part for part, _ in parts)
    for first, last in wrap(text, width):
        drawn, at = line(text[first:last]), 0
        for part, style in parts:
            begin, end = max(at, first), min(at + len(part), last)
            if style and begin < end:
                drawn.stylize(style, begin - first, end - first)
            at += len(part)
        yield drawn


def padded(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` columns: cut with an ellipsis, or with blanks after it."""
    text = fit(text, width)
    return text + " " * (width - columns(text))


def named(text: str) -> str:
    """Return a value from an article fit for one line, runs of blanks as one."""
    return " ".join(clean_line(text).split())


def beside(blocks: Sequence[Sequence[Line]], widths: Sequence[int], gap: int = 3) -> Iterator[Line]:
    """Yield the lines of blocks that stand beside each other, each padded to its width but the last."""
    for number in range(max((len(block) for block in blocks), default=0)):
        drawn = line("")
        for block, width in zip(blocks, widths, strict=True):
            cell = block[number] if number < len(block) else line("")
            room = width - columns(cell.plain)
            drawn.append_line(cell).append(" " * (room + gap))
        drawn.rstrip()
        yield drawn
