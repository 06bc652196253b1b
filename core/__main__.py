"""Batchwise from the command line: ``python -m core run …`` and ``python -m core lint …``."""

import sys

from core.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
