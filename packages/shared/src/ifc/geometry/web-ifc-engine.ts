import type { IfcAPI } from "web-ifc";

/** A running web-ifc with its log caught instead of printed. One model at a time; dropped, its memory is freed. */
export interface WebIfcEngine {
  readonly api: IfcAPI;
  /** Takes what was logged since the last call: one message an entry, without web-ifc's prefix. */
  takeLog(): string[];
}

/** How {@link openWebIfc} finds the wasm file. */
export interface WebIfcOptions {
  /**
   * Answers the address of the named wasm file (`web-ifc.wasm` in a browser). Where absent web-ifc looks beside its own
   * script: right in Node, not in a bundle.
   */
  readonly locateFile?: (name: string) => string;
}

const LOG_PREFIX = /^\[WEB-IFC\]\[error\]/;

/**
 * Starts web-ifc, single-threaded (its other build needs cross-origin isolation and meshes no faster).
 *
 * Its log goes through `console.log` as that is while the wasm module is being created, and there is no setting for it;
 * so for that one synchronous moment ours stands there.
 *
 * @throws {Error} web-ifc's own, when the wasm file cannot be read or there is no memory for it.
 */
export async function openWebIfc({ locateFile }: WebIfcOptions = {}): Promise<WebIfcEngine> {
  // Its script takes 80 MB once loaded: threads that only read data or answer queries do without.
  const { IfcAPI, LogLevel } = await import("web-ifc");
  const api = new IfcAPI();
  let log: string[] = [];
  const started = withConsoleLog(
    (...words) => log.push(words.join(" ").replace(LOG_PREFIX, "").trim()),
    () => api.Init(locateFile && ((name: string) => locateFile(name)), true),
  );
  await started;
  // The script's own few messages repeat what its return values say; the wasm module's are the only record there is.
  api.SetLogLevel(LogLevel.LOG_LEVEL_OFF);
  api.wasmModule.SetLogLevel(LogLevel.LOG_LEVEL_ERROR);
  return {
    api,
    takeLog() {
      const taken = log;
      log = [];
      return taken;
    },
  };
}

function withConsoleLog<T>(write: (...words: unknown[]) => void, run: () => T): T {
  const { log } = console;
  console.log = write;
  try {
    return run();
  } finally {
    console.log = log;
  }
}
