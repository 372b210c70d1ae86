"""`python -m diglot` is the command `diglot`, which begins here as well."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Runs the command line. Ctrl+C is heard while it is imported, too, which takes a tenth of a second."""
    try:
        from diglot.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
