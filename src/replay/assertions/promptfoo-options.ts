import { z } from 'zod';

const refused = (why: string) => z.never({ error: `${why}: leave it out` }).exactOptional();

/**
 * What promptfoo takes beside an assertion's value. A name for statistics and the weight that all have change nothing,
 * and are taken; what would have no effect here is refused, with the reason.
 */
export const promptfooOptions = {
  metric: z.string({ error: 'write a name, or leave it out' }).exactOptional(),
  weight: z
    .literal(1, { error: 'every assertion must hold, whatever it weighs: leave it out' })
    .exactOptional(),
  provider: refused('the judge is ai.judge of the config, the same for all'),
  rubricPrompt: refused('the judge is asked in our words; say in value what must be true'),
  transform: refused(
    'the answer is judged as replay.answer finds it; a javascript can read it otherwise',
  ),
  contextTransform: refused('the context is the prompt that passed the tap'),
  config: refused('there is nothing to configure'),
};
