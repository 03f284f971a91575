"""Writes the operators that make whole numbers and multiply them: ``python -m training.operators``.

``small.onnx`` is ``QuantizeLinear``: numbers divided by a step, rounded, plus a zero, cut to 8 bits (ONNX, operators).
``product.onnx`` is ``MatMulIntegerToFloat``: 8-bit rows less their zero times 8-bit weights, the sums times a scale for
each column, plus a bias, as floats (onnxruntime, docs/ContribOperators.md). Weights are inputs of it.
"""

from __future__ import annotations

import sys

from onnx import ModelProto, TensorProto, ValueInfoProto, helper

from archive.restore.learned.products import OPERATORS, ZERO


def operators() -> dict[str, ModelProto]:
    """Return the operators by name."""
    zero = helper.make_tensor("zero", TensorProto.UINT8, [], [ZERO])
    one = helper.make_tensor("one", TensorProto.FLOAT, [], [1.0])
    small = helper.make_graph(
        [helper.make_node("QuantizeLinear", ["numbers", "step", "zero"], ["near"])],
        "small",
        [_floats("numbers", "n", "k"), _floats("step")],
        [helper.make_tensor_value_info("near", TensorProto.UINT8, ["n", "k"])],
        [zero],
    )
    taken = ["rows", "weights", "one", "scale", "zero", "", "bias"]
    product = helper.make_graph(
        [helper.make_node("MatMulIntegerToFloat", taken, ["product"], domain="com.microsoft")],
        "product",
        [
            helper.make_tensor_value_info("rows", TensorProto.UINT8, ["n", "k"]),
            helper.make_tensor_value_info("weights", TensorProto.INT8, ["k", "m"]),
            _floats("scale", "m"),
            _floats("bias", "m"),
        ],
        [_floats("product", "n", "m")],
        [one, zero],
    )
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return {
        graph.name: helper.make_model(graph, opset_imports=versions, ir_version=8, producer_name="newsmorgue")
        for graph in (small, product)
    }


def _floats(name: str, *shape: str) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def main() -> int:
    """Write them where the reader looks for them."""
    for name, model in operators().items():
        (OPERATORS / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
