// How the pages are built: one document, scripts and style sheets by hash, fonts and maps beside
// them, and each text compressed once so that the node only sends bytes.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin, type ProxyOptions } from "vite";

export default defineConfig({
  plugins: [svelte(), licences(), compressed()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 350,
  },
  server: { proxy: { "/api": toNode() } },
});

/** For `npm run dev`: passes questions on to the node whose link is in WATCHFIRE_LINK. */
function toNode(): ProxyOptions {
  const link = new URL(process.env.WATCHFIRE_LINK ?? "http://127.0.0.1:8642/");
  const token = link.searchParams.get("token") ?? "";
  return {
    target: link.origin,
    changeOrigin: true,
    configure(proxy) {
      proxy.on("proxyReq", (request) => {
        request.setHeader("authorization", `Bearer ${token}`);
        for (const name of ["origin", "referer", "sec-fetch-site"]) request.removeHeader(name);
      });
    },
  };
}

/** Writes the licences of all that the pages are made of, as those licences ask. */
function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const lock = JSON.parse(readFileSync(join(import.meta.dirname, "package-lock.json"), "utf8")) as {
        packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
      };
      const parts = Object.entries(lock.packages).flatMap(([folder, { version, license, dev }]) => {
        // Svelte is a tool of the build whose parts stand in the pages.
        if (!folder || (dev && folder !== "node_modules/svelte")) return [];
        const inside = join(import.meta.dirname, folder);
        const text = readdirSync(inside).find((name) => /^licen[cs]e/i.test(name));
        const head = `${folder.slice("node_modules/".length)} ${version} (${license})`;
        return [`${head}\n\n${text ? readFileSync(join(inside, text), "utf8").trim() : ""}`];
      });
      const rule = `\n\n${"-".repeat(72)}\n\n`;
      this.emitFile({ type: "asset", fileName: "licences.txt", source: parts.join(rule) + "\n" });
    },
  };
}

/** Writes `name.gz` beside every text of the build. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    closeBundle() {
      const root = join(import.meta.dirname, "dist");
      for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
        if (/\.(html|js|css|json|svg|txt)$/.test(name)) {
          const bytes = readFileSync(join(root, name));
          writeFileSync(join(root, `${name}.gz`), gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
        }
      }
    },
  };
}
