import { i as __toESM, r as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { $ as isCommitId, A as describePreview, B as didYouMean, C as safeMessage, D as webLink, E as errorStatus, F as identityOf, G as fillText, H as excerpt, I as sameRow, J as stepSchema, K as runWithin, L as parseYaml, M as previewPaths, N as removePreviewFolders, O as convertFailure, P as evaluate, Q as addCheckout, R as require_dist, S as attempt, T as isNotFound, U as readAnswer$2, V as require_fastest_levenshtein, W as fillLeaves, X as parseJson, Y as jsonPathSchema, Z as notEvaluated, _ as globsSchema, _t as programVersion, a as readInputs, at as gitBytes, b as overallVerdict, c as readThreadComment, ct as describeFailure, d as orderIdSchema, dt as OUTGOING_EXTENSIONS, et as startProcessGroup, f as textDigest, ft as Client, g as textSchema, gt as createGitHubClient, h as urlPathSchema, ht as removeFolder, it as git$1, j as makePreviewFolders, k as endOrphanedPreview, l as updateThreadComment, lt as chooseEngine, m as replaySchema, mt as escapeLiteral, n as readRunContext, nt as lastLines, o as createThreadComment, ot as gitEnvironment, p as caseSchema, pt as escapeIdentifier, q as resultSchema, r as keepState, rt as exitWithin, s as findThreadComment, st as gitFailure, t as githubRunner, tt as createOutput, u as orderId, ut as BRANCH_ROLE, v as deploymentReporter, vt as atTime, w as react, x as newestDeploymentState, z as quote$1 } from "./github-runner.js";
import { C as tuple, D as toJSONSchema, E as url, M as errorCodes, S as string$1, T as unknown, _ as number$1, b as record, c as _enum, d as boolean, f as discriminatedUnion, h as literal, i as Secret, j as BranchProdError, l as _null, m as json, p as int, s as ZodObject, u as array$1, v as object, w as union, x as strictObject } from "./esm.js";
import { C as findPatterns, D as createKnownValues, E as parseVector, F as xpathSchema, I as findFirstKnownValue, L as findKnownValues, O as openKnownValues, S as createMask, T as formatVector, _ as fieldOf$2, a as withInner, b as createKeyedHash, c as UNIQUE, d as createPlaceList, f as movedRows, g as encodeLine, h as encodeField, i as masksInside, m as decodeLines, n as createRawValues, p as parsePlace, s as foldedKey, t as memoryOf$1, u as createByteWriter, v as fieldStart, x as keyId, y as splitLines } from "./mask-answer.js";
import { D as proofKey, M as createValueIndex, N as openValueIndex, P as createFingerprint } from "./excerpts.js";
import { n as KEPT$1, t as createLineSearch } from "./search-lines.js";
import { _ as composePaginateRest } from "./core.js";
import { basename, delimiter, dirname, extname, isAbsolute, join, resolve } from "node:path";
import { constants, createReadStream, readFileSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { setImmediate, setTimeout as setTimeout$1 } from "node:timers/promises";
import { X509Certificate, createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { execFile, spawn } from "node:child_process";
import { promisify, styleText } from "node:util";
import { once } from "node:events";
import { Socket, connect, createServer } from "node:net";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { getCACertificates } from "node:tls";
import { Agent, ServerResponse, createServer as createServer$1, request } from "node:http";
import { Readable, Transform, pipeline } from "node:stream";
import { isUtf8 } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
import { Agent as Agent$1, request as request$1 } from "node:https";
import { brotliDecompress, gunzip, inflate, zstdDecompress } from "node:zlib";
import { Worker } from "node:worker_threads";

/**
* Waits as long as people may look at a preview: until it expires, its branch ends, or the signal. Returns how the
* branch ended, if it was that.
*/
async function holdPreview(held) {
	const { result, ended, signal } = held;
	if (signal.aborted) return void 0;
	const { promise: over, resolve } = Promise.withResolvers();
	const stop = () => resolve(void 0);
	const callOff = atTime(new Date(result.preview.expiresAt), stop);
	signal.addEventListener("abort", stop);
	try {
		return await Promise.race([ended, over]);
	} finally {
		callOff();
		signal.removeEventListener("abort", stop);
	}
}

/** The named fields of an object, as far as it has them: what nobody named does not get out. */
function only$1(value, ...fields) {
	const given = fields.filter((field) => Object.hasOwn(value, field));
	return Object.fromEntries(given.map((field) => [field, value[field]]));
}

/**
* Whether a text is made of nothing but these sentences, which are regular expressions without anchors and without the
* stop at their end: what we say ourselves may be shown to everybody, what stands among it may not.
*/
function ownSentences(sentences) {
	const any = `(?:${sentences.join("|")})`;
	return new RegExp(String.raw`^${any}\.(?: ${any}\.)*$`);
}

/** What stands in place of a text that everybody must not see. */
const notShown = "(not shown)";
/** A number, uuid, slug or version; no address, no prose. To be used in other patterns, so without anchors. */
const identifier$1 = String.raw`[\w.:/-]{1,64}`;
const wholeIdentifier = new RegExp(`^${identifier$1}$`);
/** A text that the application, the data or a case may have given, if it is an {@link identifier}. */
function publicIdentifier(text) {
	return wholeIdentifier.test(text) ? text : notShown;
}

/** Causes as everybody may see them: levels that are identifiers or ours, and sentences that name no others. */
function publicCauses(causes) {
	return {
		...only$1(causes, "case"),
		rows: causes.rows.map(publicCauseRow),
		sentences: causes.sentences.filter((sentence) => ownSentence$1.test(sentence)),
		notVaried: causes.notVaried.filter((sentence) => ownReason.test(sentence))
	};
}
/** One level; a model is called what the application calls it. */
function publicCauseRow(row) {
	return {
		...only$1(row, "variable", "failures", "judged", "rate", "interval", "pValue", "decides"),
		level: ownLevel.test(row.level) ? row.level : notShown
	};
}
const level = [
	...[
		"all records",
		"no culprit",
		"the indexes",
		"exact search"
	],
	...[String.raw`\d+ rows? instead of \d+`, "(?:half|twice) as many rows"],
	...["the application's settings", "temperature 0"],
	`(?:the (?:prompts|data) of )?${identifier$1}`
].join("|");
const share$1 = String.raw`\d+/\d+ with (?:${level})`;
const ownLevel = new RegExp(`^(?:${level})$`);
/** All that is said of what decides it. */
const ownSentence$1 = ownSentences([
	`(?:The prompt|The model version|The data|How rows are retrieved|The model's settings) decides it: ${share$1}(?:, ${share$1})*`,
	"Nothing that was changed decides it",
	`With (?:${level}) there was no answer to judge`,
	String.raw`Whether (?:${level}) makes a difference is open \(\d+/\d+\)(?:: about \d+ more trials? with each would tell)?`
]);
/** All that is said of why something was not changed. */
const ownReason = ownSentences([
	`The prompt was not changed: the prompts of ${identifier$1} are the same`,
	"The prompt was not changed: no base was named",
	"The model and its settings were not changed: no call to a model was seen",
	String.raw`The model was not changed: ai\.models pins no alias to it, and no other was named`,
	`The model was not changed to ${identifier$1}: ${identifier$1}(?:, ${identifier$1})* answered, as before`,
	"The data was not changed: there is no culprit, and no other instant was named",
	"How many rows are retrieved was not changed: no statement was seen that retrieves with a LIMIT"
]);

/** The name of a row; the application may give the keys of the rows that it retrieved, and may give anything. */
function publicRecord({ table, key }) {
	const columns = Object.entries(key).map(([column, value]) => [publicIdentifier(column), typeof value === "number" ? value : publicIdentifier(value)]);
	return {
		table: publicIdentifier(table),
		key: Object.fromEntries(columns)
	};
}

const count$1 = String.raw`\d[\d,]*`;
const row = `(?:${identifier$1} )?(?:#${identifier$1}(?:,${identifier$1})*|rank ${count$1})`;
/** What the line of a trial's context says, with identifiers where it names rows and reasons. */
const ownPart = new RegExp(`^(?:${[
	"no row retrieved|no statement that retrieves was seen",
	`${count$1} rows? retrieved`,
	"no prompt was seen|their text was not seen",
	`(?:all|${count$1}) reached the prompt`,
	`${count$1} unknown`,
	`${row} cut at ${count$1} of ${count$1} characters`,
	`${count$1} more cut`,
	`prompt ${count$1}(?: of ${count$1})? tokens`,
	String.raw`the model's API (?:cut the answer|refused the prompt as too long) \(${identifier$1}\)`,
	"the application answered before its model did",
	"texts were embedded as token ids and not searched for raw values",
	"a connection to the database could not be followed: its rows are missing"
].join("|")})$`);
/** Of the line of a trial's context what is ours and names no row by what could be personal, if anything. */
function publicContext(context) {
	return context.split("; ").map((sentence) => {
		return sentence.split(", ").filter((part) => ownPart.test(part)).join(", ");
	}).filter((sentence) => sentence !== "").join("; ") || void 0;
}

/** A trial without what the application, its model and the data say. */
function publicTrial(trial) {
	const { retrieved, model, context, failed, error } = trial;
	const shownContext = context === void 0 ? void 0 : publicContext(context);
	return {
		...only$1(trial, "ok", "durationMs", "rowLimit"),
		answer: "",
		retrieved: retrieved.map(publicRetrieved),
		model: publicModel(model),
		...shownContext !== void 0 && { context: shownContext },
		failed: failed.map((assertion) => /^[a-z-]{1,40}(?=: |$)/.exec(assertion)?.[0] ?? "assertion"),
		...error !== void 0 && { error: "no answer that can be judged (replay-failed)" }
	};
}
function publicRetrieved(record) {
	return {
		...publicRecord(record),
		...only$1(record, "rank", "distance", "reached", "cut")
	};
}
function publicModel(model) {
	const { name, finishReason } = model;
	return {
		...only$1(model, "promptTokens", "window"),
		...name !== void 0 && { name: publicIdentifier(name) },
		...finishReason !== void 0 && { finishReason: publicIdentifier(finishReason) }
	};
}

/** What was looked for as a culprit, as everybody may see it: of a sentence what we say ourselves. */
function publicCulprit(culprit) {
	const { records, alternatives, movedIn, trialWithout, sentence } = culprit;
	return {
		...only$1(culprit, "case", "verdict", "confidence"),
		...only$1(culprit, "necessary", "sufficient", "minimal", "together"),
		...only$1(culprit, "candidates", "with", "without", "probes", "trials", "durationMs"),
		...sentence !== void 0 && ownSentence.test(sentence) && { sentence },
		records: records.map(publicRecord),
		...alternatives && { alternatives: alternatives.map((set) => set.map(publicRecord)) },
		...movedIn && { movedIn: movedIn.map(publicRecord) },
		...trialWithout && { trialWithout: publicTrial(trialWithout) }
	};
}
const failed$4 = String.raw`(?:no trial was run|\d+ of \d+ trials? failed)`;
/** All that is said of a culprit. */
const ownSentence = ownSentences([
	String.raw`Without (?:it|these \d+ records) the (?:failure is gone|case fails less often): ${failed$4}, ${failed$4} with (?:it|them)`,
	"(?:It alone is|They alone are) enough: without all other candidates the case fails as before",
	String.raw`It takes the \d+ alternatives? as well: to remove any one of them helps too`,
	String.raw`To remove any one of the \d+ alternatives? helps too: how much reaches the prompt may decide it, rather than one record`,
	"Fewer of them may do; the probes did not tell",
	String.raw`\d+ records? moved in and did no harm`,
	"No record reached the prompt: the data is not the cause",
	String.raw`Without the \d+ candidates?(?: and the \d+ that moved in)? it still fails \(${failed$4}\)(?:, and without each one, and all but one, of them too)?: the data is not the cause`,
	"The case did not fail on all of the data: there is nothing to look for",
	String.raw`It did not fail when it was run on all of the data again \(${failed$4}\): there is nothing to compare probes with`,
	String.raw`It fails too seldom \(${failed$4}\): a probe would need \d+ trials, and \d+ are allowed`,
	`Nothing is known to help, and not all that was tried could be decided: without the candidates ${failed$4}, ${failed$4} with them`,
	`What seemed to help was not confirmed: ${failed$4} without it, ${failed$4} with it`,
	"No trial without the candidates gave an answer to judge",
	"See that the application makes new connections when its own are ended",
	"None of the rows that were retrieved can be taken away: they have no key, or are not in the branch"
]);

/** Without query, fragment and credentials, which give access; empty for what is no web address. */
function publicUrl(address) {
	const url = URL.parse(address);
	if (url?.protocol !== "https:" && url?.protocol !== "http:") return "";
	return `${url.origin}${url.pathname}`;
}

/**
* A result as everybody may see it, on a public repository: identifiers and verdicts, nothing that the application, the
* data or a case say, and no way into the preview. It is a valid result too; applied again it changes nothing. A field
* that is not named here is not shown.
*/
function publicResult(result) {
	const { preview, replays, base, culprit, otherCulprits, causes } = result;
	return {
		...only$1(result, "version", "investigation", "source", "snapshot", "sanitization", "proof"),
		...only$1(result, "branch", "timeline"),
		preview: {
			...only$1(preview, "readyMs", "expiresAt"),
			url: publicUrl(preview.url)
		},
		replays: replays.map(publicReplay),
		...base && { base: {
			...only$1(base, "commit"),
			replays: base.replays.map(publicReplay)
		} },
		...culprit && { culprit: publicCulprit(culprit) },
		...otherCulprits && { otherCulprits: otherCulprits.map(publicCulprit) },
		...causes && { causes: publicCauses(causes) }
	};
}
function publicReplay(replay) {
	return {
		...only$1(replay, "case", "failures", "rate", "interval", "verdict", "pValue", "moreTrials"),
		trials: replay.trials.map(publicTrial)
	};
}

/**
* An event as everybody may see it, by the rule of {@link publicResult}; `undefined` if nothing of it is left. Applied
* again it changes nothing.
*/
function publicEvent(event) {
	switch (event.type) {
		case "step-started": return event;
		case "progress": return isOurs(event.step, event.message) ? event : void 0;
		case "finding": return {
			...event,
			finding: publicFinding(event.finding)
		};
		case "step-finished": return isOurs(event.step, event.summary) ? event : {
			...event,
			summary: "done"
		};
		case "finished": return {
			...event,
			result: publicResult(event.result)
		};
		case "failed": return {
			...event,
			message: publicMessage(event)
		};
	}
}
/** What happened, as everybody may see it: the code, and of an invalid config the places, which are in the repository. */
function publicMessage({ code, message }) {
	const places = code === "config-invalid" ? message.split("\n").filter(isConfigPlace) : [];
	if (places.length > 0) return places.join("\n");
	return `The details of ${code} are not shown on a public repository, because they may quote data.`;
}
function publicFinding(finding) {
	switch (finding.kind) {
		case "preview": return {
			...only$1(finding, "kind", "expiresAt"),
			url: publicUrl(finding.url)
		};
		case "trial": return {
			...only$1(finding, "kind", "case", "on", "number", "of"),
			trial: publicTrial(finding.trial)
		};
		case "probe": return {
			...only$1(finding, "kind", "case"),
			probe: publicProbe(finding.probe)
		};
		case "cause": return {
			...only$1(finding, "kind", "case"),
			row: publicCauseRow(finding.row)
		};
	}
}
function publicProbe(probe) {
	return {
		...only$1(probe, "number", "of", "failures", "judged", "errors", "decision", "durationMs"),
		removed: probe.removed.map(publicRecord)
	};
}
/** The steps in which the application has a say, and all that we ourselves say in them. */
const ownWords = {
	preview: /^(?:base: )?(?:checking out [0-9a-f]{7,40}|building|waiting for [\w./-]{1,100})(?:, \d+ s)?$|^commit [0-9a-f]{7,40} answers$/,
	replay: /^[a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20}(?:, [a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20})*$/,
	culprit: /^no case fails$|^(?:(?:found, \d+ records?|not-the-data|undecided); )+\d+ probes?$/,
	causes: /^\d+ rows?$/
};
function isOurs(step, text) {
	return ownWords[step]?.test(text) ?? true;
}
/** A problem as formatProblem says it of the committed config, whose values it never repeats. */
function isConfigPlace(line) {
	return /^[^\s:]{1,255}:\.github\/branch-prod\.yml:\d{1,9}:\d{1,9}: /.test(line);
}

/** Asks GitHub for {@link RepositoryFacts}. */
async function readRepositoryFacts(client, { owner, repo }) {
	const { data } = await client.request("GET /repos/{owner}/{repo}", {
		owner,
		repo
	});
	return {
		defaultBranch: data.default_branch,
		isPublic: data.private !== true
	};
}

/** Where the default branch is: what the remote says, or in a repository without one the usual names. */
const defaultBranch$1 = [
	"refs/remotes/origin/HEAD",
	"refs/heads/main",
	"refs/heads/master"
];
/**
* The full id of the commit that `ref` names. `deployed`, on a terminal, is the tip of the default branch: what
* production really runs is told by GitHub's deployments, which come with the App. Any text is harmless as a ref.
* Throws `not-found` when the repository has no such commit.
*/
async function resolveCommit(repository, ref) {
	let cause;
	for (const candidate of ref === "deployed" ? defaultBranch$1 : [ref]) try {
		const args = [
			"rev-parse",
			"--verify",
			"--end-of-options",
			`${candidate}^{commit}`
		];
		const commit = (await git$1(repository, args)).trim();
		if (isCommitId(commit)) return commit;
	} catch (error) {
		cause = error;
	}
	const named = JSON.stringify(ref.slice(0, 200));
	const reason = cause === void 0 ? "" : ` (${gitFailure(cause)})`;
	throw new BranchProdError("not-found", `there is no commit ${named}${reason}`, {
		nextStep: "Fetch it first, or name a branch, tag or commit that `git rev-parse` finds.",
		cause
	});
}

const TRIES$1 = 3;
const FIRST_WAIT_MS$1 = 1e3;
const LONGEST_WAIT_MS$1 = 3e4;
const LONGEST_ANSWER$2 = 16777216;
/** These say that the same request may succeed later. */
const PASSING$1 = /* @__PURE__ */ new Set([
	408,
	409,
	425,
	429,
	500,
	502,
	503,
	504,
	529
]);
/**
* Sends one request to the judge's API and returns the JSON of its answer; tried again while the API is busy.
*
* @throws {BranchProdError} `replay-failed`, without the request, the answer or the key
* @throws {unknown} the signal's reason once it is aborted
*/
async function post({ url, key }, path, body, options) {
	const { signal, wait = (ms) => setTimeout$1(ms, void 0, { signal }) } = options;
	const target = `${url.replace(/\/+$/, "")}/${path}`;
	const headers = {
		"content-type": "application/json",
		...key && { authorization: `Bearer ${key.reveal()}` }
	};
	let asked = body;
	for (let attempt = 1;; attempt += 1) {
		const reply = await send$1(target, {
			headers,
			body: JSON.stringify(asked)
		}, options);
		if ("json" in reply) return reply.json;
		if (!reply.passes || attempt === TRIES$1) throw failed$3(reply.problem);
		if (reply.refused === "temperature") asked = {
			...asked,
			temperature: void 0
		};
		const usual = FIRST_WAIT_MS$1 * 2 ** (attempt - 1);
		await wait(Math.min(reply.waitMs ?? usual, LONGEST_WAIT_MS$1), signal);
	}
}
const refusalSchema = object({ error: object({ param: literal("temperature") }) });
async function send$1(target, init, { fetch, signal, timeoutMs = 6e4 }) {
	const late = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetch(target, {
			...init,
			method: "POST",
			redirect: "manual",
			signal: AbortSignal.any([signal, late])
		});
		const read = await readJson(response);
		if (response.ok) return read;
		const refusal = refusalSchema.safeParse("json" in read ? read.json : void 0);
		const refused = response.status === 400 ? refusal.data?.error.param : void 0;
		return {
			problem: `answered ${response.status}`,
			passes: PASSING$1.has(response.status) || refused !== void 0,
			...refused !== void 0 && {
				refused,
				waitMs: 0
			},
			...refused === void 0 && { waitMs: retryAfterMs$1(response.headers.get("retry-after")) }
		};
	} catch {
		signal.throwIfAborted();
		return {
			problem: late.aborted ? `did not answer within ${timeoutMs / 1e3} s` : "is not reached",
			passes: true
		};
	}
}
async function readJson(response) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > LONGEST_ANSWER$2) return {
			problem: "answered more than 16 MiB",
			passes: false
		};
		chunks.push(chunk);
	}
	const json = parseJson(Buffer.concat(chunks).toString());
	return json === void 0 ? {
		problem: "answered without JSON",
		passes: false
	} : { json };
}
/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfterMs$1(header) {
	if (header === null) return void 0;
	const ms = /^\d+$/.test(header) ? Number(header) * 1e3 : Date.parse(header) - Date.now();
	return Number.isNaN(ms) ? void 0 : Math.max(ms, 0);
}
function failed$3(problem) {
	return notEvaluated(`The judge ${problem}.`, "See that url, model and key in ai.judge are right, and run the case again.");
}

const chatSchema = object({ choices: tuple([object({ message: object({ content: string$1() }) })], unknown()) });
const embeddingsSchema = object({ data: array$1(object({
	index: int().nonnegative(),
	embedding: array$1(number$1()).min(1)
})) });
/**
* A judge behind an API as OpenAI's: chat completions with a JSON Schema for the answer, at temperature 0, and
* embeddings.
* https://platform.openai.com/docs/guides/structured-outputs
*/
function createJudge(settings, options) {
	const { model, embeddings } = settings;
	return {
		async ask({ schema, task, data }, signal) {
			const body = {
				model,
				temperature: 0,
				messages: [{
					role: "system",
					content: task
				}, {
					role: "user",
					content: data
				}],
				response_format: {
					type: "json_schema",
					json_schema: {
						name: "judgement",
						strict: true,
						schema: toJSONSchema(schema)
					}
				}
			};
			const answered = await post(settings, "chat/completions", body, {
				...options,
				signal
			});
			const content = chatSchema.safeParse(answered).data?.choices[0].message.content;
			const judgement = schema.safeParse(content === void 0 ? void 0 : parseJson(content));
			if (!judgement.success) throw unreadable$2("without the judgement that was asked for");
			return judgement.data;
		},
		async embed(texts, signal) {
			const answered = await post(settings, "embeddings", {
				model: embeddings,
				input: texts,
				encoding_format: "float"
			}, {
				...options,
				signal
			});
			const vectors = embeddingsSchema.safeParse(answered).data?.data ?? [];
			return texts.map((_, at) => vectors.find(({ index }) => index === at)?.embedding).map((vector) => {
				if (vector === void 0) throw unreadable$2("without the embeddings that were asked for");
				return vector;
			});
		}
	};
}
function unreadable$2(how) {
	return notEvaluated(`The judge answered ${how}.`, "Choose a model for ai.judge that answers by a JSON Schema, and see that ai.judge.embeddings is one of embeddings.");
}

/** Tables that are equally likely differ by rounding; R's `fisher.test` allows for as much. */
const ROUNDING = 1 + 1e-7;
/**
* The two-sided p-value of Fisher's exact test: how likely a difference between two failure rates at least as unusual
* as this one is, if the rates are the same. 1 where one side has nothing judged. Exact for the few trials of a replay,
* where the usual chi-squared test is not. Time grows with the smaller of all failures and the trials of a side.
*
* R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935), 39–82. Two-sided
* as in R: the probabilities of all tables with the same margins that are no likelier than the observed one.
*/
function fisherExact(one, other) {
	const failures = one.failures + other.failures;
	const logOfAll = logChoose(one.judged + other.judged, failures);
	const probability = (ofOne) => Math.exp(logChoose(one.judged, ofOne) + logChoose(other.judged, failures - ofOne) - logOfAll);
	const observed = probability(one.failures) * ROUNDING;
	let sum = 0;
	const most = Math.min(failures, one.judged);
	for (let ofOne = Math.max(0, failures - other.judged); ofOne <= most; ofOne += 1) {
		const likely = probability(ofOne);
		if (likely <= observed) sum += likely;
	}
	return Math.min(1, sum);
}
function logChoose(n, k) {
	return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
const logFactorials = [0];
function logFactorial(n) {
	for (let next = logFactorials.length; next <= n; next += 1) logFactorials.push(logFactorials[next - 1] + Math.log(next));
	return logFactorials[n];
}

/** The standard normal distribution's quantile at 0.975. */
const Z = 1.959963984540054;
/**
* The Wilson score interval at 95 % of the rate `failures / judged`; everything, [0, 1], when nothing was judged.
* Unlike the usual normal approximation it stays honest for the few trials of a replay: five failures in
* five say "at least 57 %", not "always".
*
* E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
* Journal of the American Statistical Association 22 (1927), 209–212.
*/
function wilsonInterval(failures, judged) {
	if (judged === 0) return [0, 1];
	const rate = failures / judged;
	const center = rate + Z ** 2 / (2 * judged);
	const margin = Z * Math.sqrt(rate * (1 - rate) / judged + Z ** 2 / (4 * judged ** 2));
	const scale = 1 + Z ** 2 / judged;
	return [failures === 0 ? 0 : (center - margin) / scale, failures === judged ? 1 : (center + margin) / scale];
}

/**
* A failure that comes in fewer answers than this is one that happens by chance: two of them among many trials are no
* reproduction.
*/
const BY_CHANCE = .05;
/** A failure that comes in at least this share of the answers must not be taken for one that doesn't happen. */
const FLAKY = .3;
/** The p-value below which two failure rates are called different. */
const SIGNIFICANCE$1 = .05;
const MOST_TRIALS = 1e3;
/**
* What a case's trials settle, by the Wilson interval of its failure rate at 95 %; `undefined` while they settle
* nothing.
*
* - `reproduced`: two failures or more, and the interval lies above 5 %, what happens by chance.
* - `not-reproduced`: no failure, and the interval lies below 30 %. That takes nine trials: a failure in 30 % of the
*   answers stays away from nine in 4 % of all replays, but from five in 17 %.
*
* Two rates, not one: about a rate of exactly one half no number of trials would decide, and a failure in a third of
* the answers is one that people meet.
*/
function decide({ failures, judged }) {
	const [low, high] = wilsonInterval(failures, judged);
	if (failures === 0) return high < FLAKY ? "not-reproduced" : void 0;
	return failures > 1 && low > BY_CHANCE ? "reproduced" : void 0;
}
/** Whether two failure rates differ, at a significance of 5 % unless another one is given, and by what p-value. */
function compareRates(one, other, significance = SIGNIFICANCE$1) {
	const pValue = fisherExact(one, other);
	return {
		pValue,
		areDifferent: pValue < significance
	};
}
/**
* How many more trials would settle what these don't, if the failure goes on at the rate seen so far; `undefined` if
* a thousand trials would not.
*/
function moreTrialsToDecide(counts) {
	return firstTrials(counts.judged, (judged) => decide(atRateOf(counts, judged)) !== void 0);
}
/**
* How many more trials than the second has, on both sides, would show that the failure rates differ, at such a
* significance, if they go on as seen so far; `undefined` if a thousand trials would not.
*/
function moreTrialsToCompare(one, other, significance = SIGNIFICANCE$1) {
	if (one.judged === 0 || other.judged === 0) return void 0;
	const most = Math.max(one.judged, other.judged);
	const more = firstTrials(most, (judged) => compareRates(atRateOf(one, judged), atRateOf(other, judged), significance).areDifferent);
	return more === void 0 ? void 0 : more + most - other.judged;
}
/** How many trials more than so many are enough; `undefined` if a thousand in all are not, or none were judged. */
function firstTrials(judged, isEnough) {
	if (judged === 0) return void 0;
	for (let all = judged + 1; all <= MOST_TRIALS; all += 1) if (isEnough(all)) return all - judged;
}
/** So many trials that fail as often. */
function atRateOf({ failures, judged }, trials) {
	return {
		failures: Math.round(failures / judged * trials),
		judged: trials
	};
}

/**
* What the trials of one case say together. Only trials that gave an answer are judged; an error is no failure.
*
* - `error`: no trial could be judged
* - `inconclusive`: fewer than half of the trials could be judged, or some failed, but too few of them to say that it
*   was not by chance
* - `reproduced`: at least half of the judged trials failed, or as many as {@link decide} asks for
* - `not-reproduced`: none of the judged trials failed
*
* `moreTrials` is given for an `inconclusive` that more trials would settle.
*/
function judge$1(trials) {
	const counts = countTrials(trials);
	const { failures, judged } = counts;
	const verdict = verdictOf(trials.length, counts);
	const isReadable = judged >= trials.length / 2;
	const moreTrials = verdict === "inconclusive" && isReadable ? moreTrialsToDecide(counts) : void 0;
	return {
		failures,
		rate: judged === 0 ? 0 : failures / judged,
		interval: wilsonInterval(failures, judged),
		verdict,
		...moreTrials !== void 0 && { moreTrials }
	};
}
/** Failures among the trials that gave an answer. */
function countTrials(trials) {
	const judged = trials.filter((trial) => trial.error === void 0);
	return {
		failures: judged.filter((trial) => !trial.ok).length,
		judged: judged.length
	};
}
function verdictOf(trials, counts) {
	const { failures, judged } = counts;
	if (judged === 0) return "error";
	if (judged < trials / 2) return "inconclusive";
	if (failures === 0) return "not-reproduced";
	return failures >= judged / 2 || decide(counts) === "reproduced" ? "reproduced" : "inconclusive";
}

/** The replays of a commit compared with those of its base; a case is found by its place. */
function compareReplays(base, replays) {
	return replays.map((replay, index) => {
		const before = base[index];
		return before === void 0 ? replay : compareReplay(before, replay);
	});
}
/**
* A commit's replay beside its base's, both with the verdict of `judge`. That they differ is said only where Fisher's
* exact test shows a difference of the failure rates at 5 %; without it they are `inconclusive`, with the number of
* trials that would show it. Where either settles nothing and the rates don't differ, the commit's own verdict stays.
*
* | base           | commit         | rates differ     | they don't       |
* | -------------- | -------------- | ---------------- | ---------------- |
* | reproduced     | not-reproduced | `fixed`          | `inconclusive`   |
* | reproduced     | reproduced     | `not-fixed`      | `not-fixed`      |
* | not-reproduced | reproduced     | `regressed`      | `inconclusive`   |
* | not-reproduced | not-reproduced | –                | `not-reproduced` |
* | inconclusive   | not-reproduced | `fixed`          | `not-reproduced` |
* | inconclusive   | reproduced     | `regressed`      | `reproduced`     |
* | any            | inconclusive   | `inconclusive`   | `inconclusive`   |
*/
function compareReplay(base, replay) {
	const { moreTrials: _, ...rest } = replay;
	const before = countTrials(base.trials);
	const after = countTrials(replay.trials);
	if (before.judged === 0 || after.judged === 0) return replay;
	const { pValue } = compareRates(before, after);
	const verdict = compareVerdicts({
		verdict: base.verdict,
		counts: before
	}, {
		verdict: replay.verdict,
		counts: after
	});
	const isReadable = after.judged >= replay.trials.length / 2;
	const moreTrials = verdict === "inconclusive" && isReadable ? moreTrialsToSettle(before, after) : void 0;
	return {
		...rest,
		verdict,
		pValue,
		...moreTrials !== void 0 && { moreTrials }
	};
}
/**
* Whether the base's trials are enough to compare with: they settle what they are, and a commit that never fails in
* `maxTrials` would be told apart from them, at 5 % or the significance that is given.
*/
function isEnoughAsBase(maxTrials, significance) {
	const neverFailing = {
		failures: 0,
		judged: maxTrials
	};
	return (counts) => decide(counts) !== void 0 && (counts.failures === 0 || compareRates(counts, neverFailing, significance).areDifferent);
}
/** Whether a commit's trials are enough beside those of its base: they settle what they are, and the comparison. */
function isEnoughBeside(base) {
	const before = {
		verdict: base.verdict,
		counts: countTrials(base.trials)
	};
	return (counts) => {
		const verdict = decide(counts);
		if (verdict === void 0) return false;
		return before.counts.judged === 0 || compareVerdicts(before, {
			verdict,
			counts
		}) !== "inconclusive";
	};
}
/**
* How many more trials of the commit would settle what it comes to beside its base, if both go on at their rates and the
* base has no fewer; `undefined` if a thousand trials would not.
*/
function moreTrialsToSettle(base, commit) {
	return firstTrials(commit.judged, (judged) => {
		const before = atRateOf(base, Math.max(base.judged, judged));
		const after = atRateOf(commit, judged);
		const verdict = decide(after);
		if (verdict === void 0) return false;
		return compareVerdicts({
			verdict: decide(before) ?? "inconclusive",
			counts: before
		}, {
			verdict,
			counts: after
		}) !== "inconclusive";
	});
}
function compareVerdicts(base, commit) {
	const { areDifferent } = compareRates(base.counts, commit.counts);
	const isWorse = rateOf(commit.counts) > rateOf(base.counts);
	switch (`${base.verdict}, ${commit.verdict}`) {
		case "reproduced, reproduced": return "not-fixed";
		case "reproduced, not-reproduced": return areDifferent ? "fixed" : "inconclusive";
		case "not-reproduced, reproduced": return areDifferent ? "regressed" : "inconclusive";
		case "inconclusive, not-reproduced": return areDifferent ? "fixed" : commit.verdict;
		case "inconclusive, reproduced": return areDifferent && isWorse ? "regressed" : commit.verdict;
		default: return commit.verdict;
	}
}
function rateOf({ failures, judged }) {
	return failures / judged;
}

/**
* Comments, and strings of one of three kinds: their quotation mark, what is between two of them, and the second. What
* is never closed, because it stands in a regular expression, reaches to the end: so every character is looked at once.
*/
const texts = /\/\/[^\n]*|\/\*(?:.*?\*\/|.*)|(["'`])((?:\\.|(?!\1)[^\\])*)(\1|$)/gs;
/**
* JavaScript with its strings passed through `mask`, a pseudonym written so that the string stays one. Where a string
* holds something personal its escapes are lost with it, and where a comment does, the comment. What is personal
* elsewhere, in a regular expression or as a name, can't be replaced without changing what the code does, and is
* refused, as is a template with expressions in it.
*
* @throws {BranchProdError} `case-invalid` then
*/
function maskJavascript(source, mask) {
	if (mask(source) === source) return source;
	const masked = source.replace(texts, (whole, quote, text = "", end = "") => {
		if (quote === void 0) return mask(whole) === whole ? whole : " ";
		const pseudonym = mask(text);
		if (pseudonym === text) return whole;
		if (end === "" || quote === "`" && text.includes("${")) throw notReplaceable();
		return `${quote}${pseudonym.replace(/["'`\\$]/g, "\\$&").replace(/[\r\n\u2028\u2029]/g, " ")}${quote}`;
	});
	const rest = source.replace(texts, (_, quote = " ") => `${quote}${quote.trim()}`);
	if (mask(rest) === rest) return masked;
	throw notReplaceable();
}
function notReplaceable() {
	return new BranchProdError("case-invalid", "The JavaScript of an assertion holds a personal value that is no plain string.", { nextStep: "Write the value as a string: output.includes(\"…\")." });
}

/**
* A regular expression with its literal runs passed through `mask`, `\.` read as `.` and `\s+` as a blank; a pseudonym
* is put in literally, so the expression stays valid. A value spelled in pieces (`(Ada|Grace) Lovelace`, `[Aa]da`) is
* not recognised: prefer `icontains`.
*/
function maskPattern(source, mask) {
	return source.replace(/((?:\\s[*+]?|\\[^\w]|[^\\^$*+?()[\]{}|])+)|\\./gs, (whole, run) => {
		if (run === void 0) return whole;
		const plain = run.replace(/\\(?:s[*+]?|([^\w]))/g, (_, escaped) => escaped ?? " ");
		const masked = mask(plain);
		return masked === plain ? run : masked.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
	});
}

/**
* The case with every free text passed through `maskText`: question, observed, expected, the values of the
* assertions and all texts of the request. A person whom the report names thereby meets the same pseudonym
* in the masked data.
*
* In a URL path the decoded pieces are masked; in a JSON Schema what it compares with; of a row its key. Regular
* expressions and JavaScript stay valid: see maskPattern and maskJavascript.
*
* @throws {BranchProdError} `case-invalid` for JavaScript that holds a personal value outside its strings
*/
function maskCase(original, maskText) {
	const { question, observed, expected, request } = original;
	return {
		...original,
		...question !== void 0 && { question: maskText(question) },
		...observed !== void 0 && { observed: maskText(observed) },
		...expected !== void 0 && { expected: maskText(expected) },
		...request !== void 0 && { request: maskRequest(request, maskText) },
		assert: original.assert.map((assertion) => maskAssertion(assertion, maskText))
	};
}
function maskRequest(request, mask) {
	const { path, headers, body } = request;
	return {
		...request,
		...path !== void 0 && { path: maskPath(path, mask) },
		...headers !== void 0 && { headers: maskLeaves(headers, mask) },
		...body !== void 0 && { body: maskLeaves(body, mask) }
	};
}
/** Placeholders such as `{{input}}` and the characters that give a URL its structure stay. */
function maskPath(path, mask) {
	const [beforeQuery = "", ...query] = path.split("?");
	const maskPieces = (text, decode) => text.split(/(\{\{[^{}]*\}\}|[/?&=#;])/).map((piece, index) => {
		if (index % 2 === 1) return piece;
		const plain = decode(piece);
		const masked = mask(plain);
		return masked === plain ? piece : encodeURIComponent(masked.toWellFormed());
	}).join("");
	return [maskPieces(beforeQuery, decodePiece), ...query.map((text) => maskPieces(text, (piece) => decodePiece(piece.replaceAll("+", " "))))].join("?");
}
function decodePiece(piece) {
	try {
		return decodeURIComponent(piece);
	} catch {
		return piece;
	}
}
function maskAssertion(assertion, mask) {
	if (!("value" in assertion) || assertion.value === void 0) return assertion;
	switch (assertion.type) {
		case "regex":
		case "not-regex": return {
			...assertion,
			value: maskPattern(assertion.value, mask)
		};
		case "javascript":
		case "not-javascript": return {
			...assertion,
			value: maskJavascript(assertion.value, mask)
		};
		case "is-json":
		case "not-is-json":
		case "contains-json":
		case "not-contains-json": return {
			...assertion,
			value: maskSchema$1(assertion.value, mask)
		};
		case "cites-retrieved":
		case "not-cites-retrieved": {
			const { pattern } = assertion.value;
			if (pattern === void 0) return assertion;
			return {
				...assertion,
				value: {
					...assertion.value,
					pattern: maskPattern(pattern, mask)
				}
			};
		}
		case "retrieves":
		case "not-retrieves":
		case "rank-at-most":
		case "not-rank-at-most": {
			const key = maskLeaves(assertion.value.key, mask);
			return {
				...assertion,
				value: {
					...assertion.value,
					key
				}
			};
		}
		default: return {
			...assertion,
			value: maskLeaves(assertion.value, mask)
		};
	}
}
/** Of a JSON Schema the values that it compares with; its keywords' own words stay what they are. */
function maskSchema$1(schema, mask) {
	if (Array.isArray(schema)) return schema.map((item) => maskSchema$1(item, mask));
	if (typeof schema !== "object" || schema === null) return schema;
	return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => {
		if (comparing.has(keyword)) return [keyword, maskLeaf(value, mask)];
		if (keyword === "pattern" && typeof value === "string") return [keyword, maskPattern(value, mask)];
		return [keyword, maskSchema$1(value, mask)];
	}));
}
const comparing = /* @__PURE__ */ new Set([...[
	"const",
	"enum",
	"default",
	"examples",
	"title",
	"description",
	"$comment"
]]);
function maskLeaves(value, mask) {
	return maskLeaf(value, mask);
}
function maskLeaf(value, mask) {
	if (typeof value === "string") return mask(value);
	if (Array.isArray(value)) return value.map((item) => maskLeaf(item, mask));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskLeaf(item, mask)]));
}

/**
* Looks for raw values in what is about to leave, as the `text` mask does in prose, in time in proportion to the text:
* whole values, in any spelling that the mask knows. A part of a name alone is none, since what an application says
* itself has capitals too; and public texts are nobody's.
*/
function createFindRaw(known) {
	const isRaw = (value) => !known.isPublic(value);
	return (text) => {
		const first = findFirstKnownValue(text, known);
		if (first === void 0) return void 0;
		const value = isRaw(first) ? first : findKnownValues(text, known).find((finding) => isRaw(finding.value))?.value;
		if (value === void 0) return void 0;
		return { column: known.columnOf(value) ?? "a masked column" };
	};
}

/** A part of a name; one that holds a dot or a star, or begins with a quote, stands in double quotes as in SQL. */
const part = "(?:\"(?:[^\"]|\"\")+\"|[^.*\"][^.*]*)";
/** `table.column` or `schema.table.column`, before it is parsed. */
const columnNameSchema = string$1().regex(new RegExp(`^(${part}\\.){1,2}${part}$`), "must be table.column or schema.table.column");
const columnReferenceSchema = columnNameSchema.transform(parseColumnName);
/** As a column reference, but `*` may stand for the column. */
const keptReferenceSchema = string$1().regex(new RegExp(`^(${part}\\.){1,2}(${part}|\\*)$`), "must be table.column, table.* or schema.table.column").transform((text) => {
	const { column, ...table } = parseColumnName(text);
	return text.endsWith(".*") ? table : {
		...table,
		column
	};
});
/** The parts of a name that {@link columnNameSchema} accepts; a table without a schema is in `public`. */
function parseColumnName(name) {
	const [column = "", table = "", schema = "public"] = partsOf(name).reverse();
	return {
		schema,
		table,
		column
	};
}
/** The name that {@link parseColumnName} parses, without the schema if that is `public`. */
function formatColumnName({ schema, table, column }) {
	return [
		...schema === "public" ? [] : [schema],
		table,
		column
	].map(formatPart).join(".");
}
/** `table` or `schema.table`, before it is parsed. */
const tableNameSchema = string$1().regex(new RegExp(`^(${part}\\.)?${part}$`), "must be table or schema.table");
/** The parts of a name that {@link tableNameSchema} accepts; a table without a schema is in `public`. */
function parseTableName(name) {
	const [table = "", schema = "public"] = partsOf(name).reverse();
	return {
		schema,
		table
	};
}
/** The name that {@link parseTableName} parses, without the schema if that is `public`. */
function formatTableName({ schema, table }) {
	return [...schema === "public" ? [] : [schema], table].map(formatPart).join(".");
}
function partsOf(name) {
	return (name.match(new RegExp(`${part}|\\*`, "g")) ?? []).map((text) => text.startsWith("\"") ? text.slice(1, -1).replaceAll("\"\"", "\"") : text);
}
function formatPart(text) {
	return /[.*]|^"/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

const milliseconds = {
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
/** A duration as written, one whole number and one unit (`90s`, `30m`, `4h`, `2d`), parsed into milliseconds. */
const durationSchema = string$1().regex(/^[1-9]\d{0,8}[smhd]$/, "must be a duration such as \"90s\", \"30m\", \"4h\" or \"2d\"").transform((text) => Number(text.slice(0, -1)) * (milliseconds[text.slice(-1)] ?? NaN));

/** Masks of one value that need no options; `null` is apart because YAML reads the bare word as a value of its own. */
const simpleNames = [
	"address",
	"birthdate",
	"card",
	"city",
	"company",
	"date",
	"email",
	"first_name",
	"geo",
	"hash",
	"iban",
	"ip",
	"keep",
	"last_name",
	"mac",
	"national_id",
	"number",
	"person",
	"phone",
	"postcode",
	"scramble",
	"secret",
	"text",
	"url",
	"uuid"
];
const column = string$1().min(1).describe("A column of the same table.");
const country = string$1().regex(/^[A-Z]{2}$/, "must be a country code of ISO 3166-1, such as DE").optional().describe("Where the value does not tell: the country, as in ISO 3166-1.");
const textMask = strictObject({
	mask: literal("text").describe("Prose: the personal values inside it are replaced."),
	entities: array$1(columnReferenceSchema).prefault([]).describe("Columns whose values are searched in the prose, each masked as its own column is.")
});
/** Masks of one value with options; each can also stand at a path of `json`, `xml`, `hstore` and in an `array`. */
const valueMasks = [
	strictObject({ mask: literal("person") }),
	strictObject({ mask: literal("first_name") }),
	strictObject({ mask: literal("last_name") }),
	strictObject({ mask: literal("company") }),
	strictObject({ mask: literal("email") }),
	strictObject({
		mask: literal("phone"),
		country
	}),
	strictObject({
		mask: literal("address"),
		country
	}),
	strictObject({
		mask: literal("city"),
		country
	}),
	strictObject({
		mask: literal("postcode"),
		country
	}),
	strictObject({
		mask: literal("geo"),
		decimals: int().min(0).max(6).default(1).describe("Digits behind the point that stay: 1 is some 11 km.")
	}),
	strictObject({
		mask: literal("date"),
		by: column.optional().describe("The column that tells whose date it is: all dates of one person move alike."),
		days: int().min(1).max(36500).default(30).describe("The farthest that a date moves, in days.")
	}),
	strictObject({
		mask: literal("birthdate"),
		years: int().min(1).max(50).default(5).describe("The age band that is kept, in years.")
	}),
	strictObject({ mask: literal("ip") }),
	strictObject({ mask: literal("mac") }),
	strictObject({ mask: literal("url") }),
	strictObject({ mask: literal("uuid") }),
	strictObject({ mask: literal("card") }),
	strictObject({ mask: literal("iban") }),
	strictObject({
		mask: literal("national_id"),
		country
	}),
	strictObject({
		mask: literal("number"),
		keep: _enum(["magnitude", "rank"]).default("magnitude").describe("What of the number stays.")
	}),
	strictObject({ mask: literal("secret") }),
	strictObject({ mask: literal("hash") }),
	strictObject({ mask: literal("scramble") }),
	strictObject({ mask: literal("keep") }),
	strictObject({
		mask: literal("constant"),
		value: union([
			string$1(),
			number$1(),
			boolean()
		]).transform(String)
	}),
	textMask
];
const nullMask = strictObject({ mask: literal(["null", null]).transform(() => "null").describe("The value becomes NULL.") });
/** A bare name stands for the mask with its usual options; `null` as YAML reads it for the mask `null`. */
const byName = [
	_enum(simpleNames, { error: needsOptions }).transform((mask) => leafLong.parse({ mask })),
	literal("null").transform((mask) => ({ mask })),
	_null().transform(() => ({ mask: "null" }))
];
const leafLong = discriminatedUnion("mask", [...valueMasks, nullMask]);
const leaf = union([...byName, leafLong]);
const structures = [
	strictObject({
		mask: literal("json").describe("JSON: the values at some paths are masked."),
		paths: record(jsonPathSchema, leaf).describe("The mask for each JSONPath (RFC 9535).")
	}),
	strictObject({
		mask: literal("xml").describe("XML: texts and attributes at some paths are masked."),
		paths: record(xpathSchema, leaf).describe("The mask for each XPath (1.0).")
	}),
	strictObject({
		mask: literal("hstore").describe("hstore: the values of some keys are masked."),
		keys: record(string$1(), leaf).describe("The mask for each key; * is any other.")
	}),
	strictObject({
		mask: literal("array").describe("An array, of any dimensions: each element is masked."),
		each: leaf.describe("The mask of an element.")
	})
];
/** Masks that need more than the value. */
const columnMasks = [
	strictObject({
		mask: literal("sql").describe("What an SQL expression gives for the row of production."),
		expression: string$1().min(1)
	}),
	strictObject({
		mask: literal("derive").describe("Computed from the masked row, as a column that repeats others needs it."),
		expression: string$1().min(1)
	}),
	strictObject({
		mask: literal("trigger").describe("Computed by a trigger of its table from the masked row."),
		trigger: string$1().min(1).describe("A row trigger that fires before INSERT.")
	}),
	strictObject({
		mask: literal("command").describe("What a program answers: JSON lines in, JSON lines out."),
		program: array$1(string$1().min(1)).min(1).describe("The program and its arguments; no shell reads them."),
		timeout: durationSchema.prefault("1m").describe("How long an answer may take.")
	}),
	strictObject({
		mask: literal("noise").describe("A vector with a set amount of noise."),
		amount: number$1().positive().max(10).describe("The noise's length, as a share of the vector's.")
	}),
	strictObject({
		mask: literal("reembed").describe("A vector: computed anew by `sanitize.embeddings` where the text's mask changed it."),
		from: column.describe("The column of the same table whose text it embeds.")
	})
];
/**
* What becomes of a column: a mask's name, or `{ mask: name, …options }`. The short form is parsed into the long one,
* so that readers decide on `mask.mask` alone. A new mask is one more object in one of these lists.
*/
const maskSchema = union([...byName, discriminatedUnion("mask", [
	...valueMasks,
	nullMask,
	...structures,
	...columnMasks
])]).describe("The mask: its name, or { mask: name, …options }.");
function needsOptions(issue) {
	const example = examples[String(issue.input)];
	return example && `${issue.input} needs ${example}`;
}
const examples = {
	json: "paths: { mask: json, paths: { $.email: email } }",
	xml: "paths: { mask: xml, paths: { //email: email } }",
	hstore: "keys: { mask: hstore, keys: { email: email } }",
	array: "each: { mask: array, each: email }",
	constant: "a value: { mask: constant, value: redacted }",
	sql: "an expression: { mask: sql, expression: left(code, 3) || '000' }",
	derive: "an expression: { mask: derive, expression: lower(name) }",
	trigger: "a trigger: { mask: trigger, trigger: messages_search }",
	command: "a program: { mask: command, program: [/usr/local/bin/mask-names] }",
	noise: "an amount: { mask: noise, amount: 0.1 }",
	reembed: "a column: { mask: reembed, from: body }"
};

/** Of the file's format: one of another can't be read. */
const KNOWN_VALUES_VERSION = 4;
/** The file's first line, after which the entries of both indexes come, and a seal over all before it. */
const headerSchema = strictObject({
	version: literal(4),
	/** Tells whether the key that opens the file is the one that made it. */
	check: string$1(),
	masks: array$1(maskSchema),
	columns: array$1(string$1()),
	longestSequence: int().nonnegative(),
	publicTexts: array$1(string$1()),
	values: int().nonnegative(),
	words: int().nonnegative()
});
const LONGEST_HEADER = 1e6;
const SEAL_BYTES = 32;
/** Writes known values to a file that nobody else may read: 12 bytes an entry, and no entry tells anything without the key. */
async function writeKnownValues(path, known, hash) {
	const { masks, columns, longestSequence, publicTexts, ...shared } = known.share();
	const [values, words] = [openValueIndex(shared.values), openValueIndex(shared.words)];
	const header = {
		version: 4,
		check: keyCheck(hash),
		masks,
		columns,
		longestSequence,
		publicTexts,
		values: values.size,
		words: words.size
	};
	const file = await open(path, "w", 384);
	try {
		const digest = createHash("sha256");
		async function write(bytes) {
			digest.update(bytes);
			await file.writeFile(bytes);
		}
		await write(Buffer.from(`${JSON.stringify(header)}\n`));
		for (const index of [values, words]) for (const entries of index.entries()) await write(new Uint8Array(entries.buffer, entries.byteOffset, entries.byteLength));
		await file.writeFile(seal(hash, digest.digest("hex")));
	} finally {
		await file.close();
	}
}
/**
* The known values of such a file. Throws `state-unusable` if it is none, was made with another key, or is not as it
* was written.
*/
async function readKnownValues$1(path, hash) {
	const [values, words] = [createValueIndex(), createValueIndex()];
	const digest = createHash("sha256");
	let header;
	let left = Buffer.alloc(0);
	let entries = 0;
	try {
		for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
			left = left.length === 0 ? piece : Buffer.concat([left, piece]);
			if (header === void 0) {
				const end = left.indexOf("\n");
				if (end === -1 && left.length < LONGEST_HEADER) continue;
				header = readHeader(left.subarray(0, Math.max(end, 0)), hash);
				digest.update(left.subarray(0, end + 1));
				left = left.subarray(end + 1);
			}
			const whole = Math.min(Math.floor(left.length / 12), header.values + header.words - entries);
			for (let at = 0; at < whole * 12; at += 12) {
				const fingerprint = {
					high: left.readUInt32LE(at),
					low: left.readUInt32LE(at + 4)
				};
				const label = left.readUInt32LE(at + 8);
				if (label === 0) throw unusable$2("is damaged");
				(entries < header.values ? values : words).set(fingerprint, label);
				entries += 1;
			}
			digest.update(left.subarray(0, whole * 12));
			left = left.subarray(whole * 12);
		}
	} catch (error) {
		throw error instanceof BranchProdError ? error : unusable$2("cannot be read", error);
	}
	if (header === void 0) throw unusable$2("cannot be read");
	if (!left.equals(seal(hash, digest.digest("hex")))) throw unusable$2("is damaged");
	return openKnownValues({
		masks: header.masks,
		columns: header.columns,
		longestSequence: header.longestSequence,
		publicTexts: header.publicTexts,
		values: values.share(),
		words: words.share()
	}, hash);
}
function readHeader(line, hash) {
	let document;
	try {
		document = JSON.parse(line.toString("utf8"));
	} catch {
		throw unusable$2("cannot be read");
	}
	const parsed = headerSchema.safeParse(document);
	if (!parsed.success) throw unusable$2("cannot be read");
	if (parsed.data.check !== keyCheck(hash)) throw unusable$2("was made with another mask key");
	return parsed.data;
}
function keyCheck(hash) {
	return hash("known-check", "").toString("hex", 0, 16);
}
function seal(hash, digest) {
	return hash("known-seal", digest).subarray(0, SEAL_BYTES);
}
function unusable$2(what, cause) {
	return new BranchProdError("state-unusable", `the snapshot's file of known values ${what}`, {
		nextStep: "Destroy the snapshot, so that the next run makes it anew.",
		cause
	});
}

const FILE = "known-values";
/**
* Keeps beside the snapshot what is needed to mask a case as the data was: the known values as keyed fingerprints,
* never in clear, so that the source need not be asked again when the snapshot is cached.
*/
async function keepKnownValues(folder, known, hash) {
	await writeKnownValues(join(folder, FILE), known, hash);
}
/** Opens what {@link keepKnownValues} has kept. Throws `state-unusable`. */
async function openCaseMask(snapshotFolder, hash) {
	const known = await readKnownValues$1(join(snapshotFolder, FILE), hash);
	const apply = createMask({
		mask: "text",
		entities: []
	});
	return {
		mask: (text) => apply(text, {
			hash,
			known
		}) ?? "",
		findRaw: createFindRaw(known)
	};
}

/**
* Looks up what was asked for, before anything costs time. Where the data are not those of the present, the present ones
* are tried as well. Throws `config-invalid` for what the config lacks, `not-found` for a ref that is no commit.
*/
async function resolveAlternatives({ models = [], instants = [], prompts = [] }, { repository, at, loaded: { config, file } }) {
	if (prompts.length > 0 && (config.ai?.prompts ?? []).length === 0) throw new BranchProdError("config-invalid", `${file}: ai.prompts names no prompt files.`, { nextStep: "List the files that hold the prompts as ai.prompts, such as [prompts/**]." });
	if (instants.length > 0 && config.source.archive === void 0) throw new BranchProdError("config-invalid", `${file}: source.archive is missing, without which there are no data of another instant.`, { nextStep: "Set source.archive, or ask without another instant." });
	return {
		models,
		instants: at === void 0 ? instants : [void 0, ...instants],
		prompts: await Promise.all(prompts.map(async (ref) => {
			const commit = await resolveCommit(repository, ref);
			return {
				label: ref === commit ? commit.slice(0, 12) : ref,
				commit
			};
		}))
	};
}

/** The result document of an investigation, with an id of its own. */
function buildResult(facts) {
	const { snapshot, report, branch, preview, base, causes } = facts;
	const [culprit, ...otherCulprits] = facts.culprits;
	return resultSchema.parse({
		version: 1,
		investigation: {
			id: `inv-${randomBytes(6).toString("hex")}`,
			...facts.thread !== void 0 && { thread: facts.thread },
			startedAt: facts.startedAt.toISOString(),
			durationMs: facts.durationMs
		},
		source: {
			engine: facts.engine,
			server: snapshot.server,
			at: snapshot.at.toISOString(),
			commit: facts.commit
		},
		snapshot: {
			id: snapshot.id,
			cached: snapshot.cached,
			durationMs: snapshot.durationMs,
			bytes: snapshot.bytes,
			notes: [...snapshot.notes, ...report.notes]
		},
		sanitization: report.sanitization,
		proof: report.proof,
		branch: {
			id: branch.id,
			copy: branch.copy,
			readyMs: branch.readyMs
		},
		preview: {
			url: preview.url,
			readyMs: preview.readyMs,
			expiresAt: preview.expiresAt.toISOString()
		},
		replays: facts.replays,
		...base && { base },
		...culprit && { culprit },
		...otherCulprits.length > 0 && { otherCulprits },
		...causes && { causes },
		timeline: facts.timeline
	});
}

/** A channel for one reader. Values wait in order; a reader that leaves lets all pushes go on. */
function createChannel() {
	const waiting = [];
	let closed = false;
	let left = false;
	let wake = () => {};
	return {
		push(value) {
			if (left) return Promise.resolve();
			return new Promise((done) => {
				waiting.push({
					value,
					done
				});
				wake();
			});
		},
		close() {
			closed = true;
			wake();
		},
		async *[Symbol.asyncIterator]() {
			let current;
			try {
				for (;;) {
					const next = waiting.shift();
					if (next !== void 0) {
						current = next.done;
						yield next.value;
						current();
					} else if (closed) return;
					else await new Promise((resolve) => {
						wake = resolve;
					});
				}
			} finally {
				left = true;
				current?.();
				for (const { done } of waiting.splice(0)) done();
			}
		}
	};
}

var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	/**
	* Posix glob regex
	*/
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	/**
	* Windows glob regex
	*/
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	/**
	* POSIX Bracket Regex
	*/
	const POSIX_REGEX_SOURCE = {
		__proto__: null,
		alnum: "a-zA-Z0-9",
		alpha: "a-zA-Z",
		ascii: "\\x00-\\x7F",
		blank: " \\t",
		cntrl: "\\x00-\\x1F\\x7F",
		digit: "0-9",
		graph: "\\x21-\\x7E",
		lower: "a-z",
		print: "\\x20-\\x7E ",
		punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
		space: " \\t\\r\\n\\v\\f",
		upper: "A-Z",
		word: "A-Za-z0-9_",
		xdigit: "A-Fa-f0-9"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 65536,
		POSIX_REGEX_SOURCE,
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		/**
		* Create EXTGLOB_CHARS
		*/
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		/**
		* Create GLOB_CHARS
		*/
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));

var require_utils = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));

var require_scan = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? Infinity : 1;
	};
	/**
	* Quickly scans a glob pattern and returns an object with a handful of
	* useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
	* `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
	* with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
	*
	* ```js
	* const pm = require('picomatch');
	* console.log(pm.scan('foo/bar/*.js'));
	* { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
	* ```
	* @param {String} `str`
	* @param {Object} `options`
	* @return {Object} Returns an object with tokens and regex source string.
	* @api public
	*/
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));

var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	/**
	* Constants
	*/
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	/**
	* Helpers
	*/
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	/**
	* Create the message for a syntax error
	*/
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	/**
	* Parse the given input string.
	* @param {String} input
	* @param {Object} options
	* @return {Object}
	*/
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		/**
		* Tokenizing helpers
		*/
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		/**
		* Push tokens onto the tokens array. This helper speeds up
		* tokenizing by 1) helping us avoid backtracking as much as possible,
		* and 2) helping us avoid creating extra tokens when consecutive
		* characters are plain text. This improves performance and simplifies
		* lookbehinds.
		*/
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		/**
		* Fast paths
		*/
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) {
				if (opts.unescape === true) output = output.replace(/\\/g, "");
				else output = output.replace(/\\+/g, (m) => {
					return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
				});
			}
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		/**
		* Tokenize input until we reach end-of-string
		*/
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			/**
			* Escaped characters
			*/
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			/**
			* If we're inside a regex character class, continue
			* until we reach the closing bracket.
			*/
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* If we're inside a quoted string, continue
			* until we reach the closing double quote.
			*/
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* Double quotes
			*/
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Parentheses
			*/
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			/**
			* Square brackets
			*/
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			/**
			* Braces
			*/
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			/**
			* Pipes
			*/
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Commas
			*/
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			/**
			* Slashes
			*/
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			/**
			* Dots
			*/
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			/**
			* Question marks
			*/
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			/**
			* Exclamation
			*/
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			/**
			* Plus
			*/
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Stars
			*/
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	/**
	* Fast paths for creating regular expressions for common glob patterns.
	* This can significantly speed up processing and has very little downside
	* impact when none of the fast paths match.
	*/
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));

var require_picomatch$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	/**
	* Creates a matcher function from one or more glob patterns. The
	* returned function takes a string to match as its first argument,
	* and returns true if the string is a match. The returned matcher
	* function also takes a boolean as the second argument that, when true,
	* returns an object with additional information.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch(glob[, options]);
	*
	* const isMatch = picomatch('*.!(*a)');
	* console.log(isMatch('a.a')); //=> false
	* console.log(isMatch('a.b')); //=> true
	*
	* // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
	* const picomatch = require('picomatch/posix');
	* // the same API, defaulting to posix paths
	* const isMatch = picomatch('a/*');
	* console.log(isMatch('a\\b')); //=> false
	* console.log(isMatch('a/b')); //=> true
	*
	* // you can still configure the matcher function to accept windows paths
	* const isMatch = picomatch('a/*', { options: windows });
	* console.log(isMatch('a\\b')); //=> true
	* console.log(isMatch('a/b')); //=> true
	* ```
	* @name picomatch
	* @param {String|Array} `globs` One or more glob patterns.
	* @param {Object=} `options`
	* @return {Function=} Returns a matcher function.
	* @api public
	*/
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	/**
	* Test `input` with the given `regex`. This is used by the main
	* `picomatch()` function to test the input string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.test(input, regex[, options]);
	*
	* console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
	* // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp} `regex`
	* @return {Object} Returns an object with matching info.
	* @api public
	*/
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) {
			if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
			else match = regex.exec(output);
		}
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	/**
	* Match the basename of a filepath.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.matchBase(input, glob[, options]);
	* console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
	* @return {Boolean}
	* @api public
	*/
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	/**
	* Returns true if **any** of the given glob `patterns` match the specified `string`.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.isMatch(string, patterns[, options]);
	*
	* console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
	* console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
	* ```
	* @param {String|Array} str The string to test.
	* @param {String|Array} patterns One or more glob patterns to use for matching.
	* @param {Object} [options] See available [options](#options).
	* @return {Boolean} Returns true if any patterns match `str`
	* @api public
	*/
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	/**
	* Parse a glob pattern to create the source string for a regular
	* expression.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const result = picomatch.parse(pattern[, options]);
	* ```
	* @param {String} `pattern`
	* @param {Object} `options`
	* @return {Object} Returns an object with useful properties and output to be used as a regex source string.
	* @api public
	*/
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	/**
	* Scan a glob pattern to separate the pattern into segments.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.scan(input[, options]);
	*
	* const result = picomatch.scan('!./foo/*.js');
	* console.log(result);
	* { prefix: '!./',
	*   input: '!./foo/*.js',
	*   start: 3,
	*   base: 'foo',
	*   glob: '*.js',
	*   isBrace: false,
	*   isBracket: false,
	*   isGlob: true,
	*   isExtglob: false,
	*   isGlobstar: false,
	*   negated: true }
	* ```
	* @param {String} `input` Glob pattern to scan.
	* @param {Object} `options`
	* @return {Object} Returns an object with
	* @api public
	*/
	picomatch.scan = (input, options) => scan(input, options);
	/**
	* Compile a regular expression from the `state` object returned by the
	* [parse()](#parse) method.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const state = picomatch.parse('*.js');
	* // picomatch.compileRe(state[, options]);
	*
	* console.log(picomatch.compileRe(state));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {Object} `state`
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
	* @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
	* @return {RegExp}
	* @api public
	*/
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	/**
	* Create a regular expression from a parsed glob pattern.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.makeRe(state[, options]);
	*
	* const result = picomatch.makeRe('*.js');
	* console.log(result);
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `state` The object returned from the `.parse` method.
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
	* @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
	* @return {RegExp} Returns a regex created from the given pattern.
	* @api public
	*/
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	/**
	* Create a regular expression from the given regex source string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.toRegex(source[, options]);
	*
	* const { output } = picomatch.parse('*.js');
	* console.log(picomatch.toRegex(output));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `source` Regular expression source string.
	* @param {Object} `options`
	* @return {RegExp}
	* @api public
	*/
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	/**
	* Picomatch constants.
	* @return {Object}
	*/
	picomatch.constants = constants;
	/**
	* Expose "picomatch"
	*/
	module.exports = picomatch;
}));

var require_picomatch = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
}));

var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
const limit = {
	limitMs: 1e3,
	what: "To match the config's globs",
	code: "config-invalid"
};
/**
* The paths that at least one of the config's globs matches, as in a shell with `globstar`, names with a leading dot
* included. Paths and globs are relative to the repository. Both are hostile: a glob such as `*a*a*a*a*a` can take
* years on a path that somebody chose.
*
* @throws {BranchProdError} `config-invalid` if the globs take longer than a second
*/
function matchingPaths(paths, globs) {
	try {
		return runWithin(limit, () => {
			const matches = (0, import_picomatch.default)([...globs], {
				dot: true,
				nonegate: true,
				flags: "s"
			});
			return paths.filter((path) => matches(path));
		});
	} catch (cause) {
		if (cause instanceof BranchProdError) throw cause;
		throw new BranchProdError("config-invalid", "The config's globs can't be matched.", {
			nextStep: "Write shorter globs, such as \"src/**\".",
			cause
		});
	}
}

/** A list of files longer than this belongs to no repository that is checked out somewhere. */
const LONGEST_LIST = 536870912;
/** Whose commit it is matters to nobody: no ref leads to it, and git removes it some time. */
const IDENTITY = [
	"-c",
	"user.name=branch-prod",
	"-c",
	"user.email=branch-prod@localhost"
];
/**
* Makes a commit that is one commit but for the files that the globs match, which are another's; a file that only the
* first has of them is gone. Its id; the first commit's own where there is no difference. What is checked out stays.
*
* @param options.commit its full id, as is that of `filesOf`
* @param options.globs as the config's `ai.prompts`
* @throws {BranchProdError} `checkout-failed` when git can't, `config-invalid` for globs that can't be matched
*/
async function mixCommit(options) {
	const { repository, commit, filesOf, globs } = options;
	const folder = await mkdtemp(join(tmpdir(), "branch-prod-index-"));
	const environment = {
		...gitEnvironment(),
		GIT_INDEX_FILE: join(folder, "index")
	};
	const run = (...args) => git$1(repository, [...IDENTITY, ...args], {
		environment,
		maxBytes: LONGEST_LIST
	});
	try {
		const list = (tree) => run("ls-tree", "-r", "-z", "--full-tree", tree);
		const [own, others] = (await Promise.all([list(commit), list(filesOf)])).map(readList);
		const theirs = entriesOf(others, globs);
		const ours = entriesOf(own, globs);
		if (JSON.stringify(ours) === JSON.stringify(theirs)) return commit;
		await run("read-tree", commit);
		for (const { path } of ours) await run("update-index", "--force-remove", "--", path);
		for (const { mode, object, path } of theirs) await run("update-index", "--add", "--cacheinfo", mode, object, path);
		const tree = (await run("write-tree")).trim();
		return (await run("commit-tree", "-p", commit, "-m", `${commit.slice(0, 12)} with files of ${filesOf.slice(0, 12)}`, tree)).trim();
	} catch (error) {
		if (error instanceof BranchProdError) throw error;
		throw new BranchProdError("checkout-failed", `A commit with other prompts can't be made: ${gitFailure(error)}`, {
			nextStep: "Fetch both commits into the repository, and see that it can be written to.",
			cause: error
		});
	} finally {
		await removeFolder(folder);
	}
}
/** `mode type object TAB path NUL`, of which submodules are no files. */
function readList(text) {
	return text.split("\0").flatMap((line) => {
		const [, mode, object, path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
		return mode && object && path ? [{
			mode,
			object,
			path
		}] : [];
	});
}
function entriesOf(entries = [], globs) {
	const matching = new Set(matchingPaths(entries.map(({ path }) => path), globs));
	return entries.filter(({ path }) => matching.has(path));
}

/**
* The one number of rows that all of these ask for. `null` if they ask for several, or if that of one of them is not
* known (`null`); `undefined` if none of them asks for a number (`undefined`).
*/
function commonLimit(limits) {
	const [first, ...others] = new Set(limits.filter((limit) => limit !== void 0));
	return others.length > 0 ? null : first;
}

/** `1 record`, `12 records`: for nouns whose plural takes an s. */
function counted$2(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** pgvector's `hnsw.ef_search`: what it is by default, and at most. */
const SEARCHED = {
	usually: 40,
	most: 1e3
};
/**
* Half and twice as many rows as the statements that retrieve asked for in these trials, as far as that is another
* number; none where none of them had a LIMIT that the tap can change.
*
* An HNSW index gives no more rows than `hnsw.ef_search`, which is raised where twice as many are more than usual. As
* it is a setting of an extension, a server without that takes it for one that means nothing.
* https://github.com/pgvector/pgvector#query-options
*/
function otherRowCounts({ trials }) {
	const asked = commonLimit(trials.map(({ rowLimit }) => rowLimit));
	if (asked === void 0) return [];
	const most = Math.max(asked ?? 0, ...trials.map(({ retrieved }) => retrieved.length));
	const half = {
		label: "half as many rows",
		options: { limit: "half" }
	};
	const double = {
		label: "twice as many rows",
		options: {
			limit: "double",
			...2 * most > SEARCHED.usually && searching(2 * most)
		}
	};
	if (asked === null) return [half, double];
	return [{
		...half,
		to: Math.ceil(asked / 2)
	}, {
		...double,
		to: 2 * asked
	}].flatMap(({ to, options }) => to === asked ? [] : [{
		label: `${counted$2(to, "row")} instead of ${asked}`,
		options
	}]);
}
function searching(rows) {
	return { settings: { "hnsw.ef_search": String(Math.min(rows, SEARCHED.most)) } };
}

/** The probability of calling any variable decisive that is not. */
const SIGNIFICANCE = .05;
/** How unlikely a difference has to be by chance where so many may still be one: Holm's method asks it of the next. */
function significanceAmong(comparisons) {
	return SIGNIFICANCE / Math.max(comparisons, 1);
}
/**
* The rows whose failure rate differs from their variable's first. Of many comparisons some look unusual by chance, so
* each has to be the more unusual the more there are: S. Holm, "A Simple Sequentially Rejective Multiple Test
* Procedure", Scandinavian Journal of Statistics 6 (1979), 65–70.
*/
function decidingLevels(rows) {
	const compared = rows.filter((row) => row.pValue !== void 0).toSorted((one, other) => (one.pValue ?? 1) - (other.pValue ?? 1));
	const first = compared.findIndex(({ pValue = 1 }, index) => pValue >= significanceAmong(compared.length - index));
	return new Set(first === -1 ? compared : compared.slice(0, first));
}

/** Of two failure rates. */
const LARGE_DIFFERENCE = .25;
/**
* Who looks after each trial, and stops as soon as it looks different, sees differences more often than there are; so to
* stop takes a clearer one than to be told at the end.
*/
function significanceOfLooks(comparisons) {
	return significanceAmong(comparisons) / 3;
}
/** Whether rates are so far apart that people ask why. */
function looksDifferent(one, other) {
	return Math.abs(one.failures / one.judged - other.failures / other.judged) >= LARGE_DIFFERENCE;
}
/**
* How it was has enough trials once they settle what they are, and a level that never fails in `maxTrials` would be told
* from them among so many comparisons.
*/
function isEnoughAsFirst(comparisons, maxTrials) {
	return isEnoughAsBase(maxTrials, significanceOfLooks(comparisons));
}
/**
* A level has enough trials once they settle what they are, and either that is another rate than the first's, among so
* many comparisons, or it comes to the same and looks like it.
*/
function isEnoughAsLevel(first, comparisons) {
	return (counts) => {
		const settled = decide(counts);
		if (settled === void 0) return false;
		if (first.judged === 0) return true;
		return settled === decide(first) && !looksDifferent(first, counts) || compareRates(first, counts, significanceOfLooks(comparisons)).areDifferent;
	};
}

const NAMES = {
	prompt: "The prompt",
	model: "The model version",
	data: "The data",
	retrieval: "How rows are retrieved",
	settings: "The model's settings"
};
/**
* Which variables decide whether the case fails, a sentence each: `The model version decides it: 5/5 with A, 0/5 with
* B.` Then what could not be told.
*/
function describeCauses(rows) {
	const variables = [...Map.groupBy(rows, (row) => row.variable)];
	const decided = variables.flatMap(([variable, levels]) => {
		const [first] = levels;
		const deciding = levels.filter((row) => row.decides);
		if (first === void 0 || deciding.length === 0) return [];
		const others = deciding.map(share).join(", ");
		return [`${NAMES[variable]} decides it: ${share(first)}, ${others}.`];
	});
	const verdict = decided.length > 0 ? decided : ["Nothing that was changed decides it."];
	const open = rows.filter((row) => row.pValue !== void 0 && !row.decides).length;
	const doubts = variables.flatMap(([, [first, ...levels]]) => levels.flatMap((row) => first ? doubtAbout(first, row, significanceAmong(open)) : []));
	return [...verdict, ...doubts];
}
/** Only where the rates look different: what looks the same needs no more trials. */
function doubtAbout(first, row, significance) {
	if (row.judged === 0) return [`With ${row.level} there was no answer to judge.`];
	if (row.decides || first.judged === 0) return [];
	if (!looksDifferent(first, row)) return [];
	const more = moreTrialsToCompare(first, row, significance);
	const needed = more === void 0 ? "" : `: about ${counted$2(more, "more trial")} with each would tell`;
	return [`Whether ${row.level} makes a difference is open (${row.failures}/${row.judged})${needed}.`];
}
function share({ failures, judged, level }) {
	return `${failures}/${judged} with ${level}`;
}

/**
* Replays a case with one variable changed at a time, and says which of them decides whether it fails: those whose rate
* differs from how it was by Fisher's exact test at 5 %, for all comparisons together. A variable has rows where a level
* of it was another one.
*
* @param maxTrials how many trials a level runs at most
* @param onRow hears of each level as soon as it was replayed.
* @throws what a level's `run` throws, and the signal's reason
*/
async function explain(variables, { maxTrials, signal, onRow }) {
	const rows = [];
	const notVaried = [];
	const comparisons = variables.reduce((sum, { levels }) => sum + levels.length - 1, 0);
	const add = (row) => {
		rows.push(row);
		onRow(row);
	};
	for (const { name, levels } of variables) {
		let first;
		for (const { label, run, whyUnchanged } of levels) {
			signal.throwIfAborted();
			const result = await run(first ? isEnoughAsLevel(first, comparisons) : isEnoughAsFirst(comparisons, maxTrials));
			const reason = whyUnchanged?.(result);
			if (reason !== void 0) {
				notVaried.push(reason);
				continue;
			}
			const counts = countTrials(result.trials);
			const row = {
				variable: name,
				level: label,
				...counts,
				rate: result.rate,
				interval: result.interval,
				...first && { pValue: fisherExact(first, counts) },
				decides: false
			};
			if (first !== void 0) {
				if (rows.at(-1)?.variable !== name) add(first);
				add(row);
			}
			first ??= row;
		}
	}
	const deciding = decidingLevels(rows);
	const decided = rows.map((row) => ({
		...row,
		decides: deciding.has(row)
	}));
	return {
		rows: decided,
		sentences: describeCauses(decided),
		notVaried
	};
}

/**
* Why a replay with another model tells nothing of that: the version that answers is the same. So it is where an alias
* means that version, where Azure's path names the model, and where all that answers calls itself alike.
*
* @returns a sentence; `undefined` where another one answered, or nobody said who did
*/
function whySameModel(asked, { before, after }) {
	const known = namesIn(before);
	const names = namesIn(after);
	if (names.length === 0 || names.some((name) => !known.includes(name))) return void 0;
	return `The model was not changed to ${asked}: ${names.join(", ")} answered, as before.`;
}
function namesIn({ trials }) {
	return [...new Set(trials.flatMap(({ model }) => model.name ?? []))];
}

/** With these settings of the model's API, and then as before. */
function withModel(label, settings, { model, replay }) {
	return {
		label,
		async run(isEnough) {
			model.set(settings);
			try {
				return await replay({ isEnough });
			} finally {
				model.set({});
			}
		}
	};
}
/** With that behind the tap, and then the branch itself. */
function withBranch(label, open, options) {
	const { tap, branch, replay } = options;
	return {
		label,
		async run(isEnough) {
			await using behind = await open();
			const { address, settings, limit } = behind;
			await tap.switchTo(address, {
				settings,
				limit
			});
			try {
				return await replay({
					isEnough,
					mustQuery: true
				});
			} finally {
				await tap.switchTo(branch.address);
			}
		}
	};
}

/** So many failures tell the rate to about a third of it. */
const FAILURES = 10;
/** Of a case that failed every time, so many trials are enough. */
const FEWEST_TRIALS$1 = 5;
/** Whether these trials tell how often the case fails, although they were the reason to ask. */
function isMeasured({ failures, judged }) {
	return judged >= FEWEST_TRIALS$1 && failures === judged;
}
/**
* How often the case fails on all of the data, by new trials behind the same tap as those of the probes. The trials of
* the replay tell too much: of a case that fails seldom only a replay that by chance saw it often leads to a search.
*/
async function measureBase(runner, maxTrials) {
	const { failures, judged } = await runner.run([], {
		isEnough: (counts) => isMeasured(counts) || counts.failures >= FAILURES || counts.judged >= maxTrials,
		decide: ({ failures }) => failures > 0 ? "fails" : "passes"
	});
	return {
		failures,
		judged
	};
}

/**
* Removes records and changes nothing else: rows that refer to them stay. One that is not there is removed already.
*
* @param session as an engine gives it to the `change` of a fork: it fires no trigger and sees all rows
* @throws {BranchProdError} `engine-failed` when PostgreSQL refuses; the message names the table and no value
*/
async function removeRecords(session, records) {
	await session.query("BEGIN");
	for (const record of records) {
		const { from, condition, values } = whereIs(record);
		await session.query(`DELETE FROM ${from} WHERE ${condition}`, values).catch((cause) => {
			throw refused(record, "removed from a fork", cause);
		});
	}
	await session.query("COMMIT");
}
/** The texts of those of the records that are there, each with its whole row as PostgreSQL writes it. Throws as above. */
async function readRecords(client, records) {
	const found = [];
	for (const record of records) {
		const { from, condition, values } = whereIs(record);
		const { rows } = await client.query(`SELECT t::text AS text FROM ${from} AS t WHERE ${condition}`, values).catch((cause) => {
			throw refused(record, "read from the branch", cause);
		});
		if (rows.length > 0) found.push({
			...record,
			texts: rows.map(({ text }) => text)
		});
	}
	return found;
}
/** Keys have the type of their columns: PostgreSQL reads them as it wrote them. */
function whereIs({ table: name, key }) {
	const { schema, table } = parseTableName(name);
	const columns = Object.keys(key);
	if (columns.length === 0) throw refused({ table: name }, "told from others: it has no key");
	return {
		from: `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`,
		condition: columns.map((column, index) => `${escapeIdentifier(column)} = $${index + 1}`).join(" AND "),
		values: Object.values(key).map(String)
	};
}
function refused({ table }, done, cause) {
	const { code } = cause ?? {};
	const reason = code === void 0 ? "" : ` (${code})`;
	return new BranchProdError("engine-failed", `A row of ${table} can't be ${done}${reason}.`, {
		nextStep: "See that the table has a primary key, and that its columns have the operator \"=\".",
		cause
	});
}

/** Begins a fork. It lives as long as its parent, unless it is ended. */
function beginFork({ engine, branch, signal }) {
	const asked = Promise.withResolvers();
	const fork = engine.fork(branch, {
		ttl: Math.max(branch.expiresAt.getTime() - Date.now(), 1),
		signal,
		change: async (session) => removeRecords(session, await asked.promise)
	});
	asked.promise.catch(() => {});
	fork.catch(() => {});
	return {
		without(records) {
			asked.resolve(records);
			return fork;
		},
		async end() {
			asked.reject(new BranchProdError("interrupted", "The fork is no longer needed", { nextStep: "Nothing has to be done." }));
			await (await fork.catch(() => void 0))?.destroy();
		}
	};
}

/**
* Replays a case with one variable changed at a time: prompt, model, data, retrieval, settings, as far as there is
* something to change to. Afterwards everything is as it was. Throws what the replays throw, and as
* {@link Engine.fork}.
*/
async function explainCase(options) {
	const { result } = options;
	let all;
	const variables = [
		variable("prompt", options.prompts?.now ?? "", promptLevels(options)),
		variable("model", options.models?.now ?? "", modelLevels(options)),
		variable("data", options.data?.now ?? "all records", dataLevels(options)),
		variable("retrieval", "the indexes", [withBranch("exact search", async () => behind(options.branch, EXACT_SEARCH), options), ...rowCountLevels(options)]),
		variable("settings", "the application's settings", settingsLevels(options))
	].filter(({ levels }) => levels.length > 1);
	return {
		case: options.case,
		...await explain(variables, options)
	};
	function variable(name, now, others) {
		return {
			name,
			levels: [{
				label: now,
				run: async (isEnough) => all ??= await again(isEnough)
			}, ...others]
		};
	}
	/**
	* The replay's own trials tell too much where they are the reason to ask: of a case that fails seldom only a replay
	* that by chance saw it often is explained.
	*/
	async function again(isEnough) {
		const counts = countTrials(result.trials);
		return counts.failures === 0 || isMeasured(counts) || result.trials.length >= options.maxTrials ? result : options.replay({ isEnough });
	}
}
function promptLevels({ prompts }) {
	return (prompts?.others ?? []).map(({ label, replay }) => ({
		label,
		run: (isEnough) => replay({ isEnough })
	}));
}
function modelLevels({ model, models, result, replay }) {
	if (model === void 0 || models === void 0) return [];
	const { now, others } = models;
	return others.map((name) => ({
		...withModel(name, { model: {
			from: now,
			to: name
		} }, {
			model,
			replay
		}),
		whyUnchanged: (after) => whySameModel(name, {
			before: result,
			after
		})
	}));
}
function settingsLevels({ model, replay }) {
	if (model === void 0) return [];
	return [withModel("temperature 0", { temperature: 0 }, {
		model,
		replay
	})];
}
function dataLevels(options) {
	const { culprit, data } = options;
	const others = (data?.others ?? []).map(({ label, open }) => withBranch(label, open, options));
	if (culprit.length === 0) return others;
	return [withBranch("no culprit", () => forkWithout(options), options), ...others];
}
async function forkWithout(options) {
	const fork = beginFork(options);
	const { address } = await fork.without(options.culprit);
	return {
		address,
		[Symbol.asyncDispose]: fork.end
	};
}
function rowCountLevels(options) {
	return otherRowCounts(options.result).map(({ label, options: changed }) => withBranch(label, async () => behind(options.branch, changed), options));
}
/**
* Sessions that use no index to look for what is near: of pgvector's, which are approximate, that makes the search
* exact. https://github.com/pgvector/pgvector#monitoring
*/
const EXACT_SEARCH = { settings: { enable_indexscan: "off" } };
/** The branch itself, for sessions of which something is different. */
function behind({ address }, options) {
	return {
		address,
		...options,
		[Symbol.asyncDispose]: async () => {}
	};
}

/**
* Whether another trial is to be run after these: until there are `trials`, and then until they are enough or there
* are `maxTrials`. Where fewer than half of them could be judged, more would not help.
*/
function goesOn$1(ran, { trials, maxTrials = trials, isEnough = isSettled }) {
	if (ran.length < trials) return true;
	const counts = countTrials(ran);
	const isJudged = counts.judged > 0 && counts.judged >= ran.length / 2;
	return ran.length < maxTrials && isJudged && !isEnough(counts);
}
function isSettled(counts) {
	return decide(counts) !== void 0;
}

/** URL parsers read `%2e` as a dot here, and encoding one doesn't take its meaning away. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=[/?#]|$)/i;
/** They direct the connection instead of speaking to the application. */
const CONNECTION_HEADERS = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
/**
* The request of a trial: the config's template, its fields replaced by those of the case, `{{input}}` replaced by
* the question in the body's texts, the headers and, URI-encoded, the path. What the question itself holds is
* never expanded. There is no other placeholder. Of `applicationUrl` only the origin counts.
*
* @throws {BranchProdError} `case-invalid` for an unknown placeholder, `{{input}}` without a question, a path that
*   leaves the application or its own place in it, a header that can't be sent
*/
function buildRequest(template, { question, request }, applicationUrl) {
	const { method, path, headers = {}, body } = {
		...template,
		...request
	};
	const sendsBody = body !== void 0 && method !== "GET";
	return {
		url: buildUrl(fillText(path, inputIs(question && encodeURIComponent(question.toWellFormed()))), applicationUrl),
		method,
		headers: buildHeaders(headers, question, sendsBody),
		...sendsBody && { body: JSON.stringify(fillLeaves(body, inputIs(question))) }
	};
}
function buildUrl(path, applicationUrl) {
	const { origin } = new URL(applicationUrl);
	const [pathname = ""] = path.split(/[?#]/);
	const url = pathname.startsWith("/") && !/[\p{Cc}\\]/u.test(path) && !DOT_SEGMENT.test(pathname) ? URL.parse(path, origin) : null;
	if (url?.origin !== origin) throw invalid$2("The request's path would leave its place in the application.", "Begin the path with one \"/\" and put questions such as \"..\" into the query or the body.");
	return url.href;
}
function buildHeaders(template, question, sendsBody) {
	const headers = new Headers(sendsBody ? { "content-type": "application/json" } : {});
	for (const [name, value] of Object.entries(template)) {
		const filled = fillText(value, inputIs(question));
		if (CONNECTION_HEADERS.test(name) || /[\r\n\0]/.test(filled) || !trySet(headers, name, filled)) throw invalid$2(`The request's header ${JSON.stringify(name)} can't be sent.`, "Use headers of the application, of Latin-1 characters and one line; put other questions into the body.");
	}
	return Object.fromEntries(headers);
}
function trySet(headers, name, value) {
	try {
		headers.set(name, value);
		return true;
	} catch {
		return false;
	}
}
/** Of the only placeholder that there is. */
function inputIs(input) {
	return (name, whole) => {
		if (name !== "input") throw invalid$2(`The request holds the unknown placeholder ${JSON.stringify(whole)}.`, "Use {{input}}, the question: there is no other placeholder.");
		if (input === void 0) throw invalid$2("The request holds {{input}}, but the case has no question.", "Write the question into the case, or a request without {{input}}.");
		return input;
	};
}
function invalid$2(message, nextStep) {
	return new BranchProdError("case-invalid", message, { nextStep });
}

/** The shortest part of a text that is told from what any two texts have in common. */
const shortestPart = 32;
/** Every part of at least {@link shortestPart} characters holds a whole window of the text's. */
const windowLength = 32 / 2;
/** A text that repeats itself has the same window in many places; the first of them are enough to find it. */
const mostPlaces = 8;
/**
* For each text the parts of it that a prompt holds, in the order of the text, without overlap, each of at least 32
* characters.
*
* Takes windows of 16 characters out of the texts, every 16th, and slides one of the same length over the prompt; where
* it meets one of a text's, the match is followed as far as it goes, and this text is looked for from there on. That is
* what rsync does to find known blocks (A. Tridgell, P. Mackerras, "The rsync algorithm", 1996). Time and memory grow
* with the length of the texts and of the prompt, not with their product.
*/
function findParts(texts, prompt) {
	const windows = windowsOf(texts);
	const found = texts.map(() => []);
	const from = texts.map(() => 0);
	for (let at = 0; windows.size > 0 && at + windowLength <= prompt.length; at += 1) for (const [index, places] of windows.get(prompt.slice(at, at + windowLength)) ?? []) {
		if (at < from[index]) continue;
		const match = longest(texts[index], prompt, at, places);
		if (match.end - match.start < 32) continue;
		found[index]?.push({
			start: match.start,
			end: match.end
		});
		from[index] = match.promptEnd;
	}
	return found.map(withoutOverlap);
}
function windowsOf(texts) {
	const windows = /* @__PURE__ */ new Map();
	for (const [index, text] of texts.entries()) for (let at = 0; at + windowLength <= text.length; at += windowLength) {
		const window = text.slice(at, at + windowLength);
		const byText = windows.get(window) ?? /* @__PURE__ */ new Map();
		const places = byText.get(index) ?? [];
		if (places.length < mostPlaces) places.push(at);
		windows.set(window, byText.set(index, places));
	}
	return windows;
}
function longest(text, prompt, at, places) {
	let best = {
		start: 0,
		end: 0,
		promptEnd: at
	};
	for (const place of places) {
		let back = 0;
		while (back < windowLength && place > back && at > back && text[place - back - 1] === prompt[at - back - 1]) back += 1;
		let length = windowLength;
		while (place + length < text.length && at + length < prompt.length && text[place + length] === prompt[at + length]) length += 1;
		const match = {
			start: place - back,
			end: place + length,
			promptEnd: at + length
		};
		if (match.end - match.start > best.end - best.start) best = match;
	}
	return best;
}
/** The same part can stand in the prompt twice. */
function withoutOverlap(parts) {
	const merged = [];
	for (const part of parts.toSorted((one, other) => one.start - other.start)) {
		const last = merged.at(-1);
		if (last === void 0 || part.start > last.end) merged.push(part);
		else if (part.end > last.end) merged[merged.length - 1] = {
			start: last.start,
			end: part.end
		};
	}
	return merged;
}

/** A part that is not a text's beginning has to be this long, or a quarter of the text: mails quote each other. */
const shortestInside = 100;
/**
* How many characters of each text the prompts hold, at most in one of them; 0 for none. Texts shorter than 32
* characters are found as whole words only.
*
* A longer one is there whole; or in parts, of which the first is its beginning, or which are long enough to be no
* quotation. Less than 32 characters between two parts count as used: an application that changes a sign has cut
* nothing.
*
* @param texts normalised, as are the prompts
*/
function findTexts(texts, prompts) {
	const used = new Map(texts.map((text) => [text, 0]));
	const note = (text, characters) => used.set(text, Math.max(used.get(text) ?? 0, characters));
	for (const prompt of prompts) {
		const missing = [];
		for (const text of used.keys()) if (text.length < 32) note(text, holdsWords$1(prompt, text) ? text.length : 0);
		else if (prompt.includes(text)) note(text, text.length);
		else missing.push(text);
		for (const [index, parts] of findParts(missing, prompt).entries()) {
			const text = missing[index];
			note(text, usedInParts(text, parts));
		}
	}
	return used;
}
function usedInParts(text, parts) {
	const bridged = [];
	for (const part of parts) {
		const last = bridged.at(-1) ?? {
			start: 0,
			end: 0
		};
		if (part.start - last.end >= 32) bridged.push(part);
		else bridged.splice(-1, 1, {
			start: last.start,
			end: part.end
		});
	}
	const used = bridged.reduce((sum, { start, end }) => sum + end - start, 0);
	return bridged[0]?.start === 0 || used >= Math.min(shortestInside, text.length / 4) ? used : 0;
}
/** `Ada` is not in `Adam`. */
function holdsWords$1(prompt, text) {
	const isWord = (character) => /[\p{L}\p{N}_]/u.test(character ?? "");
	const [first, last] = [isWord(text[0]), isWord(text.at(-1))];
	if (text === "") return false;
	for (let at = prompt.indexOf(text); at !== -1; at = prompt.indexOf(text, at + 1)) {
		const isCutBefore = first && isWord(prompt[at - 1]);
		const isCutAfter = last && isWord(prompt[at + text.length]);
		if (!isCutBefore && !isCutAfter) return true;
	}
	return false;
}

/**
* A text as rows and prompts are compared: runs of white space are one blank, and what JSON writes for a character is
* that character, since many prompts hold their rows as JSON.
* https://www.rfc-editor.org/rfc/rfc8259#section-7
*/
function normalize(text) {
	return (text.includes("\\") ? text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, plainCharacter) : text).replace(/\s+/g, " ").trim();
}
function plainCharacter(_, code, character = "") {
	if (code !== void 0) return String.fromCharCode(Number.parseInt(code, 16));
	return /[bfnrt]/.test(character) ? " " : character;
}

/** What is shorter than this is too common to say that it came from a row: `open`, `en`, a year. */
const shortestWhole = 12;
/**
* How much of a row the prompts hold: of the text of its columns of which most is there. `used` is 0 if it did not
* reach them; `undefined` if the row has no text to look for.
*
* @param used how many characters of each text the prompts hold
* @param isShared whether another row has the same text: a short one, such as a subject, then says nothing about
*   this row
*/
function useOfRow(texts, used, isShared) {
	const longest = Math.max(0, ...texts.map((text) => text.length));
	if (longest === 0) return void 0;
	const telling = texts.filter((text) => text.length >= 32 || text.length === longest || text.length >= shortestWhole && !isShared(text));
	let best = {
		used: 0,
		of: longest
	};
	for (const text of telling) {
		const characters = used.get(text) ?? 0;
		if (characters > best.used) best = {
			used: characters,
			of: text.length
		};
	}
	return best;
}

/**
* What a trial's taps say together: which rows were retrieved, which of them reached a prompt and how much of them,
* the prompt against the model's window, and what the model's API cut.
*
* Retrieved are the rows of all statements marked as retrieval, a row that came back twice once, by its best rank. Its
* texts may have come with any statement: many applications look for ids and fetch the rows with another one.
*
* @param options.windows tokens by model, as the config's `ai.windows`
* @param options.named what the application itself says that it retrieved; taken where no statement is marked
*/
function buildContext({ statements, calls }, options) {
	const retrievals = statements.filter(({ retrieval }) => retrieval !== void 0);
	const rows = retrievals.length > 0 ? bestRanks(retrievals.flatMap((one) => one.rows)) : options.named;
	const asked = calls.filter(({ api }) => api !== "openai-embeddings");
	const prompts = asked.flatMap(({ prompt }) => prompt === "" ? [] : [prompt]);
	return {
		retrieved: findInPrompts(rows, statements, prompts),
		hasRetrieval: retrievals.length > 0,
		rowLimit: commonLimit(retrievals.map(({ rowLimit }) => rowLimit)),
		prompts,
		model: describeModel(asked, options.windows),
		limits: asked.flatMap(limitOf$1),
		losses: [...statements.some(({ isLost }) => isLost) ? [lostConnection] : [], ...new Set(calls.map(lossOf).filter((loss) => loss !== void 0))],
		lost: lastLoss(calls),
		hasTokenIds: calls.some((call) => call.hasTokenIds)
	};
}
const lostConnection = "A connection to the database could not be followed: its rows are missing.";
function bestRanks(rows) {
	const best = /* @__PURE__ */ new Map();
	for (const [place, { table, key = {}, rank, distance }] of rows.entries()) {
		const name = Object.keys(key).length === 0 ? place : identityOf({
			table,
			key
		});
		if (rank >= (best.get(name)?.rank ?? Number.POSITIVE_INFINITY)) continue;
		best.set(name, {
			table,
			key,
			rank,
			...distance !== void 0 && { distance }
		});
	}
	return [...best.values()].toSorted((one, other) => one.rank - other.rank);
}
function findInPrompts(rows, statements, prompts) {
	const observed = statements.flatMap((statement) => statement.rows);
	const texts = rows.map((row) => [...new Set(observed.filter((one) => isSame$2(one, row)).flatMap((one) => one.texts.map(normalize)))]);
	const rowsWith = /* @__PURE__ */ new Map();
	for (const text of texts.flat()) rowsWith.set(text, (rowsWith.get(text) ?? 0) + 1);
	const isShared = (text) => (rowsWith.get(text) ?? 0) > 1;
	const used = findTexts([...rowsWith.keys()], prompts.map(normalize));
	return rows.map((row, index) => {
		const use = prompts.length === 0 ? void 0 : useOfRow(texts[index] ?? [], used, isShared);
		if (use === void 0) return { ...row };
		const isCut = use.used > 0 && use.used < use.of;
		return {
			...row,
			reached: use.used > 0,
			...isCut && { cut: use }
		};
	});
}
function isSame$2(observed, row) {
	const { table, key, rank } = observed;
	if (key !== void 0) return sameRow({
		table,
		key
	}, row);
	return Object.keys(row.key).length === 0 && table === row.table && rank === row.rank;
}
function describeModel(calls, windows) {
	const call = calls.findLast(({ answer }) => answer !== "") ?? calls.at(-1);
	if (call === void 0) return {};
	const name = call.model ?? call.asked;
	const known = [call.model, call.asked].filter((one) => one !== void 0).find((one) => Object.hasOwn(windows, one));
	return {
		...name !== void 0 && { name },
		...call.promptTokens !== void 0 && { promptTokens: call.promptTokens },
		...known !== void 0 && { window: windows[known] },
		...call.finishReason !== void 0 && { finishReason: call.finishReason }
	};
}
/** `length`: OpenAI; `max_output_tokens`: its Responses; `max_tokens` and the last: Anthropic. */
const answerLimits = /* @__PURE__ */ new Set([...[
	"length",
	"max_output_tokens",
	"max_tokens",
	"model_context_window_exceeded"
]]);
const promptLimit = "context_length_exceeded";
function limitOf$1({ finishReason = "", error }) {
	if (error?.includes(promptLimit)) return [{
		what: "prompt",
		reason: promptLimit
	}];
	return answerLimits.has(finishReason) ? [{
		what: "answer",
		reason: finishReason
	}] : [];
}
/**
* Of the calls for answers and of those for embeddings. Clients repeat what failed, so that only the last tells; one
* that goes on when the application has answered is not what that answer stands on, unless there is no other.
*/
function lastLoss(calls) {
	return [calls.filter(({ api }) => api !== "other" && api !== "openai-embeddings"), calls.filter(({ api }) => api === "openai-embeddings")].flatMap((kind) => kind.findLast((call) => !goesOn(call)) ?? kind.slice(-1)).map(lossOf).find((loss) => loss !== void 0);
}
function goesOn({ isLost, error }) {
	return isLost && error === void 0;
}
/** A prompt that is too long is no loss: what reached the prompt is what is looked into. */
function lossOf({ isLost, error }) {
	if (!isLost || error?.includes(promptLimit)) return void 0;
	return error ?? "The application answered before its model did.";
}

const mostCutRows = 5;
const mostLosses = 2;
const unsearched = "texts were embedded as token ids and not searched for raw values";
/**
* A trial's context in one line: `6 rows retrieved, 4 reached the prompt, #812 cut at 1,200 of 4,031 characters;
* prompt 1,832 of 8,192 tokens; the model cut its answer (length)`. It holds the keys of rows, nothing else of them.
*/
function contextSentence(context) {
	return [
		...[rowsPart(context), tokensPart(context)],
		...[...limitParts(context), ...lossParts(context)],
		context.hasTokenIds ? unsearched : void 0
	].filter((part) => part !== void 0).join("; ");
}
function rowsPart({ retrieved, hasRetrieval, prompts }) {
	if (retrieved.length === 0) return hasRetrieval ? "no row retrieved" : "no statement that retrieves was seen";
	const rows = `${counted$1(retrieved.length, "row")} retrieved`;
	if (prompts.length === 0) return `${rows}, no prompt was seen`;
	const unknown = retrieved.filter(({ reached }) => reached === void 0).length;
	const reached = retrieved.filter((row) => row.reached === true).length;
	const cut = retrieved.filter((row) => row.cut !== void 0);
	const hasSeveralTables = new Set(retrieved.map(({ table }) => table)).size > 1;
	const more = cut.length - mostCutRows;
	return [
		rows,
		unknown === retrieved.length ? "their text was not seen" : `${reached === retrieved.length ? "all" : formatCount$1(reached)} reached the prompt`,
		...unknown > 0 && unknown < retrieved.length ? [`${formatCount$1(unknown)} unknown`] : [],
		...cut.slice(0, mostCutRows).map((row) => cutPart(row, hasSeveralTables)),
		...more > 0 ? [`${formatCount$1(more)} more cut`] : []
	].join(", ");
}
function cutPart(row, namesTable) {
	const { used = 0, of = 0 } = row.cut ?? {};
	return `${namesTable ? `${row.table} ` : ""}${keyOf$1(row)} cut at ${formatCount$1(used)} of ${formatCount$1(of)} characters`;
}
/** `#812`; with several columns `#12,en`; without a key, its rank. */
function keyOf$1({ key, rank }) {
	const values = Object.values(key);
	return values.length === 0 ? `rank ${rank}` : `#${values.join(",")}`;
}
function tokensPart({ model: { promptTokens, window } }) {
	if (promptTokens === void 0) return void 0;
	const of = window === void 0 ? "" : ` of ${formatCount$1(window)}`;
	return `prompt ${formatCount$1(promptTokens)}${of} tokens`;
}
function limitParts({ limits }) {
	const parts = limits.map(({ what, reason }) => what === "answer" ? `the model's API cut the answer (${reason})` : `the model's API refused the prompt as too long (${reason})`);
	return [...new Set(parts)];
}
function lossParts({ losses }) {
	return losses.slice(0, mostLosses).map((loss) => `${loss.charAt(0).toLowerCase()}${loss.slice(1)}`.replace(/\.$/, ""));
}
function counted$1(count, noun) {
	return `${formatCount$1(count)} ${noun}${count === 1 ? "" : "s"}`;
}
function formatCount$1(count) {
	return count.toLocaleString("en-US");
}

const MAX_BYTES = 10485760;
const READ_LOG = "Read the application's output in the preview.";
/**
* Sends one request and returns the JSON that the application answers with. Redirects are not followed: they
* could lead out of the preview. Messages show at most 200 characters of an answer.
*
* @throws {BranchProdError} `replay-failed` for no connection, a broken one, no whole answer within `timeoutMs`
*   (milliseconds), a status other than 2xx, more than 10 MiB, no JSON
* @throws {unknown} the signal's reason once it is aborted
*/
async function sendRequest(options) {
	const { request, fetch, signal, timeoutMs } = options;
	const { url, ...init } = request;
	const timeout = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetch(url, {
			...init,
			redirect: "manual",
			signal: AbortSignal.any([signal, timeout])
		});
		return parseBody(response, await readBody$2(response));
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof BranchProdError) throw error;
		const message = timeout.aborted ? `The application did not answer within ${timeoutMs / 1e3} s.` : `The connection to the application failed (${reasonOf(error)}).`;
		throw new BranchProdError("replay-failed", message, {
			nextStep: READ_LOG,
			cause: error
		});
	}
}
async function readBody$2(response) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > MAX_BYTES) throw new BranchProdError("replay-failed", "The application answered more than 10 MiB.", { nextStep: "Replay a request with a shorter answer." });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function parseBody(response, body) {
	const beginning = excerpt(new TextDecoder().decode(body.subarray(0, 1e3)));
	if (!response.ok) {
		const message = `The application answered ${response.status}: ${beginning}`;
		throw new BranchProdError("replay-failed", message, { nextStep: READ_LOG });
	}
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch (error) {
		const message = `The application answered ${response.status} without JSON: ${beginning}`;
		throw new BranchProdError("replay-failed", message, {
			nextStep: "Replay a request that is answered with JSON.",
			cause: error
		});
	}
}
/** undici says `fetch failed` or `terminated` and keeps the reason as the cause, which may have a code only. */
function reasonOf(error) {
	const { cause } = error;
	return excerpt(cause?.message || cause?.code || "unknown reason");
}

/**
* One repetition: sends the request, reads the answer, judges it. What keeps the answer from being judged makes the
* trial an error, which is no failure of the case; so does a model that gave no answer, whatever the application says
* instead. What passed the taps is told all the same, without credentials.
*
* @throws {unknown} the signal's reason once it is aborted
*/
async function runTrial(options) {
	const asked = await ask(options);
	const { answer, named, durationMs, observed } = asked;
	const { windows = {}, prices = {}, judge } = options.models ?? {};
	const context = observed && buildContext(observed, {
		windows,
		named
	});
	const retrieved = context?.retrieved ?? named;
	let failed = [];
	let error = asked.error ?? withoutModel(context) ?? withoutDatabase(options, observed);
	if (error === void 0) try {
		failed = await evaluate(options.assertions, {
			answer,
			body: asked.body,
			durationMs,
			prices,
			judge,
			vars: options.vars ?? {},
			retrieved: saysRetrieved(options, context) ? retrieved : void 0,
			calls: options.taps?.model && observed?.calls,
			signal: options.signal
		});
	} catch (cause) {
		error = errorOf(cause);
	}
	const shown = options.taps?.hideSecrets ?? ((text) => text);
	return {
		ok: error === void 0 && failed.length === 0,
		answer: shown(answer),
		durationMs,
		retrieved: [...retrieved],
		...context?.rowLimit !== void 0 && { rowLimit: context.rowLimit },
		model: context?.model ?? {},
		...context && { context: contextSentence(context) },
		failed: failed.map(shown),
		...error !== void 0 && { error: shown(error) }
	};
}
async function ask(options) {
	const { request, fetch, signal, timeoutMs, settings, taps } = options;
	const statements = taps?.statements?.record();
	const calls = taps?.model?.record();
	const start = performance.now();
	let read = {
		answer: "",
		retrieved: []
	};
	let body = null;
	let error;
	let durationMs = 0;
	let observed;
	try {
		body = await sendRequest({
			request,
			fetch,
			signal,
			timeoutMs
		});
		read = readAnswer$2(body, settings);
	} catch (cause) {
		error = errorOf(cause);
	} finally {
		durationMs = Math.round(performance.now() - start);
		const [ran, asked] = await Promise.all([statements?.end(signal), calls?.end(signal)]);
		if (statements || calls) observed = {
			statements: ran ?? [],
			calls: asked ?? []
		};
	}
	return {
		body,
		answer: read.answer,
		named: read.retrieved,
		durationMs,
		observed,
		error
	};
}
function withoutModel(context) {
	const loss = context?.lost;
	return loss && `${loss} See that the preview reaches its model, and that the model takes as many calls.`;
}
/** Where another branch was put behind the tap, an application that never came back to it says nothing of that. */
function withoutDatabase({ mustQuery }, observed) {
	if (!mustQuery || observed?.statements.some(({ error }) => error === void 0)) return void 0;
	return "The application asked its database nothing, or only in vain. See that it makes new connections when its own are ended, and that it does not answer from memory.";
}
function errorOf(cause) {
	if (!(cause instanceof BranchProdError) || cause.code !== "replay-failed") throw cause;
	return `${cause.message} ${cause.nextStep}`;
}
/** A tap that saw no statement which retrieves, beside an application that says nothing, leaves it unknown. */
function saysRetrieved({ settings, taps }, context) {
	return settings.retrieved !== void 0 || taps?.statements !== void 0 && context?.hasRetrieval === true;
}

const TRIAL_TIMEOUT_MS = 6e4;
/**
* Runs a case against the application that answers at the origin of `applicationUrl`, one trial after another, and
* judges them together: as often as the plan says, see {@link goesOn}.
*
* An application that crashes, hangs or answers nonsense makes trials errors, never an exception.
*
* @throws {BranchProdError} `case-invalid` before the first trial, when no request can be built from case and settings
* @throws {unknown} the signal's reason once it is aborted
*/
async function replayCase(options) {
	const { settings, fetch, signal, taps, models, mustQuery } = options;
	const { name, assert: assertions } = options.case;
	const request = buildRequest(settings.request, options.case, options.applicationUrl);
	const vars = varsOf(options.case);
	const trials = [];
	while (goesOn$1(trials, options)) {
		signal.throwIfAborted();
		const trial = await runTrial({
			request,
			settings,
			assertions,
			vars,
			fetch,
			signal,
			taps,
			models,
			mustQuery,
			timeoutMs: TRIAL_TIMEOUT_MS
		});
		trials.push(trial);
		const of = Math.max(options.trials, trials.length + (goesOn$1(trials, options) ? 1 : 0));
		options.onTrial(trial, trials.length, of);
	}
	return {
		case: name,
		trials,
		...judge$1(trials)
	};
}
function varsOf({ question, observed, expected }) {
	return {
		...question !== void 0 && { question },
		...observed !== void 0 && { observed },
		...expected !== void 0 && { expected }
	};
}

/** Replays a masked case on a subject, through its taps. Throws as replayCase. */
function replayOn({ preview, taps }, replayed, options) {
	return replayCase({
		onTrial: () => {},
		...options,
		case: replayed,
		applicationUrl: preview.applicationUrl,
		taps
	});
}
/**
* Replays masked cases against one subject, one after another, and says each trial. Throws as replayCase.
*
* @param options.compared what the trials have to be enough for besides: to be compared with (`base`), or to be
*   compared with the replays of the base
*/
async function replayCases(cases, subject, options) {
	const { maxTrials, compared, clock } = options;
	const on = subject.role === "base" ? { on: subject.role } : {};
	const replays = [];
	for (const [index, replayed] of cases.entries()) {
		const base = compared === "base" ? void 0 : compared?.[index];
		const isEnough = compared === "base" ? isEnoughAsBase(maxTrials) : base && isEnoughBeside(base);
		replays.push(await replayOn(subject, replayed, {
			...options,
			isEnough,
			onTrial: (trial, number, of) => clock.finding({
				kind: "trial",
				case: replayed.name,
				...on,
				number,
				of,
				trial
			})
		}));
	}
	return replays;
}

/**
* Waits until a build has ended well. Throws `build-failed`, with the last lines of its output, when it fails or
* takes longer than `timeoutMs`; rejects with an AbortError when aborted. Nothing of it runs afterwards.
*/
async function finishBuild(build, options) {
	const { output, timeoutMs, signal } = options;
	const exit = await exitWithin(build, timeoutMs, signal);
	if (exit?.code === 0) return;
	const reason = exit ? `ended with code ${exit.code}` : `did not end within ${Math.round(timeoutMs / 1e3)} s`;
	throw new BranchProdError("build-failed", `the build ${reason}${lastLines(output)}`, { nextStep: "Make preview.build work in a fresh clone of the commit." });
}

/** Taken over from our own environment, where set, in both the upper and the lower case form of proxies. */
const inherited = [
	"LANG",
	"LC_ALL",
	"TZ",
	"NODE_EXTRA_CA_CERTS",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"npm_config_registry",
	"NPM_CONFIG_REGISTRY"
];
/**
* The environment of the build: an allow-list of `parent`, then the config's variables. It has no database.
* HOME and TMPDIR are folders of the preview, so that no ~/.npmrc, ~/.pgpass or cloud credential is found by
* accident. That is no sandbox: the commands run as the same user.
*/
function buildEnvironment(options) {
	const base = baseEnvironment(options);
	return {
		...base,
		variables: {
			...base.variables,
			CI: "1"
		}
	};
}
/**
* The environment of the application: the allow-list, the config's variables, then its database and its address,
* which no config can change.
*/
function applicationEnvironment(options) {
	const base = baseEnvironment(options);
	const database = new URL(options.database.reveal());
	const password = decodeURIComponent(database.password);
	const sslMode = database.searchParams.get("sslmode");
	return {
		variables: {
			...base.variables,
			DATABASE_URL: options.database.reveal(),
			PGHOST: database.hostname.replaceAll(/[[\]]/g, ""),
			PGPORT: database.port || "5432",
			PGUSER: decodeURIComponent(database.username),
			PGPASSWORD: password,
			PGDATABASE: decodeURIComponent(database.pathname.slice(1)),
			...sslMode !== null && { PGSSLMODE: sslMode },
			PORT: String(options.port),
			HOST: "127.0.0.1"
		},
		secrets: [
			...base.secrets,
			options.database,
			new Secret(password)
		]
	};
}
/** What the application gets of our own environment and of the config's variables, in clear. */
function configuredVariables(parent, settings) {
	const configured = Object.entries(settings).map(([name, secret]) => [name, secret.reveal()]);
	return Object.fromEntries([...takenFrom(parent), ...configured]);
}
function takenFrom(parent) {
	return inherited.flatMap((name) => {
		const value = parent[name];
		return value === void 0 ? [] : [[name, value]];
	});
}
function baseEnvironment(options) {
	const { parent, home, temporary, settings, secrets = [] } = options;
	return {
		variables: {
			PATH: [dirname(process.execPath), parent.PATH ?? "/usr/local/bin:/usr/bin:/bin"].join(delimiter),
			HOME: home,
			TMPDIR: temporary,
			TERM: "dumb",
			npm_config_cache: npmCache(parent),
			...configuredVariables(parent, settings)
		},
		secrets: [
			...Object.values(settings),
			...secrets,
			...takenFrom(parent).flatMap(([, value]) => urlPassword(value))
		]
	};
}
/**
* The real user's npm cache: in the one of a fresh HOME nothing would be found, and every `npm ci` would download
* everything. npm checks what it takes from a cache against the lock file's hashes.
*/
function npmCache(parent) {
	return parent.npm_config_cache ?? parent.NPM_CONFIG_CACHE ?? join(parent.HOME ?? homedir(), ".npm");
}
/** Proxies and registries may carry credentials. */
function urlPassword(value) {
	const password = URL.parse(value)?.password;
	return password ? [new Secret(password)] : [];
}

/**
* A TCP port on 127.0.0.1 that was free a moment ago. Another program can take it before the application does;
* the application then fails to listen, ends, and the preview is reported as not ready.
*/
async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	await once(server, "close");
	return port;
}

/** Cookies don't know of ports: a browser sends those of every preview on 127.0.0.1 to each of them. */
const cookiePrefix = "branch-prod-";
/**
* The rule by which a preview lets requests in: its token as `Authorization: Bearer`, as cookie, or, for GET and
* HEAD, as `?token=`, which is exchanged for the cookie so that the token stays in no history and no Referer.
*/
function createAccessRule(options) {
	const { token, expiresAt, secure } = options;
	const cookieName = `${cookiePrefix}${digest(token).toString("hex").slice(0, 12)}`;
	const isToken = (value) => timingSafeEqual(digest(value), digest(token));
	return ({ method, url, headers }) => {
		const path = withoutParameter(url, "token", isToken);
		if (path !== url && (method === "GET" || method === "HEAD")) return {
			kind: "entering",
			location: localPath(path),
			cookie: cookie()
		};
		const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
		const byBearer = bearer !== void 0 && isToken(bearer);
		const cookies = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
		const byCookie = cookies.some((pair) => pair.startsWith(`${cookieName}=`) && isToken(pair.slice(cookieName.length + 1)));
		if (!byBearer && !byCookie) return { kind: "refused" };
		const passed = { ...headers };
		if (byBearer) delete passed.authorization;
		passed.cookie = cookies.filter((pair) => pair && !pair.startsWith(cookiePrefix)).join("; ");
		if (!passed.cookie) delete passed.cookie;
		return {
			kind: "granted",
			path,
			headers: passed
		};
	};
	function cookie() {
		const attributes = `Path=/; Max-Age=${Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1e3))}; HttpOnly; SameSite=Lax`;
		return `${cookieName}=${token}; ${attributes}${secure ? "; Secure" : ""}`;
	}
}
/** Digests have the same length, which timingSafeEqual needs. */
function digest(value) {
	return createHash("sha256").update(value).digest();
}
/** The path and query without the parameters of that name and a matching value; all others stay as they are. */
function withoutParameter(url, name, matches) {
	const start = url.indexOf("?");
	if (start === -1) return url;
	const parameters = url.slice(start + 1).split("&");
	const kept = parameters.filter((text) => {
		const value = new URLSearchParams(text).get(name);
		return value === null || !matches(value);
	});
	if (kept.length === parameters.length) return url;
	return url.slice(0, start) + (kept.length > 0 ? `?${kept.join("&")}` : "");
}
/** A browser takes `//name/` and `/\name/` for another host. */
function localPath(path) {
	return path.replace(/^[/\\]*/, "/");
}

/** Belong to one connection and not to the message; RFC 9110, section 7.6.1. Our server has answered Expect itself. */
const hopByHop = [
	"connection",
	"keep-alive",
	"proxy-connection",
	"proxy-authenticate",
	"proxy-authorization",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade",
	"expect"
];
/** The headers of a message that a proxy passes on: all that are not of the connection, unchanged. */
function endToEndHeaders(headers) {
	const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
	const dropped = /* @__PURE__ */ new Set([...hopByHop, ...named]);
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

/** Passes a request to the application and its answer back, both while they arrive. */
function forward(request$3, response, { port, path, headers, added, onFailure }, upgrade) {
	const { "transfer-encoding": framing } = headers;
	const protocol = upgrade && {
		connection: "Upgrade",
		upgrade: headers.upgrade
	};
	const upstream = request({
		host: "127.0.0.1",
		port,
		path,
		method: request$3.method,
		headers: {
			...endToEndHeaders(headers),
			...framing !== void 0 && { "transfer-encoding": framing },
			...protocol
		},
		agent: false
	});
	function relayHead(answer, extra) {
		try {
			const answered = endToEndHeaders(answer.headers);
			response.writeHead(answer.statusCode ?? 502, {
				...answered,
				...added,
				...extra
			});
			response.flushHeaders();
			return true;
		} catch {
			upstream.destroy();
			onFailure();
			return false;
		}
	}
	upstream.on("response", (answer) => {
		if (relayHead(answer, {})) pipeline(answer, response, () => {});
	});
	upstream.on("upgrade", (answer, application, head) => {
		const { connection, upgrade: chosen } = answer.headers;
		if (!upgrade || !relayHead(answer, {
			connection,
			upgrade: chosen
		})) {
			application.destroy();
			return;
		}
		const { socket } = upgrade;
		response.detachSocket(socket);
		socket.write(head);
		application.write(upgrade.head);
		pipeline(socket, application, socket, () => {});
	});
	upstream.on("error", () => {
		if (response.headersSent) response.destroy();
		else onFailure();
	});
	if (upgrade) upstream.end();
	else request$3.pipe(upstream);
	response.on("close", () => upstream.destroy());
}

/** On every answer, the application's too. */
const notIndexed = { "X-Robots-Tag": "noindex" };
/**
* Listens on a free port of 127.0.0.1 and passes on, streaming in both directions, requests and WebSockets that
* carry the preview's token. Others get 401; everybody gets 410 from `expiresAt` on, and 502 while the application
* can't be reached.
*
* On node:http alone: of what httpxy and http-proxy-3 offer this would use two calls, and the part that matters
* here, what is taken out of a request, would still be ours.
*/
async function startGateway(options) {
	const { port, expiresAt } = options;
	const accessOf = createAccessRule(options);
	const upgraded = /* @__PURE__ */ new Set();
	function handle(request, response, upgrade) {
		const { method = "", url = "", headers } = request;
		const access = accessOf({
			method,
			url,
			headers
		});
		const onFailure = () => answer(response, 502, "The application of this preview is not there.");
		if (Date.now() >= expiresAt.getTime()) answer(response, 410, "This preview has expired. Ask for a new one on its thread.");
		else if (access.kind === "refused") answer(response, 401, "Open this preview with the link from its report.");
		else if (access.kind === "entering") answer(response, 303, "", {
			Location: access.location,
			"Set-Cookie": access.cookie
		});
		else forward(request, response, {
			...access,
			port,
			added: notIndexed,
			onFailure
		}, upgrade);
	}
	const server = createServer$1((request, response) => handle(request, response));
	server.on("upgrade", (request, duplex, head) => {
		const socket = duplex;
		upgraded.add(socket);
		socket.on("close", () => upgraded.delete(socket));
		socket.on("error", () => socket.destroy());
		const response = new ServerResponse(request);
		response.assignSocket(socket);
		response.on("finish", () => socket.end());
		handle(request, response, {
			socket,
			head
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		async close() {
			if (!server.listening) return;
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			for (const socket of upgraded) socket.destroy();
			await closed;
		}
	};
}
function answer(response, status, text, headers = {}) {
	response.writeHead(status, {
		...notIndexed,
		"Content-Type": "text/plain; charset=utf-8",
		"Cache-Control": "no-store",
		"Referrer-Policy": "no-referrer",
		Connection: "close",
		...headers
	});
	response.end(text && `${text}\n`);
}

/**
* Says what is being done while `work` runs: at once, then every second with the time that it has taken so far,
* as in `waiting for /healthz, 4 s`.
*/
async function withProgress(what, onProgress, work) {
	const started = performance.now();
	onProgress(what);
	const timer = setInterval(() => {
		onProgress(`${what}, ${Math.round((performance.now() - started) / 1e3)} s`);
	}, 1e3);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}

/** How often an application is asked, and how long one answer may take, in milliseconds. */
const intervalMs = 100;
const answerMs = 2e3;
/**
* Asks `GET url` until the answer is a 2xx or 3xx (redirects are not followed), the application has ended or the
* time is over. Rejects with the signal's reason when aborted.
*/
async function waitUntilReady(options) {
	const { url, application, timeoutMs, signal } = options;
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const left = deadline - performance.now();
		if (left <= 0) return "timed-out";
		const ready = await answers(url, AbortSignal.any([signal, timeout(Math.min(left, answerMs))]));
		signal.throwIfAborted();
		if (application.exited()) return "exited";
		if (ready) return "ready";
		await setTimeout$1(intervalMs, void 0, { signal });
	}
}
async function answers(url, signal) {
	try {
		const response = await fetch(url, {
			redirect: "manual",
			signal
		});
		await response.body?.cancel();
		return response.status >= 200 && response.status < 400;
	} catch {
		return false;
	}
}
function timeout(milliseconds) {
	return AbortSignal.timeout(Math.ceil(milliseconds));
}

/**
* Checks out a commit, builds it, starts it on a branch, waits until it is ready, and puts a gateway in front.
*
* Throws `checkout-failed`, `build-failed`, `preview-not-ready` or, when the signal was aborted, `interrupted`;
* no process, checkout or open port is left then. If this program dies, the preview's processes end with it, and
* endOrphanedPreview removes the rest.
*/
async function startPreview(given) {
	const repository = resolve(given.repository);
	const directory = resolve(given.directory);
	const options = {
		...given,
		repository,
		directory
	};
	const { signal } = options;
	const started = performance.now();
	const undo = [() => removePreviewFolders(directory, repository)];
	try {
		signal.throwIfAborted();
		const { application, output, port } = await startApplication(options, undo);
		const readyMs = Math.round(performance.now() - started);
		const token = randomBytes(32).toString("base64url");
		const expiresAt = new Date(Date.now() + options.settings.ttl);
		const publicUrl = options.settings.publicUrl?.replaceAll("{id}", encodeURIComponent(options.id));
		const secure = publicUrl?.startsWith("https:") ?? false;
		const gateway = await startGateway({
			port,
			token,
			expiresAt,
			secure
		});
		const end = once$1(() => undoAll(undo));
		const cancelExpiry = atTime(expiresAt, () => end().catch(() => {}));
		const stop = once$1(async () => {
			cancelExpiry();
			await gateway.close();
			await end();
		});
		return {
			url: withToken(publicUrl ?? gateway.url, token),
			applicationUrl: `http://127.0.0.1:${port}`,
			readyMs,
			expiresAt,
			output: output.lines,
			exited: application.exited,
			stop,
			[Symbol.asyncDispose]: stop
		};
	} catch (error) {
		await undoAll(undo).catch(() => {});
		if (!signal.aborted) throw error;
		throw new BranchProdError("interrupted", "the start of the preview was interrupted", {
			nextStep: "Start the investigation again.",
			cause: error
		});
	}
}
async function startApplication(options, undo) {
	const { repository, commit, directory, settings, signal, onProgress } = options;
	const { checkout, home, temporary } = previewPaths(directory);
	const record = (supervisor) => describePreview(directory, {
		repository,
		supervisor
	});
	async function run(command, { variables, secrets }) {
		const output = createOutput(secrets);
		const group = await startProcessGroup({
			command,
			folder: checkout,
			variables,
			output,
			record
		});
		undo.push(group.end);
		return {
			group,
			output
		};
	}
	await makePreviewFolders(directory);
	await describePreview(directory, { repository });
	await withProgress(`checking out ${commit.slice(0, 12)}`, onProgress, () => addCheckout({
		repository,
		commit,
		checkout,
		signal,
		record
	}));
	const { secrets = [] } = options;
	const known = {
		parent: process.env,
		home,
		temporary,
		settings: settings.env,
		secrets
	};
	if (settings.build !== void 0) {
		const { group, output } = await run(settings.build, buildEnvironment(known));
		const timeoutMs = options.buildTimeoutMs ?? 6e5;
		await withProgress("building", onProgress, () => finishBuild(group, {
			output,
			timeoutMs,
			signal
		}));
	}
	const port = await freePort();
	const environment = applicationEnvironment({
		...known,
		database: options.database.url,
		port
	});
	const { group, output } = await run(settings.start, environment);
	const timeoutMs = options.readyTimeoutMs ?? 6e4;
	const url = `http://127.0.0.1:${port}${settings.ready}`;
	if (await withProgress(`waiting for ${settings.ready}`, onProgress, () => waitUntilReady({
		url,
		application: group,
		timeoutMs,
		signal
	})) !== "ready") {
		const exit = group.exited();
		await group.end();
		throw notReady(settings.ready, timeoutMs, exit, output);
	}
	return {
		application: group,
		output,
		port
	};
}
function notReady(ready, timeoutMs, exit, output) {
	const reason = exit ? `the application ended with code ${exit.code} before it answered GET ${ready}` : `the application did not answer GET ${ready} with success within ${timeoutMs / 1e3} s`;
	const nextStep = exit ? "Make preview.start run the application in the foreground, with the variables of preview.env." : "Make the application listen on 127.0.0.1 at $PORT, and preview.ready a path that it answers.";
	return new BranchProdError("preview-not-ready", `${reason}${lastLines(output)}`, { nextStep });
}
/** The latest first; all of them, even if one rejects. */
async function undoAll(undo) {
	const errors = [];
	for (const step of undo.toReversed()) await step().catch((error) => errors.push(error));
	if (errors.length > 0) throw errors[0];
}
/** Every call gets the promise of the first. */
function once$1(work) {
	let promise;
	return () => {
		promise ??= work();
		return promise;
	};
}
function withToken(base, token) {
	const url = new URL(base);
	url.searchParams.set("token", token);
	return url.href;
}

/** What stands for a credential at the end of a word, as in `apikey`; the last ones only as whole words. */
const credentialWord = /(?:key|token|secret|password|passwd|credential|cookie|signature|auth|authorization|authentication)s?$|^(?:pass|passphrase|pwd|sig|jwt)$/i;
/**
* Whether a header or variable of this name holds a credential, as `x-api-key`, `OPENAI_API_KEY`, `authToken` and
* `SECRET_KEY_BASE` do; `x-author` and `TOKENIZER_MODEL` hold none.
*/
function isCredentialName(name) {
	return name.replace(/([a-z\d])([A-Z])/g, "$1_$2").split(/[^A-Za-z]+/).some((word) => credentialWord.test(word));
}

/**
* The headers that the upstream gets with a body of this length. The answer is asked for uncompressed, so that it
* can be read while it passes.
*/
function requestHeaders(headers, { length }) {
	const { host: _, "content-length": __, "content-encoding": ___, ...kept } = endToEndHeaders(headers);
	return {
		...kept,
		"accept-encoding": "identity",
		...length !== void 0 && { "content-length": length }
	};
}
/** What the headers that go on say, without credentials; node reads their bytes as Latin 1. */
function headerTexts(headers) {
	return Object.entries(requestHeaders(headers, { length: void 0 })).filter(([name]) => !isCredentialName(name)).flatMap(([, value]) => value ?? []).map(String).flatMap((text) => [text, Buffer.from(text, "latin1").toString("utf8")]);
}

/**
* Error thrown when encountering an issue during parsing.
*
* @public
*/
var ParseError = class extends Error {
	constructor(message, options) {
		super(message);
		this.name = "ParseError";
		this.type = options.type;
		this.field = options.field;
		this.value = options.value;
		this.line = options.line;
	}
};

/**
* EventSource/Server-Sent Events parser
* @see https://html.spec.whatwg.org/multipage/server-sent-events.html
*/
const LF = 10;
const CR = 13;
const SPACE$1 = 32;
const MAX_FIELD_PREFIX_LENGTH = 6;
/**
* Creates a new EventSource parser.
*
* @param config - Parser configuration. Accepts callbacks (see {@link ParserCallbacks})
*   and options like `maxBufferSize` (see {@link ParserConfig}).
*
* @returns A new EventSource parser, with `feed` and `reset` methods.
* @public
*/
function createParser(config) {
	if (typeof config === "function") throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");
	const { maxBufferSize, onComment, onError, onEvent, onId, onRetry } = config;
	const pendingFragments = [];
	let pendingFragmentsLength = 0;
	let bomPrefix = "";
	let id;
	let data = "";
	let dataLines = 0;
	let eventType;
	let terminated = false;
	let skippingLine = false;
	let skipNextLineFeed = false;
	/**
	* Feeds a chunk of the SSE stream to the parser. Any trailing bytes that do
	* not yet form a complete line are held back and prepended to the next chunk,
	* so callers can pass arbitrary slices of the stream without worrying about
	* line boundaries.
	*
	* Per the SSE spec, one leading UTF-8 BOM is stripped before parsing,
	* even when split across chunks. This handles both the raw 3-byte form (0xEF 0xBB
	* 0xBF) and a single decoded U+FEFF, so a leading BOM is ignored regardless of
	* how the caller decoded the bytes.
	*
	* @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
	*/
	function feed(chunk) {
		if (terminated) throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
		if (bomPrefix !== void 0) {
			chunk = bomPrefix + chunk;
			if (chunk === "" || chunk === "ï" || chunk === "ï»") {
				bomPrefix = chunk;
				return;
			}
			bomPrefix = void 0;
			chunk = chunk.replace(/^(?:\uFEFF|\xEF\xBB\xBF)/, "");
		}
		if (skippingLine || skipNextLineFeed) {
			chunk = resumeAfterSkip(chunk);
			if (!chunk) return;
		}
		if (!pendingFragments.length) {
			const trailing = processLines(chunk);
			if (trailing !== "") storeTrailing(trailing);
			checkForBufferOverflow();
			return;
		}
		if (chunk.indexOf("\n") === -1 && chunk.indexOf("\r") === -1) {
			if (pendingFragmentsLength < MAX_FIELD_PREFIX_LENGTH) {
				if (!shouldBufferTrailing(pendingFragments.join("") + chunk.slice(0, MAX_FIELD_PREFIX_LENGTH - pendingFragmentsLength))) {
					pendingFragments.length = 0;
					pendingFragmentsLength = 0;
					skippingLine = true;
					return;
				}
			}
			pendingFragments.push(chunk);
			pendingFragmentsLength += chunk.length;
			checkForBufferOverflow();
			return;
		}
		pendingFragments.push(chunk);
		const input = pendingFragments.join("");
		pendingFragments.length = 0;
		pendingFragmentsLength = 0;
		storeTrailing(processLines(input));
		checkForBufferOverflow();
	}
	function resumeAfterSkip(chunk) {
		if (chunk.length === 0) return chunk;
		if (skipNextLineFeed) {
			skipNextLineFeed = false;
			return chunk.charCodeAt(0) === LF ? chunk.slice(1) : chunk;
		}
		const crIndex = chunk.indexOf("\r");
		const lfIndex = chunk.indexOf("\n");
		const lineEnd = crIndex === -1 ? lfIndex : lfIndex === -1 ? crIndex : crIndex < lfIndex ? crIndex : lfIndex;
		if (lineEnd === -1) return "";
		if (lineEnd === chunk.length - 1 && chunk.charCodeAt(lineEnd) === CR) {
			skippingLine = false;
			skipNextLineFeed = true;
			return "";
		}
		skippingLine = false;
		return chunk.slice(lineEnd + (chunk.charCodeAt(lineEnd) === CR && chunk.charCodeAt(lineEnd + 1) === LF ? 2 : 1));
	}
	function storeTrailing(trailing) {
		if (!trailing) return;
		if (trailing.charCodeAt(trailing.length - 1) === CR) {
			parseLine(trailing, 0, trailing.length - 1);
			if (checkForBufferOverflow()) return;
			skipNextLineFeed = true;
			return;
		}
		if (shouldBufferTrailing(trailing)) {
			pendingFragments.push(trailing);
			pendingFragmentsLength = trailing.length;
			return;
		}
		skippingLine = true;
	}
	function shouldBufferTrailing(trailing) {
		const firstCharCode = trailing.charCodeAt(0);
		return firstCharCode === 58 && !!onComment || firstCharCode === 100 && isPotentialField(trailing, "data") || firstCharCode === 101 && isPotentialField(trailing, "event") || firstCharCode === 105 && isPotentialField(trailing, "id") || firstCharCode === 114 && isPotentialField(trailing, "retry");
	}
	function checkForBufferOverflow() {
		if (terminated) return true;
		if (maxBufferSize === void 0) return false;
		if (pendingFragmentsLength + data.length <= maxBufferSize) return false;
		terminated = true;
		pendingFragments.length = 0;
		pendingFragmentsLength = 0;
		id = void 0;
		data = "";
		dataLines = 0;
		eventType = void 0;
		skippingLine = false;
		skipNextLineFeed = false;
		onError === null || onError === void 0 || onError(new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, { type: "max-buffer-size-exceeded" }));
		return true;
	}
	/**
	* Splits `chunk` into SSE lines and dispatches each to the appropriate handler.
	* Returns any trailing bytes that did not terminate with a line break, so the
	* caller can prepend them to the next chunk.
	*
	* The SSE spec permits three line terminators: `\n`, `\r`, and `\r\n`. Real-world
	* streams almost always use plain `\n`, so we take a fast path when no `\r` is
	* present in the chunk. The slow path is spec-correct but does more work per line.
	*/
	function processLines(chunk) {
		let searchIndex = 0;
		if (chunk.indexOf("\r") === -1) {
			let lfIndex = chunk.indexOf("\n", searchIndex);
			while (lfIndex !== -1) {
				if (searchIndex === lfIndex) {
					if (id !== void 0) onId === null || onId === void 0 || onId(id);
					if (dataLines > 0) onEvent === null || onEvent === void 0 || onEvent({
						id,
						event: eventType,
						data
					});
					id = void 0;
					data = "";
					dataLines = 0;
					eventType = void 0;
					searchIndex = lfIndex + 1;
					lfIndex = chunk.indexOf("\n", searchIndex);
					continue;
				}
				const firstCharCode = chunk.charCodeAt(searchIndex);
				if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
					const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE$1 ? searchIndex + 6 : searchIndex + 5;
					const value = chunk.slice(valueStart, lfIndex);
					if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
						if (id !== void 0) onId === null || onId === void 0 || onId(id);
						onEvent === null || onEvent === void 0 || onEvent({
							id,
							event: eventType,
							data: value
						});
						id = void 0;
						data = "";
						eventType = void 0;
						searchIndex = lfIndex + 2;
						lfIndex = chunk.indexOf("\n", searchIndex);
						continue;
					}
					data = dataLines === 0 ? value : `${data}\n${value}`;
					dataLines++;
				} else if (isEventPrefix(chunk, searchIndex, firstCharCode)) eventType = chunk.slice(chunk.charCodeAt(searchIndex + 6) === SPACE$1 ? searchIndex + 7 : searchIndex + 6, lfIndex) || void 0;
				else parseLine(chunk, searchIndex, lfIndex);
				if (checkForBufferOverflow()) return "";
				searchIndex = lfIndex + 1;
				lfIndex = chunk.indexOf("\n", searchIndex);
			}
			return chunk.slice(searchIndex);
		}
		let crIndex = chunk.indexOf("\r", searchIndex);
		let lfIndex = chunk.indexOf("\n", searchIndex);
		while (searchIndex < chunk.length) {
			let lineEnd = -1;
			if (crIndex !== -1 && lfIndex !== -1) lineEnd = crIndex < lfIndex ? crIndex : lfIndex;
			else if (crIndex !== -1) {
				if (crIndex === chunk.length - 1) lineEnd = -1;
				else lineEnd = crIndex;
			} else if (lfIndex !== -1) lineEnd = lfIndex;
			if (lineEnd === -1) break;
			parseLine(chunk, searchIndex, lineEnd);
			if (checkForBufferOverflow()) return "";
			searchIndex = lineEnd + 1;
			if (chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF) searchIndex++;
			if (crIndex !== -1 && crIndex < searchIndex) crIndex = chunk.indexOf("\r", searchIndex);
			if (lfIndex !== -1 && lfIndex < searchIndex) lfIndex = chunk.indexOf("\n", searchIndex);
		}
		return chunk.slice(searchIndex);
	}
	function parseLine(chunk, start, end) {
		if (start === end) {
			dispatchEvent();
			return;
		}
		const firstCharCode = chunk.charCodeAt(start);
		if (isDataPrefix(chunk, start, firstCharCode)) {
			const valueStart = chunk.charCodeAt(start + 5) === SPACE$1 ? start + 6 : start + 5;
			const value = chunk.slice(valueStart, end);
			data = dataLines === 0 ? value : `${data}\n${value}`;
			dataLines++;
			return;
		}
		if (isEventPrefix(chunk, start, firstCharCode)) {
			eventType = chunk.slice(chunk.charCodeAt(start + 6) === SPACE$1 ? start + 7 : start + 6, end) || void 0;
			return;
		}
		if (firstCharCode === 105 && chunk.charCodeAt(start + 1) === 100 && chunk.charCodeAt(start + 2) === 58) {
			const value = chunk.slice(chunk.charCodeAt(start + 3) === SPACE$1 ? start + 4 : start + 3, end);
			if (!value.includes("\0")) id = value;
			return;
		}
		if (firstCharCode === 58) {
			if (onComment) {
				const line = chunk.slice(start, end);
				onComment(line.slice(chunk.charCodeAt(start + 1) === SPACE$1 ? 2 : 1));
			}
			return;
		}
		const line = chunk.slice(start, end);
		const fieldSeparatorIndex = line.indexOf(":");
		if (fieldSeparatorIndex === -1) {
			processField(line, "", line);
			return;
		}
		const field = line.slice(0, fieldSeparatorIndex);
		const offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE$1 ? 2 : 1;
		processField(field, line.slice(fieldSeparatorIndex + offset), line);
	}
	function processField(field, value, line) {
		switch (field) {
			case "event":
				eventType = value || void 0;
				break;
			case "data":
				data = dataLines === 0 ? value : `${data}\n${value}`;
				dataLines++;
				break;
			case "id":
				if (!value.includes("\0")) id = value;
				break;
			case "retry":
				if (/^\d+$/.test(value)) onRetry === null || onRetry === void 0 || onRetry(parseInt(value, 10));
				else onError === null || onError === void 0 || onError(new ParseError(`Invalid \`retry\` value: "${value}"`, {
					type: "invalid-retry",
					value,
					line
				}));
				break;
			default: onError === null || onError === void 0 || onError(new ParseError(`Unknown field "${field.length > 20 ? `${field.slice(0, 20)}…` : field}"`, {
				type: "unknown-field",
				field,
				value,
				line
			}));
		}
	}
	function dispatchEvent() {
		if (id !== void 0) onId === null || onId === void 0 || onId(id);
		if (dataLines > 0) onEvent === null || onEvent === void 0 || onEvent({
			id,
			event: eventType,
			data
		});
		id = void 0;
		data = "";
		dataLines = 0;
		eventType = void 0;
	}
	function reset(options = {}) {
		if (options.consume && pendingFragments.length > 0) {
			const incompleteLine = pendingFragments.join("");
			parseLine(incompleteLine, 0, incompleteLine.length);
		}
		bomPrefix = "";
		id = void 0;
		data = "";
		dataLines = 0;
		eventType = void 0;
		pendingFragments.length = 0;
		pendingFragmentsLength = 0;
		terminated = false;
		skippingLine = false;
		skipNextLineFeed = false;
	}
	return {
		feed,
		reset
	};
}
/**
* Checks if `chunk` starts with the literal `data:` at index `i`.
*
* Equivalent to `chunk.startsWith('data:', i)`, but benchmarks show this
* hand-unrolled char-code comparison is ~20% faster on common event types.
* The caller passes `firstCharCode` (the code at `i`) so it can be reused
* across prefix checks.
*
* ASCII: 'd' = 100, 'a' = 97, 't' = 116, 'a' = 97, ':' = 58
*/
function isDataPrefix(chunk, i, firstCharCode) {
	return firstCharCode === 100 && chunk.charCodeAt(i + 1) === 97 && chunk.charCodeAt(i + 2) === 116 && chunk.charCodeAt(i + 3) === 97 && chunk.charCodeAt(i + 4) === 58;
}
/**
* Checks if `chunk` starts with the literal `event:` at index `i`.
*
* See {@link isDataPrefix} for why this is hand-unrolled rather than using
* `String.prototype.startsWith`.
*
* ASCII: 'e' = 101, 'v' = 118, 'e' = 101, 'n' = 110, 't' = 116, ':' = 58
*/
function isEventPrefix(chunk, i, firstCharCode) {
	return firstCharCode === 101 && chunk.charCodeAt(i + 1) === 118 && chunk.charCodeAt(i + 2) === 101 && chunk.charCodeAt(i + 3) === 110 && chunk.charCodeAt(i + 4) === 116 && chunk.charCodeAt(i + 5) === 58;
}
function isPotentialField(line, field) {
	let i = 1;
	while (i < line.length && i < field.length) {
		if (line.charCodeAt(i) !== field.charCodeAt(i)) return false;
		i++;
	}
	return line.length <= field.length || line.charCodeAt(field.length) === 58;
}

/**
* The prompt of a request as one text, a line or more for each of its parts: system, messages, calls of tools and
* their results, in order. Empty for embeddings. What the API keeps itself (`previous_response_id`) is not in it.
*/
function promptOf(body, api) {
	switch (api) {
		case "openai-chat": return textOf(body.messages);
		case "openai-responses": return lines([textOf(body.instructions), textOf(body.input)]);
		case "anthropic-messages": return lines([textOf(body.system), textOf(body.messages)]);
		default: return "";
	}
}
/** No API nests parts deeper; whatever answers may send anything. */
const DEEPEST$1 = 20;
/** Members that hold text or parts with text, in the messages and items of all of these APIs. */
const textual = /* @__PURE__ */ new Set([
	"text",
	"content",
	"refusal",
	"thinking",
	"title",
	"context",
	"source",
	"output",
	"summary",
	"tool_calls",
	"function_call",
	"function",
	"custom"
]);
/**
* The text of messages, items or parts in the form of any of these APIs, in order, one line or more for each. A call
* of a tool is `name(arguments)`. Pictures, sounds and files have none.
*/
function textOf(part, depth = 0) {
	if (typeof part === "string") return part;
	if (typeof part !== "object" || part === null || depth > DEEPEST$1) return "";
	if (Array.isArray(part)) return lines(part.map((member) => textOf(member, depth + 1)));
	const members = part;
	const call = toolCall(members);
	if (call !== void 0) return call;
	if (members.type === "text" && typeof members.data === "string") return members.data;
	return lines(Object.entries(members).flatMap(([name, value]) => textual.has(name) ? [textOf(value, depth + 1)] : []));
}
function toolCall({ name, arguments: written, input }) {
	const given = written ?? input;
	if (typeof name !== "string" || given === void 0) return void 0;
	return `${name}(${typeof given === "string" ? given : JSON.stringify(given)})`;
}
function lines(texts) {
	return texts.filter((text) => text !== "").join("\n");
}

/** The member without which an answer is none of its API. */
const essential = {
	"openai-chat": "choices",
	"openai-responses": "output",
	"openai-embeddings": "data",
	"anthropic-messages": "content",
	other: void 0
};
/** Reads the body of an answer that was not streamed, or what a stream's events add up to. */
function readAnswer$1(body, api) {
	const answer = members(body);
	const needed = essential[api];
	if (needed !== void 0 && !Array.isArray(answer[needed])) return {
		answer: "",
		error: `The answer has no ${needed}.`,
		isLost: true
	};
	const usage = members(answer.usage);
	const model = string(answer.model);
	switch (api) {
		case "openai-chat": {
			const choices = array(answer.choices).map(members);
			return {
				answer: textOf(choices.map(({ message }) => message)),
				model,
				promptTokens: number(usage.prompt_tokens),
				answerTokens: number(usage.completion_tokens),
				finishReason: string(choices[0]?.finish_reason)
			};
		}
		case "openai-responses": return {
			answer: textOf(withoutThoughts(answer.output)),
			model,
			promptTokens: number(usage.input_tokens),
			answerTokens: number(usage.output_tokens),
			finishReason: string(members(answer.incomplete_details).reason) ?? string(answer.status),
			...failureOf(answer)
		};
		case "anthropic-messages": return {
			answer: textOf(withoutThoughts(answer.content)),
			model,
			promptTokens: sum([
				usage.input_tokens,
				usage.cache_creation_input_tokens,
				usage.cache_read_input_tokens
			]),
			answerTokens: number(usage.output_tokens),
			finishReason: string(answer.stop_reason)
		};
		case "openai-embeddings": return {
			answer: "",
			model,
			promptTokens: number(usage.prompt_tokens)
		};
		case "other": return { answer: "" };
	}
}
/**
* What an API calls the error in a body, such as `: rate_limit_error`; empty if it does not say. A prompt that does not
* fit is always OpenAI's `context_length_exceeded`: others have no name for it, only a sentence.
*/
function errorName(body) {
	const { code, type, message } = members(members(body).error);
	if (/^prompt is too long|maximum context length/i.test(string(message) ?? "")) return ": context_length_exceeded";
	const name = [code, type].find((name) => typeof name === "string" && /^[\w.-]{1,64}$/.test(name));
	return name === void 0 ? "" : `: ${name}`;
}
function failureOf(answer) {
	return answer.error ? {
		error: `The model failed${errorName(answer)}.`,
		isLost: true
	} : {};
}
const thoughts = /* @__PURE__ */ new Set([
	"reasoning",
	"thinking",
	"redacted_thinking"
]);
function withoutThoughts(items) {
	return array(items).filter((item) => !thoughts.has(members(item).type));
}
/** The members of an object; none of anything else, as an array has too many. */
function members(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function array(value) {
	return Array.isArray(value) ? value : [];
}
function string(value) {
	return typeof value === "string" ? value : void 0;
}
function number(value) {
	return typeof value === "number" ? value : void 0;
}
function sum(values) {
	const counted = values.flatMap((value) => number(value) ?? []);
	return counted.length === 0 ? void 0 : counted.reduce((a, b) => a + b);
}

/** Adds up the events that this API streams; of `other` APIs nothing is known. */
function createStreamSum(api) {
	if (api === "openai-chat") return sumOfChat();
	if (api === "openai-responses") return sumOfResponses();
	if (api === "anthropic-messages") return sumOfMessages();
	return {
		add() {},
		answer: () => ({}),
		isWhole: () => false,
		failure: () => void 0
	};
}
/** https://platform.openai.com/docs/api-reference/chat-streaming */
function sumOfChat() {
	const sum = {};
	const choices = [];
	let failure;
	return {
		add(event) {
			const { model, usage, choices: changed, error } = members(event);
			if (error) failure = errorName(event);
			if (model) sum.model = model;
			if (usage) sum.usage = usage;
			for (const change of array(changed)) {
				const { index, delta, finish_reason } = members(change);
				const choice = at(choices, index);
				if (finish_reason) choice.finish_reason = finish_reason;
				choice.message ??= {};
				addChatDelta(choice.message, members(delta));
			}
		},
		answer: () => ({
			...sum,
			choices: dense(choices)
		}),
		isWhole: () => dense(choices).some(({ finish_reason }) => finish_reason),
		failure: () => failure
	};
}
function addChatDelta(message, delta) {
	append(message, "content", delta.content);
	append(message, "refusal", delta.refusal);
	for (const change of array(delta.tool_calls)) {
		const { index, function: called } = members(change);
		message.tool_calls ??= [];
		const call = at(message.tool_calls, index);
		call.function ??= {};
		addCall(call.function, members(called));
	}
	if (delta.function_call) {
		message.function_call ??= {};
		addCall(message.function_call, members(delta.function_call));
	}
}
function addCall(call, { name, arguments: given }) {
	append(call, "name", name);
	append(call, "arguments", given);
}
/** https://platform.openai.com/docs/api-reference/responses-streaming */
function sumOfResponses() {
	let response = {};
	const output = [];
	let isWhole = false;
	let failure;
	return {
		add(event) {
			const { type, item, output_index, delta } = members(event);
			if (typeof type !== "string") return;
			if (type === "error") failure = errorName({ error: {
				...members(event),
				type: void 0
			} });
			if (members(event).response) response = members(members(event).response);
			isWhole ||= /^response\.(completed|incomplete|failed)$/.test(type);
			if (type === "response.output_item.added" || type === "response.output_item.done") {
				const known = at(output, output_index);
				for (const name of Object.keys(known)) delete known[name];
				Object.assign(known, members(item));
			} else if (type === "response.output_text.delta" || type === "response.refusal.delta") append(at(output, output_index), "content", delta);
			else if (type === "response.function_call_arguments.delta") append(at(output, output_index), "arguments", delta);
		},
		answer: () => array(response.output).length > 0 ? response : {
			...response,
			output: dense(output)
		},
		isWhole: () => isWhole,
		failure: () => failure
	};
}
/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
function sumOfMessages() {
	let message = {};
	const content = [];
	let isWhole = false;
	let failure;
	return {
		add(event) {
			const { type, message: begun, index, content_block, delta, usage } = members(event);
			if (type === "error") failure = errorName(event);
			else if (type === "message_start") message = members(begun);
			else if (type === "message_stop") isWhole = true;
			else if (type === "message_delta") message = {
				...message,
				...members(delta),
				usage: {
					...members(message.usage),
					...members(usage)
				}
			};
			else if (type === "content_block_start") Object.assign(at(content, index), members(content_block), withoutInput(content_block));
			else if (type === "content_block_delta") {
				const { text, partial_json } = members(delta);
				const block = at(content, index);
				append(block, "text", text);
				append(block, "input", partial_json);
			}
		},
		answer: () => ({
			...message,
			content: dense(content)
		}),
		isWhole: () => isWhole,
		failure: () => failure
	};
}
/** A tool's input begins as an empty object, and then comes as text. */
function withoutInput(block) {
	return members(block).input === void 0 ? {} : { input: "" };
}
/** More parts are no answer of a model, but a way to make the tap hold a large array. */
const MOST_PARTS = 1024;
function at(parts, index) {
	const place = typeof index === "number" && index >= 0 && index < MOST_PARTS ? index | 0 : 0;
	const part = parts[place] ?? {};
	parts[place] = part;
	return part;
}
function dense(parts) {
	return parts.filter((part) => part !== void 0);
}
function append(part, name, text) {
	if (typeof text !== "string") return;
	part[name] = `${typeof part[name] === "string" ? part[name] : ""}${text}`;
}

/** Whether an answer is compressed, although it was asked not to be. */
function isCompressed({ contentEncoding = "identity" }) {
	return contentEncoding !== "identity";
}
/** The most bytes of an answer that are read; of embeddings, which are all that is larger, only the sum is of use. */
const MOST_BYTES$2 = 16777216;
/** By these an API says that something is wrong with the request itself. */
const faultsOfRequest = /* @__PURE__ */ new Set([400, 413]);
const unread = (error, isLost = false) => ({
	answer: "",
	error,
	isLost
});
/** The reader for an answer with this head. */
function createAnswerReader(api, head) {
	if (isCompressed(head)) {
		const error = "The answer is compressed though it was asked not to be, and was not read.";
		return {
			feed() {},
			isWhole: () => false,
			read: () => unread(error)
		};
	}
	return withoutThrowing(/^text\/event-stream\b/i.test(head.contentType ?? "") && head.status < 400 ? readStream(api) : readWhole(api, head.status));
}
/** An answer can be anything, nested so deeply, for example, that recursive code can't take it. */
function withoutThrowing(reader) {
	const failed = unread("The answer could not be read.", true);
	let isBroken = false;
	return {
		feed(bytes) {
			if (isBroken) return;
			try {
				reader.feed(bytes);
			} catch {
				isBroken = true;
			}
		},
		isWhole: () => !isBroken && reader.isWhole(),
		read(isOver) {
			if (isBroken) return failed;
			try {
				return reader.read(isOver);
			} catch {
				return failed;
			}
		}
	};
}
function readWhole(api, status) {
	const chunks = [];
	let size = 0;
	return {
		feed(bytes) {
			size += bytes.length;
			if (size > MOST_BYTES$2) chunks.length = 0;
			else chunks.push(bytes);
		},
		isWhole: () => false,
		read(isOver) {
			const isTooLarge = size > MOST_BYTES$2;
			const body = isTooLarge ? void 0 : parse$3(Buffer.concat(chunks).toString("utf8"));
			if (status >= 400) {
				const error = `The model's API answered ${status}${errorName(body)}.`;
				return unread(error, !faultsOfRequest.has(status));
			}
			if (body !== void 0) return readAnswer$1(body, api);
			if (!isOver || api === "other") return unread(void 0);
			if (!isTooLarge) return unread("The answer is not JSON.", true);
			return unread(api === "openai-embeddings" ? void 0 : "The answer is too large to be read.");
		}
	};
}
function readStream(api) {
	const sum = createStreamSum(api);
	const decoder = new StringDecoder("utf8");
	let size = 0;
	let broken;
	const parser = createParser({ onEvent({ data }) {
		if (data === "[DONE]") return;
		const event = parse$3(data);
		if (event === void 0) broken = "An event of the stream is not JSON.";
		else sum.add(event);
	} });
	return {
		feed(bytes) {
			size += bytes.length;
			if (size <= MOST_BYTES$2) parser.feed(decoder.write(bytes));
			else broken = "The stream is too long to be read.";
		},
		isWhole: sum.isWhole,
		read(isOver) {
			const failure = sum.failure();
			const missing = isOver && api !== "other" && !sum.isWhole();
			const error = failure !== void 0 ? `The model failed${failure}.` : broken ?? (missing ? "The stream ended before the model was done." : void 0);
			return withFailure(readAnswer$1(sum.answer(), api), {
				error,
				isLost: failure !== void 0 || missing
			});
		}
	};
}
function withFailure(answer, { error, isLost }) {
	return {
		...answer,
		error: answer.error ?? error,
		isLost: answer.isLost || isLost
	};
}
function parse$3(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

const MOST_BYTES$1 = 33554432;
/** `createReader` makes readers for this answer, with which what is kept is looked at once more. */
function keepAnswer(head, secrets, createReader) {
	const chunks = [];
	let size = 0;
	return {
		feed(bytes) {
			size += bytes.length;
			if (size > MOST_BYTES$1) chunks.length = 0;
			else chunks.push(bytes);
		},
		finish(whole) {
			if (size > MOST_BYTES$1 || isCompressed(head)) return void 0;
			const bytes = Buffer.concat(chunks);
			const isText = isUtf8(bytes) || !whole;
			const recorded = {
				status: head.status,
				contentType: head.contentType,
				...isText ? {
					chunks: textChunks(chunks, secrets),
					encoding: "utf8"
				} : {
					chunks: [bytes.toString("base64")],
					encoding: "base64"
				},
				whole
			};
			const reader = createReader();
			for (const chunk of recorded.chunks) reader.feed(Buffer.from(chunk, recorded.encoding));
			return secrets.has(reader.read(true).answer) ? void 0 : recorded;
		}
	};
}
/** The same parts, but a character is never in two; neither is a credential, so that it is found and hidden. */
function textChunks(chunks, secrets) {
	const decoder = new StringDecoder("utf8");
	const texts = chunks.map((chunk) => decoder.write(chunk)).filter((text) => text !== "");
	const whole = texts.join("");
	return secrets.has(whole) ? secrets.hide(whole).split(/(?<=\n\n)/) : texts;
}
/** The body of a recorded answer: its parts one after another, and an error at the end if it broke off. */
function playAnswer({ chunks, encoding, whole }) {
	async function* play() {
		for (const chunk of chunks) {
			yield Buffer.from(chunk, encoding);
			await setImmediate();
		}
		if (!whole) throw new Error("the recorded answer broke off here");
	}
	return Readable.from(play(), { objectMode: false });
}

/** Why the tap itself answers, instead of the model's API. */
var Refusal = class extends Error {
	/** HTTP status for the application. */
	status;
	/** For programs, in the answer's `code` or `type`. */
	code;
	/** For the observed call: without anything of the request. */
	observed;
	/** `message` is for the application, and may show what of the request is masked data. */
	constructor(status, code, message, { observed = message, cause } = {}) {
		super(message, { cause });
		this.name = "Refusal";
		this.status = status;
		this.code = code;
		this.observed = observed;
	}
};
/** Where clients' own repetitions would get the same answer again. */
const isFinal = (status) => status < 500;
/**
* Answers with an error as the API itself words it, so that its clients understand it; an answer that has begun is
* broken off.
*
* https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors. Both vendors'
* clients look at `x-should-retry`.
*/
function sendRefusal(response, { status, code, message }, { isAnthropic }) {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const body = isAnthropic ? {
		type: "error",
		error: {
			type: code,
			message
		}
	} : { error: {
		message,
		type: "branch_prod",
		param: null,
		code
	} };
	response.writeHead(status, {
		"content-type": "application/json",
		...isFinal(status) && { "x-should-retry": "false" }
	});
	response.end(JSON.stringify(body));
}

/** Answers from a cassette. */
function fromCassette(player) {
	return async ({ normalised }) => {
		const recorded = player.take(normalised());
		const { status, contentType } = recorded;
		return {
			status,
			headers: contentType === void 0 ? {} : { "content-type": contentType },
			body: playAnswer(recorded)
		};
	};
}
/** Answers of the API itself; `prefixOf` is what stands before an upstream's paths at the tap. */
function fromUpstream(client, prefixOf) {
	return async ({ route, method, headers, bytes }, signal) => {
		const hasBody = bytes.length > 0 || ![
			"GET",
			"HEAD",
			"DELETE",
			"OPTIONS"
		].includes(method);
		const answer = await client.ask({
			target: route.target,
			method,
			headers: requestHeaders(headers, { length: hasBody ? bytes.length : void 0 }),
			body: hasBody ? bytes : void 0
		}, signal);
		const status = answer.statusCode ?? 502;
		const kept = endToEndHeaders(answer.headers);
		if (kept.location === void 0) return {
			status,
			headers: kept,
			body: answer
		};
		const location = locationAtTap(kept.location, route, prefixOf(route));
		if (location === void 0 && hasBody) {
			answer.destroy();
			throw new Refusal(502, "redirected", "The model's API redirects to another host.");
		}
		return {
			status,
			headers: {
				...kept,
				...location && { location }
			},
			body: answer
		};
	};
}
function locationAtTap(location, { target }, prefix) {
	const url = URL.parse(location, target);
	return url?.origin === target.origin ? `${prefix}${url.pathname}${url.search}` : void 0;
}

/** Read by Node, by OpenSSL and Python's httpx, by Python's requests, by curl. */
const variables = [
	"NODE_EXTRA_CA_CERTS",
	"SSL_CERT_FILE",
	"REQUESTS_CA_BUNDLE",
	"CURL_CA_BUNDLE"
];
/**
* The certificates by which the application knows its model's API, in PEM: those that everybody knows, and those in the
* files that its environment names. `undefined` where it names none.
*
* @throws {BranchProdError} `config-invalid` for a file that can't be read, or has no certificates
*/
function trustedCertificates(environment) {
	const named = variables.filter((name) => environment[name]);
	if (named.length === 0) return void 0;
	return [...getCACertificates("default"), ...named.flatMap((name) => read(name, environment[name]))];
}
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
function read(variable, path = "") {
	try {
		if (!isAbsolute(path)) throw new Error("a relative path");
		const certificates = readFileSync(path, "utf8").match(pem);
		if (certificates === null) throw new Error("no PEM");
		for (const certificate of certificates) new X509Certificate(certificate);
		return certificates;
	} catch (cause) {
		throw new BranchProdError("config-invalid", `${variable} names no file of certificates.`, {
			nextStep: `Set ${variable} to the absolute path of a file with certificates in PEM, or leave it out.`,
			cause
		});
	}
}

const HERE = "127.0.0.1,localhost,::1";
/**
* The variables by which clients know which hosts they must not reach through a proxy, with this machine among them;
* nothing where no proxy is named. Some clients read the names in capitals, some the others; `*` stands for all hosts
* where it stands alone.
*/
function exceptHere(environment) {
	if (!Object.keys(environment).some((name) => /^(?:https?|all)_proxy$/i.test(name))) return {};
	const { no_proxy = "", NO_PROXY = "" } = environment;
	const excepted = [
		no_proxy,
		NO_PROXY,
		HERE
	].flatMap((list) => list.split(","));
	const hosts = new Set(excepted.map((host) => host.trim()).filter((host) => host !== ""));
	const list = hosts.has("*") ? "*" : [...hosts].join(",");
	return {
		NO_PROXY: list,
		no_proxy: list
	};
}
/**
* The variables as node reads them, which knows no ALL_PROXY: that is taken for what has no proxy of its own. One that is
* no HTTP proxy (`socks5://`) is not taken.
*/
function proxyVariables(environment) {
	const all = environment.all_proxy || environment.ALL_PROXY || "";
	const isHttp = ["http:", "https:"].includes(URL.parse(all)?.protocol ?? "");
	const names = ["http_proxy", "https_proxy"].filter((name) => isHttp && !environment[name] && !environment[name.toUpperCase()]);
	const added = Object.fromEntries(names.map((name) => [name, all]));
	return {
		...environment,
		...added,
		...exceptHere(environment)
	};
}

/**
* Goes through the proxies that the preview's environment names, as the preview itself would (before Node 22.21, to
* the APIs directly), and trusts the certificates that it names.
*
* @throws {BranchProdError} `config-invalid` for a proxy that is no URL, and as {@link trustedCertificates}
*/
function createClient(environment) {
	const agents = createAgents({
		keepAlive: true,
		proxyEnv: proxyVariables(environment),
		ca: trustedCertificates(environment)
	});
	return {
		async ask(request, signal) {
			for (;;) {
				signal.throwIfAborted();
				const sent = send(request, agents, signal);
				try {
					return await answerOf(sent);
				} catch (error) {
					signal.throwIfAborted();
					if (sent.reusedSocket && codeOf(error) === "ECONNRESET") continue;
					const message = `The model's API could not be reached (${codeOf(error) ?? "unknown reason"}).`;
					throw new Refusal(502, "unreachable", message, { cause: error });
				}
			}
		},
		close() {
			for (const agent of Object.values(agents)) agent.destroy();
		}
	};
}
function createAgents(options) {
	try {
		return {
			"http:": new Agent(options),
			"https:": new Agent$1(options)
		};
	} catch (error) {
		throw new BranchProdError("config-invalid", "preview.env names a proxy that is no URL.", {
			nextStep: "Set HTTP_PROXY and HTTPS_PROXY to http or https URLs, or leave them out.",
			cause: error
		});
	}
}
function send({ target, method, headers, body }, agents, signal) {
	const isSecure = target.protocol === "https:";
	const request$2 = isSecure ? request$1 : request;
	const agent = agents[isSecure ? "https:" : "http:"];
	return request$2(target, {
		method,
		headers,
		agent,
		signal
	}).end(body);
}
function answerOf(sent) {
	return new Promise((resolve, reject) => {
		sent.once("response", resolve);
		sent.on("error", reject);
	});
}
function codeOf(error) {
	const { code } = error;
	return typeof code === "string" ? code : void 0;
}

/** What one recording holds at most, so that no application can fill our memory. */
const MOST$5 = {
	calls: 5e3,
	/** Characters of all prompts and answers. */
	text: 67108864
};
/** @param most default: 5,000 calls and 64 Mi characters */
function createCallLog(most = MOST$5) {
	let calls;
	let room = 0;
	return {
		begin(call) {
			if (calls === void 0 || calls.length >= most.calls) return false;
			calls.push(call);
			return true;
		},
		keep(text) {
			if (text.length > room) return "";
			room -= text.length;
			return text;
		},
		record() {
			const began = performance.now();
			const own = [];
			calls = own;
			room = most.text;
			return { async end() {
				if (calls === own) calls = void 0;
				return own.map((call) => ({
					...call.observe(),
					atMs: Math.round(call.startedAt - began)
				}));
			} };
		}
	};
}

/** A request as it is looked up: what was sent to the model's API, without headers and keys. */
const recordedRequestSchema = object({
	api: _enum([
		"openai-chat",
		"openai-responses",
		"openai-embeddings",
		"anthropic-messages",
		"other"
	]),
	method: string$1(),
	/** Below the upstream's base, with the query. */
	path: string$1(),
	/** JSON as such; of anything that is neither JSON nor text, the SHA-256. */
	body: json()
});
/** An answer as it is given again. */
const recordedAnswerSchema = object({
	status: int(),
	contentType: string$1().optional(),
	/** The body, in the parts in which it came. */
	chunks: array$1(string$1()),
	encoding: _enum(["utf8", "base64"]),
	/** Whether it came to its end; if not, it breaks off again. */
	whole: boolean()
});
const entrySchema = object({
	/** In the order in which the requests came; what is recorded later goes on from there. */
	number: int(),
	request: recordedRequestSchema,
	answer: recordedAnswerSchema
});
/** The first line of a cassette, which is a file of JSON Lines. */
const head = {
	cassette: "branch-prod",
	version: 1
};
const headSchema = object({
	cassette: literal(head.cassette),
	version: literal(head.version)
});
/** The line of an entry, or the first line of all, with its end. */
function cassetteLine(entry) {
	return `${JSON.stringify(entry === "head" ? head : entry)}\n`;
}
/**
* Reads a cassette. The last line counts only with its end: what has none was being written when the program died.
*
* @returns its entries, and the length of what counts, in characters; nothing for an empty text or half a first line
* @throws {BranchProdError} `state-unusable` for anything that is no cassette of this version
*/
function parseCassette(text, path) {
	const length = text.lastIndexOf("\n") + 1;
	const [first, ...lines] = text.slice(0, length).split("\n").slice(0, -1);
	if (first === void 0) {
		if (!cassetteLine("head").startsWith(text)) throw unusable$1(path, 1);
		return {
			entries: [],
			length
		};
	}
	if (!headSchema.safeParse(parse$2(first)).success) throw unusable$1(path, 1);
	return {
		entries: lines.map((line, index) => {
			const entry = entrySchema.safeParse(parse$2(line));
			if (!entry.success) throw unusable$1(path, index + 2);
			return entry.data;
		}),
		length
	};
}
function unusable$1(path, line) {
	const message = `${path} is no cassette of version ${head.version}: line ${line} can't be read.`;
	return new BranchProdError("state-unusable", message, { nextStep: "Remove it, and record it again." });
}
function parse$2(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}

var import_fastest_levenshtein = require_fastest_levenshtein();
/** Longer texts are compared by this part of them alone: Levenshtein's distance takes the product of both lengths. */
const COMPARED = 200;
/** Characters shown before the first one that differs. */
const BEFORE = 40;
/**
* The differences from the nearest of some requests: the one that differs in the fewest places, of several such the
* one whose texts there are most alike (Levenshtein). `undefined` if there is none.
*/
function differencesFromNearest(asked, recorded) {
	const wanted = leaves(asked);
	let best;
	for (const request of recorded) {
		const pairs = differing(leaves(request), wanted);
		if (best !== void 0 && pairs.length > best.pairs.length) continue;
		const unlike = pairs.reduce((sum, pair) => sum + unlikeness(pair), 0);
		if (best === void 0 || pairs.length < best.pairs.length || unlike < best.unlike) best = {
			pairs,
			unlike
		};
	}
	return best?.pairs.map(({ place, recorded, asked }) => {
		const from = Math.max(0, firstDifference(recorded ?? "", asked ?? "") - BEFORE);
		return {
			place,
			recorded: shown(recorded, from),
			asked: shown(asked, from)
		};
	});
}
function leaves(value, place = "", found = /* @__PURE__ */ new Map()) {
	if (Array.isArray(value)) for (const [index, member] of value.entries()) leaves(member, `${place}[${index}]`, found);
	else if (typeof value === "object" && value !== null) for (const [name, member] of Object.entries(value)) leaves(member, place === "" ? name : `${place}.${name}`, found);
	else found.set(place, typeof value === "string" ? value : JSON.stringify(value));
	return found;
}
function differing(recorded, asked) {
	return [.../* @__PURE__ */ new Set([...asked.keys(), ...recorded.keys()])].map((place) => ({
		place,
		recorded: recorded.get(place),
		asked: asked.get(place)
	})).filter((pair) => pair.recorded !== pair.asked);
}
/** 0 for equal texts, up to 1 for those that share nothing. Beyond a limit, all that follows counts as different. */
function unlikeness({ recorded = "", asked = "" }) {
	const from = firstDifference(recorded, asked);
	const edits = (0, import_fastest_levenshtein.distance)(recorded.slice(from, from + COMPARED), asked.slice(from, from + COMPARED));
	const longest = Math.max(recorded.length, asked.length);
	const beyond = Math.max(0, longest - from - COMPARED);
	return longest === 0 ? 0 : (edits + beyond) / longest;
}
function firstDifference(a, b) {
	const shorter = Math.min(a.length, b.length);
	let index = 0;
	while (index < shorter && a[index] === b[index]) index++;
	return index;
}
function shown(text, from) {
	return text === void 0 ? void 0 : excerpt(`${from > 0 ? "…" : ""}${text.slice(from)}`);
}

/** Throws `not-found` if there is no such file, `state-unusable` if it is no cassette. */
async function openPlayer(path) {
	const text = await readFile(path, "utf8").catch((error) => {
		if (error.code !== "ENOENT") throw unusable(path, "read", error);
		throw new BranchProdError("not-found", `There is no cassette ${path}.`, {
			nextStep: "Record it first.",
			cause: error
		});
	});
	const { entries } = parseCassette(text, path);
	const byRequest = Map.groupBy(entries.toSorted((a, b) => a.number - b.number), ({ request }) => JSON.stringify(request));
	const taken = /* @__PURE__ */ new Map();
	return { take(request) {
		const key = JSON.stringify(request);
		const recorded = byRequest.get(key);
		const place = taken.get(key) ?? 0;
		const entry = recorded?.[place];
		if (entry !== void 0) {
			taken.set(key, place + 1);
			return entry.answer;
		}
		if (recorded !== void 0) throw usedUp(recorded.length);
		throw notRecorded(differencesFromNearest(request, nearBy(entries, request)));
	} };
}
/** No link, or the file of another folder would be written. */
const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
/**
* Makes the file, or goes on with it, for its owner alone. An entry is written in one piece; one that was being written
* when the program died is removed. Throws `state-unusable` if it is no cassette (and is left as it is)
* or can't be written.
*/
async function openRecorder(path) {
	const file = await open(path, flags, 384).catch((error) => {
		throw unusable(path, "written", error);
	});
	let failure;
	let number;
	try {
		const text = await file.readFile("utf8");
		const { entries, length } = parseCassette(text, path);
		await file.chmod(384);
		await file.truncate(Buffer.byteLength(text.slice(0, length)));
		if (length === 0) await file.appendFile(cassetteLine("head"));
		number = entries.reduce((highest, entry) => Math.max(highest, entry.number), 0);
	} catch (error) {
		await file.close();
		throw error instanceof BranchProdError ? error : unusable(path, "written", error);
	}
	let written = Promise.resolve();
	let closed;
	return {
		nextNumber: () => ++number,
		keep(entry) {
			written = written.then(() => file.appendFile(cassetteLine(entry))).catch((error) => {
				failure ??= unusable(path, "written", error);
			});
		},
		close() {
			closed ??= written.then(() => file.close()).then(() => {
				if (failure !== void 0) throw failure;
			});
			return closed;
		}
	};
}
/** Those of the same API, if there are any. */
function nearBy(entries, { api }) {
	const requests = entries.map(({ request }) => request);
	const same = requests.filter((request) => request.api === api);
	return same.length > 0 ? same : requests;
}
const MOST_SHOWN = 5;
function notRecorded(differences) {
	if (differences === void 0) return new Refusal(422, "not_recorded", "The cassette is empty.");
	const more = differences.length - MOST_SHOWN;
	const message = [
		"The cassette has no answer to this request. The nearest one recorded differs in",
		...differences.slice(0, MOST_SHOWN).map(({ place, recorded, asked }) => `${place}: recorded ${quote(recorded)}, asked ${quote(asked)}`),
		...more > 0 ? [`and ${more} more places`] : []
	].join("\n");
	const observed = `The cassette has no answer to this request; the nearest one recorded differs in ${differences.slice(0, MOST_SHOWN).map(({ place }) => place).join(", ")}.`;
	return new Refusal(422, "not_recorded", message, { observed });
}
function usedUp(count) {
	const times = count === 1 ? "once" : `${count} times`;
	return new Refusal(422, "not_recorded", `The cassette has no more answers to this request, which was recorded ${times}.`);
}
const quote = (text) => text === void 0 ? "nothing" : JSON.stringify(text);
function unusable(path, what, cause) {
	const { code = "unknown reason" } = cause;
	return new BranchProdError("state-unusable", `${path} can't be ${what} (${code}).`, {
		nextStep: "Look at its permissions and at the free space, then start again.",
		cause
	});
}

/**
* Parameters of a query that are keys, such as `api-key`, `access_token` and `X-Amz-Signature`; they are no part of what
* is asked. `keyword`, `sort_key` and `page_token` are.
*/
const credential = /^(?:(?:x|amz|goog|api|access|auth|client|id|private|refresh|secret|security|session|subscription)[-_]?)*(?:key|token|secret|sig|signature|auth|authorization|credential|password)$/i;
/**
* A request as cassettes know it. Two that ask for the same are equal as JSON: members stand in the order of their
* names, and nothing of a key or header is in it.
*/
function normaliseRequest({ api, path, target }, method, body) {
	const query = new URLSearchParams([...target.searchParams].filter(([name]) => !credential.test(name)));
	query.sort();
	return {
		api,
		method,
		path: query.size === 0 ? path : `${path}?${query}`,
		body: normaliseBody(body)
	};
}
function normaliseBody({ json, text, bytes }) {
	if (json !== void 0) return sorted(json);
	return text ?? { sha256: createHash("sha256").update(bytes).digest("hex") };
}
function sorted(value) {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	const names = Object.keys(value).sort();
	return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

/**
* Passes an answer to the application as it comes, no faster than the application reads, and every part of it to
* `onPart` too.
*
* @throws {Refusal} 502 if it has a head that can't be sent
*/
async function passAnswer({ status, headers, body }, response, onPart) {
	if (response.closed) {
		body.destroy();
		return "left";
	}
	try {
		response.writeHead(status, headers);
	} catch (error) {
		body.destroy();
		throw new Refusal(502, "unreadable_answer", "The model's API answered with headers that can't be passed on.", { cause: error });
	}
	if (body.readableLength === 0) response.flushHeaders();
	body.on("data", onPart);
	return new Promise((resolve) => {
		body.once("error", () => {
			resolve("broken");
			response.destroy();
		});
		response.on("error", () => response.destroy());
		response.once("close", () => {
			resolve(response.writableFinished ? "whole" : "left");
			body.destroy();
		});
		body.pipe(response);
	});
}

/** The settings that each API knows. https://platform.openai.com/docs/api-reference, https://docs.anthropic.com/en/api */
const settable = {
	"openai-chat": ["temperature", "seed"],
	"openai-responses": ["temperature"],
	"anthropic-messages": ["temperature"],
	"openai-embeddings": [],
	other: []
};
/**
* The request as it is sent: an alias of `pins` became its version, then the settings are applied. Where the path
* names the model (a deployment of Azure's), the API doesn't look at the body's, which stays as it is.
*/
function changeRequest(body, { api, target }, { pins, settings, versions }) {
	const changed = { ...body };
	const { model } = body;
	if (typeof model === "string" && !/\/deployments\/[^/]+\//.test(target.pathname)) {
		const pinned = Object.hasOwn(pins, model) ? pins[model] : model;
		const { from, to } = settings.model ?? {};
		changed.model = from !== void 0 && api !== "openai-embeddings" && versions.answers(pinned, from) ? to : pinned;
	}
	for (const name of settable[api]) if (settings[name] !== void 0) changed[name] = settings[name];
	return changed;
}

/** Digits that may be those of a whole number that JavaScript would round. */
const long = /\d{16}/;
/**
* JSON.parse for what is written as JSON again: whole numbers beyond 2^53, such as ids in the arguments of a tool,
* come out as they came in. https://github.com/tc39/proposal-json-parse-with-source
*/
function parseExactly(text) {
	if (!long.test(text)) return JSON.parse(text);
	const json = JSON;
	return json.parse(text, (_, value, { source }) => Number.isInteger(value) && !Number.isSafeInteger(value) && source !== void 0 ? json.rawJSON(source) : value);
}

/** The most that a request may hold, as it came and decompressed: 32 MiB, as much as Anthropic's API takes. */
const MOST_BYTES = 33554432;
/** Clients use one; each takes memory. */
const MOST_CODINGS = 3;
const decoders = {
	gzip: limited(gunzip),
	"x-gzip": limited(gunzip),
	deflate: limited(inflate),
	br: limited(brotliDecompress),
	zstd: limited(zstdDecompress),
	identity: async (bytes) => bytes
};
/**
* The whole body of a request, decompressed as its `content-encoding` says.
*
* @throws {Refusal} 422 if it is too large, or compressed in a way that can't be read
*/
async function readBody$1(request) {
	let bytes = await readAll(request);
	const codings = (request.headers["content-encoding"] ?? "").split(",").map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
	if (codings.length > MOST_CODINGS) throw unreadable$1("it is compressed too many times");
	for (const coding of codings.toReversed()) {
		const decode = Object.hasOwn(decoders, coding) ? decoders[coding] : void 0;
		if (decode === void 0) throw unreadable$1("it is compressed in an unknown way");
		try {
			bytes = await decode(bytes);
		} catch (error) {
			throw error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : unreadable$1("it can not be decompressed", error);
		}
	}
	return bytes;
}
/** Why a request whose text can't be looked at goes no further. */
function unreadable$1(reason, cause) {
	const message = `branch-prod could not look for personal values in this request: ${reason}.`;
	return new Refusal(422, "unreadable_request", message, { cause });
}
async function readAll(request) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > MOST_BYTES) chunks.length = 0;
		else chunks.push(chunk);
	}
	if (size > MOST_BYTES) throw tooLarge();
	return Buffer.concat(chunks);
}
function tooLarge() {
	return unreadable$1(`it has more than ${MOST_BYTES / 1024 / 1024} MiB`);
}
function limited(decompress) {
	const run = promisify(decompress);
	return (bytes) => run(bytes, { maxOutputLength: MOST_BYTES });
}

/** Deeper nesting is no request of a client, and more than recursive code can take. */
const DEEPEST = 200;
/** JSON in JSON in JSON, in prose. */
const MOST_ESCAPES = 3;
/** Characters of a part's beginning and end that are shown together with its neighbours. */
const EDGE = 300;
/**
* Shows every string of a JSON value, names of members too, as people would read it: also those of JSON that stands in
* a string, as results of tools do, without the escapes of JSON or a program that stands in prose, and the texts of a
* message's parts as one. Whole numbers of seven digits or more, which may be a telephone's, are shown too; numbers of
* tokens have fewer.
*
* @throws {RangeError} if it is nested deeper than 200 levels
*/
function eachString(value, show, depth = 0) {
	if (depth > DEEPEST) throw new RangeError("nested too deeply");
	if (typeof value === "string") {
		show(value);
		const inner = parseInner(value);
		if (inner !== void 0) eachString(inner, show, depth + 1);
		else eachUnescaped(value, show);
	} else if (typeof value === "number") {
		if (Number.isInteger(value) && Math.abs(value) >= 1e6) show(String(value));
	} else if (Array.isArray(value)) {
		for (const member of value) eachString(member, show, depth + 1);
		const texts = value.map(textOfPart).filter((text) => text !== void 0);
		if (texts.length > 1) for (const between of ["", " "]) show(texts.map(edges).join(between));
	} else if (typeof value === "object" && value !== null) for (const [name, member] of Object.entries(value)) {
		show(name);
		eachString(member, show, depth + 1);
	}
}
/** JSON of an array, object or string, as a string; `undefined` for anything else. */
function parseInner(text) {
	if (!/^\s*[[{"]/.test(text)) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The text of a part of a message, as all of these APIs have it. */
function textOfPart(part) {
	const { text } = Object(part);
	return typeof text === "string" ? text : void 0;
}
/** Without the words that would be cut. */
function edges(text) {
	if (text.length <= 2 * EDGE) return text;
	return `${text.slice(0, EDGE).replace(/[\p{L}\p{N}]+$/u, "")}\n…\n${text.slice(-300).replace(/^[\p{L}\p{N}]+/u, "")}`;
}
/**
* What JSON (https://www.rfc-editor.org/rfc/rfc8259#section-7) may write instead of a character, and besides what
* Python and JavaScript do.
*/
const escaped = /\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|["'\\/bfnrt])/;
const allEscaped = new RegExp(escaped, "g");
const short = {
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	"
};
function eachUnescaped(text, show) {
	let shown = text;
	for (let times = 0; times < MOST_ESCAPES && escaped.test(shown); times += 1) {
		shown = shown.replaceAll(allEscaped, characterOf);
		show(shown);
	}
}
function characterOf(written) {
	const kind = written.charAt(1);
	if (kind.toLowerCase() !== "u" && kind !== "x") return short[kind] ?? kind;
	const code = Number.parseInt(written.slice(2).replace("{", ""), 16);
	return code <= 1114111 ? String.fromCodePoint(code) : written;
}

/** So long a text is looked at in some ten milliseconds. */
const LENGTH = 65536;
/** No raw value is longer than that. */
const OVERLAP = 2048;
/** Shorter ones may be words. */
const SHORTEST_BASE64 = 512;
/**
* The text in slices of a bounded length, each of which begins with the end of the one before, and cuts no word that
* has a blank near it. Base64 has none: it is not read, and only takes time.
*/
function* slices(text) {
	if (text.length <= LENGTH) {
		if (!isBase64(text)) yield text;
		return;
	}
	if (isBase64(text)) return;
	let start = 0;
	while (start < text.length) {
		const end = start + LENGTH >= text.length ? text.length : lastBlank(text, start + LENGTH);
		yield text.slice(start, end);
		if (end === text.length) return;
		start = firstBlank(text, end - OVERLAP, end);
	}
}
/** From there on back, or there. */
function lastBlank(text, end) {
	for (let at = end; at > end - OVERLAP / 2; at -= 1) if (isBlank(text, at)) return at;
	return end;
}
function firstBlank(text, from, end) {
	for (let at = from; at < end - OVERLAP / 2; at += 1) if (isBlank(text, at)) return at;
	return from;
}
function isBlank(text, at) {
	return /\s/.test(text.charAt(at));
}
/** https://www.rfc-editor.org/rfc/rfc2397 */
const dataUrl = /^data:[\w.+-]+\/[\w.+-]+(?:;[\w.+=-]+)*;base64,/;
/** Of a file or picture, with or without `data:image/png;base64,` before it; letters alone may be a text. */
function isBase64(text) {
	const begin = dataUrl.exec(text.slice(0, 200))?.[0].length ?? 0;
	if (text.length - begin < SHORTEST_BASE64) return false;
	const signs = /[^A-Za-z0-9+/]/g;
	signs.lastIndex = begin;
	const end = signs.exec(text)?.index ?? text.length;
	return /^={0,2}$/.test(text.slice(end, end + 3)) && /[0-9+/]/.test(text.slice(begin, begin + 1e3));
}

/** Milliseconds for which the search lets nothing else happen: streams and the PostgreSQL tap go on meanwhile. */
const TURN = 20;
/**
* Looks for raw personal values in everything that a request says.
*
* @throws {Refusal} 422 that names the column of the first one, or says why it could not be looked at
*/
async function refuseRaw(said, findRaw) {
	try {
		const texts = /* @__PURE__ */ new Set();
		eachString(said, (text) => texts.add(text));
		let began = performance.now();
		for (const text of texts) for (const slice of slices(text)) {
			const found = findRaw(slice);
			if (found !== void 0) throw rawValue(found.column);
			if (performance.now() - began < TURN) continue;
			await setImmediate();
			began = performance.now();
		}
	} catch (error) {
		throw error instanceof Refusal ? error : unreadable$1("the search failed", error);
	}
}
function rawValue(column) {
	const message = `branch-prod did not forward this request: it contains a raw value of ${column}.`;
	return new Refusal(422, "raw_personal_value", message);
}

/**
* Looks at a request, and changes it as pins and settings say. To the APIs that are known goes exactly what was looked
* at, written anew: of two members of one name, for example, a vendor could take the one that was not.
*
* @throws {Refusal} 422 if it contains a raw personal value or can't be looked at
*/
async function prepareRequest(bytes, options) {
	const { route, headers, findRaw } = options;
	const { api, target, path } = route;
	const around = [
		decodePath(path),
		...[...target.searchParams].flat(),
		...headerTexts(headers)
	];
	await refuseRaw(around, findRaw);
	if (!isReadCharset(headers)) throw unreadable$1("it is in another character set");
	const json = parse$1(bytes);
	if (api === "other") {
		const text = bytes.toString("utf8");
		await refuseRaw(text, findRaw);
		return {
			bytes,
			json,
			text: json === void 0 && isUtf8(bytes) ? text : void 0,
			asked: modelOf(json),
			hasTokenIds: false
		};
	}
	if (typeof json !== "object" || json === null || Array.isArray(json)) throw unreadable$1("it is no JSON object");
	const body = json;
	await refuseRaw(body, findRaw);
	const changed = changeRequest(body, route, options);
	return {
		bytes: Buffer.from(JSON.stringify(changed)),
		json: changed,
		text: void 0,
		asked: modelOf(json),
		hasTokenIds: api === "openai-embeddings" && isTokens(body.input)
	};
}
/** The model that the body of a request names. */
function modelOf(json) {
	const { model } = members(json);
	return typeof model === "string" ? model : void 0;
}
/** Of one text, or of each of several: https://platform.openai.com/docs/api-reference/embeddings/create */
function isTokens(input) {
	return Array.isArray(input) && input.some((member) => typeof member === "number" || Array.isArray(member));
}
/** UTF-8, of which ASCII is a part; what says nothing has to be it as well, or is no text. */
function isReadCharset({ "content-type": type = "" }) {
	const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
	return [
		"utf-8",
		"utf8",
		"us-ascii",
		""
	].includes(charset.toLowerCase());
}
function decodePath(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
/** `undefined` for what is not JSON in UTF-8, which is all that RFC 8259 allows between systems. */
function parse$1(bytes) {
	try {
		return parseExactly(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		return;
	}
}

/** A call that begins now. Credentials are hidden in all that is observed of it; which version answered is told. */
function beginTappedCall(api, { secrets, log, versions }) {
	const startedAt = performance.now();
	let request;
	let status = 0;
	let reader;
	let end;
	return {
		startedAt,
		asked({ asked, json, hasTokenIds }) {
			const prompt = log.keep(secrets.hide(promptOf(members(json), api)));
			request = {
				asked,
				sent: modelOf(json),
				prompt,
				hasTokenIds
			};
		},
		answered(given, along) {
			status = given;
			reader = along;
		},
		ended({ outcome, error, status: given = status }) {
			status = given;
			const read = reader?.read(true) ?? { answer: "" };
			if (request?.sent && read.model) versions.add(request.sent, read.model);
			end = {
				at: performance.now(),
				error,
				isLost: isLost(outcome, read),
				read: {
					...read,
					answer: log.keep(secrets.hide(read.answer))
				}
			};
			reader = void 0;
		},
		observe() {
			const read = end?.read ?? reader?.read(false) ?? { answer: "" };
			return {
				api,
				asked: request?.asked,
				model: read.model ?? request?.sent,
				prompt: request?.prompt ?? "",
				answer: secrets.hide(read.answer),
				promptTokens: read.promptTokens,
				answerTokens: read.answerTokens,
				finishReason: read.finishReason,
				durationMs: Math.round((end?.at ?? performance.now()) - startedAt),
				status,
				error: end?.error ?? read.error,
				isLost: end?.isLost ?? read.answer === "",
				...request?.hasTokenIds && { hasTokenIds: true }
			};
		}
	};
}
/** An application that leaves may have heard enough. */
function isLost(outcome, { answer, isLost = false }) {
	if (outcome === "whole") return isLost;
	return outcome !== "left" || answer === "";
}

/** Looks at one request, gets its answer and passes it on. Never rejects; the application is told what went wrong. */
async function handleCall(request, response, route, context) {
	const call = beginTappedCall(route.api, context);
	const isObserved = context.log.begin(call);
	const left = new AbortController();
	response.once("close", () => {
		if (!response.writableFinished) left.abort();
	});
	try {
		const number = context.recorder?.nextNumber();
		const question = await readQuestion(request, route, context, (prepared) => {
			if (isObserved) call.asked(prepared);
		});
		left.signal.throwIfAborted();
		const answer = await context.source(question, left.signal);
		const createReader = () => createAnswerReader(route.api, headOf(answer));
		const reader = createReader();
		call.answered(answer.status, reader);
		const keeper = context.recorder && keepAnswer(headOf(answer), context.secrets, createReader);
		const outcome = await passAnswer(answer, response, (bytes) => {
			if (isObserved || keeper) reader.feed(bytes);
			keeper?.feed(bytes);
		});
		const isWhole = outcome === "whole" || reader.isWhole();
		const kept = keeper?.finish(isWhole);
		if (number !== void 0 && kept !== void 0) context.recorder?.keep({
			number,
			request: question.normalised(),
			answer: kept
		});
		const isMissing = keeper !== void 0 && kept === void 0;
		call.ended(isWhole ? {
			outcome: "whole",
			error: isMissing ? notKept : void 0
		} : {
			outcome,
			error: endings[outcome]
		});
	} catch (error) {
		if (left.signal.aborted || !request.complete) return call.ended({
			outcome: "left",
			error: endings.left
		});
		const refusal = error instanceof Refusal ? error : failed$2(error);
		const status = refusal.status === 502 ? 0 : refusal.status;
		call.ended({
			outcome: "refused",
			error: refusal.observed,
			status
		});
		sendRefusal(response, refusal, { isAnthropic: isAnthropic(route) });
	}
}
const endings = {
	whole: void 0,
	broken: "The answer broke off.",
	left: "The application closed the connection before the answer was whole."
};
const notKept = "The answer could not be recorded: it is too large, compressed, or repeats a credential.";
async function readQuestion(request, route, { secrets, pins, settings, versions, findRaw }, onPrepared) {
	const { method = "", headers } = request;
	secrets.learn(headers);
	const body = await readBody$1(request);
	const prepared = await prepareRequest(body, {
		route,
		headers,
		pins,
		settings: settings(),
		versions,
		findRaw
	});
	onPrepared(prepared);
	return {
		route,
		method,
		headers,
		bytes: prepared.bytes,
		normalised: () => {
			const request = normaliseRequest(route, method, prepared);
			const { path, body } = request;
			return {
				...request,
				path: secrets.hide(path),
				body: withoutSecrets(body, secrets)
			};
		}
	};
}
function withoutSecrets(value, secrets) {
	if (typeof value === "string") return secrets.hide(value);
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map((member) => withoutSecrets(member, secrets));
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [secrets.hide(name), withoutSecrets(member, secrets)]));
}
function headOf({ status, headers }) {
	return {
		status,
		contentType: headers["content-type"],
		contentEncoding: headers["content-encoding"]
	};
}
function failed$2(cause) {
	return new Refusal(500, "internal", "branch-prod failed to pass this request on.", { cause });
}
function isAnthropic({ api, upstream }) {
	return api === "anthropic-messages" || api === "other" && upstream.vendor === "anthropic";
}

const others = "GROQ|OPENROUTER|DEEPSEEK|XAI|MISTRAL|TOGETHER|FIREWORKS|PERPLEXITY|CO|COHERE|VOYAGE|GEMINI|GOOGLE_GEMINI|OLLAMA";
/** Of clients that know these vendors, and of Azure's and Anthropic's besides the commonest ones. */
const urlVariable = new RegExp(`^(?:${others}|AZURE|AZURE_OPENAI|ANTHROPIC_BEDROCK|ANTHROPIC_VERTEX)_(?:BASE_URL|BASE_PATH|API_BASE|API_BASE_URL|API_URL|HOST)$`);
const keyVariable = new RegExp(`^(${others}|GOOGLE|GOOGLE_GENERATIVE_AI|REPLICATE)_API_(?:KEY|TOKEN)$`);
/** Where models are asked, whatever the variable's name. */
const hosts = new RegExp([
	String.raw`^(?:[a-z]+\.)?api\.openai\.com$|^api\.anthropic\.com$|\.openai\.azure\.com$|\.services\.ai\.azure\.com$`,
	String.raw`^api\.(?:groq\.com|deepseek\.com|x\.ai|mistral\.ai|together\.xyz|fireworks\.ai|perplexity\.ai|voyageai\.com)$`,
	String.raw`^api\.cohere\.(?:com|ai)$|^openrouter\.ai$|^generativelanguage\.googleapis\.com$`
].join("|"));
/** Whether a variable with this value says where a model's API is, by its name or by its host. */
function namesApi(name, value) {
	const url = URL.parse(value);
	if (url === null || !["http:", "https:"].includes(url.protocol)) return false;
	return urlVariable.test(name) || hosts.test(url.hostname);
}
/** Whose API it is: others speak as OpenAI's does. */
function vendorOf(name, value) {
	const host = URL.parse(value)?.hostname ?? "";
	if (name.startsWith("ANTHROPIC") || host === "api.anthropic.com") return "anthropic";
	return name.startsWith("AZURE") || host.endsWith(".azure.com") ? "azure" : "openai";
}
/**
* What of this environment lets an application ask a model past the tap, in sentences without values: what is sent there
* is not seen, and not searched for raw values.
*/
function findGaps(environment, upstreams) {
	const isSet = (name) => (environment[name] ?? "") !== "";
	const variables = upstreams.map(({ variable }) => variable);
	const leads = (prefix) => variables.some((name) => name.startsWith(prefix));
	const gaps = Object.keys(environment).flatMap((name) => {
		const vendor = keyVariable.exec(name)?.[1];
		return vendor !== void 0 && isSet(name) && !leads(`${vendor}_`) ? [name] : [];
	});
	if (isSet("OPENAI_API_KEY") && !leads("OPENAI_")) gaps.push("OPENAI_API_KEY");
	if (isSet("AZURE_RESOURCE_NAME")) gaps.push("AZURE_RESOURCE_NAME");
	const unread = Object.entries(environment).flatMap(([name, value]) => urlVariable.test(name) && value !== "" && !variables.includes(name) ? [name] : []);
	return [...gaps, ...unread].map((name) => `calls to the API of ${name} pass no tap: they are not seen and not checked`);
}

/** More names are no models. */
const MOST$4 = 1e3;
function createKnownVersions() {
	const known = /* @__PURE__ */ new Set();
	const pair = (name, version) => JSON.stringify([name, version]);
	return {
		add(name, version) {
			if (known.size < MOST$4) known.add(pair(name, version));
		},
		answers: (name, version) => name === version || name !== void 0 && known.has(pair(name, version))
	};
}

/** `/token/variable`, then the path and the query as the upstream gets them. */
const form = /^\/([^/?]+)\/([^/?]+)((?:\/[^?]*)?)((?:\?.*)?)$/s;
/** The path that stands before everything that this upstream is asked, and makes the tap's address a secret. */
function pathPrefix(token, { variable }) {
	return `/${token}/${variable.toLowerCase()}`;
}
/** The route of a request; `undefined` if it does not carry the token, or names no upstream. */
function findRoute({ method, url }, { token, upstreams }) {
	const [, given = "", name, path = "", query = ""] = form.exec(url) ?? [];
	if (!isSame$1(given, token)) return void 0;
	const upstream = upstreams.find(({ variable }) => variable.toLowerCase() === name);
	if (upstream === void 0) return void 0;
	const { base } = upstream;
	const target = URL.parse(`${base.origin}${withVersion(path, upstream)}${query}`);
	if (target === null) return void 0;
	target.username = base.username;
	target.password = base.password;
	const below = path.startsWith(base.pathname) ? path.slice(base.pathname.length) : path;
	return {
		api: apiOf(method, target.pathname),
		upstream,
		target,
		path: below || "/"
	};
}
/**
* Anthropic's own client adds `/v1` to its base URL, the AI SDK's has it in its default one. With the public API
* neither needs a variable, so both may come with the same one.
*/
function withVersion(path, { vendor, base }) {
	return vendor === "anthropic" && base.href === "https://api.anthropic.com/" && !path.startsWith("/v1/") ? `/v1${path}` : path;
}
function apiOf(method, path) {
	if (method !== "POST") return "other";
	const whole = path.replace(/\/+$/, "");
	if (whole.endsWith("/chat/completions")) return "openai-chat";
	if (whole.endsWith("/responses")) return "openai-responses";
	if (whole.endsWith("/embeddings")) return "openai-embeddings";
	return /(?<!\/threads\/[^/]+)\/messages$/.test(whole) ? "anthropic-messages" : "other";
}
function isSame$1(given, token) {
	const [a, b] = [Buffer.from(given), Buffer.from(token)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** Anything shorter is no key, but a word such as `test` that stands-in servers take. */
const SHORTEST = 12;
/** Where every request has a key of its own, the oldest are forgotten. */
const MOST$3 = 1e3;
/** Knows, from the start, `token` and what this environment calls keys, tokens, secrets or passwords. */
function createSecretMask(environment, token) {
	const known = [token, ...Object.entries(environment).filter(([name]) => isCredentialName(name)).map(([, value]) => value)].filter(isLong);
	const passed = /* @__PURE__ */ new Set();
	let forms = longestFirst(known);
	function add(secret) {
		if (!isLong(secret) || passed.has(secret)) return;
		const [oldest] = passed;
		if (passed.size >= MOST$3 && oldest !== void 0) passed.delete(oldest);
		passed.add(secret);
		forms = longestFirst([...known, ...passed]);
	}
	return {
		learn(headers) {
			for (const [name, value] of Object.entries(headers)) {
				if (!isCredentialName(name)) continue;
				for (const text of [value ?? []].flat()) for (const secret of credentialsOf(text)) add(secret);
			}
		},
		hide: (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, "[secret]"), text),
		has: (text) => forms.some((form) => text.includes(form))
	};
}
function isLong(secret) {
	return secret.length >= SHORTEST;
}
/** As one may contain another. */
function longestFirst(secrets) {
	const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
/** With and without a scheme as in `Bearer …`; of a cookie, every value. */
function credentialsOf(header) {
	return [
		header,
		header.replace(/^\S+\s+/, ""),
		...header.split(/;\s*/).map((pair) => pair.replace(/^[^=]*=/, ""))
	];
}

/**
* `OPENAI_API_BASE` is read by LangChain, LiteLLM and openai-python before 1.0, `ANTHROPIC_API_URL` by LangChain,
* `ANTHROPIC_API_BASE` by LiteLLM.
*/
const vendors = [
	{
		vendor: "openai",
		variables: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
		publicUrl: "https://api.openai.com/v1"
	},
	{
		vendor: "anthropic",
		variables: [
			"ANTHROPIC_BASE_URL",
			"ANTHROPIC_API_URL",
			"ANTHROPIC_API_BASE"
		],
		publicUrl: "https://api.anthropic.com"
	},
	{
		vendor: "azure",
		variables: ["AZURE_OPENAI_ENDPOINT"]
	}
];
/**
* The APIs that a preview with these variables would call, one for each variable that has to lead to the tap.
*
* A variable that is not set takes the value of the vendor's first one that is, so that no client finds a way
* around the tap; if none is set, the vendor's public API. OpenAI's variables are left alone where only Azure's is
* set: with `OPENAI_BASE_URL` in its environment, the client for Azure ignores or refuses its endpoint. Other
* variables lead to the tap where they are set, if their name or host is one of a model's API.
*
* @throws {BranchProdError} `config-invalid` for a variable that is no http or https URL
*/
function findUpstreams(environment) {
	const isSet = (name) => (environment[name] ?? "") !== "";
	const isAzureOnly = isSet("AZURE_OPENAI_ENDPOINT") && !vendors[0]?.variables.some((name) => isSet(name));
	const ofVendors = vendors.flatMap(({ vendor, variables, publicUrl }) => {
		if (vendor === "openai" && isAzureOnly) return [];
		const named = variables.find(isSet);
		return variables.flatMap((variable) => {
			const source = isSet(variable) ? variable : named;
			const url = source === void 0 ? publicUrl : environment[source];
			return url === void 0 ? [] : [{
				variable,
				vendor,
				base: parseBase(url, source ?? variable)
			}];
		});
	});
	const known = vendors.flatMap(({ variables }) => variables);
	const others = Object.entries(environment).flatMap(([variable, url]) => known.includes(variable) || !namesApi(variable, url) ? [] : [{
		variable,
		vendor: vendorOf(variable, url),
		base: parseBase(url, variable)
	}]);
	return [...ofVendors, ...others];
}
function parseBase(text, variable) {
	const base = URL.parse(text);
	if (base === null || !["http:", "https:"].includes(base.protocol)) throw new BranchProdError("config-invalid", `preview.env.${variable} is no URL of an API.`, { nextStep: `Set ${variable} to an http or https URL, or leave it out for the vendor's own.` });
	base.pathname = base.pathname.replace(/\/+$/, "");
	base.hash = "";
	return base;
}

/** Clients keep their connections for shorter than that, so none sends on one that ends at the same moment. */
const KEEP_ALIVE_MS = 75e3;
/** So that a thousand can connect at once. */
const BACKLOG = 4096;
/**
* Starts a model tap on a free port of 127.0.0.1.
*
* Streams pass as they come. Calls to the APIs of OpenAI (chat completions, responses, embeddings) and Anthropic
* (messages) are read along; everything else passes too, as `other`. A request that contains a raw personal value, or
* whose text can't be looked at, is answered with 422 and goes nowhere. WebSockets are not passed on.
*
* @throws {BranchProdError} `config-invalid` for an upstream or proxy that is no URL, `usage` for a mode without its cassette,
*   `not-found` or `state-unusable` for one that can't be used
* @throws {unknown} the signal's reason if it was aborted before
*/
async function startModelTap(options) {
	const { environment, pins, findRaw, signal } = options;
	const upstreams = findUpstreams(environment);
	const versions = createKnownVersions();
	const token = randomBytes(32).toString("base64url");
	const log = createCallLog();
	const client = createClient(environment);
	let settings = { ...options.settings };
	signal.throwIfAborted();
	const { recorder, source } = await openMode(options, () => fromUpstream(client, ({ upstream }) => pathPrefix(token, upstream)));
	const secrets = createSecretMask(environment, token);
	const context = {
		pins,
		findRaw,
		secrets,
		versions,
		log,
		recorder,
		source,
		settings: () => settings
	};
	const ongoing = /* @__PURE__ */ new Set();
	function handle(request, response) {
		const { method = "", url = "" } = request;
		const route = findRoute({
			method,
			url
		}, {
			token,
			upstreams
		});
		if (route === void 0) {
			response.writeHead(404, { connection: "close" }).end();
			return;
		}
		const call = handleCall(request, response, route, context).catch(() => void response.destroy()).finally(() => ongoing.delete(call));
		ongoing.add(call);
	}
	const server = createServer$1({ keepAliveTimeout: KEEP_ALIVE_MS }, handle);
	server.listen({
		host: "127.0.0.1",
		port: 0,
		backlog: BACKLOG
	});
	await once(server, "listening");
	server.on("error", () => {});
	const { port } = server.address();
	let closed;
	const close = () => {
		closed ??= (async () => {
			server.close();
			server.closeAllConnections();
			await Promise.all(ongoing);
			client.close();
			await recorder?.close();
		})();
		return closed;
	};
	if (signal.aborted) {
		await close();
		signal.throwIfAborted();
	}
	return {
		environment: {
			...exceptHere(environment),
			...Object.fromEntries(upstreams.map((upstream) => {
				const { pathname, search } = upstream.base;
				const path = `${pathPrefix(token, upstream)}${pathname === "/" ? "" : pathname}${search}`;
				return [upstream.variable, `http://127.0.0.1:${port}${path}`];
			}))
		},
		set(changed) {
			settings = {
				...options.settings,
				...changed
			};
		},
		gaps: findGaps(environment, upstreams),
		token,
		hideSecrets: secrets.hide,
		record: log.record,
		close,
		[Symbol.asyncDispose]: close
	};
}
async function openMode({ mode, cassette }, fromApi) {
	if (mode === "live") return {
		source: fromApi(),
		recorder: void 0
	};
	if (cassette === void 0) throw new BranchProdError("usage", `The model tap can't ${mode} without a cassette.`, { nextStep: "Name the file of a cassette." });
	if (mode === "record") return {
		source: fromApi(),
		recorder: await openRecorder(cassette)
	};
	return {
		source: fromCassette(await openPlayer(cassette)),
		recorder: void 0
	};
}

/** The address as libpq and its like read it; a secret, because it holds the password. */
function databaseUrl(address) {
	const user = encodeURIComponent(address.user);
	const login = address.password === void 0 ? user : `${user}:${encodeURIComponent(address.password.reveal())}`;
	const database = encodeURIComponent(address.database);
	return address.host.startsWith("/") ? new Secret(`postgres://${login}@/${database}?host=${encodeURIComponent(address.host)}&port=${address.port}`) : new Secret(`postgres://${login}@${address.host}:${address.port}/${database}`);
}

/** For one statement of ours, in milliseconds: what nobody waits for any more does not go on for long. */
const PATIENCE$4 = 5e3;
/**
* Runs `read` with a connection of the tap's own, in a transaction that writes nothing and whose settings end with it
* (PGlite has one session for all). `undefined` when the branch can't be reached, `read` fails, or the signal is given.
*/
async function readBranch({ host, port, user, password, database }, read, signal) {
	const socket = new Socket();
	const client = new Client({
		host,
		port,
		user,
		database,
		password: password?.reveal(),
		connectionTimeoutMillis: PATIENCE$4,
		query_timeout: PATIENCE$4,
		stream: () => socket
	});
	client.on("error", () => {});
	const isGivenUp = new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(), { once: true });
	});
	isGivenUp.then(() => socket.destroy());
	try {
		if (signal.aborted) return void 0;
		await client.connect();
		await client.query(`BEGIN READ ONLY; SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL statement_timeout = ${PATIENCE$4}`);
		return await read(client);
	} catch {
		return;
	} finally {
		await Promise.race([client.end().catch(() => {}), isGivenUp]);
	}
}

/**
* The bodies of the messages that a conversation is followed by. A body may be cut at a limit: what is missing then is
* `undefined` or left out. Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
*/
/** Bytes that a parameter takes besides its own. */
const PARAMETER$1 = 128;
function readQuery(body) {
	return createReader(body).text();
}
function readParse(body) {
	const reader = createReader(body);
	return {
		name: reader.text(),
		sql: reader.text(),
		types: reader.hasMore() ? reader.list(4) : []
	};
}
/** Keeps at most `limit` bytes of each parameter; with 0 no parameters. */
function readBind(body, limit) {
	const reader = createReader(body);
	const portal = reader.text();
	const statement = reader.text();
	const formats = reader.list(2);
	const count = reader.integer(2);
	const parameters = [];
	for (let index = 0; index < count && reader.hasMore(); index++) {
		const format = formats.length === 1 ? formats[0] : formats[index];
		const length = reader.integer(4);
		const value = length < 0 ? null : {
			bytes: reader.bytes(length, limit),
			length
		};
		if (limit > 0) parameters.push({
			format: format ?? 0,
			value
		});
	}
	return {
		portal,
		statement,
		parameters,
		resultFormats: reader.hasMore() ? reader.list(2) : void 0
	};
}
/** Bytes that the parameters take, with what holds them. */
function sizeOfParameters({ parameters }) {
	return parameters.reduce((sum, { value }) => sum + PARAMETER$1 + (value?.bytes.length ?? 0), 0);
}
/** Of Describe and Close: `S` for a prepared statement, `P` for a portal. */
function readTarget(body) {
	return {
		of: body[0] === 83 ? "S" : "P",
		name: createReader(body.subarray(1)).text()
	};
}
/** The portal of an Execute. */
function readExecute(body) {
	return createReader(body).text();
}
function readParameterTypes(body) {
	return createReader(body).list(4);
}
function readColumns$2(body) {
	const reader = createReader(body);
	const count = reader.integer(2);
	const columns = [];
	for (let index = 0; index < count && reader.hasMore(); index++) {
		const name = reader.text();
		const table = reader.integer(4) >>> 0;
		const attribute = reader.integer(2);
		const type = reader.integer(4) >>> 0;
		reader.bytes(6, 0);
		columns.push({
			name,
			table,
			attribute,
			type,
			format: reader.integer(2)
		});
	}
	return columns;
}
function createReader(body) {
	let at = 0;
	/** Signed, of 2 or 4 bytes; 0 behind the end. */
	function integer(size) {
		const start = at;
		at += size;
		if (at > body.length) return 0;
		return size === 2 ? body.readInt16BE(start) : body.readInt32BE(start);
	}
	return {
		integer,
		hasMore: () => at < body.length,
		/** Up to its zero, or to the end of a cut body. */
		text() {
			const end = body.indexOf(0, at);
			const text = body.toString("utf8", at, end === -1 ? body.length : end);
			at = end === -1 ? body.length : end + 1;
			return text;
		},
		/** A copy of the first `limit` of `length` bytes. */
		bytes(length, limit) {
			const start = at;
			at += length;
			return Buffer.from(body.subarray(start, start + Math.min(length, limit)));
		},
		/** A count of two bytes, and so many integers. */
		list(size) {
			const count = integer(2);
			const list = [];
			while (list.length < count && at < body.length) list.push(integer(size));
			return list;
		}
	};
}

/** Of one operator or several, up to a comment. */
const OPERATORS = /(?:(?!--|\/\*)[-+*/<>=~!@#%^&|`?])+/y;
/** All that is not ASCII belongs to words, and ASCII has the only spaces. */
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|0[xob][0-9a-f_]+/iy;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$\d+/y;
const SPACE = /(?:[ \t\n\r\f\v]+|--[^\n\r]*)+/y;
/**
* The tokens of SQL as PostgreSQL's scanner cuts them (src/backend/parser/scan.l), so that an operator in a string, a
* quoted name or a comment is not taken for one. What is not SQL gives some tokens and never an error: a server says
* what is wrong. Backslashes escape in `E'…'` only, as with the default of `standard_conforming_strings`.
*/
function* tokensOf(sql) {
	let at = 0;
	while (at < sql.length) {
		const start = at;
		const skipped = skip(sql, at);
		if (skipped > at) {
			at = skipped;
			continue;
		}
		const operators = match(OPERATORS, sql, at);
		if (operators) {
			for (const text of cutOperators(operators.text)) {
				yield {
					kind: "operator",
					text,
					start: at,
					end: at + text.length
				};
				at += text.length;
			}
			continue;
		}
		const { kind, text, end } = next(sql, at);
		at = end;
		yield {
			kind,
			text,
			start,
			end
		};
	}
}
/** The end of spaces and comments at `at`. */
function skip(sql, at) {
	if (sql.startsWith("/*", at)) return endOfComment(sql, at);
	return match(SPACE, sql, at)?.end ?? at;
}
/** Comments nest. */
function endOfComment(sql, at) {
	const marks = /\/\*|\*\//g;
	marks.lastIndex = at;
	for (let depth = 0;;) {
		const found = marks.exec(sql);
		if (found === null) return sql.length;
		depth += found[0] === "/*" ? 1 : -1;
		if (depth === 0) return marks.lastIndex;
	}
}
function next(sql, at) {
	const first = sql[at];
	if (first === "'") return {
		kind: "string",
		text: "",
		end: endOfQuotes(sql, at, false)
	};
	if (first === "\"") {
		const end = endOfQuotes(sql, at, false);
		return {
			kind: "name",
			text: sql.slice(at + 1, end - 1).replaceAll("\"\"", "\""),
			end
		};
	}
	if (first === "$") {
		const parameter = match(PARAMETER, sql, at);
		if (parameter) return {
			kind: "parameter",
			...parameter
		};
		const tag = match(DOLLAR_TAG, sql, at);
		if (tag) {
			const close = sql.indexOf(tag.text, tag.end);
			return {
				kind: "string",
				text: "",
				end: close === -1 ? sql.length : close + tag.text.length
			};
		}
	}
	const word = match(WORD, sql, at);
	if (word) return wordOrPrefix(sql, word);
	const number = match(NUMBER, sql, at);
	if (number) return {
		kind: "number",
		...number
	};
	return {
		kind: "mark",
		text: first,
		end: at + 1
	};
}
/** `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'` and `U&"…"` begin like a word. */
function wordOrPrefix(sql, { text, end }) {
	const word = text.toLowerCase();
	if (sql[end] === "'" && [
		"e",
		"b",
		"x",
		"n"
	].includes(word)) return {
		kind: "string",
		text: "",
		end: endOfQuotes(sql, end, word === "e")
	};
	if (word === "u" && sql[end] === "&" && (sql[end + 1] === "'" || sql[end + 1] === "\"")) return {
		kind: "string",
		text: "",
		end: endOfQuotes(sql, end + 1, false)
	};
	return {
		kind: "word",
		text: word,
		end
	};
}
/** Behind the closing quote; a doubled one is content. */
function endOfQuotes(sql, at, backslashes) {
	const quote = sql[at];
	for (let index = at + 1; index < sql.length; index++) {
		const character = sql[index];
		if (character === "\\" && backslashes) index++;
		else if (character === quote && sql[index + 1] === quote) index++;
		else if (character === quote) return index + 1;
	}
	return sql.length;
}
/**
* An operator of several characters ends in `+` or `-` only if it has one of the characters that standard SQL's
* operators have not, so that `a<->-1` is `<->` and `-`. What is cut off has none of them, so that each is one.
*/
function cutOperators(run) {
	if (/[~!@#%^&|`?]/.test(run)) return [run];
	let end = run.length;
	while (end > 1 && (run[end - 1] === "+" || run[end - 1] === "-")) end -= 1;
	return [run.slice(0, end), ...run.slice(end)];
}
function match(pattern, sql, at) {
	pattern.lastIndex = at;
	const found = pattern.exec(sql);
	return found === null ? void 0 : {
		text: found[0],
		end: pattern.lastIndex
	};
}

/** Characters: a vector as text has some 30,000, and what loads data is longer. */
const LOOKED_AT$2 = 131072;
/** pgvector's operators and the functions below them; https://github.com/pgvector/pgvector#reference */
const VECTOR_OPERATORS = /* @__PURE__ */ new Set([
	"<->",
	"<=>",
	"<#>",
	"<+>",
	"<~>",
	"<%>"
]);
const VECTOR_FUNCTIONS = /* @__PURE__ */ new Set([...[
	"cosine_distance",
	"l2_distance",
	"l1_distance",
	"inner_product"
], ...[
	"vector_negative_inner_product",
	"hamming_distance",
	"jaccard_distance"
]]);
/** Text search (chapter 12 of PostgreSQL's manual) and pg_trgm's; its `%` is below. */
const TEXT_OPERATORS = /* @__PURE__ */ new Set([
	"@@",
	"@@@",
	"<%",
	"%>",
	"<<%",
	"%>>"
]);
const TEXT_FUNCTIONS = /* @__PURE__ */ new Set([...[
	"ts_rank",
	"ts_rank_cd",
	"similarity",
	"word_similarity",
	"strict_word_similarity"
]]);
const AFTER_A_CONDITION = /* @__PURE__ */ new Set([...[
	"and",
	"or",
	"order",
	"limit",
	"group",
	"offset",
	"fetch",
	"returning",
	"union"
], ...[")", ";"]]);
/**
* How a statement looks for what resembles something; `undefined` if it does not. A vector operator counts for more
* than text search, as in hybrid search. Operators are known by their names alone, which geometric types share.
*/
function retrievalOf$1(sql) {
	const tokens = [...tokensOf(sql.slice(0, LOOKED_AT$2))];
	let found;
	for (const index of tokens.keys()) {
		const retrieval = retrievalAt(tokens, index);
		if (retrieval === "vector") return retrieval;
		found ??= retrieval;
	}
	return found;
}
/** How the token there looks for what resembles something; `undefined` if it does not. */
function retrievalAt(tokens, index) {
	const token = tokens[index];
	if (token?.kind === "operator") {
		if (VECTOR_OPERATORS.has(token.text)) return "vector";
		return TEXT_OPERATORS.has(token.text) || isSimilarity(tokens, index) ? "full-text" : void 0;
	}
	if (token === void 0 || !isName(token) || tokens[index + 1]?.text !== "(") return void 0;
	if (VECTOR_FUNCTIONS.has(token.text)) return "vector";
	return TEXT_FUNCTIONS.has(token.text) ? "full-text" : void 0;
}
/**
* Whether this is pg_trgm's `%` and not the remainder of a division: it has a text or a parameter on its right and is
* a condition as a whole, where a remainder would be compared.
*/
function isSimilarity(tokens, index) {
	const token = tokens[index];
	if (token?.kind !== "operator" || token.text !== "%") return false;
	const right = tokens[index + 1];
	if (right?.kind !== "string" && right?.kind !== "parameter") return false;
	let next = index + 2;
	while (tokens[next]?.text === ":") next += tokens[next + 1]?.text === ":" ? 3 : 1;
	const after = tokens[next];
	return after === void 0 || after.kind !== "name" && AFTER_A_CONDITION.has(after.text);
}
function isName({ kind }) {
	return kind === "word" || kind === "name";
}

/** What one recording holds at most, so that no application can fill our memory. */
const MOST$2 = {
	statements: 5e3,
	/** Rows of one statement, and of all. */
	rowsOfStatement: 200,
	rows: 2e4,
	/** Values of rows, however short, and descriptions of columns: each takes some 200 bytes besides what it says. */
	values: 2e5,
	columns: 1e5,
	/** Bytes of one text, and of all texts of rows. */
	text: 65536,
	texts: 1048576,
	/** Bytes of all values of rows that are no texts. */
	others: 4194304,
	/** Characters of SQL, where the same counts once, and bytes of parameters. */
	sql: 8388608
};
/** Bytes of a value that is no text: a key fits, a vector does not have to. */
const LONGEST_KEY = 512;
/** text, varchar, bpchar, json, jsonb, xml */
const LONG_TYPES = /* @__PURE__ */ new Set([
	25,
	1043,
	1042,
	114,
	3802,
	142
]);
/** An empty one, which begins now. */
function openLedger() {
	const drafts = [];
	/** By SQL, which is held once for all statements that have it. */
	const known = /* @__PURE__ */ new Map();
	const left = { ...MOST$2 };
	let isOpen = true;
	/** What a statement may still take of something. */
	function room(draft, of) {
		const reserved = draft.retrieval === void 0 ? MOST$2[of] * .5 : 0;
		return Math.max(0, left[of] - reserved);
	}
	function describe(draft, columns) {
		if (columns.length > room(draft, "columns")) return;
		left.columns -= columns.length;
		draft.columns = columns;
	}
	return {
		beganAt: performance.now(),
		isOpen: () => isOpen,
		add({ columns, ...statement }) {
			const isKnown = known.has(statement.sql);
			const size = sizeOfParameters(statement) + (isKnown ? 0 : statement.sql.length);
			if (!isOpen || drafts.length >= MOST$2.statements || size > left.sql) return void 0;
			left.sql -= size;
			const same = known.get(statement.sql) ?? {
				sql: statement.sql,
				retrieval: retrievalOf$1(statement.sql)
			};
			known.set(same.sql, same);
			const draft = {
				...statement,
				...same,
				endedAt: void 0,
				columns: [],
				rowCount: 0,
				rows: [],
				error: void 0,
				isLost: false
			};
			describe(draft, columns);
			drafts.push(draft);
			return draft;
		},
		describe,
		wanted(draft) {
			const { columns, rows } = draft;
			const isFull = rows.length >= MOST$2.rowsOfStatement || room(draft, "rows") < 1;
			if (!isOpen || isFull || !columns.some(({ table }) => table !== 0)) return void 0;
			const texts = columns.filter(({ type }) => LONG_TYPES.has(type)).length;
			const others = columns.length - texts;
			if (room(draft, "values") < columns.length) return void 0;
			if (room(draft, "others") < others * LONGEST_KEY) return void 0;
			const text = Math.min(MOST$2.text, Math.floor(room(draft, "texts") / texts));
			return columns.map(({ type }) => LONG_TYPES.has(type) ? text : LONGEST_KEY);
		},
		addRow(draft, row) {
			left.rows -= 1;
			left.values -= row.length;
			for (const [index, value] of row.entries()) {
				const isText = LONG_TYPES.has(draft.columns[index]?.type ?? 0);
				left[isText ? "texts" : "others"] -= value?.bytes.length ?? 0;
			}
			draft.rows.push(row);
		},
		end() {
			isOpen = false;
			return drafts.map((draft) => ({
				...draft,
				rows: [...draft.rows]
			})).sort((a, b) => a.beganAt - b.beganAt);
		}
	};
}

const VIEWS_IN_VIEWS = 8;
const READ_TABLES = `
  SELECT c.oid::text, n.nspname AS schema, c.relname AS name,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    (SELECT json_agg(json_build_object('number', a.attnum, 'name', a.attname,
        'type', CASE t.typtype WHEN 'd' THEN t.typbasetype::int8 ELSE t.oid::int8 END,
        'text', t.typcategory = 'S' OR a.atttypid IN ('json'::regtype, 'jsonb'::regtype, 'xml'::regtype),
        'ranked', t.typname IN ('vector', 'halfvec', 'sparsevec', 'tsvector')))
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT to_json((i.indkey::int2[])[0:i.indnkeyatts - 1])
      FROM pg_index i
      WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attnotnull
          AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
      ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) AS key,
    CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid) END AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[])`;
/** Adds what the catalog does not have yet of these tables, and of those behind views. */
async function learnTables(catalog, oids, client) {
	let unknown = [...new Set(oids)].filter((oid) => !catalog.has(oid));
	for (let depth = 0; unknown.length > 0 && depth < VIEWS_IN_VIEWS; depth++) {
		const { rows } = await client.query(READ_TABLES, [unknown]);
		const behind = /* @__PURE__ */ new Set();
		for (const oid of unknown) catalog.set(oid, null);
		for (const row of rows) {
			const origins = row.definition === null ? /* @__PURE__ */ new Map() : await originsOf(row.definition, client);
			catalog.set(Number(row.oid), tableOf(row, origins));
			for (const { table } of origins.values()) behind.add(table);
		}
		unknown = [...behind].filter((oid) => !catalog.has(oid));
	}
}
/** The table and column that a result's column shows, through views. */
function trace(catalog, { table, attribute }) {
	let origin = {
		table,
		attribute
	};
	for (let depth = 0; depth < VIEWS_IN_VIEWS; depth++) {
		const next = catalog.get(origin.table)?.origins.get(origin.attribute);
		if (next === void 0) break;
		origin = next;
	}
	return origin;
}
function tableOf(row, origins) {
	const columns = (row.columns ?? []).map(({ number, name, type, text, ranked }) => [number, {
		name,
		type,
		isText: text,
		isRanked: ranked
	}]);
	return {
		name: formatTableName({
			schema: row.schema,
			table: row.name
		}),
		qualified: row.qualified,
		isSystem: row.schema === "pg_catalog" || row.schema === "information_schema",
		columns: new Map(columns),
		key: row.key ?? void 0,
		origins
	};
}
/** The server itself says where a query's columns come from. A role that may not ask learns nothing. */
async function originsOf(definition, client) {
	const query = definition.replace(/;\s*$/, "");
	await client.query("SAVEPOINT view");
	try {
		const { fields } = await client.query(`SELECT * FROM (${query}) AS view LIMIT 0`);
		const origins = fields.flatMap(({ tableID, columnID }, index) => tableID === 0 ? [] : [[index + 1, {
			table: tableID,
			attribute: columnID
		}]]);
		return new Map(origins);
	} catch {
		return /* @__PURE__ */ new Map();
	} finally {
		await client.query("ROLLBACK TO SAVEPOINT view");
	}
}

/** OIDs of types that never change; src/include/catalog/pg_type.dat */
const TYPES$1 = {
	bool: 16,
	int8: 20,
	int2: 21,
	int4: 23,
	text: 25,
	json: 114,
	xml: 142,
	float4: 700,
	float8: 701,
	bpchar: 1042,
	varchar: 1043,
	numeric: 1700,
	uuid: 2950,
	jsonb: 3802
};
const TEXTS$1 = [...[
	TYPES$1.text,
	TYPES$1.varchar,
	TYPES$1.bpchar,
	TYPES$1.json,
	TYPES$1.xml,
	TYPES$1.jsonb
]];
const INTEGERS = [
	TYPES$1.int2,
	TYPES$1.int4,
	TYPES$1.int8
];
const FLOATS = [TYPES$1.float4, TYPES$1.float8];
function isText(type) {
	return TEXTS$1.includes(type);
}
/** A distance or a rank; a rounded one is a numeric. */
function isFraction(type) {
	return FLOATS.includes(type) || type === TYPES$1.numeric;
}
/** Types whose text form is the same in every session, so that a value can be looked for by it. */
function isComparable(type) {
	return [
		...INTEGERS,
		TYPES$1.text,
		TYPES$1.varchar,
		TYPES$1.uuid,
		TYPES$1.bool
	].includes(type);
}
/** Nothing of it was cut. */
function isWhole({ bytes, length }) {
	return bytes.length === length;
}
/**
* A value in PostgreSQL's text form; of a cut one the characters that are whole. `undefined` for the binary form of a
* type that is not read here. The encoding is taken for UTF-8.
*/
function decodeText({ bytes }, format, type) {
	if (format === 0 || isText(type) && type !== TYPES$1.jsonb) return utf8(bytes);
	if (type === TYPES$1.jsonb) return bytes[0] === 1 ? utf8(bytes.subarray(1)) : void 0;
	switch (`${type}:${bytes.length}`) {
		case `${TYPES$1.bool}:1`: return bytes[0] === 0 ? "f" : "t";
		case `${TYPES$1.int2}:2`: return String(bytes.readInt16BE(0));
		case `${TYPES$1.int4}:4`: return String(bytes.readInt32BE(0));
		case `${TYPES$1.int8}:8`: return String(bytes.readBigInt64BE(0));
		case `${TYPES$1.float4}:4`: return String(Number(bytes.readFloatBE(0).toPrecision(9)));
		case `${TYPES$1.float8}:8`: return String(bytes.readDoubleBE(0));
		case `${TYPES$1.uuid}:16`: return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
		default: return;
	}
}
/** As a key has it: a number where that is exact. */
function keyValue(text, type) {
	if (!INTEGERS.includes(type)) return text;
	const number = Number(text);
	return Number.isSafeInteger(number) ? number : text;
}
function utf8(bytes) {
	return new StringDecoder("utf8").write(bytes);
}

/**
* The tables of a result, in the order of its columns. A column that comes a second time begins a second instance of
* its table.
*/
function instancesOf(columns, catalog) {
	const instances = [];
	for (const [position, column] of columns.entries()) {
		if (column.table === 0) continue;
		const origin = trace(catalog, column);
		const table = catalog.get(origin.table);
		if (!table || table.isSystem) continue;
		const open = instances.find((each) => each.table === table && !each.positions.has(origin.attribute));
		if (open) open.positions.set(origin.attribute, position);
		else instances.push({
			table,
			positions: /* @__PURE__ */ new Map([[origin.attribute, position]])
		});
	}
	return instances;
}
/** Whether an outer join found no row: all that came of it is null. */
function isAbsent({ table, positions }, row) {
	const key = table.key?.filter((number) => positions.has(number)) ?? [];
	return (key.length > 0 ? key : [...positions.keys()]).every((number) => row[positions.get(number)] === null);
}
/** The key, if all its columns came with the row in a form that is read here. */
function keyOf(instance, row, columns) {
	const { table } = instance;
	if (table.key === void 0) return void 0;
	const entries = [];
	for (const number of table.key) {
		const position = instance.positions.get(number);
		const value = position === void 0 ? void 0 : row[position];
		const column = position === void 0 ? void 0 : columns[position];
		if (!value || !column || !isWhole(value)) return void 0;
		const text = decodeText(value, column.format, column.type);
		if (text === void 0) return void 0;
		entries.push([table.columns.get(number)?.name ?? column.name, keyValue(text, column.type)]);
	}
	return Object.fromEntries(entries);
}
/** What of the row can be looked for, by attribute number: whole values of types that compare as text. */
function comparableValues({ table, positions }, row, columns) {
	const values = /* @__PURE__ */ new Map();
	for (const [number, position] of positions) {
		const [value, column] = [row[position], columns[position]];
		const isPlain = isComparable(table.columns.get(number)?.type ?? 0);
		if (!value || !column || !isPlain || !isComparable(column.type) || !isWhole(value)) continue;
		const text = decodeText(value, column.format, column.type);
		if (text !== void 0) values.set(number, text);
	}
	return values;
}

/** So many rows of a table may fit the values together; more, and nothing is known for sure. */
const MOST_MATCHES = 5e3;
/**
* The keys of the only rows that have these values, in one pass over the table for all of them; `undefined` where no
* row has them any more, or several have.
*/
async function lookUpKeys({ table, key, attributes, rows }, client) {
	const column = (number) => escapeIdentifier(table.columns.get(number)?.name ?? "");
	const type = (number) => table.columns.get(number)?.type ?? 25;
	const values = attributes.map((_, index) => rows.map((row) => row[index]));
	const lists = attributes.map((number, index) => `$${index + 1}::text[]::${listOf(type(number))}`);
	const names = attributes.map((_, index) => `c${index}`);
	const conditions = attributes.map((number, index) => `t.${column(number)} = w.c${index}`);
	const { rows: found } = await client.query({
		text: `
      SELECT w.place::text, ${key.map((number) => `t.${column(number)}::text`).join(", ")}
      FROM unnest(${lists.join(", ")}) WITH ORDINALITY AS w(${names.join(", ")}, place)
      JOIN ${table.qualified} AS t ON ${conditions.join(" AND ")} LIMIT ${MOST_MATCHES}`,
		values,
		rowMode: "array"
	});
	if (found.length === MOST_MATCHES) return rows.map(() => void 0);
	const byPlace = Map.groupBy(found, ([place]) => Number(place));
	return rows.map((_, index) => {
		const [match, second] = byPlace.get(index + 1) ?? [];
		if (match === void 0 || second !== void 0) return void 0;
		return Object.fromEntries(key.map((number, part) => [table.columns.get(number)?.name ?? "", keyValue(match[part + 1] ?? "", type(number))]));
	});
}
/** The array type of a type of which {@link isComparable} is true. */
function listOf(type) {
	return `${(/* @__PURE__ */ new Map([
		[16, "bool"],
		[20, "int8"],
		[21, "int2"],
		[23, "int4"],
		[2950, "uuid"]
	])).get(type) ?? "text"}[]`;
}

/** Characters: what is longer loads data. */
const LONGEST$2 = 131072;
/**
* The statements of a Query message, without the semicolons between them. Those behind the first 131,072 characters are
* missing, and the one that stands there is cut.
*/
function splitStatements(query) {
	const sql = query.slice(0, LONGEST$2);
	return statementsOf(sql).map((tokens) => sql.slice(tokens[0]?.start, tokens.at(-1)?.end));
}
/** The same as tokens, of which each statement has some. A body of `BEGIN ATOMIC … END` has semicolons of its own. */
function statementsOf(sql) {
	const statements = [];
	let current = [];
	let depth = 0;
	let previous = "";
	for (const token of tokensOf(sql)) {
		const { kind, text } = token;
		if (kind === "mark" && text === ";" && depth === 0) {
			if (current.length > 0) statements.push(current);
			current = [];
		} else current.push(token);
		if (kind === "word") {
			if (text === "atomic" && previous === "begin") depth = 1;
			else if (depth > 0 && text === "case") depth += 1;
			else if (depth > 0 && text === "end") depth -= 1;
		}
		previous = text;
	}
	if (current.length > 0) statements.push(current);
	return statements;
}

/** Bytes: as far as a retrieval is looked for. */
const LONGEST$1 = 131072;
/** What may follow a limit: reserved words, so that none of them stands in an expression. */
const AFTER_LIMIT = /* @__PURE__ */ new Set([...[
	"offset",
	"fetch",
	"for",
	"limit",
	"union",
	"intersect",
	"except",
	"returning",
	"on",
	"with"
]]);
const AFTER_FETCH = /* @__PURE__ */ new Set(["row", "rows"]);
/**
* The limits of retrieval in SQL, of one statement or several, in the order in which they stand there: those of each
* query in which a vector operator, text search or trigrams are used, and those of the queries around it. The row that
* comes back has passed all of these (pgvector's example of hybrid search takes the best 5 of twice 20), so that only
* changing them all changes how many come back. Those of other subqueries stay, and so does the 1 of any subquery,
* which stands for a value rather than for rows. `LIMIT ALL` and `NULL` are none.
*
* None are found in statements that are longer than 128 KiB or in another encoding than UTF-8 (of the others, some have
* ASCII inside of characters), nor in CREATE, whose queries outlive the session.
*/
function rowLimitsOf(sql) {
	if (sql.length > LONGEST$1 || !isUtf8(sql)) return [];
	return statementsOf(sql.toString("latin1")).flatMap(limitsOfStatement);
}
function limitsOfStatement(tokens) {
	if (isWord(tokens[0], "create")) return [];
	const found = [];
	const levels = [newLevel()];
	function end(level, to) {
		const limit = level.open && limitOf(tokens, level.open, to);
		level.open = void 0;
		if (limit && !(levels.length > 1 && isOne(limit))) level.limits.push(limit);
	}
	function close(to) {
		const level = levels.at(-1);
		if (level.open?.isFetch === false) end(level, to);
		levels.pop();
		if (!level.retrieves) return;
		for (const limit of level.limits) found.push(limit);
		const around = levels.at(-1);
		if (around !== void 0) around.retrieves = true;
	}
	for (const [index, token] of tokens.entries()) {
		const level = levels.at(-1);
		if (level.open && index >= level.open.from && endsLimit(token, level.open)) end(level, index);
		if (isMark(token, "(")) levels.push(newLevel());
		else if (isMark(token, ")") && levels.length > 1) close(index);
		else if (retrievalAt(tokens, index) !== void 0) level.retrieves = true;
		else level.open = openLimitAt(tokens, index) ?? level.open;
	}
	while (levels.length > 0) close(tokens.length);
	return found.sort((one, other) => one.start - other.start);
}
function newLevel() {
	return {
		retrieves: false,
		limits: [],
		open: void 0
	};
}
function openLimitAt(tokens, index) {
	const [before, token, next] = [
		tokens[index - 1],
		tokens[index],
		tokens[index + 1]
	];
	if (isWord(before, "as") || isMark(before, ".")) return void 0;
	if (isWord(token, "limit")) return {
		from: index + 1,
		isFetch: false
	};
	const isFetch = isWord(token, "fetch") && (isWord(next, "first") || isWord(next, "next"));
	return isFetch ? {
		from: index + 2,
		isFetch
	} : void 0;
}
function endsLimit(token, { isFetch }) {
	if (token.kind === "mark") return !isFetch && token.text === ",";
	return token.kind === "word" && (isFetch ? AFTER_FETCH : AFTER_LIMIT).has(token.text);
}
/** The limit whose argument is the tokens up to `to`. */
function limitOf(tokens, { from, isFetch }, to) {
	const [first, last] = [tokens[from], tokens[to - 1]];
	if (last === void 0 || isWord(first, "all") || isWord(first, "null")) return void 0;
	if (from === to || first === void 0) return isFetch ? {
		start: last.end,
		end: last.end,
		count: { value: 1 }
	} : void 0;
	const count = to - from > 4 ? void 0 : countOf(tokens.slice(from, to));
	return {
		start: first.start,
		end: last.end,
		count
	};
}
/** Of a number or a parameter, be it cast to a type or not. */
function countOf([first, ...rest]) {
	const isCast = rest.length === 3 && isMark(rest[0], ":") && isMark(rest[1], ":");
	if (first === void 0 || rest.length > 0 && !isCast) return void 0;
	if (first.kind === "parameter") return { parameter: Number(first.text.slice(1)) };
	const value = first.kind === "number" ? Number(first.text.replaceAll("_", "")) : NaN;
	return Number.isSafeInteger(value) ? { value } : void 0;
}
function isOne({ count }) {
	return count !== void 0 && "value" in count && count.value === 1;
}
function isWord(token, word) {
	return token?.kind === "word" && token.text === word;
}
function isMark(token, mark) {
	return token?.kind === "mark" && token.text === mark;
}

/** How many rows a retrieval asks for, as {@link ObservedStatement.rowLimit} has it. */
function rowLimitOf(sql, parameters) {
	return commonLimit(rowLimitsOf(Buffer.from(sql)).map(({ count }) => numberOf(count, parameters)));
}
function numberOf(count, parameters) {
	if (count === void 0) return null;
	if ("value" in count) return count.value;
	const text = parameters[count.parameter - 1];
	if (text === null) return void 0;
	return text !== void 0 && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** How many rows of a recording are looked up at most: those that retrieval found come first. */
const MOST_LOOK_UPS = 400;
/** Names that a distance or a rank goes by; the last is PostgreSQL's for an expression without a name. */
const DISTANCE = /dist|scor|simil|rank|relevance|^\?column\?$/i;
/**
* What the statements were, with the tables and keys of their rows. Without a branch to ask, only tables that the
* catalog knows already are there.
*/
async function observe(drafts, { beganAt, catalog, read }) {
	const now = performance.now();
	const oids = new Set(drafts.flatMap(({ columns, rows }) => rows.length === 0 ? [] : columns.map(({ table }) => table)));
	oids.delete(0);
	if ([...oids].some((oid) => !catalog.has(oid))) await read((client) => learnTables(catalog, oids, client));
	const found = new Map(drafts.map((draft) => [draft, findRows(draft, catalog)]));
	await findKeys(found, read);
	return drafts.flatMap((draft) => {
		const rows = found.get(draft) ?? [];
		const ranked = draft.retrieval === void 0 ? rows : rankedOnly(rows);
		const statement = describe$2(draft, ranked, {
			beganAt,
			now
		});
		if (ranked.length === rows.length) return [statement];
		return [statement, {
			...describe$2(draft, rows.filter((row) => !ranked.includes(row)), {
				beganAt,
				now
			}),
			retrieval: void 0,
			rowLimit: void 0
		}];
	});
}
/**
* Of what a retrieval found, the rows of tables that have something to rank by; all rows where no table has. The
* author of a message that was found was not looked for.
*/
function rankedOnly(found) {
	const ranked = found.filter(({ instance }) => [...instance.table.columns.values()].some(({ isRanked }) => isRanked));
	return ranked.length > 0 ? ranked : found;
}
function describe$2(draft, found, { beganAt, now }) {
	const parameters = draft.parameters.map(({ format, value }, index) => value === null ? null : decodeText(value, format, draft.parameterTypes[index] ?? 0));
	return {
		sql: draft.sql,
		parameters,
		atMs: round(draft.beganAt - beganAt),
		durationMs: round((draft.endedAt ?? now) - draft.beganAt),
		rowCount: draft.rowCount,
		rows: describeRows(draft, found),
		retrieval: draft.retrieval,
		rowLimit: draft.retrieval && rowLimitOf(draft.sql, parameters),
		error: draft.error,
		...draft.isLost && { isLost: true }
	};
}
function findRows({ columns, rows }, catalog) {
	const instances = instancesOf(columns, catalog);
	return rows.flatMap((row, index) => instances.filter((instance) => !isAbsent(instance, row)).map((instance) => ({
		instance,
		row,
		rank: index + 1,
		key: keyOf(instance, row, columns)
	})));
}
/** Asks the branch for keys that did not come with their rows. */
async function findKeys(found, read) {
	const drafts = [...found].sort(([a], [b]) => Number(b.retrieval !== void 0) - Number(a.retrieval !== void 0));
	let left = MOST_LOOK_UPS;
	const questions = drafts.flatMap(([draft, rows]) => {
		const unknown = rows.filter(({ key, instance }) => !key && instance.table.key);
		const byInstance = Map.groupBy(unknown.slice(0, left), ({ instance }) => instance);
		left -= Math.min(left, unknown.length);
		return [...byInstance].map(([instance, of]) => ({
			instance,
			of,
			columns: draft.columns
		}));
	});
	if (questions.length === 0) return;
	await read(async (client) => {
		for (const { instance, of, columns } of questions) {
			const values = of.map(({ row }) => comparableValues(instance, row, columns));
			const attributes = [...instance.positions.keys()].filter((number) => values.every((value) => value.has(number)));
			const { table } = instance;
			if (table.key === void 0 || attributes.length === 0) continue;
			const rows = values.map((value) => attributes.map((number) => value.get(number) ?? ""));
			const keys = await lookUpKeys({
				table,
				key: table.key,
				attributes,
				rows
			}, client);
			for (const [index, one] of of.entries()) one.key = keys[index];
		}
	});
}
/** Each row of a table once, at its first rank. One without a key only where nothing better is known of its rank. */
function describeRows(draft, found) {
	const { columns, retrieval } = draft;
	const distance = retrieval === void 0 ? void 0 : distanceColumn(columns);
	const isOnlyTable = new Set(found.map(({ instance }) => instance)).size === 1;
	const known = new Set(found.filter(({ key }) => key).map(({ rank }) => rank));
	const seen = /* @__PURE__ */ new Set();
	const rows = [];
	for (const { instance, row, rank, key } of found) {
		if (key === void 0 && known.has(rank)) continue;
		const { name } = instance.table;
		const id = JSON.stringify([name, key]);
		if (key !== void 0 && seen.has(id)) continue;
		seen.add(id);
		const value = distance === void 0 ? void 0 : numberAt(row, columns, distance);
		rows.push({
			table: name,
			key,
			rank,
			...value === void 0 ? {} : { distance: value },
			texts: textsOf(instance, row, columns, isOnlyTable)
		});
	}
	return rows;
}
function distanceColumn(columns) {
	const computed = columns.map((column, position) => ({
		...column,
		position
	})).filter(({ table, type }) => table === 0 && isFraction(type));
	return (computed.find(({ name }) => DISTANCE.test(name)) ?? computed[0])?.position;
}
function numberAt(row, columns, position) {
	const [value, column] = [row[position], columns[position]];
	if (!value || !column) return void 0;
	const text = decodeText(value, column.format, column.type);
	const number = text === void 0 ? NaN : Number(text);
	return Number.isFinite(number) ? number : void 0;
}
/** Of the only table of a result also what is computed: an excerpt is a text of its row. */
function textsOf({ table, positions }, row, columns, isOnlyTable) {
	const own = /* @__PURE__ */ new Set();
	for (const [number, position] of positions) if (table.columns.get(number)?.isText) own.add(position);
	return columns.flatMap((column, position) => {
		const isComputed = isOnlyTable && column.table === 0 && isText(column.type);
		const value = row[position];
		if (!value || !(own.has(position) || isComputed)) return [];
		const type = isText(column.type) ? column.type : 25;
		const text = decodeText(value, column.format, type);
		return text ? [text] : [];
	});
}
function round(ms) {
	return Math.round(ms * 1e3) / 1e3;
}

const HEADER$1 = 5;
const NOTHING = Buffer.alloc(0);
/**
* Finds the messages in a stream by their headers alone: a type and a length. Nothing is held back but bodies that
* are wanted, up to the wanted length, however long they are. (The parser of pg-protocol gathers every message whole
* and makes an object of it: a row of 100 MB would be 100 MB of our memory.)
*/
function createMessageScanner(listener) {
	const header = Buffer.alloc(HEADER$1);
	let headerLength = 0;
	let type = 0;
	let length = 0;
	let remaining = 0;
	let inBody = false;
	let wanted = 0;
	/** Of a body that came in several chunks. */
	let parts = [];
	let gathered = 0;
	function begin(bytes, at) {
		type = bytes[at];
		length = bytes.readInt32BE(at + 1) - 4;
		if (length < 0) throw new RangeError("a message with a length below its own size");
		remaining = length;
		wanted = listener.wants(type, length);
		inBody = true;
	}
	/** The part of the body in `chunk` from `at`; returns where it ends. */
	function body(chunk, at) {
		const end = Math.min(chunk.length, at + remaining);
		const isWhole = end - at === length;
		remaining -= end - at;
		if (wanted === "pieces") {
			if (end > at) listener.piece(chunk, at, end);
		} else if (wanted > 0 && !isWhole && gathered < wanted) {
			const part = Buffer.from(chunk.subarray(at, Math.min(end, at + wanted - gathered)));
			parts.push(part);
			gathered += part.length;
		}
		if (remaining > 0) return end;
		const bytes = wanted === "pieces" || wanted === 0 ? NOTHING : isWhole ? chunk.subarray(at, Math.min(end, at + wanted)) : Buffer.concat(parts);
		if (parts.length > 0) {
			parts = [];
			gathered = 0;
		}
		inBody = false;
		listener.message(type, bytes, length);
		return end;
	}
	function push(chunk) {
		let at = 0;
		while (at < chunk.length || inBody && remaining === 0) if (inBody) at = body(chunk, at);
		else if (headerLength === 0 && chunk.length - at >= HEADER$1) {
			begin(chunk, at);
			at += HEADER$1;
		} else {
			const part = Math.min(HEADER$1 - headerLength, chunk.length - at);
			chunk.copy(header, headerLength, at, at + part);
			headerLength += part;
			at += part;
			if (headerLength < HEADER$1) continue;
			headerLength = 0;
			begin(header, 0);
		}
	}
	return {
		push,
		isBetweenMessages: () => !inBody && headerLength === 0
	};
}

/**
* The few messages of PostgreSQL's wire protocol that the tap makes itself.
* Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
*/
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
/** 3.0: the major version is in the upper two bytes. What is newer (3.2) is negotiated down to it. */
const PROTOCOL_3_0 = 196608;
/** A message with a type byte: `type`, a length that counts itself, and the body. */
function encode(type, ...fields) {
	return Buffer.concat([Buffer.from(type, "latin1"), withLength(...fields)]);
}
/** What begins a connection has no type byte. */
function encodeStartup(code, ...fields) {
	return withLength(int32(code), ...fields);
}
function int32(value) {
	const buffer = Buffer.alloc(4);
	buffer.writeInt32BE(value);
	return buffer;
}
function cstring(text) {
	return Buffer.from(`${text}\0`, "utf8");
}
/** An ErrorResponse after which the connection ends. */
function fatal(code, message) {
	return encode("E", ...[
		"SFATAL",
		"VFATAL",
		`C${code}`,
		`M${message}`
	].map(cstring), Buffer.from([0]));
}
/** The SQLSTATE of an ErrorResponse's body; `undefined` if it has none. */
function sqlState(body) {
	for (let at = 0; at < body.length && body[at] !== 0;) {
		const end = body.indexOf(0, at + 1);
		if (end === -1) return void 0;
		if (body[at] === 67) return body.toString("latin1", at + 1, end);
		at = end + 1;
	}
}
function withLength(...fields) {
	const body = Buffer.concat(fields);
	return Buffer.concat([int32(body.length + 4), body]);
}

function createLosses(branch, ledger) {
	let doubtful = [];
	let notedIn;
	function doubt(draft) {
		if (draft !== void 0) doubtful.push(draft);
		return draft;
	}
	return {
		doubt,
		trust() {
			doubtful = [];
		},
		note() {
			const open = ledger();
			if (open === void 0 || open === notedIn) return;
			notedIn = open;
			doubt(open.add({
				sql: "",
				parameters: [],
				parameterTypes: [],
				columns: [],
				branch,
				beganAt: performance.now()
			}));
			for (const draft of doubtful) {
				draft.isLost = true;
				draft.rows.length = 0;
			}
			doubtful = [];
		}
	};
}

function createQueue() {
	let items = [];
	let first = 0;
	return {
		get length() {
			return items.length - first;
		},
		push: (item) => void items.push(item),
		peek: () => items[first],
		shift() {
			const item = items[first];
			if (first === items.length) return void 0;
			items[first] = void 0;
			first += 1;
			if (first === items.length) {
				items.length = 0;
				first = 0;
			} else if (first > 1024) {
				items = items.slice(first);
				first = 0;
			}
			return item;
		},
		clear() {
			items = [];
			first = 0;
		},
		*[Symbol.iterator]() {
			for (let index = first; index < items.length; index++) yield items[index];
		}
	};
}

/** Names of a session that are remembered, and the bytes of what they stand for. */
const MOST$1 = {
	names: 4e3,
	bytes: 16777216
};
/**
* Forgets the names that were not used for the longest time: many clients give prepared statements up by SQL
* (`DEALLOCATE`, `DISCARD ALL`), which is not read, and others never.
*/
function createNameTable(sizeOf, entries = []) {
	const values = /* @__PURE__ */ new Map();
	let bytes = 0;
	function remove(name) {
		const value = values.get(name);
		if (value === void 0) return;
		values.delete(name);
		bytes -= sizeOf(value);
	}
	function set(name, value) {
		remove(name);
		values.set(name, value);
		bytes += sizeOf(value);
		for (const oldest of values.keys()) {
			if (oldest === name || values.size <= MOST$1.names && bytes <= MOST$1.bytes) break;
			remove(oldest);
		}
	}
	for (const [name, value] of entries) set(name, value);
	return {
		get(name) {
			const value = values.get(name);
			if (value === void 0) return void 0;
			values.delete(name);
			values.set(name, value);
			return value;
		},
		set,
		delete: remove,
		clear() {
			values.clear();
			bytes = 0;
		},
		copy: () => createNameTable(sizeOf, values)
	};
}

/** The step that is answered. Throws for another one than such an answer can be for. */
function expected(step, ...kinds) {
	if (step === void 0 || !isOf(step, kinds)) throw new RangeError("an answer to something else");
	return step;
}
function isOf(step, kinds) {
	return kinds.some((kind) => kind === step.kind);
}
function createNames() {
	return {
		prepared: createNameTable(({ sql }) => sql.length),
		portals: createNameTable(({ bind }) => sizeOfParameters(bind))
	};
}
/** Bytes of what a step holds that can be long. */
function sizeOfStep(step) {
	if (step.kind === "query") return step.sql.length;
	if (step.kind === "parse") return step.prepared.sql.length;
	return step.kind === "bind" ? sizeOfParameters(step.bind) : 0;
}
/** What a successful Parse, Bind or Close changes; other steps change nothing. */
function applyNames(step, { prepared, portals }) {
	if (step.kind === "parse") prepared.set(step.name, step.prepared);
	else if (step.kind === "bind") {
		const of = prepared.get(step.bind.statement);
		if (of === void 0) portals.delete(step.bind.portal);
		else {
			const { bind } = step;
			portals.set(bind.portal, {
				prepared: of,
				bind,
				columns: void 0,
				suspended: void 0
			});
		}
	} else if (step.kind === "close") (step.of === "S" ? prepared : portals).delete(step.name);
}
/** The columns of a portal's rows; of one that was never described, those of its statement in the bound formats. */
function columnsOf({ columns, prepared, bind }) {
	if (columns !== void 0) return columns;
	const formats = bind.resultFormats;
	if (prepared.columns === void 0 || formats === void 0) return [];
	return prepared.columns.map((column, index) => ({
		...column,
		format: (formats.length === 1 ? formats[0] : formats[index]) ?? 0
	}));
}

/** Of a message that is looked at, and of one parameter, in bytes. */
const LONGEST_BODY$1 = 1048576;
const LONGEST_PARAMETER = 65536;
/** More than this is asked without waiting by nobody who reads the answers. */
const MOST_STEPS = 1e5;
/** Bytes of what waits for its answer: from the first on parameters are not kept, and more than the second is too much. */
const MUCH = 8388608;
const TOO_MUCH = 67108864;
const LOOKED_AT$1 = new Set([..."QPBDEC"].map((letter) => letter.charCodeAt(0)));
/**
* Turns what an application asks into the steps that the branch will answer. While data is copied in the branch
* ignores Sync, also one that was sent before the application could know.
*/
function followRequests(ledger) {
	const steps = createQueue();
	let held = 0;
	let isCopying = false;
	let isSkipping = false;
	function add(step) {
		if (isSkipping && step.kind !== "sync") return;
		isSkipping = false;
		held += sizeOfStep(step);
		if (steps.length >= MOST_STEPS || held > TOO_MUCH) throw new RangeError("too many steps");
		steps.push(step);
	}
	function shift() {
		const step = steps.shift();
		if (step !== void 0) held -= sizeOfStep(step);
	}
	function front() {
		while (steps.peek()?.kind === "copy-end") shift();
		return steps.peek();
	}
	function message(type, body) {
		const asked = {
			at: performance.now(),
			ledger: ledger()
		};
		switch (String.fromCharCode(type)) {
			case "Q": {
				const sql = asked.ledger === void 0 ? "" : readQuery(body);
				const { at: resultBeganAt } = asked;
				const nothing = {
					statements: void 0,
					answered: 0,
					draft: void 0
				};
				add({
					...asked,
					kind: "query",
					sql,
					...nothing,
					resultBeganAt
				});
				break;
			}
			case "P": {
				const { name, sql, types } = readParse(body);
				add({
					...asked,
					kind: "parse",
					name,
					prepared: {
						sql,
						types,
						columns: void 0
					}
				});
				break;
			}
			case "B": {
				const limit = asked.ledger === void 0 || held > MUCH ? 0 : LONGEST_PARAMETER;
				add({
					...asked,
					kind: "bind",
					bind: readBind(body, limit)
				});
				break;
			}
			case "D":
				add({
					kind: "describe",
					...readTarget(body)
				});
				break;
			case "C":
				add({
					kind: "close",
					...readTarget(body)
				});
				break;
			case "E":
				add({
					...asked,
					kind: "execute",
					portal: readExecute(body),
					isAnswered: false,
					draft: void 0
				});
				break;
			case "S":
				if (!isCopying) add({ kind: "sync" });
				break;
			case "F":
				add({ kind: "call" });
				break;
			case "c":
			case "f": if (isCopying) isCopying = false;
			else add({ kind: "copy-end" });
		}
	}
	return {
		steps,
		front,
		shift,
		skip() {
			while (steps.peek() !== void 0 && steps.peek()?.kind !== "sync") shift();
			isSkipping = steps.peek() === void 0;
		},
		listener: {
			wants: (type) => LOOKED_AT$1.has(type) ? LONGEST_BODY$1 : 0,
			piece: () => {},
			message
		},
		copy: {
			began() {
				const [first, ...rest] = steps;
				if (first === void 0) return;
				const end = rest.findIndex(({ kind }) => kind === "copy-end");
				isCopying = end === -1;
				const during = isCopying ? rest : rest.slice(0, end);
				const after = isCopying ? [] : rest.slice(end);
				steps.clear();
				for (const step of [
					first,
					...during.filter(({ kind }) => kind !== "sync"),
					...after
				]) steps.push(step);
			},
			ended() {
				isCopying = false;
			}
		}
	};
}

/** Reads rows piece by piece, so that of a value of 100 MB no more is held than is wanted. */
function createRowReader() {
	let limits = [];
	let values = [];
	/** The integer that is being read: the count of columns, then the length of each value. */
	let size = 2;
	let have = 0;
	let integer = 0;
	let length = 0;
	let left = 0;
	let parts = [];
	let kept = 0;
	function push(chunk, from, to) {
		let at = from;
		while (at < to) {
			if (left > 0) {
				const end = Math.min(to, at + left);
				keep(chunk, at, end);
				left -= end - at;
				at = end;
				if (left === 0) finish();
				continue;
			}
			integer = integer << 8 | chunk[at++];
			have += 1;
			if (have === size) field();
		}
	}
	function field() {
		if (size === 4) {
			length = integer;
			left = Math.max(0, length);
			if (length < 0) values.push(null);
			else if (length === 0) finish();
		}
		size = 4;
		have = 0;
		integer = 0;
	}
	function keep(chunk, at, end) {
		const room = (limits[values.length] ?? 0) - kept;
		if (room <= 0) return;
		const part = Buffer.from(chunk.subarray(at, Math.min(end, at + room)));
		parts.push(part);
		kept += part.length;
	}
	function finish() {
		const isWanted = limits[values.length] !== void 0;
		const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
		values.push(isWanted ? {
			bytes,
			length
		} : void 0);
		parts = [];
		kept = 0;
	}
	return {
		begin(wanted) {
			limits = wanted;
			values = [];
			parts = [];
			[size, have, integer, left, kept] = [
				2,
				0,
				0,
				0,
				0
			];
		},
		push,
		end: () => values
	};
}

/** Of a message that is looked at, in bytes. */
const LONGEST_BODY = 1048576;
const DATA_ROW = code("D");
const ERROR = code("E");
const LOOKED_AT = /* @__PURE__ */ new Set([
	code("T"),
	code("t"),
	ERROR,
	code("Z")
]);
/**
* The answers are matched with what was asked by their order, and names of prepared statements and portals take effect
* when the branch has said so: pipelined messages after a failed one, which the branch skips, change nothing.
* Source: https://www.postgresql.org/docs/18/protocol-flow.html
*
* What can't be understood, or answers something else than was asked, ends the following of this session: nothing is
* recorded from then on but that it is lost, once in a recording, and what was answered since the last ReadyForQuery
* loses its rows. It never ends the session: the bytes pass in any case.
*/
function followConversation({ branch, ledger }) {
	const names = createNames();
	const { steps, front, shift, skip, listener, copy } = followRequests(ledger);
	const rows = createRowReader();
	const losses = createLosses(branch, ledger);
	/** The statement whose row passes just now, if the row is wanted. */
	let receiving;
	let isLost = false;
	const answers = {
		wants(type) {
			if (type !== DATA_ROW) return LOOKED_AT.has(type) ? LONGEST_BODY : 0;
			const asked = answering();
			const limits = asked.draft && asked.ledger?.wanted(asked.draft);
			if (limits === void 0) return 0;
			receiving = asked;
			rows.begin(limits);
			return "pieces";
		},
		piece: rows.push,
		message: (type, body) => answer(String.fromCharCode(type), body)
	};
	const requestScanner = createMessageScanner(listener);
	const answerScanner = createMessageScanner(answers);
	/** The statement that is answered; what an Execute means is known only now. */
	function answering() {
		const step = expected(front(), "query", "execute");
		if (step.kind === "execute") beginExecute(step);
		return step;
	}
	function beginExecute(step) {
		if (step.isAnswered) return;
		step.isAnswered = true;
		const portal = names.portals.get(step.portal);
		if (portal === void 0 || step.ledger === void 0) return;
		const { prepared, bind, suspended } = portal;
		step.draft = suspended?.ledger === step.ledger ? suspended.draft : note(step, prepared, {
			bind,
			columns: columnsOf(portal)
		});
	}
	/** A statement of the extended protocol. */
	function note({ ledger, at }, { sql, types }, { bind, columns = [] } = {}) {
		const parameters = bind?.parameters ?? [];
		return losses.doubt(ledger?.add({
			sql,
			parameters,
			parameterTypes: types,
			branch,
			beganAt: at,
			columns
		}));
	}
	/** The next statement of a Query message. */
	function beginResult(step) {
		const { ledger, sql, answered, resultBeganAt: beganAt } = step;
		if (ledger?.isOpen() !== true) return;
		step.statements ??= splitStatements(sql);
		const statement = {
			sql: step.statements[answered] ?? "",
			parameters: [],
			parameterTypes: []
		};
		step.draft = losses.doubt(ledger.add({
			...statement,
			branch,
			beganAt,
			columns: []
		}));
	}
	function answer(type, body) {
		const step = front();
		switch (type) {
			case "1":
				applyNames(expected(step, "parse"), names);
				shift();
				break;
			case "2":
				applyNames(expected(step, "bind"), names);
				shift();
				break;
			case "3":
				applyNames(expected(step, "close"), names);
				shift();
				break;
			case "t": {
				const prepared = names.prepared.get(expected(step, "describe").name);
				if (prepared !== void 0) prepared.types = readParameterTypes(body);
				break;
			}
			case "T":
				describe(expected(step, "query", "describe"), readColumns$2(body));
				break;
			case "n":
				expected(step, "describe");
				shift();
				break;
			case "D": {
				const { draft } = answering();
				if (draft !== void 0) draft.rowCount += 1;
				if (receiving?.draft !== void 0) receiving.ledger?.addRow(receiving.draft, rows.end());
				receiving = void 0;
				break;
			}
			case "C":
			case "I":
			case "s":
				finish(expected(step, "query", "execute"), type);
				break;
			case "E":
				fail(step, sqlState(body));
				break;
			case "G":
				copy.began();
				break;
			case "Z":
				expected(step, "sync", "query", "call");
				shift();
				losses.trust();
				if (body[0] === 73) names.portals.clear();
		}
	}
	function describe(step, columns) {
		if (step.kind === "query") {
			beginResult(step);
			if (step.draft !== void 0) step.ledger?.describe(step.draft, columns);
			return;
		}
		const described = (step.of === "S" ? names.prepared : names.portals).get(step.name);
		if (described !== void 0) described.columns = columns;
		shift();
	}
	function finish(step, type) {
		const now = performance.now();
		if (step.kind === "query") {
			if (step.draft === void 0 && type === "C") beginResult(step);
			if (step.draft !== void 0) step.draft.endedAt = now;
			step.draft = void 0;
			step.answered += 1;
			step.resultBeganAt = now;
		} else {
			beginExecute(step);
			const { draft, ledger } = step;
			if (draft !== void 0) draft.endedAt = now;
			const portal = names.portals.get(step.portal);
			if (portal !== void 0) portal.suspended = type === "s" && draft && ledger ? {
				draft,
				ledger
			} : void 0;
			copy.ended();
			shift();
		}
	}
	/** After a failure the branch skips everything up to the next Sync, or the rest of a Query. */
	function fail(step, state) {
		copy.ended();
		if (step === void 0 || step.kind === "sync" || step.kind === "call") return;
		const draft = failed(step);
		if (draft !== void 0) {
			draft.error = state;
			draft.endedAt = performance.now();
		}
		if (step.kind === "query") {
			step.draft = void 0;
			step.answered = Number.POSITIVE_INFINITY;
		} else skip();
	}
	function failed(step) {
		if (step.kind === "query" && step.draft === void 0) beginResult(step);
		if (step.kind === "query" || step.kind === "execute") return answering().draft;
		if (step.kind !== "parse" && step.kind !== "bind") return void 0;
		const bind = step.kind === "bind" ? step.bind : void 0;
		const prepared = step.kind === "bind" ? names.prepared.get(step.bind.statement) : step.prepared;
		if (prepared === void 0) return void 0;
		return note(step, prepared, { bind });
	}
	function guarded(scan) {
		return (chunk) => {
			try {
				if (!isLost) return scan(chunk);
			} catch {
				isLost = true;
			}
			losses.note();
		};
	}
	return {
		fromApplication: guarded(requestScanner.push),
		fromBranch: guarded(answerScanner.push),
		isBetweenMessages: () => !isLost && answerScanner.isBetweenMessages(),
		isBusy: () => isLost || front() !== void 0,
		noteUnanswered(open) {
			if (isLost) return;
			const later = {
				prepared: names.prepared.copy(),
				portals: names.portals.copy()
			};
			for (const step of steps) {
				applyNames(step, later);
				if (step.kind === "query" && step.ledger === open && step.draft === void 0) {
					step.statements ??= splitStatements(step.sql);
					if (step.answered < step.statements.length) beginResult(step);
				} else if (step.kind === "execute" && step.ledger === open && !step.isAnswered) {
					const portal = later.portals.get(step.portal);
					if (portal !== void 0) note(step, portal.prepared, { bind: portal.bind });
				}
			}
		}
	};
}
function code(letter) {
	return letter.charCodeAt(0);
}

/**
* What stands before and behind a limit then. The cast is what PostgreSQL does with it anyway: a parameter whose type
* the client leaves open is a bigint as before, and one that it declares to be an int4 remains that. What is more than
* a bigint is no limit, as is NULL.
*/
const AROUND = {
	half: [" ceil((", ")::bigint / 2.0) "],
	double: [" least((", ")::bigint * 2.0, 9223372036854775807) "]
};
/**
* The SQL with the limits of retrieval changed, those that {@link rowLimitsOf} finds; all other bytes stay. `undefined`
* if there are none. A place that the server names in an error is then one of this SQL.
*/
function changeLimits(sql, change) {
	const limits = rowLimitsOf(sql);
	if (limits.length === 0) return void 0;
	const [before, behind] = AROUND[change];
	const additions = limits.flatMap(({ start, end }) => start === end ? [{
		at: start,
		text: `${before}1${behind}`
	}] : [{
		at: start,
		text: before
	}, {
		at: end,
		text: behind
	}]);
	const parts = [];
	let copied = 0;
	for (const { at, text } of additions.toSorted((one, other) => one.at - other.at)) {
		parts.push(sql.subarray(copied, at), Buffer.from(text));
		copied = at;
	}
	return Buffer.concat([...parts, sql.subarray(copied)]);
}

const HEADER = 5;
/**
* Passes a stream of messages on with some of them changed. Those of the types (letters) that are no longer than
* `longest` bytes are held back until they are whole, when `rewrite` may give another message for them; it must not
* keep the body. All other bytes pass as they come, as do all from a length on that can't be.
*/
function createMessageRewriter(options) {
	const { types, longest, rewrite } = options;
	/** Of the message that is held back, or of a header. */
	let parts = [];
	let have = 0;
	let needed = HEADER;
	/** Of the message that passes. */
	let left = 0;
	function release() {
		const bytes = Buffer.concat(parts);
		parts = [];
		have = 0;
		needed = HEADER;
		return bytes;
	}
	/** When as many bytes are there as are needed: what is passed on by now. */
	function go() {
		const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
		const type = String.fromCharCode(bytes[0]);
		const length = bytes.readInt32BE(1) + 1;
		if (types.includes(type) && length >= HEADER && length <= longest) {
			needed = length;
			if (have < needed) return void 0;
			const message = release();
			return rewrite(type, message.subarray(HEADER)) ?? message;
		}
		left = length < HEADER ? Number.POSITIVE_INFINITY : length - HEADER;
		return release();
	}
	return (chunk) => {
		const passed = [];
		for (let at = 0; at < chunk.length;) {
			const end = Math.min(chunk.length, at + (left > 0 ? left : needed - have));
			const part = chunk.subarray(at, end);
			at = end;
			if (left > 0) {
				left -= part.length;
				passed.push(part);
				continue;
			}
			parts.push(part);
			have += part.length;
			const bytes = have === needed ? go() : void 0;
			if (bytes !== void 0) passed.push(bytes);
		}
		return passed.length === 1 ? passed[0] : Buffer.concat(passed);
	};
}

/** Of a Query or Parse, in bytes; one in which a limit could be found is shorter. */
const LONGEST = 262144;
const NUL = Buffer.from([0]);
/**
* Passes on what an application sends, with the limits of its retrievals changed where it sends SQL: in Query and in
* Parse. Data that it copies is in messages of its own, and passes.
*/
function createLimitRewriter(change) {
	return createMessageRewriter({
		types: "QP",
		longest: LONGEST,
		rewrite(type, body) {
			const start = type === "P" ? body.indexOf(0) + 1 : 0;
			const end = body.indexOf(0, start);
			if (end === -1) return void 0;
			const changed = changeLimits(body.subarray(start, end), change);
			if (changed === void 0) return void 0;
			return encode(type, body.subarray(0, start), changed, NUL, body.subarray(end + 1));
		}
	});
}

/** OWASP's number for PBKDF2-HMAC-SHA256 is 600,000; a server that asks for more wants to keep us busy. */
const MOST_ROUNDS = 1e6;
const derive = promisify(pbkdf2);
/**
* The password is taken as it is, without SASLprep: an engine makes it of ASCII. PostgreSQL knows the user from the
* startup message and ignores the one of SCRAM. The nonce is for tests.
*/
function startScram(password, cache = /* @__PURE__ */ new Map(), { user = "", nonce = randomBytes(18).toString("base64") } = {}) {
	const firstBare = `n=${user},r=${nonce}`;
	let expected = Buffer.alloc(0);
	return {
		first: `n,,${firstBare}`,
		async answer(serverFirst) {
			const [, both = "", salt = "", count = ""] = /^r=([!-+\--~]+),s=([A-Za-z0-9+/=]+),i=(\d+)/.exec(serverFirst) ?? [];
			const rounds = Number(count);
			if (!both.startsWith(nonce) || both.length === nonce.length) throw invalid$1();
			if (!(rounds >= 1 && rounds <= MOST_ROUNDS)) throw invalid$1();
			const name = `${salt},${rounds}`;
			const salted = cache.get(name) ?? derive(password, Buffer.from(salt, "base64"), rounds, 32, "sha256");
			cache.set(name, salted);
			const withoutProof = `c=biws,r=${both}`;
			const everything = `${firstBare},${serverFirst},${withoutProof}`;
			const clientKey = hmac(await salted, "Client Key");
			const signature = hmac(createHash("sha256").update(clientKey).digest(), everything);
			const proof = clientKey.map((byte, index) => byte ^ signature[index]);
			expected = hmac(hmac(await salted, "Server Key"), everything);
			return `${withoutProof},p=${Buffer.from(proof).toString("base64")}`;
		},
		confirms(serverFinal) {
			const [, signature = ""] = /^v=([A-Za-z0-9+/=]+)/.exec(serverFinal) ?? [];
			const given = Buffer.from(signature, "base64");
			return given.length === expected.length && timingSafeEqual(given, expected);
		}
	};
}
function hmac(key, text) {
	return createHmac("sha256", key).update(text).digest();
}
function invalid$1() {
	return /* @__PURE__ */ new Error("the server does not speak SCRAM-SHA-256 as RFC 7677 has it");
}

/**
* The next `size` bytes of a stream that nothing else reads; `undefined` when it ended or broke before. What comes
* after them stays in the stream, which is paused.
*/
function take(stream, size) {
	if (size === 0) return Promise.resolve(Buffer.alloc(0));
	if (stream.readableEnded || stream.destroyed) return Promise.resolve(void 0);
	return new Promise((resolve) => {
		const parts = [];
		let length = 0;
		const done = (bytes) => {
			stream.pause();
			stream.off("data", onData);
			for (const event of [
				"end",
				"close",
				"error"
			]) stream.off(event, onEnd);
			if (bytes !== void 0 && length > size) stream.unshift(bytes.subarray(size));
			resolve(bytes?.subarray(0, size));
		};
		const onData = (chunk) => {
			parts.push(chunk);
			length += chunk.length;
			if (length >= size) done(Buffer.concat(parts));
		};
		const onEnd = () => done();
		stream.on("data", onData);
		for (const event of [
			"end",
			"close",
			"error"
		]) stream.on(event, onEnd);
		stream.resume();
	});
}
/** The next message with a type byte, without its length; `undefined` also for one longer than `limit` bytes. */
async function takeMessage(stream, limit) {
	const head = await take(stream, 5);
	if (head === void 0) return void 0;
	const length = head.readInt32BE(1) - 4;
	if (length < 0 || length > limit) return void 0;
	const body = await take(stream, length);
	if (body === void 0) return void 0;
	return {
		type: String.fromCharCode(head[0]),
		body,
		bytes: Buffer.concat([head, body])
	};
}

/** Nothing that a server says before a session begins is longer. */
const LONGEST_MESSAGE = 1e6;
/**
* Begins a session with the parameters that the application asked for, as the branch's role. Done here rather than by
* taking a connection over from `pg`, which sends only the parameters it knows (always with its own encoding), reads
* away what the application has to be told, and has no public way to part with its socket. Authentication is one of
* those that engines ask for: none, a password in clear (PGlite) or SCRAM-SHA-256. Throws when the branch can't be
* reached or says what nobody understands.
*/
async function logIn(address, options) {
	const socket = await openSocket(address, options.signal);
	const giveUp = () => socket.destroy();
	options.signal.addEventListener("abort", giveUp, { once: true });
	try {
		return await converse(socket, address, options);
	} catch (error) {
		socket.destroy();
		throw error;
	} finally {
		options.signal.removeEventListener("abort", giveUp);
	}
}
/** A connection to a server, on which nothing has been said. */
function openSocket({ host, port }, signal) {
	const socket = host.startsWith("/") ? connect({
		path: `${host}/.s.PGSQL.${port}`,
		allowHalfOpen: true
	}) : connect({
		host,
		port,
		noDelay: true,
		allowHalfOpen: true
	});
	return new Promise((resolve, reject) => {
		const giveUp = () => socket.destroy(/* @__PURE__ */ new Error("given up"));
		if (signal.aborted) giveUp();
		signal.addEventListener("abort", giveUp, { once: true });
		const forget = () => signal.removeEventListener("abort", giveUp);
		socket.once("connect", () => {
			forget();
			resolve(socket);
		});
		socket.on("error", reject);
		socket.once("close", () => {
			forget();
			reject(/* @__PURE__ */ new Error("the connection was closed"));
		});
	});
}
async function converse(socket, address, { parameters, preparation, cache }) {
	const { user, database, password } = address;
	const words = [...new Map([
		...parameters,
		["user", user],
		["database", database]
	])].flatMap(([name, value]) => [cstring(name), cstring(value)]);
	socket.write(encodeStartup(PROTOCOL_3_0, ...words, Buffer.from([0])));
	const secret = password?.reveal() ?? "";
	const scram = startScram(secret, cache);
	const greeting = [];
	let key = Buffer.alloc(0);
	let isConfirmed = true;
	for (;;) {
		const message = await takeMessage(socket, LONGEST_MESSAGE);
		if (message === void 0) throw new Error("the branch ended the connection");
		const { type, body, bytes } = message;
		if (type === "E") {
			socket.destroy();
			return { refusal: bytes };
		}
		if (type === "R") await authenticate(body);
		if (type === "K") key = Buffer.from(body);
		if (greeting.length > 0 || isWelcome(type, body)) greeting.push(bytes);
		if (type !== "Z") continue;
		const refusal = preparation && await prepare$2(socket, preparation);
		return refusal ? { refusal } : {
			socket,
			greeting: Buffer.concat(greeting),
			key
		};
	}
	async function authenticate(body) {
		const kind = body.readInt32BE(0);
		const data = body.subarray(4);
		if (kind === 0 && isConfirmed) return;
		if (kind === 3) socket.write(encode("p", cstring(secret)));
		else if (kind === 10 && data.toString().split("\0").includes("SCRAM-SHA-256")) {
			isConfirmed = false;
			const first = Buffer.from(scram.first);
			socket.write(encode("p", cstring("SCRAM-SHA-256"), int32(first.length), first));
		} else if (kind === 11) socket.write(encode("p", Buffer.from(await scram.answer(data.toString()))));
		else if (kind === 12 && scram.confirms(data.toString())) isConfirmed = true;
		else throw new Error("the branch asks for an authentication that is not known here");
	}
}
/** Runs statements; the ErrorResponse if one fails. */
async function prepare$2(socket, statements) {
	socket.write(encode("Q", cstring(statements)));
	for (;;) {
		const message = await takeMessage(socket, LONGEST_MESSAGE);
		if (message === void 0) throw new Error("the branch ended the connection");
		if (message.type === "Z") return void 0;
		if (message.type !== "E") continue;
		socket.destroy();
		return message.bytes;
	}
}
/** AuthenticationOk. */
function isWelcome(type, body) {
	return type === "R" && body.readInt32BE(0) === 0;
}
/** Asks a server to end what one of its sessions does now; resolves when it has taken note, or can't be reached. */
async function cancel(address, request, signal) {
	try {
		const socket = await openSocket(address, signal);
		socket.end(request);
		await take(socket, 1);
		socket.destroy();
	} catch {}
}

/**
* Passes on what two connections say to each other, as it comes, and no faster than it is taken: the one that speaks
* is not read while the other has more waiting than its buffer holds. What has come from the branch still reaches the
* application when the branch is gone; without an application nothing more is asked of the branch. Resolves when both
* are closed.
*/
async function relay(application, branch, { fromApplication, fromBranch, change }) {
	await Promise.all([passOn(application, branch, {
		watch: fromApplication,
		change
	}).then(() => {
		branch.end(() => branch.destroy());
	}), passOn(branch, application, { watch: fromBranch }).then(() => application.end())]);
}
/** Resolves when `from` is closed. */
function passOn(from, to, { watch, change }) {
	from.on("data", (chunk) => {
		watch(chunk);
		const bytes = change?.(chunk) ?? chunk;
		if (to.writable && bytes.length > 0 && !to.write(bytes)) from.pause();
	});
	const goOn = () => from.resume();
	to.on("drain", goOn);
	to.on("close", goOn);
	from.on("end", () => to.end());
	from.resume();
	return new Promise((resolve) => {
		if (from.closed) resolve();
		from.on("close", () => resolve());
	});
}

/** How long the two sides may take to go when they are told to, in milliseconds. */
const PATIENCE$3 = 2e3;
/** Bytes of a process id and its secret, in protocol 3.0. */
const KEY = 8;
/** Lets an application and the session that a branch has begun for it speak with each other. */
function openSession(application, { socket: branch, greeting, key }, options) {
	const { target, ledger } = options;
	const { address, limit } = target;
	const conversation = followConversation({
		branch: address,
		ledger
	});
	application.write(greeting);
	const change = limit && createLimitRewriter(limit);
	const ended = relay(application, branch, {
		...conversation,
		change
	});
	async function cancelStatement() {
		const request = encodeStartup(CANCEL_REQUEST, key);
		await cancel(address, request, AbortSignal.timeout(PATIENCE$3));
	}
	async function end(isTerminated) {
		if (conversation.isBetweenMessages()) application.end(fatal("57P01", "terminating connection due to administrator command"));
		else application.destroy();
		const isBusy = conversation.isBusy();
		branch.end(encode("X"));
		const isOver = Promise.race([ended, setTimeout$1(PATIENCE$3, void 0, { ref: false })]);
		if (!(!isBusy || await Promise.race([isTerminated, isOver]) === true) && !branch.closed) await cancelStatement();
		if (!branch.closed) await Promise.race([closed(branch), isOver]);
		branch.destroy();
		isOver.then(() => application.destroy());
	}
	return {
		conversation,
		processId: key.length === KEY ? key.readInt32BE(0) : void 0,
		hasKey: (given) => given.length === KEY && key.length === KEY && timingSafeEqual(given, key),
		cancel: cancelStatement,
		end,
		ended
	};
}
function closed(socket) {
	return new Promise((resolve) => {
		socket.once("close", () => resolve());
	});
}

/** As PostgreSQL's authentication_timeout: who has not logged in by then is sent away, in milliseconds. */
const PATIENCE$2 = 6e4;
/** So many connections without a session at once. */
const MOST = 500;
/** Sends those away that take too long, whatever they say meanwhile, and the oldest where there are too many. */
function createStrangers() {
	const timers = /* @__PURE__ */ new Map();
	function forget(socket) {
		clearTimeout(timers.get(socket));
		timers.delete(socket);
	}
	return {
		add(socket) {
			timers.set(socket, setTimeout(() => socket.destroy(), PATIENCE$2));
			socket.once("close", () => forget(socket));
			const [oldest] = timers.keys();
			if (oldest === void 0 || timers.size <= MOST) return;
			forget(oldest);
			oldest.destroy();
		},
		admit: forget
	};
}

/**
* The startup parameters with the settings added to what the application itself asks for by `options`: there they
* outlive `RESET ALL` and `DISCARD ALL`, with which pools clean sessions. Spaces and backslashes are escaped as
* pg_split_opts in PostgreSQL's src/backend/utils/init/postinit.c has it.
*/
function withSettings(parameters, settings) {
	const words = Object.entries(settings).map(([name, value]) => `-c ${`${name}=${value}`.replaceAll(/[\\\s]/g, "\\$&")}`);
	if (words.length === 0) return parameters;
	const given = parameters.get("options");
	return new Map([...parameters, ["options", [...given ? [given] : [], ...words].join(" ")]]);
}
/**
* The same as statements, for PGlite, which reads no `options`; and as it has one session for all connections, what
* was set before is reset. `undefined` if there is nothing to do.
*/
function settingStatements(settings, before) {
	const resets = [...before].filter((name) => !Object.hasOwn(settings, name)).map((name) => `RESET ${parameter(name)};`);
	const sets = Object.entries(settings).map(([name, value]) => `SET ${parameter(name)} = ${escapeLiteral(value)};`);
	const statements = [...resets, ...sets].join(" ");
	return statements === "" ? void 0 : statements;
}
/** Those of extensions have a dot: `hnsw.ef_search`. */
function parameter(name) {
	return name.split(".").map(escapeIdentifier).join(".");
}

/** How long it may take to tell a branch, in milliseconds. */
const PATIENCE$1 = 2e3;
/** In PGlite, all sessions are the one that asks. */
const TERMINATE = `
  SELECT bool_and(pg_terminate_backend(pid)) AS "isDone" FROM unnest($1::int[]) AS pid
  WHERE pid <> pg_backend_pid()`;
const COUNT = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE pid = ANY ($1)";
/**
* Has a branch end sessions of its role, with all that has been asked in them: a request to cancel ends only one
* statement, and those behind it run. Resolves when they are gone, with whether the branch has taken note of all; a
* session that ends by itself meanwhile counts as one of which it has not.
*/
async function terminateSessions(address, sessions) {
	const ids = sessions.flatMap(({ processId }) => processId ?? []);
	if (sessions.length === 0 || ids.length < sessions.length) return false;
	let isTerminated = false;
	await readBranch(address, async (client) => {
		const { rows } = await client.query(TERMINATE, [ids]);
		isTerminated = rows[0]?.isDone === true;
		while (isTerminated && await isAny(client, ids)) await setTimeout$1(10);
	}, AbortSignal.timeout(PATIENCE$1));
	return isTerminated;
}
async function isAny(client, ids) {
	await client.query("SELECT pg_stat_clear_snapshot()");
	const { rows } = await client.query(COUNT, [ids]);
	return rows[0]?.count !== 0;
}

/** How long a branch may take to let a session begin, in milliseconds. */
const PATIENCE = 1e4;
/** `before` are names of settings that other targets had. */
function createTarget(address, { settings = {}, limit }, before) {
	const sessions = /* @__PURE__ */ new Set();
	const leaving = new AbortController();
	const cache = /* @__PURE__ */ new Map();
	const preparation = settingStatements(settings, before);
	return {
		address,
		settings,
		limit,
		sessions,
		left: leaving.signal,
		logIn: (parameters, signal) => logIn(address, {
			parameters: withSettings(parameters, settings),
			preparation,
			cache,
			signal: signal ? AbortSignal.any([leaving.signal, signal]) : leaving.signal
		}),
		async leave() {
			leaving.abort();
			const busy = [...sessions].filter(({ conversation }) => conversation.isBusy());
			const areTerminated = terminateSessions(address, busy);
			const areEnded = [...sessions].map((session) => session.end(areTerminated));
			await Promise.all([areTerminated, ...areEnded]);
		}
	};
}
/** Shows that the branch lets sessions with these settings begin. Throws `engine-failed`. */
async function requireReachable(target) {
	const name = "The branch of the PostgreSQL tap";
	const nextStep = "See that the branch still runs, and that its PostgreSQL has such settings.";
	let begun;
	try {
		begun = await target.logIn(/* @__PURE__ */ new Map(), AbortSignal.timeout(PATIENCE));
	} catch (cause) {
		throw new BranchProdError("engine-failed", `${name} can't be reached`, {
			nextStep,
			cause
		});
	}
	if ("refusal" in begun) {
		const code = sqlState(begun.refusal.subarray(5)) ?? "without a code";
		throw new BranchProdError("engine-failed", `${name} refuses sessions (${code})`, { nextStep });
	}
	begun.socket.resume().end(encode("X"));
}

/** PostgreSQL's MAX_STARTUP_PACKET_LENGTH and PG_MAX_AUTH_TOKEN_LENGTH; src/include/libpq. */
const LONGEST_STARTUP = 1e4;
const LONGEST_PASSWORD = 65535;
/** How long an application may take to go, in milliseconds. */
const DISMISSAL = 5e3;
/**
* The server's side of the beginning of a connection, up to the right password. Encryption is declined, as loopback
* does without it. An application that asks for protocol 3.2 is told that here it is 3.0, so that what follows has
* one form. Source: https://www.postgresql.org/docs/18/protocol-flow.html
*/
async function greet(socket, login) {
	const startup = await takeStartup(socket);
	if (startup === void 0) return void 0;
	if (startup.code === 80877102) return {
		kind: "cancel",
		key: startup.body
	};
	if (startup.code >>> 16 !== 196608 >>> 16) return refuse(socket, "0A000", "unsupported frontend protocol: the server supports 3.0");
	const given = readParameters(startup.body);
	if (given === void 0) return refuse(socket, "08P01", "invalid startup packet layout");
	const unknown = [...given.keys()].filter((name) => name.startsWith("_pq_."));
	if (startup.code !== 196608 || unknown.length > 0) socket.write(encode("v", int32(PROTOCOL_3_0), int32(unknown.length), ...unknown.map(cstring)));
	if (!await knowsPassword(socket, given, login)) return refuse(socket, "28P01", "password authentication failed");
	if ((given.get("database") || login.user) !== login.database) return refuse(socket, "3D000", "there is only the database of the branch");
	for (const name of unknown) given.delete(name);
	return {
		kind: "session",
		parameters: given
	};
}
/** An application may ask for SSL and for GSSAPI, once each, before it says what it wants. */
async function takeStartup(socket) {
	for (let requests = 0; requests <= 2; requests++) {
		const head = await take(socket, 8);
		if (head === void 0) return void 0;
		const length = head.readInt32BE(0);
		if (length < 8 || length > LONGEST_STARTUP) return void 0;
		const code = head.readInt32BE(4);
		const body = await take(socket, length - 8);
		if (body === void 0) return void 0;
		if (code !== 80877103 && code !== 80877104) return {
			code,
			body
		};
		socket.write("N");
	}
}
/** Pairs of name and value, all ended by a zero, and one more zero. */
function readParameters(body) {
	const words = body.toString("utf8").split("\0");
	if (words.length < 2 || words.length % 2 !== 0 || words.at(-1) !== "" || words.at(-2) !== "") return;
	const parameters = /* @__PURE__ */ new Map();
	for (let index = 0; index + 2 < words.length; index += 2) parameters.set(words[index], words[index + 1]);
	return parameters;
}
/** In clear: it is a password of the tap's own, and does not leave this machine. */
async function knowsPassword(socket, given, login) {
	socket.write(encode("R", int32(3)));
	const answer = await takeMessage(socket, LONGEST_PASSWORD);
	if (answer?.type !== "p") return false;
	const isPassword = isSame(answer.body.subarray(0, -1), login.password);
	return isSame(Buffer.from(given.get("user") ?? ""), login.user) && isPassword;
}
function isSame(given, expected) {
	const wanted = Buffer.from(expected);
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}
/** Ends a connection that nothing else reads. Who does not take notice is cut off. */
function dismiss(socket, lastWords) {
	if (lastWords === void 0) socket.end();
	else socket.end(lastWords);
	socket.resume();
	const timer = setTimeout(() => socket.destroy(), DISMISSAL);
	socket.once("close", () => clearTimeout(timer));
}
function refuse(socket, code, message) {
	dismiss(socket, fatal(code, message));
}

/** For all that is looked up when a recording ends, in milliseconds: a key is worth waiting a little, not more. */
const READING_TIMEOUT = 5e3;
/**
* Starts a tap in front of a branch, on a port of its own. Every session of the application has one on the branch:
* bytes pass as they come (but for what {@link SwitchOptions} change), in bounded memory, and only what a recording
* needs is looked at. Encryption is not offered: nothing leaves this machine. Throws `engine-failed` when the branch
* can't be reached, `interrupted`.
*/
async function startPostgresTap({ branch, signal }) {
	const { user, database } = branch;
	const login = {
		user,
		database,
		password: randomBytes(24).toString("base64url")
	};
	const catalogs = /* @__PURE__ */ new WeakMap();
	const applications = /* @__PURE__ */ new Set();
	const strangers = createStrangers();
	const settingsSoFar = /* @__PURE__ */ new Set();
	let target = createTarget(branch, {}, []);
	let ledger;
	let closing;
	let switching = Promise.resolve();
	await startTarget(target, signal);
	const server = createServer({
		noDelay: true,
		allowHalfOpen: true
	}, (socket) => {
		applications.add(socket);
		strangers.add(socket);
		socket.on("close", () => applications.delete(socket));
		socket.on("error", () => socket.destroy());
		serve(socket).catch(() => socket.destroy());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	server.on("error", () => {});
	const { port } = server.address();
	async function serve(socket) {
		const greeting = await greet(socket, login);
		if (greeting?.kind === "session") {
			strangers.admit(socket);
			return serveSession(socket, greeting.parameters);
		}
		if (greeting?.kind === "cancel") await cancelStatement(greeting.key);
		dismiss(socket);
	}
	async function serveSession(socket, parameters) {
		for (;;) {
			const current = target;
			const begun = await current.logIn(parameters).catch(() => void 0);
			if (closing !== void 0) return dismiss(socket, shutDown());
			if (current.left.aborted) {
				if (begun && "socket" in begun) begun.socket.destroy();
				continue;
			}
			if (begun === void 0) return dismiss(socket, fatal("57P03", "the branch behind the tap can not be reached"));
			if ("refusal" in begun) return dismiss(socket, begun.refusal);
			const session = openSession(socket, begun, {
				target: current,
				ledger: () => ledger
			});
			current.sessions.add(session);
			await session.ended;
			current.sessions.delete(session);
			return;
		}
	}
	async function cancelStatement(key) {
		await [...target.sessions].find((each) => each.hasKey(key))?.cancel();
	}
	async function changeTarget(address, options) {
		const next = createTarget(address, options, settingsSoFar);
		await requireReachable(next);
		for (const name of Object.keys(next.settings)) settingsSoFar.add(name);
		const left = target;
		target = next;
		await left.leave();
	}
	function record() {
		if (ledger !== void 0) throw new BranchProdError("internal", "A tap was told to record while it recorded", { nextStep: "Report this with the command that was run." });
		const own = openLedger();
		ledger = own;
		let ended;
		return { end(signal) {
			ended ??= endRecording(own, signal);
			return ended;
		} };
	}
	async function endRecording(own, signal) {
		for (const { conversation } of target.sessions) conversation.noteUnanswered(own);
		ledger = void 0;
		const deadline = AbortSignal.timeout(READING_TIMEOUT);
		const giveUp = signal ? AbortSignal.any([signal, deadline]) : deadline;
		const byBranch = Map.groupBy(own.end(), (draft) => draft.branch);
		return (await Promise.all([...byBranch].map(([address, drafts]) => {
			const catalog = catalogs.get(address) ?? /* @__PURE__ */ new Map();
			catalogs.set(address, catalog);
			const { beganAt } = own;
			const read = (use) => readBranch(address, use, giveUp);
			return observe(drafts, {
				beganAt,
				catalog,
				read
			});
		}))).flat().sort((a, b) => a.atMs - b.atMs);
	}
	async function end() {
		const closed = once(server, "close");
		server.close();
		await target.leave();
		for (const socket of applications) socket.destroy();
		await closed;
	}
	function close() {
		closing ??= end();
		return closing;
	}
	return {
		url: databaseUrl({
			host: "127.0.0.1",
			port,
			user,
			database,
			password: new Secret(login.password)
		}),
		switchTo(address, options = {}) {
			const turn = switching.then(() => changeTarget(address, options));
			switching = turn.catch(() => {});
			return turn;
		},
		record,
		close,
		[Symbol.asyncDispose]: close
	};
}
async function startTarget(target, signal) {
	const giveUp = () => void target.leave();
	signal.addEventListener("abort", giveUp, { once: true });
	try {
		if (!signal.aborted) await requireReachable(target);
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		signal.removeEventListener("abort", giveUp);
	}
	if (!signal.aborted) return;
	throw new BranchProdError("interrupted", "The start of the PostgreSQL tap was interrupted", { nextStep: "Start the investigation again." });
}
function shutDown() {
	return fatal("57P01", "terminating connection due to administrator command");
}

/**
* Starts the taps between an application and its branch, and between it and its models. Throws as startPostgresTap and
* startModelTap; nothing is left then.
*
* @param role `variant` is the head with something changed: it answers from its cassette, and adds nothing to it.
*/
async function startTaps({ role, branch }, { repository, config, findRaw, signal }) {
	const { env } = config.preview;
	const model = await startModelTap({
		environment: configuredVariables(process.env, env),
		pins: config.ai?.models ?? {},
		settings: {
			temperature: config.ai?.temperature,
			seed: config.ai?.seed
		},
		...cassetteOf(config.ai?.cassette, {
			repository,
			role
		}),
		findRaw,
		signal
	});
	try {
		const statements = await startPostgresTap({
			branch: branch.address,
			signal
		});
		const { password } = new URL(statements.url.reveal());
		return {
			statements,
			model,
			hideSecrets: (text) => model.hideSecrets(text).replaceAll(password, "[secret]"),
			env: {
				...env,
				...asSecrets(model.environment)
			},
			secrets: [new Secret(model.token)],
			gaps: model.gaps,
			async close() {
				const closed = await Promise.allSettled([statements.close(), model.close()]);
				for (const each of closed) if (each.status === "rejected") throw each.reason;
			}
		};
	} catch (error) {
		await model.close().catch(() => {});
		throw error;
	}
}
/** The base has a cassette of its own, because its calls are others. */
function cassetteOf(cassette, { repository, role }) {
	if (cassette === void 0 || role === "variant" && cassette.mode === "record") return { mode: "live" };
	const file = role === "base" ? `${cassette.file}.base` : cassette.file;
	return {
		mode: cassette.mode,
		cassette: resolve(repository, file)
	};
}
/** Who knows these URLs can use the tap. */
function asSecrets(variables) {
	return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, new Secret(value)]));
}

/** Starts a commit's application on its branch, behind taps. Throws as startTaps and startPreview; nothing is left then. */
async function startSubject({ role, commit, branch }, options) {
	const { repository, config, signal, onProgress } = options;
	const taps = await startTaps({
		role,
		branch
	}, options);
	const say = (message) => onProgress(role === "base" ? `base: ${message}` : message);
	try {
		for (const gap of taps.gaps) say(gap);
		const preview = await startPreview({
			repository,
			signal,
			id: branch.id,
			commit,
			settings: {
				...config.preview,
				env: taps.env
			},
			directory: join(branch.folder, "preview"),
			database: { url: taps.statements.url },
			secrets: taps.secrets,
			onProgress: say
		});
		const stop = async () => {
			await preview.stop().finally(taps.close);
		};
		return {
			role,
			commit,
			branch,
			taps,
			preview,
			stop
		};
	} catch (error) {
		await taps.close().catch(() => {});
		throw error;
	}
}

/**
* Among several comparisons a difference has to be the clearer, which takes more trials of a failure that comes seldom;
* unless it was said how many to run.
*/
const MORE_TRIALS = 2;
/** The step causes. Throws as explainCase, and what making the alternatives throws. */
async function findCauses({ case: asked, result }, subject, options) {
	const { clock, engine, culprit, signal, config, alternatives } = options;
	clock.start("causes");
	const { trials } = options;
	const maxTrials = options.maxTrials > trials ? MORE_TRIALS * options.maxTrials : trials;
	const replay = (on, plan) => replayOn(on, asked, {
		...options,
		maxTrials,
		...plan
	});
	const model = result.trials.map((trial) => trial.model.name).find((name) => name !== void 0);
	const models = otherModels(config, alternatives, model);
	const prompts = await otherPrompts(subject, options);
	const instants = alternatives.instants ?? [];
	const causes = await explainCase({
		case: asked.name,
		result,
		engine,
		branch: subject.branch,
		culprit,
		signal,
		tap: subject.taps.statements,
		model: model === void 0 ? void 0 : subject.taps.model,
		models: model === void 0 || models.length === 0 ? void 0 : {
			now: model,
			others: models
		},
		replay: (plan) => replay(subject, plan),
		maxTrials,
		prompts: {
			now: `the prompts of ${subject.commit.slice(0, 12)}`,
			others: prompts.different.map(({ label, commit }) => ({
				label,
				replay: async (plan) => {
					await using branch = await options.makeBranch();
					const variant = await startSubject({
						role: "variant",
						commit,
						branch
					}, {
						...options,
						onProgress: () => {}
					});
					try {
						return await replay(variant, plan);
					} finally {
						await variant.stop();
					}
				}
			}))
		},
		data: instants.length === 0 ? void 0 : {
			now: `the data of ${options.at.toISOString()}`,
			others: instants.map((at) => ({
				label: at === void 0 ? "the data of now" : `the data of ${at.toISOString()}`,
				open: () => options.makeBranch({ at })
			}))
		},
		onRow: (row) => clock.finding({
			kind: "cause",
			case: asked.name,
			row
		})
	});
	const notVaried = [
		...prompts.same.map((label) => `The prompt was not changed: ${label} are the same.`),
		...alternatives.prompts?.length ? [] : ["The prompt was not changed: no base was named."],
		...modelReasons(model, models),
		...culprit.length > 0 || instants.length > 0 ? [] : ["The data was not changed: there is no culprit, and no other instant was named."],
		...otherRowCounts(result).length > 0 ? [] : ["How many rows are retrieved was not changed: no statement was seen that retrieves with a LIMIT."]
	];
	clock.finish(`${causes.rows.length} rows`);
	return {
		...causes,
		notVaried: [...notVaried, ...causes.notVaried]
	};
}
/** The aliases that the config pins to the model, which now may be another version, and those that are named. */
function otherModels({ ai }, { models = [] }, now) {
	const aliases = Object.entries(ai?.models ?? {}).filter(([, version]) => version === now).map(([alias]) => alias);
	return [.../* @__PURE__ */ new Set([...aliases, ...models])].filter((name) => name !== now);
}
function modelReasons(model, others) {
	if (model === void 0) return ["The model and its settings were not changed: no call to a model was seen."];
	return others.length > 0 ? [] : ["The model was not changed: ai.models pins no alias to it, and no other was named."];
}
async function otherPrompts({ commit }, { repository, config, alternatives }) {
	const globs = config.ai?.prompts ?? [];
	const different = [];
	const same = [];
	for (const { label: ref, commit: filesOf } of alternatives.prompts ?? []) {
		const mixed = await mixCommit({
			repository,
			commit,
			filesOf,
			globs
		});
		const label = `the prompts of ${ref}`;
		if (mixed === commit) same.push(label);
		else different.push({
			label,
			commit: mixed
		});
	}
	return {
		different,
		same
	};
}

/** Each record once, where it stands first. */
function distinct(records) {
	const seen = /* @__PURE__ */ new Map();
	for (const record of records) {
		const identity = identityOf(record);
		if (!seen.has(identity)) seen.set(identity, record);
	}
	return [...seen.values()];
}
/** The records of the first list that the second doesn't have. */
function without(records, removed) {
	const gone = new Set(removed.map(identityOf));
	return records.filter((record) => !gone.has(identityOf(record)));
}

/**
* The records that reached the prompt in any of these trials, in the order of their ranks. Where no prompt was seen,
* all that were retrieved; never one without a key, which can't be told from others.
*/
function reachedRecords(trials) {
	const inOrder = trials.flatMap((trial) => trial.retrieved).filter(({ reached, key }) => reached !== false && Object.keys(key).length > 0).toSorted((one, other) => one.rank - other.rank);
	return distinct(inOrder.map(({ table, key }) => ({
		table,
		key
	})));
}

/**
* Probes a running application: each probe is a fork of its branch without some records, put behind its tap. The next
* fork is made while trials run, and used ones are ended meanwhile, so that there are at most three at a time. Where an
* engine has no room for that, it makes do with one.
*/
function openBranchProbe(options) {
	const { branch, tap, signal, replay } = options;
	let spare;
	/** Behind the tap. */
	let current;
	let ending = Promise.resolve();
	async function switchTo(fork, address) {
		await tap.switchTo(address);
		const used = current;
		current = fork;
		ending = Promise.all([ending, used?.end()]).then(() => {});
		ending.catch(() => {});
	}
	async function putBehindTap(removed) {
		const fork = spare ?? beginFork(options);
		spare = fork;
		const { address } = await fork.without(removed);
		await ending;
		await switchTo(fork, address);
		spare = void 0;
	}
	return {
		async probe(removed, isEnough) {
			try {
				await putBehindTap(removed);
			} catch (error) {
				if (!(error instanceof BranchProdError && error.code === "limit-reached") || current === void 0) throw error;
				spare = void 0;
				await switchTo(void 0, branch.address);
				await ending;
				await putBehindTap(removed);
			}
			signal.throwIfAborted();
			spare = beginFork(options);
			const { trials } = await replay(isEnough);
			const counts = countTrials(trials);
			return {
				...counts,
				errors: trials.length - counts.judged,
				reached: reachedRecords(trials),
				passed: trials.find(({ ok }) => ok)
			};
		},
		async [Symbol.asyncDispose]() {
			try {
				await spare?.end();
				await switchTo(void 0, branch.address);
			} finally {
				await current?.end();
				await ending;
			}
		}
	};
}

/**
* Probes a set again that passed. Of many probes one may pass by chance, which is not likely to happen to the same set
* twice; and as the test decides between two rates, how often it failed and a tenth of that, it also lets pass what
* lies between, where the failure is not gone.
*
* @param options.probed what came of the records before
* @param options.base how often it fails on all of the data
*/
async function confirm(runner, options) {
	const { records, probed, base, test, maxTrials } = options;
	const all = ({ failures, judged }) => ({
		failures: probed.failures + failures,
		judged: probed.judged + judged
	});
	const outcomeOf = (counts) => {
		if (test.decide(counts) !== "passes") return "open";
		if (decide(all(counts)) === "not-reproduced") return "gone";
		return all(counts).failures > 0 && compareRates(base, all(counts)).areDifferent ? "less" : "open";
	};
	const again = await runner.run(records, {
		isEnough: (counts) => outcomeOf(counts) !== "open" || test.decide(counts) === "fails" || counts.judged >= maxTrials,
		decide: test.decide
	});
	return {
		...all(again),
		outcome: outcomeOf(again)
	};
}

/** What was found, for people. It names no record: who may read their keys is for the reports to decide. */
function describeCulprit(culprit, doubt) {
	switch (culprit.verdict) {
		case "found": return describeFound(culprit);
		case "not-the-data": return describeInnocence(culprit);
		case "undecided": return describeDoubt(culprit, doubt);
	}
}
function describeFound(culprit) {
	const { records, alternatives, together, sufficient, movedIn, candidates } = culprit;
	const one = records.length === 1;
	const sentences = [`Without ${one ? "it" : `these ${records.length} records`} the ${culprit.without?.failures === 0 ? "failure is gone" : "case fails less often"}: ${failed$1(culprit.without)}, ${failed$1(culprit.with)} with ${one ? "it" : "them"}.`];
	if (sufficient && candidates > records.length) {
		const alone = one ? "It alone is enough" : "They alone are enough";
		sentences.push(`${alone}: without all other candidates the case fails as before.`);
	}
	const others = counted$2(alternatives.length, "alternative");
	if (alternatives.length > 0 && together) sentences.push(`It takes the ${others} as well: to remove any one of them helps too.`);
	else if (alternatives.length > 0) sentences.push(`To remove any one of the ${others} helps too: how much reaches the prompt may decide it, rather than one record.`);
	if (!culprit.minimal) sentences.push("Fewer of them may do; the probes did not tell.");
	if (movedIn.length > 0) sentences.push(`${counted$2(movedIn.length, "record")} moved in and did no harm.`);
	return sentences.join(" ");
}
function describeInnocence({ candidates, movedIn, without }) {
	if (candidates === 0) return "No record reached the prompt: the data is not the cause.";
	const all = counted$2(candidates, "candidate");
	const moved = movedIn.length === 0 ? "" : ` and the ${movedIn.length} that moved in`;
	const fewer = candidates === 1 ? "" : ", and without each one, and all but one, of them too";
	return `Without the ${all}${moved} it still fails (${failed$1(without)})${fewer}: the data is not the cause.`;
}
function describeDoubt(culprit, { trialsNeeded, maxTrials, isUnconfirmed }) {
	if (culprit.with.failures === 0) return culprit.probes === 0 ? "The case did not fail on all of the data: there is nothing to look for." : `It did not fail when it was run on all of the data again (${failed$1(culprit.with)}): there is nothing to compare probes with.`;
	if (trialsNeeded > maxTrials) return `It fails too seldom (${failed$1(culprit.with)}): a probe would need ${trialsNeeded} trials, and ${maxTrials} are allowed.`;
	if (isUnconfirmed) return `What seemed to help was not confirmed: ${failed$1(culprit.without)} without it, ${failed$1(culprit.with)} with it.`;
	if (culprit.without?.judged === 0) return "No trial without the candidates gave an answer to judge. See that the application makes new connections when its own are ended.";
	return `Nothing is known to help, and not all that was tried could be decided: without the candidates ${failed$1(culprit.without)}, ${failed$1(culprit.with)} with them.`;
}
function failed$1(counts) {
	return counts === void 0 ? "no trial was run" : `${counts.failures} of ${counted$2(counts.judged, "trial")} failed`;
}

function createProbeRunner(options) {
	const { probe, of, signal, onProbe } = options;
	let probes = 0;
	let trials = 0;
	return {
		async run(removed, { isEnough, decide }) {
			signal.throwIfAborted();
			const began = performance.now();
			const outcome = await probe(removed, isEnough);
			signal.throwIfAborted();
			const decision = decide(outcome) ?? "undecided";
			const { failures, judged, errors } = outcome;
			probes += 1;
			trials += judged + errors;
			onProbe({
				number: probes,
				of,
				removed,
				decision,
				failures,
				judged,
				errors,
				durationMs: Math.round(performance.now() - began)
			});
			return {
				...outcome,
				decision
			};
		},
		get probes() {
			return probes;
		},
		get trials() {
			return trials;
		}
	};
}

function createProbedSets(options) {
	const { runner, test, maxProbes, maxTrials } = options;
	const known = /* @__PURE__ */ new Map();
	const failing = [];
	const passing = [];
	let isCut = false;
	const { decide } = test;
	const isEnough = (counts) => decide(counts) !== void 0 || counts.judged >= maxTrials;
	async function probe(removed) {
		const identities = removed.map(identityOf).toSorted();
		const name = identities.join();
		const before = known.get(name);
		if (before !== void 0) return before;
		if (known.size >= maxProbes) {
			isCut = true;
			return;
		}
		const probed = await runner.run(removed, {
			isEnough,
			decide
		});
		known.set(name, probed);
		if (probed.decision === "fails") failing.push(new Set(identities));
		if (probed.decision === "passes") passing.push(new Set(identities));
		return probed;
	}
	return {
		probe,
		async passes(removed) {
			const identities = new Set(removed.map(identityOf));
			if (failing.some((set) => isWithin(identities, set) && passing.some((other) => isWithin(set, other)) && !passing.some((other) => isWithin(other, set)))) return false;
			return (await probe(removed))?.decision === "passes";
		},
		get isCut() {
			return isCut;
		},
		get isOpen() {
			return isCut || [...known.values()].some(({ decision }) => decision === "undecided");
		}
	};
}
function isWithin(part, whole) {
	return [...part].every((member) => whole.has(member));
}

/**
* A subset of `set` that passes and none of whose members can be left out: ddmin of A. Zeller and R. Hildebrandt,
* "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions on Software Engineering 28 (2002), 183–200.
* What they call a failing input is a set that passes here.
*
* `set` must be known to pass, the empty set not to; neither is asked. The same set may be asked again. Of one member
* among k it asks for at most 2 · log2(k).
*/
async function minimise(set, passes) {
	let current = set;
	let granularity = 2;
	while (current.length > 1) {
		const parts = split(current, granularity);
		const part = await firstOf(parts, passes);
		if (part !== void 0) {
			current = part;
			granularity = 2;
			continue;
		}
		const complement = await firstOf(parts.map((left) => current.filter((member) => !left.includes(member))), passes);
		if (complement !== void 0) {
			current = complement;
			granularity = Math.min(Math.max(granularity - 1, 2), current.length);
		} else if (granularity < current.length) granularity = Math.min(2 * granularity, current.length);
		else return current;
	}
	return current;
}
function split(set, count) {
	const boundary = (index) => Math.round(index * set.length / count);
	return Array.from({ length: count }, (_, index) => set.slice(boundary(index), boundary(index + 1)));
}
async function firstOf(subsets, passes) {
	for (const subset of subsets) if (await passes(subset)) return subset;
}

/** Rows that move in may do harm in their turn. How often they are taken away as well. */
const MOVED_IN_ROUNDS = 3;
/** How many other sets that would do as well are looked for. */
const MOST_ALTERNATIVES = 2;
/**
* First the likeliest candidate is removed alone, then all of them. If neither helps, also the rows that moved in are
* removed, then each candidate alone, then all but one. If nothing of that helps, and each probe was decided, the data is
* not the cause. Where the likeliest one alone does not help, ddmin makes the set smaller. What is found is minimal by
* probes, not by inference, unless they ran out.
*
* @param candidates distinct, the likeliest culprit first
*/
async function searchRecords(sets, candidates) {
	if (candidates.length === 0) return nothing("not-the-data");
	const { pool, probed } = await removeAll(sets, candidates, await sets.passes(candidates.slice(0, 1)) ? 0 : MOVED_IN_ROUNDS);
	const isAllEnough = probed?.decision === "passes";
	const [set, ...others] = isAllEnough ? [pool] : await removeLess(sets, candidates);
	if (set === void 0) return {
		...nothing(sets.isOpen ? "undecided" : "not-the-data", probed),
		movedIn: without(pool, candidates)
	};
	const { records, isKnown } = await makeMinimal(sets, await reduce(sets, set));
	const last = await sets.probe(records);
	return {
		verdict: "found",
		records,
		minimal: isKnown,
		movedIn: without(distinct(last?.reached ?? []), [...candidates, ...records]),
		probed: last,
		...isAllEnough ? await findAlternatives(sets, pool, records) : {
			alternatives: others.map((other) => [...other]),
			together: false
		}
	};
}
/** Nothing was found. */
function nothing(verdict, probed) {
	return {
		verdict,
		records: [],
		minimal: false,
		alternatives: [],
		together: false,
		movedIn: [],
		probed
	};
}
/** Removes all candidates, and as long as it fails also what moved in, so often. */
async function removeAll(sets, candidates, rounds) {
	let pool = candidates;
	let probed = await sets.probe(pool);
	for (let round = 0; round < rounds && probed?.decision === "fails"; round++) {
		const movedIn = without(distinct(probed.reached), pool);
		if (movedIn.length === 0) break;
		const larger = [...pool, ...movedIn];
		const next = await sets.probe(larger);
		if (next === void 0) break;
		pool = larger;
		probed = next;
	}
	return {
		pool,
		probed
	};
}
/**
* Without all of them, what the right answer stands on may be gone too. Removes each alone, and where none of them helps
* all but one: the least likely is kept first. The sets that help: of those of one record, not more than would be told.
*/
async function removeLess(sets, candidates) {
	const helping = [];
	if (candidates.length === 1) return helping;
	for (const record of candidates) {
		if ((await sets.probe([record]))?.decision === "passes") helping.push([record]);
		if (helping.length > MOST_ALTERNATIVES) break;
	}
	if (helping.length > 0) return helping;
	for (const kept of candidates.toReversed()) {
		const others = without(candidates, [kept]);
		if ((await sets.probe(others))?.decision === "passes") return [others];
	}
	return [];
}
async function reduce({ passes }, pool) {
	const likeliest = pool.slice(0, 1);
	return await passes(likeliest) ? likeliest : minimise(pool, passes);
}
/** Puts back one at a time, and probes what the search has inferred. */
async function makeMinimal(sets, records) {
	let isKnown = true;
	if (records.length > 1) for (const record of records) {
		const others = without(records, [record]);
		const decision = (await sets.probe(others))?.decision;
		if (decision === "passes") return makeMinimal(sets, await minimise(others, sets.passes));
		if (decision !== "fails") isKnown = false;
	}
	return {
		records: [...records],
		isKnown
	};
}
/**
* Keeps the records alone. If the failure is gone then too, something else is needed for it as well, which is another
* set whose removal helps.
*/
async function findAlternatives(sets, pool, records) {
	const alternatives = [];
	let rest = without(pool, records);
	for (;;) {
		const decision = rest.length === 0 ? "fails" : (await sets.probe(rest))?.decision;
		if (decision !== "passes" || alternatives.length === MOST_ALTERNATIVES) return {
			alternatives,
			together: decision === "fails"
		};
		const alternative = await minimise(rest, sets.passes);
		if (sets.isCut) return {
			alternatives,
			together: false
		};
		alternatives.push([...alternative]);
		rest = without(rest, alternative);
	}
}

/** The failure counts as gone when it happens at most a tenth as often. */
const GONE = 1 / 10;
/** Of a case that failed every time nobody knows that it always will. */
const HIGHEST_RATE = .95;
/**
* A. Wald's sequential probability ratio test ("Sequential Tests of Statistical Hypotheses", The Annals of
* Mathematical Statistics 16 (1945), 117–186) of the failure rate before against a tenth of it. Unlike an interval that
* is looked at after every trial it keeps its promise however often it is asked, and it needs the fewest trials.
*
* @param base the trials on all of the data, with at least one failure. Their rate is taken one standard error lower
*   than it was seen, by the Wilson interval, since few trials tell it badly.
* @param error the probability of a wrong decision, for each of the two.
*/
function createSequentialTest(base, error) {
	const before = Math.min(lowerRate(base), HIGHEST_RATE);
	const after = before * GONE;
	const threshold = Math.log((1 - error) / error);
	const perFailure = Math.log(after / before);
	const perSuccess = Math.log((1 - after) / (1 - before));
	return {
		decide({ failures, judged }) {
			const evidence = failures * perFailure + (judged - failures) * perSuccess;
			if (evidence >= threshold) return "passes";
			return evidence <= -threshold ? "fails" : void 0;
		},
		trialsToPass: Math.ceil(threshold / perSuccess)
	};
}
/** The lower end of the Wilson interval of one standard error. */
function lowerRate({ failures, judged }) {
	const rate = failures / judged;
	return (rate + 1 / (2 * judged) - Math.sqrt(rate * (1 - rate) / judged + 1 / (4 * judged ** 2))) / (1 + 1 / judged);
}

/** The probability with which the outcome is to be right. */
const CONFIDENCE = .95;
/** Enough for a few records, and for those that move in. */
const FEWEST_PROBES = 8;
/**
* Finds a minimal set of records without which a case that fails no longer does, as {@link searchRecords} looks for it.
* Before, a case that did not always fail is run on all of the data again, by a probe that removes nothing; afterwards
* what was found is confirmed, by one more. One culprit among k candidates takes at most 2 · log2(k) + 4 probes besides
* the first, and about k where the right answer needs one of the others; several records beside one that the right
* answer needs take up to 4 · k.
*
* Throws the signal's reason, and what `probe` throws.
*/
async function findCulprit(options) {
	const began = performance.now();
	const { maxTrials } = options;
	const candidates = distinct(options.candidates);
	const maxProbes = options.maxProbes ?? Math.max(FEWEST_PROBES, 4 * candidates.length);
	const mayProbe = candidates.length > 0 && options.base.failures > 0;
	const isToMeasure = mayProbe && !isMeasured(options.base);
	const runner = createProbeRunner({
		...options,
		of: maxProbes + (isToMeasure ? 2 : 1)
	});
	const base = isToMeasure ? await measureBase(runner, maxTrials) : options.base;
	const test = createSequentialTest(base, .050000000000000044 / maxProbes);
	const sets = createProbedSets({
		runner,
		test,
		maxProbes,
		maxTrials
	});
	const canDecide = !mayProbe || test.trialsToPass <= maxTrials;
	const searched = base.failures > 0 && canDecide ? await searchRecords(sets, candidates) : nothing("undecided");
	const { records, probed } = searched;
	const confirmed = searched.verdict === "found" && probed ? await confirm(runner, {
		records,
		probed,
		base,
		test,
		maxTrials
	}) : void 0;
	const isOpen = confirmed?.outcome === "open";
	const facts = {
		...outcomeOf$1(isOpen ? {
			...nothing("undecided"),
			probed
		} : searched, confirmed),
		candidates: candidates.length,
		with: base,
		confidence: CONFIDENCE,
		probes: runner.probes,
		trials: runner.trials,
		durationMs: Math.round(performance.now() - began)
	};
	const doubt = {
		trialsNeeded: test.trialsToPass,
		maxTrials,
		isUnconfirmed: isOpen
	};
	return {
		...facts,
		sentence: describeCulprit(facts, doubt)
	};
}
function outcomeOf$1({ probed, ...found }, confirmed) {
	const counts = confirmed ?? probed;
	const isFound = found.verdict === "found";
	const trialWithout = isFound ? probed?.passed : void 0;
	return {
		...found,
		necessary: isFound && confirmed?.outcome === "gone",
		sufficient: found.together && found.alternatives.length === 0,
		...counts && { without: {
			failures: counts.failures,
			judged: counts.judged
		} },
		...trialWithout && { trialWithout }
	};
}

/**
* The records, the likeliest culprit first: the one that shares the most with the wrong answer in words that neither
* the question nor every record has, rare ones counting more. Records with equally much keep their order. It decides
* only what is probed first.
*/
function orderBySuspicion(suspects, { question, answer }) {
	const asked = wordsOf(question);
	const said = [...wordsOf(answer)].filter((word) => !asked.has(word));
	const words = suspects.map(({ texts }) => wordsOf(texts.join("\n")));
	const weights = said.map((word) => {
		const holders = words.filter((own) => own.has(word)).length;
		return {
			word,
			weight: holders === 0 ? 0 : Math.log(suspects.length / holders)
		};
	});
	const scores = words.map((own) => weights.reduce((score, { word, weight }) => own.has(word) ? score + weight : score, 0));
	return suspects.map((suspect, index) => ({
		suspect,
		score: scores[index] ?? 0
	})).toSorted((a, b) => b.score - a.score).map(({ suspect }) => suspect);
}
/** Runs of letters and digits, with what joins the digits of a number: a price or a date is one word. */
function wordsOf(text) {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,:'’-]\p{N}+)*/gu) ?? []);
}

/** Fewer trials of a probe tell nothing, and one of them may be lost to connections that were switched. */
const FEWEST_TRIALS = 2;
/**
* A probe ends as soon as it is decided, so that its limit holds for seldom failures alone. Five times as many trials as
* of a replay are, with the usual 20, enough for those that a replay finds: down to about one in ten.
*/
const PROBE_TRIALS = 5;
/**
* Finds the culprit of a case that failed on a running preview, which is not restarted; afterwards its branch is behind
* it again, and no fork is left. Throws as {@link findCulprit}, `engine-failed`, `limit-reached`, `interrupted`.
*/
async function bisectCase(options) {
	const { result, branch } = options;
	const maxTrials = PROBE_TRIALS * options.maxTrials;
	const failed = result.trials.filter(({ ok, error }) => !ok && error === void 0);
	const suspects = await readFromBranch(branch, reachedRecords(failed));
	await using opened = openBranchProbe({
		...options,
		replay: (isEnough) => options.replay({
			trials: FEWEST_TRIALS,
			maxTrials,
			isEnough
		})
	});
	const found = await findCulprit({
		...options,
		maxTrials,
		candidates: orderBySuspicion(suspects, {
			question: options.case.question ?? "",
			answer: failed[0]?.answer ?? ""
		}).map(({ table, key }) => ({
			table,
			key
		})),
		base: countTrials(result.trials),
		probe: opened.probe
	});
	const mayHaveReached = failed.flatMap((trial) => trial.retrieved).some((row) => row.reached !== false);
	const isBlind = suspects.length === 0 && mayHaveReached;
	return {
		case: options.case.name,
		...found,
		...isBlind && blind
	};
}
/** Rows that can't be removed may do it all the same. */
const blind = {
	verdict: "undecided",
	sentence: "None of the rows that were retrieved can be taken away: they have no key, or are not in the branch."
};
/** What the application wrote elsewhere, or made up, is no record of the branch and can't be removed from it. */
async function readFromBranch({ address }, records) {
	if (records.length === 0) return [];
	const { password, ...rest } = address;
	const client = new Client({
		...rest,
		password: password?.reveal()
	});
	client.on("error", () => {});
	try {
		await client.connect().catch((cause) => {
			throw new BranchProdError("engine-failed", "The branch can not be reached to read records.", {
				nextStep: "See that the branch still runs with `branch-prod list`.",
				cause
			});
		});
		return await readRecords(client, records);
	} finally {
		await client.end().catch(() => {});
	}
}

const failing = /* @__PURE__ */ new Set([
	"reproduced",
	"not-fixed",
	"regressed"
]);
/** Whether this is a case that fails on the commit that is asked. */
function isFailing({ result }) {
	return failing.has(result.verdict);
}
/** The step culprit: of each of these cases, all of which fail. Throws as bisectCase. */
async function findCulprits(replayed, { branch, taps, ...subject }, options) {
	const { clock } = options;
	clock.start("culprit");
	const culprits = [];
	for (const { case: asked, result } of replayed) culprits.push(await bisectCase({
		...options,
		case: asked,
		result,
		branch,
		tap: taps.statements,
		replay: (limits) => replayOn({
			...subject,
			taps
		}, asked, {
			...options,
			...limits,
			mustQuery: true
		}),
		onProbe: (probe) => clock.finding({
			kind: "probe",
			case: asked.name,
			probe
		})
	}));
	clock.finish(summaryOf(culprits));
	return culprits;
}
/** It names neither cases nor records, so that everybody may see it. */
function summaryOf(culprits) {
	if (culprits.length === 0) return "no case fails";
	const verdicts = culprits.map(({ verdict, records }) => verdict === "found" ? `found, ${counted$2(records.length, "record")}` : verdict);
	const probes = culprits.reduce((sum, culprit) => sum + culprit.probes, 0);
	return `${verdicts.join("; ")}; ${counted$2(probes, "probe")}`;
}

/** SQL of the condition that a namespace `n` is one of the users', not PostgreSQL's own. */
const USER_SCHEMA = `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;
/** FirstNormalObjectId in src/include/access/transam.h: below are PostgreSQL's own objects. */
const FIRST_OF_USERS = 16384;

/**
* PostgreSQL's own types whose values can't hold text; every other type counts as one that can, so that a type which
* nobody here knows has to be decided in the policy.
*/
const TEXTLESS = new Set(`bool int2 int4 int8 float4 float8 numeric money oid bit varbit date time timetz timestamp timestamptz interval uuid
  pg_lsn xid xid8 point line lseg box path polygon circle int4multirange int8multirange nummultirange datemultirange
  tsmultirange tstzmultirange`.split(/\s+/));
const VECTORS = [
	"vector",
	"halfvec",
	"sparsevec"
];
/** Reads the types that columns have, with those that they are made of; gives what each column's type says of it. */
async function readColumnTypes(client) {
	const { rows } = await client.query(`
    WITH RECURSIVE used (oid) AS (
      SELECT a.atttypid FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND ${USER_SCHEMA}
      UNION
      SELECT part.oid FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
        CROSS JOIN LATERAL (SELECT t.typbasetype UNION ALL SELECT t.typelem
          UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
          UNION ALL SELECT d.refobjid FROM pg_catalog.pg_depend d WHERE t.typtype = 'm' AND d.objid = t.oid
            AND d.classid = 'pg_catalog.pg_type'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass
          UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS part (oid)
        WHERE part.oid <> 0
    )
    SELECT t.oid::int8::float8 AS oid, t.typname AS name, n.nspname = 'pg_catalog' AS "builtIn", t.typtype AS kind,
      t.typnotnull AS "notNull", t.typbasetype::int8::float8 AS base, t.typtypmod AS modifier,
      CASE WHEN e.typarray = t.oid THEN e.oid::int8::float8 END AS element,
      (SELECT x.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
          AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e') AS extension,
      array_to_json(ARRAY(SELECT r.rngsubtype::int8 FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
        UNION ALL SELECT d.refobjid::int8 FROM pg_catalog.pg_depend d WHERE t.typtype = 'm' AND d.objid = t.oid
          AND d.classid = 'pg_catalog.pg_type'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass
        UNION ALL SELECT a.atttypid::int8 FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS parts
    FROM (SELECT DISTINCT oid FROM used) AS all_used JOIN pg_catalog.pg_type t ON t.oid = all_used.oid
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem`);
	const types = new Map(rows.map((row) => [row.oid, row]));
	return (oid, modifier) => describe$1(types, oid, modifier);
}
function describe$1(types, oid, given) {
	const holdsText = couldHoldText(types, oid, /* @__PURE__ */ new Set());
	const unknown = {
		name: "unknown",
		extension: null,
		kind: "b"
	};
	let type = types.get(oid);
	let modifier = given;
	let isNotNull = false;
	let isArray = false;
	for (;;) {
		const inner = type?.kind === "d" ? type.base : type?.element ?? void 0;
		if (type === void 0 || inner === void 0) break;
		if (type.kind === "d") {
			modifier = type.modifier;
			isNotNull ||= type.notNull && !isArray;
		} else isArray = true;
		type = types.get(inner);
	}
	const { name, extension, kind } = type ?? unknown;
	return {
		typname: name,
		isArray,
		isEnum: kind === "e",
		isVector: extension === "vector" && VECTORS.includes(name) && !isArray,
		fromExtension: extension ?? void 0,
		holdsText,
		isNotNull,
		maxLength: ["varchar", "bpchar"].includes(name) && modifier > 4 ? modifier - 4 : void 0
	};
}
/** A type that is made of others holds what they hold; one that holds itself, through an array, is asked once. */
function couldHoldText(types, oid, asked) {
	const type = types.get(oid);
	if (type === void 0) return true;
	if (asked.has(oid)) return false;
	asked.add(oid);
	const holds = (inner) => couldHoldText(types, inner, asked);
	if (type.kind === "e" || type.builtIn && TEXTLESS.has(type.name)) return false;
	if (type.kind === "d") return holds(type.base);
	if (type.element !== null) return holds(type.element);
	return type.parts.length === 0 || type.parts.some(holds);
}

/** The columns of all tables and materialized views, by the oid of their table and in their order. */
async function readColumns$1(client) {
	const types = await readColumnTypes(client);
	const { rows } = await client.query(`SELECT a.attrelid::int8::float8 AS table, a.attname AS name, a.attnum::int AS position,
      pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8::float8 AS "typeOid",
      a.atttypmod AS modifier, a.attnotnull AS "notNull", a.attidentity AS identity, a.attgenerated <> '' AS generated
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND ${USER_SCHEMA}
    ORDER BY a.attrelid, a.attnum`);
	const columns = /* @__PURE__ */ new Map();
	for (const row of rows) {
		const ofTable = columns.get(row.table) ?? [];
		columns.set(row.table, ofTable);
		ofTable.push(toColumn(row, types(row.typeOid, row.modifier)));
	}
	return columns;
}
function toColumn({ name, position, type, notNull, identity, generated }, { isNotNull, ...ofType }) {
	return {
		name,
		position,
		type,
		...ofType,
		notNull: notNull || isNotNull,
		identity: identity === "" ? void 0 : identity === "a" ? "always" : "by default",
		generated
	};
}

/**
* All foreign keys. One of or to a partitioned table stands for its parts too; PostgreSQL's own entries for single
* parts, which hold for some of the rows only, are left out.
*/
async function readForeignKeys(client) {
	const { rows } = await client.query(`
    SELECT f.conname AS name, f.conrelid::int8::float8 AS table, f.confrelid::int8::float8 AS "referencedTable",
      f.conrelid::regclass::text AS "tableName", f.confrelid::regclass::text AS "referencedTableName",
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.conrelid AND a.attnum = k.attnum) AS columns,
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.confrelid AND a.attnum = k.attnum) AS "referencedColumns",
      (SELECT json_agg(format('OPERATOR(%I.%s)', n.nspname, o.oprname) ORDER BY k.position)
        FROM unnest(f.conpfeqop) WITH ORDINALITY AS k(oid, position), pg_catalog.pg_operator o, pg_catalog.pg_namespace n
        WHERE o.oid = k.oid AND n.oid = o.oprnamespace) AS operators,
      CASE f.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
        WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS "onDelete",
      f.convalidated AS validated
    FROM pg_catalog.pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0 ORDER BY f.oid`);
	return rows;
}

/** SQL of the names of a table's columns that an array of `attnum` numbers, as JSON. */
const names$1 = (numbers) => `(SELECT json_agg(a.attname ORDER BY k.position)
  FROM unnest(${numbers}) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
  WHERE a.attrelid = c.oid AND a.attnum = k.attnum)`;
/** Ordinary tables, partitions among them, and materialized views, by their names. */
async function readTables(client) {
	const { rows } = await client.query(`
    WITH RECURSIVE above (oid, parent, distance) AS (
      SELECT inhrelid, inhparent, 1 FROM pg_catalog.pg_inherits
      UNION SELECT a.oid, i.inhparent, a.distance + 1 FROM above a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.parent
    ), unique_index AS (
      SELECT i.indexrelid, i.indrelid, i.indisexclusion OR i.indpred IS NOT NULL OR i.indexprs IS NOT NULL AS loose,
        ARRAY(SELECT k.attnum::int2 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
          WHERE k.attnum > 0 AND k.position <= i.indnkeyatts
          UNION SELECT d.refobjsubid::int2 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
            AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0) AS attnums
      FROM pg_catalog.pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indislive
    ), computed AS (
      SELECT a.attrelid AS relation, 'pg_catalog.pg_attrdef'::regclass AS class, f.oid
        FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
        WHERE a.attgenerated <> ''
      UNION ALL SELECT indrelid, 'pg_catalog.pg_class'::regclass, indexrelid FROM pg_catalog.pg_index
    )
    SELECT c.oid::int8::float8 AS oid, c.relkind AS kind, n.nspname AS schema, c.relname AS name,
      CASE WHEN c.relispartition THEN (
        SELECT json_build_object('schema', rn.nspname, 'name', r.relname)
        FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
        WHERE r.oid = pg_catalog.pg_partition_root(c.oid)) END AS root,
      coalesce((SELECT json_agg(json_build_object('oid', p.oid::int8, 'schema', pn.nspname, 'name', p.relname)
          ORDER BY a.distance, p.oid)
        FROM (SELECT parent, min(distance) AS distance FROM above WHERE above.oid = c.oid GROUP BY parent) a
        JOIN pg_catalog.pg_class p ON p.oid = a.parent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace), '[]')
        AS parents,
      (SELECT e.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
          AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e') AS "fromExtension",
      EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attisdropped) AS "hasDroppedColumns",
      coalesce((SELECT ${names$1("p.conkey")} FROM pg_catalog.pg_constraint p
        WHERE p.conrelid = c.oid AND p.contype = 'p'), '[]') AS "primaryKey",
      coalesce((SELECT json_agg(${names$1("u.attnums")} ORDER BY u.indexrelid) FROM unique_index u
        WHERE u.indrelid = c.oid AND NOT u.loose), '[]') AS "uniqueKeys",
      coalesce((SELECT json_agg(coalesce(${names$1("u.attnums")}, '[]') ORDER BY u.indexrelid) FROM unique_index u
        WHERE u.indrelid = c.oid AND u.loose), '[]') AS "looseUniqueKeys",
      coalesce((SELECT json_agg(DISTINCT k.attname) FROM above a
        JOIN pg_catalog.pg_partitioned_table pt ON pt.partrelid = a.parent
        JOIN pg_catalog.pg_attribute k ON k.attrelid = a.parent AND k.attnum > 0
        WHERE a.oid = c.oid AND (k.attnum = ANY (pt.partattrs::int2[]) OR EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = a.parent AND d.objsubid = k.attnum
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = a.parent AND d.refobjsubid = 0
            AND d.deptype = 'i'))), '[]') AS "partitionKey",
      EXISTS (SELECT FROM computed JOIN pg_catalog.pg_depend d ON d.classid = computed.class AND d.objid = computed.oid
          AND d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid >= ${FIRST_OF_USERS}
        WHERE computed.relation = c.oid AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
          WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = d.refobjid AND e.deptype = 'e')) AS "callsFunctions",
      coalesce((SELECT json_agg(t.tgname ORDER BY t.tgname) FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 7 = 7), '[]') AS "insertTriggers",
      CASE WHEN c.reltuples >= 0 THEN c.reltuples::float8 END AS "estimatedRows"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND ${USER_SCHEMA}
    ORDER BY n.nspname, c.relname`);
	return rows.map((row) => ({
		...row,
		root: row.root ?? void 0,
		fromExtension: row.fromExtension ?? void 0,
		estimatedRows: row.estimatedRows ?? void 0
	}));
}

/** The valid indexes of pgvector, by the oid of their table. */
async function readVectorIndexes(client) {
	const { rows } = await client.query(`
    SELECT i.indrelid::int8::float8 AS table, i.indexrelid::int8::float8 AS oid, c.relname AS name, am.amname AS method,
      '(' || pg_catalog.pg_get_indexdef(i.indexrelid, 1, false) || ')' AS expression,
      pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS condition, a.names[1] AS column, to_json(a.names) AS reads,
      format('OPERATOR(%I.%s)', s.nspname, o.oprname) AS operator
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am am ON am.oid = c.relam
      JOIN LATERAL (SELECT array_agg(a.attname::text ORDER BY a.attnum = i.indkey[0] DESC,
            t.typname IN ('vector', 'halfvec', 'sparsevec') DESC, a.attnum) AS names
        FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = i.indrelid
          AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0) a
        ON a.names IS NOT NULL
      JOIN pg_catalog.pg_opclass k ON k.oid = i.indclass[0]
      JOIN pg_catalog.pg_amop p ON p.amopfamily = k.opcfamily AND p.amoppurpose = 'o'
      JOIN pg_catalog.pg_operator o ON o.oid = p.amopopr JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace
    WHERE am.amname IN ('hnsw', 'ivfflat') AND i.indisvalid`);
	const indexes = /* @__PURE__ */ new Map();
	for (const { table, condition, ...index } of rows) {
		const found = {
			...index,
			condition: condition ?? void 0
		};
		indexes.set(table, [...indexes.get(table) ?? [], found]);
	}
	return indexes;
}

/**
* Reads the catalog of the connected database, with the rights of any role. Tables are those that store rows:
* partitions, not their roots. Those of extensions that no copy keeps are left out: they are dropped with them.
*/
async function readCatalog(client) {
	const tables = (await readTables(client)).filter(({ fromExtension = "" }) => !OUTGOING_EXTENSIONS.includes(fromExtension));
	const columns = await readColumns$1(client);
	const vectorIndexes = await readVectorIndexes(client);
	const foreignKeys = await readForeignKeys(client);
	const all = tables.map(({ kind, ...table }) => ({
		kind,
		table: {
			...table,
			columns: columns.get(table.oid) ?? [],
			vectorIndexes: vectorIndexes.get(table.oid) ?? []
		}
	}));
	return {
		tables: all.filter(({ kind }) => kind === "r").map(({ table }) => table),
		materializedViews: all.filter(({ kind }) => kind === "m").map(({ table }) => table),
		foreignKeys
	};
}

/** An identifier as SQL reads it back. */
function identifier(name) {
	return `"${name.replaceAll("\"", "\"\"")}"`;
}
/** A table's name with its schema, as SQL reads it back. */
function qualified(table) {
	return `${identifier(table.schema)}.${identifier(table.name)}`;
}
/** A column as people and the policy write it: without the schema if that is `public`. */
function columnName({ schema, name: table }, column) {
	return formatColumnName({
		schema,
		table,
		column
	});
}

/**
* Keeps a table's indexes from being written: one that is not live is neither updated by a COPY nor rebuilt by TRUNCATE
* (src/include/catalog/pg_index.h). What an interrupted CREATE INDEX CONCURRENTLY has left is of use to nobody, and goes.
*/
async function hideIndexes(client, table) {
	for (const { name, isValid } of await readIndexes(client, table)) if (!isValid) await client.query(`DROP INDEX ${name}`);
	await client.query("UPDATE pg_catalog.pg_index SET indislive = false WHERE indrelid = $1", [table.oid]);
	await sendWord(client, table);
}
/**
* Builds the hidden indexes anew, but for `kept`, which are as they were before, for rows that are elsewhere now. Throws
* `mask-failed`, naming constraint and columns.
*/
async function rebuildIndexes(client, table, kept) {
	for (const index of await readIndexes(client, table)) {
		await client.query("UPDATE pg_catalog.pg_index SET indislive = true WHERE indexrelid = $1", [index.oid]);
		await sendWord(client, table);
		if (!kept.includes(index.oid)) await rebuild(client, table, index);
	}
}
async function rebuild(client, table, { name, columns }) {
	try {
		await client.query(`REINDEX INDEX ${name}`);
	} catch (error) {
		const { code } = error;
		throw new BranchProdError("mask-failed", `the masked rows of ${qualified(table)} do not fit the index ${name} on ${columns}, SQLSTATE ${code}`, {
			nextStep: "Give its columns masks that keep values apart and fit it, such as hash or email.",
			cause: code === void 0 ? error : void 0
		});
	}
}
/** Constraints first: what they say of the values is what most reads of a function in another index rely on. */
async function readIndexes(client, table) {
	const { rows } = await client.query(`SELECT i.indexrelid::int8::int AS oid, format('%I.%I', n.nspname, c.relname) AS name, i.indisvalid AS "isValid",
      (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, false), ', ') FROM generate_series(1, i.indnkeyatts) AS k)
        AS columns
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indrelid = $1 ORDER BY i.indisprimary DESC, i.indisunique DESC, i.indexrelid`, [table.oid]);
	return rows;
}
/** The table's own entry is what sends word to caches that hold its list of indexes. */
async function sendWord(client, table) {
	await client.query("UPDATE pg_catalog.pg_class SET relname = relname WHERE oid = $1", [table.oid]);
}

/**
* Text goes out and comes in alike whatever the database has set, floating-point numbers lose nothing, masks see ISO
* dates, and the rows of a table come in its order.
*/
const SETTINGS$1 = {
	bytea_output: "hex",
	datestyle: "ISO, YMD",
	extra_float_digits: "1",
	intervalstyle: "postgres",
	max_parallel_workers_per_gather: "0",
	synchronize_seqscans: "off",
	timezone: "UTC",
	xmloption: "content"
};
/**
* Runs `work` in a transaction in which rows are read or written. Names mean what they mean where production works with
* the table, since the policy's expressions and the schema's constraints are written so; it has to be a connection
* without the rights of a superuser.
*/
async function inRowTransaction(client, schema, work) {
	await client.query("BEGIN");
	try {
		const settings = {
			...SETTINGS$1,
			search_path: `${identifier(schema)}, public, pg_temp`
		};
		for (const [name, value] of Object.entries(settings)) await client.query("SELECT pg_catalog.set_config($1, $2, true)", [name, value]);
		const result = await work();
		await client.query("COMMIT");
		return result;
	} catch (error) {
		await client.query("ROLLBACK").catch(() => {});
		throw error;
	}
}

/** Takes all rows from tables whose masked rows are put aside, so that nothing can read the raw ones any more. */
async function emptyTables({ admin, rows }, planned) {
	const [first] = planned;
	if (first === void 0) return;
	for (const { table } of planned) await hideIndexes(admin, table);
	const flags = await forgetTriggers(admin, planned);
	await inRowTransaction(rows, first.table.schema, () => truncate(rows, planned));
	await rememberTriggers(admin, flags);
	await admin.query(`UPDATE pg_catalog.pg_attribute SET atthasmissing = false, attmissingval = NULL
      WHERE atthasmissing AND attrelid = ANY($1::oid[])`, [planned.map(({ table }) => table.oid)]);
}
/**
* Replaces all rows of tables by masked ones: they are emptied and filled in one transaction, so that the write-ahead
* log need not hold the rows, and their indexes are built afterwards. Only the triggers fire that masks name. The
* vector indexes of {@link movableIndexes} are left pointing at where the rows were; for tables that have some, the rows'
* places are returned, in the order of the tables. Throws `mask-failed`, naming table, column and constraint but no value.
*/
async function fillTables({ admin, rows }, tables, options) {
	const planned = tables.map((of) => of.planned);
	for (const { table } of planned) await hideIndexes(admin, table);
	const triggers = planned.flatMap(triggerMasks);
	const flags = await forgetTriggers(admin, planned);
	const schema = tables[0].planned.table.schema;
	const empty = () => truncate(rows, planned);
	const places = [];
	const fill = async () => {
		for (const table of tables) places.push(await fillTable(rows, table, options));
	};
	if (triggers.length === 0) {
		await inRowTransaction(rows, schema, async () => {
			await empty();
			await fill();
		});
		await rememberTriggers(admin, flags);
	} else {
		await inRowTransaction(rows, schema, empty);
		await rememberTriggers(admin, flags);
		for (const { enable } of triggers) await admin.query(enable);
		await inRowTransaction(rows, schema, fill);
		for (const { table, trigger } of triggers) await restoreTrigger(admin, table, trigger);
	}
	for (const [index, of] of planned.entries()) {
		options.signal.throwIfAborted();
		const kept = movableIndexes(of).map(({ oid }) => oid);
		if (kept.length > 0) places[index] ??= await readPlaces(rows, of.table, options);
		await rebuildIndexes(admin, of.table, kept);
	}
	return places;
}
/** The vector indexes that answer as before, once they are told where the rows are: nothing of theirs is masked. */
function movableIndexes({ table, columns }) {
	const masked = columns.map(({ column }) => column.name);
	return table.vectorIndexes.filter(({ reads }) => !reads.some((name) => masked.includes(name)));
}
/** Where a table's rows are, in its order. */
async function readPlaces(client, table, { transport, signal }) {
	const places = createPlaceList();
	await inRowTransaction(client, table.schema, async () => {
		const query = `SELECT ctid FROM ONLY ${qualified(table)}`;
		for await (const chunk of transport.read(client, query, signal)) {
			const found = [];
			for (const [place] of decodeLines(chunk)) found.push(...parsePlace(place));
			places.add(Uint32Array.from(found));
		}
	});
	return places;
}
async function fillTable(client, { planned, plan, spool }, { transport, root, signal }) {
	const table = qualified(root ?? planned.table);
	async function* lines() {
		for await (const chunk of spool.read()) {
			signal.throwIfAborted();
			yield chunk;
		}
	}
	try {
		return await transport.write(client, {
			table,
			columns: plan.columns
		}, lines());
	} catch (error) {
		throw error instanceof BranchProdError ? error : failure(planned, error);
	}
}
/** What PostgreSQL says of an error may quote values; these names are the catalog's. */
function failure({ table, columns }, error) {
	const { code, constraint, where = "", ...of } = error;
	if (code === void 0 || !/^[0-9A-Z]{5}$/.test(code)) return error;
	const column = of.column ?? table.columns.find(({ name }) => where.includes(`, column ${name}: `))?.name;
	const facts = [
		`the masked values of ${qualified(table)} could not be written`,
		`SQLSTATE ${code}`,
		constraint === void 0 ? void 0 : `constraint ${constraint}`,
		column === void 0 ? void 0 : `column ${column}`
	].filter((fact) => fact !== void 0);
	return new BranchProdError("mask-failed", facts.join(", "), { nextStep: `Choose masks that fit the columns ${columns.map(({ name }) => name).join(", ")}.` });
}
async function truncate(client, planned) {
	const names = planned.map(({ table }) => `ONLY ${qualified(table)}`);
	await client.query(`TRUNCATE ${names.join(", ")}`);
}
/**
* A table that foreign keys reference can't be emptied by itself, unless it seems to have no triggers
* (heap_truncate_check_FKs in src/backend/catalog/heap.c). Returns what the tables had.
*/
async function forgetTriggers(admin, planned) {
	const oids = planned.map(({ table }) => table.oid);
	const { rows } = await admin.query(`SELECT oid::int8::int AS oid, relhastriggers AS had FROM pg_catalog.pg_class WHERE oid = ANY($1::oid[])`, [oids]);
	await rememberTriggers(admin, rows.map(({ oid }) => ({
		oid,
		had: false
	})));
	return rows;
}
async function rememberTriggers(admin, flags) {
	for (const { oid, had } of flags) await admin.query("UPDATE pg_catalog.pg_class SET relhastriggers = $1 WHERE oid = $2", [had, oid]);
}
/** The triggers that masks name, with the statement after which they fire in spite of the session's replication role. */
function triggerMasks({ table, columns }) {
	return columns.flatMap(({ mask }) => mask.mask !== "trigger" ? [] : [{
		table,
		trigger: mask.trigger,
		enable: `ALTER TABLE ONLY ${qualified(table)} ENABLE ALWAYS TRIGGER ${identifier(mask.trigger)}`
	}]);
}
/** As a branch has it: one that fires always was already told, when the copy was neutralised, to fire as others do. */
async function restoreTrigger(admin, table, trigger) {
	await admin.query(`ALTER TABLE ONLY ${qualified(table)} ENABLE TRIGGER ${identifier(trigger)}`);
}

/**
* Looks at each foreign key that masking or deleting rows may have broken: PostgreSQL's own checks, which are triggers,
* did not fire. Rows that reference deleted ones are deleted too, or set to NULL, where their key says so. Throws
* `mask-failed`, naming the key.
*/
async function checkForeignKeys(client, catalog, plan) {
	/** Tables that have lost rows. */
	const smaller = new Set(plan.tables.filter(({ rows }) => rows !== void 0).map(({ table }) => table.oid));
	const keys = catalog.foreignKeys.filter(({ validated }) => validated);
	for (let changed = true; changed;) {
		changed = false;
		for (const key of keys.filter((key) => lostRows(key, catalog, smaller))) {
			const statement = followUp(key, catalog, plan);
			if (statement === void 0) continue;
			const { rowCount } = await client.query(statement);
			if (rowCount === 0 || key.onDelete !== "cascade") continue;
			changed = true;
			for (const { oid } of storing(catalog, key.table)) smaller.add(oid);
		}
	}
	for (const key of keys) {
		const isSmaller = lostRows(key, catalog, smaller);
		if (!isSmaller && !touches(plan, catalog, key)) continue;
		const { rowCount } = await client.query(`SELECT FROM ${dangling(key, catalog)} LIMIT 1`);
		if (rowCount === 0) continue;
		throw isSmaller ? new BranchProdError("mask-failed", `deleted rows are referenced by the foreign key ${key.name}`, { nextStep: `Delete the rows of ${key.tableName} that reference them too, in \`sanitize.tables\`.` }) : new BranchProdError("mask-failed", `masking breaks the foreign key ${key.name}`, { nextStep: "Give the referenced column a mask that keeps values apart, such as hash or email." });
	}
}
/** What the key's ON DELETE would have done. */
function followUp(key, catalog, plan) {
	if (key.onDelete === "cascade") return `DELETE FROM ${dangling(key, catalog)}`;
	const planned = plan.tables.find(({ table }) => table.oid === key.table);
	if (key.onDelete !== "set null" || planned && movableIndexes(planned).length > 0) return void 0;
	const nulls = key.columns.map((column) => `${identifier(column)} = NULL`);
	const [table, condition] = danglingParts(key, catalog);
	return `UPDATE ${table} SET ${nulls.join(", ")} WHERE ${condition}`;
}
function lostRows(key, catalog, smaller) {
	return storing(catalog, key.referencedTable).some(({ oid }) => smaller.has(oid));
}
/** The tables that store the rows of a table, which may be a partitioned one. */
function storing({ tables }, oid) {
	return tables.filter((table) => table.oid === oid || table.parents.some((of) => of.oid === oid));
}
/** The root of partitions stores nothing and is in no plan; its keys are always checked. */
function touches(plan, { tables }, { table: oid, columns }) {
	const planned = plan.tables.find(({ table }) => table.oid === oid);
	if (planned === void 0) return !tables.some((table) => table.oid === oid);
	return planned.columns.some(({ column }) => columns.includes(column.name));
}
function dangling(key, catalog) {
	const [table, condition] = danglingParts(key, catalog);
	return `${table} WHERE ${condition}`;
}
/** A row that has a key and nothing that it leads to; of a key with several columns, one NULL makes it none. */
function danglingParts(key, { tables }) {
	const same = key.columns.map((column, index) => `r.${identifier(key.referencedColumns[index] ?? "")} ${key.operators[index]} t.${identifier(column)}`);
	const present = key.columns.map((column) => `t.${identifier(column)} IS NOT NULL`);
	const only = (oid) => tables.some((table) => table.oid === oid) ? "ONLY " : "";
	return [`${only(key.table)}${key.tableName} t`, `${present.join(" AND ")} AND NOT EXISTS (SELECT FROM ${only(key.referencedTable)}${key.referencedTableName} r WHERE ${same.join(" AND ")})`];
}

/** Words of 32 bits of an entry: masked low and high, raw low and high. */
const ENTRY = 4;
/**
* A hash table with open addressing, from pseudonym to the first raw value: 16 bytes an entry, a third to two thirds of
* them used. The fingerprints are hashes already, so their low bits are the place.
*/
function createFingerprintPairs() {
	let capacity = 1024;
	let table = new Uint32Array(capacity * ENTRY);
	let used = 0;
	const colliding = /* @__PURE__ */ new Set();
	/** The entry of a pseudonym, or the empty one where it belongs. */
	function find(low, high) {
		let place = (low & capacity - 1) * ENTRY;
		while (!isEmpty(place) && (table[place] !== low || table[place + 1] !== high)) place = place + ENTRY & capacity * ENTRY - 1;
		return place;
	}
	function isEmpty(place) {
		return table[place] === 0 && table[place + 1] === 0;
	}
	function grow() {
		const old = table;
		capacity *= 2;
		table = new Uint32Array(capacity * ENTRY);
		for (let from = 0; from < old.length; from += ENTRY) {
			const low = old[from];
			const high = old[from + 1];
			if (low !== 0 || high !== 0) {
				const to = find(low, high);
				for (let word = 0; word < ENTRY; word += 1) table[to + word] = old[from + word];
			}
		}
		old.buffer.transfer(0);
	}
	return {
		colliding,
		add(pairs) {
			const words = new Uint32Array(pairs.buffer, pairs.byteOffset, pairs.length * 2);
			for (let index = 0; index < words.length; index += ENTRY) {
				const [rawLow, rawHigh] = [words[index], words[index + 1]];
				const low = words[index + 2] || 1;
				const high = words[index + 3];
				const place = find(low, high);
				if (isEmpty(place)) {
					table[place] = low;
					table[place + 1] = high;
					table[place + 2] = rawLow;
					table[place + 3] = rawHigh;
					used += 1;
					if (used * 3 > capacity * 2) grow();
				} else if (table[place + 2] !== rawLow || table[place + 3] !== rawHigh) {
					colliding.add(join$1(rawLow, rawHigh));
					colliding.add(join$1(table[place + 2], table[place + 3]));
				}
			}
		},
		hasMasked(fingerprint) {
			return !isEmpty(find(Number(fingerprint & 4294967295n) || 1, Number(fingerprint >> 32n)));
		}
	};
}
function join$1(low, high) {
	return BigInt(high) << 32n | BigInt(low);
}

/** More would only be needed where nearly every pseudonym that the mask has is somebody's. */
const MOST_ATTEMPTS = 1e3;
/**
* The attempts of colliding values: of each set with one pseudonym, the first by keyed hash keeps it, and the others
* get the next of their candidates that nobody has. The order in which values come does not matter. Throws
* `mask-failed` when there is no free one.
*/
function resolveCollisions({ colliding, forms, isTaken, hash }) {
	const order = colliding.map((raw) => ({
		raw,
		rank: hash("unique-order", raw).toString("hex")
	})).sort((a, b) => Number(a.rank > b.rank) - Number(a.rank < b.rank));
	const given = /* @__PURE__ */ new Set();
	const attempts = /* @__PURE__ */ new Map();
	const late = [];
	for (const { raw } of order) {
		const first = forms(raw, 0);
		if (first.some((form) => given.has(form))) {
			late.push(raw);
			continue;
		}
		for (const form of first) given.add(form);
		attempts.set(raw, 0);
	}
	for (const raw of late) {
		const attempt = findFree(raw, (form) => given.has(form) || isTaken(form), forms);
		for (const form of forms(raw, attempt)) given.add(form);
		attempts.set(raw, attempt);
	}
	return attempts;
}
function findFree(raw, isUsed, forms) {
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) if (!forms(raw, attempt).some(isUsed)) return attempt;
	throw new BranchProdError("mask-failed", "the mask has too few pseudonyms", { nextStep: "Give the column the mask `hash`." });
}

const UNGROUPED = /* @__PURE__ */ new Set([...[
	"keep",
	"null",
	"sql",
	"derive",
	"trigger",
	"command",
	"reembed",
	"noise"
]]);
/**
* The masked columns of unique constraints, unique indexes and primary keys, those of one mask together, so that equal
* values keep having one pseudonym. Of a key with several columns each masked one counts by itself: where every column
* keeps its values apart, the key does too.
*/
async function findUniqueGroups(client, plan) {
	const keys = await readUniqueKeys(client);
	const groups = /* @__PURE__ */ new Map();
	const foldedMasks = /* @__PURE__ */ new Set();
	for (const { table, columns } of plan.tables) for (const planned of columns.filter(({ mask }) => !UNGROUPED.has(mask.mask))) {
		const own = keys.filter((key) => key.table === table.oid && key.columns.includes(planned.column.name));
		const [first] = own.toSorted((a, b) => a.columns.length - b.columns.length);
		if (first === void 0) continue;
		const mask = JSON.stringify(planned.mask);
		const alone = first.columns.length === 1;
		groups.set(mask, [...groups.get(mask) ?? [], {
			table,
			planned,
			constraint: first.name,
			alone
		}]);
		if (own.some(({ folded }) => folded.includes(planned.column.name))) foldedMasks.add(mask);
	}
	return [...groups].map(([mask, columns]) => ({
		mask: JSON.parse(mask),
		columns,
		folded: foldedMasks.has(mask)
	}));
}
/** The group's column that this one is, if any. */
function isColumn({ table, planned }, of, column) {
	return table.oid === of.oid && planned.column.name === column.name;
}
/** An expression's columns stand in pg_depend: what it makes of them is unknown, so letter case is taken not to count. */
async function readUniqueKeys(client) {
	const { rows } = await client.query(`
    WITH members AS (
      SELECT i.indexrelid, i.indrelid, k.attnum, i.indcollation[k.position - 1] AS collation, false AS computed
        FROM pg_catalog.pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
        WHERE k.attnum > 0 AND k.position <= i.indnkeyatts AND (i.indisunique OR i.indisexclusion AND EXISTS (
          SELECT FROM pg_catalog.pg_constraint x JOIN pg_catalog.pg_operator o ON o.oid = x.conexclop[k.position]
          WHERE x.conindid = i.indexrelid AND x.contype = 'x' AND o.oprname = '='))
      UNION ALL
      SELECT i.indexrelid, i.indrelid, d.refobjsubid, 0, true
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass
          AND d.objid = i.indexrelid AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indrelid
        WHERE i.indisunique AND i.indexprs IS NOT NULL AND d.refobjsubid > 0
          AND NOT d.refobjsubid = ANY (i.indkey::int2[])
    )
    SELECT m.indrelid::int8::float8 AS table, c.relname AS name, json_agg(DISTINCT a.attname) AS columns,
      coalesce(json_agg(DISTINCT a.attname) FILTER (WHERE m.computed OR b.typname = 'citext'
        OR NOT coalesce(l.collisdeterministic, true)), '[]') AS folded
    FROM members m JOIN pg_catalog.pg_class c ON c.oid = m.indexrelid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = m.indrelid AND a.attnum = m.attnum
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = m.collation
    GROUP BY m.indexrelid, m.indrelid, c.relname ORDER BY c.relname`);
	return rows;
}

/** Rows read at once. */
const BATCH$1 = 1e4;
/** What colliding raw values may take of the memory, in characters. */
const MOST_CHARACTERS$1 = 67108864;
async function createUniqueness(client, plan, options) {
	const groups = (await findUniqueGroups(client, plan)).map((group) => ({
		...group,
		pairs: createFingerprintPairs()
	}));
	const colliding = () => groups.filter(({ pairs }) => pairs.colliding.size > 0);
	return {
		groupOf(table, column) {
			const group = groups.findIndex(({ columns }) => columns.some((own) => isColumn(own, table, column)));
			return group < 0 ? void 0 : {
				group,
				folded: groups[group].folded
			};
		},
		add: (group, pairs) => groups[group]?.pairs.add(pairs),
		async resolve(client, signal) {
			const attempts = /* @__PURE__ */ new Map();
			for (const group of colliding()) for (const [raw, attempt] of await resolveGroup(client, group, {
				...options,
				signal
			})) attempts.set(raw, attempt);
			return attempts;
		},
		mustRepeat({ columns }) {
			const masks = new Set(colliding().map(({ mask }) => mask.mask));
			return columns.some(({ mask }) => masks.has(mask.mask) || NESTING.has(mask.mask));
		}
	};
}
/** Masks that mask values of other columns inside theirs. */
const NESTING = /* @__PURE__ */ new Set([
	"text",
	"json",
	"xml",
	"hstore",
	"array",
	"person",
	"email",
	"url"
]);
async function resolveGroup(client, group, options) {
	const { hash } = options;
	const fingerprint = createBigFingerprint(hash);
	const colliding = await gatherColliding(client, group, options);
	const forms = candidateForms(group, options);
	try {
		const attempts = resolveCollisions({
			colliding,
			forms,
			isTaken: (form) => group.pairs.hasMasked(fingerprint(form)),
			hash
		});
		if (group.folded) for (const [raw, attempt] of [...attempts]) attempts.set(foldedKey(raw), attempt);
		return attempts;
	} catch (error) {
		const alone = group.columns.find((column) => column.alone);
		if (alone === void 0 && error instanceof BranchProdError) return /* @__PURE__ */ new Map();
		throw tooFew(alone ?? group.columns[0], error);
	}
}
/** The raw values that share a pseudonym, each once. */
async function gatherColliding(client, { columns, pairs }, { hash, signal }) {
	const fingerprint = createBigFingerprint(hash);
	const found = /* @__PURE__ */ new Set();
	let characters = 0;
	for (const column of columns) for await (const raw of readValues(client, column, signal)) {
		if (!pairs.colliding.has(fingerprint(raw)) || found.has(raw)) continue;
		found.add(raw);
		characters += raw.length;
		if (characters > MOST_CHARACTERS$1) throw tooFew(column);
	}
	return [...found];
}
/** As the pairs hold them. */
function createBigFingerprint(hash) {
	const fingerprint = createFingerprint(hash, UNIQUE);
	return (text) => {
		const { high, low } = fingerprint(text);
		return BigInt(high) << 32n | BigInt(low);
	};
}
async function* readValues(client, { table, planned }, signal) {
	const name = identifier(planned.column.name);
	await client.query("BEGIN READ ONLY");
	try {
		await client.query(`DECLARE branch_prod_values NO SCROLL CURSOR FOR
        SELECT ${name}::text FROM ONLY ${qualified(table)} WHERE ${name} IS NOT NULL`);
		for (;;) {
			signal.throwIfAborted();
			const { rows } = await client.query({
				text: `FETCH ${BATCH$1} FROM branch_prod_values`,
				rowMode: "array"
			});
			if (rows.length === 0) return;
			for (const [value] of rows) yield value;
		}
	} finally {
		await client.query("ROLLBACK");
	}
}
/** A mask remembers pseudonyms by context, so that each attempt has one of its own. */
function candidateForms({ mask, columns, folded }, { hash, known }) {
	const apply = createMask(mask);
	const lengths = new Set(columns.map(({ planned }) => planned.column.maxLength));
	const contexts = /* @__PURE__ */ new Map();
	let current = "";
	return (raw, attempt) => {
		const firstAttempt = (value) => value === current ? attempt : 0;
		current = raw;
		const own = contexts.get(attempt) ?? [...lengths].map((maxLength) => ({
			hash,
			known,
			maxLength,
			firstAttempt
		}));
		contexts.set(attempt, own);
		return own.map((context) => {
			const masked = apply(raw, context) ?? "";
			return folded ? masked.toLowerCase() : masked;
		});
	};
}
function tooFew({ planned, constraint }, cause) {
	return new BranchProdError("mask-failed", `${planned.name} has more values than the mask \`${planned.mask.mask}\` can keep apart, which ${constraint} asks for`, {
		nextStep: "Give the column the mask `hash`, `email` or `secret`.",
		cause
	});
}

const NEWLINE$1 = 10;
/** Cuts a stream of bytes into lines, without their ends. Takes time in proportion to the bytes. */
function createLines(onLine) {
	let parts = [];
	let length = 0;
	return {
		/** How long the line is of which the end has not come yet, in bytes. */
		pending: () => length,
		push(chunk) {
			let start = 0;
			for (;;) {
				const end = chunk.indexOf(NEWLINE$1, start);
				const part = chunk.subarray(start, end < 0 ? chunk.length : end);
				parts.push(part);
				length += part.length;
				if (end < 0) return;
				const line = Buffer.concat(parts);
				parts = [];
				length = 0;
				start = end + 1;
				onLine(line);
			}
		}
	};
}
/** The text of a line of UTF-8; throws if it is none. */
function decodeLine(line) {
	return new TextDecoder("utf-8", { fatal: true }).decode(line);
}

/** The environment's variables that a program of the user's gets; everything else could be a secret of ours. */
const INHERITED = [
	"PATH",
	"HOME",
	"LANG",
	"LC_ALL",
	"LC_CTYPE",
	"TZ"
];
/**
* Starts a program, without a shell, as the leader of a process group of its own and in a new, empty folder inside
* `place`. What it writes to standard error is dropped, since it may hold values.
*/
async function startProgram([program = "", ...parameters], parent, place) {
	const folder = await mkdtemp(join(place, "command-"));
	const inherited = INHERITED.flatMap((name) => {
		const value = parent[name];
		return value === void 0 ? [] : [[name, value]];
	});
	const child = spawn(program, parameters, {
		cwd: folder,
		detached: true,
		env: {
			...Object.fromEntries(inherited),
			TMPDIR: folder
		},
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	function killGroup() {
		try {
			if (child.pid !== void 0) process.kill(-child.pid, "SIGKILL");
		} catch {}
	}
	const ended = new Promise((resolve) => {
		child.on("error", (error) => resolve({ how: `can't be started (${error.code})` }));
		child.on("exit", (code, signal) => {
			killGroup();
			resolve({
				how: code === null ? `was ended by ${signal}` : `ended with code ${code}`,
				code
			});
		});
	});
	return {
		input: child.stdin,
		output: child.stdout,
		ended,
		async kill() {
			if (child.exitCode === null && child.signalCode === null) killGroup();
			await ended;
			child.stdin.destroy();
			child.stdout.destroy();
			await removeFolder(folder);
		}
	};
}

/** How long the last answers may be in a pipe after the program's end, and its end come after the pipe's. */
const CLOSING_MS = 500;
/** Starts a program that stays until all is asked: see `program-process.ts` for what it is given. */
async function startValueProgram(argv, { timeoutMs, folder, longestLine, failure }) {
	const program = await startProgram(argv, process.env, folder);
	const { input, output } = program;
	let waiting;
	let failed;
	let timer;
	function fail(what) {
		failed ??= failure(what);
		waiting?.reject(failed);
	}
	function startTimer(late) {
		clearTimeout(timer);
		timer = setTimeout(() => fail(`${late} within ${timeoutMs / 1e3} s`), timeoutMs);
	}
	async function wait(count, work) {
		if (failed) throw failed;
		const { promise, resolve, reject } = Promise.withResolvers();
		const answers = [];
		waiting = {
			count,
			answers,
			resolve,
			reject
		};
		try {
			await Promise.race([promise, work(promise)]);
			if (failed) throw failed;
			return answers;
		} finally {
			waiting = void 0;
			clearTimeout(timer);
		}
	}
	const lines = createLines((line) => {
		if (waiting === void 0 || waiting.answers.length === waiting.count) return fail("answered more than it was asked");
		waiting.answers.push(line);
		startTimer("did not answer");
		if (waiting.answers.length === waiting.count) waiting.resolve();
	});
	output.on("data", (chunk) => {
		if (failed) return;
		lines.push(chunk);
		if (lines.pending() > longestLine) fail(`answered with more than ${longestLine} bytes`);
	});
	input.on("error", () => {});
	const closed = new Promise((resolve) => output.on("close", resolve));
	const gone = program.ended.then(async (end) => {
		await Promise.race([closed, setTimeout$1(CLOSING_MS)]);
		return end;
	});
	let finishing = false;
	gone.then(({ how, code }) => {
		if (!finishing) fail(code === void 0 ? how : `${how} before all was answered`);
	});
	output.on("end", async () => {
		await setTimeout$1(CLOSING_MS);
		if (!finishing) fail("closed its output before all was answered");
	});
	return {
		async ask(questions, signal) {
			signal.throwIfAborted();
			const abort = () => waiting?.reject(signal.reason);
			signal.addEventListener("abort", abort);
			startTimer("did not answer");
			try {
				return await wait(questions.length, async (until) => {
					await writeLines(input, questions, until);
					await until;
				});
			} finally {
				signal.removeEventListener("abort", abort);
			}
		},
		async finish() {
			finishing = true;
			startTimer("did not end");
			await wait(0, async () => {
				input.end();
				const { how, code } = await gone;
				if (code !== 0) fail(how);
			});
		},
		async kill() {
			finishing = true;
			clearTimeout(timer);
			await program.kill();
		}
	};
}
/** Where the pipe is full, waits until it is not; the answers are read all the while. */
async function writeLines(input, questions, until) {
	for (const question of questions) {
		if (input.write(`${question}\n`)) continue;
		await Promise.race([until, new Promise((resolve) => input.once("drain", resolve))]);
	}
}

/** A text of 50 MB has room, however much of it JSON escapes. */
const LONGEST_ANSWER$1 = 268435456;
/** What is remembered of answers: values and characters. */
const MOST_REMEMBERED = 1e5;
const MOST_CHARACTERS = 16777216;
const answerSchema$1 = strictObject({ value: string$1().nullable() });
/**
* Asks a program of the user's: for each value a line `{"column":"people.name","value":"…"}`, answered with
* `{"value":"…"}` or `{"value":null}` in the same order. It is started with the first value.
*/
function createCommand({ program: argv, timeout }, { column, folder, longestAnswer = LONGEST_ANSWER$1 }) {
	let program;
	let succeeded = true;
	const remembered = createMemory$1();
	const failure = (what) => commandFailed(column, what);
	async function ask(values, signal) {
		program ??= await startValueProgram(argv, {
			folder,
			timeoutMs: timeout,
			longestLine: longestAnswer,
			failure
		});
		const lines = values.map((value) => toLine({
			column,
			value
		}));
		return (await program.ask(lines, signal)).map((line, index) => readAnswer(line, values[index], failure));
	}
	return {
		async maskValues(values, signal) {
			const known = /* @__PURE__ */ new Map();
			const unknown = /* @__PURE__ */ new Set();
			for (const value of values) {
				if (value === null || value === "") continue;
				const answer = remembered.get(value);
				if (answer === void 0) unknown.add(value);
				else known.set(value, answer);
			}
			if (unknown.size > 0) {
				succeeded = false;
				const asked = [...unknown];
				for (const [index, answer] of (await ask(asked, signal)).entries()) {
					known.set(asked[index], answer);
					remembered.add(asked[index], answer);
				}
				succeeded = true;
			}
			return values.map((value) => value === null || value === "" ? value : known.get(value));
		},
		async end() {
			try {
				if (succeeded) await program?.finish();
			} finally {
				await program?.kill();
			}
		}
	};
}
/** Some readers of lines end them at these too, as Node.js does. */
function toLine(question) {
	return JSON.stringify(question).replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function readAnswer(line, raw, failure) {
	const { value } = parseAnswer(line, failure);
	if (value === raw) throw failure("answered with the value itself");
	if (value !== null && (!value.isWellFormed() || value.includes("\0"))) throw failure("answered with characters that PostgreSQL cannot store");
	return value;
}
/** What the parsers say of the line could quote it. */
function parseAnswer(line, failure) {
	let text;
	let json;
	try {
		text = decodeLine(line);
	} catch {
		throw failure("answered with a line that is not UTF-8");
	}
	try {
		json = JSON.parse(text);
	} catch {
		throw failure("answered with a line that is not JSON");
	}
	const answer = answerSchema$1.safeParse(json);
	if (answer.success) return answer.data;
	throw failure("answered with JSON that is neither {\"value\": \"…\"} nor {\"value\": null}");
}
/** The latest answers: all are forgotten when they become too many or too long. */
function createMemory$1() {
	const answers = /* @__PURE__ */ new Map();
	let characters = 0;
	return {
		get: (value) => answers.get(value),
		add(value, answer) {
			if (answers.size >= MOST_REMEMBERED || characters > MOST_CHARACTERS) {
				answers.clear();
				characters = 0;
			}
			characters += value.length + (answer?.length ?? 0);
			answers.set(value, answer);
		}
	};
}
function commandFailed(column, what) {
	return new BranchProdError("mask-failed", `the program that masks ${column} ${what}`, { nextStep: "Run it by hand with a line such as {\"column\":\"people.name\",\"value\":\"Ada\"} on its standard input." });
}

const TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 6e4;
const LONGEST_ANSWER = 268435456;
/** These say that the same request may succeed later. */
const PASSING = /* @__PURE__ */ new Set([
	408,
	409,
	425,
	429,
	500,
	502,
	503,
	504,
	529
]);
const answerSchema = object({ data: array$1(object({
	index: int().nonnegative(),
	embedding: array$1(number$1())
})) });
/** A client of an API as OpenAI's `/embeddings`: one request a call, tried again while the API is busy. */
function createEmbeddingsClient(settings, { fetch = globalThis.fetch, wait = (ms, signal) => setTimeout$1(ms, void 0, { signal }), timeoutMs = 12e4 } = {}) {
	const url = `${settings.url.replace(/\/+$/, "")}/embeddings`;
	const headers = {
		"content-type": "application/json",
		...settings.key && { authorization: `Bearer ${settings.key.reveal()}` }
	};
	async function request(texts, signal) {
		const late = AbortSignal.timeout(timeoutMs);
		try {
			const response = await fetch(url, {
				method: "POST",
				headers,
				body: JSON.stringify({
					model: settings.model,
					input: texts,
					encoding_format: "float"
				}),
				redirect: "manual",
				signal: AbortSignal.any([signal, late])
			});
			if (response.ok) return { body: await readBody(response) };
			await response.body?.cancel();
			return {
				problem: `answered ${response.status}`,
				passes: PASSING.has(response.status),
				waitMs: retryAfterMs(response.headers.get("retry-after"))
			};
		} catch (error) {
			signal.throwIfAborted();
			if (error instanceof BranchProdError) throw error;
			return {
				problem: late.aborted ? `did not answer within ${timeoutMs / 1e3} s` : "is not reached",
				passes: true
			};
		}
	}
	return async (texts, signal) => {
		for (let attempt = 1;; attempt += 1) {
			const reply = await request(texts, signal);
			if ("body" in reply) return readVectors(reply.body, texts.length);
			if (!reply.passes || attempt === TRIES) throw embeddingsFailed(reply.problem);
			const usual = FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + Math.random());
			await wait(Math.min(reply.waitMs ?? usual, LONGEST_WAIT_MS), signal);
		}
	};
}
/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfterMs(header) {
	if (header === null) return void 0;
	const ms = /^\d+$/.test(header) ? Number(header) * 1e3 : Date.parse(header) - Date.now();
	return Number.isNaN(ms) ? void 0 : Math.max(ms, 0);
}
async function readBody(response) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += chunk.byteLength;
		if (bytes > LONGEST_ANSWER) throw embeddingsFailed(`answered more than ${LONGEST_ANSWER} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
/** What the parser says of the answer could quote it. */
function readVectors(body, count) {
	let json;
	try {
		json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		throw embeddingsFailed("answered with something that is not JSON");
	}
	const answer = answerSchema.safeParse(json);
	if (!answer.success) throw embeddingsFailed("answered with JSON that holds no embeddings");
	const vectors = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
	const inOrder = Array.from({ length: count }, (_, index) => vectors.get(index) ?? []);
	if (answer.data.data.length !== count || inOrder.some((vector) => vector.length === 0)) throw embeddingsFailed(`answered with ${answer.data.data.length} embeddings for ${count} texts`);
	return inOrder;
}
function embeddingsFailed(problem) {
	return new BranchProdError("mask-failed", `the API of sanitize.embeddings ${problem}`, { nextStep: "See that url, model and key in sanitize.embeddings are right, and no text is too long for the model." });
}

/** The most texts, and characters of them, in one request: APIs limit both. */
const TEXTS = 128;
const CHARACTERS = 2e5;
/** Requests at once. */
const CONCURRENCY = 4;
/** What is remembered of vectors, in numbers: 64 MB. */
const MOST_NUMBERS = 8388608;
/** `type` is the vector column's, as `format_type` writes it; `column` its name, as people write it. */
function createReembed(embed, { column, type }) {
	const declared = /\((\d+)\)$/.exec(type)?.[1];
	const isSparse = /(^|\.)"?sparsevec/.test(type);
	const remembered = createMemory();
	function write(vector, row) {
		const dimensions = Number(declared ?? parseVector(row.vector ?? "")?.dimensions);
		if (vector.length !== dimensions) throw new BranchProdError("mask-failed", `the model of sanitize.embeddings gives ${vector.length} dimensions, but ${column} has ${dimensions}`, { nextStep: "Name the model that production computes this column with." });
		if (!isSparse) return formatVector({
			values: vector,
			dimensions
		});
		const places = vector.flatMap((value, index) => Math.fround(value) === 0 ? [] : [index + 1]);
		const values = places.map((place) => vector[place - 1]);
		return formatVector({
			values,
			places,
			dimensions
		});
	}
	return async (rows, signal) => {
		const texts = /* @__PURE__ */ new Set();
		for (const row of rows) if (isComputed(row)) texts.add(row.text);
		const vectors = /* @__PURE__ */ new Map();
		for (const text of texts) {
			const vector = remembered.get(text);
			if (vector === void 0) continue;
			vectors.set(text, vector);
			texts.delete(text);
		}
		await forEachBatch([...texts], async (batch) => {
			for (const [index, vector] of (await embed(batch, signal)).entries()) {
				vectors.set(batch[index], vector);
				remembered.add(batch[index], vector);
			}
		});
		return rows.map((row) => {
			if (!row.changed || row.vector === null) return row.vector;
			return isComputed(row) ? write(vectors.get(row.text), row) : null;
		});
	};
}
function isComputed(row) {
	return row.changed && row.vector !== null && row.text !== null && row.text !== "";
}
/** Works on batches of texts, some at once; ends with the first failure, when no other request is under way. */
async function forEachBatch(texts, work) {
	const batches = splitTexts(texts).values();
	let failed = false;
	const lanes = Array.from({ length: CONCURRENCY }, async () => {
		for (const batch of batches) {
			if (failed) return;
			try {
				await work(batch);
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	});
	const failure = (await Promise.allSettled(lanes)).find(({ status }) => status === "rejected");
	if (failure?.status === "rejected") throw failure.reason;
}
function splitTexts(texts) {
	const batches = [];
	let characters = Number.POSITIVE_INFINITY;
	for (const text of texts) {
		const last = batches.at(-1);
		if (last && last.length < TEXTS && characters + text.length <= CHARACTERS) {
			last.push(text);
			characters += text.length;
		} else {
			batches.push([text]);
			characters = text.length;
		}
	}
	return batches;
}
/** The latest vectors, by the hash of their texts: all are forgotten when they become too many. */
function createMemory() {
	const vectors = /* @__PURE__ */ new Map();
	let numbers = 0;
	const key = (text) => createHash("sha256").update(text).digest("base64");
	return {
		get(text) {
			const vector = vectors.get(key(text));
			return vector && [...vector];
		},
		add(text, vector) {
			if (numbers > MOST_NUMBERS) {
				vectors.clear();
				numbers = 0;
			}
			numbers += vector.length;
			vectors.set(key(text), Float32Array.from(vector));
		}
	};
}

/** The stages of a table's columns with the masks `command` and `reembed`, in the order in which they have to run. */
function createRowStages({ columns }, { loaded, folder }) {
	const commands = columns.flatMap((planned) => createCommandStage(planned, folder) ?? []);
	const { embeddings } = loaded.config.sanitize;
	const vectors = columns.flatMap((planned) => createReembedStage(planned, columns, embeddings) ?? []);
	return [...commands, ...vectors];
}
function createCommandStage({ name, column, mask }, folder) {
	if (mask.mask !== "command") return void 0;
	const command = createCommand(mask, {
		column: name,
		folder
	});
	return {
		columns: [column.name],
		watched: [],
		async apply(rows, signal) {
			const masked = await command.maskValues(rows.map(({ fields }) => fields[0]), signal);
			for (const [index, { fields }] of rows.entries()) fields[0] = masked[index];
		},
		end: () => command.end()
	};
}
function createReembedStage({ name, column, mask }, columns, embeddings) {
	if (mask.mask !== "reembed") return void 0;
	if (embeddings === void 0) throw new BranchProdError("config-invalid", `${name} is to be embedded anew, by no model`, { nextStep: "Name it in `sanitize.embeddings`." });
	const reembed = createReembed(createEmbeddingsClient(embeddings), {
		column: name,
		type: column.type
	});
	const from = columns.find((planned) => planned.column.name === mask.from);
	const isWatched = from === void 0 || !["command", "sql"].includes(from.mask.mask);
	return {
		columns: [column.name, mask.from],
		watched: isWatched ? [mask.from] : [],
		async apply(rows, signal) {
			const vectors = await reembed(rows.map(({ fields: [vector = null, text = null], changed: [changed = true] }) => ({
				vector,
				text,
				changed
			})), signal);
			for (const [index, { fields }] of rows.entries()) fields[0] = vectors[index];
		},
		async end() {}
	};
}

/**
* Runs the stages of a table on a chunk, one after the other, and returns the lines as they are then, with the number
* of values that they changed.
*/
async function applyStages(stages, columns, masked, signal) {
	const changed = { ...masked.changed };
	let lines = masked.lines;
	let valuesMasked = 0;
	for (const stage of stages) {
		const chunk = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
		const fields = stage.columns.map((name) => columns.indexOf(name));
		const rows = [];
		for (const line of splitLines(chunk)) rows.push({
			fields: fields.map((field) => fieldOf$2(chunk, line, field)),
			changed: stage.watched.map((name) => changed[name]?.[rows.length] === 1)
		});
		const before = rows.map((row) => [...row.fields]);
		await stage.apply(rows, signal);
		const output = createByteWriter(chunk.length + 1024);
		let index = 0;
		for (const line of splitLines(chunk)) {
			const row = rows[index];
			let written = line.start;
			for (const [field, of] of fields.map((field, of) => [field, of]).sort(byField)) {
				const value = row.fields[of] ?? null;
				if (value === before[index]?.[of]) continue;
				valuesMasked += 1;
				const name = stage.columns[of];
				changed[name] = changed[name] ?? new Uint8Array(rows.length);
				changed[name][index] = 1;
				output.bytes(chunk, written, fieldStart(line, field));
				output.text(value === null ? "\\N" : encodeField(value));
				written = line.ends[field];
			}
			output.bytes(chunk, written, line.ends[line.count - 1] + 1);
			index += 1;
		}
		lines = output.take();
	}
	return {
		lines,
		valuesMasked
	};
}
function byField([a], [b]) {
	return a - b;
}

var require_obuf = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Buffer = __require("buffer").Buffer;
	function OffsetBuffer() {
		this.offset = 0;
		this.size = 0;
		this.buffers = [];
	}
	module.exports = OffsetBuffer;
	OffsetBuffer.prototype.isEmpty = function isEmpty() {
		return this.size === 0;
	};
	OffsetBuffer.prototype.clone = function clone(size) {
		const r = new OffsetBuffer();
		r.offset = this.offset;
		r.size = size;
		r.buffers = this.buffers.slice();
		return r;
	};
	OffsetBuffer.prototype.toChunks = function toChunks() {
		if (this.size === 0) return [];
		if (this.offset !== 0) {
			this.buffers[0] = this.buffers[0].slice(this.offset);
			this.offset = 0;
		}
		const chunks = [];
		let off = 0;
		let i = 0;
		for (; off <= this.size && i < this.buffers.length; i++) {
			let buf = this.buffers[i];
			off += buf.length;
			if (off > this.size) {
				buf = buf.slice(0, buf.length - (off - this.size));
				this.buffers[i] = buf;
			}
			chunks.push(buf);
		}
		if (i < this.buffers.length) this.buffers.length = i;
		return chunks;
	};
	OffsetBuffer.prototype.toString = function toString(enc) {
		return this.toChunks().map(function(c) {
			return c.toString(enc);
		}).join("");
	};
	OffsetBuffer.prototype.use = function use(buf, off, n) {
		this.buffers = [buf];
		this.offset = off;
		this.size = n;
	};
	OffsetBuffer.prototype.push = function push(data) {
		if (data.length === 0) return;
		this.size += data.length;
		this.buffers.push(data);
	};
	OffsetBuffer.prototype.has = function has(n) {
		return this.size >= n;
	};
	OffsetBuffer.prototype.skip = function skip(n) {
		if (this.size === 0) return;
		this.size -= n;
		if (this.offset + n < this.buffers[0].length) {
			this.offset += n;
			return;
		}
		let left = n - (this.buffers[0].length - this.offset);
		this.offset = 0;
		let shift = 1;
		for (; left > 0 && shift < this.buffers.length; shift++) {
			const buf = this.buffers[shift];
			if (buf.length > left) {
				this.offset = left;
				break;
			}
			left -= buf.length;
		}
		this.buffers = this.buffers.slice(shift);
	};
	OffsetBuffer.prototype.copy = function copy(target, targetOff, off, n) {
		if (this.size === 0) return;
		if (off !== 0) throw new Error("Unsupported offset in .copy()");
		let toff = targetOff;
		const first = this.buffers[0];
		const toCopy = Math.min(n, first.length - this.offset);
		first.copy(target, toff, this.offset, this.offset + toCopy);
		toff += toCopy;
		let left = n - toCopy;
		for (let i = 1; left > 0 && i < this.buffers.length; i++) {
			const buf = this.buffers[i];
			const toCopy = Math.min(left, buf.length);
			buf.copy(target, toff, 0, toCopy);
			toff += toCopy;
			left -= toCopy;
		}
	};
	OffsetBuffer.prototype.take = function take(n) {
		if (n === 0) return Buffer.alloc(0);
		this.size -= n;
		const first = this.buffers[0].length - this.offset;
		if (first === n) {
			let r = this.buffers.shift();
			if (this.offset !== 0) {
				r = r.slice(this.offset);
				this.offset = 0;
			}
			return r;
		} else if (first > n) {
			const r = this.buffers[0].slice(this.offset, this.offset + n);
			this.offset += n;
			return r;
		}
		const out = Buffer.alloc(n);
		let toOff = 0;
		let startOff = this.offset;
		let i = 0;
		for (; toOff !== n && i < this.buffers.length; i++) {
			const buf = this.buffers[i];
			const toCopy = Math.min(buf.length - startOff, n - toOff);
			buf.copy(out, toOff, startOff, startOff + toCopy);
			if (startOff + toCopy < buf.length) {
				this.offset = startOff + toCopy;
				break;
			} else {
				toOff += toCopy;
				startOff = 0;
			}
		}
		this.buffers = this.buffers.slice(i);
		if (this.buffers.length === 0) this.offset = 0;
		return out;
	};
	OffsetBuffer.prototype.peekUInt8 = function peekUInt8() {
		return this.buffers[0][this.offset];
	};
	OffsetBuffer.prototype.readUInt8 = function readUInt8() {
		this.size -= 1;
		const first = this.buffers[0];
		const r = first[this.offset];
		if (++this.offset === first.length) {
			this.offset = 0;
			this.buffers.shift();
		}
		return r;
	};
	OffsetBuffer.prototype.readUInt16LE = function readUInt16LE() {
		const first = this.buffers[0];
		this.size -= 2;
		let r;
		let shift;
		if (first.length - this.offset >= 2) {
			r = first.readUInt16LE(this.offset);
			shift = 0;
			this.offset += 2;
		} else {
			r = first[this.offset] | this.buffers[1][0] << 8;
			shift = 1;
			this.offset = 1;
		}
		if (this.offset === this.buffers[shift].length) {
			this.offset = 0;
			shift++;
		}
		if (shift !== 0) this.buffers = this.buffers.slice(shift);
		return r;
	};
	OffsetBuffer.prototype.readUInt24LE = function readUInt24LE() {
		const first = this.buffers[0];
		let r;
		let shift;
		const firstHas = first.length - this.offset;
		if (firstHas >= 3) {
			r = first.readUInt16LE(this.offset) | first[this.offset + 2] << 16;
			shift = 0;
			this.offset += 3;
		} else if (firstHas >= 2) {
			r = first.readUInt16LE(this.offset) | this.buffers[1][0] << 16;
			shift = 1;
			this.offset = 1;
		} else {
			r = first[this.offset];
			this.offset = 0;
			this.buffers.shift();
			this.size -= 1;
			r |= this.readUInt16LE() << 8;
			return r;
		}
		this.size -= 3;
		if (this.offset === this.buffers[shift].length) {
			this.offset = 0;
			shift++;
		}
		if (shift !== 0) this.buffers = this.buffers.slice(shift);
		return r;
	};
	OffsetBuffer.prototype.readUInt32LE = function readUInt32LE() {
		const first = this.buffers[0];
		let r;
		let shift;
		const firstHas = first.length - this.offset;
		if (firstHas >= 4) {
			r = first.readUInt32LE(this.offset);
			shift = 0;
			this.offset += 4;
		} else if (firstHas >= 3) {
			r = (first.readUInt16LE(this.offset) | first[this.offset + 2] << 16) + this.buffers[1][0] * 16777216;
			shift = 1;
			this.offset = 1;
		} else if (firstHas >= 2) {
			r = first.readUInt16LE(this.offset);
			this.offset = 0;
			this.buffers.shift();
			this.size -= 2;
			r += this.readUInt16LE() * 65536;
			return r;
		} else {
			r = first[this.offset];
			this.offset = 0;
			this.buffers.shift();
			this.size -= 1;
			r += this.readUInt24LE() * 256;
			return r;
		}
		this.size -= 4;
		if (this.offset === this.buffers[shift].length) {
			this.offset = 0;
			shift++;
		}
		if (shift !== 0) this.buffers = this.buffers.slice(shift);
		return r;
	};
	OffsetBuffer.prototype.readUInt16BE = function readUInt16BE() {
		const r = this.readUInt16LE();
		return (r & 255) << 8 | r >> 8;
	};
	OffsetBuffer.prototype.readUInt24BE = function readUInt24BE() {
		const r = this.readUInt24LE();
		return (r & 255) << 16 | (r >> 8 & 255) << 8 | r >> 16;
	};
	OffsetBuffer.prototype.readUInt32BE = function readUInt32BE() {
		const r = this.readUInt32LE();
		return ((r & 255) << 24 | (r >>> 8 & 255) << 16 | (r >>> 16 & 255) << 8 | r >>> 24) >>> 0;
	};
	function signedInt8(num) {
		if (num >= 128) return -(255 ^ num) - 1;
		else return num;
	}
	OffsetBuffer.prototype.peekInt8 = function peekInt8() {
		return signedInt8(this.peekUInt8());
	};
	OffsetBuffer.prototype.readInt8 = function readInt8() {
		return signedInt8(this.readUInt8());
	};
	function signedInt16(num) {
		if (num >= 32768) return -(65535 ^ num) - 1;
		else return num;
	}
	OffsetBuffer.prototype.readInt16BE = function readInt16BE() {
		return signedInt16(this.readUInt16BE());
	};
	OffsetBuffer.prototype.readInt16LE = function readInt16LE() {
		return signedInt16(this.readUInt16LE());
	};
	function signedInt24(num) {
		if (num >= 8388608) return -(16777215 ^ num) - 1;
		else return num;
	}
	OffsetBuffer.prototype.readInt24BE = function readInt24BE() {
		return signedInt24(this.readUInt24BE());
	};
	OffsetBuffer.prototype.readInt24LE = function readInt24LE() {
		return signedInt24(this.readUInt24LE());
	};
	function signedInt32(num) {
		if (num >= 2147483648) return -(4294967295 ^ num) - 1;
		else return num;
	}
	OffsetBuffer.prototype.readInt32BE = function readInt32BE() {
		return signedInt32(this.readUInt32BE());
	};
	OffsetBuffer.prototype.readInt32LE = function readInt32LE() {
		return signedInt32(this.readUInt32LE());
	};
}));

var require_message_formats = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* The COPY feature uses the following protocol codes.
	* The codes for the most recent protocol version are documented on
	* https://www.postgresql.org/docs/current/static/protocol-message-formats.html
	*
	* The protocol flow itself is described on
	* https://www.postgresql.org/docs/current/static/protocol-flow.html
	*/
	module.exports = {
		ErrorResponse: 69,
		CopyInResponse: 71,
		CopyOutResponse: 72,
		CopyBothResponse: 87,
		CopyDone: 99,
		CopyData: 100,
		CopyFail: 102,
		CommandComplete: 67,
		ReadyForQuery: 90,
		NotificationResponse: 65,
		NoticeResponse: 78,
		ParameterStatus: 83
	};
}));

var require_copy_to = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function(txt, options) {
		return new CopyStreamQuery(txt, options);
	};
	const { Readable } = __require("stream");
	const assert = __require("assert");
	const BufferList = require_obuf();
	const code = require_message_formats();
	const PG_CODE = 0;
	const PG_LENGTH = 1;
	const PG_MESSAGE = 2;
	var CopyStreamQuery = class extends Readable {
		constructor(text, options) {
			super(options);
			this.text = text;
			this.rowCount = 0;
			this._state = PG_CODE;
			this._buffer = new BufferList();
			this._unreadMessageContentLength = 0;
			this._copyDataChunks = new BufferList();
			this._pgDataHandler = null;
			this._drained = false;
			this._forwarding = false;
			this._onReadableEvent = this._onReadable.bind(this);
		}
		submit(connection) {
			this.connection = connection;
			this._attach();
			connection.query(this.text);
		}
		_attach() {
			const connectionStream = this.connection.stream;
			const pgDataListeners = connectionStream.listeners("data");
			assert(pgDataListeners.length == 1);
			this._pgDataHandler = pgDataListeners.pop();
			connectionStream.removeListener("data", this._pgDataHandler);
			connectionStream.pause();
			this._forward();
			connectionStream.on("readable", this._onReadableEvent);
		}
		_detach() {
			const connectionStream = this.connection.stream;
			const unreadBuffer = this._buffer.take(this._buffer.size);
			connectionStream.removeListener("readable", this._onReadableEvent);
			connectionStream.addListener("data", this._pgDataHandler);
			this._pgDataHandler(unreadBuffer);
			process.nextTick(function() {
				connectionStream.resume();
			});
		}
		_cleanup() {
			this._buffer = null;
			this._copyDataChunks = null;
			this._pgDataHandler = null;
			this._onReadableEvent = null;
		}
		_onReadable() {
			this._forward();
		}
		_read() {
			this._drained = true;
			this._forward();
		}
		_forward() {
			if (this._forwarding || !this._drained || !this.connection) return;
			this._forwarding = true;
			const connectionStream = this.connection.stream;
			let chunk;
			while (this._drained && (chunk = connectionStream.read()) !== null) this._drained = this._parse(chunk);
			this._forwarding = false;
		}
		_parse(chunk) {
			let done = false;
			let drained = true;
			this._buffer.push(chunk);
			while (!done && this._buffer.size > 0) {
				if (PG_CODE === this._state) {
					if (!this._buffer.has(1)) break;
					this._code = this._buffer.peekUInt8();
					if (this._code === code.ErrorResponse) {
						this._detach();
						return;
					}
					this._buffer.readUInt8();
					this._state = PG_LENGTH;
				}
				if (PG_LENGTH === this._state) {
					if (!this._buffer.has(4)) break;
					this._unreadMessageContentLength = this._buffer.readUInt32BE() - 4;
					this._state = PG_MESSAGE;
				}
				if (PG_MESSAGE === this._state) {
					if (this._unreadMessageContentLength > 0 && this._buffer.size > 0) {
						const n = Math.min(this._buffer.size, this._unreadMessageContentLength);
						const messageContentChunk = this._buffer.take(n);
						this._unreadMessageContentLength -= n;
						if (this._code === code.CopyData) this._copyDataChunks.push(messageContentChunk);
					}
					if (this._unreadMessageContentLength === 0) {
						switch (this._code) {
							case code.CopyOutResponse:
							case code.CopyData:
							case code.ParameterStatus:
							case code.NoticeResponse:
							case code.NotificationResponse: break;
							case code.CopyDone:
							default: done = true;
						}
						this._state = PG_CODE;
					}
				}
			}
			const len = this._copyDataChunks.size;
			if (len > 0) drained = this.push(this._copyDataChunks.take(len));
			if (done) {
				this._detach();
				this.push(null);
				this._cleanup();
			}
			return drained;
		}
		handleError(err) {
			this.emit("error", err);
			this._cleanup();
		}
		handleCommandComplete(msg) {
			const match = /COPY (\d+)/.exec((msg || {}).text);
			if (match) this.rowCount = parseInt(match[1], 10);
		}
		handleReadyForQuery() {}
	};
}));

var require_copy_from = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function(txt, options) {
		return new CopyStreamQuery(txt, options);
	};
	const { Writable } = __require("stream");
	const code = require_message_formats();
	var CopyStreamQuery = class extends Writable {
		constructor(text, options) {
			super(options);
			this.text = text;
			this.rowCount = 0;
			this._gotCopyInResponse = false;
			this.chunks = [];
			this.cb_CopyInResponse = null;
			this.cb_ReadyForQuery = null;
			this.cb_destroy = null;
			this.cork();
		}
		submit(connection) {
			this.connection = connection;
			connection.query(this.text);
		}
		callback() {}
		_write(chunk, enc, cb) {
			this.chunks.push({
				chunk,
				encoding: enc
			});
			if (this._gotCopyInResponse) return this.flush(cb);
			this.cb_CopyInResponse = cb;
		}
		_writev(chunks, cb) {
			if (this.chunks.length == 0) this.chunks = chunks;
			else {
				const QUANTUM = 125e3;
				for (let i = 0; i < chunks.length; i += QUANTUM) this.chunks.push(...chunks.slice(i, Math.min(i + QUANTUM, chunks.length)));
			}
			if (this._gotCopyInResponse) return this.flush(cb);
			this.cb_CopyInResponse = cb;
		}
		_destroy(err, cb) {
			if (this.cb_ReadyForQuery) return cb(err);
			this.cb_destroy = cb;
			const msg = err ? err.message : "NODE-PG-COPY-STREAMS destroy() was called";
			const self = this;
			const done = function() {
				self.connection.sendCopyFail(msg);
			};
			this.chunks = [];
			if (this._gotCopyInResponse) return this.flush(done);
			this.cb_CopyInResponse = done;
		}
		_final(cb) {
			this.cb_ReadyForQuery = cb;
			const self = this;
			const done = function() {
				const finBuffer = Buffer.from([
					code.CopyDone,
					0,
					0,
					0,
					4
				]);
				self.connection.stream.write(finBuffer);
			};
			if (this._gotCopyInResponse) return this.flush(done);
			this.cb_CopyInResponse = done;
		}
		flush(callback) {
			let chunk;
			let ok = true;
			while (ok && (chunk = this.chunks.shift())) ok = this.flushChunk(chunk.chunk);
			if (callback) {
				if (ok) callback();
				else if (this.chunks.length) this.connection.stream.once("drain", this.flush.bind(this, callback));
				else this.connection.stream.once("drain", callback);
			}
		}
		flushChunk(chunk) {
			const Int32Len = 4;
			const lenBuffer = Buffer.from([
				code.CopyData,
				0,
				0,
				0,
				0
			]);
			lenBuffer.writeUInt32BE(chunk.length + Int32Len, 1);
			this.connection.stream.write(lenBuffer);
			return this.connection.stream.write(chunk);
		}
		handleError(e) {
			this.callback();
			if (this.cb_destroy) {
				const cb = this.cb_destroy;
				this.cb_destroy = null;
				cb(e);
			} else this.emit("error", e);
			this.connection = null;
		}
		handleCopyInResponse(connection) {
			this._gotCopyInResponse = true;
			if (!this.destroyed) this.uncork();
			const cb = this.cb_CopyInResponse || function() {};
			this.cb_CopyInResponse = null;
			this.flush(cb);
		}
		handleCommandComplete(msg) {
			const match = /COPY (\d+)/.exec((msg || {}).text);
			if (match) this.rowCount = parseInt(match[1], 10);
		}
		handleReadyForQuery() {
			this.callback();
			this.cb_ReadyForQuery();
			this.connection = null;
		}
	};
}));

var require_copy_both = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function(txt, options) {
		return new CopyStreamQuery(txt, options);
	};
	const { Duplex } = __require("stream");
	const assert = __require("assert");
	const BufferList = require_obuf();
	const code = require_message_formats();
	const PG_CODE = 0;
	const PG_LENGTH = 1;
	const PG_MESSAGE = 2;
	var CopyStreamQuery = class extends Duplex {
		constructor(text, options) {
			super(options);
			this.text = text;
			this._state = PG_CODE;
			this._buffer = new BufferList();
			this._unreadMessageContentLength = 0;
			this._copyDataChunks = new BufferList();
			this._pgDataHandler = null;
			this._drained = false;
			this._forwarding = false;
			this._onReadableEvent = this._onReadable.bind(this);
			this.alignOnCopyDataFrame = options ? options.alignOnCopyDataFrame === true : false;
			this._gotCopyInResponse = false;
			this.chunks = [];
			this.cb = null;
			this.cork();
		}
		submit(connection) {
			this.connection = connection;
			this._attach();
			connection.query(this.text);
		}
		_attach() {
			const connectionStream = this.connection.stream;
			const pgDataListeners = connectionStream.listeners("data");
			assert(pgDataListeners.length == 1);
			this._pgDataHandler = pgDataListeners.pop();
			connectionStream.removeListener("data", this._pgDataHandler);
			connectionStream.pause();
			this._forward();
			connectionStream.on("readable", this._onReadableEvent);
		}
		_detach() {
			const connectionStream = this.connection.stream;
			const unreadBuffer = this._buffer.take(this._buffer.size);
			connectionStream.removeListener("readable", this._onReadableEvent);
			connectionStream.addListener("data", this._pgDataHandler);
			this._pgDataHandler(unreadBuffer);
			process.nextTick(function() {
				connectionStream.resume();
			});
		}
		_cleanup() {
			this._buffer = null;
			this._copyDataChunks = null;
			this._pgDataHandler = null;
			this._onReadableEvent = null;
		}
		_onReadable() {
			this._forward();
		}
		_read() {
			this._drained = true;
			this._forward();
		}
		_forward() {
			if (this._forwarding || !this._drained || !this.connection) return;
			this._forwarding = true;
			const connectionStream = this.connection.stream;
			let chunk;
			while (this._drained && (chunk = connectionStream.read()) !== null) this._drained = this._parse(chunk);
			this._forwarding = false;
		}
		_parse(chunk) {
			let done = false;
			let drained = true;
			this._buffer.push(chunk);
			while (!done && this._buffer.size > 0) {
				if (PG_CODE === this._state) {
					if (!this._buffer.has(1)) break;
					this._code = this._buffer.peekUInt8();
					if (this._code === code.ErrorResponse) {
						this._detach();
						return;
					}
					this._buffer.readUInt8();
					this._state = PG_LENGTH;
				}
				if (PG_LENGTH === this._state) {
					if (!this._buffer.has(4)) break;
					this._unreadMessageContentLength = this._buffer.readUInt32BE() - 4;
					this._state = PG_MESSAGE;
				}
				if (PG_MESSAGE === this._state) {
					if (this._unreadMessageContentLength > 0 && this._buffer.size > 0) {
						const n = Math.min(this._buffer.size, this._unreadMessageContentLength);
						const messageContentChunk = this._buffer.take(n);
						this._unreadMessageContentLength -= n;
						if (this._code === code.CopyData) this._copyDataChunks.push(messageContentChunk);
					}
					if (this._unreadMessageContentLength === 0) {
						switch (this._code) {
							case code.CopyBothResponse:
								this._startCopyIn();
								break;
							case code.CopyData:
								if (this.alignOnCopyDataFrame) drained = this._flushCopyData();
								break;
							case code.ParameterStatus:
							case code.NoticeResponse:
							case code.NotificationResponse: break;
							case code.CopyDone:
							default: done = true;
						}
						this._state = PG_CODE;
					}
				}
			}
			if (!this.alignOnCopyDataFrame) drained = this._flushCopyData();
			if (done) {
				this._detach();
				this.push(null);
				this._cleanup();
			}
			return drained;
		}
		_flushCopyData() {
			let drained = true;
			const len = this._copyDataChunks.size;
			if (len > 0) drained = this.push(this._copyDataChunks.take(len));
			return drained;
		}
		_write(chunk, enc, cb) {
			this.chunks.push({
				chunk,
				encoding: enc
			});
			if (this._gotCopyInResponse) return this.flush(cb);
			this.cb = cb;
		}
		_writev(chunks, cb) {
			this.chunks.push(...chunks);
			if (this._gotCopyInResponse) return this.flush(cb);
			this.cb = cb;
		}
		_final(cb) {
			this.flush();
			const finBuffer = Buffer.from([
				code.CopyDone,
				0,
				0,
				0,
				4
			]);
			this.connection.stream.write(finBuffer);
			this.cb_flush = cb;
		}
		flush(callback) {
			let chunk;
			let ok = true;
			while (ok && (chunk = this.chunks.shift())) ok = this.flushChunk(chunk.chunk);
			if (callback) {
				if (ok) callback();
				else if (this.chunks.length) this.connection.stream.once("drain", this.flush.bind(this, callback));
				else this.connection.stream.once("drain", callback);
			}
		}
		flushChunk(chunk) {
			const Int32Len = 4;
			const lenBuffer = Buffer.from([
				code.CopyData,
				0,
				0,
				0,
				0
			]);
			lenBuffer.writeUInt32BE(chunk.length + Int32Len, 1);
			this.connection.stream.write(lenBuffer);
			return this.connection.stream.write(chunk);
		}
		_startCopyIn() {
			this._gotCopyInResponse = true;
			this.uncork();
			this.flush();
			if (this.cb) {
				const { cb } = this;
				this.cb = null;
				cb();
			}
		}
		handleError(err) {
			this.emit("error", err);
			this._cleanup();
		}
		handleCopyData(chunk) {}
		handleCommandComplete() {}
		handleReadyForQuery() {
			this.connection = null;
			this.cb_flush();
		}
	};
}));

var require_pg_copy_streams = /* @__PURE__ */ __commonJSMin(((exports) => {
	const CopyToQueryStream = require_copy_to();
	const CopyFromQueryStream = require_copy_from();
	const CopyBothQueryStream = require_copy_both();
	exports.to = function copyTo(txt, options) {
		return new CopyToQueryStream(txt, options);
	};
	exports.from = function copyFrom(txt, options) {
		return new CopyFromQueryStream(txt, options);
	};
}));

var import_pg_copy_streams = require_pg_copy_streams();
/** What a chunk has at least, but for the last. Small enough that memory stays bounded, large enough to be worth a message. */
const CHUNK = 262144;
const NEWLINE = 10;
/**
* Cuts bytes into chunks of whole lines. A line longer than a chunk makes a larger chunk. In COPY's text format no
* value holds a line feed, in no encoding that a server can have.
*/
async function* wholeLines(pieces) {
	let waiting = [];
	let bytes = 0;
	for await (const piece of pieces) {
		const end = bytes + piece.length < 262144 ? 0 : piece.lastIndexOf(NEWLINE) + 1;
		if (end === 0) {
			waiting.push(piece);
			bytes += piece.length;
			continue;
		}
		yield Buffer.concat([...waiting, piece.subarray(0, end)]);
		waiting = end < piece.length ? [piece.subarray(end)] : [];
		bytes = piece.length - end;
	}
	if (bytes > 0) yield Buffer.concat(waiting);
}

/**
* Rows by COPY. Bytes of a database without an encoding (SQL_ASCII) pass as they are: they need not be UTF-8, and
* nothing could convert them.
*/
function createCopyTransport(serverEncoding) {
	const encoding = serverEncoding === "SQL_ASCII" ? serverEncoding : "UTF8";
	return {
		async *read(client, query, signal) {
			const stream = client.query((0, import_pg_copy_streams.to)(`COPY (${query}) TO STDOUT (ENCODING '${encoding}')`, { highWaterMark: 1048576 }));
			let done = false;
			const abort = () => stream.destroy(signal.reason);
			signal.addEventListener("abort", abort);
			try {
				signal.throwIfAborted();
				yield* wholeLines(stream);
				done = true;
			} finally {
				signal.removeEventListener("abort", abort);
				if (!done) hangUp(client);
			}
		},
		async write(client, { table, columns }, lines) {
			const list = columns.length === 0 ? "" : `(${columns.map(identifier).join(", ")})`;
			const stream = client.query((0, import_pg_copy_streams.from)(`COPY ${table} ${list} FROM STDIN (ENCODING '${encoding}')`));
			let failure;
			const failed = new Promise((_, reject) => {
				stream.on("error", (error) => {
					failure ??= error;
					reject(error);
				});
			});
			failed.catch(() => {});
			try {
				for await (const chunk of lines) {
					if (failure !== void 0) throw failure;
					if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), failed]);
				}
			} catch (error) {
				if (failure === void 0) hangUp(client);
				throw error;
			}
			if (failure !== void 0) throw failure;
			stream.end();
			await Promise.race([once(stream, "finish"), failed]);
		}
	};
}
/** In the middle of a COPY nothing else can be said on a connection; a query after it would wait for ever. */
function hangUp(client) {
	client.end().catch(() => {});
}

/** Rows fetched at once. */
const BATCH = 200;
/** Most parameters that a statement can have. */
const PARAMETERS = 65535;
const asText = { getTypeParser: () => (value) => value };
/** Rows by a cursor and INSERT, for a server that can't be sent a COPY. */
const cursorTransport = {
	read: (client, query, signal) => wholeLines(readLines(client, query, signal)),
	async write(client, target, chunks) {
		const places = createPlaceList();
		for await (const chunk of wholeLines(chunks)) {
			let batch = [];
			for (const row of decodeLines(chunk)) {
				batch.push(row);
				if (batch.length === BATCH || batch.length * row.length > PARAMETERS - row.length) {
					places.add(await insert(client, target, batch));
					batch = [];
				}
			}
			if (batch.length > 0) places.add(await insert(client, target, batch));
		}
		return places;
	}
};
async function* readLines(client, query, signal) {
	await client.query(`DECLARE branch_prod_rows NO SCROLL CURSOR FOR ${query}`);
	for (;;) {
		signal.throwIfAborted();
		const { rows } = await client.query({
			text: `FETCH ${BATCH} FROM branch_prod_rows`,
			rowMode: "array",
			types: asText
		});
		if (rows.length === 0) break;
		yield Buffer.from(rows.map(encodeLine).join(""));
	}
	await client.query("CLOSE branch_prod_rows");
}
/**
* Returns block and offset of each row. A parameter takes the type of its column, so that its text is read as COPY reads
* it and nothing is cut silently.
*/
async function insert(client, { table, columns }, rows) {
	const written = [];
	const run = async (values, parameters) => {
		const result = await client.query({
			text: `INSERT INTO ${table} ${values} RETURNING ctid`,
			values: parameters,
			rowMode: "array"
		});
		written.push(...result.rows);
	};
	if (columns.length === 0) for (const _ of rows) await run("DEFAULT VALUES", []);
	else {
		let count = 0;
		const values = rows.map((row) => `(${row.map(() => `$${++count}`).join(", ")})`);
		await run(`(${columns.map(identifier).join(", ")}) OVERRIDING SYSTEM VALUE VALUES ${values.join(", ")}`, rows.flat());
	}
	return Uint32Array.from(written.flatMap(([place]) => parsePlace(place)));
}

/** The way to a server's rows: the one place that chooses. PGlite reads no COPY from a connection. */
async function chooseTransport(client) {
	const { rows } = await client.query(`SELECT version(), current_setting('server_encoding') AS encoding`);
	const { version = "", encoding = "" } = rows[0] ?? {};
	return version.includes("(PGlite") ? cursorTransport : createCopyTransport(encoding);
}

/** How the rows are read and masked that stay. */
function planTable(planned, options) {
	const { rows } = planned;
	if (rows === void 0) return planRows(planned, "", options);
	return planRows(planned, ` WHERE NOT coalesce((${rows.mask === "truncate" ? "true" : rows.where ?? "true"}\n), false)`, options);
}
/**
* How the rows are read that go: what their masked columns hold must not be left elsewhere either. No expression of a
* mask is computed for them.
*/
function planDeletedRows(planned, { numberOf }) {
	const { table, rows, removed: columns } = planned;
	if (columns.length === 0) return;
	const condition = rows?.mask === "delete_rows" ? rows.where ?? "true" : "true";
	return planRows({
		table,
		columns
	}, ` WHERE coalesce((${condition}\n), false)`, {
		numberOf,
		stages: [],
		needsPlaces: false,
		isDropped: true,
		uniqueness: { groupOf: () => void 0 }
	});
}
function planRows({ table, columns: planned }, where, options) {
	const columns = table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
	const own = identifier(table.name);
	const selected = columns.map((name) => `${own}.${identifier(name)}`);
	const rawFields = new Map(columns.map((name, index) => [name, index]));
	for (const { column, mask } of planned) {
		if (mask.mask !== "sql" || options.isDropped) continue;
		const index = columns.indexOf(column.name);
		rawFields.set(column.name, selected.push(selected[index]) - 1);
		selected[index] = expressionOf(mask.expression);
	}
	const place = options.needsPlaces ? selected.push(`${own}.ctid`) - 1 : void 0;
	const watched = new Set(options.stages.flatMap((stage) => stage.watched));
	const fields = planned.map((of) => {
		const { name, column, mask } = of;
		return {
			column: column.name,
			name,
			mask,
			maxLength: column.maxLength,
			number: options.numberOf(of),
			role: options.isDropped && mask.mask === "sql" ? "blank" : roleOf(mask),
			index: columns.indexOf(column.name),
			raw: rawFields.get(column.name),
			by: "by" in mask && mask.by !== void 0 ? rawFields.get(mask.by) : void 0,
			isWatched: watched.has(column.name),
			unique: options.uniqueness.groupOf(table, column)
		};
	});
	return {
		query: `SELECT ${selected.join(", ")} FROM ONLY ${qualified(table)} AS ${own}${where}`,
		columns,
		fields: fields.sort((a, b) => a.index - b.index),
		selected: selected.length,
		place
	};
}
function roleOf({ mask }) {
	if (mask === "sql") return "computed";
	if (mask === "command" || mask === "reembed") return "later";
	return mask === "derive" || mask === "trigger" ? "blank" : "masked";
}
/** An expression of the policy as a field, as text. It may end in a comment. */
function expressionOf(sql) {
	return `(${sql}\n)::text`;
}

const STAGING = "pg_temp.branch_prod_staging";
/**
* Computes the columns with the mask `derive` from masked rows: a temporary table with the types of the real one takes
* the rows of one spool, and another spool the rows as they are to be. Throws `mask-failed`, without a value.
*/
async function deriveRows(client, { table, columns }, options) {
	const { plan, transport, from, to, signal } = options;
	const own = identifier(table.name);
	const expressions = new Map(columns.flatMap(({ column, mask }) => mask.mask === "derive" ? [[column.name, mask.expression]] : []));
	const selected = plan.columns.map((name) => {
		const expression = expressions.get(name);
		return expression === void 0 ? `${own}.${identifier(name)}` : expressionOf(expression);
	});
	try {
		await inRowTransaction(client, table.schema, async () => {
			await client.query(`CREATE TEMPORARY TABLE branch_prod_staging (LIKE ${qualified(table)} INCLUDING GENERATED)`);
			for (const name of expressions.keys()) await client.query(`ALTER TABLE ${STAGING} ALTER ${identifier(name)} DROP NOT NULL`);
			await client.query(`ALTER TABLE ${STAGING} ADD branch_prod_row bigint GENERATED ALWAYS AS IDENTITY`);
			const target = {
				table: STAGING,
				columns: plan.columns
			};
			const order = await transport.write(client, target, from.read()) === void 0 ? "" : " ORDER BY branch_prod_row";
			const query = `SELECT ${selected.join(", ")} FROM ${STAGING} AS ${own}${order}`;
			for await (const chunk of transport.read(client, query, signal)) await to.write(chunk);
			await client.query(`DROP TABLE ${STAGING}`);
		});
	} catch (error) {
		const { code } = error;
		if (error instanceof BranchProdError || code === void 0) throw error;
		throw new BranchProdError("mask-failed", `columns of ${qualified(table)} could not be derived from its masked rows, SQLSTATE ${code}`, { nextStep: `Correct the expressions of ${[...expressions.keys()].join(", ")}.` });
	}
}

const INTERVAL_MS = 500;
/**
* @param what for example `masking people`.
* @param total how many rows there are, as far as is known.
*/
function countRows(what, total, onProgress) {
	const began = performance.now();
	let said = began;
	let done = 0;
	return (rows) => {
		done += rows;
		const now = performance.now();
		if (now - said < INTERVAL_MS) return;
		said = now;
		const rate = Math.round(done * 1e3 / (now - began));
		const left = total === void 0 || total <= done ? void 0 : (total - done) / rate;
		const of = left === void 0 ? "" : ` of about ${total}`;
		const time = left === void 0 ? "" : `, ${Math.ceil(left)} s left`;
		onProgress(`${what}, ${done}${of} rows, ${rate} rows/s${time}`);
	};
}

/**
* Masks the tables of the plan, and leaves no old row version of them: all rows are read, masked in threads and put
* aside, then all tables are emptied, and filled with them one by one. What runs meanwhile and reads other tables
* (derived columns, triggers, functions of generated columns and indexes) so meets masked rows or none. Triggers don't
* fire, but for those that masks name.
*
* The connections must be outside a transaction. Throws `mask-failed`, naming table, column and constraint but no
* value, and `interrupted`.
*/
async function maskTables(clients, plan, options) {
	const { signal, uniqueness } = options;
	const transport = await chooseTransport(clients.rows);
	const tables = plan.tables.filter(isMasked$1);
	for (const planned of tables) refuseVectorsThatChangeParts(planned);
	let valuesMasked = 0;
	const spooled = [];
	for (const planned of tables) {
		const result = await spoolTable(clients.rows, planned, /* @__PURE__ */ new Map(), {
			...options,
			transport
		});
		valuesMasked += result.valuesMasked;
		spooled.push(result);
		await seeDeletedRows(clients.rows, planned, {
			...options,
			transport
		});
	}
	const attempts = await uniqueness.resolve(clients.rows, signal);
	for (const [index, planned] of tables.entries()) {
		if (attempts.size === 0 || !uniqueness.mustRepeat(planned)) continue;
		await spooled[index]?.spool.end();
		spooled[index] = await spoolTable(clients.rows, planned, attempts, {
			...options,
			transport
		});
	}
	await emptyTables(clients, tables);
	const movedIndexes = [];
	for (const { root, tables: spools } of inOrder$1(groupByRoot(spooled))) {
		const together = [];
		for (const of of spools) together.push(await derived(clients.rows, of, {
			...options,
			transport
		}));
		options.onProgress(`writing ${together.map(({ planned }) => planned.table.name).join(", ")}`);
		const places = await fillTables(clients, together, {
			transport,
			root,
			signal
		});
		for (const [index, { planned, spool, before }] of together.entries()) {
			await spool.end();
			const indexes = movableIndexes(planned);
			if (indexes.length === 0) continue;
			const moved = movedRows(before, places[index] ?? createPlaceList());
			movedIndexes.push(...indexes.map(({ oid, method }) => ({
				oid,
				method,
				moved
			})));
		}
	}
	return {
		valuesMasked,
		movedIndexes
	};
}
/**
* Whether a table of the plan is masked here. Where nothing changes but what dropped columns have left, nothing has to be
* computed anew from masked rows, and no vector index has to be kept, PostgreSQL itself can rewrite it.
*/
function isMasked$1({ table, columns, rows }) {
	return columns.length > 0 || rows !== void 0 || table.vectorIndexes.length > 0 || table.callsFunctions;
}
/** Reads and masks a table's rows, and puts them aside. */
async function spoolTable(client, planned, attempts, options) {
	const { transport, pool, signal, raw, uniqueness } = options;
	const { table } = planned;
	const stages = createRowStages(planned, options);
	const needsPlaces = movableIndexes(planned).length > 0;
	const plan = planTable(planned, {
		...options,
		stages,
		needsPlaces
	});
	const before = createPlaceList();
	const count = countRows(`masking ${table.name}`, table.estimatedRows, options.onProgress);
	const spool = await options.spools.open();
	let valuesMasked = 0;
	try {
		await inRowTransaction(client, table.schema, async () => {
			const chunks = transport.read(client, plan.query, signal);
			for await (const { masked, raw: seen } of pool.mask(plan, attempts, chunks)) {
				if (seen !== void 0) raw.add(seen);
				before.add(masked.places);
				for (const { group, fingerprints } of masked.pairs) uniqueness.add(group, fingerprints);
				const staged = await applyStages(stages, plan.columns, masked, signal);
				valuesMasked += masked.valuesMasked + staged.valuesMasked;
				await spool.write(staged.lines);
				count(masked.rows);
			}
		});
	} catch (error) {
		await Promise.allSettled(stages.map((stage) => stage.end()));
		throw readFailure(planned, error);
	}
	const ends = await Promise.allSettled(stages.map((stage) => stage.end()));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	return {
		planned,
		plan,
		spool,
		before,
		valuesMasked
	};
}
/** A table with its derived columns computed; another one as it is. */
async function derived(client, masked, { transport, spools, signal }) {
	const { planned, plan, spool } = masked;
	if (!planned.columns.some(({ mask }) => mask.mask === "derive")) return masked;
	const to = await spools.open();
	await deriveRows(client, planned, {
		plan,
		transport,
		from: spool,
		to,
		signal
	});
	await spool.end();
	return {
		...masked,
		spool: to
	};
}
/** Takes down the raw values of rows that go, since other rows may quote them. */
async function seeDeletedRows(client, planned, options) {
	const { transport, pool, signal, raw } = options;
	const plan = planDeletedRows(planned, options);
	if (plan === void 0) return;
	try {
		await inRowTransaction(client, planned.table.schema, async () => {
			const chunks = transport.read(client, plan.query, signal);
			for await (const { raw: seen } of pool.mask(plan, /* @__PURE__ */ new Map(), chunks)) if (seen !== void 0) raw.add(seen);
		});
	} catch (error) {
		throw readFailure(planned, error);
	}
}
/** An expression of the policy may fail on a row; what PostgreSQL says of it may quote a value. */
function readFailure({ table, columns, rows }, error) {
	const { code } = error;
	if (error instanceof BranchProdError || !/^[0-9A-Z]{5}$/.test(code ?? "")) return error;
	const expressions = columns.filter(({ mask }) => mask.mask === "sql").map(({ name }) => name);
	const hasCondition = rows?.mask === "delete_rows" && rows.where !== void 0;
	const written = [...expressions.length === 0 ? [] : [`the expressions of ${expressions.join(", ")}`], ...hasCondition ? ["`where` in `sanitize.tables`, whose columns stand without their table"] : []];
	return new BranchProdError("mask-failed", `the rows of ${qualified(table)} could not be read, SQLSTATE ${code}`, { nextStep: written.length === 0 ? "See that the table can be read as a whole, for example with COPY." : `Correct ${written.join(", or ")}.` });
}
/** The parts of a partitioned table whose key is masked belong together: a row may be another part's now. */
function groupByRoot(spooled) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of spooled) {
		const { table } = one.planned;
		const root = changesParts(one.planned) ? table.root : void 0;
		const name = root === void 0 ? String(table.oid) : qualified(root);
		groups.set(name, {
			root,
			tables: [...groups.get(name)?.tables ?? [], one]
		});
	}
	return [...groups.values()];
}
/** What is computed from masked rows, which may be other tables', comes after those: what the policy says, last. */
function inOrder$1(groups) {
	return groups.toSorted((a, b) => turnOf(a) - turnOf(b));
}
function turnOf({ tables }) {
	const byPolicy = tables.some(({ planned }) => planned.columns.some(({ mask }) => mask.mask === "derive" || mask.mask === "trigger"));
	const bySchema = tables.some(({ planned }) => planned.table.callsFunctions);
	return byPolicy ? 2 : Number(bySchema);
}
function changesParts({ table, columns }) {
	return columns.some(({ column }) => table.partitionKey.includes(column.name));
}
function refuseVectorsThatChangeParts(planned) {
	if (!changesParts(planned) || movableIndexes(planned).length === 0) return;
	throw new BranchProdError("mask-failed", `${qualified(planned.table)} has a vector index, and a mask on the key of its partitions`, { nextStep: "Keep the columns of the partition key, so that each row stays in its part." });
}

/** SQLSTATE object_not_in_prerequisite_state: among others, of a view that has no rows yet. */
const NOT_POPULATED = "55000";
/**
* Makes anew what holds values of rows that are no more: tables without a mask may have deleted rows, materialized
* views and statistics come from the rows of before. PostgreSQL runs the expressions of a table or view as its owner,
* who is no superuser any more. Throws `mask-failed`, without a value.
*/
async function renewDerivedData(client, catalog, plan) {
	const rewritten = new Set(plan.tables.filter(isMasked$1).map(({ table }) => table.oid));
	for (const table of catalog.tables) {
		if (rewritten.has(table.oid) || table.vectorIndexes.length > 0) continue;
		await run$2(client, `VACUUM (FULL) ${qualified(table)}`, qualified(table));
	}
	await refreshViews(client);
	await renewStatistics(client);
}
/** A view may read others: none has rows of before when the first is filled, and each waits for those that it reads. */
async function refreshViews(client) {
	const { rows } = await client.query(`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`);
	let waiting = rows.map(({ name }) => name);
	for (const name of waiting) await run$2(client, `REFRESH MATERIALIZED VIEW ${name} WITH NO DATA`, name);
	while (waiting.length > 0) {
		const left = [];
		for (const name of waiting) await run$2(client, `REFRESH MATERIALIZED VIEW ${name}`, name).catch((error) => {
			if (!(error instanceof Failed) || error.state !== NOT_POPULATED) throw error;
			left.push(name);
			if (left.length === waiting.length) throw error;
		});
		waiting = left;
	}
}
/**
* All of them, since ANALYZE leaves what it doesn't gather again: of empty tables, of columns without a target, of
* a partitioned table's parts together. The rows of extended statistics are made by CREATE STATISTICS before
* PostgreSQL 15 (src/backend/statistics/extended_stats.c), so that only their values go.
*/
async function renewStatistics(client) {
	await client.query("DELETE FROM pg_catalog.pg_statistic");
	const { rows } = await client.query(`SELECT string_agg(format('%I = NULL', attname), ', ') AS assignments FROM pg_catalog.pg_attribute
      WHERE attrelid = 'pg_catalog.pg_statistic_ext_data'::regclass AND attname ~ '^stxd' AND attname <> 'stxdinherit'`);
	await client.query(`UPDATE pg_catalog.pg_statistic_ext_data SET ${rows[0]?.assignments}`);
	await run$2(client, "ANALYZE", "a table (ANALYZE)");
	await client.query("VACUUM (FULL) pg_catalog.pg_statistic");
	await client.query("VACUUM (FULL) pg_catalog.pg_statistic_ext_data");
}
var Failed = class extends BranchProdError {
	state;
	constructor(name, state) {
		super("mask-failed", `${name} could not be made anew from masked rows (SQLSTATE ${state})`, { nextStep: "See that it works for an owner who is no superuser, or remove it from the source." });
		this.state = state;
	}
};
/** An error of PostgreSQL may quote a value. */
async function run$2(client, statement, name) {
	try {
		await client.query(statement);
	} catch (error) {
		throw new Failed(name, error.code);
	}
}

/**
* Empties every large object: they have no column that a policy could name, so that all of their contents go. Each
* stays as an empty one with its number, which rows hold and code opens. Returns a line for the report.
*/
async function emptyLargeObjects(client) {
	const { rows } = await client.query("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
	await client.query("SET allow_system_table_mods = on");
	await client.query("TRUNCATE pg_catalog.pg_largeobject");
	await client.query("RESET allow_system_table_mods");
	const count = rows[0]?.count ?? "0";
	return count === "0" ? [] : [`large objects emptied: ${count}`];
}

/** By schema and name: jobs, requests that wait to be sent with their headers, and credentials. */
const TABLES = [
	"('cron', 'job'), ('cron', 'job_run_details'), ('pgagent', 'pga_job'), ('timetable', 'chain')",
	"('net', 'http_request_queue'), ('net', '_http_response')",
	"('vault', 'secrets'), ('pgsodium', 'key')"
].join(", ");
/**
* Rows of extensions that act for a database, where the tables are there without the extension: a dump brought them, or
* only the extension keeps secrets and nothing else. A schema's rows can't be read as a superuser, since expressions of
* its owner might run; emptying runs none, and triggers are off. What references them goes too.
*/
const LEFT_OVER_ROWS = [{
	what: "tables of jobs, requests and credentials",
	find: `SELECT ARRAY['SET session_replication_role = replica',
        format('TRUNCATE %I.%I CASCADE', n.nspname, c.relname), 'RESET session_replication_role']
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0
        AND (n.nspname, c.relname) IN (${TABLES})`
}];

/**
* Carries it out and returns its line of the report, if it has one. Throws `mask-failed` when a statement fails or
* something is still found afterwards.
*/
async function carryOut(client, { what, silent, find }) {
	const query = {
		text: find,
		rowMode: "array"
	};
	const { rows } = await client.query(query);
	for (const [statements] of rows) for (const statement of statements) await run$1(client, what, statement);
	if (rows.length === 0) return [];
	if ((await client.query(query)).rowCount !== 0) throw resists(what, "it is still there");
	return silent ? [] : [`${what}: ${rows.length}`];
}
/** An error of PostgreSQL may quote a value. */
async function run$1(client, what, statement) {
	try {
		await client.query(statement);
	} catch (error) {
		throw resists(what, `SQLSTATE ${error.code}`);
	}
}
function resists(what, reason) {
	return new BranchProdError("mask-failed", `${what} could not be neutralised (${reason})`, { nextStep: "Nothing was branched. Report this with the version of PostgreSQL." });
}

const names = OUTGOING_EXTENSIONS.map((name) => `'${name}'`).join(", ");
/**
* What acts by itself or reaches other hosts, and what opens them. The first statement is the first change to a copy:
* before PostgreSQL 17 event triggers can't be off altogether.
*/
const OUTGOING = [
	{
		what: "event triggers",
		find: `SELECT ARRAY[format('ALTER EVENT TRIGGER %I DISABLE', evtname)] FROM pg_catalog.pg_event_trigger
      WHERE evtenabled <> 'D'`
	},
	{
		what: "triggers for replicas",
		silent: true,
		find: `SELECT ARRAY[format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,
        CASE t.tgenabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, t.tgname)]
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE t.tgenabled IN ('A', 'R')
      UNION ALL SELECT ARRAY[format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname,
        CASE r.ev_enabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, r.rulename)]
      FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE r.ev_enabled IN ('A', 'R')`
	},
	{
		what: "prepared transactions",
		find: `SELECT ARRAY[format('ROLLBACK PREPARED %L', gid)] FROM pg_catalog.pg_prepared_xacts
      WHERE database = current_database()`
	},
	{
		what: "subscriptions",
		find: `SELECT ARRAY[format('ALTER SUBSCRIPTION %I DISABLE', subname),
        format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subname), format('DROP SUBSCRIPTION %I', subname)]
      FROM pg_catalog.pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`
	},
	{
		what: "replication slots",
		find: `SELECT ARRAY[format('SELECT pg_catalog.pg_drop_replication_slot(%L)', slot_name)]
      FROM pg_catalog.pg_replication_slots`
	},
	{
		what: "user mappings",
		find: `SELECT ARRAY[format('DROP USER MAPPING FOR %s SERVER %I',
        CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, srvname)]
      FROM pg_catalog.pg_user_mappings`
	},
	{
		what: "foreign servers",
		find: `SELECT ARRAY[format('DROP SERVER %I CASCADE', srvname)] FROM pg_catalog.pg_foreign_server`
	},
	{
		what: "extensions that reach other hosts",
		find: `SELECT ARRAY[format('DROP EXTENSION IF EXISTS %I CASCADE', extname)] FROM pg_catalog.pg_extension
      WHERE extname IN (${names})`
	},
	{
		what: "webhooks",
		find: `SELECT ARRAY[format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)]
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'supabase_functions' AND NOT t.tgisinternal AND t.tgparentid = 0`
	},
	{
		what: "foreign-data wrappers opened to roles",
		find: `SELECT ARRAY[format('ALTER FOREIGN DATA WRAPPER %I OWNER TO %I', fdwname, session_user), format(
        'UPDATE pg_catalog.pg_foreign_data_wrapper SET fdwacl = NULL, fdwoptions = NULL WHERE oid = %s', oid)]
      FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL OR fdwoptions IS NOT NULL
        OR fdwowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user)`
	},
	{
		what: "role passwords",
		find: `SELECT ARRAY[format('ALTER ROLE %I PASSWORD NULL', rolname)] FROM pg_catalog.pg_authid
      WHERE rolpassword IS NOT NULL`
	},
	{
		what: "security labels",
		find: `SELECT ARRAY[format('DELETE FROM pg_catalog.pg_seclabel WHERE objoid = %s AND classoid = %s
          AND objsubid = %s AND provider = %L', objoid, classoid::oid, objsubid, provider)]
      FROM pg_catalog.pg_seclabel
      UNION ALL SELECT ARRAY[format('DELETE FROM pg_catalog.pg_shseclabel WHERE objoid = %s AND classoid = %s
          AND provider = %L', objoid, classoid::oid, provider)]
      FROM pg_catalog.pg_shseclabel`
	}
];

/** Lets a role log in to the database, and read, write and make tables in all of its schemas. */
async function grantTables(client, roleName) {
	const role = identifier(roleName);
	const { rows } = await client.query(`SELECT nspname AS name, current_database() AS database FROM pg_catalog.pg_namespace
      WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'`);
	for (const { name, database } of rows) {
		const schema = identifier(name);
		await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${identifier(database)} TO ${role}`);
		await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role}`);
		await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
		await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
	}
}

/**
* The role that stands in for superusers while a copy is prepared and afterwards: it reads and writes every table, owns
* what superusers owned, and has no other power.
*/
const ROW_ROLE = "branch_prod_rows";
/** Makes the role. One of that name, which production had, is renamed. */
async function makeRowRole(client) {
	const role = identifier(ROW_ROLE);
	const { rows } = await client.query(`SELECT format('ALTER ROLE %I RENAME TO %I', rolname, rolname || '_' || oid) AS rename
      FROM pg_catalog.pg_roles WHERE rolname = $1`, [ROW_ROLE]);
	for (const { rename } of rows) await client.query(rename);
	await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS`);
	await client.query(`ALTER ROLE ${role} SET session_replication_role = replica`);
	await grantTables(client, ROW_ROLE);
}
/**
* A connection in which the code of production's users runs that reading and writing rows sets off: constraints,
* generated columns, casts, index expressions. It logs in as the role, since a superuser's session that has only set
* a role can be made a superuser's again by any function.
*/
async function connectForRows(copy) {
	const client = await copy.connect(ROW_ROLE);
	await client.query(`SELECT set_config('session_replication_role', 'replica', false)
      WHERE current_setting('session_replication_role') <> 'replica'`);
	return client;
}
/** Ends what the role was made for during the preparation. */
async function retireRowRole(client) {
	const role = identifier(ROW_ROLE);
	await client.query(`ALTER ROLE ${role} NOLOGIN`);
	await client.query(`ALTER ROLE ${role} RESET ALL`);
}

/** The bootstrap superuser, whom PostgreSQL itself needs: src/include/catalog/pg_authid.dat */
const BOOTSTRAP = 10;
/** src/include/catalog/pg_language.dat */
const LANGUAGE = {
	internal: 12,
	c: 13,
	sql: 14
};
const SUPERUSERS = "(SELECT oid FROM pg_catalog.pg_roles WHERE rolsuper)";
/** Whether an object came with an extension, or with a type as the constructor of a range does. */
const made = (catalog, oid, types) => `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass
    AND d.objid = ${oid} AND d.deptype IN (${types}))`;
/**
* What PostgreSQL's own functions for files, the server and its log are in C, by whatever name SQL calls them: who may
* call them is not left to what the source says of it.
*/
const REACHES_THE_MACHINE = `p.prolang = ${LANGUAGE.internal} AND p.prosrc ~ '${[...[
	"^pg_read_(binary_)?file",
	"^pg_ls_",
	"^pg_stat_file",
	"^(be_)?lo_(im|ex)port",
	"^pg_file_"
], ...["^binary_upgrade_", "^pg_(reload_conf|promote|rotate_logfile|logdir_ls)"]].join("|")}'`;
/** The same in extensions, of which a wrapper survives that was made by hand or added to another one. */
const REACHES_OUT = `p.prolang = ${LANGUAGE.c} AND p.probin::text ~ '(^|/)(${[...[
	"adminpack",
	"dblink",
	"file_fdw",
	"http",
	"mysql_fdw",
	"oracle_fdw",
	"pg_background"
], ...[
	"pg_cron",
	"pg_net",
	"plproxy",
	"plsh",
	"postgres_fdw",
	"tds_fdw",
	"libpqwalreceiver"
]].join("|")})([.-]|$)'`;
/**
* Functions in a language with which one can do what the server's account can: those that people made; of extensions,
* which are written in C and made of PostgreSQL's own functions, only those that reach further than the database.
*/
const UNTRUSTED = `p.prokind <> 'a' AND (${REACHES_THE_MACHINE} OR ${REACHES_OUT} OR NOT l.lanpltrusted
  AND p.oid >= ${FIRST_OF_USERS} AND NOT (p.prolang IN (${LANGUAGE.internal}, ${LANGUAGE.c})
    AND ${made("pg_proc", "p.oid", "'e', 'i'")}))`;
/** Of those, what does no more than the libraries that the copy's server has anyway. */
const OF_THE_SERVER = `p.prolang IN (${LANGUAGE.internal}, ${LANGUAGE.c})
  AND NOT (${REACHES_THE_MACHINE} OR ${REACHES_OUT})`;
/** Of `pg_catalog` too, where superusers can make functions. */
const ROUTINES = `pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`;
const reassign = `format('ALTER ROUTINE %s OWNER TO ${ROW_ROLE}', p.oid::regprocedure)`;
/** The right to call it is its owner's alone. */
const ONLY_OWNER = `ARRAY[makeaclitem(p.proowner, p.proowner, 'EXECUTE', false)]`;
const ONLY_BOOTSTRAP = `ARRAY[makeaclitem(${BOOTSTRAP}, ${BOOTSTRAP}, $x$EXECUTE$x$, false)]`;
const NEUTRALISED = "SELECT \"neutralised: its language can reach the machine\"";
/** Roles to files, programs and other hosts, by the numbers of src/include/catalog/pg_authid.dat: names can be changed. */
const POWERFUL = {
	pg_read_server_files: 4569,
	pg_write_server_files: 4570,
	pg_execute_server_program: 4571,
	pg_create_subscription: 6304
};
/**
* What in production only trusted people could use becomes a way to the account of the server, where the branch's role
* can call it: what superusers own goes to a role that is none, and everybody else loses more than their own tables.
* The order matters: who is a superuser is asked before some no longer are.
*/
const RIGHTS = [
	{
		what: "languages declared trusted",
		find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_language SET lanpltrusted = false WHERE oid = %s', l.oid)]
      FROM pg_catalog.pg_language l LEFT JOIN pg_catalog.pg_proc h ON h.oid = l.lanplcallfoid
      WHERE l.lanpltrusted AND l.oid <> ${LANGUAGE.sql} AND coalesce(h.prosrc, '') NOT IN ('plpgsql_call_handler',
        'plperl_call_handler', 'pltcl_call_handler', 'plv8_call_handler', 'pljs_call_handler', 'pllua_call_handler')`
	},
	{
		what: "triggers in untrusted languages",
		find: `SELECT ARRAY[format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)]
      FROM pg_catalog.pg_trigger t, ${ROUTINES} WHERE p.oid = t.tgfoid AND NOT t.tgisinternal AND t.tgparentid = 0
        AND ${UNTRUSTED}`
	},
	{
		what: "functions in untrusted languages",
		find: `SELECT ARRAY[format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, session_user), format(
        'UPDATE pg_catalog.pg_proc p SET prolang = ${LANGUAGE.sql}, prosrc = %L, probin = NULL, prosecdef = false,
          proconfig = NULL, proacl = %s WHERE oid = %s', '${NEUTRALISED}', $acl$${ONLY_OWNER}$acl$, p.oid)]
      FROM ${ROUTINES} WHERE p.oid >= ${FIRST_OF_USERS} AND (${UNTRUSTED}) AND NOT (${OF_THE_SERVER})`
	},
	{
		what: "functions of the server's libraries",
		find: `SELECT ARRAY[format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, session_user), format(
        'UPDATE pg_catalog.pg_proc p SET prosecdef = false, proconfig = NULL, proacl = %s WHERE oid = %s',
          $acl$${ONLY_OWNER}$acl$, p.oid)]
      FROM ${ROUTINES} WHERE p.oid >= ${FIRST_OF_USERS} AND (${UNTRUSTED}) AND (p.prosecdef
        OR p.proowner::regrole::text <> quote_ident(session_user) OR p.proacl::text IS DISTINCT FROM (${ONLY_OWNER})::text)`
	},
	{
		what: "functions of PostgreSQL's own that reach the machine",
		silent: true,
		find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proacl = ${ONLY_BOOTSTRAP}, proowner = ${BOOTSTRAP}
        WHERE oid = %s', p.oid)]
      FROM pg_catalog.pg_proc p WHERE p.oid < ${FIRST_OF_USERS} AND ${REACHES_THE_MACHINE}
        AND (p.proowner <> ${BOOTSTRAP} OR p.proacl::text IS DISTINCT FROM (${ONLY_BOOTSTRAP})::text)`
	},
	{
		what: "functions of PostgreSQL's own made security definer",
		find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET prosecdef = false WHERE oid = %s', p.oid)]
      FROM pg_catalog.pg_proc p WHERE p.prosecdef AND p.oid < ${FIRST_OF_USERS}`
	},
	{
		what: "superusers' security definer functions",
		find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND NOT (${UNTRUSTED})`
	},
	{
		what: "superusers' functions",
		silent: true,
		find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE NOT p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND p.oid >= ${FIRST_OF_USERS} AND NOT (${UNTRUSTED}) AND NOT ${made("pg_proc", "p.oid", "'e', 'i'")}`
	},
	{
		what: "superusers' aggregates",
		silent: true,
		find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE p.prokind = 'a' AND p.proowner IN ${SUPERUSERS}
      AND p.oid >= ${FIRST_OF_USERS}`
	},
	{
		what: "superusers' tables",
		silent: true,
		find: `SELECT ARRAY[format('ALTER TABLE %I.%I OWNER TO ${ROW_ROLE}', n.nspname, c.relname)]
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relowner IN ${SUPERUSERS}
        AND c.oid >= ${FIRST_OF_USERS}
        AND NOT ${made("pg_class", "c.oid", "'e'")}
        AND NOT (c.relkind = 'S' AND ${made("pg_class", "c.oid", "'a', 'i'")})`
	},
	{
		what: "powerful roles",
		find: `SELECT ARRAY[format('ALTER ROLE %I NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION', rolname)]
      FROM pg_catalog.pg_roles WHERE (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)
        AND rolname <> session_user AND oid <> ${BOOTSTRAP}`
	},
	{
		what: "members of powerful roles",
		find: `SELECT ARRAY[format('REVOKE %I FROM %I', r.rolname, m.rolname)
          || coalesce(format(' GRANTED BY %I', g.rolname), '') || ' CASCADE']
      FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
        JOIN pg_catalog.pg_roles m ON m.oid = a.member LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantor
      WHERE r.rolsuper OR r.oid IN (${Object.values(POWERFUL).join(", ")})`
	},
	{
		what: "roles with the branch's name",
		find: `SELECT ARRAY[format('ALTER ROLE %I RENAME TO %I', rolname, rolname || '_' || oid)]
      FROM pg_catalog.pg_roles WHERE rolname = '${BRANCH_ROLE}'`
	},
	{
		what: "functions opened to roles",
		find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proacl = %L WHERE oid = %s', i.initprivs, p.oid)]
      FROM ${ROUTINES} JOIN pg_catalog.pg_init_privs i ON i.objoid = p.oid
      WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND NOT (${UNTRUSTED}) AND p.prosrc <> '${NEUTRALISED}'
        AND p.proacl::text IS DISTINCT FROM i.initprivs::text`
	},
	{
		what: "system tables opened to roles",
		find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_class SET relacl = %L WHERE oid = %s', i.initprivs, c.oid)]
      FROM pg_catalog.pg_init_privs i JOIN pg_catalog.pg_class c ON c.oid = i.objoid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.classoid = 'pg_catalog.pg_class'::regclass AND i.objsubid = 0 AND n.nspname = 'pg_catalog'
        AND c.relacl::text IS DISTINCT FROM i.initprivs::text`
	},
	{
		what: "system tables that roles may write",
		find: `SELECT DISTINCT ARRAY[format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER
          ON TABLE %s FROM %s CASCADE', c.oid::regclass,
          CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END)]
      FROM pg_catalog.pg_class c, LATERAL (SELECT c.relacl AS acl UNION ALL SELECT a.attacl
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL) AS acls, aclexplode(acl) x
      WHERE c.oid < ${FIRST_OF_USERS} AND c.relkind = 'r' AND x.grantee <> c.relowner
        AND x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')`
	},
	{
		what: "rules on PostgreSQL's own views",
		find: `SELECT ARRAY[format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass)]
      FROM pg_catalog.pg_rewrite r WHERE r.ev_class < ${FIRST_OF_USERS} AND r.oid >= ${FIRST_OF_USERS}
        AND r.ev_type <> '1'`
	},
	{
		what: "settings opened to roles",
		find: `SELECT ARRAY['DELETE FROM pg_catalog.pg_parameter_acl',
        'VACUUM (FULL) pg_catalog.pg_parameter_acl'] FROM pg_catalog.pg_class
      WHERE oid = to_regclass('pg_catalog.pg_parameter_acl') AND pg_relation_size(oid) > 0`,
		silent: true
	},
	{
		what: "functions that not everybody may call",
		silent: true,
		find: `SELECT ARRAY[format('GRANT EXECUTE ON ROUTINE %s TO ${ROW_ROLE}', p.oid::regprocedure)]
      FROM ${ROUTINES} WHERE p.proacl IS NOT NULL AND ${USER_SCHEMA} AND NOT (${UNTRUSTED})
        AND NOT has_function_privilege('${ROW_ROLE}', p.oid, 'EXECUTE') AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_init_privs i WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND i.objoid = p.oid)`
	}
];

/** Other words of a connection string; https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS */
const NEIGHBOUR = `(?:host|hostaddr|port|dbname|user|connect_timeout|options|application_name|service|sslmode|sslrootcert)`;
const IS = String.raw`\s{0,4}=\s{0,4}`;
/** In quotes, doubled where the string stands in another one, or up to a blank. */
const VALUE = String.raw`(?:'{1,4}[^'\n]{1,256}(?=')|[^\s'";,|)]{1,256})`;
/**
* Each is bounded, so that no character is read from many starts: the password of a connection string, which white
* space alone parts from the next word, where code has a comma or an operator; a string of nothing but that; one that
* is put together; the password of a role or a user mapping.
*/
const PASSWORDS = [
	String.raw`(?<=\b${NEIGHBOUR}${IS}${VALUE}'{0,4}\s{1,8}(?:ssl)?password${IS})${VALUE}`,
	String.raw`(?<=\b(?:ssl)?password${IS})${VALUE}(?='{0,4}\s{1,8}${NEIGHBOUR}\s{0,4}=)`,
	String.raw`(?<=['$]\s{0,4}(?:ssl)?password=)[^\s'$|]{1,256}(?=\s{0,4}['$])`,
	String.raw`(?<=\bpassword${IS}'\s{0,4}\|\|\s{0,4}')[^'\n]{1,256}(?=')`,
	String.raw`(?<=\bpassword\s{1,8}'{1,4})[^'\n]{1,256}(?=')`
].map((source) => new RegExp(source, "gi"));
/** What stands for a value that is put in later: `%L`, `%2$s`, `$1`. */
const PLACEHOLDER = /^'*(?:%(?:\d+\$)?[sLI]|\$\d+)$/;
/** The credentials in code or prose: passwords, credentials of URLs, tokens. In their order, none inside another. */
function findCredentials(text) {
	const passwords = (/password/i.test(text) ? PASSWORDS : []).flatMap((pattern) => [...text.matchAll(pattern)].filter(([value]) => !PLACEHOLDER.test(value)).map(({ index, 0: value }) => ({
		start: index + (/^'*/.exec(value)?.[0].length ?? 0),
		end: index + value.length
	})));
	const others = findPatterns(text).filter(({ mask }) => isSecret(mask));
	const spans = [];
	for (const { start, end } of [...passwords, ...others].toSorted((a, b) => a.start - b.start)) if (start >= (spans.at(-1)?.end ?? 0)) spans.push({
		start,
		end
	});
	return spans;
}
/** A mask, or its name. */
function isSecret(mask) {
	return (typeof mask === "string" ? mask : mask.mask) === "secret";
}
const REDACTED = "redacted";
/** The text with `redacted` in the place of each credential; the same text without any. */
function redactCredentials(text) {
	let redacted = "";
	let from = 0;
	for (const { start, end } of findCredentials(text)) {
		if (text.slice(start, end) === REDACTED) continue;
		redacted += text.slice(from, start) + REDACTED;
		from = end;
	}
	return redacted + text.slice(from);
}

/** What the statistics quote of rows; vectors are left out, as they are in tables. */
async function readStatistics(client) {
	const { rows } = await client.query(`
    SELECT format('the statistics of %I.%I.%I', s.schemaname, s.tablename, s.attname) AS place,
      concat_ws(' ', s.most_common_vals::text, s.histogram_bounds::text, s.most_common_elems::text) AS text
    FROM pg_catalog.pg_stats s JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE c.oid >= ${FIRST_OF_USERS} AND t.typname NOT IN ('vector', 'halfvec', 'sparsevec')
    UNION ALL SELECT format('the statistics %I.%I', statistics_schemaname, statistics_name), most_common_vals::text
    FROM pg_catalog.pg_stats_ext WHERE most_common_vals IS NOT NULL`);
	return rows;
}
/** Which rows a publication sends; before PostgreSQL 15 all. */
const ROW_FILTERS = `UNION ALL SELECT 'pg_catalog.pg_publication_rel'::regclass, oid, 0, pg_get_expr(prqual, prrelid)
        FROM pg_catalog.pg_publication_rel`;
async function hasRowFilters(client) {
	const { rowCount } = await client.query(`SELECT FROM pg_catalog.pg_attribute
    WHERE attrelid = 'pg_catalog.pg_publication_rel'::regclass AND attname = 'prqual'`);
	return rowCount === 1;
}
/**
* Comments, labels, settings and the names of objects, the values that the catalog holds for rows (of sequences, of
* columns that were added with a default), and the source of whatever has one: of functions, views, defaults,
* constraints, indexes, policies, bounds of partitions, row filters of publications.
*/
async function readSchemaTexts(client) {
	const filters = await hasRowFilters(client) ? ROW_FILTERS : "";
	const { rows } = await client.query(`
    SELECT coalesce(pg_describe_object(class, oid, part), 'an object that is gone') AS place, text FROM (
      SELECT classoid AS class, objoid AS oid, objsubid AS part, description AS text FROM pg_catalog.pg_description
      UNION ALL SELECT classoid, objoid, objsubid, label FROM pg_catalog.pg_seclabel
      UNION ALL SELECT classoid, objoid, 0, label FROM pg_catalog.pg_shseclabel
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, enumtypid, 0, enumlabel FROM pg_catalog.pg_enum
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, 0, pg_get_functiondef(oid)
        FROM pg_catalog.pg_proc WHERE prokind <> 'a' AND oid >= ${FIRST_OF_USERS}
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, 0, pg_get_viewdef(oid)
        FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
      UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, 0, pg_get_ruledef(r.oid)
        FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind NOT IN ('v', 'm')
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, indexrelid, 0, pg_get_indexdef(indexrelid)
        FROM pg_catalog.pg_index
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, adrelid, adnum, pg_get_expr(adbin, adrelid)
        FROM pg_catalog.pg_attrdef
      UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid, 0, pg_get_constraintdef(oid)
        FROM pg_catalog.pg_constraint
      UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, oid, 0, pg_get_triggerdef(oid)
        FROM pg_catalog.pg_trigger
      UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, oid, 0,
          concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        FROM pg_catalog.pg_policy
      UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, 0, pg_get_statisticsobjdef(oid)
        FROM pg_catalog.pg_statistic_ext
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, 0, typdefault FROM pg_catalog.pg_type
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, attrelid, attnum, concat_ws(' ', attoptions, attfdwoptions)
        FROM pg_catalog.pg_attribute
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, 0, pg_get_expr(relpartbound, oid)
        FROM pg_catalog.pg_class
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, partrelid, 0, pg_get_partkeydef(partrelid)
        FROM pg_catalog.pg_partitioned_table
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, attrelid, attnum, attmissingval::text
        FROM pg_catalog.pg_attribute
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, aggfnoid::oid, 0, concat_ws(' ', agginitval, aggminitval)
        FROM pg_catalog.pg_aggregate
      UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, 0, dictinitoption FROM pg_catalog.pg_ts_dict
      UNION ALL SELECT 'pg_catalog.pg_extension'::regclass, oid, 0, extversion FROM pg_catalog.pg_extension
      ${filters}
    ) AS texts WHERE oid >= ${FIRST_OF_USERS} AND text <> ''
    UNION ALL SELECT 'the comment of a database, role or tablespace', description FROM pg_catalog.pg_shdescription
    UNION ALL SELECT 'the comment of a schema', description FROM pg_catalog.pg_description
      WHERE classoid = 'pg_catalog.pg_namespace'::regclass
    UNION ALL SELECT concat_ws(' ', 'the settings of', nullif(format('role %s', setrole::regrole), 'role -'),
        (SELECT format('database %I', datname) FROM pg_catalog.pg_database WHERE oid = setdatabase)),
      array_to_string(setconfig, ' ') FROM pg_catalog.pg_db_role_setting
    UNION ALL SELECT format('the sequence %I.%I', schemaname, sequencename), last_value::text
      FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL
    UNION ALL SELECT 'the name of a replication origin', roname FROM pg_catalog.pg_replication_origin
    UNION ALL SELECT 'the name of an object', pg_describe_object(classid, objid, 0)
      FROM (SELECT DISTINCT classid, objid FROM pg_catalog.pg_depend WHERE objid >= ${FIRST_OF_USERS}) AS objects
    UNION ALL SELECT 'the name of a ' || kind, name FROM (
      SELECT 'relation' AS kind, oid, relname::text AS name FROM pg_catalog.pg_class
      UNION ALL SELECT 'column', attrelid, attname::text FROM pg_catalog.pg_attribute WHERE attnum > 0
      UNION ALL SELECT 'schema', oid, nspname::text FROM pg_catalog.pg_namespace
      UNION ALL SELECT 'type', oid, typname::text FROM pg_catalog.pg_type
      UNION ALL SELECT 'function', oid, proname::text FROM pg_catalog.pg_proc
      UNION ALL SELECT 'constraint', oid, conname::text FROM pg_catalog.pg_constraint
      UNION ALL SELECT 'trigger', oid, tgname::text FROM pg_catalog.pg_trigger
      UNION ALL SELECT 'role', oid, rolname::text FROM pg_catalog.pg_roles
      UNION ALL SELECT 'database', oid, datname::text FROM pg_catalog.pg_database
      UNION ALL SELECT 'tablespace', oid, spcname::text FROM pg_catalog.pg_tablespace
      UNION ALL SELECT 'publication', oid, pubname::text FROM pg_catalog.pg_publication
    ) AS names WHERE oid >= ${FIRST_OF_USERS}`);
	return rows;
}

/**
* Takes credentials and personal data from what a schema says in text, beyond the raw values that the proof looks for:
* - comments with an e-mail address, a telephone number or a credential are removed;
* - triggers with a credential among their arguments are dropped: it is what they call others with;
* - in the source of functions `redacted` takes a credential's place.
* What else holds one has been compiled, and can't be changed without its meaning: of a view, a default, a constraint.
* Returns lines for the report. Throws `mask-failed`, naming those.
*/
async function removeSchemaSecrets(client) {
	const counts = [
		["comments with personal data", await removeComments(client)],
		["triggers with credentials", await dropTriggers(client)],
		["functions with credentials", await redactFunctions(client)]
	];
	const places = (await readSchemaTexts(client)).filter(({ text }) => hasCredentials(text)).map(({ place }) => place);
	if (places.length > 0) throw new BranchProdError("mask-failed", `the schema holds credentials, which can't be taken out:\n${places.map((place) => `  ${place}`).join("\n")}`, { nextStep: "Move them to a table that the policy can name, or to a user mapping." });
	return counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
}
function hasCredentials(text) {
	return redactCredentials(text) !== text;
}
async function removeComments(client) {
	const { rows } = await client.query(`
    SELECT description AS text, format('DELETE FROM pg_catalog.pg_description WHERE objoid = %s AND classoid = %s
      AND objsubid = %s', objoid, classoid::oid, objsubid) AS remove FROM pg_catalog.pg_description
    UNION ALL SELECT description, format('DELETE FROM pg_catalog.pg_shdescription WHERE objoid = %s AND classoid = %s',
      objoid, classoid::oid) FROM pg_catalog.pg_shdescription`);
	const personal = rows.filter(({ text }) => findPatterns(text).length > 0 || hasCredentials(text));
	for (const { remove } of personal) await client.query(remove);
	return personal.length;
}
/** Those of partitions go with their table's. */
async function dropTriggers(client) {
	const { rows } = await client.query(`
    SELECT pg_get_triggerdef(oid) AS text, format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop
    FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgparentid = 0`);
	const found = rows.filter(({ text }) => hasCredentials(text));
	for (const { drop } of found) await client.query(drop);
	return found.length;
}
async function redactFunctions(client) {
	const { rows } = await client.query("SELECT oid::text, prosrc AS source FROM pg_catalog.pg_proc WHERE oid >= 16384");
	const found = rows.filter(({ source }) => hasCredentials(source));
	for (const { oid, source } of found) await client.query("UPDATE pg_catalog.pg_proc SET prosrc = $1 WHERE oid = $2", [redactCredentials(source), oid]);
	return found.length;
}

/**
* What a database or a role may keep of its settings: what decides the answers and the plans of queries, and can't hold
* a secret. Anything else may be one (`app.jwt_secret`), and outranks what a copy's server is started with.
*/
const KEPT = [
	"bytea_output",
	"datestyle",
	"default_statistics_target",
	"default_text_search_config",
	"extra_float_digits",
	"hash_mem_multiplier",
	"intervalstyle",
	"lc_monetary",
	"lc_numeric",
	"lc_time",
	"max_parallel_workers_per_gather",
	"search_path",
	"standard_conforming_strings",
	"timezone",
	"work_mem"
];
const NAME = `lower(split_part(entry, '=', 1))`;
const IS_KEPT = `(${NAME} IN (${KEPT.map((name) => `'${name}'`).join(", ")})
  OR entry ~ '^(hnsw|ivfflat)[.][a-z_]+=[a-z0-9_.]+$'
  OR EXISTS (SELECT FROM pg_catalog.pg_settings p WHERE lower(p.name) = ${NAME} AND p.vartype <> 'string'
    AND (p.category LIKE 'Query Tuning%' OR p.name ~ '^jit(_|$)')))`;
/** One thing is one setting that goes; the statements for a row of the catalog are repeated, and harmless then. */
const SETTINGS = [{
	what: "settings of databases and roles",
	find: `SELECT ARRAY[
        format('UPDATE pg_catalog.pg_db_role_setting SET setconfig = array_remove(setconfig, %L)
          WHERE setdatabase = %s AND setrole = %s', entry, s.setdatabase, s.setrole),
        'DELETE FROM pg_catalog.pg_db_role_setting WHERE setconfig = ''{}''']
      FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) AS entry WHERE NOT ${IS_KEPT}`
}, {
	what: "settings of functions",
	find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proconfig = nullif(array_remove(proconfig, %L), ''{}'')
          WHERE oid = %s', entry, p.oid)]
      FROM pg_catalog.pg_proc p, unnest(p.proconfig) AS entry WHERE ${NAME} LIKE '%.%' AND NOT ${IS_KEPT}`
}];

/**
* Takes from a copy what could act outside it, or give the branch's role more than the branch. Returns what was found,
* as `subscriptions: 1`; other databases are counted here and dropped by the engine. Throws `mask-failed` when
* something resists, naming it.
*/
async function neutralise(client) {
	const done = [];
	const carryOutAll = async (list) => {
		for (const neutralisation of list) done.push(...await carryOut(client, neutralisation));
	};
	await carryOutAll(OUTGOING);
	await carryOutAll(SETTINGS);
	await makeRowRole(client);
	await carryOutAll(RIGHTS);
	await carryOutAll(LEFT_OVER_ROWS);
	done.push(...await emptyLargeObjects(client));
	done.push(...await removeSchemaSecrets(client));
	const { rows } = await client.query(`SELECT count(*)::int AS others FROM pg_catalog.pg_database
      WHERE datname <> current_database() AND NOT datistemplate AND datname NOT IN ('template0', 'template1')`);
	const others = rows[0]?.others ?? 0;
	if (others > 0) done.push(`other databases: ${others}`);
	return done;
}

/**
* The fields whose value may come from the environment, and is never shown; `*` stands for any key. The stand-in is a
* value that the field's schema accepts.
*/
const secretFields = [
	{
		path: ["source", "postgres"],
		standIn: "postgres://stand-in.invalid/stand-in"
	},
	{
		path: [
			"source",
			"archive",
			"restoreCommand"
		],
		standIn: "stand-in %f %p"
	},
	{
		path: ["sanitize", "key"],
		standIn: "stand-in for the key of the masks"
	},
	{
		path: [
			"sanitize",
			"embeddings",
			"key"
		],
		standIn: "stand-in"
	},
	{
		path: [
			"sanitize",
			"embeddings",
			"url"
		],
		standIn: "https://stand-in.invalid"
	},
	{
		path: [
			"preview",
			"env",
			"*"
		],
		standIn: ""
	},
	{
		path: [
			"ai",
			"judge",
			"key"
		],
		standIn: "stand-in"
	},
	{
		path: [
			"ai",
			"judge",
			"url"
		],
		standIn: "https://stand-in.invalid"
	}
];
/** Whether the field at this path may read the environment. */
function isSecretField(path) {
	return secretFields.some((field) => field.path.length === path.length && startsWith(path, field));
}
/** What stands for the value of a secret field where nobody may know it. */
function standInFor(path) {
	return secretFields.find((field) => startsWith(path, field))?.standIn ?? "";
}
/** The path down to the secret field that it enters: below it, keys may be parts of the secret. */
function cutAtSecretField(path) {
	const field = secretFields.find((field) => startsWith(path, field));
	return field === void 0 ? path : path.slice(0, field.path.length);
}
function startsWith(path, field) {
	return field.path.every((key, at) => at < path.length && (key === "*" || key === path[at]));
}

/**
* One problem on one line, for example
* `branch-prod.yml:9:5: sanitize.columns["people.emial"]: no such column; did you mean "email"?`.
*/
function formatProblem(text, problem) {
	const { line, column } = positionOf(text, problem);
	const field = formatPath(problem.path);
	const message = problem.message.replace(/[\r\n]+/g, " ");
	return `${text.file}:${line}:${column}: ${field === "" ? "" : `${field}: `}${message}`;
}
/** To find a place takes as long as the text is long, and nobody corrects more than this at once. */
const mostProblems$1 = 500;
/**
* The error `config-invalid` that says all problems, one a line, in the order of the text; of more than 500 the first
* that were found, and how many are left out. The next step is to correct the text, unless another is given.
*/
function invalidConfig(text, problems, { nextStep = correct(text) } = {}) {
	const ordered = problems.slice(0, mostProblems$1).map((problem) => ({
		...problem,
		position: positionOf(text, problem)
	})).sort(({ position: a }, { position: b }) => a.line - b.line || a.column - b.column);
	const lines = new Set(ordered.map((problem) => formatProblem(text, problem)));
	const more = problems.length - ordered.length;
	if (more > 0) lines.add(`… and ${more} more`);
	return new BranchProdError("config-invalid", [...lines].join("\n"), { nextStep });
}
function correct({ file }) {
	const [committed] = /[^:]+$/.exec(file) ?? [];
	return committed !== void 0 && committed !== file ? `Correct it, run \`branch-prod check --config ${committed}\`, and commit it to the default branch.` : `Correct it, then run \`branch-prod check --config ${file}\`.`;
}
/** A path as one would write it in JavaScript: `replay.cases[0]`, `sanitize.columns["people.email"]`. */
function formatPath(path) {
	return cutAtSecretField(path).reduce((parent, key) => {
		if (typeof key === "number") return `${parent}[${key}]`;
		if (!/^[A-Za-z_]\w*$/.test(key)) return `${parent}[${quote$1(key)}]`;
		return parent === "" ? key : `${parent}.${key}`;
	}, "");
}
function positionOf(text, problem) {
	return problem.position ?? text.locate(problem.path);
}

/** Kinds of types, by what their values look like; a type of no kind is taken to accept any text. */
const TYPES = {
	text: [
		"text",
		"varchar",
		"bpchar",
		"citext",
		"name",
		"char"
	],
	number: [
		"int2",
		"int4",
		"int8",
		"numeric",
		"float4",
		"float8",
		"money"
	],
	date: [
		"date",
		"timestamp",
		"timestamptz"
	],
	time: [
		"time",
		"timetz",
		"interval"
	],
	period: [
		"daterange",
		"tsrange",
		"tstzrange",
		"datemultirange",
		"tsmultirange",
		"tstzmultirange"
	],
	uuid: ["uuid"],
	network: ["inet", "cidr"],
	mac: ["macaddr", "macaddr8"],
	point: [
		"point",
		"lseg",
		"box",
		"path",
		"polygon"
	],
	shape: [
		"line",
		"circle",
		"geometry",
		"geography",
		"raster"
	],
	json: ["json", "jsonb"],
	xml: ["xml"],
	hstore: ["hstore"],
	search: ["tsvector", "tsquery"],
	bytes: ["bytea"],
	range: [
		"int4range",
		"int8range",
		"numrange",
		"int4multirange",
		"int8multirange",
		"nummultirange"
	],
	other: [
		"bool",
		"bit",
		"varbit",
		"oid",
		"pg_lsn",
		"xid",
		"xid8"
	],
	enum: [],
	vector: []
};
/** The kinds that a mask's pseudonyms fit; masks that are not here fit every type. */
const FITS = {
	person: ["text"],
	first_name: ["text"],
	last_name: ["text"],
	company: ["text"],
	email: ["text"],
	phone: ["text", "number"],
	address: ["text"],
	city: ["text"],
	postcode: ["text", "number"],
	geo: [
		"text",
		"number",
		"point"
	],
	date: [
		"text",
		"number",
		"date",
		"period"
	],
	birthdate: [
		"text",
		"number",
		"date"
	],
	ip: ["text", "network"],
	mac: ["text", "mac"],
	url: ["text"],
	uuid: ["text", "uuid"],
	card: ["text", "number"],
	iban: ["text"],
	national_id: ["text", "number"],
	number: ["number", "range"],
	secret: [
		"text",
		"number",
		"uuid",
		"bytes"
	],
	hash: [
		"text",
		"uuid",
		"bytes"
	],
	scramble: ["text", "bytes"],
	text: ["text"],
	json: ["text", "json"],
	xml: ["text", "xml"],
	hstore: ["hstore"],
	noise: ["vector"],
	reembed: ["vector"]
};
/** Masks that give a whole array as well as one value. */
const FIT_ARRAYS = [
	"array",
	"keep",
	"null",
	"constant",
	"sql",
	"derive",
	"trigger",
	"command"
];
/** What keeps a mask from fitting its column: its type, NOT NULL, uniqueness, or something of the table that is not there. */
function findMisfits(mask, { table, column, path }) {
	const problem = (message, ...at) => ({
		path: [...path, ...at],
		message
	});
	const wrongType = whyNoFit(mask, column);
	if (wrongType !== void 0) return [problem(wrongType)];
	if (mask.mask === "null" && column.notNull) return [problem(`${column.name} is NOT NULL`)];
	const isAlone = table.uniqueKeys.some((key) => key.length === 1 && key[0] === column.name);
	if (mask.mask === "constant" && isAlone) return [problem(`${column.name} is unique: its values can't all be the same`)];
	if (mask.mask === "trigger" && !table.insertTriggers.includes(mask.trigger)) return [problem(`no such row trigger that fires before INSERT; there is ${table.insertTriggers.join(", ") || "none"}`, "trigger")];
	if (mask.mask === "reembed") {
		const from = table.columns.find(({ name }) => name === mask.from);
		if (from === void 0) return [problem("no such column in the same table", "from")];
		if (!from.holdsText || from.isVector) return [problem("holds no text", "from")];
		if (from.generated) return [problem("is generated: name the column that it comes from", "from")];
	}
	return [];
}
function whyNoFit(mask, column) {
	const { type } = column;
	if (mask.mask === "array") {
		if (!column.isArray) return `the mask array does not fit ${type}, which is no array`;
		const inner = whyNoFit(mask.each, {
			...column,
			isArray: false
		});
		return inner && `each: ${inner}`;
	}
	if (column.isArray && !FIT_ARRAYS.includes(mask.mask)) return `${type} is an array: use { mask: array, each: ${mask.mask} }`;
	const kind = kindOf(column);
	const fits = FITS[mask.mask];
	if (fits === void 0) return void 0;
	if (kind === void 0 ? fits.includes("text") : fits.includes(kind)) return kind === "range" && mask.mask === "number" && mask.keep !== "rank" ? `${type} needs { mask: number, keep: rank }` : void 0;
	const choices = [
		...Object.entries(FITS).flatMap(([name, kinds]) => kind !== void 0 && kinds.includes(kind) ? [name] : []),
		"null",
		"constant",
		"sql",
		"derive",
		"command"
	].join(", ");
	return `the mask ${mask.mask} does not fit ${type}; what does: ${choices}`;
}
/** What the values of a column look like; `undefined` for a type that nobody here knows. */
function kindOf({ typname, isEnum, isVector }) {
	if (isEnum) return "enum";
	if (isVector) return "vector";
	return Object.entries(TYPES).find(([, names]) => names.includes(typname))?.[0];
}

/** Whether a column's values are lists of the words of other columns, as full-text search uses them. */
function isSearchVector({ typname }) {
	return typname === "tsvector";
}
/**
* Search vectors that are kept beside masked text of the same table: their words, of which only stems are left
* (`lovelac`), most likely come from it, and the proof can't find stems.
*/
function findKeptSearchVectors(decisions, keepsRows) {
	const problems = /* @__PURE__ */ new Map();
	for (const [table, ofTable] of decisions) {
		if (!keepsRows(table)) continue;
		const masked = [...ofTable].find(([column, { mask }]) => mask.mask !== "keep" && holdsWords(column))?.[0];
		for (const [column, { mask, path }] of ofTable) {
			if (masked === void 0 || mask.mask !== "keep" || !isSearchVector(column)) continue;
			const message = `${columnName(table, column.name)} holds words of the raw row, and ${masked.name} beside it is masked: compute it from the masked row, by { mask: derive, expression: … } or { mask: trigger, trigger: … } in sanitize.columns`;
			problems.set(JSON.stringify([path, message]), {
				path,
				message
			});
		}
	}
	return [...problems.values()];
}
/** Text that somebody may search, and a type that nobody here knows; no address of a network, no bytes. */
function holdsWords(column) {
	const kind = kindOf(column);
	return column.holdsText && (kind === void 0 || [
		"text",
		"json",
		"xml",
		"hstore"
	].includes(kind));
}

/**
* The tables that a rule is about: the one that it names, the parts of a partitioned one, and those that inherit from
* it. `complain` is told when there are none.
*/
function findTables(catalog, { schema, table }, complain) {
	const found = catalog.tables.filter((candidate) => [candidate, ...candidate.parents].some((it) => it.schema === schema && it.name === table));
	if (found.length === 0) complain(whyNoTable(catalog, {
		schema,
		table
	}));
	return found;
}
/** The columns that a rule names: of a table with parts or heirs one of each. */
function findColumns(catalog, reference, complain) {
	const tables = findTables(catalog, reference, complain);
	const all = tables.flatMap((table) => table.columns.filter(({ name }) => name === reference.column).map((column) => ({
		table,
		column
	})));
	const found = all.filter(({ column }) => !column.generated);
	if (tables.length > 0 && found.length === 0) {
		const where = `${reference.schema}.${reference.table}`;
		const names = tables.flatMap(({ columns }) => columns.filter(({ generated }) => !generated));
		const hint = didYouMean(reference.column, names.map(({ name }) => name));
		complain(all.length > 0 ? "is generated: PostgreSQL computes it from the masked columns, and it takes no rule" : `no such column in ${where}${hint}`);
	}
	return found;
}
/**
* The columns that a rule of `keep` names. `table.*` leaves out what has to be named itself: vectors, since an
* embedding can be inverted into much of its text, search vectors, which hold the words of other columns, and columns
* that only an heir of the table has, which nobody saw who looked at the table.
*/
function findKept(catalog, { column, ...table }, complain) {
	if (column !== void 0) return findColumns(catalog, {
		...table,
		column
	}, complain);
	const found = findTables(catalog, table, complain);
	const named = found.find((it) => it.schema === table.schema && it.name === table.table);
	const seen = new Set(named?.columns.map(({ name }) => name));
	return found.flatMap((it) => it.columns.filter(({ name }) => it.root !== void 0 || seen.has(name)).filter((kept) => !kept.generated && !kept.isVector && !isSearchVector(kept)).map((kept) => ({
		table: it,
		column: kept
	})));
}
function whyNoTable(catalog, { schema, table }) {
	if (catalog.materializedViews.some((view) => view.schema === schema && view.name === table)) return "is a materialized view: it is refreshed from the masked tables, and takes no rule";
	const names = catalog.tables.flatMap((candidate) => [candidate, ...candidate.parents]).filter((candidate) => candidate.schema === schema);
	return `no such table in ${schema}${didYouMean(table, names.map(({ name }) => name))}`;
}

/** What the rules say, column by column. A column that two rules give different masks is a problem. */
function decideByRules({ config }, catalog, problems) {
	const decisions = new Map(catalog.tables.map((table) => [table, /* @__PURE__ */ new Map()]));
	const { columns, keep } = config.sanitize;
	const rules = [...columns.map(({ name, column, mask }) => ({
		path: [
			"sanitize",
			"columns",
			name
		],
		isNamed: true,
		mask,
		find: (complain) => findColumns(catalog, column, complain)
	})), ...keep.map((reference, index) => ({
		path: [
			"sanitize",
			"keep",
			index
		],
		isNamed: reference.column !== void 0,
		mask: { mask: "keep" },
		find: (complain) => findKept(catalog, reference, complain)
	}))];
	for (const { path, isNamed, mask, find } of rules) {
		const complain = (message) => problems.push({
			path,
			message
		});
		for (const { table, column } of find(complain)) {
			const ofTable = decisions.get(table);
			const earlier = ofTable?.get(column);
			if (earlier === void 0 || isNamed && !earlier.isNamed) ofTable?.set(column, {
				mask,
				path,
				isNamed
			});
			else if (isNamed && !isSameMask(earlier.mask, mask)) complain(`${columnName(table, column.name)} has another mask by ${earlier.path.at(-1)}`);
		}
	}
	return decisions;
}
/** Whether two masks give every value the same pseudonym: their options are the same too. */
function isSameMask(a, b) {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** Masks that give no pseudonym, none for a value alone, or none that could stand in prose. */
const NOT_IN_PROSE = /* @__PURE__ */ new Set([
	...[
		"keep",
		"null",
		"constant",
		"text",
		"json",
		"xml",
		"hstore",
		"array",
		"sql"
	],
	...[
		"derive",
		"trigger",
		"command",
		"noise",
		"reembed"
	],
	...[
		"date",
		"birthdate",
		"number",
		"geo"
	]
]);
/** The columns whose values are searched for inside prose: those that prose names, and all of people's names. */
function findEntities({ config }, catalog, decisions, problems) {
	const entities = /* @__PURE__ */ new Map();
	function add(table, column, { mask }) {
		entities.set(column, {
			table,
			column: {
				name: columnName(table, column.name),
				column,
				mask
			}
		});
	}
	for (const rule of config.sanitize.columns) for (const { mask, path } of withInner(rule.mask, [
		"sanitize",
		"columns",
		rule.name
	])) {
		if (mask.mask !== "text") continue;
		for (const [index, reference] of mask.entities.entries()) {
			const complain = (message) => problems.push({
				path: [
					...path,
					"entities",
					index
				],
				message
			});
			for (const { table, column } of findColumns(catalog, reference, complain)) {
				const decision = decisions.get(table)?.get(column);
				if (decision === void 0 || !givesPseudonyms(decision.mask)) complain("has no mask that gives a pseudonym for each value");
				else add(table, column, decision);
			}
		}
	}
	for (const [table, ofTable] of decisions) for (const [column, decision] of ofTable) if (decision.mask.mask === "person" && !entities.has(column)) add(table, column, decision);
	return [...entities.values()];
}
/** A mask of a structure does if one inside it does. */
function givesPseudonyms(mask) {
	return [...withInner(mask, [])].some((inner) => !NOT_IN_PROSE.has(inner.mask.mask));
}

/**
* Gives every column that references a masked one the same mask, through chains of references, so that a key still
* leads somewhere. Adds a problem where the policy says something else of one of the two. A composite key is followed
* column by column.
*/
function followForeignKeys(catalog, decisions, problems) {
	const links = findLinks(catalog);
	const decisionOn = ({ places }) => {
		const found = places.map(({ table, column }) => decisions.get(table)?.get(column));
		return found.find(isMasked) ?? found.find((decision) => decision !== void 0);
	};
	const refused = /* @__PURE__ */ new Set();
	for (let changed = true; changed;) {
		changed = false;
		for (const link of links) {
			const key = decisionOn(link.to);
			if (!isMasked(key) || refused.has(link)) continue;
			for (const { table, column } of link.from.places) {
				const own = decisions.get(table)?.get(column);
				if (own !== void 0 && isSameMask(own.mask, key.mask)) continue;
				const message = whyNotFollowed(link, key.mask, own);
				if (message !== void 0) {
					refused.add(link);
					if (own?.mask.mask !== "null") problems.push({
						path: (own ?? key).path,
						message
					});
					break;
				}
				decisions.get(table)?.set(column, follow$1(key, link));
				changed = true;
			}
		}
	}
	for (const { key, from, to } of links) {
		const own = decisionOn(from);
		if (!isMasked(own) || own.mask.mask === "null" || isMasked(decisionOn(to))) continue;
		if (to.places.length === 0) continue;
		const message = `${from.name} has a mask, and ${to.name}, which it references (${key.name}), has none: mask ${to.name}, and ${from.name} follows`;
		problems.push({
			path: own.path,
			message
		});
	}
}
/** The most characters that fit into all columns that a column shares its values with. */
function shortestLengths(catalog, decisions) {
	const lengths = /* @__PURE__ */ new Map();
	for (const { columns } of catalog.tables) for (const column of columns) if (column.maxLength !== void 0) lengths.set(column, column.maxLength);
	const links = findLinks(catalog).map(({ from, to }) => [...from.places, ...to.places].filter(({ table, column }) => isMasked(decisions.get(table)?.get(column))));
	for (let changed = true; changed;) {
		changed = false;
		for (const places of links) {
			const shortest = Math.min(...places.map(({ column }) => lengths.get(column) ?? Infinity));
			for (const { column } of places) {
				if (shortest >= (lengths.get(column) ?? Infinity)) continue;
				lengths.set(column, shortest);
				changed = true;
			}
		}
	}
	return lengths;
}
function findLinks(catalog) {
	const families = /* @__PURE__ */ new Map();
	const shown = /* @__PURE__ */ new Map();
	for (const table of catalog.tables) for (const { oid, schema, name } of [table, ...table.parents]) {
		shown.set(oid, formatTableName({
			schema,
			table: name
		}));
		families.set(oid, [...families.get(oid) ?? [], table]);
	}
	const node = (oid, tableName, name) => ({
		name: `${shown.get(oid) ?? tableName}.${name}`,
		places: (families.get(oid) ?? []).flatMap((table) => table.columns.filter((column) => column.name === name && !column.generated).map((column) => ({
			table,
			column
		})))
	});
	return catalog.foreignKeys.flatMap((key) => key.columns.map((name, index) => ({
		key,
		from: node(key.table, key.tableName, name),
		to: node(key.referencedTable, key.referencedTableName, key.referencedColumns[index] ?? "")
	})));
}
function isMasked(decision) {
	return decision !== void 0 && decision.mask.mask !== "keep";
}
function follow$1({ mask, path }, { key, to }) {
	const { name: foreignKey, referencedTable: table } = key;
	const column = to.places[0]?.column.name ?? "";
	return {
		mask,
		path,
		isNamed: false,
		follows: {
			foreignKey,
			table,
			tableName: to.name.slice(0, -column.length - 1),
			column
		}
	};
}
function whyNotFollowed({ key, from, to }, mask, own) {
	if (own !== void 0 && (own.isNamed || own.follows !== void 0)) return `${to.name}, which ${from.name} references (${key.name}), has the mask ${mask.mask}, and ${from.name} has ${own.mask.mask}: give ${from.name} no rule, and it follows`;
	const reason = whyUnequal(mask);
	return reason && `${from.name} references ${to.name} (${key.name}) and can't follow its mask: ${reason}`;
}
/** Why a mask gives equal values in two columns different pseudonyms. */
function whyUnequal(mask) {
	switch (mask.mask) {
		case "sql":
		case "derive":
		case "trigger": return `${mask.mask} is computed from a row of its own table`;
		case "date": return mask.by === void 0 ? void 0 : "`by` is a column of its own table";
		case "number": return mask.keep === "rank" ? "ranks are those of one column" : void 0;
		case "noise":
		case "reembed": return "a vector is no key";
		default: return;
	}
}

/**
* What becomes of the rows of each table that `sanitize.tables` names, with its parts and heirs. A table that is
* truncated while another one's rows still reference it is a problem.
*/
function decideTables({ config }, catalog, problems) {
	const rules = /* @__PURE__ */ new Map();
	for (const { name, table, mask } of config.sanitize.tables) {
		const complain = (message) => problems.push({
			path: [
				"sanitize",
				"tables",
				name
			],
			message
		});
		for (const found of findTables(catalog, table, complain)) {
			const rule = mask.mask === "truncate" || mask.where === void 0 ? { mask: mask.mask } : {
				mask: mask.mask,
				where: mask.where
			};
			const earlier = rules.get(found);
			if (earlier !== void 0 && JSON.stringify(earlier) !== JSON.stringify(rule)) complain(`${found.name} has another rule above`);
			rules.set(found, rule);
		}
	}
	const family = (oid) => catalog.tables.filter((table) => [table, ...table.parents].some((it) => it.oid === oid));
	for (const key of catalog.foreignKeys) {
		const truncated = family(key.referencedTable).filter((table) => rules.get(table)?.mask === "truncate");
		const left = family(key.table).filter((table) => !isEmptied(rules.get(table)));
		if (truncated.length === 0 || left.length === 0) continue;
		const rule = config.sanitize.tables.find(({ table, mask }) => {
			return (mask.mask === "truncate" ? findTables(catalog, table, () => {}) : []).some((it) => truncated.includes(it));
		});
		problems.push({
			path: [
				"sanitize",
				"tables",
				rule?.name ?? ""
			],
			message: `${nameOf$2(left[0])} references it (${key.name}): truncate ${nameOf$2(left[0])} too`
		});
	}
	return rules;
}
function nameOf$2(table) {
	const { schema, name } = table?.root ?? table ?? {
		schema: "",
		name: ""
	};
	return formatTableName({
		schema,
		table: name
	});
}
/** Whether no row of the table is left. */
function isEmptied(rule) {
	return rule?.mask === "truncate" || rule?.mask === "delete_rows" && rule.where === void 0;
}

/** Looks at the tables that keep rows. */
function findUnlisted(catalog, decisions, keepsRows) {
	const stored = new Map(catalog.tables.map((table) => [table.oid, table]));
	const problems = /* @__PURE__ */ new Map();
	const numbers = /* @__PURE__ */ new Set();
	for (const [table, ofTable] of decisions) {
		if (!keepsRows(table)) continue;
		for (const column of table.columns) {
			if (column.generated || ofTable.has(column)) continue;
			const name = columnName(ownerOf(table, column, stored), column.name);
			if (!column.holdsText) numbers.add(name);
			else {
				const message = `${name} (${column.type}) is not listed: ${choices(column)}`;
				problems.set(name, {
					path: ["sanitize", "unlisted"],
					message
				});
			}
		}
	}
	return {
		problems: [...problems.values()],
		numbers: [...numbers]
	};
}
/** The farthest parent that has the column: a partitioned table has all of its parts'. */
function ownerOf(table, { name }, stored) {
	return table.parents.toReversed().find(({ oid }) => {
		const parent = stored.get(oid);
		return parent === void 0 || parent.columns.some((column) => column.name === name);
	}) ?? table;
}
function choices(column) {
	if (isSearchVector(column)) return "a search vector holds the words of other columns: give it { mask: derive, expression: … } or { mask: trigger, trigger: … } in sanitize.columns, or, where those are kept, list it by its name in sanitize.keep";
	return column.isVector ? "an embedding can be inverted into much of its text, so decide on it: list it by its name in sanitize.keep (retrieval stays what it was; it is shown behind the preview's login only), or give it { mask: reembed, from: … } or { mask: noise, amount: 0.1 } in sanitize.columns" : "give it a mask in sanitize.columns, or list it in sanitize.keep";
}

/**
* Resolves the policy. Throws `config-invalid` with every problem at its place: a rule for a column that does not
* exist, a mask that does not fit, two that disagree about a foreign key, a column that could hold text and has no
* rule, prose that names a column without a pseudonym.
*/
function planMasking(loaded, catalog) {
	const { plan, problems } = resolvePolicy(loaded, catalog);
	if (problems.length > 0) throw invalidConfig(loaded, problems);
	return plan;
}
/** As {@link planMasking}, with the decisions on kept columns too; where there are problems the plan lacks something. */
function resolvePolicy(loaded, catalog) {
	const problems = [];
	const decisions = decideByRules(loaded, catalog, problems);
	const rowRules = decideTables(loaded, catalog, problems);
	followForeignKeys(catalog, decisions, problems);
	problems.push(...misfitsOf(decisions));
	const keepsRows = (table) => !isEmptied(rowRules.get(table));
	problems.push(...findKeptSearchVectors(decisions, keepsRows));
	const unlisted = findUnlisted(catalog, decisions, keepsRows);
	problems.push(...unlisted.problems);
	const entities = findEntities(loaded, catalog, decisions, problems);
	const lengths = shortestLengths(catalog, decisions);
	return {
		plan: {
			tables: catalog.tables.map((table) => {
				const rows = rowRules.get(table);
				const columns = plannedColumns(table, decisions, lengths);
				const removed = rows === void 0 ? [] : columns;
				return {
					table,
					rows,
					columns: keepsRows(table) ? columns : [],
					removed
				};
			}).filter(({ table, rows, columns }) => columns.length > 0 || rows !== void 0 || table.hasDroppedColumns || table.callsFunctions),
			entities,
			unlistedNumbers: unlisted.numbers
		},
		decisions,
		problems
	};
}
function plannedColumns(table, decisions, lengths) {
	return table.columns.flatMap((column) => {
		const decision = decisions.get(table)?.get(column);
		if (decision === void 0 || decision.mask.mask === "keep") return [];
		const { mask, follows } = decision;
		return [{
			name: columnName(table, column.name),
			column: {
				...column,
				maxLength: lengths.get(column)
			},
			mask,
			...follows && { follows }
		}];
	});
}
function misfitsOf(decisions) {
	const problems = /* @__PURE__ */ new Map();
	for (const [table, ofTable] of decisions) for (const [column, { mask, path, follows }] of ofTable) {
		const found = findMisfits(mask, {
			table,
			column,
			path
		});
		for (const inner of follows ? [] : withInner(mask, path)) {
			if (inner.mask.mask !== "date" || inner.mask.by === void 0) continue;
			const { by } = inner.mask;
			const named = table.columns.find(({ name }) => name === by);
			if (named !== void 0 && !named.generated) continue;
			const message = named ? "is generated: name the column that it comes from" : "no such column in the same table";
			found.push({
				path: [...inner.path, "by"],
				message
			});
		}
		if (mask.mask === "reembed" && found.length === 0) {
			const from = table.columns.find(({ name }) => name === mask.from);
			const text = from && ofTable.get(from)?.mask.mask;
			if (text === void 0 || text === "keep") found.push({
				path: [...path, "from"],
				message: "has no mask: keep the vector too"
			});
		}
		for (const problem of found) {
			const message = (follows ? `${columnName(table, column.name)}, which follows: ` : "") + problem.message;
			problems.set(JSON.stringify([problem.path, message]), {
				...problem,
				message
			});
		}
	}
	return [...problems.values()];
}

/** Runs `work` in a read-only transaction. */
async function inTransaction(client, work) {
	await client.query("BEGIN READ ONLY");
	const result = await work();
	await client.query("COMMIT");
	return result;
}

/** Masks by which equal values stay equal, in whichever table they stand. */
const EQUAL = /* @__PURE__ */ new Set([
	...[
		"person",
		"first_name",
		"last_name",
		"company",
		"email",
		"phone",
		"address"
	],
	...[
		"city",
		"postcode",
		"ip",
		"mac",
		"url",
		"uuid",
		"card",
		"iban",
		"national_id"
	],
	...[
		"secret",
		"hash",
		"scramble"
	]
]);
/**
* Of these, pseudonyms are drawn from the names and places that exist, which are fewer than the values may be. They
* and all masks that are not EQUAL (`null`, `constant`, `geo`, `number`, dates, structures, prose, computed ones) say
* nothing of distinctness, so that it is not counted.
*/
const FROM_A_POOL = /* @__PURE__ */ new Set([
	"first_name",
	"last_name",
	"company",
	"city",
	"postcode"
]);
/** Values of one kind in so many columns give more pairs than are worth counting. */
const MOST_PAIRS = 15;
/** The rows that joins give, and the distinct values of columns. To be asked before masking, and again after it. */
async function captureRelations(client, catalog, plan) {
	const columns = comparedColumns(catalog, plan);
	const keys = comparedKeys(catalog, plan);
	const joins = [];
	const distinct = [];
	await inTransaction(client, async () => {
		await client.query(`SET LOCAL work_mem = '64MB'`);
		const ask = async (query) => {
			const { rows } = await client.query(query);
			return Number(rows[0]?.count ?? 0);
		};
		for (const key of keys) joins.push({
			name: key.name,
			isKey: true,
			rows: await ask(rowsOfKey(key))
		});
		for (const [one, other] of pairs(columns, catalog.foreignKeys)) {
			const name = `${one.name} = ${other.name}`;
			joins.push({
				name,
				isKey: false,
				rows: await ask(rowsOfPair(one, other))
			});
		}
		for (const { name, from, value, mask } of columns) {
			if (FROM_A_POOL.has(mask.mask)) continue;
			const query = `SELECT count(DISTINCT ${value}) AS count FROM ${from}`;
			distinct.push({
				name,
				count: await ask(query)
			});
		}
	});
	return {
		joins,
		distinct
	};
}
/**
* What is the same after masking. `broken` are joins that lost rows: any over a foreign key, and over equal values
* more than one of a hundred. (Fewer may be lost where two values of a unique column would have met the same
* pseudonym; some may be won where two of another column did.)
*/
function compareRelations(before, after) {
	const rowsAfter = new Map(after.joins.map(({ name, rows }) => [name, rows]));
	const countAfter = new Map(after.distinct.map(({ name, count }) => [name, count]));
	const changedJoins = before.joins.filter(({ name, rows }) => rowsAfter.get(name) !== rows);
	const changedCounts = before.distinct.filter(({ name, count }) => countAfter.get(name) !== count);
	const broken = changedJoins.filter(({ name, rows, isKey }) => isKey || (rowsAfter.get(name) ?? 0) < rows * .99);
	return {
		relations: {
			joins: before.joins.length,
			same: before.joins.length - changedJoins.length,
			distinct: before.distinct.length,
			sameDistinct: before.distinct.length - changedCounts.length
		},
		differences: [...changedJoins.map(({ name }) => `join ${name}`), ...changedCounts.map(({ name }) => `distinct values of ${name}`)],
		broken: broken.map(({ name }) => name)
	};
}
function comparedColumns(catalog, plan) {
	const losing = tablesThatLoseRows(catalog, plan);
	const found = plan.tables.flatMap(({ table, columns }) => losing.has(table.oid) ? [] : columns.filter(({ mask, column }) => EQUAL.has(mask.mask) && !column.isArray).map(({ column, mask }) => ({
		name: columnName(table.root ?? table, column.name),
		from: nameOf$1(table),
		oids: [table.oid, ...table.parents.map(({ oid }) => oid)],
		column,
		value: `${identifier(column.name)}::text`,
		mask
	})));
	return [...new Map(found.map((column) => [column.name, column])).values()];
}
function nameOf$1(table) {
	return table.root === void 0 ? `ONLY ${qualified(table)}` : qualified(table.root);
}
/** Those with a rule for rows, and whatever references them: rows may go there too. */
function tablesThatLoseRows({ tables, foreignKeys }, plan) {
	const losing = new Set(plan.tables.filter(({ rows }) => rows !== void 0).map(({ table }) => table.oid));
	for (let before = -1; before < losing.size;) {
		before = losing.size;
		for (const { table, referencedTable } of foreignKeys) if (losing.has(referencedTable)) losing.add(table);
		for (const { oid, parents } of tables) {
			if (losing.has(oid)) for (const parent of parents) losing.add(parent.oid);
			if (parents.some((parent) => losing.has(parent.oid))) losing.add(oid);
		}
	}
	return losing;
}
/** Keys of which no column is given something else than an equal value's pseudonym. */
function comparedKeys(catalog, plan) {
	const losing = tablesThatLoseRows(catalog, plan);
	return catalog.foreignKeys.filter(({ table, columns, referencedTable }) => {
		if (losing.has(table) || losing.has(referencedTable)) return false;
		const planned = plan.tables.find((candidate) => candidate.table.oid === table);
		return columns.every((name) => {
			const mask = planned?.columns.find(({ column }) => column.name === name)?.mask;
			return mask === void 0 || EQUAL.has(mask.mask);
		});
	});
}
function rowsOfKey(key) {
	const same = key.columns.map((column, index) => `r.${identifier(key.referencedColumns[index] ?? "")} ${key.operators[index]} t.${identifier(column)}`);
	return `SELECT count(*) FROM ${key.tableName} t JOIN ${key.referencedTableName} r ON ${same.join(" AND ")}`;
}
/** Columns of different tables with the same mask, which no key relates already. */
function pairs(columns, keys) {
	return [...Map.groupBy(columns, ({ mask }) => JSON.stringify(mask)).values()].flatMap((group) => group.flatMap((one, index) => group.slice(index + 1).map((other) => [one, other])).filter(([one, other]) => one.from !== other.from && !keys.some(relates(one, other))).slice(0, MOST_PAIRS));
}
function relates(one, other) {
	const is = ({ oids, column }, table, name) => oids.includes(table) && column.name === name;
	return ({ table, columns, referencedTable, referencedColumns }) => columns.some((name, index) => is(one, table, name) && is(other, referencedTable, referencedColumns[index]) || is(other, table, name) && is(one, referencedTable, referencedColumns[index]));
}
/** Counted by value first, since values that repeat on both sides would give rows without end. */
function rowsOfPair(one, other) {
	const counted = ({ from, value }) => `(SELECT ${value} AS value, count(*)::numeric AS rows FROM ${from} GROUP BY 1)`;
	return `SELECT coalesce(sum(a.rows * b.rows), 0) AS count
    FROM ${counted(one)} AS a JOIN ${counted(other)} AS b USING (value)`;
}

/** How many queries compare one index, and how many rows each asks for. */
const PROBES = 200;
const TOP = 10;
/** A column without an index is compared row by row, so that few probes and the first rows must do. */
const EXACT_PROBES = 20;
const EXACT_ROWS = 2e3;
/** Asks every vector column for the nearest rows of vectors spread over its table. To be called in a transaction. */
async function captureRankings(client, catalog) {
	const captured = [];
	for (const table of catalog.tables) {
		const asked = [...table.vectorIndexes.map((index) => ({
			...index,
			indexed: true
		})), ...await unindexed(client, table)];
		for (const of of asked) {
			const { column, expression, condition, operator, indexed } = of;
			const known = {
				table,
				column,
				expression,
				condition,
				operator,
				indexed
			};
			const unanswered = {
				...known,
				probes: await chooseProbes(client, known),
				answers: []
			};
			captured.push(await captureAgain(client, unanswered));
		}
	}
	return captured;
}
/** The same queries asked again. To be called in a transaction. */
async function captureAgain(client, rankings) {
	const { table, expression, operator, indexed, probes } = rankings;
	const key = table.primaryKey.map(identifier).join(", ");
	const answers = [];
	for (const way of ["enable_seqscan", "enable_sort"]) await client.query(`SET LOCAL ${way} = ${indexed ? "off" : "on"}`);
	const rows = comparedRows(rankings);
	for (const probe of probes) {
		const { rows: answer } = await client.query(`SELECT json_build_array(${key})::text AS key, md5(${expression}::text) AS vector ${rows}
        ORDER BY ${expression} ${operator} $1 LIMIT ${TOP}`, [probe]);
		answers.push(answer);
	}
	return {
		...rankings,
		answers
	};
}
/** Without an index the first rows must do; masking keeps their order. */
function comparedRows({ table, expression, condition, indexed }) {
	const rows = `FROM ONLY ${qualified(table)} WHERE ${expression} IS NOT NULL`;
	if (indexed) return condition === void 0 ? rows : `${rows} AND (${condition})`;
	return `FROM (SELECT * ${rows} LIMIT ${EXACT_ROWS}) AS first_rows`;
}
/** Vector columns without an index, if all of their vectors have the same dimensions, by which alone they compare. */
async function unindexed(client, table) {
	const columns = table.columns.filter(({ name, type, isVector, isArray }) => isVector && !isArray && type.endsWith(")") && !table.vectorIndexes.some(({ column }) => column === name));
	if (columns.length === 0) return [];
	const { rows } = await client.query(`SELECT n.nspname AS schema FROM pg_catalog.pg_extension e
      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'`);
	const operator = `OPERATOR(${identifier(rows[0]?.schema ?? "public")}.<->)`;
	return columns.map(({ name }) => ({
		column: name,
		expression: identifier(name),
		condition: void 0,
		operator,
		indexed: false
	}));
}
/**
* Compares two captures of the same columns: same rows in the same order, and the share of the same rows. Rows are
* named by their primary key, or by their vector where the plan changes the key.
*/
function compareRankings(before, after, plan) {
	const columns = before.map(({ table, column, answers }, index) => {
		const name = keepsKey(plan, table) ? "key" : "vector";
		const pairs = answers.map((answer, probe) => {
			const again = after[index]?.answers[probe] ?? [];
			return [answer.map((row) => row[name]), again.map((row) => row[name])];
		});
		return {
			column: columnName(table, column),
			pairs
		};
	});
	return {
		...comparePairs(columns.flatMap(({ pairs }) => pairs)),
		columns: columns.map(({ column, pairs }) => ({
			column,
			...comparePairs(pairs)
		}))
	};
}
function comparePairs(pairs) {
	const overlaps = pairs.map(([a, b]) => a.length === 0 ? 1 : a.filter((row) => b.includes(row)).length / a.length);
	return {
		probes: pairs.length,
		identical: pairs.filter(([a, b]) => a.length === b.length && a.every((row, i) => row === b[i])).length,
		overlap: pairs.length === 0 ? 1 : overlaps.reduce((sum, value) => sum + value, 0) / pairs.length
	};
}
/** Counts first: to count and number in one query, PostgreSQL would put the whole table aside, on the source's disk. */
async function chooseProbes(client, asked) {
	const { expression, indexed } = asked;
	const rows = comparedRows(asked);
	const { rows: counted } = await client.query(`SELECT count(*) AS total ${rows}`);
	const { rows: probes } = await client.query(`SELECT vector::text AS probe FROM (SELECT ${expression} AS vector, row_number() OVER () AS number ${rows}) AS numbered
      WHERE number % greatest(1, $1::int8 / $2::int) = 0 LIMIT $2`, [counted[0]?.total, indexed ? PROBES : EXACT_PROBES]);
	return probes.map(({ probe }) => probe);
}
/** Tables of two clusters have different oids. */
function keepsKey({ tables }, { schema, name, primaryKey }) {
	const masked = tables.find(({ table }) => table.schema === schema && table.name === name)?.columns.some(({ column }) => primaryKey.includes(column.name));
	return primaryKey.length > 0 && !masked;
}

/**
* The values of the plan's entities, which prose may hold: of a structured column those inside it that have a mask. They
* are read one by one, since there may be millions. Throws `mask-failed` for a document that can't be read.
*/
async function readKnownValues(client, plan, options) {
	const { hash, publicTexts, signal } = options;
	const known = createKnownValues(hash, publicTexts);
	const transport = await chooseTransport(client);
	for (const { table, column } of plan.entities) {
		const quoted = identifier(column.column.name);
		const query = `SELECT ${quoted}::text FROM ONLY ${qualified(table)} WHERE ${quoted} IS NOT NULL`;
		const add = adderOf(column, known, hash);
		await inRowTransaction(client, table.schema, async () => {
			for await (const chunk of transport.read(client, query, signal)) for (const [value] of decodeLines(chunk)) add(value);
		});
	}
	return known;
}
function adderOf({ name, mask }, known, hash) {
	if (![
		"json",
		"xml",
		"hstore",
		"array"
	].includes(mask.mask)) return (value) => known.add(value, mask, name);
	const look = createMask(mask, (inner) => (value) => {
		if (!NOT_IN_PROSE.has(inner.mask)) known.add(value, inner, name);
		return value;
	});
	return (document) => void look(document, {
		hash,
		known
	});
}

/**
* Refuses tables that somebody made in a schema of PostgreSQL's own: no policy can name them, so nothing would be masked
* there. Throws `mask-failed`, naming them.
*/
async function refuseHiddenTables(client) {
	const { rows } = await client.query(`SELECT format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid >= ${FIRST_OF_USERS} AND c.relkind IN ('r', 'm', 'p') AND n.nspname IN ('pg_catalog', 'information_schema') ORDER BY 1`);
	if (rows.length === 0) return;
	const names = rows.map(({ name }) => name).join(", ");
	throw new BranchProdError("mask-failed", `tables are hidden in a schema of PostgreSQL: ${names}`, { nextStep: "Move them to a schema of yours (ALTER TABLE … SET SCHEMA …), where the policy can name them." });
}

/** Each has caches of its own, so that more of them would take more memory than they save time. */
const MOST_WORKERS = 8;
/** One that is worked on and one that waits. */
const CHUNKS_PER_WORKER = 2;
/** What dies young in these threads is small; left to itself, V8 lets each keep 100 MB of it, and is no faster. */
const YOUNG_MB = 6;
/** Starts the threads. They end with the pool, or at once with the signal. */
function createWorkerPool(options) {
	const { signal } = options;
	const workers = Array.from({ length: Math.min(availableParallelism(), MOST_WORKERS) }, () => createWorker(options));
	const end = () => Promise.all(workers.map((worker) => worker.end()));
	const abort = () => void end();
	signal.addEventListener("abort", abort);
	return {
		tell(message) {
			for (const worker of workers) worker.tell(message);
		},
		async *answers(chunks, toMessage) {
			signal.throwIfAborted();
			const waiting = [];
			let next = 0;
			for await (const chunk of chunks) {
				const worker = workers[next % workers.length];
				next += 1;
				const answer = worker.ask(toMessage(chunk), memoryOf(chunk));
				answer.catch(() => {});
				waiting.push(answer);
				if (waiting.length >= workers.length * CHUNKS_PER_WORKER) yield await waiting.shift();
			}
			for (const answer of waiting) yield await answer;
		},
		async [Symbol.asyncDispose]() {
			signal.removeEventListener("abort", abort);
			await end();
		}
	};
}
function memoryOf({ buffer, byteLength }) {
	return byteLength === buffer.byteLength ? [buffer] : [];
}
function createWorker({ file, workerData, ended }) {
	const worker = new Worker(file, {
		workerData,
		execArgv: ["--disable-warning=ExperimentalWarning"],
		resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB }
	});
	const asked = [];
	let failure;
	function fail(cause) {
		failure ??= ended(cause);
		for (const { reject } of asked.splice(0)) reject(failure);
	}
	worker.on("message", (answer) => asked.shift()?.resolve(answer));
	worker.on("error", fail);
	worker.on("exit", () => fail());
	return {
		tell: (message) => worker.postMessage(message),
		ask(message, transfer) {
			return new Promise((resolve, reject) => {
				if (failure !== void 0) return reject(failure);
				asked.push({
					resolve,
					reject
				});
				worker.postMessage(message, transfer);
			});
		},
		end: () => worker.terminate()
	};
}

const file$1 = new URL(`./mask-worker${extname(import.meta.url)}`, import.meta.url);
/** Starts the threads. They end with the pool, or at once with the signal. */
function createMaskPool(workerData, signal) {
	const pool = createWorkerPool({
		file: file$1,
		workerData,
		ended,
		signal
	});
	return {
		async *mask(table, attempts, chunks) {
			pool.tell({
				table,
				attempts
			});
			for await (const answer of pool.answers(chunks, (chunk) => ({ chunk }))) {
				if ("error" in answer) throw new BranchProdError(answer.error.code, answer.error.message, answer.error);
				yield answer;
				for (const buffer of memoryOf$1(answer)) buffer.transfer(0);
			}
		},
		[Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]()
	};
}
function ended(cause) {
	return new BranchProdError("mask-failed", "a thread that masks rows ended", {
		nextStep: "See that the machine has memory left, and run it again.",
		cause
	});
}

/** Makes the folder; it goes with everything in it. */
async function makeSpoolFolder(parent) {
	const folder = join(parent, "rows");
	await mkdir(folder, { mode: 448 });
	let count = 0;
	return {
		async open() {
			const path = join(folder, String(++count));
			await writeFile(path, "", {
				mode: 384,
				flag: "wx"
			});
			return {
				write: (lines) => appendFile(path, lines),
				read: () => createReadStream(path, { highWaterMark: 1048576 }),
				end: () => rm(path)
			};
		},
		[Symbol.asyncDispose]: () => rm(folder, {
			recursive: true,
			force: true
		})
	};
}

/** PostgreSQL's page size, in bytes; other sizes need a build of one's own. */
const PAGE_SIZE = 8192;
const SUMS = 32;
const FNV_PRIME = 16777619;
const BASE_OFFSETS = [
	1528772329,
	3092404576,
	44781738,
	501640490,
	2046772858,
	2612656291,
	561937618,
	2212576556,
	4174661455,
	3818830192,
	1120316950,
	2570196730,
	2064202589,
	2564489020,
	4145582122,
	186424539,
	3851384395,
	410400444,
	1568357297,
	3879593950,
	2461976953,
	3433480370,
	810158457,
	2242528212,
	2016486843,
	1823009442,
	3825724102,
	1264385086,
	2680130678,
	365568190,
	4073365459,
	2510018390
];
/**
* The checksum that a page of {@link PAGE_SIZE} bytes has as block `block` of its relation (pd_checksum, the 16 bits
* at byte 8, counts as zero). Source: PostgreSQL, src/include/storage/checksum_impl.h.
*/
function pageChecksum(page, block) {
	const sums = Uint32Array.from(BASE_OFFSETS);
	for (let offset = 0; offset < PAGE_SIZE; offset += 128) for (let index = 0; index < SUMS; index++) {
		const at = offset + 4 * index;
		const word = page.readUInt32LE(at);
		sums[index] = mix(sums[index], at === 8 ? word & 4294901760 : word);
	}
	for (let round = 0; round < 2; round++) for (let index = 0; index < SUMS; index++) sums[index] = mix(sums[index], 0);
	return ((sums.reduce((result, sum) => result ^ sum, 0) ^ block) >>> 0) % 65535 + 1;
}
function mix(sum, word) {
	const mixed = (sum ^ word) >>> 0;
	return (Math.imul(mixed, FNV_PRIME) ^ mixed >>> 17) >>> 0;
}

const PAGES_PER_SEGMENT = 131072;
/** No heap page of 8 KiB has that many line pointers, so that nothing is ever found there. */
const NOWHERE = {
	block: 0,
	offset: 2047
};
const INVALID = {
	block: 4294967295,
	offset: 0
};
/**
* Points an index of pgvector at the rows' new places and leaves everything else of it as it is: its graph and its
* lists, so that it answers exactly as before. The server must be stopped. Throws Error when a page is not what
* pgvector 0.5 to 0.8 writes.
*
* Formats: pgvector, src/hnsw.h (HnswElementTupleData, HnswPageOpaqueData) and src/ivfflat.h (IvfflatListData,
* IvfflatPageOpaqueData; entries are PostgreSQL's IndexTupleData); pages: src/include/storage/bufpage.h.
*/
async function moveVectorIndex(file, options) {
	const relation = await openRelation(file, options.checksums);
	try {
		if (options.method === "hnsw") await moveHnsw(relation, options.moved);
		else await moveIvfflat(relation, options.moved);
	} finally {
		await relation.close();
	}
}
async function moveHnsw(relation, moved) {
	for (let block = 1; block < relation.pages; block++) {
		const page = await relation.read(block, 65424);
		for (const at of items(page)) if (page.bytes[at] === 1) moveElement(page.bytes, at + 4, moved);
		await relation.write(page);
	}
}
/** Up to ten heap addresses from `start`, of rows with the same vector. pgvector reads them up to the first invalid one. */
function moveElement(bytes, start, moved) {
	let free = start;
	for (let at = start; at < start + 60; at += 6) {
		move(bytes, at, moved, INVALID);
		if (bytes.readUInt16LE(at + 4) === 0) continue;
		bytes.copyWithin(free, at, at + 6);
		free += 6;
	}
	for (; free < start + 60; free += 6) setPlace(bytes, free, INVALID);
}
async function moveIvfflat(relation, moved) {
	const starts = [];
	for await (const lists of relation.chain(1, 65412)) for (const at of items(lists)) starts.push(lists.bytes.readUInt32LE(at));
	for (const start of starts) for await (const page of relation.chain(start, 65412)) {
		for (const at of items(page)) move(page.bytes, at, moved, NOWHERE);
		await relation.write(page);
	}
}
/** Replaces the ItemPointerData (block in two halves, offset) at `at`; an invalid one stays. */
function move(bytes, at, moved, gone) {
	const block = bytes.readUInt16LE(at) * 65536 + bytes.readUInt16LE(at + 2);
	const offset = bytes.readUInt16LE(at + 4);
	if (offset === 0) return;
	setPlace(bytes, at, moved.find(block, offset) ?? gone);
}
function setPlace(bytes, at, { block, offset }) {
	bytes.writeUInt16LE(block >>> 16, at);
	bytes.writeUInt16LE(block & 65535, at + 2);
	bytes.writeUInt16LE(offset, at + 4);
}
/** Where the items of a page start: line pointers are 15 bits offset, 2 bits flags (1: in use), 15 bits length. */
function* items({ bytes }) {
	for (let pointer = 24; pointer < bytes.readUInt16LE(12); pointer += 4) {
		const word = bytes.readUInt32LE(pointer);
		if ((word >>> 15 & 3) === 1) yield word & 32767;
	}
}
async function openRelation(file, checksums) {
	const segments = [];
	let pages = 0;
	for (let number = 0;; number++) {
		const handle = await open(number === 0 ? file : `${file}.${number}`, "r+").catch((error) => {
			if (number > 0 && error.code === "ENOENT") return void 0;
			throw error;
		});
		if (handle === void 0) break;
		segments.push(handle);
		pages += Math.floor((await handle.stat()).size / PAGE_SIZE);
	}
	const place = (block) => ({
		handle: segments[Math.floor(block / PAGES_PER_SEGMENT)],
		position: block % PAGES_PER_SEGMENT * PAGE_SIZE
	});
	const relation = {
		pages,
		async read(block, pageId) {
			const { handle, position } = place(block);
			const { buffer: bytes } = await handle.read(Buffer.alloc(PAGE_SIZE), 0, PAGE_SIZE, position);
			if (bytes.readUInt16LE(8192 - 2) !== pageId) throw new Error(`block ${block} is not a page of this index method`);
			if (checksums && bytes.readUInt16LE(8) !== pageChecksum(bytes, block)) throw new Error(`block ${block} has a wrong checksum`);
			return {
				bytes,
				block
			};
		},
		async write({ bytes, block }) {
			if (checksums) bytes.writeUInt16LE(pageChecksum(bytes, block), 8);
			const { handle, position } = place(block);
			await handle.write(bytes, 0, PAGE_SIZE, position);
		},
		async *chain(block, pageId) {
			for (let next = block; next !== 4294967295;) {
				const page = await relation.read(next, pageId);
				next = page.bytes.readUInt32LE(page.bytes.readUInt16LE(16));
				yield page;
			}
		},
		async close() {
			for (const segment of segments) await segment.close();
		}
	};
	return relation;
}

/**
* Masks and neutralises a private copy by the policy. Afterwards no raw value is left in a table, an index or a
* statistic; the engine removes what files still hold. Throws `config-invalid`, `mask-failed`, `interrupted`.
*/
async function maskCopy(copy, options) {
	const { loaded, onProgress, signal } = options;
	const client = await copy.connect();
	await refuseHiddenTables(client);
	const before = await readCatalog(client);
	const planned = planMasking(loaded, before);
	const neutralised = await neutralise(client);
	const { catalog, plan } = withoutDropped(before, planned, await readCatalog(client));
	const rowClient = await connectForRows(copy);
	const rankings = options.sourceRankings ?? await rankingsOf(rowClient, catalog, onProgress);
	const relations = await captureRelations(rowClient, catalog, plan);
	const publicTexts = loaded.config.sanitize.public;
	const known = await readKnownValues(rowClient, plan, {
		...options,
		publicTexts
	});
	const { valuesMasked, movedIndexes, raw } = await maskRows(copy, {
		admin: client,
		rows: rowClient
	}, plan, {
		...options,
		known
	});
	await checkForeignKeys(rowClient, catalog, plan);
	onProgress("removing deleted rows, renewing views and statistics");
	await renewDerivedData(client, catalog, plan);
	const files = /* @__PURE__ */ new Map();
	for (const { oid } of movedIndexes) {
		const { rows } = await client.query("SELECT pg_relation_filepath($1::oid) AS file", [oid]);
		files.set(oid, rows[0].file);
	}
	const { rows } = await client.query("SHOW data_checksums");
	const checksums = rows[0].data_checksums === "on";
	signal.throwIfAborted();
	onProgress("pointing the vector indexes at the masked rows");
	await copy.offline(async (dataDirectory) => {
		for (const { oid, method, moved } of movedIndexes) {
			const file = join(dataDirectory, files.get(oid));
			await moveVectorIndex(file, {
				method,
				moved,
				checksums
			}).catch((cause) => {
				throw new BranchProdError("mask-failed", `a vector index (${method}) could not be kept`, {
					nextStep: "Report this with the version of pgvector.",
					cause
				});
			});
		}
	});
	const columns = plan.tables.reduce((sum, planned) => sum + planned.columns.length, 0);
	return {
		catalog,
		plan,
		known,
		raw,
		rankings,
		relations,
		sanitization: {
			tables: plan.tables.filter((planned) => planned.columns.length > 0).length,
			columns,
			valuesMasked,
			neutralised
		}
	};
}
/** With an extension or a foreign server, tables may have gone for which the policy had a rule. */
function withoutDropped(catalog, plan, left) {
	const oids = new Set(left.tables.map(({ oid }) => oid));
	const tables = catalog.tables.filter(({ oid }) => oids.has(oid));
	return {
		catalog: {
			...left,
			tables
		},
		plan: {
			...plan,
			tables: plan.tables.filter(({ table }) => oids.has(table.oid)),
			entities: plan.entities.filter(({ table }) => oids.has(table.oid))
		}
	};
}
function rankingsOf(client, catalog, onProgress) {
	onProgress("asking the vector indexes for the rankings to keep");
	return inTransaction(client, () => captureRankings(client, catalog));
}
/** The rows of all tables, in threads that end with it. */
async function maskRows(copy, clients, plan, options) {
	const { loaded, hash, known, signal } = options;
	const columns = [...new Set(plan.tables.flatMap(({ columns, removed }) => [...columns, ...removed]))];
	const numbers = new Map(columns.map((column, number) => [column, number]));
	const entities = new Set(plan.entities.map(({ column }) => column.name));
	const rawColumns = columns.map(({ name, mask }) => ({
		name,
		mask,
		entity: entities.has(name)
	}));
	const raw = createRawValues(rawColumns);
	const uniqueness = await createUniqueness(clients.rows, plan, {
		hash,
		known
	});
	await using spools = await makeSpoolFolder(copy.folder);
	await using pool = createMaskPool({
		key: loaded.config.sanitize.key.reveal(),
		known: known.share(),
		columns: rawColumns
	}, signal);
	return {
		...await maskTables(clients, plan, {
			...options,
			pool,
			spools,
			uniqueness,
			raw,
			folder: copy.folder,
			numberOf: (column) => numbers.get(column)
		}),
		raw
	};
}

/**
* Makes the role, which exists from here on: call it when the proof has passed and not before. It reads and writes
* every table and is nothing else; a role of that name, which production had, was renamed. Throws `mask-failed` when
* it is a member of another role all the same.
*/
async function makeBranchRole(client) {
	const role = identifier(BRANCH_ROLE);
	await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT`);
	await grantTables(client, BRANCH_ROLE);
	const { rowCount } = await client.query(`SELECT FROM pg_catalog.pg_auth_members WHERE member = $1::regrole`, [BRANCH_ROLE]);
	if (rowCount === 0) return;
	throw new BranchProdError("mask-failed", "the role of branches is a member of another role", { nextStep: "Report this with the version of PostgreSQL." });
}

const file = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);
/** Starts the threads. They end with the pool, or at once with the signal. */
function createSearchPool(workerData, signal) {
	const pool = createWorkerPool({
		file,
		workerData,
		ended: failed,
		signal
	});
	return {
		async *search(chunks, columns) {
			for await (const answer of pool.answers(chunks, (chunk) => ({
				chunk,
				columns
			}))) {
				if (answer === "failed") throw failed();
				yield answer;
			}
		},
		[Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]()
	};
}
/** The error of a thread could quote a value, so it is only the cause. */
function failed(cause) {
	return new BranchProdError("internal", "a thread that searches for raw values ended", {
		nextStep: "See that the machine has memory left, and run it again.",
		cause
	});
}

/**
* Searches the masked copy for every raw value: all columns of all tables and materialized views but vectors, whatever
* their type, the large objects, the statistics, and what the schema says, as the catalog has them now. Rows are
* streamed through threads, in memory that does not grow with the data. What is computed from other columns comes
* last: see `judgeHit`.
*/
async function findLeaks({ admin, rows }, { plan, raw }, { hash, onProgress, signal }) {
	const places = /* @__PURE__ */ new Set();
	const shared = raw.share();
	const key = proofKey(hash);
	const began = performance.now();
	let leaks = 0;
	let done = 0;
	const search = createLineSearch(shared, key);
	const searchText = (text, column) => search(Buffer.from(encodeLine([text])), [column]);
	function note(found, placeOf) {
		leaks += found.leaks;
		for (const { column, origin } of found.places) {
			const place = placeOf(column);
			const name = searchText(place, IN_SCHEMA).leaks > 0 ? "an object whose name is a raw value" : place;
			places.add(`${name} holds a value of ${shared.origins[origin]?.name}`);
		}
	}
	await using pool = createSearchPool({
		raw: shared,
		key
	}, signal);
	const catalog = await readCatalog(admin);
	const readings = [
		...catalog.tables.map((table) => readTable(rows, table, plan, "stored")),
		readLargeObjects(admin),
		...catalog.tables.map((table) => readTable(rows, table, plan, "computed")),
		...(await populated(admin, catalog)).map((view) => readView(rows, view))
	].filter((reading) => reading !== void 0);
	for (const { name, inTransaction, query, places, columns } of readings) await inTransaction(async (client) => {
		const chunks = (await chooseTransport(client)).read(client, query, signal);
		for await (const found of pool.search(chunks, columns)) {
			note(found, (column) => places[Math.min(column, places.length - 1)]);
			done += found.rows;
			const rate = Math.round(done / (performance.now() - began) * 1e3);
			onProgress(`searching ${name} for raw values, ${done} rows, ${rate} a second`);
		}
	});
	const searchTexts = (texts, column) => {
		for (const { place, text } of texts) note(searchText(text, column), () => place);
	};
	searchTexts(await readStatistics(admin), IN_STATISTICS);
	searchTexts(await readSchemaTexts(admin), IN_SCHEMA);
	return {
		valuesSearched: raw.size,
		notSearched: raw.notSearched,
		leaks,
		places: [...places].toSorted()
	};
}
/** Whether they are of numbers, nobody says; what they repeat is searched in its column. */
const IN_STATISTICS = {
	numbers: true,
	computed: true
};
const IN_SCHEMA = {
	numbers: true,
	schema: true
};
async function populated(client, { materializedViews }) {
	const { rows } = await client.query(`SELECT oid::int8::int AS oid FROM pg_catalog.pg_class WHERE relkind = 'm' AND relispopulated`);
	return materializedViews.filter((view) => rows.some(({ oid }) => oid === view.oid));
}
/** The columns of a kind but vectors, which hold numbers alone, and thousands of them; nothing if there are none. */
function readTable(client, table, { tables }, kind) {
	const planned = tables.find((candidate) => candidate.table.oid === table.oid);
	const maskOf = ({ name }) => planned?.columns.find(({ column }) => column.name === name)?.mask;
	const isComputed = (column) => column.generated || COMPUTED.has(maskOf(column)?.mask ?? "");
	return readColumns(client, table, table.columns.filter((column) => isComputed(column) === (kind === "computed")), (column) => {
		const mask = maskOf(column);
		return {
			mask: mask?.mask,
			inside: mask && masksInside(mask),
			numbers: !column.holdsText,
			computed: kind === "computed"
		};
	});
}
/** Masks whose values come from masked ones. */
const COMPUTED = /* @__PURE__ */ new Set(["derive", "trigger"]);
function readView(client, view) {
	return readColumns(client, view, view.columns, ({ holdsText }) => ({
		numbers: !holdsText,
		computed: true
	}));
}
function readColumns(client, table, columns, describe) {
	const readable = columns.filter(({ isVector }) => !isVector);
	if (readable.length === 0) return void 0;
	const documents = readable.filter(({ typname, isArray }) => typname === "tsvector" && !isArray);
	const read = [...readable, ...documents];
	const list = [...readable.map(({ name }) => identifier(name)), ...documents.map(({ name }) => inOrder(identifier(name)))];
	return {
		name: table.name,
		inTransaction: (work) => inRowTransaction(client, table.schema, () => work(client)),
		query: `SELECT ${list.join(", ")} FROM ONLY ${qualified(table)}`,
		places: read.map(({ name }) => columnName(table, name)),
		columns: read.map(describe)
	};
}
/** The words of a tsvector are sorted by the alphabet; their positions tell the order in which they were written. */
function inOrder(column) {
	return `(SELECT pg_catalog.string_agg(lexeme, ' ' ORDER BY position, lexeme)
    FROM pg_catalog.unnest(${column}) AS words, pg_catalog.unnest(words.positions) AS position)`;
}
/** In pieces of 512 kB, each with the first 32 kB of the next, which is more than the longest value looked for. */
function readLargeObjects(client) {
	return {
		name: "large objects",
		inTransaction: (work) => inTransaction(client, async () => {
			await client.query(`SET LOCAL bytea_output = 'hex'`);
			await work(client);
		}),
		query: `SELECT (SELECT string_agg(o.data, '' ORDER BY o.pageno) FROM pg_catalog.pg_largeobject o
        WHERE o.loid = p.loid AND o.pageno >= p.piece * 256 AND o.pageno < p.piece * 256 + 272)
      FROM (SELECT DISTINCT loid, pageno / 256 AS piece FROM pg_catalog.pg_largeobject) AS p`,
		places: ["a large object"],
		columns: [KEPT$1]
	};
}

/**
* The gate: searches the masked copy for every raw value, counts what its joins give, and asks its vector columns what
* they answered before. The rankings of before are those of the source at the snapshot's instant, which is what the
* private copy was: production itself goes on changing. When no raw value was found and no relation broken, the role
* that branches are used with is made, and only then.
*
* Throws `leak-found`, and `mask-failed` for a broken relation, naming columns and no value.
*/
async function proveCopy(copy, masked, options) {
	const { onProgress, signal } = options;
	const client = await copy.connect();
	await refuseNewColumns(client, masked.catalog);
	const rowClient = await connectForRows(copy);
	const { places, ...found } = await findLeaks({
		admin: client,
		rows: rowClient
	}, masked, options);
	if (found.leaks > 0) throw leakFound(found.leaks, places);
	signal.throwIfAborted();
	onProgress("counting what joins give");
	const relationsAfter = await captureRelations(rowClient, masked.catalog, masked.plan);
	const compared = compareRelations(masked.relations, relationsAfter);
	if (compared.broken.length > 0) throw relationsBroken(compared.broken);
	signal.throwIfAborted();
	onProgress("comparing the rankings of the vector columns");
	const after = [];
	await inTransaction(rowClient, async () => {
		for (const before of masked.rankings) after.push(await captureAgain(rowClient, before));
	});
	const { columns, ...rankings } = compareRankings(masked.rankings, after, masked.plan);
	await rowClient.end();
	await retireRowRole(client);
	await makeBranchRole(client);
	return {
		measured: {
			...found,
			relations: compared.relations,
			rankings
		},
		differences: compared.differences,
		rankingsByColumn: columns
	};
}
/** Expressions of the policy and functions of the schema run on raw rows, and nobody would look into what they made. */
async function refuseNewColumns(client, before) {
	const known = new Set(storedColumns(before));
	const made = storedColumns(await readCatalog(client)).filter((name) => !known.has(name));
	if (made.length === 0) return;
	throw new BranchProdError("mask-failed", `while the rows were masked, somebody made columns:\n${listed(made)}`, { nextStep: "Find what makes them among the functions that the policy or the schema calls." });
}
function storedColumns({ tables, materializedViews }) {
	return [...tables, ...materializedViews].flatMap((table) => table.columns.map(({ name }) => columnName(table, name)));
}
function leakFound(leaks, places) {
	return new BranchProdError("leak-found", `${leaks} values of the masked copy still hold a raw value:\n${listed(places)}`, { nextStep: "Mask the column that holds it; in prose, name the column of the value in `entities` of the mask `text`. If nobody is meant and the program itself says it, as a default or a function may, list the value in `sanitize.public`; if it is a pseudonym that is somebody’s value by chance, name that value’s column in `entities`." });
}
function relationsBroken(names) {
	return new BranchProdError("mask-failed", `masking breaks joins:\n${listed(names)}`, { nextStep: "Give both columns the same mask, and the same greatest length, as equal values need it." });
}
function listed(names) {
	return names.map((name) => `  ${name}`).join("\n");
}

/**
* What the report says of each vector column: the policy's choice, and what it did to the rankings. Sentences without
* values; the parts of a partitioned table count as one. `model` is that of `sanitize.embeddings`.
*/
function vectorNotes({ tables }, plan, { rankings, model }) {
	const columns = /* @__PURE__ */ new Map();
	for (const table of tables) for (const column of table.columns) {
		if (!column.isVector || column.generated) continue;
		const name = columnName(table.root ?? table, column.name);
		const own = columnName(table, column.name);
		const compared = rankings.filter((of) => of.column === own);
		const before = columns.get(name)?.compared ?? [];
		columns.set(name, {
			column,
			mask: maskOf(plan, table, column),
			compared: [...before, ...compared]
		});
	}
	return [...columns].map(([name, { column, mask, compared }]) => [`${name} ${choice(mask, column, model)}`, ...rankingNote(compared)].join(" "));
}
function maskOf({ tables }, table, column) {
	return (tables.find((of) => of.table.oid === table.oid)?.columns)?.find((of) => of.column.name === column.name)?.mask ?? { mask: "keep" };
}
const REBUILT = "Its vector indexes were built anew.";
function choice(mask, { type }, model) {
	switch (mask.mask) {
		case "keep": return "was kept as in production: an embedding can be inverted into much of its text, so only people with access to production's data should see the preview.";
		case "reembed": return `was computed anew by ${model}, from the masked ${mask.from}, in the rows whose text masking changed. ${REBUILT}`;
		case "noise": {
			const places = type.includes("sparsevec") ? "; which places are filled is as before" : "";
			return `got noise of ${mask.amount} times its length${places}. ${REBUILT}`;
		}
		default: return `was masked by ${mask.mask}.`;
	}
}
function rankingNote(compared) {
	const sum = (of) => compared.reduce((total, column) => total + of(column), 0);
	const probes = sum((column) => column.probes);
	if (probes === 0) return [];
	const identical = sum((column) => column.identical);
	const overlap = sum((column) => column.overlap * column.probes) / probes;
	return [`${identical} of ${probes} rankings are as before${identical === probes ? "" : `, and ${Math.floor(overlap * 100)} % of the rows in all`}.`];
}

/** The tables in which well-known queues keep their jobs, wherever the schema's name is the application's choice. */
const QUEUES = [
	"c.relname IN ('delayed_jobs', 'good_jobs', 'oban_jobs', 'procrastinate_jobs', 'que_jobs', 'river_job', 'solid_queue_jobs')",
	"n.nspname = 'graphile_worker' AND c.relname IN ('_private_jobs', 'jobs')",
	"n.nspname = 'pgboss' AND c.relname ~ '^j' AND c.relname <> 'job_common'",
	"n.nspname = 'pgmq' AND c.relname ~ '^q_'"
].join(" OR ");
/**
* Sentences for the report about queues of jobs that are not empty: by themselves rows do nothing, but the workers of a
* preview would take them for theirs. To be asked of a masked copy, before its proof.
*/
async function noteWaitingJobs(copy) {
	const client = await connectForRows(copy);
	try {
		const names = [];
		for (const table of await findQueues(client)) {
			const { rowCount } = await client.query(`SELECT FROM ONLY ${table.sql} LIMIT 1`);
			if (rowCount !== 0) names.push(table.name);
		}
		if (names.length === 0) return [];
		return [`Jobs of production wait in ${names.join(", ")}: workers of a preview would run them. Name the table in \`sanitize.tables\` to leave them out.`];
	} finally {
		await client.end();
	}
}
async function findQueues(client) {
	const { rows } = await client.query(`SELECT n.nspname AS schema, c.relname AS table FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND (${QUEUES})
      ORDER BY n.nspname, c.relname`);
	return rows.map(({ schema, table }) => ({
		sql: `${identifier(schema)}.${identifier(table)}`,
		name: `${schema}.${table}`
	}));
}

/** What is kept with a snapshot of how it was made, so that a cached one says the same. */
const snapshotReportSchema = strictObject({
	sanitization: resultSchema.shape.sanitization,
	proof: resultSchema.shape.proof,
	/** What the preparation found to differ from the source besides the masking, in sentences; no values. */
	notes: array$1(string$1())
});
/** Names everything but the source's state that decides what a snapshot holds: policy, key, program. */
function snapshotRecipe({ config }, programVersion) {
	const { columns, tables, keep, key, embeddings } = config.sanitize;
	const { url, model } = embeddings ?? {};
	const recipe = {
		columns,
		tables,
		keep,
		public: config.sanitize.public,
		key: keyId(key),
		embeddings: {
			url,
			model
		},
		programVersion,
		knownValues: 4
	};
	return createHash("sha256").update(JSON.stringify(recipe)).digest("hex");
}

/** The steps snapshot and proof; with a cached snapshot both are quick. `durationMs` is that of the step snapshot. */
async function takeSnapshot(engine, loaded, options) {
	const { at, clock, signal, programVersion } = options;
	clock.start("snapshot");
	const began = clock.now();
	let durationMs = 0;
	function finishSnapshot(summary) {
		durationMs = clock.now() - began;
		clock.finish(summary);
		clock.start("proof");
	}
	let sourceRankings;
	const snapshot = await engine.snapshot({
		source: loaded.config.source,
		at,
		recipe: snapshotRecipe(loaded, programVersion),
		signal,
		onProgress: clock.progress,
		async observeSource(client) {
			clock.progress("asking the source's vector indexes for the rankings to compare with");
			sourceRankings = await captureRankings(client, await readCatalog(client));
		},
		prepare: (copy) => prepare$1(copy, {
			...options,
			loaded,
			sourceRankings,
			finishSnapshot
		})
	});
	if (snapshot.cached) finishSnapshot(`${snapshot.id}, cached`);
	const report = snapshotReportSchema.parse(snapshot.report);
	clock.finish(proofSummary(report, snapshot.cached));
	return {
		snapshot,
		report,
		durationMs
	};
}
async function prepare$1(copy, { loaded, hash, clock, signal, sourceRankings, finishSnapshot }) {
	const options = {
		loaded,
		hash,
		signal,
		sourceRankings,
		onProgress: clock.progress
	};
	const began = clock.now();
	const masked = await maskCopy(copy, options);
	const durationMs = clock.now() - began;
	const { tables, columns, valuesMasked, neutralised } = masked.sanitization;
	finishSnapshot(`${valuesMasked} values masked in ${columns} columns of ${tables} tables`);
	const waitingJobs = await noteWaitingJobs(copy);
	const proof = await proveCopy(copy, masked, options);
	await keepKnownValues(copy.folder, masked.known, hash);
	return snapshotReportSchema.parse({
		sanitization: {
			tables,
			columns,
			valuesMasked,
			durationMs,
			neutralised
		},
		proof: proof.measured,
		notes: [
			...sourceRankings === void 0 ? [] : rebuiltNotes(proof.measured.rankings),
			...vectorNotes(masked.catalog, masked.plan, {
				rankings: proof.rankingsByColumn,
				model: loaded.config.sanitize.embeddings?.model
			}),
			...differenceNotes(proof.differences),
			...waitingJobs,
			...unlistedNotes(masked.plan.unlistedNumbers)
		]
	});
}
function rebuiltNotes({ probes, identical }) {
	return probes === 0 ? [] : [`The vector indexes were rebuilt: ${identical} of ${probes} rankings are as in production.`];
}
function differenceNotes(differences) {
	return differences.length === 0 ? [] : [`Masking changed the counts of ${differences.length}: ${someOf(differences)}.`];
}
function unlistedNotes(names) {
	if (names.length === 0) return [];
	const have = names.length === 1 ? "column has no rule and is" : "columns have no rule and are";
	return [`${names.length} ${have} as in production (numbers, dates, booleans): ${someOf(names)}.`];
}
function someOf(names) {
	const shown = names.slice(0, 20).join(", ");
	return names.length > 20 ? `${shown}, …` : shown;
}
function proofSummary({ proof }, cached) {
	const { leaks, valuesSearched, notSearched, relations, rankings } = proof;
	const facts = `${`${leaks} leaks of ${valuesSearched} raw values (${notSearched} not searched)`}, joins ${relations.same}/${relations.joins} and rankings ${rankings.identical}/${rankings.probes} as before`;
	return cached ? `${facts} (when the snapshot was made)` : facts;
}

/** The same clock for work inside a step: what it does is no step of its own. */
function insideStep(clock) {
	return {
		...clock,
		step: clock.step,
		start: () => {},
		finish: () => {}
	};
}
function createStepClock(emit) {
	const began = performance.now();
	const timeline = [];
	let step = "config";
	let startMs = 0;
	const now = () => Math.round(performance.now() - began);
	return {
		now,
		timeline,
		get step() {
			return step;
		},
		start(next) {
			step = next;
			startMs = now();
			emit({
				type: "step-started",
				step,
				atMs: startMs
			});
		},
		finish(summary) {
			const durationMs = now() - startMs;
			timeline.push({
				step,
				startMs,
				durationMs
			});
			emit({
				type: "step-finished",
				step,
				atMs: now(),
				durationMs,
				summary
			});
		},
		progress: (message) => emit({
			type: "progress",
			step,
			atMs: now(),
			message
		}),
		finding: (finding) => emit({
			type: "finding",
			step,
			atMs: now(),
			finding
		})
	};
}

/**
* The line: config → snapshot → proof → branch → preview → replay → culprit → causes → report, of which culprit and causes
* are taken where they are asked for. Yields what happens; the last event is
* `finished` or `failed`, and nothing is thrown.
*
* Branch and preview live until the reader of `finished` asks for the next event, and `hold` has resolved then. They
* are gone before `failed`, and when the reader leaves early.
*/
async function* investigate(request, tools, signal) {
	const left = new AbortController();
	const channel = createChannel();
	const work = run(request, tools, {
		emit: (event) => channel.push(event),
		signal: AbortSignal.any([signal, left.signal])
	}).finally(() => channel.close());
	try {
		yield* channel;
	} finally {
		left.abort();
		await work;
	}
}
async function run(request, tools, { emit, signal }) {
	const clock = createStepClock((event) => void emit(event));
	const cleanUp = [];
	let failure;
	try {
		const { result, branch } = await follow(request, tools, {
			clock,
			signal,
			cleanUp
		});
		await branch.idle().catch(() => {});
		await emit({
			type: "finished",
			atMs: clock.now(),
			result
		});
		await tools.hold?.({
			result,
			ended: branch.ended,
			signal
		});
	} catch (error) {
		failure = error;
	}
	for (const undo of cleanUp.reverse()) await undo().catch((error) => failure ??= error);
	if (failure === void 0) return;
	const { code, message, nextStep } = describeFailure(failure, signal);
	await emit({
		type: "failed",
		atMs: clock.now(),
		step: clock.step,
		code,
		message,
		nextStep
	});
}
async function follow(request, tools, line) {
	const { clock, signal, cleanUp } = line;
	const startedAt = /* @__PURE__ */ new Date();
	clock.start("config");
	const loaded = await tools.loadConfig();
	const { config } = loaded;
	const cases = await tools.loadCases(loaded);
	const head = await resolveCommit(request.repository, request.ref ?? config.preview.ref);
	const base = request.base === void 0 ? void 0 : await resolveCommit(request.repository, request.base);
	const ask = request.ask ?? (config.replay.bisect ? "culprit" : "verdict");
	const alternatives = await resolveAlternatives(request.alternatives ?? {}, {
		repository: request.repository,
		at: request.at,
		loaded
	});
	signal.throwIfAborted();
	const compared = base === void 0 ? "" : `, compared with ${base.slice(0, 12)}`;
	clock.finish(`${loaded.file}, commit ${head.slice(0, 12)}${compared}`);
	const engine = tools.chooseEngine(config.engine);
	const hash = createKeyedHash(config.sanitize.key);
	const { programVersion } = tools;
	const snapshotOf = (at, ownClock) => takeSnapshot(engine, loaded, {
		at,
		hash,
		programVersion,
		clock: ownClock,
		signal
	});
	const { snapshot, report, durationMs } = await snapshotOf(request.at, clock);
	clock.start("branch");
	const makeBranch = async (parent = snapshot.id) => {
		const branch = await engine.branch(parent, {
			ttl: config.preview.ttl,
			signal
		});
		cleanUp.push(() => branch.destroy());
		return branch;
	};
	const baseBranch = base === void 0 ? void 0 : await makeBranch();
	const branch = await makeBranch();
	const branches = baseBranch ? [baseBranch, branch] : [branch];
	clock.finish(branches.map(({ id, copy }) => `${id}, ${copy}`).join("; "));
	clock.start("preview");
	const { mask, findRaw } = await openCaseMask(snapshot.folder, hash);
	const started = {
		repository: request.repository,
		config,
		findRaw,
		signal
	};
	const start = async (asked) => {
		const subject = await startSubject(asked, {
			...started,
			onProgress: clock.progress
		});
		cleanUp.push(subject.stop);
		return subject;
	};
	const before = base !== void 0 && baseBranch ? await start({
		role: "base",
		commit: base,
		branch: baseBranch
	}) : void 0;
	const subject = await start({
		role: "head",
		commit: head,
		branch
	});
	const { preview } = subject;
	clock.finding({
		kind: "preview",
		url: preview.url,
		expiresAt: preview.expiresAt.toISOString()
	});
	clock.finish(`commit ${head.slice(0, 12)} answers`);
	clock.start("replay");
	const masked = cases.map((original) => maskCase(original, mask));
	const { trials, maxTrials } = request.trials ? {
		trials: request.trials,
		maxTrials: request.trials
	} : config.replay;
	const replaying = {
		settings: config.replay,
		models: modelKnowledge(config, tools),
		fetch: tools.fetch,
		signal,
		clock
	};
	const options = {
		...replaying,
		trials,
		maxTrials
	};
	const baseReplays = before && await replayCases(masked, before, {
		...options,
		compared: "base"
	});
	await before?.stop();
	await before?.branch.destroy();
	const ownReplays = await replayCases(masked, subject, {
		...options,
		compared: baseReplays
	});
	const replays = baseReplays ? compareReplays(baseReplays, ownReplays) : ownReplays;
	clock.finish(replays.map(({ case: name, verdict }) => `${name}: ${verdict}`).join(", "));
	const replayed = masked.map((one, index) => ({
		case: one,
		result: replays[index]
	}));
	const failing = replayed.filter(isFailing);
	const explained = ask === "causes" ? failing[0] ?? replayed[0] : void 0;
	const culprits = ask === "verdict" ? [] : await findCulprits(ask === "causes" ? failing.slice(0, 1) : failing, subject, {
		...replaying,
		engine,
		maxTrials: config.replay.maxTrials
	});
	const causes = explained && await findCauses(explained, subject, {
		...started,
		...options,
		engine,
		alternatives,
		at: snapshot.at,
		culprit: culprits[0]?.records ?? [],
		makeBranch: async (other) => makeBranch(other && (await snapshotOf(other.at, insideStep(clock))).snapshot.id)
	});
	clock.start("report");
	clock.finish("written");
	return {
		result: buildResult({
			startedAt,
			durationMs: clock.now(),
			timeline: clock.timeline,
			thread: request.thread,
			engine: engine.name,
			snapshot: {
				...snapshot,
				durationMs
			},
			report,
			branch,
			preview,
			commit: head,
			replays,
			culprits,
			causes,
			base: before && baseReplays && {
				commit: before.commit,
				replays: baseReplays
			}
		}),
		branch
	};
}
function modelKnowledge({ ai }, { fetch }) {
	return {
		windows: ai?.windows ?? {},
		prices: ai?.prices ?? {},
		judge: ai?.judge && createJudge(ai.judge, { fetch })
	};
}

/** `owner/repo#12`. */
function formatThread({ owner, repo, number }) {
	return `${owner}/${repo}#${number}`;
}

/**
* The events of the investigation that was asked for. What fails before it can begin fails its first step.
*
* @param options.state the engine's folder.
* @param options.hold keeps branch and preview up after the result until it resolves.
*/
async function* actionEvents(options) {
	const { context, request, state, signal, hold } = options;
	const started = performance.now();
	let prepared;
	try {
		signal.throwIfAborted();
		prepared = await options.prepare();
	} catch (error) {
		const { code, message, nextStep } = describeFailure(convertFailure(error), signal);
		yield {
			type: "step-started",
			step: "config",
			atMs: 0
		};
		yield {
			type: "failed",
			step: "config",
			atMs: Math.round(performance.now() - started),
			code,
			message,
			nextStep
		};
		return;
	}
	const { loaded, commits, cases } = prepared;
	const { repository, workspace } = context;
	const { thread: number, at, ask, alternatives } = request;
	yield* investigate({
		repository: workspace,
		...number !== void 0 && { thread: formatThread({
			...repository,
			number
		}) },
		ref: commits.head,
		base: commits.base,
		trials: request.trials,
		...at !== void 0 && { at: new Date(at) },
		ask,
		alternatives: alternatives && {
			models: alternatives.models,
			instants: alternatives.instants.map((instant) => new Date(instant)),
			prompts: commits.prompts
		}
	}, {
		loadConfig: async () => loaded,
		loadCases: async () => [...cases],
		chooseEngine: (choice) => chooseEngine(choice, {
			state,
			endPreview: endOrphanedPreview
		}),
		fetch,
		programVersion: programVersion(),
		hold
	}, signal);
}

/** Why a preview ended, in a sentence; `undefined` when it was time, or somebody ended it who knows. */
function renderPreviewEnd(end) {
	if (end === "made-room") return "The branch was removed to make room for a newer one.";
	if (end === "lost") return "The database of the branch ended by itself.";
}

/**
* Passes events on to all reporters, each at its own pace: a slow or failing one delays and harms neither the
* investigation nor the others, and still gets the events after the one it failed on.
*
* @param onReporterError called once for each call of a reporter that failed; must not throw.
*/
function reportTo(reporters, onReporterError) {
	const queues = reporters.map((reporter) => ({
		reporter,
		last: Promise.resolve()
	}));
	const forEach = (call) => {
		for (const queue of queues) queue.last = queue.last.then(() => call(queue.reporter)).catch(onReporterError);
	};
	return {
		on(event) {
			forEach((reporter) => reporter.on(event));
		},
		async close() {
			forEach((reporter) => reporter.close?.());
			await Promise.all(queues.map((queue) => queue.last));
		}
	};
}

/** Opens a stream for writing such that its errors reach `flushed` instead of ending the process. */
function openOutput(stream) {
	const broken = Promise.withResolvers();
	let pending = Promise.resolve();
	let failure;
	let closed = false;
	const breakOff = (error) => {
		failure ??= {
			error,
			told: false
		};
		broken.resolve();
	};
	stream.on("error", breakOff);
	const flushed = async () => {
		await Promise.race([pending, broken.promise]);
		if (failure !== void 0 && !failure.told) {
			failure.told = true;
			throw failure.error;
		}
	};
	return {
		write(text) {
			if (closed || failure !== void 0) return;
			const { promise, resolve } = Promise.withResolvers();
			pending = Promise.all([pending, promise]);
			stream.write(text, (error) => {
				if (error) breakOff(error);
				resolve();
			});
		},
		flushed,
		close() {
			closed = true;
			return flushed();
		}
	};
}

const systemClock = {
	now: () => performance.now(),
	every(ms, tick) {
		const timer = setInterval(tick, ms).unref();
		return () => clearInterval(timer);
	}
};

/** What was looked for as the culprit of each case that fails, in the order of the cases. */
function culpritsOf({ culprit, otherCulprits = [] }) {
	return culprit === void 0 ? [] : [culprit, ...otherCulprits];
}
/** What was looked for as the culprit of one case; one without a name is the first case's. */
function culpritOf(result, { case: name }) {
	const [first] = result.replays;
	return culpritsOf(result).find((culprit) => (culprit.case ?? first?.case) === name);
}

/** `12,345` */
function formatCount(count) {
	return count.toLocaleString("en-US");
}
/** `1 table`, `12,345 values`: for nouns whose plural takes an s. */
function counted(count, noun) {
	return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
/** Milliseconds as `38 ms`, `2.41 s`, `1 min 5 s` or `2 h 3 min`. */
function formatDuration(ms) {
	if (Math.round(ms) < 1e3) return `${Math.round(ms)} ms`;
	if (Math.round(ms / 10) < 6e3) return `${(Math.round(ms / 10) / 100).toFixed(2)} s`;
	const seconds = Math.round(ms / 1e3);
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
	const minutes = Math.round(seconds / 60);
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** The time of what still runs, in whole seconds: `0 s`, `12 s`, `1 min 5 s`. */
function formatElapsed(ms) {
	return ms < 6e4 ? `${Math.max(0, Math.floor(ms / 1e3))} s` : formatDuration(ms);
}
/** Bytes in powers of 1,000: `512 B`, `1.7 GB`, `394 MB`. */
function formatBytes(bytes) {
	const units = [
		"kB",
		"MB",
		"GB",
		"TB"
	];
	if (bytes < 1e3) return `${bytes} B`;
	let value = bytes / 1e3;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1e3;
		unit += 1;
	}
	return `${value < 9.95 ? value.toFixed(1) : formatCount(Math.round(value))} ${units[unit]}`;
}
/** A share between 0 and 1 as `57 %`. */
function formatShare(share) {
	return `${Math.round(share * 100)} %`;
}
/** An ISO 8601 instant as `2026-03-14 09:26 UTC`; `an unknown time` for anything else. */
function formatInstant(iso) {
	const instant = new Date(iso);
	if (Number.isNaN(instant.getTime())) return "an unknown time";
	return `${instant.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How the verdict came about, one named line each; every form shows the same ones in the same order. */
function facts(result, quote) {
	return [
		{
			name: "proof",
			text: proofSentence(result.proof)
		},
		{
			name: "masked",
			text: maskedSentence(result.sanitization)
		},
		{
			name: "neutralised",
			text: neutralisedSentence(result.sanitization, quote)
		},
		{
			name: "snapshot",
			text: snapshotSentence(result, quote)
		},
		...noteSentences(result.snapshot, quote).map((text) => ({
			name: "differs",
			text
		})),
		{
			name: "branch",
			text: branchSentence(result.branch, quote)
		},
		{
			name: "source",
			text: sourceSentence(result, quote)
		},
		{
			name: "investigation",
			text: quote(result.investigation.id)
		}
	].flatMap(({ name, text }) => text === void 0 ? [] : {
		name,
		text
	});
}
function proofSentence({ leaks, relations, rankings, ...raw }) {
	const left = raw.notSearched === 0 ? "" : ` (${formatCount(raw.notSearched)} not searched)`;
	return `${`${counted(leaks, "leak")} among ${counted(raw.valuesSearched, "raw value")} searched${left}`}; ${`${formatCount(relations.same)}/${formatCount(relations.joins)} joins and ${formatCount(relations.sameDistinct)}/${formatCount(relations.distinct)} distinct counts the same`}; ${`rankings ${formatCount(rankings.identical)}/${formatCount(rankings.probes)} identical`}${rankings.identical === rankings.probes ? "" : ` (overlap ${rankings.overlap.toFixed(2)})`}`;
}
function maskedSentence({ valuesMasked, columns, tables, durationMs }) {
	return `${counted(valuesMasked, "value")} in ${counted(columns, "column")} of ${counted(tables, "table")} in ${formatDuration(durationMs)}`;
}
function neutralisedSentence({ neutralised }, quote) {
	if (neutralised.length === 0) return void 0;
	const more = neutralised.length - 20;
	const shown = neutralised.slice(0, 20).map(quote).join(", ");
	return more > 0 ? `${shown}, ${formatCount(more)} more` : shown;
}
function snapshotSentence({ snapshot, source }, quote) {
	const made = snapshot.cached ? "cached" : `made in ${formatDuration(snapshot.durationMs)}`;
	return `${quote(snapshot.id)} ${made}, ${formatBytes(snapshot.bytes)}, data as of ${formatInstant(source.at)}`;
}
function noteSentences({ notes }, quote) {
	const more = notes.length - 20;
	const shown = notes.slice(0, 20).map(quote);
	return more > 0 ? [...shown, `${formatCount(more)} more`] : shown;
}
function branchSentence({ id, copy, readyMs }, quote) {
	const ready = `${quote(id)} (${copy}) ready in ${formatDuration(readyMs)}`;
	return copy === "reflink" ? ready : `${ready}; with --state on XFS (mkfs.xfs) or btrfs it would share the snapshot's blocks`;
}
function sourceSentence({ source, base }, quote) {
	const compared = base === void 0 ? "" : `, compared with ${quote(base.commit)}`;
	return `${quote(source.server)}, engine ${quote(source.engine)}, commit ${quote(source.commit)}${compared}`;
}

/** What the reader does after these verdicts, a sentence each, and none twice. */
function nextSteps(result) {
	return [...new Set(result.replays.map((replay) => nextStepAfter(replay, result)))];
}
function nextStepAfter(replay, result) {
	return stepAfterCulprit(replay, result) ?? stepsAfter[replay.verdict];
}
/** What is known of the failure says more than its verdict. */
function stepAfterCulprit(replay, result) {
	if (replay.verdict === "regressed") return void 0;
	const verdict = culpritOf(result, replay)?.verdict;
	if (verdict === "found") return "Correct or remove the culprit in production, then run the case again.";
	if (verdict !== "not-the-data") return void 0;
	if (result.causes?.case !== replay.case) return `The data is not the cause: \`${result.investigation.thread === void 0 ? "branch-prod" : "/branch-prod"} explain\` tells whether prompt, model or retrieval are.`;
	return result.causes.rows.some(({ decides }) => decides) ? "Change what decides it, as the causes say, then run the case again." : void 0;
}
const stepsAfter = {
	reproduced: "Read the retrieved records in rank order: the answer was written from them.",
	"not-reproduced": "Compare the answer with the one observed: data, code or model may have changed since then.",
	fixed: "Commit the case with the change, so that it is replayed from now on.",
	"not-fixed": "Compare the retrieved records with those of the base: what the answer was written from decides, not the prompt alone.",
	regressed: "Find what this change does to the prompt or the retrieval before it is merged.",
	inconclusive: "Run the case again with more trials.",
	error: "Find out why the application gave no answer, then run the case again."
};

/**
* Characters that a terminal or a browser obeys instead of showing: controls (escape sequences begin with
* one), format characters (bidi overrides, zero-width ones), line and paragraph separators, lone surrogates.
* The joiners stay, emoji and several scripts are written with them.
*/
const obeyed = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\n\u{200c}\u{200d}]]/gv;
/**
* Text from outside (answers, names, messages, database values), made safe to show: what would be obeyed is
* shown by its name, so `ESC[2J` reads `␛[2J` and U+202E reads `⟨U+202E⟩`. Line breaks stay, tabs are blanks.
*/
function plainText(text) {
	return text.replaceAll("\r\n", "\n").replaceAll("	", "    ").replace(obeyed, pictureOf);
}
/** {@link plainText} on one line: line breaks are blanks. */
function plainLine(text) {
	return plainText(text).replace(/\n+/g, " ");
}
/** The same JSON value without a character that a terminal would obey; expects `JSON.stringify`'s output. */
function plainJson(json) {
	return json.replace(obeyed, (character) => Array.from({ length: character.length }, (_, index) => {
		return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
	}).join(""));
}
/**
* The beginning of a text that is longer than `limit` UTF-16 units, with a note of how many are missing.
* The note comes on top of the limit; a character of two units is never halved.
*/
function cutText(text, limit) {
	if (text.length <= limit) return text;
	const kept = text.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
	return `${kept}… (${(text.length - kept.length).toLocaleString("en-US")} more characters cut)`;
}
/** Unicode's control pictures start at U+2400, in the order of the controls; DEL's is U+2421. */
function pictureOf(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code < 32) return String.fromCodePoint(9216 + code);
	if (code === 127) return "␡";
	return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** The verdict on everything that was replayed, in one sentence. */
function headline(replays) {
	const [only] = replays;
	if (only === void 0) return "No verdict — no case was replayed.";
	if (replays.length === 1) return verdictSentence(only);
	const parts = [...Map.groupBy(replays, (replay) => replay.verdict)].map(([verdict, those]) => `${formatCount(those.length)} ${verdict}`);
	return `${counted(replays.length, "case")}: ${parts.join(", ")}.`;
}
/** One replay's verdict in one sentence; what gave no answer is said apart. */
function verdictSentence(replay) {
	const answered = replay.trials.filter((trial) => trial.error === void 0).length;
	const silent = replay.trials.length - answered;
	if (replay.verdict === "error") return `Error — ${silent} of ${counted(replay.trials.length, "trial")} gave no answer to judge.`;
	const failed = `${replay.failures} of ${answered}`;
	const sentence = {
		reproduced: replay.failures === answered ? `Reproduced ${failed} — the failure happens on the current production data.` : `Reproduced ${failed} — the failure happens on the current production data, not every time.`,
		"not-reproduced": `Not reproduced, ${failed} failed — the failure does not happen on the current production data.`,
		fixed: `Fixed, ${failed} failed — the failure happens without this change and no longer with it.`,
		"not-fixed": `Not fixed, ${failed} failed — the failure happens with this change as it does without it.`,
		regressed: `Regressed, ${failed} failed — the failure happens with this change and did not happen without it.`,
		inconclusive: replay.pValue === void 0 ? `Inconclusive, ${failed} failed — the trials do not settle whether the failure happens.` : `Inconclusive, ${failed} failed — the trials do not settle whether this change makes a difference.`
	}[replay.verdict];
	const more = moreTrialsSentence(replay);
	return [
		sentence,
		...silent === 0 ? [] : [`${counted(silent, "more trial")} gave no answer.`],
		...more === void 0 ? [] : [more]
	].join(" ");
}
function moreTrialsSentence({ moreTrials, pValue }) {
	if (moreTrials === void 0) return void 0;
	const where = pValue === void 0 ? "" : ", on the base too,";
	return `About ${counted(moreTrials, "more trial")}${where} would settle it.`;
}
/** The failure rate with its interval, and how it compares; nothing when no trial gave an answer. */
function rateSentence(replay) {
	if (replay.trials.every((trial) => trial.error !== void 0)) return void 0;
	const [low, high] = replay.interval.map(formatShare);
	const rate = `failure rate ${formatShare(replay.rate)} (95 % interval ${low} to ${high})`;
	if (replay.pValue === void 0) return rate;
	return `${rate}, against the base p ${replay.pValue < .001 ? "< 0.001" : `= ${replay.pValue.toFixed(3)}`} (Fisher's exact test)`;
}
/** `5 of 5 failed (100 %)`: how often a case failed, of the trials that gave an answer. */
function failuresOf(replay) {
	const answered = replay.trials.filter((trial) => trial.error === void 0).length;
	const silent = replay.trials.length - answered;
	if (answered === 0) return "no answer";
	const failed = `${replay.failures} of ${answered} failed (${formatShare(replay.rate)})`;
	return silent === 0 ? failed : `${failed}, ${formatCount(silent)} without an answer`;
}
/** `reproduced, 5 of 5 failed (100 %)`: one side of a comparison. */
function sideOf(replay) {
	return `${replay.verdict}, ${failuresOf(replay)}`;
}
/** One trial, the moment that it is known. */
function trialSentence(finding, quote) {
	const { number, of, trial } = finding;
	const where = finding.on === "base" ? " on the base" : "";
	const outcome = trial.error !== void 0 ? `gave no answer: ${quote(trial.error)}` : trial.ok ? "all assertions hold" : ["failed", trial.failed.map(quote).join("; ")].join(" ").trimEnd();
	return `${quote(finding.case)}${where}: trial ${number} of ${of} ${outcome}`;
}
/** What is known of a culprit, and what it took: `necessary, sufficient, minimal; 7 probes of 31 trials in 12.30 s`. */
function culpritMeasures(culprit) {
	const { records, probes, trials, durationMs, confidence } = culprit;
	const known = [
		"necessary",
		"sufficient",
		"minimal"
	].flatMap((word) => {
		if (records.length === 0 || culprit[word] === void 0) return [];
		return culprit[word] ? word : `not shown to be ${word}`;
	});
	const of = trials === void 0 ? "" : ` of ${counted(trials, "trial")}`;
	const sure = confidence === void 0 ? "" : `, confidence ${formatShare(confidence)}`;
	const search = `${counted(probes, "probe")}${of} in ${formatDuration(durationMs)}${sure}`;
	return [...known.length === 0 ? [] : [known.join(", ")], search].join("; ");
}
/** `100 % (57 % to 100 %)`: how often a case failed with one level of a variable, with the 95 % interval. */
function levelRate({ judged, rate, interval }) {
	if (judged === 0) return "no answer to judge";
	const [low, high] = interval.map(formatShare);
	return `${formatShare(rate)} (${low} to ${high})`;
}
/** `messages id=7`; the table and {@link recordKey}. */
function recordName(record) {
	return `${record.table} ${recordKey(record)}`;
}
/** `id=7`; every column of the key, as they are given. */
function recordKey({ key }) {
	const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`);
	return columns.length === 0 ? "(no key)" : columns.join(", ");
}
/** How much of a retrieved row was in the prompt: `yes`, `no`, `1,200 of 4,031 characters`; nothing if unknown. */
function inPrompt({ reached, cut }) {
	if (reached === void 0) return void 0;
	if (cut === void 0) return reached ? "yes" : "no";
	return `${formatCount(cut.used)} of ${counted(cut.of, "character")}`;
}
/** `0.1234`: a row's distance, with as many digits as tell neighbours apart. */
function formatDistance(distance) {
	return String(Number(distance.toPrecision(4)));
}
/** The end of an investigation that has no verdict, in one sentence. */
function failureHeadline({ step, code, atMs }) {
	return `No verdict — the investigation ${code === "interrupted" ? "was interrupted" : "failed"} at the step ${step}, after ${formatDuration(atMs)}.`;
}

/** East Asian wide and full-width characters, emoji, and everything beyond the basic plane. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{10000}-\u{10ffff}]|\p{Extended_Pictographic}/u;
const narrow = /^[\x20-\x7e]$/;
const zero = /[\p{M}\u200c\u200d]/u;
/**
* The columns that plain text takes, never fewer than a terminal uses: joined emoji count one by one,
* because terminals disagree on them.
*/
function widthOf(text) {
	let width = 0;
	for (const character of text) width += characterWidth(character);
	return width;
}
/** As much of a plain line as fits into the columns, with `…` at the end if something is missing. */
function cutToWidth(text, columns) {
	let width = 0;
	let fitting = "";
	for (const character of text) {
		const next = width + characterWidth(character);
		if (next > columns) return withEllipsis(fitting, columns);
		width = next;
		fitting += character;
	}
	return fitting;
}
/** Plain text in lines of at most the columns, broken at blanks, or inside a word that alone is too long. */
function wrapToWidth(text, columns) {
	return text.split("\n").flatMap((line) => {
		const lines = [];
		let current = "";
		let width = 0;
		for (const word of line.split(/(?<= )/).flatMap((whole) => pieces(whole, columns))) {
			const wordWidth = widthOf(word.trimEnd());
			if (width > 0 && width + wordWidth > columns) {
				lines.push(current.trimEnd());
				current = "";
				width = 0;
			}
			current += word;
			width += widthOf(word);
		}
		return [...lines, current.trimEnd()];
	});
}
function characterWidth(character) {
	if (narrow.test(character)) return 1;
	if (wide.test(character)) return 2;
	return zero.test(character) ? 0 : 1;
}
function withEllipsis(fitting, columns) {
	const characters = [...fitting];
	while (characters.length > 0 && widthOf(characters.join("")) >= columns) characters.pop();
	return columns < 1 ? "" : `${characters.join("")}…`;
}
function pieces(word, columns) {
	if (widthOf(word) <= columns) return [word];
	const parts = [""];
	for (const character of word) {
		const last = parts.length - 1;
		if (widthOf(parts[last] + character) > columns) parts.push(character);
		else parts[last] += character;
	}
	return parts;
}

/** Columns that a level takes at most: a ref or a model's name may be as long as it likes. */
const maxLevelWidth = 40;
/**
* What was replayed with one thing changed at a time: what decides it, a table of all levels, then what could not be
* varied. A variable is named in the row of its first level, which is how it was.
*/
function causeLines(causes, paragraph, paint) {
	const { rows, sentences, notVaried } = causes;
	const table = [{
		cells: [
			"variable",
			"level",
			"failures",
			"rate"
		],
		decides: false
	}, ...rows.map((row, index) => ({
		cells: cellsOf$1(row, rows[index - 1]),
		decides: row.decides
	}))];
	const widths = [
		0,
		1,
		2
	].map((place) => Math.max(...table.map(({ cells }) => widthOf(cells[place] ?? ""))));
	return [
		...paragraph(0, `Causes of ${plainLine(causes.case)}:`).map((line) => paint("bold", line)),
		...sentences.flatMap((sentence) => paragraph(2, sentence)),
		...(rows.length === 0 ? [] : table).map(({ cells, decides }) => {
			const line = `  ${cells.map((cell, place) => padded(cell, widths[place])).join("  ")}`.trimEnd();
			return decides ? paint("bold", line) : line;
		}),
		...notVaried.flatMap((sentence) => paragraph(2, sentence))
	];
}
function cellsOf$1(row, before) {
	return [
		row.variable !== before?.variable ? row.variable : "",
		cutToWidth(plainLine(row.level), maxLevelWidth),
		`${row.failures}/${row.judged}`,
		row.decides ? `${levelRate(row)}  decides it` : levelRate(row)
	];
}
function padded(cell, width = 0) {
	return `${cell}${" ".repeat(Math.max(0, width - widthOf(cell)))}`;
}

/** Sums up a replay; ties go to the earlier trial. */
function summarizeReplay(replay) {
	const answered = replay.trials.filter((trial) => trial.error === void 0);
	const failed = answered.filter((trial) => !trial.ok);
	const judged = failed.length > 0 ? failed : answered;
	const commonest = tally(judged.map((trial) => trial.answer))[0];
	const answers = tally(answered.map((trial) => trial.answer));
	return {
		answered: answered.length,
		answer: answers.find((answer) => answer.value === commonest?.value),
		otherAnswers: Math.max(0, answers.length - 1),
		retrieved: commonestRetrieval(answered, judged.filter((trial) => trial.answer === commonest?.value)),
		contexts: contextsOf(replay.trials, judged),
		failed: tally(answered.flatMap((trial) => [...new Set(trial.failed)])),
		errors: tally(replay.trials.flatMap((trial) => trial.error ?? []))
	};
}
function contextsOf(trials, judged) {
	const all = (some) => some.flatMap(({ context }) => context ?? []);
	const ofJudged = tally(all(judged)).map(({ value }) => value);
	const place = ({ value }) => ofJudged.includes(value) ? ofJudged.indexOf(value) : ofJudged.length;
	return tally(all(trials)).toSorted((one, other) => place(one) - place(other));
}
function commonestRetrieval(answered, candidates) {
	const commonest = tally(candidates.map(retrievalOf))[0]?.value;
	const trials = answered.filter((trial) => retrievalOf(trial) === commonest);
	return {
		value: inRankOrder$1(trials[0]?.retrieved ?? []),
		trials: trials.length
	};
}
function retrievalOf(trial) {
	return JSON.stringify(inRankOrder$1(trial.retrieved).map(({ table, key }) => [table, Object.entries(key).toSorted(([one], [other]) => one < other ? -1 : 1)]));
}
function inRankOrder$1(records) {
	return records.toSorted((one, other) => one.rank - other.rank);
}
function tally(values) {
	const counts = /* @__PURE__ */ new Map();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].map(([value, trials]) => ({
		value,
		trials
	})).toSorted((one, other) => other.trials - one.trials);
}

/** `1. messages id=7, distance 0.1234, in the prompt: yes`: a retrieved record, with what is known of it. */
function recordLine(record) {
	const { rank, distance } = record;
	const prompt = inPrompt(record);
	return [
		`${rank}. ${recordName(record)}`,
		...distance === void 0 ? [] : [`distance ${formatDistance(distance)}`],
		...prompt === void 0 ? [] : [`in the prompt: ${prompt}`]
	].join(", ");
}

const maxRecords = 20;
/**
* What was looked for as the culprit of one case: its records first, or that there are none, then how it is known, and
* the answers with and without it.
*
* @param replay of the case, where it is known
*/
function culpritLines(culprit, replay, { paragraph, paint }) {
	const { records, alternatives = [], movedIn = [], sentence } = culprit;
	const names = records.length === 0 ? "none found" : namesOf(records);
	return [
		...paragraph(0, `Culprit${culprit.case === void 0 ? "" : ` of ${plainLine(culprit.case)}`}: ${names}`).map((line) => records.length === 0 ? paint("bold", line) : paint("bold", paint("red", line))),
		...sentence === void 0 ? [] : paragraph(2, sentence),
		...answerLines(culprit, replay, {
			paragraph,
			paint
		}),
		...alternatives.flatMap((set) => paragraph(2, `alternative: ${namesOf(set)}`)),
		...movedIn.length === 0 ? [] : paragraph(2, `moved in: ${namesOf(movedIn)}`),
		...paragraph(2, culpritMeasures(culprit))
	];
}
/** The wrong answer and a right one, and what the right one may stand on, since it may cite it by its rank. */
function answerLines({ trialWithout }, replay, { paragraph, paint }) {
	if (trialWithout === void 0) return [];
	const wrong = replay && summarizeReplay(replay).answer?.value;
	const answer = (title, colour, text = "") => text === "" ? [] : [...paragraph(2, title), ...paragraph(4, text).map((line) => paint(colour, line))];
	const retrieved = trialWithout.retrieved.toSorted((one, other) => one.rank - other.rank);
	return [
		...answer("answer with the culprit:", "red", wrong),
		...answer("answer without the culprit:", "green", trialWithout.answer),
		...retrieved.length === 0 ? [] : paragraph(2, "retrieved without the culprit:"),
		...retrieved.slice(0, maxRecords).flatMap((record) => paragraph(4, plainLine(recordLine(record)))),
		...retrieved.length > maxRecords ? paragraph(4, `… and ${retrieved.length - maxRecords} more`) : []
	];
}
function namesOf(records) {
	const more = records.length - maxRecords;
	const shown = records.slice(0, maxRecords).map((record) => plainLine(recordName(record)));
	return more > 0 ? `${shown.join("; ")}; ${more} more` : shown.join("; ");
}

const maxTextLength$2 = 4e3;
const minColumns = 20;
/** Paragraphs for a terminal of that many columns; `Infinity` wraps nothing. */
function paragraphsFor(columns) {
	return (indent, text) => wrapToWidth(plainText(cutText(text, maxTextLength$2)), Math.max(minColumns, columns - indent)).map((line) => `${" ".repeat(indent)}${line}`.trimEnd());
}

const maxRows$1 = 20;
/** One replayed case below its verdict: beside its base if there is one, answer, failed assertions, retrieved records. */
function replayLines(replay, base, paragraph) {
	const { answered, answer, otherAnswers, retrieved, contexts, failed, errors } = summarizeReplay(replay);
	const inTrials = (trials) => `in ${trials} of ${counted(answered, "trial")}`;
	const ofAll = (trials) => `in ${trials} of ${counted(replay.trials.length, "trial")}`;
	const others = otherAnswers > 0 ? `; ${counted(otherAnswers, "other answer")}` : "";
	const rate = rateSentence(replay);
	const list = (title, items) => {
		const more = items.length - maxRows$1;
		return [
			...items.length > 0 ? paragraph(2, title) : [],
			...items.slice(0, maxRows$1).flatMap((item) => paragraph(4, plainLine(item))),
			...more > 0 ? paragraph(4, `… and ${formatCount(more)} more`) : []
		];
	};
	return [
		...paragraph(2, `case: ${plainLine(replay.case)}${rate === void 0 ? "" : `, ${rate}`}`),
		...base ? paragraph(2, `base → this commit: ${sideOf(base)} → ${sideOf(replay)}`) : [],
		...answer === void 0 || answer.value === "" ? [] : [...paragraph(2, `answer ${inTrials(answer.trials)}${others}:`), ...paragraph(4, answer.value)],
		...list("failed assertions:", failed.map(({ value, trials }) => `${value} (${inTrials(trials)})`)),
		...list("no answer:", errors.map(({ value, trials }) => `${value} (${counted(trials, "trial")})`)),
		...contexts.length === 1 ? contexts.flatMap(({ value, trials }) => paragraph(2, `context ${ofAll(trials)}: ${plainLine(value)}`)) : list("context:", contexts.map(({ value, trials }) => `${value} (${ofAll(trials)})`)),
		...list(`retrieved, the same ${inTrials(retrieved.trials)}:`, retrieved.value.map(recordLine))
	];
}

const colours = {
	reproduced: "red",
	"not-reproduced": "yellow",
	fixed: "green",
	"not-fixed": "red",
	regressed: "red",
	inconclusive: "yellow",
	error: "red"
};
/** What stands below the steps of a finished investigation, the verdict first, wrapped to the columns. */
function conclusion(result, paint, columns) {
	const paragraph = paragraphsFor(columns);
	const several = result.replays.length > 1;
	const [first] = [...new Set(result.replays.map((replay) => replay.verdict))];
	const bold = (line) => paint("bold", line);
	const painted = (verdict, line) => verdict === void 0 ? line : paint(colours[verdict], line);
	return [
		"",
		...paragraph(0, headline(result.replays)).map((line) => bold(painted(several ? void 0 : first, line))),
		"",
		...result.replays.flatMap((replay, index) => [
			...(several ? paragraph(0, verdictSentence(replay)) : []).map((line) => painted(replay.verdict, line)),
			...replayLines(replay, result.base?.replays[index], paragraph),
			""
		]),
		...culpritsOf(result).flatMap((culprit) => {
			const replay = result.replays.find((one) => one.case === culprit.case);
			return [...culpritLines(culprit, replay, {
				paragraph,
				paint
			}), ""];
		}),
		...result.causes ? [...causeLines(result.causes, paragraph, paint), ""] : [],
		...facts(result, plainLine).flatMap(({ name, text }) => paragraph(2, `${name}: ${text}`)),
		`  preview: ${paint("cyan", plainLine(result.preview.url))} until ${formatInstant(result.preview.expiresAt)}`,
		...nextSteps(result).flatMap((step) => paragraph(2, `next: ${step}`)),
		""
	].join("\n");
}
/** What stands below the steps of an investigation that ended without a verdict. */
function failureConclusion(event, paint, columns) {
	const paragraph = paragraphsFor(columns);
	return [
		"",
		...paragraph(0, failureHeadline(event)).map((line) => paint("bold", paint("red", line))),
		"",
		...paragraph(2, event.message),
		...paragraph(2, `next: ${event.nextStep}`),
		...paragraph(2, `reason: ${event.code}`),
		""
	].join("\n");
}

/** A finding as the end of its step's line; `quote` makes text from outside fit for it. */
function textOfFinding(finding, quote) {
	switch (finding.kind) {
		case "preview": return `${quote(finding.url)} until ${formatInstant(finding.expiresAt)}`;
		case "trial": return trialSentence(finding, quote);
		case "probe": return `${quote(finding.case)}: ${probeText(finding.probe)}`;
		case "cause": {
			const { variable, level, failures, judged } = finding.row;
			const failed = judged === 0 ? "no answer to judge" : `${failures} of ${judged} failed`;
			return `${quote(finding.case)}: ${variable}: ${quote(level)}: ${failed}`;
		}
	}
}
const outcomes = {
	fails: "it still fails",
	passes: "the failure is gone",
	undecided: "not decided"
};
function probeText({ number, of, removed, failures, judged, errors, decision }) {
	const failed = `${failures} of ${judged} failed${errors === 0 ? "" : `, ${errors} without an answer`}`;
	return `probe ${number} of at most ${of}, ${removed.length === 0 ? "on all data" : `without ${counted(removed.length, "record")}`}: ${outcomes[decision]} (${failed})`;
}

const maxTextLength$1 = 500;
/** `snapshot   2.41 s  3 tables`: a step's columns, the same whether it runs or is over. */
function stepLine(step, time, text) {
	return `${step.padEnd(8)} ${time.padStart(8)}  ${text}`.trimEnd();
}
/** Text from outside, fit for the end of a step's line. */
function stepText(text) {
	return plainLine(cutText(text, maxTextLength$1));
}
/** {@link stepText} of a finding. */
function findingText(finding) {
	return textOfFinding(finding, stepText);
}
/** The line of the step that failed; the time is missing if it never started. */
function failedLine({ step, atMs }, startedAtMs) {
	return stepLine(step, startedAtMs === void 0 ? "" : formatDuration(atMs - startedAtMs), "failed");
}

const spinner = [
	"⠋",
	"⠙",
	"⠹",
	"⠸",
	"⠼",
	"⠴",
	"⠦",
	"⠧",
	"⠇",
	"⠏"
];
const redrawEveryMs = 80;
const eraseLine = "\r\x1B[2K";
const hideCursor = "\x1B[?25l";
const showCursor = "\x1B[?25h";
/** The steps on a terminal: the running one is redrawn in place with its time and latest message. */
function liveSteps(output, { columns, paint, clock }) {
	let running;
	let stopRedrawing;
	let frame = 0;
	const draw = () => {
		if (running === void 0) return;
		const time = formatDuration(clock.now() - running.since);
		const line = cutToWidth(stepLine(running.step, time, running.text), columns() - 3);
		output.write(`${eraseLine}${paint("cyan", spinner[frame % spinner.length] ?? "")} ${line}`);
		frame += 1;
	};
	const takeTerminal = () => {
		if (stopRedrawing !== void 0) return;
		output.write(hideCursor);
		stopRedrawing = clock.every(redrawEveryMs, draw);
	};
	const giveTerminalBack = () => {
		if (stopRedrawing === void 0) return;
		stopRedrawing();
		stopRedrawing = void 0;
		running = void 0;
		output.write(`${eraseLine}${showCursor}`);
	};
	const settle = (mark, line) => output.write(`${eraseLine}${mark} ${line}\n`);
	return {
		show(event) {
			switch (event.type) {
				case "step-started":
					takeTerminal();
					running = {
						step: event.step,
						startedAtMs: event.atMs,
						since: clock.now(),
						text: ""
					};
					return draw();
				case "progress":
					if (running !== void 0) running.text = stepText(event.message);
					return;
				case "finding":
					if (event.finding.kind === "preview") {
						settle(" ", stepLine(event.step, "", findingText(event.finding)));
						return draw();
					}
					if (running !== void 0) running.text = findingText(event.finding);
					return;
				case "step-finished": {
					running = void 0;
					const time = formatDuration(event.durationMs);
					return settle(paint("green", "✓"), stepLine(event.step, time, stepText(event.summary)));
				}
				case "finished": return giveTerminalBack();
				case "failed":
					settle(paint("red", "✗"), failedLine(event, running?.startedAtMs));
					return giveTerminalBack();
			}
		},
		close: giveTerminalBack
	};
}

/** Node's own `styleText`; whether there are colours is decided by the caller, not by the process' streams. */
function painter(colours) {
	return (format, text) => colours ? styleText(format, text, { validateStream: false }) : text;
}

const progressEveryMs = 2e3;
/** The steps as lines that are never touched again: for logs and pipes. */
function plainSteps(output, paint) {
	let lastProgressMs = Number.NEGATIVE_INFINITY;
	let startedAtMs;
	const write = (mark, line) => output.write(`${mark} ${line}\n`);
	return {
		show(event) {
			switch (event.type) {
				case "step-started":
					startedAtMs = event.atMs;
					return write(" ", stepLine(event.step, "", "started"));
				case "progress":
					if (event.atMs - lastProgressMs < progressEveryMs) return;
					lastProgressMs = event.atMs;
					return write(" ", stepLine(event.step, "", stepText(event.message)));
				case "finding": return write(" ", stepLine(event.step, "", findingText(event.finding)));
				case "step-finished": {
					startedAtMs = void 0;
					const time = formatDuration(event.durationMs);
					return write(paint("green", "✓"), stepLine(event.step, time, stepText(event.summary)));
				}
				case "failed": return write(paint("red", "✗"), failedLine(event, startedAtMs));
			}
		},
		close() {}
	};
}

const defaultColumns = 80;
/**
* Shows the steps while they run and then the verdict. On a terminal the running step's line is redrawn;
* anywhere else, and where `TERM` is `dumb`, there are plain lines without any escape code.
* `NO_COLOR` (https://no-color.org) is honoured. The preview's URL, with its token, is shown.
*
* @param options.environment the variables `NO_COLOR` and `TERM` are read from.
* @param options.clock what the time of a running step is read from; the system's by default.
*/
function terminalReporter(stream, options) {
	const { environment, clock = systemClock } = options;
	const output = openOutput(stream);
	const isTerminal = stream.isTTY === true && environment.TERM !== "dumb";
	const columns = () => isTerminal ? stream.columns || defaultColumns : Number.POSITIVE_INFINITY;
	const paint = painter(isTerminal && !environment.NO_COLOR);
	const steps = isTerminal ? liveSteps(output, {
		columns,
		paint,
		clock
	}) : plainSteps(output, paint);
	let closed = false;
	return {
		on(event) {
			if (closed) return;
			steps.show(event);
			if (event.type === "finished") output.write(conclusion(event.result, paint, columns()));
			if (event.type === "failed") output.write(failureConclusion(event, paint, columns()));
			return output.flushed();
		},
		close() {
			closed = true;
			steps.close();
			return output.close();
		}
	};
}

/**
* Text from outside as inline code: there Markdown, HTML, @mentions and links are only characters.
* https://spec.commonmark.org/0.31.2/#code-spans
*/
function codeSpan(text) {
	const content = boundBackticks(plainLine(text));
	if (content.trim() === "") return "(empty)";
	const fence = "`".repeat(longestRun(content) + 1);
	const edge = /^[ `]|[ `]$/.test(content) ? " " : "";
	return `${fence}${edge}${content}${edge}${fence}`;
}
/**
* {@link codeSpan} for a table's cell, where a pipe ends the cell even inside code unless it is escaped.
* Parsers disagree on whether the second of two backslashes escapes it, so there the pipe is named instead.
*/
function codeCell(text) {
	return codeSpan(text).replaceAll("\\|", "\\⟨U+007C⟩").replaceAll("|", "\\|");
}
/** Text from outside as a fenced block of its own lines, to be put at the document's top level. */
function codeBlock(text) {
	const content = boundBackticks(plainText(text));
	const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
	return `${fence}text\n${content}\n${fence}`;
}
/**
* GitHub's parser (cmark-gfm, MAXBACKTICKS) knows no inline fence longer than 80, and a fence must not
* outgrow the text in it.
*/
function boundBackticks(text) {
	return text.replace(/`{33,}/g, (run) => `${"`".repeat(32)}[${run.length} backticks]`);
}
function longestRun(text) {
	return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/**
* GitHub refuses a comment of 65,536 characters or more, and a check run's summary too. What is left is for what stands
* around a document: the hidden state of a thread, a line about what came after.
*/
const maxLength = 63e3;
/** Below this a text says nothing; rather leave out whole sections. */
const minTextLength = 200;
/**
* Renders a document below GitHub's length: the longest texts lose first, all down to the same length, and
* only when that is not enough are the last sections left out.
*
* @param render must itself say what its limits cut.
*/
function renderToFit(sections, render) {
	const attempt = (limits) => {
		const document = render(limits);
		return document.length <= maxLength ? document : void 0;
	};
	return attempt({
		text: maxLength,
		sections
	}) ?? largest(minTextLength, maxLength, (text) => attempt({
		text,
		sections
	})) ?? largest(0, sections, (shown) => attempt({
		text: minTextLength,
		sections: shown
	})) ?? render({
		text: minTextLength,
		sections: 0
	});
}
/** What `attempt` gives for the largest whole number in the range for which it gives something. */
function largest(from, to, attempt) {
	let [low, high] = [from, to];
	let best;
	while (low <= high) {
		const middle = Math.floor((low + high) / 2);
		const document = attempt(middle);
		if (document === void 0) high = middle - 1;
		else {
			best = document;
			low = middle + 1;
		}
	}
	return best;
}

/** An investigation that ended without a verdict: which step, what happened, what the reader does now. */
function renderFailureMarkdown(failure, { publicRepository }) {
	const shown = publicRepository ? {
		...failure,
		message: publicMessage(failure)
	} : failure;
	return renderToFit(0, (limits) => `${failureBlocks(shown, limits).join("\n\n")}\n`);
}
/** The same as Markdown blocks; what may not be shown is already gone. */
function failureBlocks(failure, limits) {
	const block = (text) => codeBlock(cutText(text, limits.text));
	return [
		`## ${failureHeadline(failure)}`,
		`Reason: ${codeSpan(failure.code)}.`,
		block(failure.message),
		"### How to go on",
		block(failure.nextStep)
	];
}

/** Each case in one row: how often it failed, on the base too where there is one, and the verdict. */
function comparisonTable({ replays, base }, limits) {
	const titles = [
		"case",
		...base === void 0 ? [] : ["on the base"],
		base === void 0 ? "failed" : "with this change",
		"verdict"
	];
	const row = (replay, index) => {
		const replayedBefore = base?.replays[index];
		return [
			codeCell(cutText(replay.case, limits.text)),
			...base === void 0 ? [] : [replayedBefore ? sideOf(replayedBefore) : "not replayed"],
			failuresOf(replay),
			`**${replay.verdict}**`
		];
	};
	return [
		titles,
		titles.map(() => "---"),
		...replays.slice(0, limits.sections).map(row)
	].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Rows of a table and items of a list that a reader still looks through. */
const maxRows = 20;
/** A table as Markdown blocks: the first rows, then how many there are more. */
function limitedTable(columns, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [[
		line(columns.map(({ title }) => title)),
		line(columns.map(({ align }) => align === "right" ? "---:" : "---")),
		...rows.slice(0, maxRows).map((row, index) => line(columns.map(({ of }) => of(row, index))))
	].join("\n"), ...moreThanShown(rows)];
}
/** A list of Markdown lines as one block: the first ones, then how many there are more. */
function limitedList(items) {
	return [...items.slice(0, maxRows), ...moreThanShown(items)].map((item) => `- ${item}`).join("\n");
}
function moreThanShown(values) {
	const more = values.length - maxRows;
	return more > 0 ? [`… and ${formatCount(more)} more.`] : [];
}

/** What was replayed with one thing changed at a time: what decides it, what was not changed, and all levels. */
function causeBlocks({ rows, sentences, notVaried }, textLimit) {
	const said = [...sentences, ...notVaried].map((text) => codeSpan(cutText(text, textLimit)));
	return [
		"**Causes**, one thing changed at a time:",
		...said.length === 0 ? [] : [limitedList(said)],
		...rows.length === 0 ? [] : levelsTable(rows, textLimit)
	];
}
/** A variable is named in the row of its first level, which is how it was. */
function levelsTable(rows, textLimit) {
	return limitedTable([
		{
			title: "variable",
			of: ({ variable }, index) => variable === rows[index - 1]?.variable ? "" : variable
		},
		{
			title: "level",
			of: ({ level }) => codeCell(cutText(level, textLimit))
		},
		{
			title: "failures",
			align: "right",
			of: (row) => `${row.failures}/${row.judged}`
		},
		{
			title: "rate",
			of: levelRate
		},
		{
			title: "decides it",
			of: ({ decides }) => decides ? "**yes**" : ""
		}
	], rows);
}

/** Retrieved records in rank order as a table's Markdown blocks. */
function retrievedTable(records, textLimit) {
	const cell = (text) => codeCell(cutText(text, textLimit));
	const columns = [
		{
			title: "rank",
			align: "right",
			of: ({ rank }) => String(rank)
		},
		{
			title: "table",
			of: ({ table }) => cell(table)
		},
		{
			title: "key",
			of: (record) => cell(recordKey(record))
		},
		...tapColumns.filter(({ isKnown }) => records.some(isKnown))
	];
	return limitedTable(columns, records);
}
/** What only taps know. */
const tapColumns = [{
	title: "distance",
	align: "right",
	isKnown: ({ distance }) => distance !== void 0,
	of: ({ distance }) => distance === void 0 ? "" : formatDistance(distance)
}, {
	title: "in the prompt",
	isKnown: ({ reached }) => reached !== void 0,
	of: (record) => inPrompt(record) ?? ""
}];

/** What was looked for as the culprit of one case: what is known of it, its records and those beside it. */
function culpritBlocks(culprit, textLimit) {
	const { records, sentence } = culprit;
	return [
		`${records.length === 0 ? "**Culprit**, none found" : "**Culprit**"}:${sentence === void 0 ? "" : ` ${codeSpan(cutText(sentence, textLimit))}`}`,
		...recordsTable(culprit, textLimit),
		`${culpritMeasures(culprit).replace(/^./, (first) => first.toUpperCase())}.`
	];
}
/** What the application answers without the culprit, and from which records; nothing if that is not known. */
function answerWithoutBlocks({ trialWithout }, textLimit) {
	if (trialWithout === void 0) return [];
	const { answer, retrieved } = trialWithout;
	return [...answer === "" ? [] : ["**Answer without the culprit**:", codeBlock(cutText(answer, textLimit))], ...retrieved.length === 0 ? [] : ["**Retrieved without the culprit**:", ...retrievedTable(inRankOrder(retrieved), textLimit)]];
}
function recordsTable(culprit, textLimit) {
	const { records, alternatives = [], movedIn = [] } = culprit;
	const named = (what) => (record) => ({
		what,
		...record
	});
	const rows = [
		...records.map(named("culprit")),
		...alternatives.flatMap((set, index) => set.map(named(`alternative ${index + 1}`))),
		...movedIn.map(named("moved in"))
	];
	if (rows.length === 0) return [];
	const cell = (text) => codeCell(cutText(text, textLimit));
	return limitedTable([
		{
			title: "record",
			of: ({ what }) => what
		},
		{
			title: "table",
			of: ({ table }) => cell(table)
		},
		{
			title: "key",
			of: (row) => cell(recordKey(row))
		}
	], rows);
}
function inRankOrder(records) {
	return records.toSorted((one, other) => one.rank - other.rank);
}

/**
* Why a case fails, as far as it was asked: its culprit and its causes as Markdown blocks.
*
* @param options.answers whether to quote what the application answers without the culprit
*/
function explanationBlocks(result, replay, { textLimit, answers }) {
	const { causes } = result;
	const culprit = culpritOf(result, replay);
	return [
		...culprit ? culpritBlocks(culprit, textLimit) : [],
		...culprit && answers ? answerWithoutBlocks(culprit, textLimit) : [],
		...causes?.case === replay.case ? causeBlocks(causes, textLimit) : []
	];
}

const fewestMoreTrials = 10;
const mostTrials = 100;
/** What the reader does after these verdicts, and the commands for it where there is a thread that hears them. */
function goOnLines(result) {
	return [...nextSteps(result), ...commandLines(result)];
}
function commandLines({ investigation, replays, base }) {
	if (investigation.thread === void 0 || replays.length === 0) return [];
	const wanted = replays.map(({ trials, moreTrials = 0 }) => Math.max(2 * trials.length, trials.length + moreTrials));
	const more = Math.min(mostTrials, Math.max(fewestMoreTrials, ...wanted));
	const again = `\`/branch-prod replay --trials ${more}\` replays again, ${more} times each.`;
	return base === void 0 ? [again, "`/branch-prod keep` opens a pull request that adds the case, so that it is replayed from then on."] : [again];
}

const maxUrlLength = 2e3;
/**
* The way to a preview that is up, as `Preview: [open the preview](…), until TIME.`
*
* @param options.until until when it is up, in words of our own.
*/
function previewLine({ url }, { until, publicRepository }) {
	const notes = [...isLoopback(url) ? ["it answers on the machine of the run only"] : [], ...publicRepository ? ["this link carries no access"] : []];
	return `Preview: ${[`${webLink("open the preview", url) ?? noLink(url, publicRepository)}, until ${until}`, ...notes].join("; ")}.`;
}
/** What is no web address, or too long for one, is shown as code; not in public, where it could hold the token. */
function noLink(address, publicRepository) {
	return publicRepository ? "no link can be shown" : codeSpan(address.slice(0, maxUrlLength));
}
function isLoopback(address) {
	const host = URL.parse(address)?.hostname ?? "";
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
}

/** Sums a replay up; one that went through publicResult has no answer to show. */
function prepareReplay(replay, { publicRepository }) {
	const summary = summarizeReplay(replay);
	return {
		replay,
		summary: publicRepository ? {
			...summary,
			answer: void 0
		} : summary
	};
}
/**
* One replayed case as Markdown blocks: answer, failed assertions, context, retrieved records.
*
* @param layout.heading whether the section says its own verdict, because the document's headline does not.
*/
function replaySection({ replay, summary }, { textLimit, heading }) {
	const rate = rateSentence(replay);
	const name = codeSpan(cutText(replay.case, textLimit));
	return [
		...heading ? [`### ${verdictSentence(replay)}`] : [],
		`Case ${name}${rate === void 0 ? "" : `, ${rate}`}.`,
		...answerBlocks(summary, textLimit),
		...failedBlocks(summary, textLimit),
		...errorBlocks(summary, textLimit),
		...contextBlocks(replay, summary, textLimit),
		...retrievedBlocks(summary, textLimit)
	];
}
function answerBlocks({ answer, answered, otherAnswers }, limit) {
	if (answer === void 0) return [];
	const others = otherAnswers > 0 ? `; ${counted(otherAnswers, "other answer")}` : "";
	return [`**Answer** in ${answer.trials} of ${counted(answered, "trial")}${others}:`, codeBlock(cutText(answer.value, limit))];
}
function failedBlocks({ failed, answered }, limit) {
	const item = ({ value, trials }) => `${codeSpan(cutText(value, limit))} in ${trials} of ${counted(answered, "trial")}`;
	return failed.length === 0 ? [] : ["**Failed assertions**:", limitedList(failed.map(item))];
}
function errorBlocks({ errors }, limit) {
	const item = ({ value, trials }) => `${codeSpan(cutText(value, limit))} in ${counted(trials, "trial")}`;
	return errors.length === 0 ? [] : ["**No answer**:", limitedList(errors.map(item))];
}
function contextBlocks({ trials: all }, { contexts }, limit) {
	const quote = (text) => codeSpan(cutText(text, limit));
	const where = (trials) => `in ${trials} of ${counted(all.length, "trial")}`;
	const [only] = contexts;
	if (only === void 0) return [];
	if (contexts.length === 1) return [`**Context** ${where(only.trials)}: ${quote(only.value)}`];
	return ["**Context**:", limitedList(contexts.map(({ value, trials }) => `${quote(value)} ${where(trials)}`))];
}
function retrievedBlocks({ retrieved, answered }, limit) {
	if (retrieved.value.length === 0) return [];
	return [`**Retrieved records**, the same in ${retrieved.trials} of ${counted(answered, "trial")}:`, ...retrievedTable(retrieved.value, limit)];
}

/** The steps as a Mermaid gantt chart (https://mermaid.js.org/syntax/gantt.html); no text from outside is in it. */
function timelineChart(timeline) {
	return [
		"```mermaid",
		"gantt",
		"    dateFormat x",
		`    axisFormat ${Math.max(0, ...timeline.map((entry) => entry.startMs + entry.durationMs)) < 1e4 ? "%Q ms" : "%s s"}`,
		...timeline.map(({ step, startMs, durationMs }) => `    ${step} ${formatDuration(durationMs)} : ${startMs}, ${Math.max(1, durationMs)}ms`),
		"```"
	].join("\n");
}

/**
* The result as GitHub-flavoured Markdown, the verdict first, short enough for a comment. Text from outside
* stands in code only, where it can neither format, link, mention nor open HTML.
*/
function renderMarkdown(result, audience) {
	const shown = audience.publicRepository ? publicResult(result) : result;
	const replays = shown.replays.map((replay) => prepareReplay(replay, audience));
	return renderToFit(replays.length, (limits) => render(shown, replays, audience, limits));
}
function render(result, replays, audience, limits) {
	const quote = (text) => codeSpan(cutText(text, limits.text));
	const shown = replays.slice(0, limits.sections);
	const left = replays.length - shown.length;
	return `${[
		`## ${headline(result.replays)}`,
		result.base && comparisonTable(result, limits),
		...shown.flatMap((prepared) => [...replaySection(prepared, {
			textLimit: limits.text,
			heading: replays.length > 1
		}), ...explanationBlocks(result, prepared.replay, {
			textLimit: limits.text,
			answers: true
		})]),
		left > 0 ? `${counted(left, "more case")} left out: the result as JSON has all.` : void 0,
		"### How to go on",
		[...goOnLines(result), ...previewLines(result, audience)].map((line) => `- ${line}`).join("\n"),
		"### How this was found",
		facts(result, quote).map(({ name, text }) => `- **${name}**: ${text}`).join("\n"),
		timelineChart(result.timeline)
	].filter((block) => block !== void 0).join("\n\n")}\n`;
}
function previewLines({ preview, investigation }, { previewUp, publicRepository }) {
	if (!previewUp) return ["Branch and preview ended with this run."];
	const until = formatInstant(preview.expiresAt);
	const line = previewLine(preview, {
		until,
		publicRepository
	});
	if (investigation.thread === void 0) return [line];
	return [line, "`/branch-prod destroy` takes branch and preview down before that."];
}

const maxTextLength = 300;
/** An investigation that runs, as Markdown: its steps with their times, the preview, the trials so far. */
function renderChecklist(progress, { publicRepository, previewUp, nowMs }) {
	const { steps, preview, trials } = progress;
	const untilWhen = ({ expiresAt }) => previewUp ? formatInstant(expiresAt) : "the report is written";
	const line = lineOf(steps);
	return renderToFit(trials.length, ({ sections }) => {
		const left = trials.length - sections;
		return `${[
			`## Investigating: step ${steps.size} of ${line.length}`,
			checklist(line, steps, nowMs),
			preview && previewLine(preview, {
				until: untilWhen(preview),
				publicRepository
			}),
			trials.length > 0 ? trials.slice(0, sections).map(trialLine).join("\n") : void 0,
			left > 0 ? `… and ${counted(left, "more case")}.` : void 0
		].filter((block) => block !== void 0).join("\n\n")}\n`;
	});
}
const words = {
	config: "read the config and the case",
	snapshot: "copy production and mask every personal value",
	proof: "prove that none is left and that retrieval is unchanged",
	branch: "make a branch of the masked copy",
	preview: "start the application on the branch",
	replay: "ask the application again",
	culprit: "find the records that make it fail",
	causes: "replay with one thing changed at a time",
	report: "write the report"
};
/** Taken only where they are asked for, which the checklist learns when they start. */
const askedFor = /* @__PURE__ */ new Set(["culprit", "causes"]);
/** The steps of this investigation, as far as is known. */
function lineOf(steps) {
	return stepSchema.options.filter((step) => !askedFor.has(step) || steps.has(step));
}
function checklist(line, steps, nowMs) {
	const row = (step) => {
		const cells = cellsOf(steps.get(step), nowMs);
		return `| ${cells.mark} | **${step}**: ${words[step]} | ${cells.time} | ${cells.text} |`;
	};
	return [
		"| | step | time | |",
		"| --- | --- | ---: | --- |",
		...line.map(row)
	].join("\n");
}
function cellsOf(step, nowMs) {
	if (step === void 0) return {
		mark: "·",
		time: "",
		text: ""
	};
	const text = step.text === "" ? "" : codeCell(cutText(step.text, maxTextLength));
	return step.state === "done" ? {
		mark: "✓",
		time: formatDuration(step.durationMs),
		text
	} : {
		mark: "…",
		time: formatElapsed(nowMs - step.sinceMs),
		text
	};
}
function trialLine({ case: name, on, done, of, failed, silent }) {
	const where = on === "base" ? " on the base" : "";
	const far = done === of ? `${failed} of ${of} trials failed` : `${failed} of ${done} trials failed so far, ${of - done} to come`;
	const without = silent === 0 ? "" : `; ${silent} gave no answer`;
	return `- ${codeSpan(cutText(name, maxTextLength))}${where}: ${far}${without}`;
}

const nothingYet = {
	steps: /* @__PURE__ */ new Map(),
	preview: void 0,
	trials: []
};
/**
* What is known after an event; the very same object if the event says nothing new.
*
* @param nowMs when the event arrived; a running step's time counts from there.
*/
function addEvent(progress, event, nowMs) {
	switch (event.type) {
		case "step-started": return withStep(progress, event.step, {
			state: "running",
			sinceMs: nowMs,
			text: ""
		});
		case "progress": return withText(progress, event.step, event.message.replace(/, \d+ s$/, ""));
		case "step-finished": {
			const { step, durationMs, summary } = event;
			return withStep(progress, step, {
				state: "done",
				durationMs,
				text: summary
			});
		}
		case "finding": return withFinding(progress, event);
		default: return progress;
	}
}
function withStep(progress, step, state) {
	return {
		...progress,
		steps: new Map(progress.steps).set(step, state)
	};
}
function withText(progress, step, text) {
	const running = progress.steps.get(step);
	if (running?.state !== "running" || running.text === text) return progress;
	return withStep(progress, step, {
		...running,
		text
	});
}
function withFinding(progress, { step, finding }) {
	switch (finding.kind) {
		case "preview": return {
			...progress,
			preview: finding
		};
		case "trial": return {
			...progress,
			trials: withTrial(progress.trials, finding)
		};
		case "probe":
		case "cause": return withText(progress, step, textOfFinding(finding, (text) => text));
	}
}
function withTrial(counts, finding) {
	const { case: name, on = "head", of, trial } = finding;
	const isSame = (count) => count.case === name && count.on === on;
	const before = counts.find(isSame) ?? {
		case: name,
		on,
		done: 0,
		of,
		failed: 0,
		silent: 0
	};
	const silent = trial.error === void 0 ? 0 : 1;
	const after = {
		...before,
		of,
		done: before.done + 1,
		failed: before.failed + (trial.ok || silent === 1 ? 0 : 1),
		silent: before.silent + silent
	};
	return counts.some(isSame) ? counts.map((count) => isSame(count) ? after : count) : [...counts, after];
}

const lastAttempts = 3;
/**
* @param options.publish a rejection is made up for by the next version, at the latest that of the heartbeat.
* @param options.intervalMs the shortest time from the end of one publication to the beginning of the next.
* @param options.heartbeatMs the longest, while nothing new is offered.
* @param options.now milliseconds since any fixed instant, never going back.
*/
function createPublisher({ publish, intervalMs, heartbeatMs, now }) {
	let newest;
	let isNew = false;
	let lastMs = Number.NEGATIVE_INFINITY;
	let inFlight;
	let timer;
	let isFinishing = false;
	const closed = new AbortController();
	const schedule = () => {
		if (newest === void 0 || inFlight !== void 0) return;
		clearTimeout(timer);
		const dueMs = lastMs + (isNew ? intervalMs : heartbeatMs);
		timer = setTimeout(publishNewest, Math.max(0, dueMs - now()));
	};
	const publishNewest = () => {
		if (newest === void 0) return;
		isNew = false;
		start(newest(now())).catch(() => {});
	};
	const start = (version) => {
		const published = (async () => publish(version))();
		inFlight = published.catch(() => {}).then(() => {
			inFlight = void 0;
			lastMs = now();
			schedule();
		});
		return published;
	};
	const forgetNewest = () => {
		newest = void 0;
		clearTimeout(timer);
	};
	const pause = (ms) => new Promise((resolve) => {
		timer = setTimeout(resolve, ms);
		closed.signal.addEventListener("abort", () => resolve());
	});
	return {
		offer(draw) {
			if (isFinishing || closed.signal.aborted) return;
			newest = draw;
			isNew = true;
			schedule();
		},
		async finish(version) {
			if (isFinishing || closed.signal.aborted) return;
			isFinishing = true;
			forgetNewest();
			await inFlight;
			for (let attempt = 1;; attempt += 1) try {
				return await start(version);
			} catch (error) {
				if (attempt === lastAttempts || closed.signal.aborted) throw error;
				await pause(intervalMs * 3 ** (attempt - 1));
				if (closed.signal.aborted) throw error;
			}
		},
		async close() {
			closed.abort();
			forgetNewest();
			await inFlight;
		}
	};
}

/** How often the time of a running step alone is worth an edit. */
const heartbeatMs = 15e3;
const startAgain = "Then comment `/branch-prod` to start again.";
/**
* Shows an investigation in a thread's one comment: a checklist that is edited while it runs, then the report.
* An edit that fails is made up for by the next; `on` rejects only when the last document could not be published.
*
* @param options.publish puts the document in place of the one before; never called twice at a time. It limits its own
*   time.
* @param options.hold whether branch and preview stay up after the report, until the preview's expiry.
* @param options.intervalMs the shortest time between the end of one edit and the next.
* @param options.now milliseconds since any fixed instant, never going back.
*/
function threadReporter({ publish, publicRepository, hold = false, intervalMs = 3e3, now = () => performance.now() }) {
	const audience = {
		publicRepository,
		previewUp: hold
	};
	const publisher = createPublisher({
		publish,
		intervalMs,
		heartbeatMs,
		now
	});
	let progress = nothingYet;
	return {
		on(event) {
			if (event.type === "finished") {
				const body = renderMarkdown(event.result, audience);
				return publisher.finish({
					body,
					phase: "finished"
				});
			}
			if (event.type === "failed") {
				const body = `${renderFailureMarkdown(event, audience)}\n${startAgain}\n`;
				return publisher.finish({
					body,
					phase: "failed"
				});
			}
			const shown = publicRepository ? publicEvent(event) : event;
			if (shown === void 0) return;
			const current = addEvent(progress, shown, now());
			if (current === progress) return;
			progress = current;
			publisher.offer((atMs) => ({
				body: renderChecklist(current, {
					...audience,
					nowMs: atMs
				}),
				phase: "running"
			}));
		},
		close: publisher.close
	};
}

/**
* A text that may stand in the log of a job on GitHub: its runner obeys lines such as `::add-mask::x` and `##[group]x`
* in what a step prints. It takes blanks before `::` away, .NET's among them, and ends a line at a carriage return, too.
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
*/
function withoutCommands(text) {
	return text.replaceAll(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "## [");
}

/**
* A way to the job's log for text from outside: what the runner would obey arrives as text. Ending this stream leaves
* `output` open.
*/
function openJobLog(output) {
	let rest = "";
	const log = new Transform({
		decodeStrings: false,
		transform(chunk, _encoding, done) {
			const lines = (rest + chunk.toString()).split("\n");
			rest = lines.pop();
			done(null, lines.map((line) => `${withoutCommands(line)}\n`).join(""));
		},
		flush(done) {
			done(null, withoutCommands(rest));
		}
	});
	log.pipe(output, { end: false });
	return log;
}

/** Whose comments the token of a job writes. */
const ownLogin = "github-actions[bot]";
/**
* Takes the comment that the App wrote for this order, if it is one: of this thread, by a bot, with our marker.
* Otherwise the thread's own of earlier runs, or a new one.
*
* @param options.run number of the workflow run.
* @param options.onSuperseded called at most once; a newer order has the thread now.
*/
async function openReportComment(client, thread, request, options) {
	const { run } = options;
	const firstBody = `The investigation for ${formatThread(thread)} begins.\n`;
	let isOver = false;
	let isFirst = true;
	const supersede = () => {
		if (!isOver) options.onSuperseded();
		isOver = true;
	};
	const id = await comesFromApp() ? request.comment : await takeOwn();
	return {
		id,
		publish,
		addEnd
	};
	async function comesFromApp() {
		if (request.comment === void 0) return false;
		const comment = await readThreadComment(client, thread, request.comment);
		if (comment === void 0) return false;
		if (comment.thread !== thread.number || comment.author.type !== "Bot") return false;
		const { state } = comment;
		if (state.order === request.id) return true;
		if (state.handled.includes(request.id)) supersede();
		else await updateThreadComment(client, thread, comment.id, {
			...firstState(state),
			orderedAt: state.orderedAt
		}, firstBody);
		return true;
	}
	async function takeOwn() {
		const found = await findThreadComment(client, thread, [ownLogin]);
		const state = firstState(found?.state);
		if (found === void 0) return create(state, firstBody);
		await updateThreadComment(client, thread, found.id, state, firstBody);
		return found.id;
	}
	function firstState(before) {
		const handled = before?.handled.filter((order) => order !== request.id) ?? [];
		const { reactTo } = request;
		return {
			order: request.id,
			orderedAt: (/* @__PURE__ */ new Date()).toISOString(),
			phase: "running",
			run,
			...reactTo !== void 0 && { reactTo },
			handled: [...handled, request.id]
		};
	}
	async function create(state, body) {
		try {
			return await createThreadComment(client, thread, state, body);
		} catch {
			return (await findThreadComment(client, thread, [ownLogin]))?.id ?? createThreadComment(client, thread, state, body);
		}
	}
	async function publish({ body, phase }) {
		const current = await ours();
		if (current === void 0) return;
		isFirst = false;
		await updateThreadComment(client, thread, id, {
			...current.state,
			phase,
			run
		}, body);
	}
	async function addEnd(reason) {
		const current = await ours();
		if (current === void 0) return;
		const end = ["The preview has ended.", ...reason === void 0 ? [] : [reason]].join(" ");
		const body = `${current.body.trimEnd()}\n\n${end}\n`;
		await updateThreadComment(client, thread, id, {
			...current.state,
			phase: "ended"
		}, body);
	}
	async function ours() {
		if (isOver) return void 0;
		const current = await readThreadComment(client, thread, id);
		const isEnded = current?.state.phase === "ended" && !isFirst;
		if (current?.state.order === request.id && !isEnded) return current;
		if (current !== void 0) supersede();
	}
}

/** Writes the report onto the run's page when the investigation ended, with a verdict or without. */
function summaryReporter({ writeSummary }, audience) {
	return { async on(event) {
		if (event.type === "finished") await writeSummary(renderMarkdown(event.result, audience));
		if (event.type === "failed") await writeSummary(renderFailureMarkdown(event, audience));
	} };
}

/** Opens log and summary, and, where there is a thread, its comment and a deployment. */
async function openActionReporting(runner, settings) {
	const { client, request, context, publicRepository, hold, keep } = settings;
	const { run, runUrl } = context;
	const number = request.thread;
	const thread = number === void 0 ? void 0 : {
		...context.repository,
		number
	};
	let isSuperseded = false;
	const onSuperseded = () => {
		isSuperseded = true;
		settings.onSuperseded();
	};
	const comment = thread ? await attempt(runner, "The comment", () => openReportComment(client, thread, request, {
		run,
		onSuperseded
	})) : void 0;
	if (comment !== void 0) keep({ comment: comment.id });
	const deployment = thread ? deploymentReporter({
		client,
		thread,
		order: request.id,
		run,
		runUrl
	}, {
		commit: settings.commit,
		onCreated: (id) => keep({ deployment: id })
	}) : void 0;
	const log = openJobLog(runner.output);
	const onReporterError = (error) => runner.warning(`A report: ${safeMessage(error)}`);
	const reporting = reportTo([
		terminalReporter(log, { environment: { ...runner.environment } }),
		summaryReporter(runner, {
			publicRepository,
			previewUp: hold
		}),
		...comment ? [threadReporter({
			publish: comment.publish,
			publicRepository,
			hold
		})] : []
	], onReporterError);
	const deploying = reportTo(deployment ? [deployment] : [], onReporterError);
	return {
		on(event) {
			reporting.on(event);
			deploying.on(event);
		},
		async conclude(end) {
			reporting.on(end);
			await reporting.close();
			deploying.on(end);
			await deploying.close();
			if (thread === void 0 || isSuperseded) return;
			const content = end.type === "finished" ? "rocket" : "confused";
			await attempt(runner, "The reaction", () => react(client, thread, request.reactTo, content));
		},
		async takenDown(end) {
			if (deployment) await attempt(runner, "The deployment", () => deployment.end());
			const reason = renderPreviewEnd(end);
			if (reason !== void 0) runner.warning(reason);
			if (hold && comment) await attempt(runner, "The comment", () => comment.addEnd(reason));
		}
	};
}
/** Whether it was ended from outside, so that there is nothing to conclude from it. */
function isInterrupted(end) {
	return end.type === "failed" && end.code === "interrupted";
}

/** Puts inputs and event together: a pull request's event is for its thread and its head. */
function actionRequest(inputs, context) {
	if (inputs.order !== void 0) return inputs.order;
	const { repository, run, attempt, pull } = context;
	const thread = inputs.thread ?? pull?.number;
	const head = inputs.ref ?? pull?.head;
	return {
		id: orderId("action", formatThread({
			...repository,
			number: thread ?? 0
		}), run, attempt),
		...thread !== void 0 && { thread },
		...head !== void 0 && { head },
		...inputs.base !== void 0 && { base: inputs.base },
		cases: inputs.case,
		...inputs.trials !== void 0 && { trials: inputs.trials },
		...inputs.at !== void 0 && { at: inputs.at.toISOString() }
	};
}

/**
* Why the job fails after this end, if it does: there is no verdict, any case has another verdict than the expected
* one, or, where none was expected, the application gave no answer to judge.
*/
function jobFailure(end, expected) {
	if (end.type === "failed") return plainText(`${end.code}: ${end.message}\n${end.nextStep}`);
	const { replays } = end.result;
	const verdict = overallVerdict(replays);
	if (expected === void 0) return verdict === "error" ? "error: the application gave no answer to judge." : void 0;
	const others = replays.filter((replay) => replay.verdict !== expected);
	if (others.length === 0) return void 0;
	const list = others.map((replay) => `${replay.case} is ${replay.verdict}`).join(", ");
	return plainText(`${expected} was expected, but ${list}.`);
}

/** Masks what lets people into the preview; to be called with every event before anything shows it. */
function maskPreviewToken({ setSecret }, event) {
	if (event.type !== "finding" || event.finding.kind !== "preview") return;
	const token = URL.parse(event.finding.url)?.searchParams.get("token");
	if (token) setSecret(token);
}

/** Why an investigation ended without a result. */
const failureSchema = strictObject({
	step: stepSchema,
	code: _enum(errorCodes),
	message: string$1(),
	nextStep: string$1(),
	/** From the start of the investigation, in milliseconds. */
	atMs: number$1().nonnegative()
});
/** How a run of the Action ended: the file `outcome.json` of its artifact, from which the App concludes the check. */
const outcomeSchema = discriminatedUnion("kind", [strictObject({
	kind: literal("finished"),
	order: orderIdSchema,
	result: resultSchema
}), strictObject({
	kind: literal("failed"),
	order: orderIdSchema,
	failure: failureSchema
})]);
/** Name of the artifact that holds `outcome.json` and, where there is a result, `result.json`. */
const artifactName = "branch-prod";

/**
* Writes `outcome.json` and, where there is a result, `result.json` into a new folder that only we may read.
*
* @param options.temporary the runner's folder for what lives no longer than the job.
*/
async function writeOutcome(end, { order, temporary }) {
	const folder = await mkdtemp(join(temporary, "branch-prod-"));
	const outcome = join(folder, "outcome.json");
	await writeJson(outcome, outcomeOf(end, order));
	if (end.type === "failed") return {
		folder,
		outcome
	};
	const result = join(folder, "result.json");
	await writeJson(result, end.result);
	return {
		folder,
		outcome,
		result
	};
}
/** Uploads the files as the run's artifact, in which the App looks for them. Throws `github-failed`. */
async function uploadOutcome(runner, files) {
	const list = [files.outcome, ...files.result === void 0 ? [] : [files.result]];
	try {
		await runner.uploadArtifact(artifactName, list, files.folder);
	} catch (cause) {
		throw new BranchProdError("github-failed", "GitHub did not take it.", {
			nextStep: "Use the Action once in a job: each run has one artifact `branch-prod`.",
			cause
		});
	}
}
function outcomeOf(end, order) {
	if (end.type === "finished") return {
		kind: "finished",
		order,
		result: end.result
	};
	const { step, code, message, nextStep, atMs } = end;
	return {
		kind: "failed",
		order,
		failure: {
			step,
			code,
			message,
			nextStep,
			atMs
		}
	};
}
async function writeJson(file, value) {
	await writeFile(file, `${plainJson(JSON.stringify(value, void 0, 2))}\n`, { mode: 384 });
}

const dollars = number$1().nonnegative("must not be less than 0");
const price = strictObject({
	prompt: dollars.describe("US dollars for a million tokens of the prompt."),
	answer: dollars.describe("US dollars for a million tokens of the answer.")
});
/** The model that judges answers, behind an API as OpenAI's `/chat/completions` and `/embeddings`. */
const judge = strictObject({
	url: url({
		protocol: /^https?$/,
		error: "must be a web address"
	}).default("https://api.openai.com/v1").describe("The API, without `/chat/completions`."),
	model: textSchema.describe("The model with its version."),
	embeddings: textSchema.default("text-embedding-3-large").describe("The model that the assertion `similar` compares texts with."),
	key: string$1().optional().transform((key) => key === void 0 ? void 0 : new Secret(key)).describe("The key of the API.")
});
/** Recorded calls to models' APIs. */
const cassette = strictObject({
	mode: _enum(["record", "replay"]).describe("Whether calls are added to the file, or answered from it and sent nowhere."),
	file: textSchema.describe("Path of the file, relative to the repository.")
});
/** The config's section `ai`. */
const aiSchema = strictObject({
	models: record(textSchema, textSchema).prefault({}).describe("The version that each alias in the code is pinned to."),
	temperature: number$1().min(0, "must not be less than 0").describe("Set in the application's calls that take it.").optional(),
	seed: int().describe("Set in the application's calls that take it.").optional(),
	cassette: cassette.describe("Where calls to models are recorded, or answered from; without it they pass.").optional(),
	prompts: globsSchema.prefault([]).describe("Prompt files, fingerprinted into the report."),
	windows: record(textSchema, int().positive("must be more than 0")).prefault({}).describe("How many tokens each model takes: a prompt is compared with it."),
	prices: record(textSchema, price).prefault({}).describe("What each model costs, for the assertion `cost`."),
	judge: judge.describe("The model that judges answers: similar, llm-rubric, factuality and context-….").optional()
});

const bytes = {
	Ki: 1024,
	Mi: 2 ** 20,
	Gi: 2 ** 30,
	Ti: 2 ** 40
};
/** An amount of memory as written, with a binary unit as in Kubernetes (`512Mi`, `4Gi`), parsed into bytes. */
const memorySchema = amountOf("memory", "\"512Mi\" or \"4Gi\"");
/** An amount of disk space, written in the same way. */
const diskSchema = amountOf("disk space", "\"80Gi\" or \"2Ti\"");
function amountOf(what, examples) {
	return string$1().regex(/^[1-9]\d{0,3}[KMGT]i$/, `must be an amount of ${what} such as ${examples}`).transform((text) => Number(text.slice(0, -2)) * (bytes[text.slice(-2)] ?? NaN));
}

const name = _enum(["local"]);
const count = int("must be a whole number").min(1, "must be at least 1");
const limits = strictObject({
	branches: count.default(50).describe("How many branches there may be; at the limit the one that only people look at longest is removed for a new one."),
	snapshots: count.default(10).describe("How many snapshots are kept; the least recently used without branches go first."),
	disk: diskSchema.describe("What snapshots, branches and standbys may take together, such as 200Gi; without it only the disk itself ends it.").optional()
});
const settings = strictObject({
	name: name.default("local").describe("Which engine."),
	programs: array$1(textSchema).prefault([]).describe("Folders with PostgreSQL's programs (`postgres`, `pg_basebackup`, …), looked at before the usual places."),
	limits: limits.prefault({}).describe("What the engine may keep at a time.")
});
/** The config's section `engine`: a name alone, or a name with its settings. */
const engineSchema = union([name.transform((name) => settings.parse({ name })), settings]);

/**
* Makes a zod refinement wait until everything in its object is right. Otherwise zod calls it with values whose
* parsing went wrong, and which do not have the type that they promise.
*/
const onceParsed = { when: ({ issues }) => issues.length === 0 };

/** The variables by which branch-prod itself tells the application its database and port. */
const reservedVariables = [
	"DATABASE_URL",
	"PORT",
	"PGHOST",
	"PGPORT",
	"PGUSER",
	"PGPASSWORD",
	"PGDATABASE"
];
/** How long a preview may live, in milliseconds: 14 days. */
const longestTtl = 12096e5;
/**
* Those by which libpq goes to another server than these say, or asks of it what one on loopback does not offer.
* https://www.postgresql.org/docs/18/libpq-envars.html
*/
const variablesOfConnections = [
	"PGHOSTADDR",
	"PGSERVICE",
	"PGSERVICEFILE",
	"PGSSLMODE",
	"PGREQUIRESSL",
	"PGSSLNEGOTIATION",
	"PGCHANNELBINDING",
	"PGREQUIREAUTH",
	"PGGSSENCMODE",
	"PGMINPROTOCOLVERSION",
	"PGTARGETSESSIONATTRS"
];
const variableName = string$1().regex(/^[A-Za-z_]\w*$/, "must be the name of an environment variable").refine((name) => !reservedVariables.includes(name), "is set by branch-prod itself").refine((name) => !variablesOfConnections.includes(name), "says how the database is reached, which branch-prod does itself; remove it");
const variableValue = string$1({ error: "must be a string; a number needs quotes" }).refine((value) => !value.includes("\0"), "must not hold a NUL character").transform((value) => new Secret(value));
/** The config's section `preview`. */
const previewSchema = strictObject({
	ref: string$1().regex(/^(?!-)[^\s\0]+$/, "must be a branch, tag or commit, or \"deployed\"").default("deployed").describe("What an issue previews: \"deployed\", which is what production runs, or a git ref."),
	build: textSchema.describe("Shell command, run in the checkout before the start.").optional(),
	start: textSchema.describe("Shell command that starts the application; it listens on $PORT."),
	ready: urlPathSchema.default("/").describe("Path that answers with success once the application is ready."),
	env: record(variableName, variableValue).prefault({}).describe(`The application's environment, except ${reservedVariables.join(", ")}.`),
	publicUrl: string$1().refine(isUrlPerPreview, "must be an http or https URL with {id} in it").describe("URL of a preview as seen from outside; {id} becomes the id of the preview.").optional(),
	ttl: durationSchema.refine((milliseconds) => milliseconds <= longestTtl, "must be at most 14d").prefault("4h").describe("How long a preview and its branch live: 30m, 4h or 2d; milliseconds once parsed.")
});
function isUrlPerPreview(text) {
	const url = text.replaceAll("{id}", "id");
	return url !== text && /^https?:\/\//.test(url) && URL.canParse(url);
}

const shortestKey = 32;
const columns = record(columnNameSchema, maskSchema).transform((masks) => Object.entries(masks).map(([name, mask]) => ({
	/** The column as the config names it: `['sanitize', 'columns', name]` is its path there. */
	name,
	column: parseColumnName(name),
	mask
})));
const deleteRows = strictObject({
	mask: literal("delete_rows"),
	where: string$1().min(1).optional().describe("SQL of a condition on the raw row; without it every row.")
});
/** What becomes of a whole table's rows, before its columns are masked. */
const tableMask = union([
	literal("truncate").transform((mask) => ({ mask })),
	literal("delete_rows").transform((mask) => ({
		mask,
		where: void 0
	})),
	discriminatedUnion("mask", [strictObject({ mask: literal("truncate") }), deleteRows])
]).describe("truncate, delete_rows, or { mask: delete_rows, where: … }.");
const tables = record(tableNameSchema, tableMask).transform((masks) => Object.entries(masks).map(([name, mask]) => ({
	/** The table as the config names it: `['sanitize', 'tables', name]` is its path there. */
	name,
	table: parseTableName(name),
	mask
})));
/** The model that computes the vectors of the mask `reembed`, behind an API as OpenAI's `/embeddings`. */
const embeddings = strictObject({
	url: url().default("https://api.openai.com/v1").describe("The API, without `/embeddings`."),
	model: string$1().min(1).describe("The model with its version, which production uses too."),
	key: string$1().optional().transform((key) => key === void 0 ? void 0 : new Secret(key)).describe("The key of the API.")
});
const publicText = string$1().max(1e3).refine((text) => /[\p{L}\p{N}]/u.test(text), "must have a letter or a digit");
/** The config's section `sanitize`: the policy. A column that it lists twice is refused: which rule holds is unsaid. */
const sanitizeSchema = strictObject({
	key: string$1().refine((key) => key.length >= shortestKey, `must be a secret of at least ${shortestKey} characters`).transform((key) => new Secret(key)).describe("The key of the masks: same value and key, same pseudonym, in every table and run."),
	columns: columns.prefault({}).describe("The mask of each column that is not kept: table.column or schema.table.column."),
	tables: tables.prefault({}).describe("Tables whose rows, or some of them, are not wanted in a snapshot: table or schema.table."),
	embeddings: embeddings.optional().describe("What the mask `reembed` computes vectors with."),
	keep: array$1(keptReferenceSchema).prefault([]).describe("Columns judged not personal; table.* keeps those of a table that no other rule names."),
	public: array$1(publicText).prefault([]).describe("Values that the program itself says, such as a placeholder, in the schema and in masked columns too: not searched by the proof, not replaced in prose."),
	unlisted: literal("fail").default("fail").describe("Any other column that could hold text stops the run.")
}).superRefine(({ columns, embeddings, keep }, context) => {
	for (const { name, mask } of embeddings === void 0 ? columns : []) {
		if (mask.mask !== "reembed") continue;
		context.addIssue({
			code: "custom",
			path: ["columns", name],
			message: "reembed needs sanitize.embeddings: { model: … }"
		});
	}
	const rules = [...columns.map(({ name, column }) => ({
		path: ["columns", name],
		of: column
	})), ...keep.map((kept, index) => ({
		path: ["keep", index],
		of: kept
	}))];
	const seen = /* @__PURE__ */ new Set();
	for (const { path, of } of rules) {
		const column = JSON.stringify(of);
		if (seen.has(column)) context.addIssue({
			code: "custom",
			path: [...path],
			message: "is already listed above"
		});
		seen.add(column);
	}
}, onceParsed);

const archive = strictObject({
	restoreCommand: string$1().refine((text) => /%f/.test(text) && /%p/.test(text) && !/\p{Cc}/u.test(text), "must be one line with %f and %p, such as cp /archive/%f %p").transform((command) => new Secret(command)).describe(`PostgreSQL's restore_command, which gets a file (%f) of the archived write-ahead log (to %p); \${NAME} reads the environment.`),
	baseBackups: textSchema.describe("The folder whose sub-folders are base backups in plain format (`pg_basebackup`); relative to the repository.")
});
/** The config's section `source`. */
const sourceSchema = strictObject({
	postgres: string$1().refine(isPostgresUrl, "must be a URL such as postgres://user:password@host:5432/database").transform((url) => new Secret(url)).describe(`Connection URL of production or its replica; \${NAME} reads it from the environment.`),
	dataDirectory: textSchema.describe("The server's data directory on this machine; relative to the repository.").optional(),
	copy: _enum([
		"files",
		"standby",
		"logical"
	]).describe("How it is copied: the files of `dataDirectory` (the default with it), a standby that is kept here (the default without), or row by row where neither can be had.").optional(),
	archive: archive.describe("What `--at` replays: the source as it was at an instant in the past.").optional()
}).superRefine(({ dataDirectory, copy }, context) => {
	if (copy === "files" === (dataDirectory !== void 0) || copy === void 0) return;
	const message = copy === "files" ? "`files` needs `dataDirectory`" : `\`${copy}\` uses no \`dataDirectory\``;
	context.addIssue({
		code: "custom",
		path: ["copy"],
		message
	});
}, onceParsed).transform(({ copy, ...source }) => ({
	...source,
	copy: copy ?? (source.dataDirectory === void 0 ? "standby" : "files")
}));
/** Whether a text has the form of a connection URL of PostgreSQL. */
function isPostgresUrl(text) {
	return /^postgres(ql)?:\/\//.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text);
}

/** Where a repository keeps its config. */
const configPath = ".github/branch-prod.yml";
const resources = strictObject({ app: strictObject({
	cpu: number$1().positive("must be more than 0").describe("Processors, such as 2 or 0.5."),
	memory: memorySchema.describe("Such as 512Mi or 4Gi; bytes once parsed.")
}).describe("The limits of the application.") });
const checks = strictObject({ paths: globsSchema.describe("Paths and globs in the repository.") });
const access$1 = strictObject({ minimum: _enum([
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
]).default("write").describe("Who may branch production from a thread: the least permission on the repository.") });
/**
* The whole config, once `${NAME}` is replaced. Unknown keys are errors. What it gives is parsed: durations are
* milliseconds, memory is bytes, column names are references, a mask is always `{ mask, …options }`, and what may
* come from the environment is a `Secret`.
*/
const configSchema = strictObject({
	version: literal(1).describe("The version of this format."),
	source: sourceSchema.describe("Production, or its replica: read, never written."),
	engine: engineSchema.prefault("local").describe("What makes snapshots and branches."),
	sanitize: sanitizeSchema.describe("The policy: what becomes of every column."),
	preview: previewSchema.describe("The application's own code at one commit, on a branch."),
	ai: aiSchema.describe("The models and prompts of the application.").optional(),
	resources: resources.describe("What a preview may use.").optional(),
	replay: replaySchema.describe("How a case is run against a preview."),
	checks: checks.describe("Pull requests that touch these paths are replayed by themselves.").optional(),
	access: access$1.prefault({}).describe("Who may start an investigation.")
}).superRefine(({ source, sanitize, preview }, context) => {
	const neverInPreview = [source.postgres.reveal(), sanitize.key.reveal()];
	for (const [name, value] of Object.entries(preview.env)) {
		if (!neverInPreview.some((secret) => value.reveal().includes(secret))) continue;
		context.addIssue({
			code: "custom",
			path: [
				"preview",
				"env",
				name
			],
			message: "a preview must not get the source's credentials or the mask key"
		});
	}
}, onceParsed);

const nextStep = "Run in a clone that has the default branch.";
/**
* Reads a file as it is committed on the repository's default branch, whatever is checked out: where `origin/HEAD`
* points to, without a remote the local branch `main` or `master`. `undefined` if that branch has no such file.
* Throws `config-missing` if there is no repository, no such branch, or git can't be run.
*/
async function readFromDefaultBranch(repository, path) {
	const branch = await defaultBranch(repository);
	const name = `${branch.replace(/^refs\/(heads|remotes)\//, "")}:${path}`;
	const blob = await git(repository, "rev-parse", "--verify", "--quiet", `${branch}:${path}`);
	if (blob === void 0) return void 0;
	const text = await git(repository, "cat-file", "blob", blob.trim());
	if (text !== void 0) return {
		name,
		text
	};
	throw new BranchProdError("config-missing", `git can't read ${name}.`, { nextStep });
}
async function defaultBranch(repository) {
	if (await git(repository, "rev-parse", "--git-dir") === void 0) throw new BranchProdError("config-missing", "This folder is no git repository.", { nextStep });
	const remote = await git(repository, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD");
	const candidates = remote ? [remote.trim()] : ["refs/heads/main", "refs/heads/master"];
	for (const branch of candidates) if (await git(repository, "rev-parse", "--verify", "--quiet", branch) !== void 0) return branch;
	const message = `The default branch is unknown: there is no ${candidates.join(" and no ")}.`;
	throw new BranchProdError("config-missing", message, { nextStep });
}
/** What git prints, or `undefined` if it ends with an error. */
async function git(repository, ...args) {
	try {
		const env = {
			...process.env,
			GIT_DIR: void 0,
			GIT_WORK_TREE: void 0
		};
		const { stdout } = await promisify(execFile)("git", [
			"-C",
			repository,
			...args
		], { env });
		return stdout;
	} catch (cause) {
		if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) return void 0;
		throw new BranchProdError("config-missing", "git is not installed.", {
			nextStep,
			cause
		});
	}
}

/** Tokens of the machine that runs the engine; with them a preview could act as the repository or as its cloud account. */
const neverInPreview = [
	"GITHUB_TOKEN",
	"GH_TOKEN",
	"ACTIONS_RUNTIME_TOKEN",
	"ACTIONS_ID_TOKEN_REQUEST_TOKEN"
];
/**
* Replaces `${NAME}` in the strings of a parsed config by the environment's values. A problem, never an empty string,
* is what becomes of a variable that is not set, of one in a field that is no secret (its value could reach a report),
* and of one that the preview must not see.
*
* @param environment `unknown` on a machine that is not the engine's: a text with a reference then becomes one that its
*   field accepts, and only what the environment's values could decide is left unsaid
* @param needs the fields whose variables have to be known, all by default; the others are read as with `unknown`
* @returns also the variables that are not set, each as often as that is a problem
*/
function interpolate(document, environment, needs) {
	const reads = [];
	const problems = [];
	const unset = [];
	const needed = needs?.map(formatPath);
	return {
		value: mapStrings(document, [], (text, path) => {
			if (!text.includes("${")) return text;
			if (!isSecretField(path)) {
				problems.push({
					path,
					message: "only source.postgres, source.archive.restoreCommand, sanitize.key, sanitize.embeddings.key, sanitize.embeddings.url and the values of preview.env may read the environment"
				});
				return text;
			}
			const isKnown = environment !== "unknown" && (needed?.includes(formatPath(path)) ?? true);
			const replaced = text.replace(/\$\{([^}]*)\}?/g, (reference, variable) => {
				if (!/^[A-Z_][A-Z0-9_]*$/.test(variable) || !reference.endsWith("}")) {
					problems.push({
						path,
						message: `\${…} must hold a name such as \${MODEL_KEY}`
					});
					return "";
				}
				reads.push({
					path,
					variable
				});
				if (!isKnown) return "";
				const found = environment[variable];
				if (!found) {
					unset.push(variable);
					problems.push({
						path,
						message: `the environment variable ${variable} is not set`
					});
				}
				return found ?? "";
			});
			return isKnown ? replaced : standInFor(path);
		}),
		problems: [...problems, ...refusePreviewReads(reads)],
		unset
	};
}
function refusePreviewReads(reads) {
	const ofSource = reads.filter((read) => read.path[0] !== "preview");
	const refused = /* @__PURE__ */ new Set([...neverInPreview, ...ofSource.map((read) => read.variable)]);
	return reads.filter((read) => read.path[0] === "preview" && refused.has(read.variable)).map(({ path, variable }) => ({
		path,
		message: `a preview must not get ${variable}`
	}));
}
function mapStrings(value, path, replace) {
	if (typeof value === "string") return replace(value, path);
	if (Array.isArray(value)) return value.map((item, index) => mapStrings(item, [...path, index], replace));
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, [...path, key], replace)]));
}

/**
* Parses plain data by a schema: its output, or every problem, each at the path of its own field and, for a mistyped
* word, with the nearest valid one. Messages show keys and the words of enumerations, no other values.
*/
function validate(schema, value) {
	const result = schema.safeParse(value, { error: messageOf });
	if (result.success) return { value: result.data };
	return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}
const typeNames = {
	object: "a mapping",
	record: "a mapping",
	array: "a list",
	string: "a string",
	number: "a number",
	int: "a whole number"
};
function messageOf(issue) {
	if (issue.input === void 0) return "is missing";
	switch (issue.code) {
		case "invalid_type": return `must be ${typeNames[issue.expected] ?? issue.expected}`;
		case "invalid_value": return messageOfWord(issue.input, issue.values);
		case "invalid_union": return issue.discriminator === void 0 ? "is no value that is allowed here" : messageOfWord(fieldOf$1(issue.input, issue.discriminator), [issue.options ?? []].flat());
		case "unrecognized_keys": {
			const known = issue.inst instanceof ZodObject ? Object.keys(issue.inst.shape) : [];
			return issue.keys.map((key) => `unknown key${didYouMean(key, known)}`).join("\n");
		}
		default: return;
	}
}
function messageOfWord(word, values) {
	const known = [...new Set(values.map(String))];
	const list = known.length === 1 ? `must be ${known[0]}` : `must be one of ${known.join(", ")}`;
	if (word === void 0) return "is missing";
	if (typeof word !== "string") return list;
	return `${quote$1(word)} is unknown, ${list}${didYouMean(word, known)}`;
}
function fieldOf$1(input, key) {
	return typeof input === "object" && input !== null ? Reflect.get(input, key) : void 0;
}
function problemsOf(issue, parent) {
	const path = [...parent, ...issue.path.map((key) => typeof key === "number" ? key : String(key))];
	switch (issue.code) {
		case "unrecognized_keys": {
			const messages = issue.message.split("\n");
			return issue.keys.map((key, at) => ({
				path: [...path, key],
				message: messages[at] ?? ""
			}));
		}
		case "invalid_key": return issue.issues.flatMap((inner) => problemsOf(inner, path));
		case "invalid_union": {
			const meant = meantOption(issue.errors);
			if (meant !== void 0) return meant.flatMap((inner) => problemsOf(inner, path));
			return [{
				path,
				message: issue.message
			}];
		}
		default: return [{
			path,
			message: issue.message
		}];
	}
}
/** The option of a union that the writer had in mind: one that fails deeper inside, or at least not by its type. */
function meantOption(options) {
	return options.find((issues) => issues.every(({ path }) => path.length > 0)) ?? options.find((issues) => issues.every(({ code }) => code !== "invalid_type"));
}

/**
* The config that a YAML text holds. Throws `config-invalid` with all syntax errors, or else with all problems.
* `file` is the name to show.
*/
function parseConfig(yaml, { file, ...known }) {
	return parse(yaml, file, known);
}
function parse(yaml, file, { environment, needs }) {
	const { value, problems, locate } = parseYaml(yaml);
	if (problems.length > 0) throw invalidConfig({
		file,
		locate
	}, problems);
	const interpolated = interpolate(value, environment, needs);
	const validated = validate(configSchema, interpolated.value);
	if ("value" in validated && interpolated.problems.length === 0) return {
		config: validated.value,
		file,
		locate
	};
	const fields = new Set(interpolated.problems.map(({ path }) => formatPath(path)));
	const others = "value" in validated ? [] : validated.problems;
	const { problems: read, unset } = interpolated;
	const more = others.filter(({ path }) => !fields.has(formatPath(path)));
	const isUnset = more.length === 0 && read.length === unset.length;
	throw invalidConfig({
		file,
		locate
	}, [...read, ...more], { ...isUnset && { nextStep: `Set ${[...new Set(unset)].join(" and ")} in the environment.` } });
}

/**
* Reads and checks the config of a repository (a directory): `.github/branch-prod.yml` as committed on the default
* branch, because a pull request must not loosen the masking of the data that it is shown; or `file`, if given.
* Throws `config-missing` or `config-invalid`; the latter names every problem with its line.
*/
async function loadConfig({ repository, file, ...known }) {
	const { name, text } = file === void 0 ? await readCommitted(repository) : await readGiven(file);
	const loaded = parseConfig(text, {
		file: name,
		...known
	});
	const source = resolvePaths(loaded.config.source, repository);
	return {
		...loaded,
		config: {
			...loaded.config,
			source
		}
	};
}
function resolvePaths(source, repository) {
	const { dataDirectory, archive } = source;
	const inRepository = (path) => resolve(repository, path);
	return {
		...source,
		...dataDirectory !== void 0 && { dataDirectory: inRepository(dataDirectory) },
		...archive && { archive: {
			...archive,
			baseBackups: inRepository(archive.baseBackups)
		} }
	};
}
async function readCommitted(repository) {
	const committed = await readFromDefaultBranch(repository, configPath);
	if (committed !== void 0) return committed;
	throw new BranchProdError("config-missing", `The default branch has no ${configPath}.`, { nextStep: "Commit a config there." });
}
async function readGiven(file) {
	try {
		return {
			name: file,
			text: await readFile(file, "utf8")
		};
	} catch (cause) {
		const reason = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
		throw new BranchProdError("config-missing", `${file} can't be read${reason}.`, {
			nextStep: "Pass the path of a readable config with --config FILE.",
			cause
		});
	}
}

/** From least to most. */
const levels = [
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
];
/** What `permission` says of those who have one of GitHub's own roles: it knows no triage and no maintain. */
const legacyNames = {
	triage: "read",
	maintain: "write"
};
/**
* Whether a person has at least this access to the repository. Somebody with a role that the organization made has
* the level that the role is certain to include, which may be less than it grants. On a public repository everybody
* has `read`. A bot or unknown account has nothing.
* https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
*/
async function hasAccess(client, { owner, repo }, login, minimum) {
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
			owner,
			repo,
			username: login
		});
		return certainRank(data.role_name, data.permission) >= rank(minimum);
	} catch (error) {
		if (isNotFound(error)) return false;
		throw error;
	}
}
/** A role counts where `permission` bears it out; of two that contradict each other, the lower one. */
function certainRank(role, permission) {
	if (rank(role) === -1) return rank(permission);
	if ((legacyNames[role] ?? role) === permission) return rank(role);
	return Math.min(rank(role), rank(permission));
}
/** -1 for `none`, for a role that the organization made, and for what GitHub may invent. */
function rank(level) {
	return levels.indexOf(level);
}

/**
* Lets only those through who may branch production: people with `access.minimum`; an App that dispatched the
* workflow, which only somebody with write access can install and which has checked who asked; and the clock, which
* runs what is committed on the default branch. GitHub Actions is no such App: the token of a job dispatches in its
* name, and whoever can push a workflow has one. Nothing of a fork's pull request runs, whoever asks.
*
* @throws {BranchProdError} `access-denied`, without detail
*/
async function checkStarter(client, context, { minimum }) {
	const { repository, eventName, startedBy, pull } = context;
	if (pull?.isFork) throw new BranchProdError("access-denied", "The code of a fork does not run here.", { nextStep: "A maintainer can push the commit to a branch of this repository." });
	if (eventName === "schedule") return;
	if (eventName === "workflow_dispatch" && startedBy?.isBot && startedBy.login !== jobLogin) return;
	if (startedBy && await hasAccess(client, repository, startedBy.login, minimum)) return;
	throw new BranchProdError("access-denied", "Whoever started this may not branch production.", { nextStep: `Ask somebody with the permission "${minimum}" on the repository.` });
}
/** As whom the token of a job acts. */
const jobLogin = "github-actions[bot]";

/** How many bytes a case file may have. */
const longestCase = 1048576;
/** A hostile text can hold a problem in every line. */
const MAX_PROBLEMS = 20;
const MAX_PLACED = 200;
/**
* The case that a YAML text holds. The text is hostile input: messages repeat nothing of it but keys and unknown words.
*
* @param file the path to show
* @param name what the case is called if the text doesn't say it; without one it is named after the file
* @throws {BranchProdError} `case-invalid` with all problems at once, one a line: `file:line:column: path: problem`
*/
function parseCase(yaml, { file, name = nameOf(file) }) {
	const { value, problems, locate } = parseYaml(yaml);
	const text = {
		file: excerpt(file),
		locate
	};
	if (problems.length > 0) throw invalidText(text, problems);
	const validated = validate(caseSchema, withName(value, name));
	if ("problems" in validated) throw invalidText(text, validated.problems);
	return validated.value;
}
/**
* The text of a case file.
*
* @param file the path to show
* @throws {BranchProdError} `case-invalid` if it is not UTF-8
*/
function decodeCase(bytes, { file }) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw invalidCase([`${excerpt(file)}: not UTF-8`], error);
	}
}
/** The error `case-invalid` that says all problems, one a line. */
function invalidCase(problems, cause) {
	return invalid(problems, problems.length, cause);
}
function nameOf(file) {
	return basename(file).replace(/\.(ya?ml|json)$/, "");
}
function withName(value, name) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return {
		name,
		...value
	};
}
function invalidText(text, problems) {
	return invalid(problems.slice(0, MAX_PLACED).map((problem) => ({
		...problem,
		position: problem.position ?? text.locate(problem.path)
	})).sort(({ position: a }, { position: b }) => a.line - b.line || a.column - b.column).map((problem) => formatProblem(text, problem)), problems.length);
}
function invalid(problems, all, cause) {
	const more = all - MAX_PROBLEMS;
	const list = [...problems.slice(0, MAX_PROBLEMS), ...more > 0 ? [`… and ${more} more`] : []];
	return new BranchProdError("case-invalid", list.join("\n"), {
		nextStep: "Correct the case file and start again.",
		cause
	});
}

/** A list of files longer than this belongs to no repository that is checked out somewhere. */
const longestList = 536870912;
/**
* Reads cases as they are committed, in the order of their paths, whatever is checked out: no link is followed, and
* no path leads out of the repository.
*
* @param options.commit its full id.
* @param options.patterns the config's `replay.cases`; of the files that match, those in YAML are cases.
* @param options.names cases by their names or by their paths; all of them, when there are none.
* @throws {BranchProdError} `case-invalid`, `not-found` for a name without a case, `config-invalid` for patterns that
*   can't be matched, `checkout-failed` when git can't read the commit
*/
async function readCommittedCases(options) {
	const { repository, names } = options;
	const files = await listCaseFiles(options);
	const found = [];
	for (const file of files) try {
		found.push({
			path: file.path,
			case: await readCase(repository, file)
		});
	} catch (error) {
		if (names.length === 0 || names.some((name) => isNamed(name, file.path)) || !(error instanceof BranchProdError)) throw error;
	}
	if (names.length > 0) return [...new Set(names.map((name) => only(found, name)))];
	if (found.length === 0) throw new BranchProdError("case-invalid", "There is no case to replay.", { nextStep: "Commit a case where `replay.cases` of the config looks for one." });
	for (const { case: each } of found) only(found, each.name);
	return found.map(({ case: each }) => each);
}
async function listCaseFiles({ repository, commit, patterns }) {
	const entries = (await git$1(repository, [
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		"--end-of-options",
		commit
	], { maxBytes: longestList }).catch((cause) => {
		const message = `the files of commit ${quote$1(commit)} can't be listed: ${gitFailure(cause)}`;
		throw new BranchProdError("checkout-failed", message, {
			nextStep: "Make sure that the commit is fetched.",
			cause
		});
	})).split("\0").flatMap((line) => {
		const [, mode, object, path] = /^(\d{6}) (?:blob|commit) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
		return mode && object && path ? [{
			mode,
			object,
			path
		}] : [];
	}).filter(({ path }) => /\.ya?ml$/.test(path)).sort((a, b) => a.path < b.path ? -1 : 1);
	const paths = new Set(matchingPaths(entries.map(({ path }) => path), patterns));
	return entries.filter(({ path }) => paths.has(path));
}
async function readCase(repository, { mode, object, path }) {
	if (!mode.startsWith("100")) throw invalidCase([`${excerpt(path)}: not a file`]);
	let bytes;
	try {
		bytes = await gitBytes(repository, [
			"cat-file",
			"blob",
			object
		], { maxBytes: longestCase });
	} catch (error) {
		const problem = error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER" ? "longer than 1 MiB" : `unreadable (${gitFailure(error)})`;
		throw invalidCase([`${excerpt(path)}: ${problem}`], error);
	}
	return parseCase(decodeCase(bytes, { file: path }), { file: path });
}
/** Whether a case that can't be parsed is likely to be the one that was meant. */
function isNamed(name, path) {
	return path === name || path.replace(/^.*\//, "").replace(/\.ya?ml$/, "") === name;
}
function only(found, name) {
	const [first, second] = found.filter(({ path, case: each }) => path === name || each.name === name);
	if (first === void 0) throw new BranchProdError("not-found", `There is no case ${quote$1(excerpt(name))}.`, { nextStep: "Name a case that is committed where `replay.cases` of the config looks for one." });
	if (second !== void 0) throw invalidCase([`${excerpt(first.path)} and ${excerpt(second.path)} have the same name`]);
	return first.case;
}

var import_dist = require_dist();
/**
* A path as somebody wrote it, if it is that of a YAML file inside the repository: relative, without `..` and without
* anything that a file system or a terminal takes for more than a name. A leading `./` is dropped.
*/
function readCasePath(written) {
	const path = written.replace(/^\.\//, "");
	const isPlain = path.length <= 500 && !/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path);
	const isInside = path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
	return isPlain && isInside && /[^/]\.ya?ml$/.test(path) ? path : void 0;
}

/** Words of a thread as an answer repeats them: the first `limit` characters, as inline code. */
function quoted(text, limit = 60) {
	return codeSpan(cutText(text, limit));
}

/** Names the folder of cases that is the config's default. */
const caseFolder = ".branch-prod";
/**
* The case file that a text names on a line of its own: a path in the repository, or a link to the file on GitHub.
* Lines with other words are passed over: they speak of files, they don't name one.
*
* @returns no `path` if it names none; a `problem` (a sentence in Markdown) if it names several or one that can't be
*/
function findCaseLink(text, repository) {
	const found = /* @__PURE__ */ new Set();
	for (const line of text.split(/\r\n|\n|\r/)) {
		const target = targetOf(line.trim());
		if (target === void 0) continue;
		const path = readCasePath(target.startsWith("https:") ? pathOfLink(target, repository) : target);
		if (path === void 0) return { problem: `Name a case file of this repository instead of ${quoted(target)}.` };
		found.add(path);
	}
	if (found.size > 1) return { problem: "Name one case file: there are several." };
	const [path] = found;
	return path === void 0 ? {} : { path };
}
/** What a line holds if it is nothing but the path or URL of a YAML file: bare, as `code`, <link> or [text](link). */
function targetOf(line) {
	const [, bare, code, angle, link] = /^(?:([^\s`<>[\]()]+)|`([^\s`]+)`|<([^\s<>]+)>|\[[^[\]]*\]\(([^\s()]+)\))$/.exec(line) ?? [];
	const target = bare ?? code ?? angle ?? link;
	return target !== void 0 && /\.ya?ml(?:[?#]|$)/.test(target) ? target : void 0;
}
/** `https://github.com/OWNER/REPO/blob/REF/PATH` to `PATH`; nothing for a link to anything else. */
function pathOfLink(link, { owner, repo }) {
	const url = URL.canParse(link) ? new URL(link) : void 0;
	const [, linkOwner, linkRepo, blob, , ...path] = url?.pathname.split("/") ?? [];
	const isHere = `${linkOwner}/${linkRepo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase();
	if (url?.origin !== "https://github.com" || !isHere || blob !== "blob") return "";
	const folder = path.indexOf(caseFolder);
	return decode((folder === -1 ? path : path.slice(folder)).join("/"));
}
function decode(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return "";
	}
}

/**
* Takes the fenced code blocks of the top level out of a Markdown text, and drops its HTML comments, which nobody
* sees who reads the thread. A block or comment that is not closed ends with the text. Takes linear time.
* https://spec.commonmark.org/0.31.2/#fenced-code-blocks
*/
function splitFencedBlocks(markdown) {
	const prose = [];
	const blocks = [];
	let open;
	let inComment = false;
	const close = () => {
		if (open === void 0) return;
		blocks.push({
			info: open.info,
			text: open.lines.map((line) => `${line}\n`).join("")
		});
		open = void 0;
	};
	for (const line of markdown.split(/\r\n|\n|\r/)) {
		if (open !== void 0) {
			if (closes(line, open.fence)) close();
			else open.lines.push(line);
			continue;
		}
		open = inComment ? void 0 : openingOf(line);
		if (open !== void 0) continue;
		const visible = withoutComments(line, inComment);
		inComment = visible.inComment;
		prose.push(visible.text);
	}
	close();
	return {
		prose: prose.join("\n"),
		blocks
	};
}
function openingOf(line) {
	const match = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
	if (match === null) return void 0;
	const [, fence, info] = match;
	if (fence.startsWith("`") && info.includes("`")) return void 0;
	return {
		fence,
		info: info.trim(),
		lines: []
	};
}
function closes(line, fence) {
	const run = line.trim();
	if (/^ {4}|^ *\t/.test(line) || run.length < fence.length) return false;
	return run === fence.charAt(0).repeat(run.length);
}
/** A comment that begins inside a line ends there, or is none; one that begins a line ends wherever it is closed. */
function withoutComments(line, startsInComment) {
	let text = "";
	let inComment = startsInComment;
	for (let at = 0; at < line.length;) {
		if (inComment) {
			const end = line.indexOf("-->", at);
			if (end === -1) break;
			at = end + 3;
			inComment = false;
			continue;
		}
		const start = line.indexOf("<!--", at);
		const isClosed = start !== -1 && line.indexOf("-->", start + 4) !== -1;
		inComment = start !== -1 && (isClosed || /^ {0,3}$/.test(line.slice(0, start)));
		text += line.slice(at, inComment ? start : void 0);
		at = inComment ? start + 4 : line.length;
	}
	return {
		text,
		inComment
	};
}

/**
* The labels of the fields of `.github/ISSUE_TEMPLATE/ai-hallucination.yml`. GitHub makes each a heading of the issue:
* `### Label`, a blank line, the value, a blank line.
*/
const formLabels = {
	question: "Question or request",
	observed: "Observed answer",
	expected: "Expected answer",
	mustContain: "Must contain",
	mustNotContain: "Must not contain",
	trace: "Trace or request id",
	occurredAt: "Occurred at"
};
/** What GitHub writes for a field that was left empty. */
const noResponse = "_No response_";
/**
* Reads an issue that was made with the form; `undefined` if it has none of the form's headings. Other headings belong
* to the value that they stand in. A value can hold a line that looks like one of the form's headings: which one GitHub
* wrote can't be told then, so that the field is `doubled`.
*/
function readIssueForm(body) {
	const values = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	const doubled = /* @__PURE__ */ new Set();
	let field;
	let lines = [];
	const end = () => {
		const value = lines.join("\n").trim();
		if (field !== void 0 && value !== "" && value !== noResponse) values.set(field, value);
		lines = [];
	};
	for (const line of body.split(/\r\n|\n|\r/)) {
		const next = fieldOf(line);
		if (next === void 0) {
			lines.push(line);
			continue;
		}
		end();
		if (seen.has(next)) doubled.add(next);
		seen.add(next);
		field = next;
	}
	end();
	return seen.size === 0 ? void 0 : {
		values,
		doubled: [...doubled]
	};
}
const fieldOfHeading = new Map(Object.entries(formLabels).map(([field, label]) => [`### ${label}`, field]));
function fieldOf(line) {
	return fieldOfHeading.get(line.trimEnd());
}

/** A hostile request can have a problem in every key. */
const mostProblems = 20;
/** The case that the fields of the issue form make, or what is missing: sentences in Markdown. */
function readFormCase({ values, doubled }, name) {
	if (doubled.length > 0) return { missing: doubled.map((field) => `Leave one line \`### ${formLabels[field]}\`: there are several.`) };
	const text = (field) => withoutFence(values.get(field));
	const { problem, ...asked } = readAsked(text("question"));
	const validated = validate(caseSchema, {
		name,
		...asked,
		...given("observed", text("observed")),
		...given("expected", text("expected")),
		...given("occurredAt", text("occurredAt")),
		...given("trace", text("trace")),
		...given("mustContain", phrases(text("mustContain"))),
		...given("mustNotContain", phrases(text("mustNotContain")))
	});
	if ("value" in validated && problem === void 0) return { case: validated.value };
	const problems = "value" in validated ? [] : validated.problems.slice(0, mostProblems);
	return { missing: [.../* @__PURE__ */ new Set([...problem ? [problem] : [], ...problems.map(sentence)])] };
}
/** Some put an answer or a request into a code block, so that it looks like what it is. */
function withoutFence(value) {
	if (value === void 0) return void 0;
	const { prose, blocks } = splitFencedBlocks(value);
	const [block, another] = blocks;
	if (block === void 0 || another !== void 0 || prose.trim() !== "") return value;
	return block.text.trim() === "" ? void 0 : block.text.replace(/\n$/, "");
}
function readAsked(text) {
	if (text === void 0) return {};
	const isJson = text.startsWith("{");
	if (!isJson && !/^(?:method|path|headers|body) *:/m.test(text)) return { question: text };
	const { value, problems } = parseYaml(text);
	if (problems.length > 0 && !isJson) return { question: text };
	if (problems.length > 0) {
		const described = quoted(describe(problems), 300);
		return {
			question: text,
			problem: `Correct the JSON in “${formLabels.question}”: ${described}`
		};
	}
	return isJson || looksLikeRequest(value) ? { request: value } : { question: text };
}
function describe(problems) {
	return problems.slice(0, 3).map(({ message, position: at }) => at ? `${at.line}:${at.column}: ${message}` : message).join("; ");
}
function looksLikeRequest(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	const { method, path } = value;
	return typeof path === "string" && /^\/\S*$/.test(path) || typeof method === "string" && /^[A-Z]{3,7}$/.test(method);
}
function phrases(text) {
	return text?.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
function given(name, value) {
	return value === void 0 ? {} : { [name]: value };
}
function sentence({ path, message }) {
	const [field] = path;
	if (field === "assert") return `Fill in “${formLabels.mustContain}” or “${formLabels.mustNotContain}”: what makes an answer right.`;
	if (field === "request") return `Correct the request in “${formLabels.question}”: ${quoted(`${formatPath(path)}: ${message}`, 300)}`;
	const label = formLabels[field];
	if (field === "question") return `Fill in “${label}”: what the person asked.`;
	return `Correct “${label}”: ${quoted(message, 300)}`;
}

/**
* Finds the case that an issue reports: in a fenced `branch-prod` block, which holds what a case file holds; else in
* the fields of the issue form; else in a case file that it links or names on a line of its own. Instead of a question,
* the form can name a case file, too. A case without a name is called `issue-12`. Takes linear time.
*/
function readIssueCase({ number, body, repository }) {
	const name = `issue-${number}`;
	const { prose, blocks } = splitFencedBlocks(body);
	const own = blocks.filter(({ info }) => /^branch-prod(?:\s|$)/.test(info));
	if (own.length > 1) return unreadable(["Leave one `branch-prod` block: there are several."]);
	if (own[0] !== void 0) return readBlock(own[0].text, name);
	const form = readIssueForm(body);
	const link = findCaseLink(form === void 0 ? prose : onlyLine(form), repository);
	if ("problem" in link) return unreadable([link.problem]);
	if (link.path !== void 0) return {
		kind: "file",
		path: link.path
	};
	if (form === void 0) return unreadable(["Say what was asked and what makes an answer right: fill in the form “AI hallucination”, add a fenced block marked `branch-prod` that holds what a case file holds, or link a case file of this repository."]);
	const read = readFormCase(form, name);
	return "case" in read ? asCase(read.case) : unreadable(read.missing);
}
/** What was asked, if it is one line: a question of several is not the name of a file. */
function onlyLine({ values }) {
	const asked = values.get("question") ?? "";
	return asked.includes("\n") ? "" : asked;
}
function readBlock(yaml, name) {
	try {
		return asCase(parseCase(yaml, {
			file: "block",
			name
		}));
	} catch (error) {
		if (!(error instanceof BranchProdError) || error.code !== "case-invalid") throw error;
		return unreadable(error.message.split("\n").map((line) => quoted(line, 300)).map((problem) => `Correct the \`branch-prod\` block: ${problem}`));
	}
}
function asCase(value) {
	return {
		kind: "case",
		case: value,
		document: (0, import_dist.stringify)(value, {
			lineWidth: 0,
			aliasDuplicateObjects: false
		})
	};
}
function unreadable(missing) {
	return {
		kind: "unreadable",
		missing
	};
}

/**
* The cases to replay: those that are named; else that of the issue, if its text is still the one that was approved;
* else all that are committed.
*
* @param source.clone the folder of the repository, which has `commit`.
* @throws {BranchProdError} as {@link readCommittedCases}; `access-denied` when the issue was changed
*/
async function chooseCases(client, { cases, issue }, source) {
	const { repository, clone, commit, replay } = source;
	const committed = (names) => readCommittedCases({
		repository: clone,
		commit,
		patterns: replay.cases,
		names
	});
	if (issue === void 0 || cases.length > 0) return committed(cases);
	const { owner, repo } = repository;
	const { data } = await client.request("GET /repos/{owner}/{repo}/issues/{issue_number}", {
		owner,
		repo,
		issue_number: issue.number
	});
	const body = data.body ?? "";
	const name = formatThread({
		...repository,
		number: issue.number
	});
	if (textDigest(body) !== issue.digest) throw new BranchProdError("access-denied", `${name} was changed after it was approved.`, { nextStep: "Read it as it is now, then ask again." });
	const read = readIssueCase({
		number: issue.number,
		body,
		repository
	});
	if (read.kind === "file") return committed([read.path]);
	if (read.kind === "case") return [read.case];
	const missing = read.missing.map((sentence) => `- ${sentence}`).join("\n");
	throw new BranchProdError("case-invalid", `The case in ${name} can't be read:\n${missing}`, { nextStep: "Edit the issue, then ask again." });
}

/**
* The full id of the commit that GitHub finds by a branch, a tag or an id, whole or abbreviated; `undefined` for none.
* Commits of forks are found, too: `own-commit.ts` tells them apart.
*
* @param ref hostile
*/
async function findCommit(client, { owner, repo }, ref) {
	if (ref === "." || ref === "..") return void 0;
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", {
			owner,
			repo,
			ref,
			per_page: 1
		});
		return /^[0-9a-f]{40}$/.test(data.sha) ? data.sha : void 0;
	} catch (error) {
		if ([
			404,
			409,
			422
		].includes(errorStatus(error) ?? 0)) return void 0;
		throw error;
	}
}

/**
* The newest commit of a branch, without `refs/heads/`. It is asked for as a branch: a tag can have the same name, and
* elsewhere GitHub would take either.
*/
async function branchTip(client, { owner, repo }, branch) {
	const { data } = await client.request("GET /repos/{owner}/{repo}/branches/{branch}", {
		owner,
		repo,
		branch
	});
	return data.commit.sha;
}
/** The newest commit of the default branch. */
async function defaultBranchTip(client, repository) {
	const { defaultBranch } = await readRepositoryFacts(client, repository);
	return branchTip(client, repository, defaultBranch);
}

/**
* Whether somebody with the right to push put the commit into this repository. A fork's commits can be read under the
* name of the repository that it was forked from, so that knowing a commit's id proves nothing. It counts if it is in
* the default branch's history, the tip of any branch, in the history of the pull request `pull`, if that comes from
* a branch of this repository, or in that of `ref`, if that is a branch or tag here. Anything else, also an older commit
* of another branch, does not.
*
* @param commit its full id
* @param options.pull a number, which may be an issue's
* @param options.ref a name, hostile
*/
async function isOwnCommit(client, repository, commit, { pull, ref } = {}) {
	return await isTip(client, repository, commit) || await isInDefaultBranch(client, repository, commit) || pull !== void 0 && await isInOwnPull(client, repository, commit, pull) || ref !== void 0 && await isInOwnRef(client, repository, commit, ref);
}
async function isTip(client, { owner, repo }, commit) {
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head", {
			owner,
			repo,
			commit_sha: commit
		});
		return data.some((branch) => branch.commit.sha === commit);
	} catch (error) {
		return falseIfUnknown(error);
	}
}
async function isInDefaultBranch(client, repository, commit) {
	return isInHistory(client, repository, commit, await defaultBranchTip(client, repository));
}
async function isInOwnPull(client, repository, commit, pull) {
	const { owner, repo } = repository;
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
			owner,
			repo,
			pull_number: pull
		});
		if (data.head.repo?.id !== data.base.repo.id) return false;
		return isInHistory(client, repository, commit, data.head.sha);
	} catch (error) {
		return falseIfUnknown(error);
	}
}
async function isInOwnRef(client, repository, commit, ref) {
	const { owner, repo } = repository;
	for (const name of [`heads/${ref}`, `tags/${ref}`]) try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", {
			owner,
			repo,
			ref: name,
			per_page: 1
		});
		if (await isInHistory(client, repository, commit, data.sha)) return true;
	} catch (error) {
		falseIfUnknown(error);
	}
	return false;
}
/** Whether the commit is `tip` or one before it. */
async function isInHistory(client, { owner, repo }, commit, tip) {
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
			owner,
			repo,
			basehead: `${tip}...${commit}`,
			per_page: 1
		});
		return data.status === "identical" || data.status === "behind";
	} catch (error) {
		return falseIfUnknown(error);
	}
}
/** GitHub answers 422 where the id names no commit. */
function falseIfUnknown(error) {
	if (errorStatus(error) === 422 || isNotFound(error)) return false;
	throw error;
}

/** Every preview of every pull request is a deployment, too: among so many there is one of production. */
const MAX_PAGES = 10;
/** Each costs a request. */
const MAX_PRODUCTION_DEPLOYMENTS = 100;
/**
* The commit of the newest deployment to a production environment whose newest status is `success`, among the newest
* 1,000 deployments and the newest 100 to production; without one the tip of the default branch. A commit that is not
* this repository's own (see `isOwnCommit`) is passed over: Actions makes a deployment for every job that names an
* environment, also for that of a fork's pull request, whose workflow its author writes.
*/
async function deployedCommit(client, repository) {
	for await (const { id, sha, ref, environment } of productionDeployments(client, repository)) {
		if (await newestDeploymentState(client, repository, id) !== "success") continue;
		if (!await isOwnCommit(client, repository, sha, { ref })) continue;
		return {
			commit: sha,
			origin: "deployment",
			environment
		};
	}
	return {
		commit: await defaultBranchTip(client, repository),
		origin: "default-branch"
	};
}
async function* productionDeployments(client, { owner, repo }) {
	const pages = composePaginateRest.iterator(client, "GET /repos/{owner}/{repo}/deployments", {
		owner,
		repo,
		per_page: 100
	});
	let [read, given] = [0, 0];
	for await (const { data } of pages) {
		for (const deployment of data) {
			if (deployment.production_environment !== true) continue;
			yield deployment;
			if (++given === MAX_PRODUCTION_DEPLOYMENTS) return;
		}
		if (++read === MAX_PAGES) return;
	}
}

/**
* The commits that are wanted, by their ids. GitHub says what a ref names, so that no ref reaches git.
*
* @param preferred the config's `preview.ref`, for a request without a head.
* @throws {BranchProdError} `not-found` for a ref that names nothing, `access-denied` for a commit that nobody with
*   the right to push put into the repository: one of a fork
*/
async function chooseCommits(client, repository, { head, base, alternatives, thread }, preferred) {
	const own = (ref) => ownCommit(client, repository, ref, thread);
	const chosen = {
		head: await own(head ?? preferred),
		...base !== void 0 && { base: await own(base) }
	};
	const prompts = [];
	for (const commit of alternatives?.prompts ?? []) prompts.push(await own(commit));
	return {
		...chosen,
		prompts
	};
}
async function ownCommit(client, repository, ref, thread) {
	if (ref === "deployed") return (await deployedCommit(client, repository)).commit;
	const commit = await findCommit(client, repository, ref);
	if (commit === void 0) throw new BranchProdError("not-found", `There is no commit ${quote$1(ref)}.`, { nextStep: "Name a branch, tag or commit of this repository." });
	if (await isOwnCommit(client, repository, commit, thread === void 0 ? {} : { pull: thread })) return commit;
	throw new BranchProdError("access-denied", `Commit ${commit} is not this repository's own.`, { nextStep: "Push it to a branch of this repository: the code of forks does not run." });
}

/**
* Fetches the newest commit of the default branch, and says that it is the default branch: actions/checkout leaves
* neither. No tag and no submodule comes with it, and nothing is checked out. Any name is harmless.
*
* @throws {BranchProdError} `checkout-failed`
*/
async function fetchDefaultBranch(clone, branch) {
	const tracking = `refs/remotes/origin/${branch}`;
	const what = `the default branch ${quote$1(branch)}`;
	await fetch$1(clone, `+refs/heads/${branch}:${tracking}`, what);
	await git$1(clone.repository, [
		"symbolic-ref",
		"refs/remotes/origin/HEAD",
		tracking
	]);
}
/**
* Fetches one commit by its full id, unless the clone has it.
*
* @throws {BranchProdError} `checkout-failed`
*/
async function fetchCommit(clone, commit) {
	if (await hasCommit(clone.repository, commit)) return;
	await fetch$1(clone, commit, `commit ${quote$1(commit)}`);
	if (await hasCommit(clone.repository, commit)) return;
	throw new BranchProdError("checkout-failed", `${quote$1(commit)} is no commit.`, { nextStep: "Name a commit of the repository." });
}
async function fetch$1({ repository, credentials }, refspec, what) {
	try {
		const shallow = await git$1(repository, ["rev-parse", "--is-shallow-repository"]);
		await git$1(repository, [
			"fetch",
			"--quiet",
			"--no-tags",
			"--no-write-fetch-head",
			"--no-auto-maintenance",
			"--recurse-submodules=no",
			...shallow.trim() === "true" ? ["--depth=1"] : [],
			"--end-of-options",
			"origin",
			refspec
		], { environment: credentials });
	} catch (cause) {
		throw new BranchProdError("checkout-failed", `${what} can't be fetched: ${gitFailure(cause)}`, {
			nextStep: "Make sure that actions/checkout is a step before this one, and that the job has `contents: read`.",
			cause
		});
	}
}
async function hasCommit(repository, commit) {
	try {
		const args = [
			"rev-parse",
			"--verify",
			"--quiet",
			"--end-of-options",
			`${commit}^{commit}`
		];
		return (await git$1(repository, args)).trim() === commit;
	} catch {
		return false;
	}
}

/**
* The environment in which git may read from GitHub with a token: in no file and no argument, and only for this
* server. What actions/checkout may have left is taken back, because GitHub refuses two such headers.
* https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT
*/
function gitCredentials(serverUrl, token) {
	const environment = gitEnvironment();
	const key = `http.${new URL(serverUrl).origin}/.extraheader`;
	const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString("base64");
	const count = Number(environment.GIT_CONFIG_COUNT ?? 0);
	return {
		...environment,
		GIT_CONFIG_COUNT: String(count + 2),
		[`GIT_CONFIG_KEY_${count}`]: key,
		[`GIT_CONFIG_VALUE_${count}`]: "",
		[`GIT_CONFIG_KEY_${count + 1}`]: key,
		[`GIT_CONFIG_VALUE_${count + 1}`]: `AUTHORIZATION: basic ${basic}`
	};
}

/**
* The environment from which the config reads its `${NAME}`: whatever is read of it is masked in the log at that
* moment, and of a URL its password by itself, too, which messages of others may show.
*/
function maskedEnvironment({ environment, setSecret }) {
	return new Proxy(environment, { get(target, name) {
		const value = typeof name === "string" ? target[name] : void 0;
		if (value === void 0 || value === "") return value;
		setSecret(value);
		const password = URL.parse(value)?.password;
		if (password) {
			setSecret(password);
			setSecret(decoded(password));
		}
		return value;
	} });
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/**
* Reads the policy from the default branch, checks who asked, and gets the wanted commits and cases. Throws a
* `BranchProdError`, or what the client throws.
*/
async function prepare(options) {
	const { runner, client, context, request, defaultBranch, token } = options;
	const { repository, workspace, serverUrl } = context;
	const clone = {
		repository: workspace,
		credentials: gitCredentials(serverUrl, token)
	};
	await fetchDefaultBranch(clone, defaultBranch);
	const loaded = await loadConfig({
		repository: workspace,
		environment: maskedEnvironment(runner)
	});
	const { config } = loaded;
	await checkStarter(client, context, config.access);
	const commits = await chooseCommits(client, repository, request, config.preview.ref);
	const { head, base, prompts } = commits;
	for (const commit of /* @__PURE__ */ new Set([
		head,
		base ?? head,
		...prompts
	])) await fetchCommit(clone, commit);
	return {
		loaded,
		commits,
		cases: await chooseCases(client, request, {
			repository,
			clone: workspace,
			commit: head,
			replay: config.replay
		})
	};
}

/**
* The Action's main step: from inputs to outputs. Fails the step at most once, and throws nothing.
*
* @param interruption aborted when the job is cancelled: everything is taken down, then this resolves.
*/
async function runAction(runner, interruption) {
	try {
		const failure = await investigateAndReport(runner, {
			inputs: readInputs(runner),
			context: await readRunContext(runner.environment),
			interruption
		});
		if (failure !== void 0) runner.setFailed(failure);
	} catch (error) {
		runner.setFailed(safeMessage(error));
	}
}
/** Why the job fails, if it does. */
async function investigateAndReport(runner, { inputs, context, interruption }) {
	const { token, hold } = inputs;
	const request = actionRequest(inputs, context);
	const state = resolve(inputs.state ?? join(context.toolCache, "branch-prod"));
	const keep = keeper(runner, request, state);
	const client = createGitHubClient({
		token,
		baseUrl: context.apiUrl
	});
	const facts = readRepositoryFacts(client, context.repository);
	const publicRepository = await facts.then(({ isPublic }) => isPublic, () => true);
	const superseded = new AbortController();
	const signal = AbortSignal.any([interruption, superseded.signal]);
	let prepared;
	const reporting = await openActionReporting(runner, {
		client,
		context,
		request,
		publicRepository,
		hold,
		commit: () => prepared.commits.head,
		keep,
		onSuperseded: () => superseded.abort()
	});
	let branchEnd;
	const events = actionEvents({
		prepare: async () => {
			const { defaultBranch } = await facts;
			prepared = await prepare({
				runner,
				client,
				context,
				request,
				defaultBranch,
				token
			});
			return prepared;
		},
		context,
		request,
		state,
		signal,
		hold: hold ? async (held) => {
			branchEnd = await holdPreview(held);
		} : void 0
	});
	let end;
	for await (const event of events) {
		maskPreviewToken(runner, event);
		const shown = publicRepository ? publicEvent(event) : event;
		if (shown === void 0) continue;
		if (shown.type !== "finished" && shown.type !== "failed") reporting.on(shown);
		else if (end === void 0) {
			end = shown;
			if (!isInterrupted(end)) await saveOutcome(runner, end, {
				request,
				context,
				keep
			});
			await reporting.conclude(end);
			keep({ isReported: true });
		} else runner.warning("Not everything could be taken down; the next run removes what is left.");
	}
	if (end?.type === "finished") await reporting.takenDown(branchEnd);
	keep({ isOver: true });
	if (end !== void 0 && !superseded.signal.aborted) return jobFailure(end, inputs.expect);
	runner.warning("A newer request for the same thread took over.");
}
/** Keeps what the `post` step needs, from now on and after each change. */
function keeper(runner, { id, thread }, stateFolder) {
	let state = {
		order: id,
		...thread !== void 0 && { thread },
		stateFolder,
		isReported: false,
		isOver: false
	};
	keepState(runner, state);
	return (change) => {
		state = {
			...state,
			...change
		};
		keepState(runner, state);
	};
}
/** Outputs and artifact: the App looks for the latter when it sees the end on the thread. */
async function saveOutcome(runner, end, options) {
	const { request, context, keep } = options;
	await attempt(runner, "The artifact", async () => {
		const { temporary } = context;
		const files = await writeOutcome(end, {
			order: request.id,
			temporary
		});
		keep({ outcomeFolder: files.folder });
		if (end.type === "finished") {
			runner.setOutput("verdict", overallVerdict(end.result.replays));
			runner.setOutput("preview-url", end.result.preview.url);
			runner.setOutput("report", files.result);
		}
		await uploadOutcome(runner, files);
	});
}

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => interruption.abort());
await runAction(githubRunner(), interruption.signal);
process.exit();

export {  };