/** Polynomial of CRC-32, reversed (ISO 3309; PKWARE APPNOTE 4.4.7). */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** A running CRC-32: browsers have none. `add` answers the sum of all bytes so far, unsigned. */
export function createCrc32(): { add(bytes: Uint8Array): number } {
  let value = 0xffffffff;
  return {
    add(bytes) {
      for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] as number);
      return ~value >>> 0;
    },
  };
}
