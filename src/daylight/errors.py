"""What can go wrong, in one tree. Each message is one line: what is wrong, where, and what to do."""

from __future__ import annotations


class DaylightError(Exception):
    """Any failure that a user can understand and mend; its text is one clear line."""


class InputError(DaylightError):
    """A file, folder or text that cannot be read as what it claims to be."""


class DeskError(DaylightError):
    """A desk that cannot be opened, read or written."""


class NotFoundError(DaylightError):
    """A record, actor, issue or document that the desk does not hold."""


class ModelFileError(DaylightError):
    """A conflict model, actor file, issue file or settings file that a person wrote and must correct."""


class TooLargeError(DaylightError):
    """A computation that would not fit into memory, refused with its estimated need."""
