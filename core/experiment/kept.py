"""Values kept for another time: when they fill their limit of bytes, those that were not asked for the longest go."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A cache bounded by the bytes of what it holds, for several threads.

    >>> words = Kept[str](10, size_of=len)
    >>> [words.get(word, lambda word=word: word) for word in ("four", "more", "four", "cinq")]
    ['four', 'more', 'four', 'cinq']
    >>> "four" in words, "more" in words
    (True, False)
    """

    def __init__(self, most_bytes: int, size_of: Callable[[Value], int]) -> None:
        self._most, self._size_of = most_bytes, size_of
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._bytes, self._lock = 0, Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def find(self, key: Hashable) -> Value | None:
        """What is kept under the key, if anything."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What is kept under the key; made if there is nothing, which other threads do not wait for."""
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def keep(self, key: Hashable, value: Value) -> None:
        """Keeps a value, in place of one that had the same key."""
        with self._lock:
            if key in self._values:
                self._bytes -= self._size_of(self._values.pop(key))
            self._values[key] = value
            self._bytes += self._size_of(value)
            while self._bytes > self._most:
                self._bytes -= self._size_of(self._values.popitem(last=False)[1])
