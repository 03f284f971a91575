"""Reads transcripts of interviews and debates, where each turn begins with who speaks: ``HARROW: We had to go.``"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from archive.restore.attribution.shown import Shown
from archive.restore.attribution.turns import FEWEST, Turn, ended, paragraphs_between, turns_of
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention, Run
from index.article import Span
from index.values import replace

_SURE = 0.95
_ENCLOSED = 0.7
_SHORTEST_NAME = 4
"""Letters of a single name in capitals; shorter ones are those of broadcasters."""

_WORD = re.compile(r"[^\W_]+")
_BYLINE = re.compile(r"(?:^|\n)[ \t]*by[ \t]+$", re.IGNORECASE)


def transcribed(
    body: str, inserted: Sequence[tuple[int, str]], mentions: Sequence[Mention], runs: Sequence[Run], *, lost: bool
) -> tuple[tuple[Mention, ...], tuple[Run, ...]]:
    """Return mentions and runs with those of the turns of a transcript; where there is none, as they are.

    ``lost`` tells that the copy lost its marks, and with them its lines.
    """
    if not inserted:
        return _transcribed(body, mentions, runs, lost=lost)
    if "\n" not in body and body.count(":") + sum(":" in mark for _, mark in inserted) < FEWEST:
        return tuple(mentions), tuple(runs)
    shown = Shown(body, inserted)
    moved = [_moved(m, shown.to) for m in mentions], [_moved_run(r, shown.to) for r in runs]
    people, spoken = _transcribed(shown.text, *moved, lost=lost)
    return tuple(_moved(m, shown.back) for m in people), tuple(_moved_run(r, shown.back) for r in spoken)


def _moved(m: Mention, to: Callable[[Span], Span]) -> Mention:
    start, end = to((m.start, m.end))
    return replace(m, start=start, end=end, role=to(m.role) if m.role else None)


def _moved_run(r: Run, to: Callable[[Span], Span]) -> Run:
    start, end = to((r.start, r.end))
    return replace(r, start=start, end=end, source=to(r.source) if r.source else None, cue=to(r.cue) if r.cue else None)


def _transcribed(
    text: str, mentions: Sequence[Mention], runs: Sequence[Run], *, lost: bool
) -> tuple[tuple[Mention, ...], tuple[Run, ...]]:
    turns = turns_of(text, mentions, lost=lost)
    if not turns or (turns[0].who[0] == turns[0].who[1] and _interviewed(text, turns, mentions) is None):
        return tuple(mentions), tuple(runs)
    people = _people(text, turns, mentions)
    spoken = list(_spoken(text, turns, people, runs))
    taken = [*spoken, *(Run(*turn.label, "quoted") for turn in turns)]
    kept = [r for r in runs if not any(r.start < s.end and s.start < r.end for s in taken)]
    return people, tuple(sorted([*kept, *spoken], key=lambda r: (r.start, r.end)))


def _people(text: str, turns: Sequence[Turn], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with the names and roles of labels, and without what else a label holds."""
    found = list(mentions)
    full = {words[-1] for turn in turns if len(words := _words(text, turn)) > 1}
    for turn in turns:
        first, last = turn.who
        inside = [m for m in found if turn.label[0] <= m.start and m.end <= turn.said[0]]
        named = [m for m in inside if m.start < last and first < m.end and not _nobody(text, turn, full)]
        if not named and not _nobody(text, turn, full):
            named = [Mention(first, last, None, _SURE)]
        role = _role(text, turn)
        found = [m for m in found if m not in inside]
        found.extend(replace(m, role=m.role or role) for m in named)
    return tuple(sorted(found, key=lambda m: m.start))


def _words(text: str, turn: Turn) -> list[str]:
    """Return the words of a label's name in small letters."""
    return [w.lower() for w in _WORD.findall(text, *turn.who)]


def _nobody(text: str, turn: Turn, full: Collection[str]) -> bool:
    """Return whether a label names no person: ``UNIDENTIFIED MALE``, ``THE PRESIDENT``, ``Q``, ``NPR``; ``full`` has
    the surnames of those whom other labels name in full.
    """
    if turn.kind != "known":
        return True
    words = _words(text, turn)
    alone = len(words) == 1 and words[0] not in full
    if alone and (len(words[0]) < _SHORTEST_NAME or words[0] in word_set("paper_words")):
        return True
    return words[-1] in lexicon().heads or not word_set("nobody").isdisjoint(words)


def _role(text: str, turn: Turn) -> Span | None:
    """Return where the role of a label stands, without what is in brackets behind it: ``HOST (voice-over)``."""
    if turn.role is None:
        return None
    start, end = turn.role
    end = start + len(re.split(r"[ \t]*[(\[]", text[start:end])[0].rstrip())
    told = any(w.lower() in lexicon().heads for w in _WORD.findall(text, start, end))
    return (start, end) if told else None


def _spoken(text: str, turns: Sequence[Turn], people: Sequence[Mention], runs: Sequence[Run]) -> Iterator[Run]:
    """Yield what is said in each turn, with the paragraphs up to the next label in which the same speaker goes on.

    What follows a question is its answer, also where no label tells so.
    """
    answering = _interviewed(text, turns, people)
    letters = _by_letters(text, people)
    unanswered = all(turn.kind == "asked" for turn in turns)
    for turn, more in zip(turns, _following(text, turns, runs), strict=True):
        label = text[slice(*turn.who)]
        source = letters.get(label, turn.who) if label else None
        said = _with_label(turn, runs)
        yield from _said(said, answering or source if turn.kind == "answered" else source, runs)
        if turn.kind != "asked" or (unanswered and answering):
            goes_on = answering if turn.kind in ("asked", "answered") and answering else source
            for span in more:
                yield from _said(span, goes_on, runs)


def _following(text: str, turns: Sequence[Turn], runs: Sequence[Run]) -> list[list[Span]]:
    """Return the paragraphs behind each turn that belong to it: sentences without words of saying, up to a direction
    such as ``(APPLAUSE)``; none in stories that only give turns here and there, without a question above each.
    """
    between = [paragraphs_between(text, turn.said[1], after.label[0]) for turn, after in pairwise(turns)]
    behind = paragraphs_between(text, turns[-1].said[1], len(text)) if turns[-1].kind == "asked" else []
    between.append(behind[:1])
    if sum(map(len, between)) > 2 * len(turns) and all(turn.kind != "asked" for turn in turns):
        return [[] for _ in turns]
    told = [r for r in runs if r.source is not None and r.kind == "direct"]
    found: list[list[Span]] = []
    for spans in between:
        own = next(
            (
                k
                for k, (a, b) in enumerate(spans)
                if text[a] in "(["
                or not ended(text, (a, b))
                or any(a <= r.start and r.end <= b for r in told)
                or not _WORD.search(text, a, b)
            ),
            len(spans),
        )
        found.append(spans[:own])
    return found


def _with_label(turn: Turn, runs: Sequence[Run]) -> Span:
    """Return where the words of a turn stand: with the label, where the marks around them enclose it too."""
    enclosed = any(turn.label[0] <= r.start <= turn.who[0] and turn.said[0] < r.end for r in runs if r.kind == "direct")
    return (turn.who[0] if enclosed else turn.said[0]), turn.said[1]


def _said(span: Span, source: Span | None, runs: Sequence[Run]) -> list[Run]:
    """Return the speech of a paragraph: all of it, or what stands between marks that enclose most of it."""
    start, end = span
    marked = [r for r in runs if r.kind != "indirect" and start <= r.start and r.end <= end]
    if sum(r.end - r.start for r in marked) < _ENCLOSED * (end - start):
        marked = [Run(start, end, "direct")]
    return [Run(r.start, r.end, "direct", source, None, _SURE, _SURE) for r in marked]


def _by_letters(text: str, people: Sequence[Mention]) -> dict[str, Span]:
    """Return where those are named first whom labels may mean by their first letters: ``AR`` for Ana Ruiz."""
    found: dict[str, Span] = {}
    for m in people:
        words = _WORD.findall(text, m.start, m.end)
        if len(words) > 1:
            found.setdefault("".join(word[0] for word in words), (m.start, m.end))
    return found


def _interviewed(text: str, turns: Sequence[Turn], people: Sequence[Mention]) -> Span | None:
    """Return where the one who gives the answers is named: the person named most often above the first question, or
    else above the first answer.
    """
    if all(turn.kind != "asked" for turn in turns):
        return None
    answered = next((turn for turn in turns if turn.kind == "answered"), turns[0])
    named = [m for m in people if not _BYLINE.search(text, max(0, m.start - 8), m.start)]
    above = [m for m in named if m.end <= turns[0].label[0]] or [m for m in named if m.end <= answered.label[0]]
    often = Counter(text[m.start : m.end].split()[-1].casefold() for m in above)
    full = sorted(above, key=lambda m: (-often[text[m.start : m.end].split()[-1].casefold()], m.start))
    return (full[0].start, full[0].end) if full else None
