// The search bundles of the site, one for each language. Their workers are spoken to as Pagefind's own script does
// (version 1.5), since that cuts every query with the browser's dictionary, which is not the one of the index.

const KEPT = 50_000; // results that a worker may remember before it starts anew
const WAIT = 30_000;
const SIGNATURE = "pagefind_dcd";

const opened = new Map();

// Returns the bundle of the locale whose home page is at `home`.
export function bundleOf(home) {
  const at = new URL("pagefind/", home).pathname;
  if (!opened.has(at)) opened.set(at, new Bundle(at));
  return opened.get(at);
}

class Bundle {
  #at;
  #worker;
  #ready;
  #asked = new Map();
  #number = 0;
  #kept = 0;
  #fragments = new Map();

  constructor(at) {
    this.#at = at;
  }

  // Returns what Pagefind finds for `words` among the articles that pass `filters`: { id, score, words } each.
  async search(words, filters = {}) {
    if (this.#kept > KEPT) this.#end();
    const { results } = await this.#ask("search", words, { filters });
    this.#kept += results.length;
    return results;
  }

  // Returns the values that articles have, by filter.
  filters() {
    return this.#ask("filters");
  }

  // Returns what the index keeps of an article.
  fragment(id) {
    if (!this.#fragments.has(id)) {
      const read = this.#read(`${this.#at}fragment/${id}.pf_fragment`);
      this.#fragments.set(id, read);
      read.catch(() => this.#fragments.delete(id));
    }
    return this.#fragments.get(id);
  }

  // Gets what every search needs, so that the first one is quick.
  async open() {
    await this.#start();
  }

  async #read(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    let data = new Uint8Array(await response.arrayBuffer());
    if (data[0] === 0x1f && data[1] === 0x8b) {
      const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
      data = new Uint8Array(await new Response(stream).arrayBuffer());
    }
    return JSON.parse(new TextDecoder().decode(data.subarray(SIGNATURE.length)));
  }

  #start() {
    if (!this.#ready) {
      this.#worker = new Worker(`${this.#at}pagefind-worker.js`);
      this.#worker.addEventListener("message", (message) => {
        const { id, result, error } = message.data;
        const [resolve, reject] = this.#asked.get(id) ?? [];
        this.#asked.delete(id);
        if (error) reject?.(new Error(error));
        else resolve?.(result);
      });
      this.#worker.addEventListener("error", (event) => {
        event.preventDefault();
        this.#end(new Error(`cannot run ${this.#at}`));
      });
      // No language of its own: then the query is left as it is. There is only one index to choose.
      this.#ready = this.#send("init", { basePath: this.#at, language: "und", primary: true });
      this.#ready.catch(() => this.#end());
    }
    return this.#ready;
  }

  async #ask(method, ...args) {
    await this.#start();
    return this.#send(method, ...args);
  }

  #send(method, ...args) {
    return new Promise((resolve, reject) => {
      const id = String(++this.#number);
      this.#asked.set(id, [resolve, reject]);
      setTimeout(() => { if (this.#asked.delete(id)) reject(new Error(`no answer from ${this.#at}`)); }, WAIT);
      this.#worker.postMessage({ id, instanceId: "search", method, args });
    });
  }

  #end(reason = new Error("started anew")) {
    this.#worker?.terminate();
    this.#worker = this.#ready = undefined;
    this.#kept = 0;
    for (const [, reject] of this.#asked.values()) reject(reason);
    this.#asked.clear();
  }
}
