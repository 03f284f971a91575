"""Tells which single quotation marks enclose speech, as British papers print it, from apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.values import dataclass

LONGEST = 2_500
"""Characters from an opening mark within which its closing one must stand."""

LEAST = 3
"""Words between marks, the last of them behind a stop or a comma, that can only be speech."""

_NO_OPENING = r"(?:s|ll|re|ve|d|m|t|em|til|tis|twas|cause|cos|n|bout|\d\ds?)\b"
_NO_CLOSING = r"(?<!\s[toO])(?<!\s(?:th|an|wi))"
"""What stands in front of an apostrophe that shortens a word: ``t' chimney``, ``cup o' tea``."""

_MARK = re.compile(
    rf"(?=[\s‘’'`“”„\"])(?:(?P<open>(?<![^\s(\[—–-])[‘'`](?=[“\"’]?\w)(?!{_NO_OPENING}))"
    r"|(?P<close>(?<=[,.?!…])[’'](?=[\s)\]—–-]|$))"
    rf"|(?P<maybe>(?<=[\w%)“”\"]){_NO_CLOSING}[’'](?=[\s)\],.?!;:—–-]|$))"
    r"|(?P<double>[“”„\"]|(?<!')''(?!')|``)"
    r"|(?P<end>\n\s*\n|(?<=[.?!’'”\"])[ \t]*\n))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[,.?!…][’'](?=[\s)\]—–-]|$)")
_FIRST = re.compile(r"[‘'`](?<![^\s(\[—–-].)(?=[“\"’]?\w)")
_GHOST = re.compile(r", {2}\w")
_WORD = re.compile(r"\w+")
_OUTWARD = str.maketrans({"‘": "“", "'": '"', "`": "“", "’": "”"})
_INWARD = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'"})


@dataclass(frozen=True, slots=True)
class _Pair:
    """What stands between two marks; ``openings`` are those of each of its paragraphs."""

    openings: tuple[int, ...]
    close: int
    spoken: bool


def doubled(text: str) -> str:
    """Return ``text`` with double marks where single ones enclose speech, and single ones inside those.

    The length stays. A text whose speech stands between double marks, or stood between some that are lost but for
    their room, comes back as it is: there single marks enclose what is quoted within speech, or titles.
    """
    if not (_SPOKEN.search(text) and _FIRST.search(text)) or _GHOST.search(text):
        return text
    pairs, doubles = _pairs(text)
    if sum(pair.spoken for pair in pairs) <= doubles:
        return text
    characters = list(text)
    for pair in pairs:
        begin = pair.openings[0]
        characters[begin : pair.close] = text[begin : pair.close].translate(_INWARD)
        for at in (*pair.openings, pair.close):
            characters[at] = text[at].translate(_OUTWARD)
    return "".join(characters)


def given_back(body: str, text: str, read: str) -> str:
    """Return ``body``, that was made of ``read``, with the marks of ``text`` where :func:`doubled` changed them."""
    if read is text or len(body) != len(text):
        return body
    return "".join(mark if b == r else b for b, r, mark in zip(body, read, text, strict=True))


def _pairs(text: str) -> tuple[list[_Pair], int]:
    """Return the pairs of single marks that are not inside double ones, and how many pairs of double marks enclose
    what no single ones do.
    """
    marks = [(match.lastgroup or "", match.start()) for match in _MARK.finditer(text)]
    pairs: list[_Pair] = []
    doubles = at = 0
    inside_double = False
    while at < len(marks):
        kind = marks[at][0]
        at += 1
        if kind == "double":
            inside_double = not inside_double
            doubles += inside_double
        elif kind == "end":
            inside_double = False
        elif kind == "open" and not inside_double:
            pair, behind = _closed(text, marks, at - 1)
            if pair:
                pairs.append(pair)
                at = behind
    return pairs, doubles


def _closed(text: str, marks: list[tuple[str, int]], at: int) -> tuple[_Pair | None, int]:
    """Return the pair that opens with mark ``at``, None where that opens nothing, and the number of the next mark."""
    openings = [marks[at][1]]
    for number, kind, place, last in _following(marks, at):
        if place - openings[-1] > LONGEST:
            break
        if kind == "open":
            if last != "end":
                break
            openings.append(place)
        elif kind == "close" or (kind == "maybe" and not _possessive(text, marks, number)):
            words = len(_WORD.findall(text, openings[0], place))
            return _Pair(tuple(openings), place, kind == "close" and words >= LEAST), number + 1
        elif last == "end":
            break
    return None, at + 1


def _following(marks: list[tuple[str, int]], at: int) -> Iterator[tuple[int, str, int, str]]:
    """Yield the number, kind and place of each mark behind mark ``at``, and the kind of the one before it."""
    for number in range(at + 1, len(marks)):
        yield number, *marks[number], marks[number - 1][0]


def _possessive(text: str, marks: list[tuple[str, int]], number: int) -> bool:
    """Return whether a mark behind a word in -s leaves its speech to a later one: ``the workers' union``."""
    place = marks[number][1]
    if text[place - 1] not in "sS" or text[place + 1 : place + 2] != " ":
        return False
    for kind, _ in marks[number + 1 :]:
        if kind in ("open", "end"):
            return False
        if kind in ("close", "maybe"):
            return True
    return False
