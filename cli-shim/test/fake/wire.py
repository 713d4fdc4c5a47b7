"""The D-Bus wire format (D-Bus Specification, "Message Protocol"), little-endian.

Values are Python's own: a variant is a pair (signature, value).
"""

import struct

FIXED = {"y": "B", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}
ALIGNMENT = {"y": 1, "g": 1, "v": 1, "n": 2, "q": 2, "x": 8, "t": 8, "d": 8, "(": 8, "{": 8}


def split(signature):
    """The complete types of which a signature consists."""
    types = []
    while signature:
        length = _length(signature)
        types.append(signature[:length])
        signature = signature[length:]
    return types


def _length(signature):
    if signature[0] == "a":
        return 1 + _length(signature[1:])
    if signature[0] not in "({":
        return 1
    depth = 0
    for index, char in enumerate(signature):
        depth += (char in "({") - (char in ")}")
        if depth == 0:
            return index + 1
    raise ValueError(signature)


class Writer:
    def __init__(self):
        self.data = bytearray()

    def align(self, boundary):
        self.data.extend(bytes(-len(self.data) % boundary))

    def write(self, kind, value):
        first = kind[0]
        self.align(ALIGNMENT.get(first, 4))
        if first in FIXED:
            self.data += struct.pack("<" + FIXED[first], value)
        elif first == "b":
            self.data += struct.pack("<I", bool(value))
        elif first in "so":
            text = value.encode()
            self.data += struct.pack("<I", len(text)) + text + b"\0"
        elif first == "g":
            self.data += bytes([len(value)]) + value.encode() + b"\0"
        elif first == "v":
            self.write("g", value[0])
            self.write(value[0], value[1])
        elif first == "a":
            self._write_array(kind[1:], value)
        else:
            for part, item in zip(split(kind[1:-1]), value):
                self.write(part, item)

    def _write_array(self, element, value):
        at = len(self.data)
        self.data += bytes(4)
        self.align(ALIGNMENT.get(element[0], 4))
        start = len(self.data)
        for item in value.items() if element[0] == "{" else value:
            self.write(element, item)
        struct.pack_into("<I", self.data, at, len(self.data) - start)


class Reader:
    def __init__(self, data, position=0):
        self.data = data
        self.position = position

    def align(self, boundary):
        self.position += -self.position % boundary

    def take(self, layout):
        value = struct.unpack_from("<" + layout, self.data, self.position)[0]
        self.position += struct.calcsize("<" + layout)
        return value

    def text(self, length):
        start = self.position
        self.position += length + 1
        return bytes(self.data[start : start + length]).decode()

    def read(self, kind):
        first = kind[0]
        self.align(ALIGNMENT.get(first, 4))
        if first in FIXED:
            return self.take(FIXED[first])
        if first == "b":
            return bool(self.take("I"))
        if first in "so":
            return self.text(self.take("I"))
        if first == "g":
            return self.text(self.take("B"))
        if first == "v":
            signature = self.read("g")
            return (signature, self.read(signature))
        if first == "a":
            return self._read_array(kind[1:])
        return tuple(self.read(part) for part in split(kind[1:-1]))

    def _read_array(self, element):
        length = self.take("I")
        self.align(ALIGNMENT.get(element[0], 4))
        end = self.position + length
        items = []
        while self.position < end:
            items.append(self.read(element))
        return dict(items) if element[0] == "{" else items
