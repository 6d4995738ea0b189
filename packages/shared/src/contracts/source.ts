import Type, { type Static } from "typebox";

/** Text with places to be filled in, such as `{mn}.{code}.{suffix}`. */
const TemplateSchema = Type.String({ minLength: 1, maxLength: 256 });

const COMMON_FIELDS = {
  name: Type.String({ minLength: 1, maxLength: 128 }),
  /** Id of the token that its observations count for. */
  token: Type.Integer({ minimum: 1 }),
  enabled: Type.Boolean(),
};

/** What a figure of HJ 212 is of: its command, 2011 and 2021 `realtime`, 2051 `minute`, 2061 `hour`, 2031 and 2041 `day`. */
const PERIODS = ["realtime", "minute", "hour", "day"] as const;
export type Hj212Period = (typeof PERIODS)[number];

/** Which figures it is for (each part that is absent: any), and the datastream that they are of. */
const Hj212RuleSchema = Type.Object(
  {
    mn: Type.Optional(Type.String({ maxLength: 64 })),
    /** Of the pollutant or the device: `a34004`, `w01018`, `SB1`. */
    code: Type.Optional(Type.String({ maxLength: 32 })),
    /** `Rtd`, `Avg`, `Min`, `Max`, `Cou`, `ZsRtd`, `RS`, … */
    suffix: Type.Optional(Type.String({ maxLength: 32 })),
    period: Type.Optional(Type.Enum([...PERIODS])),
    /** With `{mn}`, `{code}`, `{suffix}`, `{period}`. */
    datastream: TemplateSchema,
  },
  { additionalProperties: false },
);
export type Hj212Rule = Static<typeof Hj212RuleSchema>;

/** A port where stations deliver by HJ 212-2017 (and HJ/T 212-2005). */
const HJ212_FIELDS = {
  ...COMMON_FIELDS,
  kind: Type.Literal("hj212"),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  /** Address to listen on; absent: the server's own. */
  host: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  /** Who may deliver. Read back, passwords are null; a null in a change keeps what was there. */
  stations: Type.Array(
    Type.Object(
      {
        mn: Type.String({ pattern: "^[\\x21-\\x3a\\x3c-\\x7e]{1,64}$" }),
        password: Type.Union([Type.String({ pattern: "^[\\x21-\\x3a\\x3c-\\x7e]{1,64}$" }), Type.Null()]),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 10_000 },
  ),
  /** The first that fits is followed; a figure that none fits is left out and counted. */
  rules: Type.Array(Hj212RuleSchema, { minItems: 1, maxItems: 1_000 }),
};
const Hj212InputSchema = Type.Object(HJ212_FIELDS, { additionalProperties: false });
export type Hj212Input = Static<typeof Hj212InputSchema>;

/** How far a value has to move before it is sent: in its own unit, or in percent of its range. */
const DeadbandSchema = Type.Object(
  { type: Type.Enum(["absolute", "percent"]), value: Type.Number({ exclusiveMinimum: 0 }) },
  { additionalProperties: false },
);

/** OPC UA's own text form: `ns=2;s=Pump.7.Pressure`, `i=2258`. */
const NodeIdSchema = Type.String({
  pattern: "^(ns=\\d{1,5};)?(i=\\d{1,10}|s=.+|g=[0-9A-Fa-f-]{36}|b=[A-Za-z0-9+/=]+)$",
  maxLength: 1_024,
});

const OpcuaNodeSchema = Type.Object(
  {
    nodeId: NodeIdSchema,
    datastream: TemplateSchema,
    samplingIntervalMs: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400_000 })),
    deadband: Type.Optional(DeadbandSchema),
  },
  { additionalProperties: false },
);
export type OpcuaNode = Static<typeof OpcuaNodeSchema>;

/** Every variable below a folder. */
const OpcuaFolderSchema = Type.Object(
  {
    folder: NodeIdSchema,
    /** Levels below the folder that are looked into. */
    depth: Type.Integer({ minimum: 1, maximum: 8 }),
    /** With `{path}` (browse names below the folder, joined by dots), `{name}` (the last of them), `{id}` (the node id's value). */
    datastream: TemplateSchema,
  },
  { additionalProperties: false },
);
export type OpcuaFolder = Static<typeof OpcuaFolderSchema>;

/** An OPC UA server that is subscribed to. */
const OPCUA_FIELDS = {
  ...COMMON_FIELDS,
  kind: Type.Literal("opcua"),
  url: Type.String({ pattern: "^opc\\.tcp://[^\\s]+$", maxLength: 2_048 }),
  /** Signed and encrypted messages use the policy Basic256Sha256. */
  security: Type.Enum(["None", "Sign", "SignAndEncrypt"]),
  /** Believe a server's certificate at its first sight; otherwise an operator moves it from `rejected` to `trusted`. */
  trustFirst: Type.Boolean(),
  user: Type.Optional(
    Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 256 }),
        /** Read back it is null; a null in a change keeps what was there. */
        password: Type.Union([Type.String({ maxLength: 1_024 }), Type.Null()]),
      },
      { additionalProperties: false },
    ),
  ),
  publishingIntervalMs: Type.Number({ minimum: 50, maximum: 3_600_000 }),
  samplingIntervalMs: Type.Number({ minimum: 0, maximum: 86_400_000 }),
  /** Values that the other server keeps of each node while this one is away or busy. */
  queueSize: Type.Integer({ minimum: 1, maximum: 100_000 }),
  deadband: Type.Optional(DeadbandSchema),
  nodes: Type.Array(OpcuaNodeSchema, { maxItems: 50_000 }),
  folders: Type.Array(OpcuaFolderSchema, { maxItems: 100 }),
};
const OpcuaInputSchema = Type.Object(OPCUA_FIELDS, { additionalProperties: false });
export type OpcuaInput = Static<typeof OpcuaInputSchema>;

/** Where observations come from by a protocol of their own, by kind: what is wrong is then said of the one that is meant. */
export const SOURCE_INPUT_SCHEMAS = { hj212: Hj212InputSchema, opcua: OpcuaInputSchema };
export type SourceInput = Hj212Input | OpcuaInput;

const Count = Type.Integer({ minimum: 0 });

/** How a source goes; counted since it was last opened. */
export const SourceStateSchema = Type.Object({
  /** `off`: not enabled. `connecting`: being opened, or looked for again. `failed`: tried again in a while. */
  state: Type.Enum(["off", "connecting", "running", "failed"]),
  /** Since when, epoch ms. */
  since: Type.Number(),
  accepted: Count,
  duplicates: Count,
  rejected: Count,
  /** When something was last taken, epoch ms. */
  lastTaken: Type.Union([Type.Number(), Type.Null()]),
  /** The last thing that went wrong, also where it has been mended since. */
  lastError: Type.Union([
    Type.Object({ at: Type.Number(), code: Type.String(), message: Type.String() }),
    Type.Null(),
  ]),
  /** Counters and readings of its kind: connections, frames with a wrong CRC, nodes that were refused, … */
  figures: Type.Record(Type.String(), Type.Number()),
});
export type SourceState = Static<typeof SourceStateSchema>;

/** A source as it is kept, and how it goes. */
export const SourceSchema = Type.Union([
  Type.Object({ ...HJ212_FIELDS, id: Type.Integer({ minimum: 1 }), status: SourceStateSchema }),
  Type.Object({ ...OPCUA_FIELDS, id: Type.Integer({ minimum: 1 }), status: SourceStateSchema }),
]);
export type Source = Static<typeof SourceSchema>;
