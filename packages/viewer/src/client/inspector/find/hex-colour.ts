/** Red, green, blue, opacity, 0 to 255, of a colour without any. @param hex sRGB `#RRGGBB`. */
export function rgbaOf(hex: string): readonly [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 255];
}

/** A colour between two, `share` of the way from the first, sRGB `#RRGGBB`. */
export function mixHex(from: string, to: string, share: number): string {
  const [a, b] = [rgbaOf(from), rgbaOf(to)];
  const channels = [0, 1, 2].map((i) =>
    Math.round((a[i] as number) + share * ((b[i] as number) - (a[i] as number))),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}
