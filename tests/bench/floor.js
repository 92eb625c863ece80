// Only brings the bytes into a worker, in slices, the next one on its way while this one is looked at: no way to the
// segments can be faster.

const SLICE = 8 << 20;

onmessage = async ({ data: file }) => {
  let coming = file.slice(0, SLICE).arrayBuffer();
  let bytes = 0;
  for (let from = 0; from < file.size; from += SLICE) {
    const slice = await coming;
    coming = file.slice(from + SLICE, from + 2 * SLICE).arrayBuffer();
    bytes += slice.byteLength;
  }
  postMessage({ bytes });
};

postMessage("here");
