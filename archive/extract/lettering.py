"""Gives the names of people back the letters outside ASCII that their archive lost: ``Jos  Garc a`` is José García.

Where spaces stand for letters the text itself stays as it is, since no character may move or change in it; who is named
is shown, and found, by the whole name. Where a program wrote a sign for what it could not write, as in ``Jos? Garc?a``,
the text is mended. Only names that a list knows are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from archive.extract.people import Cast
from archive.restore.learned.words import lowered, uppered
from archive.restore.lexicon import word_list, word_set
from archive.restore.values import Restored
from index.article import Person, Span
from index.values import replace

_AROUND = 2
"""Characters beside a name in which lost letters may stand."""

_WITHIN = re.compile(r"([?¿\ufffd])(?<=[^\W_].)\1?(?=[^\W_])")
"""Signs for a letter: one, or one for each of its bytes in UTF-8, of which all but rare letters have two."""


def spelled(text: str, sign: str | None = None) -> str:
    """Return a text with the letters of names for which some program wrote a sign.

    At the end of a name a sign may mean itself, and counts for a letter if others stand within names.

    Args:
        text: the text.
        sign: what is known to stand for marks in it, which are given back later.
    """
    within = _WITHIN.search(text)
    one = within[0] if within else sign[: len(sign) // 2 + 1] if sign else None
    if not one:
        return text
    low, first = lowered(text), re.escape(one[0])
    holds = re.finditer(rf"(?<!\S)[^\s{first}]*+{first}\S*", text)
    found = [m for each in holds for m in _signed(one).finditer(low, each.start(), each.end())]
    found = [m for m in found if one in m[0] and not text[m.start()].islower()]
    if not sign and not any(one in m[0].strip(one) for m in found):
        return text
    for m in reversed(found):
        name, held = _names()[_ascii(m[0].replace(one, " "))], text[m.start() : m.end()]
        whole = uppered(name) if held.isupper() else name[0].upper() + name[1:]
        text = text[: m.start()] + whole + text[m.end() :]
    return text


def lettered(restored: Restored, cast: Cast) -> Cast:
    """Return ``cast`` with whole names, where the copy lost its marks and holds no letter outside ASCII."""
    if not cast.persons or not restored.body.isascii() or restored.gaps == "marked":
        return cast
    return replace(cast, persons=tuple(_whole(restored.body, p) for p in cast.persons))


def _whole(body: str, person: Person) -> Person:
    span = next(((a, b) for a, b in person.mentions if " ".join(body[a:b].split()) == person.name), None)
    name = mended(body, span) if span else person.name
    return person if name == person.name else replace(person, name=name)


def mended(body: str, span: Span) -> str:
    """Return the name at ``span`` of ASCII copy with the letters that it lost, single spaces between its words."""
    start = max(0, span[0] - _AROUND)
    while 0 < start < span[0] and body[start - 1].isalnum() and body[start].isalnum():
        start += 1
    # what stands in front tells whether a space is one more than there would be
    front = min(start, 1)
    near = body[start - front : span[1] + _AROUND]
    first, last = span[0] - start + front, span[1] - start + front
    for m in _pattern().finditer(lowered(near), front):
        if m.end() <= first or m.start() >= last:
            continue
        whole = _names()[_ascii(m[0])]
        near = near[: m.start()] + whole[0].upper() + whole[1:] + near[m.end() :]
        first, last = min(first, m.start()), max(last, m.end())
    return " ".join(near[first:last].split())


def _ascii(name: str) -> str:
    """Return a name as archives keep it that know no letter outside ASCII."""
    return "".join(c if c.isascii() and c.isalpha() else " " for c in name)


@cache
def _names() -> Mapping[str, str]:
    return {_ascii(name): name for name in word_list("lettered_names")}


@cache
def _signed(one: str) -> re.Pattern[str]:
    """Return what finds names in small letters of which ``one`` stands for some, but for those of which what is left is
    a word or a name by itself, or as much of another: Touré, Jürgen beside Jørgen.
    """
    names = sorted(set(_names().values()) - word_set("seldom_lettered"), key=lambda name: (-len(name), name))
    forms = ("".join(c if c.isascii() else f"(?:{re.escape(one)}|{c})" for c in name) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])")


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds names that lost letters; the reader may have set an apostrophe into the place of one.

    Where what is left behind the first letter is a name by itself, as Lise of Élise, one space more tells of it.
    """
    seldom = word_set("seldom_lettered")
    fronts: dict[str, list[str]] = {}
    for form, name in sorted(_names().items(), key=lambda pair: (-len(pair[0]), pair[0])):
        front = r"(?<![^\W_])" if form[0] != " " else r"(?=[ '])(?<!\S)" if name in seldom else "(?=[ '])"
        fronts.setdefault(front, []).append(form.replace(" ", "[ ']"))
    every = "|".join(f"{front}(?:{'|'.join(forms)})" for front, forms in fronts.items())
    return re.compile(rf"(?:{every})(?![^\W_])")
