import type { LayerKind } from "@shuicheng/shared/contracts";
import { KIND_COLOURS_OF } from "../app/tokens.ts";
import { useViewStore } from "../client/view-store.ts";

/** Line style of a kind: hue is the kind (CJJ 61-2017), the dash says it again without colour. */
interface LineStyle {
  readonly dash?: string;
  readonly second?: "double" | "core" | "arrow";
}

const STYLES: Readonly<Partial<Record<LayerKind, LineStyle>>> = {
  water: {},
  storm: { dash: "6 3" },
  sewage: { second: "arrow" },
  gas: { dash: "9 2 2 2" },
  heating: { second: "double" },
  power: { dash: "12 3" },
  telecom: { dash: "2.5 2" },
  tunnel: { second: "core" },
};

/** Answers whether a kind is drawn as a line, so that a legend may show how. */
export function isLineKind(kind: LayerKind): boolean {
  return Object.hasOwn(STYLES, kind);
}

/** How a layer's kind is drawn: a piece of its line, or a box for what is no line. The kind's name stands beside it. */
export function LineSample({ kind, width = 22 }: { readonly kind: LayerKind; readonly width?: number }) {
  const theme = useViewStore((state) => state.theme);
  const style = STYLES[kind];
  const colour = KIND_COLOURS_OF[theme][kind];
  const middle = width / 2;
  if (style === undefined) {
    return (
      <svg className="line-sample" width={width} height="12" aria-hidden="true">
        <path
          d={`M${middle - 5} 1.5h10v9h-10z`}
          fill="none"
          stroke="var(--text-secondary)"
          strokeWidth="1.4"
        />
      </svg>
    );
  }
  return (
    <svg className="line-sample" width={width} height="12" aria-hidden="true">
      {style.second === "double" ? (
        <path d={`M0 3.5H${width}M0 8.5H${width}`} stroke={colour} strokeWidth="2.2" fill="none" />
      ) : (
        <path
          d={`M0 6H${width}`}
          stroke={colour}
          strokeWidth={style.second === "core" ? 7 : 3}
          strokeDasharray={style.dash}
          fill="none"
        />
      )}
      {style.second === "core" && <path d={`M0 6H${width}`} stroke="var(--panel)" strokeWidth="3.4" />}
      {style.second === "arrow" && (
        <path
          d={`m${middle - 2} 2.5 4 3.5-4 3.5`}
          stroke="var(--text-primary)"
          strokeWidth="1.3"
          fill="none"
        />
      )}
    </svg>
  );
}

/** How a pipe out of use is drawn: grey, whatever its kind, with a cross. */
export function AbandonedSample({ width = 22 }: { readonly width?: number }) {
  const middle = width / 2;
  return (
    <svg className="line-sample" width={width} height="12" aria-hidden="true">
      <path
        d={`M0 6H${width}`}
        stroke="var(--text-quiet)"
        strokeWidth="2"
        strokeDasharray="4 3"
        fill="none"
      />
      <path d={`m${middle - 3} 3 6 6m0-6-6 6`} stroke="var(--text-secondary)" strokeWidth="1.3" fill="none" />
    </svg>
  );
}
