// The interface in Chinese or English. Runs once, as `js_on_load` of its gr.HTML, with `WORDS` before it.
// Only words of the interface are exchanged; what documents and readers wrote stands as it was written.

const CONTENT = '.wence-content, .wence-question, .wence-text span:not(.wence-mark), .wence-text s, .wence-document, .wence-title, '
  + '.wence-path, .wence-jump, .wence-source, .wence-from > span:first-child, a.wence-opens, button.wence-opens, .wence-seal, '
  + '.example, button.option, textarea, #wence-card, script, style';
const ATTRIBUTES = ['aria-label', 'title', 'placeholder'];
const patterns = WORDS.patterns.map(([pattern, words]) => [new RegExp(pattern), words]);
const chinese = new Map(Object.entries(WORDS.words).map(([from, to]) => [to, from]));
const kept = new WeakMap(); // node or element -> what stood there, and what was put in its place, by attribute
const STORE = 'wence-language';

function english(text) {
  const words = text.trim().replace(/\s*\n\s*/g, '');
  if (Object.hasOwn(WORDS.words, words)) return text.replace(text.trim(), () => WORDS.words[words]);
  for (const [pattern, to] of patterns) if (pattern.test(words)) return words.replace(pattern, to);
  return text;
}
let language = 'zh';
try { if (localStorage.getItem(STORE) === 'en') language = 'en'; } catch (error) { /* no storage: Chinese */ }
// For scripts that name things themselves.
window.wenceSay = (text) => (language === 'en' ? english(text) : text);

function put(node, name, read, write) {
  const text = read();
  if (!text || !text.trim()) return;
  const places = kept.get(node) || {};
  const known = places[name];
  const current = known && known.shown === text;
  if (language === 'en') {
    if (current) return;
    const shown = english(text);
    if (shown === text) return;
    places[name] = { original: text, shown };
    kept.set(node, places);
    write(shown);
  } else if (current) {
    delete places[name];
    write(known.original);
  } else if (chinese.has(text) && node.parentElement?.closest('.wence-foot, .wence-bar')) {
    write(chinese.get(text)); // a label that was put back in the language that was just left
  }
}

function exchange(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    if (!root.parentElement?.closest(CONTENT)) put(root, 'text', () => root.data, (words) => { root.data = words; });
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) exchange(node);
    else for (const name of ATTRIBUTES) attribute(node, name);
  }
}

function attribute(node, name) {
  if (node.hasAttribute(name) && !node.matches('a.wence-cite')) {
    put(node, name, () => node.getAttribute(name), (words) => node.setAttribute(name, words));
  }
}

function mark() {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  document.querySelectorAll('.wence-language').forEach((node) => { node.lang = language === 'en' ? 'zh-CN' : 'en'; });
}

window.wenceLanguage?.abort();
window.wenceLanguage = new AbortController();
const watching = new MutationObserver((changes) => {
  if (language !== 'en') return;
  for (const change of changes) {
    if (change.type === 'childList') change.addedNodes.forEach(exchange);
    else if (change.type === 'characterData') exchange(change.target);
    else attribute(change.target, change.attributeName);
  }
  mark();
});
watching.observe(document.body, {
  childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
});
window.wenceLanguage.signal.addEventListener('abort', () => watching.disconnect());
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.wence-language')) return;
  language = language === 'en' ? 'zh' : 'en';
  try { localStorage.setItem(STORE, language); } catch (error) { /* for this page only */ }
  exchange(document.body);
  mark();
}, { signal: window.wenceLanguage.signal });
mark();
if (language === 'en') exchange(document.body);
