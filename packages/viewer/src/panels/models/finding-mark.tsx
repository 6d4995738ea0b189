import type { Finding } from "@shuicheng/shared/contracts";
import "./finding-mark.css";

const SHAPES: Readonly<Record<Finding["severity"], string>> = {
  error: "M3 3h10v10H3zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8",
  warning: "M8 2 14.5 13.5h-13zM8 6.4v3.2M8 11.3v.6",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 7.4v3.4M8 5v.6",
};

/** The mark of a finding: shape before colour. The words stand beside it. */
export function FindingMark({
  severity,
  size = 16,
}: {
  readonly severity: Finding["severity"];
  readonly size?: number;
}) {
  return (
    <svg
      className={`finding-mark is-${severity}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={SHAPES[severity]} />
    </svg>
  );
}
