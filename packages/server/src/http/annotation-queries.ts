import type { Annotation, Uploader } from "@shuicheng/shared/contracts";
import type { Page } from "./city-queries.ts";

/** A stretch of time, epoch ms; a moment where both ends are the same. */
export interface AnnotatedSpan {
  readonly from: number;
  readonly to: number;
}

/** What the routes of annotations ask the rest of the server. */
export interface AnnotationQueries {
  /** The newest first, those of one of the datastreams or assets; without either of all. */
  list(query: {
    readonly datastreams: readonly string[] | undefined;
    readonly assets: readonly string[] | undefined;
    readonly fromMs: number;
    readonly toMs: number;
    readonly after: number | undefined;
    readonly limit: number;
  }): Page<Annotation>;
  /** @throws {Fault} `annotation/unknown` */
  find(id: string): Annotation;
  /** @throws {Fault} `datastream/unknown`, `asset/unknown`, `annotation/too-many` */
  add(
    content: AnnotatedSpan & {
      readonly datastreams: readonly string[];
      readonly asset: string | null;
      readonly text: string;
    },
    by: Uploader,
  ): Annotation;
  /** @throws {Fault} `annotation/unknown`; `annotation/conflict` where it is of another version by now. */
  change(
    id: string,
    version: number,
    changed: { readonly span: AnnotatedSpan | undefined; readonly text: string | undefined },
    by: Uploader,
  ): Annotation;
  /** It can be taken back for a day. @throws {Fault} `annotation/unknown`, `annotation/conflict` */
  remove(id: string, version: number | undefined): void;
  /** Takes a deletion back; one that is there stays as it is. @throws {Fault} `annotation/unknown`, `annotation/too-many` */
  restore(id: string): Annotation;
}
