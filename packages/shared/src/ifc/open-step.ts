import { Fault } from "../faults.ts";
import { type StepFile, scanStep } from "./step/index.ts";

/** Findings of the scan that leave nothing worth converting. */
const FATAL = ["step/empty", "step/not-step", "step/truncated"];

/**
 * Scans a file that is to be converted. Half a file is refused: published, it would look like a whole model.
 *
 * @throws {Fault} `model/unreadable` with the line or `#id`, where it is empty, no STEP file, cut off or without records.
 */
export function openStep(bytes: Uint8Array): StepFile {
  return requireWholeStep(scanStep(bytes));
}

/**
 * Answers a scanned file that is worth converting.
 *
 * @throws {Fault} As {@link openStep} does.
 */
export function requireWholeStep(step: StepFile): StepFile {
  const fatal = step.issues.find(({ code }) => FATAL.includes(code));
  if (fatal) {
    const { code, message, row, ref } = fatal;
    const place = [
      row === undefined ? "" : `line ${row}`,
      ref === undefined || message.includes(ref) ? "" : ref,
    ];
    throw new Fault(
      "model/unreadable",
      `scanning: ${[...place.filter((part) => part !== ""), message].join(": ")}`,
      { finding: code, ...(row === undefined ? {} : { line: row }), ...(ref === undefined ? {} : { ref }) },
    );
  }
  if (step.count === 0) {
    throw new Fault("model/unreadable", "scanning: the file's DATA section has no record", {
      finding: "step/no-records",
    });
  }
  return step;
}
