import type { FaultCode } from "@shuicheng/shared/faults";
import type { ConvertedModel, ConvertStage, IfcTable, ReadingReport } from "@shuicheng/shared/ifc";
import type { TileFile } from "@shuicheng/shared/tiles";

/** What the thread of the data half is told. */
export interface DataOrder {
  /** An IFC file, unpacked. */
  readonly file: Blob;
  /** Where the drawing thread waits for a {@link TableMessage}. */
  readonly table: MessagePort;
}

/** What the drawing thread is told. */
export interface MeshOrder extends DataOrder {
  /** Products at which an earlier try hung. */
  readonly skip: readonly number[];
}

/** Data thread → drawing thread, past the page. */
export type TableMessage = { readonly table: IfcTable } | { readonly failure: string };

/** A failure in parts: an error does not cross threads with its code. */
export interface FaultMessage {
  readonly kind: "fault";
  readonly code: FaultCode;
  /** English. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Data thread → page. */
export type DataMessage = { readonly kind: "report"; readonly report: ReadingReport } | FaultMessage;

/** Drawing thread → page. */
export type MeshMessage =
  | { readonly kind: "stage"; readonly stage: ConvertStage; readonly progress: number }
  /** It is begun; where nothing comes after it, it hangs. */
  | { readonly kind: "product"; readonly id: number }
  | { readonly kind: "file"; readonly file: TileFile }
  | { readonly kind: "converted"; readonly model: ConvertedModel }
  | FaultMessage;
