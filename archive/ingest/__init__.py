"""Keeping an archive true to its files: walk, compare, read in parallel, commit. Nothing here prints.

``run`` and ``plan`` do it, ``values`` has what they take and tell; files are read without them too.
"""
