import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { copyPglite, pglitePackages } from './copy-pglite.ts';
import { packageFolders, renderLicences } from './licences.ts';

/** The programs of the Action: its two steps, and what these start as processes and threads of their own. */
const programs = {
  main: 'action/main.ts',
  post: 'action/post.ts',
  supervisor: 'src/preview/supervisor.ts',
  'pglite-process': 'src/engines/local/servers/pglite/pglite-process.ts',
  'mask-worker': 'src/sanitize/rows/mask-worker.ts',
  'search-worker': 'src/sanitize/proof/search-worker.ts',
};

/**
 * Writes the Action as it runs: `lib/` with the programs and what they share, the packages that can't be bundled, and
 * everybody's licences. The same sources give the same bytes, wherever they are.
 *
 * @param options.root the repository.
 * @param options.folder where to write; empty, or not there yet.
 */
export async function bundleAction({
  root,
  folder,
}: {
  readonly root: string;
  readonly folder: string;
}): Promise<void> {
  const bundle = await rolldown({
    cwd: root,
    input: programs,
    platform: 'node',
    // pg loads it if somebody has installed it.
    external: [...pglitePackages, 'pg-native'],
    // Comments with paths, which depend on where node_modules is.
    experimental: { attachDebugInfo: 'none' },
    onLog(_level, log, report) {
      // A package that evaluates text or has circular imports is nothing that we could change.
      if (log.code === 'EVAL' || log.code === 'CIRCULAR_DEPENDENCY') return;
      report('error', log);
    },
  });
  const { output } = await bundle.write({
    dir: join(folder, 'lib'),
    format: 'esm',
    entryFileNames: '[name].js',
    // Without the hash that a package has in its own files' names, so that a file keeps its name and its history.
    chunkFileNames: ({ name }) => `${name.replace(/-[0-9A-Z]{8}$/, '')}.js`,
    sourcemap: false,
    minify: false,
  });
  await bundle.close();

  await writeDescription(root, folder);
  await copyPglite(root, folder);
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const packages = packageFolders([
    ...modules,
    ...pglitePackages.map((name) => join(root, 'node_modules', name, 'package.json')),
  ]);
  await writeFile(join(folder, 'licenses.txt'), await renderLicences(packages));
}

/** What the program reads its version from, and Node that these are modules. */
async function writeDescription(root: string, folder: string): Promise<void> {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const description = { name, version, private: true, type: 'module' };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(description, undefined, 2)}\n`);
}
