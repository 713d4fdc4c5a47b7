"""pod-log POD FIFO: each line that comes out of FIFO becomes a line of that pod's log at RunPod's stand-in."""
import http.client
import json
import sys

with open(sys.argv[2], "rb") as lines:
    for line in lines:
        text = line.decode(errors="replace").rstrip()
        if not text:
            continue
        connection = http.client.HTTPConnection("127.0.0.1", 8090, timeout=10)
        try:
            connection.request("POST", "/stand-in/console/log", json.dumps({"pod": sys.argv[1], "line": text[:2000]}))
            connection.getresponse().read()
        except OSError:
            # A stand-in that ends needs no log.
            break
        finally:
            connection.close()
