"""Names as formats state them: bylines, people, and places in capitals."""

from __future__ import annotations

import re

from archive.readers.sources import is_wire
from archive.readers.story import folded
from index.article import Person
from index.names import SUFFIXES


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LONGEST = 1_000
"""Characters of a byline that are looked at."""
_BY = re.compile(
    r"^\s*(?:(?:story|words|text|written|reporting|reported)\s+)?(?:by|von|par|por|di)\b[:\s]+", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*(?:;|\band\b|&|\bund\b|\bet\b|\by\b|\n|\|)\s*", re.IGNORECASE)
_BEHIND = SUFFIXES.keys() | _set("md phd esq")
_TURNED = re.compile(r"\s*([^\W\d_][\w'’-]+),\s*([^\W\d_][\w'’-]+(?:\s+[A-Z]\b\.?)?)\s*")
"""Surname and given name, as libraries and tables write them: ``Ruiz, Ana M.``"""
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’.\-])*")
_POSSESSIVE = re.compile(r"([a-z])(['’])S$")
_PARTICLES = _set(
    "al ap bin bint da das de del della den der di do dos du e el ibn la las le los mac of san ter ten the und van von "
    "y zu"
)
_NO_NAME = _set(
    "agency associated correspondent correspondents editor editors staff writer writers reporter reporters press news "
    "newsroom desk bureau chief service special associate business sports political office city council ministry "
    "department university team newsletter admin administrator user webmaster anonymous"
)


def byline_names(text: str | None) -> tuple[str, ...]:
    """Return the names in a byline, without "By", offices and papers; capitals as in running text."""
    if not text:
        return ()
    found: list[str] = []
    text = text.replace("\xa0", " ").strip()[:_LONGEST]
    bare = _BY.sub("", text)
    if bare != text and bare.islower():
        bare = bare.upper()
    for part in _SPLIT.split(bare):
        if bare == text and (turned := _TURNED.fullmatch(part)) and _is_turned(*turned.groups()):
            found.append(_name_case(f"{turned[2]} {turned[1]}"))
            continue
        name = folded(part.partition(",")[0].partition(" in ")[0].partition(" / ")[0]).strip(" .,=<^*()[]")
        if _is_name(name):
            found.append(_name_case(name))
        # "Ana Ruiz, Tom Hale and Li Wei" lists people; "Ana Ruiz, Staff Writer" does not.
        for other in part.split(",")[1:]:
            name = folded(other).strip(" .,=<^*()[]")
            if len(name.split()) >= 2 and _is_name(name):
                found.append(_name_case(name))
    return tuple(dict.fromkeys(found))


def _is_turned(last: str, first: str) -> bool:
    """Tell whether two words with a comma between are a person's: no office, no agency, nothing behind a name."""
    names = _is_name(last) and _is_name(first) and first.lower() not in _BEHIND
    return names and not is_wire(last) and not is_wire(first)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 5 or any(c.isdigit() or c in "@/:" for c in text):
        return False
    low = [word.lower().strip(".") for word in words]
    if not _NO_NAME.isdisjoint(low) or low[0] in _PARTICLES - {"al", "de", "van", "von", "el", "di", "da", "la", "le"}:
        return False
    return all(word[:1].isupper() or word.lower() in _PARTICLES or not word[:1].islower() for word in words)


def running_case(text: str) -> str:
    """Return a name in capitals as it stands in running text; other names as they are."""
    if (
        any(map(str.islower, text.replace("Mc", "")))
        or not any(map(str.isupper, text))
        or len(text) < 3
        or text[1] == "."
    ):
        return text
    words = text.split(" ")
    return " ".join(
        word.lower() if number and word.lower() in _PARTICLES else _WORD.sub(_capital, word)
        for number, word in enumerate(words)
    )


def _capital(found: re.Match[str]) -> str:
    word = found[0]
    if "." in word[:-1]:
        return word
    cased = "".join(map(_capitalised, re.split(r"([-'’])", word)))
    return _POSSESSIVE.sub(r"\1\2s", cased)


def _capitalised(part: str) -> str:
    return f"Mc{part[2:].capitalize()}" if part.startswith("Mc") else part[:1] + part[1:].lower()


def _name_case(text: str) -> str:
    """Return a name whose surname alone is in capitals, as agencies of many languages write it, in running case."""
    words = text.split(" ")
    shouted = [word for word in words if len(word) > 2 and word.isupper() and word.isalpha()]
    if len(words) < 2 or not shouted or not any(word[:1].isupper() and word[1:].islower() for word in words):
        return running_case(text)
    return " ".join(running_case(word) if word in shouted else word for word in words)


def stated_person(name: str | None, role: str | None = None) -> Person | None:
    """Return a person that a format names, None where the name is empty; "Ruiz, Ana" is turned round."""
    name = folded(name)
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first and len(last.split()) <= 3:
        name = f"{first.strip()} {last.strip()}"
    if not name or len(name) > 200:
        return None
    name = _name_case(name)
    roles = (folded(role),) if folded(role) else ()
    return Person(name, roles, (name,), stated=True)
