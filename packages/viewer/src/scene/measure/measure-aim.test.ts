import { describe, expect, it } from "vitest";
import { createMeasureAim } from "./measure-aim.ts";

const aimOn = (size = { widthPx: 640, heightPx: 360 }) => createMeasureAim(() => size);

describe("createMeasureAim", () => {
  it("starts unseen in the middle of the picture, however large that is by now", () => {
    const size = { widthPx: 640, heightPx: 360 };
    const aim = aimOn(size);
    Object.assign(size, { widthPx: 800, heightPx: 600 });

    expect(aim.place()).toEqual({ xPx: 400, yPx: 300 });
    expect(aim.isShown()).toBe(false);
  });

  it("is seen once it is moved, and stays on the picture", () => {
    const aim = aimOn();
    aim.moveBy(10, -20);
    expect(aim.place()).toEqual({ xPx: 330, yPx: 160 });
    expect(aim.isShown()).toBe(true);
    aim.moveBy(5_000, 5_000);
    expect(aim.place()).toEqual({ xPx: 640, yPx: 360 });
    aim.moveBy(-10, 0);
    expect(aim.place().xPx).toBe(630);
  });

  it("goes unseen where the pointer is, and on from there by key", () => {
    const aim = aimOn();
    aim.show();
    aim.followPointer({ xPx: 100, yPx: 50 });
    expect(aim.isShown()).toBe(false);
    aim.moveBy(1, 1);
    expect(aim.place()).toEqual({ xPx: 101, yPx: 51 });
    aim.reset();
    expect(aim.place()).toEqual({ xPx: 320, yPx: 180 });
  });
});
