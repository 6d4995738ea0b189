import type { MarkupShape } from "@shuicheng/shared/contracts";

type Taker = (shapes: readonly MarkupShape[]) => Promise<string | null>;

let taker: Taker | undefined;

/** Has the stage take the pictures of views. Answers what ends it. @param take JPEG as base64, or null where there is no picture. */
export function serveThumbnails(take: Taker): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = undefined;
  };
}

/**
 * A small picture of what is seen; null where none can be taken: a view is worth saving without it.
 *
 * @param shapes Markup that is saved with it, whatever has been drawn since.
 */
export async function takeThumbnail(shapes: readonly MarkupShape[]): Promise<string | null> {
  try {
    return (await taker?.(shapes)) ?? null;
  } catch {
    return null;
  }
}
