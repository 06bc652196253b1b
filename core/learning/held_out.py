"""A trained classifier's scores on the messages held out from training, at every threshold from 1 % to 99 %."""

from functools import cache

import numpy as np

from core.experiment.held_out import held_out
from core.metrics.thresholds import ThresholdScan, scan
from core.text import Trained

THRESHOLDS = np.arange(0.01, 0.995, 0.01)


@cache
def scan_held_out(trained: Trained, positive: str) -> ThresholdScan:
    """The counts at each threshold on the score of the class ``positive``."""
    scores, column = held_out(trained), trained.classes.index(positive)
    return scan(scores.probabilities[:, column], scores.labels == column, THRESHOLDS)
