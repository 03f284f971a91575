"""Turns a trained reader into the weights file that the package ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from archive.restore.learned.model import TABLES, Model
from archive.restore.learned.tables import quantised
from training.network import Reader, Shape
from training.store import Lexicon


def export(reader: Reader, lex: Lexicon, path: Path, temperatures: dict[str, float] | None = None) -> int:
    """Write weights to ``path`` (.npz) and return its size in bytes."""
    arrays: dict[str, Any] = {}

    for name, table in zip((*TABLES, "pair"), (*reader.tables, reader.pairs), strict=True):
        packed, scale = quantised(table.weight.detach().cpu().numpy())
        arrays |= {f"table_{name}": packed, f"table_{name}_scale": scale}
    arrays["pairs"] = np.array(lex.pairs, np.uint32)
    arrays["pair"] = reader.pair.weight.detach().cpu().numpy().astype(np.float16)
    for i, layer in enumerate(reader.layers):
        for suffix, linear in (("", layer.mix), ("_carry", getattr(layer, "carry", None))):
            if linear is not None:
                arrays[f"layer{i}{suffix}"] = linear.weight.detach().cpu().numpy().astype(np.float16)
                arrays[f"layer{i}{suffix}_bias"] = linear.bias.detach().cpu().numpy()
    arrays["heads"] = reader.heads.weight.detach().cpu().numpy().astype(np.float16)
    arrays["heads_bias"] = reader.heads.bias.detach().cpu().numpy()
    arrays["reach"] = reader.reach.detach().cpu().numpy()
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
    np.savez(path, **arrays)
    return path.stat().st_size


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
            layers=meta.layers,
        )
    )
    state = {f"tables.{i}.weight": tables[name].rows(slice(None)) for i, name in enumerate(TABLES)}
    state |= {"pairs.weight": tables["pair"].rows(slice(None)), "pair.weight": model.pair.T}
    with np.load(path, allow_pickle=False) as file:
        for i, kind in enumerate(meta.layers):
            for part, name in (("mix", f"layer{i}"), *((("carry", f"layer{i}_carry"),) if kind == "S" else ())):
                state |= {f"layers.{i}.{part}.weight": file[name], f"layers.{i}.{part}.bias": file[f"{name}_bias"]}
        state |= {"heads.weight": file["heads"], "heads.bias": file["heads_bias"], "reach": file["reach"]}
    known = {name: torch.from_numpy(array.astype(np.float32)) for name, array in state.items()}
    reader.load_state_dict(reader.state_dict() | known)
    known_by_heart = (list(meta.words), list(meta.gap_keys), list(meta.classes), meta.mixed, model.pairs.tolist())
    return reader.eval(), Lexicon(*known_by_heart)
