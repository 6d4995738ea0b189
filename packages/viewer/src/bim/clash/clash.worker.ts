import type { ClashAnswer, ClashRequest } from "./clash-messages.ts";
import { createClashSearch } from "./find-clashes.ts";

/** Clash detection beside the page's own thread: one pair of large elements may take seconds. Ended by who started it. */
const handle = createClashSearch((message) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ClashRequest>): void => {
  try {
    handle(data);
  } catch (error) {
    const failure: ClashAnswer = {
      kind: "failed",
      message: error instanceof Error ? error.message : String(error),
    };
    self.postMessage(failure);
  }
};
