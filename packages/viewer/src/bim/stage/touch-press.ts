/** Where somebody asked for a menu, CSS pixels of the window. */
export interface Press {
  readonly clientX: number;
  readonly clientY: number;
}

/** A finger that rests this long has not tapped, milliseconds: what Android and iOS take for a long press. */
const LONG_PRESS_MS = 500;
/** A button or a finger that moved further drags the picture, CSS pixels. */
const STILL_WITHIN_PX = 8;

/**
 * Tells of a right click, a long press and the menu key on the picture. Dragging with the right button or a finger is the
 * camera's. Answers what ends it.
 */
export function listenToPress(canvas: HTMLElement, onPress: (press: Press) => void): () => void {
  let down: { readonly id: number; readonly at: Press; readonly isTouch: boolean } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    clearTimeout(timer);
    down = undefined;
  };
  const onDown = (event: PointerEvent): void => {
    const isTouch = event.pointerType === "touch";
    // A second finger makes it a gesture.
    const isSecond = down !== undefined;
    forget();
    if (isSecond || (!isTouch && event.button !== 2)) return;
    const { clientX, clientY, pointerId } = event;
    const at = { clientX, clientY };
    down = { id: pointerId, at, isTouch };
    if (!isTouch) return;
    const mine = down;
    timer = setTimeout(() => {
      // A page that is busy drawing is told of the finger's moves with the next frame only: they come first.
      requestAnimationFrame(() => {
        if (down !== mine) return;
        forget();
        onPress(at);
      });
    }, LONG_PRESS_MS);
  };
  const onMove = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    if (down?.id !== pointerId) return;
    if (Math.hypot(clientX - down.at.clientX, clientY - down.at.clientY) > STILL_WITHIN_PX) forget();
  };
  const onUp = ({ pointerId, type }: PointerEvent): void => {
    if (down?.id !== pointerId) return;
    const { at, isTouch } = down;
    forget();
    if (type === "pointerup" && !isTouch) onPress(at);
  };
  // Where the browser itself opens a menu differs by system; only that of a key is not also a pointer's.
  const onMenu = (event: Event): void => event.preventDefault();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
    event.preventDefault();
    const { left, top, width, height } = canvas.getBoundingClientRect();
    onPress({ clientX: left + width / 2, clientY: top + height / 2 });
  };
  const options = { capture: true };
  canvas.addEventListener("pointerdown", onDown, options);
  window.addEventListener("pointermove", onMove, options);
  window.addEventListener("pointerup", onUp, options);
  window.addEventListener("pointercancel", onUp, options);
  canvas.addEventListener("contextmenu", onMenu);
  canvas.addEventListener("keydown", onKey);
  return () => {
    forget();
    canvas.removeEventListener("pointerdown", onDown, options);
    window.removeEventListener("pointermove", onMove, options);
    window.removeEventListener("pointerup", onUp, options);
    window.removeEventListener("pointercancel", onUp, options);
    canvas.removeEventListener("contextmenu", onMenu);
    canvas.removeEventListener("keydown", onKey);
  };
}
