"""One message: its header fields, and its text part or else its HTML part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from archive.readers.copy import Copy, Stated
from archive.readers.dates import first_published
from archive.readers.encoding import decode
from archive.readers.names import byline_names
from archive.readers.page import charset_of
from archive.readers.sources import is_paper, site_parties
from archive.readers.story import blocks, folded, html_story, html_tree, joined, unframe, unwrapped
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
_SCRUBBED = re.compile(
    r"^-{8,40} next part -{8,40}\n"
    r"(?:(?:[^\n]{1,60}\battachment was scrubbed\b|(?:Name|Type|Size|Desc|URL): )[^\n]{0,500}\n?)*",
    re.MULTILINE,
)
"""What archives of lists put in the place of attachments."""
_FOOTER = re.compile(r"\n_{30,60}\n[^\n]{1,100} mailing list\n(?:[^\n]{0,200}\n?){0,4}\Z")
"""What a list puts below each message."""
_WROTE = re.compile(r"\b(?:wrote|schrieb\b.{0,100}|a écrit|escribió|ha scritto) ?:\s*$", re.IGNORECASE)
_DATED = re.compile(r"\s*(?:on|am|le|el|il)\b.*\d", re.IGNORECASE)
"""A line that says whose message is quoted below, and how it begins where it takes two."""
_BELOW = re.compile(
    r"^(?:[ \t]*[-_]{2,}[^\n]{0,60}\n\s{0,9})?[ \t>*]{0,9}(?:from|von|de|da|van)\s?:[^\n]{1,300}\n"
    r"(?:[^\n]{0,300}\n){0,3}?[ \t>*]{0,9}(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden)\s?:"
    r"[^\n]{0,300}\n(?:[ \t>*]{0,9}(?:to|cc|subject|an|betreff|à|objet|para|asunto|a|oggetto|aan|onderwerp)\s?:"
    r"[^\n]{0,300}\n?){1,4}",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(
    r"\n[ \t>*]{0,9}+(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden)\s?:", re.IGNORECASE
)
"""The heads of a message that stands below, as programs put them into one that answers it or passes it on."""
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|i)\s*:", re.IGNORECASE)
_HEAD = re.compile(r"[ \t>*]{0,9}([^\s:]{1,12})\s?:[ \t*]*([^\n]{1,300})")
_HEADS = {
    name: usual
    for usual, names in {
        "from": "from von de da van",
        "date": "sent date gesendet datum envoyé enviado fecha inviato verzonden",
        "subject": "subject betreff objet asunto oggetto onderwerp",
    }.items()
    for name in names.split()
}
"""Fields of a message that is passed on, by their names in the languages of programs."""
_OF_OUTER = frozenset(["message-id", "subject", "content-language", "archived-at", "content-location", "x-url"])
"""What of a message holds for the one that it passes on, unless that says otherwise."""
_OF_A_PAPER = re.compile(r"(?:news(?:letters?|room|desk|alerts?)?|breaking|headlines)@", re.IGNORECASE)
"""Addresses from which no person writes."""
_MOST_TIMES = 10
"""How often a message is passed on."""
_MAILTO = re.compile(r"\s*\[mailto:([^\]\s]{1,200})\]")
_QUOTED = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted")
"""Classes of what programs quote of the message that is answered."""
_ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
_SAVED = re.compile(r"\W{0,9}saved (?:by|from)\b", re.IGNORECASE)
"""The sender of a page that a browser saved."""
_REPLY = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|sv)(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_WEB = re.compile(r"(?:view|read|see|open).{0,60}(?:browser|html|online)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LETTER = ("p", "h1", "h2", "h3", "h4", "ul", "ol", "table")
_SHORT = 200
"""Characters of a cell that is no figure, and of a line around a letter."""
_AROUND = re.compile(
    r"(?:view|read|see|open)\b.{0,60}\b(?:browser|online|on the web)\b|.{0,150}\bunsubscribe\b|"
    r".{0,60}\b(?:update|manage) your (?:e-?mail )?(?:preferences|subscription)"
    r"|forward (?:this|to a friend)|(?:©|\(c\)|copyright)\s|you(?:['’]re| are| have)? receiv(?:ed|ing) this\b"
    r"|this (?:e-?mail|message)\b.{0,150}\bconfidential\b",
    re.IGNORECASE | re.DOTALL,
)
"""Lines that every newsletter has above and below what it tells."""
_HINTS = (
    "browser", "online", "on the web", "unsubscribe", "preferences", "subscription", "forward", "©", "(c)", "copyright",
    "confidential", "receiv",
)  # fmt: skip
"""Of which each such line has one."""
_NUMBERED = re.compile(r"\w{0,40} ?mc list\b|[\W\d]{0,40}<")
"""A list that a mailing service has only counted."""
_LINK = re.compile(r"https?://\S+")
_ADDRESSED = re.compile(r"([A-Za-z][A-Za-z' -]*?) *<([\w.+-]+@[\w.-]+)>", re.ASCII)
"""A sender as most are written, which needs none of the rules for comments, groups and quotation marks."""
_LONGEST_FIELD = 2000
_DOCUMENT = re.compile(r"\.(?:docx?|odt|rtf|pdf|txt|html?|eml|zip)$", re.IGNORECASE)
"""How the name of an attachment ends that may hold a story."""
_MOST_LISTED, _LONGEST_FILENAME = 10, 100


class Unreadable(Exception):  # noqa: N818
    """A message that cannot be read; the text says why."""


def message_copy(raw: bytes, format: str, ordinal: int) -> Copy | None:
    """Return the copy of a message, None where it has no text.

    Raises:
        Unreadable: it has more parts, or they are nested deeper, than any message.
    """
    message = parse_message(raw)
    if _SAVED.match(str(message.get("From") or "")):
        return _saved(message, raw, format, ordinal)
    plain, page, heads, encoding, warnings = _texts(message)
    # Newsletters carry a text part that only points to the web; others carry the first lines.
    pointer = len(plain) < 300 and _WEB.search(plain) is not None
    text = page if page and (pointer or len(page) > 3 * len(plain)) else plain or page
    if not text.strip():
        return None
    fields = _fields(message)
    if heads:
        fields = {**{key: value for key, value in fields.items() if key in _OF_OUTER}, **heads}
    return Copy(raw, text, format, None, ordinal, encoding, _stated(fields), warnings)


def _saved(message: Message, raw: bytes, format: str, ordinal: int) -> Copy | None:
    """Return the copy of a page that a browser saved as a message; the day in its head is that of the saving."""
    from archive.readers.html import page_copy

    part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
    if part is None:
        return None
    url = _address(_fields(message)) or _address(_fields(part))
    copy = page_copy(_payload(part), format, url=url, declared=part.get_content_charset())
    return replace(copy, raw=raw, ordinal=ordinal) if copy else None


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


def _texts(message: Message) -> tuple[str, str, Fields, str | None, tuple[str, ...]]:
    """Return the text parts and the HTML parts, decoded, the fields of the message that they pass on, the encoding of
    the first and what was assumed.
    """
    plain: list[str] = []
    pages: list[str] = []
    attached: list[str] = []
    passed_on = _PASSED_ON.match(str(message.get("Subject") or "")) is not None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    heads: Fields = {}
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or kind not in ("text/plain", "text/html") or _is_attached(part):
            attached += filter(_DOCUMENT.search, [_filename(part)])
            continue
        data = _payload(part)
        named = part.get_content_charset() or (charset_of(data) if kind == "text/html" else None)
        decoded = decode_markup(data, named) if named else decode(data)
        encoding = encoding or decoded.encoding
        warnings += tuple(each for each in decoded.warnings if each not in warnings)
        if kind == "text/html":
            own, below = _own(_page(decoded.text, passed_on), passed_on)
            pages.append(own)
        else:
            own, below = _own(decoded.text, passed_on)
            plain.append(_plain(own, part))
        heads = heads or below
    if attached:
        warnings += (f"attachments are not read, save them beside it: {', '.join(attached[:_MOST_LISTED])}",)
    return joined(plain), joined(pages), heads, encoding, warnings


def _own(text: str, passed_on: bool) -> tuple[str, Fields]:
    """Return what a message says, without the one that stands below it; passed on, that one, and its fields.

    What somebody wrote above a message to pass it on is no part of it, but where it is longer. One that does no more
    than pass on another is that other.
    """
    heads: Fields = {}
    for _ in range(_MOST_TIMES):
        below = _BELOW.search(text) if _SENT.search(f"\n{text}") else None
        if below is None or (heads and text[: below.start()].strip()):
            break
        above, rest = text[: below.start()], text[below.end() :]
        if above.strip() and not passed_on:
            return above, {}
        if len(above.strip()) > len(rest.strip()):
            return f"{above}\n{rest}", {}
        lines = filter(None, map(_HEAD.match, below[0].split("\n")))
        named = ((_HEADS.get(each[1].lower()), each[2].strip(" *")) for each in lines)
        text, heads = rest, {name: _MAILTO.sub(r" <\1>", said) for name, said in named if name}
    return text, heads


def _page(text: str, passed_on: bool) -> str:
    """Return the text of an HTML part, whose tables are mostly there to place it; what is hidden is left out."""
    root = html_tree(text)
    if root is None:
        return html_story(text)
    for element in root.iter():
        if _HIDDEN.search(element.get("style") or "") or (_is_quoted(element) and not passed_on):
            element.tag = "template"
        elif element.tag == "table" and _places(element):
            element.tag = "div"
    unframe(root)
    return _told(blocks(root))


def _is_quoted(element: _Element) -> bool:
    return element.get("type") == "cite" or any(name in (element.get("class") or "") for name in _QUOTED)


def _told(blocks: Sequence[str]) -> str:
    """Return the paragraphs of a newsletter that tell anything."""
    low = "".join(blocks).lower()
    if not any(hint in low for hint in _HINTS):
        return joined(blocks)
    bare = ((block, _LINK.sub("", block)) for block in blocks)
    return joined(block for block, words in bare if len(words) > _SHORT or not _AROUND.match(words))


def _places(table: _Element) -> bool:
    """Tell whether a table places parts of a letter rather than holding figures."""
    inner = table.iter(*_LETTER)
    return any(each is not table for each in inner) or any(
        len("".join(map(str, cell.itertext()))) > _SHORT for cell in table.iter("td")
    )


def _filename(part: Message) -> str:
    try:
        return folded(part.get_filename())[:_LONGEST_FILENAME]
    except (LookupError, TypeError, ValueError):
        return ""


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
    if "\n---" in text or "\n___" in text:
        text = _FOOTER.sub("\n", _SCRUBBED.sub("\n", text).rstrip("\n"))
    text = _SIGNATURE.sub("\n", f"\n{text}")
    if ">" in text:
        text = _without_quoted(_ESCAPED.sub(r"\1", text))
    if str(part.get_param("format") or "").lower() == "flowed":
        text = re.sub(r" \n(?=\S)", " ", text)
    return _told(unwrapped(text).split("\n\n"))


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


def _stated(fields: Fields) -> Stated:
    name, address = _sender(fields)
    listed = _field(fields, "list-id")
    described = folded(listed.partition("<")[0]).strip('" ') if listed and not _NUMBERED.match(listed) else None
    organisation = _field(fields, "organization") or described
    paper = name if name and (is_paper(name) or _OF_A_PAPER.match(address or "")) else None
    agency, publication = site_parties(organisation or paper)
    keywords = _field(fields, "keywords") or ""
    # A single word is the name of a desk or a system, not of a person.
    names = byline_names(name) if name and name not in (address, paper) else ()
    return Stated(
        headline=_REPLY.sub("", _field(fields, "subject") or "") or None,
        agency=agency,
        publication=publication,
        published=first_published(*map(partial(_field, fields), ("date", "sent")), _received(fields)),
        byline=tuple(each for each in names if " " in each),
        keywords=tuple(filter(None, map(str.strip, keywords.split(",")))),
        language=_field(fields, "content-language"),
        url=_address(fields),
        guid=(_field(fields, "message-id") or "").strip("<> ") or None,
    )


def _fields(message: Message) -> Fields:
    # The first of each name counts; asking the message looks through all of them every time.
    return {key.lower(): value for key, value in reversed(list(message.raw_items()))}


def _sender(fields: Fields) -> tuple[str | None, str | None]:
    sender = _field(fields, "from") or ""
    if plain := _ADDRESSED.fullmatch(sender):
        return plain[1], plain[2]
    if "@" not in sender:
        return folded(sender).strip('" ') or None, None
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
