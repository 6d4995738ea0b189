/** Red, green, blue, opacity, 0 to 255, of a colour without any. @param hex sRGB `#RRGGBB`. */
export function rgbaOf(hex: string): readonly [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 255];
}
