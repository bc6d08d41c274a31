/** Put the address of the page as it is seen on the clipboard; `plain` where nothing is looked at in `element`, and the heading above it
 * tells the place. */
export async function copy(element: Element, plain: boolean): Promise<void> {
  const above = [...document.querySelectorAll<HTMLElement>(":is(h1, h2, h3, h4)[id]")].filter(
    heading => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  const address = new URL(location.href)
  address.hash = plain ? above.at(-1)?.id ?? "" : ""
  await navigator.clipboard.writeText(address.href)
}
