"""Texts to measure a classifier with: none that it was trained on."""

from core.base import stream
from core.experiment.scenario import BUILT_IN
from core.text import Trained, held_out_texts


def measuring_texts(trained: Trained, corpus: str, requests: int, seed: int = 0) -> list[str]:
    """As many texts as asked for, in an order that the seed decides; they repeat when there are too few."""
    if corpus == BUILT_IN:
        return held_out_texts(requests, seed)
    texts = trained.held_out.texts
    order = stream(seed, "texts").permutation(len(texts))
    return [texts[order[i % len(texts)]] for i in range(requests)]
