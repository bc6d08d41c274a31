/* Stands in for d3-color, which d3-transition brings along to blend colours. The viewer moves drawings and blends none. */
export const color = () => null
export const rgb = color
export const hsl = color
export const lab = color
export const hcl = color
export const cubehelix = color
