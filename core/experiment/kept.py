"""Values kept for another time: when they fill their limit of bytes, those that were not asked for the longest go."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A cache bounded by the bytes of what it holds, for several threads.

    >>> words = Kept[str](8, size_of=len)
    >>> words.keep(1, "four"), words.keep(2, "more"), words.find(1), words.keep(3, "cinq")
    (None, None, 'four', None)
    >>> [words.find(key) for key in (1, 2, 3)]
    ['four', None, 'cinq']
    """

    def __init__(self, most_bytes: int, size_of: Callable[[Value], int]) -> None:
        self._most, self._size_of = most_bytes, size_of
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._bytes, self._lock = 0, Lock()

    def find(self, key: Hashable) -> Value | None:
        """What is kept under the key, if anything."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> None:
        """Keeps a value, in place of one that had the same key."""
        with self._lock:
            if key in self._values:
                self._bytes -= self._size_of(self._values.pop(key))
            self._values[key] = value
            self._bytes += self._size_of(value)
            while self._bytes > self._most:
                self._bytes -= self._size_of(self._values.popitem(last=False)[1])
