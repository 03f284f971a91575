"""How the app looks: dark, light, or in the terminal's own colours."""

from __future__ import annotations

from collections.abc import Mapping

from archive.clean import clean_line
from archive.render.palette import TERMINAL, Palette
from index.values import dataclass

VARIABLE = "NEWSMORGUE_THEME"
"""The environment variable that names the look to begin with."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look: the theme of the frame, the colours of what is shown, and the style of the line in use."""

    name: str
    theme: str
    palette: Palette
    cursor: str


_DARK = Palette(
    source="#c792ea",
    meta="#8a94a6",
    person="#6cc7d9",
    speaker="bold #6cc7d9",
    quote="#a5d6a7",
    quoted="italic #c5d6c6",
    match="bold #ffcb6b",
    dateline="#8a94a6",
    bar="#5c8fd6",
    chosen="bold #a5d6a7",
    excluded="strike #8a94a6",
    fault="bold #ff7a7a",
    good="#a5d6a7",
    warning="#ffcb6b",
)
_LIGHT = Palette(
    source="#7b2d9b",
    meta="#5f6772",
    person="#00607a",
    speaker="bold #00607a",
    quote="#1b6e2a",
    quoted="italic #2f5936",
    match="bold #b3261e",
    dateline="#5f6772",
    bar="#2f62b5",
    chosen="bold #1b6e2a",
    excluded="strike #5f6772",
    fault="bold #b3261e",
    good="#1b6e2a",
    warning="#8a5a00",
)

LOOKS: dict[str, Look] = {
    "dark": Look("dark", "textual-dark", _DARK, "on #26384d"),
    "light": Look("light", "textual-light", _LIGHT, "on #cfe0f5"),
    "terminal": Look("terminal", "ansi-dark", TERMINAL, "reverse"),
}


def first_look(asked: str | None, colours: str | None, environment: Mapping[str, str]) -> Look:
    """Return the look to begin with.

    ``asked`` wins, then the environment; a terminal of 16 colours keeps to its own, and one that says that its
    background is light gets the light look. ``colours`` is what rich calls the colours of the terminal.
    """
    for name in (asked, environment.get(VARIABLE)):
        if name in LOOKS:
            return LOOKS[name]
    if colours in (None, "standard") or "NO_COLOR" in environment:
        return LOOKS["terminal"]
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LOOKS["light"] if background in ("7", "15") else LOOKS["dark"]


def fault_of(asked: str | None, environment: Mapping[str, str]) -> str:
    """Return what is to be said of a look that the environment names and that there is not; "" where there is none."""
    named = environment.get(VARIABLE, "")
    if asked or not named or named in LOOKS:
        return ""
    return f"{VARIABLE}: there is no look {clean_line(named)!r}: the looks are {', '.join(LOOKS)}"


def next_look(look: Look) -> Look:
    """Return the look after this one."""
    names = list(LOOKS)
    return LOOKS[names[(names.index(look.name) + 1) % len(names)]]
