import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of the packages that these modules belong to, each once, sorted by what follows `node_modules`. */
export function packageFolders(modules: readonly string[]): string[] {
  const folders = modules.flatMap(
    (module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** The licences of packages, as one text; what redistributes them has to carry it. */
export async function renderLicences(folders: readonly string[]): Promise<string> {
  const entries = await Promise.all(folders.map(licenceOf));
  // Two copies of one version are one package.
  return [...new Set(entries)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice)/i.test(file));
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return `${name} ${version} (${license})\n${text === '' ? '' : `\n${text}\n`}`;
}
