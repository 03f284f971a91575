"""Text exports of EBSCOhost: ``Record: 7``, fields such as ``Source:`` and ``Accession Number:``, then the text.

A record that is saved alone has no number; printed, its title has author and source behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline
from archive.readers.dates import published
from archive.readers.exports import (
    Edges,
    fields_above,
    language,
    paragraphs,
    places,
    plain_head,
    stretches,
    terms,
    unclosed,
    value,
)
from archive.readers.names import byline_names, stated_person
from archive.readers.sources import catalogued_paper, site_parties
from archive.readers.story import folded, without_headline

_NAMES = (
    "Title", "Alternate Title", "Other Titles", "Authors", "Author", "Source", "Document Type", "Publication Type",
    "Language", "Subject Terms", "Subjects", "Subject", "Keywords", "Author-Supplied Keywords", "Geographic Terms",
    "People", "Company/Entity", "NAICS/Industry Codes", "Reviews & Products", "Abstract", "Author Affiliations",
    "Full Text Word Count", "Lexile", "ISSN", "ISBN", "DOI", "Accession Number", "Publisher Logo", "Images",
    "Persistent link to this record (Permalink)", "Persistent link to this record", "Cut and Paste", "Database",
    "Section", "Byline", "Dateline", "Edition",
)  # fmt: skip
_LABEL = re.compile(rf"[ \t]{{0,80}}({'|'.join(map(re.escape, _NAMES))}):(?=\s|$)")
BORDER = re.compile(rb"\n[ \t\f]{0,80}+Record:[ \t]{0,80}\d{1,6}[ \t]{0,80}\r?$", re.MULTILINE)
_BEHIND = re.compile(rb"\s{1,200}(?:Title|Authors?|Source|Document Type|Accession Number|Database):\s")
"""What stands below the number of a record, and not below a line of a text that looks like it."""
_FIELD = re.compile(
    rb"\n[ \t]{0,80}(Title|Source|Document Type|Subject Terms|Full Text Word Count|Accession Number|Database):\s"
)
_FEWEST = 4
"""Different fields that only such a file has beside the number of a record."""
_ALONE = re.compile(rb"\n\s{0,200}Title:\s([^\n]{1,400}\. By: [^\n]{1,400}\s{1,9}Database:\s)?")
_OF_ONE = frozenset([b"Accession Number", b"Database"])
"""Fields that a record has which is saved alone."""
_PRINTED = re.compile(r"(?P<title>.+?[.?!]) By: (?P<names>[^,;]+,[^,;]+(?:;[^,;]+,[^,;]+)*), (?P<source>.+)")
"""A title with author and source behind it."""
_RULE = re.compile(rb"[ \t]{0,80}[_=*-]{5,300}[ \t]{0,80}\r?")
_LAST = ("Accession Number", "Database", "Full Text Word Count", "Document Type", "Source")
"""Fields that stand below all that may have several paragraphs, the first that is there."""
_SINGLE = ("Database", "Section", "Byline", "Dateline", "Edition")
_RIGHTS = re.compile(
    rf"^[ \t]*(Copyright of [^\n]{{1,300}}?\sis\sthe\sproperty\sof[^\n]*(?:\n(?!{_LABEL.pattern})[ \t]*[^\s][^\n]*)*)",
    re.MULTILINE,
)
_SIGNED = re.compile(r"^[ \t]*~{4,}\s{1,9}By[ \t]+([^\n]{1,200})", re.MULTILINE)
"""The line of signs behind a text, and who wrote it."""
_TAIL = re.compile(
    rf"{_SIGNED.pattern}|{_RIGHTS.pattern}|^[ \t]*(?:Persistent link to this record|Cut and Paste:"
    r"|The link information below provides|This e-mail was generated|Source:[^\n]{1,300}[,;\n]\s{0,9}Item:[ \t]?\w)",
    re.MULTILINE,
)
_FROM = re.compile(r"(?:\[ABSTRACT FROM [^\]]{1,40}\]|\(Copyright applies to all Abstracts\.?\))\s*\Z", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_SOURCE = re.compile(
    rf"(?P<paper>.{{1,200}}?)[.,;]\s+(?P<day>\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\s{_MONTH},?\s\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}},\s\d{{4}}|{_MONTH}\s?\d{{4}}|\d{{4}})\b"
)
_IN_BRACKETS = re.compile(r"[ \t]{0,9}\([^()\n;]{1,80}\)[ \t]{0,9}(?=[;\n]|\Z)")
_LINK = re.compile(r"^[ \t]{0,80}Persistent link to this record[^\n:]{0,20}:\s{0,80}(https?://\S+)", re.MULTILINE)
_MARKED = re.compile(r"\S+@\S+|(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*(?!\w)")
"""What stands behind an author to tell of an office."""


class EbscoReader:
    """Reads the text exports of EBSCOhost, an article a record."""

    name = "ebsco"
    version = 2
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where the number of a record stands above fields, some of which only it writes."""
        plain = plain_head(head)
        alone, fields = _ALONE.match(plain), set(_FIELD.findall(plain))
        if alone and (alone[1] or fields >= _OF_ONE):
            return 0.95
        numbered = len(fields) >= _FEWEST and any(map(_holds, BORDER.finditer(plain)))
        return 0.95 if numbered else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; what tells of the search and of links is passed by."""
        ordinal = 0
        for piece in stretches(stream, BORDER, edges=Edges(below=_RULE, holds=_holds)):
            decoded = piece.decoded()
            last = next(
                (each for each in _LAST if re.search(rf"^[ \t]{{0,80}}{each}:", decoded.text, re.MULTILINE)), None
            )
            if piece.fault is None and last is None:
                continue
            fields, text = fields_above(decoded.text, _LABEL, _SINGLE, last)
            stated = _stated(fields, decoded.text)
            text = without_headline(_story(text), stated.headline)
            told: tuple[str, ...] = ()
            if not text.strip() and value(summary := _FROM.sub("", _story(fields.get("Abstract", ""))).strip()):
                text, told = summary, ("no text but 'Abstract'",)
            if text.strip():
                warnings = (*decoded.warnings, *told)
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, warnings)
            else:
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault or 'neither full text nor abstract'}")
            ordinal += 1


def _holds(border: re.Match[bytes]) -> bool:
    return _BEHIND.match(border.string, border.end()) is not None


def _story(text: str) -> str:
    """Return the paragraphs of a text without what stands behind it."""
    tail = _TAIL.search(text)
    return paragraphs(text[: tail.start()] if tail else text)


def _stated(fields: dict[str, str], text: str) -> Stated:
    if "Source" not in fields and (printed := _PRINTED.match(value(fields.get("Title")) or "")):
        fields = {**fields, "Title": printed["title"], "Authors": printed["names"], "Source": printed["source"]}
    found = {name: value(content) for name, content in fields.items()}
    source = found.get("Source") or ""
    dated = _SOURCE.match(source)
    agency, publication = site_parties(catalogued_paper(dated["paper"] if dated else source) or None)
    signed, rights, link = _SIGNED.search(text), _RIGHTS.search(text), _LINK.search(text)
    authors = fields.get("Authors") or fields.get("Author") or fields.get("Byline") or (signed[1] if signed else "")
    number = found.get("Accession Number")
    return Stated(
        headline=unclosed(found.get("Title")),
        dateline=place_dateline(found.get("Dateline")),
        agency=agency,
        publication=publication,
        published=published(re.sub(r"(?<=[a-z])(?=\d)", " ", dated["day"])) if dated else None,
        byline=byline_names(_MARKED.sub("", authors)),
        places=places(_listed(fields, "Geographic Terms")),
        people=tuple(filter(None, map(stated_person, _listed(fields, "People")))),
        keywords=_listed(fields, "Subject Terms", "Subjects", "Subject"),
        section=found.get("Section"),
        language=language(found.get("Language")),
        url=link[1] if link else None,
        guid=f"ebsco:{number}" if number else None,
        rights=folded(rights[1]) if rights else None,
    )


def _listed(fields: dict[str, str], *names: str) -> tuple[str, ...]:
    """Return the terms of fields, a line each or ``;`` between them, without the places in their brackets."""
    return terms(*(_IN_BRACKETS.sub("", fields.get(name, "")).replace("\n", ";") for name in names))
