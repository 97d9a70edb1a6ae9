import { selectNodes } from '../../config/xpath.ts';
import type { ApplyMask } from './mask.ts';
import { checkLength, unreadable } from './mask-failed.ts';
import { perContext } from './per-context.ts';
import { type ParsedXml, parseXml, serializeXml } from './xml-document.ts';
import {
  findTextRuns,
  isAside,
  isAttribute,
  isCdata,
  isComment,
  isText,
  orderNodes,
  type TextRun,
  walk,
} from './xml-nodes.ts';

/**
 * Masks what XPaths select in an XML document or fragment: attributes, texts, comments, and of an element all texts and
 * comments inside it (attributes only where a path selects them). White space around a text stays; `null` empties it. Where several paths
 * meet, the first listed decides. Declaration, namespaces and all other comments stay; quotes of attributes, empty
 * elements, CDATA sections and character references may come out in another spelling. Nothing outside the value is ever read.
 * Throws `mask-failed` for what is not well-formed, for entities that the document itself defines, and if the
 * masked value has no room in its column.
 */
export function createXmlMask(masks: ReadonlyMap<string, ApplyMask>): ApplyMask {
  // The length of the column holds for the whole document, not for each value in it.
  const inner = perContext((context) => ({ ...context, maxLength: undefined }));
  return (raw, context, by) => {
    if (raw.trim() === '') return raw;
    const parsed = parseXml(raw);
    const decided = decide(parsed, masks);
    if (decided.size === 0) return raw;
    for (const [place, applyMask] of decided) {
      maskPlace(place, (value) => applyMask(value, inner(context), by) ?? '');
    }
    return checkLength(serializeXml(parsed), context, 'XML');
  };
}

/** An attribute or comment, or the pieces of one text. */
type Place = Node | TextRun;

/** All places before any of them changes: the condition of one path may read what another masks. */
function decide({ root }: ParsedXml, masks: ReadonlyMap<string, ApplyMask>): Map<Place, ApplyMask> {
  const decided = new Map<Place, ApplyMask>();
  const wholes = new Set<Node>();
  orderNodes(root);
  const runs = findTextRuns(root);
  const add = (place: Place | undefined, applyMask: ApplyMask) => {
    if (place && !decided.has(place)) decided.set(place, applyMask);
  };
  for (const [xpath, applyMask] of masks) {
    for (const node of select(xpath, root)) {
      if (isAttribute(node) || isAside(node)) add(node, applyMask);
      else if (isText(node)) add(runs.get(node), applyMask);
      else if (!wholes.has(node)) {
        for (const inside of walk(node)) {
          if (isText(inside)) add(runs.get(inside), applyMask);
          else if (isAside(inside)) add(inside, applyMask);
          else wholes.add(inside);
        }
      }
    }
  }
  return decided;
}

function select(xpath: string, root: Node): Node[] {
  try {
    return selectNodes(xpath, root);
  } catch {
    // Its message may quote the document.
    throw unreadable('XML in which a path cannot be followed', 'xml');
  }
}

function maskPlace(place: Place, mask: (value: string) => string): void {
  if (!Array.isArray(place)) {
    const masked = mask(place.nodeValue ?? '');
    if (isAttribute(place)) (place as Attr).value = masked;
    // Two hyphens, or a question mark with a bracket, would end what they stand in.
    else
      setText(
        place as CharacterData,
        masked.replace(isComment(place) ? /-(?=-|$)/g : /\?(?=>)/g, ' '),
      );
    return;
  }
  const [first, ...others] = place as [CharacterData, ...CharacterData[]];
  const text = place.map(({ data }) => data).join('');
  const value = text.trim();
  if (value === '') return;
  const start = text.length - text.trimStart().length;
  const masked = text.slice(0, start) + mask(value) + text.slice(start + value.length);
  setText(first, isCdata(first) ? masked.replaceAll(']]>', ']] >') : masked);
  for (const other of others) setText(other, '');
}

const setText = (node: CharacterData, text: string) => node.replaceData(0, node.length, text);
