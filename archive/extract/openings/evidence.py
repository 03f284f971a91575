"""Weighs what speaks for a dateline: an agency, a day, a known place, capitals before a dash, a story behind it."""

from __future__ import annotations

from archive.extract.openings.parts import DASHES, STARTERS, WAYS, Opening, agency_at, is_place, is_region, kind_at
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.words import Words
from index.values import dataclass, replace

NEAR = 60
"""Words from the beginning within which a place alone, without day, agency or capitals, may be one."""

ARTICLES = word_set("articles")
"""What headlines leave out."""

_SENTENCE = 5
"""Words of a sentence at least that stands on a line by itself."""

_LONG = 25
"""Words of a line from which it is a story, not a heading."""

_EARLY = 25
"""Words of a headline at most, behind which a known place may stand between two breaks whose marks were lost."""

_SHORTEST = 3
"""Letters of a word in capitals up to which it may be an acronym."""

_LINES, _LINE = 3, 14
"""Lines between a headline and a dateline that name who wrote and when, and words of one, at most."""

_COLON, _DASH = 2, 3
"""Spaces that ``: `` and `` - `` leave."""

BAR = " | "
"""What some papers print for the dash."""

_WHERE = frozenset(["in", "at", "near", "outside"])
"""Words before a name that make it one of a place."""

_SMALL = word_set("small")
_GO_ON = frozenset(["and", "or", "of", "which", "who", "where", "was", "were", "is", "are", "had"])


def judged(words: Words, found: Opening, *, cased: bool, marked: bool) -> Opening | None:
    """Return a dateline where enough speaks for it, with the remark in brackets behind it; None else.

    Args:
        words: the beginning of a text.
        found: words that are spelled as a dateline is, with a place.
        cased: whether the capitals can be trusted.
        marked: whether the marks are those of the file.
    """
    return _Evidence(words, found, cased, marked).judged() if found.end < len(words) else None


def is_loud(words: Words, place: tuple[int, int], *, cased: bool) -> bool:
    """Return whether a place is printed in capitals, in copy whose capitals can be trusted."""
    printed = words.word[place[0] : place[1] + 1]
    return cased and all(w.isupper() or w.lower() in _SMALL for w in printed) and sum(map(len, printed)) > 2


def is_known(words: Words, place: tuple[int, int], *, cased: bool) -> bool:
    """Return whether a place is on a list, or two are that a lost stroke joined."""
    low = words.low[place[0] : place[1] + 1]
    cuts = range(len(low)) if not cased else (0,)
    return any(is_place(low[cut:]) and (not cut or is_place(low[:cut])) for cut in cuts)


def below_writer(words: Words, first: int) -> bool:
    """Return whether the line above word ``first`` names a writer, or their post or paper on a line below that."""
    end = first
    for _ in range(_LINES):
        begin = next((i for i in range(end - 1, max(-1, end - _LINE), -1) if not i or "\n" in words.gap[i]), None)
        if begin is None:
            return False
        if words.low[begin] == "by":
            return True
        end = begin
    return False


def placed_elsewhere(words: Words, first: int, end: int) -> bool:
    """Return whether the story tells of the same words as of a place: ``in Astrel``."""
    low = list(words.low[first:end])
    return any(words.low[i - 1] in _WHERE and words.low[i : i + len(low)] == low for i in range(end, len(words)))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Words that are spelled as a dateline is, before a story or what reads like one."""

    words: Words
    found: Opening
    cased: bool
    marked: bool

    def judged(self) -> Opening | None:
        """Return the dateline, None where too little speaks for it."""
        words, found, end = self.words, self.found, self.found.end
        a, b = found.places[0]
        kind = kind_at(words, end)
        known, loud = is_known(words, (a, b), cased=self.cased), is_loud(words, (a, b), cased=self.cased)
        posted = words.low[b] in word_set("posts") | word_set("paper_words") or words.low[a] == "the"
        if not known and (posted or agency_at(words.low, a)[0] or (not self.marked and self._names_somebody())):
            return None
        if found.canonical and not known and self._ends_a_headline():
            return None
        if found.canonical:
            return found if b - a < 4 or known or words.low[a] in WAYS else None
        if not self._story_follows() and not (found.date and (kind == "line" or known or loud)):
            return None
        if found.first > NEAR and not loud and not found.date:
            return None
        far = kind == "wide" and (len(words.gap[end]) >= 3 or self._between_breaks())
        if found.date:
            placed = self.cased or found.first == 0 or known or self._in_known_region()
            if kind == "line" and not (known or found.region or lexicon().common.isdisjoint(words.low[a : b + 1])):
                return None
            stopped = loud and words.gap[end] == ". "
            stopped = stopped or (loud and found.region is not None and words.gap[end].strip() in DASHES)
            return found if placed and (kind in ("dash", "line", "colon") or far or stopped) else None
        if self._within_story():
            return None
        if words.gap[end] == BAR and (loud or (known and not found.first and self._whole_line())):
            kind = "dash"
        if kind in ("colon", "line", "comma") and loud and self._alone(known=known):
            return found
        if kind == "dash" or far or (kind == "colon" and self.cased):
            spelled = known or self._in_known_region() or (far and self._behind_day()) or self._opens_story()
            wide = kind == "dash" and words.start[end] - words.end[end - 1] >= _DASH
            spelled = spelled or (not self.marked and wide and below_writer(words, found.first) and self._stands_out())
            if spelled and (loud or not self.cased or kind != "wide"):
                return found
            return found if loud and kind == "dash" and self._long_line() else None
        return self._with_remark() if kind == "open" and loud and words.gap[end].startswith(" (") else None

    def _alone(self, *, known: bool) -> bool:
        """Return whether a place in capitals opens a line below others, and a colon or what may be left of one ends it:
        one that is known, that the story tells of as a place, or right below a writer.
        """
        words, first, end = self.words, self.found.first, self.found.end
        colon = ":" in words.gap[end] or (not self.marked and words.start[end] - words.end[end - 1] == _COLON)
        if not colon or not first or "\n" not in words.gap[first] or self._short():
            return False
        named = lexicon().common.issuperset(words.low[first:end]) or lexicon().titles.intersection(words.low[first:end])
        placed = known or (not named and (below_writer(words, first) or placed_elsewhere(words, first, end)))
        return placed and not word_set("paper_words").intersection(words.low[first:end])

    def _within_story(self) -> bool:
        """Return whether, marks lost, what stands above reads like sentences: a break there is a comma or a stop.

        A place in capitals on a line of its own, as datelines have it, or right below a writer is in no sentence.
        """
        if self.marked or self._stands_out():
            return False
        above = self.words.low[: self.found.first]
        return len(above) > _EARLY or not ARTICLES.isdisjoint(above)

    def _stands_out(self) -> bool:
        words, first = self.words, self.found.first
        if "\n" not in words.gap[first] and first:
            return False
        a, b = self.found.places[0]
        if below_writer(words, first) and is_known(words, (a, b), cased=True):
            return True
        shouted = any(len(word) > _SHORTEST and word.isupper() for word in words.word[a : b + 1])
        return shouted and not lexicon().common.issuperset(words.low[a : b + 1])

    def _ends_a_headline(self) -> bool:
        """Return whether, in copy of one case, words on no list before a known city or an agency are of a headline."""
        words, found = self.words, self.found
        if self.cased or found.date:
            return False
        a, b = found.places[0]
        plain = b > a + 1 or (b > a and not lexicon().common.isdisjoint(words.low[a : b + 1]))
        if found.region:
            low = words.low[found.region[0] : found.region[1] + 1]
            city = any(tuple(low[:size]) in phrases("cities") for size in range(1, len(low)))
            return (city or plain) and not is_region(low)
        if b == a or words.low[a] in WAYS:
            return False
        if any(is_known(words, place, cased=False) for place in found.places[1:]):
            return True
        ends_in_city = (words.low[b],) in phrases("cities")
        return (plain or ends_in_city) and found.first > 0 and not placed_elsewhere(words, a, b + 1)

    def _names_somebody(self) -> bool:
        """Return whether the place is spelled as people are, and no region or no agency with its day follows."""
        (a, b), found = self.found.places[0], self.found
        placed = (found.canonical and found.date) or (found.region and b == a + 1)
        return b > a and self.words.low[a] in lexicon().first_names and not placed

    def _between_breaks(self) -> bool:
        """Return whether, in copy of one case, a known place and breaks stand before words that begin a story."""
        words, found = self.words, self.found
        broken = found.first == 0 or len(words.gap[found.first]) >= 2
        if self.cased or not broken or words.low[found.end] not in STARTERS:
            return False
        a, b = found.places[0]
        known = tuple(words.low[a : b + 1]) in phrases("cities") or self._in_known_region()
        return known or (found.date is not None and is_known(words, (a, b), cased=self.cased))

    def _in_known_region(self) -> bool:
        if self.found.region is None:
            return False
        first, last = self.found.region
        return is_region(self.words.low[first : last + 1])

    def _behind_day(self) -> bool:
        """Return whether a day with its year stands right in front of the place, and a break after it."""
        words, first, end = self.words, self.found.first, self.found.end
        year = first and len(words.low[first - 1]) == 4 and words.low[first - 1].isdigit()
        iso = first > 2 and all(words.low[k].isdigit() for k in range(first - 3, first))
        return bool(year or iso) and not words.gap[end].strip() and end - first <= 3

    def _opens_story(self) -> bool:
        """Return whether, in copy of one case, up to three words and one dash open a long line: ``LORN - ROVERS``."""
        words, gap, first, end = self.words, self.words.gap, self.found.first, self.found.end
        if self.cased or not self.marked or end - first > 3 or gap[end].strip() not in ("-", "--", "—", "–"):
            return False
        if first and "\n" not in gap[first]:
            return False
        stop = min(end + _LONG, len(words))
        aside = any(kind_at(words, i) == "dash" for i in range(end + 1, stop))
        return not aside and not any("\n" in gap[i] for i in range(first + 1, stop))

    def _with_remark(self) -> Opening | None:
        """Return the dateline where a remark in brackets stands between the place and the dash."""
        words, end = self.words, self.found.end
        if not self._long_line():
            return None
        close = next((i for i in range(end + 1, min(end + 7, len(words))) if ")" in words.gap[i]), 0)
        if close and kind_at(words, close) == "dash" and any(c in DASHES for c in words.gap[close]):
            return replace(self.found, end=close)
        return None

    def _story_follows(self) -> bool:
        """Return whether what follows reads like a story, not like the rest of a heading in capitals."""
        words, end = self.words, self.found.end
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

    def _whole_line(self) -> bool:
        """Return whether a line goes on for long without another bar, as no row of sections does."""
        behind = self.words.gap[self.found.end + 1 : self.found.end + _LONG]
        return not any("\n" in gap or BAR in gap for gap in behind)

    def _short(self) -> bool:
        """Return whether a line ends within a few words of the story."""
        behind = range(self.found.end + 1, min(self.found.end + 10, len(self.words)))
        return any("\n" in self.words.gap[i] for i in behind)

    def _long_line(self) -> bool:
        """Return whether a line goes on for long, or is a sentence."""
        words, end = self.words, self.found.end
        stop = next((i for i in range(end, min(end + 10, len(words))) if "\n" in words.gap[i]), None)
        return stop is None or (stop - end >= _SENTENCE and words.gap[stop].startswith("."))
