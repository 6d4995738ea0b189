import type { Camera } from "three";
import type { InspectedModel } from "../model/inspected-model.ts";
import { openCameraRig } from "./camera-rig.ts";
import { createSharedUniforms } from "./element-materials.ts";
import { findStand } from "./find-stand.ts";
import { followRaster } from "./follow-raster.ts";
import { createFrameLoop } from "./frame-loop.ts";
import { createListeners } from "./listeners.ts";
import { createOverlay } from "./overlay.ts";
import { boxOfAll } from "./stage-boxes.ts";
import type { ClipPlane, StageControl, StageView } from "./stage-contract.ts";
import { createStageEye } from "./stage-eye.ts";
import { STAGE_LOOKS } from "./stage-look.ts";
import { createStageModels } from "./stage-models.ts";
import { openPainter } from "./stage-painter.ts";
import { createPicker, isPickable } from "./stage-picker.ts";
import { listenToPointer } from "./stage-pointer.ts";
import { takePictureOf } from "./take-picture.ts";
import { EYE_HEIGHT_M } from "./walk-step.ts";
import { createWalkWorld } from "./walk-world.ts";

/**
 * Opens a stage in an element, as large as it. A frame is drawn when something has changed.
 *
 * @throws where the browser gives no WebGL 2 context.
 */
export function openStage(host: HTMLElement, options: { readonly antialias: boolean }): StageControl {
  const painter = openPainter(host, options);
  const { renderer, canvas, scene, size } = painter;
  const overlay = createOverlay(host);
  const shared = createSharedUniforms();
  followRaster(scene, shared.raster);
  const modelListeners = createListeners<void>();
  const viewListeners = createListeners<StageView>();
  const failureListeners = createListeners<unknown>();
  const floorListeners = createListeners<1 | -1>();
  let planes: readonly ClipPlane[] = [];
  let hasEdges = true;
  /** Counts what has changed in the picture besides the camera. */
  let changes = 0;
  const onChange = (): void => {
    changes++;
    loop.request();
  };
  const models = createStageModels({
    scene,
    shared,
    onModels() {
      rig.setScene(boxOfAll(models.all));
      modelListeners.tell();
      onChange();
    },
    onLook: onChange,
    onFailure: failureListeners.tell,
  });

  const loop = createFrameLoop((deltaS) => {
    const hasMoved = rig.update(deltaS);
    render();
    if (hasMoved) viewListeners.tell(rig.view);
    return hasMoved;
  });
  const world = createWalkWorld(models.all, isPickable, () => planes);
  const rig = openCameraRig(canvas, world, loop.request, () => eye.touch(), floorListeners.tell);
  const eye = createStageEye(rig, models.all);
  const pointer = listenToPointer(canvas, (isOn) => rig.setEnabled(isOn));
  const picker = createPicker({ models: models.all, camera: () => rig.camera, planes: () => planes, size });

  /** Decides on light and passes, for the stage's own camera or a picture's. */
  const prepare = (camera: Camera): void => {
    shared.skyInView.set(0, 0, 1).transformDirection(camera.matrixWorldInverse);
    for (const model of models.all.values()) model.showPasses(hasEdges);
  };
  const render = (): void => {
    if (painter.paint(rig.camera, prepare)) overlay.draw(rig.camera, size);
  };
  const takeSize = (): void => {
    painter.takeSize();
    overlay.setSize(size.widthPx, size.heightPx);
    rig.setSize(size.widthPx, size.heightPx);
  };
  const watch = new ResizeObserver(() => {
    takeSize();
    // At once: a canvas that was given another size is empty.
    render();
    loop.request();
  });
  painter.onContext((isLost) => {
    if (isLost) return;
    for (const model of models.all.values()) model.renew();
    loop.request();
  });
  const setTheme: StageControl["setTheme"] = (theme) => {
    shared.setLook(STAGE_LOOKS[theme]);
    painter.background = STAGE_LOOKS[theme].background;
    onChange();
  };
  setTheme("night");
  watch.observe(host);
  takeSize();
  const removeCircling = pointer.add({
    onDown({ xPx, yPx, source }) {
      const hit = source.button === 0 && models.all.size > 0 ? stage.pick(xPx, yPx) : null;
      if (hit) rig.circle(hit.pointM);
      return false;
    },
  });

  const beginWalk = () => {
    const box = boxOfAll(models.all);
    const { eyeM, targetM } = rig.view;
    const headingRad = Math.atan2(targetM[1] - eyeM[1], targetM[0] - eyeM[0]);
    const aim = picker.pick(size.widthPx / 2, size.heightPx / 2);
    const isBuilding = [...models.all.values()].some(({ model }) => hasStoreys(model.table));
    return box && findStand(world, { eyeM, headingRad, aim, box, isBuilding });
  };
  const stage: StageControl = {
    ...picker,
    ...eye,
    canvas,
    models: models.all,
    onModels: modelListeners.add,
    onView: viewListeners.add,
    onContext: painter.onContext,
    onFailure: failureListeners.add,
    onNoFloor: floorListeners.add,
    addModel: models.addModel,
    removeModel: models.removeModel,
    setMesh: models.setMesh,
    setStates: models.setStates,
    setPaint: models.setPaint,
    setOffset: models.setOffset,
    requestFrame: loop.request,
    addOverlay(draw) {
      loop.request();
      return overlay.add(draw, loop.request);
    },
    addObject(object) {
      scene.add(object);
      onChange();
      return () => {
        scene.remove(object);
        onChange();
      };
    },
    get clipPlanes() {
      return planes;
    },
    setClipPlanes(next) {
      planes = next;
      shared.setPlanes(next);
      onChange();
    },
    addPointerTool: pointer.add,
    get view() {
      return rig.view;
    },
    takePicture(widthPx, heightPx, picture = {}) {
      const camera = rig.cloneCamera(widthPx / heightPx, picture.heightM);
      const needs = {
        ...{ renderer, scene, camera, drawOverlays: overlay.drawOn },
        background: () => painter.background,
        prepare: () => prepare(camera),
        changes: () => changes,
        isLost: () => painter.isLost,
      };
      // Whoever draws over the picture has seen another projection meanwhile.
      return takePictureOf(needs, widthPx, heightPx, picture).finally(loop.request);
    },
    setFilterHiding(isHiding) {
      eye.setFilterHiding(isHiding);
      shared.setFilterHiding(isHiding);
      onChange();
    },
    setTheme,
    setCovered: rig.setCovered,
    setEdges(next) {
      hasEdges = next;
      onChange();
    },
    setProjection(projection) {
      rig.setProjection(projection);
      loop.request();
    },
    setWalking(isWalking) {
      if (isWalking) eye.touch();
      rig.setWalking(isWalking, isWalking ? beginWalk() : undefined);
    },
    standAt([x, y, z]) {
      rig.setWalking(true, { eyeM: [x, y, z + EYE_HEIGHT_M] });
    },
    get counts() {
      return { ...painter.counts, triangles: models.triangles };
    },
    dispose() {
      loop.stop();
      watch.disconnect();
      removeCircling();
      pointer.dispose();
      models.dispose();
      overlay.dispose();
      rig.dispose();
      painter.dispose();
    },
  };
  return stage;
}

const hasStoreys = ({ classes }: InspectedModel["table"]): boolean =>
  classes.some(({ name }) => name === "IfcBuildingStorey");
