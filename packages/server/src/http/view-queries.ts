import type { SavedView, Uploader, ViewContent, WholeView } from "@shuicheng/shared/contracts";

/** What the routes of saved views ask the rest of the server. All throw {@link Fault} `model/unknown`, or `view/unknown`. */
export interface ViewQueries {
  /** In the order in which they were made. */
  list(model: string): readonly SavedView[];
  find(model: string, id: string): WholeView;
  /** JPEG. */
  thumbnail(model: string, id: string): Uint8Array;
  /** @throws {Fault} `view/too-many` */
  add(model: string, content: ViewContent, by: Uploader): SavedView;
  /** @throws {Fault} `view/conflict` where it is of another version by now. */
  replace(model: string, id: string, version: number, content: ViewContent, by: Uploader): SavedView;
  /** It can be taken back for a day. @throws {Fault} `view/conflict` */
  remove(model: string, id: string, version: number | undefined): void;
  /** Takes a deletion back; a view that is there stays as it is. @throws {Fault} `view/too-many` */
  restore(model: string, id: string): SavedView;
}
