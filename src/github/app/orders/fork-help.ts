/** What a maintainer can do for a pull request from a fork, in Markdown. */
export const forkHelp =
  'Nothing of a fork runs next to production’s data, whoever asks. A maintainer who has read the change can push its commits to a branch of this repository and open a pull request from there.';
