"""A finished run as plain values and bytes: to send it between processes and to keep it. Read back without pickle."""

import io
import zipfile
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Fault, InvalidInput
from core.experiment.result import Result
from core.experiment.scenario import scenario_from_plain, scenario_to_plain
from core.metrics import RequestLog, summarise
from core.serving import LinearCost

COLUMNS = ("scheduled_s", "start_s", "finish_s", "batch_id", "batch_size")


def pack(log: RequestLog, predictions: NDArray[np.int16] | None = None) -> bytes:
    """The log's columns, and the predictions if there are any, compressed."""
    columns = {name: getattr(log, name) for name in COLUMNS}
    if predictions is not None:
        columns["predictions"] = predictions
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **columns)
    return buffer.getvalue()


def unpack(data: bytes) -> tuple[RequestLog, NDArray[np.int16] | None]:
    """What ``pack`` wrote; InvalidInput if the bytes are not a run."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as columns:
            log = RequestLog(**{name: columns[name] for name in COLUMNS})
            return log, columns.get("predictions")
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise InvalidInput(
            [Fault(field="run", problem="these bytes are not a stored run", fix="run it again")]
        ) from error


def to_record(result: Result) -> tuple[dict[str, Any], bytes]:
    """A result as (plain values, packed log); ``from_record`` makes the same result of them."""
    meta = {
        "engine": result.engine,
        "scenario": scenario_to_plain(result.scenario),
        "cost": asdict(result.cost) if isinstance(result.cost, LinearCost) else None,
        "ended": result.ended,
        "unstable": result.unstable,
        "stolen": result.stolen,
        "void": result.void,
        "warnings": list(result.warnings),
    }
    return meta, pack(result.log, result.predictions)


def from_record(meta: dict[str, Any], data: bytes) -> Result:
    """The result that ``to_record`` took apart; its summary is computed anew. InvalidInput if it cannot be read."""
    log, predictions = unpack(data)
    return Result(
        engine=meta["engine"],
        scenario=scenario_from_plain(meta["scenario"]),
        log=log,
        summary=summarise(log),
        cost=LinearCost(**meta["cost"]) if meta["cost"] else None,
        predictions=predictions,
        ended=meta["ended"],
        unstable=meta["unstable"],
        stolen=meta.get("stolen"),
        void=meta["void"],
        warnings=tuple(meta["warnings"]),
    )
