import { create } from "zustand";

const LETTERS_KEY = "shuicheng.letters";

interface KeyStore {
  /** Whether single letters and `/` do anything; a person who dictates turns them off. */
  readonly areLettersOn: boolean;
  setLettersOn(areLettersOn: boolean): void;
}

/** The person's choice about single-key shortcuts, kept in the browser. */
export const useKeyStore = create<KeyStore>()((set) => ({
  areLettersOn: readChoice() !== "off",
  setLettersOn: (areLettersOn) => {
    set({ areLettersOn });
    try {
      localStorage.setItem(LETTERS_KEY, areLettersOn ? "on" : "off");
    } catch {
      // Without storage the choice holds until the page is closed.
    }
  },
}));

function readChoice(): string | null {
  try {
    return localStorage.getItem(LETTERS_KEY);
  } catch {
    return null;
  }
}
