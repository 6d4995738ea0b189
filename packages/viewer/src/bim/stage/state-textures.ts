import { DataTexture, NearestFilter, RedIntegerFormat, RGBAFormat, UnsignedByteType } from "three";
import { STATE_TEXTURE_WIDTH } from "./element-shader.ts";

/** State and colour of each element of a model, as shaders read them. */
export interface StateTextures {
  readonly states: DataTexture;
  readonly paint: DataTexture;
  /** @param states Byte a row. */
  setStates(states: Uint8Array): void;
  /** @param colours Four bytes a row; undefined: own colours. */
  setPaint(colours: Uint8Array | undefined): void;
  dispose(): void;
}

/** Makes the textures of `rows` elements: nothing hidden, nothing painted. */
export function createStateTextures(rows: number): StateTextures {
  const height = Math.max(1, Math.ceil(rows / STATE_TEXTURE_WIDTH));
  const stateBytes = new Uint8Array(STATE_TEXTURE_WIDTH * height);
  const states = new DataTexture(stateBytes, STATE_TEXTURE_WIDTH, height, RedIntegerFormat, UnsignedByteType);
  states.internalFormat = "R8UI";
  const paintBytes = new Uint8Array(4 * STATE_TEXTURE_WIDTH * height);
  const paint = new DataTexture(paintBytes, STATE_TEXTURE_WIDTH, height, RGBAFormat, UnsignedByteType);
  for (const texture of [states, paint]) {
    texture.minFilter = NearestFilter;
    texture.magFilter = NearestFilter;
    texture.unpackAlignment = 1;
    texture.needsUpdate = true;
  }
  return {
    states,
    paint,
    setStates(next) {
      stateBytes.set(next.subarray(0, stateBytes.length));
      states.needsUpdate = true;
    },
    setPaint(colours) {
      if (colours) paintBytes.set(colours.subarray(0, paintBytes.length));
      else paintBytes.fill(0);
      paint.needsUpdate = true;
    },
    dispose() {
      states.dispose();
      paint.dispose();
    },
  };
}
