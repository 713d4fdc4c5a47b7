"""`vllm serve`: the API server process, which starts the engine process and answers for it."""

import argparse
import os
import signal
import socket
import sys
import threading
import time

from vllm_stand_in import faults
from vllm_stand_in.engine import CAUSE_ABOVE, READY, Engine
from vllm_stand_in.log import Log
from vllm_stand_in.server import Server
from vllm_stand_in.settings import read_settings


_ENDS = {signal.SIGTERM, signal.SIGINT}


def parse(arguments, version):
    """vLLM's flags, as far as Dubnium passes them; any other is an error, as it is for vLLM."""
    parser = argparse.ArgumentParser(prog="vllm")
    parser.add_argument("-v", "--version", action="version", version=version)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve")
    serve.add_argument("model_tag")
    serve.add_argument("--host", default="0.0.0.0")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--api-key", default=os.environ.get("VLLM_API_KEY"))
    serve.add_argument("--served-model-name", nargs="+")
    serve.add_argument("--root-path", default="")
    serve.add_argument("--runner", choices=("auto", "generate", "pooling"), default="auto")
    serve.add_argument("--gpu-memory-utilization", type=float, default=0.9)
    serve.add_argument("--max-model-len", type=int, default=4096)
    serve.add_argument("--max-num-seqs", type=int, default=256)
    serve.add_argument("--tensor-parallel-size", "-tp", type=int, default=1)
    serve.add_argument("--dtype", default="auto")
    serve.add_argument("--kv-cache-dtype", default="auto")
    serve.add_argument("--quantization", "-q")
    serve.add_argument("--download-dir")
    serve.add_argument("--seed", type=int)
    serve.add_argument("--enforce-eager", action="store_true")
    serve.add_argument("--trust-remote-code", action="store_true")
    serve.add_argument("--enable-auto-tool-choice", action="store_true")
    serve.add_argument("--tool-call-parser")
    serve.add_argument("--enable-sleep-mode", action="store_true")
    parsed = parser.parse_args(arguments)
    if not 0 < parsed.gpu_memory_utilization <= 1:
        parser.error("--gpu-memory-utilization must lie in (0, 1]")
    if parsed.enable_auto_tool_choice and not parsed.tool_call_parser:
        parser.error("--enable-auto-tool-choice requires --tool-call-parser")
    given = vars(parsed).items()
    parsed.non_default = {key: value for key, value in given if value != serve.get_default(key)}
    parsed.served_model_name = parsed.served_model_name or [parsed.model_tag]
    return parsed


def main(arguments):
    """Runs the server; returns its exit status."""
    settings = read_settings()
    parsed = parse(arguments, settings.style.version)
    log = Log(settings.style, settings.style.server)
    if settings.fault in faults.SERVER:
        lines, status = faults.SERVER[settings.fault]
        for line in lines:
            log.plain(line)
        return status
    for line in settings.style.banner():
        log.info("api_server.py:1977", line)
    log.info("utils.py:253", settings.style.arguments(parsed.non_default))
    if os.path.isabs(parsed.model_tag) and not _has_configuration(parsed.model_tag):
        log.plain(f"OSError: Can't load the configuration of '{parsed.model_tag}'.")
        return 1
    # Blocked for good: a thread waits for these, so no handler runs in the middle of a request.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    report, engine, orders = _start_engine(parsed, settings)
    stopping = threading.Event()
    server = Server(parsed, settings, log, orders)
    threading.Thread(
        target=_stop_on_signal, args=(stopping, server, engine, settings), daemon=True
    ).start()
    return _serve(report, engine, server, stopping, log)


def _has_configuration(model):
    return os.path.isfile(os.path.join(model, "config.json"))


def _start_engine(parsed, settings):
    reader, writer = os.pipe()
    orders, obeyed = socket.socketpair()
    engine = os.fork()
    if engine == 0:
        os.close(reader)
        orders.close()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        # Not sys.exit: what main set up for the server is not the engine's to unwind.
        os._exit(Engine(parsed, settings, writer, obeyed).run())
    os.close(writer)
    obeyed.close()
    return reader, engine, orders


def _stop_on_signal(stopping, server, engine, settings):
    handle = os.pidfd_open(engine)
    signal.sigwait(_ENDS)
    stopping.set()
    server.drain()
    time.sleep(settings.end_seconds)
    if settings.fault == "leave-child":
        os._exit(0)
    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
    except ProcessLookupError:
        pass  # whoever sent the signal sent it to the engine as well, and it has ended


def _serve(report, engine, server, stopping, log):
    """From the engine's start to its end. The pipe ends when the engine process does."""
    ready = os.read(report, len(READY))
    if ready:
        server.start()
        os.read(report, 1)
    os.waitpid(engine, 0)
    if stopping.is_set():
        server.finish()
        return 0
    if ready:
        log.error("async_llm.py:525", "AsyncLLM output_handler failed.")
        log.error("async_llm.py:525", "EngineDeadError: EngineCore encountered an issue.")
        server.drain()
        server.finish()
        # vLLM reports success here: uvicorn was asked to stop, and did.
        return 0
    log.plain(f"RuntimeError: {CAUSE_ABOVE}")
    return 1
