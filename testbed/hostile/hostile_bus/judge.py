"""What an answer may be like."""

import re

from jeepney import HeaderFields, MessageType

from . import bus

STANDARD = "org.freedesktop.DBus.Error."
OWN = "org.dubnium.ModeController.Error."

# The errors of the contract; no other name may ever be seen.
ERRORS = {
    *(
        STANDARD + name
        for name in (
            "AccessDenied",
            "InteractiveAuthorizationRequired",
            "InvalidArgs",
            "LimitsExceeded",
            "PropertyReadOnly",
            "UnknownInterface",
            "UnknownMethod",
            "UnknownObject",
            "UnknownProperty",
        )
    ),
    *(
        OWN + name
        for name in (
            "AuditUnavailable",
            "Busy",
            "ConfigurationInvalid",
            "GuardDenied",
            "GuardNotBypassable",
            "Held",
            "InvalidOption",
            "ModelInUse",
            "NoSuchDelegation",
            "NoSuchHold",
            "NoSuchJob",
            "NoSuchModel",
            "NoSuchTicket",
            "NotAllowed",
            "NotCancellable",
            "NotOwner",
            "ObservationUnavailable",
            "UnexpectedCurrent",
            "UnknownMode",
        )
    ),
}

# What a person who reads an error has no use for, and an attacker has: names of classes, stack frames.
LEAK = re.compile(
    r"Exception|Throwable|Caused by|\.java\b|\bjava\.|\bjdk\.|org\.freedesktop\.dbus\.|"
    r"org\.dubnium\.(daemon|dbus)\.|\bat [\w.$]+\(|\bnull\b|internal error|@[0-9a-f]{6,}"
)
# Nobody is to get a long text back that they sent.
LONGEST = 1000


def faults(asked, answer, contract, service):
    """What is wrong with an answer; nothing is, if nothing is yielded."""
    if answer is None:
        if not asked.header.flags & bus.NO_REPLY_EXPECTED:
            yield f"no answer in {bus.PATIENCE} s"
        return
    if asked.header.flags & bus.NO_REPLY_EXPECTED:
        yield "an answer that nobody wanted"
    if answer.header.message_type is MessageType.error:
        yield from error_faults(asked, answer, service)
    else:
        gives = contract.gives(
            bus.field(asked, "path"), bus.field(asked, "interface"), bus.field(asked, "member")
        )
        if gives is None and bus.field(asked, "interface") != "org.freedesktop.DBus.Peer":
            yield "an answer, where there is no such method"
        elif gives is not None and bus.field(answer, "signature") != gives:
            yield f"an answer of ({bus.field(answer, 'signature')}) instead of ({gives})"


def error_faults(asked, answer, service):
    name = bus.error_name(answer)
    if answer.header.fields.get(HeaderFields.sender) != service:
        # The bus itself keeps files from those who did not say that they take any.
        if name != STANDARD + "NotSupported" or bus.field(asked, "signature") != "h":
            yield f"the bus answers for the daemon: {name} {answer.body}"
        return
    if name not in ERRORS:
        yield f"the error {name}, which the contract does not have: {answer.body}"
    if bus.field(answer, "signature") != "s":
        yield f"an error that carries ({bus.field(answer, 'signature')})"
        return
    (text,) = answer.body
    if LEAK.search(text):
        yield f"an error that shows the inside: {text}"
    if not text.startswith("cannot "):
        yield f"an error that does not say what cannot be done: {text}"
    if len(text) > LONGEST:
        yield f"an error of {len(text)} characters: {text[:100]}…"
