import { randomBytes } from 'node:crypto';

/** Blobs that are uploaded with signed URLs, as Azure Blob Storage takes them. */
export interface BlobStore {
  /** Makes an empty blob; returns path and query of the URL that may write it. */
  create(): { readonly id: string; readonly path: string };
  /** Answers a request to such a URL with a status and, if it is refused, Azure's code. */
  put(url: URL, headers: Readonly<Record<string, unknown>>, body: Buffer): BlobAnswer;
  /** The bytes of a blob that was written, or `undefined`. */
  read(id: string): Buffer | undefined;
}

/** An answer of the store. */
export interface BlobAnswer {
  readonly status: number;
  readonly code?: string;
}

interface Blob {
  readonly signature: string;
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
}

/**
 * The three requests that write a block blob:
 * https://learn.microsoft.com/rest/api/storageservices/put-block, put-block-list and put-blob.
 */
export function createBlobStore(): BlobStore {
  const blobs = new Map<string, Blob>();
  return {
    create() {
      const id = randomBytes(8).toString('hex');
      // A real signature is Base64, whose signs a URL must encode: the masks have to find both forms.
      const signature = `${randomBytes(30).toString('base64')}+/=`;
      blobs.set(id, { signature, blocks: new Map(), content: undefined });
      const query = new URLSearchParams({ se: '2099-01-01T00:00:00Z', sig: signature, sp: 'cw' });
      return { id, path: `/results/artifacts/${id}?${query}` };
    },
    put(url, headers, body) {
      const blob = blobs.get(url.pathname.replace('/results/artifacts/', ''));
      if (blob === undefined) return { status: 404, code: 'BlobNotFound' };
      if (url.searchParams.get('sig') !== blob.signature) {
        return { status: 403, code: 'AuthenticationFailed' };
      }
      return write(blob, url.searchParams, headers, body);
    },
    read: (id) => blobs.get(id)?.content,
  };
}

function write(
  blob: Blob,
  query: URLSearchParams,
  headers: Readonly<Record<string, unknown>>,
  body: Buffer,
): BlobAnswer {
  switch (query.get('comp')) {
    case 'block':
      blob.blocks.set(query.get('blockid') ?? '', body);
      return { status: 201 };
    case 'blocklist': {
      const ids = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)];
      const blocks = ids.map(([, id = '']) => blob.blocks.get(id));
      if (blocks.some((block) => block === undefined)) {
        return { status: 400, code: 'InvalidBlockList' };
      }
      blob.content = Buffer.concat(blocks as Buffer[]);
      return { status: 201 };
    }
    case null:
      if (headers['x-ms-blob-type'] !== 'BlockBlob') {
        return { status: 400, code: 'InvalidHeaderValue' };
      }
      blob.content = body;
      return { status: 201 };
    default:
      return { status: 400, code: 'InvalidQueryParameterValue' };
  }
}
