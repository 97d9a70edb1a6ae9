/**
 * Makes a zod refinement wait until everything in its object is right. Otherwise zod calls it with values whose
 * parsing went wrong, and which do not have the type that they promise.
 */
export const onceParsed = {
  when: ({ issues }: { issues: readonly unknown[] }) => issues.length === 0,
};
