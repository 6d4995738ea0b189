import {
  type Hj212Input,
  type Hj212Period,
  type OpcuaInput,
  SOURCE_INPUT_SCHEMAS,
  type Source,
  type SourceInput,
} from "@shuicheng/shared/contracts";
import { findInputErrors, type InputError, MISSING } from "./input-errors.ts";
import { linesOf, readNumber } from "./read-text.ts";

/** Which figures of HJ 212 go to which datastream; empty parts: any. */
export interface RuleDraft {
  readonly key: string;
  readonly mn: string;
  readonly code: string;
  readonly suffix: string;
  readonly period: Hj212Period | "";
  readonly datastream: string;
}

/** Every variable below a folder of an OPC UA server. */
export interface FolderDraft {
  readonly key: string;
  readonly folder: string;
  readonly depth: string;
  readonly datastream: string;
}

/** A source of either kind while it is being written; long lists are text, one a line, as they are pasted. */
export interface SourceDraft {
  readonly kind: Source["kind"];
  readonly name: string;
  readonly token: number | undefined;
  readonly enabled: boolean;
  readonly hj212: {
    readonly port: string;
    readonly host: string;
    /** `MN password`; without a password it stays as it was. */
    readonly stations: string;
    readonly rules: readonly RuleDraft[];
  };
  readonly opcua: {
    readonly url: string;
    readonly security: OpcuaInput["security"];
    readonly trustFirst: boolean;
    readonly userName: string;
    /** Null: as it was, and not shown. */
    readonly password: string | null;
    readonly publishingIntervalMs: string;
    readonly samplingIntervalMs: string;
    readonly queueSize: string;
    readonly deadbandType: "none" | "absolute" | "percent";
    readonly deadband: string;
    /** `datastream = node id`. */
    readonly nodes: string;
    readonly folders: readonly FolderDraft[];
    /** What nodes have besides, by node id: it is kept. */
    readonly known: OpcuaInput["nodes"];
  };
}

const newKey = (): string => crypto.randomUUID();

/** A rule that takes everything. */
export const buildRuleDraft = (): RuleDraft => ({
  ...{ key: newKey(), mn: "", code: "", suffix: "", period: "", datastream: "{mn}.{code}.{suffix}" },
});

/** Three levels below a folder. */
export const buildFolderDraft = (): FolderDraft => ({
  ...{ key: newKey(), folder: "", depth: "3", datastream: "{path}" },
});

/** A source to begin with. */
export function buildSourceDraft(token: number | undefined): SourceDraft {
  return {
    ...{ kind: "hj212", name: "", token, enabled: true },
    hj212: { port: "8212", host: "", stations: "", rules: [buildRuleDraft()] },
    opcua: {
      ...{ url: "", security: "SignAndEncrypt", trustFirst: false, userName: "", password: "" },
      ...{ publishingIntervalMs: "1000", samplingIntervalMs: "500", queueSize: "1000" },
      ...{ deadbandType: "none", deadband: "", nodes: "", folders: [], known: [] },
    },
  };
}

/** A source as a person changes it. */
export function draftOfSource(source: Source): SourceDraft {
  const { kind, name, token, enabled } = source;
  const draft = { ...buildSourceDraft(token), kind, name, enabled };
  return source.kind === "hj212"
    ? { ...draft, hj212: draftOfHj212(source) }
    : { ...draft, opcua: draftOfOpcua(source) };
}

function draftOfHj212({ port, host, stations, rules }: Hj212Input): SourceDraft["hj212"] {
  return {
    port: String(port),
    host: host ?? "",
    stations: stations.map(({ mn }) => mn).join("\n"),
    rules: rules.map((rule) => ({
      ...{ key: newKey(), mn: rule.mn ?? "", code: rule.code ?? "", suffix: rule.suffix ?? "" },
      ...{ period: rule.period ?? "", datastream: rule.datastream },
    })),
  };
}

function draftOfOpcua(input: OpcuaInput): SourceDraft["opcua"] {
  const { url, security, trustFirst, user, deadband, nodes, folders } = input;
  return {
    ...{ url, security, trustFirst, userName: user?.name ?? "", password: user ? null : "" },
    publishingIntervalMs: String(input.publishingIntervalMs),
    samplingIntervalMs: String(input.samplingIntervalMs),
    queueSize: String(input.queueSize),
    deadbandType: deadband?.type ?? "none",
    deadband: deadband ? String(deadband.value) : "",
    nodes: nodes.map(({ nodeId, datastream }) => `${datastream} = ${nodeId}`).join("\n"),
    folders: folders.map(({ folder, depth, datastream }) => ({
      ...{ key: newKey(), folder, depth: String(depth), datastream },
    })),
    known: nodes,
  };
}

/** What is sent, and what is wrong with it by field. */
export function readSourceDraft(draft: SourceDraft): {
  readonly input: SourceInput;
  readonly errors: readonly InputError[];
} {
  const common = { name: draft.name.trim(), token: draft.token ?? 0, enabled: draft.enabled };
  const input: SourceInput =
    draft.kind === "hj212"
      ? { ...common, ...readHj212(draft.hj212) }
      : { ...common, ...readOpcua(draft.opcua) };
  const missing = [
    ...(draft.token === undefined ? ["/token"] : []),
    ...(input.kind === "opcua" && input.url === "" ? ["/url"] : []),
  ].map((pointer) => ({ pointer, message: MISSING }));
  return { input, errors: [...missing, ...findInputErrors(SOURCE_INPUT_SCHEMAS[draft.kind], input)] };
}

function readHj212({ port, host, stations, rules }: SourceDraft["hj212"]) {
  return {
    kind: "hj212" as const,
    port: readNumber(port),
    ...(host.trim() === "" ? {} : { host: host.trim() }),
    stations: linesOf(stations).map((line) => {
      const [mn = "", password] = line.split(/\s+/);
      return { mn, password: password ?? null };
    }),
    rules: rules.map(({ mn, code, suffix, period, datastream }) => ({
      ...(mn.trim() === "" ? {} : { mn: mn.trim() }),
      ...(code.trim() === "" ? {} : { code: code.trim() }),
      ...(suffix.trim() === "" ? {} : { suffix: suffix.trim() }),
      ...(period === "" ? {} : { period }),
      datastream: datastream.trim(),
    })),
  };
}

function readOpcua(draft: SourceDraft["opcua"]) {
  const known = new Map(draft.known.map((node) => [node.nodeId, node]));
  const user = draft.userName.trim();
  return {
    kind: "opcua" as const,
    url: draft.url.trim(),
    security: draft.security,
    trustFirst: draft.trustFirst,
    ...(user === "" ? {} : { user: { name: user, password: draft.password } }),
    publishingIntervalMs: readNumber(draft.publishingIntervalMs),
    samplingIntervalMs: readNumber(draft.samplingIntervalMs),
    queueSize: readNumber(draft.queueSize),
    ...(draft.deadbandType === "none"
      ? {}
      : { deadband: { type: draft.deadbandType, value: readNumber(draft.deadband) } }),
    nodes: linesOf(draft.nodes).map((line) => {
      // A template holds no "=", a node id does.
      const at = line.indexOf("=");
      const [datastream, nodeId] =
        at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      return { ...known.get(nodeId), nodeId, datastream };
    }),
    folders: draft.folders.map(({ folder, depth, datastream }) => ({
      ...{ folder: folder.trim(), depth: readNumber(depth), datastream: datastream.trim() },
    })),
  };
}
