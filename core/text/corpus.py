"""A corpus: distinct messages with their labels, known by what is in it; and how it is split without leaks."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sklearn.model_selection import train_test_split

from core.base import Checks


def message_key(text: str) -> str:
    """What makes two messages the same message: their words, whatever the case and the spaces.

    >>> message_key("Call  ME now") == message_key("call me now ")
    True
    """
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Messages and their labels, in order; ``content_hash`` (SHA-256, hex) names the content, whatever its name.

    No message comes twice: one that did could be learned and then tested on.
    repeats_dropped: how many repeated messages were left out when the corpus was read.
    Raises InvalidInput if texts and labels differ in number, are none, or if a message repeats.

    >>> corpus = Corpus(name="two", texts=("win now", "see you"), labels=("spam", "ok"))
    >>> len(corpus), corpus.content_hash[:8]
    (2, '0dbf56d9')
    """

    name: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    repeats_dropped: int = field(default=0, compare=False)
    content_hash: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        checks = Checks()
        if len(self.texts) != len(self.labels):
            problem = f"{len(self.texts)} texts and {len(self.labels)} labels"
            checks.add("labels", problem, "give one label for each text")
        if not self.texts:
            checks.add("texts", "there are none", "give at least one text")
        if len(set(map(message_key, self.texts))) != len(self.texts):
            checks.add("texts", "a message comes twice", "give each message once")
        checks.done()
        object.__setattr__(self, "content_hash", _digest(zip(self.texts, self.labels, strict=True)))

    def __len__(self) -> int:
        return len(self.texts)

    def pick(self, rows: Iterable[int], *, name: str) -> "Corpus":
        """The messages in the given rows, in the order given."""
        chosen = list(rows)
        texts = tuple(self.texts[row] for row in chosen)
        return Corpus(name=name, texts=texts, labels=tuple(self.labels[row] for row in chosen))


def split(corpus: Corpus, *, test_share: float, seed: int) -> tuple[Corpus, Corpus]:
    """(train, test): shuffled, no message in both, every label in both in the same proportion.

    Raises InvalidInput if test_share is not between 0 and 1, or leaves a label out of one side.
    """
    checks = Checks()
    checks.number("test_share", test_share, above=0, most=0.99)
    counts = Counter(corpus.labels)
    rare = min(counts, key=counts.__getitem__)
    if counts[rare] < 2:
        checks.add("labels", f"only one message is labelled {rare!r}", "give at least two for each label")
    checks.done()
    n_test = max(len(counts), round(len(corpus) * test_share))
    if len(corpus) - n_test < len(counts):
        checks.add("test_share", f"{test_share} leaves too few messages to train on", "give a smaller share")
        checks.done()
    train, test = train_test_split(
        range(len(corpus)), test_size=n_test, stratify=corpus.labels, random_state=seed
    )
    return corpus.pick(train, name=f"{corpus.name}, train"), corpus.pick(test, name=f"{corpus.name}, test")


def _digest(rows: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over every text and label, each after its length, so that no two contents look alike."""
    digest = hashlib.sha256()
    for row in rows:
        for part in row:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()
