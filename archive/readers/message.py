"""One message: its header fields, and its text part or else its HTML part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archive.readers.copy import Copy, Stated
from archive.readers.dates import published
from archive.readers.encoding import decode
from archive.readers.names import byline_names
from archive.readers.page import charset_of
from archive.readers.sources import site_parties
from archive.readers.story import blocks, folded, html_story, html_tree, joined, unwrapped
from archive.readers.xml import decode_markup

if TYPE_CHECKING:
    from email.message import Message

    from lxml.etree import _Element

Fields = Mapping[str, Any]
"""The first header field of each name, by the name in lower case; a value may hold half characters."""
_DEEPEST = 50
_MULTIPART = re.compile(rb"^content-type:\s{0,20}(?:multipart|message)/", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\s{0,20}=")
_INNER = re.compile(rb"^content-type:\s{0,20}message/rfc822", re.MULTILINE)
_MOST_PARTS = 1000
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_WROTE = re.compile(r"\b(?:wrote|schrieb\b.{0,100}|a écrit|escribió|ha scritto) ?:\s*$", re.IGNORECASE)
_DATED = re.compile(r"\s*(?:on|am|le|el|il)\b.*\d", re.IGNORECASE)
"""A line that says whose message is quoted below, and how it begins where it takes two."""
_ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
_REPLY = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|sv)(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_WEB = re.compile(r"(?:view|read|see|open).{0,60}(?:browser|html|online)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LETTER = ("p", "h1", "h2", "h3", "h4", "ul", "ol", "table")
_SHORT = 200
"""Characters of a cell that is no figure, and of a line around a letter."""
_AROUND = re.compile(
    r"(?:view|read|see|open)\b.{0,60}\b(?:browser|online)\b|.{0,150}\bunsubscribe\b|.{0,60}\b(?:update|manage) your "
    r"(?:e-?mail )?(?:preferences|subscription)|forward (?:this|to a friend)|(?:©|\(c\)|copyright)\s",
    re.IGNORECASE,
)
"""Lines that every newsletter has above and below what it tells."""
_LINK = re.compile(r"https?://\S+")
_ADDRESSED = re.compile(r"([A-Za-z][A-Za-z' -]*?) *<([\w.+-]+@[\w.-]+)>", re.ASCII)
"""A sender as most are written, which needs none of the rules for comments, groups and quotation marks."""
_LONGEST_FIELD = 2000


class Unreadable(Exception):  # noqa: N818
    """A message that cannot be read; the text says why."""


def message_copy(raw: bytes, format: str, ordinal: int) -> Copy | None:
    """Return the copy of a message, None where it has no text.

    Raises:
        Unreadable: it has more parts, or they are nested deeper, than any message.
    """
    message = parse_message(raw)
    plain, page, encoding, warnings = _texts(message)
    # Newsletters carry a text part that only points to the web; others carry the first lines.
    pointer = len(plain) < 300 and _WEB.search(plain) is not None
    text = page if page and (pointer or len(page) > 3 * len(plain)) else plain or page
    if not text.strip():
        return None
    return Copy(raw, text, format, None, ordinal, encoding, _stated(message), warnings)


def parse_message(raw: bytes) -> Message:
    """Parse a message, whose parts stay packed.

    Raises:
        Unreadable: it has more parts, or they are nested deeper, than any message.
    """
    from email import message_from_bytes
    from email.errors import MessageError
    from email.policy import compat32

    # The parser asks every open boundary about every line, and calls itself for each.
    low = raw.lower()
    nested = b"multipart/" in low or b"message/" in low
    if nested and (len(_MULTIPART.findall(low)) > _MOST_PARTS or _depth(low) > _DEEPEST):
        raise Unreadable("parts nested deeper than any message has them: leave it out")
    try:
        return message_from_bytes(raw, policy=compat32)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise Unreadable(f"not a message: {' '.join(str(error).split())[:100]}: export it anew") from error


def _depth(low: bytes) -> int:
    """Return how deep the parts of a message in lower case may be nested: each of several opens one more boundary."""
    return len(_BOUNDARY.findall(low)) + len(_INNER.findall(low))


def _texts(message: Message) -> tuple[str, str, str | None, tuple[str, ...]]:
    """Return the text parts and the HTML parts, decoded, with the encoding of the first and what was assumed."""
    plain: list[str] = []
    pages: list[str] = []
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or kind not in ("text/plain", "text/html") or _is_attached(part):
            continue
        data = _payload(part)
        named = part.get_content_charset() or (charset_of(data) if kind == "text/html" else None)
        decoded = decode_markup(data, named) if named else decode(data)
        encoding = encoding or decoded.encoding
        warnings += tuple(each for each in decoded.warnings if each not in warnings)
        if kind == "text/html":
            pages.append(_page(decoded.text))
        else:
            plain.append(_plain(decoded.text, part))
    return joined(plain), joined(pages), encoding, warnings


def _page(text: str) -> str:
    """Return the text of an HTML part, whose tables are mostly there to place it; what is hidden is left out."""
    root = html_tree(text)
    if root is None:
        return html_story(text)
    for element in root.iter():
        if _HIDDEN.search(element.get("style") or ""):
            element.tag = "template"
        elif element.tag == "table" and _places(element):
            element.tag = "div"
    return joined(block for block in blocks(root) if len(block) > _SHORT or not _AROUND.match(block))


def _places(table: _Element) -> bool:
    """Tell whether a table places parts of a letter rather than holding figures."""
    inner = table.iter(*_LETTER)
    return any(each is not table for each in inner) or any(
        len("".join(map(str, cell.itertext()))) > _SHORT for cell in table.iter("td")
    )


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""


def _plain(text: str, part: Message) -> str:
    """Return the paragraphs of a text part, without signature and what it quotes of other messages."""
    text = _SIGNATURE.sub("\n", f"\n{text}")
    if ">" in text:
        text = _without_quoted(_ESCAPED.sub(r"\1", text))
    if str(part.get_param("format") or "").lower() == "flowed":
        text = re.sub(r" \n(?=\S)", " ", text)
    return unwrapped(text)


def _without_quoted(text: str) -> str:
    """Return a text without the lines of another message, and without the line above them that says whose it is."""
    kept: list[str] = []
    before = ""
    for line in text.split("\n"):
        if not line.startswith(">"):
            kept.append(line)
        elif not before.startswith(">"):
            while kept and not kept[-1].strip():
                kept.pop()
            if kept and _WROTE.search(kept[-1]) and not _DATED.match(kept.pop()) and kept and _DATED.match(kept[-1]):
                kept.pop()
            kept.append("")
        before = line
    return "\n".join(kept)


def _stated(message: Message) -> Stated:
    # The first of each name counts; asking the message looks through all of them every time.
    fields = {key.lower(): value for key, value in reversed(list(message.raw_items()))}
    name, address = _sender(fields)
    listed = _field(fields, "list-id")
    organisation = _field(fields, "organization") or (folded(listed.partition("<")[0]).strip('" ') if listed else None)
    agency, publication = site_parties(organisation or None)
    keywords = _field(fields, "keywords") or ""
    # A single word is the name of a desk or a system, not of a person.
    names = byline_names(name) if name and name != address else ()
    return Stated(
        headline=_REPLY.sub("", _field(fields, "subject") or "") or None,
        agency=agency,
        publication=publication,
        published=published(_field(fields, "date")) or published(_received(fields)),
        byline=tuple(each for each in names if " " in each),
        keywords=tuple(filter(None, map(str.strip, keywords.split(",")))),
        language=_field(fields, "content-language"),
        url=_address(fields),
        guid=(_field(fields, "message-id") or "").strip("<> ") or None,
    )


def _sender(fields: Fields) -> tuple[str | None, str | None]:
    sender = _field(fields, "from") or ""
    if plain := _ADDRESSED.fullmatch(sender):
        return plain[1], plain[2]
    from email.utils import parseaddr

    try:
        name, address = parseaddr(sender)
    except RecursionError:
        # It calls itself for every bracket and colon.
        return None, None
    return folded(name) or None, address or None


def _received(fields: Fields) -> str | None:
    line = _field(fields, "received")
    return line.rpartition(";")[2].strip() if line and ";" in line else None


def _address(fields: Fields) -> str | None:
    for name in ("archived-at", "content-location", "snapshot-content-location", "x-url", "content-base"):
        found = _LINK.search(_field(fields, name) or "")
        if found:
            return found[0].rstrip(">")
    return None


def _field(fields: Fields, name: str) -> str | None:
    """Return a header field on one line, its encoded words decoded."""
    value = fields.get(name)
    if value is None:
        return None
    if "=?" not in value and value.isascii():
        return _on_one_line(value)
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        parts = [(str(value), None)]
    return _on_one_line("".join(_word(part, charset) for part, charset in parts))


def _on_one_line(text: str) -> str | None:
    return " ".join(text.replace("\0", "").split())[:_LONGEST_FIELD] or None


def _word(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        # Bytes beyond ASCII that stand in a field as they are come as half characters.
        return decode(part.encode("utf-8", "surrogateescape")).text
    if charset in (None, "unknown-8bit"):
        return decode(part).text
    return decode_markup(part, charset).text
