"""Which marks fit into a gap, what quotation marks in it do, and where each mark of it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.restore.learned.words import GapTable, gap_label, is_marked, is_quoted, is_wide

_QUOTE = re.compile("''|``|[\"“”„«»]")
_LEANING = re.compile(r"(?<=[^\s¶\"“”])[\"](?=[\s¶])|\"(?= *[\n¶])")
"""A mark that closes, since a space stands behind it alone or it ends its line: ``the --" "Then``."""

_ENDING = re.compile("[.]['\")]*[ ¶]|[?!][ ¶]|¶")
_CLOSING = re.compile("[.?!)][.?!)\"']*[ ¶]?$")
_SPACE = re.compile(r"[\s¶]+")
_CLAUSE = frozenset(',;:!?()"“”\n¶')
_PARTING = re.compile(r"[,;:!?()]|\n\s*\n")
NO, WRONG, IGNORED = -1e4, -5.0, -9.0
"""Log-odds of a change that a mark cannot make, should not make, or of a mark that does nothing."""

ALL, QUOTES, CLOSED = range(3)
"""What became of marks: all are spaces, the quotation marks alone are spaces, or these alone were deleted."""

USUAL = {"-": 0.5, ": ": 0.5, " - ": -0.7}
"""Log-odds in favour of marks that come back too seldom where gaps show their width, and against one that comes too
often: hyphens, colons, dashes.
"""

KEEP, OPEN, CLOSE, EITHER, BOTH, AGAIN = range(6)
EFFECTS = np.array(
    [
        [[0, NO], [NO, 0]],
        [[NO, 0], [NO, NO]],
        [[NO, NO], [0, NO]],
        [[NO, 0], [0, NO]],
        [[NO, NO], [NO, 0]],
        [[NO, 0], [NO, 0]],
    ],
    dtype=np.float32,
)
"""For each kind of gap, the log-odds of going from outside (0) or inside (1) speech to outside or inside."""

SOFT = np.array(
    [
        [[0, NO], [NO, 0]],
        [[IGNORED, 0], [WRONG, IGNORED]],
        [[IGNORED, WRONG], [0, IGNORED]],
        [[IGNORED, 0], [0, IGNORED]],
        [[WRONG, WRONG], [WRONG, 0]],
        [[IGNORED, 0], [WRONG, 0]],
    ],
    dtype=np.float32,
)
"""The same for marks that stand in the copy, which may be wrong but cannot be taken away."""


def chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how likely each class is beside the likeliest of its row."""
    found: NDArray[np.float32] = scores - scores.max(axis=1, keepdims=True)
    return np.exp(found, out=found)


def effect_of(gap: str) -> int:
    """Return what the quotation marks of a gap do, going by the spaces around them."""
    marks = list(_QUOTE.finditer(gap))
    if not marks:
        return KEEP
    spaces = list(_SPACE.finditer(gap))
    roles = set()
    for mark in marks:
        if mark.group() in "“«„":
            roles.add(OPEN)
        elif mark.group() in "”»":
            roles.add(CLOSE)
        elif not spaces:
            roles.add(OPEN if gap[-1:] in "([" else CLOSE if gap[:1] in ")]" else EITHER)
        else:
            before, after = mark.start() < spaces[0].start(), mark.start() >= spaces[-1].end()
            roles.add(CLOSE if before or _LEANING.match(gap, mark.start()) else OPEN if after else EITHER)
    if roles == {OPEN, CLOSE}:
        return BOTH
    if roles == {OPEN} and spaces and re.search("[\n¶]", gap[: marks[0].start()]):
        return AGAIN
    return roles.pop() if len(roles) == 1 else EITHER


def _holds(name: str, mark: str) -> bool:
    """Return whether a class is a hyphen, or holds a mark with its spaces."""
    return name == mark if mark == "-" else mark in name


@dataclass(slots=True)
class Form:
    """One kind of observed gap: its row in the table, and what a reader sees of it.

    ``clausal`` tells whether marks end a clause in it, ``effect`` what its quotation marks do.
    """

    gap: str
    row: int
    marked: bool
    quoted: bool
    wide: bool
    clausal: bool
    effect: int


@dataclass(slots=True)
class Classes:
    """The forms of marks that the reader restores, in the order of the encoder's head.

    ``ending`` tells which of them end a sentence, so that a capital follows, ``clausal`` which of them end a clause,
    ``asking`` which of them a question, ``closing`` which of them may be the last of a text, ``broken`` which of them
    hold a line end, ``inner`` before which of them no sentence ends and behind which nothing begins, ``money`` which of
    them end in a sign of money, ``pounds`` in that of pounds, ``hyphen`` is the hyphen, ``stopped`` which of them begin
    with a stop behind a word, ``nested`` which of them close a quote and one within it, ``within`` which open one
    within. ``breaks``, ``quotes`` and ``dashes`` count those marks in each; ``usual`` are log-odds for those that are
    told too seldom, or too often.
    ``member`` has a column of ones for those that hold the same marks and differ in line ends alone; ``nothing``,
    ``apostrophe`` and ``point`` are the numbers of those three.
    """

    names: Sequence[str]
    effects: NDArray[np.int64] = field(init=False)
    lengths: NDArray[np.int64] = field(init=False)
    cores: list[str] = field(init=False)
    ending: NDArray[np.bool_] = field(init=False)
    clausal: NDArray[np.bool_] = field(init=False)
    asking: NDArray[np.bool_] = field(init=False)
    closing: NDArray[np.bool_] = field(init=False)
    quoted: NDArray[np.bool_] = field(init=False)
    broken: NDArray[np.bool_] = field(init=False)
    inner: NDArray[np.bool_] = field(init=False)
    money: NDArray[np.bool_] = field(init=False)
    pounds: NDArray[np.bool_] = field(init=False)
    hyphen: NDArray[np.bool_] = field(init=False)
    stopped: NDArray[np.bool_] = field(init=False)
    usual: NDArray[np.float32] = field(init=False)
    nested: NDArray[np.bool_] = field(init=False)
    within: NDArray[np.bool_] = field(init=False)
    breaks: NDArray[np.int64] = field(init=False)
    quotes: NDArray[np.int64] = field(init=False)
    dashes: NDArray[np.int64] = field(init=False)
    groups: NDArray[np.int64] = field(init=False)
    member: NDArray[np.float32] = field(init=False)
    nothing: int = field(init=False)
    apostrophe: int = field(init=False)
    point: int = field(init=False)

    def __post_init__(self) -> None:
        self.effects = np.array([effect_of(c) for c in self.names])
        self.lengths = np.array([len(c) for c in self.names])
        self.cores = [_QUOTE.sub("", _SPACE.sub("", c)) for c in self.names]
        self.ending = np.array([_ENDING.search(c) is not None for c in self.names])
        numbers: dict[str, int] = {}
        self.clausal = np.array([any(mark in _CLAUSE for mark in c) for c in self.names])
        self.asking = np.array(["?" in c for c in self.names])
        self.closing = np.array([_CLOSING.search(c) is not None for c in self.names])
        self.quoted = np.array([is_quoted(c) for c in self.names])
        self.broken = np.array(["¶" in c for c in self.names])
        opening = np.array([c.rstrip().endswith(('"', "'", ":", "-", "(")) for c in self.names])
        self.inner = ~(self.ending | self.broken | opening)
        self.pounds = np.array([c.rstrip().endswith("£") for c in self.names])
        self.hyphen = np.array([c == "-" for c in self.names])
        self.stopped = np.array([c.startswith(".") and c[1:] not in ("", "-") for c in self.names])
        self.usual = np.array([sum(odds for m, odds in USUAL.items() if _holds(c, m)) for c in self.names], np.float32)
        self.money = np.array([c.rstrip().endswith(("$", "£", "€")) for c in self.names])
        self.nested = np.array(["'" in c for c in self.cores]) & (self.effects == CLOSE)
        self.within = np.array([c.endswith((" '", "¶'", "\"'")) for c in self.names])
        self.breaks, self.quotes, self.dashes = (np.array([c.count(m) for c in self.names]) for m in '¶"-')
        self.groups = np.array([numbers.setdefault(c.replace("¶", " ").strip(), len(numbers)) for c in self.names])
        self.member = np.zeros((len(self.names), len(numbers)), np.float32)
        self.member[np.arange(len(self.names)), self.groups] = 1.0
        self.nothing, self.apostrophe, self.point = (
            list(self.names).index(c) if c in self.names else -1 for c in (" ", "'", ".")
        )

    def lost(self, gap: str) -> NDArray[np.float32]:
        """Return which classes a gap may have held whose marks became spaces."""
        broken = "\n" in gap
        room = len(gap.replace("\n", "")) + broken
        fits = self.lengths <= room
        fits &= np.array(["¶" not in c or broken or room > 1 for c in self.names])
        if gap.strip():
            fits &= np.array([core == _SPACE.sub("", gap_label(gap)) for core in self.cores])
        return self._mask(fits)

    def unquoted(self, gap: str) -> NDArray[np.float32]:
        """Return which classes a gap may have held of whose marks the quotation marks alone became spaces."""
        core, broken = _SPACE.sub("", gap_label(gap)), "\n" in gap
        fits = (self.lengths <= len(gap.replace("\n", "")) + broken) & np.array([c == core for c in self.cores])
        if broken or gap.count(" ") < 2:
            fits &= (self.effects == KEEP) | (self.broken & broken)
        return self._mask(fits)

    def closed_up(self, gap: str) -> NDArray[np.float32]:
        """Return which classes a gap may have held of whose marks the quotation marks alone were deleted."""
        left = gap_label(gap)
        return self._mask(np.array([_QUOTE.sub("", name) == left for name in self.names]))

    def best(self, scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return for each row of scores the best class of the likeliest group."""
        likeliest = (chances(scores) @ self.member).argmax(axis=1)
        found: NDArray[np.int64] = np.where(self.groups == likeliest[:, None], scores, NO * 10).argmax(axis=1)
        return found

    def _mask(self, fits: NDArray[np.bool_]) -> NDArray[np.float32]:
        if not fits.any():
            fits[self.nothing] = True
        return np.where(fits, 0, NO).astype(np.float32)


class Forms:
    """Numbers the distinct gaps of all copy that is read, and remembers what is known of each."""

    def __init__(self, table: GapTable, classes: Classes) -> None:
        self._table, self._classes = table, classes
        self._numbers: dict[str, int] = {}
        self._list: list[Form] = []
        self._arrays: dict[str, NDArray[Any]] = {}
        self._fits: dict[tuple[int, int], NDArray[np.float32]] = {}

    def numbers(self, gaps: Sequence[str]) -> NDArray[np.int64]:
        """Return the number of each gap."""
        known = self._numbers
        for gap in set(gaps) - known.keys():
            known[gap] = len(self._list)
            self._list.append(self._form(gap))
            self._arrays.clear()
        return np.fromiter(map(known.__getitem__, gaps), np.int64, len(gaps))

    def column(self, name: str) -> NDArray[Any]:
        """Return one attribute of all forms, by number."""
        found = self._arrays.get(name)
        if found is None:
            found = self._arrays[name] = np.array([getattr(form, name) for form in self._list])
        return found

    def fitting(self, numbers: NDArray[np.int64], lost: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return which classes may be restored in each gap, as 0 or ``NO``: (gaps, classes).

        Args:
            numbers: of the gaps.
            lost: what became of the marks of each: ``ALL`` and so on.
        """
        rows, at = self._fits_of(numbers, lost)
        return rows[at]

    def blank(self, numbers: NDArray[np.int64], lost: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which of those gaps may have held nothing."""
        rows, at = self._fits_of(numbers, lost)
        found: NDArray[np.bool_] = (rows[:, self._classes.nothing] == 0)[at]
        return found

    def _fits_of(
        self, numbers: NDArray[np.int64], lost: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return a row for each kind of gap that is met, and which of the rows is each gap's."""
        kinds = 3 * numbers + lost
        met = np.flatnonzero(np.bincount(kinds))
        rows = [self._fit(*divmod(kind, 3)) for kind in met.tolist()]
        return np.array(rows, np.float32).reshape(-1, len(self._classes.names)), np.searchsorted(met, kinds)

    def _fit(self, number: int, lost: int) -> NDArray[np.float32]:
        found = self._fits.get((number, lost))
        if found is None:
            fits = (self._classes.lost, self._classes.unquoted, self._classes.closed_up)[lost]
            found = self._fits[number, lost] = fits(self._list[number].gap)
        return found

    def _form(self, gap: str) -> Form:
        return Form(
            gap=gap,
            row=self._table.row(gap),
            marked=is_marked(gap),
            quoted=is_quoted(gap),
            wide=is_wide(gap),
            clausal=_PARTING.search(gap) is not None,
            effect=effect_of(gap),
        )


@cache
def placed(form: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]], bool]:
    """Return where the marks of a class go: from the start of a gap, from its end, and whether lines break in it.

    ``placed('." ')`` is ``([(0, '.'), (1, '"')], [], False)``; ``placed(' "')`` is ``([], [(1, '"')], False)``.
    """
    spaces = list(_SPACE.finditer(form))
    cut = spaces[-1].end() if spaces else len(form)
    left = [(i, c) for i, c in enumerate(form[:cut]) if c not in " ¶"]
    right = [(len(form) - cut - i, c) for i, c in enumerate(form[cut:])]
    return left, right, "¶" in form
