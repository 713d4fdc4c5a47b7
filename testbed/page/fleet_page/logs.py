"""A stand-in for the program that reads logs, behind a socket of its own: each connection is a request."""
import json
import socket
import tempfile
import threading
from pathlib import Path

CURSOR = "s=0123456789abcdef;i="


class LogReader:
    """The log vllm has `lines`, and what `write` adds; kernel has nothing."""

    def __init__(self, lines=()):
        self._folder = tempfile.TemporaryDirectory(prefix="fleet-page-logs-")
        self.path = Path(self._folder.name) / "fleet-logs.sock"
        self._changed = threading.Condition()
        self._entries = []
        self.followers = 0
        self.write(*lines)
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self.path))
        self._server.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def write(self, *lines):
        """A line is a message, or the fields of an entry."""
        with self._changed:
            for line in lines:
                number = len(self._entries)
                self._entries.append(json.dumps({
                    "__CURSOR": f"{CURSOR}{number}", "__REALTIME_TIMESTAMP": str(1_795_262_400_000_000 + number * 1000),
                    "PRIORITY": "6", "SYSLOG_IDENTIFIER": "vllm", "_PID": "17",
                    **(line if isinstance(line, dict) else {"MESSAGE": line})}).encode() + b"\n")
            self._changed.notify_all()

    def _accept(self):
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            words = b""
            while not words.endswith(b"\0\0"):
                words += connection.recv(4096)
            asked, *arguments = words.decode().strip("\0").split("\0")
            given = dict(argument.split("=", 1) for argument in arguments)
            try:
                if asked == "list":
                    connection.sendall(b"ok \nkernel\tkernel\tKernel\nvllm\tunits\tModel server\n")
                elif given.get("log") not in ("vllm", "kernel"):
                    connection.sendall(b"not-found cannot find a log of that name\n")
                else:
                    connection.sendall(b"ok \n")
                    getattr(self, f"_{asked}")(connection, given)
            except OSError:
                pass  # Whoever asked has had enough.

    def _read(self, connection, given):
        with self._changed:
            entries = self._entries if given["log"] == "vllm" else []
            newest = entries[::-1][:int(given["lines"])]
        connection.sendall(b"".join(newest))

    def _follow(self, connection, given):
        position = given["position"]
        told = int(position.removeprefix(CURSOR)) + 1 if position.startswith(CURSOR) else 0
        gone = threading.Event()
        threading.Thread(target=self._await_end, args=(connection, gone), daemon=True).start()
        with self._changed:
            self.followers += 1
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(
                        lambda: gone.is_set() or given["log"] == "vllm" and len(self._entries) > told)
                    if gone.is_set():
                        return
                    new = self._entries[told:]
                    told = len(self._entries)
                connection.sendall(b"".join(new))
        finally:
            with self._changed:
                self.followers -= 1

    def _await_end(self, connection, gone):
        try:
            connection.recv(1)
        except OSError:
            pass  # It has ended.
        with self._changed:
            gone.set()
            self._changed.notify_all()

    def close(self):
        self._server.close()
        self._folder.cleanup()
