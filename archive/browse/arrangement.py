"""Which panes stand on the screen, by its width, the pane in use and whether it is zoomed."""

from __future__ import annotations

from typing import Literal

Pane = Literal["facets", "results", "article"]

PANES: tuple[Pane, ...] = ("facets", "results", "article")

TWO, THREE = 80, 120
"""From this many columns on two panes, or all three, stand beside each other."""


def shown(width: int, pane: Pane, *, zoomed: bool = False) -> tuple[Pane, ...]:
    """Return the panes that are shown, from left to right; ``pane`` is the one in use.

    Where there is room for two, the results stand beside the facets while those are in use, else beside the article.
    """
    if zoomed or width < TWO:
        return (pane,)
    if width >= THREE:
        return PANES
    return ("facets", "results") if pane == "facets" else ("results", "article")


def facets_width(width: int) -> int:
    """Return how many columns the facets take of a screen, beside other panes."""
    return max(32, min(44, width * 24 // 100)) if width >= THREE else max(30, width * 40 // 100)
