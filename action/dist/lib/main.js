import { i as __toESM, r as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { $ as OUTGOING_EXTENSIONS, A as describePreview, B as addCheckout, C as safeMessage, D as webLink, E as errorStatus, F as stepSchema, G as exitWithin, H as startProcessGroup, I as evaluate, J as gitEnvironment, K as git$1, L as excerpt, M as previewPaths, N as removePreviewFolders, O as convertFailure, P as resultSchema, Q as BRANCH_ROLE, R as runWithin, S as attempt, T as isNotFound, U as createOutput, V as isCommitId, W as lastLines, X as describeFailure, Y as gitFailure, Z as chooseEngine, _ as globsSchema, a as readInputs, b as overallVerdict, c as readThreadComment, d as orderIdSchema, et as removeFolder, f as textDigest, g as textSchema, h as urlPathSchema, j as makePreviewFolders, k as endOrphanedPreview, l as updateThreadComment, m as replaySchema, n as readRunContext, nt as programVersion, o as createThreadComment, p as caseSchema, q as gitBytes, r as keepState, rt as atTime, s as findThreadComment, t as githubRunner, tt as createGitHubClient, u as orderId, v as deploymentReporter, w as react, x as newestDeploymentState, z as jsonPathSchema } from "./github-runner.js";
import { C as url, D as BranchProdError, O as errorCodes, _ as record, a as ZodObject, c as array, d as int, h as object, l as boolean, m as number, n as Secret, o as _enum, p as literal, s as _null, u as discriminatedUnion, v as strictObject, x as union, y as string } from "./parser.js";
import { A as openKnownValues, C as findPatterns, D as query, E as parseVector, L as xpathSchema, S as createMask, T as formatVector, _ as fieldOf$2, a as withInner, b as createKeyedHash, c as UNIQUE, d as createPlaceList, f as movedRows, g as encodeLine, h as encodeField, i as masksInside, k as createKnownValues, m as decodeLines, n as createRawValues, p as parsePlace, s as foldedKey, t as memoryOf$1, u as createByteWriter, v as fieldStart, x as keyId, y as splitLines } from "./mask-answer.js";
import { D as proofKey, N as createValueIndex, P as openValueIndex, lt as createFingerprint } from "./excerpts.js";
import { n as KEPT$1, t as createLineSearch } from "./search-lines.js";
import { _ as composePaginateRest } from "./core.js";
import { basename, delimiter, dirname, extname, join, resolve } from "node:path";
import { createReadStream } from "node:fs";
import { appendFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { execFile, spawn } from "node:child_process";
import { promisify, styleText } from "node:util";
import { once } from "node:events";
import { createServer } from "node:net";
import { availableParallelism, homedir } from "node:os";
import { Worker } from "node:worker_threads";
import { ServerResponse, createServer as createServer$1, request } from "node:http";
import { Transform, pipeline } from "node:stream";

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

/**
* An event as everybody may see it, on a public repository: identifiers and verdicts, nothing that the application, the
* data or a case say, and no way into the preview; `undefined` if nothing of it is left. Applied again it changes
* nothing.
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
/** A result as everybody may see it, by the rule of {@link publicEvent}; it is a valid result too. */
function publicResult(result) {
	const { preview, replays, base, culprit } = result;
	return {
		...result,
		preview: {
			...preview,
			url: publicUrl(preview.url)
		},
		replays: replays.map(publicReplay),
		...base && { base: {
			...base,
			replays: base.replays.map(publicReplay)
		} },
		...culprit && { culprit: {
			...culprit,
			records: culprit.records.map(publicRecord)
		} }
	};
}
/** What happened, as everybody may see it: the code, and of an invalid config the places, which are in the repository. */
function publicMessage({ code, message }) {
	const places = code === "config-invalid" ? message.split("\n").filter(isConfigPlace) : [];
	if (places.length > 0) return places.join("\n");
	return `The details of ${code} are not shown on a public repository, because they may quote data.`;
}
function publicFinding(finding) {
	return finding.kind === "preview" ? {
		...finding,
		url: publicUrl(finding.url)
	} : {
		...finding,
		trial: publicTrial(finding.trial)
	};
}
function publicReplay(replay) {
	return {
		...replay,
		trials: replay.trials.map(publicTrial)
	};
}
function publicTrial({ error, ...trial }) {
	const { name, finishReason, ...model } = trial.model;
	return {
		...trial,
		answer: "",
		retrieved: trial.retrieved.map(publicRecord),
		model: {
			...model,
			...name !== void 0 && { name: publicIdentifier(name) },
			...finishReason !== void 0 && { finishReason: publicIdentifier(finishReason) }
		},
		failed: trial.failed.map((failed) => /^[a-z-]{1,40}(?=: |$)/.exec(failed)?.[0] ?? "assertion"),
		...error !== void 0 && { error: "no answer that can be judged (replay-failed)" }
	};
}
/** The application gives the keys of the rows that it retrieved, and may give anything. */
function publicRecord(row) {
	const key = Object.fromEntries(Object.entries(row.key).map(([column, value]) => [column, typeof value === "number" ? value : publicIdentifier(value)]));
	return {
		...row,
		key
	};
}
/** A number, uuid, slug or version; no address, no prose. */
function publicIdentifier(text) {
	return /^[\w.:/-]{1,64}$/.test(text) ? text : notShown;
}
const notShown = "(not shown)";
/** Without query, fragment and credentials, which give access; empty for what is no web address. */
function publicUrl(address) {
	const url = URL.parse(address);
	if (url?.protocol !== "https:" && url?.protocol !== "http:") return "";
	return `${url.origin}${url.pathname}`;
}
/** The steps in which the application has a say, and all that we ourselves say in them. */
const ownWords = {
	preview: /^(?:base: )?(?:checking out [0-9a-f]{7,40}|building|waiting for [\w./-]{1,100})(?:, \d+ s)?$|^commit [0-9a-f]{7,40} answers$/,
	replay: /^[a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20}(?:, [a-z0-9][a-z0-9._-]{0,99}: [a-z-]{1,20})*$/
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

/**
* What a commit's verdict is beside its base's, both of {@link judge}. Where either settles nothing there is nothing to
* compare, and the commit's own verdict stays.
*
* | base           | commit         | together         |
* | -------------- | -------------- | ---------------- |
* | reproduced     | not-reproduced | `fixed`          |
* | reproduced     | reproduced     | `not-fixed`      |
* | not-reproduced | reproduced     | `regressed`      |
* | not-reproduced | not-reproduced | `not-reproduced` |
*/
function compareVerdicts(base, commit) {
	if (base === "reproduced" && commit === "not-reproduced") return "fixed";
	if (base === "reproduced" && commit === "reproduced") return "not-fixed";
	if (base === "not-reproduced" && commit === "reproduced") return "regressed";
	return commit;
}
/** The replays of a commit with their verdicts beside those of its base; a case is found by its place. */
function compareReplays(base, replays) {
	return replays.map((replay, index) => {
		const before = base[index];
		return before === void 0 ? replay : {
			...replay,
			verdict: compareVerdicts(before.verdict, replay.verdict)
		};
	});
}

/**
* The case with every free text passed through `maskText`: question, observed, expected, the values of the
* assertions and all texts of the request. A person whom the report names thereby meets the same pseudonym
* in the masked data.
*
* In a URL path the decoded pieces are masked. In a regular expression the literal runs are masked, `\.` read
* as `.` and `\s+` as a blank, and a pseudonym is put in literally, so the expression stays valid. A value
* spelled in pieces (`(Ada|Grace) Lovelace`, `[Aa]da`) is not recognised there: prefer `icontains`.
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
	if (!("value" in assertion)) return assertion;
	if (assertion.type === "regex" || assertion.type === "not-regex") return {
		...assertion,
		value: maskPattern(assertion.value, mask)
	};
	return {
		...assertion,
		value: maskLeaves(assertion.value, mask)
	};
}
function maskPattern(source, mask) {
	return source.replace(/((?:\\s[*+]?|\\[^\w]|[^\\^$*+?()[\]{}|])+)|\\./gs, (whole, run) => {
		if (run === void 0) return whole;
		const plain = run.replace(/\\(?:s[*+]?|([^\w]))/g, (_, escaped) => escaped ?? " ");
		const masked = mask(plain);
		return masked === plain ? run : masked.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
	});
}
function maskLeaves(value, mask) {
	return maskLeaf(value, mask);
}
function maskLeaf(value, mask) {
	if (typeof value === "string") return mask(value);
	if (Array.isArray(value)) return value.map((item) => maskLeaf(item, mask));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskLeaf(item, mask)]));
}

/** A part of a name; one that holds a dot or a star, or begins with a quote, stands in double quotes as in SQL. */
const part = "(?:\"(?:[^\"]|\"\")+\"|[^.*\"][^.*]*)";
/** `table.column` or `schema.table.column`, before it is parsed. */
const columnNameSchema = string().regex(new RegExp(`^(${part}\\.){1,2}${part}$`), "must be table.column or schema.table.column");
const columnReferenceSchema = columnNameSchema.transform(parseColumnName);
/** As a column reference, but `*` may stand for the column. */
const keptReferenceSchema = string().regex(new RegExp(`^(${part}\\.){1,2}(${part}|\\*)$`), "must be table.column, table.* or schema.table.column").transform((text) => {
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
const tableNameSchema = string().regex(new RegExp(`^(${part}\\.)?${part}$`), "must be table or schema.table");
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
const durationSchema = string().regex(/^[1-9]\d{0,8}[smhd]$/, "must be a duration such as \"90s\", \"30m\", \"4h\" or \"2d\"").transform((text) => Number(text.slice(0, -1)) * (milliseconds[text.slice(-1)] ?? NaN));

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
const column = string().min(1).describe("A column of the same table.");
const country = string().regex(/^[A-Z]{2}$/, "must be a country code of ISO 3166-1, such as DE").optional().describe("Where the value does not tell: the country, as in ISO 3166-1.");
const textMask = strictObject({
	mask: literal("text").describe("Prose: the personal values inside it are replaced."),
	entities: array(columnReferenceSchema).prefault([]).describe("Columns whose values are searched in the prose, each masked as its own column is.")
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
			string(),
			number(),
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
		keys: record(string(), leaf).describe("The mask for each key; * is any other.")
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
		expression: string().min(1)
	}),
	strictObject({
		mask: literal("derive").describe("Computed from the masked row, as a column that repeats others needs it."),
		expression: string().min(1)
	}),
	strictObject({
		mask: literal("trigger").describe("Computed by a trigger of its table from the masked row."),
		trigger: string().min(1).describe("A row trigger that fires before INSERT.")
	}),
	strictObject({
		mask: literal("command").describe("What a program answers: JSON lines in, JSON lines out."),
		program: array(string().min(1)).min(1).describe("The program and its arguments; no shell reads them."),
		timeout: durationSchema.prefault("1m").describe("How long an answer may take.")
	}),
	strictObject({
		mask: literal("noise").describe("A vector with a set amount of noise."),
		amount: number().positive().max(10).describe("The noise's length, as a share of the vector's.")
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

/** The file's first line, after which the entries of both indexes come, and a seal over all before it. */
const headerSchema = strictObject({
	version: literal(3),
	/** Tells whether the key that opens the file is the one that made it. */
	check: string(),
	masks: array(maskSchema),
	longestSequence: int().nonnegative(),
	publicTexts: array(string()),
	values: int().nonnegative(),
	words: int().nonnegative()
});
const LONGEST_HEADER = 1e6;
const SEAL_BYTES = 32;
/** Writes known values to a file that nobody else may read: 12 bytes an entry, and no entry tells anything without the key. */
async function writeKnownValues(path, known, hash) {
	const { masks, longestSequence, publicTexts, ...shared } = known.share();
	const [values, words] = [openValueIndex(shared.values), openValueIndex(shared.words)];
	const header = {
		version: 3,
		check: keyCheck(hash),
		masks,
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
				if (label === 0) throw unusable("is damaged");
				(entries < header.values ? values : words).set(fingerprint, label);
				entries += 1;
			}
			digest.update(left.subarray(0, whole * 12));
			left = left.subarray(whole * 12);
		}
	} catch (error) {
		throw error instanceof BranchProdError ? error : unusable("cannot be read", error);
	}
	if (header === void 0) throw unusable("cannot be read");
	if (!left.equals(seal(hash, digest.digest("hex")))) throw unusable("is damaged");
	return openKnownValues({
		masks: header.masks,
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
		throw unusable("cannot be read");
	}
	const parsed = headerSchema.safeParse(document);
	if (!parsed.success) throw unusable("cannot be read");
	if (parsed.data.check !== keyCheck(hash)) throw unusable("was made with another mask key");
	return parsed.data;
}
function keyCheck(hash) {
	return hash("known-check", "").toString("hex", 0, 16);
}
function seal(hash, digest) {
	return hash("known-seal", digest).subarray(0, SEAL_BYTES);
}
function unusable(what, cause) {
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
/**
* The `text` mask as it was applied to a snapshot, for the case: a person named in the report meets the same pseudonym
* in the data. Throws `state-unusable`.
*/
async function openCaseMask(snapshotFolder, hash) {
	const known = await readKnownValues$1(join(snapshotFolder, FILE), hash);
	const apply = createMask({
		mask: "text",
		entities: []
	});
	return (text) => apply(text, {
		hash,
		known
	}) ?? "";
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

const PLACEHOLDER$1 = /\{\{([^{}]*)\}\}/g;
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
		url: buildUrl(fill(path, question && encodeURIComponent(question.toWellFormed())), applicationUrl),
		method,
		headers: buildHeaders(headers, question, sendsBody),
		...sendsBody && { body: JSON.stringify(fillLeaves(body, question)) }
	};
}
function buildUrl(path, applicationUrl) {
	const { origin } = new URL(applicationUrl);
	const [pathname = ""] = path.split(/[?#]/);
	const url = pathname.startsWith("/") && !/[\p{Cc}\\]/u.test(path) && !DOT_SEGMENT.test(pathname) ? URL.parse(path, origin) : null;
	if (url?.origin !== origin) throw invalid$1("The request's path would leave its place in the application.", "Begin the path with one \"/\" and put questions such as \"..\" into the query or the body.");
	return url.href;
}
function buildHeaders(template, question, sendsBody) {
	const headers = new Headers(sendsBody ? { "content-type": "application/json" } : {});
	for (const [name, value] of Object.entries(template)) {
		const filled = fill(value, question);
		if (CONNECTION_HEADERS.test(name) || /[\r\n\0]/.test(filled) || !trySet(headers, name, filled)) throw invalid$1(`The request's header ${JSON.stringify(name)} can't be sent.`, "Use headers of the application, of Latin-1 characters and one line; put other questions into the body.");
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
function fillLeaves(value, question) {
	if (typeof value === "string") return fill(value, question);
	if (Array.isArray(value)) return value.map((item) => fillLeaves(item, question));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillLeaves(item, question)]));
}
function fill(template, input) {
	return template.replace(PLACEHOLDER$1, (placeholder, name) => {
		if (name.trim() !== "input") throw invalid$1(`The request holds the unknown placeholder ${JSON.stringify(placeholder)}.`, "Use {{input}}, the question: there is no other placeholder.");
		if (input === void 0) throw invalid$1("The request holds {{input}}, but the case has no question.", "Write the question into the case, or a request without {{input}}.");
		return input;
	});
}
function invalid$1(message, nextStep) {
	return new BranchProdError("case-invalid", message, { nextStep });
}

const QUERY_LIMIT_MS = 1e3;
/**
* Reads the answer's text (JSON text if it is an object or a list) and the retrieved rows.
*
* @throws {BranchProdError} `replay-failed` when the path of the answer finds nothing, `null` or several values, a row
*   has no usable key, or a path is no JSONPath or takes longer than a second
*/
function readAnswer$1(body, { answer, retrieved }) {
	return {
		answer: readText(body, answer),
		retrieved: retrieved ? select(body, retrieved.rows, "replay.retrieved.rows").map((node, index) => ({
			table: retrieved.table,
			key: { [retrieved.key]: readKey(node, retrieved.key, index + 1) },
			rank: index + 1
		})) : []
	};
}
function readText(body, path) {
	const nodes = select(body, path, "replay.answer");
	const [node] = nodes;
	if (nodes.length > 1) throw unreadable$1(`${path} finds ${nodes.length} values`, "Let replay.answer name one value.");
	if (node === void 0 || node === null) throw unreadable$1(`${path} finds nothing`, "Let replay.answer name the value that is the answer.");
	if (typeof node === "string") return node;
	try {
		return JSON.stringify(node);
	} catch (error) {
		throw unreadable$1("it is nested too deeply", "Let replay.answer name a text.", error);
	}
}
function readKey(node, key, rank) {
	const value = typeof node === "object" && node !== null && !Array.isArray(node) && Object.hasOwn(node, key) ? node[key] : node;
	if (typeof value === "string") return value;
	if (typeof value !== "number") throw unreadable$1(`retrieved row ${rank} has no ${key}`, "Let replay.retrieved name the rows and the column of their key.");
	if (!Number.isSafeInteger(value)) throw unreadable$1(`the ${key} of retrieved row ${rank} is a number that JSON can't carry exactly`, "Let the application answer with this key as text.");
	return value;
}
function select(body, path, setting) {
	const what = `The JSONPath of ${setting}`;
	try {
		return runWithin({
			limitMs: QUERY_LIMIT_MS,
			what,
			code: "replay-failed"
		}, () => query(body, path));
	} catch (error) {
		if (error instanceof BranchProdError) throw error;
		throw unreadable$1(`${setting} is no JSONPath`, "Write it as RFC 9535 says.", error);
	}
}
function unreadable$1(reason, nextStep, cause) {
	return new BranchProdError("replay-failed", `The answer can't be read: ${reason}.`, {
		nextStep,
		cause
	});
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
		return parseBody(response, await readBody$1(response));
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
async function readBody$1(response) {
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
* One repetition: sends the request, reads the answer, judges it.
* What keeps the answer from being judged makes the trial an error, which is no failure of the case.
* `timeoutMs` are milliseconds until the whole answer must have come.
*
* @throws {unknown} the signal's reason once it is aborted
*/
async function runTrial(options) {
	const { settings, assertions, ...sending } = options;
	const start = performance.now();
	let seen = {
		answer: "",
		retrieved: []
	};
	let failed = [];
	let error;
	try {
		seen = readAnswer$1(await sendRequest(sending), settings);
		failed = evaluate(assertions, seen.answer);
	} catch (cause) {
		if (!(cause instanceof BranchProdError) || cause.code !== "replay-failed") throw cause;
		error = `${cause.message} ${cause.nextStep}`;
	}
	return {
		ok: error === void 0 && failed.length === 0,
		...seen,
		durationMs: Math.round(performance.now() - start),
		model: {},
		failed,
		...error !== void 0 && { error }
	};
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
* What the trials of one case say together. Only trials that gave an answer are judged; an error is no failure.
*
* - `error`: no trial could be judged
* - `inconclusive`: fewer than half of the trials could be judged, or some failed but fewer than half of the judged
* - `reproduced`: at least half of the judged trials failed
* - `not-reproduced`: none of the judged trials failed
*/
function judge(trials) {
	const judged = trials.filter((trial) => trial.error === void 0);
	const failures = judged.filter((trial) => !trial.ok).length;
	return {
		failures,
		rate: judged.length === 0 ? 0 : failures / judged.length,
		interval: wilsonInterval(failures, judged.length),
		verdict: verdictOf(trials.length, judged.length, failures)
	};
}
function verdictOf(trials, judged, failures) {
	if (judged === 0) return "error";
	if (judged < trials / 2) return "inconclusive";
	if (failures === 0) return "not-reproduced";
	return failures >= judged / 2 ? "reproduced" : "inconclusive";
}

const TRIAL_TIMEOUT_MS = 6e4;
/**
* Runs a case `trials` times, one after another, against the application that answers at the origin of
* `applicationUrl`, and judges the trials together. `onTrial` hears of each as soon as it ended, with its number
* from 1.
*
* An application that crashes, hangs or answers nonsense makes trials errors, never an exception.
*
* @throws {BranchProdError} `case-invalid` before the first trial, when no request can be built from case and settings
* @throws {unknown} the signal's reason once it is aborted
*/
async function replayCase(options) {
	const { settings, fetch, signal } = options;
	const request = buildRequest(settings.request, options.case, options.applicationUrl);
	const trials = [];
	for (let number = 1; number <= options.trials; number++) {
		signal.throwIfAborted();
		const trial = await runTrial({
			request,
			settings,
			assertions: options.case.assert,
			fetch,
			signal,
			timeoutMs: TRIAL_TIMEOUT_MS
		});
		trials.push(trial);
		options.onTrial(trial, number);
	}
	return {
		case: options.case.name,
		trials,
		...judge(trials)
	};
}

/** Replays masked cases against one subject, one after another, and says each trial. Throws as replayCase. */
async function replayCases(cases, { role, preview }, options) {
	const { settings, trials, fetch, signal, clock } = options;
	const on = role === "base" ? { on: role } : {};
	const replays = [];
	for (const replayed of cases) replays.push(await replayCase({
		case: replayed,
		settings,
		applicationUrl: preview.applicationUrl,
		trials,
		fetch,
		signal,
		onTrial: (trial, number) => clock.finding({
			kind: "trial",
			case: replayed.name,
			...on,
			number,
			of: trials,
			trial
		})
	}));
	return replays;
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
const answerSchema$1 = strictObject({ value: string().nullable() });
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
const answerSchema = object({ data: array(object({
	index: int().nonnegative(),
	embedding: array(number())
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

const longest = 60;
/**
* A key or word of the config as a message may show it: in quotes, on one line, without control or invisible
* characters, at most 60 characters. What follows a colon is cut off: in `{postgres:postgres://…}`, where the blank
* after the colon was forgotten, YAML takes a secret for a part of the key.
*/
function quote(text) {
	const beforeColon = text.replace(/:.*$/s, ":…");
	const short = beforeColon.length > longest ? `${beforeColon.slice(0, longest)}…` : beforeColon;
	return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}
function escapeCharacter(character) {
	return `\\u{${character.codePointAt(0)?.toString(16)}}`;
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
		if (!/^[A-Za-z_]\w*$/.test(key)) return `${parent}[${quote(key)}]`;
		return parent === "" ? key : `${parent}.${key}`;
	}, "");
}
function positionOf(text, problem) {
	return problem.position ?? text.locate(problem.path);
}

var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = Infinity;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

var import_fastest_levenshtein = require_fastest_levenshtein();
/**
* The candidate that a mistyped word most likely meant, or `undefined` when none is near: at most two edits
* (Levenshtein, case ignored) away, in long words a third of their length. The first of several equally near ones.
*/
function nearest(word, candidates) {
	const limit = Math.max(2, word.length / 3);
	let best;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - word.length) > limit) continue;
		const edits = (0, import_fastest_levenshtein.distance)(word.toLowerCase(), candidate.toLowerCase());
		const sharesNothing = edits >= Math.max(word.length, candidate.length);
		if (edits > limit || sharesNothing) continue;
		if (best === void 0 || edits < best.edits) best = {
			candidate,
			edits
		};
	}
	return best?.candidate;
}
/** The end of a message about an unknown word: `; did you mean "email"?`, or nothing when no candidate is near. */
function didYouMean(word, candidates) {
	const candidate = nearest(word, candidates);
	return candidate === void 0 ? "" : `; did you mean "${candidate}"?`;
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
		const name = identifier(column.column.name);
		const query = `SELECT ${name}::text FROM ONLY ${qualified(table)} WHERE ${name} IS NOT NULL`;
		const add = adderOf(column.mask, known, hash);
		await inRowTransaction(client, table.schema, async () => {
			for await (const chunk of transport.read(client, query, signal)) for (const [value] of decodeLines(chunk)) add(value);
		});
	}
	return known;
}
function adderOf(mask, known, hash) {
	if (![
		"json",
		"xml",
		"hstore",
		"array"
	].includes(mask.mask)) return (value) => known.add(value, mask);
	const look = createMask(mask, (inner) => (value) => {
		if (!NOT_IN_PROSE.has(inner.mask)) known.add(value, inner);
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
	notes: array(string())
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
		programVersion
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

/** The address as libpq and its like read it; a secret, because it holds the password. */
function databaseUrl(address) {
	const user = encodeURIComponent(address.user);
	const login = address.password === void 0 ? user : `${user}:${encodeURIComponent(address.password.reveal())}`;
	const database = encodeURIComponent(address.database);
	return address.host.startsWith("/") ? new Secret(`postgres://${login}@/${database}?host=${encodeURIComponent(address.host)}&port=${address.port}`) : new Secret(`postgres://${login}@${address.host}:${address.port}/${database}`);
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
function baseEnvironment({ parent, home, temporary, settings }) {
	const taken = inherited.flatMap((name) => {
		const value = parent[name];
		return value === void 0 ? [] : [[name, value]];
	});
	const configured = Object.entries(settings).map(([name, secret]) => [name, secret.reveal()]);
	return {
		variables: {
			...Object.fromEntries(taken),
			PATH: [dirname(process.execPath), parent.PATH ?? "/usr/local/bin:/usr/bin:/bin"].join(delimiter),
			HOME: home,
			TMPDIR: temporary,
			TERM: "dumb",
			npm_config_cache: npmCache(parent),
			...Object.fromEntries(configured)
		},
		secrets: [...Object.values(settings), ...taken.flatMap(([, value]) => urlPassword(value))]
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

/** Belong to one connection and not to the message; RFC 9110, section 7.6.1. Ours has answered Expect itself. */
const hopByHop = [
	"connection",
	"keep-alive",
	"proxy-connection",
	"proxy-authenticate",
	"proxy-authorization",
	"te",
	"trailer",
	"upgrade",
	"expect"
];
/** Passes a request to the application and its answer back, both while they arrive. */
function forward(request$1, response, { port, path, headers, added, onFailure }, upgrade) {
	const protocol = upgrade && {
		connection: "Upgrade",
		upgrade: headers.upgrade
	};
	const upstream = request({
		host: "127.0.0.1",
		port,
		path,
		method: request$1.method,
		headers: {
			...endToEnd(headers),
			...protocol
		},
		agent: false
	});
	function relayHead(answer, extra) {
		try {
			const { "transfer-encoding": _, ...answered } = endToEnd(answer.headers);
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
	else request$1.pipe(upstream);
	response.on("close", () => upstream.destroy());
}
function endToEnd(headers) {
	const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
	const dropped = /* @__PURE__ */ new Set([...hopByHop, ...named]);
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
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
	const known = {
		parent: process.env,
		home,
		temporary,
		settings: settings.env
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

/** Starts a commit's application on its branch. Throws as startPreview. */
async function startSubject({ role, commit, branch }, options) {
	return {
		role,
		commit,
		branch,
		preview: await startPreview({
			...options,
			id: branch.id,
			commit,
			directory: join(branch.folder, "preview"),
			database: { url: databaseUrl(branch.address) },
			onProgress: (message) => options.onProgress(role === "base" ? `base: ${message}` : message)
		})
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
* The line: config → snapshot → proof → branch → preview → replay → report. Yields what happens; the last event is
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
	signal.throwIfAborted();
	const compared = base === void 0 ? "" : `, compared with ${base.slice(0, 12)}`;
	clock.finish(`${loaded.file}, commit ${head.slice(0, 12)}${compared}`);
	const engine = tools.chooseEngine(config.engine);
	const hash = createKeyedHash(config.sanitize.key);
	const { programVersion } = tools;
	const { snapshot, report, durationMs } = await takeSnapshot(engine, loaded, {
		at: request.at,
		hash,
		programVersion,
		clock,
		signal
	});
	clock.start("branch");
	const makeBranch = async () => {
		const branch = await engine.branch(snapshot.id, {
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
	const start = async (asked) => {
		const { repository } = request;
		const options = {
			repository,
			settings: config.preview,
			signal,
			onProgress: clock.progress
		};
		const subject = await startSubject(asked, options);
		cleanUp.push(() => subject.preview.stop());
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
	const maskText = await openCaseMask(snapshot.folder, hash);
	const masked = cases.map((original) => maskCase(original, maskText));
	const trials = request.trials ?? config.replay.trials;
	const options = {
		settings: config.replay,
		trials,
		fetch: tools.fetch,
		signal,
		clock
	};
	const baseReplays = before && await replayCases(masked, before, options);
	await before?.preview.stop();
	await before?.branch.destroy();
	const ownReplays = await replayCases(masked, subject, options);
	const replays = baseReplays ? compareReplays(baseReplays, ownReplays) : ownReplays;
	clock.finish(replays.map(({ case: name, verdict }) => `${name}: ${verdict}`).join(", "));
	clock.start("report");
	clock.finish("written");
	return {
		result: resultSchema.parse({
			version: 1,
			investigation: {
				id: `inv-${randomBytes(6).toString("hex")}`,
				...request.thread !== void 0 && { thread: request.thread },
				startedAt: startedAt.toISOString(),
				durationMs: clock.now()
			},
			source: {
				engine: engine.name,
				server: snapshot.server,
				at: snapshot.at.toISOString(),
				commit: head
			},
			snapshot: {
				id: snapshot.id,
				cached: snapshot.cached,
				durationMs,
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
			preview: previewFacts(preview),
			replays,
			...before && baseReplays && { base: {
				commit: before.commit,
				replays: baseReplays
			} },
			timeline: clock.timeline
		}),
		branch
	};
}
function previewFacts(preview) {
	const { url, readyMs, expiresAt } = preview;
	return {
		url,
		readyMs,
		expiresAt: expiresAt.toISOString()
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
	const number = request.thread;
	yield* investigate({
		repository: workspace,
		...number !== void 0 && { thread: formatThread({
			...repository,
			number
		}) },
		ref: commits.head,
		base: commits.base,
		trials: request.trials,
		...request.at !== void 0 && { at: new Date(request.at) }
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
		inconclusive: `Inconclusive, ${failed} failed — the trials do not settle whether the failure happens.`
	}[replay.verdict];
	return silent === 0 ? sentence : `${sentence} ${counted(silent, "more trial")} gave no answer.`;
}
/** The failure rate with its interval; nothing when no trial gave an answer. */
function rateSentence(replay) {
	if (replay.trials.every((trial) => trial.error !== void 0)) return void 0;
	const [low, high] = replay.interval.map(formatShare);
	return `failure rate ${formatShare(replay.rate)} (95 % interval ${low} to ${high})`;
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
/** What the reader does after this verdict. */
function nextStepAfter(verdict) {
	return {
		reproduced: "Read the retrieved records in rank order: the answer was written from them.",
		"not-reproduced": "Compare the answer with the one observed: data, code or model may have changed since then.",
		fixed: "Commit the case with the change, so that it is replayed from now on.",
		"not-fixed": "Compare the retrieved records with those of the base: what the answer was written from decides, not the prompt alone.",
		regressed: "Find what this change does to the prompt or the retrieval before it is merged.",
		inconclusive: "Run the case again with more trials.",
		error: "Find out why the application gave no answer, then run the case again."
	}[verdict];
}
/** One trial, the moment that it is known. */
function trialSentence(finding, quote) {
	const { number, of, trial } = finding;
	const where = finding.on === "base" ? " on the base" : "";
	const outcome = trial.error !== void 0 ? `gave no answer: ${quote(trial.error)}` : trial.ok ? "all assertions hold" : ["failed", trial.failed.map(quote).join("; ")].join(" ").trimEnd();
	return `${quote(finding.case)}${where}: trial ${number} of ${of} ${outcome}`;
}
/** The culprit and what is known of it; nothing when none was looked for. */
function culpritSentence(culprit, quote) {
	if (culprit === void 0) return void 0;
	if (culprit.records.length === 0) return `none found (${counted(culprit.probes, "probe")})`;
	const records = culprit.records.slice(0, 20).map((record) => quote(recordName(record)));
	const more = culprit.records.length - records.length;
	const judged = [culprit.necessary ? "necessary" : "not shown to be necessary", culprit.sufficient ? "sufficient" : "not shown to be sufficient"].join(", ");
	return `${records.join("; ")}${more > 0 ? `; ${formatCount(more)} more` : ""} (${judged}; ${counted(culprit.probes, "probe")})`;
}
/** `messages id=7`; the table and {@link recordKey}. */
function recordName(record) {
	return `${record.table} ${recordKey(record)}`;
}
/** `id=7`; every column of the key, as they are given. */
function recordKey({ key }) {
	return Object.entries(key).map(([column, value]) => `${column}=${value}`).join(", ");
}
/** The end of an investigation that has no verdict, in one sentence. */
function failureHeadline({ step, code, atMs }) {
	return `No verdict — the investigation ${code === "interrupted" ? "was interrupted" : "failed"} at the step ${step}, after ${formatDuration(atMs)}.`;
}

/** How the verdict came about, one named line each; every form shows the same ones in the same order. */
function facts(result, quote) {
	return [
		{
			name: "culprit",
			text: culpritSentence(result.culprit, quote)
		},
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

const maxTextLength$2 = 4e3;
const minColumns = 20;
/** Paragraphs for a terminal of that many columns; `Infinity` wraps nothing. */
function paragraphsFor(columns) {
	return (indent, text) => wrapToWidth(plainText(cutText(text, maxTextLength$2)), Math.max(minColumns, columns - indent)).map((line) => `${" ".repeat(indent)}${line}`.trimEnd());
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
		failed: tally(answered.flatMap((trial) => [...new Set(trial.failed)])),
		errors: tally(replay.trials.flatMap((trial) => trial.error ?? []))
	};
}
function commonestRetrieval(answered, candidates) {
	const commonest = tally(candidates.map(retrievalOf))[0]?.value;
	const trials = answered.filter((trial) => retrievalOf(trial) === commonest);
	return {
		value: inRankOrder(trials[0]?.retrieved ?? []),
		trials: trials.length
	};
}
function retrievalOf(trial) {
	return JSON.stringify(inRankOrder(trial.retrieved).map(({ table, key }) => [table, Object.entries(key).toSorted(([one], [other]) => one < other ? -1 : 1)]));
}
function inRankOrder(records) {
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

const maxRows$1 = 20;
/** One replayed case below its verdict: beside its base if there is one, answer, failed assertions, retrieved records. */
function replayLines(replay, base, paragraph) {
	const { answered, answer, otherAnswers, retrieved, failed, errors } = summarizeReplay(replay);
	const inTrials = (trials) => `in ${trials} of ${counted(answered, "trial")}`;
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
		...list(`retrieved, the same ${inTrials(retrieved.trials)}:`, retrieved.value.map((record) => `${record.rank}. ${recordName(record)}`))
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
	const verdicts = [...new Set(result.replays.map((replay) => replay.verdict))];
	const [first] = verdicts;
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
		...facts(result, plainLine).flatMap(({ name, text }) => paragraph(2, `${name}: ${text}`)),
		`  preview: ${paint("cyan", plainLine(result.preview.url))} until ${formatInstant(result.preview.expiresAt)}`,
		...verdicts.flatMap((verdict) => paragraph(2, `next: ${nextStepAfter(verdict)}`)),
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
	return finding.kind === "trial" ? trialSentence(finding, stepText) : `${stepText(finding.url)} until ${formatInstant(finding.expiresAt)}`;
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

const fewestMoreTrials = 10;
const mostTrials = 100;
/** What the reader does after these verdicts, and the commands for it where there is a thread that hears them. */
function goOnLines(result) {
	return [...[...new Set(result.replays.map(({ verdict }) => verdict))].map(nextStepAfter), ...commandLines(result)];
}
function commandLines({ investigation, replays, base }) {
	if (investigation.thread === void 0 || replays.length === 0) return [];
	const trials = replays.reduce((most, replay) => Math.max(most, replay.trials.length), 0);
	const more = Math.min(mostTrials, Math.max(fewestMoreTrials, 2 * trials));
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

const maxRows = 20;
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
* One replayed case as Markdown blocks: answer, failed assertions, retrieved records.
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
		...retrievedBlocks(summary, textLimit)
	];
}
function answerBlocks({ answer, answered, otherAnswers }, limit) {
	if (answer === void 0) return [];
	const others = otherAnswers > 0 ? `; ${counted(otherAnswers, "other answer")}` : "";
	return [`**Answer** in ${answer.trials} of ${counted(answered, "trial")}${others}:`, codeBlock(cutText(answer.value, limit))];
}
function failedBlocks({ failed, answered }, limit) {
	const item = ({ value, trials }) => `- ${codeSpan(cutText(value, limit))} in ${trials} of ${counted(answered, "trial")}`;
	return failed.length === 0 ? [] : ["**Failed assertions**:", itemsOf(failed, item)];
}
function errorBlocks({ errors }, limit) {
	const item = ({ value, trials }) => `- ${codeSpan(cutText(value, limit))} in ${counted(trials, "trial")}`;
	return errors.length === 0 ? [] : ["**No answer**:", itemsOf(errors, item)];
}
function retrievedBlocks({ retrieved, answered }, limit) {
	if (retrieved.value.length === 0) return [];
	const cell = (text) => codeCell(cutText(text, limit));
	const row = (record) => `| ${record.rank} | ${cell(record.table)} | ${cell(recordKey(record))} |`;
	return [
		`**Retrieved records**, the same in ${retrieved.trials} of ${counted(answered, "trial")}:`,
		[
			"| rank | table | key |",
			"| ---: | --- | --- |",
			...retrieved.value.slice(0, maxRows).map(row)
		].join("\n"),
		...moreThanShown(retrieved.value)
	];
}
function itemsOf(values, item) {
	return [...values.slice(0, maxRows).map(item), ...moreThanShown(values).map((more) => `- ${more}`)].join("\n");
}
function moreThanShown(values) {
	const more = values.length - maxRows;
	return more > 0 ? [`… and ${formatCount(more)} more.`] : [];
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
	const culprit = culpritSentence(result.culprit, quote);
	return `${[
		`## ${headline(result.replays)}`,
		result.base && comparisonTable(result, limits),
		...shown.flatMap((replay) => replaySection(replay, {
			textLimit: limits.text,
			heading: replays.length > 1
		})),
		left > 0 ? `${counted(left, "more case")} left out: the result as JSON has all.` : void 0,
		culprit && `**Culprit**: ${culprit}.`,
		"### How to go on",
		[...goOnLines(result), ...previewLines(result, audience)].map((line) => `- ${line}`).join("\n"),
		"### How this was found",
		facts(result, quote).filter(({ name }) => name !== "culprit").map(({ name, text }) => `- **${name}**: ${text}`).join("\n"),
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
	return renderToFit(trials.length, ({ sections }) => {
		const left = trials.length - sections;
		return `${[
			`## Investigating: step ${steps.size} of ${stepSchema.options.length}`,
			checklist(steps, nowMs),
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
	report: "write the report"
};
function checklist(steps, nowMs) {
	const row = (step) => {
		const cells = cellsOf(steps.get(step), nowMs);
		return `| ${cells.mark} | **${step}**: ${words[step]} | ${cells.time} | ${cells.text} |`;
	};
	return [
		"| | step | time | |",
		"| --- | --- | ---: | --- |",
		...stepSchema.options.map(row)
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
		case "progress": {
			const step = progress.steps.get(event.step);
			const text = event.message.replace(/, \d+ s$/, "");
			if (step?.state !== "running" || step.text === text) return progress;
			return withStep(progress, event.step, {
				...step,
				text
			});
		}
		case "step-finished": {
			const { step, durationMs, summary } = event;
			return withStep(progress, step, {
				state: "done",
				durationMs,
				text: summary
			});
		}
		case "finding": return event.finding.kind === "preview" ? {
			...progress,
			preview: event.finding
		} : {
			...progress,
			trials: withTrial(progress.trials, event.finding)
		};
		default: return progress;
	}
}
function withStep(progress, step, state) {
	return {
		...progress,
		steps: new Map(progress.steps).set(step, state)
	};
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
	message: string(),
	nextStep: string(),
	/** From the start of the investigation, in milliseconds. */
	atMs: number().nonnegative()
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
	return string().regex(/^[1-9]\d{0,3}[KMGT]i$/, `must be an amount of ${what} such as ${examples}`).transform((text) => Number(text.slice(0, -2)) * (bytes[text.slice(-2)] ?? NaN));
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
	programs: array(textSchema).prefault([]).describe("Folders with PostgreSQL's programs (`postgres`, `pg_basebackup`, …), looked at before the usual places."),
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
const variableName = string().regex(/^[A-Za-z_]\w*$/, "must be the name of an environment variable").refine((name) => !reservedVariables.includes(name), "is set by branch-prod itself");
const variableValue = string({ error: "must be a string; a number needs quotes" }).refine((value) => !value.includes("\0"), "must not hold a NUL character").transform((value) => new Secret(value));
/** The config's section `preview`. */
const previewSchema = strictObject({
	ref: string().regex(/^(?!-)[^\s\0]+$/, "must be a branch, tag or commit, or \"deployed\"").default("deployed").describe("What an issue previews: \"deployed\", which is what production runs, or a git ref."),
	build: textSchema.describe("Shell command, run in the checkout before the start.").optional(),
	start: textSchema.describe("Shell command that starts the application; it listens on $PORT."),
	ready: urlPathSchema.default("/").describe("Path that answers with success once the application is ready."),
	env: record(variableName, variableValue).prefault({}).describe(`The application's environment, except ${reservedVariables.join(", ")}.`),
	publicUrl: string().refine(isUrlPerPreview, "must be an http or https URL with {id} in it").describe("URL of a preview as seen from outside; {id} becomes the id of the preview.").optional(),
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
	where: string().min(1).optional().describe("SQL of a condition on the raw row; without it every row.")
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
	model: string().min(1).describe("The model with its version, which production uses too."),
	key: string().optional().transform((key) => key === void 0 ? void 0 : new Secret(key)).describe("The key of the API.")
});
const publicText = string().max(1e3).refine((text) => /[\p{L}\p{N}]/u.test(text), "must have a letter or a digit");
/** The config's section `sanitize`: the policy. A column that it lists twice is refused: which rule holds is unsaid. */
const sanitizeSchema = strictObject({
	key: string().refine((key) => key.length >= shortestKey, `must be a secret of at least ${shortestKey} characters`).transform((key) => new Secret(key)).describe("The key of the masks: same value and key, same pseudonym, in every table and run."),
	columns: columns.prefault({}).describe("The mask of each column that is not kept: table.column or schema.table.column."),
	tables: tables.prefault({}).describe("Tables whose rows, or some of them, are not wanted in a snapshot: table or schema.table."),
	embeddings: embeddings.optional().describe("What the mask `reembed` computes vectors with."),
	keep: array(keptReferenceSchema).prefault([]).describe("Columns judged not personal; table.* keeps those of a table that no other rule names."),
	public: array(publicText).prefault([]).describe("Values that the program itself says, such as a placeholder, in the schema and in masked columns too: not searched by the proof, not replaced in prose."),
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
	restoreCommand: string().refine((text) => /%f/.test(text) && /%p/.test(text) && !/\p{Cc}/u.test(text), "must be one line with %f and %p, such as cp /archive/%f %p").transform((command) => new Secret(command)).describe(`PostgreSQL's restore_command, which gets a file (%f) of the archived write-ahead log (to %p); \${NAME} reads the environment.`),
	baseBackups: textSchema.describe("The folder whose sub-folders are base backups in plain format (`pg_basebackup`); relative to the repository.")
});
/** The config's section `source`. */
const sourceSchema = strictObject({
	postgres: string().refine(isPostgresUrl, "must be a URL such as postgres://user:password@host:5432/database").transform((url) => new Secret(url)).describe(`Connection URL of production or its replica; \${NAME} reads it from the environment.`),
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
const ai = strictObject({
	models: record(textSchema, textSchema).prefault({}).describe("The version that each alias in the code is pinned to."),
	prompts: globsSchema.prefault([]).describe("Prompt files, fingerprinted into the report.")
});
const resources = strictObject({ app: strictObject({
	cpu: number().positive("must be more than 0").describe("Processors, such as 2 or 0.5."),
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
	ai: ai.describe("The models and prompts of the application.").optional(),
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
	return `${quote(word)} is unknown, ${list}${didYouMean(word, known)}`;
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

var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));

var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));

var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));

var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));

var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));

var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));

var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));

var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));

var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));

var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));

var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));

var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));

var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));

var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));

var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));

var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));

var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));

var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));

var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));

var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		const k = createNode.createNode(key, void 0, ctx);
		const v = createNode.createNode(value, void 0, ctx);
		return new Pair(k, v);
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));

var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));

var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));

var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	const map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
	exports.map = map;
}));

var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));

var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	const seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
	exports.seq = seq;
}));

var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	const string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
	exports.string = string;
}));

var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));

var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));

var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));

var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
	exports.schema = schema;
}));

var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	const schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
	exports.schema = schema;
}));

var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	const binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
	exports.binary = binary;
}));

var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));

var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));

var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));

var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));

var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));

var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
	exports.schema = schema;
}));

var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));

var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	var Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
	exports.Schema = Schema;
}));

var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));

var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));

var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));

var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));

var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));

var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));

var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));

var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));

var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));

var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));

var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));

var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));

var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));

var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));

var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));

var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));

var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));

var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));

var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));

var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));

var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));

var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));

var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));

var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));

var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));

var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));

var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));

var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var cst = require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));

var import_dist = require_dist();
/** What each of the YAML parser's errors means. Its own messages quote the text, which may hold a secret. */
const yamlErrorMessages = {
	ALIAS_PROPS: "an alias can have no anchor or tag",
	BAD_ALIAS: "not an alias or anchor; text that starts with * or & needs quotes",
	BAD_COLLECTION_TYPE: "a tag does not fit its value",
	BAD_DIRECTIVE: "not a directive of YAML 1.2",
	BAD_DQ_ESCAPE: "not an escape sequence; in double quotes a backslash is written twice",
	BAD_INDENT: "wrong indentation, or a bracket that is not closed",
	BAD_PROP_ORDER: "an anchor or tag in the wrong place",
	BAD_SCALAR_START: "text that starts with this character needs quotes",
	BLOCK_AS_IMPLICIT_KEY: "a mapping or list cannot start here; a text that holds \": \" needs quotes",
	BLOCK_IN_FLOW: "a block cannot stand inside { } or [ ]",
	DUPLICATE_KEY: "this key is already there",
	IMPOSSIBLE: "not YAML",
	KEY_OVER_1024_CHARS: "a key of more than 1024 characters",
	MISSING_CHAR: "a quote, bracket or comma is missing, or the blank after a colon",
	MULTILINE_IMPLICIT_KEY: "a key must stand on one line; is its colon missing?",
	MULTIPLE_ANCHORS: "a value can have one anchor only",
	MULTIPLE_DOCS: "only one YAML document is allowed",
	MULTIPLE_TAGS: "a value can have one tag only",
	NON_STRING_KEY: "a key must be a string",
	RESOURCE_EXHAUSTION: "nested too deeply",
	TAB_AS_INDENT: "indentation must be blanks, not tabs",
	TAG_RESOLVE_FAILED: "tags are not allowed",
	UNEXPECTED_TOKEN: "this character cannot stand here; a text may need quotes"
};

const deepest = 64;
const mostAliases = 100;
/**
* Parses one YAML 1.2 document (core schema). More is refused than YAML refuses: tags that are not the core schema's,
* keys that are not strings, a key without a value, and whatever makes a small text large: deep nesting, aliases that
* contain themselves, more than 100 values through aliases.
*/
function parseYaml(text) {
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(text, {
		version: "1.2",
		schema: "core",
		resolveKnownTags: false,
		stringKeys: true,
		uniqueKeys: false,
		lineCounter: lines,
		prettyErrors: false,
		logLevel: "error"
	});
	const positionAt = (offset) => {
		const { line, col } = lines.linePos(offset);
		return {
			line,
			column: col
		};
	};
	const locate = (path) => positionAt(offsetOf(document, path));
	const syntax = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
		path: [],
		message: isUnquotedReference(text, offset) ? `inside { } and [ ] a reference needs quotes: "\${NAME}"` : yamlErrorMessages[code],
		position: positionAt(offset)
	}));
	const problems = [...new Map(syntax.toReversed().map((it) => [it.position.line, it])).values()];
	if (problems.length === 0) problems.push(...refusedNodes(document).map(({ offset, message }) => ({
		path: [],
		message,
		position: positionAt(offset)
	})));
	if (problems.length > 0) return {
		value: void 0,
		problems,
		locate
	};
	try {
		return {
			value: document.toJS({ maxAliasCount: mostAliases }),
			problems,
			locate
		};
	} catch {
		return {
			value: void 0,
			problems: [{
				path: [],
				message: "too many aliases"
			}],
			locate
		};
	}
}
/** `{ KEY: ${NAME} }`: YAML takes the brace after the dollar sign for the start of a mapping. */
function isUnquotedReference(text, offset) {
	return text.slice(offset - 1, offset + 1) === "${";
}
function refusedNodes(document) {
	const refused = [];
	const keys = /* @__PURE__ */ new Map();
	const isDoubled = (key, mapping) => {
		const value = (0, import_dist.isScalar)(key) ? key.value : key;
		const seen = keys.get(mapping) ?? /* @__PURE__ */ new Set();
		keys.set(mapping, seen);
		const isSeen = seen.has(value);
		seen.add(value);
		return isSeen;
	};
	let aliases = 0;
	(0, import_dist.visit)(document, (key, node, ancestors) => {
		if ((0, import_dist.isAlias)(node) && ++aliases > mostAliases) {
			refused.push({
				offset: startOf(node),
				message: "too many aliases"
			});
			return import_dist.visit.BREAK;
		}
		const message = (0, import_dist.isPair)(node) && isDoubled(node.key, ancestors.at(-1)) ? yamlErrorMessages.DUPLICATE_KEY : refuse(key, node, ancestors, document);
		if (message === void 0) return;
		refused.push({
			offset: startOf((0, import_dist.isPair)(node) ? node.key : node),
			message
		});
		return import_dist.visit.SKIP;
	});
	return refused;
}
function refuse(key, node, ancestors, document) {
	if (ancestors.filter(import_dist.isNode).length >= deepest) return `nested deeper than ${deepest} levels`;
	if ((0, import_dist.isAlias)(node)) {
		const target = node.resolve(document);
		if (target === void 0) return "this alias has no anchor before it";
		return ancestors.includes(target) ? "this alias contains itself" : void 0;
	}
	if ((0, import_dist.isPair)(node)) {
		if ((0, import_dist.isScalar)(node.key) && node.key.value === "__proto__") return "the key \"__proto__\" is not allowed";
		return isEmpty(node.value) ? "this key has no value" : void 0;
	}
	return typeof key === "number" && isEmpty(node) ? "this item has no value" : void 0;
}
function isEmpty(value) {
	return value === null || (0, import_dist.isScalar)(value) && value.value === null && value.source === "";
}
function offsetOf(document, path) {
	let offset = 0;
	let node = document.contents;
	for (const key of path) {
		const parent = (0, import_dist.isAlias)(node) ? node.resolve(document) : node;
		const pair = (0, import_dist.isMap)(parent) ? parent.items.find((item) => (0, import_dist.isScalar)(item.key) && item.key.value === String(key)) : void 0;
		const item = (0, import_dist.isSeq)(parent) ? parent.items[Number(key)] : void 0;
		if (pair === void 0 && item === void 0) break;
		offset = startOf(pair?.key ?? item);
		node = pair?.value ?? item;
	}
	return offset;
}
function startOf(node) {
	return ((0, import_dist.isNode)(node) ? node.range?.[0] : void 0) ?? 0;
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
		const message = `the files of commit ${quote(commit)} can't be listed: ${gitFailure(cause)}`;
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
	if (first === void 0) throw new BranchProdError("not-found", `There is no case ${quote(excerpt(name))}.`, { nextStep: "Name a case that is committed where `replay.cases` of the config looks for one." });
	if (second !== void 0) throw invalidCase([`${excerpt(first.path)} and ${excerpt(second.path)} have the same name`]);
	return first.case;
}

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
async function chooseCommits(client, repository, { head, base, thread }, preferred) {
	const own = (ref) => ownCommit(client, repository, ref, thread);
	return {
		head: await own(head ?? preferred),
		...base !== void 0 && { base: await own(base) }
	};
}
async function ownCommit(client, repository, ref, thread) {
	if (ref === "deployed") return (await deployedCommit(client, repository)).commit;
	const commit = await findCommit(client, repository, ref);
	if (commit === void 0) throw new BranchProdError("not-found", `There is no commit ${quote(ref)}.`, { nextStep: "Name a branch, tag or commit of this repository." });
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
	const what = `the default branch ${quote(branch)}`;
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
	await fetch$1(clone, commit, `commit ${quote(commit)}`);
	if (await hasCommit(clone.repository, commit)) return;
	throw new BranchProdError("checkout-failed", `${quote(commit)} is no commit.`, { nextStep: "Name a commit of the repository." });
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
	await fetchCommit(clone, commits.head);
	if (commits.base !== void 0) await fetchCommit(clone, commits.base);
	return {
		loaded,
		commits,
		cases: await chooseCases(client, request, {
			repository,
			clone: workspace,
			commit: commits.head,
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