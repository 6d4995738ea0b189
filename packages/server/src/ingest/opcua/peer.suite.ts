import { join } from "node:path";
import {
  DataType,
  nodesets,
  OPCUACertificateManager,
  OPCUAServer,
  StatusCodes,
  setErrorLogger,
  setWarningLogger,
  type UAVariable,
  VariantArrayType,
} from "node-opcua";

setErrorLogger(() => {});
setWarningLogger(() => {});

/** Variables of the peer, in its folder `Plant`, with their types; `Deep` is a folder in there. */
const VARIABLES = {
  Pressure: "Double",
  Flow: "Float",
  Pump: "Boolean",
  Total: "UInt64",
  Mode: "String",
  "Deep.Level": "Int16",
} as const;
type VariableName = keyof typeof VARIABLES;

/** A real OPC UA server whose values a test sets. */
export interface Peer {
  readonly url: string;
  /** Node id of a variable. */
  nodeId(name: VariableName): string;
  /** Sets a value as its source would, at a moment. */
  set(name: VariableName, value: unknown, timeMs: number, status?: keyof typeof STATUS): void;
  close(): Promise<void>;
}

const STATUS = {
  good: StatusCodes.Good,
  uncertain: StatusCodes.UncertainSensorNotAccurate,
  bad: StatusCodes.BadSensorFailure,
};
/** Whom the peer lets in by name. */
export const USER = { name: "city", password: "let me in" };

/** Starts a peer; it takes anybody, and a user by his password. */
export async function startPeer(folder: string, port: number): Promise<Peer> {
  const certificates = new OPCUACertificateManager({
    rootFolder: join(folder, "peer"),
    automaticallyAcceptUnknownCertificate: true,
  });
  const server = new OPCUAServer({
    port,
    nodeset_filename: [nodesets.standard],
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    userManager: {
      isValidUser: (name: string, password: string) => name === USER.name && password === USER.password,
    },
    hostname: "127.0.0.1",
    // Every change is told, none is missed between samples.
    serverCapabilities: { minSupportedSampleRate: 0 },
  });
  await server.initialize();
  const space = server.engine.addressSpace;
  if (!space) throw new Error("the peer has no address space");
  const namespace = space.getOwnNamespace();
  const plant = namespace.addFolder("ObjectsFolder", { browseName: "Plant", nodeId: "s=Plant" });
  const deep = namespace.addFolder(plant, { browseName: "Deep" });
  const variables = new Map<string, UAVariable>();
  for (const [name, dataType] of Object.entries(VARIABLES)) {
    const variable = namespace.addVariable({
      componentOf: name.startsWith("Deep.") ? deep : plant,
      browseName: name.replace("Deep.", ""),
      nodeId: `s=${name}`,
      dataType,
      minimumSamplingInterval: 0,
    });
    variables.set(name, variable);
  }
  await server.start();
  return {
    url: `opc.tcp://127.0.0.1:${port}`,
    nodeId: (name) => `ns=1;s=${name}`,
    set(name, value, timeMs, status = "good") {
      const dataType = DataType[VARIABLES[name]];
      const variant =
        value === null
          ? { dataType: DataType.Null }
          : { dataType, arrayType: VariantArrayType.Scalar, value };
      variables.get(name)?.setValueFromSource(variant, STATUS[status], new Date(timeMs));
    },
    async close() {
      await server.shutdown(0);
    },
  };
}
