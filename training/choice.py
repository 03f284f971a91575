"""Fits weights that make the right one of several options likeliest (a conditional logit), and writes them: what the
commands that fit a table of ``archive/extract`` have in common."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import numpy as np

from archive.extract.weights import table

Signs = Sequence[tuple[str, float]]
"""What speaks for or against an option: names of weights, and how much there is of each."""

STEPS, PENALTY = 200, 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """Options, each with whether it is right, of which one at least is; it counts ``weight`` times."""

    options: Sequence[tuple[bool, Signs]]
    weight: float = 1.0


def fitted(choices: Sequence[Choice], start: Mapping[str, float]) -> dict[str, float]:
    """Return the weights of signs that make the right options likeliest, by descent with a penalty on large weights;
    ``start`` are weights to begin with.
    """
    options = [(n, right, signs) for n, choice in enumerate(choices) for right, signs in choice.options]
    names = {name: k for k, name in enumerate(dict.fromkeys(name for *_, signs in options for name, _ in signs))}
    if not names:
        return {}
    group = np.array([n for n, *_ in options])
    right = np.array([yes for _, yes, _ in options])
    rows = np.repeat(np.arange(len(options)), [len(signs) for *_, signs in options])
    columns = np.array([names[name] for *_, signs in options for name, _ in signs])
    values = np.array([float(value) for *_, signs in options for _, value in signs])
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    counts = np.repeat([choice.weight for choice in choices], [len(choice.options) for choice in choices])
    weights = np.array([start.get(name, 0.0) for name in names])
    slope, scale = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns] * values, len(options))
        odds = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        chance = odds / np.add.reduceat(odds, first)[group]
        wanted = odds * right / np.add.reduceat(odds * right, first)[group]
        gradient = np.bincount(columns, (counts * (chance - wanted))[rows] * values, len(names)) + PENALTY * weights
        slope = 0.9 * slope + 0.1 * gradient
        scale = 0.99 * scale + 0.01 * gradient**2
        rate = 0.15 * 0.02 ** (step / STEPS)
        weights -= rate * slope / (1 - 0.9**step) / (np.sqrt(scale / (1 - 0.99**step)) + 1e-9)
    return dict(zip(names, weights.tolist(), strict=True))


class Numbered(Protocol):
    """What is told of an article, by its number."""

    @property
    def number(self) -> int:
        """The place of the article among those read."""


Told = TypeVar("Told", bound=Numbered)


def parts(told: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Return what weights are fitted to, and what is left out until they tell their figures: every third article."""
    found: tuple[list[Told], list[Told]] = [], []
    for one in told:
        found[one.number % 3 == 0].append(one)
    return found


def command(name: str, doc: str, needs: Literal["*", "+"], data: str) -> argparse.ArgumentParser:
    """Return the command line of ``training.<name>``: files of ``data``, and where the weights go."""
    ask = argparse.ArgumentParser(prog=f"python -m training.{name}", description=doc.partition("\n")[0])
    ask.add_argument("data", nargs=needs, type=Path, metavar="DATA", help=data)
    ask.add_argument("--out", type=Path, default=table(name), help="where the weights go (.json)")
    return ask


def tell(lines: Iterable[str]) -> None:
    """Print the lines of a report."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


_Kind = TypeVar("_Kind", bound=str)


def write(table: Mapping[_Kind, Mapping[str, float]], path: Path) -> None:
    """Write weights as the program reads them, rounded, those of no weight left out."""
    rounded = {
        kind: {name: round(w, 2) for name, w in sorted(of_it.items()) if round(w, 2)} for kind, of_it in table.items()
    }
    path.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
