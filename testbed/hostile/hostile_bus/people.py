"""Clients as processes of their own: whose they are, the bus tells the daemon, and nobody else."""

import json
import os
import select
import subprocess
import sys

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "hostile")

# alice works in her session on seat0, as the testbed enters it; bob, an administrator, is in none.
ALICE, BOB, ROOT = "alice", "bob", "root"

# Seconds after which a client that should have ended is a fault of the test's.
LIMIT = 300


class ClientFailed(Exception):
    """A client ended otherwise than it should."""


class Process:
    """A client at work; what it reports is one line of JSON."""

    def __init__(self, person, *arguments):
        self.title = f"{person}: {' '.join(arguments)}"
        self._process = subprocess.Popen(
            [
                "/usr/lib/dubnium-testbed/bin/enter",
                person,
                sys.executable,
                "-B",
                PROGRAM,
                "client",
                *arguments,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self):
        """The next line that it says."""
        ready, _, _ = select.select([self._process.stdout], [], [], LIMIT)
        text = self._process.stdout.readline() if ready else ""
        if not text:
            self._process.kill()
            raise ClientFailed(f"{self.title}: nothing said")
        return json.loads(text)

    def end(self):
        """Has it end, and returns what it says last, or None."""
        try:
            text, _ = self._process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired as late:
            self._process.kill()
            raise ClientFailed(f"{self.title}: it does not end") from late
        if self._process.returncode:
            raise ClientFailed(f"{self.title}: exit status {self._process.returncode}")
        lines = text.splitlines()
        return json.loads(lines[-1]) if lines else None


def say(report):
    """A client's report."""
    print(json.dumps(report), flush=True)


def told_to_end():
    """Whether whoever started this client has closed its standard input."""
    return bool(select.select([sys.stdin], [], [], 0)[0])


def await_end():
    """Waits for that."""
    sys.stdin.read()
