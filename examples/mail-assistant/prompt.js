const longestBody = 2000;

/** Fills the template; a replacement is a function so that `$&` in a mail stays what it is. */
export function buildPrompt(template, question, sources) {
  const filled = { sources: sources.map(describe).join('\n\n'), question };
  return template.replaceAll(/\{\{(sources|question)\}\}/g, (_, name) => filled[name]);
}

function describe({ rank, subject, author, sentAt, body }) {
  // A line in a mail can't pass for the heading of another one.
  const text = body.slice(0, longestBody).replaceAll(/^##/gm, ' ##');
  return `## [${rank}] ${subject}\nFrom ${author} on ${sentAt.slice(0, 10)}\n\n${text}`;
}
