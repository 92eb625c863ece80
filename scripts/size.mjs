// What a visitor downloads, compressed as hosts do it: `node scripts/size.mjs [dist]`. Fails where the first screen needs
// more than it may.

import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "dist";
const files = readdirSync(dist);

// Bytes, by gzip.
const FIRST_SCREEN = 400_000;

// The first screen: the page, its style, the door, and the small files the browser asks for beside them.
const groups = {
  "first screen": /^(index\.html|door.*|.*\.css|boot\.js|icon\.svg|manifest\.webmanifest)$/,
  "all other screens": /^app(_bg\.wasm|\.js)$/,
  "engine worker": /^worker/,
  "sheets worker": /^sheets/,
};

const row = (name, ...sizes) => console.log(name.padEnd(36), ...sizes.map((n) => String(n).padStart(10)));
row("bytes", "as built", "gzip", "brotli");
for (const [group, names] of Object.entries(groups)) {
  const total = [0, 0, 0];
  for (const name of files.filter((name) => names.test(name)).sort()) {
    const bytes = readFileSync(`${dist}/${name}`);
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
    sizes.forEach((n, i) => (total[i] += n));
    row(`  ${name}`, ...sizes);
  }
  if (total[0]) row(group, ...total);
  if (group === "first screen" && total[1] > FIRST_SCREEN) {
    console.error(`the first screen needs ${total[1]} bytes by gzip; it may need ${FIRST_SCREEN}`);
    process.exitCode = 1;
  }
}
