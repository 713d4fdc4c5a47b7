"""A stand-in for a Slurm cluster: its commands in a folder, and what they work on."""
import json
import tempfile
import time
from pathlib import Path

COMMANDS = ("sinfo", "squeue", "scontrol", "sbatch", "scancel")


class Cluster:
    def __init__(self, nodes):
        self._folder = tempfile.TemporaryDirectory(prefix="fleet-page-slurm-")
        self.path = Path(self._folder.name)
        script = Path(__file__).with_name("slurm").read_bytes()
        for command in COMMANDS:
            (self.path / command).write_bytes(script)
            (self.path / command).chmod(0o755)
        now = int(time.time())
        running = {"user": "ada", "partition": "gpu", "state": "RUNNING", "reason": "None", "submit": now - 900,
                   "start": now - 600, "limit": "4:00:00"}
        self._write({
            "nodes": {name: {"state": "IDLE", "alloc": 0, "reason": ""} for name in nodes},
            "jobs": {
                "17": {**running, "name": "train-llama", "nodes": nodes[0], "gpus": 8},
                "18": {**running, "name": "<b>bold</b>", "nodes": nodes[-1], "gpus": 4, "user": "bob"},
                "19": {**running, "name": "evaluate", "state": "PENDING", "reason": "Priority", "nodes": "", "start": 0, "gpus": 2},
            },
        })

    def state(self):
        return json.loads((self.path / "state.json").read_text(encoding="utf-8"))

    def register(self, name):
        """The host of that name has joined by its mode, and runs a job."""
        state = self.state()
        state["nodes"][name] = {"state": "MIXED", "alloc": 16, "reason": "", "features": "dubnium,gpu"}
        state["jobs"]["21"] = {**state["jobs"]["17"], "name": "finetune", "nodes": name, "gpus": 1}
        self._write(state)

    def _write(self, state):
        (self.path / "state.json").write_text(json.dumps(state), encoding="utf-8")

    def close(self):
        self._folder.cleanup()
