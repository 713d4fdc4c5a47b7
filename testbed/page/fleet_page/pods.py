"""What the agent tells of rented pods, as a test wants it: a server before the agent, which answers /api/pods itself."""
import http.client
import json
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/api/pods"
CHUNK = 65536
# Of a connection's head, not passed on: each connection has its own.
OWN = {"connection", "transfer-encoding", "keep-alive"}


def ago(seconds):
    """An ISO 8601 time; of a negative number one to come."""
    return (datetime.now(timezone.utc) - timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def pod(number, phase="ready", **fields):
    """Of the declaration worker."""
    name = f"dub-lab-worker-{number}-k3f9x{number % 10}"
    return {
        "slot": f"worker-{number}", "declaration": "worker", "name": name, "id": f"7h9k2m4n{number:03d}", "phase": phase,
        "reason": None, "since": ago(200),
        "phases": [{"phase": "requested", "at": ago(400)}, {"phase": "provisioning", "at": ago(395)}, {"phase": phase, "at": ago(200)}],
        "undeclared": False, "wish": "running", "gpu": "NVIDIA RTX A5000", "gpuCount": 1, "cloud": "secure",
        "dataCenter": "US-KS-2", "perHour": 0.44, "expectedPerHour": 0.44, "today": 1.0, "total": 4.0,
        "ports": [{"private": 8000, "type": "http", "address": f"https://7h9k2m4n{number:03d}-8000.proxy.example"}],
        "idle": {"since": None, "stopAt": None, "keptUntil": None}, **fields}


def orphan(**fields):
    """Of this fleet, and nobody declares it."""
    return pod(0, "running", slot="old-0", declaration=None, name="dub-lab-old-0-aaaaaa", id="0ld0ld0ld0", undeclared=True,
               wish=None, gpu="NVIDIA H100 80GB HBM3", gpuCount=2, perHour=5.38, idle=None, **fields)


def absent(number, **fields):
    return pod(number, "absent", name=None, id=None, since=None, phases=[], gpu=None, cloud=None, dataCenter=None,
               perHour=None, ports=[], **fields)


def declaration(**fields):
    return {
        "name": "worker", "state": "applied", "count": 2, "role": "worker", "gpus": ["NVIDIA RTX A5000", "NVIDIA L4"],
        "gpuCount": 1, "perHour": 0.88, "today": 17.0, "total": 101.0,
        "budget": {"perHour": 2.0, "perDay": 20.0, "total": 100.0, "reached": "stop"}, "problem": None, "outcome": None,
        "alternatives": [], "retryAt": None, **fields}


def rented(pods, **fields):
    """The answer of GET /api/pods."""
    return {
        "fleet": "lab", "configured": True, "hint": None, "credential": {"name": "runpod-api-key", "given": True},
        "listing": {"at": ago(12), "error": None},
        "spending": {
            "perHour": round(sum(one["perHour"] or 0 for one in pods), 2), "cap": 5.0, "today": 3.1, "projectedToday": 10.2,
            "total": 112.3, "estimated": False, "billed": {"today": 3.1, "difference": 0.0, "at": ago(600)}},
        "declarations": [declaration()], "pods": pods,
        "events": [{"at": ago(200), "actor": "ada", "what": "worker-0 is ready"}], **fields}


UNCONFIGURED = {
    "fleet": None, "configured": False, "hint": "add pods to the agent's configuration", "credential": None,
    "listing": None, "spending": None, "declarations": [], "pods": [], "events": []}


def plan(**fields):
    return {
        "fingerprint": "f1", "perHour": 1.76, "perDay": 42.24, "now": {"perHour": 0.88},
        "steps": [
            {"action": "create", "slot": "worker-1", "gpu": "NVIDIA RTX A5000", "cloud": "secure", "perHour": 0.44, "reason": "it is not there"},
            {"action": "replace", "slot": "worker-0", "gpu": "NVIDIA L4", "cloud": "community", "perHour": 0.31, "reason": "its image is another"}],
        "changes": ["worker: budget per hour 1.00 → 2.00"], "problems": [], **fields}


class PodService:
    """Answers with `pods` and `plan`; other questions by `answers`, (status, body) by "METHOD PATH". `asked` has
    every change: (method, path, body)."""

    def __init__(self, port):
        self.backend = port
        self.pods = UNCONFIGURED
        self.plan = plan()
        self.answers = {}
        self.asked = []
        self.lines = ["pulling the image", "server is up"]
        self.changes = 0
        self.changed = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://localhost:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def show(self, pods):
        """Tells that they are others now."""
        with self.changed:
            self.pods = pods
            self.changes += 1
            self.changed.notify_all()

    def answer(self, method, path, body):
        if method != "GET":
            self.asked.append((method, path, body))
            return self.answers.get(f"{method} {path}", (202, {}))
        known = {PATH: self.pods, f"{PATH}/plan": self.plan}
        return self.answers.get(f"{method} {path}") or ((200, known[path]) if path in known else (404, {"error": "cannot find that", "title": "cannot find that"}))

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A page that is left leaves connections behind."""


def _handler(service):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            """Nobody reads it."""

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path, _, query = self.path.partition("?")
            if path.startswith("/api/logs/pod-") and "follow=true" in query:
                self._follow()
            elif path == PATH or path.startswith(f"{PATH}/"):
                self._send(*service.answer(self.command, path, json.loads(body) if body else None))
            else:
                self._pass_on(body)

        do_POST = do_PUT = do_DELETE = do_GET

        def _send(self, status, content):
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _follow(self):
            if not self.headers.get("X-CSRF-Token"):
                self._send(401, {"title": "cannot show this without a session", "error": "cannot show this without a session"})
                return
            entries = [{"at": ago(1), "priority": None, "identifier": None, "pid": None, "message": line} for line in service.lines]
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(f"id: s=1\nevent: lines\ndata: {json.dumps({'entries': entries, 'lost': 0})}\n\n".encode())
            self.wfile.flush()
            self.rfile.read(1)

        def _pass_on(self, body):
            agent = http.client.HTTPConnection("127.0.0.1", service.backend)
            try:
                agent.request(self.command, self.path, body or None, dict(self.headers.items()))
                answer = agent.getresponse()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in OWN:
                        self.send_header(name, value)
                self.end_headers()
                self._stream(answer)
            finally:
                agent.close()

        def _stream(self, answer):
            """What comes; in the stream of events, changes of the pods too."""
            gone = threading.Event()
            if self.path.startswith("/api/events"):
                threading.Thread(target=self._tell, args=(gone,), daemon=True).start()
            try:
                while chunk := answer.read1(CHUNK):
                    self.wfile.write(chunk)
                    self.wfile.flush()
            finally:
                gone.set()
                with service.changed:
                    service.changed.notify_all()

        def _tell(self, gone):
            told = service.changes
            while not gone.is_set():
                with service.changed:
                    service.changed.wait_for(lambda: gone.is_set() or told != service.changes)
                    told = service.changes
                try:
                    self.wfile.write(b"event: pods\ndata: {}\n\n")
                    self.wfile.flush()
                except (OSError, ValueError):
                    return  # Whoever listened is gone.

    return Handler
