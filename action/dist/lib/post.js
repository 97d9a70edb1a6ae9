import { D as webLink, S as attempt, a as readInputs, c as readThreadComment, gt as createGitHubClient, i as keptState, k as endOrphanedPreview, l as updateThreadComment, lt as chooseEngine, n as readRunContext, t as githubRunner, w as react, y as setDeploymentStatus } from "./github-runner.js";
import { rm, stat } from "node:fs/promises";

/**
* The comment of a run that ended without a report.
*
* @param run.conclusion GitHub's word for how the run ended: `cancelled`, `timed_out`, `failure`, …
*/
function renderLost({ conclusion, runUrl }) {
	const { headline, reason } = lost.get(conclusion) ?? lostOtherwise;
	return document(`## No verdict — ${headline}.`, reason, "Branch and preview live only as long as their run. What a runner that died could not remove expires by itself, and the next investigation on that machine removes it.", "### How to go on", "Comment `/branch-prod` to start again.", runLine(runUrl));
}
const lostOtherwise = {
	headline: "the run ended without a report",
	reason: "It failed before it could say why; its log has the reason."
};
const lost = /* @__PURE__ */ new Map([
	["cancelled", {
		headline: "the run was cancelled",
		reason: "Somebody cancelled it, or a newer request of this thread took its place."
	}],
	["timed_out", {
		headline: "the run took too long",
		reason: "It reached the time limit of its job (`timeout-minutes` in the workflow)."
	}],
	["startup_failure", {
		headline: "the run could not start",
		reason: "GitHub refused `.github/workflows/branch-prod.yml`; the run’s page says why."
	}],
	["stale", {
		headline: "the runner was lost",
		reason: "GitHub waited and heard nothing more of it."
	}]
]);
function runLine(runUrl) {
	return runUrl === void 0 ? void 0 : webLink("The run and its log", runUrl);
}
function document(...blocks) {
	return `${blocks.filter((block) => block !== void 0).join("\n\n")}\n`;
}

/**
* The Action's `post` step: does what the main one, however it ended, left undone. Ends what still runs and removes
* it, and gives comment and deployment their final state. Throws nothing.
*/
async function writeFinalState(runner) {
	await attempt(runner, "The final state", async () => {
		const kept = keptState(runner);
		if (kept === void 0) return;
		const { outcomeFolder } = kept;
		if (outcomeFolder !== void 0) await attempt(runner, "The files of the report", () => rm(outcomeFolder, {
			recursive: true,
			force: true
		}));
		if (kept.isOver) return;
		await attempt(runner, "What the main step left behind", () => removeOrphans(kept));
		await tellThread(runner, kept);
	});
}
/** The engine's list first removes what no running process owns. */
async function removeOrphans({ stateFolder }) {
	if (!await stat(stateFolder).then(() => true, () => false)) return;
	await chooseEngine({ name: "local" }, {
		state: stateFolder,
		endPreview: endOrphanedPreview
	}).list();
}
async function tellThread(runner, kept) {
	if (kept.thread === void 0) return;
	const { token } = readInputs(runner);
	const { repository, apiUrl, runUrl } = await readRunContext(runner.environment);
	const client = createGitHubClient({
		token,
		baseUrl: apiUrl
	});
	const thread = {
		...repository,
		number: kept.thread
	};
	const { comment, deployment } = kept;
	if (comment !== void 0) await attempt(runner, "The comment", () => endComment(client, thread, kept, runUrl));
	if (deployment !== void 0) await attempt(runner, "The deployment", () => setDeploymentStatus({
		client,
		thread,
		runUrl
	}, deployment, {
		state: kept.isReported ? "inactive" : "error",
		description: kept.isReported ? "The preview has ended." : "The run ended, no verdict"
	}));
}
/** Leaves a comment alone that has its end, or belongs to a newer order. */
async function endComment(client, thread, kept, runUrl) {
	const id = kept.comment;
	const current = await readThreadComment(client, thread, id);
	if (current === void 0 || current.state.order !== kept.order) return;
	const { state, body } = current;
	if (state.phase === "finished") {
		const text = `${body.trimEnd()}\n\nThe preview has ended.\n`;
		await updateThreadComment(client, thread, id, {
			...state,
			phase: "ended"
		}, text);
	} else if (state.phase === "queued" || state.phase === "running") {
		await updateThreadComment(client, thread, id, {
			...state,
			phase: "failed"
		}, renderLost({
			conclusion: "lost",
			runUrl
		}));
		await react(client, thread, state.reactTo, "confused");
	}
}

await writeFinalState(githubRunner());
process.exit();

export {  };