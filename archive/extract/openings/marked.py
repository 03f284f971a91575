"""Finds the words of a dateline, in any state of capitals and marks: ``KABUL/PESHAWAR, Pakistan, July 14 (AP) -``."""

from __future__ import annotations

from collections.abc import Iterator

from archive.extract.openings.evidence import BAR, is_known, is_loud, judged
from archive.extract.openings.parts import (
    DASHES,
    DAYS,
    LONGEST_PLACE,
    LONGEST_WAY,
    MONTHS,
    STARTERS,
    WAYS,
    Opening,
    agency_at,
    date_at,
    initials_at,
    is_place,
    is_region,
    kind_at,
)
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words
from index.values import replace

_SEARCHED = 400
"""Words from the beginning of an article within which a dateline may stand."""

_NAMES = frozenset(["may", "mar", "jan"])
_LABELS = word_set("labels")
_SMALL = word_set("small")
_SAINT_GAPS = (frozenset([". ", "  ", ", "]), frozenset([". "]))
_PARTS_OF_LANDS = frozenset(["province", "state", "region", "county", "district", "governorate"])
_PLACE_WORDS = frozenset(["united", "nations", "new", "west", "south", "north", "city", "port", "camp"])
_SAINTS = word_set("saints")
_HEADLINE, _SHORTEST = 30, 3
"""Words of a headline at most that runs into a dateline, and letters of the place behind it at least."""

_RUNS_ON = frozenset(["", "'", "’", '"', "”", ".", "?"])
"""Marks that may stand between the two."""

_SOURCE, _REMARK = 4, 3
"""Characters at least that are left of what closes a source on no list, ``) - ``, and a remark, ``).-``."""

_ACRONYM = 5
"""Letters of a source on no list up to which it is one: ``(WRAL)``."""


def find_opening(words: Words, *, cased: bool, marked: bool = True, since: int = 0) -> Opening | None:
    """Return the dateline of an article, None where none is printed.

    Args:
        words: the beginning of a text.
        cased: whether its capitals can be trusted.
        marked: whether its marks are those of the file.
        since: the first word that it may begin with.
    """
    for start in _starts(words, cased=cased):
        if start < since:
            continue
        found = _Scan(words, start, cased=cased, marked=marked).run()
        if found:
            return found
    return _run_in(words, since, cased=cased) if marked else None


def _run_in(words: Words, since: int, *, cased: bool) -> Opening | None:
    """Return the dateline, with agency or day, into which a headline runs that lost its line: ``Storm shuts port LONDON
    (AP) - A storm``. It is a known place, in capitals where they were kept, or the last word in capitals before a
    region.
    """
    last = None
    for i in range(max(1, since), min(len(words), _HEADLINE)):
        word, gap = words.word[i], words.gap[i]
        listed = is_place(words.low[i : i + 2])
        if not (word.isupper() if cased else word[0].isupper()) or (len(word) < _SHORTEST and not listed):
            continue
        if gap[-1:] != " " or gap[:-1] not in _RUNS_ON:
            continue
        found = _Scan(words, i, cased=cased, marked=True).run()
        dashed = found and found.end < len(words) and any(c in DASHES for c in words.gap[found.end])
        if found and dashed and found.places and (found.canonical or found.date):
            a, b = found.places[0]
            if is_known(words, (a, b), cased=True):
                return None if is_place(words.low[i - 1 : b + 1]) else found
            last = found if cased and found.region else last
    return last


def without_marks(words: Words) -> Words:
    """Return the words with blank gaps: where the marks are only restored, the width that they left tells more.

    A line end beside marks was restored with them.
    """
    gap = [g if "\n" in g and not g.strip() else " " * len(g) for g in words.gap[:_SEARCHED]]
    return replace(words, gap=[*gap, *words.gap[_SEARCHED:]])


def _starts(words: Words, *, cased: bool) -> Iterator[int]:
    """Yield the words that a dateline could begin with."""
    for i in range(min(len(words), _SEARCHED)):
        gap = words.gap[i]
        if i and gap == " ":
            continue
        if (
            i == 0
            or "\n" in gap
            or gap.startswith((") ", ".) "))
            or (words.low[i - 1] == "dateline" and (i == 1 or "\n" in words.gap[i - 1]))
            or (words.low[i - 1] == "correspondent" and "," in gap and words.low[0] in ("from", "by"))
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

    def run(self) -> Opening | None:
        size, name = agency_at(self.words.low, self.start)
        credits = self.start + size < len(self.words) and self.words.low[self.start + size] == "by"
        if size and not credits and self._bracketed(self.start + size):
            self.agency, self.canonical = (self.start, self.start + size - 1), name
            return self._placed_behind(self.start + size) or self._result(self.start + size)
        if self._take_date():
            self._take_agency()
            return self._result(self.at) if self.canonical else None
        if not self._place():
            return None
        while (kind_at(self.words, self.at) == "slash" or self._and(self.start, self.at)) and len(self.places) < 6:
            self.at += self._and(self.start, self.at)
            if not self._place():
                return None
        for _ in range(6):
            if not (self._take_date() or self._take_region()):
                break
            if kind_at(self.words, self.at) == "slash" or self._lost_slash():
                self.region = None
                if not self._place():
                    return None
        self._take_agency()
        return judged(self.words, self._result(self.at), cased=self.cased, marked=self.marked)

    def _placed_behind(self, end: int) -> Opening | None:
        """Return the dateline whose city stands behind its agency or below it: ``(ANSA) - Rome, November 6 -``."""
        kind = kind_at(self.words, end) if self.marked else "other"
        found = _Scan(self.words, end, cased=self.cased, marked=True).run() if kind in ("dash", "line") else None
        if found is None or not found.places or not (found.date or kind == "line") or found.canonical:
            return None
        return replace(found, first=self.start, agency=self.agency, canonical=self.canonical)

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
        return ")" in gap or gap == BAR or kind_at(self.words, at) in ("dash", "line", "colon") or len(gap) >= 3

    def _known(self) -> bool:
        return is_known(self.words, self.places[0], cased=self.cased)

    # -- pieces

    def _place(self) -> bool:
        words, first = self.words, self.at
        i = first
        longest = LONGEST_WAY if self.cased and first < len(words) and words.low[first] in WAYS else LONGEST_PLACE
        while i < len(words) and i - first < longest and self._placeable(i, first):
            i += 1
            kind = kind_at(self.words, i)
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
        """Take a day; not one behind a label and its colon, nor one below the line of a writer."""
        if self.date:
            return False
        end = date_at(self.words.low, self.at)
        if end == self.at and not self._weekday(self.at):
            return False
        kind = kind_at(self.words, self.at)
        if self.places and not self._known() and (kind == "colon" or (kind == "line" and self._named())):
            return False
        end = max(end, self.at + 1)
        self.date, self.at = (self.at, end - 1), end
        return True

    def _named(self) -> bool:
        """Return whether the place is spelled as people are: a given name, and more behind it."""
        first, last = self.places[0]
        return last > first and self.words.low[first] in lexicon().first_names

    def _weekday(self, at: int) -> bool:
        """Return whether a weekday alone stands where a day does, as papers of old have it: ``CAIRO, Monday. -``."""
        words, end = self.words, at + 1
        if not self.places or end >= len(words) or words.low[at] not in DAYS:
            return False
        wired = kind_at(words, end) in ("open", "wide") and agency_at(words.low, end)[0] > 0
        closed = wired or self._closes(end) or (self.cased and words.gap[end].startswith("."))
        return closed and kind_at(words, at) in ("comma", "wide", "open")

    def _take_region(self) -> bool:
        """Take ``, Pakistan`` or ``, N.J.``: a known region or country, or what else stands between commas."""
        words, at = self.words, self.at
        if kind_at(words, at) not in ("comma", "wide") or self.date or (self.region and not self.marked):
            return False
        for table in ("regions", "countries"):
            for size in range(min(4, len(words) - at), 0, -1):
                if tuple(words.low[at : at + size]) in phrases(table):
                    if tuple(words.low[at : at + size]) in phrases("cities") and self._of_a_headline(at + size):
                        return False
                    self.region = (at, at + size - 1)
                    self.at = at + size
                    return True
        if self.region:
            return False
        i = at
        while (
            self.cased and i < len(words) and i - at < 4 and words.word[i][0].isupper() and words.low[i] not in MONTHS
        ):
            i += 1
            initials = words.gap[i] == ". " and i < len(words) and len(words.word[i - 1]) == len(words.word[i]) == 1
            if words.gap[i] not in (" ", ".") and not initials:
                break
        i += at < i < len(words) and words.low[i] in _PARTS_OF_LANDS and words.gap[i] == " "
        closed = i > at and kind_at(words, i) in ("open", "dash", "comma") and agency_at(words.low, at)[0] == 0
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
            if kind_at(words, end) in ("wide", "comma", "open") and (day or (size and self._closes(end + size))):
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
        if self.date and not size:
            size, name = initials_at(words.low, at)
        kinds = ("open", "wide", "dash", "comma", "line")
        if kind_at(words, at) not in kinds and words.gap[at] != BAR and not self._dashed(at + size):
            return
        closes = size and (self._closes(at + size) or self._parted(at, at + size)) and not self._employs(at, at + size)
        if closes and (kind_at(words, at) != "line" or "(" in words.gap[at]):
            self.agency, self.canonical = (at, at + size - 1), name
            self.at = at + size
        elif (
            self.places and (self.date or is_loud(words, self.places[0], cased=self.cased)) and self._printed_source(at)
        ):
            return
        elif not self.date and kind_at(words, at) == "open":
            before = self.at
            if self._take_date() and ")" not in words.gap[self.at] and self.at < len(words):
                self.at, self.date = before, None

    def _employs(self, at: int, end: int) -> bool:
        """Return whether an agency stands behind a writer on a line of their own: ``ADA QUILL, Associated Press``."""
        lined = kind_at(self.words, at) == "comma" and kind_at(self.words, end) == "line"
        return lined and not (self.date or self.region or self._known())

    def _dashed(self, end: int) -> bool:
        """Return whether a dash follows an agency without its brackets and a known place: ``lorn reuters - the``."""
        gap = self.words.gap[end] if end < len(self.words) else ""
        return end > self.at and gap[:1] == gap[-1:] == " " and kind_at(self.words, end) == "dash" and self._known()

    def _parted(self, at: int, end: int) -> bool:
        """Return whether an agency stands between the traces of two brackets, behind a day or a known place."""
        words = self.words
        if self.cased or kind_at(words, at) != "wide" or end >= len(words):
            return False
        begins = bool(self.places) and self._known() and words.low[end] in STARTERS
        return words.gap[end] in (" ", "  ") if begins else words.gap[end] == "  " and self.date is not None

    def _printed_source(self, at: int) -> bool:
        """Take a source that is on no list: ``(Calder Press) -`` behind the day."""
        words = self.words
        least = _REMARK if words.low[at] in word_set("not_sources") else _SOURCE
        for end in range(at + 1, min(at + 5, len(words))):
            gap = words.gap[end]
            if gap == " ":
                continue
            opened, ends = "(" in words.gap[at], self.marked and "\n" in gap  # a line of a headline, to its end
            closes = ")" in gap and any(c in DASHES for c in gap) if opened else len(gap) >= least and not ends
            written = self.marked or words.start[end] - words.end[end - 1] > 1
            if (
                not (closes and written)
                or (self.cased and not words.word[at][0].isupper())
                or words.low[at] in MONTHS | DAYS
            ):
                return False
            low = tuple(words.low[at:end])
            if is_region(low):
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
