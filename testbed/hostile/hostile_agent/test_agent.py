"""The real agent under clients that mean harm: whatever one user does, another is answered, and nothing is
left of it afterwards. Run as root, for it takes users: python3 -B -m unittest, in testbed/hostile."""
import os
import subprocess
import sys
import tempfile
import time
import types
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "page"))

from fleet_page.agent import Agent  # noqa: E402  (needs the path above)

# One that others than root may run.
PYTHON = "/usr/bin/python3"
# Users that nobody else is: only their numbers matter.
MALLORY, BOB = 64001, 64002
PATIENCE = 60
# What may be left afterwards, after a collection: caches, and threads that wait a minute for more work.
THREADS, DESCRIPTORS, MEBIBYTES = 24, 16, 32
# What the agent may take at any time: half of what its unit allows.
MOST = 512


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Where an agent of its own user can be reached: no folder of root's.
        cls.folder = tempfile.TemporaryDirectory(prefix="hostile-agent-")
        cls.addClassCleanup(cls.folder.cleanup)
        os.chmod(cls.folder.name, 0o755)
        cls.socket = f"{cls.folder.name}/agent.sock"
        nobody = types.SimpleNamespace(names=[], url=None)
        cls.agent = Agent(nobody, unix=cls.socket, options=("-XX:+UseSerialGC", "-Xmx512m"))
        cls.addClassCleanup(cls.agent.close)
        cls.agent.start()
        for _ in range(20):
            cls.status(cls.ask_as(BOB))

    @classmethod
    def ask_as(cls, uid, path="/api/metrics/current", headers=(), unix=False, method="GET"):
        """The answer's first line, as somebody gets it with a program of their own."""
        program = (
            "import socket, sys\n"
            "where = sys.argv[1]\n"
            "s = socket.socket(socket.AF_UNIX if where.startswith('/') else socket.AF_INET)\n"
            "s.settimeout(30)\n"
            "s.connect(where if where.startswith('/') else ('127.0.0.1', int(where)))\n"
            "s.sendall(sys.argv[2].encode())\n"
            "print(s.makefile('rb').readline().decode())\n")
        request = "\r\n".join((f"{method} {path} HTTP/1.1", *(headers or ("Host: localhost",)), "Connection: close", "", ""))
        asked = subprocess.run(
            [PYTHON, "-c", program, cls.socket if unix else str(cls.agent.port), request],
            user=uid, group=uid, extra_groups=[], cwd="/", capture_output=True, text=True, timeout=PATIENCE)
        return asked.stdout.strip() or asked.stderr.strip().splitlines()[-1]

    @staticmethod
    def status(line):
        return line.removeprefix("HTTP/1.1 ")[:3]

    def cost(self):
        """Threads, descriptors and resident mebibytes of the agent."""
        proc = Path(f"/proc/{self.agent.pid}")
        lines = dict(line.split(":", 1) for line in (proc / "status").read_text(encoding="utf-8").splitlines())
        return int(lines["Threads"]), len(os.listdir(proc / "fd")), int(lines["VmRSS"].split()[0]) // 1024

    def kept(self):
        """Threads, descriptors and the mebibytes of objects that are in use."""
        live = self.agent.jcmd("GC.class_histogram").splitlines()[-1].split()
        return *self.cost()[:2], int(live[2]) // 1024 ** 2

    def besieged(self, kind, count):
        """Has mallory do that, and sees that bob is answered; then that nothing is left of it."""
        before = self.kept()
        attacker = subprocess.Popen(
            [PYTHON, "-B", "-c", (HERE / "attacker.py").read_text(encoding="utf-8"),
             kind, str(self.agent.port), str(count)],
            user=MALLORY, group=MALLORY, extra_groups=[], cwd="/",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            self.assertEqual("ready\n", attacker.stdout.readline())
            for _ in range(5):
                self.assertEqual("200", self.status(self.ask_as(BOB)))
                self.assertEqual("200", self.status(self.ask_as(BOB, unix=True)))
                self.assertEqual("200", self.status(self.ask_as(BOB, "/api/events")))
            during = self.cost()
        finally:
            attacker.stdin.close()
            attacker.wait(timeout=PATIENCE)
            attacker.stdout.close()
        self.assertLess(during[2], MOST)
        end = time.monotonic() + PATIENCE
        while not self.is_back(before):
            self.assertLess(time.monotonic(), end, f"{kind}: from {before} to {self.kept()}")
            time.sleep(1)
        self.assertEqual("200", self.status(self.ask_as(MALLORY)))

    def is_back(self, before):
        now = self.kept()
        return (now[0] <= before[0] + THREADS and now[1] <= before[1] + DESCRIPTORS
                and now[2] <= before[2] + MEBIBYTES)

    def test_connections_that_do_nothing(self):
        self.besieged("idle", 1100)

    def test_connections_that_are_half_closed(self):
        self.besieged("half-closed", 1100)

    def test_heads_that_come_byte_by_byte(self):
        self.besieged("slow-head", 1100)

    def test_bodies_that_come_byte_by_byte(self):
        self.besieged("slow-body", 300)

    def test_listeners_without_number(self):
        self.besieged("streams", 300)

    def test_clients_that_do_not_read(self):
        self.besieged("deaf", 300)

    def test_heads_without_end(self):
        self.besieged("large-head", 200)

    def test_bodies_without_end(self):
        self.besieged("large-body", 100)

    def test_connections_that_come_and_go(self):
        self.besieged("flood", 8)

    def test_pages_of_others(self):
        for headers, expected in (
                (("Host: localhost", "Sec-Fetch-Site: cross-site"), "403"),
                (("Host: localhost", "Sec-Fetch-Site: same-site"), "403"),
                (("Host: localhost", "Origin: http://evil.example"), "403"),
                (("Host: localhost", "Origin: null"), "403"),
                (("Host: evil.example",), "403"),
                (("Host: localhost.evil.example",), "403"),
                (("Host: localhost", "Sec-Fetch-Site: same-origin"), "200"),
                (("Host: localhost",), "200")):
            for unix in (False, True):
                with self.subTest(headers=headers, unix=unix):
                    self.assertEqual(expected, self.status(self.ask_as(BOB, "/api/events", headers, unix)))
        self.assertEqual("403", self.status(self.ask_as(BOB, headers=("Host: evil.example",))))

    def test_to_be_known_is_not_to_be_allowed(self):
        for unix in (False, True):
            self.assertEqual("401", self.status(self.ask_as(BOB, "/api/alerts/none", unix=unix, method="DELETE")))


if __name__ == "__main__":
    unittest.main()
