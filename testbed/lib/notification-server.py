"""The notification server of a desktop: notification-server.py SOCKET LOG BUTTON.

Appends each notification to LOG as a line of JSON, [summary, body, number], and, where it has an action
named BUTTON, presses that at once. Ends with the bus.
"""

import json
import sys

from bus import CALL, Bus, BusError

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
CLOSED_BY_CALL = 3


def main():
    socket, log_path, button = sys.argv[1:]
    bus = Bus(socket)
    bus.call_bus("RequestName", "su", NAME, 0)
    print("ready", flush=True)
    shown = 0
    with open(log_path, "a") as log:
        while True:
            call = bus.receive()
            if call.kind != CALL:
                continue
            if call.member == "GetCapabilities":
                bus.reply(call, "as", [["actions", "body", "body-markup"]])
            elif call.member == "GetServerInformation":
                bus.reply(call, "ssss", ["stand-in", "testbed", "1", "1.2"])
            elif call.member == "Notify":
                _, replaces, _, summary, body, actions, _, _ = call.body
                shown += 1
                number = replaces or shown
                bus.reply(call, "u", [number])
                log.write(json.dumps([summary, body, number]) + "\n")
                log.flush()
                if button in actions[::2]:
                    bus.emit(PATH, NAME, "ActionInvoked", "us", number, button)
            elif call.member == "CloseNotification":
                bus.reply(call)
                bus.emit(PATH, NAME, "NotificationClosed", "uu", call.body[0], CLOSED_BY_CALL)
            else:
                error = "org.freedesktop.DBus.Error.UnknownMethod"
                bus.reply_error(call, BusError(error, f"cannot find {call.member}"))


try:
    main()
except ConnectionError:
    pass
