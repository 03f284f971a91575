"""Text exports of Factiva: fields with codes of two letters (``HD``, ``LP``, ``TD``), or the same lines without them.

Either ends in its number: ``Document HGAZ000020190309ef390001z``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published, published
from archive.readers.exports import Edges, language, paragraphs, plain_head, stretches, value
from archive.readers.names import byline_names
from archive.readers.sources import site_parties

_NUMBER = r"Document[ \t]+([A-Z][A-Z0-9]{2,9}\d{8}[a-z0-9]{5,20})"
BORDER = re.compile(rf"\n[ \t\f]{{0,80}}+(?:AN[ \t]+)?{_NUMBER}[ \t]{{0,80}}\r?$".encode(), re.MULTILINE)
_NUMBERED = re.compile(rf"^[ \t]{{0,80}}(?:AN[ \t]+)?{_NUMBER}[ \t]*$", re.MULTILINE)
_ORDER = "CLM|SE|HD|BY|CR|WC|PD|ET|SN|SC|VOL|ED|PG|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN"
"""The codes as they follow one another; one out of this order is the first word of a line of the text."""
_RANK = {code: rank for rank, code in enumerate(_ORDER.split("|"))}
_CODE = re.compile(rf"[ \t]{{0,4}}({_ORDER})([ \t]{{1,80}}|$)")
_TERMS = ("CO", "IN", "NS", "RE")
_CODED = re.compile(rb"\n[ \t]{0,4}(HD|WC|PD|SN|LP|TD)[ \t\r\n]")
_FEWEST = 4
"""Different codes that only such a file has at the begin of lines."""
_PAGE = (
    r"[ \t]{0,80}(?:Page \d{1,5}(?: of \d{1,5})?(?: ©.{0,120})?|(?:©|\(c\)) \d{4} (?:Dow Jones )?Factiva.{0,120}"
    r"|[^\n]{0,300}?(?:\. ?){6}[. ]{0,300}\d{0,5})[ \t]{0,80}\r?$"
)
_ABOVE = re.compile(_PAGE.encode(), re.MULTILINE)
_ON_PAGES = re.compile(f"^{_PAGE}", re.MULTILINE)
"""What stands on every page, and the list of articles on the first."""
_END = re.compile(r"(?:^|\n\n)\(END\)(?: Dow Jones Newswires)?(?:\n\n[^\n]{1,80})?\s*\Z")
_FLASH = re.compile(r"\*?DJ (?=\S)")
_SEARCH = re.compile(r"^[ \t]{0,9}(?:Search Summary|Results Found)", re.MULTILINE)
_COUNT = re.compile(r"\d[\d,.]{0,9} words")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?: [A-Z]{3,4})?")
_RIGHTS = re.compile(r"\(c\)|©|copyright\b", re.IGNORECASE)
_MOST_LINES = 14
"""Lines between the count of words and the text."""
_MOST_HEADS = 4
_TERM = re.compile(r"\b[a-z0-9]{1,10}\s{0,9}:\s{0,9}([^|]+)")
_FEW = 4
"""Words of the longest name, and of the longest section."""


class FactivaReader:
    """Reads the text exports of Factiva, an article a record."""

    name = "factiva"
    version = 2
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where lines begin with its codes, or a number of it closes an article."""
        plain = plain_head(head)
        if len(set(_CODED.findall(plain))) >= _FEWEST:
            return 0.95
        return 0.95 if b" words" in plain and BORDER.search(plain) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; the list of them and the summary of the search are passed by."""
        ordinal = 0
        for piece in stretches(stream, BORDER, kept=True, edges=Edges(above=_ABOVE)):
            decoded = piece.decoded()
            text = _ON_PAGES.sub("", decoded.text)
            if not piece.ended and not piece.fault and _SEARCH.search(text):
                continue
            fields = _coded(text) or _uncoded(text)
            story = _END.sub("", paragraphs("\n\n".join(fields.get(code, "") for code in ("LP", "TD"))))
            if story:
                told = () if piece.ended else ("cut off: the number that ends an article is missing",)
                stated, warnings = _stated(fields), (*decoded.warnings, *told)
                yield Copy(piece.raw, story, self.name, None, ordinal, decoded.encoding, stated, warnings)
            else:
                fault = piece.fault or "no text behind the fields of an article"
                yield FailedRecord(ordinal, f"line {piece.line}: {fault}")
            ordinal += 1


def _coded(text: str) -> dict[str, str]:
    """Return the fields of an article by their codes; none where there are no codes."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in text.split("\n"):
        found = _CODE.match(line)
        if found and (not code or _RANK[code] < _RANK[found[1]]) and _begins(found[1], found[2], line[found.end() :]):
            code = found[1]
            fields[code] = [line[found.end() :]]
        elif code:
            fields[code].append(line)
    return {code: "\n".join(lines) for code, lines in fields.items()} if "HD" in fields else {}


def _begins(code: str, gap: str, content: str) -> bool:
    """Tell whether a code begins a field: behind the text its letters may be a word of it."""
    if gap != " " or _RANK[code] <= _RANK["LP"]:
        return True
    if code == "AN":
        return content.startswith("Document ")
    return " : " in content if code in _TERMS else not content.isupper()


def _uncoded(text: str) -> dict[str, str]:
    """Return the fields of an article without codes by what they would have: all lines follow the count of words."""
    lines = [line.strip() for line in text.split("\n")]
    at = next((n for n, line in enumerate(lines) if _COUNT.fullmatch(line)), None)
    if at is None:
        return {}
    fields = _heads([line for line in lines[:at] if line][-_MOST_HEADS:])
    below = [n for n in range(at + 1, len(lines)) if lines[n]][:_MOST_LINES]
    start = next((n for n in below if _RIGHTS.match(lines[n])), None)
    if start is not None:
        fields["CY"] = lines[start]
    else:
        start = next((n for n in below if language(lines[n]) != lines[n]), at)
    told = [lines[n] for n in below if n <= start]
    for line in told[:6]:
        if "PD" not in fields and published(line):
            fields["PD"] = line
        elif "ET" not in fields and _CLOCK.fullmatch(line):
            fields["ET"] = line
        elif "PD" in fields and "SN" not in fields:
            fields["SN"] = line
    fields["LA"] = next((line for line in told if language(line) != line), "")
    number = _NUMBERED.search(text)
    body = text[: number.start()] if number else text
    fields["TD"] = "\n".join(body.split("\n")[start + 1 :])
    fields["AN"] = number[1] if number else ""
    return fields


def _heads(lines: list[str]) -> dict[str, str]:
    """Tell section, headline and byline apart: the first and the last of several lines may be short."""
    fields: dict[str, str] = {}
    few = [len(line.split()) <= _FEW for line in lines]
    signed = len(lines) > 1 and byline_names(lines[-1])
    if signed and (lines[-1][:3].lower() == "by " or (few[-1] and (len(lines) > 2 or not few[-2]))):
        fields["BY"] = lines.pop()
    if len(lines) > 1 and few[0]:
        fields["SE"] = lines.pop(0)
    fields["HD"] = " ".join(lines)
    return fields


def _stated(fields: dict[str, str]) -> Stated:
    found = {code: value(text) for code, text in fields.items()}
    credited, _ = site_parties(found.get("CR"))
    agency, publication = site_parties(found.get("SN"), credited)
    number = found.get("AN")
    return Stated(
        headline=_FLASH.sub("", found.get("HD") or "", 1) or None,
        agency=agency,
        publication=publication,
        published=first_published(f"{found.get('PD')} {found.get('ET')}", found.get("PD")),
        byline=byline_names(found.get("BY")),
        places=_terms(found.get("RE")),
        keywords=_terms(found.get("NS")),
        section=found.get("SE"),
        language=language(found.get("LA")),
        guid=number.removeprefix("Document ") if number else None,
        rights=found.get("CY"),
    )


def _terms(text: str | None) -> tuple[str, ...]:
    """Return the names of coded terms: ``gcat : Political News | gvio : Military Action``."""
    return tuple(dict.fromkeys(filter(None, (term.strip() for term in _TERM.findall(text or "")))))
