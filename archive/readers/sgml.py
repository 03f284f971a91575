"""The SGML of research collections: Reuters-21578 and the Gigaword corpora of the LDC, thousands of stories a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.datelines import stated_dateline
from archive.readers.dates import published
from archive.readers.encoding import decode
from archive.readers.exports import paragraphs
from archive.readers.names import byline_names, stated_person
from archive.readers.slices import slices
from archive.readers.story import folded, joined, unwrapped, without_headline
from archive.readers.xml import attributes_of
from index.article import Published

_CONTROLS = dict.fromkeys([*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)])
_CONTROL_BYTES = bytes(code for code in _CONTROLS if code < 0x80)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TAGS = re.compile(r"(?<!\s)\s*(?:</?[A-Za-z][^<>]{0,200}>\s*)+")
_FIELD = re.compile(
    r"<(DATE|TOPICS|PLACES|PEOPLE|ORGS|EXCHANGES|COMPANIES|UNKNOWN|TEXT|TITLE|DATELINE|AUTHOR|BODY|DOCNO|HEADLINE|HEAD"
    r"|HL|DD|SO|PUB|SECTION|BYLINE)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_LISTED = re.compile(r"<D>([^<>]*)</D>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<P>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</P>", re.IGNORECASE)
_SIGN_OFF = re.compile(r"\b(?:Reuter|REUTER)\Z")
_NO_TEXT = re.compile(r"[\s*]*Blah blah blah\.\s*\Z|\s*\*+")
"""What stands in the place of a text where a story is a headline alone."""
_SIGNED = re.compile(r",?\s+Reuters?\s*\Z", re.IGNORECASE)
_CAPITALS = frozenset(["usa", "uk", "ussr", "uae"])
_ID = re.compile(r"\s*([A-Z]{2,4})(?:_([A-Z]{3})_)?[-_]?(\d{8}|\d{6})")
_WIRES = {
    "AFP": "Agence France-Presse", "APW": "Associated Press", "AP": "Associated Press", "CNA": "Central News Agency",
    "LTW": "Los Angeles Times-Washington Post News Service", "NYT": "New York Times News Service", "XIN": "Xinhua",
    "XIE": "Xinhua", "WPB": "Washington Post-Bloomberg News Service", "REU": "Reuters", "REUTE": "Reuters",
}  # fmt: skip
_LANGUAGES = {"ENG": "en", "ARB": "ar", "CMN": "zh", "FRA": "fr", "FRE": "fr", "SPA": "es"}


_AT = re.compile(r"\n@")
_RULE = re.compile(r"\n@?\s{0,9}-{3,}\s{0,9}\n")
_TYPESET = re.compile(r"&(MD|HT|LR|UR|TL|QL|QC|QR);")
"""What wires tell the machine that sets them: a dash, and where lines begin and end."""
_REUTERS = re.compile(rb"<REUTERS\b[^>]*\b(?:NEWID|LEWISSPLIT)\s*=")
_DOC = re.compile(rb"<DOC\s+id\s*=|<DOC>\s*<DOCNO>", re.IGNORECASE)
_TITLED = re.compile(rb'<doc id="[^"<>]{0,100}"(?: revid="\d*")? url="[^"<>]{0,1000}" title="[^"<>]{0,1000}">')
"""How a page of a wiki begins in what WikiExtractor makes of a dump."""
_INSIDE_DOC = re.compile(rb"<(?:TEXT|HEADLINE|HEAD)>", re.IGNORECASE)


class Reuters21578Reader:
    """Reads the files of Reuters-21578, one story each ``REUTERS``."""

    name = "reuters-21578"
    version = 3
    suffixes: tuple[str, ...] = (".sgm", ".sgml")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a ``REUTERS`` element with its own attributes begins."""
        return 0.99 if b"<REUTERS" in head and _REUTERS.search(head) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the stories; one that is cut off costs itself."""
        for ordinal, piece in enumerate(slices(stream, ["REUTERS"], xml=False)):
            if piece.fault:
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault}")
                continue
            decoded = decode(piece.raw)
            fields = _fields(decoded.text.partition(">")[2])
            inner = _fields(fields.get("TEXT", ""))
            text = _clean(inner.get("BODY", "") or _unmarked(fields.get("TEXT", ""))).rstrip()
            if signed := _SIGN_OFF.search(text, max(0, len(text) - 7)):
                text = text[: signed.start()].rstrip()
            if starred := _NO_TEXT.match(text):
                text = text[starred.end() :]
            stated = _reuters(fields, inner, attributes_of(decoded.text.partition(">")[0]))
            story = unwrapped(text) or stated.headline or ""
            if not story:
                yield FailedRecord(ordinal, f"line {piece.line}: neither title nor text")
                continue
            yield Copy(piece.raw, story, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)


class GigawordReader:
    """Reads the files of Gigaword and older collections of its kind, one story each ``DOC``."""

    name = "gigaword"
    version = 6
    suffixes: tuple[str, ...] = (".sgml", ".sgm", ".sgm.txt")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 where a ``DOC`` element with an id begins and there is a ``TEXT`` or a headline in it."""
        if _TITLED.search(head):
            return 0.97
        return 0.97 if _DOC.search(head) and _INSIDE_DOC.search(head) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the documents; one that is cut off costs itself."""
        for ordinal, piece in enumerate(slices(stream, ["DOC"], xml=False)):
            if piece.fault:
                yield FailedRecord(ordinal, f"line {piece.line}: {piece.fault}")
                continue
            decoded = decode(piece.raw)
            tag, _, inner = decoded.text.partition(">")
            if _TITLED.match(piece.raw):
                stated, story = _extracted(attributes_of(tag), _clean(_TAG.sub("", inner)))
                if story:
                    yield Copy(piece.raw, story, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)
                continue
            fields = _fields(inner)
            body = fields.get("TEXT", "")
            parts = [unwrapped(_clean(part)).replace("\n\n", " ") for part in _paragraphs(body)]
            stated = _gigaword(fields, attributes_of(tag))
            story = joined(parts) or unwrapped(_clean(_unmarked(body))) or stated.headline or ""
            if not story:
                yield FailedRecord(ordinal, f"line {piece.line}: neither headline nor text")
                continue
            yield Copy(piece.raw, story, self.name, None, ordinal, decoded.encoding, stated, decoded.warnings)


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)


def _elements(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the outermost known elements: name, begin, begin and end of the content, end.

    One that does not end is passed over, and looked for once only.
    """
    open_ended: set[str] = set()
    at = 0
    while found := _FIELD.search(text, at):
        at = found.end()
        name = found[1].upper()
        if name in open_ended:
            continue
        closing = _closing(name).search(text, at)
        if closing is None:
            open_ended.add(name)
            continue
        yield name, found.start(), at, closing.start(), closing.end()
        at = closing.end()


def _fields(text: str) -> dict[str, str]:
    """Return the outermost elements of a text, by name in capitals; the first of each counts."""
    found: dict[str, str] = {}
    for name, _, begin, stop, _ in _elements(text):
        found.setdefault(name, text[begin:stop])
    return found


def _paragraphs(text: str) -> list[str]:
    """Return what stands in each ``P``, which the next one ends where nothing else does."""
    return [_PARAGRAPH_END.split(part, 1)[0] for part in _PARAGRAPH.split(text)[1:]]


def _clean(text: str) -> str:
    """Return text with its references resolved and without control characters, wherever they came from."""
    if "&" in text:
        text = html.unescape(_TYPESET.sub(lambda found: "\u2014" if found[1] == "MD" else "", text))
    text = text.replace("\r", "\n")
    # A look at the bytes takes a tenth of the time for what holds none, as nearly all does.
    if text.isascii() and len(text.encode("ascii").translate(None, _CONTROL_BYTES)) == len(text):
        return text
    return text.translate(_CONTROLS)


def _unmarked(text: str) -> str:
    """Return the text of a piece whose elements are no body: title, dateline and author of it are left out."""
    kept: list[str] = []
    at = 0
    for _, begin, _, _, end in _elements(text):
        kept.append(text[at:begin])
        at = end
    return _TAG.sub("", "".join([*kept, text[at:]]))


def _line(text: str | None) -> str | None:
    if not text:
        return None
    return folded(_clean(_TAGS.sub(" ", text) if "<" in text else text)) or None


def _reuters(fields: dict[str, str], inner: dict[str, str], attributes: dict[str, str]) -> Stated:
    dateline, _ = stated_dateline(_line(inner.get("DATELINE")))
    author = _line(inner.get("AUTHOR"))
    number = attributes.get("newid") or attributes.get("oldid")
    people = (stated_person(name.replace("-", " ").title()) for name in _list(fields.get("PEOPLE")))
    return Stated(
        headline=_line(inner.get("TITLE")),
        dateline=dateline,
        agency="Reuters",
        published=published(_line(fields.get("DATE"))),
        byline=byline_names(_SIGNED.sub("", author[:200])) if author else (),
        places=tuple(_place(name) for name in _list(fields.get("PLACES"))),
        people=tuple(filter(None, people)),
        keywords=_list(fields.get("TOPICS")),
        language="en",
        guid=f"reuters-21578:{number}" if number else None,
    )


def _list(text: str | None) -> tuple[str, ...]:
    found = (_line(part) for part in _LISTED.findall(text or ""))
    return tuple(dict.fromkeys(filter(None, found)))


def _place(name: str) -> str:
    return name.upper() if name in _CAPITALS else name.replace("-", " ").title()


def _gigaword(fields: dict[str, str], attributes: dict[str, str]) -> Stated:
    guid = attributes.get("id") or _line(fields.get("DOCNO"))
    parts = _ID.match(guid or "")
    dateline, source = stated_dateline(_line(fields.get("DATELINE")))
    kind = (attributes.get("type") or "").lower()
    return Stated(
        headline=_line(fields.get("HEADLINE") or fields.get("HEAD") or _headline(fields.get("HL"))),
        dateline=dateline,
        agency=(_WIRES.get(parts[1]) if parts else None) or source,
        publication=_line(fields.get("SO") or fields.get("PUB")),
        published=(_day(parts[3]) if parts else None) or _printed(fields),
        byline=byline_names(_line(fields.get("BYLINE")) or _signed(fields.get("HL"))),
        section=kind if kind not in ("", "story") else _line(fields.get("SECTION")),
        language=_LANGUAGES.get(parts[2] or "") if parts else None,
        guid=guid,
    )


def _extracted(attributes: dict[str, str], text: str) -> tuple[Stated, str]:
    """Return what the page of a wiki states, and its text: a paragraph a line, the first of them the title; "" if
    there is nothing more.
    """
    headline, url = _line(attributes["title"]), _line(attributes["url"])
    story = without_headline(paragraphs(text), headline)
    return Stated(headline=headline, url=url), "" if story == headline else story


def _headline(text: str | None) -> str | None:
    """Return the headline of a field in which ``@`` begins each further line, and a rule parts it from the byline."""
    return text and _AT.sub("\n", _RULE.split(text)[0])


def _signed(text: str | None) -> str | None:
    return next((line for line in map(str.strip, _AT.split(text or "")) if line.lower().startswith("by ")), None)


def _printed(fields: dict[str, str]) -> Published | None:
    """Return the day in a field of its own, such as ``January 1, 1989, Sunday, Home Edition`` or ``910514``."""
    line = _line(fields.get("DD") or fields.get("DATE")) or ""
    if len(line) == 6 and line.isdecimal():
        return _day(line)
    return published(line) or published(",".join(line.split(",")[:2]))


def _day(digits: str) -> Published | None:
    return published(digits if len(digits) == 8 else f"19{digits}")
