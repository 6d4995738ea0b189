import "@fontsource-variable/noto-sans-sc";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startI18n } from "./app/i18n.ts";
import { applyTokens } from "./app/theme.ts";
import { createQueryClient } from "./client/queries.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
applyTokens(document.documentElement);
await startI18n();
createRoot(root).render(<App queries={createQueryClient()} />);
