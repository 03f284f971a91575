"""Tells what divides a plain text that holds several articles, if it does: from its beginning, by strong evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from archive.readers.columns import mark, plan
from archive.readers.encoding import decode, plain_ends, text_of
from archive.readers.exports import AHEAD
from archive.readers.headers import RULE, header
from archive.readers.openings import BYLINE, DATELINE, DAY, HEADLINE, PLACED, ends, opening, prose, says_anything
from archive.readers.sniff import HEAD
from index.values import dataclass

_WORD = rb"(?:Document|Dokument|Documento|Article|Artikel|Art\xc3?[\xad\xed]culo|Articolo|Story|Record|Text)"
_COUNT = (
    rb"(?:"
    + _WORD
    + rb"|Item)[ \t]{1,9}#?(\d{1,6})(?:[ \t]{1,9}(?:of|von|de|di|sur)[ \t]{1,9}|[ \t]{0,9}/[ \t]{0,9})(\d{1,6})"
    rb"|(\d{1,6})[ \t]{1,9}(?:of|von|de|di|sur)[ \t]{1,9}(\d{1,6})[ \t]{1,9}"
    rb"(?:DO[CK]UMENT[A-Z]{0,3}|ARTI[CK]\w{0,5}|STORIES|RECORDS|ITEMS|TEXTS)"
)
_NUMBER = rb"\[(\d{1,6})\]|(" + _WORD + rb")[ \t]{1,9}(?:No\.?[ \t]{0,9}|#)?(\d{1,6})"
_BEGIN = rb"\n(?:\xef\xbb\xbf)?"
_AROUND = rb"[-=_*#~ \t\f]{0,80}"
"""Signs around a number that counts an article: ``=== Article 3 of 12 ===``."""


def _lines(inner: bytes) -> re.Pattern[bytes]:
    return re.compile(
        _BEGIN + _AROUND + rb"+(?:" + inner + rb")[.:]?" + _AROUND + rb"\r?$", re.IGNORECASE | re.MULTILINE
    )


COUNTS = _lines(_COUNT)
_NUMBERS = _lines(_NUMBER)
_END = (
    rb"[ \t]{0,80}(?:-{1,3}[ \t]?(?:30|0|[Ee][Nn][Dd][Ss]?)[ \t]?-{1,3}|[(\[][ \t]?(?:END|End)[Ss]?[ \t]?[)\]]|ENDS)"
    rb"[ \t]{0,80}"
)
"""What writers and agencies set below the last line of a story: ``-30-``, ``(ENDS)``."""
_COUNTED = _AROUND + rb"+(?:" + _COUNT + rb"|" + _NUMBER + rb")[.:]?" + _AROUND
EDGE = re.compile(rb"(?:" + rb"|".join((RULE.encode(), _END, _COUNTED)) + rb")\r?$", re.IGNORECASE | re.MULTILINE)
"""A line at the begin or the end of an article that only divides."""
_FIGURES = re.compile(r"[\d\W]+")
_LABEL = re.compile(_BEGIN + rb"[ \t\f]{0,80}([^\s:][^\n:]{0,30}?)[ \t]{0,8}:")
_ABOVE_LABELS = rb"(?:[ \t]{0,8}#?\d{1,6}[.):]?[ \t]{0,8}\r?\n(?:[ \t]{0,8}\r?\n){0,2})?"
"""A number of an article that tells of itself by labels."""
_MOST_LABELS = 60
_FILES = re.compile(rb"\n(==|::)(?:> [^\n]{1,400} <==|:{12}[ \t]*\r?\n[^\n]{1,400}\n:{14})[ \t]*\r?$", re.MULTILINE)
"""How tail, head and more name each of several files that they print in a row."""
_WIRED = re.compile(_BEGIN + rb"[ \t]{0,80}(NNNN|ZCZC)(?:(?<=ZCZC)[ \t]?[\w/ -]{0,40})?[ \t]{0,80}\r?$", re.MULTILINE)
"""The begin and the end of a message on the wire of teleprinters (ITU-T F.31)."""
_ENDED = re.compile(rb"\n" + _END + rb"\r?$", re.MULTILINE)
_FORM_FEED = re.compile(rb"\f")
_RULES = re.compile(rb"\n" + RULE.encode() + rb"\r?$", re.MULTILINE)
_LONG_RULE = {b"=": 4, b"-": 5, b"_": 5}
_LONGEST_RULE = 8
"""Signs of a rule that papers rarely set between the parts of one story."""
_ODD_RULE = re.compile(
    rb"^[ \t]{0,80}((?![\w ])[^\w\s]{1,40}(?:[ \t][^\w\s]{1,40}){0,40}|([A-Za-z])\2{2,80}"
    rb"|[<\[({*=~#-]{1,9}[ \w|/-]{1,40}[>\])}*=~#-]{1,9}"
    rb"|(?:The )?End(?: of (?:the )?(?:Document|Article|Story|Text|File))?|Next (?:Article|Story))[ \t]{0,80}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that may part articles where the same comes again: signs, one letter over and over, words between signs."""
_MOST_ODD = 5
_GAPS = re.compile(rb"\n(?:[ \t]{0,80}\r?\n){4,400}", re.MULTILINE)
"""Four blank lines and more."""
_SENTENCES = 80
_ARTICLE = 200
"""Characters of prose in an article that is told by how it begins; labels and counts need but a sentence."""
_FRAME = 40
"""Bytes between rules, on average, if they divide articles and are drawn for nothing else."""
_BESIDE = ("published", "publication", "agency", "url", "section")
"""What labels state beside a headline of every article, but rarely of a book or a film that is reviewed."""


TOLD = [frozenset([HEADLINE, kind]) for kind in (DAY, BYLINE, PLACED)]
"""How an article begins that tells of itself."""


@dataclass(frozen=True, slots=True)
class Division:
    """What divides a text: a border, and the kinds of lines, or one of the labels, that an article has behind it.

    What lies before ``line`` is a cover, or a list of contents.
    """

    border: re.Pattern[bytes]
    line: int = 0
    kinds: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()

    def holds(self, found: re.Match[bytes]) -> bool:
        """Tell whether an article begins behind a border, as the others do."""
        if self.labels:
            above = header(_text(found.string, found.end(), found.end() + AHEAD))
            return above is not None and above.titled and not self.labels.isdisjoint(map(mark, above.values))
        if not self.kinds:
            return True
        if self.border is _FORM_FEED and not ends(_text(found.string, max(0, found.start() - AHEAD), found.start())):
            return False
        return self.kinds <= opening(_text(found.string, found.end(), found.end() + AHEAD)).kinds


class Part(NamedTuple):
    """What stands behind a border, and the line of that; 0 at the begin of a file."""

    text: str
    line: int


def division_of(head: bytes) -> Division | None:
    """Return what divides a file that begins so, None where nothing surely does."""
    data = b"\n" + (decode(head).text.encode("utf-8", "replace") if b"\0" in head else head)
    whole = len(head) < HEAD
    return _counted(data) or _marked(data) or _headed(data) or _numbered(data) or _ruled(data, whole=whole)


def _counted(data: bytes) -> Division | None:
    """Return the division by lines that count articles and tell how many there are."""
    found = list(COUNTS.finditer(data))
    numbers = [(int(each[1] or each[3]), int(each[2] or each[4])) for each in found]
    texts = [part.text for part in _parts(data, found)[1:]]
    first = 0
    for at, (before, after) in enumerate(pairwise(numbers), 1):
        if after[0] == 1:
            # What is counted twice is listed first.
            first = first if any(map(_is_article, texts[first:at])) else at
        elif after[0] <= before[0] or after[1] != before[1]:
            return None
    if not any(map(_is_article, texts[first:])):
        return None
    cover = _text(data, 0, found[first].start())
    if len(found) == 1 and cover.strip():
        return None
    # Nothing comes before the first of what is counted.
    begun = numbers[first][0] != 1 and says_anything(cover)
    return Division(COUNTS, 0 if begun else _line(data, found[first]))


def _marked(data: bytes) -> Division | None:
    """Return the division by lines that programs alone write: the names of files, begin and end of messages."""
    for border in (_FILES, _WIRED):
        found = list(border.finditer(data))
        if not found:
            continue
        # One message alone has a begin, with nothing before it, and an end.
        begun = says_anything(_text(data, 0, found[0].start()))
        if len({each[1] for each in found}) < len(found) or (found[0][1] == b"ZCZC" and not begun):
            return Division(border, 0 if begun else _line(data, found[0]))
    return None


def _headed(data: bytes) -> Division | None:
    """Return the division by lines that tell of each article by the same labels."""
    for found in islice(_LABEL.finditer(data), _MOST_LABELS):
        above = header(_text(data, found.start(1), found.start(1) + AHEAD))
        if above and above.titled:
            break
    else:
        return None
    cover = _text(data, 0, found.start())
    told = plan(above.values)
    beside = [told[field] for field in _BESIDE if field in told]
    border = re.compile(
        _BEGIN + _ABOVE_LABELS + rb"[ \t\f]{0,80}(?=" + re.escape(found[1]) + rb"[ \t]{0,8}:)", re.IGNORECASE
    )
    labels = frozenset(map(mark, beside or [told[field] for field in ("byline",) if field in told]))
    division = Division(border, 0 if says_anything(cover) else _line(data, found), labels=labels)
    borders = [each for each in border.finditer(data, found.start()) if division.holds(each)] if labels else []
    if prose(cover) >= _ARTICLE or len(borders) < 2:
        return None
    if not beside and not EDGE.fullmatch(data[: borders[1].start()].rstrip().rpartition(b"\n")[2]):
        return None
    texts = [above.text for part in _parts(data, borders)[1:] if (above := header(part.text))]
    return division if sum(len(text.strip()) >= _SENTENCES for text in texts) > 1 else None


def _numbered(data: bytes) -> Division | None:
    """Return the division by lines that number articles which begin alike."""
    found = list(_NUMBERS.finditer(data))
    word = (found[0][2] or b"").lower() if found else b""
    numbers = [int(each[1] or each[3]) for each in found if (each[2] or b"").lower() == word]
    if not 1 < len(found) == len(numbers) or any(b != a + 1 for a, b in pairwise(numbers)):
        return None
    cover, *parts = _parts(data, found)
    choices = [frozenset([kind]) for kind in (DAY, BYLINE, DATELINE, PLACED)]
    if len(parts) > 2 and (not word.startswith((b"art", b"story")) or found[0][0].strip()[:1] in b"-=_*~"):
        # Articles of a treaty have headings, too, but no signs around their numbers.
        choices.append(frozenset([HEADLINE]))
    kinds = alike(parts, choices, 2)
    return Division(_NUMBERS, _line(data, found[0]), kinds) if kinds and not says_anything(cover.text) else None


def _ruled(data: bytes, *, whole: bool) -> Division | None:
    """Return the division by rules or form feeds between articles which begin alike."""
    for border, choices in _rules(data):
        borders = list(border.finditer(data))
        if len(borders) * _FRAME > len(data):
            continue
        parts = [part for part in _parts(data, borders) if part.text.strip()]
        if parts and not parts[0].line and not says_anything(parts[0].text):
            del parts[0]
        if border is _FORM_FEED and not all(ends(part.text) for part in parts[:-1]):
            continue
        if kinds := alike(parts if whole else parts[:-1], choices, 3, paged=border is _FORM_FEED):
            return Division(border, parts[0].line, kinds)
    return None


def _rules(data: bytes) -> Iterator[tuple[re.Pattern[bytes], list[frozenset[str]]]]:
    """Yield what may divide a text, and as what kinds of lines articles must begin behind it."""
    surely = [frozenset([HEADLINE]), frozenset([DATELINE])]
    if data.count(b"\f") > 1:
        yield _FORM_FEED, surely
    if _ENDED.search(data):
        yield _ENDED, surely
    found = list(_RULES.finditer(data))
    for sign in dict.fromkeys(each[1] for each in found):
        lengths = [each[0].count(sign) for each in found if each[1] == sign]
        long = _LONG_RULE.get(sign, _LONGEST_RULE)
        if sum(length >= long for length in lengths) > 1:
            yield _rule(sign, long), surely
        if len(lengths) > 1:
            yield _rule(sign, 3), TOLD
    odd = Counter(each[1] for each in _ODD_RULE.finditer(data))
    for line, count in odd.most_common(_MOST_ODD):
        if count > 1:
            yield re.compile(rb"\n[ \t]{0,80}" + re.escape(line) + rb"[ \t]{0,80}\r?$", re.MULTILINE), TOLD
    if _GAPS.search(data):
        yield _GAPS, TOLD


def _rule(sign: bytes, least: int) -> re.Pattern[bytes]:
    sign = re.escape(sign)
    body = sign + rb"(?:[ \t]{0,8}" + sign + rb"){%d,400}" % (least - 1)
    return re.compile(rb"\n[ \t\f]{0,80}" + body + rb"[ \t]{0,80}\r?$", re.MULTILINE)


def alike(
    parts: Sequence[Part], choices: Sequence[frozenset[str]], least: int, *, paged: bool = False
) -> frozenset[str]:
    """Return the kinds of lines with which nearly all parts begin, each in words of its own, as articles do.

    Of what stands above pages, figures are no words.
    """
    opened = [opening(part.text) for part in parts]
    for kinds in choices:
        alike = [(part, each.words) for part, each in zip(parts, opened, strict=True) if kinds <= each.kinds]
        words = {_FIGURES.sub("", each) if paged else each for _, each in alike}
        long = sum(prose(part.text) >= _ARTICLE for part, _ in alike)
        if (
            len(alike) >= least
            and kinds <= opened[0].kinds
            and len(alike) * 5 >= len(parts) * 4
            and long >= max(least, len(alike) * 4 // 5)
            and len(words) == len(alike)
        ):
            return kinds
    return frozenset()


def _is_article(text: str) -> bool:
    return prose(text) >= _SENTENCES


def _parts(data: bytes, borders: Sequence[re.Match[bytes]]) -> list[Part]:
    """Return what stands before the first border, and behind each."""
    begins = [(0, 0), *((each.end(), _line(data, each)) for each in borders)]
    stops = [*(each.start() for each in borders), len(data)]
    return [Part(_text(data, start, stop), line) for (start, line), stop in zip(begins, stops, strict=True)]


def _line(data: bytes, found: re.Match[bytes]) -> int:
    return data.count(b"\n", 0, found.end())


def _text(data: bytes, start: int, stop: int) -> str:
    return plain_ends(text_of(data[start:stop], "utf-8+cp1252")).lstrip("\ufeff")
