"""The workstation as the one node of a Slurm cluster of its own, and a job that nobody may lose."""
import os
import shutil
import time

from . import units
from .cells import GONE, LEFT, MEMBER, TAKES_JOBS, UNKNOWN
from .host import Unreadable, read_json, read_text, run

HERE = os.path.join(os.path.dirname(__file__), "..", "cluster")
SETTINGS = "/etc/dubnium/slurm-node.env"
LEFTOVER = "/var/lib/dubnium/slurm-node/leftover"
NODE, CONTROLLER = "workstation", "slurmctld.service"
ADDRESS = "cluster-address.service"
USER = "bob"
JOB = "/var/tmp/matrix-job"
TOLD = "/run/dubnium/slurm-jobs/jobs.json"
SAVED = "/var/spool/slurmctld/job_state"
# Seconds within which an idle controller starts a job.
LIMIT = 60
PAUSE = 0.2

# States of a node that takes jobs, and what may not be among their flags: sinfo(1).
TAKING = ("IDLE", "MIXED", "ALLOCATED")
UNFIT = ("DRAIN", "INVALID", "RESPONDING", "FAIL", "REBOOT")
# Leaving without the controller takes half a minute.
PATIENCE = '{ "modes": { "desktop": { "settleTimeout": "45s" } } }'


def join():
    """Makes the cluster, once a machine, and has the workstation be its node in compute."""
    os.makedirs("/etc/slurm", exist_ok=True)
    for name in os.listdir(HERE):
        shutil.copy(os.path.join(HERE, name), "/etc/systemd/system" if name == ADDRESS else "/etc/slurm")
    run("install", "-d", "-o", "slurm", "-g", "slurm", "/var/spool/slurmctld")
    units.write("/etc/dubnium/mode-controller.d/61-matrix-cluster.json", PATIENCE)
    units.reload()
    units.write(
        SETTINGS, f"DUBNIUM_SLURM_SERVER={NODE}\nDUBNIUM_SLURM_AWAY_SECONDS=5\nDUBNIUM_SLURM_JOIN_SECONDS=10\n"
    )
    run("systemctl", "enable", "--now", ADDRESS, "munge.service", CONTROLLER)
    run("systemctl", "enable", MEMBER)


def is_joined():
    return os.path.exists(SETTINGS)


def look():
    """What the node is, and the state of the job that was submitted last, as squeue(1) names it. Both are empty on a
    workstation that is no node; the job's is where nobody can tell.
    """
    if not is_joined():
        return "", ""
    try:
        run("sinfo", "--noheader", seconds=5)
    except Unreadable:
        return UNKNOWN, ""
    return node(), job()


def node():
    state = field("State", "node", NODE)
    if state.split("+")[0] in TAKING and not any(flag in state for flag in UNFIT):
        return TAKES_JOBS
    return LEFT if state and os.path.exists(LEFTOVER) else state or GONE


def job():
    if not os.path.exists(JOB):
        return ""
    return field("JobState", "job", read_text(JOB)) or "FORGOTTEN"


def field(name, kind, which):
    """A field of the controller's record of a node or job; empty if it has none."""
    try:
        shown = run("scontrol", "--oneliner", "show", kind, which, seconds=5)
    except Unreadable:
        return ""
    return next(word for word in shown.split() if word.startswith(name + "=")).removeprefix(name + "=")


def submit(runs):
    """A job of another user's, in place of the one before it; returns once it runs, or waits for a node."""
    run("scancel", "--user", USER)
    began = time.time()
    number = run(
        "runuser", "-u", USER, "--", "sbatch", "--parsable", "--requeue", "--output=/dev/null", "--chdir=/",
        "--wrap", "sleep infinity",
    )
    units.write(JOB, number.strip())
    # A controller that is killed knows what it has saved, which it does seconds later.
    await_that("the controller has saved the job", lambda: os.path.getmtime(SAVED) > began)
    await_that("the job runs or waits", lambda: job() == ("RUNNING" if runs else "PENDING"))
    if runs:
        await_known()


def await_known():
    """Whether the job runs; then returns once the daemon knows of it."""
    if look()[1] != "RUNNING":
        return False
    await_that("the daemon knows of it", lambda: read_text(JOB) in told())
    return True


def told():
    """The jobs that the daemon knows of, by their numbers."""
    return {str(each["id"]) for each in read_json(TOLD)["jobs"]}


def await_that(what, holds):
    deadline = time.monotonic() + LIMIT
    while not holds():
        if time.monotonic() > deadline:
            raise Unreadable(f"not within {LIMIT} s: {what}; node and job are {look()}")
        time.sleep(PAUSE)
