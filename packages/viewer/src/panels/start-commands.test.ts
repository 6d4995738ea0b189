import { describe, expect, it } from "vitest";
import { importCommand, importModelCommand, pushCommand, replayCommand } from "./start-commands.ts";

const TARGET = { origin: "http://city:8080", token: "sct_x" };

describe("the commands of an empty city", () => {
  it.each([importCommand, importModelCommand, pushCommand, replayCommand])(
    "%o names server and token",
    (build) => {
      const command = build(TARGET);

      expect(command).toContain("http://city:8080");
      expect(command).toContain("sct_x");
      expect(build({ ...TARGET, token: null })).toContain("TOKEN");
    },
  );

  it("quotes nothing that a shell would end early", () => {
    const quoted = pushCommand(TARGET).split("'");

    expect(quoted).toHaveLength(5); // two arguments in single quotes, none of which holds one
    expect(JSON.parse(quoted[1]!)).toMatchObject({ datastreams: [{ id: "P-1.pressure", asset: "P-1" }] });
  });
});
