"""Gets the machine ready for cells. What is done here is done between cells, never within one."""
import subprocess

from . import cluster, units
from .cells import SERVED, SWAPPED
from .host import run

BOOT_MODE = "desktop"
# The exit status of a request that was undone.
ROLLED_BACK = 20
DAEMON = "mode-controller.service"
STORE = "/var/lib/dubnium/models"
# The bundle that every workstation of the testbed has.
OWN_MODEL = "/srv/models/testbed-8b"
SETTINGS = "/etc/dubnium/mode-controller.d/60-matrix.json"

# Patience of minutes would make hours of a matrix; what is waited for here is there within a second
# or never. The state directory may be the small file system of a cell.
PATIENCE = """{
  "transition": { "stepTimeout": "15s", "assertTimeout": "4s" },
  "modes": { "compute": { "settleTimeout": "15s" }, "desktop": { "settleTimeout": "20s" } },
  "persistencePaths": [
    { "path": "/var/lib/mode-controller", "modes": [], "writable": true, "minFreeMiB": 1 }
  ]
}
"""


def prepare():
    """Once a machine, before its first cell."""
    units.write(SETTINGS, PATIENCE)
    units.write(
        "/etc/systemd/system/vllm.service.d/60-matrix.conf",
        "[Service]\nEnvironment=VLLM_SIM_LOAD_SECONDS=0.1\nTimeoutStopSec=5s\n",
    )
    stock(SERVED, SWAPPED)
    units.reload()
    run("systemctl", "restart", DAEMON)


def stock(*models):
    """Verified models of these names in the store."""
    for model in models:
        run("cp", "--recursive", OWN_MODEL, f"{STORE}/{model}")
        run("mode-controller", "--verify-model", model, seconds=60)


def join_cluster():
    """Once a machine whose cells are of a node of a cluster."""
    cluster.join()
    run("systemctl", "restart", DAEMON)


def settle(mode, model=""):
    """Asks for the mode in which a cell begins, and for the model that is served there."""
    go(mode)
    if model:
        ask("model", "select", model)


def request(mode):
    """The words that ask for a mode. Jobs of the cluster's make way at once."""
    way = ("--jobs", "requeue", "--jobs-deadline", "0") if cluster.is_joined() and mode != "compute" else ()
    return ("request", mode, *way)


def go(mode, seconds=120):
    """Asks for a mode, and returns the exit status. Where a job began meanwhile, about which nobody has decided, it
    asks again, as that answer says.
    """
    status = ask(*request(mode), seconds=seconds)
    if status == ROLLED_BACK and cluster.await_known():
        status = ask(*request(mode), seconds=seconds)
    return status


def ask(*words, seconds=120):
    return subprocess.run(
        ["mode", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        check=False,
    ).returncode


def daemon():
    """Its pid."""
    return int(run("systemctl", "show", "-p", "MainPID", "--value", DAEMON))


def forget_restarts():
    """systemd slows restarts down more with each of a boot; every cell begins as after a boot."""
    run("systemctl", "reset-failed", DAEMON)
