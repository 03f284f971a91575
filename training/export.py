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

from archive.restore.learned.model import TABLES, Model
from archive.restore.learned.tables import Table, quantised
from training.network import Reader, Shape
from training.store import Lexicon


def export(reader: Reader, lex: Lexicon, path: Path, temperatures: dict[str, float] | None = None) -> int:
    """Write weights to ``path`` (.npz) and return its size in bytes."""
    state = {name: value.detach().cpu().numpy() for name, value in reader.state_dict().items()}
    packed = {f"table_{name}": f"tables.{i}.weight" for i, name in enumerate(TABLES)}
    packed |= {"table_pair": "pairs.weight"}
    plain = {"pair": "pair.weight", "spread": "spread.weight", "reach": "reach"}
    for name, part in _products(reader.shape.layers):
        packed[name] = f"{part}.weight"
        plain |= {f"{name}_bias": f"{part}.bias", f"{name}_most": f"{part}.most"}
    arrays: dict[str, Any] = {name: state[part].astype(np.float16) for name, part in plain.items()}
    for name, part in packed.items():
        arrays[name], arrays[f"{name}_scale"] = quantised(state[part])
    arrays["pairs"] = np.diff(np.array(lex.pairs, np.uint32), prepend=np.uint32(0))
    meta = {
        "words": lex.words,
        "gap_keys": lex.gap_keys,
        "classes": lex.classes,
        "mixed": lex.mixed,
        "heads": reader.shape.heads(),
        "layers": list(reader.shape.layers),
        "temperatures": temperatures or {},
    }
    arrays["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        for name, array in arrays.items():
            # numbers that rise and names are half as long compressed, weights are not
            how = zipfile.ZIP_DEFLATED if name in ("pairs", "meta") else zipfile.ZIP_STORED
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue(), how, 9)
    return path.stat().st_size


def _products(layers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each product as the weights file and as the reader calls it."""
    yield "heads", "heads"
    for i, kind in enumerate(layers):
        yield f"layer{i}", f"layers.{i}.mix"
        if kind == "S":
            yield f"layer{i}_carry", f"layers.{i}.carry"


def restored(path: Path) -> tuple[Reader, Lexicon]:
    """Return the reader of a weights file, as closely as so few bits hold it, to train it further.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no weights.
    """
    model = Model.load(path)
    meta, tables = model.meta, model.tables
    reader = Reader(
        Shape(
            words=len(meta.words),
            gaps=len(meta.gap_keys),
            classes=len(meta.classes),
            pairs=len(model.pairs),
            hashed=len(tables["word"]) - len(meta.words),
            affixes=len(tables["prefix"]),
            width=model.width,
            breadth=model.breadth,
            layers=meta.layers,
        )
    )
    state = {f"tables.{i}.weight": tables[name].rows(slice(None)) for i, name in enumerate(TABLES)}
    state |= {"pairs.weight": tables["pair"].rows(slice(None)), "pair.weight": model.pair.T}
    with np.load(path, allow_pickle=False) as file:
        for name, part in _products(meta.layers):
            state[f"{part}.weight"] = Table(file[name], file[f"{name}_scale"]).rows(slice(None))
            state |= {f"{part}.bias": file[f"{name}_bias"], f"{part}.most": file[f"{name}_most"]}
        state |= {"spread.weight": file["spread"], "reach": file["reach"]}
    known = {name: torch.from_numpy(array.astype(np.float32)) for name, array in state.items()}
    reader.load_state_dict(reader.state_dict() | known)
    known_by_heart = (list(meta.words), list(meta.gap_keys), list(meta.classes), meta.mixed, model.pairs.tolist())
    return reader.eval(), Lexicon(*known_by_heart)
