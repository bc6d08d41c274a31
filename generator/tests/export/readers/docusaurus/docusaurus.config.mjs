// A site that stops at whatever is broken: links, anchors, images, addresses that stand twice.
export default {
  title: "Reference",
  url: "https://example.com",
  baseUrl: "/",
  trailingSlash: true,
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  markdown: { hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  future: { v4: true, faster: true },
  i18n: { defaultLocale: "en", locales: ["en", "ko", "ja"] },
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, pages: false }]],
};
