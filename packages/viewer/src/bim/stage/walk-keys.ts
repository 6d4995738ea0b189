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

/** Let go sooner than this, a key for up or down was tapped: it asks for the next floor, milliseconds. */
const TAP_MS = 300;

/** Keys that are held while one walks through a model. */
export interface WalkKeys {
  setOn(isOn: boolean): void;
  /** Whether any is held. */
  readonly isHeld: boolean;
  /** 1 where up was tapped since this was asked last, −1 where down was, else 0. */
  takeTap(): -1 | 0 | 1;
  /** Where they lead, each −1, 0 or 1, and whether at a run. */
  readonly wish: {
    readonly ahead: number;
    readonly right: number;
    readonly up: number;
    readonly isRunning: boolean;
  };
}

/** What a held key leads to. What may still become a tap leads nowhere yet. */
function stepOf(code: string, sinceMs: number, k: 0 | 1 | 2): number {
  return k === 2 && performance.now() - sinceMs < TAP_MS ? 0 : (STEPS[code]?.[k] ?? 0);
}

/** Listens to the window's keys while walking is on. @param onWake Told with each press. */
export function createWalkKeys(onWake: () => void): WalkKeys {
  /** With when each was pressed, milliseconds. */
  const held = new Map<string, number>();
  let isRunning = false;
  let tap: -1 | 0 | 1 = 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    isRunning = event.shiftKey;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!(event.code in STEPS)) return;
    event.preventDefault();
    if (!held.has(event.code)) held.set(event.code, event.timeStamp);
    onWake();
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    isRunning = event.shiftKey;
    const sinceMs = held.get(event.code);
    held.delete(event.code);
    const up = STEPS[event.code]?.[2] ?? 0;
    if (up === 0 || sinceMs === undefined || event.timeStamp - sinceMs > TAP_MS) return;
    tap = up > 0 ? 1 : -1;
    onWake();
  };
  const forget = (): void => held.clear();
  const sum = (k: 0 | 1 | 2): number =>
    Math.sign([...held].reduce((all, [code, sinceMs]) => all + stepOf(code, sinceMs, k), 0));
  return {
    setOn(isOn) {
      held.clear();
      tap = 0;
      const change = isOn ? window.addEventListener : window.removeEventListener;
      // Before the page's own single keys, which mean other things.
      change.call(window, "keydown", onKeyDown as EventListener, { capture: true });
      change.call(window, "keyup", onKeyUp as EventListener, { capture: true });
      change.call(window, "blur", forget);
    },
    get isHeld() {
      return held.size > 0;
    },
    takeTap() {
      const taken = tap;
      tap = 0;
      return taken;
    },
    get wish() {
      return { ahead: sum(0), right: sum(1), up: sum(2), isRunning };
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
