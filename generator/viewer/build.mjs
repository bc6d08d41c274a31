// Bundles the element into dist/, with the licences of what it is made of.
import { readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const here = dirname(fileURLToPath(import.meta.url))

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/index.ts"],
  outfile: "dist/viewer.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  loader: { ".css": "text" },
  legalComments: "none",
  banner: { js: "/*! Groundplan, Apache-2.0. The licences of what is in here: viewer.licenses.txt */" },
  metafile: true,
})

const packages = new Set()
for (const input of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)
  if (found) packages.add(found[1])
}
const licences = []
for (const name of [...packages].sort()) {
  licences.push(`${name}\n\n${await readFile(`${here}/node_modules/${name}/LICENSE`, "utf8")}`)
}
await writeFile(`${here}/dist/viewer.licenses.txt`, licences.join("\n\n"))
