import {
  type IfcTable,
  readIfcTable,
  reportReading,
  requireWholeStep,
  scanStep,
} from "@shuicheng/shared/ifc";
import { toFaultMessage } from "./fault-message.ts";
import type { DataMessage, DataOrder, TableMessage } from "./local-messages.ts";

/** The data half of a conversion, beside the thread that meshes: it also reports on a file that is no whole model. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<DataOrder>) => void) | null;
  postMessage(message: DataMessage): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => void read(data);

async function read({ file, table: port }: DataOrder): Promise<void> {
  const hand = (message: TableMessage, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  try {
    const step = scanStep(new Uint8Array(await file.arrayBuffer()));
    const table: IfcTable = readIfcTable(step);
    scope.postMessage({ kind: "report", report: reportReading(step, table) });
    requireWholeStep(step);
    hand({ table }, [table.table.buffer as ArrayBuffer]);
  } catch (error) {
    // The drawing thread ends with the same fault where the file is to blame; what is not the file's fault comes from here.
    const fault = toFaultMessage(error);
    scope.postMessage(fault);
    hand({ failure: fault.message });
  }
}
