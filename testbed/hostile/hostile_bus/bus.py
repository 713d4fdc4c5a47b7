"""A connection to the system bus that sends any message, and waits for its answer."""

import collections
import functools
import os
import time

from jeepney import HeaderFields, MessageType
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import Endianness, Header, Message

SERVICE = "org.dubnium.ModeController"
ROOT = "/org/dubnium/ModeController"
PROPERTIES = "org.freedesktop.DBus.Properties"
DRIVER = "org.freedesktop.DBus"

NO_REPLY_EXPECTED = 1
ALLOW_INTERACTIVE_AUTHORIZATION = 4

# What a client waits for an answer before it gives up: libdbus' and sd-bus' own 25 s, and some more.
PATIENCE = 30


class Refused(Exception):
    """An error was answered."""

    def __init__(self, name, text):
        super().__init__(f"{name}: {text}")
        self.name = name


def message(kind, path, interface, member, signature="", body=(), flags=0, destination=SERVICE):
    """Any message; interface, signature and destination may be empty."""
    fields = {HeaderFields.path: path, HeaderFields.member: member}
    if interface:
        fields[HeaderFields.interface] = interface
    if destination:
        fields[HeaderFields.destination] = destination
    if signature:
        fields[HeaderFields.signature] = signature
    header = Header(Endianness.little, kind, 0, 1, 0, 0, fields)
    # Past the constructor, which knows only the flags there are.
    header.flags = flags
    return Message(header, tuple(body))


def call_message(path, interface, member, signature="", body=(), flags=0, destination=SERVICE):
    return message(
        MessageType.method_call, path, interface, member, signature, body, flags, destination
    )


class Client:
    """One connection."""

    def __init__(self, with_files=False):
        self._bus = open_dbus_connection("SYSTEM", enable_fds=with_files, auth_timeout=PATIENCE)
        self.name = self._bus.unique_name

    def send(self, outgoing):
        """Sends; returns the serial by which the answer is known."""
        serial = next(self._bus.outgoing_serial)
        self._bus.send(outgoing, serial=serial)
        return serial

    def send_half(self, outgoing):
        """Sends the first half of a message, after which only an end of the connection can come."""
        data = outgoing.serialise(serial=next(self._bus.outgoing_serial))
        self._bus.sock.sendall(data[: len(data) // 2])

    def receive(self, seconds):
        """The next answer to anything; TimeoutError if none comes in that time."""
        deadline = time.monotonic() + seconds
        while True:
            incoming = self._bus.receive(timeout=max(deadline - time.monotonic(), 0))
            if HeaderFields.reply_serial in incoming.header.fields:
                return incoming

    def ask(self, outgoing, seconds=PATIENCE):
        """Sends and returns the answer, be it an error."""
        serial = self.send(outgoing)
        while True:
            answer = self.receive(seconds)
            if answer.header.fields[HeaderFields.reply_serial] == serial:
                return answer

    def call(self, member, signature="", *body, path=ROOT, interface=SERVICE, **more):
        """The values that a method returns; Refused if it answers an error."""
        answer = self.ask(call_message(path, interface, member, signature, body, **more))
        if answer.header.message_type is MessageType.error:
            raise Refused(error_name(answer), answer.body[0] if answer.body else "")
        return answer.body

    def property(self, name, path=ROOT, interface=SERVICE, destination=SERVICE):
        """One property, plain."""
        (value,) = self.call(
            "Get", "ss", interface, name, path=path, interface=PROPERTIES, destination=destination
        )
        return plain(value)

    def properties(self):
        """All of the root object's, plain."""
        (values,) = self.call("GetAll", "s", SERVICE, interface=PROPERTIES)
        return {name: plain(value) for name, value in values.items()}

    def owner(self, name):
        """The unique name behind a name."""
        return self.call(
            "GetNameOwner",
            "s",
            name,
            path="/org/freedesktop/DBus",
            interface=DRIVER,
            destination=DRIVER,
        )[0]

    def close(self):
        self._bus.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def in_windows(client, outgoing, width):
    """Sends messages, a few at a time, and yields (message, answer); the answer is None if none came.

    Who wants no reply gets None too, and must be told apart by its flags.
    """
    waiting = collections.OrderedDict()

    def one_answer():
        try:
            answer = client.receive(PATIENCE)
        except TimeoutError:
            for _, silent in list(waiting.items()):
                yield silent, None
            waiting.clear()
            return
        asked = waiting.pop(answer.header.fields[HeaderFields.reply_serial], None)
        if asked is not None:
            yield asked, answer

    for each in outgoing:
        serial = client.send(each)
        if each.header.flags & NO_REPLY_EXPECTED:
            yield each, None
            continue
        waiting[serial] = each
        while len(waiting) >= width:
            yield from one_answer()
    while waiting:
        yield from one_answer()


def error_name(answer):
    return answer.header.fields[HeaderFields.error_name]


def field(any_message, name, default=""):
    """A header field by its name in lower case, such as `member`."""
    return any_message.header.fields.get(HeaderFields[name], default)


def plain(variant):
    """The value in a variant, without the types of what is in it."""
    if isinstance(variant, tuple) and len(variant) == 2 and isinstance(variant[0], str):
        return plain_inside(variant[1])
    return plain_inside(variant)


def plain_inside(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain_inside(inner) for inner in value]
    return value


@functools.cache
def null_file():
    """A file descriptor to send."""
    return os.open("/dev/null", os.O_RDONLY | os.O_CLOEXEC)
