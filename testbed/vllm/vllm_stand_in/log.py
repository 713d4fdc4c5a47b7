"""Log lines as vLLM's processes print them, each behind the name of its process."""

import os
import sys
import time


class Log:
    """Writes vLLM's lines to standard output and uvicorn's to standard error, in the style of a version."""

    def __init__(self, style, process):
        self._style = style
        self._prefix = style.prefix(process, os.getpid())

    def info(self, source, message):
        self._vllm("INFO", source, message)

    def warning(self, source, message):
        self._vllm("WARNING", source, message)

    def error(self, source, message):
        self._vllm("ERROR", source, message)

    def _vllm(self, level, source, message):
        head = self._style.head(level, time.strftime("%m-%d %H:%M:%S"), source)
        print(f"{self._prefix}{head}{message}", flush=True)

    def uvicorn(self, message):
        """uvicorn's own logger: another format, on standard error."""
        print(f"{self._prefix}INFO:     {message}", file=sys.stderr, flush=True)

    def plain(self, message):
        """What tracebacks print, on standard error."""
        print(f"{self._prefix}{message}", file=sys.stderr, flush=True)

    def weights(self, message):
        """The bar of weights: each drawing of it begins with CR and ends with LF."""
        print(f"{self._prefix}\r{message}", file=sys.stderr, flush=True)

    def bar(self, drawings):
        """Any other bar: each drawing begins with CR, and LF comes at its end alone."""
        sys.stderr.write(self._prefix)
        for drawing in drawings:
            sys.stderr.write(f"\r{drawing}")
            sys.stderr.flush()
        sys.stderr.write("\n")
        sys.stderr.flush()

    def raw(self, content):
        """Bytes of no form, on standard output."""
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
