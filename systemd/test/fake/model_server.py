#!/usr/bin/env python3
"""A model server that says what a test tells it to: model_server.py HOST LOG [JSON].

JSON: "models": names; "key": the API key that it wants; "answers": path → [status, answer], over those of a
model that chats; "after": path → answers that hold once that was asked for; "hang": paths that are never
answered; "chunked": true for answers in chunks. A request is a line of LOG: its method, path, Authorization
and body. Prints its port when it listens.
"""

import http.server
import json
import socketserver
import sys
import threading

HOST, LOG = sys.argv[1:3]
SAID = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}
MODELS = {"data": [{"id": name} for name in SAID.get("models", ["eight"])]}
ANSWERS = {
    "/v1/models": [200, MODELS],
    "/v1/chat/completions": [200, {"choices": [{"message": {"content": "x"}}]}],
} | SAID.get("answers", {})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        key = self.headers.get("Authorization") or "-"
        with open(LOG, "a") as log:
            print(self.command, self.path, key, body, file=log)
        if self.path in SAID.get("hang", []):
            threading.Event().wait()
        said = ANSWERS.get(self.path, [404, {"detail": "Not Found"}])
        ANSWERS.update(SAID.get("after", {}).get(self.path, {}))
        wanted = SAID.get("key")
        if wanted and self.path.startswith("/v1") and key != f"Bearer {wanted}":
            self.say(401, {"error": "Unauthorized"})
        else:
            self.say(*said)

    do_GET = do_POST = answer

    def say(self, status, value):
        data = (value if isinstance(value, str) else json.dumps(value)).encode()
        self.send_response(status)
        if SAID.get("chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(data), 5):
                piece = data[at : at + 5]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        self.close_connection = True


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    address_family = http.server.socket.AF_INET6 if ":" in HOST else http.server.socket.AF_INET


server = Server((HOST, 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
