import { describe, expect, it } from "vitest";
import { access } from "./texts/access.ts";
import { asset } from "./texts/asset.ts";
import { header } from "./texts/header.ts";
import { inspectorLive } from "./texts/inspector-live.ts";
import { layers } from "./texts/layers.ts";
import { local } from "./texts/local.ts";
import { models } from "./texts/models.ts";
import { scene } from "./texts/scene.ts";
import { states } from "./texts/states.ts";
import { terms } from "./texts/terms.ts";

const AREAS = { access, asset, header, inspectorLive, layers, local, models, scene, states, terms };

function flatten(texts: object, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(Object.entries(AREAS))("texts of %s", (_, { zh, en }) => {
  const english = new Map(flatten(en));

  it.each(flatten(zh))("%s has the same placeholders and says something in English", (key, chinese) => {
    const text = english.get(key);

    expect(text).toBeTruthy();
    expect(placeholders(text!)).toEqual(placeholders(chinese));
  });

  it("has no Chinese in its English", () => {
    const mixed = [...english].filter(
      ([key, text]) => /\p{Script=Han}/u.test(text) && !key.startsWith("language."),
    );
    expect(mixed).toEqual([]);
  });
});
