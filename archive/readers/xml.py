"""Safe XML: no entity is expanded, no file or address is opened, and depth and size are bounded.

The document type goes, with whatever it declares, before the parser sees the text; references to the named characters
of HTML become those characters, and any other reference is left out with a warning. So a parser option that is
forgotten, or changes, cannot open a door.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING

from archive.errors import ReadError
from archive.readers.encoding import Decoded, decode, plain_ends, wide_encoding
from index.values import dataclass

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_SAFE_ENCODING = re.compile(
    r"utf-?8|(us-)?ascii|iso[-_]?8859[-_]\d+|latin-?1|(windows|cp)-?(12\d\d|437|850|866|932|949)|koi8-[ru]"
    r"|gb(2312|k|18030)|big5|s(hift_)?jis|euc-(jp|kr)|mac(intosh|roman)",
    re.IGNORECASE,
)
"""Encodings that take time in proportion to the text; punycode and its like do not."""

_UTF8 = ("utf-8", "utf8")
_MEANT = {
    "utf-8": ("utf-8",), "utf8": ("utf-8",), "iso-8859-1": ("latin-1", "cp1252"), "latin-1": ("latin-1", "cp1252"),
    "latin1": ("latin-1", "cp1252"),
}  # fmt: skip
"""What bytes are that are as they are declared to be; those who write Latin 1 mean what Windows makes of it."""
_PROLOG = re.compile(r"\s*(?:<\?xml\b[^>]*\?>)?")
_DIRECT = re.compile(rb"(<\?xml\b[^>]*\?>\s*)?(?=<[A-Za-z_])")
"""The beginning of a document that has no document type and no comment before its first element."""
_MISC = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_IN_DOCTYPE = re.compile(r"\"[^\"]*\"|'[^']*'|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|[\[\]>]", re.DOTALL)
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos);|#)([A-Za-z_][\w.:-]{0,80});", re.DOTALL
)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#)[A-Za-z_]")
_C0 = bytes(set(range(32)) - set(b"\t\n\r"))
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMERIC = re.compile(r"&#(?:x([0-9A-Fa-f]{1,9})|([0-9]{1,9}));")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]+)\s*=")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([A-Za-z][\w:-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
"""A name is looked at from its begin alone, once: a long run of letters would take seconds else."""
_MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and ([^\s,]+)")
_UNCLOSED = re.compile(r"Premature end of data in tag (\S+) line (\d+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, the encoding its bytes were in, and what had to be assumed."""

    root: _Element
    encoding: str
    warnings: tuple[str, ...] = ()


def parse_xml(
    data: bytes,
    place: str,
    what: str,
    *,
    line: int = 1,
    declared: str | None = None,
    prefixes: Sequence[str] = (),
) -> Parsed:
    """Parse a document, or one element cut out of a larger one, whose prefixes need not be declared in it.

    ``what`` names the format in the error, ``line`` is where the bytes begin in their file; ``declared`` is the
    encoding and ``prefixes`` are the prefixes that the file as a whole declares.

    Raises:
        ReadError: it is not well-formed, nested deeper than 256 elements, or holds 10 MB of text in one piece.
    """
    root = _plainly(data, declared, prefixes)
    if root is not None:
        return Parsed(root, "utf-8")
    from lxml import etree

    decoded = decode_markup(data, declared)
    body, warnings = _without_doors(decoded.text)
    try:
        try:
            root = _rooted(body.encode("utf-8"), prefixes)
        except etree.XMLSyntaxError as error:
            if "prefix" not in (error.msg or ""):
                raise
            root = _rooted(body.encode("utf-8"), _undeclared_prefixes(body))
    except etree.XMLSyntaxError as error:
        at = line + max(0, (error.lineno or 1) - 1)
        raise ReadError(f"{place}:{at}: not well-formed {what}: {_fault(error.msg or '', line)}") from error
    return Parsed(root, decoded.encoding, decoded.warnings + warnings)


def _plainly(data: bytes, declared: str | None, prefixes: Sequence[str]) -> _Element | None:
    """Return the tree of a document in UTF-8 that needs no mending, None for any other; it takes half the time.

    What is mended elsewhere (references, characters that XML forbids) is an error to the parser.
    """
    begins = _DIRECT.match(data)
    if begins is None or b"\0" in data:
        return None
    said = (declared_encoding(data) if begins[1] else None) or declared
    if said is not None and said.lower() not in _UTF8:
        return None
    try:
        data.decode("utf-8")
        return _rooted(data[begins.end() :], prefixes)
    except (UnicodeDecodeError, _lxml()[1]):
        return None


def local(element: _Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def lower(element: _Element) -> str:
    """Return the name of an element without its namespace, in lower case; "" for what is no element."""
    tag = element.tag
    return _lower(tag) if isinstance(tag, str) else ""


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes in a tag by their names in lower case, whether their values are quoted or not."""
    return {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag)}


def legal(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return text if _is_legal(text) else _ILLEGAL.sub("", text)


def declared_encoding(head: bytes) -> str | None:
    """Return the encoding that the first bytes of a file declare, or None."""
    found = _DECLARATION.match(head.removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode("ascii", "replace") if found else None


def decode_markup(data: bytes, declared: str | None = None) -> Decoded:
    """Decode by what the bytes are, then by what they declare; a declaration that does not hold is told."""
    said = declared_encoding(data) or declared
    if data[:1] == b"<" and b"\0" not in data and (said is None or said.lower() in _UTF8):
        try:
            return Decoded(plain_ends(data.decode("utf-8")), "utf-8")
        except UnicodeDecodeError:
            return _checked(data, said) if said else decode(data)
    wide = wide_encoding(data)
    if wide and wide == said:
        return Decoded(plain_ends(data.decode(wide, "replace")), wide)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or wide or not said:
        return decode(data)
    named = said.lower()
    if not _SAFE_ENCODING.fullmatch(named) or named in ("utf-8", "utf8", "us-ascii", "ascii"):
        return _checked(data, said)
    try:
        text = data.decode(named)
    except (UnicodeDecodeError, LookupError):
        return _checked(data, said)
    if not data.isascii() and (_is_utf8(data) or named in ("iso-8859-1", "latin1", "latin-1")):
        return _checked(data, said)
    return Decoded(plain_ends(text), named)


def _checked(data: bytes, said: str) -> Decoded:
    decoded = decode(data)
    if data.isascii() or decoded.encoding in _MEANT.get(said.lower(), ()):
        return Decoded(decoded.text, decoded.encoding, tuple(w for w in decoded.warnings if "latin-1" not in w))
    told = f"declared to be {said}, but read as {decoded.encoding}"
    return Decoded(decoded.text, decoded.encoding, (told, *decoded.warnings))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_doors(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the document without declaration, document type, references and characters that XML forbids.

    The lines stay where they were.
    """
    start = root_start(text)
    lines = text.count("\n", 0, start)
    body = text[start:]
    warnings: list[str] = []
    if not _is_legal(body):
        body = _ILLEGAL.sub("", body)
        warnings.append("control characters were dropped")
    if "&" in body:
        unknown: set[str] = set()
        if _NAMED.search(body):
            body = _REFERENCE.sub(lambda found: _referred(found, unknown), body)
        body = _NUMERIC.sub(_allowed, body)
        if unknown:
            warnings.append(f"references to {', '.join(sorted(unknown)[:5])} were left out: no entity is expanded")
    return "\n" * lines + body, tuple(warnings)


def _is_legal(body: str) -> bool:
    """Tell whether XML allows every character; a look at the bytes is ten times as fast as a pattern."""
    try:
        data = body.encode("utf-8")
    except UnicodeEncodeError:
        return False
    if len(data.translate(None, _C0)) < len(data):
        return False
    return body.isascii() or not ("\ufffe" in body or "\uffff" in body)


def root_start(text: str) -> int:
    """Return where the first element of a document begins, behind declaration, comments and document type."""
    found = _PROLOG.match(text)
    at = found.end() if found else 0
    while True:
        skipped = _MISC.match(text, at)
        if skipped:
            at = skipped.end()
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            at = _doctype_end(text, at + 9)
        else:
            return at


def _doctype_end(text: str, at: int) -> int:
    depth = 0
    while found := _IN_DOCTYPE.search(text, at):
        at = found.end()
        if found[0] == "[":
            depth += 1
        elif found[0] == "]":
            depth -= 1
        elif found[0] == ">" and depth <= 0:
            return at
    return len(text)


def _referred(found: re.Match[str], unknown: set[str]) -> str:
    name = found[1]
    if name is None:
        return found[0]
    text = html5.get(name + ";")
    if text is None:
        unknown.add(name)
        return ""
    return html.escape(text)


def _allowed(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    if code in (9, 10, 13) or (32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE):
        return found[0]
    return ""


def declared_prefixes(head: bytes) -> tuple[str, ...]:
    """Return the prefixes that the beginning of a file declares for all that follows."""
    return tuple(dict.fromkeys(p for p in _DECLARED_PREFIX.findall(head.decode("latin-1")) if p != "xml"))


def _rooted(body: bytes, prefixes: Sequence[str]) -> _Element:
    """Parse one element in UTF-8 with these prefixes declared around it."""
    from_bytes, _, parser = _lxml()
    if not prefixes:
        return from_bytes(body, parser)
    names = " ".join(f'xmlns:{prefix}="urn:around:{prefix}"' for prefix in prefixes)
    return from_bytes(f"<around {names}>".encode() + body + b"</around>", parser)[0]


def _undeclared_prefixes(body: str) -> list[str]:
    used = {first or second for first, second in _PREFIX.findall(body)}
    return sorted(used - set(_DECLARED_PREFIX.findall(body)) - {"xml", "xmlns"})


@cache
def _lxml() -> tuple[Callable[[bytes, XMLParser], _Element], type[Exception], XMLParser]:
    """Return what parses, what it raises, and the one parser; an import statement takes a tenth of a parse."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring, etree.XMLSyntaxError, parser


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@cache
def _lower(tag: str) -> str:
    return _local(tag).lower()


def _fault(message: str, line: int) -> str:
    if found := _MISMATCH.search(message):
        return (
            f"<{found[1]}> of line {int(found[2]) + line - 1} is closed by </{found[3]}>: repair it or export it anew"
        )
    if found := _UNCLOSED.search(message):
        return f"unclosed <{found[1]}>: repair it or export it anew"
    if "depth" in message.lower():
        return "nested deeper than 256 elements, which no story is: leave it out"
    text = " ".join(message.partition(", line ")[0].split())
    return f"{text[:1].lower()}{text[1:]}: repair it or export it anew"
