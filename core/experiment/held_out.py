"""A trained classifier's probabilities on the messages held out from its training, and their form on the wire."""

from typing import Any

import numpy as np

from core.experiment.wire import decode, encode
from core.metrics.classification_scores import HeldOut
from core.text import Trained


def held_out(trained: Trained) -> HeldOut:
    """What the classifier says of its held-out messages; texts are not kept."""
    places = {label: place for place, label in enumerate(trained.classes)}
    return HeldOut(
        classes=trained.classes,
        labels=np.array([places[label] for label in trained.held_out.labels], dtype=np.int64),
        probabilities=np.asarray(trained.pipeline.predict_proba(list(trained.held_out.texts)), dtype=np.float64),
    )  # fmt: skip


def held_out_to_plain(scores: HeldOut) -> dict[str, Any]:
    """The same as JSON-ready values."""
    return {
        "classes": list(scores.classes),
        "labels": scores.labels.tolist(),
        "probabilities": encode(scores.probabilities.astype("<f8").tobytes()),
    }


def held_out_from_plain(plain: dict[str, Any]) -> HeldOut:
    """What ``held_out_to_plain`` wrote."""
    shape = len(plain["labels"]), len(plain["classes"])
    return HeldOut(
        classes=tuple(plain["classes"]),
        labels=np.array(plain["labels"], dtype=np.int64),
        probabilities=np.frombuffer(decode(plain["probabilities"]), dtype="<f8").reshape(shape),
    )
