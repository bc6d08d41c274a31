// Bundles the element into dist/, with the site's Latin face, and the licences of what they are made of.
import { copyFile, readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { build, transform } from "esbuild"

const here = dirname(fileURLToPath(import.meta.url))

/** Style sheets as texts, and templates without the spaces that only people need. */
const texts = {
  name: "texts",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true })
      return { contents: code, loader: "text" }
    })
    onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8")
      return { contents: code.replace(/\n\s+/g, "\n"), loader: "ts" }
    })
  },
}

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { viewer: "src/index.ts", "viewer.extras": "src/extras/index.ts" },
  outdir: "dist",
  bundle: true,
  plugins: [texts],
  alias: { "d3-transition": "./src/motion/glide.ts", "d3-interpolate": "./src/motion/glide.ts" },
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/*! Groundplan, Apache-2.0. The licences of what is in here: viewer.licenses.txt */" },
  metafile: true,
})

/** The face of the site in its two weights, as far as Latin needs it: what a text may be at most wide is measured from it, too. */
const FACE = "@fontsource/noto-sans"
for (const weight of [400, 700]) {
  await copyFile(`${here}/node_modules/${FACE}/files/noto-sans-latin-${weight}-normal.woff2`, `${here}/dist/latin-${weight}.woff2`)
}

const packages = new Set([FACE])
for (const input of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)
  if (found) packages.add(found[1])
}
const licences = []
for (const name of [...packages].sort()) {
  licences.push(`${name}\n\n${await readFile(`${here}/node_modules/${name}/LICENSE`, "utf8")}`)
}
await writeFile(`${here}/dist/viewer.licenses.txt`, licences.join("\n\n"))
