import { CAP_PATTERNS } from "../../client/inspector/cuts/cap-pattern.ts";
import {
  type HalfSpace,
  halfSpacesOf,
  type OpenCuts,
  useSectionStore,
} from "../../client/inspector/cuts/section-store.ts";
import { mixPaints, useInspectorStore } from "../../client/inspector-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type { InspectorStage } from "../stage/stage-contract.ts";
import { addCapLayer, type CapDress, type CapLayer, type CapsOfPlane } from "./cap-layer.ts";
import { createCapUniforms } from "./cap-material.ts";

/** Cuts anew what has changed, once a frame. */
export function followCuts(stage: InspectorStage): () => void {
  const uniforms = createCapUniforms();
  uniforms.setTheme(useViewStore.getState().theme);
  let layers: {
    readonly layer: CapLayer;
    space: HalfSpace | undefined;
    caps: CapsOfPlane;
  }[] = [];
  let isAllDirty = true;
  let frame: number | undefined;
  const update = (): void => {
    frame = undefined;
    const spaces = halfSpacesOf(useSectionStore.getState());
    for (const { layer } of layers.slice(spaces.length)) layer.dispose();
    layers = layers.slice(0, spaces.length);
    uniforms.setPlanes(spaces);
    stage.setClipPlanes(spaces);
    const { paints } = useInspectorStore.getState();
    const dress: CapDress = {
      theme: useViewStore.getState().theme,
      paintOf: (model) => mixPaints(paints, model),
    };
    spaces.forEach((space, own) => {
      const slot = layers[own] ?? {
        layer: addCapLayer(stage, uniforms, own),
        space: undefined,
        caps: NO_CAPS,
      };
      layers[own] = slot;
      if (!isAllDirty && slot.space && isSame(slot.space, space)) return;
      slot.space = space;
      slot.caps = slot.layer.cut(space, dress);
    });
    isAllDirty = false;
    const open = [
      ...new Map(
        layers.flatMap((slot) => slot.caps.open).map((each) => [`${each.row} ${each.model}`, each]),
      ).values(),
    ];
    const told = useSectionStore.getState().open;
    const isTold = open.length === told.length && open.every((each, at) => isSameCut(each, told[at]));
    if (!isTold) useSectionStore.setState({ open });
    const used = CAP_PATTERNS.filter((pattern) => layers.some(({ caps }) => caps.patterns.has(pattern)));
    if (used.join() !== useSectionStore.getState().patterns.join())
      useSectionStore.setState({ patterns: used });
    stage.requestFrame();
  };
  const ask = (): void => {
    frame ??= requestAnimationFrame(update);
  };
  const askAll = (): void => {
    isAllDirty = true;
    if (layers.length > 0) ask();
  };
  const endings = [
    useSectionStore.subscribe((now, before) => {
      if (now.planes !== before.planes || now.box !== before.box || now.plan !== before.plan) ask();
    }),
    useInspectorStore.subscribe((now, before) => {
      if (now.states !== before.states || now.paints !== before.paints) askAll();
    }),
    useViewStore.subscribe(({ theme }, before) => {
      if (theme === before.theme) return;
      uniforms.setTheme(theme);
      askAll();
      stage.requestFrame();
    }),
    stage.onModels(askAll),
  ];
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const end of endings) end();
    for (const { layer } of layers) layer.dispose();
  };
}

const NO_CAPS: CapsOfPlane = { open: [], patterns: new Set() };

const isSameCut = (a: OpenCuts, b: OpenCuts | undefined) => a.row === b?.row && a.model === b.model;

const isSame = (a: HalfSpace, b: HalfSpace) =>
  a.offsetM === b.offsetM && a.normal.every((value, k) => value === b.normal[k]);
