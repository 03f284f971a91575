"""Text exports of LexisNexis (``7 of 120 DOCUMENTS``, names of fields in capitals) and Nexis Uni (``End of Document``).

Paper and day stand on lines of their own above the fields. The headline is the last line before the fields or, in Nexis
Uni, the one before the paper; in older files it is a field, and so is the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import stated_dateline
from archive.readers.dates import published
from archive.readers.exports import (
    NUMBERED,
    goes_on,
    labelled,
    language,
    paragraphs,
    places,
    plain_head,
    stretches,
    terms,
    value,
)
from archive.readers.names import byline_names, stated_person
from archive.readers.sources import site_parties
from archive.readers.story import folded, joined
from index.article import Published

_SEARCHED = rb"(?:User Name|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by):[^\n]{0,1000}"
"""Lines that tell of the search, above the first article."""
BORDER = re.compile(
    rb"\n[ \t\f]{0,80}+(?=[CDEJNSU\d])(?:"
    + rb"|".join((NUMBERED, rb"End of Document", rb"Documents \(\d{1,6}\)", _SEARCHED))
    + rb")[ \t]{0,80}\r?$",
    re.MULTILINE,
)
_NUMBERED = re.compile(rb"^[ \t\f]{0,80}" + NUMBERED + rb"[ \t]{0,80}\r?$", re.MULTILINE)
_LENGTH = re.compile(
    rb"^[ \t]{0,80}(?:LENGTH|Length|LONGUEUR|L\xc3?[\x84\xc4]NGE):[ \t]{0,9}[\d,.]+[ \t]{0,9}[a-zA-Z]", re.MULTILINE
)
_BESIDE = re.compile(
    rb"^[ \t]{0,80}(?:(?:LOAD-DATE|Load-Date|LANGUAGE|PUBLICATION-TYPE|Publication-Type|HEADLINE|BODY|BYLINE|SECTION):"
    rb"|(?:End of Document|Body)\s)",
    re.MULTILINE,
)
_CONTENTS = re.compile(rb"^Documents \(\d{1,6}\)\s", re.MULTILINE)
_ABOVE = "BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|BODY|SERIES|COLUMN|TYPE|EDITION|DISTRIBUTION|SOURCE"
_BELOW = (
    "LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|SUBJECT|COMPANY|ORGANIZATION|TICKER|INDUSTRY|PERSON|CITY|STATE|"
    "COUNTRY|GEOGRAPHIC|GRAPHIC|URL|CORRECTION|CORRECTION-DATE|NOTES|JOURNAL-CODE|ACC-NO|ISSN|CLASSIFICATION"
)
_TRANSLATED = {
    "AUTOR": "BYLINE", "RUBRIK": "SECTION", "LÄNGE": "LENGTH", "UPDATE": "LOAD-DATE", "SPRACHE": "LANGUAGE",
    "AUTEUR": "BYLINE", "RUBRIQUE": "SECTION", "LONGUEUR": "LENGTH", "TITRE": "HEADLINE", "LANGUE": "LANGUAGE",
    "DATE-CHARGEMENT": "LOAD-DATE", "TYPE-PUBLICATION": "PUBLICATION-TYPE",
}  # fmt: skip
"""Names of fields in German and French files."""
_ENDS = frozenset(_BELOW.split("|"))
_WORDS = _ENDS.intersection(
    ["SUBJECT", "COMPANY", "ORGANIZATION", "INDUSTRY", "PERSON", "CITY", "STATE", "COUNTRY", "GEOGRAPHIC", "URL"]
)
"""Names of fields below the text that may begin a paragraph of it, too."""
_CAPITALS = re.compile(rf"[ \t]{{0,80}}({_ABOVE}|{_BELOW}|{'|'.join(_TRANSLATED)}):(?!\S)")
_ALONE = "BODY|CLASSIFICATION|GRAPHIC|CORRECTION|NOTES"
_TITLED = re.compile(
    rf"[ \t]{{0,80}}((?!(?:{_ALONE.title()})\b)(?:{_ABOVE.title()}|{_BELOW.title()})(?=:(?:\s|$))"
    rf"|(?:{_ALONE.title()})(?=[ \t]*$)):?"
)
_HEADINGS = re.compile(rf"^[ \t]{{0,80}}(?:{_ALONE.title()})[ \t]*$", re.MULTILINE)
_IS_TITLED = re.compile(r"^[ \t]{0,80}Length:", re.MULTILINE)
_NOTHING = re.compile(
    r"^(?:[ \t]{0,80}Page \d{1,5} of \d{1,5}|[| \t]{0,80}About LexisNexis[ \t]{0,9}\|[^\n]{0,200})?[ \t\xa0]*$",
    re.MULTILINE,
)
"""Lines of spaces, the counts of pages, and what stands at their feet."""
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©)\W.{0,300}(?:\n\s{0,80}all rights reserved)?", re.IGNORECASE)
_RESERVED = re.compile(r"\W*all rights reserved\W*", re.IGNORECASE)
_AIRED = re.compile(r"SHOW:|TRANSCRIPT:|Transcript #")
"""Lines between paper and day, and below, that tell in what a transcript was heard."""
_DAY = re.compile(
    r"(?:[^\W\d_]{4,10},?\s+)?([A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,9},?\s+\d{4}"
    r"|[A-Z][a-z]{2,8},?\s+\d{4})\b(?:,?\s+[^\W\d_]{4,10}\b)?(?:,?\s+(\d{1,2}:\d\d(?:\s*[AP]M\b)?\s*[A-Z]{0,4}))?"
)
_EDITION = re.compile(r"\b(?:edition|final|ed\.)(?!\w)|\b(?:first|late|early|city|state|national)\W*$", re.IGNORECASE)
_WORDS_OF_EDITION = 6
_SERVICE = re.compile(r"(?<!\s)\s+--?\s+(?:English|International)\b.*$")
_PLACE_IN_PAPER = re.compile(
    r"\s*(?:Pg|Pgs|Page|Pages|S|Vol|No|Column|Col|Version)\b[.:]?\s*\w.*", re.IGNORECASE | re.DOTALL
)


class NexisReader:
    """Reads the text exports of LexisNexis and Nexis Uni, an article a record."""

    name = "nexis"
    version = 4
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where an article tells its length beside other fields, or a list of articles begins."""
        plain = plain_head(head)
        if b"Client/Matter:" in plain and _CONTENTS.search(plain):
            return 0.95
        if not any(label in plain for label in (b"LENGTH:", b"Length:", b"LONGUEUR:", b"NGE:")):
            return 0.0
        if _LENGTH.search(plain) and (_NUMBERED.search(plain) or _BESIDE.search(plain)):
            return 0.95
        return 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; what tells of the search, or lists them, is passed by."""
        ordinal = 0
        for piece in stretches(stream, BORDER):
            decoded = piece.decoded()
            fields = _fields(decoded.text)
            if piece.fault is None and "LENGTH" not in fields.named and "BODY" not in fields.named:
                continue
            text = joined(paragraphs(part) for part in fields.body)
            if text:
                stated = _stated(fields)
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)
            else:
                fault = piece.fault or "cut off: no text behind the fields"
                yield FailedRecord(ordinal, f"line {piece.line}: {fault}")
            ordinal += 1


@dataclass(slots=True)
class _Fields:
    """The fields of an article by name in capitals, what stands above and behind them, and the text among them."""

    named: dict[str, str] = field(default_factory=dict)
    above: str = ""
    behind: str = ""
    titled: bool = False
    """Whether names of fields are in small letters, as Nexis Uni has them."""
    body: list[str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return value(self.named.get(name))


def _fields(text: str) -> _Fields:
    """Divide an article; the text follows the fields above it until one begins that stands below it."""
    text = _NOTHING.sub("", text)
    titled = _IS_TITLED.search(text) is not None
    if titled:
        text = _HEADINGS.sub(r"\n\g<0>", text)
    found = _Fields(titled=titled)
    ended = False
    fields = labelled(text, _TITLED if titled else _CAPITALS)
    within = max((n for n, each in enumerate(fields) if each[0].upper() in _WORDS and goes_on(each[1])), default=-1)
    for number, (label, content) in enumerate(fields):
        name = _TRANSLATED.get(label, label.upper())
        own, _, rest = content.strip().partition("\n\n")
        if not name:
            found.above = content
            continue
        if name in _ENDS and number <= within:
            found.body += [f"{label}:{content}"] if found.body else []
            continue
        ended = ended or name in _ENDS
        first = name not in found.named
        found.named.setdefault(name, own)
        if ended:
            found.behind = rest
        elif name == "BODY" and first:
            found.body = [content]
        elif found.body:
            # Above a text a field, within it the first words of a paragraph.
            found.body.append(f"{label}:{content}")
        elif "LENGTH" in found.named and rest.strip():
            found.body = [rest]
    return found


class _Head(NamedTuple):
    """What stands above the fields."""

    headline: str | None
    paper: str | None
    published: Published | None


def _head(above: str, *, titled: bool) -> _Head:
    """Read what stands above the fields; ``titled`` tells that the headline is the first of it."""
    blocks = [[line.strip() for line in block.split("\n")] for block in above.split("\n\n")]
    blocks = [[line for line in block if line and not _of_rights(line) and not _AIRED.match(line)] for block in blocks]
    lines = [(line, number) for number, block in enumerate(blocks) for line in block]
    at = next((n for n, (line, _) in enumerate(lines) if n and _DAY.match(line)), None)
    if at is None:
        return _Head(value(lines[-1][0]) if lines else None, None, None)
    day, dated = _DAY.match(lines[at][0]), lines[at][1]
    after = [block for block in blocks[dated + 1 :] if block and not _is_edition(block)]
    before = [number for _, number in lines[: at - 1]]
    if after and not (titled and before):
        headline = after[-1]
    else:
        headline = [line for line, number in lines[: at - 1] if number == before[-1]] if before else []
    when = published(" ".join(filter(None, day.groups()))) if day else None
    return _Head(value(" ".join(headline)), value(lines[at - 1][0]), when)


def _of_rights(line: str) -> bool:
    return _RIGHTS.match(line) is not None or _RESERVED.fullmatch(line) is not None


def _is_edition(block: list[str]) -> bool:
    return all(len(line.split()) <= _WORDS_OF_EDITION and _EDITION.search(line) for line in block)


def _stated(fields: _Fields) -> Stated:
    head = _head(fields.above, titled=fields.titled)
    agency, publication = site_parties(_SERVICE.sub("", head.paper) if head.paper else None)
    dateline, wired = stated_dateline(fields.get("DATELINE"))
    rights = _RIGHTS.search(fields.above) or _RIGHTS.search(fields.behind)
    people = map(stated_person, terms(fields.get("PERSON")))
    return Stated(
        headline=fields.get("HEADLINE") or head.headline,
        dateline=dateline,
        agency=agency or wired,
        publication=publication,
        published=head.published,
        byline=byline_names(fields.get("BYLINE")),
        places=places(terms(*map(fields.get, ("GEOGRAPHIC", "CITY", "STATE", "COUNTRY")))),
        people=tuple(filter(None, people)),
        keywords=terms(fields.get("SUBJECT")),
        section=_section(fields.get("SECTION")),
        language=language(fields.get("LANGUAGE")),
        url=fields.get("URL"),
        guid=fields.get("ACC-NO"),
        rights=folded(rights[0]) if rights else None,
    )


def _section(text: str | None) -> str | None:
    """Return the section without the place on its pages: ``Section A; Column 1; Foreign Desk; Pg. 1``."""
    parts = (part.strip() for part in (text or "").split(";"))
    return "; ".join(part for part in parts if part and not _PLACE_IN_PAPER.fullmatch(part)) or None
