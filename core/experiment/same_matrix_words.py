"""What a comparison of two ways to serve came to: as JSON-ready values, and in one sentence."""

from dataclasses import asdict
from typing import Any

from core.experiment.same_matrix import Example, Fate, SameMatrix
from core.metrics import ConfusionMatrix

CAUSES: dict[Fate, str] = {
    "late": "came too late",
    "refused": "found the queue full",
    "answered": "got another answer from the model",
}


def same_matrix_to_plain(found: SameMatrix) -> dict[str, Any]:
    """The comparison as JSON-ready values."""
    return asdict(found)


def same_matrix_from_plain(plain: dict[str, Any]) -> SameMatrix:
    """What ``same_matrix_to_plain`` wrote."""
    rebuilt = {
        "batch": ConfusionMatrix(**plain["batch"]),
        "real_time": ConfusionMatrix(**plain["real_time"]),
        "notes": tuple(plain["notes"]),
        "examples": tuple(Example(**example) for example in plain["examples"]),
    }
    return SameMatrix(**{**plain, **rebuilt})


def same_matrix_finding(found: SameMatrix) -> str:
    """How many answers differ, and why."""
    if not found.n:
        return "No text was answered by both, so there is nothing to compare"
    if not found.n_differing:
        return f"None of {found.n:,} answers differs: the same model, the same texts, the same matrix"
    counts = {words: found.differing[cause] for cause, words in CAUSES.items() if found.differing[cause]}
    parts = [f"{n:,} {words}" for words, n in counts.items()]
    if found.n_differing == 1:
        return f"1 of {found.n:,} answers differs: it {next(iter(counts))}"
    differ = f"{found.n_differing:,} of {found.n:,} answers differ"
    if len(parts) == 1:
        return f"{differ}: all of them {next(iter(counts))}"
    return f"{differ}: of these, {', '.join(parts[:-1])} and {parts[-1]}"
