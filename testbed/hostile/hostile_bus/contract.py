"""What the daemon says of itself: every object, interface and member, by introspection."""

from dataclasses import dataclass
import xml.etree.ElementTree as ElementTree

INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"


@dataclass(frozen=True, order=True)
class Member:
    """A method of an object, with the signatures of what goes in and out."""

    path: str
    interface: str
    name: str
    takes: str
    gives: str


@dataclass(frozen=True)
class Contract:
    """All there is on the bus of the daemon's."""

    members: tuple
    properties: tuple
    modes: tuple

    def paths(self):
        return sorted({member.path for member in self.members})

    def interfaces(self):
        return sorted({member.interface for member in self.members})

    def gives(self, path, interface, name):
        """The signature of a method's answer, or None if the contract has no such method."""
        for member in self.members:
            if (member.path, member.name) == (path, name) and interface in ("", member.interface):
                return member.gives
        return None


def read(client):
    """Walks through the objects, from the top."""
    members, properties = [], set()
    places = ["/"]
    while places:
        path = places.pop()
        (xml,) = client.call("Introspect", path=path, interface=INTROSPECTABLE)
        node = ElementTree.fromstring(xml)
        for interface in node.findall("interface"):
            members += methods(path, interface)
            properties |= {
                (path, interface.get("name"), each.get("name"))
                for each in interface.findall("property")
            }
        places += [f"{path.rstrip('/')}/{child.get('name')}" for child in node.findall("node")]
    modes = tuple(mode["name"] for mode in client.property("Modes"))
    return Contract(tuple(sorted(members)), tuple(sorted(properties)), modes)


def methods(path, interface):
    for method in interface.findall("method"):
        arguments = method.findall("arg")
        yield Member(
            path,
            interface.get("name"),
            method.get("name"),
            "".join(each.get("type") for each in arguments if each.get("direction") != "out"),
            "".join(each.get("type") for each in arguments if each.get("direction") == "out"),
        )
