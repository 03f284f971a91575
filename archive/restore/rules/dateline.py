"""Finds the words of a dateline, in any state of capitals and marks: ``KABUL/PESHAWAR, Pakistan, July 14 (AP) -``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.rules.opening import (
    DAYS,
    LONGEST_AGENCY,
    LONGEST_PLACE,
    MONTHS,
    STARTERS,
    Opening,
    agency_at,
    date_at,
    is_place,
)
from archive.restore.words import Words
from index.values import replace

SEARCHED = 400
"""Words from the beginning of an article within which a dateline may stand."""

NEAR = 60
"""Words from the beginning within which a place alone, without day, agency or capitals, may be one."""

_SENTENCE = 5
"""Words of a sentence at least that stands on a line by itself."""

LONG = 25
"""Words of a line from which it is a story, not a heading."""

_NAMES = frozenset(["may", "mar", "jan"])
_LABELS = word_set("labels")
_SMALL = word_set("small")
_SAINT_GAPS = (frozenset([". ", "  ", ", "]), frozenset([". "]))
_PLACE_WORDS = frozenset(["united", "nations", "new", "west", "south", "north", "city", "port", "camp"])
_SAINTS = frozenset(["st", "ste", "ft", "mt", "pt"])
_EARLY = 25
"""Words of a headline at most, behind which a known place may stand between two breaks whose marks were lost."""

ARTICLES = frozenset(["the", "a", "an"])
"""What headlines leave out."""

_GO_ON = frozenset(["and", "or", "of", "which", "who", "where", "was", "were", "is", "are", "had"])
_ACRONYM = 5
"""Letters of a source on no list up to which it is one: ``(WRAL)``."""

_DASHES = "-–—―‒"
_BARS = ("—", "―")

Kind = Literal["join", "slash", "comma", "open", "dash", "wide", "colon", "line", "other"]


def kind_of(gap: str) -> Kind:
    """Return what a gap can be in a dateline."""
    if "\n" in gap:
        return "line"
    if "(" in gap:
        return "open"
    if ")" in gap or gap in _BARS:
        return "dash"
    if any(c in _DASHES for c in gap.strip(".")) and gap not in _DASHES:
        return "dash"
    if "/" in gap or gap.strip() in ("&", ";"):
        return "slash"
    if "," in gap:
        return "comma"
    if ":" in gap:
        return "colon"
    if gap in (" ", "'", "’", ".", ". ") or gap in _DASHES:
        return "join"
    return "wide" if not gap.strip() and len(gap) >= 2 else "other"


def find_opening(words: Words, *, cased: bool, marked: bool = True) -> Opening | None:
    """Return the dateline of an article, None where none is printed.

    Args:
        words: the beginning of a text.
        cased: whether its capitals can be trusted.
        marked: whether its marks are those of the file.
    """
    for start in _starts(words, cased=cased):
        found = _Scan(words, start, cased=cased, marked=marked).run()
        if found:
            return found
    return None


def without_marks(words: Words) -> Words:
    """Return the words with blank gaps: where the marks are only restored, the width that they left tells more.

    A line end beside marks was restored with them.
    """
    gap = [g if "\n" in g and not g.strip() else " " * len(g) for g in words.gap[:SEARCHED]]
    return replace(words, gap=[*gap, *words.gap[SEARCHED:]])


def _starts(words: Words, *, cased: bool) -> Iterator[int]:
    """Yield the words that a dateline could begin with."""
    for i in range(min(len(words), SEARCHED)):
        gap = words.gap[i]
        if (
            i == 0
            or "\n" in gap
            or gap.startswith((") ", ".) "))
            or (not cased and i < 80 and not gap.strip() and len(gap) >= 2)
        ):
            yield i


class _Scan:
    """Reads one dateline from a given word on."""

    def __init__(self, words: Words, start: int, *, cased: bool, marked: bool) -> None:
        self.words, self.start, self.at = words, start, start
        self.cased, self.marked = cased, marked
        self.places: list[tuple[int, int]] = []
        self.region: tuple[int, int] | None = None
        self.date: tuple[int, int] | None = None
        self.agency: tuple[int, int] | None = None
        self.canonical: str | None = None

    def _kind(self, i: int) -> Kind:
        if i >= len(self.words):
            return "line"
        gap = self.words.gap[i]
        if gap.startswith(("/ ", "/.")):
            return "dash"
        behind = self.words.gap[i + 1 : i + 1 + LONGEST_AGENCY]
        return "open" if gap.endswith(" /") and any(g[:1] == "/" != g for g in behind) else kind_of(gap)

    def run(self) -> Opening | None:
        size, name = agency_at(self.words.low, self.start)
        if size and self._bracketed(self.start + size):
            self.agency, self.canonical = (self.start, self.start + size - 1), name
            return self._result(self.start + size)
        if self._take_date():
            self._take_agency()
            return self._result(self.at) if self.canonical else None
        if not self._place():
            return None
        while (self._kind(self.at) == "slash" or self._and(self.start, self.at)) and len(self.places) < 6:
            self.at += self._and(self.start, self.at)
            if not self._place():
                return None
        for _ in range(6):
            if not (self._take_date() or self._take_region()):
                break
            if self._kind(self.at) == "slash" or self._lost_slash():
                self.region = None
                if not self._place():
                    return None
        self._take_agency()
        return self._judged()

    def _and(self, first: int, at: int) -> bool:
        """Return whether ``and`` at word ``at`` joins two known places in capitals: ``PARIS and LONDON``."""
        words = self.words
        if not self.cased or at >= len(words) or words.low[at] != "and" or not is_place(words.low[first:at]):
            return False
        end = next((k for k in range(at + LONGEST_PLACE, at + 1, -1) if is_place(words.low[at + 1 : k])), at)
        return end > at and all(map(str.isupper, (*words.word[first:at], *words.word[at + 1 : end])))

    def _lost_slash(self) -> bool:
        """Return whether a city follows a region where a stroke may have stood: ``Fla  Washington  Reuters``."""
        words, at = self.words, self.at
        if self.cased or self.region is None or self.date or at >= len(words) or len(words.gap[at]) > 2:
            return False
        if agency_at(words.low, at)[0]:
            return False
        if any(is_place(words.low[at : at + size]) for size in (1, 2, 3)):
            return True
        ends = next((i for i in range(at + 1, min(at + 4, len(words))) if words.gap[i] != " "), 0)
        return bool(ends) and any(tuple(words.low[ends : ends + size]) in phrases("regions") for size in (1, 2))

    def _result(self, end: int) -> Opening:
        return Opening(self.start, tuple(self.places), self.region, self.date, self.agency, self.canonical, end)

    def _bracketed(self, end: int) -> bool:
        """Return whether an agency that ends before word ``end`` stands at the start alone: ``(CNN) The``."""
        gap = self.words.gap
        if "(" in gap[self.start] or (not self.cased and self._closes(end)):
            return self._closes(end)
        if self.cased or self.start or gap[0] != " " or end >= len(self.words):
            return False
        return gap[end] == "  " or (gap[end] == " " and self.words.low[end] in STARTERS)

    def _closes(self, at: int) -> bool:
        gap = self.words.gap[at] if at < len(self.words) else ""
        return ")" in gap or self._kind(at) in ("dash", "line", "colon") or len(gap) >= 3

    # -- pieces

    def _place(self) -> bool:
        words, first = self.words, self.at
        i = first
        while i < len(words) and i - first < LONGEST_PLACE and self._placeable(i, first):
            i += 1
            kind = self._kind(i)
            if (
                i < len(words)
                and words.low[i - 1] in _SAINTS
                and words.gap[i] in _SAINT_GAPS[self.cased]
                and i - first == 1
            ):
                continue
            if not self.cased and agency_at(words.low, i)[0] and self._closes(i + agency_at(words.low, i)[0]):
                break
            if self._and(first, i):
                break
            if kind != "join" or (
                words.gap[i] in (".", ". ") and words.low[i - 1] not in _SAINTS and len(words.low[i - 1]) > 1
            ):
                break
            if self.cased and words.gap[i] == " " and i < len(words) and words.word[i][0].isdigit():
                break
            if not self.cased and (words.low[i] in MONTHS or words.low[i].isdigit()):
                break
        if i == first:
            return False
        self.places.append((first, i - 1))
        self.at = i
        return True

    def _placeable(self, i: int, first: int) -> bool:
        low, word = self.words.low[i], self.words.word[i]
        if not word.isalpha() or (low in _LABELS and i == first) or low in DAYS or low in MONTHS - _NAMES:
            return False
        if self.cased:
            return word[0].isupper() or (i > first and low in _SMALL)
        if word.isupper() and len(word) > 1 and i == first:
            return True
        if low not in lexicon().common or low in lexicon().places or (i > first and low in _SMALL):
            return True
        return low in _PLACE_WORDS or any(is_place(self.words.low[first : first + n]) for n in (2, 3))

    def _take_date(self) -> bool:
        labelled = self.places and self._kind(self.at) == "colon" and not self._known()
        end = self.at if self.date or labelled else date_at(self.words.low, self.at)
        if end == self.at:
            return False
        self.date, self.at = (self.at, end - 1), end
        return True

    def _take_region(self) -> bool:
        """Take ``, Pakistan`` or ``, N.J.``: a known region or country, or what else stands between commas."""
        words, at = self.words, self.at
        if self._kind(at) not in ("comma", "wide") or self.region or self.date:
            return False
        for table in ("regions", "countries"):
            for size in range(min(4, len(words) - at), 0, -1):
                if tuple(words.low[at : at + size]) in phrases(table):
                    self.region = (at, at + size - 1)
                    self.at = at + size
                    return True
        i = at
        while (
            self.cased and i < len(words) and i - at < 4 and words.word[i][0].isupper() and words.low[i] not in MONTHS
        ):
            i += 1
            initials = words.gap[i] == ". " and i < len(words) and len(words.word[i - 1]) == len(words.word[i]) == 1
            if words.gap[i] not in (" ", ".") and not initials:
                break
        closed = i > at and self._kind(i) in ("open", "dash", "comma") and agency_at(words.low, at)[0] == 0
        if closed and not self._of_a_headline(i):
            self.region = (at, i - 1)
            self.at = i
            return True
        return not self.cased and self._lost_region()

    def _lost_region(self) -> bool:
        """Take up to three words that stand between the place and an agency or a day, in copy without capitals."""
        words, at = self.words, self.at
        for end in range(at + 1, min(at + 4, len(words))):
            if not self._placeable(end - 1, at):
                return False
            size = agency_at(words.low, end)[0]
            day = words.low[end] in MONTHS and end + 1 < len(words) and words.low[end + 1].isdigit()
            if self._kind(end) in ("wide", "comma", "open") and (day or (size and self._closes(end + size))):
                if self._of_a_headline(end):
                    return False
                self.region, self.at = (at, end - 1), end
                return True
            if words.gap[end] != " ":
                return False
        return False

    def _of_a_headline(self, end: int) -> bool:
        """Return whether a city stands where a region is sought, and before it words on no list: where marks were lost,
        those end a headline, and the city opens the dateline.
        """
        return not self.marked and is_place(self.words.low[self.at : end]) and not self._known()

    def _take_agency(self) -> None:
        words, at = self.words, self.at
        if at >= len(words):
            return
        size, name = agency_at(words.low, at)
        if self._kind(at) not in ("open", "wide", "dash", "comma", "line") and not self._dashed(at + size):
            return
        closes = size and (self._closes(at + size) or self._parted(at, at + size))
        if closes and (self._kind(at) != "line" or "(" in words.gap[at]):
            self.agency, self.canonical = (at, at + size - 1), name
            self.at = at + size
        elif (self.date or self._loud()) and self._printed_source(at):
            return
        elif not self.date and self._kind(at) == "open":
            before = self.at
            if self._take_date() and ")" not in words.gap[self.at] and self.at < len(words):
                self.at, self.date = before, None

    def _dashed(self, end: int) -> bool:
        """Return whether a dash follows an agency without its brackets and a known place: ``lorn reuters - the``."""
        gap = self.words.gap[end] if end < len(self.words) else ""
        return end > self.at and gap[:1] == gap[-1:] == " " and self._kind(end) == "dash" and self._known()

    def _parted(self, at: int, end: int) -> bool:
        """Return whether an agency stands between the traces of two brackets, behind a day or a known place."""
        words = self.words
        wide = self._kind(at) == "wide" and end < len(words) and words.gap[end] == "  "
        return not self.cased and wide and (self.date is not None or (self._known() and words.low[end] in STARTERS))

    # -- evidence

    def _printed_source(self, at: int) -> bool:
        """Take a source that is on no list: ``(Calder Press) -`` behind the day."""
        words = self.words
        for end in range(at + 1, min(at + 5, len(words))):
            gap = words.gap[end]
            if gap == " ":
                continue
            closes = ")" in gap and any(c in _DASHES for c in gap) if "(" in words.gap[at] else len(gap) >= 4
            if not closes or (self.cased and not words.word[at][0].isupper()) or words.low[at] in MONTHS:
                return False
            low = tuple(words.low[at:end])
            if low in phrases("regions") or low in phrases("countries"):
                return False
            self.at = end
            if low[0] in word_set("not_sources"):
                return True
            self.agency = (at, end - 1)
            spelled = (
                low[0].upper() if low[1:] == () and len(low[0]) <= _ACRONYM else " ".join(map(str.capitalize, low))
            )
            self.canonical = words.words_of(at, end - 1) if self.cased else spelled
            return True
        return False

    def _loud(self) -> bool:
        """Return whether the place is printed in capitals, in copy whose capitals can be trusted."""
        a, b = self.places[0]
        place = self.words.word[a : b + 1]
        return self.cased and all(w.isupper() or w.lower() in _SMALL for w in place) and sum(map(len, place)) > 2

    def _known(self) -> bool:
        """Return whether the first place is on a list, or two are that a lost stroke joined."""
        a, b = self.places[0]
        low = tuple(self.words.low[a : b + 1])
        cuts = range(len(low)) if not self.cased else (0,)
        return any(is_place(low[cut:]) and (not cut or is_place(low[:cut])) for cut in cuts)

    def _judged(self) -> Opening | None:
        """Return the dateline where enough speaks for it: an agency, a day, a known place, capitals before a dash."""
        words, end = self.words, self.at
        if end >= len(words):
            return None
        kind, known, loud = self._kind(end), self._known(), self._loud()
        a, b = self.places[0]
        if agency_at(words.low, a)[0] and not known:
            return None
        if self.canonical:
            return self._result(end) if b - a < 4 or known else None
        if not self._story_follows(end) and not (self.date and (kind == "line" or known or loud)):
            return None
        if self.start > NEAR and not loud and not self.date:
            return None
        far = kind == "wide" and (len(words.gap[end]) >= 3 or self._between_breaks(end))
        if self.date:
            placed = self.cased or self.start == 0 or known or self._in_known_region()
            if kind == "line" and not (known or self.region or lexicon().common.isdisjoint(words.low[a : b + 1])):
                return None
            return self._result(end) if placed and (kind in ("dash", "line", "colon") or far) else None
        if self._within_story():
            return None
        if kind == "dash" or far or (kind == "colon" and self.cased):
            spelled = known or self._in_known_region() or (far and self._behind_day()) or self._opens_story(end)
            if spelled and (loud or not self.cased or kind != "wide"):
                return self._result(end)
            return self._result(end) if loud and kind == "dash" and self._long_line(end) else None
        return self._with_remark(end) if kind == "open" and loud and words.gap[end].startswith(" (") else None

    def _within_story(self) -> bool:
        """Return whether, marks lost, what stands above reads like sentences: a break there is a comma or a stop."""
        above = self.words.low[: self.start]
        return not self.marked and (len(above) > _EARLY or not ARTICLES.isdisjoint(above))

    def _between_breaks(self, end: int) -> bool:
        """Return whether, in copy of one case, a known place and breaks stand before words that begin a story."""
        words = self.words
        broken = self.start == 0 or len(words.gap[self.start]) >= 2
        if self.cased or not broken or words.low[end] not in STARTERS:
            return False
        a, b = self.places[0]
        known = tuple(words.low[a : b + 1]) in phrases("cities") or self._in_known_region()
        return known or (self.date is not None and self._known())

    def _in_known_region(self) -> bool:
        if self.region is None:
            return False
        low = tuple(self.words.low[self.region[0] : self.region[1] + 1])
        return low in phrases("regions") or low in phrases("countries")

    def _behind_day(self) -> bool:
        """Return whether a day with its year stands right in front of the place, and a break after it."""
        words, first = self.words, self.start
        year = first and len(words.low[first - 1]) == 4 and words.low[first - 1].isdigit()
        iso = first > 2 and all(words.low[k].isdigit() for k in range(first - 3, first))
        return bool(year or iso) and not words.gap[self.at].strip() and self.at - first <= 3

    def _opens_story(self, end: int) -> bool:
        """Return whether, in copy of one case, up to three words and one dash open a long line: ``LORN - ROVERS``."""
        words, gap = self.words, self.words.gap
        if self.cased or not self.marked or end - self.start > 3 or gap[end].strip() not in ("-", "--", "—", "–"):
            return False
        if self.start and "\n" not in gap[self.start]:
            return False
        stop = min(end + LONG, len(words))
        aside = any(self._kind(i) == "dash" for i in range(end + 1, stop))
        return not aside and not any("\n" in gap[i] for i in range(self.start + 1, stop))

    def _with_remark(self, end: int) -> Opening | None:
        """Return the dateline where a remark in brackets stands between the place and the dash."""
        if not self._long_line(end):
            return None
        close = next((i for i in range(end + 1, min(end + 7, len(self.words))) if ")" in self.words.gap[i]), 0)
        if close and self._kind(close) == "dash" and any(c in _DASHES for c in self.words.gap[close]):
            return self._result(close)
        return None

    def _story_follows(self, end: int) -> bool:
        """Return whether what follows reads like a story, not like the rest of a heading in capitals."""
        words = self.words
        following = [w for w in words.word[end : end + 8] if w.isalpha()]
        if following and following[0].lower() in _GO_ON:
            return False
        if not self.cased:
            return len(following) >= 4
        return (
            len(following) >= 3
            and not all(w.isupper() for w in following)
            and (following[0][0].isupper() or words.gap[end].endswith(('"', "“")))
        )

    def _long_line(self, end: int) -> bool:
        """Return whether a line goes on for long, or is a sentence."""
        words = self.words
        stop = next((i for i in range(end, min(end + 10, len(words))) if "\n" in words.gap[i]), None)
        return stop is None or (stop - end >= _SENTENCE and words.gap[stop].startswith("."))
