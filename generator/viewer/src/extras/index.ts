/* The second script: what readers seldom need. */
import { Minimap } from "./minimap.ts"
import { save } from "./save.ts"

self.groundplanExtras = { minimap: go => new Minimap(go), save }
