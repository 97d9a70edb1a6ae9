import { readFile, readdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** How long processes may take to end by themselves after SIGTERM, in milliseconds. */
const graceMs = 3e3;
/**
* Ends every process of a group but its leader, which must outlive a SIGTERM: SIGTERM, and SIGKILL to what is
* left after {@link graceMs}. Resolves when none is left, or 1 s later, as a process in uninterruptible sleep
* can't be ended. A process that made a session of its own (setsid) has left the group and is not ended.
*/
async function endRestOfGroup(leader) {
	signalGroup(leader, "SIGTERM");
	const killAt = Date.now() + graceMs;
	while (Date.now() < killAt + 1e3) {
		const rest = (await groupMembers(leader)).filter((pid) => pid !== leader);
		if (rest.length === 0) return;
		if (Date.now() >= killAt) for (const pid of rest) signal(pid, "SIGKILL");
		await setTimeout(25);
	}
}
/** Sends a signal to every process of a group, its leader too; nothing happens when there is none. */
function signalGroup(leader, name) {
	signal(-leader, name);
}
function signal(pid, name) {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (error.code !== "ESRCH") throw error;
	}
}
async function groupMembers(group) {
	if (process.platform === "linux") return groupMembersFromProc(group);
	try {
		const { stdout } = await promisify(execFile)("pgrep", ["-g", String(group)]);
		return stdout.split("\n").filter(Boolean).map(Number);
	} catch {
		return [];
	}
}
/** proc_pid_stat(5): field 3 is the state, 5 the process group; slim images have /proc but no pgrep. */
async function groupMembersFromProc(group) {
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
	return (await Promise.all(pids.map(async (pid) => {
		const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
		const [state, , processGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return Number(processGroup) === group && state !== "Z" ? pid : void 0;
	}))).filter((pid) => pid !== void 0);
}

export { graceMs as n, signalGroup as r, endRestOfGroup as t };