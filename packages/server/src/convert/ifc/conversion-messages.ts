import type { FaultCode } from "@shuicheng/shared/faults";
import type { ConvertedModel, HandPlace, IfcTable } from "@shuicheng/shared/ifc";

/** What the worker of a conversion is told at its start. */
export interface ConversionOrder {
  /** Path of the IFC file. */
  readonly file: string;
  /** Folder for the tilesets; it is made, and made anew where the conversion has to begin again. */
  readonly folder: string;
  readonly place?: HandPlace;
  /** E.g. `EPSG:4549`: instead of the CRS that the file names. */
  readonly crs?: string;
}

/** {@link ConversionOrder} with what a second try has to know. */
export interface ConversionTask extends ConversionOrder {
  /** Products at which an earlier try hung. */
  readonly skip: readonly number[];
  /** Product in work and how many were begun. */
  readonly inWork: SharedArrayBuffer;
  /** Ask for feature indices; else they are rows of the element table. */
  readonly reserves: boolean;
  /** What JavaScript may take in a thread, MB. */
  readonly heapMb: number;
}

/** Worker → main. */
export type ConversionMessage =
  | { readonly kind: "stage"; readonly stage: string; readonly progress: number }
  | { readonly kind: "reserve"; readonly globalIds: readonly string[] }
  | { readonly kind: "converted"; readonly model: ConvertedModel }
  | {
      readonly kind: "fault";
      readonly code: FaultCode;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };

/** Main → worker, the answer to `reserve`. */
export interface ReservedMessage {
  readonly indices: Uint32Array;
}

/** Data worker → worker. */
export type DataMessage = { readonly table: IfcTable } | { readonly failure: string };
