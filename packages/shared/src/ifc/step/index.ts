export { ASCII, isKeywordCode } from "./ascii.ts";
export {
  argumentAt,
  enumAt,
  insideTyped,
  MAX_ARGUMENTS,
  numberAt,
  refAt,
  refsAt,
  splitArguments,
  textAt,
  typedNameAt,
} from "./read-argument.ts";
export { tuplesAt } from "./read-tuples.ts";
export { scanStep } from "./scan-step.ts";
export { endOfValue } from "./skip-arguments.ts";
export type { StepFile, StepHeader } from "./step-file.ts";
export { createStepIssues, type StepIssues } from "./step-issues.ts";
export { decodeStepString } from "./step-string.ts";
export { closingApostrophe, DERIVED, readArguments, type StepValue } from "./step-value.ts";
