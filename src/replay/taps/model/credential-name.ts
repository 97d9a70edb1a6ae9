/** What stands for a credential at the end of a word, as in `apikey`; the last ones only as whole words. */
const credentialWord =
  /(?:key|token|secret|password|passwd|credential|cookie|signature|auth|authorization|authentication)s?$|^(?:pass|passphrase|pwd|sig|jwt)$/i;

/**
 * Whether a header or variable of this name holds a credential, as `x-api-key`, `OPENAI_API_KEY`, `authToken` and
 * `SECRET_KEY_BASE` do; `x-author` and `TOKENIZER_MODEL` hold none.
 */
export function isCredentialName(name: string): boolean {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').split(/[^A-Za-z]+/);
  return words.some((word) => credentialWord.test(word));
}
