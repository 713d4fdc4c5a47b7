"""A connection to a message bus: just what a service with few objects needs."""

import os
import socket
import struct

from wire import Reader, Writer, split

CALL, RETURN, ERROR, SIGNAL = 1, 2, 3, 4
NO_REPLY_EXPECTED, ALLOW_INTERACTIVE_AUTHORIZATION = 1, 4
FIELDS = {1: "o", 2: "s", 3: "s", 4: "s", 5: "u", 6: "s", 7: "s", 8: "g"}
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_SERIAL, DESTINATION, SENDER, SIGNATURE = FIELDS


class BusError(Exception):
    def __init__(self, name, message):
        super().__init__(message)
        self.name = name


class Message:
    def __init__(self, kind, flags, serial, fields, body):
        self.kind, self.flags, self.serial = kind, flags, serial
        self.fields, self.body = fields, body

    def __getattr__(self, name):
        return self.fields.get(globals()[name.upper()], "")


class Bus:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.serial = 0
        uid = str(os.geteuid()).encode().hex()
        self.socket.sendall(b"\0AUTH EXTERNAL %s\r\n" % uid.encode())
        self.stream = self.socket.makefile("rb")
        answer = self.stream.readline()
        if not answer.startswith(b"OK"):
            raise ConnectionError(answer)
        self.socket.sendall(b"BEGIN\r\n")
        self.call_bus("Hello")

    def call_bus(self, member, signature="", *values):
        """Call the bus itself and wait for its reply."""
        bus = "org.freedesktop.DBus"
        fields = {PATH: "/org/freedesktop/DBus", INTERFACE: bus, MEMBER: member, DESTINATION: bus}
        serial = self.send(CALL, fields, signature, values)
        while True:
            message = self.receive()
            if message.fields.get(REPLY_SERIAL) == serial:
                return message.body

    def send(self, kind, fields, signature="", values=(), flags=0):
        body = Writer()
        for part, value in zip(split(signature), values):
            body.write(part, value)
        if signature:
            fields = {**fields, SIGNATURE: signature}
        self.serial += 1
        head = Writer()
        head.data += struct.pack("<cBBBII", b"l", kind, flags, 1, len(body.data), self.serial)
        head.write("a(yv)", [(code, (FIELDS[code], value)) for code, value in fields.items()])
        head.align(8)
        self.socket.sendall(bytes(head.data + body.data))
        return self.serial

    def receive(self):
        start = self.stream.read(16)
        if len(start) < 16:
            raise ConnectionError("the bus is gone")
        kind, flags = start[1], start[2]
        body_length, serial, fields_length = struct.unpack_from("<III", start, 4)
        rest = self.stream.read(fields_length + -fields_length % 8 + body_length)
        data = start + rest
        fields = {code: value for code, (_, value) in Reader(data, 12).read("a(yv)")}
        body = Reader(data[len(data) - body_length :])
        values = [body.read(part) for part in split(fields.get(SIGNATURE, ""))]
        return Message(kind, flags, serial, fields, values)

    def reply(self, call, signature="", values=()):
        if not call.flags & NO_REPLY_EXPECTED:
            fields = {REPLY_SERIAL: call.serial, DESTINATION: call.sender}
            self.send(RETURN, fields, signature, values, flags=NO_REPLY_EXPECTED)

    def reply_error(self, call, error):
        fields = {REPLY_SERIAL: call.serial, DESTINATION: call.sender, ERROR_NAME: error.name}
        self.send(ERROR, fields, "s", [str(error)], flags=NO_REPLY_EXPECTED)

    def emit(self, path, interface, member, signature, *values):
        fields = {PATH: path, INTERFACE: interface, MEMBER: member}
        self.send(SIGNAL, fields, signature, values, flags=NO_REPLY_EXPECTED)
