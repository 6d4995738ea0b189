import { ASSUMPTION_CODES, NOT_DRAWN_REASONS } from "@shuicheng/shared/contracts";
import { expect, it } from "vitest";
import { modelHealth } from "./model-health.ts";
import { modelPlacement } from "./model-placement.ts";

it.each(["zh", "en"] as const)(
  "has words in %s for every reason why a product is not drawn, and for no other",
  (language) => {
    const { reasons } = modelHealth[language].notDrawn;
    expect(Object.keys(reasons).sort()).toEqual([...NOT_DRAWN_REASONS].sort());
  },
);

it.each(["zh", "en"] as const)("has words in %s for everything that a placement assumes", (language) => {
  expect(Object.keys(modelPlacement[language].placement.assumptions).sort()).toEqual(
    [...ASSUMPTION_CODES].sort(),
  );
});
