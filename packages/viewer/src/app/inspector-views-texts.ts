import i18next from "i18next";
import { inspectorViews } from "./texts/inspector-views.ts";

/** Texts of the inspector's saved views. */
i18next.addResourceBundle("zh", "inspectorViews", inspectorViews.zh);
i18next.addResourceBundle("en", "inspectorViews", inspectorViews.en);
