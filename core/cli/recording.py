"""A file of recorded arrival times, as the commands that replay one read it."""

from pathlib import Path

from core.base import Fault, InvalidInput
from core.workload import Replay
from core.workload.recorded import read_arrival_times


def recorded_times(path: Path, flag: str) -> Replay:
    """The schedule in the file; InvalidInput that names the flag if it cannot be read, or every faulty row."""
    try:
        return read_arrival_times(path.read_bytes())
    except OSError as error:
        problem = f"{path} cannot be read ({error.strerror})"
        raise InvalidInput([Fault(field=flag, problem=problem, fix="name a file")]) from error
