// The page's behaviour, by data attributes and delegation: the markup carries no script, so the
// Content-Security-Policy needs no exception.
import htmx from 'htmx.org';
import './form.js';
import { accessToken, complete, renew, signIn, signOut } from './session.js';

// Settling copies old attributes onto new elements, `style` among them, which the policy forbids.
htmx.config.defaultSettleDelay = 0;

const page = document.getElementById('page');

/// The last request for a whole page; a slower one from before must not come in over it.
let latest;

/// Paths that say something to a person who is not signed in.
const PUBLIC = new Set(['/']);

start();

async function start() {
  try {
    const returned = await complete();
    if (returned || !PUBLIC.has(location.pathname)) {
      await enter(returned ?? location.pathname + location.search);
    }
  } catch (error) {
    console.warn('sign-in failed', error);
    say('sign-in-failed');
  }
}

async function enter(path) {
  if (!accessToken()) {
    await signIn(path);
    return;
  }
  document.body.dataset.signedIn = '';
  await htmx.ajax('GET', '/pages/who', { target: '#who', swap: 'innerHTML' });
  await show(path);
}

/// The page at /x is the fragment at /pages/x.
function show(path) {
  return htmx.ajax('GET', `/pages${path === '/' ? '/home' : path}`, { target: '#page', swap: 'innerHTML' });
}

function say(template) {
  page.replaceChildren(document.getElementById(template).content.cloneNode(true));
  htmx.process(page);
  settle();
}

/// Tells everybody, seeing or not, that the page is another one now.
function settle() {
  const heading = page.querySelector('[data-focus]') ?? page.querySelector('h1');
  const title = page.querySelector('[data-title]')?.dataset.title ?? page.querySelector('h1')?.textContent;
  document.title = title ? `${title.trim()} · Gridseal` : 'Gridseal';
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
  heading?.closest('[data-focus]') ? heading.scrollIntoView({ block: 'start' }) : scrollTo(0, 0);
  markCurrent();
  picture();
}

/// A picture is drawn from the table that it belongs to; whoever has no script reads that.
function picture() {
  for (const chart of page.querySelectorAll('[data-chart]')) {
    import(chart.dataset.script).then(({ draw }) => draw(chart));
  }
}

function markCurrent() {
  for (const link of document.querySelectorAll('nav a[href]')) {
    const current = link.getAttribute('href') === location.pathname;
    link.classList.toggle('pf-m-current', current);
    current ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
}

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  const { request } = ctx;
  if (ctx.target === page) {
    latest = ctx;
  }
  request.credentials = 'omit';
  if (accessToken()) {
    request.headers.Authorization = `Bearer ${accessToken()}`;
  }
});

document.addEventListener('htmx:before:response', (event) => {
  const { ctx } = event.detail;
  if (ctx.target === page && ctx !== latest) {
    event.preventDefault();
  } else if (ctx.response.status === 401) {
    event.preventDefault();
    asksForLogin(ctx.response) ? announce('log-in-again') : again(ctx);
  } else if (ctx.response.status === 403) {
    event.preventDefault();
    say('forbidden');
  } else if (ctx.response.status === 404) {
    event.preventDefault();
    say('not-found');
  } else if (ctx.response.status === 409) {
    event.preventDefault();
    announce('changed');
  } else if (ctx.response.status >= 500 || ctx.response.status === 400) {
    event.preventDefault();
    announce('broken');
  }
});

document.addEventListener('htmx:error', () => announce('unreachable'));

/// Somebody is signed in, but too long ago for this (RFC 9470 §3).
function asksForLogin(response) {
  return response.headers.get('WWW-Authenticate')?.includes('insufficient_user_authentication') ?? false;
}

// What is typed into a form must survive a token that ran out: only when renewing fails, and only
// for a page that holds nothing, the browser is sent away.
async function again(ctx) {
  const asked = ctx.request.method === 'GET' && ctx.target === page;
  if (await renew()) {
    asked ? await htmx.ajax('GET', ctx.request.action, { target: '#page', swap: 'innerHTML' }) : announce('retry');
  } else if (page.querySelector('form')) {
    announce('signed-out');
  } else {
    await signIn(location.pathname + location.search);
  }
}

/// Puts a notice above the page and leaves what is there as it is.
function announce(template) {
  const notice = document.getElementById('notice');
  notice.replaceChildren(document.getElementById(template).content.cloneNode(true));
  notice.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('htmx:after:swap', (event) => {
  document.getElementById('notice').replaceChildren();
  const { target } = event.detail.ctx ?? {};
  if (target === page) {
    settle();
  } else {
    attend(target?.querySelector?.('[data-focus]'));
    markCurrent();
  }
});

/// What a person asked for and must not miss, though the rest of the page stays.
function attend(element) {
  element?.setAttribute('tabindex', '-1');
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
}

// htmx would fetch the shell again; the fragment is enough.
document.addEventListener('htmx:before:history:restore', (event) => {
  event.preventDefault();
  show(location.pathname + location.search);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-action]');
  const action = button?.dataset.action;
  if (action === 'sign-in') {
    signIn(PUBLIC.has(location.pathname) ? '/' : location.pathname).catch(() => say('sign-in-failed'));
  } else if (action === 'log-in-again') {
    signIn(location.pathname + location.search, { prompt: 'login' }).catch(() => say('sign-in-failed'));
  } else if (action === 'sign-out') {
    signOut();
  } else if (action === 'copy') {
    copy(button);
  } else if (action === 'print') {
    print();
  }
});

/// What is copied stays on the clipboard; that it worked is said to everybody.
async function copy(button) {
  const said = button.parentElement.querySelector('[data-copied]');
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  said.textContent = said.dataset.copied;
}

// For somebody who is signed in, the way home is the way to work.
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-home]') && accessToken()) {
    event.preventDefault();
    history.pushState({ htmx: true }, '', '/home');
    show('/home');
  }
});

// A menu made of <details> closes like a menu.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details[data-menu][open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
