#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addBisect } from './cli/bisect.ts';
import { addCheck } from './cli/check.ts';
import { addDemo } from './cli/demo.ts';
import { addDestroy } from './cli/destroy.ts';
import { EXIT, exitCodeOfError } from './cli/exit-code.ts';
import { addExplain } from './cli/explain.ts';
import { addInit } from './cli/init.ts';
import { addList } from './cli/list.ts';
import { addRun } from './cli/run.ts';
import { addSanitize } from './cli/sanitize.ts';
import { addStandby } from './cli/standby.ts';
import { BranchProdError } from './errors.ts';
import { programVersion } from './program-version.ts';
import { plainText } from './report/plain-text.ts';
import { withoutCommands } from './report/without-commands.ts';

const program = new Command('branch-prod')
  .description('Finds out why an AI feature said something wrong in production.')
  .version(programVersion())
  .exitOverride()
  .showHelpAfterError('(add --help for more)');

const context = { directory: process.cwd(), environment: process.env };
addRun(program, context);
addBisect(program, context);
addExplain(program, context);
addInit(program, context);
addCheck(program, context);
addSanitize(program, context);
addList(program, context);
addDestroy(program, context);
addStandby(program, context);
addDemo(program, context);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.badInput;
  if (error instanceof BranchProdError) {
    process.stderr.write(`${withoutCommands(plainText(`${error.message}\n${error.nextStep}`))}\n`);
    return exitCodeOfError(error.code);
  }
  throw error;
}
