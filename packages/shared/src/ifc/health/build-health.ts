import type { NotDrawnCause } from "../../contracts/index.ts";
import type { Issue } from "../../issues.ts";
import type { ModelPlacement } from "../placement/index.ts";
import type { ModelHealth, NotDrawn } from "./model-health.ts";

/** What became of one product. */
export type ProductFate =
  | { readonly fate: "drawn" }
  | { readonly fate: "drawn-from-axis" }
  | ({ readonly fate: "not-drawn" } & NotDrawnCause);

/** A product for the report. */
export interface CountedProduct {
  /** As the standard writes it. */
  readonly className: string;
  readonly hasRepresentation: boolean;
  readonly fate: ProductFate;
}

/** The rest of the report. */
export interface HealthFacts
  extends Pick<
    ModelHealth,
    "parserErrors" | "missingGlobalIds" | "duplicateGlobalIds" | "undecodableStrings" | "schema" | "units"
  > {
  readonly placement: ModelPlacement;
  readonly findings: readonly Issue[];
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Counts what became of each product. Classes are in order of how many are not drawn, findings in order of how much
 * they matter.
 *
 * @throws {Error} where the counts would not add up: a bug of ours, since each product has exactly one fate.
 */
export function buildHealth(products: Iterable<CountedProduct>, facts: HealthFacts): ModelHealth {
  const counts = { products: 0, withRepresentation: 0, drawn: 0, drawnFromAxis: 0 };
  const notDrawn = new Map<string, { -readonly [K in keyof NotDrawn]: NotDrawn[K] }>();
  for (const { className, hasRepresentation, fate } of products) {
    counts.products++;
    if (hasRepresentation) counts.withRepresentation++;
    if (fate.fate === "drawn") counts.drawn++;
    else if (fate.fate === "drawn-from-axis") counts.drawnFromAxis++;
    else {
      const key = `${className}\n${fate.reason}\n${fate.detail ?? ""}`;
      const known = notDrawn.get(key);
      if (known) known.count++;
      else {
        const detail = fate.detail === undefined ? {} : { detail: fate.detail };
        notDrawn.set(key, { type: className, count: 1, reason: fate.reason, ...detail });
      }
    }
  }
  const health: ModelHealth = {
    ...counts,
    notDrawn: [...notDrawn.values()].sort(
      (a, b) => b.count - a.count || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0),
    ),
    parserErrors: facts.parserErrors,
    missingGlobalIds: facts.missingGlobalIds,
    duplicateGlobalIds: facts.duplicateGlobalIds,
    undecodableStrings: facts.undecodableStrings,
    schema: facts.schema,
    units: facts.units,
    placement: facts.placement,
    findings: [...facts.findings].sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]),
  };
  assertAddsUp(health);
  return health;
}

/** Every product is drawn, drawn from its axis, or not drawn for a reason. */
export function addsUp({ products, drawn, drawnFromAxis, notDrawn }: ModelHealth): boolean {
  return products === drawn + drawnFromAxis + notDrawn.reduce((sum, { count }) => sum + count, 0);
}

function assertAddsUp(health: ModelHealth): void {
  if (!addsUp(health)) throw new Error(`model health does not add up: ${JSON.stringify(health)}`);
}
