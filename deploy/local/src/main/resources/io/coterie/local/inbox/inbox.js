// Everything a mail says is untrusted: it is written with textContent, and its HTML stays in a sandboxed frame.
const by = id => document.getElementById(id);
let next = null;

const query = extra => {
  const parameters = new URLSearchParams(extra);
  const to = by('to').value.trim();
  if (to) parameters.set('to', to);
  return parameters.toString();
};

const read = async path => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

const element = (name, text, className = '') => {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
};

const row = mail => {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(
    element('strong', mail.subject || '(no subject)'),
    element('span', `${mail.from} to ${mail.to.join(', ')}`),
    element('time', new Date(mail.receivedAt).toLocaleString()));
  button.addEventListener('click', () => show(mail));
  const item = document.createElement('li');
  item.append(button);
  return item;
};

const show = mail => {
  by('subject').textContent = mail.subject || '(no subject)';
  by('envelope').textContent = `${mail.from} to ${mail.to.join(', ')}, ${mail.receivedAt}`;
  by('headers').replaceChildren(...Object.entries(mail.headers).flatMap(([name, values]) =>
    [element('dt', name), ...values.map(value => element('dd', value))]));
  by('raw').href = `/messages/${mail.id}/raw`;
  by('text').textContent = mail.text;
  by('text').hidden = !mail.text;
  by('html').hidden = !mail.html;
  by('html').src = mail.html ? `/messages/${mail.id}/html` : 'about:blank';
  by('mail').hidden = false;
};

const page = async after => {
  const mails = await read(`/messages?${query(after ? {limit: 50, after} : {limit: 50})}`);
  if (!after) by('mails').replaceChildren();
  by('mails').append(...mails.items.map(row));
  next = mails.next;
  by('older').hidden = !next;
};

const search = async () => {
  const {count} = await read(`/messages/count?${query({})}`);
  by('count').textContent = `${count} ${count === 1 ? 'mail' : 'mails'}`;
  await page(null);
};

by('search').addEventListener('submit', event => {
  event.preventDefault();
  search();
});
by('older').addEventListener('click', () => page(next));
search();
