"""webhook-sink.py PORT SECRET LOG: takes what a webhook sends, checks its signature, and writes it down.

A line of JSON a message: its headers' "id", whether it was "signed" as Standard Webhooks has it, and its "text".
"""
import base64
import hashlib
import hmac
import http.server
import json
import sys

PORT, SECRET, LOG = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3]


class Sink(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name, at = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        digest = hmac.digest(SECRET, f"{name}.{at}.".encode() + body, hashlib.sha256)
        expected = "v1," + base64.b64encode(digest).decode()
        with open(LOG, "a", encoding="utf-8") as log:
            print(json.dumps({
                "id": name,
                "signed": hmac.compare_digest(expected, self.headers.get("webhook-signature", "")),
                "text": body.decode(),
            }), file=log)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


open(LOG, "a", encoding="utf-8").close()
http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Sink).serve_forever()
