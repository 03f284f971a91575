"""Reads transcripts of interviews and debates, where each turn begins with who speaks: ``HARROW: We had to go.``"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from archive.restore.lexicon import lexicon
from archive.restore.rules.roles import ADDRESS
from archive.restore.values import Mention, Run
from index.article import Span
from index.values import dataclass

TURNS, SPEAKERS = 4, 2
"""A transcript has so many turns, and so many speakers who have two or more."""

WORDS = 5
"""Words that turns have on average at least: the cells of tables and the scores of games have fewer."""

_BREAK = re.compile(r"\n[ \t]*\n")
_LABEL = re.compile(
    r"[ \t]*(?P<who>(?:[^\W\d_a-z][\w.'’-]*[ \t]+){0,4}[^\W\d_a-z][\w.'’-]+)"
    r"(?:[ \t]*\([^()\n]{1,40}\)|,[^\n:.]{1,60})?:\s+(?=\S)"
)
_ENDED = re.compile(r"[.?!…\"”)—–-]\s*$")
_WORD = re.compile(r"\w+")
_SURE = 0.95
_ENCLOSED = 0.7


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one speaker says in one go: where name and words stand; ``titled`` where a title stands before the name."""

    who: Span
    said: Span
    surname: str
    titled: bool


def transcribed(
    text: str, mentions: Sequence[Mention], runs: Sequence[Run]
) -> tuple[tuple[Mention, ...], tuple[Run, ...]]:
    """Return mentions and runs with those of the turns of a transcript; where there is none, as they are."""
    turns = _turns(text, mentions)
    if not turns:
        return tuple(mentions), tuple(runs)
    named = [Mention(*turn.who, None, _SURE) for turn in turns if turn.surname not in lexicon().heads]
    fresh = [m for m in named if not any(m.start < known.end and known.start < m.end for known in mentions)]
    kept = [r for r in runs if not any(r.start < turn.said[1] and turn.said[0] < r.end for turn in turns)]
    spoken = [run for turn in turns for run in _spoken(turn, runs)]
    return (
        tuple(sorted([*mentions, *fresh], key=lambda m: m.start)),
        tuple(sorted([*kept, *spoken], key=lambda r: (r.start, r.end))),
    )


def _spoken(turn: _Turn, runs: Sequence[Run]) -> list[Run]:
    """Return what is said in a turn: most often all of it, else what stands between marks that enclose most of it."""
    start, end = turn.said
    marked = [r for r in runs if r.kind != "indirect" and start <= r.start and r.end <= end]
    if sum(r.end - r.start for r in marked) < _ENCLOSED * (end - start):
        marked = [Run(start, end, "direct")]
    return [Run(r.start, r.end, "direct", turn.who, None, _SURE, _SURE) for r in marked]


def _turns(text: str, mentions: Sequence[Mention]) -> list[_Turn]:
    """Return the turns of a transcript in order, none where the text is something else."""
    if text.count(":") < TURNS:
        return []
    found = [turn for turn in (_turn(text, *span) for span in _paragraphs(text)) if turn]
    often = Counter(turn.surname for turn in found)
    people = {text[m.start : m.end].split()[-1].casefold() for m in mentions}
    turns = [turn for turn in found if turn.titled or turn.surname in people or _in_capitals(text, turn)]
    talkative = sum(often[name] > 1 for name in {turn.surname for turn in turns})
    if len(turns) < TURNS or talkative < SPEAKERS:
        return []
    words = sum(len(_WORD.findall(text, *turn.said)) for turn in turns)
    ended = sum(_ENDED.search(text[turn.said[0] : turn.said[1]]) is not None for turn in turns)
    return turns if words >= WORDS * len(turns) and 2 * ended > len(turns) else []


def _paragraphs(text: str) -> list[Span]:
    """Return the stretches between blank lines, or the lines where there are none."""
    breaks = list(_BREAK.finditer(text)) or list(re.finditer("\n", text))
    return list(zip([0, *(b.end() for b in breaks)], [*(b.start() for b in breaks), len(text)], strict=True))


def _turn(text: str, start: int, end: int) -> _Turn | None:
    label = _LABEL.match(text, start, end)
    if label is None:
        return None
    first, last = label.span("who")
    names = [word for word in _WORD.finditer(text, first, last) if word[0].casefold() not in ADDRESS]
    said = text[label.end() : end].rstrip()
    if not names or not said:
        return None
    titled = names[0].start() > first
    first = names[0].start()
    surname = text[first:last].split()[-1].casefold()
    return _Turn((first, last), (label.end(), label.end() + len(said)), surname, titled)


def _in_capitals(text: str, turn: _Turn) -> bool:
    """Return whether a label is set in capitals, as names of speakers are and everyday words are not."""
    return text[turn.who[0] : turn.who[1]].isupper() and turn.surname not in lexicon().common
