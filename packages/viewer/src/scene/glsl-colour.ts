import { type Rgb, toLinear } from "./palette.ts";

/** A colour, sRGB, as GLSL has it in linear light. */
export function glslColour(colour: Rgb): string {
  return `vec3(${toLinear(colour)
    .map((channel) => channel.toFixed(5))
    .join(", ")})`;
}

/** A constant of two colours in linear light, to be indexed by `u_theme`: 0 night, 1 day. */
export function glslThemes(name: string, night: Rgb, day: Rgb): string {
  return `const vec3 ${name}[2] = vec3[2](${glslColour(night)}, ${glslColour(day)});`;
}
