import i18next from "i18next";
import { models } from "./texts/models.ts";

/** Name of the texts that come with the first part of the page that needs them: who only looks at the city needs none. */
i18next.addResourceBundle("zh", "models", models.zh);
i18next.addResourceBundle("en", "models", models.en);
