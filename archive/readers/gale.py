"""Text that Gale's databases export: fields such as ``From:``, ``Full Text:``, a reference, ``Gale Document Number:``.

Title and source stand in fields of their own, or on the first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published
from archive.readers.exports import labelled, language, paragraphs, plain_head, stretches, terms, unclosed, value
from archive.readers.names import byline_names
from archive.readers.sources import catalogued_paper, site_parties
from archive.readers.story import folded, without_headline

_NUMBER = r"Gale Document Number:[ \t]{0,9}(?:GALE[|%])?([A-Z]{1,3}\d{2,20})"
BORDER = re.compile(rf"\n[ \t\f]{{0,80}}+{_NUMBER}[ \t]{{0,80}}\r?$".encode(), re.MULTILINE)
_NUMBERED = re.compile(_NUMBER)
_LABEL = re.compile(
    r"[ \t]{0,80}(Title|Author\(s\)|Authors?|Byline|Source|Date|From|Publisher|Publication|Document Type|Article Type"
    r"|Length|Content Level|Lexile Measure|Section|Language|Subjects?|Geographic|ISSN|DOI|Copyright|Full Text)"
    r"[ \t]?:(?=\s|$|COPYRIGHT)"
)
_OWN = re.compile(rb"\n[ \t]{0,80}(Full Text(?=[ \t]?:)|Source Citation\b)")
_CITED = re.compile(rf"^[ \t]{{0,80}}(?:Source Citation\b[^\n]{{0,80}}\n|(?={_NUMBER}))", re.MULTILINE)
"""Where the text of an article ends: above its reference, or else its number."""
_CITATION = re.compile(
    r"\s*(?:(?P<author>[^\"“”]{2,200}?)\.\s+)?[\"“][^\"“”]{1,500}[\"”]\s+(?P<paper>[^,]{2,160}),\s"
    r"(?P<day>(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?\s\d{4})"
)
"""A reference in the style of the MLA: ``Ruiz, Ana. "Floods." Velm Courier, 3 July 1997, p. 1.``"""
_SOURCE = re.compile(
    r"(?P<paper>[^\n]{2,160}?)[.,]?(?:\s+(?:Vol\.|vol\.|no\.)[^()\n]{1,40})?\s*\((?P<day>[^()\n]{0,30}\d{4})\)[.:,]?[^\n]{0,80}"
)
"""A paper and its day: ``Velm Courier (Velm, England). (July 3, 1997): p1.``"""
_ISSUE = re.compile(r"\s*\((?:Vol|Issue|No)\.?\s[^()]*\)\Z", re.IGNORECASE)
_RIGHTS = re.compile(
    r"^[ \t]{0,80}(?:Copyright ?:? ?)?(?:copyright|\(c\)|©)[\W_]{0,20}\d{4}\b[^\n]{0,300}", re.IGNORECASE | re.MULTILINE
)
_LINK = re.compile(r"https?://\S+")
_AUTHORS = ("Author", "Author(s)", "Authors", "Byline")


class GaleReader:
    """Reads the text exports of Gale, an article a record."""

    name = "gale"
    version = 1
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a number of Gale closes an article, or the beginning of one shows that it will."""
        plain = plain_head(head)
        own = set(_OWN.findall(plain))
        known = b"Gale Document Number:" in plain or (b"link.gale.com/apps/doc/" in plain and b"Full Text" in own)
        return 0.95 if known and own else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles, each up to its number."""
        ordinal = 0
        for piece in stretches(stream, BORDER, kept=True):
            decoded = piece.decoded()
            heading = _CITED.search(decoded.text)
            fields = _fields(decoded.text[: heading.start()] if heading else decoded.text)
            cited = decoded.text[heading.end() :] if heading else decoded.text
            if piece.fault is None and not piece.ended and "Full Text" not in fields:
                continue
            stated = _stated(fields, cited)
            text = without_headline(_story(fields.get("Full Text", "")), stated.headline)
            if text.strip():
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)
            else:
                fault = piece.fault or "no text behind the fields of an article"
                yield FailedRecord(ordinal, f"line {piece.line}: {fault}")
            ordinal += 1


def _fields(text: str) -> dict[str, str]:
    """Return the fields by name, the first of each; behind ``Full Text``, or else a blank line below the last, there is
    the text.
    """
    above = labelled(text, _LABEL)
    begin = next((n for n, (name, _) in enumerate(above) if name == "Full Text"), len(above))
    fields: dict[str, str] = {}
    for name, content in above[:begin]:
        fields.setdefault(name, content.strip())
    if begin < len(above):
        parts = [above[begin][1], *(f"{name}:{content}" for name, content in above[begin + 1 :])]
        fields["Full Text"] = "\n".join(parts)
    else:
        _, blank, rest = above[-1][1].partition("\n\n")
        fields |= {"Full Text": rest} if blank else {}
    return fields


def _story(text: str) -> str:
    """Return the paragraphs of a text without whose property it is, and the address of the paper, around it."""
    blocks = paragraphs(text).split("\n\n")
    told = [not (_RIGHTS.fullmatch(each) or _LINK.fullmatch(each)) for each in blocks]
    kept = [number for number, tells in enumerate(told) if tells and blocks[number].strip()]
    return "\n\n".join(blocks[kept[0] : kept[-1] + 1]) if kept else ""


def _stated(fields: dict[str, str], cited: str) -> Stated:
    found = {name: value(content) for name, content in fields.items()}
    lines = [line.strip() for line in fields.get("", "").split("\n") if line.strip()]
    sources = (_SOURCE.fullmatch(line) for line in (*lines[1:], found.get("Source") or ""))
    source = next(filter(None, sources), None)
    reference = _CITATION.match(cited)
    paper = found.get("From") or found.get("Publication") or (source or reference or {"paper": ""})["paper"]
    agency, publication = site_parties(catalogued_paper(_ISSUE.sub("", paper)) or None)
    author = next(filter(None, map(found.get, _AUTHORS)), None) or (reference["author"] if reference else None)
    number = _NUMBERED.search(cited)
    rights = _RIGHTS.search(f"{fields.get('Full Text', '')}\n{fields.get('Copyright', '')}")
    return Stated(
        headline=unclosed(found.get("Title") or (lines[0] if lines else None)),
        agency=agency,
        publication=publication,
        published=first_published(found.get("Date"), source and source["day"], reference and reference["day"]),
        byline=byline_names(author),
        keywords=terms(found.get("Subject") or found.get("Subjects")),
        section=found.get("Section"),
        language=language(found.get("Language")),
        guid=f"gale:{number[1]}" if number else None,
        rights=folded(rights[0]) if rights else None,
    )
