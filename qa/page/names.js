// What a screen reader hears of Gradio's own parts. Runs once, as `js_on_load` of its gr.HTML.

// Gradio names a message by its raw source; a screen reader should hear what it is instead.
const names = { bot: '回答', user: '提问' };
const say = (name) => window.wenceSay?.(name) ?? name;
function rename() {
  document.querySelectorAll('[data-testid="bot"][aria-label], [data-testid="user"][aria-label]').forEach((node) => {
    const name = say(names[node.dataset.testid]);
    if (node.getAttribute('aria-label') !== name) node.setAttribute('aria-label', name);
  });
  // A slider's two ways in are named in English by Gradio: "number input for …".
  document.querySelectorAll('#wence-settings [aria-label*=" input for "], #wence-settings [aria-label*=" slider for "]').forEach((node) => {
    node.setAttribute('aria-label', node.getAttribute('aria-label').replace(/^.* for /, ''));
  });
  document.querySelectorAll('#wence-settings [aria-label="Reset to default value"]').forEach((node) => {
    node.setAttribute('aria-label', say('复原'));
    node.title = say('复原');
  });
  // Its children are buttons, which no list may hold.
  document.querySelectorAll('#wence-chat .examples[role="list"]').forEach((node) => {
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', say('示例问题'));
  });
}
window.wenceNames?.disconnect();
window.wenceNames = new MutationObserver(rename);
window.wenceNames.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-label'] });
