"""Runs the stand-in on a simulated GPU of its own and speaks HTTP with it."""

import atexit
import ctypes
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
VLLM = os.path.join(HERE, "..", "vllm")
SIMULATOR = os.path.join(HERE, "..", "..", "nvml-sim")
MIB = 1024 * 1024



def _build_simulator():
    build = tempfile.mkdtemp(prefix="nvml-sim-")
    atexit.register(shutil.rmtree, build)
    subprocess.run(["make", "-s", "-C", SIMULATOR, f"OUT={build}"], check=True)
    return build


BUILD = os.environ.get("NVML_SIM_BUILD") or _build_simulator()

PR_SET_CHILD_SUBREAPER = 36


class Run:
    """One process of the stand-in, its output collected line by line."""

    def __init__(self, state, arguments, environment):
        self.lines = []
        self._seen = threading.Condition()
        self.process = subprocess.Popen(
            [VLLM, "serve", "org/model", "--host", "127.0.0.1", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=os.environ
            | {
                "NVML_SIM_STATE": state,
                "VLLM_SIM_NVML": os.path.join(BUILD, "libnvidia-ml.so.1"),
                "VLLM_SIM_LOAD_SECONDS": "0",
                "VLLM_SIM_TOKEN_SECONDS": "0",
                "VLLM_SIM_DIE_AFTER_SECONDS": "0",
            }
            | environment,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            with self._seen:
                self.lines.append(line.rstrip("\n"))
                self._seen.notify_all()
        with self._seen:
            self.lines.append(None)
            self._seen.notify_all()

    def await_line(self, pattern):
        """The first line that matches; fails if the output ends without one."""
        with self._seen:
            at = 0
            while True:
                while at < len(self.lines):
                    line = self.lines[at]
                    if line is None:
                        raise AssertionError(f"no line matches {pattern}: {self.lines}")
                    found = re.search(pattern, line)
                    if found:
                        return found
                    at += 1
                self._seen.wait()

    def await_ready(self):
        found = self.await_line(r"Starting vLLM (?:API )?server (?:0 )?on http://127.0.0.1:(\d+)")
        self.port = int(found.group(1))
        self.await_line("Application startup complete")
        return self

    def engine_pid(self):
        return int(self.await_line(r"EngineCore(?:_DP0)? pid=(\d+)").group(1))

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        """Exit status. The output is read to its end, unless a left child keeps it open."""
        return self.process.wait()

    def output(self):
        return [line for line in self.lines if line is not None]

    def request(self, method, path, body=None, headers=None):
        """(status, headers, body) of one exchange."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        data = None if body is None else json.dumps(body)
        connection.request(method, path, data, headers or {})
        response = connection.getresponse()
        content = response.read().decode()
        connection.close()
        return response.status, response.headers, content

    def get(self, path):
        status, _, content = self.request("GET", path)
        return status, json.loads(content) if content else None

    def post(self, path, body):
        status, _, content = self.request("POST", path, body)
        return status, json.loads(content)

    def stream(self, path, body):
        """The data of every event."""
        status, headers, content = self.request("POST", path, body | {"stream": True})
        assert status == 200 and headers["Content-Type"].startswith("text/event-stream")
        events = [event for event in content.split("\n\n") if event]
        assert all(event.startswith("data: ") for event in events)
        return [event.removeprefix("data: ") for event in events]

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        self.process.stdout.close()


class StandInTest(unittest.TestCase):
    """A test with a GPU of 8 GiB, 100 MiB of them reserved."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.state = os.path.join(directory.name, "state")
        self.sim("init", "--memory", "8192", "--reserved", "100")

    def sim(self, *arguments):
        environment = os.environ | {"NVML_SIM_STATE": self.state}
        subprocess.run([os.path.join(BUILD, "gpu-sim"), *arguments], check=True, env=environment)

    def start(self, *arguments, **environment):
        run = Run(self.state, arguments, environment)
        self.addCleanup(run.close)
        return run

    def held(self):
        """{pid: bytes} as the NVML library reports them."""
        answer = subprocess.run(
            [os.path.join(BUILD, "nvml-query"), os.path.join(BUILD, "libnvidia-ml.so.1")],
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            env=os.environ | {"NVML_SIM_STATE": self.state},
        ).stdout
        found = re.findall(r"^  compute (\d+) (\d+)$", answer, re.MULTILINE)
        return {int(pid): int(used) for pid, used in found}

    def gates(self, *names):
        """A folder with FIFOs of these names, for VLLM_SIM_GATES."""
        folder = os.path.join(os.path.dirname(self.state), "gates")
        os.mkdir(folder)
        for name in names:
            os.mkfifo(os.path.join(folder, name))
        return folder

    def open_gate(self, folder, name):
        """Returns once the stand-in has come to the gate, and lets it pass."""
        os.close(os.open(os.path.join(folder, name), os.O_WRONLY))

    def adopt_orphans(self):
        """Makes this process the parent of what the stand-in leaves behind, to end it for sure."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)

    def end_orphan(self, pid):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
