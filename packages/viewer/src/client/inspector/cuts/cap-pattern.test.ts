import { describe, expect, it } from "vitest";
import { patternOfName } from "./cap-pattern.ts";

describe("patternOfName", () => {
  it("knows materials by their names in the languages that files come in", () => {
    expect(
      [
        ...["Concrete - Cast In Situ", "Stahlbeton 65690", "钢筋混凝土 C30", "betoni", "Железобетон"],
        ...["Metal - Steel - 345 MPa", "Stahl S235", "不锈钢"],
        ...["Wood - Flooring", "Holz", "木材"],
        ...["Insulation / Thermal Barriers - Rigid insulation", "Mineralwolle", "岩棉保温板"],
        ...["Glass", "玻璃"],
      ].map(patternOfName),
    ).toEqual([
      ...Array(5).fill("concrete"),
      ...Array(3).fill("metal"),
      ...Array(3).fill("wood"),
      ...Array(3).fill("insulation"),
      ...Array(2).fill("glass"),
    ]);
  });

  it("hatches masonry and what it does not know with plain lines", () => {
    expect(["Masonry - Brick", "烧结普通砖", "Default", "", "Ziegel"].map(patternOfName)).toEqual(
      Array(5).fill("plain"),
    );
  });
});
