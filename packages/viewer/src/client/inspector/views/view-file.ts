import { type ViewContent, ViewContentSchema } from "@shuicheng/shared/contracts";
import { Check } from "typebox/value";
import { pageProblem } from "../../api-problem.ts";
import { decodeMarkup } from "../markup/markup-codec.ts";

/** What a file of views says of itself. */
const FORMAT = "shuicheng.views";
const VERSION = 1;

/** Writes views as one JSON file, whatever they are kept in: with pictures and markup, without who made them. */
export function writeViewsFile(model: string, views: readonly ViewContent[]): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, model, views });
}

/**
 * Reads a file of views. Views and shapes that are none, or of a newer page, are left out and counted.
 *
 * @throws {ApiProblem} `page/no-views-file`.
 */
export function readViewsFile(text: string): {
  readonly contents: readonly ViewContent[];
  readonly unreadable: number;
} {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw pageProblem("page/no-views-file", "it is no JSON", 0, cause);
  }
  const { format, views } = (file ?? {}) as { format?: unknown; views?: unknown };
  if (format !== FORMAT || !Array.isArray(views))
    throw pageProblem("page/no-views-file", "it is of another format", 0);
  let unreadable = 0;
  const contents = views.flatMap((each: unknown) => {
    // A shape of a newer page is no reason to lose the view.
    const markup = decodeMarkup((each as { markup?: unknown } | null)?.markup);
    const view = typeof each === "object" ? { ...each, markup: markup.shapes } : each;
    unreadable += markup.unreadable;
    if (Check(ViewContentSchema, view)) return [view];
    unreadable++;
    return [];
  });
  return { contents, unreadable };
}
