"""A fleet of nodes, as dcgm-exporter would tell of each: one server, a path a node."""
import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "NVIDIA H100 80GB HBM3"
TOTAL = 81559

# A metric's name, and how the reading of a GPU becomes its value.
METRICS = (
    ("DCGM_FI_DEV_GPU_UTIL", lambda g: g["util"]),
    ("DCGM_FI_DEV_MEM_COPY_UTIL", lambda g: g["util"] // 2),
    ("DCGM_FI_DEV_FB_USED", lambda g: g["used"]),
    ("DCGM_FI_DEV_FB_FREE", lambda g: TOTAL - g["used"]),
    ("DCGM_FI_DEV_GPU_TEMP", lambda g: g["temp"]),
    ("DCGM_FI_DEV_POWER_USAGE", lambda g: 80 + 6 * g["util"]),
    ("DCGM_FI_DEV_SM_CLOCK", lambda g: 1980 if g["util"] else 345),
    ("DCGM_FI_DEV_MEM_CLOCK", lambda g: 2619),
)


class Fleet:
    """Nodes that answer, unless told otherwise; their values change with every reading."""

    def __init__(self, names, gpus=8):
        self.names = list(names)
        self.gpus = gpus
        self.silent = set()
        self.fixed = {}
        self.hosts = {}
        self.models = {}
        self._reads = {}
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def url(self, name):
        return f"http://127.0.0.1:{self._server.server_address[1]}/{name}/metrics"

    def text(self, name):
        read = self._reads[name] = self._reads.get(name, 0) + 1
        host = _escaped(self.hosts.get(name, name))
        model = _escaped(self.models.get(name, MODEL))
        gpus = [self.fixed.get((name, gpu)) or _reading(name, gpu, read) for gpu in range(self.gpus)]
        labels = [
            f'{{gpu="{i}",UUID="GPU-{name}-{i}",pci_bus_id="00000000:0{i}:00.0",device="nvidia{i}",'
            f'modelName="{model}",Hostname="{host}"}}'
            for i in range(self.gpus)
        ]
        lines = []
        for metric, value in METRICS:
            lines.append(f"# TYPE {metric} gauge")
            lines.extend(f"{metric}{labels[i]} {value(gpu)}" for i, gpu in enumerate(gpus))
        return "\n".join(lines) + "\n"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _reading(name, gpu, read):
    """Some nodes work, some rest, and each has a rhythm of its own."""
    seed = sum(name.encode()) * 7 + gpu * 13
    busy = (sum(name.encode()) * 31) % 10 > 2
    wave = math.sin(read / 3 + seed) * 18 + math.sin(read / 11 + seed / 3) * 12
    util = max(0, min(100, int((68 + seed % 20 if busy else 4) + wave)))
    return {"util": util, "used": int(TOTAL * (0.86 if busy else 0.03)) - seed % 900, "temp": 34 + util * 42 // 100 + seed % 5}


def _escaped(text):
    """Exposition formats, Prometheus: what a label's value must not have as it is."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024

    def handle_error(self, *_):
        """An agent that is killed leaves connections behind."""


def _handler(fleet):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            name = self.path.split("/")[1]
            known = name in fleet.names and name not in fleet.silent
            body = fleet.text(name).encode() if known else b"silent\n"
            self.send_response(200 if known else 503)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nobody reads it."""

    return Handler
