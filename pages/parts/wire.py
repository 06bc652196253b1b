"""What the server sends, sooner there: scripts compressed once and kept."""

import asyncio
import gzip

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 6


class PackedOnce:
    """Sends scripts and styles compressed, and compresses each only once.

    The framework sends them plain, since to compress them anew for every visitor would cost more than it saves. Their
    names hold a hash and their answers say that they never change, so one packing serves all: a first page takes two
    megabytes instead of seven, and the next visitor's comes out of memory. What is not marked so is passed on.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, list[Message]] = {}
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from what is kept, or packs and keeps it."""
        if not _may_be_packed(scope):
            await self._app(scope, receive, send)
            return
        answer = self._kept.get(scope["path"])
        if answer is None:
            # One at a time: a hundred first visitors at once would all pack the same.
            async with self._turn:
                answer = self._kept.get(scope["path"]) or await self._asked(scope)
        for message in answer:
            await send(message)

    async def _asked(self, scope: Scope) -> list[Message]:
        """The app's own answer, packed and kept if it may be."""
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        # What is kept is for everybody: it must be whole although the one who asked for it has left meanwhile.
        await self._app(scope, _never_leaves, keep)
        start, *parts = answer
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] != 200 or "immutable" not in headers.get("cache-control", ""):
            return answer
        plain = b"".join(part.get("body", b"") for part in parts)
        body = await anyio.to_thread.run_sync(lambda: gzip.compress(plain, LEVEL, mtime=0))
        headers["content-encoding"], headers["content-length"] = "gzip", str(len(body))
        headers.add_vary_header("Accept-Encoding")
        packed: list[Message] = [
            {**start, "headers": headers.raw},
            {"type": "http.response.body", "body": body},
        ]
        self._kept[scope["path"]] = packed
        return packed


async def _never_leaves() -> Message:
    """A visitor who waits for the whole answer."""
    return await asyncio.get_running_loop().create_future()


def _may_be_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    takes = "gzip" in asked.get("accept-encoding", "") and "range" not in asked
    return takes and scope["path"].startswith("/static/") and scope["path"].endswith((".js", ".css"))
