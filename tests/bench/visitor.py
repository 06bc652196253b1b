"""A visitor without a browser: opens pages, moves sliders and presses buttons over the websocket, as the browser does."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from random import Random
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Button_pb2 import Button
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE_S = 60.0


class PageFailed(Exception):
    """The page showed an error of ours, or the script could not be read."""


@dataclass(slots=True)
class Shown:
    """What the page holds that a visitor can use; each with the fragment that it belongs to."""

    sliders: dict[str, tuple[Slider, str]] = field(default_factory=dict)
    buttons: dict[str, tuple[Button, str]] = field(default_factory=dict)
    views: list[dict[str, str]] = field(default_factory=list)
    bytes: int = 0
    _tabs: dict[tuple[int, ...], str] = field(default_factory=dict)

    def forget(self, fragment: str) -> None:
        """Lets go of what a new run draws again; a run of the whole page draws all of it."""
        if not fragment:
            self.views, self._tabs, self.bytes = [], {}, 0
        for kind in (self.sliders, self.buttons):
            for name in [name for name, (_, of) in kind.items() if not fragment or of == fragment]:
                del kind[name]

    def block(self, block: Block, path: tuple[int, ...]) -> None:
        """Notes the views of a page: tabs whose choice is in the address."""
        if key := block.tab_container.query_param_key:
            self._tabs[path] = key
        elif (key := self._tabs.get(path[:-1], "")) and block.tab.label:
            self.views.append({key: block.tab.label})


class Visitor:
    """One visitor with a cookie of their own. Each act returns the seconds until the server had sent all of its answer."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket: ClientConnection | None = None
        self._pages: dict[str, str] = {}
        self.page = self._query = ""
        self._states: dict[str, WidgetState] = {}
        self._known: set[str] = set()
        self.shown = Shown()
        self._views: dict[str, list[dict[str, str]]] = {}

    async def __aenter__(self) -> "Visitor":
        cookie = {"Cookie": f"learner={secrets.token_urlsafe(24)}"}
        self._socket = await connect(
            self._address, additional_headers=cookie, compression=None, max_size=None, open_timeout=PATIENCE_S
        )
        return self

    async def __aexit__(
        self, kind: type | None, error: Exception | None, trace: TracebackType | None
    ) -> None:
        assert self._socket is not None
        await self._socket.close()

    async def visit(self, page: str, **query: str) -> float:
        """Opens a page by its address, or goes there by a link if one is open."""
        self.page, self._query, self._states = page, urlencode(query), {}
        return await self._act()

    def views(self, page: str) -> list[dict[str, str]]:
        """The views of a page that was opened before, as its address names them; only {} if it has none."""
        return self._views.get(page) or [{}]

    async def move(self, slider: Slider, fragment: str, rng: Random) -> float:
        """Moves a slider to another place."""
        state = WidgetState(id=slider.id)
        if slider.type == Slider.SELECT_SLIDER:
            state.string_array_value.data.extend(rng.choices(slider.options, k=len(slider.default)))
        else:
            steps = round((slider.max - slider.min) / slider.step)
            places = sorted(slider.min + slider.step * rng.randint(0, steps) for _ in slider.default)
            state.double_array_value.data.extend(places)
        if len(slider.default) == 2 and slider.type == Slider.SELECT_SLIDER:
            state.string_array_value.data.sort(key=list(slider.options).index)
        self._states[slider.id] = state
        return await self._act(fragment)

    async def press(self, button: Button, fragment: str) -> float:
        """Presses a button."""
        self._states[button.id] = WidgetState(id=button.id, trigger_value=True)
        try:
            return await self._act(fragment)
        finally:
            del self._states[button.id]

    async def _act(self, fragment: str = "") -> float:
        assert self._socket is not None
        ask = BackMsg()
        client = ask.rerun_script
        client.query_string, client.fragment_id = self._query, fragment
        client.page_name = "" if self._pages else self.page
        client.page_script_hash = self._pages.get(self.page, "")
        client.widget_states.widgets.extend(self._states.values())
        client.cached_message_hashes.extend(self._known)
        self.shown.forget(fragment)
        begun = time.perf_counter()
        await self._socket.send(ask.SerializeToString())
        async with asyncio.timeout(PATIENCE_S):
            while not self._read(await self._socket.recv()):
                pass
        took_s = time.perf_counter() - begun
        if not fragment:
            self._views[self.page] = self.shown.views
        return took_s

    def _read(self, data: str | bytes) -> bool:
        """Takes in one message; True when the run has ended."""
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        self.shown.bytes += len(data)
        match message.WhichOneof("type"):
            case "delta":
                self._draw(message)
            case "navigation":
                self._pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
                default = next(page for page in message.navigation.app_pages if page.is_default)
                self._pages[""] = default.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "page_not_found":
                raise PageFailed(f"{self.page}: not found")
            case "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise PageFailed(f"{self.page}: could not be run")
                return message.script_finished in ENDS
        return False

    def _draw(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._known.add(message.hash)
        delta = message.delta
        if delta.WhichOneof("type") == "add_block":
            self.shown.block(delta.add_block, tuple(message.metadata.delta_path))
            return
        element = delta.new_element
        match element.WhichOneof("type"):
            case "slider" if not (
                element.slider.disabled or element.slider.form_id or element.slider.ignore_rerun
            ):
                self.shown.sliders[element.slider.id] = (element.slider, delta.fragment_id)
            case "button" if not (element.button.disabled or element.button.form_id):
                self.shown.buttons[element.button.label] = (element.button, delta.fragment_id)
            case "alert" if "error number" in element.alert.body:
                raise PageFailed(f"{self.page}?{self._query}: {element.alert.body}")
            case "exception":
                raise PageFailed(f"{self.page}?{self._query}: {element.exception.message}")
