"""What archives do to copy, as look-ups from clean gaps to the gaps that are left of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from archive.restore.learned.words import LOST, GapTable, gap_label, is_marked, is_quoted, is_wide
from training.corpus import Array

_SENTENCE = re.compile(r"^([\"'”)]?[.?!][\"'”’)]*) +")

NOISE: dict[str, Callable[[str], str]] = {
    "doubled": lambda g: re.sub(r"[“”\"]", "''", g),
    "tex": lambda g: re.sub(r"[“”\"]", lambda m: "``" if m.start() and g[m.start() - 1].isspace() else "''", g),
    "curly": lambda g: re.sub(r"\"", lambda m: "“" if g[: m.start()].endswith((" ", "\n", "(")) else "”", g),
    "paragraphs lost": lambda g: re.sub(r"\s*\n\s*", " ", g),
    "single breaks": lambda g: re.sub(r"\n\s*\n", "\n", g),
    "double breaks": lambda g: re.sub(r"(?<!\n)\n(?!\n)", "\n\n", g),
    "indented": lambda g: re.sub(r"\n+", "\n    ", g),
    "typewriter": lambda g: _SENTENCE.sub(r"\1  ", g),
    "run on": lambda g: _SENTENCE.sub(r"\1", g) if _SENTENCE.match(g) else re.sub(r"\s*\n\s*", "", g) or " ",
    "stray": lambda g: g.replace(" ", "   ", 1),
    "wrapped": lambda g: g.replace(" ", "\n", 1) if g == " " else g,
    "trailing": lambda g: g.replace("\n", " \n", 1),
}
"""Ways of writing the same text. Each turns one clean gap into another."""

LEFT: dict[str, Callable[[str], str]] = {
    "known": lambda g: g.replace(LOST, ""),
    "unquoted": lambda g: re.sub('["“”„«»]', " ", g.replace(LOST, "")),
    "unquoted, closed up": lambda g: re.sub("[\"“”„«»]|''|``", "", g.replace(LOST, "")) or " ",
    "width": lambda g: " " * len(g),
    "width, breaks kept": lambda g: re.sub(r"[^\n]", " ", g),
    "folded": lambda g: " ",
    "folded, breaks kept": lambda g: "\n\n" if "\n" in g else " ",
}
"""What is left of a gap in each state of preservation."""


@dataclass(slots=True)
class GapForms:
    """Rows are gaps as they may stand in some clean text; the first ones are those of the corpus, in its order.

    ``noise`` maps the name of a way of writing to the row that it turns each row into, ``observed`` a state of
    preservation to what it leaves of each row. ``left`` maps a state to the row of that in the gap table; ``marked``,
    ``quoted``, ``wide`` say what a reader sees of it; ``label`` is the class, -1 where it has none.
    """

    gaps: list[str]
    noise: dict[str, Array]
    observed: dict[str, list[str]]
    left: dict[str, Array]
    marked: dict[str, Array]
    quoted: dict[str, Array]
    wide: dict[str, Array]
    label: Array


def write_gaps(gaps: list[str], counts: Array) -> GapForms:
    """Return every gap that the corpus holds or that three rounds of ``NOISE`` can make of its commoner ones."""
    rows = {g: i for i, g in enumerate(gaps)}
    grown = [g for g, n in zip(gaps, counts.tolist(), strict=True) if n > 4 and LOST not in g]
    for _ in range(3):
        fresh = []
        for gap in grown:
            for change in NOISE.values():
                new = change(gap)
                if new not in rows and len(new) < 16:
                    rows[new] = len(rows)
                    fresh.append(new)
        grown = fresh
    every = list(rows)
    noise = {
        name: np.array([rows.get(change(g), i) for i, g in enumerate(every)], np.int32)
        for name, change in NOISE.items()
    }
    observed = {name: [keep(g) for g in every] for name, keep in LEFT.items()}
    return GapForms(every, noise, observed, {}, {}, {}, {}, np.zeros(0, np.int32))


def look_up(forms: GapForms, table: GapTable, classes: list[str]) -> None:
    """Fill in the rows and labels of ``forms`` for a reader that has ``table`` and ``classes``."""
    number = {c: i for i, c in enumerate(classes)}
    forms.label = np.array([number.get(gap_label(g), -1) for g in forms.gaps], np.int32)
    for name, seen in forms.observed.items():
        forms.left[name] = np.array([table.row(g) for g in seen], np.int32)
        forms.marked[name] = np.array([is_marked(g) for g in seen])
        forms.quoted[name] = np.array([is_quoted(g) for g in seen])
        forms.wide[name] = np.array([is_wide(g) for g in seen])
