import i18next from "i18next";
import { local } from "./texts/local.ts";

/** Texts that come with the first part of the page that opens local files. */
i18next.addResourceBundle("zh", "local", local.zh);
i18next.addResourceBundle("en", "local", local.en);
