import i18next from "i18next";
import { inspectorData } from "./texts/inspector-data.ts";

/** Texts of search, filters, colours and lists come with the inspector's page. */
i18next.addResourceBundle("zh", "inspectorData", inspectorData.zh);
i18next.addResourceBundle("en", "inspectorData", inspectorData.en);
