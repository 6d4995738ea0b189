import { Compile } from "typebox/schema";
import { beforeAll, expect } from "vitest";
import type { Asked, startApi } from "./http-api.ts";
import { follow, type Tree } from "./openapi-rules.ts";

/** A parameter of an operation (OpenAPI 3.1.1, 4.8.12), as far as tests look at it. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: {
    readonly type?: string;
    readonly enum?: readonly string[];
    readonly minimum?: number;
    readonly maximum?: number;
    readonly maxItems?: number;
    readonly items?: { readonly type?: string };
  };
}

/** What an operation answers. */
export interface Answer {
  readonly headers?: Tree;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

interface Operation {
  readonly tags: readonly string[];
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Tree };
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
}

interface Document extends Tree {
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: Tree };
}

/** An operation and where it is. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Where the document is. */
export const DOCUMENT_PATH = "/api/openapi.json";

/** Reads the document of a server, and holds answers against it. To be called outside of tests. */
export function openDocument({ ask }: Pick<ReturnType<typeof startApi>, "ask">) {
  let document: Document;
  let routes: readonly Route[];

  beforeAll(async () => {
    document = (await (await ask(DOCUMENT_PATH)).json()) as Document;
    routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  });

  /** What is said there, or what is pointed to. */
  const resolve = <T extends object>(said: T | { readonly $ref: string }): T =>
    "$ref" in said ? (follow(document, said.$ref) as T) : said;
  const parametersOf = ({ operation }: Route) =>
    (operation.parameters ?? []).map((one) => resolve<Parameter>(one));

  function routeOf(method: string, path: string): Route {
    const route = routes.find((one) => one.method === method && one.path === path);
    if (!route) throw new TypeError(`${method} ${path} is not described`);
    return route;
  }

  /** An address with nothing at it, or with what is at hand. */
  function addressOf(route: Route, ids: Readonly<Record<string, string>> = {}): string {
    const nobody = (name: string) =>
      parametersOf(route).find((one) => one.in === "path" && one.name === name)?.schema.type === "integer"
        ? "999999"
        : "none";
    return route.path.replace(/\{(\w+)\}/g, (_text, name: string) => ids[name] ?? nobody(name));
  }

  /** Holds an answer against what is said of its route: status, content type and, of JSON, the schema. */
  async function expectDescribed(route: Route, response: Response): Promise<unknown> {
    const said = route.operation.responses[String(response.status)];
    const text = await response.text();
    expect(said, `${nameOf(route)} answers ${response.status} ${text}`).toBeDefined();
    const { content, headers = {} } = resolve<Answer>(said!);
    for (const name of Object.keys(headers)) {
      // A wait is named where it is known.
      if (name !== "Retry-After")
        expect(response.headers.get(name), `${nameOf(route)}: ${name}`).not.toBeNull();
    }
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    if (content === undefined) {
      expect(text).toBe("");
      return undefined;
    }
    expect(Object.keys(content), nameOf(route)).toContain(type);
    const schema = content[type]?.schema;
    if (schema === undefined || !type.endsWith("json")) return text;
    const body: unknown = JSON.parse(text);
    expect(errorsOf(schema, body), `${nameOf(route)} ${response.status} ${text.slice(0, 500)}`).toEqual([]);
    return body;
  }

  function errorsOf(schema: object, body: unknown): readonly unknown[] {
    const [isRight, errors] = Compile({ allOf: [schema], components: document.components }).Errors(body);
    return isRight ? [] : errors;
  }

  /** Asks at an address of a route and holds the answer against what is said of it. */
  async function answer(
    [method, path]: readonly [string, string],
    address = path,
    { status = 200, ...asked }: Asked & { status?: number } = {},
  ): Promise<Tree> {
    const response = await ask(address, { ...asked, method });
    const body = await expectDescribed(routeOf(method, path), response);
    expect(response.status, `${method} ${address} ${JSON.stringify(body)}`).toBe(status);
    return body as Tree;
  }

  return {
    ...{ resolve, parametersOf, routeOf, addressOf, expectDescribed, errorsOf, answer },
    get document() {
      return document;
    },
    get routes() {
      return routes;
    },
  };
}

/** `GET /api/v1/assets/{id}` */
export const nameOf = ({ method, path }: Route) => `${method} ${path}`;
