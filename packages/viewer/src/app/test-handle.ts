import type { LiveClient } from "@shuicheng/shared/client";
import type { TwinMirror } from "../client/twin-mirror.ts";
import type { CityScene } from "../scene/index.ts";

/**
 * What the browser test needs to find a feature's pixel and compare the page with the server:
 * `window.__shuicheng`. It opens nothing that the page's own session could not do by hand.
 */
export interface TestHandle {
  readonly scene: CityScene;
  readonly mirror: TwinMirror;
  readonly liveClient: LiveClient;
}

declare global {
  interface Window {
    __shuicheng?: Readonly<TestHandle>;
  }
}

/** Hangs the handle on the window. @returns Takes it away. */
export function exposeHandle(handle: TestHandle): () => void {
  window.__shuicheng = Object.freeze({ ...handle });
  return () => {
    delete window.__shuicheng;
  };
}
