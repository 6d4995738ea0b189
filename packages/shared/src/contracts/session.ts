import Type, { type Static } from "typebox";

export const CredentialsSchema = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 128 }),
  password: Type.String({ minLength: 1, maxLength: 1024 }),
});
export type Credentials = Static<typeof CredentialsSchema>;

export const TokenRequestSchema = Type.Object({ name: Type.String({ minLength: 1, maxLength: 128 }) });
export type TokenRequest = Static<typeof TokenRequestSchema>;

/** Who is asking. `anonymous` exists only where public viewing is on; `integrator` holds a token. */
export const RoleSchema = Type.Enum(["administrator", "integrator", "anonymous"]);
export type Role = Static<typeof RoleSchema>;

/** Answer of `GET /api/v1/sessions/current`: who I am (null: nobody) and what the page needs to know before it draws. */
export const CurrentSessionSchema = Type.Object({
  user: Type.Union([Type.Object({ name: Type.String(), role: RoleSchema }), Type.Null()]),
  publicView: Type.Boolean(),
  timeZone: Type.String(),
  /** The city is the synthetic demo: the page says so. */
  isDemo: Type.Boolean(),
  version: Type.String(),
  serverTime: Type.Number(),
});
export type CurrentSession = Static<typeof CurrentSessionSchema>;

/** RFC 9457 problem details with our stable `code`. */
export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  instance: Type.Optional(Type.String()),
  /** Where in the request: JSON pointers and reasons. */
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
  /** The failure in parts, for programs: names, indices, limits. */
  details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});
export type Problem = Static<typeof ProblemSchema>;
