import type CameraControls from "camera-controls";

/** A brisk walk, and with Shift a run, metres a second. */
const WALK_M_S = 2.2;
const RUN_FACTOR = 4;

/** What a key does: metres ahead, to the right, up. By its place on the keyboard, whatever letter is there. */
const STEPS: Readonly<Record<string, readonly [ahead: number, right: number, up: number]>> = {
  KeyW: [1, 0, 0],
  ArrowUp: [1, 0, 0],
  KeyS: [-1, 0, 0],
  ArrowDown: [-1, 0, 0],
  KeyD: [0, 1, 0],
  ArrowRight: [0, 1, 0],
  KeyA: [0, -1, 0],
  ArrowLeft: [0, -1, 0],
  KeyE: [0, 0, 1],
  PageUp: [0, 0, 1],
  KeyQ: [0, 0, -1],
  PageDown: [0, 0, -1],
};

/** Keys that are held while one walks through a model. */
export interface WalkKeys {
  setOn(isOn: boolean): void;
  /** Moves the camera by what is held. True while anything is. */
  move(controls: CameraControls, deltaS: number): boolean;
}

/** Listens to the window's keys while walking is on. @param onWake Told with each press. */
export function createWalkKeys(onWake: () => void): WalkKeys {
  const held = new Set<string>();
  let isRunning = false;
  const onKeyDown = (event: KeyboardEvent): void => {
    isRunning = event.shiftKey;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!(event.code in STEPS)) return;
    event.preventDefault();
    held.add(event.code);
    onWake();
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    isRunning = event.shiftKey;
    held.delete(event.code);
  };
  const forget = (): void => held.clear();
  return {
    setOn(isOn) {
      held.clear();
      const change = isOn ? window.addEventListener : window.removeEventListener;
      // Before the page's own single keys, which mean other things.
      change.call(window, "keydown", onKeyDown as EventListener, { capture: true });
      change.call(window, "keyup", onKeyUp as EventListener, { capture: true });
      change.call(window, "blur", forget);
    },
    move(controls, deltaS) {
      if (held.size === 0) return false;
      const [ahead, right, up] = [0, 1, 2].map((k) =>
        [...held].reduce((sum, code) => sum + ((STEPS[code] as readonly number[])[k] as number), 0),
      ) as [number, number, number];
      const stepM = WALK_M_S * (isRunning ? RUN_FACTOR : 1) * Math.min(deltaS, 0.1);
      if (ahead !== 0) void controls.forward(ahead * stepM, false);
      if (right !== 0) void controls.truck(right * stepM, 0, false);
      if (up !== 0) void controls.elevate(up * stepM, false);
      return true;
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
