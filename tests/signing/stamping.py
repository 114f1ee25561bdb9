"""A time-stamp authority on loopback: up, slow, or lying in one of many ways (RFC 3161)."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

LIES = (
    "imprint",
    "nonce",
    "signature",
    "huge",
    "endless",
    "drop by drop",
    "refused",
    "nonsense",
    "error",
    "elsewhere",
    "empty",
)


class Authority(ThreadingHTTPServer):
    """Answers with the stamper's tokens; `lie` says what is wrong with its answers."""

    daemon_threads = True

    def __init__(self, stamper: DummyTimeStamper, lie: str, delay: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stamper = stamper
        self.lie = lie
        self.delay = delay
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/tsa"

    def handle_error(self, *_about: object) -> None:
        """A client that hangs up on a liar is no error of the test."""


class _Handler(BaseHTTPRequestHandler):
    server: Authority

    def do_POST(self) -> None:
        self.server.asked += 1
        query = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        time.sleep(self.server.delay)
        if self.server.lie == "error":
            self.send_error(500)
            return
        if self.server.lie == "elsewhere":
            self.send_response(302)
            self.send_header("Location", self.server.url)
            self.end_headers()
            return
        answer = self._answer(tsp.TimeStampReq.load(query))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)
        while self.server.lie in {"endless", "drop by drop"}:
            is_endless = self.server.lie == "endless"
            self.wfile.write(bytes(1 << 16 if is_endless else 1))
            time.sleep(0 if is_endless else 0.05)

    def _answer(self, query: tsp.TimeStampReq) -> bytes:
        match self.server.lie:
            case "imprint":
                other = hashlib.sha256(b"something else").digest()
                query["message_imprint"]["hashed_message"] = other
            case "nonce":
                query["nonce"] = int(query["nonce"].native) + 1
            case "huge":
                return bytes(1 << 20)
            case "nonsense":
                return b"<html>Service</html>"
            case "empty":
                return b""
            case "refused":
                return bytes.fromhex("30053003020102")  # a rejection, and so no token
        response = self.server.stamper.request_tsa_response(query)
        if self.server.lie == "signature":
            signed = response["time_stamp_token"]["content"]
            value = signed["signer_infos"][0]["signature"].native
            signed["signer_infos"][0]["signature"] = value[:-1] + bytes([value[-1] ^ 1])
        return response.dump()

    def log_message(self, *_about: object) -> None:
        """Say nothing."""


@contextmanager
def stamping(stamper: DummyTimeStamper, lie: str = "", delay: float = 0.0) -> Iterator[Authority]:
    server = Authority(stamper, lie, delay)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
