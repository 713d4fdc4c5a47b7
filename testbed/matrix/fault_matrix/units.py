"""Makes systemd jobs fail or last, and masks units, until the next boot at most."""
import os
import shutil

from .host import run

RUNTIME = "/run/systemd/system"
# Above /etc, where the display manager's unit is: what is there masks any unit.
CONTROL = "/run/systemd/system.control"
DROP_IN = "90-matrix.conf"
OBSTACLE = "matrix-obstacle.service"
# The obstacle lasts as long as this file is there.
HELD = "/run/matrix-held"
OBSTRUCT = f"/bin/sh -c 'while [ -e {HELD} ]; do sleep 0.1; done'"
# systemd gives a job up after this time.
JOB_LIMIT = "2s"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def drop_in(unit, text):
    write(f"{RUNTIME}/{unit}.d/{DROP_IN}", text)


def obstacle(text):
    """A unit beside a target, which has no process of its own that could fail or last."""
    write(f"{RUNTIME}/{OBSTACLE}", text)


def reload():
    run("systemctl", "daemon-reload")


def let_it_be_needed(unit):
    """A unit that is up already is stopped, or its start could neither fail nor last."""
    run("systemctl", "stop", unit)


def fail_start(unit):
    let_it_be_needed(unit)
    if unit.endswith(".target"):
        obstacle("[Service]\nType=oneshot\nExecStart=/bin/false\n")
        drop_in(unit, f"[Unit]\nRequires={OBSTACLE}\nAfter={OBSTACLE}\n")
    else:
        drop_in(unit, "[Service]\nExecStartPre=/bin/false\n")
    reload()


def fail_stop(unit):
    """No process can make a stop fail; systemd can be told to refuse it."""
    drop_in(unit, "[Unit]\nRefuseManualStop=yes\n")
    reload()


def delay_start(unit):
    let_it_be_needed(unit)
    write(HELD, "")
    limit = f"[Unit]\nJobTimeoutSec={JOB_LIMIT}\n"
    if unit.endswith(".target"):
        obstacle(f"[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart={OBSTRUCT}\n")
        drop_in(unit, limit + f"Requires={OBSTACLE}\nAfter={OBSTACLE}\n")
    else:
        drop_in(unit, limit + f"[Service]\nTimeoutStartSec=infinity\nExecStartPre={OBSTRUCT}\n")
    reload()


def delay_stop(unit):
    write(HELD, "")
    limit = f"[Unit]\nJobTimeoutSec={JOB_LIMIT}\n"
    if unit.endswith(".target"):
        obstacle(
            f"[Unit]\nPartOf={unit}\nAfter={unit}\n[Service]\nType=oneshot\nRemainAfterExit=yes\n"
            f"ExecStart=/bin/true\nExecStop={OBSTRUCT}\nTimeoutStopSec=infinity\n"
        )
        drop_in(unit, limit)
        reload()
        run("systemctl", "start", OBSTACLE)
    else:
        drop_in(unit, limit + f"[Service]\nTimeoutStopSec=infinity\nExecStop={OBSTRUCT}\n")
        reload()


def mask(unit):
    os.makedirs(CONTROL, exist_ok=True)
    os.symlink("/dev/null", f"{CONTROL}/{unit}")
    reload()


def lift(unit):
    """Takes back whatever of this was done to a unit, and nothing that the product did."""
    for path in (HELD, f"{RUNTIME}/{unit}.d/{DROP_IN}", f"{RUNTIME}/{OBSTACLE}"):
        if os.path.exists(path):
            os.remove(path)
    if os.path.islink(f"{CONTROL}/{unit}"):
        os.remove(f"{CONTROL}/{unit}")
    if os.path.isdir(f"{RUNTIME}/{unit}.d") and not os.listdir(f"{RUNTIME}/{unit}.d"):
        shutil.rmtree(f"{RUNTIME}/{unit}.d")
    reload()
