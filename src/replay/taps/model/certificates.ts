import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { getCACertificates } from 'node:tls';
import { BranchProdError } from '../../../errors.ts';

/** Read by Node, by OpenSSL and Python's httpx, by Python's requests, by curl. */
const variables = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
] as const;

/**
 * The certificates by which the application knows its model's API, in PEM: those that everybody knows, and those in the
 * files that its environment names. `undefined` where it names none.
 *
 * @throws {BranchProdError} `config-invalid` for a file that can't be read, or has no certificates
 */
export function trustedCertificates(
  environment: Readonly<Record<string, string>>,
): string[] | undefined {
  const named = variables.filter((name) => environment[name]);
  if (named.length === 0) return undefined;
  return [
    ...getCACertificates('default'),
    ...named.flatMap((name) => read(name, environment[name])),
  ];
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function read(variable: string, path = ''): string[] {
  try {
    if (!isAbsolute(path)) throw new Error('a relative path');
    const certificates = readFileSync(path, 'utf8').match(pem);
    if (certificates === null) throw new Error('no PEM');
    for (const certificate of certificates) new X509Certificate(certificate);
    return certificates;
  } catch (cause) {
    throw new BranchProdError('config-invalid', `${variable} names no file of certificates.`, {
      nextStep: `Set ${variable} to the absolute path of a file with certificates in PEM, or leave it out.`,
      cause,
    });
  }
}
