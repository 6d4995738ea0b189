import { SESSION_COOKIE } from "../principal.ts";
import { AREAS } from "./areas/index.ts";
import { buildOperation, SECURITY, SHARED_PARAMETERS } from "./build-operation.ts";
import { createProblemWriter } from "./build-problems.ts";
import { PROBLEM_SCHEMA } from "./named-schemas.ts";
import { createSchemaWriter, type Json } from "./schema-writer.ts";

const DESCRIPTION = `Observations in, a city's state out.

Security requirements name the role: \`integrator\` holds a token, \`administrator\` has signed in. An empty requirement stands for
public viewing: where \`publicView\` of \`GET /api/v1/sessions/current\` is true, such a route answers without credentials.

Times are epoch milliseconds, UTC, unless a name says otherwise. Positions are WGS84 degrees, heights orthometric metres.
Every failure is problem details (RFC 9457) with a stable \`code\`. Whatever answers GET answers HEAD.

Not described here: OGC SensorThings 1.1 at \`/sta/v1.1\`, which describes itself; 3D Tiles under \`/tiles\`, whose addresses
\`GET /api/v1/layers\` gives; the namespaces of Socket.IO and MQTT's topics, whose rules stand in PROTOCOL.md.`;

/** Builds the OpenAPI 3.1 document of the HTTP API (OpenAPI Specification 3.1.1; schemas in JSON Schema 2020-12). */
export function buildDocument(version: string): Json {
  const schemas = createSchemaWriter();
  const problems = createProblemWriter(schemas.write(PROBLEM_SCHEMA));
  const paths = new Map<string, { [method: string]: Json }>();
  for (const area of AREAS) {
    for (const operation of area.operations) {
      const item = paths.get(operation.path) ?? {};
      item[operation.method] = buildOperation(area, operation, { schemas, problems });
      paths.set(operation.path, item);
    }
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Shuicheng",
      version,
      description: DESCRIPTION,
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: AREAS.map(({ tag, description }) => ({ name: tag, description })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: schemas.named(),
      responses: problems.named(),
      parameters: PARAMETERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const PARAMETERS: Json = {
  [SHARED_PARAMETERS.ifNoneMatch]: {
    ...{ name: "If-None-Match", in: "header", schema: { type: "string" } },
    description: "An ETag that was answered before: where it is still right, the answer is 304 and empty.",
  },
  [SHARED_PARAMETERS.range]: {
    ...{ name: "Range", in: "header", schema: { type: "string" } },
    description: "Which bytes of the file are wanted, e.g. `bytes=0-1023`.",
  },
};

const SECURITY_SCHEMES: Json = {
  [SECURITY.bearer]: {
    ...{ type: "http", scheme: "bearer" },
    description: "A token, which an administrator makes with `POST /api/v1/tokens`.",
  },
  [SECURITY.session]: {
    ...{ type: "apiKey", in: "cookie", name: SESSION_COOKIE },
    description: "The cookie that `POST /api/v1/sessions` sets; for twelve hours.",
  },
};
