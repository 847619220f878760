// What a reader says of an answer: 有用, or 没答好 with a reason. Runs once, as `js_on_load` of its gr.HTML.

const REASONS = ['没答到点上', '引错了条款', '漏了内容', '不该说没有', '其他'];

const create = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

function position(answer) {
  return [...document.querySelectorAll('#wence-chat .wence-answer')].indexOf(answer);
}

// Thanks are said once the server has kept it, and not before; called by the page after the event.
const waiting = [];
window.wenceJudged = (kept) => {
  const foot = waiting.shift();
  if (!foot || !kept) return;
  foot.replaceChildren(create('span', '已记下，谢谢'));
  foot.setAttribute('role', 'status');
};

function judge(link, verdict, reason) {
  waiting.push(link.closest('.wence-verdicts'));
  trigger('like', { position: position(link.closest('.wence-answer')), verdict, reason });
}

function askWhy(link) {
  const dialog = create('dialog', '', 'wence-dialog');
  dialog.setAttribute('aria-label', '这个回答哪里不好');
  const form = create('form');
  form.method = 'dialog';
  const choices = create('fieldset', '', 'wence-reasons');
  choices.append(create('legend', '这个回答哪里不好？'));
  REASONS.forEach((reason, index) => {
    const label = create('label');
    const choice = create('input');
    choice.type = 'radio';
    choice.name = 'reason';
    choice.value = reason;
    choice.checked = index === 0;
    label.append(choice, ` ${reason}`);
    choices.append(label);
  });
  const more = create('input', '', 'wence-more-words');
  more.maxLength = 500;
  more.placeholder = '想补充的话（可不填）';
  more.setAttribute('aria-label', '想补充的话');
  const row = create('div');
  const cancel = create('button', '取消');
  cancel.type = 'button';
  cancel.onclick = () => dialog.close();
  row.append(cancel, create('button', '提交', 'wence-go'));
  form.append(choices, more, row);
  form.addEventListener('submit', () => {
    const reason = [form.elements.reason.value, more.value.trim()].filter(Boolean).join('：');
    judge(link, 'down', reason);
  });
  dialog.append(form);
  removeOnceClosed(dialog, link);
  document.body.append(dialog);
  dialog.showModal();
}

window.wenceFeedback?.abort();
window.wenceFeedback = new AbortController();
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a.wence-verdict');
  if (!link) return;
  event.preventDefault();
  if (link.getAttribute('href') === '#down') askWhy(link);
  else judge(link, 'up', '');
}, { signal: window.wenceFeedback.signal });
