import { assetIdOf, createElementKeys, IDENTIFIER_PATTERN, keyOfAsset } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseName, chooseModelId, nameOf } from "./name-model.ts";
import { parseCrs, parseHandPlace } from "./place-input.ts";

describe("createElementKeys", () => {
  it("keeps GlobalIds and makes a key for what has none, a malformed one or one that is taken", () => {
    const keysOf = createElementKeys();
    const A = "2O2Fr$t4X7Zf8NOew3FNtn";
    expect(keysOf([A, "", A, "not a guid", "none"])).toEqual([A, "none-1", `${A}-2`, "none-2", "none-3"]);
    expect(keysOf(["", A])).toEqual(["none-4", `${A}-3`]);
  });

  it("never gives a key twice, and its asset id is an identifier that leads back to it", () => {
    const globalIds = fc.array(
      fc.oneof(fc.string(), fc.constantFrom("a", "a-2", "none", "none-1", "$", "~", "")),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(globalIds, (ids) => {
        const keys = createElementKeys()(ids);
        expect(new Set(keys).size).toBe(ids.length);
        for (const key of keys) {
          expect(assetIdOf("model", key)).toMatch(new RegExp(IDENTIFIER_PATTERN));
          expect(keyOfAsset("model", assetIdOf("model", key))).toBe(key);
        }
      }),
    );
  });
});

describe("chooseModelId", () => {
  it("makes an identifier of any name, a folder that stays where it is put, and a new one each time", () => {
    const name = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("..", "../../etc", ".jobs", "a/b", "综合楼", ""),
    );
    fc.assert(
      fc.property(name, (text) => {
        const taken = new Set<string>();
        for (let round = 0; round < 3; round++) {
          const id = chooseModelId(nameOf(text), (one) => taken.has(one));
          expect(id).toMatch(/^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}$/);
          expect(taken.has(id)).toBe(false);
          taken.add(id);
        }
      }),
    );
  });

  it("calls a model by its file, without folders", () => {
    expect(nameOf("C:\\models\\Duplex A.ifc")).toBe("Duplex A");
    expect(nameOf("a/b/学校.IFCZIP")).toBe("学校");
    expect(nameOf(".ifc")).toBe(".ifc");
    expect(baseName("../../etc/passwd")).toBe("passwd");
  });
});

describe("parseHandPlace", () => {
  it("reads two to four numbers", () => {
    expect(parseHandPlace(undefined)).toBeUndefined();
    expect(parseHandPlace("115.98,36.45")).toEqual({ lon: 115.98, lat: 36.45 });
    expect(parseHandPlace(" -71, 42 , 3.5, 90")).toEqual({ lon: -71, lat: 42, heightM: 3.5, headingDeg: 90 });
  });

  it.each(["here", "1", "1,", "1,2,3,4,5", "36.45,115.98", "181,1", "NaN,1", "1,Infinity"])(
    "refuses %s",
    (text) => {
      expect(() => parseHandPlace(text)).toThrow(
        expect.objectContaining({ code: "model/invalid-placement" }),
      );
    },
  );
});

describe("parseCrs", () => {
  it("reads a code and nothing else", () => {
    expect(parseCrs("epsg:4549")).toBe("EPSG:4549");
    expect(() => parseCrs("WGS84; drop")).toThrow(
      expect.objectContaining({ code: "model/invalid-placement" }),
    );
  });
});
