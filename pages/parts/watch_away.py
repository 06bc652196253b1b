"""A run to pass on: the link to its set-up, the command that repeats it, its log and its summary as files."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urljoin

import streamlit as st

from core.experiment import Result
from core.experiment.download import log_csv, log_parquet, summary_json, times_csv
from core.experiment.download_again import RECORDED, command_of, setup_of
from core.experiment.presets import Setup
from core.experiment.scenario import BUILT_IN
from core.figures.run_sides import side_name
from core.workload import Replay
from pages.parts import controls, registry
from pages.parts.watch_runs import Watchable, classes_of


def take_away(run: Watchable, results: Sequence[Result], finding: str) -> None:
    """Three small panels, closed until they are asked for."""
    setup = setup_of([result.scenario for result in results])
    if setup is not None:
        _link(setup)
    with st.popover("Command line", type="tertiary", icon=":material/terminal:"):
        _commands(results)
    with st.popover("Download", type="tertiary", icon=":material/download:"):
        _downloads(run, results, finding)


def _link(setup: Setup) -> None:
    with st.popover("Set-up in the lab", type="tertiary", icon=":material/link:"):
        if setup.corpus != BUILT_IN:
            st.caption("It was run on your own texts; the link has all else.")
        st.page_link(registry.LAB.script, label="Open it in the lab", query_params=controls.query(setup))
        address = urljoin(st.context.url or "/", registry.LAB.url_path)
        st.code(controls.link(address, setup), language=None, wrap_lines=True)


def _commands(results: Sequence[Result]) -> None:
    for result in results:
        again = command_of(result)
        if len(results) > 1:
            st.caption(side_name(result.scenario))
        if again.command is not None:
            st.code(again.command, language=None, wrap_lines=True)
        if again.but:
            st.caption(again.but)
    st.caption("The same texts at the same moments. What a live run measures differs a little each time.")


def _downloads(run: Watchable, results: Sequence[Result], finding: str) -> None:
    for side, result in zip(run.sides, results, strict=True):
        name = f"{side_name(result.scenario)}: " if len(results) > 1 else ""
        _file(f"{name}log as CSV", partial(log_csv, result), f"batchwise-{side}.csv", "text/csv")
        _file(
            f"{name}log as Parquet",
            partial(log_parquet, result),
            f"batchwise-{side}.parquet",
            "application/vnd.apache.parquet",
        )
    if recorded := next((one for r in results if isinstance(one := r.scenario.arrivals, Replay)), None):
        _file("Recorded times as CSV", partial(times_csv, recorded), RECORDED, "text/csv")
    summary = partial(
        summary_json, results, run_id=run.run_id, at=run.at, finding=finding, classes=classes_of(results[0])
    )
    _file("Summary as JSON", summary, f"batchwise-{run.run_id}.json", "application/json")
    st.caption(
        "The log has a row for each text: when it was due, began and ended, and its batch. Times in seconds."
    )


def _file(label: str, make: partial[bytes], name: str, mime: str) -> None:
    # Made only when it is asked for, in a thread of its own.
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=mime,
        on_click="ignore",
        key=f"watch_file_{name}",
        width="stretch",
    )
