"""Text exports of NewsBank: a headline, the paper and its day on a line, fields such as ``Author/Byline:``, the text.

In older files paper, title and day are fields as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import place_dateline
from archive.readers.dates import first_published
from archive.readers.exports import (
    Edges,
    fields_above,
    goes_on,
    labelled,
    language,
    paragraphs,
    plain_head,
    stretches,
    terms,
    value,
)
from archive.readers.names import byline_names
from archive.readers.sources import catalogued_paper, site_parties
from archive.readers.story import folded, without_headline

_DAY = r"(?:[A-Z][a-z]{2,8}day,[ ])?(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2},[ ]\d{4}|\d{1,2}[ ][A-Z][a-z]{2,8}[ ]\d{4})"
_ABOVE = (
    "Author/Byline|Author\\(s\\)|Authors?|Byline|Edition|Section|Page|Pages|Column|Series|Source|Dateline|Location|Language"
    "|Readability|Estimated printed pages|Paper|Title|Headline|Date"
)
_BELOW = "Memo|Caption|Illustration|Correction|Index [Tt]erms|Record Number|Record|OpenURL Link|Copyright"
_HEAD = rf"[ \t]{{0,80}}(?:{_ABOVE}|{_BELOW}):"
_LABEL = re.compile(rf"[ \t]{{0,80}}({_ABOVE}|{_BELOW}):(?=\s|$)")
_BESIDE = re.compile(rf"[ \t]{{1,80}}\|[ \t]{{0,80}}(?={_HEAD})")
"""What parts fields that stand on one line."""
_RIGHTS = r"(?:©|\(c\)|Copyright)(?=(?:[ ,]|\(c\)|©|Copyright){1,9}\d{4})"
_ENDING = re.compile(rf"[ \t]{{0,80}}((?:{_BELOW})(?=:(?:\s|$))|{_RIGHTS})")
_CLOSING = "Record|Record Number|OpenURL Link|Copyright"
"""Fields that end an article; prose below them is none of it."""
_ENDS = (*_CLOSING.split("|"), "©", "(c)")
_AUTHORS = ("Author/Byline", "Author(s)", "Authors", "Author", "Byline")
_SINGLE = ("Edition", "Section", "Page", "Pages")
_TEXT = re.compile(r"^[ \t]{0,80}Article Text:", re.MULTILINE)
_COUNT = re.compile(
    r"\A\s*[\d,]{1,9}\s{1,9}Words\b(?:[|\s]{0,9}Readability:[^\n]{0,200})?\s*(?:Read News Document\b\s*)?"
)
_NOTHING = re.compile(r"^[ \t\f\xa0]+$", re.MULTILINE)
_MAIL = re.compile(r"\S+@\S+")
_CITED = re.compile(r"^[ \t]{0,80}Citation \([^()\n]{2,40}\)[ \t]*\n(?:[^\n]{1,400}\n?){1,6}", re.MULTILINE)
_SITE = (b"infoweb.newsbank.com/", b"| Readability:")


def _dated(dash: str) -> str:
    """Return what a line with the paper and its day is: the page may follow, or the day stand first."""
    page = rf"(?:[ \t]{{1,9}}{dash}[ \t]{{1,9}}[^\n]{{1,40}})?"
    return (
        rf"[ \t]{{0,80}}(?:(?P<paper>[^\s|][^\n|]{{1,160}}?)[ \t]{{1,9}}{dash}[ \t]{{1,9}}(?P<day>{_DAY}){page}"
        rf"|(?P<first>{_DAY})[ \t]{{1,9}}\|[ \t]{{1,9}}(?P<behind>[^\s|][^\n|]{{1,160}}?)"
        r"(?:[ \t]{1,9}\|(?P<beside>[^\n]{0,300}))?)"
        r"[ \t]{0,80}\r?$"
    )


_DATED = re.compile(f"^{_dated('[-–—]')}", re.MULTILINE)
_DASH = "(?:-|\xe2\x80[\x93\x94]|[\x96\x97])"
"""The signs of ``_DATED`` in bytes, whatever the encoding."""
_LINE = rf"[ \t]{{0,80}}(?!(?:{_CLOSING}):|\xa9|\xc2\xa9|Copyright )[^\s][^\n]{{0,400}}\n"
_BLANK = r"[ \t\r\f]{0,80}\n"
_HEADED = re.compile(
    rf"\n(?:{_LINE}){{1,5}}?(?:{_BLANK}){{0,3}}(?P<line>{_dated(_DASH)})(?P<labels>\n(?:{_BLANK}){{0,3}}{_HEAD})?".encode(
        "latin-1"
    ),
    re.MULTILINE,
)
_LABELLED = re.compile(
    rf"\n[ \t]{{0,80}}Paper:[ \t]{{1,80}}(?P<paper>\S[^\n]{{0,160}})\n(?:{_HEAD}[^\n]{{0,400}}\n|{_BLANK}){{0,8}}?"
    r"[ \t]{0,80}(?:Title|Headline):".encode("latin-1")
)
BORDER = re.compile(
    rb"\n(?:[ \t\f]{0,80}+(?:[_=*-]{5,300}[ \t]{0,80})?"
    rb"|[ \t]{0,80}(?:" + _CLOSING.encode() + rb"):[^\n]{0,2000}|[ \t]{0,80}(?:\xc2?\xa9|Copyright)[^\n]{0,300})\r?$",
    re.MULTILINE,
)
"""Lines behind which an article may begin: blank ones, rules, and what ends the one before."""
_RULE = re.compile(rb"[ \t]{0,80}[_=*-]{5,300}[ \t]{0,80}\r?")
_OWN = re.compile(
    rb"\n[ \t]{0,80}(?:(?:Author/Byline|Readability|Record Number|OpenURL Link|Index [Tt]erms|Estimated printed pages"
    rb"|Article Text):|Record:[ \t]{0,9}[0-9A-F]{6,40}[ \t\r]{0,80}\n|Read News Document\s)"
)


class NewsbankReader:
    """Reads the text exports of NewsBank, an article a record."""

    name = "newsbank"
    version = 2
    suffixes: tuple[str, ...] = (".txt",)

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where paper and day stand above fields of which only it writes some, or are fields."""
        plain = plain_head(head)
        own = _OWN.search(plain) is not None or any(sign in plain for sign in _SITE)
        if own and any(map(_is_headed, _HEADED.finditer(plain))):
            return 0.95
        found = _LABELLED.search(plain) if b"Paper:" in plain and b"Date:" in plain else None
        return 0.95 if found and (own or found["paper"].rstrip().endswith(b")")) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the articles; what tells of the search is passed by."""
        ordinal = 0
        for piece in stretches(stream, BORDER, kept=True, edges=Edges(below=_RULE, holds=_begins)):
            decoded = piece.decoded()
            article = _article(_NOTHING.sub("", decoded.text))
            if article is None and piece.fault is None:
                continue
            stated = _stated(article.fields) if article else Stated()
            text = without_headline(paragraphs(article.text), stated.headline) if article else ""
            if text.strip():
                yield Copy(piece.raw, text, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)
            else:
                fault = piece.fault or "no text behind the fields of an article"
                yield FailedRecord(ordinal, f"line {piece.line}: {fault}")
            ordinal += 1


def _begins(border: re.Match[bytes]) -> bool:
    """Tell whether an article begins behind a line."""
    at = border.end()
    found = _HEADED.match(border.string, at)
    return _is_headed(found) if found else _LABELLED.match(border.string, at) is not None


def _is_headed(found: re.Match[bytes]) -> bool:
    """Tell whether a paper and a day are those of an article: fields follow, or a place in brackets the paper."""
    return found["labels"] is not None or (found["paper"] or found["behind"]).endswith(b")")


class _Article(NamedTuple):
    """The fields of an article by name, ``Paper``, ``Title`` and ``Date`` among them, and its text."""

    fields: dict[str, str]
    text: str


def _article(text: str) -> _Article | None:
    """Divide an article, None where nothing tells its paper."""
    fields: dict[str, str] = {}
    if dated := _DATED.search(text) if not text.startswith("Paper:") else None:
        fields["Title"] = text[: dated.start()].strip().rpartition("\n\n")[2]
        fields["Paper"] = dated["paper"] or dated["behind"]
        fields["Date"] = dated["day"] or dated["first"]
        text = _fields_beside(dated["beside"] or "") + text[dated.end() :]
    text = _CITED.sub("", text)
    text = _BESIDE.sub("\n", text)
    begin = _TEXT.search(text)
    above, body = fields_above(text[: begin.start()] if begin else text, _LABEL, _SINGLE)
    if begin:
        body = text[begin.end() :]
    fields = {**above, **fields}
    if "Paper" not in fields:
        return None
    below = labelled(_COUNT.sub("", body), _ENDING)
    within = max(
        (n for n, (name, content) in enumerate(below) if name not in _ENDS and goes_on(content[1:])), default=0
    )
    for name, content in below[within + 1 :]:
        named = content.startswith(":")
        fields.setdefault(name if named else "Copyright", content[1:] if named else name + content)
    whole = [name + content for name, content in below[: within + 1]]
    return _Article(fields, "\n".join(whole))


def _fields_beside(line: str) -> str:
    """Return the fields that stand beside the paper, a line each; who wrote the article has no label."""
    parts = [part.strip() for part in line.split("|")]
    signed = [f"Author: {parts[0]}"] if len(parts) > 1 and parts[0] and not _LABEL.match(parts[0]) else []
    return "\n".join([*signed, *filter(_LABEL.match, parts)])


def _stated(fields: dict[str, str]) -> Stated:
    found = {name: value(content) for name, content in fields.items()}
    agency, publication = site_parties(catalogued_paper(found.get("Paper") or "") or None)
    authors = next((fields[name] for name in _AUTHORS if name in fields), "")
    number = found.get("Record Number") or found.get("Record")
    link = found.get("OpenURL Link")
    return Stated(
        headline=found.get("Title") or found.get("Headline"),
        dateline=place_dateline(found.get("Dateline")),
        agency=agency,
        publication=publication,
        published=first_published(found.get("Date")),
        byline=byline_names(_MAIL.sub("", authors)),
        keywords=terms(fields.get("Index terms") or fields.get("Index Terms")),
        section=found.get("Section"),
        language=language(found.get("Language")),
        url=link if link and link.startswith("http") else None,
        guid=f"newsbank:{number}" if number else None,
        rights=folded(fields.get("Copyright")) or None,
    )
