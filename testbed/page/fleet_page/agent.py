"""The fleet agent that Maven built, on a port and with a state of its own."""
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
BUILT = REPOSITORY / "fleet-agent" / "target"
START = 60


class Agent:
    """Killed and started again, it keeps its port and what it has on record."""

    def __init__(self, fleet, interval="1s", address="127.0.0.1", token=None, cluster=None, unix=None, options=(),
                 controller=None, arguments=()):
        self._folder = tempfile.TemporaryDirectory(prefix="fleet-page-")
        self._home = Path(self._folder.name)
        self._process = None
        self._cluster = cluster
        self._options = options
        self._arguments = arguments
        self._bus = f"unix:path={self._home}/no-bus" if controller is None else controller.address
        self.address = address
        self.port = _free_port(address)
        self.url = f"http://localhost:{self.port}"
        (self._home / "state").mkdir()
        (self._home / "credentials").mkdir()
        if token:
            (self._home / "credentials" / "api-token").write_text(token)
        (self._home / "config.json").write_text(json.dumps({
            "listen": {"address": address, "port": self.port, "socket": unix},
            "host": {"enabled": controller is not None, "node": "workstation"},
            "slurm": {"enabled": self._cluster is not None},
            "nodes": {name: {"urls": [fleet.url(name)]} for name in fleet.names},
            "polling": {"interval": interval, "deadline": interval},
        }))

    def start(self):
        """Returns once it answers."""
        jar = BUILT / "dubnium-fleet-agent.jar"
        if not jar.exists():
            raise RuntimeError(f"cannot find {jar}: run mvn package first")
        environment = {**os.environ, "CREDENTIALS_DIRECTORY": str(self._home / "credentials")}
        # Slurm's commands are looked for in fixed places: in this process's own mounts, one has the stand-in's.
        prefix = () if self._cluster is None else (
            "unshare", "--mount", "--propagation", "private", "sh", "-euc",
            'mount --bind "$0" /usr/local/bin; exec "$@"', self._cluster.path)
        with open(self._home / "log", "a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [
                    *prefix, f"{self._jdk()}/bin/java", *self._options, "--enable-native-access=ALL-UNNAMED",
                    "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                    "-cp", f"{jar}:{BUILT}/lib/*", "org.dubnium.fleet.app.Main",
                    "--defaults", REPOSITORY / "fleet-agent/src/main/dist/fleet-agent.json",
                    "--config", self._home / "config.json",
                    "--state-dir", self._home / "state",
                    "--bus", self._bus, *self._arguments,
                ],
                stdout=log, stderr=log, env=environment)
        self._await(lambda: self._answers())
        return self

    def _answers(self):
        if self._process.poll() is not None:
            raise RuntimeError("the agent ended:\n" + (self._home / "log").read_text(encoding="utf-8"))
        try:
            with urllib.request.urlopen(self.url + "/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return json.load(answer)

    def await_nodes(self, count):
        """Returns once so many nodes answer."""
        self._await(lambda: sum(node["reachable"] for node in self.get("/api/metrics/current")["nodes"]) >= count)

    def _await(self, holds):
        end = time.monotonic() + START
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError("the agent is not ready:\n" + (self._home / "log").read_text(encoding="utf-8"))
            time.sleep(0.1)

    @property
    def pid(self):
        return self._process.pid

    def jcmd(self, *command):
        """What the JDK's jcmd says of it."""
        return subprocess.run(
            [f"{self._jdk()}/bin/jcmd", str(self.pid), *command], check=True, capture_output=True, text=True).stdout

    @staticmethod
    def _jdk():
        home = subprocess.run([REPOSITORY / "packaging" / "jdk-home"], check=True, capture_output=True, text=True)
        return home.stdout.strip()

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self):
        self.kill()
        self._folder.cleanup()


def _free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]
