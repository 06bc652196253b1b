"""What goes over the wire: scripts compressed once."""

import gzip
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.responses import FileResponse

from pages.parts.wire import PackedOnce

SCRIPT = b"const answer = 42;\n" * 500
FOREVER = (b"cache-control", b"public, immutable, max-age=31536000")
GZIP = (b"accept-encoding", b"gzip, deflate, br")


class Framework:
    """Serves one script in two pieces, as a file is; counts how often it was asked."""

    def __init__(self, status: int = 200, header: tuple[bytes, bytes] = FOREVER) -> None:
        self.asked, self._status, self._header = 0, status, header

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        length = (b"content-length", str(len(SCRIPT)).encode())
        await send({"type": "http.response.start", "status": self._status, "headers": [self._header, length]})
        await anyio.lowlevel.checkpoint()
        await send({"type": "http.response.body", "body": SCRIPT[:700], "more_body": True})
        await send({"type": "http.response.body", "body": SCRIPT[700:]})


def _get(
    app: Any,
    *headers: tuple[bytes, bytes],
    path: str = "/static/js/index.abc.js",
    times: int = 1,
    receive: Any = None,
) -> list[tuple[dict[bytes, bytes], bytes]]:
    """(headers, body) of each of so many visitors who ask at the same moment."""
    answers: list[list[Any]] = [[] for _ in range(times)]

    async def ask(answer: list[Any]) -> None:
        async def send(message: Any) -> None:
            answer.append(message)

        await app({"type": "http", "method": "GET", "path": path, "headers": list(headers)}, receive, send)

    async def all_at_once() -> None:
        async with anyio.create_task_group() as group:
            for answer in answers:
                group.start_soon(ask, answer)

    anyio.run(all_at_once)
    return [(dict(start["headers"]), b"".join(part["body"] for part in parts)) for start, *parts in answers]


def test_a_script_is_packed_once_for_all_who_ask_at_the_same_moment() -> None:
    framework = Framework()
    for headers, body in _get(PackedOnce(framework), GZIP, times=20):
        assert headers[b"content-encoding"] == b"gzip"
        assert headers[b"content-length"] == str(len(body)).encode()
        assert headers[b"vary"] == b"Accept-Encoding"
        assert FOREVER in headers.items()
        assert gzip.decompress(body) == SCRIPT
    assert framework.asked == 1


def test_who_leaves_half_way_does_not_leave_half_a_script_to_the_others(tmp_path: Path) -> None:
    (tmp_path / "index.abc.js").write_bytes(SCRIPT)

    async def framework(scope: Any, receive: Any, send: Any) -> None:
        await FileResponse(tmp_path / "index.abc.js", headers={"cache-control": "public, immutable"})(
            scope, receive, send
        )

    async def gone() -> Any:
        return {"type": "http.disconnect"}

    app = PackedOnce(framework)
    for receive in (gone, None):
        ((_, body),) = _get(app, GZIP, receive=receive)
    assert gzip.decompress(body) == SCRIPT


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ((), "/static/js/index.abc.js"),
        ((GZIP, (b"range", b"bytes=0-99")), "/static/js/index.abc.js"),
        ((GZIP,), "/static/media/letters.abc.woff2"),
        ((GZIP,), "/lab"),
    ],
)
def test_who_does_not_take_it_and_what_is_no_script_stays_plain(headers: Any, path: str) -> None:
    ((answer, body),) = _get(PackedOnce(Framework()), *headers, path=path)

    assert body == SCRIPT
    assert b"content-encoding" not in answer


@pytest.mark.parametrize("other", [Framework(404), Framework(header=(b"cache-control", b"no-cache"))])
def test_what_may_change_is_neither_packed_nor_kept(other: Framework) -> None:
    app = PackedOnce(other)
    for _ in range(2):
        ((answer, body),) = _get(app, GZIP)
        assert body == SCRIPT
        assert b"content-encoding" not in answer
    assert other.asked == 2
