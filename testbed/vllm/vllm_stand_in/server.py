"""The HTTP side: binds when the engine is ready, and ends once running requests are answered."""

import http.server
import json
import os
import threading
import time
import urllib.parse

from vllm_stand_in.metrics import Metrics
from vllm_stand_in.openai import respond, respond_pooling

_GET = ("/health", "/ping", "/version", "/metrics", "/v1/models")
_GENERATING = ("/v1/chat/completions", "/v1/completions")
_POOLING = ("/v1/embeddings", "/pooling")
_POST = _GENERATING + _POOLING
# With VLLM_SERVER_DEV_MODE=1 alone, by the method that they take.
_DEVELOPER = {"/sleep": "POST", "/wake_up": "POST", "/collective_rpc": "POST", "/is_sleeping": "GET"}


class Server:
    """Owns the listening socket; drain() refuses new requests and waits for the running ones."""

    def __init__(self, arguments, settings, log, orders):
        self.arguments = arguments
        self.settings = settings
        self.log = log
        self.created = int(time.time())
        self.metrics = Metrics(arguments.served_model_name[0])
        self._orders = orders
        self._lock = threading.Lock()
        self._listener = None
        self._draining = False

    def start(self):
        arguments, log = self.arguments, self.log
        with self._lock:
            if self._draining:
                return
            self._listener = _Listener((arguments.host, arguments.port), _Handler)
            self._listener.vllm = self
            host, port = self._listener.server_address[:2]
        if self.settings.developer:
            log.warning("api_server.py:999", "SECURITY WARNING: Development endpoints are enabled!")
        log.info("api_server.py:2024", self.settings.style.serving(f"http://{host}:{port}"))
        log.info("launcher.py:38", "Available routes are:")
        for methods, routes in (("GET", _GET), ("POST", _POST)):
            for route in routes:
                log.info("launcher.py:46", f"Route: {route}, Methods: {methods}")
        log.uvicorn(f"Started server process [{os.getpid()}]")
        log.uvicorn("Waiting for application startup.")
        serve = self._listener.serve_forever
        threading.Thread(target=serve, kwargs={"poll_interval": 0.05}).start()
        log.uvicorn("Application startup complete.")

    def stall(self):
        """Where the fault asks for it, never returns: the engine hangs, and the server says nothing of it."""
        settings = self.settings
        if settings.fault == "stall" and self.metrics.requests() >= settings.stall_after:
            self.metrics.wait()
            threading.Event().wait()

    def order(self, level):
        """Has the engine sleep at this level, or wake (0); without --enable-sleep-mode no memory is freed."""
        with self._lock:
            if self.arguments.enable_sleep_mode:
                self._orders.send(b"sleep" if level else b"wake")
                self._orders.recv(16)
            self.metrics.sleeps(level)

    def drain(self):
        with self._lock:
            self._draining = True
            listener = self._listener
        if listener is None:
            return
        self.log.uvicorn("Shutting down")
        listener.shutdown()
        # Closes the socket, then joins the threads of the requests that still run.
        listener.server_close()

    def finish(self):
        if self._listener is None:
            return
        self.log.uvicorn("Waiting for application shutdown.")
        self.log.uvicorn("Application shutdown complete.")
        self.log.uvicorn(f"Finished server process [{os.getpid()}]")


def _level(path, level):
    if path == "/wake_up":
        return 0
    return 2 if level == "2" else 1


class _Listener(http.server.ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    vllm: Server


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "uvicorn"
    sys_version = ""
    # A connection on which no request comes must not hold up the end.
    timeout = 5
    server: _Listener

    @property
    def vllm(self):
        return self.server.vllm

    def log_message(self, format, *args):
        pass

    def log_request(self, code="-", size="-"):
        client = f"{self.client_address[0]}:{self.client_address[1]}"
        self.vllm.log.uvicorn(f'{client} - "{self.requestline}" {int(code)}')

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/is_sleeping" and self.vllm.settings.developer:
            self.reply_json(200, {"is_sleeping": self.vllm.metrics.level > 0})
        elif path in ("/health", "/ping"):
            self.reply(200, b"", None)
        elif path == "/version":
            self.reply_json(200, {"version": self.vllm.settings.style.version})
        elif path == "/metrics":
            text = self.vllm.metrics.text().encode()
            self.reply(200, text, "text/plain; version=0.0.4; charset=utf-8")
        elif path == "/openapi.json":
            self.reply_json(200, {"paths": {route: {} for route in self._routes()}})
        elif path == "/v1/models" and self._authorized():
            self.reply_json(200, self._models())
        elif path in _POST:
            self.reply_json(405, {"detail": "Method Not Allowed"})
        elif path != "/v1/models":
            self.reply_json(404, {"detail": "Not Found"})

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        path, _, query = self.path.partition("?")
        if self.vllm.settings.developer and _DEVELOPER.get(path) == "POST":
            if path == "/collective_rpc":
                return self.reply_json(200, {"results": [None]})
            level = urllib.parse.parse_qs(query).get("level", ["1"])[0]
            self.vllm.order(_level(path, level))
            self.reply(200, b"", None)
        elif self.path not in _POST:
            self.reply_json(404, {"detail": "Not Found"})
        elif self._authorized():
            try:
                body = json.loads(raw)
            except ValueError:
                self.fail(400, "BadRequestError", "The body is not JSON.")
                return
            self._respond(body)

    def _respond(self, body):
        pooling = self.vllm.arguments.runner == "pooling"
        if pooling == (self.path in _GENERATING):
            kind = "Completions" if pooling else "Embeddings"
            self.fail(400, "BadRequestError", f"The model does not support {kind} API")
            return
        self.vllm.stall()
        if pooling:
            respond_pooling(self, body)
        else:
            respond(self, self.path, body)

    def _routes(self):
        return (*_GET, *_POST, *(_DEVELOPER if self.vllm.settings.developer else ()))

    def _authorized(self):
        key = self.vllm.arguments.api_key
        if key and self.headers.get("Authorization") != f"Bearer {key}":
            self.reply_json(401, {"error": "Unauthorized"})
            return False
        return True

    def _models(self):
        arguments = self.vllm.arguments
        cards = [
            {
                "id": name,
                "object": "model",
                "created": self.vllm.created,
                "owned_by": "vllm",
                "root": arguments.model_tag,
                "parent": None,
                "max_model_len": arguments.max_model_len,
                "permission": [],
            }
            for name in arguments.served_model_name
        ]
        return {"object": "list", "data": cards}

    def reply(self, status, content, kind):
        """A whole answer. Every connection carries one request, so that none idles at the end."""
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def reply_json(self, status, value):
        self.reply(status, json.dumps(value).encode(), "application/json")

    def fail(self, status, kind, message):
        """An error in vLLM's shape."""
        error = {"message": message, "type": kind, "param": None, "code": status}
        self.reply_json(status, {"error": error})

    def begin_events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, data):
        self.wfile.write(f"data: {data}\n\n".encode())
