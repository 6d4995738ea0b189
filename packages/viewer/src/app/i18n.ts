import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { findLanguage, HTML_LANG, type Language } from "../format/language.ts";
import { access } from "./texts/access.ts";
import { asset } from "./texts/asset.ts";
import type { charts } from "./texts/charts.ts";
import { header } from "./texts/header.ts";
import type { inspector } from "./texts/inspector.ts";
import type { inspectorData } from "./texts/inspector-data.ts";
import type { inspectorLive } from "./texts/inspector-live.ts";
import type { inspectorViews } from "./texts/inspector-views.ts";
import type { integrators } from "./texts/integrators.ts";
import { layers } from "./texts/layers.ts";
import type { local } from "./texts/local.ts";
import type { models } from "./texts/models.ts";
import { scene } from "./texts/scene.ts";
import { states } from "./texts/states.ts";
import { terms } from "./texts/terms.ts";
import type { waysIn } from "./texts/ways-in.ts";

const AREAS = { access, asset, header, layers, scene, states, terms };

const RESOURCES = {
  zh: {
    access: access.zh,
    asset: asset.zh,
    header: header.zh,
    layers: layers.zh,
    scene: scene.zh,
    states: states.zh,
    terms: terms.zh,
  },
  en: {
    access: access.en,
    asset: asset.en,
    header: header.en,
    layers: layers.en,
    scene: scene.en,
    states: states.en,
    terms: terms.en,
  },
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "terms";
    /** `models` and `local` come later, see `model-texts.ts` and `local-texts.ts`. */
    resources: (typeof RESOURCES)["en"] & {
      charts: (typeof charts)["en"];
      inspector: (typeof inspector)["en"];
      inspectorData: (typeof inspectorData)["en"];
      inspectorLive: (typeof inspectorLive)["en"];
      inspectorViews: (typeof inspectorViews)["en"];
      integrators: (typeof integrators)["en"];
      waysIn: (typeof waysIn)["en"];
      local: (typeof local)["en"];
      models: (typeof models)["en"];
    };
  }
}

/** Where the browser keeps the person's choice of language. */
const LANGUAGE_KEY = "shuicheng.language";

/** Starts the translations in the person's language: their choice, else the browser's, else Chinese. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: chosenLanguage(),
    fallbackLng: "zh",
    ns: Object.keys(AREAS),
    defaultNS: "terms",
    resources: RESOURCES,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  followLanguage(i18next.language);
  i18next.on("languageChanged", (tag) => {
    followLanguage(tag);
    keepLanguage(tag);
  });
}

function chosenLanguage(): Language {
  return (
    findLanguage(readStorage()) ??
    navigator.languages.map(findLanguage).find((each) => each !== undefined) ??
    "zh"
  );
}

function followLanguage(tag: string): void {
  const language = findLanguage(tag) ?? "zh";
  document.documentElement.lang = HTML_LANG[language];
  document.title = `${header[language].brand} · ${header[language].tagline}`;
}

function keepLanguage(tag: string): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, tag);
  } catch {
    // A browser that forbids storage still shows the page; only the choice is forgotten.
  }
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}
