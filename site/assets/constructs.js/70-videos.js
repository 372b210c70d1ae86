// Videos, and frames of other sites: a click puts them in place of their link. Before it nothing is asked of their hosts.
// Frames of hosts that the site does not name stay links: the page's own policy says which those are.
const allowed = document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content ?? "";
let refused = null;
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-video]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!allowed.includes(new URL(link.dataset.video).origin)) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.title = link.textContent.trim();
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms";
  frame.src = link.dataset.video;
  refused = link.href;
  link.replaceWith(frame);
  frame.focus();
});
// Where the site allows no frames the link is followed after all.
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  if (refused && /^(frame|child)-src$/.test(effectiveDirective)) location.assign(refused);
});
