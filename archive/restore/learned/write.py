"""Writes what the reader decided into the copy: capitals and marks, no character moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.copy import Copy, Ints
from archive.restore.learned.gaps import placed
from archive.restore.learned.words import CAPITAL, LOWER, MIXED, UPPER, lowered, uppered

_CODES = 0x500
_UPPER = np.array(
    [ord(up if lowered(up := uppered(chr(i))) == lowered(chr(i)) else chr(i)) for i in range(_CODES)], np.uint32
)
"""Capitals, for letters that come back from them: the micro sign would become a Greek letter."""

_LOWER = np.array([ord(lowered(chr(i))) for i in range(_CODES)], np.uint32)
_SPACE = ord(" ")
_LINE_END = ord("\n")


def codes_of(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()


def text_of(codes: NDArray[np.uint32]) -> str:
    """Return the text of code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def write_capitals(codes: NDArray[np.uint32], copy: Copy, case: Ints, mixed: Mapping[str, str]) -> None:
    """Re-case words in place; ``case`` has one of the cases for each word, or -1 to leave it."""
    _recase(codes, copy, np.flatnonzero((case == LOWER) | (case == CAPITAL) | (case == MIXED)), _LOWER)
    _recase(codes, copy, np.flatnonzero(case == UPPER), _UPPER)
    first = copy.starts[np.flatnonzero((case == CAPITAL) | (case == MIXED))]
    near = first[codes[first] < _CODES]
    codes[near] = _UPPER[codes[near]]
    for i in np.flatnonzero(case == MIXED).tolist():
        word = copy.words[i].lower()
        form = mixed.get(word) or _guess(word)
        if len(form) == copy.ends[i] - copy.starts[i]:
            codes[copy.starts[i] : copy.ends[i]] = codes_of(form)


def _recase(codes: NDArray[np.uint32], copy: Copy, chosen: Ints, table: NDArray[np.uint32]) -> None:
    if not len(chosen):
        return
    sizes = copy.ends[chosen] - copy.starts[chosen]
    at = np.repeat(copy.starts[chosen] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(sizes.sum())
    at = at[codes[at] < _CODES]
    codes[at] = table[codes[at]]


def _guess(word: str) -> str:
    for start in ("mc", "mac"):
        if word.startswith(start) and len(word) > len(start) + 2:
            return start.capitalize() + word[len(start) :].capitalize()
    return word.capitalize()


def write_marks(
    codes: NDArray[np.uint32], copy: Copy, chosen: Ints, names: Sequence[str], tight: NDArray[np.bool_]
) -> list[tuple[int, str]]:
    """Write marks into the gaps, over single spaces alone, and return those without room as (offset, marks).

    Args:
        codes: the text.
        copy: the same, cut into words.
        chosen: the class of each gap, -1 to leave it.
        names: the classes.
        tight: whether the marks of each gap may lack room: its spaces were folded, or they were deleted. Where other
            marks stand in it, quotation marks alone are given back.
    """
    begin, end = copy.ends, copy.starts[1:]
    lines = np.concatenate([[0], np.cumsum(codes == _LINE_END)])
    breaks_in = lines[end] - lines[begin]
    room = end - begin - breaks_in + (breaks_in > 0)
    seen = np.concatenate([[0], np.cumsum(codes > _SPACE)])
    marked = seen[end] > seen[begin]
    inserted: list[tuple[int, str]] = []
    for kind in np.flatnonzero(np.bincount(chosen[chosen >= 0])).tolist():
        name = names[kind]
        if name == " ":
            continue
        at = np.flatnonzero(chosen == kind)
        left, right, breaks = placed(name)
        without = tight[at] & (room[at] < len(name))
        for i in at[without].tolist():
            a, b = int(begin[i]), int(end[i])
            if marked[i]:
                inserted += _quotation_marks(left, right, a, b)
                continue
            first = "".join(c for _, c in left)
            if " " in name[: name.find(first) + 1] and first:
                first = " " + first
            last = "".join(c for _, c in right) if " " in name or breaks else ""
            inserted += [(a, first)] if first else []
            inserted += [(b, last)] if last else []
        at = at[~without]
        for offset, mark in left:
            _put(codes, begin[at] + offset, end[at], mark)
        for offset, mark in right:
            _put(codes, end[at] - offset, end[at], mark)
        if breaks:
            _break(codes, begin[at] + len(left), end[at] - len(right))
    return sorted(inserted)


def _quotation_marks(
    left: Sequence[tuple[int, str]], right: Sequence[tuple[int, str]], begin: int, end: int
) -> Iterator[tuple[int, str]]:
    """Yield the quotation marks of a class beside the other marks of it, which stand in the gap."""
    if first := [offset for offset, mark in left if mark == '"']:
        yield begin + first[0], '"' * len(first)
    if last := [offset for offset, mark in right if mark == '"']:
        yield end - last[-1] + 1, '"' * len(last)


def _put(codes: NDArray[np.uint32], places: Ints, ends: Ints, mark: str) -> None:
    places = places[(places >= 0) & (places < ends)]
    codes[places[codes[places] == _SPACE]] = ord(mark)


def _break(codes: NDArray[np.uint32], first: Ints, end: Ints) -> None:
    """Turn the first two spaces between ``first`` and ``end`` into line ends, where there are no line ends yet."""
    for a, b in zip(first.tolist(), end.tolist(), strict=True):
        free = codes[a:b]
        if not (free == _LINE_END).any():
            free[np.flatnonzero(free == _SPACE)[:2]] = _LINE_END
