import {
  Components,
  FragmentsManager,
  SimpleCamera,
  SimpleRenderer,
  SimpleScene,
  Worlds,
} from "@thatopen/components";
import workerUrl from "@thatopen/fragments/worker?url";

/** That Open's viewer on its own bytes, as its documentation sets it up. */
export async function openFragments(place: HTMLElement, address: string): Promise<void> {
  const components = new Components();
  const world = components.get(Worlds).create<SimpleScene, SimpleCamera, SimpleRenderer>();
  world.scene = new SimpleScene(components);
  world.scene.setup();
  world.renderer = new SimpleRenderer(components, place);
  world.camera = new SimpleCamera(components);
  components.init();
  const fragments = components.get(FragmentsManager);
  fragments.init(workerUrl);
  world.camera.controls.addEventListener("update", () => void fragments.core.update());
  fragments.list.onItemSet.add(({ value: model }) => {
    model.useCamera(world.camera.three);
    world.scene.three.add(model.object);
    void world.camera.controls.fitToBox(model.box, false);
    void fragments.core.update(true);
  });
  const bytes = await (await fetch(address)).arrayBuffer();
  await fragments.core.load(bytes, { modelId: "model" });
}
