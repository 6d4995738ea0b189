import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collectNotices, writeNotices } from "../packages/viewer/third-party-notices.ts";
import { COMPILED_IN, TOOLS } from "../packages/viewer/third-party-parts.ts";

const PACKAGES = join(import.meta.dirname, "../packages");
const notices = collectNotices(join(PACKAGES, "viewer"));
const named = new Map(notices.map((notice) => [notice.name, notice]));

const dependenciesOf = (name: string): string[] => {
  const json = JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(json.dependencies).filter((each) => !each.startsWith("@shuicheng/") && !TOOLS.has(each));
};

describe("third-party notices", () => {
  it.each([...dependenciesOf("viewer"), ...dependenciesOf("shared")])("has %s, with its licence", (name) => {
    const notice = named.get(name);
    expect(notice?.version).toMatch(/^\d/);
    expect(notice?.text.length).toBeGreaterThan(400);
  });

  it.each(notices)(
    "$name says its licence, its source and the licence's text",
    ({ licence, source, text }) => {
      expect(licence).not.toBe("");
      expect(source).toMatch(/^https?:\/\/\S+$/);
      expect(text).toMatch(/permission|licen[cs]e|copyright/i);
    },
  );

  it("has what packages bring with them, also those that bring no copy of their licence", () => {
    expect(named.get("web-ifc")?.text).toContain("Mozilla Public License");
    expect(named.get("web-ifc")?.source).toContain("engine_web-ifc");
    expect(named.get("@fontsource-variable/noto-sans-sc")?.text).toContain("SIL OPEN FONT LICENSE");
    expect(named.get("echarts")?.text).toContain("Apache ECharts");
    expect(named.get("zrender")).toBeDefined();
    expect(named.get("draco3d")?.text).toContain("Apache License");
    expect(named.get("mersenne-twister")?.text).toContain("Permission is hereby granted");
    expect(named.get("cesium")?.text).toContain("Third-Party Code");
  });

  it("lists all of it at its head", () => {
    const text = writeNotices(notices, COMPILED_IN);
    const [head] = text.split("=".repeat(80));
    for (const { name, version } of notices) expect(head).toContain(`${name} ${version}`);
    for (const { name } of COMPILED_IN) expect(head).toContain(name);
  });

  it("lies in the built page", () => {
    const built = join(PACKAGES, "viewer/dist/third-party-notices.txt");
    expect(existsSync(built)).toBe(true);
    expect(readFileSync(built, "utf8")).toContain("web-ifc");
  });
});
