"""A cost model from measurements made elsewhere: a batch size and its milliseconds on each line."""

import re

from core.base import Fault, InvalidInput
from core.serving import CostFit, fit_cost

MOST_LINES, MOST_CHARACTERS = 200, 10_000
_PAIR = re.compile(
    r"^\s*(\d{1,6})\s*[:;,\t ]\s*([0-9]*[.]?[0-9]+(?:e[+-]?\d+)?)\s*(?:ms)?\s*$", re.IGNORECASE
)


def fit_pairs(text: str) -> CostFit:
    """The line fitted to pasted pairs, one on each line: "8: 18.5" is a batch of 8 in 18.5 ms; a size may come again.

    Raises InvalidInput with every line that cannot be read, or if there are fewer than two sizes.

    >>> fit = fit_pairs("1: 11\\n8: 18\\n32, 42 ms")
    >>> round(1000 * fit.cost.fixed_s, 3), round(1000 * fit.cost.per_item_s, 3)
    (10.0, 1.0)
    """
    lines = [
        (number, line) for number, line in enumerate(text[:MOST_CHARACTERS].splitlines(), 1) if line.strip()
    ]
    faults, samples = [], dict[int, list[float]]()
    if len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES:
        problem = f"{len(lines):,} lines, {len(text):,} characters"
        faults.append(Fault(field="pairs", problem=problem, fix=f"give at most {MOST_LINES} lines"))
    for number, line in lines[:MOST_LINES]:
        found = _PAIR.match(line)
        if found is None or int(found[1]) == 0 or float(found[2]) == 0:
            fix = 'write a batch size and its milliseconds, such as "8: 18.5"'
            faults.append(
                Fault(field=f"line {number}", problem=f"{line.strip()[:40]!r} is not a pair", fix=fix)
            )
        else:
            samples.setdefault(int(found[1]), []).append(float(found[2]) / 1000)
    if not faults and len(samples) < 2:
        problem = f"{len(samples)} batch size{'' if len(samples) == 1 else 's'}"
        faults.append(Fault(field="pairs", problem=problem, fix="measure two sizes at least, far apart"))
    if faults:
        raise InvalidInput(faults)
    return fit_cost(samples)
