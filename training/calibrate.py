"""Fits how sure the reader says it is to how often it is right, on text that it has not met.

    python -m training.calibrate WEIGHTS FILES...

FILES need gold people, gold quotes, or just clean text with quotation marks; what they do not tell stays as it was,
or follows the names. The weights are rewritten in place.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from archive.restore.chances import cooled
from archive.restore.learned.gaps import effect_of
from archive.restore.learned.model import Model
from archive.restore.learned.quotes import turns
from archive.restore.learned.reader import Reader, Told
from archive.restore.learned.words import WORD
from training.corpus import Tables, read_records, stripped, to_document
from training.export import write
from training.marks import quote_states

Pairs = list[tuple[float, bool]]
"""How likely a reading said it was, and whether it was right."""

ENOUGH = 200
"""Fewer pairs fit no temperature."""

NEAR = 0.8
"""How large a share of the words that either has two spans must share."""


def temperature(pairs: Pairs) -> float:
    """Return what to divide the log-odds of probabilities by, so that they are right as often as they say.

    The best of 0.6 to 4.0, in steps of 0.05: temperature scaling, after Guo and others, "On Calibration of Modern
    Neural Networks" (2017).
    """

    def loss(heat: float) -> float:
        return -sum(math.log(p if right else 1 - p) for p, right in ((cooled(p, heat), right) for p, right in pairs))

    return min((round(0.6 + 0.05 * i, 2) for i in range(69)), key=loss)


def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Return whether two spans share most of their words."""
    return min(a[1], b[1]) - max(a[0], b[0]) >= NEAR * (max(a[1], b[1]) - min(a[0], b[0]))


def compare(record: dict[str, Any], told: Told, found: dict[str, Pairs]) -> None:
    """Add how sure a reading is, and whether it is right, to ``found``."""
    document = to_document("", record, Tables())
    if len(document.words) != len(told.copy.words):
        return
    if "people" in record:
        tags = [*document.person.tolist(), 0]
        gold = set()
        for i, tag in enumerate(tags[:-1]):
            if tag == 1:
                gold.add((i, next(k for k in range(i + 1, len(tags)) if tags[k] != 2)))
        found["name"] += [(chance, (first, end) in gold) for first, end, chance in told.names]
    gaps = WORD.split(record["text"])
    marked = np.array([*(np.array(quote_states(gaps)) == 1), False]).astype(np.int8)
    spoken = turns(marked, np.array([effect_of(gap) for gap in gaps]))
    sources = {(run[0], run[1]): run[2] for run in document.runs.tolist() if run[4]}
    for speech in told.speech:
        span = (speech.first, speech.end)
        if speech.marked and spoken:
            found["clear"].append((speech.clear, any(near(span, gold) for gold in spoken)))
        if speech.marked and "attributions" in record:
            match = next((gold for gold in sources if near(span, gold)), None)
            found["said"].append((speech.said, match is not None))
            if match and sources[match] > 0 and speech.source:
                found["sure"].append((speech.sure, speech.source[0] <= sources[match] < speech.source[1]))


def temperatures(model: Model, records: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the temperatures that fit ``records``, clean and stripped alike."""
    reader = Reader(model)
    found: dict[str, Pairs] = {"name": [], "clear": [], "said": [], "sure": []}
    ways: tuple[Callable[[str], str], ...] = (str, stripped)
    for way in ways:
        for record in records:
            compare(record, reader.tell([way(record["text"])])[0], found)
    fitted = {name: temperature(pairs) for name, pairs in found.items() if len(pairs) >= ENOUGH}
    return model.meta.temperatures | fitted


def rewrite(weights: Path, heats: dict[str, float]) -> None:
    """Put temperatures into a weights file."""
    with np.load(weights, allow_pickle=False) as file:
        arrays: dict[str, Any] = {name: file[name] for name in file.files}
    write(weights, arrays, json.loads(arrays.pop("meta").tobytes()) | {"temperatures": heats})


def main(arguments: list[str] | None = None) -> int:
    """Calibrate as the command line asks."""
    ask = argparse.ArgumentParser(prog="python -m training.calibrate", description=__doc__)
    ask.add_argument("weights", type=Path)
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--limit", type=int, default=400, help="read so many articles at most")
    said = ask.parse_args(arguments)
    records = [record for _, record in read_records(said.files)][: said.limit]
    heats = temperatures(Model.load(said.weights), records)
    rewrite(said.weights, heats)
    sys.stdout.write(json.dumps(heats) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
