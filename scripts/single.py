#!/usr/bin/env python3
"""Makes one HTML file of dist/: `single.py dist carteira.html`. It has all of the page in it and loads nothing, so it can be
opened from a folder, a mail or a stick.

Its policy allows the very script and styles that are in it, by their hashes, and no connection at all. Blocks of data
are no scripts to a browser: wasm packed and in base64, and the workers' text."""

import base64
import gzip
import hashlib
import html
import pathlib
import re
import sys

dist, out = map(pathlib.Path, sys.argv[1:])
parts = pathlib.Path(__file__).parent / "single"
POLICY = (
    "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; connect-src 'none'; "
    "img-src blob: data:; worker-src blob:; base-uri 'none'; form-action 'none'"
)


def once(text, old, new):
    """Replaces what must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def without(text, pattern):
    """Takes out what must be there."""
    found = re.findall(pattern, text)
    assert found, f"{pattern} is not there"
    return re.sub(pattern, "", text)


def wrapped(glue):
    """A module's text as the body of a function that returns what it exports."""
    names = re.findall(r"^export (?:class|function|async function) (\w+)", glue, re.M)
    glue = re.sub(r"^export (?=class|function|async function)", "", glue, flags=re.M)
    glue = once(glue, "export { initSync, __wbg_init as default };", "")
    assert not re.search(r"^(import|export)\b", glue, re.M), "more modules than expected"
    return f"{glue}\nreturn {{ default: __wbg_init, {', '.join(names)} }};"


def classic(glue):
    """A module's text as that of a classic script: one module alone may not be had from a folder, Chromium finds."""
    glue = once(glue, "export { initSync, __wbg_init as default };", "")
    return once(glue, "import.meta.url", "self.location.href")


def inline(text):
    """Text that can stand in a script element."""
    assert not re.search(r"</script|<!--", text, re.I), "it would end its element"
    return text


def allowed(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def block(name, text):
    return f'<script type="text/plain" id="{name}">{inline(text)}</script>\n'


def packed(path):
    return base64.b64encode(gzip.compress(path.read_bytes(), mtime=0)).decode()


page = (dist / "index.html").read_text()
door = re.search(r'data-js="\./(door-\w+)\.js"', page)[1]
styles = re.findall(r'<link rel="stylesheet" href="\./([^"]+)"/?>', page)
style = "\n".join((dist / name).read_text() for name in styles)
script = (parts / "start.js").read_text()
for mark, name in [("/* door.js */", door), ("/* app.js */", "app")]:
    script = once(script, mark, wrapped((dist / f"{name}.js").read_text()))
script = inline(script)

for pattern in [
    r"<!--[\s\S]*?-->\n?",
    r'<link rel="(?:stylesheet|manifest|modulepreload|preload)"[^>]*>\n?',
    r'<script type="module" src[^>]*></script>\n?',
]:
    page = without(page, pattern)
page = re.sub(r"\n{2,}", "\n", page)
policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
page = once(page, policy, html.escape(POLICY.format(script=allowed(script), style=allowed(style)), quote=False))
page = once(page, ", and a web server: it cannot be opened from a folder.", ".")
page = once(page, "</head>", f"<style>{style}</style>\n</head>")
blocks = [
    ("worker-js", classic((dist / "worker.js").read_text())),
    ("sheets-js", classic((dist / "sheets.js").read_text())),
    ("worker-start", (parts / "worker.js").read_text()),
    ("helper-start", (parts / "helper.js").read_text()),
    ("door-wasm", packed(dist / f"{door}_bg.wasm")),
    ("app-wasm", packed(dist / "app_bg.wasm")),
    ("worker-wasm", packed(dist / "worker_bg.wasm")),
    ("sheets-wasm", packed(dist / "sheets_bg.wasm")),
]
blocks = "".join(block(name, text) for name, text in blocks)
page = once(page, "</body>", f'{blocks}<script type="module">{script}</script>\n</body>')
out.write_text(page)
print(f"· {out}: {len(page.encode()) / 1e6:.1f} MB, all in one")
