import { groundHeightM, isGroundKnown, openWorldGeoid } from "@shuicheng/shared/geo";
import { type ConvertedModel, convertIfc, type IfcTable, openWebIfc } from "@shuicheng/shared/ifc";
import { openMeshEncoder } from "@shuicheng/shared/tiles";
import webIfcAddress from "web-ifc/web-ifc.wasm?url";
import { toFaultMessage } from "./fault-message.ts";
import type { MeshMessage, MeshOrder, TableMessage } from "./local-messages.ts";

/** The drawing half of a conversion, and the joining of both: the same functions as on the server. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<MeshOrder>) => void) | null;
  postMessage(message: MeshMessage, transfer?: Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  try {
    const model = await convert(data);
    scope.postMessage({ kind: "converted", model }, transferOf(model));
  } catch (error) {
    scope.postMessage(toFaultMessage(error));
  }
};

async function convert({ file, table, skip }: MeshOrder): Promise<ConvertedModel> {
  const startEngine = () => openWebIfc({ locateFile: () => webIfcAddress });
  const [bytes, engine, geoid, encoder] = await Promise.all([
    file.arrayBuffer(),
    startEngine(),
    openWorldGeoid(),
    openMeshEncoder(),
  ]);
  let started = 0;
  return convertIfc(new Uint8Array(bytes), {
    geoid,
    encoder,
    groundHeightM: (lonDeg, latDeg) =>
      isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : undefined,
    startEngine: async () => (started++ === 0 ? engine : startEngine()),
    skip: new Set(skip),
    onProduct: (id) => scope.postMessage({ kind: "product", id }),
    readTable: () => receiveTable(table),
    write: ({ path, bytes: content }) => {
      const own = content.byteLength === content.buffer.byteLength ? content : content.slice();
      scope.postMessage({ kind: "file", file: { path, bytes: own } }, [own.buffer as ArrayBuffer]);
    },
    onStage: (stage, progress) => scope.postMessage({ kind: "stage", stage, progress }),
  });
}

function receiveTable(port: MessagePort): Promise<IfcTable> {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<TableMessage>) => {
      if ("table" in data) resolve(data.table);
      else reject(new Error(data.failure));
    };
  });
}

const transferOf = ({ table, boundsM }: ConvertedModel): Transferable[] => [
  table.buffer as ArrayBuffer,
  boundsM.buffer as ArrayBuffer,
];
