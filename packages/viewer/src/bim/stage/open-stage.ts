import { Color, Raycaster, Scene, SRGBColorSpace, Vector2, type Vector3, WebGLRenderer } from "three";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { openCameraRig } from "./camera-rig.ts";
import { createSharedUniforms } from "./element-materials.ts";
import { createFrameLoop } from "./frame-loop.ts";
import { createListeners } from "./listeners.ts";
import { createOverlay } from "./overlay.ts";
import { pickMesh } from "./pick-mesh.ts";
import { openMeshPreparer } from "./prepare/prepare-meshes.ts";
import { joinBoxes, type StageBox, uniteBounds } from "./row-bounds.ts";
import type { ClipPlane, StageControl, StagePick, StageView, Triple } from "./stage-contract.ts";
import { STAGE_LOOKS } from "./stage-look.ts";
import { listenToPointer } from "./stage-pointer.ts";
import { createStagedModel, type ModelOnStage } from "./staged-model.ts";

const MAX_PIXEL_RATIO = 2;
const UNPICKABLE = ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted;

/**
 * Opens a stage in an element, as large as it. A frame is drawn when something has changed.
 *
 * @throws where the browser gives no WebGL 2 context.
 */
export function openStage(host: HTMLElement, options: { readonly antialias: boolean }): StageControl {
  const renderer = new WebGLRenderer({
    antialias: options.antialias,
    stencil: true,
    powerPreference: "high-performance",
  });
  const canvas = renderer.domElement;
  canvas.tabIndex = 0;
  canvas.style.cssText = "display:block;width:100%;height:100%;touch-action:none;outline:none";
  host.append(canvas);
  const scene = new Scene();
  const background = new Color();
  const shared = createSharedUniforms();
  const preparer = openMeshPreparer();
  const overlay = createOverlay(host);
  const models = new Map<string, ModelOnStage>();
  const modelListeners = createListeners<void>();
  const viewListeners = createListeners<StageView>();
  const contextListeners = createListeners<boolean>();
  const failureListeners = createListeners<unknown>();
  const raycaster = new Raycaster();
  let planes: readonly ClipPlane[] = [];
  let hasEdges = true;
  let isFilterHiding = false;
  let isLost = false;
  /** Whether somebody has said where to look from: what comes later then moves no camera. */
  let isTouched = false;
  let frames = 0;
  let drawCalls = 0;

  const loop = createFrameLoop((deltaS) => {
    const hasMoved = rig.update(deltaS);
    render();
    if (hasMoved) viewListeners.tell(rig.view);
    return hasMoved;
  });
  const rig = openCameraRig(canvas, loop.request, () => {
    isTouched = true;
  });
  const pointer = listenToPointer(canvas, (isOn) => rig.setEnabled(isOn));
  const size = { widthPx: 1, heightPx: 1 };
  const setSize = (): void => {
    size.widthPx = Math.max(1, host.clientWidth);
    size.heightPx = Math.max(1, host.clientHeight);
    renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
    renderer.setSize(size.widthPx, size.heightPx, false);
    overlay.setSize(size.widthPx, size.heightPx);
    rig.setSize(size.widthPx, size.heightPx);
  };
  const watch = new ResizeObserver(() => {
    setSize();
    // At once: a canvas that was given another size is empty.
    render();
    loop.request();
  });

  function render(): void {
    if (isLost) return;
    const { camera } = rig;
    camera.updateMatrixWorld();
    shared.skyInView.set(0, 0, 1).transformDirection(camera.matrixWorldInverse);
    for (const model of models.values()) model.showPasses(hasEdges);
    renderer.setClearColor(background, 1);
    renderer.render(scene, camera);
    drawCalls = renderer.info.render.calls;
    frames++;
    overlay.draw(camera, size);
  }

  const everything = (): StageBox | undefined => joinBoxes([...models.values()].map((model) => model.box()));
  const onModels = (): void => {
    rig.setScene(everything());
    modelListeners.tell();
    loop.request();
  };
  const isPickable = (model: ModelOnStage) => (row: number) => {
    const state = model.states[row] ?? 0;
    if ((state & ELEMENT_STATE.selected) !== 0) return (state & ELEMENT_STATE.hidden) === 0;
    return (state & (UNPICKABLE | ELEMENT_STATE.filteredOut)) === 0;
  };
  const rayThrough = (xPx: number, yPx: number) => {
    rig.camera.updateMatrixWorld();
    const at = new Vector2((2 * xPx) / size.widthPx - 1, 1 - (2 * yPx) / size.heightPx);
    raycaster.setFromCamera(at, rig.camera);
    return raycaster.ray;
  };
  const onLost = (event: Event): void => {
    // Says that it may come back: three.js then makes everything anew.
    event.preventDefault();
    isLost = true;
    contextListeners.tell(true);
  };
  const onRestored = (): void => {
    isLost = false;
    contextListeners.tell(false);
    loop.request();
  };
  canvas.addEventListener("webglcontextlost", onLost);
  canvas.addEventListener("webglcontextrestored", onRestored);
  shared.setLook(STAGE_LOOKS.night);
  watch.observe(host);
  setSize();
  const removeCircling = pointer.add({
    onDown({ xPx, yPx, source }) {
      const hit = source.button === 0 && models.size > 0 ? stage.pick(xPx, yPx) : null;
      if (hit) rig.circle(hit.pointM);
      return false;
    },
  });

  const stage: StageControl = {
    canvas,
    models,
    onModels: modelListeners.add,
    onView: viewListeners.add,
    onContext: contextListeners.add,
    onFailure: failureListeners.add,
    pick(xPx, yPx) {
      const ray = rayThrough(xPx, yPx);
      let nearest: (StagePick & { readonly distanceM: number }) | null = null;
      for (const model of models.values()) {
        for (const [tileset, staged] of model.staged) {
          const hit = pickMesh(staged, ray, model.matrix, { isPickable: isPickable(model), planes });
          if (hit && (!nearest || hit.distanceM < nearest.distanceM))
            nearest = { ...hit, model: model.id, tileset };
        }
      }
      return nearest;
    },
    rayAt(xPx, yPx) {
      const { origin, direction } = rayThrough(xPx, yPx);
      return { originM: toTriple(origin), direction: toTriple(direction) };
    },
    requestFrame: loop.request,
    addOverlay(draw) {
      loop.request();
      return overlay.add(draw, loop.request);
    },
    addObject(object) {
      scene.add(object);
      loop.request();
      return () => {
        scene.remove(object);
        loop.request();
      };
    },
    get clipPlanes() {
      return planes;
    },
    setClipPlanes(next) {
      planes = next;
      shared.setPlanes(next);
      loop.request();
    },
    addPointerTool: pointer.add,
    get view() {
      return rig.view;
    },
    setView(view, { isSudden = false } = {}) {
      isTouched = true;
      rig.setView(view, isSudden);
    },
    lookFrom(side) {
      isTouched = true;
      const box = everything();
      if (box) rig.frame(box, side);
      else rig.lookFrom(side);
    },
    fit(rows) {
      isTouched = true;
      const box = rows ? boxOfRows(models, rows) : boxOfShown(models, isFilterHiding);
      if (box) rig.frame(box);
    },
    goHome() {
      const box = everything();
      if (box) rig.frame(box, "home");
    },
    frameAtFirst() {
      const box = everything();
      if (!box || isTouched) return;
      rig.frame(box, "home", true);
    },
    async takePicture(widthPx, heightPx) {
      if (isLost) throw new Error("the graphics context is lost");
      renderer.setPixelRatio(1);
      renderer.setSize(widthPx, heightPx, false);
      rig.setSize(widthPx, heightPx);
      rig.camera.updateMatrixWorld();
      render();
      const picture = document.createElement("canvas");
      picture.width = widthPx;
      picture.height = heightPx;
      picture.getContext("2d")?.drawImage(canvas, 0, 0);
      setSize();
      render();
      return picture;
    },
    addModel(model) {
      const first = models.values().next().value;
      models.set(
        model.source.id,
        createStagedModel(model, {
          scene,
          shared,
          preparer,
          first: first?.model,
          onChange: onModels,
          onFailure: failureListeners.tell,
        }),
      );
      onModels();
    },
    removeModel(id) {
      models.get(id)?.dispose();
      models.delete(id);
      onModels();
    },
    setMesh(id, name, mesh) {
      models.get(id)?.setMesh(name, mesh);
      onModels();
    },
    setStates(id, states) {
      models.get(id)?.setStates(states);
      loop.request();
    },
    setPaint(id, colours) {
      models.get(id)?.setPaint(colours);
      loop.request();
    },
    setFilterHiding(isHiding) {
      isFilterHiding = isHiding;
      shared.setFilterHiding(isHiding);
      loop.request();
    },
    setTheme(theme) {
      const look = STAGE_LOOKS[theme];
      shared.setLook(look);
      background.setRGB(...look.background, SRGBColorSpace);
      loop.request();
    },
    setEdges(next) {
      hasEdges = next;
      loop.request();
    },
    setProjection(projection) {
      rig.setProjection(projection);
      loop.request();
    },
    setWalking: (isWalking) => rig.setWalking(isWalking),
    get counts() {
      const triangles = [...models.values()].reduce((sum, model) => sum + model.triangles, 0);
      return { drawCalls, triangles, frames };
    },
    dispose() {
      loop.stop();
      watch.disconnect();
      removeCircling();
      pointer.dispose();
      for (const model of models.values()) model.dispose();
      models.clear();
      preparer.close();
      overlay.dispose();
      rig.dispose();
      canvas.removeEventListener("webglcontextlost", onLost);
      canvas.removeEventListener("webglcontextrestored", onRestored);
      renderer.dispose();
      renderer.forceContextLoss();
      canvas.remove();
    },
  };
  return stage;
}

const toTriple = ({ x, y, z }: Vector3): Triple => [x, y, z];

function boxOfRows(
  models: ReadonlyMap<string, ModelOnStage>,
  rows: ReadonlyMap<string, ArrayLike<number>>,
): StageBox | undefined {
  return joinBoxes(
    [...rows].map(([id, own]) => {
      const model = models.get(id);
      return model && uniteBounds(model.boundsM, Array.from(own));
    }),
  );
}

function boxOfShown(
  models: ReadonlyMap<string, ModelOnStage>,
  isFilterHiding: boolean,
): StageBox | undefined {
  const gone =
    ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted | (isFilterHiding ? ELEMENT_STATE.filteredOut : 0);
  const shown = [...models.values()].map(({ boundsM, states }) => {
    const rows = Array.from(states.keys()).filter((row) => ((states[row] as number) & gone) === 0);
    return uniteBounds(boundsM, rows);
  });
  // Where all is hidden or ghosted, what there is.
  return joinBoxes(shown) ?? joinBoxes([...models.values()].map((model) => model.box()));
}
