/** sRGB byte of each linear value in 65,535ths. Source: IEC 61966-2-1. */
const SRGB_OF_LINEAR = Uint8Array.from({ length: 65_536 }, (_, step) => {
  const linear = step / 65_535;
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * encoded);
});

/** Linear colours with opacity, 65,535ths, four a vertex → sRGB bytes; opacity is no colour and stays linear. */
export function toSrgbBytes(linear: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(linear.length);
  for (let at = 0; at + 3 < linear.length; at += 4) {
    bytes[at] = SRGB_OF_LINEAR[linear[at] as number] as number;
    bytes[at + 1] = SRGB_OF_LINEAR[linear[at + 1] as number] as number;
    bytes[at + 2] = SRGB_OF_LINEAR[linear[at + 2] as number] as number;
    bytes[at + 3] = Math.round((linear[at + 3] as number) / 257);
  }
  return bytes;
}
