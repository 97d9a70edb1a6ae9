import { writeSync } from 'node:fs';
import { openJournal } from '../../../src/github/app/intake/journal.ts';
import { keepingLog, labelTask } from './fakes.ts';

/** Takes tasks without end, a few at a time, and prints each delivery that is on disk: a process to be killed. */
const [folder] = process.argv.slice(2) as [string];
const journal = await openJournal(folder, { log: keepingLog().log, now: () => new Date() });
for (let number = 0; ; number += 10) {
  const deliveries = Array.from({ length: 10 }, (_, index) => `d-${number + index}`);
  await Promise.all(
    deliveries.map(async (delivery) => {
      await journal.take(labelTask(delivery));
      writeSync(1, `${delivery}\n`);
    }),
  );
}
