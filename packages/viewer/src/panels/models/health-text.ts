import type { Model, ModelHealthReport } from "@shuicheng/shared/contracts";

/** A health report as plain text to be pasted into a letter or a table: tab-separated, the API's own names. */
export function writeHealthText(
  model: Pick<Model, "name" | "revision" | "fileName">,
  health: ModelHealthReport,
): string {
  const { placement } = health;
  const lines: (readonly (string | number | null | undefined)[])[] = [
    ["model", model.name],
    ["revision", model.revision],
    ["file", model.fileName],
    ["schema", health.schema],
    ["products", health.products],
    ["withRepresentation", health.withRepresentation],
    ["drawn", health.drawn],
    ["drawnFromAxis", health.drawnFromAxis],
    ...health.notDrawn.map(({ type, count, reason, detail }) => [
      "notDrawn",
      count,
      type,
      reason,
      ...(detail === undefined ? [] : [detail]),
    ]),
    ["parserErrors", health.parserErrors],
    ["missingGlobalIds", health.missingGlobalIds],
    ["duplicateGlobalIds", health.duplicateGlobalIds],
    ["undecodableStrings", health.undecodableStrings],
    [
      "placement",
      placement.rule,
      placement.crs,
      placement.lon,
      placement.lat,
      placement.heightM,
      placement.headingDeg,
    ],
    ...placement.assumed.map((each) =>
      typeof each === "string" ? ["assumed", each] : ["assumed", each.code, each.message],
    ),
    ...health.findings.map(({ severity, code, ref, row, message }) => [
      ...[severity, code, ref ?? "", row ?? ""],
      message,
    ]),
  ];
  return lines.map((line) => line.map((each) => each ?? "").join("\t")).join("\n");
}
