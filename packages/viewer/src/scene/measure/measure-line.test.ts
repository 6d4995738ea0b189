import { describe, expect, it } from "vitest";
import { measureLine, measureStep } from "./measure-line.ts";
import { createMeasureTool } from "./measure-tool.ts";

const at = (lonDeg: number, latDeg: number, heightM = 32) => ({ lonDeg, latDeg, heightM });

describe("measureStep", () => {
  it("knows the length of a degree at Liaocheng: 89,672 m east at 36.45°, 110,960 m north (WGS84 series)", () => {
    expect(measureStep(at(115.98, 36.45, 12), at(115.99, 36.45, 12)).horizontalM).toBeCloseTo(896.7, 0);
    expect(measureStep(at(115.98, 36.445, 12), at(115.98, 36.455, 12)).horizontalM).toBeCloseTo(1109.7, 0);
  });

  it("parts a slope into what is level and what rises", () => {
    const { lengthM, horizontalM, riseM } = measureStep(at(115.98, 36.45, 30), at(115.98, 36.45, 34));
    expect(lengthM).toBeCloseTo(4, 6);
    expect(horizontalM).toBeLessThan(0.01);
    expect(riseM).toBe(4);
    const slope = measureStep(at(115.98, 36.45, 30), at(115.9801, 36.45, 34));
    expect(Math.hypot(slope.horizontalM, slope.riseM)).toBeCloseTo(slope.lengthM, 9);
  });
});

describe("measureLine", () => {
  it("adds the steps up and compares first with last height", () => {
    const line = measureLine([at(115.98, 36.45, 30), at(115.981, 36.45, 35), at(115.98, 36.45, 32)], true);
    expect(line?.riseM).toBe(2);
    expect(line?.lengthM).toBeCloseTo(2 * 89.67, 0);
    expect(line?.isOpen).toBe(true);
  });

  it("is null of no points", () => {
    expect(measureLine([], false)).toBeNull();
  });
});

describe("createMeasureTool", () => {
  const start = () => {
    let changes = 0;
    const tool = createMeasureTool(() => changes++);
    return { tool, changes: () => changes };
  };

  it("adds points until it is ended, and starts anew with the next click", () => {
    const { tool } = start();
    tool.click(at(115.98, 36.45));
    tool.click(at(115.981, 36.45));
    tool.end();
    expect(tool.measurement()).toMatchObject({ isOpen: false, points: { length: 2 } });
    tool.click(at(115.99, 36.45));
    expect(tool.measurement()).toMatchObject({ isOpen: true, points: { length: 1 } });
  });

  it("counts both presses of a double click as one point", () => {
    const { tool } = start();
    tool.click(at(115.98, 36.45));
    tool.click(at(115.981, 36.45));
    tool.click(at(115.981, 36.45));
    tool.end();
    expect(tool.measurement()?.points).toHaveLength(2);
  });

  it("takes points back, also of an ended line, until none is left", () => {
    const { tool } = start();
    tool.click(at(115.98, 36.45));
    tool.click(at(115.981, 36.45));
    tool.end();
    expect(tool.takeBack()).toBe(true);
    expect(tool.measurement()).toMatchObject({ isOpen: true, points: { length: 1 } });
    expect(tool.takeBack()).toBe(true);
    expect(tool.measurement()).toBeNull();
    expect(tool.takeBack()).toBe(false);
  });

  it("follows the pointer only while the line is open", () => {
    const { tool, changes } = start();
    tool.hover(at(115.98, 36.45));
    expect(changes()).toBe(0);
    tool.click(at(115.98, 36.45));
    tool.hover(at(115.982, 36.45));
    expect(tool.nextPoint()).toEqual(at(115.982, 36.45));
    expect(tool.end()).toBe(true);
    expect(tool.end()).toBe(false);
    expect(tool.nextPoint()).toBeNull();
    expect(tool.measurement()).toBeNull();
  });
});
