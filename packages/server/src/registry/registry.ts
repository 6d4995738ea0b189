import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type AnnotationStore, createAnnotationStore } from "./annotation-store.ts";
import { createAssetSearch } from "./asset-search.ts";
import { type AssetStore, createAssetStore } from "./asset-store.ts";
import { type ConnectorStore, createConnectorStore } from "./connector-store.ts";
import { createDatastreamStore, type DatastreamStore } from "./datastream-store.ts";
import { createIdentityStore, type IdentityStore } from "./identity-store.ts";
import { inTransaction } from "./in-transaction.ts";
import { createLayerStore, type LayerStore } from "./layer-store.ts";
import { createModelStore, type ModelStore } from "./model-store.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { createQuotaStore, type QuotaStore } from "./quota-store.ts";
import {
  ANNOTATION_SCHEMA,
  CONNECTOR_SCHEMA,
  LINK_FILL,
  LINK_SCHEMA,
  MODEL_SCHEMA,
  QUOTA_SCHEMA,
  REGISTRY_FORMAT,
  REGISTRY_PRAGMAS,
  REGISTRY_SCHEMA,
  REGISTRY_UPGRADES,
  SEARCH_SCHEMA,
  SOURCE_SCHEMA,
  STAGE_SCHEMA,
  VIEW_SCHEMA,
} from "./registry-schema.ts";
import { createRetentionStore, RETENTION_SCHEMA, type RetentionStore } from "./retention-store.ts";
import { createSourceStore, type SourceStore } from "./source-store.ts";
import { STA_SCHEMA } from "./sta-schema.ts";
import { createStaStore, type StaStore } from "./sta-store.ts";
import { createStagedPublisher, type StagedPublisher } from "./staged-publisher.ts";
import { createViewStore, type ViewStore } from "./view-store.ts";

/**
 * What exists: layers, assets, datastreams, models and their views, annotations, users, tokens, sessions. One SQLite file and one connection; a second
 * one, on a thread, prepares large publications.
 */
export interface Registry {
  readonly layers: LayerStore;
  readonly assets: AssetStore;
  readonly datastreams: DatastreamStore;
  readonly identities: IdentityStore;
  readonly models: ModelStore;
  readonly views: ViewStore;
  readonly annotations: AnnotationStore;
  readonly sta: StaStore;
  readonly quotas: QuotaStore;
  readonly connectors: ConnectorStore;
  readonly sources: SourceStore;
  readonly retention: RetentionStore;
  readonly publisher: Publisher;
  readonly stagedPublisher: StagedPublisher;
  close(): void;
}

/** Opens `registry.db` in `folder`, making it where absent. */
export function openRegistry(folder: string): Registry {
  const file = join(folder, "registry.db");
  const database = new DatabaseSync(file);
  database.exec(REGISTRY_PRAGMAS);
  const isSearchNew = upgrade(database);
  const layers = createLayerStore(database);
  const search = createAssetSearch(database);
  const assets = createAssetStore(database, search);
  if (isSearchNew) inTransaction(database, assets.indexAll);
  const datastreams = createDatastreamStore(database);
  const stagedPublisher = createStagedPublisher(database, { file, layers });
  return {
    layers,
    assets,
    datastreams,
    identities: createIdentityStore(database),
    models: createModelStore(database),
    views: createViewStore(database),
    annotations: createAnnotationStore(database),
    sta: createStaStore(database),
    quotas: createQuotaStore(database),
    connectors: createConnectorStore(database),
    sources: createSourceStore(database),
    retention: createRetentionStore(database),
    publisher: createPublisher(database, {
      ...{ layers, assets, datastreams },
      isStaged: stagedPublisher.isStaged,
    }),
    stagedPublisher,
    close() {
      void stagedPublisher.close();
      database.close();
    },
  };
}

/** Brings the tables to today's format. Answers whether the search index is new and has to be filled. */
function upgrade(database: DatabaseSync): boolean {
  const { user_version: format } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  return inTransaction(database, () => {
    for (let from = Math.max(format, 1); format > 0 && from < REGISTRY_FORMAT; from++) {
      database.exec(REGISTRY_UPGRADES[from] ?? "");
    }
    database.exec(REGISTRY_SCHEMA);
    const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?");
    const isSearchNew = table.get("asset_search") === undefined;
    const isLinkNew = table.get("asset_link") === undefined;
    database.exec(SEARCH_SCHEMA);
    database.exec(LINK_SCHEMA);
    database.exec(STAGE_SCHEMA);
    database.exec(MODEL_SCHEMA);
    database.exec(VIEW_SCHEMA);
    database.exec(ANNOTATION_SCHEMA);
    database.exec(STA_SCHEMA);
    database.exec(QUOTA_SCHEMA);
    database.exec(CONNECTOR_SCHEMA);
    database.exec(SOURCE_SCHEMA);
    database.exec(RETENTION_SCHEMA);
    if (isLinkNew) database.exec(LINK_FILL);
    database.exec(`PRAGMA user_version = ${REGISTRY_FORMAT}`);
    return isSearchNew && format > 0;
  });
}
