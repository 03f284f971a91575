"""Keeping an archive true to its files: walk, compare, read in parallel, commit. Nothing here prints."""

from __future__ import annotations

from archive.ingest.interrupt import Stop, stopped_by_interrupt
from archive.ingest.plan import make_plan
from archive.ingest.run import ingest
from archive.ingest.values import Failure, Found, HeldBack, Observer, Options, Plan, Store, Summary

__all__ = [
    "Failure",
    "Found",
    "HeldBack",
    "Observer",
    "Options",
    "Plan",
    "Stop",
    "Store",
    "Summary",
    "ingest",
    "make_plan",
    "stopped_by_interrupt",
]
