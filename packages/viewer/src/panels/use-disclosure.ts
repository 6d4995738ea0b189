import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";

/** A button that opens something small beside itself. */
interface Disclosure {
  readonly isOpen: boolean;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly toggle: () => void;
  readonly close: () => void;
  /** To be spread on the element that holds the button and what it opens. */
  readonly handlers: {
    readonly onBlur: (event: FocusEvent) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/** Opens and closes; closes by itself when the focus leaves, and on Escape, which gives the focus back to the button. */
export function useDisclosure(): Disclosure {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return {
    isOpen,
    opener,
    toggle: () => setOpen((was) => !was),
    close: () => setOpen(false),
    handlers: {
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      },
      onKeyDown: (event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.preventDefault(); // the page's own Escape would close the asset panel as well
        setOpen(false);
        opener.current?.focus();
      },
    },
  };
}
