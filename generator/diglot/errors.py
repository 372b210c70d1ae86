"""The only exceptions that are no bugs: they end a command with a message for people and an exit code."""

from __future__ import annotations


class UserError(Exception):
    """Something the user has to change: a setting, an argument. Exit code 2."""

    exit_code = 2


class WorldError(UserError):
    """Something outside of Diglot failed: a disk, a permission, a program. Exit code 3."""

    exit_code = 3
