import { beforeEach, describe, expect, it } from "vitest";
import { decodeShareLink } from "./share-link.ts";
import { buildShareUrl, showSharedView, viewToShare } from "./shared-view.ts";
import { useViewStore } from "./view-store.ts";

const BEGINNING = useViewStore.getInitialState();
const CAMERA = { lonDeg: 115.965, latDeg: 36.447, heightM: 1900.5, headingDeg: 350, pitchDeg: -31 };
const EYE = {
  ...{ lonDeg: 115.97, latDeg: 36.45, eyeHeightM: 1870, headingDeg: 350, pitchDeg: -31 },
  ...{ metresPerPixel: 1, groundHeightM: 32, camera: CAMERA },
};

beforeEach(() => useViewStore.setState(BEGINNING, true));

function openLink(url: string): void {
  const link = decodeShareLink(new URL(url).hash);
  expect(link?.unreadable).toEqual([]);
  if (link) showSharedView(link.view);
}

describe("a shared view", () => {
  it("is for the one who opens it what it was for the sender", () => {
    const sender = useViewStore.getState();
    sender.showEye(EYE);
    sender.toggleLayer("gas");
    sender.setLayerOpacity("Net3", 0.4);
    sender.toggleClass("storm", "manhole");
    sender.select({ layer: "Net3", featureIndex: 7 });
    sender.setTheme("day");
    sender.setUnderground({ groundOpacity: 0.2, isBelowGround: true, depthM: -4.5 });
    const url = buildShareUrl("http://city:8080/", "en");
    const sent = viewToShare(useViewStore.getState(), "en");

    useViewStore.setState(BEGINNING, true);
    openLink(url);

    const received = useViewStore.getState();
    expect(received.flight).toMatchObject({ to: "camera", camera: CAMERA });
    expect(viewToShare({ ...received, eye: EYE }, "en")).toEqual(sent);
  });

  it("leaves alone what a link does not say", () => {
    useViewStore.getState().toggleLayer("gas");
    openLink("http://city:8080/#v=1&t=day");

    expect(useViewStore.getState().theme).toBe("day");
    expect([...useViewStore.getState().hiddenLayers]).toEqual(["gas"]);
    expect(useViewStore.getState().flight).toBeNull();
  });
});
