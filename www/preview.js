/**
 * The preview page: loads the search the way the page was opened, and tells
 * what it searches. A classic script, because browsers refuse modules on pages
 * that are opened from a disk.
 */
(() => {
  /** @typedef {Record<string, string>} Texts */
  /** @type {Record<string, Texts>} */
  const TEXTS = {
    en: {
      facts: '{articles}.',
      one: '{n} article{languages}',
      other: '{n} articles{languages}',
      in: ' in ',
      words: '{n} words',
      copied: 'Copied',
      failed: 'The search could not be started:',
    },
    de: {
      title: 'Diese Artikel durchsuchen',
      lede: 'Die Suche läuft in Ihrem Browser und verzeiht Tippfehler. Kein Server wird gefragt.',
      fallback: 'Diese Suche braucht JavaScript und WebAssembly.',
      use: 'Auf Ihren eigenen Seiten',
      how: 'Legen Sie diesen Ordner auf Ihre Website und diese zwei Zeilen dorthin, wo die Suche erscheinen soll:',
      copy: 'Kopieren',
      disk: 'Für Seiten, die von einer Festplatte oder einem USB-Stick geöffnet werden, nehmen Sie das Skript',
      footer: 'Funktioniert ohne Netz. Was Sie eingeben, bleibt auf diesem Gerät.',
      facts: '{articles}.',
      one: '{n} Artikel{languages}',
      other: '{n} Artikel{languages}',
      in: ' auf ',
      words: '{n} Wörter',
      copied: 'Kopiert',
      failed: 'Die Suche konnte nicht gestartet werden:',
    },
  };

  const lang = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => tag in TEXTS) ?? 'en';
  const texts = TEXTS[lang];

  translate();
  offerCopy();
  load()
    .then(({ open }) => open())
    .then((engine) => engine.info())
    .then(showInfo)
    .catch(showFailure);

  function translate() {
    document.documentElement.lang = lang;
    for (const element of document.querySelectorAll('[data-text]')) {
      const text = texts[/** @type {HTMLElement} */ (element).dataset.text ?? ''];
      if (text) element.textContent = text;
    }
  }

  /** @returns {Promise<{ open: typeof import('./findling').open }>} */
  function load() {
    return location.protocol === 'file:' ? loadClassic() : import('./findling.js');
  }

  /** @returns {Promise<NonNullable<typeof globalThis.findling>>} */
  function loadClassic() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = 'findling.offline.js';
      script.onload = () => (globalThis.findling ? resolve(globalThis.findling) : reject(new Error(script.src)));
      script.onerror = () => reject(new Error(`${script.src} is missing; copy the whole folder.`));
      document.head.append(script);
    });
  }

  /** @param {import('./findling').Info} info */
  function showInfo(info) {
    byId('facts').textContent = fill(texts.facts, { articles: articles(info) });
    const words = fill(texts.words, { n: info.tokens.toLocaleString(lang) });
    byId('figures').textContent = `${words} · ${size(info.bytes)} · Findling ${info.version}`;
  }

  /** @param {import('./findling').Info} info */
  function articles({ articles, languages }) {
    const names = languages.map((tag) => new Intl.DisplayNames(lang, { type: 'language' }).of(tag) ?? tag);
    const list = new Intl.ListFormat(lang).format(names);
    const form = articles === 1 ? texts.one : texts.other;
    return fill(form, { n: articles.toLocaleString(lang), languages: list && texts.in + list });
  }

  /** @param {number} bytes */
  function size(bytes) {
    const [unit, value] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
    return value.toLocaleString(lang, { style: 'unit', unit, maximumSignificantDigits: 3 });
  }

  /** @param {unknown} error */
  function showFailure(error) {
    console.error(error);
    byId('lede').textContent = `${texts.failed} ${error instanceof Error ? error.message : error}`;
  }

  /** The lines to copy, with the address that this folder has. */
  function offerCopy() {
    const snippet = byId('snippet');
    if (location.protocol !== 'file:') {
      const { pathname } = new URL('findling.js', location.href);
      snippet.textContent = (snippet.textContent ?? '').replace('findling.js', pathname);
    }
    const button = byId('copy');
    button.hidden = false;
    button.addEventListener('click', () => copy(snippet, button));
  }

  /**
   * @param {HTMLElement} snippet
   * @param {HTMLElement} button
   */
  async function copy(snippet, button) {
    try {
      await navigator.clipboard.writeText(snippet.textContent ?? '');
      button.textContent = texts.copied;
    } catch {
      getSelection()?.selectAllChildren(snippet); // refused: at least it is selected
    }
  }

  /** @param {string} id */
  function byId(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /**
   * @param {string} template
   * @param {Record<string, string>} values
   */
  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  }
})();
