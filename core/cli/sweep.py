"""``python -m core sweep``: the seconds of a call at batch size 1, 2, 4 … 1,024, and the line fitted to them."""

import argparse
import json
from typing import Any

from core.cli.arguments import known_classifier
from core.cli.bench import ask, measuring


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of ``sweep``."""
    parser.add_argument(
        "--classifier", default="tfidf-logreg", metavar="NAME", help="which classifier to measure"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of words")
    parser.set_defaults(do=sweep)


def sweep(chosen: argparse.Namespace) -> int:
    """Measures live and prints a row for each batch size, or everything as JSON."""
    known_classifier(chosen.classifier)
    with measuring() as host:
        answer = ask(host, {"do": "sweep", "classifier": chosen.classifier})
    fit, paced = answer["fit"], answer["paced_fit"]
    if chosen.json:
        kept = {"classifier": chosen.classifier, "fit": fit, "paced_fit": paced}
        print(json.dumps({**kept, "samples": answer["samples"]}))
        return 0
    print(f"LIVE  call after call: {_line(fit)}")
    print(f"LIVE  after a pause, as in a stream: {_line(paced)}")
    for size, median_s, calls in zip(fit["sizes"], fit["median_s"], fit["calls"], strict=True):
        print(f"{size:>5} texts  {1000 * median_s:>9.3f} ms  {size / median_s:>10,.0f} texts/s  n = {calls}")
    return 0


def _line(fit: dict[str, Any]) -> str:
    """The line fitted to one pace, with its error."""
    cost = fit["cost"]
    line = f"τ(b) = {1000 * cost['fixed_s']:.4g} ms + {1000 * cost['per_item_s']:.4g} ms · b"
    return f"{line}, off by {fit['worst_error']:.0%} at worst"
