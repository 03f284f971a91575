"""Finds speech behind dashes, as papers of much of Europe and Latin America print it: ``— Why? asked Quill.``"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.restore.attribution.behind import Behind
from archive.restore.attribution.cues import Cues
from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.subject import PRONOUNS, Subjects
from archive.restore.attribution.turns import TALKS
from archive.restore.lexicon import word_set
from archive.restore.values import Mention, Run
from archive.restore.words import Words, words_of
from index.article import Span
from index.values import dataclass

LIKELY = 0.9
"""How likely the words behind a dash are speech where a text shows that it sets speech so."""

_OPENS = re.compile(r"^[ \t]*(?:[—–―]|--|-(?=[ \t]))[ \t]*(?=[¿¡'’(]?\w)", re.MULTILINE)
_BREAK = re.compile(r"\n[ \t]*\n")
_SAID_ON = re.compile(r":[ \t]+[—–―][ \t]*(?=\w)")
_MARKS = re.compile('["“”„«»]')
_CLOSES = re.compile(r"[,.?!…;:]*")
_NEAR = 12
"""Characters in front of what stands behind a dash in which a colon may bring it."""

_LONGEST = 40
"""Words of saying, with who says, at most."""

_HEARD = frozenset(["me", "us", "you"])


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph behind a dash: what is spoken of it, whether words of saying tell that, and whether it is talk: it
    speaks of those who talk, asks, or ends with a dash in front of the words of saying.
    """

    spoken: tuple[Span, ...]
    told: bool
    talks: bool


def behind_dashes(words: Words, mentions: Sequence[Mention]) -> list[Run]:
    """Return what is spoken behind dashes, none where these stand in front of the items of a list.

    Words of saying stand within a line that is talk, as half of the lines are, and within half of them or two where
    they stand behind hyphens, as items of lists do; behind true dashes, lines with words of saying count as much, and
    two of them are enough.
    """
    text = words.text
    opened = list(_OPENS.finditer(text))
    if not opened:
        return []
    subjects = Subjects(words, mentions)
    behind = Behind(words, subjects, Cues(words))
    ends = [m.start() for m in opened[1:]] + [len(text)]
    breaks = _BREAK if _BREAK.search(text) else re.compile("\n")
    lines = []
    for m, end in zip(opened, ends, strict=True):
        found = breaks.search(text, m.end(), end)
        stop = found.start() if found else end
        if not _MARKS.search(text, m.end(), stop):
            lines.append(_line(words, behind, m.end(), stop))
    if not _are_spoken(lines, len(opened), true=all("-" not in m[0] for m in opened)):
        return []
    spans = [span for line in lines for span in line.spoken]
    spans += [(a, b) for a, b in _said_on(text, breaks) if not any(start <= a < end for start, end in spans)]
    return [Run(start, end, "direct", None, None, LIKELY) for start, end in sorted(spans)]


def _are_spoken(lines: Sequence[_Line], opened: int, *, true: bool) -> bool:
    """Return whether lines are speech, of so many behind dashes; ``true`` ones are no hyphens."""
    alike = sum(line.talks or (true and line.told) for line in lines)
    talked = sum(line.talks and line.told for line in lines)
    told = sum(line.told for line in lines) > 1 if true else talked > 1 or 2 * talked >= opened
    return 2 * alike >= opened and (told or (true and talked > 0))


def in_marks(
    words: Words, inserted: Sequence[tuple[int, str]], spoken: Sequence[Run], runs: Sequence[Run]
) -> tuple[Words, list[Run]]:
    """Return the words with marks of quotation around what is ``spoken``, and that with the ``runs`` beside it that are
    reported or stand in marks of their own.
    """
    marks = [(at, '"') for run in spoken for at in (run.start, run.end)]
    beside = [r for r in runs if r.kind == "indirect" or _MARKS.search(words.text, max(0, r.start - 1), r.start + 1)]
    beside = [r for r in beside if not any(r.start < s.end and s.start < r.end for s in spoken)]
    return words_of(words.text, sorted([*inserted, *marks])), sorted([*beside, *spoken], key=lambda r: (r.start, r.end))


def _said_on(text: str, breaks: re.Pattern[str]) -> Iterator[Span]:
    """Yield what stands behind a colon and a dash to the end of its paragraph: ``Quill shrugged: — So be it.``"""
    for m in _SAID_ON.finditer(text):
        found = breaks.search(text, m.end())
        end = m.end() + len(text[m.end() : found.start() if found else len(text)].rstrip())
        if not _MARKS.search(text, m.end(), end):
            yield m.end(), end


def _line(words: Words, behind: Behind, start: int, end: int) -> _Line:
    """Read the paragraph behind a dash: speech and words of saying in turn."""
    first, stop = words.first_in((start, end)), words.last_in((start, end))
    spoken: list[Span] = []
    dashed = False
    told = words.text[max(0, start - _NEAR) : start].rstrip("-—–― \t\n").endswith(":")
    while first < stop:
        said = next((k for k in range(first + 1, stop) if _tells(words, behind, k, stop)), None)
        last = said or stop
        at = words.end[last - 1]
        closes = _CLOSES.match(words.text, at)
        spoken.append((words.start[first], closes.end() if closes else at))
        if said is None:
            break
        told = True
        dashed = dashed or read_gap(words.gap[said]).dash
        first = next((i for i in range(said + 1, stop) if _resumes(words, i)), stop)
    return _Line(tuple(spoken), told, dashed or any(TALKS.search(words.text, *span) for span in spoken))


def _tells(words: Words, behind: Behind, k: int, stop: int) -> bool:
    """Return whether words of saying begin with word ``k``: ``asked Quill``, ``the mate explained.``"""
    gap = read_gap(words.gap[k])
    if not (gap.comma or gap.dash or any(c in words.gap[k] for c in "?!…")):
        return False
    stop = min(stop, k + _LONGEST)
    end = next((i for i in range(k + 1, stop) if behind.subjects.stops(i)), stop)
    if behind.inverted(k, end):
        return True
    source = behind.subjects.after(k, end) if _begins_somebody(behind, k) else None
    verb = words.last_in(source) if source else end
    if source is None or verb >= end or words.gap[verb].strip(", "):
        return False
    apposed = words.start[k] < source[0] and words.gap[verb] == ", "
    if not (apposed or behind.cues.says(verb) or behind.cues.hints(verb)):
        return False
    heard = verb + 1 < end and words.low[verb + 1] in _HEARD
    return not heard and (verb + 1 >= end or words.gap[verb + 1] != " " or "?" in words.gap[k])


def _begins_somebody(behind: Behind, k: int) -> bool:
    """Return whether word ``k`` may begin who speaks: a name, a pronoun, or a determiner."""
    low = behind.words.low[k]
    return low in PRONOUNS or low in word_set("determiners") or behind.subjects.mention_at(k) is not None


def _resumes(words: Words, i: int) -> bool:
    """Return whether speech goes on behind words of saying in gap ``i``: a dash stands there with a stop or comma."""
    gap = read_gap(words.gap[i])
    return gap.dash and (gap.comma or gap.stop or gap.colon)
