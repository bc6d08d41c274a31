/* The second script: what a first look does without. */
import { Sequence } from "./chart.ts"
import { copy } from "./copy.ts"
import { fill } from "./key.ts"
import { Minimap } from "./minimap.ts"
import { picture } from "./pictures.ts"
import { save } from "./save.ts"
import { hold } from "./rows.ts"
import { rules } from "./rules.ts"
import { Names } from "./tip.ts"
import { words } from "./words.ts"
import { panel } from "../frame/panel.ts"
import { player } from "../frame/player.ts"
import style from "../styles/extras.css"

self.groundplanExtras = {
  style,
  panel,
  player,
  chart: (...of) => new Sequence(...of),
  minimap: go => new Minimap(go),
  tip: facts => new Names(facts),
  save,
  fill,
  copy,
  picture,
  hold,
  rules,
  words,
}
