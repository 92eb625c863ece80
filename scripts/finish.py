#!/usr/bin/env python3
"""Finishes dist/ after Trunk: gives the page's policy to the service worker and to _headers, and the service worker the
list of files to keep. It adds to files that Trunk has not hashed, and changes no other."""

import base64
import hashlib
import html
import json
import pathlib
import re
import sys

dist = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "dist")

page = (dist / "index.html").read_text()
policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1])


def fill(name, **values):
    """Replaces every key by its value, and insists on finding it: a build without the policy must not pass."""
    path = dist / name
    text = path.read_text()
    for key, value in values.items():
        assert text.count(key) == 1, f"{name}: {key} is there {text.count(key)} times"
        text = text.replace(key, value)
    path.write_text(text)


def kept(path):
    """What the app is made of: neither the service worker itself nor the files that speak to the host alone."""
    return path.is_file() and path.name != "sw.js" and path.name[0] not in "_."


# A worker that a worker starts: WebKit hands its own script to the service worker to answer, but not what it imports.
# So it gets what it would import written out.
fill("worker_part.js", **{'import init from "./worker.js";': (dist / "worker.js").read_text() + "\nconst init = __wbg_init;"})

files = []
for path in sorted(filter(kept, dist.rglob("*"))):
    digest = base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
    name = path.relative_to(dist).as_posix()
    # Many hosts send /index.html on to its folder, which is also what people open.
    files.append(["./" if name == "index.html" else f"./{name}", f"sha256-{digest}"])

listed = json.dumps(files, indent=2)
version = hashlib.sha256((policy + listed).encode()).hexdigest()[:16]

fill("_headers", **{"{policy}": policy})
fill(
    "sw.js",
    **{
        'VERSION = ""': f"VERSION = {json.dumps(version)}",
        'POLICY = ""': f"POLICY = {json.dumps(policy)}",
        "FILES = []": f"FILES = {listed}",
    },
)
print(f"· {dist}/: {len(files)} files, version {version}")
