"""One random stream per concern, spawned from one seed: changing the load never changes the texts."""

import zlib

import numpy as np


def stream(seed: int, concern: str) -> np.random.Generator:
    """The random stream of one concern ("texts", "arrivals", "service", "shuffling" …) under one seed.

    Streams of different concerns are statistically independent (numpy SeedSequence, spawn_key).

    >>> float(stream(7, "texts").random()) == float(stream(7, "texts").random())
    True
    >>> float(stream(7, "texts").random()) == float(stream(7, "arrivals").random())
    False
    """
    key = zlib.crc32(concern.encode())
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key,)))
