"""Measures a reader on documents that it has not met, state by state, and writes down what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from training.batches import LABELS, Damager
from training.corpus import Array
from training.loss import show, tell
from training.network import Reader

STATES = {
    "clean": ("cased", "known"),
    "lower": ("lower", "known"),
    "upper": ("upper", "known"),
    "unquoted": ("cased", "unquoted"),
    "stripped": ("lower", "width"),
    "folded": ("lower", "folded"),
}
"""The states of copy that a reader is measured on, as :meth:`Damager.batch` takes them."""

MARKS = {"comma": ",", "period": ".", "quotation": '"', "apostrophe": "'"}


def f1(hits: int, said: int, gold: int) -> float | None:
    """Return the harmonic mean of precision and recall; None where there is no gold."""
    return round(2 * hits / (said + gold), 4) if gold else None


def measure(
    reader: Reader, damager: Damager, documents: Sequence[int], classes: Sequence[str]
) -> dict[str, dict[str, float | None]]:
    """Return F1 of capitals, marks and words of names over ``documents``, before anything is decoded jointly."""
    reader.eval()
    return {name: _measure(reader, damager, documents, classes, state) for name, state in STATES.items()}


def _measure(
    reader: Reader, damager: Damager, documents: Sequence[int], classes: Sequence[str], state: tuple[str, str]
) -> dict[str, float | None]:
    device = reader.heads.weight.device
    counts: dict[str, Array] = {}
    holds = {name: np.array([mark in c for c in classes]) for name, mark in MARKS.items()}

    def count(name: str, said: Array, gold: Array) -> None:
        found = np.array([(said & gold).sum(), said.sum(), gold.sum()])
        counts[name] = counts.get(name, np.zeros(3, int)) + found

    for doc in documents:
        starts = damager.corpus.starts
        batch = damager.batch([(doc, 0, int(min(starts[doc + 1] - starts[doc], 512)))], state)
        with torch.no_grad():
            told = {k: v.cpu().numpy() for k, v in tell(reader, show(batch, device)).items()}
        labels = dict(zip(LABELS, batch.labels, strict=True))
        known = labels["cap"] >= 0
        said, gold = told["cap"].argmax(2)[known], labels["cap"][known]
        count("capitals", (said == gold) & (said > 0), gold > 0)
        counts["capitals"][1] += int((said > 0).sum() - ((said == gold) & (said > 0)).sum())
        known = labels["gap"] >= 0
        said, gold = told["gap"].argmax(2)[known], labels["gap"][known]
        for name, has in holds.items():
            count(name, has[said], has[gold])
        known = labels["person"] >= 0
        count("names", told["person"].argmax(2)[known] > 0, labels["person"][known] > 0)
    return {name: f1(*(int(x) for x in found)) for name, found in counts.items()}


def write_report(path: Path, report: dict[str, object]) -> None:
    """Write a report as JSON."""
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
