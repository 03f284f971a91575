"""Reads who wired a story and which paper printed it, from the dateline or a credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.extract.openings.parts import RISKY, Opening, agency_at
from archive.extract.outlets import Outlet, outlet
from archive.extract.stamps import MONTHS, day_of, of_stamp
from archive.restore.lexicon import lexicon, phrases, spellings, word_set
from archive.restore.words import Words, words_of
from index.values import dataclass

TAILS = re.compile(r" +(?:\||[-–—]) +")
"""What parts a headline from the paper or the site that pages print behind it."""

TAIL = 600
"""Characters at the end of a text in which a credit is sought."""

_RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[ ,]*(?:©|\(c\))?[ ,]*(?:(?:19|20)\d\d[ ,]+)?(?:by +)?(?:the +)?"
    r"([^\W\d_][\w'’&-]*(?: +[^\W\d_][\w'’&-]*){1,3}?)(?=[,:;–-]? *(?:(?:19|20)\d\d\b|[.\n]|$|all rights))",
    re.IGNORECASE,
)
"""A line of rights and the two to four words that it names: ``© 2019 Lorn Gazette``, ``(c) Astrel Courier, 2019``."""

_RIGHTS_BARE = re.compile(
    r"\bc[.)]?[ ,]+([^\W\d_][\w'’&-]*(?: +[^\W\d_][\w'’&-]*){1,3}?)(?=[,.]? *(?:19|20)\d\d\W*\Z)", re.IGNORECASE
)
"""What is left of such a line at the end of copy that lost its marks: ``c  astrel courier  2019``."""

_RIGHTS_LOST = re.compile(
    r"(?P<before>[^\W_]+)[^\w]*[\s-](?:19|20)\d\d[ ,]+"
    r"(?:the +)?(?P<owner>[^\W\d_][\w'’&-]*(?: +[^\W\d_][\w'’&-]*){1,3})(?:\W+all rights reserved\b.*)?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""The same with its year in front, behind copy that kept no letter of it: ``... to answer   2019 Lorn Gazette``."""

_IN = frozenset(["in", "of", "since", "from", "by", "until", "for", "and", "to", "early", "late"])
"""Words before a year of the story."""

_DASHED = re.compile(r"[.!?…][\"”’']?\s*(?:--?|[–—])\s*")
"""What stands before an agency behind the last sentence: ``... the sea. - Sapa``."""

_LONGEST_LINE = 80
"""Characters of a line of rights at most, with the word before it."""

_TOP, _LONGEST = 60, 5
_LONGEST_TITLE = 400
"""Characters of a headline with the page behind it, at most."""

_FARTHEST = 120
"""Words near the top within which lines are read for a credit."""

_SENT = frozenset(["special", "cable", "wireless", "telegraph", "dispatch", "despatch"])
_SENDING = frozenset(["dispatch", "despatch", "telegram", "telegrams", "cable", "cables", "service", "s"])
"""What old papers print behind an agency: ``[Reuter's Telegrams.]``."""

_COMPANY = frozenset(["company", "co", "ltd", "limited", "inc"])
_LABELS = frozenset(["reporter", "news", "world"])
"""Last words of papers that end posts and sections as well."""

_CREDIT = frozenset(["copyright", "distributed", "credit", "courtesy"])
_PICTURES = frozenset(["photo", "photos", "picture", "pictures", "image", "images", "file", "video"])


@dataclass(frozen=True, slots=True)
class Source:
    """The agency and the paper by canonical name, and how sure."""

    agency: str | None = None
    publication: str | None = None
    confidence: float = 0.0


def source_of(words: Words, opening: Opening | None, body: str) -> Source:
    """Return the source printed in the dateline, in a credit line at the top, or at the end of ``body``."""
    if opening and opening.canonical:
        return Source(agency=opening.canonical, confidence=0.99)
    top = _credit_line(words)
    if top.agency or top.publication:
        return top
    if paper := _special(words):
        return Source(publication=paper, confidence=0.9)
    if named := _behind_headline(words, body):
        return Source(named.agency, named.publication, 0.85)
    if line := paper_line(words):
        known = phrases("papers").get(tuple(words.low[slice(*line)]))
        return Source(publication=known or _printed(words.words_of(line[0], line[1] - 1)), confidence=0.85)
    tail = body[-TAIL:]
    ending = _ending(words_of(tail))
    return ending if ending.agency or ending.publication else _rights(tail)


def _special(words: Words) -> str | None:
    """Return the paper that a story was written for, where it says so above: ``Special to The New York Times``; one on
    no list by its name, on a line to its end.
    """
    for i in range(min(_TOP, len(words) - 2)):
        if is_sent(words, i):
            first = i + 2
            ends = range(first + _LONGEST, first, -1)
            if known := next((p for end in ends if (p := phrases("papers").get(tuple(words.low[first:end])))), None):
                return known
            first += words.low[first] == "the"
            end = next((k for k in reversed(ends) if _line_ends(words, k)), first)
            named = end > first + 1 and all(word[0].isupper() for word in words.word[first:end])
            return _printed(words.words_of(first, end - 1)) if named and of_a_paper(words.low[first:end]) else None
    return None


def _behind_headline(words: Words, body: str) -> Outlet | None:
    """Return the source that a page prints behind its headline: ``Rovers win cup | Reuters``."""
    if not words.low:
        return None
    line = body[words.start[0] : body.find("\n", words.start[0]) + 1].rstrip()
    tails = TAILS.finditer(line) if len(line) <= _LONGEST_TITLE else ()
    found = next((mark for mark in tails if named_behind(mark[0], line[mark.end() :])), None)
    return outlet(line[found.end() :]) if found else None


def named_behind(mark: str, tail: str) -> bool:
    """Return whether a headline ends with a source on the lists behind a bar or a dash; one word may be what others
    told behind a dash, ``Rovers for sale - Times``, and a section behind a bar: ``Budget passes | National``.
    """
    if outlet(tail) is None:
        return False
    section = tail.lower() in lexicon().common and tuple(tail.lower().split()) not in phrases("papers")
    return " " in tail or "." in tail or ("|" in mark and not section)


def sent_to(low: Sequence[str]) -> bool:
    """Return whether words begin to tell for whom a story was sent: ``Special to``, ``Wireless to``."""
    return low[1:2] == ["to"] and low[0] in _SENT


def is_sent(words: Words, i: int) -> bool:
    """Return whether that begins with word ``i``: where a line or a bracket does, unless it is ``Special to``; homes go
    ``from cable to`` another thing.
    """
    if not sent_to(words.low[i : i + 2]) or words.low[i] == "special":
        return sent_to(words.low[i : i + 2])
    while i and words.low[i - 1] in _SENT | {"by"}:
        i -= 1
    return i == 0 or any(c in words.gap[i] for c in "\n([") or words.start[i] - words.end[i - 1] > 1


def _rights(tail: str) -> Source:
    owner = _owner(tail)
    if owner is None:
        return Source()
    printed = tail[slice(*owner)]
    known = outlet(printed)
    if known:
        return Source(known.agency, known.publication, 0.8)
    return Source(publication=_printed(printed), confidence=0.8)


def rights_span(body: str) -> tuple[int, int] | None:
    """Return where the owner of the rights stands at the end of ``body``: a paper is nobody of its stories."""
    begin = max(0, len(body) - TAIL)
    owner = _owner(body[begin:])
    return (begin + owner[0], begin + owner[1]) if owner else None


def _owner(tail: str) -> tuple[int, int] | None:
    """Return where the owner of a line of rights stands, whose name is that of a paper, on no list though it be."""
    bare = (line for line in _RIGHTS_BARE.finditer(tail) if all(word[0].isupper() for word in line[1].split()))
    found = next((line for line in (*_RIGHTS.finditer(tail), *bare) if _owns(line[1].lower().split())), None)
    if found:
        return found.span(1)
    begin = max(0, len(tail) - _LONGEST_LINE)
    lost = _RIGHTS_LOST.search(tail, begin)
    led = lost is not None and (
        lost["before"].lower() in _IN or lost["before"].lower() in MONTHS or lost["before"].isdecimal()
    )
    low = lost["owner"].lower().split() if lost and not led else []
    if lost is None or not low or low[-1 - (low[-1] in _COMPANY)] not in word_set("paper_words"):
        return None
    return lost.span("owner")


def is_source(low: Sequence[str]) -> bool:
    """Return whether words are an agency or a paper on the lists, and nothing else."""
    low = low[: _whole(low)]
    return bool(low) and (agency_at(low, 0)[0] == len(low) or tuple(low) in phrases("papers"))


def _whole(low: Sequence[str]) -> int:
    """Return how many words of a source stand before what it sends: ``Reuter's Telegrams``."""
    end = len(low)
    while end > 1 and low[end - 1] in _SENDING and agency_at(low, 0)[0] != end:
        end -= 1
    return end


def _owns(low: Sequence[str]) -> bool:
    return of_a_paper(low[:-1] if low[-1] in _COMPANY and len(low) > 2 else low)


def of_a_paper(low: Sequence[str]) -> bool:
    """Return whether words are the name of a paper, on a list or not."""
    return tuple(low) in phrases("papers") or low[-1] in word_set("paper_words") or low[0] in word_set("paper_words")


def _printed(name: str) -> str:
    return name.title() if name.islower() or name.isupper() else name


def paper_line(words: Words) -> tuple[int, int] | None:
    """Return the words of a paper above a story that stand on one line with its day, or on a line above that.

    They are two to five words with capitals, as a range: ``Velm Courier, 3 March 2014``, ``The Times, 3 March 2014``,
    ``The Times (Velm)``.
    """
    for first in range(min(_TOP, len(words))):
        if first and "\n" not in words.gap[first]:
            continue
        end = first
        while end < len(words) and words.word[end][0].isupper() and (end == first or words.gap[end] == " "):
            end += 1
        city = range(end + 1, min(end + _LONGEST, len(words)) if words.gap[end] == " (" else end)
        day = told = next((i for i in city if ")" in words.gap[i]), end)
        while day < len(words) and (day == told or "\n" not in words.gap[day]) and of_stamp(words.low[day]):
            day += 1
        begin = first + (words.low[first] == "the")
        if not 2 <= end - first <= _LONGEST or begin == end or not of_a_paper(words.low[begin:end]):
            continue
        if _line_ends(words, day) and day_of(words.low[end:day]):
            return (first if end - begin == 1 else begin), end
    return None


def _credit_line(words: Words) -> Source:
    """Read a line of its own near the top that holds nothing but an agency or a paper, also behind the names of writers
    (``By Ana Ruiz, Reuters``, ``Ana Ruiz, Reuters``), before a bar (``PTI | Updated: June 4``), or below such a line.
    """
    written = False
    for i, line_end in _lines(words):
        end = i + _whole(words.low[i:line_end])
        by = words.low[i] == "by"
        named = by or words.low[i] in lexicon().first_names
        commas = [k for k in range(i + by + 2, end) if named and "," in words.gap[k]]
        for first in (i + (by or _is_label(words, i)), *commas[-1:]):
            if found := _employer(words, first, end, bare=by and first == i + 1):
                return found
        if written and 2 <= end - i <= _LONGEST and all(word[0].isupper() for word in words.word[i:end]):
            begin = i + (words.low[i] == "the")
            if words.low[end - 1] in word_set("paper_words") - _LABELS:
                return Source(publication=_printed(words.words_of(begin, end - 1)), confidence=0.85)
        written = by
    return Source()


def _is_label(words: Words, i: int) -> bool:
    """Return whether word ``i`` begins a line that tells the source: ``Source: Xinhua``."""
    return words.low[i] == "source" and ":" in words.gap[i + 1] and (i == 0 or "\n" in words.gap[i])


def _signed(words: Words, i: int) -> bool:
    """Return whether the sign of rights or a label stands in front of word ``i``: ``© 2014 AFP``, ``Source: AFP``."""
    sign = i if "©" in words.gap[i] else i - 1 if i and words.low[i - 1].isdigit() and "©" in words.gap[i - 1] else None
    if sign is None:
        return i > 0 and _is_label(words, i - 1)
    return _PICTURES.isdisjoint(words.low[max(0, sign - 2) : sign])


def _lines(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the first word of each line near the top that ends, and the first of the next line."""
    starts = [i for i in range(min(len(words), _FARTHEST)) if not i or "\n" in words.gap[i]]
    yield from pairwise(starts)


def _employer(words: Words, first: int, end: int, *, bare: bool) -> Source | None:
    """Return the source that words name to the end of their line or to a bar, None for none; ``bare`` tells that they
    stand right behind ``By``, where a writer may be called like an agency of one word.
    """
    size, name = agency_at(words.low, first)
    whole = first + size == end or "|" in words.gap[first + size]
    if size and whole and (size > 1 or not bare) and _named(words, first, size, name):
        return Source(agency=name, confidence=0.9)
    paper = phrases("papers").get(tuple(words.low[first:end]))
    return Source(publication=paper, confidence=0.9) if paper and end - first > 1 else None


def _named(words: Words, at: int, size: int, name: str) -> bool:
    """Return whether words name an agency: several, or one as the agency prints itself, since some are words and names
    as well.
    """
    printed = words.word[at]
    return size > 1 or printed.isupper() or printed == name or (printed,) == spellings("agencies")[words.low[at],]


def _line_ends(words: Words, i: int) -> bool:
    return "\n" in words.gap[i] if i < len(words) else False


def _ending(words: Words) -> Source:
    """Read a closing ``(Reuters)``, ``- Sapa`` or ``Copyright 2016 The Associated Press``, a story's last words."""
    papers = phrases("papers")
    n = len(words)
    for i in range(max(0, n - 14), n):
        size, name = agency_at(words.low, i)
        last = size and i + size == n
        dashed = last and _DASHED.fullmatch(words.gap[i]) and (words.word[i].isupper() or words.low[i] not in RISKY)
        lined = last and "\n" in words.gap[i] and _named(words, i, size, name)
        alone = last and (("(" in words.gap[i] and ")" in words.gap[n]) or dashed or lined)
        credited = any(w in _CREDIT for w in words.low[max(0, i - 4) : i]) or (last and _signed(words, i))
        if size and (alone or (credited and _named(words, i, size, name))):
            return Source(agency=name, confidence=0.9)
        if credited:
            for size in range(min(5, n - i), 0, -1):
                paper = papers.get(tuple(words.low[i : i + size]))
                if paper:
                    return Source(publication=paper, confidence=0.85)
    return Source()
