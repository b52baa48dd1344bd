// Builds the pages' stylesheets and scripts: `.venv/bin/node tools/assets.mjs` writes build/assets/<room>/.
//
// Every file that lies directly in a room's `assets/` folder is an entry of its own; what lies in a folder below it is
// only imported. Names carry no hash: the static files storage of the server adds it.
// `@import "govuk"` stands for the rules of govuk-frontend whose classes occur in our templates, without its typeface
// and with every colour taken from our tokens; an unknown colour stops the build.

import { build } from "esbuild";
import { cp, readFile, readdir, rm } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { trimmed } from "./govuk.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const output = join(root, "build", "assets");

async function filesBelow(folder, wanted) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path, wanted)));
    else if (wanted(path)) found.push(path);
  }
  return found.sort();
}

const ours = await filesBelow(join(root, "motcua"), (path) => /\.(html|js|mjs|ts|css)$/.test(path));
const entries = ours.filter((path) => /\/assets\/[^/]+\.(js|ts|css)$/.test(path));
const sources = await Promise.all(
  ours.filter((path) => /\.(html|js|mjs|ts)$/.test(path)).map((path) => readFile(path, "utf8")),
);

const govuk = {
  name: "govuk",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^govuk$/ }, () => ({ path: "govuk.css", namespace: "govuk" }));
    pluginBuild.onLoad({ filter: /.*/, namespace: "govuk" }, async () => {
      const path = join(root, "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css");
      return { contents: trimmed(await readFile(path, "utf8"), sources.join("\n")), loader: "css", resolveDir: root };
    });
  },
};

await rm(output, { recursive: true, force: true });
for (const entry of entries) {
  const room = entry.match(/\/([^/]+)\/assets\/[^/]+$/)[1];
  await build({
    entryPoints: [entry],
    outdir: join(output, room),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome99", "firefox97", "safari15.4"],
    charset: "utf8",
    legalComments: "none",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file" },
    nodePaths: [join(root, "node_modules")],
    plugins: [govuk],
    logLevel: "warning",
  });
}
for (const path of await filesBelow(join(root, "motcua"), (path) => /\/assets\/[^/]+\.(svg|png|webmanifest)$/.test(path))) {
  await cp(path, join(output, path.match(/\/([^/]+)\/assets\//)[1], basename(path)));
}
await cp(join(root, "node_modules/htmx.org/dist/htmx.min.js"), join(output, "interface", "htmx.js"));

for (const path of await filesBelow(output, () => true)) {
  const size = (await readFile(path)).length;
  console.log(`${String(size).padStart(8)}  ${relative(root, path)}`);
}
