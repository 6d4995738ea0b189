import { ensurePage } from "../../packages/server/src/page-build.ts";
import type { Counts } from "./steps.ts";

/**
 * Builds the page where its sources changed, as the server does at its start: the tests that start one then find
 * it ready. A build that fails counts as one failure.
 */
export async function buildPageWhenStale(root: string, say: (line: string) => void): Promise<Counts> {
  try {
    await ensurePage(root, () => say("test: building the page"));
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (cause) {
    say(`✗ build of the page: ${cause instanceof Error ? cause.message : String(cause)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
