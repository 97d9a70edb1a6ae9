import type { Repository } from '../thread.ts';
import { readCasePath } from './case-path.ts';
import { quoted } from './quoted.ts';

/** Names the folder of cases that is the config's default. */
const caseFolder = '.branch-prod';

/**
 * The case file that a text names on a line of its own: a path in the repository, or a link to the file on GitHub.
 * Lines with other words are passed over: they speak of files, they don't name one.
 *
 * @returns no `path` if it names none; a `problem` (a sentence in Markdown) if it names several or one that can't be
 */
export function findCaseLink(
  text: string,
  repository: Repository,
): { path?: string } | { problem: string } {
  const found = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const target = targetOf(line.trim());
    if (target === undefined) continue;
    const path = readCasePath(
      target.startsWith('https:') ? pathOfLink(target, repository) : target,
    );
    if (path === undefined) {
      return { problem: `Name a case file of this repository instead of ${quoted(target)}.` };
    }
    found.add(path);
  }
  if (found.size > 1) return { problem: 'Name one case file: there are several.' };
  const [path] = found;
  return path === undefined ? {} : { path };
}

/** What a line holds if it is nothing but the path or URL of a YAML file: bare, as `code`, <link> or [text](link). */
function targetOf(line: string): string | undefined {
  const [, bare, code, angle, link] =
    /^(?:([^\s`<>[\]()]+)|`([^\s`]+)`|<([^\s<>]+)>|\[[^[\]]*\]\(([^\s()]+)\))$/.exec(line) ?? [];
  const target = bare ?? code ?? angle ?? link;
  return target !== undefined && /\.ya?ml(?:[?#]|$)/.test(target) ? target : undefined;
}

/** `https://github.com/OWNER/REPO/blob/REF/PATH` to `PATH`; nothing for a link to anything else. */
function pathOfLink(link: string, { owner, repo }: Repository): string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const [, linkOwner, linkRepo, blob, , ...path] = url?.pathname.split('/') ?? [];
  const isHere = `${linkOwner}/${linkRepo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase();
  if (url?.origin !== 'https://github.com' || !isHere || blob !== 'blob') return '';
  // A branch's name can have slashes, too, and only the folder shows where it ends.
  const folder = path.indexOf(caseFolder);
  return decode((folder === -1 ? path : path.slice(folder)).join('/'));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
