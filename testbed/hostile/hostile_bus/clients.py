"""What a client does: each of these runs in a process of its own, as the person whose it is."""

import collections
import random
import time

from jeepney import MessageType

from . import bus, contract, judge, people
from .bus import Client
from .messages import Messages

WIDTH = 8
BURST = 64
# What somebody may ask for who may ask for nothing, the expensive things included.
READING = (
    ("GetAll", "s", (bus.SERVICE,), bus.PROPERTIES),
    ("GetManagedObjects", "", (), "org.freedesktop.DBus.ObjectManager"),
    ("Introspect", "", (), contract.INTROSPECTABLE),
    ("Describe", "", (), bus.SERVICE),
    ("EvaluateGuards", "s", ("compute",), bus.SERVICE),
    ("Explain", "sa{sv}", ("compute", {}), bus.SERVICE),
    ("CanRequestMode", "s", ("compute",), bus.SERVICE),
    ("ListGpuHolders", "", (), bus.SERVICE),
    ("ReadTelemetry", "", (), bus.SERVICE),
    ("ListTransitions", "u", (0,), bus.SERVICE),
    ("VerifyAudit", "", (), bus.SERVICE),
    ("Refresh", "", (), bus.SERVICE),
)
# Answers that the bus keeps for who does not read them; more than that is the bus's own affair.
DEAF = 2000
# Clients of one kind whose connections are made at once.
CROWD = 20


def reading(generator, flags=0):
    member, signature, body, interface = generator.choice(READING)
    return bus.call_message(bus.ROOT, interface, member, signature, body, flags=flags)


def storm(seed, calls, harmless):
    """Random messages, each answer judged."""
    with Client(with_files=True) as client:
        said = contract.read(client)
        service = client.owner(bus.SERVICE)
        messages = Messages(said, seed, harmless=harmless == "harmless")
        shapes, answers, wrong, numbers = collections.Counter(), collections.Counter(), [], {}

        def outgoing():
            for index in range(int(calls)):
                shape, message = messages.number(index)
                shapes[shape] += 1
                numbers[id(message)] = index
                yield message

        for asked, answer in bus.in_windows(client, outgoing(), WIDTH):
            index = numbers.pop(id(asked))
            answers[kind_of(answer)] += 1
            wrong += [
                f"seed {seed}, call {index} ({bus.field(asked, 'member')[:40]}): {fault}"
                for fault in judge.faults(asked, answer, said, service)
            ]
    people.say({"shapes": shapes, "answers": answers, "wrong": wrong[:20], "faults": len(wrong)})


def kind_of(answer):
    if answer is None:
        return "none"
    if answer.header.message_type is MessageType.error:
        return bus.error_name(answer).rpartition(".")[2]
    return "return"


def flood(seed, manner):
    """Calls as fast as they go out, until told to end. Who is deaf never reads an answer, and who is
    hasty wants none."""
    generator = random.Random(seed)
    sent, unanswered, answers = 0, 0, collections.Counter()
    flags = bus.NO_REPLY_EXPECTED if manner == "hasty" else 0
    with Client() as client:
        while not people.told_to_end():
            burst = [reading(generator, flags) for _ in range(BURST)]
            sent += BURST
            if manner == "deaf":
                for each in burst:
                    client.send(each)
                if sent >= DEAF:
                    people.await_end()
                continue
            for _, answer in bus.in_windows(client, burst, BURST):
                answers[kind_of(answer)] += 1
                unanswered += manner == "hears" and answer is None
    people.say({"sent": sent, "unanswered": unanswered, "answers": answers})


def polite(calls):
    """One call after the other; how long each took."""
    generator = random.Random(0)
    times, wrong = [], []
    with Client() as client:
        for _ in range(int(calls)):
            asked, began = reading(generator), time.monotonic()
            try:
                answer = client.ask(asked)
            except TimeoutError:
                wrong.append(f"{bus.field(asked, 'member')}: no answer in {bus.PATIENCE} s")
                continue
            times.append(time.monotonic() - began)
            if answer.header.message_type is MessageType.error:
                wrong.append(
                    f"{bus.field(asked, 'member')}: {bus.error_name(answer)} {answer.body}"
                )
    people.say({"answered": len(times), "wrong": wrong, "times": sorted(times)})


def vanish(seed, times):
    """Asks, takes a hold, begins one more message, and is gone before any answer."""
    generator = random.Random(seed)
    for _ in range(int(times)):
        with Client() as client:
            for _ in range(generator.randrange(1, 20)):
                client.send(reading(generator))
            client.send(
                bus.call_message(
                    bus.ROOT,
                    bus.SERVICE,
                    "HoldMode",
                    "sssssa{sv}",
                    ("", "any", "block", "vanish", "is gone at once", {}),
                )
            )
            client.send_half(reading(generator))
    people.say({"vanished": int(times)})


def hold(most, length):
    """Takes holds with texts as long as they may be, until refused; keeps them until told to end."""
    with Client() as client:
        taken, refused = 0, ""
        text = "é" * int(length)
        while taken < int(most) and not refused:
            try:
                client.call("HoldMode", "sssssa{sv}", "compute", "any", "delay", text, text, {})
                taken += 1
            except bus.Refused as error:
                refused = error.name
        people.say({"taken": taken, "refused": refused})
        people.await_end()


def crowd(rounds):
    """Many connections that ask for everything at once, round by round."""
    answers = collections.Counter()
    clients = [Client() for _ in range(CROWD)]
    for _ in range(int(rounds)):
        for client in clients:
            for _ in range(4):
                client.send(
                    bus.call_message(
                        bus.ROOT, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"
                    )
                )
        for client in clients:
            for _ in range(4):
                answers[kind_of(client.receive(bus.PATIENCE))] += 1
    for client in clients:
        client.close()
    people.say(answers)


def throng(seed, connections):
    """Many connections that ask for what is expensive, again and again, until told to end."""
    generator = random.Random(seed)
    answers = collections.Counter()
    clients = [Client() for _ in range(int(connections))]
    while not people.told_to_end():
        for client in clients:
            for _ in range(WIDTH):
                client.send(reading(generator))
        for client in clients:
            for _ in range(WIDTH):
                answers[kind_of(client.receive(bus.PATIENCE))] += 1
    for client in clients:
        client.close()
    people.say({"answers": answers})


def churn(times, text, seconds="60"):
    """Takes a hold and releases it, so often, or for so long."""
    answers, last = collections.Counter(), ""
    deadline = time.monotonic() + float(seconds)
    with Client() as client:
        for _ in range(int(times)):
            if time.monotonic() > deadline:
                break
            taken = client.ask(
                bus.call_message(
                    bus.ROOT,
                    bus.SERVICE,
                    "HoldMode",
                    "sssssa{sv}",
                    ("compute", "any", "delay", text, text, {}),
                )
            )
            answers[kind_of(taken)] += 1
            if taken.header.message_type is MessageType.error:
                last = taken.body[0]
            else:
                client.call("ReleaseHold", "u", taken.body[0])
    people.say({"answers": answers, "last": last})


def ask(manner, member, *words):
    """One call with strings for arguments, and how it was answered. Who is patient has the daemon ask a
    person, and waits for as long as that may take."""
    signature = {"RequestMode": "sa{sv}", "CanRequestMode": "s", "CancelJob": "o", "Reload": ""}[
        member
    ]
    body = [*words, {}] if signature.endswith("a{sv}") else list(words)
    flags, seconds = (
        (bus.ALLOW_INTERACTIVE_AUTHORIZATION, people.LIMIT)
        if manner == "patient"
        else (0, bus.PATIENCE)
    )
    began = time.monotonic()
    with Client() as client:
        answer = client.ask(
            bus.call_message(bus.ROOT, bus.SERVICE, member, signature, body, flags), seconds
        )
    people.say(
        {
            "answer": kind_of(answer),
            "said": answer.body[0] if answer.body else "",
            "seconds": time.monotonic() - began,
        }
    )
