"""Holds the daemon at a chosen write of its journal, from outside of it: a fanotify permission event.

Before each state change of a step the daemon writes the journal, and for that opens a file of this
name; the kernel lets no open() through until somebody who listens says so. See fanotify(7). Run as a
program, it says `reached` when the daemon stands there, and ends, letting everything through, when
its standard input does. It is a process of its own, since whoever listens must never itself wait for
an open() of these files.
"""
import ctypes
import os
import select
import struct
import subprocess
import sys

DIRECTORY = "/var/lib/mode-controller"
FILE = DIRECTORY + "/.transition.json.new"

# linux/fanotify.h
FAN_CLASS_CONTENT = 0x04
FAN_MARK_ADD = 0x01
FAN_OPEN_PERM = 0x10000
FAN_EVENT_ON_CHILD = 0x08000000
FAN_ALLOW = 0x01
AT_FDCWD = -100
EVENT = struct.Struct("=IBBHQii")
RESPONSE = struct.Struct("=iI")


class Gate:
    """The gate as the driver sees it: armed on creation, open for all when closed."""

    def __init__(self, pid, writes):
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-S", __file__, str(pid), str(writes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self._process.stdout.readline() != "armed\n":
            raise RuntimeError("cannot arm the gate")

    def wait(self, seconds):
        """Whether the daemon came to the gate in that time."""
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        return bool(ready) and self._process.stdout.readline() == "reached\n"

    def open(self):
        """Lets everybody go on, the daemon included if it still lives."""
        self._process.communicate(timeout=10)


def hold(pid, writes):
    """Serves the events until standard input ends."""
    libc = ctypes.CDLL(None, use_errno=True)
    events = libc.fanotify_init(FAN_CLASS_CONTENT, os.O_RDONLY | os.O_CLOEXEC)
    mask = ctypes.c_uint64(FAN_OPEN_PERM | FAN_EVENT_ON_CHILD)
    if events < 0 or libc.fanotify_mark(events, FAN_MARK_ADD, mask, AT_FDCWD, DIRECTORY.encode()) < 0:
        raise OSError(ctypes.get_errno(), "cannot watch " + DIRECTORY)
    print("armed", flush=True)
    while True:
        ready, _, _ = select.select([events, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        data = os.read(events, 8192)
        for length, _, _, _, _, file, opener in EVENT.iter_unpack(data):
            assert length == EVENT.size
            if opener == pid and os.readlink(f"/proc/self/fd/{file}") == FILE:
                if writes == 0:
                    # Not answered: the daemon waits in open() until this process ends.
                    print("reached", flush=True)
                    writes -= 1
                    continue
                writes -= 1
            os.write(events, RESPONSE.pack(file, FAN_ALLOW))
            os.close(file)


if __name__ == "__main__":
    hold(int(sys.argv[1]), int(sys.argv[2]))
