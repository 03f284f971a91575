"""Which of two parties that a format names is the agency, and which the paper."""

from __future__ import annotations

import re

_PAPER = re.compile(
    r"\b(?:Times|Post|Courier|Chronicle|Gazette|Herald|Tribune|Journal|Mail|Star|Sun|Guardian|Observer|Telegraph|Examiner"
    r"|Independent|Standard|Globe|Mirror|Echo|Review|Magazine|Newspaper|Daily|Weekly|Evening|Morning|Sunday)\b"
)
_MOST_WORDS = 6
"""Words of the longest name of a paper."""


_TURNED = re.compile(r"([^,]+), (The|An?)( \([^()]*\))?")
_PLACE = re.compile(r"(?<=\S)\s*\([^()]*\)\Z")


def agency_and_paper(source: str | None, provider: str | None) -> tuple[str | None, str | None]:
    """Return agency and publication, given where a story comes from and who passes it on.

    A paper by its name is the publication, whichever of both it is; of two others the source counts as the agency.
    """
    if source is None or provider is None or source == provider:
        name = source or provider
        return (None, name) if name and _PAPER.search(name) else (name, None)
    if _PAPER.search(source) and not _PAPER.search(provider):
        return provider, source
    return source, provider


def paper_of(name: str) -> str:
    """Return the name of a paper as it is printed: libraries put the article behind it, ``Courier, The (Vell)``."""
    turned = _TURNED.fullmatch(name)
    return f"{turned[2]} {turned[1]}{turned[3] or ''}" if turned else name


def catalogued_paper(name: str) -> str:
    """Return the name of a paper as it is printed, without where it appears: ``Vell Courier, The (WA)``."""
    return paper_of(_PLACE.sub("", name.strip()))


def is_paper(name: str) -> bool:
    """Tell whether a name is that of a paper rather than of a person, whom a paper's word may be the surname of."""
    words = name.split()
    return len(words) > 2 and _PAPER.search(words[-1]) is not None


_WIRE = re.compile(
    r"\b(?:Reuters|AP|Associated Press|AFP|Agence|Agency|Agentur|Agencia|dpa|ANSA|EFE|TASS|ITAR-TASS|Xinhua|Kyodo|UPI|"
    r"United Press|Bloomberg|Interfax|PA Media|Press Association|Press Trust|IANS|Newswire|PR ?Newswire)\b|\b\w*wire\b"
)


def is_wire(name: str) -> bool:
    """Tell whether a name is that of an agency."""
    return _WIRE.search(name) is not None


def is_source(name: str) -> bool:
    """Tell whether a short name is that of a paper or of an agency."""
    return len(name.split()) <= _MOST_WORDS and (_PAPER.search(name) or _WIRE.search(name)) is not None


def site_parties(name: str | None, origin: str | None = None) -> tuple[str | None, str | None]:
    """Return agency and publication, given whose site or feed a story stands in, and where it comes from.

    Whoever has a site is a publication, unless the name is that of an agency.
    """
    if name and not origin and _WIRE.search(name):
        return name, None
    if name and not origin:
        return None, name
    if origin and not name:
        return (origin, None) if _WIRE.search(origin) else agency_and_paper(origin, None)
    return agency_and_paper(origin, name)
