"""The workstation as the one node of a Slurm cluster of its own, and a job that nobody may lose."""
import os
import shutil
import time

from . import units
from .host import MEMBER, Unreadable, read_json, run

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

# What the node is, as its controller says: one that takes jobs, none, or none soon.
TAKES_JOBS, GONE, LEFT, UNKNOWN = "takes jobs", "gone", "a leftover", "unknown"
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
    with open(SETTINGS, "w", encoding="utf-8") as settings:
        settings.write(f"DUBNIUM_SLURM_SERVER={NODE}\nDUBNIUM_SLURM_AWAY_SECONDS=5\nDUBNIUM_SLURM_JOIN_SECONDS=10\n")
    run("systemctl", "enable", "--now", ADDRESS, "munge.service", CONTROLLER)
    run("systemctl", "enable", MEMBER)


def is_joined():
    return os.path.exists(SETTINGS)


def node():
    """What the node is; empty on a workstation that is none."""
    if not is_joined():
        return ""
    try:
        run("sinfo", "--noheader", seconds=5)
    except Unreadable:
        return UNKNOWN
    try:
        shown = run("scontrol", "--oneliner", "show", "node", NODE, seconds=5)
    except Unreadable:
        return GONE
    state = next(word for word in shown.split() if word.startswith("State=")).removeprefix("State=")
    if state.split("+")[0] in TAKING and not any(flag in state for flag in UNFIT):
        return TAKES_JOBS
    return LEFT if os.path.exists(LEFTOVER) else state


def job():
    """The state of the job that was submitted last, as squeue(1) names it; empty if nobody can tell."""
    if not os.path.exists(JOB):
        return ""
    try:
        run("sinfo", "--noheader", seconds=5)
    except Unreadable:
        return ""
    with open(JOB, encoding="utf-8") as known:
        number = known.read()
    try:
        shown = run("scontrol", "--oneliner", "show", "job", number, seconds=5)
    except Unreadable:
        return "FORGOTTEN"
    return next(word for word in shown.split() if word.startswith("JobState=")).removeprefix("JobState=")


def submit(runs):
    """A job of another user's, in place of the one before it; returns once it runs, or waits for a node."""
    run("scancel", "--user", USER)
    began = time.time()
    number = run(
        "runuser", "-u", USER, "--", "sbatch", "--parsable", "--requeue", "--output=/dev/null", "--chdir=/",
        "--wrap", "sleep infinity",
    )
    with open(JOB, "w", encoding="utf-8") as known:
        known.write(number.strip())
    # A controller that is killed knows what it has saved, which it does seconds later.
    await_that("the controller has saved the job", lambda: os.path.getmtime(SAVED) > began)
    await_that("the job runs or waits", lambda: job() == ("RUNNING" if runs else "PENDING"))
    if runs:
        is_known_to_run()


def is_known_to_run():
    """Whether the job runs, once the daemon knows of it."""
    if not is_joined() or job() != "RUNNING":
        return False
    with open(JOB, encoding="utf-8") as known:
        number = known.read()
    await_that("the daemon knows of it", lambda: number in told())
    return True


def told():
    """The jobs that the daemon knows of, by their numbers."""
    return {str(each["id"]) for each in read_json(TOLD)["jobs"]}


def await_that(what, holds):
    deadline = time.monotonic() + LIMIT
    while not holds():
        if time.monotonic() > deadline:
            raise Unreadable(f"not within {LIMIT} s: {what}; it is {job()}, the node {node()}")
        time.sleep(PAUSE)
