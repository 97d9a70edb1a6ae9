import type { ErrorCode } from 'yaml';

/** What each of the YAML parser's errors means. Its own messages quote the text, which may hold a secret. */
export const yamlErrorMessages: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias can have no anchor or tag',
  BAD_ALIAS: 'not an alias or anchor; text that starts with * or & needs quotes',
  BAD_COLLECTION_TYPE: 'a tag does not fit its value',
  BAD_DIRECTIVE: 'not a directive of YAML 1.2',
  BAD_DQ_ESCAPE: 'not an escape sequence; in double quotes a backslash is written twice',
  BAD_INDENT: 'wrong indentation, or a bracket that is not closed',
  BAD_PROP_ORDER: 'an anchor or tag in the wrong place',
  BAD_SCALAR_START: 'text that starts with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping or list cannot start here; a text that holds ": " needs quotes',
  BLOCK_IN_FLOW: 'a block cannot stand inside { } or [ ]',
  DUPLICATE_KEY: 'this key is already there',
  IMPOSSIBLE: 'not YAML',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a quote, bracket or comma is missing, or the blank after a colon',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is its colon missing?',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'only one YAML document is allowed',
  MULTIPLE_TAGS: 'a value can have one tag only',
  NON_STRING_KEY: 'a key must be a string',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'indentation must be blanks, not tabs',
  TAG_RESOLVE_FAILED: 'tags are not allowed',
  UNEXPECTED_TOKEN: 'this character cannot stand here; a text may need quotes',
};
