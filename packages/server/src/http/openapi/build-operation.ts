import type { ProblemWriter } from "./build-problems.ts";
import type { Answer, Area, Body, Content, Operation, QueryParameter, Who } from "./operation.ts";
import type { Json, SchemaWriter } from "./schema-writer.ts";

/** Names of what stands once in the document. */
export const SECURITY = { bearer: "bearer", session: "session" } as const;
export const SHARED_PARAMETERS = { ifNoneMatch: "IfNoneMatch", range: "Range" } as const;

const BEARER = { [SECURITY.bearer]: ["integrator"] };
const SESSION = { [SECURITY.session]: ["administrator"] };

/** One of each list is enough; an empty one lets those in who send nothing. */
const SECURITY_OF: Readonly<Record<Who, readonly Json[]>> = {
  anyone: [],
  reader: [BEARER, SESSION, {}],
  writer: [BEARER, SESSION],
  token: [BEARER],
  administrator: [SESSION],
};

/** What describing an operation needs of its document. */
interface OperationNeeds {
  readonly schemas: SchemaWriter;
  readonly problems: ProblemWriter;
}

/** Describes one operation as OpenAPI 3.1 has it (Operation Object). */
export function buildOperation(
  area: Area,
  operation: Operation,
  { schemas, problems }: OperationNeeds,
): Json {
  const { summary, description, who, body } = operation;
  const parameters = buildParameters(area, operation, schemas);
  return {
    tags: [area.tag],
    summary,
    ...(description === undefined ? {} : { description }),
    operationId: nameOf(operation),
    security: SECURITY_OF[who],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: buildBody(body, schemas) }),
    responses: { ...buildAnswers(operation, schemas), ...problems.write(operation) },
  };
}

/** `get /api/v1/models/{id}/views` is `getModelsByIdViews`. */
function nameOf({ method, path }: Operation): string {
  const words = path
    .replace(/^\/(api\/)?(v1\/)?/, "")
    .replaceAll("{", "by-")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function buildParameters(area: Area, operation: Operation, schemas: SchemaWriter): Json[] {
  const { path, query = [] } = operation;
  const shared = [
    ...(hasEtag(operation) ? [SHARED_PARAMETERS.ifNoneMatch] : []),
    ...(operation.takesRanges ? [SHARED_PARAMETERS.range] : []),
  ];
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => buildPathParameter(area, name as string, schemas)),
    ...query.map((parameter) => buildQueryParameter(parameter, schemas)),
    ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

function buildPathParameter({ tag, pathParameters = {} }: Area, name: string, schemas: SchemaWriter): Json {
  const parameter = pathParameters[name];
  if (!parameter) throw new TypeError(`${tag} does not say what {${name}} is`);
  const { description, schema } = parameter;
  return { name, in: "path", required: true, description, schema: schemas.write(schema) };
}

function buildQueryParameter(
  { name, description, schema, isRequired }: QueryParameter,
  schemas: SchemaWriter,
): Json {
  const isList = (schema as { readonly type?: unknown }).type === "array";
  return {
    ...{ name, in: "query", description },
    ...(isRequired ? { required: true } : {}),
    ...(isList ? { style: "form", explode: false } : {}),
    schema: schemas.write(schema),
  };
}

function buildBody({ content, description }: Body, schemas: SchemaWriter): Json {
  return {
    ...(description === undefined ? {} : { description }),
    required: true,
    content: buildContent(content, schemas),
  };
}

function buildAnswers(operation: Operation, schemas: SchemaWriter): { readonly [status: string]: Json } {
  const written = Object.entries(operation.answers).map(([status, answer]) => {
    const headers = { ...answer.headers, ...(status === "200" && hasEtag(operation) ? ETAG : {}) };
    return [status, buildAnswer({ ...answer, headers }, schemas)];
  });
  const whole = operation.answers[200];
  return {
    ...(Object.fromEntries(written) as { readonly [status: string]: Json }),
    ...(operation.takesRanges && whole
      ? {
          206: buildAnswer(
            { ...whole, description: "The part that `Range` asked for.", headers: PART },
            schemas,
          ),
        }
      : {}),
    ...(hasEtag(operation) ? { 304: { description: "What `If-None-Match` names is still right." } } : {}),
  };
}

const ETAG = { ETag: "Names this state of the answer." };
const PART = { "Content-Range": "Which bytes of how many." };

/** Express gives every whole answer to a GET an ETag. */
const hasEtag = ({ method, isNeverSame }: Operation) => method === "get" && isNeverSame !== true;

function buildAnswer({ description, content, headers = {} }: Answer, schemas: SchemaWriter): Json {
  const written = Object.entries(headers).map(([name, what]) => [
    name,
    { description: what, schema: { type: "string" } },
  ]);
  return {
    description,
    ...(written.length === 0 ? {} : { headers: Object.fromEntries(written) as Json }),
    ...(content === undefined ? {} : { content: buildContent(content, schemas) }),
  };
}

function buildContent(content: Content, schemas: SchemaWriter): Json {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      schema === null ? {} : { schema: schemas.write(schema) },
    ]),
  );
}
