"""A cell of a CSV table that a spreadsheet shows and never runs."""

import json

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last four: full width


def harmless(cell: object) -> str:
    """The cell as text: nothing for None, JSON for what has parts.

    A spreadsheet runs a cell that starts with =, +, - or @ as a formula, so such text gets a ' in front.

    >>> harmless("=1+1"), harmless((1, 2)), harmless(None)
    ("'=1+1", '[1, 2]', '')
    """
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
