"""RSS (0.9x, 1.0, 2.0) and Atom: one article an entry, its full content where there is one.

Read with lxml rather than feedparser 6.0, which needs the whole document in memory, does not give the bytes of an entry
(the article's identity), loses references such as ``&eacute;`` behind a document type and text behind a lone ``<``, and
takes 2.2 times as long. What it reads of broken feeds is read here too: see ``loose``.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.dates import first_published
from archive.readers.elements import every, language_of, one, read_elements, root_name, text_at, value_at
from archive.readers.encoding import decode
from archive.readers.loose import loose_entry
from archive.readers.names import byline_names
from archive.readers.sources import site_parties
from archive.readers.stated import own_guid, status_of
from archive.readers.story import folded, html_story, looks_like_html, story, unframe, without_headline
from archive.readers.unpacked import ahead
from archive.readers.xml import Parsed, local, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = ("rss", "rdf", "feed", "channel")
_ENTRIES = ("item", "entry")
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LATE = re.compile(rb"<(?:rss|rdf:RDF|feed)\s[^<>]{0,1000}(?:version|xmlns)\s*=", re.IGNORECASE)
"""Where a feed begins behind what the server that made it complained of."""
_MOST_BEFORE = 4096
_VALUE = (
    rb"<(?:[\w.-]{1,20}:)?(?:NAMES)(?:\s[^>]{0,200})?>"
    rb"[^<]{0,500}(?:<!\[CDATA\[.{0,500}?\]\]>)?[^<]{0,100}</[^>]{1,60}>"
)
_MAIL = re.compile(r"\S+@\S+\s*\(([^()]+)\)|(\S+@\S+)")
_SPACE = re.compile(r"[ \t]*\n[ \t\n]*")
_SIGNED = re.compile(
    r"\n\n(?:the (?:post|article) [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,100}"
    r"|(?:continue reading|read more)\b[^\n.]{0,200})\s*\Z"
    r"|\s(?:continue reading|read more) ?(?:…|\.{3}|→|»|>{1,2})?\s*\Z",
    re.IGNORECASE,
)
_NO_POSTS = frozenset(
    [
        *("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "wp_block"),
        *("wp_global_styles", "wp_navigation", "wp_template", "wp_template_part"),
    ]
)
"""Kinds of entries in exports of WordPress that are no stories."""
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_KIND = "http://schemas.google.com/g/2005#kind"
"""The scheme in which Blogger says whether an entry is a story, a comment, or a part of the site."""
_SHORT_CODE = re.compile(
    r"\[caption\b[^\]]{0,500}\].{0,2000}?\[/caption\]"
    r"|\[/?(?:gallery|embed|audio|video|playlist|caption|contact-form(?:-7)?|vc_\w{1,40}|et_pb_\w{1,40})\b[^\]]{0,500}\]",
    re.DOTALL,
)
_WRITER = re.compile(
    rb"<wp:author_login>(?:<!\[CDATA\[)?([^<\]]{1,200}).{0,2000}?<wp:author_display_name>(?:<!\[CDATA\[)?([^<\]]{1,200})",
    re.DOTALL,
)
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed states of all its entries."""

    title: str | None = None
    language: str | None = None
    rights: str | None = None
    writers: Mapping[str, str] = field(default_factory=dict)
    """Names by what people log in with."""


class FeedReader:
    """Reads RSS and Atom."""

    name = "feed"
    version = 7
    suffixes: tuple[str, ...] = (".rss", ".atom", ".rdf", ".xml")

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for a document whose first element is that of a feed, less where something stands before."""
        root = root_name(head).lower()
        if root == "html":
            return 0.0
        if root not in _ROOTS:
            late = _LATE.search(head, 0, _MOST_BEFORE)
            return 0.45 if late and _ENTRY.search(head, late.end()) else 0.0
        return 0.95 if root != "rdf" or b"purl.org/rss/" in head or _ENTRY.search(head) else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield a record for each entry; one that is not well-formed is read by its tags alone.

        Raises:
            ReadError: there is no entry, and the document is not well-formed.
        """
        channel = _channel(ahead(stream, 1 << 18))
        stream.seek(0)

        def make(parsed: Parsed, raw: bytes, ordinal: int) -> Copy | None:
            if local(parsed.root) not in _ENTRIES:
                # Some write all names in capitals.
                parsed = loose_entry(raw, parsed.encoding)
            return self._copy(parsed, raw, ordinal, channel)

        return read_elements(stream, name, _ENTRIES, "feed", make, loose_entry)

    def _copy(self, parsed: Parsed, raw: bytes, ordinal: int, channel: Channel) -> Copy | None:
        if text_at(parsed.root, "post_type") in _NO_POSTS or not _of_stories(parsed.root):
            return None
        stated = _stated(parsed.root, channel)
        full, text = _content(parsed.root)
        text = without_headline(text, stated.headline)
        if not full and _says_no_more(text, stated):
            text = ""
        warnings = parsed.warnings if full else (*parsed.warnings, "no text but a summary")
        if not text.strip():
            text, warnings = stated.headline or "", (*parsed.warnings, "no text but a title")
        if not text:
            return None
        return Copy(raw, text, self.name, None, ordinal, parsed.encoding, stated, warnings)


def _of_stories(root: _Element) -> bool:
    """Tell whether an entry is of the kind that stories are, where it says of which kind it is."""
    kinds = [each.get("term") or "" for each in every(root, "category") if each.get("scheme") == _KIND]
    return not kinds or kinds[0].endswith(("#post", "#page"))


def _says_no_more(text: str, stated: Stated) -> bool:
    """Tell whether a summary is only the headline, with the paper behind it, as feeds that gather others have it."""
    return text.removeprefix(stated.headline or "\0").strip() in ("", stated.publication, stated.agency)


def entry_text(text: str) -> str:
    """Return the text of an entry, written as HTML or as plain text, without what a system says of itself below it."""
    return _SIGNED.sub("", _entry_text(text))


def _entry_text(text: str) -> str:
    if looks_like_html(text):
        return html_story(text)
    # Escaped twice, as careless systems write it.
    if "&lt;" in text and looks_like_html(unescape(text)):
        return html_story(unescape(text))
    return _SPACE.sub("\n\n", unescape(text)).strip() if "\n\n" in text else folded(unescape(text))


def _channel(head: bytes) -> Channel:
    """Return what stands before the first entry, whose document is cut off there."""
    found = _ENTRY.search(head)
    before = head[: found.start()] if found else head
    values: dict[str, str | None] = {}
    for name, names in (("title", b"title"), ("language", b"(?:dc:)?language"), ("rights", b"copyright|rights")):
        piece = re.search(_VALUE.replace(b"NAMES", names), before, re.DOTALL)
        if piece:
            values[name] = _line(piece[0])
    lang = re.search(rb"<(?:[\w.-]{1,20}:)?(?:feed|rss|channel)\b[^>]{0,2000}?xml:lang=[\"']([\w-]{2,20})[\"']", before)
    language = values.get("language") or (lang[1].decode() if lang else None)
    writers = {
        login: name for found in _WRITER.findall(before) for login, name in [[decode(each).text for each in found]]
    }
    return Channel(values.get("title"), language, values.get("rights"), writers)


def _line(piece: bytes) -> str | None:
    try:
        text = "".join(map(str, parse_xml(piece, "", "feed").root.itertext()))
    except ReadError:
        return None
    return folded(unescape(text)) or None


def _stated(root: _Element, channel: Channel) -> Stated:
    source = text_at(root, "source/title", "source", "publisher")
    # A feed that gathers those of others names for each entry the one that it is of.
    gathered = value_at(root, "source", "url") is not None
    agency, publication = site_parties(*((source, None) if gathered else (_paper(channel.title), source)))
    headline = _plain(one(root, "title"))
    return Stated(
        headline=headline.removesuffix(f" - {source}") if headline and gathered else headline,
        agency=agency,
        publication=publication,
        published=first_published(
            text_at(root, "pubDate"), text_at(root, "published"), text_at(root, "issued"), text_at(root, "date"),
            text_at(root, "created"), text_at(root, "updated"),
        ),
        byline=_byline(root, channel.writers),
        places=tuple(filter(None, [text_at(root, "featurename")])),
        keywords=_keywords(root),
        language=language_of(root) or text_at(root, "language") or channel.language,
        url=_address(root),
        guid=own_guid(text_at(root, "guid", "id", "identifier"), publication, agency) or root.get(_ABOUT),
        status=_status(text_at(root, "status") if text_at(root, "post_type") else None),
        rights=text_at(root, "rights", "copyright") or channel.rights,
    )  # fmt: skip


def _paper(title: str | None) -> str | None:
    """Return the paper that a title such as "The Port Alden Courier - Harbour" names."""
    return re.split(r"\s+(?:[|·»:>–—-]|RSS\b)\s*|:\s", title)[0].strip() or None if title else None


def _plain(element: _Element | None) -> str | None:
    if element is None:
        return None
    text = folded("".join(map(str, element.itertext())))
    return (folded(html_story(text)) if looks_like_html(text) else unescape(text)) or None


def _content(root: _Element) -> tuple[bool, str]:
    """Return whether an entry has its full content, and the text."""
    for element in every(root, "encoded", "content", "content_encoded", "fulltext", "body"):
        kind = (element.get("type") or "").lower()
        if element.get("src") or element.get("url") or kind.startswith(("image", "video", "audio")):
            continue
        text = _text(element, kind)
        if text:
            return True, text
    summary = one(root, "description", "summary", "subtitle", "abstract")
    text = _text(summary, (summary.get("type") or "").lower()) if summary is not None else ""
    # Many feeds put the whole story where a summary is meant to be.
    return "\n\n" in text, text


def _text(element: _Element, kind: str) -> str:
    if len(element) and (kind in ("", "xhtml") or kind.endswith("xml")):
        unframe(element)
        return story(element)
    text = "".join(map(str, element.itertext()))
    if "[" in text:
        text = _SHORT_CODE.sub("\n\n", text)
    if local(element) == "encoded" and one(element.getparent(), "post_type") is not None:
        # WordPress makes paragraphs of blank lines when it shows a story.
        text = _BLANK_LINES.sub("\n<br><br>\n", text)
    return entry_text(_unpacked(text) if element.get("mode") == "base64" else text)


def _unpacked(text: str) -> str:
    """Return content that Atom 0.3 carries in base 64."""
    try:
        return decode(b64decode(text)).text
    except ValueError:
        return ""


def _status(stated: str | None) -> str | None:
    return None if stated in ("publish", "inherit") else status_of(stated)


def _byline(root: _Element, writers: Mapping[str, str]) -> tuple[str, ...]:
    found = [line for line in (text_at(author, "name") for author in every(root, "author")) if line]
    for element in every(root, "creator", *([] if found else ["author"])):
        text = folded("".join(map(str, element.itertext())))
        mail = _MAIL.fullmatch(text)
        found.append(mail[1] or "" if mail else text)
    return tuple(dict.fromkeys(name for line in found for name in byline_names(writers.get(line, line))))


def _keywords(root: _Element) -> tuple[str, ...]:
    found = [each.get("label") or each.get("term") or folded("".join(map(str, each.itertext())))
             for each in every(root, "category", "subject") if each.get("scheme") != _KIND]  # fmt: skip
    listed = (value_at(root, "keywords", "value") or text_at(root, "keywords") or "").split(",")
    return tuple(dict.fromkeys(filter(None, map(str.strip, [*found, *listed]))))


def _address(root: _Element) -> str | None:
    for link in every(root, "origLink", "link"):
        if local(link) == "link" and link.get("rel", "alternate") != "alternate":
            continue
        text = (link.get("href") or folded("".join(map(str, link.itertext())))).strip()
        if text:
            return text
    guid = one(root, "guid")
    text = folded(guid.text) if guid is not None and guid.get("isPermaLink") != "false" else root.get("href") or ""
    return text if text.startswith(("http://", "https://")) else None
