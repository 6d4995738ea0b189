import type { DatabaseSync } from "node:sqlite";
import type { AssetInput } from "@shuicheng/shared/contracts";
import { openThread, type Thread } from "../threads/open-thread.ts";
import type { AssetMoves, AssetStage, StagedChanges } from "./asset-stage.ts";
import { inTransaction } from "./in-transaction.ts";
import type { LayerDraft, LayerStore, RegisteredLayer } from "./layer-store.ts";

/** A publication under way; nothing of it is seen before the switch. */
export interface StagedPublication {
  /** Adds assets whose ids are reserved; those never put are retired. */
  put(assets: readonly AssetInput[]): Promise<void>;
  /** Puts assets in use elsewhere. */
  move(places: AssetMoves): Promise<void>;
  /** Told once all are put: what the switch will do. */
  finish(): Promise<StagedChanges>;
  /** Instead of {@link StagedPublication.finish} where assets are only moved: none is retired. */
  finishMoves(): Promise<StagedChanges>;
  /**
   * Makes all of it the layer's state, in one transaction, and raises the layer's revision.
   *
   * @param layer Undefined: the layer is hidden and all of its assets retired.
   * @param also Written in the same transaction.
   */
  switch(changes: StagedChanges, layer: LayerDraft | undefined, also?: () => void): RegisteredLayer;
}

/** Publications of any size: the main thread is never held up, and readers see all of one or nothing. */
export interface StagedPublisher {
  /**
   * Feature indices for ids, in their order, given out for good; the layer is made, hidden, where absent.
   *
   * @throws {Fault} `registry/conflict` when an id belongs to another layer.
   */
  reserve(layer: LayerDraft, assetIds: readonly string[]): Promise<Uint32Array>;
  /**
   * Runs one publication of a layer after the ones before it. When `work` throws before its switch, nothing has changed.
   * Resolves when the search knows the new state, too.
   */
  publish<T>(layer: LayerDraft, work: (publication: StagedPublication) => Promise<T>): Promise<T>;
  /** Whether a publication of the layer is under way. */
  isStaged(layerNumber: number): boolean;
  /** Ends the thread; a publication under way fails, one behind its switch is finished at the next start. */
  close(): Promise<void>;
}

type StageThread = Thread<{ [K in keyof AssetStage]: AssetStage[K] }>;

/** Creates the publisher on an open registry; finishes what a crash left behind a switch. */
export function createStagedPublisher(
  database: DatabaseSync,
  { file, layers }: { readonly file: string; readonly layers: LayerStore },
): StagedPublisher {
  const turnOn = database.prepare("INSERT INTO asset_switch (layer) VALUES (?)");
  const switched = database.prepare("SELECT layer FROM asset_switch").get() as { layer: number } | undefined;
  let thread: StageThread | undefined;
  let staged = switched?.layer;
  let isClosed = false;
  let before: Promise<unknown> = Promise.resolve();

  const stage = (): StageThread => {
    if (isClosed) throw new Error("the registry is closed");
    if (!thread || thread.isEnded) {
      thread = openThread(new URL("./stage.worker.ts", import.meta.url), { workerData: { file } });
    }
    return thread;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = before.then(work);
    before = turn.catch(() => undefined);
    return turn;
  };
  const numberOf = (layer: LayerDraft): number =>
    layers.numberOf(layer.id) ?? inTransaction(database, () => layers.reserve(layer));

  async function fold(): Promise<void> {
    await stage().call("fold");
    staged = undefined;
  }
  if (switched) inTurn(fold).catch(() => undefined);

  function openPublication(number: number): StagedPublication & { readonly isSwitched: boolean } {
    let isSwitched = false;
    return {
      get isSwitched() {
        return isSwitched;
      },
      put: (assets) => stage().call("put", assets),
      move: (places) => stage().call("move", places),
      finish: () => stage().call("finish"),
      finishMoves: () => stage().call("finishMoves"),
      switch(changes, layer, also) {
        try {
          return inTransaction(database, () => {
            if (layer) layers.upsert(layer);
            else layers.hide(number);
            layers.setCounts(number, changes);
            turnOn.run(number);
            also?.();
            isSwitched = true;
            return layers.findByNumber(number) as RegisteredLayer;
          });
        } catch (error) {
          isSwitched = false;
          layers.reload();
          throw error;
        }
      },
    };
  }

  return {
    reserve: async (layer, assetIds) => stage().call("reserve", numberOf(layer), assetIds),
    publish: (layer, work) =>
      inTurn(async () => {
        if (staged !== undefined) await fold();
        const number = numberOf(layer);
        staged = number;
        const publication = openPublication(number);
        try {
          await stage().call("begin", number);
          return await work(publication);
        } finally {
          if (publication.isSwitched) await fold();
          else staged = undefined;
        }
      }),
    isStaged: (layerNumber) => staged === layerNumber,
    async close() {
      isClosed = true;
      await thread?.stop();
    },
  };
}
