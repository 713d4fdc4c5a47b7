"""Log lines as vLLM's processes print them, each behind the name of its process."""

import os
import sys
import time


class Log:
    """Writes vLLM's lines to standard output and uvicorn's to standard error."""

    def __init__(self, process):
        self._prefix = f"({process} pid={os.getpid()})"

    def info(self, source, message):
        self._vllm("INFO", source, message)

    def error(self, source, message):
        self._vllm("ERROR", source, message)

    def _vllm(self, level, source, message):
        now = time.strftime("%m-%d %H:%M:%S")
        print(f"{self._prefix} {level} {now} [{source}] {message}", flush=True)

    def uvicorn(self, message):
        """uvicorn's own logger: another format, on standard error."""
        print(f"{self._prefix} INFO:     {message}", file=sys.stderr, flush=True)

    def plain(self, message):
        """What tracebacks and progress bars print, on standard error."""
        print(f"{self._prefix} {message}", file=sys.stderr, flush=True)

    def progress(self, message, last):
        """A progress bar redraws its line with CR and ends it with LF."""
        end = "\n" if last else "\r"
        print(f"{self._prefix} {message}", end=end, file=sys.stderr, flush=True)
