import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { cesiumAssets } from "./cesium-assets.ts";
import { thirdPartyCheck, thirdPartyNotices } from "./third-party-notices.ts";

/** The server that a developer runs beside `npm run dev`. */
const SERVER = "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), cesiumAssets(), thirdPartyNotices()],
  // Workers of the inspector load parts of theirs later: web-ifc, the geoid.
  worker: { format: "es", plugins: () => [thirdPartyCheck()] },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // Cesium alone is 4 MB; the warning would say nothing new.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "cesium", test: /node_modules[\\/](@cesium|cesium)[\\/]/, priority: 30 },
            { name: "charts", test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 20 },
            {
              name: "interface",
              test: /node_modules[\\/](react|react-dom|antd|@ant-design|rc-|@rc-component|scheduler)/,
              priority: 10,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": SERVER,
      "/tiles": SERVER,
      "/socket.io": { target: SERVER, ws: true },
    },
  },
});
