"""Records come back from their pack, whole or their beginning alone; what claims more room than any has is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zstandard

from index.whoosh.disk import Disk
from index.whoosh.files import Container, ContainerWriter, SegmentFaultError
from index.whoosh.packed import SAMPLES, Packer, Unpacker, write_dictionaries


@pytest.mark.parametrize("count", [1, SAMPLES + 1])
def test_records_come_back_with_a_dictionary_and_without(tmp_path: Path, count: int) -> None:
    records = [b"The ferry to island %d sails at noon, the harbour said." % at for at in range(count)]
    packer = Packer()
    for record in records:
        packer.add(record)
    with ContainerWriter(Disk(), tmp_path / "c") as writer:
        packer.write(writer)
        writer.close({})

    file = Container(tmp_path / "c")
    unpacker = Unpacker(file)

    assert bool(unpacker.dictionaries) == (count > SAMPLES)
    packed = file.strings("s.packed", "s.packed.off")
    for at, record in enumerate(records):
        assert unpacker.unpack(at, packed(at)) == record
        assert unpacker.unpack(at, packed(at), 9) == record[:9]


def test_a_record_that_claims_more_room_than_any_has_is_refused_before_room_is_made(tmp_path: Path) -> None:
    with ContainerWriter(Disk(), tmp_path / "c") as writer:
        write_dictionaries(writer, [], np.zeros(1, dtype=np.uint8))
        writer.close({})
    single_segment = zstandard.FRAME_HEADER + b"\xe0"
    claim = single_segment + (1 << 40).to_bytes(8, "little")

    with pytest.raises(SegmentFaultError, match="larger than any can be"):
        Unpacker(Container(tmp_path / "c")).unpack(0, claim)
