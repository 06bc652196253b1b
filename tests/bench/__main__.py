"""Performance claims as ratios, measured side by side in one run: ``make bench`` prints them as a table."""

import sys
from pathlib import Path

# The helpers of the browser tests import each other by bare name, as they do under pytest.
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from tests.bench import drift, lab_page, loadgen, offline, quality, simulator

BENCHES = (
    simulator.against_simpy,
    simulator.dynamic_against_simpy,
    simulator.a_million_requests,
    offline.against_a_bare_loop,
    loadgen.forest_agrees,
    loadgen.linear_is_lower,
    lab_page.slider_moves,
    lab_page.first_page,
    quality.slider_moves,
    drift.slider_moves,
)


def main() -> int:
    """Runs every bench, prints a row for each, and returns 1 if one missed its aim."""
    print(f"{'what':<58} {'measured':>24}   {'aim':<12} met")
    missed = 0
    for bench in BENCHES:
        row = bench()
        missed += not row.met
        print(f"{row.what:<58} {row.measured:>24}   {row.aim:<12} {'yes' if row.met else 'NO'}", flush=True)
        if row.note:
            print(f"    {row.note}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
