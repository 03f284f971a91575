from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training is an optional extra")

from archive.restore.learned.model import Model  # noqa: E402
from training.average import average, main  # noqa: E402
from training.calibrate import rewrite  # noqa: E402
from training.export import export, restored  # noqa: E402
from training.network import Reader, Shape  # noqa: E402
from training.store import Lexicon  # noqa: E402

LEXICON = Lexicon(["the", "said"], ["", " ", ". "], [" ", ". ", "'", '." ', ' "'], {}, [1, 3])


def weights(path: Path, seed: int, layers: tuple[str, ...] = ("1", "S")) -> Path:
    torch.manual_seed(seed)
    reader = Reader(Shape(2, 3, 5, 2, hashed=32, affixes=16, width=16, layers=layers))
    export(reader, LEXICON, path, {"name": 2.0} if seed == 2 else None)
    return path


def test_every_weight_is_the_mean(tmp_path: Path) -> None:
    one, other = weights(tmp_path / "one.npz", 1), weights(tmp_path / "other.npz", 2)

    mean = average([one, other])[0].state_dict()

    states = [restored(path)[0].state_dict() for path in (one, other)]
    for name, weight in mean.items():
        if not name.startswith("guess."):  # asked while training alone
            assert torch.allclose((states[0][name] + states[1][name]) / 2, weight)
    assert not torch.allclose(states[0]["heads.weight"], mean["heads.weight"], atol=0.01)


def test_the_mean_of_one_encoder_is_put_beside_the_others(tmp_path: Path) -> None:
    one, other, both = weights(tmp_path / "one.npz", 1), weights(tmp_path / "other.npz", 2), tmp_path / "both.npz"

    assert main([str(one), str(other), "--out", str(both), "--encoder", "folded", "--beside", str(one)]) == 0

    model, before = Model.load(both), Model.load(one)
    assert model.meta.layers == {"any": ("1", "S"), "folded": ("1", "S")}
    assert (model.encoder("any").spread == before.encoder("any").spread).all()
    assert (model.encoder("folded").spread != before.encoder("any").spread).any()
    assert all((model.tables[name].packed == table.packed).all() for name, table in before.tables.items())


def test_readers_of_other_layers_are_not_averaged(tmp_path: Path) -> None:
    one, other = weights(tmp_path / "one.npz", 1), weights(tmp_path / "other.npz", 2, ("1", "P"))

    with pytest.raises(ValueError, match=r"other\.npz: not the same words"):
        average([one, other])


def test_temperatures_are_written_into_weights_that_stay_as_they_are(tmp_path: Path) -> None:
    path = weights(tmp_path / "one.npz", 1)
    before, size = Model.load(path), path.stat().st_size

    rewrite(path, {"name": 1.5})

    after = Model.load(path)
    assert after.meta.temperatures == {"name": 1.5}
    assert all((after.arrays[name] == array).all() for name, array in before.arrays.items() if name != "meta")
    assert path.stat().st_size < size + 50
