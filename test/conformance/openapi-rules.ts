import Type, { type TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** A JSON object, as it is read. */
export type Tree = Readonly<Record<string, unknown>>;

const closed = (fields: Record<string, TSchema>) => Type.Object(fields, { additionalProperties: false });
const may = Type.Optional;
const mapOf = (value: TSchema, key = "^[a-zA-Z0-9._-]+$") =>
  Type.Record(Type.String({ pattern: key }), value, { additionalProperties: false });

const Text = Type.String({ minLength: 1 });
const Reference = closed({ $ref: Type.String({ pattern: "^#/components/" }) });
/** What it says is checked by {@link findSchemaFaults}. */
const Schema = Type.Object({});
const Content = mapOf(closed({ schema: may(Schema) }), "^[a-z]+/[a-z0-9.+-]+$");
const Header = closed({ description: Text, schema: Schema });
const Response = closed({ description: Text, headers: may(mapOf(Header)), content: may(Content) });
const Parameter = closed({
  name: Text,
  in: Type.Enum(["query", "path", "header"]),
  description: Text,
  required: may(Type.Boolean()),
  style: may(Type.Literal("form")),
  explode: may(Type.Boolean()),
  schema: Schema,
});
const Operation = closed({
  tags: Type.Array(Text, { minItems: 1 }),
  summary: Type.String({ pattern: "^[^\\n]+\\.$" }),
  description: may(Text),
  operationId: Type.String({ pattern: "^[a-z][A-Za-z0-9]+$" }),
  security: Type.Array(mapOf(Type.Array(Text))),
  parameters: may(Type.Array(Type.Union([Reference, Parameter]))),
  requestBody: may(closed({ description: may(Text), required: Type.Boolean(), content: Content })),
  responses: mapOf(Type.Union([Reference, Response]), "^[1-5][0-9]{2}$"),
});
const SecurityScheme = Type.Union([
  closed({ type: Type.Literal("http"), scheme: Text, description: Text }),
  closed({ type: Type.Literal("apiKey"), in: Type.Literal("cookie"), name: Text, description: Text }),
]);

/** The fields of OpenAPI 3.1.1 (section 4.8) that this server's document makes use of, and no others. */
const DocumentRules = closed({
  openapi: Type.String({ pattern: "^3\\.1\\.\\d+$" }),
  info: closed({
    title: Text,
    version: Text,
    description: Text,
    license: closed({ name: Text, identifier: Text }),
  }),
  servers: Type.Array(closed({ url: Text })),
  tags: Type.Array(closed({ name: Text, description: Text })),
  paths: mapOf(mapOf(Operation, "^(get|put|post|delete|patch)$"), "^/"),
  components: closed({
    schemas: mapOf(Schema),
    responses: mapOf(Response),
    parameters: mapOf(Parameter),
    securitySchemes: mapOf(SecurityScheme),
  }),
});

const Schemas = Type.Array(Schema, { minItems: 1 });
const Size = Type.Integer({ minimum: 0 });

/** Keywords of JSON Schema 2020-12 (Core and Validation) that may stand here, and what each has to be. */
const KEYWORDS: Readonly<Record<string, TSchema>> = {
  ...{ $ref: Type.String({ pattern: "^#/components/schemas/" }), allOf: Schemas, anyOf: Schemas },
  ...{ items: Type.Union([Schema, Type.Boolean()]), prefixItems: Schemas },
  ...{ properties: Schema, patternProperties: Schema },
  additionalProperties: Type.Union([Schema, Type.Boolean()]),
  type: Type.Enum(["object", "array", "string", "number", "integer", "boolean", "null"]),
  enum: Type.Array(Type.Unknown(), { minItems: 1, uniqueItems: true }),
  ...{ const: Type.Unknown(), default: Type.Unknown() },
  ...{ minimum: Type.Number(), maximum: Type.Number(), exclusiveMinimum: Type.Number() },
  ...{ minLength: Size, maxLength: Size, minItems: Size, maxItems: Size, maxProperties: Size },
  uniqueItems: Type.Boolean(),
  ...{ pattern: Text, format: Text, description: Text },
  required: Type.Array(Text, { uniqueItems: true }),
};

/** Says where a document is not as the rules of OpenAPI 3.1 want it; its schemas aside. */
export function findDocumentFaults(document: unknown): string[] {
  return [...Compile(DocumentRules).Errors(document)].map(
    (error) => `${error.instancePath} ${error.message}`,
  );
}

/** Says where a schema is none of JSON Schema 2020-12. */
export function findSchemaFaults(schema: unknown, where: string): string[] {
  if (typeof schema === "boolean") return [];
  if (typeof schema !== "object" || schema === null) return [`${where} is no schema`];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = `${where}/${keyword}`;
    const rule = KEYWORDS[keyword];
    if (rule === undefined) return [`${at} is no keyword`];
    if (!Compile(rule).Check(value)) return [`${at} is ${JSON.stringify(value).slice(0, 80)}`];
    return [...findPatternFaults(keyword, value, at), ...innerOf(keyword, value, at)];
  });
}

function innerOf(keyword: string, value: unknown, at: string): string[] {
  const isOne = ["items", "additionalProperties"].includes(keyword);
  if (isOne) return findSchemaFaults(value, at);
  if (!["allOf", "anyOf", "prefixItems", "properties", "patternProperties"].includes(keyword)) return [];
  return Object.entries(value as object).flatMap(([key, inner]) => findSchemaFaults(inner, `${at}/${key}`));
}

function findPatternFaults(keyword: string, value: unknown, at: string): string[] {
  const patterns =
    keyword === "pattern"
      ? [String(value)]
      : keyword === "patternProperties"
        ? Object.keys(value as object)
        : [];
  return patterns.flatMap((pattern) => {
    try {
      new RegExp(pattern, "u");
      return [];
    } catch {
      return [`${at} ${pattern} is no regular expression of ECMA-262`];
    }
  });
}

/** Every schema of a document with its place. */
export function schemasIn(
  tree: unknown,
  where = "#",
): { readonly schema: unknown; readonly where: string }[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = `${where}/${key}`;
    if (key === "schema") return [{ schema: value as unknown, where: at }];
    if (at === "#/components/schemas")
      return Object.entries(value as object).map(([name, schema]) => ({
        schema: schema as unknown,
        where: `${at}/${name}`,
      }));
    return schemasIn(value, at);
  });
}

/** Every pointer within a document. */
export function pointersIn(tree: unknown): string[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) =>
    key === "$ref" && typeof value === "string" ? [value] : pointersIn(value),
  );
}

/** What a pointer leads to (RFC 6901); undefined where there is nothing. */
export function follow(document: Tree, pointer: string): unknown {
  const steps = pointer.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>((found, step) => (found as Tree | undefined)?.[step], document);
}
