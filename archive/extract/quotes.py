"""Makes quotes of runs of speech: whose they are, and which runs are one utterance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.extract import reported
from archive.extract.people import Cast
from archive.extract.speakers import Speakers
from archive.restore.chances import cooled
from archive.restore.values import Mention, Restored, Run
from archive.restore.words import Words
from index.article import Quote

_TOGETHER = 160
"""Characters between two runs of one speaker that still are one utterance."""

_SURER = 0.7
"""What is right, the words and the speaker alike, is right more often than the product of its parts says."""

_NOBODY = re.compile(r"(?:nobody|(?:no[ -]|(?<=no ))one|none(?! other)|neither|no(?= [^\W\d]))\b", re.IGNORECASE)
"""How speakers begin who are nobody; ``None other than Harrow`` and ``No. 10`` are somebody."""


def quotes_of(restored: Restored, mentions: Sequence[Mention], cast: Cast) -> tuple[Quote, ...]:
    """Return the quotes of an article in order; runs that one speaker says in one go share their utterance."""
    body = restored.body
    speakers = Speakers(restored, mentions, cast)
    quotes: list[Quote] = []
    last: dict[str, tuple[Run, int | None, int]] = {}
    count = 0
    told = (_weighed(restored, speakers.words, run) for run in restored.runs)
    for run in filter(None, (_said(body, run) for run in told if run)):
        meaning = speakers.meanings[run.source] if run.source else None
        person = meaning.person if meaning and meaning.person >= 0 else None
        before = last.get(run.kind)
        if before and _same_utterance(body, before[0], before[1], run, person):
            utterance = before[2]
        else:
            utterance, count = count, count + 1
        quotes.append(_quote(body, run, utterance, cast, person, meaning.confidence if meaning else 1.0))
        last[run.kind] = (run, person, utterance)
    return tuple(quotes)


def _weighed(restored: Restored, words: Words, run: Run) -> Run | None:
    """Return a run with how sure it is told of aright if it is reported, None where that is hardly likely."""
    if run.kind != "indirect":
        return run
    chance = reported.judged(reported.signs_of(words, run, restored.gaps))
    return replace(run, probability=chance, sure=1.0) if chance >= reported.LEAST else None


def _said(body: str, run: Run) -> Run | None:
    """Return a run as it is said: of words that nobody said, those in marks remain, as words in marks."""
    if run.source is None or not _NOBODY.match(body, *run.source):
        return run
    return replace(run, kind="quoted", source=None, cue=None) if run.kind == "direct" else None


def _quote(body: str, run: Run, utterance: int, cast: Cast, person: int | None, sure: float) -> Quote:
    chance = run.probability * run.sure * sure
    return Quote(
        start=run.start,
        end=run.end,
        text=body[run.start : run.end],
        kind=run.kind,
        utterance=utterance,
        speaker=body[run.source[0] : run.source[1]] if run.source else None,
        speaker_span=run.source,
        person=cast.persons[person].name if person is not None else None,
        cue=body[run.cue[0] : run.cue[1]] if run.cue else None,
        confidence=round(chance if run.kind == "indirect" else cooled(chance, _SURER), 4),
    )


def _same_utterance(body: str, last: Run, last_person: int | None, run: Run, person: int | None) -> bool:
    """Return whether two runs that follow each other are said by one speaker in one go."""
    if "quoted" in (last.kind, run.kind) or last.kind != run.kind or run.source is None or last.source is None:
        return False
    between = body[last.end : run.start]
    if len(between) > _TOGETHER or between.count("\n\n") > 1:
        return False
    if last.source == run.source:
        return True
    alone = len(between.split()) <= 8
    return person is not None and person == last_person and alone
