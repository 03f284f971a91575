"""What quotation marks say in clean text: where speech opens and closes."""

from __future__ import annotations

from collections.abc import Sequence

_OPENING, _CLOSING = "“«", "”»"


def roles(gap: str) -> list[tuple[str, bool]]:
    """Return the quotation marks of a clean gap as (``"open"``, ``"close"`` or ``"either"``; after a line end)."""
    gap = gap.replace("''", '"').replace("``", '"')
    spaces = [i for i, c in enumerate(gap) if c.isspace()]
    found = []
    for i, c in enumerate(gap):
        if c in _OPENING:
            role = "open"
        elif c in _CLOSING:
            role = "close"
        elif c == '"':
            before = not spaces or i < spaces[0]
            after = not spaces or i > spaces[-1]
            role = "either" if before == after else "close" if before else "open"
            if role == "either" and not spaces and gap.strip('"') and gap[-1:] in "([-—":
                role = "open"
        else:
            continue
        found.append((role, "\n" in gap[:i]))
    return found


def quote_states(gaps: Sequence[str]) -> list[int]:
    """Return for each word (the one before the text included) whether it stands inside quotation marks.

    -1 where the marks of a paragraph do not agree. A paragraph may end without closing when the next one opens.
    """
    states = [0] * len(gaps)
    inside, broken, began = 0, False, 0
    for i, gap in enumerate(gaps):
        states[i] = inside
        if gap in {" ", ", ", ". "}:
            continue
        marks = roles(gap)
        ends = "\n" in gap or i == len(gaps) - 1
        closing = [m for m in marks if not m[1]] if ends else marks
        inside, broken = _follow(closing, inside, broken)
        if ends:
            opening = [m for m in marks if m[1]]
            if broken or (inside and i < len(gaps) - 1 and not opening):
                states[began : i + 1] = [-1] * (i + 1 - began)
                inside = 0
            broken, began = False, i + 1
            if opening:
                inside, broken = _follow([("either", True)] if inside else opening, 0, broken)
    return states


def _follow(marks: list[tuple[str, bool]], inside: int, broken: bool) -> tuple[int, bool]:
    for role, _ in marks:
        if role != "either" and inside != (role == "close"):
            broken = True
        inside = (1 - inside) if role == "either" else int(role == "open")
    return inside, broken
