/** What `nodeType` says (DOM Living Standard, 4.4). */
const types = { element: 1, attribute: 2, text: 3, cdata: 4, instruction: 7, comment: 8 } as const;

export const isText = ({ nodeType }: Node): boolean =>
  nodeType === types.text || nodeType === types.cdata;
export const isAttribute = ({ nodeType }: Node): boolean => nodeType === types.attribute;
export const isCdata = ({ nodeType }: Node): boolean => nodeType === types.cdata;
export const isComment = ({ nodeType }: Node): boolean => nodeType === types.comment;
export const isAside = ({ nodeType }: Node): boolean =>
  nodeType === types.comment || nodeType === types.instruction;

/** A node and all inside it, in the order of the document; depth costs no stack. */
export function* walk(root: Node): Generator<Node> {
  let node: Node | null = root;
  while (node) {
    yield node;
    if (node.firstChild) node = node.firstChild;
    else {
      while (node && node !== root && !node.nextSibling) node = node.parentNode;
      node = !node || node === root ? null : node.nextSibling;
    }
  }
}

/** The pieces of one text: entities, CDATA sections and comments break it for the parser, not for a reader. */
export type TextRun = CharacterData[];

/** The run of each text inside the root. */
export function findTextRuns(root: Node): Map<Node, TextRun> {
  const runs = new Map<Node, TextRun>();
  // By parent, since what is inside a neighbour comes between two texts.
  const open = new Map<Node | null, TextRun>();
  for (const node of walk(root)) {
    const parent = node.parentNode;
    if (isText(node)) {
      const run = open.get(parent) ?? [];
      run.push(node as CharacterData);
      open.set(parent, run);
      runs.set(node, run);
    } else if (!isAside(node)) open.delete(parent);
  }
  return runs;
}

/** Tells each node its place, since the DOM itself counts siblings to compare two: that makes sorting them quadratic. */
export function orderNodes(root: Node): void {
  let place = 0;
  const places = new Map<Node, number>();
  const compare = function (this: Node, other: Node): number {
    const [own = 0, theirs = 0] = [places.get(this), places.get(other)];
    if (own === theirs) return 0;
    return own < theirs ? preceding.before : preceding.after;
  };
  for (const node of walk(root)) {
    for (const each of [node, ...Array.from((node as Partial<Element>).attributes ?? [])]) {
      places.set(each, place);
      place += 1;
      each.compareDocumentPosition = compare;
    }
  }
}

/** DOCUMENT_POSITION_FOLLOWING and DOCUMENT_POSITION_PRECEDING of the other node. */
const preceding = { before: 4, after: 2 } as const;
