"""Tells from the text itself what an archive has lost: capitals, marks, the width of gaps, quotation marks.

A file may be mixed, so each passage (a stretch between line breaks) is judged by itself; neighbours that lost the
same are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from archive.restore.lexicon import lexicon
from archive.restore.words import WORD
from index.article import Damage, DamageKind

PASSAGE = 20_000
"""Passages longer than this many characters are judged by their beginning."""

_LINE = re.compile(r"[^\n]+")
_WIDE = re.compile(r"[^\W_] {2,}[^\W_]")
_MARK = re.compile(r"[^\w\s'’-]")
_QUOTE = re.compile(r"[\"“”„«»＂]|''|``")
_SINGLE = re.compile(r"(?:^|[\s(])['‘](?=\w)", re.MULTILINE)
_GHOST = re.compile(r"(?:, {2}|[?!] {2}(?=[a-z]))(\w{1,30})(?: (\w{1,30}))?(?: (\w{1,30}))?")
_GHOST_BEFORE = re.compile(r"\b(\w{1,30})[,:] {2}[A-Z]")

_FEW_WORDS = 6
_MANY_WORDS = 20
_MANY_CASED = 40
"""Words without a mark that show in copy of both cases that its marks were lost, where other lines have some."""
SPARSE = 30
"""Words for each wide gap from which on wide gaps are those of dashes in copy that lost the width of all others."""
_A_TEXT = 12
_SENTENCES = 2
"""Sentences in small letters or capitals alone that a stretch of mixed copy needs: tables and captions have fewer."""

_STOP = re.compile(r"[^\W\d_]{2}[.?!][\"”']?(?=\s|$)")


def _alone(text: str) -> bool:
    """Return whether letters, digits, white space and the marks within words are all there is."""
    return _MARK.search(text) is None and "_" not in text and "''" not in text


def _kind(line: str, *, mixed: bool, bare: bool) -> DamageKind | None:
    """Return what a line lost, "stripped" where it has no marks, whatever became of their width.

    ``mixed`` tells that the text has both cases, ``bare`` that it has no marks at all.
    """
    upper, lower, alone = line.isupper(), line.islower(), bare or _alone(line)
    if not (alone or upper or lower):
        return None
    words = len(WORD.findall(line))
    if words < _FEW_WORDS:
        return None
    if alone:
        if words < _MANY_WORDS and (upper or not _WIDE.search(line)):
            return None
        if not (upper or lower) and words < (_MANY_WORDS if bare else _MANY_CASED):
            return None
        return "stripped"
    if words < _MANY_WORDS or (mixed and len(_STOP.findall(line)) < _SENTENCES):
        return None
    return "upper" if upper else "lower"


def _passages(text: str, *, bare: bool) -> Iterator[tuple[int, int, DamageKind | None]]:
    """Yield start, end and kind of each line; of all without marks together it is told whether they kept the width."""
    mixed = not (text.isupper() or text.islower())
    lines = [(m.start(), m.end(), m[0][:PASSAGE]) for m in _LINE.finditer(text) if m[0].strip()]
    kinds = [_kind(line, mixed=mixed, bare=bare) for _, _, line in lines]
    lost = [line for (_, _, line), kind in zip(lines, kinds, strict=True) if kind == "stripped"]
    least = -(-sum(len(WORD.findall(line)) for line in lost) // SPARSE)
    folded = sum(1 for line in lost for _ in islice(_WIDE.finditer(line), least)) < least
    for (start, end, _), kind in zip(lines, kinds, strict=True):
        yield start, end, "collapsed" if kind == "stripped" and folded else kind


def _short(line: str) -> bool:
    """Return whether a line is too short to be judged by itself."""
    return len(WORD.findall(line[:400])) < _MANY_WORDS


def find_damage(text: str) -> tuple[Damage, ...]:
    """Return the damaged stretches of ``text`` in order; none for clean copy."""
    found: list[Damage] = []
    undecided: list[tuple[int, int]] = []
    last: DamageKind | None = None
    bare = _alone(text)
    for start, end, kind in _passages(text, bare=bare):
        line = text[start:end]
        if kind is None and _same_case(line, found[-1].kind if found and last else None, bare=bare) and _short(line):
            undecided.append((start, end))
            continue
        if kind is None:
            last = None
        elif last == kind and found:
            found[-1] = Damage(found[-1].start, end, kind)
        else:
            above = undecided[0][0] if undecided and last is None else start
            found.append(Damage(above if _same_case(text[above:end], kind, bare=bare) else start, end, kind))
            last = kind
        if undecided and last and found[-1].end < undecided[-1][1]:
            found[-1] = Damage(found[-1].start, undecided[-1][1], found[-1].kind)
        undecided.clear()
    if undecided and last:
        found[-1] = Damage(found[-1].start, undecided[-1][1], found[-1].kind)
    if bare and found and len({each.kind for each in found}) == 1:
        return (Damage(0, len(text), found[0].kind),)
    if not found and _of_one_case(text):
        return (Damage(0, len(text), "upper" if text.isupper() else "lower"),)
    if not found and lost_quotes(text):
        return (Damage(0, len(text), "unquoted"),)
    return tuple(found)


def _of_one_case(text: str) -> bool:
    """Return whether a text of short lines has one case alone: a table, or a list of results."""
    if not (text.isupper() or text.islower()) or _alone(text[:PASSAGE]):
        return False
    return len(WORD.findall(text[:PASSAGE])) >= _A_TEXT


def _same_case(line: str, kind: DamageKind | None, *, bare: bool) -> bool:
    """Return whether a short line may have lost what its neighbours lost; None where no neighbour lost anything yet.

    ``bare`` tells that the text has no marks at all.
    """
    has_upper = not line.islower() and any(map(str.isupper, line))
    has_lower = not line.isupper() and any(map(str.islower, line))
    if kind in ("upper", "lower"):
        return not (has_lower if kind == "upper" else has_upper)
    one_case = not (has_upper and has_lower)
    return one_case and (kind is None or bare or _alone(line))


def has_quotes(text: str) -> bool:
    """Return whether double quotation marks of any kind stand in ``text``."""
    return _QUOTE.search(text) is not None


def lost_quotes(text: str) -> bool:
    """Return whether quotation marks are missing where attributions show that they stood.

    Needs two places at which a mark has left its space beside words of saying, and no mark anywhere.
    """
    text = text[:200_000]
    if has_quotes(text) or _SINGLE.search(text):
        return False
    cues = lexicon().cues
    ghosts = 0
    for ghost in (_GHOST, _GHOST_BEFORE):
        for m in ghost.finditer(text):
            ghosts += any(w.lower() in cues for w in m.groups() if w)
            if ghosts >= 2:
                return True
    return False
