"""A mode controller of this host on a bus of its own, which tells what a test has it tell."""
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.dubnium.ModeController"
MODELS = NAME + ".Models"
JOB = NAME + ".Job"
ROOT = "/org/dubnium/ModeController"
PROPERTIES = "org.freedesktop.DBus.Properties"

GIB = 1 << 30
START = 10


def fit(need, cache, budget, total, fits=True):
    """GpuFitInfo of sizes in GiB."""
    return {
        "fits": ("b", fits), "gpu": ("s", "GPU-1"), "gpus-needed": ("u", 1), "gpus-present": ("u", 1),
        "need-bytes": ("t", int((need + cache) * GIB)), "weights-bytes": ("t", int(need * GIB)),
        "kv-cache-bytes": ("t", int(cache * GIB)), "budget-bytes": ("t", int(budget * GIB)),
        "free-bytes": ("t", int(budget * GIB)), "total-bytes": ("t", int(total * GIB)), "unified": ("b", False),
    }


def bundle(name, gib=16, **told):
    """A verified model that fits."""
    model = {
        "name": ("s", name), "path": ("s", f"/var/lib/dubnium/models/{name}"), "bytes": ("t", int(gib * GIB)),
        "files": ("u", 11), "selected": ("b", False), "served": ("b", False),
        "architecture": ("s", "LlamaForCausalLM"), "verification": ("s", "verified"),
        "verified-at": ("t", int((time.time() - 3 * 86400) * 1e6)), "problem": ("s", ""),
        "fit": ("a{sv}", fit(gib, 4, 22, 24, gib + 4 <= 22)),
    }
    return model | {key.replace("_", "-"): (model[key.replace("_", "-")][0], value) for key, value in told.items()}


def server(state="off", **told):
    """The property Server."""
    values = {
        "model": ("s", ""), "state": ("s", state), "phase": ("s", ""), "done": ("u", 0), "total": ("u", 0),
        "since": ("t", 0), "phase-since": ("t", 0), "typical": ("t", 0), "cause": ("s", ""), "message": ("s", ""),
        "lines": ("as", []), "strays": ("as", []),
    }
    return values | {key.replace("_", "-"): (values[key.replace("_", "-")][0], value) for key, value in told.items()}


def job(state, **told):
    """The properties of a job that swaps a model."""
    values = {
        "Id": ("u", 1), "From": ("s", "compute"), "To": ("s", "compute"), "Model": ("s", ""), "State": ("s", state),
        "Step": ("u", 1), "StepCount": ("u", 4), "StepName": ("s", "start-unit vllm.service"),
        "Progress": ("d", 0.5), "StartedAt": ("t", 1_000_000), "FinishedAt": ("t", 0), "Outcome": ("s", ""),
        "Reason": ("a{sv}", {"code": ("s", "none"), "message": ("s", "")}),
        "Requester": ("a{sv}", {"uid": ("u", 1000), "bus-name": ("s", ":1.1"), "unit": ("s", "")}),
    }
    return values | {key: (values[key][0], value) for key, value in told.items()}


class Controller:
    """Answers until it is closed; `calls` has what it was asked to change."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="fleet-page-bus-")
        socket = Path(self._folder.name) / "bus"
        self.address = f"unix:path={socket}"
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + self.address, "--print-address=1"],
            stdout=subprocess.PIPE)
        self._bus.stdout.readline()
        self.mode = "compute"
        self.models = []
        self.selected = ""
        self.server = server()
        self.job = job("finished", FinishedAt=3_000_000, Outcome="committed")
        self.ends = []
        self.answer = ROOT + "/job/1"
        self.refusal = None
        self.calls = []
        self._connection = open_dbus_connection(self.address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME), timeout=START)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def changed(self):
        """Tells that the models or their server are others now."""
        self._connection.send(new_signal(
            DBusAddress(ROOT, interface=PROPERTIES), "PropertiesChanged", "sa{sv}as",
            (MODELS, {"Selected": ("s", self.selected), "Server": ("a{sv}", self.server)}, [])))

    def _serve(self):
        while True:
            try:
                message = self._connection.receive()
            except (ConnectionError, OSError):
                return
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message):
        fields = message.header.fields
        member, interface = fields[HeaderFields.member], fields.get(HeaderFields.interface)
        if member == "GetAll":
            values = {MODELS: self._models, JOB: lambda: self.job}.get(message.body[0], self._mode)()
            return new_method_return(message, "a{sv}", (values,))
        if member in ("Select", "RequestMode"):
            self.calls.append((member, *message.body))
            if self.refusal:
                return new_error(message, f"{NAME}.Error.{self.refusal[0]}", "s", (self.refusal[1],))
            return new_method_return(message, "o", (self.answer,))
        if member == "List" and interface == MODELS:
            return new_method_return(message, "aa{sv}", (self.models,))
        if member == "Explain":
            return new_method_return(message, "a{sv}", (self._explanation(),))
        if member == "ReadTelemetry":
            return new_method_return(message, "aa{sv}", ([],))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member} here",))

    def _models(self):
        return {"Selected": ("s", self.selected), "Server": ("a{sv}", self.server)}

    def _mode(self):
        return {
            "CurrentMode": ("s", self.mode), "Condition": ("s", "settled"), "DesiredMode": ("s", self.mode),
            "BootMode": ("s", "desktop"), "Conflicts": ("as", []), "Degradations": ("aa{sv}", []),
            "Modes": ("aa{sv}", [
                {"name": ("s", name), "overlay": ("s", ""), "target": ("s", f"{name}.target"), "rank": ("u", rank)}
                for rank, name in enumerate(("desktop", "compute"))]),
            "ActiveJob": ("o", "/"), "LastTransition": ("a{sv}", {}), "Holds": ("aa{sv}", []),
            "ObservedAt": ("t", int(time.time() * 1e6)), "Version": ("s", "0.1.0"), "ApiVersion": ("u", 1),
        }

    def _explanation(self):
        steps = ("stop-unit vllm.service", "await-gpu-release GPU 0", "select-model", "start-unit vllm.service")
        return {
            "from": ("s", self.mode), "to": ("s", self.mode), "route": ("as", [self.mode]),
            "steps": ("aa{sv}", [
                {"index": ("u", index), "kind": ("s", step.split()[0]), "subject": ("s", step.partition(" ")[2]),
                 "deadline": ("t", 90_000_000), "undo": ("s", "")}
                for index, step in enumerate(steps, 1)]),
            "guards": ("aa{sv}", [
                {"name": ("s", "model-bundle"), "verdict": ("s", "pass"), "code": ("s", "none"), "message": ("s", ""),
                 "bypassable": ("b", True), "bypassed": ("b", False), "evidence": ("as", []), "params": ("a{sv}", {})}]),
            "ends": ("aa{sv}", [
                {"kind": ("s", "requests"), "name": ("s", name), "detail": ("s", "")} for name in self.ends]),
            "gpu-fit": ("a{sv}", fit(8, 4, 22, 24)), "typical-duration": ("t", 90_000_000), "allowed": ("s", "challenge"),
        }

    def close(self):
        self._bus.kill()
        self._bus.wait()
        self._bus.stdout.close()
        self._thread.join(START)
        self._connection.close()
        self._folder.cleanup()
