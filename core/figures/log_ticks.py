"""Marks of a log axis as whole numbers: left to itself such an axis writes bare digits between its powers of ten."""

MOST = 8
_COARSE, _USUAL, _FINE = (1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 7)


def log_ticks(least: float, most: float) -> dict[str, list[float] | list[str]]:
    """Marks from ``least`` to ``most`` with their words: 1, 2, 5, 10 …; fewer over many decades, more within one.

    >>> log_ticks(18, 230)["ticktext"]
    ['20', '50', '100', '200']
    >>> log_ticks(0.5, 2e5)["ticktext"], log_ticks(18, 41)["ticktext"]
    (['1', '10', '100', '1,000', '10,000', '100,000'], ['20', '30', '40'])
    """
    marks = _between(_USUAL, least, most)
    if len(marks) > MOST:
        marks = _between(_COARSE, least, most)
    elif len(marks) < 3:
        marks = _between(_FINE, least, most)
    return {"tickvals": marks, "ticktext": [f"{mark:,.6g}" for mark in marks]}


def _between(digits: tuple[float, ...], least: float, most: float) -> list[float]:
    # As written, 5 · 10⁻² is 0.05 to the last bit.
    steps = (float(f"{digit}e{power}") for power in range(-6, 10) for digit in digits)
    return [step for step in steps if least <= step <= most]
