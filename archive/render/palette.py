"""The colours of everything that is shown, by what they mean."""

from __future__ import annotations

from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Rich styles by meaning; the default keeps to a terminal's own sixteen colours."""

    headline: str = "bold"
    inferred: str = "bold italic"
    source: str = "magenta"
    meta: str = "dim"
    person: str = "cyan"
    speaker: str = "bold cyan"
    quote: str = "green"
    quoted: str = "italic"
    match: str = "bold red"
    dateline: str = "dim"
    title: str = "bold underline"
    bar: str = "blue"
    chosen: str = "bold green"
    excluded: str = "strike dim"
    fault: str = "bold red"
    good: str = "green"
    warning: str = "yellow"


TERMINAL = Palette()
