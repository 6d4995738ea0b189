import { serveRequests } from "../worker-process.ts";
import { IFC_TOOLS, type IfcTool, type IfcToolName, type ToolRun } from "./ifc-tools.ts";

/** One run of a tool on a file, in the tool's own process. */
export type RunnerAnswer =
  | {
      readonly run: ToolRun;
      /** Largest resident memory of the process so far. */
      readonly peakMb: number;
      /** Until the tool stood, without the start of the process. */
      readonly startMs: number;
    }
  | { readonly failure: string };

/** Some tools print what they do; the bench's own output is JSON lines. */
for (const name of ["log", "info", "warn", "error", "debug"] as const) console[name] = () => undefined;

let opened: IfcTool | undefined;
let startMs = 0;

serveRequests({}, async ({ file }: { file: string }): Promise<RunnerAnswer> => {
  try {
    if (!opened) {
      const beganAt = performance.now();
      opened = await IFC_TOOLS[process.argv[2] as IfcToolName]();
      startMs = performance.now() - beganAt;
    }
    const run = await opened.run(file);
    return { run, peakMb: process.resourceUsage().maxRSS / 1_024, startMs };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
});
