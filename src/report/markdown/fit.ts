/**
 * GitHub refuses a comment of 65,536 characters or more, and a check run's summary too. What is left is for what stands
 * around a document: the hidden state of a thread, a line about what came after.
 */
const maxLength = 63_000;
/** Below this a text says nothing; rather leave out whole sections. */
const minTextLength = 200;

/** How much of a document is shown. */
export interface Limits {
  /** Of each text from outside, in UTF-16 units. */
  text: number;
  /** Of the sections, from the first on. */
  sections: number;
}

/**
 * Renders a document below GitHub's length: the longest texts lose first, all down to the same length, and
 * only when that is not enough are the last sections left out.
 *
 * @param render must itself say what its limits cut.
 */
export function renderToFit(sections: number, render: (limits: Limits) => string): string {
  const attempt = (limits: Limits) => {
    const document = render(limits);
    return document.length <= maxLength ? document : undefined;
  };
  return (
    attempt({ text: maxLength, sections }) ??
    largest(minTextLength, maxLength, (text) => attempt({ text, sections })) ??
    largest(0, sections, (shown) => attempt({ text: minTextLength, sections: shown })) ??
    render({ text: minTextLength, sections: 0 })
  );
}

/** What `attempt` gives for the largest whole number in the range for which it gives something. */
function largest(
  from: number,
  to: number,
  attempt: (value: number) => string | undefined,
): string | undefined {
  let [low, high] = [from, to];
  let best: string | undefined;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const document = attempt(middle);
    if (document === undefined) high = middle - 1;
    else {
      best = document;
      low = middle + 1;
    }
  }
  return best;
}
