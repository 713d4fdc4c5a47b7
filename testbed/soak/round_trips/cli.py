"""The command line: all of it runs in the machine."""

import argparse
import glob
import json
import subprocess
import time

from fault_matrix import host
from tally import Tally

from . import drive, itinerary, models, traces, trend

# Where the outside has put this folder and its neighbours.
TRUTHS = "/run/testbed/lib/truths"
DROP_IN = "/etc/systemd/system/vllm.service.d/60-soak.conf"
# Rounds after which the daemon has everything that it will ever need.
WARM_UP = 4


def main(arguments):
    """The exit status is the answer."""
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    tally = Tally()
    print(f"seed {options.seed}, {options.rounds} rounds", flush=True)
    prepare()
    drive.start()
    journey = drive.Journey(tally, host.Truths.read(TRUTHS))
    for number, legs in enumerate(
        itinerary.rounds(f"{options.seed}/warm-up", WARM_UP), 1 - WARM_UP
    ):
        journey.travel(number, legs)
    before = traces.traces()
    journey.forget()
    for number, legs in enumerate(itinerary.rounds(options.seed, options.rounds), 1):
        journey.travel(number, legs)
    afterwards(tally, before)
    figures(journey)
    return tally.end()


def prepare():
    """Models that load in a moment: how long it takes is not what this is about."""
    with open(DROP_IN, "w", encoding="utf-8") as drop_in:
        drop_in.write("[Service]\nEnvironment=VLLM_SIM_LOAD_SECONDS=0.1\n")
    subprocess.run(["systemctl", "daemon-reload"], check=True)
    models.stock()


def afterwards(tally, before):
    """What is left, and what is on record."""
    tally.part("afterwards")
    after, more = traces.left_over(before)
    tally.holds("nothing is left over", more)
    print(
        f"    threads {before.threads}, then {after.threads}; files {before.files}, then {after.files};"
        f" resident {before.resident >> 10} MiB, then {after.resident >> 10} MiB"
    )
    tally.equals("the audit chain is sound", "sound", host.chain())
    listed = [
        (each["id"], each["outcome"])
        for each in host.call(host.ROOT, host.SERVICE, "ListTransitions", "u", "0")
    ]
    tally.equals("ListTransitions has what the audit log has", audited(), listed)


def audited():
    """(id, outcome) of every transition that ended, latest first, of all files of the audit log."""
    ended = []
    for name in [*sorted(glob.glob(host.STATE + "/events-*.jsonl")), host.STATE + "/events.jsonl"]:
        with open(name, encoding="utf-8") as log:
            entries = [json.loads(line) for line in log if '"event":"finished"' in line]
        ended += [
            (entry["details"]["transition"]["id"], entry["details"]["transition"]["outcome"])
            for entry in entries
        ]
    return ended[::-1]


def figures(journey):
    """How durations and memory went."""
    print(
        f"\nswitches that nothing came in the way of, and memory after each round ({time.monotonic() - journey.began:.0f} s in all)"
    )
    for kind, values in sorted(journey.durations.items()):
        print(trend.line(kind, values, "s"))
    print(trend.line("resident", journey.resident, "MiB"))
