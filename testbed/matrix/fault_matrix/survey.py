"""Reads from a live machine what there is to strike: the steps of every transition, by Explain."""
from . import drive, host, machine
from .cells import ROUND, SERVED


def survey():
    """The plan of every transition, each asked for in the mode where it begins."""
    truths = host.Truths.read()
    machine.prepare()
    drive.settled(machine.BOOT_MODE, truths, drive.BOOT_LIMIT)
    transitions = []
    for origin, to, model, cluster in ROUND:
        machine.settle(origin, model and SERVED)
        if cluster:
            machine.join_cluster()
        drive.settled(origin, truths, drive.LIMIT)
        asked = (host.MODELS, "Explain", "sa{sv}", model) if model else (host.SERVICE, "Explain", "sa{sv}", to)
        plan = host.call(host.ROOT, *asked, "0")
        steps = [
            {"index": step["index"] - 1, "kind": step["kind"], "subject": step["subject"]}
            for step in plan["steps"]
        ]
        transitions.append(
            {"origin": origin, "to": to, "steps": steps, "model": model, "cluster": cluster}
        )
    version = host.call(
        host.ROOT, "org.freedesktop.DBus.Properties", "Get", "ss", host.SERVICE, "Version"
    )
    return {"version": version, "transitions": transitions}
