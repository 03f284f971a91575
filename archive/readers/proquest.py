"""Text exports of ProQuest: ``Document 7 of 120``, fields such as ``Publication title:`` and ``Full text:``.

In its documents headings stand for some names (``FULL TEXT``, ``DETAILS``), and the authors in a reference above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline
from archive.readers.dates import first_published
from archive.readers.exports import (
    NUMBERED,
    Edges,
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
from archive.readers.sources import paper_of, site_parties
from archive.readers.story import folded, without_headline
from index.article import Person

BORDER = re.compile(
    rb"\n[ \t\f]{0,80}+(?:" + NUMBERED + rb"|_{10,200}|Database:[^\n]{0,200})[ \t]{0,80}\r?$", re.MULTILINE
)
"""What stands between articles; or below all fields of one, where nothing stands between."""
_BEHIND = re.compile(rb"\s{0,400}(?:\Z|_{10}|" + NUMBERED + rb"|Database copyright)")
_TEXTS = (b"Full text:", b"Full Text:", b"FULL TEXT")
_DETAILS = (b"ProQuest document ID:", b"Document URL:", b"Source type:", b"Document type:", b"Language of publication:")
_AHEAD = 1_500
"""Characters above the last field in which some of the others stand."""
_ABOVE = re.compile(rb"LINKS[ \t\r]{0,80}\n|(?:Check|Linking|Find) [^\n]{0,80}\n")
_OWN = re.compile(
    rb"^[ \t]{0,80}(?:ProQuest document ID|Publication title|Publication info|Document URL|Source type):", re.MULTILINE
)
_NAMES = (
    "Title", "Subtitle", "Alternate title", "Author", "Publication info", "Abstract", "Abstract (summary)", "Links",
    "Full text", "Full Text", "Subject", "Business indexing term", "Location", "People", "Company / organization",
    "Classification",
    "Identifier / keyword", "Publication title", "Volume", "Issue", "Pages", "First page", "Number of pages",
    "Publication year", "Publication date", "Year", "Section", "Column", "Dateline", "Edition", "Publisher",
    "Place of publication", "Country of publication", "Publication subject", "ISSN", "e-ISSN", "CODEN", "Source type",
    "Language of publication", "Language", "Document type", "Document feature", "Document feature(s)", "DOI",
    "Accession number", "ProQuest document ID", "Document URL", "Copyright", "Last updated", "Database", "Credit",
    "Product name", "Source attribution", "Headline", "Details",
)  # fmt: skip
_LABEL = re.compile(rf"[ \t]{{0,80}}({'|'.join(map(re.escape, sorted(_NAMES, reverse=True)))}):(?=\s|$)")
_HEADINGS = re.compile(r"^[ \t]{0,80}(ABSTRACT|FULL TEXT|DETAILS|LINKS)(?: \([A-Z ]{3,20}\))?[ \t]*$", re.MULTILINE)
"""What stands for the names of fields in its documents."""
_LONG = ("Copyright", "Abstract", "Abstract (summary)", "Links")
"""Fields that may have several paragraphs."""
_KIND = re.compile(r"(?<!\s)[:.]?\s*(?:\[[^\[\]]{1,60}\]\s*)+\Z")
"""What stands behind a title to tell its edition or kind: ``[Final Edition]``."""
_YEARS = re.compile(r"(?<!\s)\s*\(\d{4}-[^()]{0,30}\)\s*\Z")
"""The years that a paper appeared under its name."""
_INFO = re.compile(r"(?P<paper>[^;\[]{1,200}?)\s*(?:;[^\[]{0,200})?\[(?P<place>[^\]]{1,80})\]\s*(?P<day>\d[^:]{5,20}):")
_REFERENCE = re.compile(
    r"(?:^|\n\n)(?P<title>[^\n]{1,500}(?:\n[^\n]{1,500}){0,3})\n+(?P<said>[^\n]{1,500}\[[^\]\n]{1,80}\]\.?\s\d[^:\n]{5,20}:.*)\Z",
    re.DOTALL,
)
"""A title above the line that says whose it is, and where and when it appeared: ``Ruiz, Ana. Courier; Velm [Velm]. 14
Mar 2019: A1.``"""


class ProquestReader:
    """Reads the text exports of ProQuest, an article a record."""

    name = "proquest"
    version = 5
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where the fields that only it writes stand beside a text."""
        plain = plain_head(head)
        told = any(label in plain for label in (b"Full text:", b"Full Text:", b"FULL TEXT", b"Abstract:"))
        return 0.95 if told and _OWN.search(plain) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; the list of them and the notes at the end are passed by."""
        ordinal = 0
        for piece in stretches(stream, BORDER, edges=Edges(above=_ABOVE, holds=_parts)):
            decoded = piece.decoded()
            fields = _fields(decoded.text)
            if piece.fault is None and len(fields) < 3:
                continue
            stated = _stated(fields)
            text, told = _text(fields)
            text = without_headline(text, stated.headline)
            if text.strip():
                warnings = (*decoded.warnings, *told)
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, warnings)
            else:
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault or 'neither full text nor abstract'}")
            ordinal += 1


def _parts(border: re.Match[bytes]) -> bool:
    """Tell whether a line parts articles: the last field of one does below others, where an article follows and no
    other border.
    """
    if b"Database:" not in border[0]:
        return True
    above = border.string[max(0, border.start() - _AHEAD) : border.start()]
    below = max(map(above.rfind, _DETAILS)) > max(map(above.rfind, _TEXTS))
    return below and _BEHIND.match(border.string, border.end()) is None


def _fields(text: str) -> dict[str, str]:
    """Return the fields by name in lower case, the first of each; what stands above them is the ``title``."""
    fields: dict[str, str] = {}
    text = _HEADINGS.sub(lambda found: f"\n{found[1].capitalize()}:", text)
    for name, content in _whole(labelled(text, _LABEL)):
        if content.strip():
            fields.setdefault(name.lower(), content.strip())
    above = fields.pop("", "")
    if reference := _REFERENCE.search(above):
        said = {"publication info": reference["said"], **fields}
        return {"title": reference["title"], "author": _author(said), **said}
    return {"title": above.rpartition("\n\n")[2], **fields} if above else fields


def _author(fields: dict[str, str]) -> str:
    """Return who stands in a reference, in front of the paper."""
    paper = fields.get("publication title", "").partition(";")[0].strip()
    before, found, _ = fields["publication info"].partition(f". {paper}")
    return before if found and paper else ""


def _whole(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the fields with those put back into the full text that only look like fields."""
    begin = next((n for n, (name, _) in enumerate(fields) if name.lower() == "full text"), len(fields))
    behind = (n for n in range(begin + 1, len(fields)) if fields[n][0] not in _LONG and goes_on(fields[n][1]))
    end = max(behind, default=begin) + 1
    text = "\n".join([*(each[1] for each in fields[begin : begin + 1]), *map(":".join, fields[begin + 1 : end])])
    return [*fields[:begin], *((name, text) for name, _ in fields[begin : begin + 1]), *fields[end:]]


def _text(fields: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the text, or else the abstract, and what is to be told of it."""
    full = fields.get("full text")
    if full and value(full.partition("\n")[0]):
        return paragraphs(full), ()
    summary = fields.get("abstract") or fields.get("abstract (summary)")
    return (paragraphs(summary), ("no text but 'Abstract'",)) if summary and value(summary) else ("", ())


def _stated(fields: dict[str, str]) -> Stated:
    found = {name: value(text) for name, text in fields.items()}
    info = _INFO.match(found.get("publication info") or "")
    paper = (found.get("publication title") or "").partition(";")[0] or (info["paper"] if info else "")
    agency, publication = site_parties(paper_of(_YEARS.sub("", paper).strip()) or None)
    title, number = found.get("title") or found.get("headline"), found.get("proquest document id")
    day = info["day"] if info else None
    return Stated(
        headline=_KIND.sub("", title).strip() or None if title else None,
        dateline=place_dateline(found.get("dateline")),
        agency=agency,
        publication=publication,
        published=first_published(found.get("publication date"), day, found.get("publication year")),
        byline=tuple(name for person in _people(found.get("author")) for name in byline_names(person.name)),
        places=places(terms(found.get("location"))),
        people=_people(found.get("people")),
        keywords=terms(found.get("subject")),
        section=found.get("section"),
        language=language(found.get("language of publication") or found.get("language")),
        url=found.get("document url"),
        guid=f"proquest:{number}" if number else None,
        rights=found.get("copyright"),
    )


def _people(text: str | None) -> tuple[Person, ...]:
    """Return the people that a value lists, surnames first: ``Weiss, Clara; Brennick, Tomas``."""
    return tuple(filter(None, map(stated_person, dict.fromkeys(terms(folded(text))))))
