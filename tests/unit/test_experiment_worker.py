"""One measurement at a time on a host, whoever asks for it."""

import pytest

from core.base import BatchwiseError
from core.experiment import worker
from core.experiment.worker import one_at_a_time_per_host


def test_a_second_process_waits_says_so_and_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = []
    with (
        one_at_a_time_per_host(),
        pytest.raises(BatchwiseError, match="before it began"),
        one_at_a_time_per_host(waits=said.append, stop=lambda: len(said) > 0),
    ):
        pass
    with one_at_a_time_per_host(waits=said.append):
        said.append("measured")
    assert said == [True, "measured"]


def test_where_the_lock_cannot_be_had_a_run_goes_on_without_it(monkeypatch):
    def refused():
        raise PermissionError

    monkeypatch.setattr(worker, "_lock_file", refused)
    with one_at_a_time_per_host():
        pass
