"""Joins names that stand around a nickname: ``Marek "Ox" Ostro``, ``Robert (Bob) Quill``."""

from __future__ import annotations

from collections.abc import Sequence, Set

from archive.restore.lexicon import lexicon
from archive.restore.names.doubting import Placed
from archive.restore.names.roles import role_before
from archive.restore.names.stretching import is_known, past_particles, surname_of
from archive.restore.words import Words
from index.values import replace

_AROUND_NICKNAME = frozenset([' "" ', " “” ", " '' ", " ‘’ ", " () "])
_MARKED = 2
"""Characters of a gap with a mark of quotation."""

_LONGEST = 4
"""Words of a nickname and the surname behind it, at most."""


def nicknamed(words: Words, placed: Sequence[Placed], *, widths: bool) -> list[Placed]:
    """Return the names with those joined that stand around a nickname: ``Marek "Ox" Ostro``, ``Edna (Moss) Quill``;
    ``widths`` tells that the marks around it may be others than stood there, but are as wide.
    """
    if widths:
        placed = _wide(words, placed)
    begins = {p[1]: p for p in reversed(placed)}
    out: list[Placed] = []
    for m, a, b in placed:
        if out and out[-1][2] > a:
            continue
        if _is_added(words, a, b, found=b in begins) and not (out and out[-1][2] == a):
            surname = begins.get(b, (m, a, b + 1))
            m, b = replace(m, end=words.end[surname[2] - 1]), surname[2]
        first = _before_nickname(words, a) if b - a == 1 else a
        if first < a and (not out or out[-1][2] <= first):
            m, a = replace(m, start=words.start[first]), first
        end = _past_nickname(words, b)
        behind = begins.get(end)
        bracketed = end > 0 and _opening(words, b) == " ("
        if behind and (not bracketed or (behind[2] - end == 1 and _of_one(words, a, b))):
            m = replace(m, end=behind[0].end, probability=max(m.probability, behind[0].probability))
            b = behind[2]
        elif end > 0 and not behind and (not bracketed or _of_one(words, a, b)):
            last = past_particles(words, end)
            if _is_surname(words, last):
                m, b = replace(m, end=words.end[last]), last + 1
        out.append((m, a, b))
    return out


def _is_added(words: Words, a: int, b: int, *, found: bool) -> bool:
    """Return whether a name is a given name that a paper adds in brackets before a surname, ``[Maria] Quill``; of one
    that is not known the surname must be a name that was ``found``.
    """
    if b - a > 1 or b >= len(words) or words.gap[a][-1:] + words.gap[b] not in ("[] ", "() "):
        return False
    return (found or words.low[a] in lexicon().first_names) and _is_surname(words, b)


def _of_one(words: Words, a: int, b: int) -> bool:
    """Return whether what stands in brackets is a name of the person around them, no club or country of the first:
    ``Robert (Bob) Quill``.
    """
    given = lexicon().first_names
    plain = words.word[b].istitle() and words.low[b] not in lexicon().places
    return plain and words.low[a] in given and (b - a == 1 or words.low[b] in given)


def _is_surname(words: Words, i: int) -> bool:
    """Return whether word ``i`` could end a name: it has a capital, and the next has none or stands behind a mark."""
    lone = i + 1 >= len(words) or words.gap[i + 1] != " " or words.word[i + 1][0].islower()
    return lone and words.word[i].istitle() and words.low[i] not in lexicon().common


def _past_nickname(words: Words, b: int) -> int:
    """Return the word behind one or two in marks or brackets that begin with word ``b``, -1 where none are."""
    for end in (b + 1, b + 2):
        if end >= len(words) or not words.word[end - 1][0].isupper():
            return -1
        if _opening(words, b) + words.gap[end] in _AROUND_NICKNAME:
            return end
        if words.gap[end] != " ":
            return -1
    return -1


def _opening(words: Words, b: int) -> str:
    """Return the gap before word ``b`` without the stop of an initial: ``James E. (Jim) Quill``."""
    return words.gap[b][1:] if words.gap[b].startswith(". ") and len(words.low[b - 1]) == 1 else words.gap[b]


def _before_nickname(words: Words, a: int) -> int:
    """Return the given name before a nickname that stands in front of word ``a``, else ``a``: ``Javon "JJ" Quill``."""
    for first in (a - 2, a - 3):
        if first >= 0 and _past_nickname(words, first + 1) == a and words.gap[first + 1] != " (":
            given = words.word[first].istitle() and not is_known(words.low[first])
            return first if given and words.low[first] not in lexicon().common else a
    return a


def _wide(words: Words, placed: Sequence[Placed]) -> list[Placed]:
    """Return the names with those joined between which a word stands in gaps that are as wide as marks of quotation:
    given names that a role introduces, or of whose bearer the surname is told elsewhere: ``Sen. Maria, Cory, Quill``.
    """
    bare = [(words.low[a], a) for _, a, b in placed if b - a == 1]
    out: list[Placed] = []
    for n, (m, a, b) in enumerate(placed):
        if out and out[-1][2] > a:
            continue
        end = _past_surname(words, placed[n + 1 :][:2], b) if words.low[b - 1] in lexicon().first_names else b
        last = surname_of(words, b + 1, end)
        again = end > b and any(low == words.low[last] and i != last for low, i in bare)
        told = again or (end > b and role_before(words, a) is not None)
        if told and not _is_listed(words, a, end, {first for _, first, _ in placed}):
            m, b = replace(m, end=words.end[end - 1]), end
        out.append((m, a, b))
    return out


def _past_surname(words: Words, behind: Sequence[Placed], b: int) -> int:
    """Return the word behind a surname that one word and two wide gaps part from word ``b - 1``, else ``b``."""
    if b + 1 >= len(words) or any(words.start[i] - words.end[i - 1] != _MARKED for i in (b, b + 1)):
        return b
    end = next((end for _, a, end in behind if a in (b, b + 1) and end > b + 1), b)
    given = end > b and words.low[b + 1] in lexicon().first_names
    return b if given or end - b > _LONGEST else end


def _is_listed(words: Words, a: int, end: int, firsts: Set[int]) -> bool:
    """Return whether a name from word ``a`` to the one before word ``end`` stands in a list with others."""
    before = a > 0 and (words.gap[a] == ", " or words.low[a - 1] == "and") and bool(firsts & {a - 1, a - 2, a - 3})
    behind = end < len(words) and (
        (words.gap[end] == ", " and end in firsts) or (words.low[end] == "and" and end + 1 in firsts)
    )
    return before or behind
