import i18next from "i18next";
import { integrators } from "./texts/integrators.ts";

/** Texts that come with the integrators' page. */
i18next.addResourceBundle("zh", "integrators", integrators.zh);
i18next.addResourceBundle("en", "integrators", integrators.en);
