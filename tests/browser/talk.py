"""What a page and the app say to each other, listened to at the socket: so that a test knows when a script has run.

Streamlit's page says at once that nothing runs until its request has reached the server; only the frames tell that one
is under way.
"""

from playwright.sync_api import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Talk:
    """The frames of one page's socket, counted as they pass."""

    def __init__(self) -> None:
        self.asked = 0
        """How often the page asked for a run."""
        self.frames = 0
        """How many passed, either way."""
        self.is_running = False
        """Whether a run was asked for or began, and has not come to its end."""

    def listen(self, socket: WebSocket) -> None:
        """Hear the frames of this socket from now on."""
        if "_stcore/stream" not in socket.url:
            return
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: str | bytes) -> None:
        self.frames += 1
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self.is_running = True
            self.asked += 1

    def _received(self, payload: str | bytes) -> None:
        self.frames += 1
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.is_running = True
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.is_running = False
