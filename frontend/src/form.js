// What a form does by itself in the browser: repeat a group, follow an error to its field. The
// server's rules are not repeated here.

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-repeat],[data-remove]');
  if (button?.dataset.repeat) {
    repeat(document.getElementById(button.dataset.repeat));
  } else if (button) {
    remove(button.closest('[data-group]'));
  }
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-error-for]');
  const field = link && document.getElementById(link.dataset.errorFor);
  if (field) {
    event.preventDefault();
    field.closest('details')?.setAttribute('open', '');
    field.closest('[data-field]')?.scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  }
});

/// Appends a copy of the template, numbered after the last group. A copy takes over what is most
/// likely the same: make and model, never the serial number.
function repeat(template) {
  const groups = template.parentElement.querySelectorAll('[data-group]');
  const last = groups[groups.length - 1];
  const index = groups.length;
  const copy = template.content.cloneNode(true).firstElementChild;
  template.before(copy);
  number(copy, index);
  for (const field of copy.querySelectorAll('[data-same]')) {
    const twin = last?.querySelector(`[data-same="${field.dataset.same}"]`);
    field.value = twin?.value ?? field.value;
  }
  copy.querySelector('input, select').focus();
  copy.dispatchEvent(new Event('change', { bubbles: true }));
}

function remove(group) {
  const parent = group.parentElement;
  const form = group.closest('form');
  group.remove();
  parent.querySelectorAll('[data-group]').forEach(number);
  parent.querySelector('[data-repeat]')?.focus();
  form.dispatchEvent(new Event('change', { bubbles: true }));
}

/// Names are JSON pointers, so the group's place in the list is one step of each.
function number(group, index) {
  const list = group.dataset.group;
  const pointer = new RegExp(`^(${list}/)[^/]+`);
  const id = list.replaceAll('/', '-');
  const idPattern = new RegExp(`(${id}-)[^-]+`, 'g');
  for (const element of group.querySelectorAll('[name],[id],[for],[aria-describedby],[aria-labelledby]')) {
    rewrite(element, 'name', pointer, `$1${index}`);
    for (const attribute of ['id', 'for', 'aria-describedby', 'aria-labelledby']) {
      rewrite(element, attribute, idPattern, `$1${index}`);
    }
  }
  group.querySelectorAll('[data-ordinal]').forEach((element) => {
    element.textContent = index + 1;
  });
}

function rewrite(element, attribute, pattern, replacement) {
  const value = element.getAttribute(attribute);
  if (value) {
    element.setAttribute(attribute, value.replace(pattern, replacement));
  }
}

const SECRET = 'PRIVATE KEY';
const LARGEST_FILE = 65536;

// A certificate from a file becomes the text of its field, so that it is seen before it is sent.
document.addEventListener('change', async (event) => {
  const [file] = event.target.files ?? [];
  const field = file && document.getElementById(event.target.dataset.into);
  if (field) {
    const large = file.size > LARGEST_FILE;
    field.value = large ? '' : pem(new Uint8Array(await file.arrayBuffer()));
    object(field, large ? 'large' : undefined);
  }
});

// A private key must not leave the browser by mistake.
document.addEventListener('input', (event) => {
  if (event.target.matches?.('textarea[name="/pem"]')) {
    object(event.target);
  }
});

function object(field, fault = field.value.includes(SECRET) ? 'secret' : undefined) {
  const problem = document.getElementById('pem-problem');
  if (fault === 'secret') {
    field.value = '';
  }
  problem.textContent = fault ? problem.dataset[fault] : '';
}

/// PEM as it is; anything else is taken for the plain encoding.
function pem(bytes) {
  const text = String.fromCharCode(...bytes);
  return text.includes('-----BEGIN')
    ? text
    : `-----BEGIN CERTIFICATE-----\n${btoa(text).replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
