/** For versions 1 to 4 with error correction M: how many bytes of data and of correction a block has, and how many blocks. */
const versions = [
  [16, 10, 1],
  [28, 16, 1],
  [44, 26, 1],
  [32, 18, 2],
] as const;

/** Which modules each mask inverts, by row and column. */
const masks: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  y => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

/** The dark modules of a QR code (ISO/IEC 18004) for a text of at most 62 bytes, by row; undefined where it is longer. */
export function encodeQr(text: string): boolean[][] | undefined {
  const bytes = [...new TextEncoder().encode(text)];
  const version = versions.findIndex(([data, , blocks]) => bytes.length <= data * blocks - 2) + 1;
  const layout = versions[version - 1];
  if (!layout) return undefined;
  const stream = interleave(pack(bytes, layout[0] * layout[2]), layout);
  const codes = masks.map((_, mask) => draw(17 + version * 4, stream, mask));
  return codes.sort((a, b) => unevenness(a) - unevenness(b))[0];
}

/** Byte mode, the length, the bytes, four zeros, and padding: all of it half a byte off. */
function pack(bytes: readonly number[], capacity: number): number[] {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap(byte => [byte >> 4, byte & 15]), 0];
  const packed = nibbles.flatMap((nibble, i) => (i % 2 ? [] : [(nibble << 4) | (nibbles[i + 1] ?? 0)]));
  for (let pad = 0xec; packed.length < capacity; pad ^= 0xfd) packed.push(pad);
  return packed;
}

function interleave(data: readonly number[], [size, correction, count]: (typeof versions)[number]): number[] {
  const blocks = [...Array(count).keys()].map(index => data.slice(index * size, (index + 1) * size));
  const corrections = blocks.map(block => correct(block, correction));
  return [blocks, corrections].flatMap(set => (set[0] ?? []).flatMap((_, i) => set.map(block => block[i] ?? 0)));
}

/** Multiplies in the field of 256 elements of the standard. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

/** The Reed-Solomon correction of a block: what remains when it is divided by the generator. */
function correct(block: readonly number[], length: number): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < length; i++, root = multiply(root, 2))
    generator = [...generator, 0].map((term, at) => term ^ multiply(generator[at - 1] ?? 0, root));
  const rest = [...block, ...Array<number>(length).fill(0)];
  for (let i = 0; i < block.length; i++) {
    const factor = rest[i] ?? 0;
    generator.forEach((term, at) => (rest[i + at] = (rest[i + at] ?? 0) ^ multiply(term, factor)));
  }
  return rest.slice(block.length);
}

function draw(size: number, stream: readonly number[], mask: number): boolean[][] {
  const code: (boolean | undefined)[][] = [...Array(size)].map(() => Array<undefined>(size).fill(undefined));
  const set = (y: number, x: number, dark: unknown): void => {
    const row = code[y];
    if (row && x >= 0 && x < size) row[x] = !!dark;
  };
  /** A square in rings around a place: dark, light, dark … from `radius` inwards as the rings say. */
  const rings = (y: number, x: number, radius: number, dark: readonly number[]): void => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++) set(y + dy, x + dx, dark[Math.max(Math.abs(dy), Math.abs(dx))]);
  };
  for (let i = 8; i < size - 8; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [y, x] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    rings(y, x, 4, [1, 1, 0, 1, 0]);
  if (size > 21) rings(size - 7, size - 7, 2, [1, 0, 1]);
  // The format: correction M is 00, then the mask, then ten bits of its own correction.
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const format = ((mask << 10) | rest) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const bit = (format >> i) & 1;
    set(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, bit);
    set(8, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, bit);
  }
  set(size - 8, 8, 1);

  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = (right + 1) & 2 ? step : size - 1 - step;
        if (code[y]?.[x] !== undefined) continue;
        const dark = ((stream[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        set(y, x, !!dark !== masks[mask]?.(y, x));
        bit++;
      }
  }
  return code.map(row => row.map(Boolean));
}

/** How hard a code is to read: modules in runs of five and more, squares of one colour, patterns that look like a corner. */
function unevenness(code: readonly boolean[][]): number {
  const columns = code.map((_, x) => code.map(row => row[x]));
  const lines = [...code, ...columns].map(line => line.map(Number).join(''));
  let sum = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...line.matchAll(/(?=00001011101|10111010000)/g)].length;
  }
  code.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark === row[x - 1] && dark === code[y - 1]?.[x] && dark === code[y - 1]?.[x - 1]) sum += 3;
    }),
  );
  return sum;
}
