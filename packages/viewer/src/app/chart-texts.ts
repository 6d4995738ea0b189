import i18next from "i18next";
import { charts } from "./texts/charts.ts";

/** Texts that come with the chart page: who only looks at the city needs none. */
i18next.addResourceBundle("zh", "charts", charts.zh);
i18next.addResourceBundle("en", "charts", charts.en);
