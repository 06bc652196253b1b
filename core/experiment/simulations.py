"""The simulating process: long simulations, away from the server's, so that no page waits for another one's.

What it has simulated it keeps (plan_tail.py), for whoever asks for the same. It gives way to what is measured.
"""

import os

from threadpoolctl import threadpool_limits

from core.experiment.simulation_jobs import do
from core.serving.job_process import JobProcess

# As polite as may be without coming to a halt on a busy machine.
NICE = 10


def main() -> None:
    """Serves tasks until the input ends."""
    os.nice(NICE)
    process = JobProcess()
    with threadpool_limits(limits=1):
        process.serve(lambda task, _report, _stop: do(task))


if __name__ == "__main__":
    main()
