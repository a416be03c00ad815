"""A session of a Streamlit app without a browser: it speaks Streamlit's own protocol over its WebSocket.

What is timed is the server. Ten browsers on the cores of the server would be timed along with it. A session sends what
a browser sends when a filter changes (the address, and run again), reads all that comes, and is done at the server's
word that the script has finished. It keeps no answers from run to run, so everything is sent to it in full.

The protocol's messages come with Streamlit, the WebSocket library with its server.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from lib.bench.figure import WrongAnswer

PATIENCE = 120.0
_FIGURE = re.compile(r'figure-value[^"]*">([^<]+)<')


@dataclass
class Run:
    """One run of the script as its session saw it: seconds until it had finished, and the HTML that came."""

    seconds: float = 0.0
    html: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> list[str]:
        """The large numbers of the page, in their order."""
        return [said for html in self.html for said in _FIGURE.findall(html)]


class Session:
    """A connected session; `async with Session(address) as session`."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http://", "ws://") + "/_stcore/stream"
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> "Session":
        self._socket = await connect(self._address, subprotocols=None, max_size=None, ping_interval=None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def run(self, query: str, page: str = "") -> Run:
        """Run the script under this address (period=28d) to its end."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.context_info.locale = "en-GB"
        message.rerun_script.context_info.timezone = "Europe/Rome"
        if self._socket is None:
            raise WrongAnswer("The session is not connected.")
        found, started = Run(), time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not _is_last(await self._socket.recv(decode=False), found):
                pass
        found.seconds = time.perf_counter() - started
        if found.errors:
            raise WrongAnswer(f"A session was shown an error: {found.errors[0][:300]}")
        return found


def _is_last(said: bytes, found: Run) -> bool:
    """Take up one message of the server; whether it says that the script has finished."""
    message = ForwardMsg.FromString(said)
    kind = message.WhichOneof("type")
    if kind == "delta":
        element = message.delta.new_element
        if element.WhichOneof("type") == "html":
            found.html.append(element.html.body)
            if "empty error" in element.html.body:
                found.errors.append(element.html.body)
        elif element.WhichOneof("type") == "exception":
            found.errors.append(element.exception.message)
    return bool(kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
