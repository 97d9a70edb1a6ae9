import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';
import { z } from 'zod';

/**
 * An XPath 1.0 expression that selects nodes, for example `//customer/@email`; kept as written. Names have no prefixes:
 * each is that name in any namespace.
 */
export const xpathSchema = z
  .string()
  .refine(isXpath, 'must be an XPath that selects nodes, such as "//customer/email"');

function isXpath(text: string): boolean {
  try {
    selectNodes(text, new DOMParser().parseFromString('<any/>', 'text/xml') as unknown as Node);
    return true;
  } catch {
    return false;
  }
}

/** The library's types don't know its own parser and context. */
const { parse, XPathContext } = xpath as unknown as {
  parse(expression: string): {
    expression: { evaluate(context: Context): { nodeset(): { toUnsortedArray(): Node[] } } };
  };
  XPathContext: new () => object;
};

interface Context {
  expressionContextNode: Node;
  virtualRoot: Node;
  allowAnyNamespaceForNoPrefix: boolean;
}

/** The nodes that an XPath selects, in no particular order; `root` is what `/` stands for. Throws if it gives no nodes. */
export function selectNodes(expression: string, root: Node): Node[] {
  const context = Object.assign(new XPathContext(), {
    expressionContextNode: root,
    virtualRoot: root,
    allowAnyNamespaceForNoPrefix: true,
  });
  return parse(expression).expression.evaluate(context).nodeset().toUnsortedArray();
}
