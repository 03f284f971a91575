"""Turns a trained reader into the weights file that the package ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from archive.restore.net_model import TABLES, quantised
from training.corpus import Array
from training.network import Reader
from training.store import Lexicon


def export(reader: Reader, lex: Lexicon, path: Path, temperatures: dict[str, float] | None = None) -> int:
    """Write 8-bit weights to ``path`` (.npz) and return its size in bytes."""
    arrays: dict[str, Any] = {}

    def put(name: str, weights: Array, eight: bool) -> None:
        if eight:
            arrays[name], arrays[f"{name}_scale"] = quantised(weights)
        else:
            arrays[name] = weights.astype(np.float16)
            arrays[f"{name}_scale"] = np.ones(len(weights), np.float32)

    for name, table in zip(TABLES, reader.tables, strict=True):
        put(f"table_{name}", table.weight.detach().cpu().numpy(), eight=True)
    for i, layer in enumerate(reader.layers):
        for suffix, linear in (("", layer.mix), ("_carry", getattr(layer, "carry", None))):
            if linear is not None:
                put(f"layer{i}{suffix}", linear.weight.detach().cpu().numpy(), eight=False)
                arrays[f"layer{i}{suffix}_bias"] = linear.bias.detach().cpu().numpy()
    put("heads", reader.heads.weight.detach().cpu().numpy(), eight=False)
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
    np.savez_compressed(path, **arrays)
    return path.stat().st_size
