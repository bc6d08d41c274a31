/* The second script: what readers seldom need. */
import { copy } from "./copy.ts"
import { fill } from "./key.ts"
import { Minimap } from "./minimap.ts"
import { save } from "./save.ts"
import { Names } from "./tip.ts"

self.groundplanExtras = { minimap: go => new Minimap(go), tip: facts => new Names(facts), save, fill, copy }
