"""Performance claims as ratios, measured side by side in one run: ``make bench`` prints them as a table.

``python -m tests.bench sliders loadgen`` runs only those whose file or name begins so.
"""

import sys
from pathlib import Path

# The helpers of the browser tests import each other by bare name, as they do under pytest.
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from tests.bench import crowd, first_page, loadgen, offline, page_loads, quality, simulator, sliders
from tests.bench.row import Row

BENCHES = (
    simulator.against_simpy,
    simulator.dynamic_against_simpy,
    simulator.a_million_requests,
    offline.against_a_bare_loop,
    loadgen.forest_agrees,
    loadgen.linear_is_lower,
    first_page.first_page,
    sliders.slider_moves,
    quality.slider_moves,
    page_loads.page_loads,
    crowd.crowds,
)


def main(wanted: tuple[str, ...]) -> int:
    """Runs the benches wanted (all, if none is named), prints their rows, and returns 1 if one missed its aim."""
    print(f"{'what':<68} {'measured':>24}   {'aim':<12} met")
    missed = 0
    for bench in BENCHES:
        names = (bench.__module__.rpartition(".")[2], bench.__name__)
        if wanted and not any(name.startswith(wanted) for name in names):
            continue
        found = bench()
        for row in [found] if isinstance(found, Row) else found:
            missed += not row.met
            print(
                f"{row.what:<68} {row.measured:>24}   {row.aim:<12} {'yes' if row.met else 'NO'}", flush=True
            )
            if row.note:
                print(f"    {row.note}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
