#!/usr/bin/env python3
"""Serves dist/ to this computer alone and prints the address.

    scripts/serve.py [FOLDER] [--port N] [--prefix /sub/path/] [--log FILE]

Like the plainest static host: no header of ours but how long a file may be kept. The browser is to ask again every time,
so that a new build shows at once; only sw.js may be kept ten minutes, as www/_headers has it. --prefix puts the folder below a path, as some hosts do; --log writes one line a request."""

import argparse
import functools
import http.server
import os
import sys

arguments = argparse.ArgumentParser(description="Serve the built page to this computer alone.")
arguments.add_argument("folder", nargs="?", default="dist")
arguments.add_argument("--port", type=int, default=0, help="0, as it is by default: any free one")
arguments.add_argument("--prefix", default="/", help="the path the folder is found under")
arguments.add_argument("--log", help="a file for one line a request")
options = arguments.parse_args()
prefix = "/" + options.prefix.strip("/") + "/" if options.prefix.strip("/") else "/"
log = open(options.log, "a", buffering=1) if options.log else None


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Named, for the types this computer has registered may differ.
    extensions_map = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
        "": "application/octet-stream",
    }

    def translate_path(self, path):
        if not path.startswith(prefix):
            return os.path.join(self.directory, "no such path")
        return super().translate_path("/" + path[len(prefix) :])

    def end_headers(self):
        keep = "max-age=600" if self.path.endswith("/sw.js") else "no-cache"
        self.send_header("Cache-Control", keep)
        super().end_headers()

    def log_message(self, form, *values):
        if log:
            log.write(f"{form % values}\n")


if not os.path.isfile(os.path.join(options.folder, "index.html")):
    sys.exit(f"{options.folder}/index.html is not there yet: run `make build`")

server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", options.port), functools.partial(Handler, directory=options.folder)
)
print(f"http://localhost:{server.server_port}{prefix}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    print()
