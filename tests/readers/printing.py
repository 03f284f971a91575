"""Makes PDFs of exports of databases, as these print them: lines below each other, over as many pages as they fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.readers.making import drawn_line, pdf, wrapped

_TOP, _BOTTOM, _LEFT = 780, 70, 50
_TYPE, _LEADING, _GAP = 10, 12, 10
_LARGE = 14
_WIDTH = 95


def printed(blocks: Iterable[str], *, head: str = "", foot: str = "", large: Sequence[str] = ()) -> bytes:
    """Return a PDF of blocks of lines, those that are ``large`` in larger type; a form feed begins a page.

    ``head`` and ``foot`` stand on each page, ``{n}`` in them for its number.
    """
    pages: list[list[tuple[int, int, str]]] = [[]]
    y = _TOP
    for block in blocks:
        if block == "\f":
            pages.append([])
            y = _TOP
            continue
        size = _LARGE if block in large else _TYPE
        for line in (part for each in block.split("\n") for part in wrapped(each, _WIDTH * _TYPE // size)):
            if y < _BOTTOM:
                pages.append([])
                y = _TOP
            pages[-1].append((y, size, line))
            y -= _LEADING * size // _TYPE
        y -= _GAP
    return pdf([_drawn(page, head.format(n=n), foot.format(n=n)) for n, page in enumerate(filter(None, pages), 1)])


def _drawn(lines: Sequence[tuple[int, int, str]], head: str, foot: str) -> bytes:
    edges = [(_TOP + 30, 8, head)] if head else []
    drawn = ["BT"]
    for y, size, text in (*edges, *lines, *([(_BOTTOM - 40, 8, foot)] if foot else [])):
        drawn += [f"/F1 {size} Tf", *drawn_line(_LEFT, y, text)]
    return "\n".join([*drawn, "ET"]).encode("cp1252", "replace")


def as_pdf(lines: Iterable[str]) -> bytes:
    """Return a PDF of the lines of a text, blank ones between its blocks."""
    return printed("\n".join(line.rstrip() for line in lines).replace("\f", "").split("\n\n"))
