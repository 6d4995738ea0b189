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
  /** Whether any is held. */
  readonly isHeld: boolean;
  /** Where they lead, each −1, 0 or 1, and whether at a run. */
  readonly wish: {
    readonly ahead: number;
    readonly right: number;
    readonly up: number;
    readonly isRunning: boolean;
  };
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
  const sum = (k: 0 | 1 | 2): number =>
    Math.sign([...held].reduce((all, code) => all + (STEPS[code]?.[k] ?? 0), 0));
  return {
    setOn(isOn) {
      held.clear();
      const change = isOn ? window.addEventListener : window.removeEventListener;
      // Before the page's own single keys, which mean other things.
      change.call(window, "keydown", onKeyDown as EventListener, { capture: true });
      change.call(window, "keyup", onKeyUp as EventListener, { capture: true });
      change.call(window, "blur", forget);
    },
    get isHeld() {
      return held.size > 0;
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
