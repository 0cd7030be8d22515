/**
 * The preview page: loads the search the way the page was opened, and tells
 * what it searches. The build makes a classic script of it, because browsers refuse
 * modules on pages that are opened from a disk.
 */
import { LANGUAGES, RIGHT_TO_LEFT } from './languages.js';

/** @typedef {Record<string, string>} Texts */
/** @type {Record<string, Texts>} */
const TEXTS = {
  en: {
    facts: '{articles}.',
    one: '{n} article{languages}',
    other: '{n} articles{languages}',
    in: ' in ',
    words: '{n} words',
    whole: 'The search works without a network.',
    parts: 'Of this large index, the browser loads what a query needs.',
    files: 'in {n} files',
    auto: 'as the page',
    language: 'Language',
    copy: 'Copy',
    copied: 'Copied',
    failed: 'The search could not be started:',
  },
  de: {
    title: 'Diese Artikel durchsuchen',
    lede: 'Die Suche läuft in Ihrem Browser und verzeiht Tippfehler.',
    fallback: 'Diese Suche braucht JavaScript und WebAssembly.',
    use: 'Auf Ihren eigenen Seiten',
    choose: 'Wählen Sie, was zu Ihrer Website passt; die Suche oben ändert sich mit.',
    mode: 'Erscheint als',
    modal: 'Knopf und Dialog',
    inline: 'Feld, Ergebnisse über der Seite',
    page: 'eigene Seite',
    theme: 'Farben',
    auto: 'wie die Seite',
    light: 'hell',
    dark: 'dunkel',
    language: 'Sprache',
    how: 'Legen Sie diesen Ordner auf Ihre Website und diese Zeilen dorthin, wo die Suche erscheinen soll (die Regel hält ihr den Platz frei, bis sie da ist, und kann auch in Ihrem Stylesheet stehen):',
    copy: 'Kopieren',
    disk: 'Für Seiten, die von einer Festplatte oder einem USB-Stick geöffnet werden, nehmen Sie das Skript',
    private: 'Was Sie eingeben, bleibt auf diesem Gerät.',
    facts: '{articles}.',
    one: '{n} Artikel{languages}',
    other: '{n} Artikel{languages}',
    in: ' auf ',
    words: '{n} Wörter',
    whole: 'Die Suche funktioniert ohne Netz.',
    parts: 'Von diesem großen Index lädt der Browser, was eine Anfrage braucht.',
    files: 'in {n} Dateien',
    copied: 'Kopiert',
    failed: 'Die Suche konnte nicht gestartet werden:',
  },
};

/**
 * What an element takes before its script has come, by its mode, so that nothing moves then.
 *
 * @type {Record<string, string>}
 */
const ROOM = {
  modal: 'display: inline-block; inline-size: max(13rem, 208px); block-size: max(2.5rem, 40px); vertical-align: middle',
  inline: 'display: block; block-size: max(2.75rem, 44px)',
  page: 'display: block; block-size: max(3.25rem, 52px)',
};

const lang = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => tag in TEXTS) ?? 'en';
const texts = TEXTS[lang];

translate();
offerChoices();
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
  byId('network').textContent = info.missing ? texts.parts : texts.whole;
  // Of an index in many files, what is loaded first says nothing of the whole.
  const extent = info.missing ? fill(texts.files, { n: info.missing.toLocaleString(lang) }) : size(info.bytes);
  const words = fill(texts.words, { n: info.tokens.toLocaleString(lang) });
  byId('figures').textContent = `${words} · ${extent} · Findling ${info.version}`;
  if (!info.missing) return;
  search().setAttribute('offline-button', '');
  choose();
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

/** What can be chosen of the widget changes the one on this page, and the lines to copy. */
function offerChoices() {
  const form = /** @type {HTMLFormElement} */ (byId('choices'));
  const select = /** @type {HTMLSelectElement} */ (byId('lang'));
  const names = new Intl.DisplayNames(lang, { type: 'language' });
  select.options[0].textContent = texts.auto;
  select.setAttribute('aria-label', texts.language);
  for (const tag of LANGUAGES) select.append(new Option(names.of(tag), tag));
  form.hidden = false;
  form.addEventListener('change', choose);
  form.addEventListener('submit', (event) => event.preventDefault());
  choose();
}

function choose() {
  const chosen = new FormData(/** @type {HTMLFormElement} */ (byId('choices')));
  const [mode, theme, tag] = ['mode', 'theme', 'lang'].map((name) => String(chosen.get(name) ?? ''));
  const stated = { mode: mode === 'modal' ? '' : mode, theme: theme === 'auto' ? '' : theme, lang: tag };
  for (const [name, value] of Object.entries(stated)) {
    if (value) search().setAttribute(name, value);
    else search().removeAttribute(name);
  }
  const dir = RIGHT_TO_LEFT.includes(tag) ? 'rtl' : '';
  byId('stage').dir = dir;
  const attributes = Object.entries({ ...stated, dir, 'url-param': mode === 'page' ? 'q' : '' }).filter(([, value]) => value);
  if (search().hasAttribute('offline-button')) attributes.push(['offline-button', '']);
  byId('snippet').textContent = snippet(attributes);
  byId('copy').textContent = texts.copy;
}

/**
 * The lines to copy, with the address that this folder has.
 *
 * @param {[string, string][]} attributes
 */
function snippet(attributes) {
  const address = location.protocol === 'file:' ? 'findling.js' : new URL('findling.js', location.href).pathname;
  const stated = attributes.map(([name, value]) => ` ${name}${value && `="${value}"`}`).join('');
  const { mode = 'modal' } = Object.fromEntries(attributes);
  return `<script type="module" src="${address}"></script>
<style>
  findling-search:not(:defined) { ${ROOM[mode]} }
</style>
<findling-search${stated}></findling-search>`;
}

function search() {
  return /** @type {HTMLElement} */ (document.querySelector('findling-search'));
}

function offerCopy() {
  const snippet = byId('snippet');
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
