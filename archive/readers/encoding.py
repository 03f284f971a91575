"""From bytes to text: what encoding a file is in, and what had to be assumed.

The order is: a byte order mark, the NUL pattern of UTF-16 and UTF-32, UTF-8, that of old Macs where words show it,
UTF-8 with stray single bytes, a western single-byte encoding where all high bytes fit one, and only then a guess by
charset-normalizer.
"""

from __future__ import annotations

import codecs
import io
import re

from index.values import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEGINS = tuple(mark for mark, _ in _MARKS)
_UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTER_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_ASCII = bytes(range(128))
_WESTERN_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýßšžðþÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŠŽÐÞÿ"
_WESTERN_MARKS = "‘’“”‚„–—…•€£¥¢§©®°«»¡¿·´†‡™½¼¾ºª\u00a0\u00ad"
_WESTERN = frozenset((_WESTERN_LETTERS + _WESTERN_MARKS).encode("cp1252"))
_C1_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
_OF_MAC = re.compile(
    rb"[a-z][\x87-\x8a\x8c-\x90\x9d\x9f\xd5](?![\x80-\xff])|[a-z][.,?!]?\xd3(?![\x80-\xffA-Za-z])"
    rb"|I\xd5[a-z]|(?<![\x80-\xffA-Za-z])\xd2[A-Z][a-z' ]"
)
"""Accents and marks of old Macs where others have capitals in the midst of a word."""
_NOT_OF_MAC = re.compile(rb"[a-z][\x80-\x86\xa0\xa2-\xa4\xae-\xb7\xc0-\xc6\xcb\xcc\xce\xd9\xe0-\xff]")
"""What are capitals and odd signs on old Macs, in the midst of a word, and small letters elsewhere."""

_OF_RUSSIAN = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_BOTH = "utf-8+cp1252"
_COMMON = "оеаинтсрвл"
_SHARE = 0.45
_UNICODE = ("ascii", "utf")

_SAMPLE = 16_384
"""Bytes shown to charset-normalizer, whose time grows with them (25 ms for 16 KiB of Cyrillic)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line ends as ``\\n`` and no NUL, the encoding it was in, and what had to be assumed."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a whole file; every byte string gives some text, and never an error."""
    if data.startswith(_BEGINS):
        mark, name = next(each for each in _MARKS if data.startswith(each[0]))
        return _wide(data[len(mark) :], name, marked=True)
    wide = wide_encoding(data)
    if wide is not None:
        return _wide(data, wide, marked=False)
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data.replace(b"\0", b""))


def text_of(raw: bytes, encoding: str | None) -> str:
    """Return a record as text again, by the encoding that it was read in; what is not in that becomes ``\ufffd``."""
    if encoding == _BOTH:
        return raw.decode("utf-8", _MIXED)
    try:
        return raw.decode(encoding or "utf-8", "replace")
    except LookupError:  # the reader of another package may have its own name for one
        return raw.decode("utf-8", "replace")


def wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that unmarked bytes are in, told by where their NULs stand, or None."""
    head = data[:8192]
    size = len(head)
    if 0 not in head or size < 4 or head.count(0) * 5 < size * 2:
        return None
    zeros = [head[start::4].count(0) * 4 / size for start in range(4)]
    if min(zeros[2:]) > 0.95 and zeros[0] < 0.3 and zeros[1] > 0.6:
        return "utf-32-le"
    if min(zeros[:2]) > 0.95 and zeros[3] < 0.3 and zeros[2] > 0.6:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.8 and even < 0.2:
        return "utf-16-le"
    if even > 0.8 and odd < 0.2:
        return "utf-16-be"
    return None


def _wide(data: bytes, name: str, *, marked: bool) -> Decoded:
    warnings: tuple[str, ...] = () if marked else (f"no byte order mark; read as {name}",)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        warnings += (f"not all of it is {name}; what is not was replaced by \ufffd",)
    return _finish(text, name, warnings)


def _not_utf8(data: bytes) -> Decoded:
    high = data.translate(None, _ASCII)
    stray = _UTF8_RUN.sub(b"", data).translate(None, _ASCII)
    if not stray:
        # Only surrogates or code points beyond Unicode, spelled as UTF-8 would.
        return _finish(data.decode("utf-8", "replace"), "utf-8", ("not all of it is utf-8",))
    # Other encodings form valid UTF-8 by chance, but rarely in a tenth of the high bytes of western prose, and never in
    # most of those of Chinese or Russian.
    valid = len(high) - len(stray)
    dense = len(high) * 5 > 2 * len(data)
    if not dense and _looks_mac(data, high):
        return _finish(data.decode("mac-roman"), "mac-roman", ("not utf-8; read as mac-roman",))
    if valid * 10 > len(high) * (9 if dense else 1) or valid > len(stray) <= 8:
        return _mixed(data, len(stray))
    if _looks_western(data, high):
        return _single(data, high)
    return _guessed(data, high)


def _mixed(data: bytes, stray: int) -> Decoded:
    said = f"mixed encodings; {stray} bytes were not utf-8 and were read as cp1252"
    return _finish(data.decode("utf-8", _MIXED), _BOTH, (said,))


def _looks_mac(data: bytes, high: bytes) -> bool:
    """Tell whether high bytes stand in and around words as accents and marks of old Macs do."""
    found = len(_OF_MAC.findall(data))
    return found * 6 >= len(high) and found > 4 * len(_NOT_OF_MAC.findall(data))


def _looks_western(data: bytes, high: bytes) -> bool:
    """Tell whether the high bytes read as the accents and marks of a western language, which stand alone or in twos."""
    strange = sum(high.count(byte) for byte in set(high) - _WESTERN)
    if strange * 20 > len(high) or len(high) * 5 > 2 * len(data):
        return False
    return sum(map(len, _LETTER_RUN.findall(data))) * 10 <= len(high)


def _single(data: bytes, high: bytes) -> Decoded:
    upper_controls = {byte for byte in set(high) if byte < 0xA0}
    if not upper_controls or upper_controls <= _C1_UNDEFINED:
        return _finish(data.decode("latin-1"), "latin-1", ("not utf-8; read as latin-1",))
    return _finish(_cp1252(data), "cp1252", ("not utf-8; read as cp1252",))


def _guessed(data: bytes, high: bytes) -> Decoded:
    if len(high) >= 8 and (russian := _russian(high)):
        return _finish(data.decode(russian, "replace"), russian, (f"not utf-8; guessed to be {russian}",))
    if len(high) >= 8:
        from charset_normalizer import from_bytes

        best = next((guess for guess in from_bytes(_sample(data)) if not guess.encoding.startswith(_UNICODE)), None)
        if best is not None:
            name = codecs.lookup(best.encoding).name
            text = data.decode(name, "replace")
            if text.count("\ufffd") * 1000 <= len(text):
                return _finish(text, name, (f"not utf-8; guessed to be {name}",))
    return _single(data, high)


def _russian(high: bytes) -> str | None:
    """Return the encoding in which bytes beyond ASCII are Russian or like it, None where they are in none.

    What is small in one is capital in another, so the one counts in which most letters are small ones that are common:
    .6 of them in Russian, a third at most where other languages are taken for it.
    """

    def common(name: str) -> int:
        return sum(map(high.decode(name, "replace").count, _COMMON))

    best = max(_OF_RUSSIAN, key=common)
    return best if common(best) >= _SHARE * len(high) else None


def _sample(data: bytes) -> bytes:
    """Return whole lines around high bytes, at most ``_SAMPLE`` bytes, so that plain English hides nothing."""
    if len(data) <= _SAMPLE:
        return data
    parts: list[bytes] = []
    taken = end = 0
    for match in _HIGH.finditer(data):
        if match.start() < end:
            continue
        start = max(end, data.rfind(b"\n", end, match.start()) + 1, match.start() - 200)
        stop = data.find(b"\n", match.end(), match.end() + 2000)
        end = stop + 1 if stop >= 0 else min(len(data), match.end() + 2000)
        parts.append(data[start:end])
        taken += end - start
        if taken >= _SAMPLE:
            break
    return b"".join(parts)[:_SAMPLE]


def _cp1252(data: bytes) -> str:
    """Decode as cp1252, the five bytes it leaves undefined as the controls they are in latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("cp1252", _FALLBACK)


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _CP1252[error.object[error.start]], error.start + 1


_FALLBACK = "newsmorgue.latin1"
_MIXED = "newsmorgue.cp1252"
codecs.register_error(_FALLBACK, _as_latin1)
codecs.register_error(_MIXED, _as_cp1252)
_CP1252 = _cp1252(bytes(range(256)))


def _finish(text: str, encoding: str, warnings: tuple[str, ...] = ()) -> Decoded:
    if "\0" in text:
        text = text.replace("\0", "")
        warnings += ("NUL characters were dropped",)
    return Decoded(plain_ends(text), encoding, warnings)


def plain_ends(text: str) -> str:
    """Return a text whose lines end in ``\\n``, however they ended; in one pass, where replacing takes three."""
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True) if "\r" in text else text
