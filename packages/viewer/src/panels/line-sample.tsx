import type { LayerKind } from "@shuicheng/shared/contracts";
import { KIND_COLOURS } from "../app/tokens.ts";

/** Line style of a kind after CJJ 61-2017: hue is the kind, the dash says it again without colour. */
interface LineStyle {
  readonly dash?: string;
  readonly second?: "thin" | "core" | "arrow";
}

const STYLES: Readonly<Partial<Record<LayerKind, LineStyle>>> = {
  water: {},
  storm: { dash: "6 3" },
  sewage: { second: "arrow" },
  gas: { dash: "9 2 2 2" },
  heating: { second: "thin" },
  power: { dash: "12 3" },
  telecom: { dash: "3 2" },
  tunnel: { second: "core" },
};

/** Answers whether a kind is drawn as a line, so that a legend may show how. */
export function isLineKind(kind: LayerKind): boolean {
  return Object.hasOwn(STYLES, kind);
}

/** How a layer's kind is drawn: a piece of its line, or a box for what is no line. The kind's name stands beside it. */
export function LineSample({ kind, width = 22 }: { readonly kind: LayerKind; readonly width?: number }) {
  const style = STYLES[kind];
  const middle = width / 2;
  return (
    <svg className="line-sample" width={width} height="12" aria-hidden="true">
      {style === undefined ? (
        <rect
          x={middle - 5}
          y="1.5"
          width="10"
          height="9"
          fill="none"
          stroke="var(--text-secondary)"
          strokeWidth="1.4"
        />
      ) : (
        <>
          <path
            d={`M0 6H${width}`}
            stroke={KIND_COLOURS[kind]}
            strokeWidth={style.second === "core" ? 6 : 3}
            strokeDasharray={style.dash}
            fill="none"
          />
          {style.second === "thin" && (
            <path d={`M0 10H${width}`} stroke={KIND_COLOURS[kind]} strokeWidth="1.4" />
          )}
          {style.second === "core" && <path d={`M0 6H${width}`} stroke="var(--panel)" strokeWidth="2.6" />}
          {style.second === "arrow" && (
            <path d={`m${middle - 2} 3 4 3-4 3`} stroke="#fff" strokeWidth="1.2" fill="none" />
          )}
        </>
      )}
    </svg>
  );
}
