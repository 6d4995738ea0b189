import type { Finding } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { rowsOfFinding, shareFindings } from "./health-store.ts";

const finding = (severity: Finding["severity"], ref?: string): Finding => ({
  ...{ severity, code: "ifc/web-ifc-error", message: "" },
  ...(ref === undefined ? {} : { ref }),
});

const TABLE = {
  objects: {
    elementCount: 3,
    expressId: Int32Array.of(11, 12, 13),
    globalId: ["2O2Fr$t4X7Zf8NOew3FLPP", "same", "same"],
  },
} as unknown as ElementTable;

describe("the health of a model in the inspector", () => {
  it("counts findings, and each element once by the worst that names it", () => {
    const findings = [
      ...[finding("error", "#1"), finding("error", "#1"), finding("warning", "#1")],
      ...[finding("warning", "#2"), finding("warning"), finding("info", "#3")],
    ];
    expect(shareFindings(findings)).toEqual({
      ...{ errors: 2, warnings: 3, notes: 1 },
      ...{ withError: 1, withWarning: 2 },
    });
  });

  it("finds the elements that a finding names by number or GlobalId", () => {
    expect(rowsOfFinding({ ref: "#12" }, TABLE)).toEqual([1]);
    expect(rowsOfFinding({ ref: "2O2Fr$t4X7Zf8NOew3FLPP" }, TABLE)).toEqual([0]);
    expect(rowsOfFinding({ ref: "same" }, TABLE)).toEqual([1, 2]);
    expect(rowsOfFinding({ ref: "#99" }, TABLE)).toEqual([]);
    expect(rowsOfFinding({}, TABLE)).toEqual([]);
  });
});
