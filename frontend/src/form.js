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
