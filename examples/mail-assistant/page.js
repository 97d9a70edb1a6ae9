/** HTML whose values are escaped unless they are HTML already. */
function html(strings, ...values) {
  return { markup: String.raw({ raw: strings }, ...values.map(toMarkup)) };
}

function toMarkup(value) {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  return value.markup ?? escapeHtml(String(value));
}

function escapeHtml(text) {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** The one page: a form, and under it the answer to the question or what went wrong. */
export function renderPage({ question = '', result, problem }) {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail assistant</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem }
button { font: inherit; margin-top: .5rem; padding: .4rem 1rem }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid }
li { margin-bottom: .75rem }
</style>
</head>
<body>
<main>
<h1>Mail assistant</h1>
<form method="get" action="">
<label for="question">Ask the archive</label>
<input id="question" name="question" value="${question}" required maxlength="2000" autocomplete="off">
<button>Ask</button>
</form>
${problem && html`<p role="alert">${problem}</p>`}
${result && renderResult(result)}
</main>
</body>
</html>
`;
  return page.markup;
}

function renderResult({ answer, sources, model }) {
  return html`<section aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<blockquote>${answer}</blockquote>
<p>Answered by ${model}.</p>
<h2>Messages</h2>
<ol>
${sources.map(
  (source) => html`<li><strong>${source.subject}</strong>, ${source.author},
<time datetime="${source.sentAt}">${source.sentAt.slice(0, 10)}</time><br>${source.excerpt}</li>
`,
)}</ol>
</section>`;
}
