import type { MarkupColour } from "@shuicheng/shared/contracts";
import type { MarkupLook } from "../bim/markup/draw-markup.ts";
import type { ThemeName } from "../client/view-store.ts";
import { MARKUP_COLOURS_OF, THEMES, tokens } from "./tokens.ts";

/** What markup looks like in a theme. */
export function markupLookOf(theme: ThemeName): MarkupLook {
  const colours: Readonly<Record<MarkupColour, string>> = MARKUP_COLOURS_OF[theme];
  const { surface, accent } = THEMES[theme];
  return { colours, ground: surface.panel, accent: accent.base, family: tokens.type.family };
}
