import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type AssetStore, createAssetStore } from "./asset-store.ts";
import { createDatastreamStore, type DatastreamStore } from "./datastream-store.ts";
import { createIdentityStore, type IdentityStore } from "./identity-store.ts";
import { createLayerStore, type LayerStore } from "./layer-store.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { REGISTRY_FORMAT, REGISTRY_PRAGMAS, REGISTRY_SCHEMA } from "./registry-schema.ts";

/** What exists: layers, assets, datastreams, users, tokens, sessions. One SQLite file, one connection. */
export interface Registry {
  readonly layers: LayerStore;
  readonly assets: AssetStore;
  readonly datastreams: DatastreamStore;
  readonly identities: IdentityStore;
  readonly publisher: Publisher;
  close(): void;
}

/** Opens `registry.db` in `folder`, making it where absent. */
export function openRegistry(folder: string): Registry {
  const database = new DatabaseSync(join(folder, "registry.db"));
  database.exec(REGISTRY_PRAGMAS);
  database.exec(REGISTRY_SCHEMA);
  database.exec(`PRAGMA user_version = ${REGISTRY_FORMAT}`);
  const layers = createLayerStore(database);
  const assets = createAssetStore(database);
  const datastreams = createDatastreamStore(database);
  return {
    layers,
    assets,
    datastreams,
    identities: createIdentityStore(database),
    publisher: createPublisher(database, { layers, assets, datastreams }),
    close: () => database.close(),
  };
}
