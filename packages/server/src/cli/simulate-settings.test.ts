import { describe, expect, it } from "vitest";
import { parseSettings } from "./simulate-settings.ts";

const parse = (line: string) => parseSettings(line.split(" ").filter(Boolean));

describe("parseSettings", () => {
  it("reads a replay", () => {
    const line =
      "--url http://h:1/ --token t --replay f.csv --start 2026-01-31T08:00:00+08:00 --speed 60 --loop";
    expect(parse(line)).toEqual({
      url: "http://h:1",
      token: "t",
      layer: undefined,
      kind: "replay",
      file: "f.csv",
      startMs: Date.UTC(2026, 0, 31),
      speed: 60,
      isLooping: true,
    });
  });

  it("reads a load", () => {
    expect(parse("--token t --rate 250 --layer net3")).toMatchObject({
      kind: "load",
      ratePerS: 250,
      seed: 1,
      layer: "net3",
    });
  });

  it("reads a scenario", () => {
    expect(parse("--token t --scenario pipe-burst --seed 7 --speed 10 --truth t.jsonl")).toMatchObject({
      ...{ kind: "scenario", scenario: "pipe-burst", seed: 7, speed: 10, truthFile: "t.jsonl" },
    });
    expect(parse("--token t --scenario quiet-day")).toMatchObject({
      seed: 1,
      speed: 1,
      truthFile: undefined,
    });
  });

  it("takes server and token from the environment where the flags don't say", () => {
    const environment = { SHUICHENG_URL: "http://h:2", SHUICHENG_TOKEN: "e" };
    expect(parseSettings(["--rate", "5"], environment)).toMatchObject({ url: "http://h:2", token: "e" });
    expect(parseSettings(["--rate", "5", "--token", "t"], environment)).toMatchObject({ token: "t" });
  });

  it.each([
    ["--token t --speeed 3", "config/unknown-setting"],
    ["--token t f.csv", "config/unknown-setting"],
    ["--replay f.csv", "config/invalid-value"],
    ["--token t", "config/invalid-value"],
    ["--token t --replay", "config/invalid-value"],
    ["--token t --replay f --rate 3", "config/invalid-value"],
    ["--token t --rate 0", "config/invalid-value"],
    ["--token t --rate many", "config/invalid-value"],
    ["--token t --rate 3 --speed 2", "config/invalid-value"],
    ["--token t --replay f --speed 0", "config/invalid-value"],
    ["--token t --replay f --loop", "config/invalid-value"],
    ["--token t --replay f --start 2026-01-31T08:00", "config/invalid-value"],
    ["--token t --replay f --start yesterday", "config/invalid-value"],
    ["--token t --rate 3 --url ftp://h", "config/invalid-value"],
    ["--token t --scenario flood", "config/invalid-value"],
    ["--token t --scenario storm --rate 3", "config/invalid-value"],
    ["--token t --scenario storm --replay f", "config/invalid-value"],
    ["--token t --scenario storm --loop", "config/invalid-value"],
    ["--token t --scenario storm --seed x", "config/invalid-value"],
    ["--token t --scenario storm --speed 0", "config/invalid-value"],
    ["--token t --rate 3 --truth f", "config/invalid-value"],
  ])("refuses %s in one line", (line, code) => {
    expect(() => parse(line)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/^[^\n]+$/) }),
    );
  });
});
