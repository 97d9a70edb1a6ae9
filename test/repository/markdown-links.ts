import { posix } from 'node:path';

/** A link inside the repository. */
export interface Link {
  /** From the repository's root; the document itself for `#anchor`. */
  readonly path: string;
  readonly anchor: string | undefined;
}

const fence = /^( {0,3})(`{3,}|~{3,})[\s\S]*?^ {0,3}\2.*$/gm;
const inlineCode = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;

/** The links of a Markdown document to files of the same repository: inline, by reference, images and HTML. */
export function linksOf(document: string, text: string): Link[] {
  const prose = text.replaceAll(fence, '').replaceAll(inlineCode, '`');
  const targets = [
    ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)/g),
    ...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm),
    ...prose.matchAll(/\b(?:href|src)="([^"]+)"/g),
  ].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#');
      return { path: decodeURI(resolve(document, path)), anchor };
    });
}

/** The anchors that GitHub gives a document's headings. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replaceAll(fence, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function resolve(document: string, path: string): string {
  if (path === '') return document;
  if (path.startsWith('/')) return posix.normalize(path.slice(1));
  return posix.join(posix.dirname(document), path);
}
