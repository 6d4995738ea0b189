import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { heatLinkPart } from "./heat-link.ts";
import { useLiveStore } from "./live-store.ts";

describe("the link part of the heat map", () => {
  beforeEach(() => useLiveStore.setState({ choice: null }));

  it("brings back what was painted, whatever the property is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 128 }), fc.boolean(), (property, isOverSpaces) => {
        useLiveStore.setState({ choice: { property, isOverSpaces } });
        const text = heatLinkPart.write() as string;
        heatLinkPart.clear?.();
        expect(heatLinkPart.write()).toBeUndefined();
        expect(heatLinkPart.read(text)).toBe(true);
        expect(useLiveStore.getState().choice).toEqual({ property, isOverSpaces });
      }),
    );
  });

  it.each(["", "temperature", "rooms:", "walls:temperature", `rooms:${"x".repeat(129)}`])(
    "refuses %j and paints nothing",
    (text) => {
      expect(heatLinkPart.read(text)).toBe(false);
      expect(useLiveStore.getState().choice).toBeNull();
    },
  );
});
