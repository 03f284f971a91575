"""Datelines that a format states in a field of their own."""

from __future__ import annotations

import re

from archive.readers.names import running_case
from archive.readers.story import folded
from index.article import Dateline

_LONGEST = 400
"""Characters of a dateline; what is longer is none."""
_DASH = re.compile(r"\s*(?:--+|[-–—_=]+)\s*$")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*")
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}\b|^\d{4}$")
_SIGNED = re.compile(r"((?:[A-Za-z]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?))\s+([A-Z][\w &]{1,30})")
_BETWEEN = re.compile(r"\s*/\s*|\s+and\s+", re.IGNORECASE)


def stated_dateline(text: str | None) -> tuple[Dateline | None, str | None]:
    """Read a dateline such as ``PORT ALDEN, Kestrel, July 14 (Coastwire) -``; return it and the source in brackets."""
    whole = folded(text)
    if len(whole) > _LONGEST:
        return None, None
    printed = _DASH.sub("", whole)
    source = None
    if found := _BRACKETS.search(printed):
        source = found[1].strip()
    bare = _DASH.sub("", _BRACKETS.sub(" ", printed)).strip(" ,")
    places: list[str] = []
    region: str | None = None
    dated: list[str] = []
    for part in filter(None, (part.strip() for part in bare.split(","))):
        if _MONTH.search(part) or (dated and _DATE.search(part)) or part[0].isdigit():
            dated.append(part)
        elif not places:
            places = [running_case(place) for place in _BETWEEN.split(part) if place]
        elif region is None:
            region = running_case(part)
    if dated and source is None and (found := _SIGNED.fullmatch(dated[-1])):
        dated[-1], source = found[1], found[2]
    if not places or len(places[0]) > 80:
        return None, source
    return Dateline(printed, places[0], region, tuple(dict.fromkeys(places)), ", ".join(dated) or None), source


def place_dateline(place: str | None, region: str | None = None) -> Dateline | None:
    """Return the dateline of a story whose format states the place, and perhaps the region, in fields of their own."""
    place, region = folded(place), folded(region)
    if not place or len(place) > 80:
        return None
    cased = running_case(place)
    return Dateline(f"{place}, {region}" if region else place, cased, running_case(region) or None, (cased,))
