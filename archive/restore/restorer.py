"""Gives damaged copy back as English, with its people and its speech marked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.restore.attribution.attributing import attributed
from archive.restore.attribution.dashes import behind_dashes, in_marks
from archive.restore.attribution.transcripts import transcribed
from archive.restore.attribution.turns import turns_of
from archive.restore.damage import find_damage
from archive.restore.names.completing import completed
from archive.restore.single_quotes import doubled, given_back
from archive.restore.values import LOST_MARKS, Mention, Restored, Run
from archive.restore.words import parts_word, words_of, words_of_story
from index.article import Damage
from index.names import SUFFIXES
from index.values import replace

_NICKNAME = re.compile(r"(?<=[^\W_])[,.;:\n]\s((?!St\b)[^\W_]{2,})[,.;:\n]\s(?!(?:[JS]n?r|I{2,3}|IV)\b)(?=[^\W_])")
"""A word within a name between two marks as wide as those of quotation; ``St.`` is part of the surname behind it, and
what stands in front of ``Jr.`` is one.
"""

_SHORT = tuple(f" {suffix}" for suffix in SUFFIXES if suffix.endswith("r"))
"""What behind a name is short for a word, ``Jr.``, and so has a stop."""

CHUNK = 30_000
"""Characters worked on at a time, so that memory stays bounded on files of one endless line."""


def restore(text: str) -> Restored:
    """Return ``text`` as English; clean copy comes back as it is, with its people and its speech."""
    return next(restore_many([text]))


def restore_many(texts: Sequence[str]) -> Iterator[Restored]:
    """Yield each text restored; long texts are read in pieces, short ones together."""
    cuts = [chunks(text) for text in texts]
    pieces = [text[a:b] for text, spans in zip(texts, cuts, strict=True) for a, b in spans]
    read = _read(pieces)
    for spans in cuts:
        yield _joined([next(read) for _ in spans], [a for a, _ in spans])


def _read(pieces: Sequence[str]) -> Iterator[Restored]:
    from archive.restore.learned import reader

    whole = [doubled(piece) for piece in pieces]
    for piece, text, read in zip(pieces, whole, reader.read(whole), strict=True):
        done = _whole(text, read)
        yield done if text is piece else replace(done, body=given_back(done.body, piece, text))


def _whole(text: str, read: Restored) -> Restored:
    """Return what the learned reader made of ``text``, finished; transcripts and what sets speech behind dashes have
    lost no marks of quotation.
    """
    damage = find_damage(text) or read.damage
    if damage is read.damage and damage:
        other = turns_of(text, read.mentions) or behind_dashes(words_of(text), read.mentions)
        damage = () if other else damage
    return finished(text, damage, read)


def finished(text: str, damage: tuple[Damage, ...], read: Restored) -> Restored:
    """Return what the learned reader made of ``text`` with roles beside the names and the evidence of the rules.

    Stretches that are not damaged come back as they were.
    """
    body, inserted = _kept(text, damage, read)
    body = _without_apostrophes(body, text, read.mentions)
    words = words_of_story(body, inserted)
    kinds = {d.kind for d in damage}
    mentions = completed(
        words,
        read.mentions,
        folded="collapsed" in kinds,
        unmarked=bool(kinds & LOST_MARKS),
        cased=kinds <= {"unquoted"},
    )
    body = _with_nicknames(body, text, mentions)
    spoken = behind_dashes(words, mentions)
    words, heard = in_marks(words, inserted, spoken, read.runs) if spoken else (words, read.runs)
    runs = attributed(words, mentions, heard)
    mentions, runs = transcribed(body, inserted, mentions, runs, lost=bool(kinds & LOST_MARKS))
    mentions = tuple(replace(m, end=m.end + 1) if _stopped(body, m.end) else m for m in mentions)
    runs = tuple(
        replace(r, source=(r.source[0], r.source[1] + 1)) if r.source and _stopped(body, r.source[1]) else r
        for r in runs
    )
    return Restored(body, inserted, damage, mentions, runs)


def _stopped(body: str, end: int) -> bool:
    """Return whether the stop of ``Jr.`` stands behind a name that ends there."""
    return body[end : end + 1] == "." and body[end - 4 : end].lower().endswith(_SHORT)


def _without_apostrophes(body: str, text: str, mentions: Sequence[Mention]) -> str:
    """Return the body without apostrophes that were restored right in front of names: ``Referee'S. Quill``."""
    for at in [m.start - 1 for m in mentions if m.start and body[m.start - 1] == "'"]:
        body = f"{body[:at]} {body[at + 1 :]}" if text[at] == " " and body[at - 1 : at].isalnum() else body
    return body


def _with_nicknames(body: str, text: str, mentions: Sequence[Mention]) -> str:
    """Return the body with marks of quotation around a word within a name, where others as wide were restored."""
    for m in mentions:
        found = _NICKNAME.search(body, m.start, m.end)
        if found and all(body[at] != text[at] for at in (found.start(), found.end(1))):
            body = f'{body[: found.start()]} "{found[1]}" {body[found.end() :]}'
    return body


def _kept(text: str, damage: Sequence[Damage], read: Restored) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the body and the inserted marks, each only where the text is damaged; apostrophes within words, always."""
    if len(read.body) != len(text):
        return text, ()
    if len(damage) == 1 and damage[0].start == 0 and damage[0].end == len(text):
        return read.body, read.inserted
    body = "".join(read.body[a:b] if hurt else text[a:b] for a, b, hurt in _stretches(text, damage))
    inside = [(d.start, d.end) for d in damage]
    return body, tuple(
        (at, mark) for at, mark in read.inserted if parts_word(text, at) or any(a <= at <= b for a, b in inside)
    )


def chunks(text: str, size: int = CHUNK) -> list[tuple[int, int]]:
    """Return where to cut a long text: behind a paragraph or else a space, every ``size`` characters or less."""
    cuts = [0]
    while len(text) - cuts[-1] > size:
        low, high = cuts[-1] + size // 2, cuts[-1] + size
        cut = max(text.rfind("\n\n", low, high), text.rfind("   ", low, high))
        if cut < 0:
            cut = text.rfind(" ", low, high)
        cuts.append(cut if cut > cuts[-1] else high)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _stretches(text: str, damage: Sequence[Damage]) -> Iterable[tuple[int, int, Damage | None]]:
    """Yield the damaged stretches and those between them."""
    at = 0
    for d in damage:
        if d.start > at:
            yield at, d.start, None
        yield d.start, d.end, d
        at = d.end
    if at < len(text):
        yield at, len(text), None


def _joined(parts: Sequence[Restored], starts: Sequence[int]) -> Restored:
    """Return the parts as one, their offsets moved to where each starts."""
    if len(parts) == 1 and starts[0] == 0:
        return parts[0]
    return Restored(
        "".join(p.body for p in parts),
        tuple((at + a, mark) for p, a in zip(parts, starts, strict=True) for at, mark in p.inserted),
        tuple(Damage(d.start + a, d.end + a, d.kind) for p, a in zip(parts, starts, strict=True) for d in p.damage),
        tuple(_moved_mention(m, a) for p, a in zip(parts, starts, strict=True) for m in p.mentions),
        tuple(_moved_run(r, a) for p, a in zip(parts, starts, strict=True) for r in p.runs),
    )


def _moved_mention(m: Mention, by: int) -> Mention:
    role = (m.role[0] + by, m.role[1] + by) if m.role else None
    return replace(m, start=m.start + by, end=m.end + by, role=role)


def _moved_run(r: Run, by: int) -> Run:
    source = (r.source[0] + by, r.source[1] + by) if r.source else None
    cue = (r.cue[0] + by, r.cue[1] + by) if r.cue else None
    return replace(r, start=r.start + by, end=r.end + by, source=source, cue=cue)
