/**
 * A text that may stand in the log of a job on GitHub: its runner obeys lines such as `::add-mask::x` and `##[group]x`
 * in what a step prints. It takes blanks before `::` away, .NET's among them, and ends a line at a carriage return, too.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^([\s\u0085]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}
