import i18next from "i18next";
import { integrators } from "./texts/integrators.ts";
import { waysIn } from "./texts/ways-in.ts";

/** Texts that come with the integrators' page. */
i18next.addResourceBundle("zh", "integrators", integrators.zh);
i18next.addResourceBundle("en", "integrators", integrators.en);
i18next.addResourceBundle("zh", "waysIn", waysIn.zh);
i18next.addResourceBundle("en", "waysIn", waysIn.en);
