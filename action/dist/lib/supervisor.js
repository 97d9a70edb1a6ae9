import { t as endRestOfGroup } from "./end-group.js";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";

/**
* The leader of a preview's process group, started by process-group.ts as a program of its own. It runs the one
* command that it reads from its standard input, and ends the whole group when the command ends or when that input
* closes: so a preview dies with the process that started it, even if that one was killed with SIGKILL.
*/
for (const name of [
	"SIGTERM",
	"SIGINT",
	"SIGHUP"
]) process.on(name, () => {});
const input = createInterface({ input: process.stdin });
process.stdin.on("error", () => input.close());
const ownerGone = once(input, "close");
const first = await Promise.race([once(input, "line").then(([line]) => line), ownerGone.then(() => void 0)]);
if (first !== void 0) {
	const code = await Promise.race([run(JSON.parse(first)), ownerGone.then(() => 0)]);
	await endRestOfGroup(process.pid);
	process.exitCode = code;
}
process.exit();
/** The command's exit code; as in a shell 127 if it can't be started and 128 + n if signal n ended it. */
async function run({ command, folder, variables }) {
	try {
		const child = spawn("/bin/sh", ["-c", command], {
			cwd: folder,
			env: variables,
			stdio: [
				"ignore",
				"inherit",
				"inherit"
			]
		});
		const [code, signal] = await once(child, "exit");
		return code ?? 128 + constants.signals[signal];
	} catch (error) {
		console.error(`the command can't be started (${error.code})`);
		return 127;
	}
}

export {  };