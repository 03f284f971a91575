"""What a reader that errs nowhere tells of the texts of the tests, so that these judge the rules and no weights."""

from __future__ import annotations

import re

from archive.restore.attribution.attributing import attributed
from archive.restore.damage import find_damage
from archive.restore.restorer import finished
from archive.restore.values import Mention, Restored, Run
from archive.restore.words import words_of

CAST = "Mayor Maria Quill met pilot Peter Harrow. "
"""What the texts of some tests begin with."""

_GIVEN = "Ada|Anjali|Ann|Anton|Ivan|John|Maria|Peter|Xin"
_SURNAME = "Brandt|Harrow|Jianhua|Mehra|Quill|Vass"
_NAME = re.compile(rf"\b(?:{_GIVEN}) (?:{_SURNAME})\b|\b(?:{_SURNAME})\b")
_SPOKEN = re.compile(r"[\"“]([^\"“”\n]+)[\"”\n]?")


def names_in(text: str) -> tuple[Mention, ...]:
    """Return where those are named whom the tests tell of."""
    return tuple(Mention(*name.span()) for name in _NAME.finditer(text))


def speech_in(text: str) -> tuple[Run, ...]:
    """Return what stands between double quotation marks, or from one to the end of its paragraph, as said by nobody."""
    return tuple(Run(*run.span(1), "direct", None, None, 0.9) for run in _SPOKEN.finditer(text))


def read(text: str) -> Restored:
    """Return a text with what rules tell of it beside its names and its speech."""
    return finished(text, find_damage(text), Restored(text, mentions=names_in(text), runs=speech_in(text)))


def ruled(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return kind, words, source and cue of each run that rules tell beside its names and its speech."""
    runs = attributed(words_of(text), names_in(text), speech_in(text))

    def of(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [(r.kind, text[r.start : r.end], of(r.source), of(r.cue)) for r in runs]
