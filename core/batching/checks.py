"""What a batch size and a longest wait may be, for every policy alike."""

from core.base import Checks

LARGEST_BATCH = 65_536
LONGEST_WAIT_S = 60.0


def check_size(name: str, size: int) -> None:
    """Raises InvalidInput unless ``size`` is a batch size."""
    checks = Checks()
    checks.whole(name, size, least=1, most=LARGEST_BATCH)
    checks.done()


def check_window(max_batch_size: int, max_wait_s: float) -> None:
    """Raises InvalidInput, naming both, unless they are a batch size and a wait in seconds."""
    checks = Checks()
    checks.whole("max_batch_size", max_batch_size, least=1, most=LARGEST_BATCH)
    checks.number("max_wait_s", max_wait_s, least=0, most=LONGEST_WAIT_S, unit="seconds")
    checks.done()
