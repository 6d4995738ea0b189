import type { Finding, Model, ModelHealthReport } from "@shuicheng/shared/contracts";
import { expect, it } from "vitest";
import { groupFindings } from "./group-findings.ts";
import { writeHealthText } from "./health-text.ts";

const finding = (severity: Finding["severity"], code: string, ref?: string): Finding => ({
  ...{ severity, code, message: `what is wrong at ${ref}` },
  ...(ref === undefined ? {} : { ref }),
});
const FINDINGS = [
  finding("info", "ifc/unknown-class", "#1"),
  finding("warning", "ifc/no-crs"),
  finding("warning", "ifc/unit-odd", "#2"),
  finding("warning", "ifc/unit-odd", "#3"),
  finding("error", "step/syntax", "#4"),
];

it("puts the worst first, then what there is most of, each in the order of the file", () => {
  expect(
    groupFindings(FINDINGS).map(({ code, findings }) => [code, ...findings.map(({ ref }) => ref)]),
  ).toEqual([
    ["step/syntax", "#4"],
    ["ifc/unit-odd", "#2", "#3"],
    ["ifc/no-crs", undefined],
    ["ifc/unknown-class", "#1"],
  ]);
});

it("writes a report that a table program takes apart", () => {
  const model: Pick<Model, "name" | "revision" | "fileName"> = {
    name: "泵房",
    revision: 2,
    fileName: "p.ifc",
  };
  const health: ModelHealthReport = {
    ...{ products: 5, withRepresentation: 4, drawn: 3, drawnFromAxis: 1, parserErrors: 0 },
    ...{ missingGlobalIds: 0, duplicateGlobalIds: 0, undecodableStrings: 0, schema: "IFC4" },
    notDrawn: [{ type: "IfcSite", count: 1, reason: "no-representation" }],
    units: { length: "mm", angle: "°" },
    placement: {
      ...{ rule: "none", lon: null, lat: null, heightM: null, headingDeg: 0, scale: 1 },
      ...{ anchorM: [0, 0, 0], assumed: [] },
    },
    findings: [finding("error", "step/syntax", "#4")],
  };
  const rows = writeHealthText(model, health)
    .split("\n")
    .map((line) => line.split("\t"));
  expect(rows).toContainEqual(["products", "5"]);
  expect(rows).toContainEqual(["notDrawn", "1", "IfcSite", "no-representation"]);
  expect(rows).toContainEqual(["placement", "none", "", "", "", "", "0"]);
  expect(rows.at(-1)).toEqual(["error", "step/syntax", "#4", "", "what is wrong at #4"]);
});
