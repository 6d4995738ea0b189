/**
 * What a person typed as a number, the way `Number` reads it: a decimal comma is a point (`1,5`), commas before a point
 * or more than one part thousands (`1,234.5`), a minus of type (`−`) is one. Other text stays as it is, to be refused, and
 * so does `1,234`, which is one thing here and another there.
 */
export function readDecimal(text: string): string {
  const plain = text.trim().replace(/^−/, "-");
  const commas = plain.split(",").length - 1;
  if (commas === 0) return plain;
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(plain)) return plain;
  if (commas === 1 && !plain.includes(".")) return plain.replace(",", ".");
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
}
