"""A learner's recorded arrival times: given as a file, checked, every fault shown, kept for as long as the tab lives."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.base import Fault, InvalidInput
from core.experiment.finding import rate_words
from core.workload import Replay
from core.workload.patterns import MOST_RECORDED
from core.workload.recorded import MOST_BYTES, read_arrival_times
from pages.parts import session

FEWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A file that was read: its id with the uploader, its name, and its times or what is wrong with it."""

    file_id: str
    name: str
    times: Replay | None = None
    faults: tuple[Fault, ...] = ()


def recording() -> Replay | None:
    """The uploader and what came of it; None as long as there is nothing to replay."""
    file = st.file_uploader(
        "Arrival times (CSV)",
        type=["csv", "txt", "tsv"],
        max_upload_size=MOST_BYTES // 1_000_000,
        key="load_file",
        help=f"One arrival a line: seconds, or a date and time. At most {MOST_RECORDED:,} lines. It is not stored.",
    )
    kept: Recording | None = session.remembered("load_recording", None)
    if file is not None and (kept is None or kept.file_id != file.file_id):
        kept = _read(file.file_id, file.name, file.getvalue())
        session.remember("load_recording", kept)
    if kept is None:
        st.caption("Nothing to replay yet. A file looks like this, one arrival a line:")
        st.code("arrived_s\n0.00\n0.12\n0.13", language=None)
        return None
    if kept.times is None:
        _show(kept.faults)
        return None
    span_s = kept.times.times_s[-1]
    st.caption(
        f"**{kept.name}**: {len(kept.times.times_s):,} arrivals in {span_s:,.4g} s, "
        f"{rate_words(kept.times.rate)} a second on average."
    )
    return kept.times


def _read(file_id: str, name: str, content: bytes) -> Recording:
    try:
        times = read_arrival_times(content)
    except InvalidInput as refused:
        return Recording(file_id=file_id, name=name, faults=refused.faults)
    if len(times.times_s) < FEWEST or times.times_s[-1] == 0:
        fault = Fault(
            field="file",
            problem=f"{len(times.times_s)} arrivals within {times.times_s[-1]:g} s make no stream",
            fix=f"give at least {FEWEST} times that are not all the same",
        )
        return Recording(file_id=file_id, name=name, faults=(fault,))
    return Recording(file_id=file_id, name=name, times=times)


def _show(faults: tuple[Fault, ...]) -> None:
    n = len(faults)
    st.error(
        "Nothing was read. Correct the file and give it again.", title=f"{n} fault{'s' if n > 1 else ''}"
    )
    rows = [(fault.where or "file", fault.field, fault.problem, fault.fix) for fault in faults]
    st.table(pd.DataFrame(rows, columns=["Where", "What", "Is wrong", "Do this"]), hide_index=True)
