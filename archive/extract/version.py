"""The version of reading, apart from the steps that it counts: comparing it loads none of them."""

from __future__ import annotations

READER_VERSION = 23
"""Grows when the same bytes would be read differently, so that archives know what to read again."""
