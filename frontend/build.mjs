// Bundles scripts and styles, purges what no template uses, and writes the result where Quarkus
// serves it from. Names carry a hash of the content, so the browser may keep them for ever. The
// output is committed: run this only to change it. The same input gives the same bytes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { PurgeCSS } from 'purgecss';

const resources = '../src/main/resources';
const output = `${resources}/META-INF/resources/assets`;
const manifest = {};

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await bundle('src/app.js');
// Fetched by the pages that have a chart, and by no other.
await bundle('src/chart.js');
// Runs before the first paint, so it is apart from the rest and not a module.
await bundle('src/theme.js', { format: 'iife' });
await styles('src/gridseal.css');
await keep('seal.svg', await readFile('src/seal.svg'));
await writeFile(`${output}/manifest.properties`, properties(manifest));
await writeFile(`${output}/THIRD-PARTY.txt`, await thirdParty());
await writeFile(`${output}/SHA256SUMS`, await checksums());

async function bundle(entry, options = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    ...options,
  });
  await keep(path.basename(entry), outputFiles[0].contents);
}

async function styles(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    target: 'es2022',
    loader: { '.woff2': 'file' },
    // Backgrounds of PatternFly's glass theme, which no page wears.
    external: ['*.svg'],
    assetNames: '[name]-[hash]',
    outdir: output,
    write: false,
  });
  for (const file of outputFiles.filter((file) => file.path.endsWith('.woff2'))) {
    await writeFile(path.join(output, path.basename(file.path)), file.contents);
  }
  const [purged] = await new PurgeCSS().purge({
    content: [`${resources}/templates/**/*.html`, 'src/*.js'],
    css: [{ raw: outputFiles.find((file) => file.path.endsWith('.css')).text }],
    variables: true,
    // The fonts are named only through variables, which PurgeCSS does not follow there.
    fontFace: false,
    keyframes: true,
    // Put together by a tag from a word and what it is given.
    safelist: {
      standard: ['pf-v6-theme-dark', 'htmx-request', /^gs-field--/],
      // Read by chart.js.
      variables: [/^--gs-chart-/],
    },
  });
  await keep(path.basename(entry), purged.css);
}

async function keep(name, content) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  manifest[name] = `${stem}-${hash}${ext}`;
  await writeFile(`${output}/${manifest[name]}`, content);
}

function properties(entries) {
  const lines = Object.entries(entries).map(([name, file]) => `${name}=/assets/${file}`);
  return `# Written by frontend/build.mjs: what a template names, and where it is.\n${lines.join('\n')}\n`;
}

async function thirdParty() {
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
  const names = [...(await bundled(Object.keys(dependencies)))].sort();
  const parts = await Promise.all(names.map(licence));
  const heading = 'Other people\'s work inside these files, each under the licence below.\n';
  const fonts =
    'Red Hat Text, Red Hat Display, Red Hat Mono (RedHat*.woff2, by way of @patternfly/patternfly):\n' +
    'Copyright 2024 The Red Hat Project Authors, SIL Open Font License 1.1,\n' +
    'https://github.com/RedHatOfficial/RedHatFont\n';
  return [heading, ...parts, fonts].join(`\n${'='.repeat(78)}\n`);
}

/// With what they bring along.
async function bundled(names, found = new Set()) {
  for (const name of names.filter((each) => !found.has(each))) {
    found.add(name);
    await bundled(Object.keys((await packageOf(name)).dependencies ?? {}), found);
  }
  return found;
}

async function licence(name) {
  const { version, license } = await packageOf(name);
  const folder = `node_modules/${name}`;
  const files = (await readdir(folder)).filter((entry) => /^(licen[cs]e|notice)(\.|$)/i.test(entry)).sort();
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  return `${name} ${version}: ${license}\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}

async function packageOf(name) {
  return JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
}

async function checksums() {
  const lines = (await readdir(output)).sort().map(async (file) => {
    const hash = createHash('sha256').update(await readFile(`${output}/${file}`));
    return `${hash.digest('hex')}  ${file}\n`;
  });
  return (await Promise.all(lines)).join('');
}
