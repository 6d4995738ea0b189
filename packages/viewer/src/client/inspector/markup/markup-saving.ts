import type { MarkupShape } from "@shuicheng/shared/contracts";
import { useSavedViewStore } from "../views/saved-view-store.ts";
import { replaceView } from "../views/view-lists.ts";
import { takeThumbnail } from "../views/view-thumbnail.ts";
import { encodeMarkup } from "./markup-codec.ts";
import { useMarkupStore } from "./markup-store.ts";

/** Nothing was drawn for so long: it is saved. */
const QUIET_MS = 800;

/** Markup that is to be saved, with the view that it is on. */
interface Due {
  readonly id: string;
  readonly shapes: readonly MarkupShape[];
}

let due: Due | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();
/** Saves that are on their way, or wait for their turn. */
let sending = 0;

/**
 * Saves markup with its view as it is drawn: a little after the last stroke, and at once when drawing ends or another view comes. One
 * after the other; where it fails the drawing stays, and is said. Answers what ends it.
 */
export function saveMarkup(): () => void {
  const end = useMarkupStore.subscribe((now, before) => {
    const isDrawn = now.shapes !== before.shapes;
    const isOther = now.camera !== before.camera || (isDrawn && now.saved !== before.saved);
    const isAgain = now.retries !== before.retries;
    const isEnded = before.isEditing && !now.isEditing;
    // What could not be saved is tried once more when drawing ends.
    if (!isOther && (isDrawn || isAgain || (isEnded && now.saving === "failed")))
      makeDue(now.shapes, isAgain ? 0 : QUIET_MS);
    if (isOther || isEnded) void settleMarkup();
  });
  return () => {
    void settleMarkup();
    end();
  };
}

/** Has what is on screen saved a little later; not where it is what was saved last, and nothing else is on its way. */
function makeDue(shapes: readonly MarkupShape[], inMs: number): void {
  const { shown } = useSavedViewStore.getState();
  if (!shown) return;
  clearTimeout(timer);
  const isSaved = sending === 0 && shapes === useMarkupStore.getState().saved;
  due = isSaved ? undefined : { id: shown.view.id, shapes };
  if (!isSaved) timer = setTimeout(() => void settleMarkup(), inMs);
  useMarkupStore.setState({ saving: isSaved ? "saved" : "due" });
}

/** Saves what is due now. Answers when all is saved, or has failed. */
export function settleMarkup(): Promise<void> {
  clearTimeout(timer);
  const now = due;
  due = undefined;
  if (now) {
    sending++;
    saving = saving.then(() => save(now)).finally(() => sending--);
  }
  return saving;
}

async function save({ id, shapes }: Due): Promise<void> {
  const isShown = () => useSavedViewStore.getState().shown?.view.id === id;
  const picture = isShown() && !useMarkupStore.getState().isAway ? await takeThumbnail(shapes) : null;
  const kept = useSavedViewStore.getState().opened.get(id);
  // It was deleted meanwhile.
  if (!kept) return;
  const { place, view } = kept;
  const content = {
    ...view.content,
    markup: encodeMarkup(shapes),
    thumbnail: picture ?? view.content.thumbnail,
  };
  try {
    await replaceView(place, id, view.version, content);
    if (isShown())
      useMarkupStore.setState(({ shapes: latest }) => ({
        saved: shapes,
        saving: latest === shapes ? "saved" : "due",
      }));
  } catch (error) {
    if (isShown()) useMarkupStore.setState({ saving: "failed" });
    useSavedViewStore.setState({ notice: { kind: "failed", error } });
  }
}
