"""From bytes to copy, one file per format."""

from __future__ import annotations

from archive.readers.copy import Copy, FailedRecord, Reader, Stated
from archive.readers.registry import readers, recognise

__all__ = ["Copy", "FailedRecord", "Reader", "Stated", "readers", "recognise"]
