// Applies the theme before the first paint: the person's choice, else the system's.
const system = matchMedia('(prefers-color-scheme: dark)');

function apply() {
  const chosen = localStorage.getItem('theme');
  const dark = chosen ? chosen === 'dark' : system.matches;
  document.documentElement.classList.toggle('pf-v6-theme-dark', dark);
}

apply();
system.addEventListener('change', apply);
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-action="theme"]')) {
    const dark = document.documentElement.classList.contains('pf-v6-theme-dark');
    localStorage.setItem('theme', dark ? 'light' : 'dark');
    apply();
  }
});
