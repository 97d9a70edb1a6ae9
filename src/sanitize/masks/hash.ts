import type { ApplyMask } from './mask.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** 32 hex digits; of a UUID another UUID (version 4, RFC 9562), because its column takes nothing else. */
export const maskHash: ApplyMask = (raw, context) => {
  const isUuid = uuid.test(raw);
  // A UUID is the same one in either letter case.
  const value = isUuid ? raw.toLowerCase() : raw;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const hex = context.hash('hash', `${attempt}\0${value}`).toString('hex', 0, 16);
    return isUuid ? hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5') : hex;
  });
};
