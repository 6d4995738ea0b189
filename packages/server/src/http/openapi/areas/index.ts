import type { Area } from "../operation.ts";
import { ACCESS } from "./access.ts";
import { ANNOTATIONS } from "./annotations.ts";
import { ASSETS } from "./assets.ts";
import { BASE_MAP } from "./base-map.ts";
import { CONNECTORS } from "./connectors.ts";
import { DATASTREAMS } from "./datastreams.ts";
import { INTEGRATORS } from "./integrators.ts";
import { JOBS } from "./jobs.ts";
import { LAYERS } from "./layers.ts";
import { MODELS } from "./models.ts";
import { NETWORKS } from "./networks.ts";
import { OBSERVATIONS } from "./observations.ts";
import { PROBES } from "./probes.ts";
import { RETENTION } from "./retention.ts";
import { SOURCES } from "./sources.ts";
import { VIEWS } from "./views.ts";
import { WEBHOOKS } from "./webhooks.ts";

/** All routes, in the order in which a reader meets them. */
export const AREAS: readonly Area[] = [
  OBSERVATIONS,
  DATASTREAMS,
  ASSETS,
  LAYERS,
  BASE_MAP,
  MODELS,
  VIEWS,
  NETWORKS,
  ANNOTATIONS,
  INTEGRATORS,
  SOURCES,
  CONNECTORS,
  WEBHOOKS,
  RETENTION,
  JOBS,
  ACCESS,
  PROBES,
];
