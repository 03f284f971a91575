from __future__ import annotations

import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.restore.learned import products as made
from archive.restore.learned.model import Model
from archive.restore.learned.products import Bytes, InFloats, InWholeNumbers, Matrix, Products, products
from archive.restore.learned.reader import WEIGHTS, Reader

pytest.importorskip("onnxruntime", reason="not built for this machine")

WAYS: list[Products] = [InFloats(), InWholeNumbers()]
STORY = (
    "port vella  reuters    ana ruiz  who leads the fishermen s union  said on tuesday   we have nothing left to lose  "
    "the minister  tomas berg  has promised us help three times    berg told parliament that the money would be found  "
)


def by_hand(rows: Bytes, weights: Matrix) -> NDArray[np.float64]:
    sums = (rows.astype(int) - 128) @ weights.whole.astype(int)
    return np.asarray(sums * weights.scale.astype(float) + weights.bias, np.float64)


@pytest.mark.parametrize("by", WAYS, ids=["in floats", "in whole numbers"])
def test_products_are_those_of_whole_numbers_even_where_all_are_as_large_as_can_be(by: Products) -> None:
    draw = np.random.default_rng(1)
    rows = draw.integers(0, 256, (50, 576)).astype(np.uint8)
    rows[0], rows[1] = 255, 0
    whole = draw.integers(-31, 32, (576, 40)).astype(np.int8)
    whole[:, 0], whole[:, 1] = 31, -31
    scale = (draw.random(40) / 1000).astype(np.float32)
    weights = Matrix(whole, scale, draw.normal(size=40).astype(np.float32))

    found = by.times(rows, weights)

    assert found.dtype == np.float32
    assert np.abs(found - by_hand(rows, weights)).max() < 1e-4
    assert np.abs(found - WAYS[0].times(rows, weights)).max() < 1e-6


@pytest.mark.parametrize("by", WAYS, ids=["in floats", "in whole numbers"])
def test_numbers_are_rounded_to_eight_bits_and_those_too_large_cut(by: Products) -> None:
    h = np.array([[0.0, 0.24, 0.26, -0.26, 1000.0, -1000.0]], np.float32)

    assert by.small(h, np.asarray(np.float32(0.5))).tolist() == [[128, 128, 129, 127, 255, 0]]


def test_what_multiplies_whole_numbers_is_loaded_for_much_text_alone() -> None:
    assert isinstance(products(100), InFloats)
    assert isinstance(products(1_000_000), InWholeNumbers)


def test_where_it_is_not_installed_numpy_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    made._in_whole_numbers.cache_clear()

    assert isinstance(products(1_000_000), InFloats)

    made._in_whole_numbers.cache_clear()


def test_much_text_is_read_as_little_text_is() -> None:
    once, often = Reader(Model.load(WEIGHTS)), Reader(Model.load(WEIGHTS))

    little = once.read([STORY])
    much = often.read([STORY] * 100)

    assert len(STORY.split()) * 100 > made.MANY > len(STORY.split())
    assert much == little * 100
