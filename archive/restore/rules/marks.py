"""Restores marks by rules, from the words and the width of the gaps that the marks have left."""

from __future__ import annotations

from collections.abc import Sequence

from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.rules.fitting import Marks
from archive.restore.rules.opening import agency_at
from archive.restore.words import Words

_NEGATED = word_set("negated")
_CONTRACTED = {
    "s": None,
    "t": _NEGATED,
    "re": frozenset(["we", "they", "you", "what", "who", "there", "how", "where"]),
    "ve": frozenset(["i", "we", "they", "you", "would", "could", "should", "might", "who", "must"]),
    "ll": frozenset(["i", "we", "they", "you", "he", "she", "it", "that", "there", "who", "this", "what"]),
    "d": frozenset(["i", "we", "they", "you", "he", "she", "it", "who", "there", "that"]),
    "m": frozenset(["i"]),
}
_ABBREVIATED = word_set("abbreviated")
_ACRONYMS = {("u", "s"), ("u", "n"), ("u", "k"), ("d", "c"), ("p", "m"), ("a", "m"), ("n", "y"), ("e", "u"), ("n", "j")}
_OPENERS = word_set("openers")
_LONGEST_QUOTE = 220


class _Gaps:
    """The marks found so far, one entry a gap; later finds join earlier ones."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.marks: dict[int, Marks] = {}

    def put(self, gap: int, left: str = "", right: str = "", *, joined: bool = False) -> None:
        old = self.marks.get(gap, Marks())
        self.marks[gap] = Marks(old.left + left, old.right + right, old.joined or joined)


def restore_marks(words: Words) -> dict[int, Marks]:
    """Return the marks of every gap of copy that has none left, by the number of the gap."""
    gaps = _Gaps(words)
    _joined_marks(gaps)
    dateline_end = _dateline(gaps)
    _quotes(gaps, dateline_end)
    _stops(gaps, dateline_end)
    return gaps.marks


def _joined_marks(gaps: _Gaps) -> None:
    """Put apostrophes, points and hyphens between words that stand one place apart."""
    low, gap = gaps.words.low, gaps.words.gap
    particles = {"al", "el"}
    for i in range(1, len(low)):
        before, word = low[i - 1], low[i]
        if len(gap[i]) != 1:
            continue
        if (before, word) in _ACRONYMS:
            gaps.put(i, ".", joined=True)
            if len(gap[i + 1]) >= 2:
                gaps.put(i + 1, ".")
            continue
        owners = _CONTRACTED.get(word, frozenset())
        if owners is None or before in owners:
            if len(before) > 1 or before == "i":
                gaps.put(i, "'", joined=True)
        elif before in particles and word[0].isalpha() and i > 1 and len(word) > 2:
            gaps.put(i, "-", joined=True)
        elif before.isdigit() and (
            word in ("year", "day", "month", "point") and i + 1 < len(low) and low[i + 1] == "old"
        ):
            gaps.put(i, "-", joined=True)
            gaps.put(i + 1, "-", joined=True)
        elif before.isdigit() and word.isdigit():
            gaps.put(i, "," if len(word) == 3 and len(before) <= 3 else ".", joined=True)


def _dateline(gaps: _Gaps) -> int:
    """Put the brackets and the dash of an opening dateline; return the gap that it ends in, or 0."""
    words = gaps.words
    for i in range(min(12, len(words))):
        size, _ = agency_at(words.low, i)
        after = i + size
        if size == 1 and (words.low[i],) in phrases("regions"):
            continue
        if size and after < len(words) and len(words.gap[after]) >= 3 and (i == 0 or len(words.gap[i]) == 2):
            gaps.put(i, "", "(")
            gaps.put(after, ") -" if len(words.gap[after]) > 3 else ")", "")
            return after
    return 0


def _is_cue(words: Words, at: int) -> bool:
    return 0 <= at < len(words) and words.low[at] in lexicon().cues


def attribution_after(words: Words, at: int) -> bool:
    """Return whether words of saying follow gap ``at``: ``kerry said``, ``said a u s official``, ``he told``."""
    for i in range(at, min(at + 9, len(words))):
        if i > at and len(words.gap[i]) > 2:
            return False
        if _is_cue(words, i):
            return True
        if words.low[i] in ("and", "but", "if", "because", "which", "that", "when") and i > at:
            return False
    return False


def _quotes(gaps: _Gaps, begin: int) -> None:
    """Open and close quotes."""
    words = gaps.words
    inside = [False] * (len(words) + 1)
    i = max(begin, 0)
    spoke = False
    while i < len(words):
        end = _quote_end(words, i, spoke=spoke) if _may_open(words, i, begin, spoke=spoke) else 0
        if not end:
            if len(words.gap[i]) >= 3:
                spoke = False
            if i and _is_cue(words, i - 1) and i > 1:
                spoke = spoke or _recently(inside, i)
            i += 1
            continue
        _put_quote(gaps, i, end)
        for k in range(i, end + 1):
            inside[k] = True
        spoke = attribution_after(words, end)
        i = end + 1


def _recently(inside: Sequence[bool], at: int) -> bool:
    return any(inside[max(0, at - 12) : at])


def _may_open(words: Words, i: int, begin: int, *, spoke: bool) -> bool:
    width = len(words.gap[i])
    if i <= begin and i:
        return False
    if i == 0:
        return width > 0 and not words.gap[0].strip(" ")
    if width >= 3:
        return True
    return width == 2 and (words.low[i - 1] in _OPENERS or (_is_cue(words, i - 1) and spoke))


def _quote_end(words: Words, i: int, *, spoke: bool) -> int:
    """Return the gap that closes a quote opened in gap ``i``, or 0 where none is likely to have been opened."""
    width = len(words.gap[i])
    partial = width == 2 and i > 0 and words.low[i - 1] in _OPENERS
    limit = min(len(words), i + (14 if partial else _LONGEST_QUOTE))
    for k in range(i + 1, limit + 1):
        wide = len(words.gap[k]) if k < len(words) else 9
        if partial:
            if wide >= 2:
                return k if k - i >= 2 or wide == 2 else 0
            continue
        if wide >= 3:
            if k == len(words):
                return k if spoke or _is_cue(words, i - 1) else 0
            if attribution_after(words, k) or _is_cue(words, i - 1) or spoke:
                return k
            if len(words.gap[k]) >= 4 and k + 1 < len(words):
                continue
            return 0
    return 0


def _put_quote(gaps: _Gaps, start: int, end: int) -> None:
    words = gaps.words
    width = len(words.gap[start])
    stop = "" if start == 0 or width < 3 else "," if _is_cue(words, start - 1) else "."
    gaps.put(start, stop, '"')
    if end >= len(words):
        gaps.put(end, '."' if len(words.gap[end]) > 1 else '"')
        return
    wide = len(words.gap[end])
    lead = "" if wide < 3 else "," if attribution_after(words, end) else "."
    gaps.put(end, lead + '"')


_STARTERS = word_set("starters")


def _stops(gaps: _Gaps, begin: int) -> None:
    """Put the periods and commas of the wide gaps that nothing else has claimed."""
    words = gaps.words
    since = 0
    for i in range(max(begin, 1) if begin else 1, len(words)):
        since += 1
        width = len(words.gap[i])
        if width < 2 or i == begin:
            continue
        if i in gaps.marks:
            since = 0 if "." in gaps.marks[i].left else since
            continue
        before = words.low[i - 1]
        if before in _ABBREVIATED:
            gaps.put(i, ".")
        elif width >= 3 or (since >= 7 and words.low[i] in _STARTERS and before not in _OPENERS):
            gaps.put(i, ".")
            since = 0
        else:
            gaps.put(i, ",")
    if len(words) and len(words) not in gaps.marks and words.gap[len(words)][:1] == " ":
        gaps.put(len(words), ".")
