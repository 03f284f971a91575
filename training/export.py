"""Turns a trained reader into the weights file that the package ships."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from archive.restore.learned.model import ANY, TABLES, Model, arrays_of
from archive.restore.learned.tables import Table, quantised
from training.corpus import Array
from training.network import HEAD_BITS, LARGE_BITS, LAYER_BITS, SMALL_BITS, Reader, Shape
from training.store import Lexicon

LARGE = ("word", "prefix", "suffix", "pair")


def export(
    reader: Reader,
    lex: Lexicon,
    path: Path,
    temperatures: dict[str, float] | None = None,
    encoder: str = ANY,
    beside: Path | None = None,
) -> int:
    """Write weights to ``path`` (.npz) and return its size in bytes.

    With ``beside``, weights that have the same tables, the reader's encoder takes the place of theirs of that name, and
    all else is as it is there.
    """
    state = {name: value.detach().cpu().numpy() for name, value in reader.state_dict().items()}
    arrays: dict[str, Any]
    if beside:
        with np.load(beside, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files if not name.startswith(f"{encoder}_")}
        meta = json.loads(arrays.pop("meta").tobytes())
        meta["bits"] = {name: bits for name, bits in meta["bits"].items() if not name.startswith(f"{encoder}_")}
    else:
        arrays = {"pair": state["pair.weight"].astype(np.float16)}
        meta = {
            "words": lex.words,
            "gap_keys": lex.gap_keys,
            "classes": lex.classes,
            "mixed": lex.mixed,
            "heads": reader.shape.heads(),
            "layers": {},
            "bits": {},
            "temperatures": temperatures or {},
        }
        tables = {name: f"tables.{i}.weight" for i, name in enumerate(TABLES)} | {"pair": "pairs.weight"}
        for name, part in tables.items():
            _pack(arrays, meta["bits"], f"table_{name}", state[part], LARGE_BITS if name in LARGE else SMALL_BITS)
        arrays["pairs"] = np.diff(np.array(lex.pairs, np.uint32), prepend=np.uint32(0))
    meta["layers"][encoder] = list(reader.shape.layers)
    arrays |= {f"{encoder}_{name}": state[part].astype(np.float16) for name, part in _plain(reader.shape.layers)}
    for name, part in _products(reader.shape.layers):
        bits = HEAD_BITS if name == "heads" else LAYER_BITS
        _pack(arrays, meta["bits"], f"{encoder}_{name}", state[f"{part}.weight"], bits)
    return write(path, arrays, meta)


def write(path: Path, arrays: dict[str, Any], meta: dict[str, Any]) -> int:
    """Write the arrays of a weights file, with what is told of them, and return its size in bytes."""
    told = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as out:
        for name, array in {**arrays, "meta": told}.items():
            # weights would be no shorter
            how = zipfile.ZIP_STORED if name in meta["bits"] else zipfile.ZIP_DEFLATED
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            out.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), how, 9)
    return path.stat().st_size


def _pack(arrays: dict[str, Any], bits: dict[str, int], name: str, weights: Array, many: int) -> None:
    arrays[name], arrays[f"{name}_scale"] = quantised(weights, many)
    bits[name] = many


def _plain(layers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what else an encoder has as the weights file and as the reader calls it."""
    yield from (("spread", "spread.weight"), ("reach", "reach"))
    for name, part in _products(layers):
        yield from ((f"{name}_bias", f"{part}.bias"), (f"{name}_most", f"{part}.most"))


def _products(layers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each product as the weights file and as the reader calls it."""
    yield "heads", "heads"
    for i, kind in enumerate(layers):
        yield f"layer{i}", f"layers.{i}.mix"
        if kind == "S":
            yield f"layer{i}_carry", f"layers.{i}.carry"


def restored(path: Path, encoder: str = ANY) -> tuple[Reader, Lexicon]:
    """Return the reader of a weights file, as closely as so few bits hold it, to train it further.

    ``encoder`` names the one that it is to have; where there is none of that name, it is that of any copy.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no weights.
    """
    model = Model.load(path)
    meta, tables = model.meta, model.tables
    own = encoder if encoder in meta.layers else ANY
    arrays, bits = arrays_of(model.arrays, own), arrays_of(meta.bits, own)
    reader = Reader(
        Shape(
            words=len(meta.words),
            gaps=len(meta.gap_keys),
            classes=len(meta.classes),
            pairs=len(model.pairs),
            hashed=len(tables["word"]) - len(meta.words),
            affixes=len(tables["prefix"]),
            width=model.width,
            breadth=len(arrays["spread"]),
            layers=meta.layers[own],
        )
    )
    state = {f"tables.{i}.weight": tables[name].rows(slice(None)) for i, name in enumerate(TABLES)}
    state |= {"pairs.weight": tables["pair"].rows(slice(None)), "pair.weight": model.pair.T}
    state |= {part: arrays[name] for name, part in _plain(meta.layers[own])}
    for name, part in _products(meta.layers[own]):
        state[f"{part}.weight"] = Table.of(arrays[name], arrays[f"{name}_scale"], bits[name]).rows(slice(None))
    known = {name: torch.from_numpy(array.astype(np.float32)) for name, array in state.items()}
    reader.load_state_dict(reader.state_dict() | known)
    known_by_heart = (list(meta.words), list(meta.gap_keys), list(meta.classes), meta.mixed, model.pairs.tolist())
    return reader.eval(), Lexicon(*known_by_heart)
