import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { unreadable } from './mask-failed.ts';

/** A document or fragment: what `/` stands for, and what stands before it. */
export interface ParsedXml {
  root: Node;
  declaration: string;
}

/**
 * Parses a value of PostgreSQL's type `xml`, which may also be a fragment: texts and several elements side by side.
 * The parser reads nothing from outside and knows no entities but the five of XML itself; a document that defines its
 * own is refused, because values could hide in them. Throws `mask-failed` for that and for what is not well-formed.
 */
export function parseXml(raw: string): ParsedXml {
  const declaration = /^\s*<\?xml\s[^?]{0,200}\?>/.exec(raw)?.[0] ?? '';
  const content = raw.slice(declaration.length);
  const isDocument = content.startsWith('<!DOCTYPE', prologEnd(content));
  const document = parse(isDocument ? content : `<fragment>${content}</fragment>`);
  if (isDocument && document.doctype?.internalSubset) {
    throw unreadable('XML that defines entities of its own', 'xml');
  }
  const root = isDocument ? document : document.documentElement;
  if (!root || (!isDocument && document.childNodes.length !== 1)) throw noXml();
  return { root: root as unknown as Node, declaration };
}

/** Where white space, comments and instructions at the beginning end. */
function prologEnd(text: string): number {
  let end = 0;
  for (;;) {
    while (/\s/.test(text[end] ?? '')) end += 1;
    const close = text.startsWith('<!--', end)
      ? '-->'
      : text.startsWith('<?', end)
        ? '?>'
        : undefined;
    const found = close === undefined ? -1 : text.indexOf(close, end + 2);
    if (close === undefined || found < 0) return end;
    end = found + close.length;
  }
}

function parse(text: string) {
  try {
    return new DOMParser({
      locator: false,
      // It would turn other line ends into \n.
      normalizeLineEndings: (source) => source,
      onError: () => {
        throw noXml();
      },
    }).parseFromString(text, 'text/xml');
  } catch {
    // The parser's own message quotes the value.
    throw noXml();
  }
}

const noXml = () => unreadable('no well-formed XML', 'xml');

/** The text of what {@link parseXml} has read. */
export function serializeXml({ root, declaration }: ParsedXml): string {
  const serializer = new XMLSerializer();
  let text = declaration;
  for (let node = root.firstChild; node; node = node.nextSibling) {
    text += serializer.serializeToString(node as never);
  }
  return text;
}
