import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findFindingWords } from "./finding-words.ts";

const SOURCES = ["shared/src/ifc", "shared/src/tiles", "server/src/convert/models"].map((folder) =>
  join(import.meta.dirname, "../../..", folder),
);

/** Codes that the conversion and the import of models give, as their sources write them. */
function listCodes(): string[] {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.ts$/.test(path) && !/\.(test|suite)\.ts$/.test(path))
      .map((path) => join(folder, path)),
  );
  const codes = files.flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/"((?:ifc|step)\/[a-z-]+)"/g),
  ]);
  return [...new Set(codes.map(([, code]) => code as string))].sort();
}

it("has words for every finding of a model", () => {
  const codes = listCodes();
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => findFindingWords(code, "zh") === undefined)).toEqual([]);
});

it("says nothing of codes that it does not know", () => {
  expect(findFindingWords("ifc/from-the-future", "en")).toBeUndefined();
  expect(findFindingWords("constructor", "en")).toBeUndefined();
});
