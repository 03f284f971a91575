"""From damaged copy to readable English."""

from archive.restore.restorer import restore, restore_many
from archive.restore.values import Mention, Restored, Run

__all__ = ["Mention", "Restored", "Run", "restore", "restore_many"]
