// Languages: where readers are led to, and what they are offered. What they choose is remembered.
// On the page at the root, and where no page was found, this runs before anything is drawn.

const { locales = "", standard, words, root, then } = document.currentScript.dataset;
const html = document.documentElement;
const offered = locales.split(" ").filter(Boolean);

const recall = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // Without storage nothing is remembered.
  }
};
const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then the next page asks again.
  }
};

const likely = (tag) => {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return {}; // It is no language.
  }
};
// The very locale, or one of the same language and script, that of the same region first.
const match = (wanted, tags) => {
  for (const tag of wanted.filter(Boolean)) {
    const own = likely(tag);
    const alike = tags.filter((other) => own.language && likely(other).language === own.language && likely(other).script === own.script);
    const found = alike.find((other) => other.toLowerCase() === tag.toLowerCase())
      ?? alike.find((other) => likely(other).region === own.region) ?? alike[0];
    if (found) return found;
  }
  return "";
};
const choose = (tags) => match([recall("language"), ...navigator.languages], tags);
const drawn = new Promise((resolve) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
});

addEventListener("click", (event) => {
  const link = event.target.closest?.(":is(.languages, .footer, .language-cards, .offer) a[hreflang]");
  if (link) remember("language", link.hreflang);
});

// The page at the root leads on, unless readers came to choose. It never is a step of the way back.
const lead = () => {
  if (new URLSearchParams(location.search).has("choose") || location.hash === "#choose") return;
  const locale = choose(offered) || standard;
  if (!locale) return;
  html.hidden = true;
  location.replace(`${locale.toLowerCase()}/${location.search}${location.hash}`);
  setTimeout(() => { html.hidden = false; }, 3000);
};

// A host may show one and the same page for whatever was not found: then that of the reader's language takes its place.
const translate = async () => {
  const first = location.pathname.slice(root.length).split("/")[0];
  const locale = match([first], offered) || choose(offered) || html.lang;
  if (locale !== html.lang) {
    html.hidden = true;
    try {
      const answer = await fetch(`${root}${locale.toLowerCase()}/404.html`, { signal: AbortSignal.timeout(4000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      await drawn;
      if (page.documentElement.lang === locale) {
        Object.assign(html, { lang: locale, dir: page.documentElement.dir });
        document.title = page.title;
        document.body = document.adoptNode(page.body);
      }
    } catch {
      // The page that there is has to do.
    }
    html.hidden = false;
  }
  await drawn;
  for (const src of then.split(" ")) {
    document.head.append(Object.assign(document.createElement("script"), { type: "module", async: false, src }));
  }
};

// A translation is offered to those who would rather read it, in its own words, until they decline.
const offer = async () => {
  await drawn;
  const links = [...document.querySelectorAll(".languages[data-translations] a[hreflang]")];
  const locale = choose(links.map((link) => link.hreflang));
  if (!locale || locale === html.lang || recall("declined") === locale) return;
  const { [locale]: say } = await (await fetch(words)).json();
  const link = links.find((other) => other.hreflang === locale);
  const bar = document.createElement("aside");
  const way = document.createElement("a");
  const close = document.createElement("button");
  Object.assign(bar, { className: "offer", lang: locale, dir: say.dir });
  Object.assign(way, { href: link.href, hreflang: locale, textContent: say.offer });
  Object.assign(close, { type: "button", ariaLabel: say.close });
  way.hash ||= location.hash;
  close.addEventListener("click", () => {
    remember("declined", locale);
    bar.remove();
    document.querySelector("main").focus({ preventScroll: true });
  });
  bar.append(way, close);
  document.querySelector("main").before(bar);
};

if (then) translate();
else if (words) offer();
else lead();
