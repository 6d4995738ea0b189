import { CAP_PAPERS, type CapPattern } from "../../../client/inspector/cuts/cap-pattern.ts";

/** Lines of each hatch over a square of 14, as the picture draws them. */
const LINES: Readonly<Record<CapPattern, string>> = {
  plain: "M-1 5L5 -1M-1 12L12 -1M4 14L14 4",
  concrete: "M-1 10L10 -1M4 6h.1M10 9h.1M7 12h.1M12 4h.1M3 12h.1",
  metal: "M-1 7L7 -1M1 9L9 1M5 15L15 5M7 15L15 7",
  wood: "M0 3c4 -2 6 2 14 0M0 7c4 -2 6 2 14 0M0 11c4 -2 6 2 14 0",
  insulation: "M0 7L7 0M0 14L14 0M7 14L14 7M0 7L7 14M0 0L14 14M7 0L14 7",
  glass: "M4 10L10 4",
};

/** A square of cut material for legends: its paper with its hatch. */
export function CapSwatch({ pattern }: { readonly pattern: CapPattern }) {
  return (
    <svg
      className="cap-swatch"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      style={{ background: CAP_PAPERS[pattern] }}
    >
      <path d={LINES[pattern]} />
    </svg>
  );
}
