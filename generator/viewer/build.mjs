// Bundles the element into dist/, with the site's Latin face, and the licences of what they are made of.
import { readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { build, transform } from "esbuild"
import subset from "subset-font"

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
  alias: {
    ...Object.fromEntries(["selection", "drag", "dispatch"].map(part => [`d3-${part}`, "./src/motion/select.ts"])),
    ...Object.fromEntries(["transition", "interpolate"].map(part => [`d3-${part}`, "./src/motion/glide.ts"])),
  },
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/*! Groundplan, Apache-2.0. The licences of what is in here: viewer.licenses.txt */" },
  metafile: true,
})

/** The face of the site in its two weights, as far as Latin needs it: what a text may be at most wide is measured from it, too. What all
 * pages need is a file of its own; a browser asks for the rest where a page has one of its letters. `unicode-range` in `groundplan.css`
 * says the same. */
const FACE = "@fontsource/noto-sans"
const COMMON = [..."\u00a0§«°¶·»×–—‘’“”•…›−", ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at))]
const LATIN = [[0xa0, 0x17f], [0x2bb, 0x2dc], [0x300, 0x329], [0x2000, 0x2044], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2212, 0x2212]]
const rest = LATIN.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at))).filter(one => !COMMON.includes(one))
for (const weight of [400, 700]) {
  const face = await readFile(`${here}/node_modules/${FACE}/files/noto-sans-latin-${weight}-normal.woff2`)
  for (const [name, letters] of [[`latin-${weight}`, COMMON], [`latin-more-${weight}`, rest]]) {
    await writeFile(`${here}/dist/${name}.woff2`, await subset(face, letters.join(""), { targetFormat: "woff2", noLayoutClosure: true }))
  }
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
