import i18next from "i18next";
import { inspectorLive } from "./texts/inspector-live.ts";

/** Texts of the inspector's live part. */
i18next.addResourceBundle("zh", "inspectorLive", inspectorLive.zh);
i18next.addResourceBundle("en", "inspectorLive", inspectorLive.en);
