import i18next from "i18next";
import { inspector } from "./texts/inspector.ts";

/** Texts of the inspector come with its page: who only looks at the city needs none. */
i18next.addResourceBundle("zh", "inspector", inspector.zh);
i18next.addResourceBundle("en", "inspector", inspector.en);
