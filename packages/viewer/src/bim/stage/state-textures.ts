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
  /** Hands over all of both again: a new graphics context knows nothing of what was there. */
  renew(): void;
  dispose(): void;
}

/** Of a texture's rows so many are handed over one by one; of more it is quicker to hand over all. */
const MAX_PARTS = 16;
/** three.js counts ranges in components of RGBA, whatever the texture has. */
const COMPONENTS = 4;

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
  /** Whether all of the states are still to be handed over: that needs no ranges. */
  let isWaiting = true;
  states.onUpdate = () => {
    isWaiting = false;
  };
  return {
    states,
    paint,
    setStates(next) {
      const changed = takeOver(stateBytes, next);
      if (changed.length === 0) return;
      // Ranges that no frame has taken yet are among all.
      const isWhole = changed.length + states.updateRanges.length > MAX_PARTS || isWaiting;
      isWaiting = isWhole;
      if (isWhole) states.clearUpdateRanges();
      else
        for (const row of changed)
          states.addUpdateRange(COMPONENTS * STATE_TEXTURE_WIDTH * row, COMPONENTS * STATE_TEXTURE_WIDTH);
      states.needsUpdate = true;
    },
    setPaint(colours) {
      if (colours) paintBytes.set(colours.subarray(0, paintBytes.length));
      else paintBytes.fill(0);
      paint.needsUpdate = true;
    },
    renew() {
      isWaiting = true;
      states.clearUpdateRanges();
      for (const texture of [states, paint]) texture.needsUpdate = true;
    },
    dispose() {
      states.dispose();
      paint.dispose();
    },
  };
}

/** Copies `next` into `bytes`; which of the texture's rows are other than before. */
function takeOver(bytes: Uint8Array, next: Uint8Array): number[] {
  const changed: number[] = [];
  const length = Math.min(bytes.length, next.length);
  for (let from = 0; from < length; from += STATE_TEXTURE_WIDTH) {
    const to = Math.min(from + STATE_TEXTURE_WIDTH, length);
    let at = from;
    while (at < to && bytes[at] === next[at]) at++;
    if (at === to) continue;
    bytes.set(next.subarray(at, to), at);
    changed.push(from / STATE_TEXTURE_WIDTH);
  }
  return changed;
}
