"""Puts marks back into gaps without moving a character."""

from __future__ import annotations

from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one gap: those that follow the word before it, those that lead the word after it.

    ``joined`` marks stand between two words with no space: hyphens, apostrophes, the point in ``U.S``.
    """

    left: str = ""
    right: str = ""
    joined: bool = False


def fit(gap: str, marks: Marks) -> tuple[str, str]:
    """Return ``gap`` with the marks in place of spaces, its length kept, and the marks that found no room."""
    left, right = marks.left, marks.right
    need = len(left) + len(right)
    if not need:
        return gap, ""
    if gap.count(" ") != len(gap):
        return _fit_around(gap, left, right)
    room = len(gap) if marks.joined else len(gap) - 1
    if need > room:
        return gap, left + (" " if left and right else "") + right
    return left + " " * (len(gap) - need) + right, ""


def _fit_around(gap: str, left: str, right: str) -> tuple[str, str]:
    """Fit into a gap that holds line breaks or marks: only spaces at its very ends give way."""
    head = len(gap) - len(gap.lstrip(" "))
    tail = len(gap) - len(gap.rstrip(" "))
    if len(left) <= head and len(right) <= tail and head < len(gap):
        return left + gap[len(left) : len(gap) - len(right)] + right, ""
    return gap, left + (" " if left and right else "") + right
