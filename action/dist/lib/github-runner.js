import { S as __commonJSMin, T as __toESM, _ as composePaginateRest, b as require_light, c as setOutput, d as summary, i as getState, l as setSecret, o as saveState, r as getInput, s as setFailed, u as warning, w as __require, x as Octokit, y as retry } from "./core.js";
import { n as graceMs, r as signalGroup, t as endRestOfGroup } from "./end-group.js";
import { findPackageJSON } from "node:module";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { chmodSync, chownSync, closeSync, constants, copyFileSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { access, chmod, chown, constants as constants$1, copyFile, lstat, mkdir, open, readFile, readdir, readlink, realpath, rename, rm, stat, statfs, symlink, unlink, writeFile } from "node:fs/promises";
import { setImmediate as setImmediate$1, setTimeout as setTimeout$1 } from "node:timers/promises";
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { execFile, fork, spawn } from "node:child_process";
import { inspect, isDeepStrictEqual, promisify, stripVTControlCharacters } from "node:util";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { createServer } from "node:net";
import { availableParallelism, constants as constants$2 } from "node:os";
import { getCACertificates } from "node:tls";
import { Script } from "node:vm";

/** A laptop that slept has the wrong idea of how much of a long timer is left; and timers end at 24.8 days. */
const longestWaitMs = 6e4;
/** Calls `action` once the clock shows `time`. Keeps no process alive. The answer is a function that calls it off. */
function atTime(time, action) {
	let timer;
	function wait() {
		const left = time.getTime() - Date.now();
		if (left <= 0) action();
		else timer = setTimeout(wait, Math.min(left, longestWaitMs)).unref();
	}
	timer = setTimeout(wait, 0).unref();
	return () => clearTimeout(timer);
}

var import_light = /* @__PURE__ */ __toESM(require_light(), 1);
var VERSION = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
	return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
	const { pathname } = new URL(options.url, "http://github.test");
	const isAuth = isAuthRequest(options.method, pathname);
	const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
	const isSearch = options.method === "GET" && pathname.startsWith("/search/");
	const isGraphQL = pathname.startsWith("/graphql");
	const jobOptions = ~~request.retryCount > 0 ? {
		priority: 0,
		weight: 0
	} : {};
	if (state.clustering) jobOptions.expiration = 6e4;
	if (isWrite || isGraphQL) await state.write.key(state.id).schedule(jobOptions, noop);
	if (isWrite && state.triggersNotification(pathname)) await state.notifications.key(state.id).schedule(jobOptions, noop);
	if (isSearch) await state.search.key(state.id).schedule(jobOptions, noop);
	const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
	if (isGraphQL) {
		const res = await req;
		if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) throw Object.assign(/* @__PURE__ */ new Error("GraphQL Rate Limit Exceeded"), {
			response: res,
			data: res.data
		});
	}
	return req;
}
function isAuthRequest(method, pathname) {
	return method === "PATCH" && /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && (/^\/applications\/[^/]+\/token$/.test(pathname) || /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
	"/orgs/{org}/invitations",
	"/orgs/{org}/invitations/{invitation_id}",
	"/orgs/{org}/teams/{team_slug}/discussions",
	"/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
	"/repos/{owner}/{repo}/collaborators/{username}",
	"/repos/{owner}/{repo}/commits/{commit_sha}/comments",
	"/repos/{owner}/{repo}/issues",
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
	"/repos/{owner}/{repo}/pulls/{pull_number}/merge",
	"/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
	"/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
	"/repos/{owner}/{repo}/releases",
	"/teams/{team_id}/discussions",
	"/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
	const regex2 = `^(?:${paths.map((path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")).map((r) => `(?:${r})`).join("|")})[^/]*$`;
	return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
	groups.global = new Bottleneck.Group({
		id: "octokit-global",
		maxConcurrent: 10,
		...common
	});
	groups.auth = new Bottleneck.Group({
		id: "octokit-auth",
		maxConcurrent: 1,
		...common
	});
	groups.search = new Bottleneck.Group({
		id: "octokit-search",
		maxConcurrent: 1,
		minTime: 2e3,
		...common
	});
	groups.write = new Bottleneck.Group({
		id: "octokit-write",
		maxConcurrent: 1,
		minTime: 1e3,
		...common
	});
	groups.notifications = new Bottleneck.Group({
		id: "octokit-notifications",
		maxConcurrent: 1,
		minTime: 3e3,
		...common
	});
};
function throttling(octokit, octokitOptions) {
	const { enabled = true, Bottleneck = import_light.default, id = "no-id", timeout = 12e4, connection } = octokitOptions.throttle || {};
	if (!enabled) return {};
	const common = { timeout };
	if (typeof connection !== "undefined") common.connection = connection;
	const state = Object.assign({
		clustering: connection != null,
		triggersNotification,
		fallbackSecondaryRateRetryAfter: 60,
		retryAfterBaseValue: 1e3,
		id
	}, octokitOptions.throttle);
	if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
	let initialized = false;
	const initializeBottleneck = () => {
		if (initialized) return;
		initialized = true;
		if (groups.global == null) createGroups(Bottleneck, common);
		state.global = state.global ?? groups.global;
		state.auth = state.auth ?? groups.auth;
		state.search = state.search ?? groups.search;
		state.write = state.write ?? groups.write;
		state.notifications = state.notifications ?? groups.notifications;
		state.retryLimiter = state.retryLimiter ?? new Bottleneck();
		const events = {};
		const emitter = new Bottleneck.Events(events);
		events.on("secondary-limit", state.onSecondaryRateLimit);
		events.on("rate-limit", state.onRateLimit);
		events.on("error", (e) => octokit.log.warn("Error in throttling-plugin limit handler", e));
		state.retryLimiter.on("failed", async function(error, info) {
			const [state2, request, options] = info.args;
			const { pathname } = new URL(options.url, "http://github.test");
			if (!(pathname.startsWith("/graphql") && error.status !== 401 || error.status === 403 || error.status === 429)) return;
			const retryCount = ~~request.retryCount;
			request.retryCount = retryCount;
			options.request.retryCount = retryCount;
			const { wantRetry, retryAfter = 0 } = await (async function() {
				if (/\bsecondary rate\b/i.test(error.message)) {
					const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
					return {
						wantRetry: await emitter.trigger("secondary-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some((error2) => error2.type === "RATE_LIMITED")) {
					const rateLimitReset = (/* @__PURE__ */ new Date(~~error.response.headers["x-ratelimit-reset"] * 1e3)).getTime();
					const retryAfter2 = Math.max(Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1, 0);
					return {
						wantRetry: await emitter.trigger("rate-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				return {};
			})();
			if (wantRetry) {
				request.retryCount++;
				return retryAfter * state2.retryAfterBaseValue;
			}
		});
	};
	octokit.hook.wrap("request", (request, options) => {
		initializeBottleneck();
		return wrapRequest(state, request, options);
	});
	return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;

/** The version in package.json. */
function programVersion() {
	const file = new URL("../package.json", import.meta.url);
	return JSON.parse(readFileSync(file, "utf8")).version;
}

const MAX_WAIT_SECONDS = 120;
const MAX_RETRIES = 3;
/**
* A client with a token's rights that keeps GitHub's rate limits and tries again what failed for a moment.
*
* @param baseUrl of the REST API: `https://api.github.com`
*/
function createGitHubClient({ token, baseUrl }) {
	const mayWait = (seconds, _, __, retries) => seconds <= MAX_WAIT_SECONDS && retries < MAX_RETRIES;
	return new (Octokit.plugin(retry, throttling))({
		auth: token.reveal(),
		baseUrl,
		userAgent: `branch-prod/${programVersion()}`,
		throttle: {
			onRateLimit: mayWait,
			onSecondaryRateLimit: mayWait
		},
		log: {
			debug() {},
			info() {},
			warn() {},
			error() {}
		}
	});
}

/** What went wrong, for code that has to decide on it. Messages are for people and may change; codes don't. */
const errorCodes = [
	"usage",
	"config-missing",
	"config-invalid",
	"case-invalid",
	"source-unreachable",
	"source-unsupported",
	"mask-failed",
	"leak-found",
	"engine-failed",
	"state-unusable",
	"not-found",
	"in-use",
	"limit-reached",
	"access-denied",
	"checkout-failed",
	"build-failed",
	"preview-not-ready",
	"replay-failed",
	"github-failed",
	"interrupted",
	"internal"
];
/**
* The one error that this project throws on purpose: what happened, and what the reader does next.
* Neither text may contain a raw production value or a secret; `cause` is for debugging and never printed.
*/
var BranchProdError = class extends Error {
	code;
	/** One sentence in the imperative: what the reader does now. */
	nextStep;
	constructor(code, message, options) {
		super(message, { cause: options.cause });
		this.name = "BranchProdError";
		this.code = code;
		this.nextStep = options.nextStep;
	}
};

/** What a server may write at any time: one segment of its write-ahead log, in bytes. */
const SERVER_MARGIN = 16777216;
/** What the engine and the preparation make of a statement or a server that failed, for whatever reason. */
const MAY_BE_THE_DISK = ["engine-failed", "mask-failed"];
/**
* An error of the file system below the state folder, as the user meets it. `needed` is what was about to be
* written, in bytes.
*/
function stateUnusable(path, cause, needed) {
	const { code } = cause;
	if (code === "ENOSPC" || code === "EDQUOT") return diskFull(path, cause, needed);
	const message = code === "EEXIST" || code === "ENOTDIR" ? `The state folder ${path} is not a folder` : `The state folder ${path} can't be used (${code ?? "unknown error"})`;
	return new BranchProdError("state-unusable", message, {
		nextStep: "Give our user the right to write there, or choose another folder with --state.",
		cause
	});
}
/**
* The same error, or `state-unusable` when the reason must be that the disk is full: a server in a child process
* can say so only in prose, or dies of it.
*/
async function orDiskFull(error, path) {
	if (error instanceof BranchProdError && !MAY_BE_THE_DISK.includes(error.code)) return error;
	const { code } = error;
	if (code === "ENOSPC" || code === "EDQUOT" || code === "53100") return diskFull(path, error);
	const disk = await statfs(path).catch(() => void 0);
	return (disk === void 0 ? Number.POSITIVE_INFINITY : disk.bavail * disk.bsize) < SERVER_MARGIN ? diskFull(path, error) : error;
}
function diskFull(path, cause, needed) {
	const least = needed === void 0 ? "more than one segment of write-ahead log" : megabytes(needed);
	return new BranchProdError("state-unusable", `The disk of the state folder ${path} is full: the copy needs ${least}`, {
		nextStep: "Make room, remove snapshots with `branch-prod destroy`, or choose another folder with --state.",
		cause
	});
}
function megabytes(bytes) {
	return `${Math.ceil((bytes + SERVER_MARGIN) / 1024 / 1024)} MB`;
}

/** Throws `interrupted` when the signal has been given; called between files and between steps. */
function throwIfInterrupted(signal) {
	if (signal.aborted) throw interrupted();
}
/** What a call ends with when its signal was given. */
function interrupted() {
	return new BranchProdError("interrupted", "The copy was interrupted, and what was begun is removed", { nextStep: "Run it again." });
}

/** `source-unsupported`: why the source's files can't be copied, as the end of a sentence, and what helps. */
function sourceUnsupported(reason, nextStep = "Point `source.dataDirectory` at a data directory whose files our user can read, all of them PostgreSQL's.", cause) {
	const message = `The source's files can't be copied: ${reason}`;
	return new BranchProdError("source-unsupported", message, {
		nextStep,
		cause
	});
}

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** How often a name may come to mean another file while it is opened: PostgreSQL replaces some by renaming. */
const ATTEMPTS = 10;
/**
* Opens a file of a directory that others write to, without following a link in any part of its path: whoever can
* write there, such as the source's server, must not make us, who may be root, copy another file. `path` is absolute,
* and its links are resolved. Throws `source-unsupported`, and ENOENT if there is none.
*/
function openOriginal(path) {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const file = openFile(path);
		const close = () => closeSync(file);
		if (process.platform !== "linux") return {
			path,
			[Symbol.dispose]: close
		};
		const opened = `/proc/self/fd/${file}`;
		if (readlinkSync(opened) === path) return {
			path: opened,
			[Symbol.dispose]: close
		};
		close();
	}
	throw sourceUnsupported(`${path} is a link or another special file`);
}
function openFile(path) {
	try {
		return openSync(path, FLAGS);
	} catch (error) {
		const { code } = error;
		if (code === "ELOOP") throw sourceUnsupported(`${path} is a link or another special file`);
		if (code === "EACCES" || code === "EPERM") throw sourceUnsupported(`${path} is unreadable`);
		throw error;
	}
}

/** How many files are cloned, at about 50 microseconds each, before others get their turn. */
const FILES_A_TURN$1 = 32;
/** How file systems say that they can't share the blocks of these two files; ZFS EAGAIN for unwritten ones. */
const CANNOT = [
	"EAGAIN",
	"EINVAL",
	"ENOSYS",
	"ENOTSUP",
	"ENOTTY",
	"EOPNOTSUPP",
	"EXDEV"
];
/**
* Makes files that share their blocks with the originals, and returns those for which that is impossible: all, if it
* is for the first one. The calls are synchronous because threads make them slower: the file system does one at a time.
*/
async function cloneFiles(options) {
	const { files, signal } = options;
	const left = [];
	let cloned = 0;
	for (const [index, path] of files.entries()) {
		if (index % FILES_A_TURN$1 === 0) {
			await setImmediate$1();
			throwIfInterrupted(signal);
		}
		if (cloneFile(path, options) !== "impossible") cloned += 1;
		else if (cloned === 0) return [...files];
		else left.push(path);
	}
	return left;
}
function cloneFile(path, options) {
	const { from, to, live, owner } = options;
	const copy = join(to, path);
	try {
		using original = live ? openOriginal(join(from, path)) : void 0;
		clone$1(original?.path ?? join(from, path), copy);
	} catch (error) {
		const { code = "" } = error;
		if (CANNOT.includes(code)) return "impossible";
		if (live && code === "ENOENT") return "gone";
		throw error;
	}
	if (owner) chownSync(copy, owner.uid, owner.gid);
	return "done";
}
function clone$1(from, to) {
	const { size, mode } = statSync(from);
	if (size === 0) {
		closeSync(openSync(to, "w", 384));
		return;
	}
	copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
	if ((mode & 511) !== 384) chmodSync(to, 384);
}

/** How many folders are read before others get their turn: one folder is a fraction of a millisecond. */
const FOLDERS_A_TURN = 16;
/**
* Everything below a directory, each folder before its content, links not followed. `select` keeps an entry; what it
* refuses is not looked into. Folders that vanish meanwhile are empty.
*/
async function readTree(directory, select = () => true) {
	const entries = [];
	const folders = [""];
	for (let index = 0; index < folders.length; index++) {
		if (index % FOLDERS_A_TURN === 15) await setImmediate$1();
		const folder = folders[index];
		for (const found of readFolder$1(join(directory, folder))) {
			const path = folder === "" ? found.name : `${folder}/${found.name}`;
			if (!select(path)) continue;
			const kind = found.isDirectory() ? "folder" : found.isFile() ? "file" : found.isSymbolicLink() ? "link" : "other";
			entries.push({
				path,
				kind
			});
			if (kind === "folder") folders.push(path);
		}
	}
	return entries;
}
/** The size of all files below a directory, in bytes. */
async function directoryBytes(directory) {
	return entriesBytes(directory, await readTree(directory));
}
/** The size of those of the entries that are files and still there, in bytes. */
async function entriesBytes(directory, entries) {
	let bytes = 0;
	for (const { path, kind } of entries) {
		if (kind !== "file") continue;
		bytes += (await lstat(join(directory, path)).catch(ifMissing))?.size ?? 0;
	}
	return bytes;
}
function readFolder$1(path) {
	try {
		return readdirSync(path, { withFileTypes: true });
	} catch (error) {
		return ifMissing(error) ?? [];
	}
}
function ifMissing(error) {
	if (error.code !== "ENOENT") throw error;
}

/** How many files are copied at a time: as many threads as Node has for files. */
const PARALLEL = 4;
/** Milliseconds until the first report of progress, and between two. */
const FIRST_REPORT$1 = 2e3;
const NEXT_REPORT$1 = 1e3;
/** Copies the content of files that can't be cloned. */
async function copyPlainly(options) {
	const { from, to, files, live, owner, signal, onProgress } = options;
	const entries = files.map((path) => ({
		path,
		kind: "file"
	}));
	const total = onProgress === void 0 ? 0 : await entriesBytes(from, entries);
	let bytes = 0;
	let failed = false;
	let reportAt = Date.now() + FIRST_REPORT$1;
	const queue = files.values();
	const failure = (await Promise.allSettled(Array.from({ length: PARALLEL }, copyNext))).find((end) => end.status === "rejected");
	if (failure) throw failure.reason;
	async function copyNext() {
		for (const path of queue) {
			if (failed) return;
			try {
				throwIfInterrupted(signal);
				await copyOne(path);
			} catch (error) {
				if (live && error.code === "ENOENT") continue;
				failed = true;
				throw error;
			}
			if (onProgress !== void 0) await report(onProgress, path);
		}
	}
	async function copyOne(path) {
		const copy = join(to, path);
		using original = live ? openOriginal(join(from, path)) : void 0;
		await copyFile(original?.path ?? join(from, path), copy, constants$1.COPYFILE_FICLONE);
		await chmod(copy, 384);
		if (owner) await chown(copy, owner.uid, owner.gid);
	}
	async function report(tell, path) {
		bytes += (await lstat(join(to, path))).size;
		if (Date.now() < reportAt) return;
		reportAt = Date.now() + NEXT_REPORT$1;
		tell(`copied ${gigabytes$1(bytes)} of ${gigabytes$1(total)} GB`);
	}
}
function gigabytes$1(bytes) {
	return (bytes / 1024 ** 3).toFixed(1);
}

/**
* Gives a data directory to the user that its server runs as, if that is not us. What is in it has its owner already:
* this is the last step, as whoever is in could lead a `chown` of ours to another file.
*/
function handOver(dataDirectory, owner) {
	if (owner) chownSync(dataDirectory, owner.uid, owner.gid);
}
/** Keeps everybody else out of a data directory again, so that we can work on its files. */
function takeBack(dataDirectory, owner) {
	if (owner) chownSync(dataDirectory, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}

/**
* Copies files and folders, sharing their blocks with the originals where the file system can; what only the owner
* may read and write. `copy` when the content of any file had to be written again. Throws `state-unusable` (with the
* space needed, if the disk is full), `source-unsupported` for files of a live server that can't be read, or
* `interrupted`.
*/
async function copyFiles(options) {
	const kind = await copyEntries(options);
	handOver(options.to, options.owner);
	return kind;
}
/** As {@link copyFiles}, but nobody else can enter `to` itself yet: more is to be put there. */
async function copyEntries(options) {
	const { from, to, entries, owner } = options;
	const files = entries.filter(({ kind }) => kind === "file").map(({ path }) => path);
	try {
		mkdirSync(to, {
			recursive: true,
			mode: 448
		});
		for (const { path, kind } of entries) {
			if (kind !== "folder") continue;
			mkdirSync(join(to, path), {
				recursive: true,
				mode: 448
			});
			if (owner) chownSync(join(to, path), owner.uid, owner.gid);
		}
		const left = await cloneFiles({
			...options,
			files
		});
		await copyPlainly({
			...options,
			files: left
		});
		return left.length === 0 ? "reflink" : "copy";
	} catch (error) {
		const { code, syscall } = error;
		if (error instanceof BranchProdError || syscall === void 0) throw error;
		const needed = await (code === "ENOSPC" || code === "EDQUOT" ? entriesBytes(from, entries) : void 0)?.catch(() => void 0);
		throw stateUnusable(dirname(to), error, needed);
	}
}

const PREFIXES = {
	snapshot: "snap",
	branch: "br",
	copy: "copy"
};
/** An id that nobody has had, for example `br-3f9a2c41d07b`. */
function newId(kind) {
	return `${PREFIXES[kind]}-${randomBytes(6).toString("hex")}`;
}
/** The snapshot's id that follows from everything that decides its content. */
function snapshotIdOf(parts) {
	return `${PREFIXES.snapshot}-${fingerprint(parts)}`;
}
/** 12 hexadecimal digits that differ when any part differs, or when they are cut differently. */
function fingerprint(parts) {
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}
/** Whether the text is an id of that kind, and so safe as the name of a folder. */
function isId(kind, text) {
	return new RegExp(`^${PREFIXES[kind]}-[0-9a-f]{12}$`).test(text);
}
/** Throws `not-found` unless the text, which may come from anybody, is an id of one of the kinds; says which. */
function parseId(text, kinds) {
	const kind = kinds.find((kind) => isId(kind, text));
	if (kind === void 0) throw notFound(text);
	return kind;
}
/** The error for an id that names nothing. */
function notFound(text) {
	return new BranchProdError("not-found", `There is no ${JSON.stringify(text.slice(0, 80))}`, { nextStep: "See what exists with `branch-prod list`." });
}

function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
	const ratio = val / step;
	const roundedRatio = Math.round(ratio);
	const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
	if (Math.abs(ratio - roundedRatio) < tolerance) return 0;
	return ratio - roundedRatio;
}
const EVALUATING = /* @__PURE__*/ Symbol("evaluating");
function defineLazy(object, key, getter) {
	let value = void 0;
	Object.defineProperty(object, key, {
		get() {
			if (value === EVALUATING) return;
			if (value === void 0) {
				value = EVALUATING;
				value = getter();
			}
			return value;
		},
		set(v) {
			Object.defineProperty(object, key, { value: v });
		},
		configurable: true
	});
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
function esc(str) {
	return JSON.stringify(str);
}
function slugify(input) {
	return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ cached(() => {
	if (globalConfig.jitless) return false;
	if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) return false;
	try {
		new Function("");
		return true;
	} catch (_) {
		return false;
	}
});
function isPlainObject(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
const BIGINT_FORMAT_RANGES = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".pick() cannot be used on object schemas containing refinements");
	const newShape = {};
	mirrorShape(newShape, schema, maskedKeys(schema, mask));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function maskedKeys(schema, mask) {
	const raw = sourceShape(schema);
	const keys = [];
	for (const key of Reflect.ownKeys(mask)) {
		if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) throw new Error(`Unrecognized key: "${String(key)}"`);
		if (mask[key]) keys.push(key);
	}
	return keys;
}
function omit(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".omit() cannot be used on object schemas containing refinements");
	const omitted = new Set(maskedKeys(schema, mask));
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function extend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function safeExtend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to safeExtend: expected a plain object");
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
	if (!b?._zod?.def) throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (a._zod.def.checks?.length) throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	const newShape = {};
	mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
	mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
	return clone(a, mergeDefs(a._zod.def, {
		shape: newShape,
		get catchall() {
			return b._zod.def.catchall;
		},
		checks: b._zod.def.checks ?? []
	}));
}
function partial(Class, schema, mask, name = "partial") {
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class && ((value, key) => selected && !selected.has(key) ? value : new Class({
		type: "optional",
		innerType: value
	})));
	return clone(schema, mergeDefs(schema._zod.def, {
		shape: newShape,
		checks: []
	}));
}
function required(Class, schema, mask) {
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => selected && !selected.has(key) ? value : new Class({
		type: "nonoptional",
		innerType: value
	}));
	return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
/* @__NO_SIDE_EFFECTS__ */
function derived(computes, table) {
	for (const key in computes) {
		const compute = computes[key];
		Object.defineProperty(table, key, {
			configurable: true,
			enumerable: true,
			get() {
				return own(this, key, compute(this));
			},
			set(value) {
				own(this, key, value);
			}
		});
	}
	return table;
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}

var _a$1;
/** A special constant with type `never` */
const NEVER = /*@__PURE__*/ Object.freeze({ status: "aborted" });
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}

function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer$1 = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodError = /* @__PURE__ */ $constructor("$ZodError", initializer$1);
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
* ("toString", "constructor") would otherwise read through to the prototype, and assigning
* "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
	if (!Object.prototype.hasOwnProperty.call(obj, key)) {
		if (key === "__proto__") Object.defineProperty(obj, key, {
			value: make(),
			writable: true,
			enumerable: true,
			configurable: true
		});
		else obj[key] = make();
	}
	return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
	const fieldErrors = {};
	const formErrors = [];
	for (const sub of error.issues) if (sub.path.length > 0) node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
	else formErrors.push(mapper(sub));
	return {
		formErrors,
		fieldErrors
	};
}
function formatError(error, mapper = (issue) => issue.message) {
	const fieldErrors = { _errors: [] };
	const processError = (error, path = []) => {
		for (const issue of error.issues) if (issue.code === "invalid_union" && issue.errors.length) issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
		else if (issue.code === "invalid_key") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else if (issue.code === "invalid_element") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else {
			const fullpath = [...path, ...issue.path];
			if (fullpath.length === 0) fieldErrors._errors.push(mapper(issue));
			else {
				let curr = fieldErrors;
				let i = 0;
				while (i < fullpath.length) {
					const el = fullpath[i];
					const terminal = i === fullpath.length - 1;
					if (el === "_errors") {
						if (terminal) curr._errors.push(mapper(issue));
						i++;
						continue;
					}
					if (!Object.prototype.hasOwnProperty.call(curr, el)) Object.defineProperty(curr, el, {
						value: { _errors: [] },
						enumerable: true,
						writable: true,
						configurable: true
					});
					const node = curr[el];
					if (terminal) node._errors.push(mapper(issue));
					curr = node;
					i++;
				}
			}
		}
	};
	processError(error);
	return fieldErrors;
}

function finalizeParams(callee, params) {
	return {
		callee: params?.callee ?? callee,
		Err: params?.Err
	};
}
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure$2(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
function failure$2(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure$2(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
const validate = ((schema, value, _ctx) => {
	const validator = schema._zod.bag.validator;
	if (validator !== void 0) {
		if (validator(value) !== COMPILE_INVALID) return true;
		if (validator.definite === true && _ctx === void 0) return false;
	}
	return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
	const ctx = _ctx ? {
		..._ctx,
		async: false,
		abortEarly: true
	} : {
		async: false,
		abortEarly: true
	};
	const fallbackRun = schema._zod.bag.fallbackRun;
	let result;
	if (fallbackRun) {
		ctx[COMPILE_FALLBACK] = true;
		result = fallbackRun({
			value,
			issues: []
		}, ctx);
	} else result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length === 0;
}
const validateAsync$1 = async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true,
		abortEarly: true
	} : {
		async: true,
		abortEarly: true
	};
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length === 0;
};
const _encode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return parse(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		return parse(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _encodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return await parseAsync(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _safeEncode = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParse(_Err)(schema, value, ctx);
};
const _safeDecode = (_Err) => (schema, value, _ctx) => {
	return _safeParse(_Err)(schema, value, _ctx);
};
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParseAsync(_Err)(schema, value, ctx);
};
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
	return _safeParseAsync(_Err)(schema, value, _ctx);
};

/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
	return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
*
* @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid = (version) => {
	if (!version) return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
	return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
const _emoji$1 = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
	return new RegExp(_emoji$1, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
const httpProtocol = /^https?$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
* esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
* will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function anchor(source) {
	return new RegExp(`^${source}$`);
}
const date$1 = /*@__PURE__*/ anchor(dateSource);
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function time(args) {
	return new RegExp(`^${timeSource(args)}$`);
}
function datetime$1(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
const anyString = /^[\s\S]{0,}$/;
const integer = /^-?\d+$/;
const number$2 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
const _null$2 = /^null$/i;
const lowercase = /^[^A-Z]*$/;
const uppercase = /^[^a-z]*$/;

const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMultipleOf = /*@__PURE__*/ $constructor("$ZodCheckMultipleOf", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		if (typeof payload.value !== typeof def.value) throw new Error("Cannot mix number and bigint in multiple_of check.");
		if (typeof payload.value === "bigint" ? def.value !== BigInt(0) && payload.value % def.value === BigInt(0) : floatSafeRemainder(payload.value, def.value) === 0) return;
		payload.issues.push({
			origin: typeof payload.value,
			code: "not_multiple_of",
			divisor: def.value,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
		if (length === def.length) return;
		const origin = getLengthableOrigin(input);
		const tooBig = length > def.length;
		payload.issues.push({
			origin,
			...tooBig ? {
				code: "too_big",
				maximum: def.length
			} : {
				code: "too_small",
				minimum: def.length
			},
			inclusive: true,
			exact: true,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLowerCase = /*@__PURE__*/ $constructor("$ZodCheckLowerCase", (inst, def) => {
	def.pattern ?? (def.pattern = lowercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckUpperCase = /*@__PURE__*/ $constructor("$ZodCheckUpperCase", (inst, def) => {
	def.pattern ?? (def.pattern = uppercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckIncludes = /*@__PURE__*/ $constructor("$ZodCheckIncludes", (inst, def) => {
	$ZodCheck.init(inst, def);
	const escapedRegex = escapeRegex(def.includes);
	def.pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
	inst._zod.check = (payload) => {
		if (payload.value.includes(def.includes, def.position)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "includes",
			includes: def.includes,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStartsWith = /*@__PURE__*/ $constructor("$ZodCheckStartsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.startsWith(def.prefix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "starts_with",
			prefix: def.prefix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckEndsWith = /*@__PURE__*/ $constructor("$ZodCheckEndsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.endsWith(def.suffix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "ends_with",
			suffix: def.suffix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		payload.value = def.tx(payload.value);
	};
});

var Doc = class {
	constructor(args = [], closed = {}) {
		this.content = [];
		this.indent = 0;
		this.args = args;
		this.closed = closed;
	}
	indented(fn) {
		this.indent += 1;
		try {
			fn(this);
		} finally {
			this.indent -= 1;
		}
	}
	write(arg) {
		if (typeof arg === "function") {
			arg(this, { execution: "sync" });
			arg(this, { execution: "async" });
			return;
		}
		const lines = arg.split("\n").filter((x) => x);
		const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
		const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
		for (const line of dedented) this.content.push(line);
	}
	compile() {
		const F = Function;
		const content = this?.content ?? [``];
		return new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`)(...Object.values(this.closed));
	}
};

const version = {
	major: 4,
	minor: 6,
	patch: 7
};

const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	$ZodString.init(inst, def);
});
const $ZodGUID = /*@__PURE__*/ $constructor("$ZodGUID", (inst, def) => {
	def.pattern ?? (def.pattern = guid);
	$ZodStringFormat.init(inst, def);
});
const $ZodUUID = /*@__PURE__*/ $constructor("$ZodUUID", (inst, def) => {
	if (def.version) {
		const v = {
			v1: 1,
			v2: 2,
			v3: 3,
			v4: 4,
			v5: 5,
			v6: 6,
			v7: 7,
			v8: 8
		}[def.version];
		if (v === void 0) throw new Error(`Invalid UUID version: "${def.version}"`);
		def.pattern ?? (def.pattern = uuid(v));
	} else def.pattern ?? (def.pattern = uuid());
	$ZodStringFormat.init(inst, def);
});
const $ZodEmail = /*@__PURE__*/ $constructor("$ZodEmail", (inst, def) => {
	def.pattern ?? (def.pattern = email);
	$ZodStringFormat.init(inst, def);
});
/** The `://` guard rejected the input before the URL constructor saw it. */
const URL_BAD_FORMAT = 1;
/** The URL parser rejected the input. */
const URL_UNPARSEABLE = 2;
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		try {
			const trimmed = payload.value.trim();
			const url = validateURL(trimmed, def);
			if (url === 1) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === 2) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === true) {
				payload.value = stripTabAndNewline(trimmed);
				return;
			}
			if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: def.hostname.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: def.protocol.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
			return;
		} catch (_) {
			payload.issues.push({
				code: "invalid_format",
				format: "url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		}
	};
});
const $ZodEmoji = /*@__PURE__*/ $constructor("$ZodEmoji", (inst, def) => {
	def.pattern ?? (def.pattern = emoji());
	$ZodStringFormat.init(inst, def);
});
const $ZodNanoID = /*@__PURE__*/ $constructor("$ZodNanoID", (inst, def) => {
	if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1)) throw new Error(`Invalid nanoid length: ${def.length}`);
	def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
	$ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const $ZodCUID = /*@__PURE__*/ $constructor("$ZodCUID", (inst, def) => {
	def.pattern ?? (def.pattern = cuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodCUID2 = /*@__PURE__*/ $constructor("$ZodCUID2", (inst, def) => {
	def.pattern ?? (def.pattern = cuid2);
	$ZodStringFormat.init(inst, def);
});
const $ZodULID = /*@__PURE__*/ $constructor("$ZodULID", (inst, def) => {
	def.pattern ?? (def.pattern = ulid);
	$ZodStringFormat.init(inst, def);
});
const $ZodXID = /*@__PURE__*/ $constructor("$ZodXID", (inst, def) => {
	def.pattern ?? (def.pattern = xid);
	$ZodStringFormat.init(inst, def);
});
const $ZodKSUID = /*@__PURE__*/ $constructor("$ZodKSUID", (inst, def) => {
	def.pattern ?? (def.pattern = ksuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
	def.pattern ?? (def.pattern = datetime$1(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODate = /*@__PURE__*/ $constructor("$ZodISODate", (inst, def) => {
	def.pattern ?? (def.pattern = date$1);
	$ZodStringFormat.init(inst, def);
});
const $ZodISOTime = /*@__PURE__*/ $constructor("$ZodISOTime", (inst, def) => {
	def.pattern ?? (def.pattern = time(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODuration = /*@__PURE__*/ $constructor("$ZodISODuration", (inst, def) => {
	def.pattern ?? (def.pattern = duration);
	$ZodStringFormat.init(inst, def);
});
const $ZodIPv4 = /*@__PURE__*/ $constructor("$ZodIPv4", (inst, def) => {
	def.pattern ?? (def.pattern = ipv4);
	$ZodStringFormat.init(inst, def);
});
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
	if (!ipv6Alphabet.test(value)) return false;
	return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ $constructor("$ZodIPv6", (inst, def) => {
	def.pattern ?? (def.pattern = ipv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidIPv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCIDRv4 = /*@__PURE__*/ $constructor("$ZodCIDRv4", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv4);
	$ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
	const parts = value.split("/");
	if (parts.length !== 2) return false;
	const [address, prefix] = parts;
	if (!prefix) return false;
	const prefixNum = Number(prefix);
	if (`${prefixNum}` !== prefix) return false;
	if (prefixNum < 0 || prefixNum > 128) return false;
	return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ $constructor("$ZodCIDRv6", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidCIDRv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
function isValidBase64(data) {
	if (data === "") return true;
	if (/\s/.test(data)) return false;
	if (data.length % 4 !== 0) return false;
	try {
		atob(data);
		return true;
	} catch {
		return false;
	}
}
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ $constructor("$ZodBase64", (inst, def) => {
	def.pattern ?? (def.pattern = base64Charset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
	if (!base64urlCharset.test(data)) return false;
	const base64 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
	return isValidBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
const $ZodBase64URL = /*@__PURE__*/ $constructor("$ZodBase64URL", (inst, def) => {
	def.pattern ?? (def.pattern = base64urlCharset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64URL(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodE164 = /*@__PURE__*/ $constructor("$ZodE164", (inst, def) => {
	def.pattern ?? (def.pattern = e164);
	$ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
	try {
		const tokensParts = token.split(".");
		if (tokensParts.length !== 3) return false;
		const [header] = tokensParts;
		if (!header) return false;
		const parsedHeader = JSON.parse(atob(header));
		if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT") return false;
		if (!parsedHeader.alg) return false;
		if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm)) return false;
		return true;
	} catch {
		return false;
	}
}
const $ZodJWT = /*@__PURE__*/ $constructor("$ZodJWT", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidJWT(payload.value, def.alg)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$2;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodNull = /*@__PURE__*/ $constructor("$ZodNull", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = _null$2;
	inst._zod.values = /* @__PURE__ */ new Set([null]);
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (input === null) return payload;
		payload.issues.push({
			expected: "null",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject$1 = isObject;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$1(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
const $ZodObjectJIT = /*@__PURE__*/ $constructor("$ZodObjectJIT", (inst, def) => {
	$ZodObject.init(inst, def);
	const superParse = inst._zod.parse;
	const _normalized = cached(() => normalizeDef(def));
	const memo = globalConfig.memoizer;
	const generateFastpass = (shape) => {
		const normalized = _normalized.value;
		const syms = normalized.symbolKeys;
		const doc = new Doc(["payload", "ctx"], {
			shape,
			inst,
			memo,
			syms
		});
		const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
		const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
		doc.write(`const input = payload.value;`);
		const ids = Object.create(null);
		let counter = 0;
		for (const key of normalized.allKeys) ids[key] = `key_${counter++}`;
		doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
		for (const key of normalized.allKeys) {
			if (key === "__proto__") continue;
			const id = ids[key];
			const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
			const isPresent = `${k} in input`;
			const schema = shape[key];
			const optin = schema?._zod?.optin;
			const isOptionalIn = optin !== void 0;
			const isOptionalOut = schema?._zod?.optout === "optional";
			doc.write(`const ${id} = ${parseStr(k)};`);
			if (isOptionalIn && isOptionalOut) {
				const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
				doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
			} else if (!isOptionalIn) doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
			else {
				doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
				if (optin === "defaulted") doc.write(`newResult[${k}] = ${id}.value;`);
				else doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
			}
		}
		doc.write(`payload.value = newResult;`);
		doc.write(`return payload;`);
		return doc.compile();
	};
	let fastpass;
	const isObject$2 = isObject;
	const jit = !globalConfig.jitless;
	const allowsEval$1 = allowsEval;
	const fastEnabled = jit && allowsEval$1.value;
	const catchall = def.catchall;
	let value;
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$2(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
			if (!fastpass) fastpass = generateFastpass(def.shape);
			payload = fastpass(payload, ctx);
			if (!catchall) return payload;
			return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
		}
		return superParse(payload, ctx);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
function discriminatorMap(def) {
	const map = /* @__PURE__ */ new Map();
	for (const option of def.options) {
		const values = option._zod.propValues?.[def.discriminator];
		if (!values || values.size === 0) throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
		for (const value of values) if (map.has(value)) {
			if (value !== void 0) throw new Error(`Duplicate discriminator value "${String(value)}"`);
			map.set(value, null);
		} else map.set(value, option);
	}
	return map;
}
const $ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
	def.inclusive = false;
	$ZodUnion.init(inst, def);
	const _super = inst._zod.parse;
	defineLazyInternal(inst, "propValues", (zod) => {
		const propValues = {};
		let undefinedCount = 0;
		for (const option of zod.def.options) {
			const pv = option._zod.propValues;
			if (!pv || Object.keys(pv).length === 0) throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
			if (pv[zod.def.discriminator]?.has(void 0)) undefinedCount++;
			for (const [k, v] of Object.entries(pv)) {
				if (!Object.prototype.hasOwnProperty.call(propValues, k)) assignProp(propValues, k, /* @__PURE__ */ new Set());
				for (const val of v) propValues[k].add(val);
			}
		}
		if (!zod.def.unionFallback && undefinedCount > 1) propValues[zod.def.discriminator]?.delete(void 0);
		return propValues;
	});
	def.options.forEach((option, i) => {
		const propShape = rawShape(option._zod.def);
		if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) throw new Error(`Invalid discriminated union option at index "${i}"`);
	});
	const disc = cached(() => discriminatorMap(def));
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				code: "invalid_type",
				expected: "object",
				input,
				inst
			});
			return payload;
		}
		const value = input?.[def.discriminator];
		const opt = disc.value.get(value);
		if (opt && (value !== void 0 || ctx.direction !== "backward")) return opt._zod.run(payload, ctx);
		if (def.unionFallback || ctx.direction === "backward") return _super(payload, ctx);
		payload.issues.push({
			code: "invalid_union",
			errors: [],
			note: "No matching discriminator",
			discriminator: def.discriminator,
			options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
			input,
			path: [def.discriminator],
			inst
		});
		return payload;
	};
});
const $ZodIntersection = /*@__PURE__*/ $constructor("$ZodIntersection", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		const left = def.left._zod.run({
			value: input,
			issues: []
		}, ctx);
		const right = def.right._zod.run({
			value: input,
			issues: []
		}, ctx);
		if (left instanceof Promise || right instanceof Promise) return Promise.all([left, right]).then(([left, right]) => {
			return handleIntersectionResults(payload, left, right);
		});
		return handleIntersectionResults(payload, left, right);
	};
});
function mergeValues(a, b) {
	if (a === b) return {
		valid: true,
		data: a
	};
	if (a instanceof Date && b instanceof Date && +a === +b) return {
		valid: true,
		data: a
	};
	if (isPlainObject(a) && isPlainObject(b)) {
		const bKeys = Object.keys(b);
		const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
		const newObj = {
			...a,
			...b
		};
		if (Object.prototype.hasOwnProperty.call(newObj, "__proto__")) delete newObj.__proto__;
		for (const key of sharedKeys) {
			if (key === "__proto__") continue;
			const sharedValue = mergeValues(a[key], b[key]);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
			};
			newObj[key] = sharedValue.data;
		}
		return {
			valid: true,
			data: newObj
		};
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return {
			valid: false,
			mergeErrorPath: []
		};
		const newArray = [];
		for (let index = 0; index < a.length; index++) {
			const itemA = a[index];
			const itemB = b[index];
			const sharedValue = mergeValues(itemA, itemB);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
			};
			newArray.push(sharedValue.data);
		}
		return {
			valid: true,
			data: newArray
		};
	}
	return {
		valid: false,
		mergeErrorPath: []
	};
}
function handleIntersectionResults(result, left, right) {
	const unrecKeys = /* @__PURE__ */ new Map();
	let unrecIssue;
	const keyIssues = /* @__PURE__ */ new Map();
	const collect = (iss, side) => {
		let keys;
		if (iss.code === "unrecognized_keys" && !iss.path?.length) {
			unrecIssue ?? (unrecIssue = iss);
			keys = iss.keys;
		} else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
			const k = String(iss.path[0]);
			if (!keyIssues.has(k)) keyIssues.set(k, iss);
			keys = [k];
		} else return false;
		for (const k of keys) {
			if (!unrecKeys.has(k)) unrecKeys.set(k, {});
			unrecKeys.get(k)[side] = true;
		}
		return true;
	};
	for (const iss of left.issues) if (!collect(iss, "l")) result.issues.push(iss);
	for (const iss of right.issues) if (!collect(iss, "r")) result.issues.push(iss);
	const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
	if (bothKeys.length) {
		const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
		if (aggregated.length) result.issues.push({
			...unrecIssue,
			keys: aggregated
		});
		for (const k of bothKeys) if (!aggregated.includes(k) && keyIssues.has(k)) result.issues.push(keyIssues.get(k));
	}
	const merged = mergeValues(left.value, right.value);
	if (!merged.valid) {
		if (aborted(result)) return result;
		throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
	}
	result.value = merged.data;
	return result;
}
const $ZodTuple = /*@__PURE__*/ $constructor("$ZodTuple", (inst, def) => {
	$ZodType.init(inst, def);
	const items = def.items;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				input,
				inst,
				expected: "tuple",
				code: "invalid_type"
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
		const proms = [];
		const optinStart = getTupleOptStart(items, "optin");
		const optoutStart = getTupleOptStart(items, "optout");
		if (!def.rest) {
			if (input.length < optinStart) {
				payload.issues.push({
					code: "too_small",
					minimum: optinStart,
					inclusive: true,
					input,
					inst,
					origin: "array"
				});
				return payload;
			}
			if (input.length > items.length) payload.issues.push({
				code: "too_big",
				maximum: items.length,
				inclusive: true,
				input,
				inst,
				origin: "array"
			});
		}
		const itemResults = new Array(items.length);
		const abortEarly = def.rest ? ctx?.abortEarly : void 0;
		let itemAborted = false;
		for (let i = 0; i < items.length; i++) {
			const r = items[i]._zod.run({
				value: input[i],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((rr) => {
				itemResults[i] = rr;
			}));
			else {
				itemResults[i] = r;
				if (abortEarly && !itemAborted && r.issues.length) itemAborted = aborted(r);
			}
		}
		if (def.rest && !itemAborted) {
			let i = items.length - 1;
			const rest = input.slice(items.length);
			let seen = payload.issues.length;
			for (const el of rest) {
				if (abortEarly && payload.issues.length !== seen) {
					if (aborted(payload, seen)) break;
					seen = payload.issues.length;
				}
				i++;
				const result = def.rest._zod.run({
					value: el,
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((r) => handleTupleResult(r, payload, i)));
				else handleTupleResult(result, payload, i);
			}
		}
		if (proms.length) return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
		return handleTupleResults(itemResults, payload, items, input, optoutStart);
	};
});
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function handleTupleResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
	for (let i = 0; i < items.length; i++) {
		const r = itemResults[i];
		const isPresent = i < input.length;
		if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
			final.value.length = i;
			break;
		}
		if (r.issues.length) {
			if (!isPresent && i >= optoutStart) {
				final.value.length = i;
				break;
			}
			final.issues.push(...prefixIssues(i, r.issues));
		}
		final.value[i] = r.value;
	}
	for (let i = final.value.length - 1; i >= input.length; i--) if (items[i]._zod.optout === "optional" && final.value[i] === void 0) final.value.length = i;
	else break;
	return final;
}
const $ZodRecord = /*@__PURE__*/ $constructor("$ZodRecord", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isPlainObject(input)) {
			payload.issues.push({
				expected: "record",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		const proms = [];
		const values = def.keyType._zod.values;
		if (values && !def.partial) {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const recordKeys = /* @__PURE__ */ new Set();
			for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
				recordKeys.add(typeof key === "number" ? key.toString() : key);
				if (key === "__proto__") continue;
				const keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (keyResult.issues.length) {
					payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			let unrecognized;
			for (const key in input) if (!recordKeys.has(key)) {
				if (def.mode === "loose") {
					if (key === "__proto__") continue;
					payload.value[key] = input[key];
				} else {
					unrecognized = unrecognized ?? [];
					unrecognized.push(key);
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		} else {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			let unrecognized;
			for (const key of Reflect.ownKeys(input)) {
				if (key === "__proto__") continue;
				if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
				let keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (typeof key === "string" && number$2.test(key) && keyResult.issues.length) {
					const retryResult = def.keyType._zod.run({
						value: Number(key),
						issues: []
					}, ctx);
					if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
					if (retryResult.issues.length === 0) keyResult = retryResult;
				}
				if (keyResult.issues.length) {
					if (def.mode === "loose") payload.value[key] = input[key];
					else if (values) {
						unrecognized = unrecognized ?? [];
						unrecognized.push(key);
					} else payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
	inst._zod.parse = (payload, ctx) => {
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
const $ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) payload.value = def.defaultValue;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNonOptional = /*@__PURE__*/ $constructor("$ZodNonOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => {
		const v = zod.def.innerType._zod.values;
		return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleNonOptionalResult(result, inst));
		return handleNonOptionalResult(result, inst);
	};
});
function handleNonOptionalResult(payload, inst) {
	if (!payload.issues.length && payload.value === void 0) payload.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: payload.value,
		inst
	});
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
const $ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run({
			value: payload.value,
			issues: []
		}, ctx);
		if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
		return handleCatchResult(payload, result, def, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
const $ZodPreprocess = /*@__PURE__*/ $constructor("$ZodPreprocess", (inst, def) => {
	$ZodPipe.init(inst, def);
});
const $ZodReadonly = /*@__PURE__*/ $constructor("$ZodReadonly", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then(handleReadonlyResult);
		return handleReadonlyResult(result);
	};
});
function handleReadonlyResult(payload) {
	if (!payload.memo) payload.value = Object.freeze(payload.value);
	return payload;
}
const $ZodLazy = /*@__PURE__*/ $constructor("$ZodLazy", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazy(inst._zod, "innerType", () => {
		const d = def;
		if (!d._cachedInner) d._cachedInner = def.getter();
		return d._cachedInner;
	});
	defineLazyInternal(inst, "pattern", (zod) => zod.innerType?._zod?.pattern);
	defineLazyInternal(inst, "propValues", (zod) => zod.innerType?._zod?.propValues);
	defineLazyInternal(inst, "optin", (zod) => zod.innerType?._zod?.optin ?? void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.innerType?._zod?.optout ?? void 0);
	inst._zod.parse = (payload, ctx) => {
		return inst._zod.innerType._zod.run(payload, ctx);
	};
});
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}

var $ZodCyclicError = class extends Error {
	constructor() {
		super(`Cannot parse a reference cycle that closes through a transform`);
		this.name = "ZodCyclicError";
	}
};
/** Keyed off the context object every schema in one parse call already shares. */
const STATE = "~memo";
const NO_ISSUES = [];
function isRef(value) {
	return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
	return issues.map((iss) => iss.path ? {
		...iss,
		path: iss.path.slice()
	} : { ...iss });
}
const recursive = /*@__PURE__*/ new WeakMap();
/** What the walk established, in order of certainty: ordered so the strongest answer among children wins. */
const NONE = 0;
const ASSUMED = 1;
const PROVEN = 2;
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
	const cached = recursive.get(inst);
	if (cached !== void 0) return cached ? PROVEN : NONE;
	if (stack.has(inst)) return PROVEN;
	stack.add(inst);
	let result = NONE;
	const check = (child) => {
		if (result !== PROVEN && child?._zod) {
			const answer = isRecursive(child, stack, resolve);
			if (answer > result) result = answer;
		}
	};
	const shape = (sh, spread) => {
		let answer = NONE;
		for (const key of Reflect.ownKeys(sh)) {
			const desc = Object.getOwnPropertyDescriptor(sh, key);
			if (spread && !desc.enumerable) continue;
			const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
			if (child > answer) answer = child;
		}
		return answer;
	};
	const merge = (answer) => {
		if (answer > result) result = answer;
	};
	const def = inst._zod.def;
	switch (def.type) {
		case "object": {
			const raw = rawShape(def);
			merge(raw ? shape(raw, true) : ASSUMED);
			check(def.catchall);
			break;
		}
		case "array":
			check(def.element);
			break;
		case "tuple":
			for (const el of def.items) check(el);
			check(def.rest);
			break;
		case "record":
		case "map":
			check(def.keyType);
			check(def.valueType);
			break;
		case "set":
			check(def.valueType);
			break;
		case "union":
			for (const el of def.options) check(el);
			break;
		case "intersection":
			check(def.left);
			check(def.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			check(def.innerType);
			break;
		case "pipe":
			check(def.in);
			check(def.out);
			break;
		case "function":
			check(def.input);
			check(def.output);
			break;
		case "lazy": {
			const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
			merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (const key in def) {
			const desc = Object.getOwnPropertyDescriptor(def, key);
			if (!desc || desc.get) continue;
			const value = desc.value;
			if (!value || typeof value !== "object") continue;
			if (value._zod) check(value);
			else if (Array.isArray(value)) for (const el of value) check(el);
		}
	}
	stack.delete(inst);
	return settle(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle(inst, answer) {
	if (answer !== ASSUMED) recursive.set(inst, answer === PROVEN);
	return answer;
}
function bucketFor(state, inst) {
	let bucket = state.buckets.get(inst);
	if (!bucket) {
		bucket = /* @__PURE__ */ new WeakMap();
		state.buckets.set(inst, bucket);
	}
	return bucket;
}
let handoff;
const open$1 = [];
const memo = {
	alloc(_inst, payload, empty) {
		const bucket = handoff;
		if (!bucket) return empty;
		handoff = void 0;
		const entry = {
			value: empty,
			issues: null
		};
		bucket.set(payload.value, entry);
		open$1.push(entry);
		return empty;
	},
	guard(inst) {
		var _a;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value)) throw new $ZodCyclicError();
				return base(payload, ctx);
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	},
	attach(inst) {
		var _a;
		let isRecursiveInst;
		let rechecked = false;
		let lastCtx;
		let lastBucket;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (isRecursiveInst === void 0) {
					const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
					if (walked === NONE) {
						inst._zod.parse = base;
						if (inst._zod.run === wrapped) inst._zod.run = base;
						return base(payload, ctx);
					}
					if (walked === PROVEN || rechecked) isRecursiveInst = true;
					else rechecked = true;
				}
				const input = payload.value;
				if (!isRef(input)) return base(payload, ctx);
				let state = ctx[STATE];
				if (!state) {
					state = {
						buckets: /* @__PURE__ */ new WeakMap(),
						backEdges: void 0
					};
					ctx[STATE] = state;
				}
				let bucket;
				if (lastCtx === ctx) bucket = lastBucket;
				else {
					bucket = bucketFor(state, inst);
					lastCtx = ctx;
					lastBucket = bucket;
				}
				const hit = bucket.get(input);
				if (hit) {
					payload.value = hit.value;
					if (hit.issues) {
						if (hit.issues.length) payload.issues.push(...cloneIssues(hit.issues));
					} else {
						payload.memo = true;
						state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
						state.backEdges.add(hit.value);
					}
					return payload;
				}
				handoff = bucket;
				const depth = open$1.length;
				const result = base(payload, ctx);
				handoff = void 0;
				const entry = open$1.length > depth ? open$1.pop() : void 0;
				if (result instanceof Promise) return result.then((r) => {
					if (entry) entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
					return r;
				});
				if (entry) entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
				return result;
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	}
};
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
	return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
	const backEdges = ctx[STATE]?.backEdges;
	return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}

const error = () => {
	const Sizable = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function getSizing(origin) {
		return Sizable[origin] ?? null;
	}
	const FormatDictionary = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	};
	const TypeDictionary = { nan: "NaN" };
	function getTypeName(type, input) {
		if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
		return TypeDictionary[type] ?? type;
	}
	return (issue) => {
		switch (issue.code) {
			case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
			case "invalid_value":
				if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
				return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
			case "too_big": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
				return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
			}
			case "too_small": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
				return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
			}
			case "invalid_format": {
				const _issue = issue;
				if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
				if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
				if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
				if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
				return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${issue.origin}`;
			case "invalid_union":
				if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
				if (issue.inclusive === false) return "Invalid input: more than one option matched";
				return "Invalid input";
			case "invalid_element": return `Invalid value in ${issue.origin}`;
			default: return `Invalid input`;
		}
	};
};
function en_default() {
	return { localeError: error() };
}

var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;

function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
	return new Class({
		type: "string",
		format: "email",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
	return new Class({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v4",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v6",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v7",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
	return new Class({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
	return new Class({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link _cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
	return new Class({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
	return new Class({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
	return new Class({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
	return new Class({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
	return new Class({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
	return new Class({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
	return new Class({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
	return new Class({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
	return new Class({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
	return new Class({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
	return new Class({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
	return new Class({
		type: "string",
		format: "date",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
	return new Class({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
	return new Class({
		type: "string",
		format: "duration",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _coercedNumber(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		coerce: true,
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _null$1(Class, params) {
	return new Class({
		type: "null",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
	return new $ZodCheckMultipleOf({
		check: "multiple_of",
		...normalizeParams(params),
		value
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
	return new $ZodCheckLowerCase({
		check: "string_format",
		format: "lowercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
	return new $ZodCheckUpperCase({
		check: "string_format",
		format: "uppercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
	return new $ZodCheckIncludes({
		check: "string_format",
		format: "includes",
		...normalizeParams(params),
		includes
	});
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
	return new $ZodCheckStartsWith({
		check: "string_format",
		format: "starts_with",
		...normalizeParams(params),
		prefix
	});
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
	return new $ZodCheckEndsWith({
		check: "string_format",
		format: "ends_with",
		...normalizeParams(params),
		suffix
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
	return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
	return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
	return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
	return new Class({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$2) => {
			if (typeof issue$2 === "string") payload.issues.push(issue(issue$2, payload.value, ch._zod.def));
			else {
				const _issue = issue$2;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}

function assignProps(target, ...sources) {
	for (const source of sources) for (const key of Reflect.ownKeys(source)) if (Object.prototype.propertyIsEnumerable.call(source, key)) assignProp(target, key, source[key]);
	return target;
}
function initializeContext(params) {
	let target = params?.target ?? "draft-2020-12";
	if (target === "draft-4") target = "draft-04";
	if (target === "draft-7") target = "draft-07";
	return {
		processors: params.processors ?? {},
		metadataRegistry: params?.metadata ?? globalRegistry,
		target,
		unrepresentable: params?.unrepresentable ?? "throw",
		override: params?.override ?? (() => {}),
		io: params?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: params?.cycles ?? "ref",
		reused: params?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: params?.external ?? void 0
	};
}
/**
* Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
* `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
* custom JSON Schema was written into `json`, in which case the caller must not write its own.
*/
function handleUnrepresentable(schema, ctx, json, params, message) {
	const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({
		zodSchema: schema,
		path: params.path,
		message
	}) : ctx.unrepresentable;
	if (result === "any") return false;
	if (result === void 0 || result === "throw") throw new Error(message);
	Object.assign(json, result);
	return true;
}
function processSchema(schema, ctx, _params = {
	path: [],
	schemaPath: []
}) {
	var _a;
	const def = schema._zod.def;
	const seen = ctx.seen.get(schema);
	if (seen) {
		seen.count++;
		if (_params.schemaPath.includes(schema)) seen.cycle = _params.path;
		return seen.schema;
	}
	const result = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: _params.path
	};
	ctx.seen.set(schema, result);
	ctx.sharedDefsExtractedFor = void 0;
	ctx.sharedEmitDoneFor = void 0;
	const overrideSchema = schema._zod.toJSONSchema?.();
	if (overrideSchema) result.schema = overrideSchema;
	else {
		const params = {
			..._params,
			schemaPath: [..._params.schemaPath, schema],
			path: _params.path
		};
		if (schema._zod.processJSONSchema) schema._zod.processJSONSchema(ctx, result.schema, params);
		else {
			const _json = result.schema;
			const processor = ctx.processors[def.type];
			if (!processor) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
			processor(schema, ctx, _json, params);
		}
		const parent = schema._zod.parent;
		if (parent) {
			if (!result.ref) result.ref = parent;
			processSchema(parent, ctx, params);
			ctx.seen.get(parent).isParent = true;
		}
	}
	const meta = ctx.metadataRegistry.get(schema);
	if (meta) assignProps(result.schema, meta);
	if (ctx.io === "input" && isTransforming(schema)) {
		delete result.schema.examples;
		delete result.schema.default;
	}
	if (ctx.io === "input" && "_prefault" in result.schema) (_a = result.schema).default ?? (_a.default = result.schema._prefault);
	delete result.schema._prefault;
	return ctx.seen.get(schema).schema;
}
function encodeJSONPointerSegment(segment) {
	return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external) return;
	const idToSchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.entries()) {
		const id = ctx.metadataRegistry.get(entry[0])?.id;
		if (id) {
			const existing = idToSchema.get(id);
			if (existing && existing !== entry[0]) throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			idToSchema.set(id, entry[0]);
		}
	}
	const makeURI = (entry) => {
		const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
		if (ctx.external) {
			const externalId = ctx.external.registry.get(entry[0])?.id;
			const uriGenerator = ctx.external.uri ?? ((id) => id);
			if (externalId) return { ref: uriGenerator(externalId) };
			const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
			entry[1].defId = id;
			return {
				defId: id,
				ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`
			};
		}
		const uriPrefix = `#`;
		const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
		if (entry[1] === root && !entry[1].schema.id) return { ref: uriPrefix };
		const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
		return {
			defId,
			ref: defUriPrefix + encodeJSONPointerSegment(defId)
		};
	};
	const extractToDef = (entry) => {
		if (entry[1].schema.$ref) return;
		const seen = entry[1];
		const { ref, defId } = makeURI(entry);
		seen.def = { ...seen.schema };
		if (defId) seen.defId = defId;
		const schema = seen.schema;
		for (const key in schema) delete schema[key];
		schema.$ref = ref;
	};
	if (ctx.cycles === "throw") for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.cycle) throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (schema === entry[0]) {
			extractToDef(entry);
			continue;
		}
		if (ctx.external) {
			const ext = ctx.external.registry.get(entry[0])?.id;
			if (schema !== entry[0] && ext) {
				extractToDef(entry);
				continue;
			}
		}
		if (ctx.metadataRegistry.get(entry[0])?.id) {
			extractToDef(entry);
			continue;
		}
		if (seen.cycle) {
			extractToDef(entry);
			continue;
		}
		if (seen.count > 1) {
			if (ctx.reused === "ref") extractToDef(entry);
		}
	}
	if (ctx.external) ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
	const options = schema.anyOf;
	if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0) return;
	const types = [];
	for (const option of options) {
		if (!option || typeof option !== "object") return;
		compactTypeUnion(option);
		const keys = Object.keys(option);
		if (keys.length !== 1 || keys[0] !== "type") return;
		const type = option.type;
		for (const member of Array.isArray(type) ? type : [type]) {
			if (typeof member !== "string") return;
			if (!types.includes(member)) types.push(member);
		}
	}
	delete schema.anyOf;
	schema.type = types.length === 1 ? types[0] : types;
}
/** Keywords `foldIntersection` knows how to combine. Anything else — `$ref`, `patternProperties`,
* an annotation like `description` — makes a member unfoldable, so a constraint this does not
* understand leaves the `allOf` alone instead of being silently dropped or misattributed. */
const FOLDABLE_KEYS = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]);
const UNION_KEYS = ["oneOf", "anyOf"];
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
	const extra = member.additionalProperties;
	if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null) return null;
	return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
	const objects = [];
	for (const member of members) {
		if (typeof member !== "object" || member.type !== "object") return null;
		for (const key in member) if (!FOLDABLE_KEYS.has(key)) return null;
		objects.push(member);
	}
	const properties = {};
	const required = /* @__PURE__ */ new Set();
	for (const object of objects) {
		for (const key in object.properties) {
			if (Object.prototype.hasOwnProperty.call(properties, key)) continue;
			const parts = [];
			for (const other of objects) {
				const part = other.properties?.[key] ?? undeclaredConstraint(other);
				if (part === null || part === void 0) continue;
				if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part))) parts.push(part);
			}
			const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
			assignProp(properties, key, merged);
		}
		for (const key of object.required ?? []) required.add(key);
	}
	const folded = {
		type: "object",
		properties
	};
	if (required.size) folded.required = [...required];
	if (objects.every((object) => object.additionalProperties === false)) folded.additionalProperties = false;
	else {
		const constraints = [];
		for (const object of objects) {
			const constraint = undeclaredConstraint(object);
			if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint))) constraints.push(constraint);
		}
		if (constraints.length === 1) folded.additionalProperties = constraints[0];
		else if (constraints.length > 1) folded.additionalProperties = { allOf: constraints };
	}
	return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
* closed object members reject each other's keys and the schema validates nothing. Zod's parser
* pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
* *every* side rejects it — so the emitted schema has to pool them too, and folding the members
* into one object is the encoding that says so on every target.
*
* This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
* machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
* keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
	const allOf = json.allOf;
	if (!Array.isArray(allOf) || allOf.length < 2) return;
	for (const key of FOLDABLE_KEYS) if (key in json) return;
	const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
	let folded = null;
	if (!unions.length) folded = foldObjects(allOf);
	else {
		const union = unions[0];
		const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
		if (Object.keys(union).length !== 1) return;
		const rest = allOf.filter((m) => m !== union);
		const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
		if (branches.some((b) => !b)) return;
		folded = { [keyword]: branches };
	}
	if (!folded) return;
	delete json.allOf;
	assignProps(json, folded);
}
function finalize(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	const flattenRef = (zodSchema) => {
		const seen = ctx.seen.get(zodSchema);
		if (seen.ref === null) return;
		const schema = seen.def ?? seen.schema;
		const _cached = { ...schema };
		const ref = seen.ref;
		seen.ref = null;
		if (ref) {
			flattenRef(ref);
			const refSeen = ctx.seen.get(ref);
			const refSchema = refSeen.schema;
			if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
				schema.allOf = schema.allOf ?? [];
				schema.allOf.push(refSchema);
			} else assignProps(schema, refSchema);
			assignProps(schema, _cached);
			if (zodSchema._zod.parent === ref) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (!(key in _cached)) delete schema[key];
			}
			if (refSchema.$ref && refSeen.def) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) delete schema[key];
			}
		}
		const parent = zodSchema._zod.parent;
		if (parent && parent !== ref) {
			flattenRef(parent);
			const parentSeen = ctx.seen.get(parent);
			if (parentSeen?.schema.$ref) {
				schema.$ref = parentSeen.schema.$ref;
				if (parentSeen.def) for (const key in schema) {
					if (key === "$ref" || key === "allOf") continue;
					if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) delete schema[key];
				}
			}
		}
		ctx.override({
			zodSchema,
			jsonSchema: schema,
			path: seen.path ?? []
		});
	};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
		for (const entry of [...ctx.seen.entries()].reverse()) flattenRef(entry[0]);
		if (ctx.target !== "openapi-3.0") for (const entry of ctx.seen.entries()) compactTypeUnion(entry[1].def ?? entry[1].schema);
		for (const rewrite of ctx.deferred) rewrite();
		if (ctx.intersections.length) {
			const carriers = /* @__PURE__ */ new Map();
			for (const seen of ctx.seen.values()) for (const json of [seen.schema, seen.def]) {
				const allOf = json?.allOf;
				if (!Array.isArray(allOf)) continue;
				const existing = carriers.get(allOf);
				if (existing) existing.push(json);
				else carriers.set(allOf, [json]);
			}
			for (const allOf of ctx.intersections) for (const json of carriers.get(allOf) ?? []) foldIntersection(json);
		}
	}
	const result = {};
	if (ctx.target === "draft-2020-12") result.$schema = "https://json-schema.org/draft/2020-12/schema";
	else if (ctx.target === "draft-07") result.$schema = "http://json-schema.org/draft-07/schema#";
	else if (ctx.target === "draft-04") result.$schema = "http://json-schema.org/draft-04/schema#";
	else if (ctx.target === "openapi-3.0") {}
	if (ctx.external?.uri) {
		const id = ctx.external.registry.get(schema)?.id;
		if (!id) throw new Error("Schema is missing an `id` property");
		result.$id = ctx.external.uri(id);
	}
	assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
	const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
	if (rootMetaId !== void 0 && result.id === rootMetaId) delete result.id;
	const defs = ctx.external?.defs ?? {};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.def && seen.defId) {
			if (seen.def.id === seen.defId) delete seen.def.id;
			assignProp(defs, seen.defId, seen.def);
		}
	}
	if (ctx.external) ctx.sharedEmitDoneFor = ctx.external;
	if (ctx.external) {} else if (Object.keys(defs).length > 0) {
		if (ctx.target === "draft-2020-12") result.$defs = defs;
		else result.definitions = defs;
	}
	try {
		const finalized = JSON.parse(JSON.stringify(result));
		Object.defineProperty(finalized, "~standard", {
			value: {
				...schema["~standard"],
				jsonSchema: {
					input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
					output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
				}
			},
			enumerable: false,
			writable: false
		});
		return finalized;
	} catch (_err) {
		throw new Error("Error converting schema to JSON.");
	}
}
function isTransforming(_schema, _ctx) {
	const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
	if (ctx.seen.has(_schema)) return false;
	ctx.seen.add(_schema);
	const def = _schema._zod.def;
	if (def.type === "transform") return true;
	if (def.type === "array") return isTransforming(def.element, ctx);
	if (def.type === "set") return isTransforming(def.valueType, ctx);
	if (def.type === "lazy") return isTransforming(def.getter(), ctx);
	if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") return isTransforming(def.innerType, ctx);
	if (def.type === "intersection") return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
	if (def.type === "record" || def.type === "map") return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
	if (def.type === "pipe") {
		if (_schema._zod.traits.has("$ZodCodec")) return true;
		return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
	}
	if (def.type === "object") {
		for (const key in def.shape) if (isTransforming(def.shape[key], ctx)) return true;
		return false;
	}
	if (def.type === "union") {
		for (const option of def.options) if (isTransforming(option, ctx)) return true;
		return false;
	}
	if (def.type === "tuple") {
		for (const item of def.items) if (isTransforming(item, ctx)) return true;
		if (def.rest && isTransforming(def.rest, ctx)) return true;
		return false;
	}
	return false;
}
/**
* Creates a toJSONSchema method for a schema instance.
* This encapsulates the logic of initializing context, processing, extracting defs, and finalizing.
*/
const createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
	const ctx = initializeContext({
		...params,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
const createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
	const { libraryOptions, target } = params ?? {};
	const ctx = initializeContext({
		...libraryOptions ?? {},
		target,
		io,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};

const narrowMin = (agg, key, value) => {
	if (agg[key] === void 0 || value > agg[key]) agg[key] = value;
};
const narrowMax = (agg, key, value) => {
	if (agg[key] === void 0 || value < agg[key]) agg[key] = value;
};
const narrowBoth = (agg, value) => {
	narrowMin(agg, "minimum", value);
	narrowMax(agg, "maximum", value);
};
const addDivisor = (agg, value) => {
	agg.multipleOf ?? (agg.multipleOf = []);
	if (!agg.multipleOf.includes(value)) agg.multipleOf.push(value);
};
const addPattern = (agg, pattern) => {
	agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
	agg.patterns.add(pattern);
};
const intersectMime = (agg, mime) => {
	agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
const setFormat = (agg, format) => {
	agg.format = format;
	if (format.includes("int")) agg.isInt = true;
};
const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
const formatContributor = (ranges) => (agg, def) => {
	setFormat(agg, def.format);
	const [minimum, maximum] = ranges[def.format];
	narrowMin(agg, "minimum", minimum);
	narrowMax(agg, "maximum", maximum);
};
const contributors = {
	greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
	less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
	multiple_of: (agg, def) => addDivisor(agg, def.value),
	number_format: formatContributor(NUMBER_FORMAT_RANGES),
	bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
	min_length: minContributor,
	max_length: maxContributor,
	length_equals: (agg, def) => narrowBoth(agg, def.length),
	min_size: minContributor,
	max_size: maxContributor,
	size_equals: (agg, def) => narrowBoth(agg, def.size),
	string_format: (agg, def) => {
		setFormat(agg, def.format);
		if (def.pattern) addPattern(agg, def.pattern);
		if (def.format === "base64" || def.format === "base64url") agg.contentEncoding = def.format;
		if (def.local || def.precision === -1) agg.laxFormat = true;
	},
	mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
	const agg = {};
	const def = schema._zod.def;
	const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
	for (const ch of list) contributors[ch._zod.def.check]?.(agg, ch._zod.def);
	const bag = schema._zod.bag;
	if (bag.minimum !== void 0) narrowMin(agg, "minimum", bag.minimum);
	if (bag.exclusiveMinimum !== void 0) narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
	if (bag.maximum !== void 0) narrowMax(agg, "maximum", bag.maximum);
	if (bag.exclusiveMaximum !== void 0) narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
	if (bag.multipleOf !== void 0) addDivisor(agg, bag.multipleOf);
	if (bag.format !== void 0) {
		agg.format ?? (agg.format = bag.format);
		if (bag.format.includes("int")) agg.isInt = true;
	}
	if (bag.mime) intersectMime(agg, bag.mime);
	for (const pattern of bag.patterns ?? []) addPattern(agg, pattern);
	return agg;
}
const formatMap = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
};
const exactPatterns = /* @__PURE__ */ new Map([[base64Charset, base64], [base64urlCharset, base64url]]);
const exactPattern = (p) => exactPatterns.get(p) ?? p;
const stringProcessor = (schema, ctx, _json, _params) => {
	const json = _json;
	json.type = "string";
	const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minLength = minimum;
	if (typeof maximum === "number") json.maxLength = maximum;
	if (format) {
		json.format = formatMap[format] ?? format;
		if (json.format === "") delete json.format;
		if (format === "time" || laxFormat) delete json.format;
	}
	if (contentEncoding) json.contentEncoding = contentEncoding;
	if (patterns && patterns.size > 0) {
		const patternList = [...patterns].map(exactPattern);
		if (patternList.length === 1) json.pattern = patternList[0].source;
		else if (patternList.length > 1) json.allOf = [...patternList.map((regex) => ({
			...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: regex.source
		}))];
	}
};
const numberProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
	json.type = isInt ? "integer" : "number";
	const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
	const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
	const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
	if (exMin) {
		if (legacy) {
			json.minimum = exclusiveMinimum;
			json.exclusiveMinimum = true;
		} else json.exclusiveMinimum = exclusiveMinimum;
	} else if (typeof minimum === "number") json.minimum = minimum;
	if (exMax) {
		if (legacy) {
			json.maximum = exclusiveMaximum;
			json.exclusiveMaximum = true;
		} else json.exclusiveMaximum = exclusiveMaximum;
	} else if (typeof maximum === "number") json.maximum = maximum;
	if (multipleOf) {
		const divisors = /* @__PURE__ */ new Set();
		for (const divisor of multipleOf) if (Number.isFinite(divisor) && divisor !== 0) divisors.add(Math.abs(divisor));
		else handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
		const [first, ...rest] = divisors;
		if (first !== void 0) json.multipleOf = first;
		if (rest.length) json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
	}
};
const booleanProcessor = (_schema, _ctx, json, _params) => {
	json.type = "boolean";
};
const nullProcessor = (_schema, ctx, json, _params) => {
	if (ctx.target === "openapi-3.0") {
		json.type = "string";
		json.nullable = true;
		json.enum = [null];
	} else json.type = "null";
};
const neverProcessor = (_schema, _ctx, json, _params) => {
	json.not = {};
};
const unknownProcessor = (_schema, _ctx, _json, _params) => {};
const enumProcessor = (schema, _ctx, json, _params) => {
	const def = schema._zod.def;
	const values = getEnumValues(def.entries);
	if (values.length === 0) {
		json.not = {};
		return;
	}
	if (values.every((v) => typeof v === "number")) json.type = "number";
	if (values.every((v) => typeof v === "string")) json.type = "string";
	json.enum = values;
};
const literalProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	if (def.values.length === 0) {
		json.not = {};
		return;
	}
	const vals = [];
	for (const val of def.values) if (val === void 0) {
		if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof val === "bigint") {
		if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema")) return;
		vals.push(Number(val));
	} else vals.push(val);
	if (vals.length === 0) {} else if (vals.length === 1) {
		const val = vals[0];
		json.type = val === null ? "null" : typeof val;
		if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") json.enum = [val];
		else json.const = val;
	} else {
		if (vals.every((v) => typeof v === "number")) json.type = "number";
		if (vals.every((v) => typeof v === "string")) json.type = "string";
		if (vals.every((v) => typeof v === "boolean")) json.type = "boolean";
		if (vals.every((v) => v === null)) json.type = "null";
		json.enum = vals;
	}
};
const customProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
const transformProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
const arrayProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
	json.type = "array";
	json.items = processSchema(def.element, ctx, {
		...params,
		path: [...params.path, "items"]
	});
};
function inputOptin(schema) {
	const def = schema._zod.def;
	if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) return inputOptin(def.out);
	if (def.type === "catch") return inputOptin(def.innerType);
	return schema._zod.optin;
}
const objectProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const shape = def.shape;
	if (Object.getOwnPropertySymbols(shape).length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) return;
	json.type = "object";
	json.properties = {};
	for (const key in shape) assignProp(json.properties, key, processSchema(shape[key], ctx, {
		...params,
		path: [
			...params.path,
			"properties",
			key
		]
	}));
	const requiredKeys = [];
	for (const key of Object.keys(shape)) {
		const field = def.shape[key];
		if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) requiredKeys.push(key);
	}
	if (requiredKeys.length > 0) json.required = requiredKeys;
	if (def.catchall?._zod.def.type === "never") json.additionalProperties = false;
	else if (!def.catchall) {
		if (ctx.io === "output") json.additionalProperties = false;
	} else if (def.catchall) json.additionalProperties = processSchema(def.catchall, ctx, {
		...params,
		path: [...params.path, "additionalProperties"]
	});
};
const unionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const isExclusive = def.inclusive === false;
	const options = def.options.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			isExclusive ? "oneOf" : "anyOf",
			i
		]
	}));
	if (isExclusive) json.oneOf = options;
	else json.anyOf = options;
};
const intersectionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const a = processSchema(def.left, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			0
		]
	});
	const b = processSchema(def.right, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			1
		]
	});
	const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
	const allOf = [...isSimpleIntersection(a) ? a.allOf : [a], ...isSimpleIntersection(b) ? b.allOf : [b]];
	json.allOf = allOf;
	ctx.intersections.push(allOf);
};
const tupleProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "array";
	const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
	const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
	const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			prefixPath,
			i
		]
	}));
	const rest = def.rest ? processSchema(def.rest, ctx, {
		...params,
		path: [
			...params.path,
			restPath,
			...ctx.target === "openapi-3.0" ? [def.items.length] : []
		]
	}) : null;
	let minItems = def.items.length;
	while (minItems > 0) {
		const item = def.items[minItems - 1];
		if (!(ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional")) break;
		minItems--;
	}
	const maxItems = def.items.length;
	const isClosed = !def.rest;
	if (ctx.target === "draft-2020-12") {
		json.prefixItems = prefixItems;
		if (isClosed) json.items = false;
		else if (rest) json.items = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else if (ctx.target === "openapi-3.0") {
		json.items = { anyOf: prefixItems };
		if (rest) json.items.anyOf.push(rest);
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else {
		json.items = prefixItems;
		if (isClosed) json.additionalItems = false;
		else if (rest) json.additionalItems = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	}
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
};
/** JSON object keys are always strings, so a numeric record key schema is re-expressed over the
* numeric-string form the record parser matches. Deferred to `finalize`, after the flatten: a key
* behind a wrapper only carries its own `type` before then, and a union key only has its branches.
*
* A numeric bound cannot apply to a property name, so `minimum` and its siblings are dropped rather
* than carried over: keeping them beside `type: "string"` reproduces the match-nothing schema this
* exists to fix. A key that carries one therefore emits wider than the record parses — `z.record(z.number().min(5), V)`
* accepts `"3"` — which is the deliberate trade, since throwing on it would reject an ordinary schema
* outright. */
function stringifyKeyNames(bySchema, json, visited) {
	if (json.$ref) {
		if (visited.has(json)) return json;
		visited.add(json);
		const def = bySchema.get(json)?.def;
		if (!def) return json;
		const inlined = stringifyKeyNames(bySchema, def, visited);
		return inlined === def ? json : inlined;
	}
	for (const keyword of ["anyOf", "oneOf"]) {
		const branches = json[keyword];
		if (!Array.isArray(branches)) continue;
		const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
		if (mapped.some((branch, i) => branch !== branches[i])) json = {
			...json,
			[keyword]: mapped
		};
	}
	const types = Array.isArray(json.type) ? json.type : [json.type];
	const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
	const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
	if (!numericType && !values?.some((v) => typeof v === "number")) return json;
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
	if (rest.enum) rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
	else if (typeof rest.const === "number") rest.const = String(rest.const);
	if (!numericType) return rest;
	rest.type = "string";
	if (!values) rest.pattern = (types.includes("number") ? number$2 : integer).source;
	return rest;
}
/** Every record of one conversion, so the carriers are found in a single pass rather than once per record. */
const pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
	const bySchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.values()) if (entry.def && !bySchema.has(entry.schema)) bySchema.set(entry.schema, entry);
	const rewrites = /* @__PURE__ */ new Map();
	for (const record of pendingRecords.get(ctx) ?? []) {
		const seen = ctx.seen.get(record);
		const names = (seen?.def ?? seen?.schema)?.propertyNames;
		if (!names || names === true || rewrites.has(names)) continue;
		const rewritten = stringifyKeyNames(bySchema, names, /* @__PURE__ */ new Set());
		if (rewritten !== names) rewrites.set(names, rewritten);
	}
	if (!rewrites.size) return;
	for (const entry of ctx.seen.values()) for (const carrier of [entry.schema, entry.def]) {
		const rewritten = carrier && rewrites.get(carrier.propertyNames);
		if (rewritten) carrier.propertyNames = rewritten;
	}
}
const recordProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "object";
	const keyType = def.keyType;
	const patterns = aggregateChecks(keyType).patterns;
	if (def.mode === "loose" && patterns && patterns.size > 0) {
		const valueSchema = processSchema(def.valueType, ctx, {
			...params,
			path: [
				...params.path,
				"patternProperties",
				"*"
			]
		});
		json.patternProperties = {};
		for (const pattern of patterns) assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
	} else {
		if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
			json.propertyNames = processSchema(def.keyType, ctx, {
				...params,
				path: [...params.path, "propertyNames"]
			});
			let pending = pendingRecords.get(ctx);
			if (!pending) {
				pending = [];
				pendingRecords.set(ctx, pending);
				ctx.deferred.push(() => rewriteKeyNames(ctx));
			}
			pending.push(schema);
		}
		json.additionalProperties = processSchema(def.valueType, ctx, {
			...params,
			path: [...params.path, "additionalProperties"]
		});
	}
	const keyValues = keyType._zod.values;
	const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
	if (keyValues && !def.partial && !omittableOnInput) {
		const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
		if (validKeyValues.length > 0) json.required = validKeyValues.map(String);
	}
};
const nullableProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const inner = processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	if (ctx.target === "openapi-3.0") {
		seen.ref = def.innerType;
		json.nullable = true;
	} else json.anyOf = [inner, { type: "null" }];
};
const nonoptionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
/** Round-trips a default value through JSON so the emitted schema is guaranteed to be valid JSON.
* A BigInt has no reliable encoding, so it goes through `unrepresentable` like any other
* unrepresentable value. Returns a sentinel when the caller must not write a default of its own. */
const UNREPRESENTABLE_DEFAULT = Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
	let unrepresentable = false;
	const serialized = JSON.stringify(value, (_, val) => {
		if (typeof val !== "bigint") return val;
		unrepresentable = true;
		return null;
	});
	if (!unrepresentable) return JSON.parse(serialized);
	handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
	return UNREPRESENTABLE_DEFAULT;
}
const defaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json.default = value;
};
const prefaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	if (ctx.io !== "input") return;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json._prefault = value;
};
const catchProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	let catchValue;
	try {
		catchValue = def.catchValue(void 0);
	} catch {
		handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	json.default = catchValue;
};
const pipeProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	const inIsTransform = def.in._zod.traits.has("$ZodTransform");
	const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
	processSchema(innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = innerType;
};
const readonlyProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	json.readOnly = true;
};
const optionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
const lazyProcessor = (schema, ctx, _json, params) => {
	const innerType = schema._zod.innerType;
	processSchema(innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = innerType;
};

const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
	Object.defineProperty(proto, key, {
		configurable: true,
		enumerable: false,
		get() {
			const value = make(this);
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
			return value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
		}
	});
}
const initializer = (inst, issues) => {
	$ZodError.init(inst, issues);
	inst.name = "ZodError";
	const proto = Object.getPrototypeOf(inst);
	if (_installedErrorProtos.has(proto)) return;
	_installedErrorProtos.add(proto);
	_lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
	_lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
	_lazyMethod(proto, "addIssue", (self) => (issue) => {
		self.issues.push(issue);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	_lazyMethod(proto, "addIssues", (self) => (issues) => {
		self.issues.push(...issues);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	Object.defineProperty(proto, "isEmpty", {
		configurable: true,
		enumerable: false,
		get() {
			return this.issues.length === 0;
		}
	});
};
const ZodRealError = /*@__PURE__*/ $constructor("ZodError", initializer, void 0, { Parent: Error });

const parse = /* @__PURE__ */ _parse(ZodRealError);
const parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
const safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
const safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
const encode = /* @__PURE__ */ _encode(ZodRealError);
const decode = /* @__PURE__ */ _decode(ZodRealError);
const encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
const decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
const safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
const safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
const safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
const safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

function _ensureDefaultLocale() {
	if (!globalConfig.localeError) config(en_default());
}
function _ensureDefaultMemoizer() {
	if (!globalConfig.memoizer) config({ memoizer: memoizer() });
}
const ZodType = /*@__PURE__*/ $constructor("ZodType", (inst, def) => {
	_ensureDefaultLocale();
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
	return inst;
}, {
	check(...chks) {
		const def = this.def;
		return this.clone(mergeDefs(def, { checks: [...def.checks ?? [], ...chks.map((ch) => typeof ch === "function" ? { _zod: {
			check: ch,
			def: { check: "custom" },
			onattach: []
		} } : ch)] }), { parent: true });
	},
	with(...chks) {
		return this.check(...chks);
	},
	clone(def, params) {
		return clone(this, def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	refine(check, params) {
		return this.check(refine(check, params));
	},
	superRefine(refinement, params) {
		return this.check(superRefine(refinement, params));
	},
	overwrite(fn) {
		return this.check(_overwrite(fn));
	},
	optional() {
		return optional$1(this);
	},
	exactOptional() {
		return exactOptional(this);
	},
	nullable() {
		return nullable(this);
	},
	nullish() {
		return optional$1(nullable(this));
	},
	nonoptional(params) {
		return nonoptional(this, params);
	},
	array() {
		return array(this);
	},
	or(arg) {
		return union([this, arg]);
	},
	and(arg) {
		return intersection(this, arg);
	},
	transform(tx) {
		return pipe(this, transform(tx));
	},
	default(d) {
		return _default(this, d);
	},
	prefault(d) {
		return prefault(this, d);
	},
	catch(params) {
		return _catch(this, params);
	},
	pipe(target) {
		return pipe(this, target);
	},
	readonly() {
		return readonly(this);
	},
	describe(description) {
		const cl = this.clone();
		globalRegistry.add(cl, { description });
		return cl;
	},
	meta(...args) {
		if (args.length === 0) return globalRegistry.get(this);
		const cl = this.clone();
		globalRegistry.add(cl, args[0]);
		return cl;
	},
	isOptional() {
		return this.safeParse(void 0).success;
	},
	isNullable() {
		return this.safeParse(null).success;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	},
	get "~standard"() {
		return hide(this, "~standard", {
			...standardProps(this),
			jsonSchema: {
				input: createStandardJSONSchemaMethod(this, "input"),
				output: createStandardJSONSchemaMethod(this, "output")
			}
		});
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	},
	parse: function _parse(data, params) {
		return parse(this, data, params, { callee: _parse });
	},
	parseAsync: async function _parseAsync(data, params) {
		return await parseAsync(this, data, params, { callee: _parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	async safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(value) {
		own(this, "spa", value);
	},
	validate(data, params) {
		return validate(this, data, params);
	},
	validateAsync(data, params) {
		return validateAsync$1(this, data, params);
	},
	encode: function _encode(data, params) {
		return encode(this, data, params, { callee: _encode });
	},
	decode: function _decode(data, params) {
		return decode(this, data, params, { callee: _decode });
	},
	encodeAsync: async function _encodeAsync(data, params) {
		return await encodeAsync(this, data, params, { callee: _encodeAsync });
	},
	decodeAsync: async function _decodeAsync(data, params) {
		return await decodeAsync(this, data, params, { callee: _decodeAsync });
	},
	safeEncode(data, params) {
		return safeEncode(this, data, params);
	},
	safeDecode(data, params) {
		return safeDecode(this, data, params);
	},
	async safeEncodeAsync(data, params) {
		return safeEncodeAsync(this, data, params);
	},
	async safeDecodeAsync(data, params) {
		return safeDecodeAsync(this, data, params);
	},
	toJSONSchema(params) {
		return createToJSONSchemaMethod(this, {})(params);
	},
	get description() {
		return globalRegistry.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
});
/** @internal */
const _ZodString = /*@__PURE__*/ $constructor("_ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
}, /*@__PURE__*/ derived({
	format: (inst) => aggregateChecks(inst).format ?? null,
	minLength: (inst) => aggregateChecks(inst).minimum ?? null,
	maxLength: (inst) => aggregateChecks(inst).maximum ?? null
}, {
	regex(...args) {
		return this.check(_regex(...args));
	},
	includes(...args) {
		return this.check(_includes(...args));
	},
	startsWith(...args) {
		return this.check(_startsWith(...args));
	},
	endsWith(...args) {
		return this.check(_endsWith(...args));
	},
	min(...args) {
		return this.check(_minLength(...args));
	},
	max(...args) {
		return this.check(_maxLength(...args));
	},
	length(...args) {
		return this.check(_length(...args));
	},
	nonempty(...args) {
		return this.check(_minLength(1, ...args));
	},
	lowercase(params) {
		return this.check(_lowercase(params));
	},
	uppercase(params) {
		return this.check(_uppercase(params));
	},
	trim() {
		return this.check(_trim());
	},
	normalize(...args) {
		return this.check(_normalize(...args));
	},
	toLowerCase() {
		return this.check(_toLowerCase());
	},
	toUpperCase() {
		return this.check(_toUpperCase());
	},
	slugify() {
		return this.check(_slugify());
	}
}));
const ZodString = /*@__PURE__*/ $constructor("ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	_ZodString.init(inst, def);
}, {
	email(params) {
		return this.check(_email(ZodEmail, params));
	},
	url(params) {
		return this.check(_url(ZodURL, params));
	},
	jwt(params) {
		return this.check(_jwt(ZodJWT, params));
	},
	emoji(params) {
		return this.check(_emoji(ZodEmoji, params));
	},
	guid(params) {
		return this.check(_guid(ZodGUID, params));
	},
	uuid(params) {
		return this.check(_uuid(ZodUUID, params));
	},
	uuidv4(params) {
		return this.check(_uuidv4(ZodUUID, params));
	},
	uuidv6(params) {
		return this.check(_uuidv6(ZodUUID, params));
	},
	uuidv7(params) {
		return this.check(_uuidv7(ZodUUID, params));
	},
	nanoid(params) {
		return this.check(_nanoid(ZodNanoID, params));
	},
	cuid(params) {
		return this.check(_cuid(ZodCUID, params));
	},
	cuid2(params) {
		return this.check(_cuid2(ZodCUID2, params));
	},
	ulid(params) {
		return this.check(_ulid(ZodULID, params));
	},
	base64(params) {
		return this.check(_base64(ZodBase64, params));
	},
	base64url(params) {
		return this.check(_base64url(ZodBase64URL, params));
	},
	xid(params) {
		return this.check(_xid(ZodXID, params));
	},
	ksuid(params) {
		return this.check(_ksuid(ZodKSUID, params));
	},
	ipv4(params) {
		return this.check(_ipv4(ZodIPv4, params));
	},
	ipv6(params) {
		return this.check(_ipv6(ZodIPv6, params));
	},
	cidrv4(params) {
		return this.check(_cidrv4(ZodCIDRv4, params));
	},
	cidrv6(params) {
		return this.check(_cidrv6(ZodCIDRv6, params));
	},
	e164(params) {
		return this.check(_e164(ZodE164, params));
	},
	datetime(params) {
		return this.check(_isoDateTime(ZodISODateTime, params));
	},
	date(params) {
		return this.check(_isoDate(ZodISODate, params));
	},
	time(params) {
		return this.check(_isoTime(ZodISOTime, params));
	},
	duration(params) {
		return this.check(_isoDuration(ZodISODuration, params));
	}
});
function string(params) {
	return _string(ZodString, params);
}
const ZodStringFormat = /*@__PURE__*/ $constructor("ZodStringFormat", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	_ZodString.init(inst, def);
});
const ZodISODateTime = /*@__PURE__*/ $constructor("ZodISODateTime", (inst, def) => {
	$ZodISODateTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODate = /*@__PURE__*/ $constructor("ZodISODate", (inst, def) => {
	$ZodISODate.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISOTime = /*@__PURE__*/ $constructor("ZodISOTime", (inst, def) => {
	$ZodISOTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODuration = /*@__PURE__*/ $constructor("ZodISODuration", (inst, def) => {
	$ZodISODuration.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmail = /*@__PURE__*/ $constructor("ZodEmail", (inst, def) => {
	$ZodEmail.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodGUID = /*@__PURE__*/ $constructor("ZodGUID", (inst, def) => {
	$ZodGUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodUUID = /*@__PURE__*/ $constructor("ZodUUID", (inst, def) => {
	$ZodUUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodURL = /*@__PURE__*/ $constructor("ZodURL", (inst, def) => {
	$ZodURL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
function url(params) {
	return _url(ZodURL, params);
}
const ZodEmoji = /*@__PURE__*/ $constructor("ZodEmoji", (inst, def) => {
	$ZodEmoji.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNanoID = /*@__PURE__*/ $constructor("ZodNanoID", (inst, def) => {
	$ZodNanoID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const ZodCUID = /*@__PURE__*/ $constructor("ZodCUID", (inst, def) => {
	$ZodCUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCUID2 = /*@__PURE__*/ $constructor("ZodCUID2", (inst, def) => {
	$ZodCUID2.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodULID = /*@__PURE__*/ $constructor("ZodULID", (inst, def) => {
	$ZodULID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodXID = /*@__PURE__*/ $constructor("ZodXID", (inst, def) => {
	$ZodXID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodKSUID = /*@__PURE__*/ $constructor("ZodKSUID", (inst, def) => {
	$ZodKSUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv4 = /*@__PURE__*/ $constructor("ZodIPv4", (inst, def) => {
	$ZodIPv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv6 = /*@__PURE__*/ $constructor("ZodIPv6", (inst, def) => {
	$ZodIPv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv4 = /*@__PURE__*/ $constructor("ZodCIDRv4", (inst, def) => {
	$ZodCIDRv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv6 = /*@__PURE__*/ $constructor("ZodCIDRv6", (inst, def) => {
	$ZodCIDRv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64 = /*@__PURE__*/ $constructor("ZodBase64", (inst, def) => {
	$ZodBase64.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64URL = /*@__PURE__*/ $constructor("ZodBase64URL", (inst, def) => {
	$ZodBase64URL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodE164 = /*@__PURE__*/ $constructor("ZodE164", (inst, def) => {
	$ZodE164.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodJWT = /*@__PURE__*/ $constructor("ZodJWT", (inst, def) => {
	$ZodJWT.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNumber = /*@__PURE__*/ $constructor("ZodNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
	inst.isFinite = true;
}, /*@__PURE__*/ derived({
	minValue: (inst) => {
		const { minimum, exclusiveMinimum } = aggregateChecks(inst);
		return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
	},
	maxValue: (inst) => {
		const { maximum, exclusiveMaximum } = aggregateChecks(inst);
		return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
	},
	isInt: (inst) => {
		const { isInt, multipleOf } = aggregateChecks(inst);
		return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
	},
	format: (inst) => aggregateChecks(inst).format ?? null
}, {
	gt(value, params) {
		return this.check(_gt(value, params));
	},
	gte(value, params) {
		return this.check(_gte(value, params));
	},
	min(value, params) {
		return this.check(_gte(value, params));
	},
	lt(value, params) {
		return this.check(_lt(value, params));
	},
	lte(value, params) {
		return this.check(_lte(value, params));
	},
	max(value, params) {
		return this.check(_lte(value, params));
	},
	int(params) {
		return this.check(int(params));
	},
	safe(params) {
		return this.check(int(params));
	},
	positive(params) {
		return this.check(_gt(0, params));
	},
	nonnegative(params) {
		return this.check(_gte(0, params));
	},
	negative(params) {
		return this.check(_lt(0, params));
	},
	nonpositive(params) {
		return this.check(_lte(0, params));
	},
	multipleOf(value, params) {
		return this.check(_multipleOf(value, params));
	},
	step(value, params) {
		return this.check(_multipleOf(value, params));
	},
	finite() {
		return this;
	}
}));
function number$1(params) {
	return _number(ZodNumber, params);
}
const ZodNumberFormat = /*@__PURE__*/ $constructor("ZodNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodNumber.init(inst, def);
});
function int(params) {
	return _int(ZodNumberFormat, params);
}
const ZodBoolean = /*@__PURE__*/ $constructor("ZodBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean(params) {
	return _boolean(ZodBoolean, params);
}
const ZodNull = /*@__PURE__*/ $constructor("ZodNull", (inst, def) => {
	$ZodNull.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nullProcessor(inst, ctx, json, params);
});
function _null(params) {
	return _null$1(ZodNull, params);
}
const ZodUnknown = /*@__PURE__*/ $constructor("ZodUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
	return _unknown(ZodUnknown);
}
const ZodNever = /*@__PURE__*/ $constructor("ZodNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
	return _never(ZodNever, params);
}
const ZodArray = /*@__PURE__*/ $constructor("ZodArray", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodArray.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
	inst.element = def.element;
}, {
	min(n, params) {
		return this.check(_minLength(n, params));
	},
	nonempty(params) {
		return this.check(_minLength(1, params));
	},
	max(n, params) {
		return this.check(_maxLength(n, params));
	},
	length(n, params) {
		return this.check(_length(n, params));
	},
	unwrap() {
		return this.element;
	}
});
function array(element, params) {
	return _array(ZodArray, element, params);
}
const ZodObject = /*@__PURE__*/ $constructor("ZodObject", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodObjectJIT.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
	keyof() {
		return _enum(Object.keys(this._zod.def.shape));
	},
	catchall(catchall) {
		return this.clone(mergeDefs(this._zod.def, { catchall }));
	},
	passthrough() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	loose() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	strict() {
		return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
	},
	strip() {
		return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
	},
	extend(incoming) {
		return extend(this, incoming);
	},
	safeExtend(incoming) {
		return safeExtend(this, incoming);
	},
	merge(other) {
		return merge(this, other);
	},
	pick(mask) {
		return pick(this, mask);
	},
	omit(mask) {
		return omit(this, mask);
	},
	partial(...args) {
		return partial(ZodOptional, this, args[0]);
	},
	exactPartial(...args) {
		return partial(ZodExactOptional, this, args[0], "exactPartial");
	},
	required(...args) {
		return required(ZodNonOptional, this, args[0]);
	}
});
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodObject(def);
}
function strictObject(shape, params) {
	return new ZodObject({
		type: "object",
		shape,
		catchall: never(),
		...normalizeParams(params)
	});
}
const ZodUnion = /*@__PURE__*/ $constructor("ZodUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
	inst.options = def.options;
});
function union(options, params) {
	return new ZodUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("ZodDiscriminatedUnion", (inst, def) => {
	ZodUnion.init(inst, def);
	$ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
	return new ZodDiscriminatedUnion({
		type: "union",
		options,
		discriminator,
		...normalizeParams(params)
	});
}
const ZodIntersection = /*@__PURE__*/ $constructor("ZodIntersection", (inst, def) => {
	$ZodIntersection.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
	return new ZodIntersection({
		type: "intersection",
		left,
		right
	});
}
const ZodTuple = /*@__PURE__*/ $constructor("ZodTuple", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTuple.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
	rest(rest) {
		return this.clone({
			...this._zod.def,
			rest
		});
	},
	partial() {
		const def = this._zod.def;
		if (def.checks?.length) throw new Error(".partial() cannot be used on tuple schemas containing refinements");
		return this.clone({
			...def,
			items: def.items.map((item) => new ZodOptional({
				type: "optional",
				innerType: item
			}))
		});
	}
});
function tuple(items, _paramsOrRest, _params) {
	const hasRest = _paramsOrRest instanceof $ZodType;
	const params = hasRest ? _params : _paramsOrRest;
	return new ZodTuple({
		type: "tuple",
		items,
		rest: hasRest ? _paramsOrRest : null,
		...normalizeParams(params)
	});
}
const ZodRecord = /*@__PURE__*/ $constructor("ZodRecord", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodRecord.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
	inst.keyType = def.keyType;
	inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
	if (!valueType || !valueType._zod) return new ZodRecord({
		type: "record",
		keyType: string(),
		valueType: keyType,
		...normalizeParams(valueType)
	});
	return new ZodRecord({
		type: "record",
		keyType,
		valueType,
		...normalizeParams(params)
	});
}
const ZodEnum = /*@__PURE__*/ $constructor("ZodEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
	inst.enum = def.entries;
	inst.options = [...inst._zod.values];
	const keys = new Set(Object.keys(def.entries));
	inst.extract = (values, params) => {
		const newEntries = {};
		for (const value of values) if (keys.has(value)) newEntries[value] = def.entries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
	inst.exclude = (values, params) => {
		const newEntries = { ...def.entries };
		for (const value of values) if (keys.has(value)) delete newEntries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
});
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodLiteral = /*@__PURE__*/ $constructor("ZodLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
	inst.values = new Set(def.values);
	Object.defineProperty(inst, "value", { get() {
		if (def.values.length > 1) throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return def.values[0];
	} });
});
function literal(value, params) {
	return new ZodLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodTransform = /*@__PURE__*/ $constructor("ZodTransform", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTransform.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
	inst._zod.parse = (payload, _ctx) => {
		if (_ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		payload.addIssue = (issue$1) => {
			if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, def));
			else {
				const _issue = issue$1;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = inst);
				payload.issues.push(issue(_issue));
			}
		};
		const output = def.transform(payload.value, payload);
		if (output instanceof Promise) return output.then((output) => {
			payload.value = output;
			return payload;
		});
		payload.value = output;
		return payload;
	};
});
function transform(fn) {
	return new ZodTransform({
		type: "transform",
		transform: fn
	});
}
const ZodOptional = /*@__PURE__*/ $constructor("ZodOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function optional$1(innerType) {
	return new ZodOptional({
		type: "optional",
		innerType
	});
}
const ZodExactOptional = /*@__PURE__*/ $constructor("ZodExactOptional", (inst, def) => {
	$ZodExactOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
	return new ZodExactOptional({
		type: "optional",
		innerType
	});
}
const ZodNullable = /*@__PURE__*/ $constructor("ZodNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
	return new ZodNullable({
		type: "nullable",
		innerType
	});
}
const ZodDefault = /*@__PURE__*/ $constructor("ZodDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
	return new ZodDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodPrefault = /*@__PURE__*/ $constructor("ZodPrefault", (inst, def) => {
	$ZodPrefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
	return new ZodPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodNonOptional = /*@__PURE__*/ $constructor("ZodNonOptional", (inst, def) => {
	$ZodNonOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
	return new ZodNonOptional({
		type: "nonoptional",
		innerType,
		...normalizeParams(params)
	});
}
const ZodCatch = /*@__PURE__*/ $constructor("ZodCatch", (inst, def) => {
	$ZodCatch.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
	return new ZodCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
const ZodPipe = /*@__PURE__*/ $constructor("ZodPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
	inst.in = def.in;
	inst.out = def.out;
});
function pipe(in_, out) {
	return new ZodPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodPreprocess = /*@__PURE__*/ $constructor("ZodPreprocess", (inst, def) => {
	ZodPipe.init(inst, def);
	$ZodPreprocess.init(inst, def);
});
const ZodReadonly = /*@__PURE__*/ $constructor("ZodReadonly", (inst, def) => {
	$ZodReadonly.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
	return new ZodReadonly({
		type: "readonly",
		innerType
	});
}
const ZodLazy = /*@__PURE__*/ $constructor("ZodLazy", (inst, def) => {
	$ZodLazy.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => lazyProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.getter();
});
function lazy(getter) {
	return new ZodLazy({
		type: "lazy",
		getter
	});
}
const ZodCustom = /*@__PURE__*/ $constructor("ZodCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
	return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
	return _superRefine(fn, params);
}
function json$1(params) {
	const jsonSchema = lazy(() => {
		return union([
			string(params),
			number$1(),
			boolean(),
			_null(),
			array(jsonSchema),
			record(string(), jsonSchema)
		]);
	});
	return jsonSchema;
}
function preprocess(fn, schema) {
	return new ZodPreprocess({
		type: "pipe",
		in: transform(fn),
		out: schema
	});
}

function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}

function number(params) {
	return _coercedNumber(ZodNumber, params);
}

/**
* A process that can still be recognised after a crash: a pid alone is reused, a pid with the time at which
* it started is not. `startedAt` is only to be compared for equality.
*/
const processIdentitySchema = strictObject({
	pid: int().positive(),
	startedAt: string().min(1)
});
/** The identity of a running process, or `undefined` when there is none with that pid. */
async function identifyProcess(pid) {
	const startedAt = process.platform === "linux" ? startTimeFromProc(pid) : await startTimeFromPs(pid);
	return startedAt === void 0 ? void 0 : {
		pid,
		startedAt
	};
}
/** Whether this very process, and not a later one with the same pid, is still running. */
async function isRunning(identity) {
	return (await identifyProcess(identity.pid))?.startedAt === identity.startedAt;
}
let bootId;
/**
* Clock ticks since boot and the boot's id; proc_pid_stat(5), fields 3 (state) and 22 (starttime). Nothing is read
* from a disk here, and a thread would take ten times as long.
*/
function startTimeFromProc(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		if (fields[0] === "Z") return void 0;
		bootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
		return `${bootId}:${fields[19]}`;
	} catch {
		return;
	}
}
async function startTimeFromPs(pid) {
	try {
		const { stdout } = await promisify(execFile)("ps", [
			"-o",
			"lstart=",
			"-p",
			String(pid)
		]);
		return stdout.trim() || void 0;
	} catch {
		return;
	}
}

/** How long a waiting process waits before it looks again, in milliseconds; each time longer. */
const FIRST_POLL = 1;
const LONGEST_POLL = 50;
const POLL_GROWTH = 1.5;
/**
* Runs `work` while no other process on this machine runs work under the same lock, which is a folder.
*
* Lamport's bakery algorithm (https://lamport.azurewebsites.net/pubs/bakery.pdf) with files for registers. The name
* of each file holds the identity of the process that made it, so a file whose process is gone says so by itself:
* anybody may remove it at any time, and there is no moment at which two could take over the same lock.
* Throws `interrupted`, `state-unusable`, or what `work` throws.
*/
async function withFileLock(folder, work, options = {}) {
	return inOwnTurn(folder, options, async () => {
		const release = await acquire(folder, options);
		try {
			return await work();
		} finally {
			await release();
		}
	});
}
/** The last one of this program that waits for a lock or has it, by the lock's folder. */
const lastInLine = /* @__PURE__ */ new Map();
/** One program stands in the queue once: its calls wait for each other here, which costs no file. */
async function inOwnTurn(folder, { signal, onWait }, work) {
	const before = lastInLine.get(folder);
	const { promise: done, resolve: finish } = Promise.withResolvers();
	const line = Promise.all([before, done]).then(() => {});
	lastInLine.set(folder, line);
	try {
		if (before !== void 0) {
			onWait?.();
			await untilAborted(before, signal);
		}
		return await work();
	} finally {
		finish();
		if (lastInLine.get(folder) === line) lastInLine.delete(folder);
	}
}
async function untilAborted(awaited, signal) {
	if (signal === void 0) return awaited;
	const { promise: aborted, resolve } = Promise.withResolvers();
	const abort = () => resolve();
	signal.addEventListener("abort", abort);
	await Promise.race([awaited, aborted]);
	signal.removeEventListener("abort", abort);
	throwIfInterrupted(signal);
}
/** Removes what processes that are gone left in a lock. */
async function removeDeadTickets(folder) {
	for (const ticket of await readTickets(folder)) await isAlive(folder, ticket);
}
async function acquire(folder, options) {
	const owner = await ownName();
	let ticket;
	const release = async () => {
		if (ticket !== void 0) await rm(join(folder, fileName(ticket)), { force: true });
	};
	try {
		ticket = await drawTicket(folder, owner);
		await turn(folder, ticket, options);
		return release;
	} catch (error) {
		await release();
		throw error.syscall === void 0 ? error : stateUnusable(folder, error);
	}
}
async function drawTicket(folder, owner) {
	const choosing = {
		number: 0,
		owner
	};
	await create(folder, choosing).catch(async (error) => {
		if (error.code !== "ENOENT") throw error;
		await mkdir(folder, {
			recursive: true,
			mode: 448
		});
		await create(folder, choosing);
	});
	try {
		const drawn = await readTickets(folder);
		const ticket = {
			number: Math.max(...drawn.map(({ number }) => number)) + 1,
			owner
		};
		await create(folder, ticket);
		return ticket;
	} finally {
		await rm(join(folder, fileName(choosing)), { force: true });
	}
}
async function turn(folder, own, { signal, onWait }) {
	const others = async (blocks) => {
		const candidates = (await readTickets(folder)).filter((ticket) => blocks(ticket));
		return (await Promise.all(candidates.map((ticket) => isAlive(folder, ticket)))).some(Boolean);
	};
	let told = false;
	let poll = FIRST_POLL;
	while (await others(({ number, owner }) => number === 0 && owner !== own.owner) || await others((ticket) => ticket.number !== 0 && isBefore(ticket, own))) {
		if (signal !== void 0) throwIfInterrupted(signal);
		if (!told) onWait?.();
		told = true;
		await setTimeout$1(poll);
		poll = Math.min(poll * POLL_GROWTH, LONGEST_POLL);
	}
}
function isBefore(a, b) {
	return a.number < b.number || a.number === b.number && a.owner < b.owner;
}
async function isAlive(folder, ticket) {
	const identity = JSON.parse(Buffer.from(ticket.owner.split(".")[0] ?? "", "base64url").toString());
	if (await isRunning(processIdentitySchema.parse(identity))) return true;
	await rm(join(folder, fileName(ticket)), { force: true });
	return false;
}
async function ownName() {
	const identity = JSON.stringify(await identifyProcess(process.pid));
	return `${Buffer.from(identity).toString("base64url")}.${randomBytes(4).toString("hex")}`;
}
async function create(folder, ticket) {
	await (await open(join(folder, fileName(ticket)), "wx", 384)).close();
}
async function readTickets(folder) {
	return (await readdir(folder)).flatMap((name) => {
		const [, number, owner] = /^(\d+)~([\w-]+\.[0-9a-f]{8})$/.exec(name) ?? [];
		return owner === void 0 ? [] : [{
			number: Number(number),
			owner
		}];
	});
}
function fileName({ number, owner }) {
	return `${number}~${owner}`;
}

const date = datetime();
const copyKind = _enum(["reflink", "copy"]);
/** What serves the data directory, as whom it is opened, and the database that the source's URL named. */
const cluster = {
	product: _enum(["pglite", "postgres"]),
	superuser: string(),
	database: string()
};
/** `snapshot.json` */
const snapshotDescriptionSchema = strictObject({
	id: string(),
	createdAt: date,
	/** Moved on by every use. */
	expiresAt: date,
	/** The instant of the source whose state it holds. */
	at: date,
	server: string(),
	...cluster,
	/** What differs from the source besides the masking. */
	notes: array(string()),
	bytes: int().nonnegative(),
	/** What the preparation returned. */
	report: unknown()
});
/** `branch.json` */
const branchDescriptionSchema = strictObject({
	id: string(),
	parent: string(),
	createdAt: date,
	expiresAt: date,
	...cluster,
	copy: copyKind,
	/** The program that uses the branch. */
	owner: processIdentitySchema,
	/** Its server, once started. */
	server: processIdentitySchema.optional(),
	/** Since when only people look at it. */
	idleSince: date.optional()
});
/** `copy.json`: a snapshot or branch while it is made, or what is left of one while it is removed. */
const copyDescriptionSchema = strictObject({
	id: string(),
	/** What it is a copy of, which must not be removed meanwhile; absent for the source. */
	parent: string().optional(),
	owner: processIdentitySchema,
	server: processIdentitySchema.optional()
});
/**
* Reads a description; `undefined` when there is none. Throws `state-unusable`, naming the file, when it is not
* what this program writes.
*/
async function readDescription(path, schema) {
	try {
		return schema.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return void 0;
		throw new BranchProdError("state-unusable", `${path} can't be read as a description`, {
			nextStep: "Remove the item that it describes with `branch-prod destroy`.",
			cause: error
		});
	}
}
/** Writes a description as a whole or not at all. Throws `state-unusable`. */
async function writeDescription(path, description) {
	const temporary = `${path}.${randomBytes(4).toString("hex")}`;
	try {
		await writeFile(temporary, `${JSON.stringify(description, null, 2)}\n`, { mode: 384 });
		await rename(temporary, path);
	} catch (error) {
		throw stateUnusable(path, error);
	}
}

/** The folder of an item. The id has been checked. */
function itemFolder(state, kind, id) {
	const parents = {
		snapshot: state.snapshots,
		branch: state.branches,
		copy: state.copies
	};
	return join(parents[kind], id);
}
/** The ids of everything of a kind that lies in the state folder, described or not. */
async function idsOf(state, kind) {
	return (await readdir(itemFolder(state, kind, ""))).filter((name) => isId(kind, name)).sort();
}
/** `undefined` when there is none; throws `state-unusable` when it is damaged. So do the two below. */
function readSnapshot(state, id) {
	return readDescription(descriptionPath(state, "snapshot", id), snapshotDescriptionSchema);
}
function readBranch(state, id) {
	return readDescription(descriptionPath(state, "branch", id), branchDescriptionSchema);
}
function readCopy(state, id) {
	return readDescription(descriptionPath(state, "copy", id), copyDescriptionSchema);
}
/** Where an item's description is. */
function descriptionPath(state, kind, id) {
	return join(itemFolder(state, kind, id), `${kind}.json`);
}
/** How long a snapshot lives after its last use, in milliseconds. */
const SNAPSHOT_LIFETIME = 6048e5;
/** Says that a snapshot is used, so that it lives on. */
async function touchSnapshot(state, snapshot) {
	const expiresAt = new Date(Date.now() + SNAPSHOT_LIFETIME).toISOString();
	await writeDescription(descriptionPath(state, "snapshot", snapshot.id), {
		...snapshot,
		expiresAt
	});
}
/** Runs `work` while no other process adds to the state folder or removes from it. */
function withStateLock(state, work) {
	return withFileLock(join(state.locks, "state"), work);
}
/**
* Moves a finished copy to its place in one step, so that it is there as a whole or not at all. To be called without
* the state's lock. Throws `state-unusable`, or what `before` throws, which runs under that lock.
*/
async function placeItem(state, copyFolder, kind, id, before = async () => {}) {
	const folder = itemFolder(state, kind, id);
	await withStateLock(state, async () => {
		await before();
		await rename(copyFolder, folder).catch((error) => {
			throw stateUnusable(folder, error);
		});
		await rm(join(folder, "copy.json"));
		await rm(join(folder, "socket"), {
			recursive: true,
			force: true
		});
	});
}

/** Reads every description. What is moved meanwhile is met at least once: it goes from the copies to the others. */
async function readInventory(state) {
	return {
		copies: await readAll(state, "copy", readCopy),
		branches: await readAll(state, "branch", readBranch),
		snapshots: await readAll(state, "snapshot", readSnapshot)
	};
}
/** The ids of snapshots and branches on which a branch stands, or of which a copy is being made. */
function usedParents({ branches, copies }) {
	const children = [...branches.values(), ...copies.values()];
	return new Set(children.flatMap((child) => child?.parent ?? []));
}
/** Whether a branch should have been removed by now. */
function isExpired({ expiresAt }) {
	return Date.parse(expiresAt) <= Date.now();
}
async function readAll(state, kind, read) {
	const described = (await idsOf(state, kind)).map(async (id) => [id, await read(state, id).catch(() => void 0)]);
	return new Map(await Promise.all(described));
}

/**
* Removes a file or folder and everything in it, without following links; nothing happens when it is gone.
* Read-only folders are made writable first: Go's module cache, for one, consists of them.
*/
async function removeFolder(path) {
	const options = {
		recursive: true,
		force: true,
		maxRetries: 3
	};
	try {
		await rm(path, options);
	} catch (error) {
		const { code } = error;
		if (code !== "EACCES" && code !== "EPERM") throw error;
		await promisify(execFile)("chmod", [
			"-R",
			"u+rwX",
			path
		]);
		await rm(path, options);
	}
}

/** How long a server may take to end the processes that it started, in milliseconds; PostgreSQL gives them 5 s. */
const PATIENCE$2 = 6e3;
/** How often to look whether it is gone, in milliseconds, before and after that. */
const POLL$3 = 2;
const SLOW_POLL = 50;
/** Ends a server at once, if it is still that very process, and waits until it is gone. */
async function endServer(server) {
	if (server === void 0 || !await isRunning(server)) return;
	const began = performance.now();
	send(server, "SIGQUIT");
	while (await isRunning(server) && performance.now() - began < PATIENCE$2) await setTimeout$1(POLL$3);
	send(server, "SIGKILL");
	while (await isRunning(server)) await setTimeout$1(SLOW_POLL);
}
function send({ pid }, signal) {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if (error.code !== "ESRCH") throw error;
	}
}

/**
* In the order of preference. Copies never run as production's own user: what gets hold of a branch's server must not
* reach production's files. A standby is production's data already, and keeps apart from the branches.
*/
const NAMES = {
	copy: ["branch-prod", "nobody"],
	standby: [
		"postgres",
		"branch-prod",
		"nobody"
	]
};
/**
* The user that PostgreSQL runs as, which must own its files: `undefined` for the user that we are, another one if we
* are root, as whom PostgreSQL refuses to run. Throws `engine-failed` on a machine without any such user.
*/
async function serverAccount(kind) {
	if (process.getuid?.() !== 0) return void 0;
	const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
	for (const name of NAMES[kind]) {
		const [, , uid, gid] = lines.find(([user]) => user === name) ?? [];
		if (uid !== void 0 && gid !== void 0) return {
			uid: Number(uid),
			gid: Number(gid)
		};
	}
	throw new BranchProdError("engine-failed", "PostgreSQL refuses to run as root", { nextStep: "Make a user named branch-prod (`useradd --system branch-prod`), or run as another user." });
}

/** Lines of `postmaster.pid`, counted from 0: LOCK_FILE_LINE_* in PostgreSQL's src/include/utils/pidfile.h. */
const PID_LINE$1 = 0;
const DIRECTORY_LINE = 1;
const START_LINE = 2;
/** The server notes its start a moment after the system does; in milliseconds. */
const START_SLACK = 5e3;
/**
* The PostgreSQL server that runs on this very data directory, whoever started it; `undefined` when there is none.
* What `postmaster.pid` says is not believed: it may be left from a crash, when its pid may be another process's by
* now, or have been copied with the directory.
*/
async function findServer(dataDirectory) {
	const lines = (await readFile(join(dataDirectory, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
	if (!/^[1-9][0-9]*$/.test(lines[PID_LINE$1] ?? "")) return void 0;
	const identity = await identifyProcess(Number(lines[PID_LINE$1]));
	if (identity === void 0) return void 0;
	return (process.platform === "linux" ? await worksIn(identity.pid, dataDirectory) : await agrees(identity, lines, dataDirectory)) ? identity : void 0;
}
/** A server's working directory is its data directory, under whatever name. */
async function worksIn(pid, dataDirectory) {
	try {
		const [own, its] = await Promise.all([stat(dataDirectory), stat(`/proc/${pid}/cwd`)]);
		return own.dev === its.dev && own.ino === its.ino;
	} catch {
		return false;
	}
}
/** Where a process's directory can't be asked for: the file's own claims, against the start time in `ps`. */
async function agrees({ startedAt }, lines, dataDirectory) {
	const paths = [dataDirectory, lines[DIRECTORY_LINE] ?? ""];
	const [own, its] = await Promise.all(paths.map((path) => realpath(path).catch(() => void 0)));
	const apart = Math.abs(Date.parse(startedAt) - Number(lines[START_LINE]) * 1e3);
	return own !== void 0 && own === its && apart <= START_SLACK;
}

/** The program of `servers/pglite`, in whatever form it is installed. */
const PGLITE = /\/pglite-process\.[a-z]+$/;
/**
* The processes of the servers that work on this very data directory, those that outlived their server too. On Linux
* nobody's word is taken for it, neither a description's nor that of `postmaster.pid`: a server's working directory is
* its data directory, wherever that has been moved.
*
* @param recorded what a description says of its server.
*/
async function serversOn(dataDirectory, recorded) {
	if (process.platform !== "linux") return claimed(dataDirectory, recorded);
	const own = lookAt(dataDirectory);
	if (own === void 0) return [];
	const account = await serverAccount("copy");
	const servers = [];
	for (const name of readdirSync("/proc")) {
		if (!/^\d+$/.test(name)) continue;
		const its = lookAt(`/proc/${name}/cwd`);
		if (its?.ino !== own.ino || its.dev !== own.dev) continue;
		const identity = await identifyProcess(Number(name));
		if (identity === void 0) continue;
		const isTheirs = account !== void 0 && lookAt(`/proc/${name}`)?.uid === BigInt(account.uid);
		if (isServer(name) || isTheirs || isSame(identity, recorded)) servers.push(identity);
	}
	return servers;
}
/** Where a process's directory can't be asked for. */
async function claimed(dataDirectory, recorded) {
	const found = await findServer(dataDirectory);
	if (found !== void 0) return [found];
	return recorded !== void 0 && await isRunning(recorded) ? [recorded] : [];
}
function lookAt(path) {
	try {
		return statSync(path, { bigint: true });
	} catch {
		return;
	}
}
function isSame(one, other) {
	return one.pid === other?.pid && one.startedAt === other.startedAt;
}
/** What servers are called that no description names yet: PostgreSQL's processes change their title, not this. */
function isServer(pid) {
	try {
		if (readFileSync(`/proc/${pid}/comm`, "utf8") === "postgres\n") return true;
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").some((word) => PGLITE.test(word));
	} catch {
		return false;
	}
}

/** The identity of this program. Throws `engine-failed` where a process has none. */
async function ownIdentity() {
	const identity = await identifyProcess(process.pid);
	if (identity === void 0) throw new BranchProdError("engine-failed", "This process has no start time to know it by", { nextStep: "Use Linux with /proc, or macOS with ps." });
	return identity;
}

/**
* Takes a snapshot or a branch away in one step, so that it is there as a whole or not at all: it lies among the
* copies then, without a description, and whoever comes next removes it. To be called under the state's lock. Returns
* the id of the remains, which are to be buried, or `undefined` when there was nothing.
*/
async function retire(state, kind, id) {
	const remains = newId("copy");
	try {
		await rename(itemFolder(state, kind, id), itemFolder(state, "copy", remains));
		return remains;
	} catch (error) {
		if (error.code === "ENOENT") return void 0;
		throw error;
	}
}
/**
* Ends what runs on a copy or on the remains of an item, and removes them: without the state's lock, since it takes
* long for many files. Nobody else does the same meanwhile, unless this program dies. Harmless when they are gone.
*/
async function bury(state, id) {
	const folder = itemFolder(state, "copy", id);
	if (await stat(folder).catch(() => void 0) === void 0) return;
	const server = await recordedServer(state, id);
	const claim = descriptionPath(state, "copy", id);
	await writeDescription(claim, {
		id,
		owner: await ownIdentity(),
		server
	}).catch(() => {});
	try {
		await endAll(join(folder, "data"), server);
		await removeFolder(folder);
	} catch (error) {
		await rm(claim, { force: true }).catch(() => {});
		throw error;
	}
}
async function recordedServer(state, id) {
	const copy = readDescription(descriptionPath(state, "copy", id), copyDescriptionSchema);
	const path = join(itemFolder(state, "copy", id), "branch.json");
	const branch = readDescription(path, branchDescriptionSchema);
	const [ofCopy, ofBranch] = await Promise.allSettled([copy, branch]);
	for (const found of [ofBranch, ofCopy]) if (found.status === "fulfilled" && found.value?.server) return found.value.server;
}
/** Until none is left: one that is about to start a process may have done so meanwhile. */
async function endAll(dataDirectory, recorded) {
	for (;;) {
		const servers = await serversOn(dataDirectory, recorded);
		if (servers.length === 0) return;
		await Promise.all(servers.map((server) => endServer(server)));
	}
}

/**
* Ends and removes what no running process owns, branches that expired whoever owns them, and snapshots that expired
* and have no branch. Anything else that can't be read stays. Without the state's lock, which it takes only when there
* is something to remove.
*/
async function cleanUp(state, endPreview) {
	const locks = await readdir(state.locks);
	await Promise.all(locks.map((lock) => removeDeadTickets(join(state.locks, lock))));
	const { copies, branches, snapshots } = await findOver(state);
	if (copies.length + branches.length + snapshots.length === 0) return;
	await Promise.all(branches.map((id) => orSkip(removeBranch(state, id, endPreview))));
	const remains = await withStateLock(state, async () => {
		const over = await findOver(state);
		const retired = over.snapshots.map((id) => retire(state, "snapshot", id));
		return [...over.copies, ...await Promise.all(retired)];
	});
	await Promise.all(remains.map((id) => id && bury(state, id)));
}
/**
* Ends all that runs on a branch, then removes it. To be called without the state's lock. `id` must be that of a
* branch; nothing happens when there is none. Throws what `endPreview` throws.
*/
async function removeBranch(state, id, endPreview) {
	await endPreview(join(state.branches, id, "preview"));
	const remains = await withStateLock(state, () => retire(state, "branch", id));
	if (remains !== void 0) await bury(state, remains);
}
/** The ids of what is to be removed. Only under the state's lock a copy without a description is nobody's. */
async function findOver(state) {
	const inventory = await readInventory(state);
	const known = /* @__PURE__ */ new Map();
	const isAlive = (owner) => {
		const key = `${owner.pid} ${owner.startedAt}`;
		const alive = known.get(key) ?? isRunning(owner);
		known.set(key, alive);
		return alive;
	};
	const copies = [];
	for (const [id, copy] of inventory.copies) if (copy === void 0 || !await isAlive(copy.owner)) copies.push(id);
	const branches = [];
	for (const [id, branch] of inventory.branches) if (branch && (isExpired(branch) || !await isAlive(branch.owner))) branches.push(id);
	const used = usedParents(inventory);
	const snapshots = [];
	for (const [id, snapshot] of inventory.snapshots) if (snapshot && isExpired(snapshot) && !used.has(id)) snapshots.push(id);
	return {
		copies,
		branches,
		snapshots
	};
}
/** What is damaged, or can't be ended, is for `list` to show and for `destroy` to remove. */
function orSkip(action) {
	return action.catch((error) => {
		if (error instanceof BranchProdError) return void 0;
		throw error;
	});
}

/** How many files are looked at, at a few microseconds each, before others get their turn. */
const FILES_A_TURN = 256;
/** How many files one call of filefrag gets: the system limits the length of a command. */
const FILES_A_CALL = 500;
/** Of `stat.blocks`, in bytes; stat(2). */
const BLOCK = 512;
/** What the files below a directory take of the disk, in bytes, wherever else their blocks are used too. */
async function allocatedBytes(directory) {
	return sumOfBlocks(await readFiles(directory));
}
/**
* What a branch's data take of the disk besides its parent's, in bytes: of the files changed since it was made, what
* they don't share. Where nothing can say what they share, all of these files.
*
* @param since when the branch was made: all that it shares is older.
*/
async function ownBytes(dataDirectory, { copy, since }) {
	const files = await readFiles(dataDirectory);
	if (copy === "copy") return sumOfBlocks(files);
	const changed = files.filter(({ stats }) => stats.mtimeMs > since.getTime());
	let bytes = 0;
	for (let first = 0; first < changed.length; first += FILES_A_CALL) {
		const some = changed.slice(first, first + FILES_A_CALL);
		bytes += await unsharedBytes(some.map(({ path }) => path)) ?? sumOfBlocks(some);
	}
	return bytes;
}
async function readFiles(directory) {
	const files = [];
	for (const [index, { path, kind }] of (await readTree(directory)).entries()) {
		if (index % FILES_A_TURN === 255) await setImmediate$1();
		if (kind !== "file") continue;
		const file = join(directory, path);
		const stats = lstatSync(file, { throwIfNoEntry: false });
		if (stats !== void 0) files.push({
			path: file,
			stats
		});
	}
	return files;
}
function sumOfBlocks(files) {
	return files.reduce((sum, { stats }) => sum + stats.blocks * BLOCK, 0);
}
/**
* The extents that filefrag, of e2fsprogs, shows without the flag `shared` (FIEMAP_EXTENT_SHARED in Linux's
* include/uapi/linux/fiemap.h). `undefined` when there is no filefrag, or a file is gone.
*/
async function unsharedBytes(paths) {
	try {
		const options = {
			env: {
				PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
				LC_ALL: "C"
			},
			maxBuffer: 2 ** 28
		};
		const { stdout } = await promisify(execFile)("filefrag", [
			"-v",
			"--",
			...paths
		], options);
		return readExtents(stdout);
	} catch {
		return;
	}
}
function readExtents(output) {
	let bytes = 0;
	let blockSize = 0;
	for (const line of output.split("\n")) {
		const size = /^File size of .* blocks? of (\d+) bytes\)$/.exec(line)?.[1];
		if (size !== void 0) blockSize = Number(size);
		const [, first, last, flags] = /^ *\d+: +(\d+)\.\. *(\d+):.*?([a-z_,]*)$/.exec(line) ?? [];
		if (flags === void 0 || flags.split(",").includes("shared")) continue;
		bytes += (Number(last) - Number(first) + 1) * blockSize;
	}
	return bytes;
}

/** Whether a copy of the file at `probe` shares its blocks, found out by making one; nothing is left of it. */
async function sharesBlocks(file, probe) {
	try {
		await copyFile(file, probe, constants.COPYFILE_FICLONE_FORCE);
		return true;
	} catch {
		return false;
	} finally {
		await rm(probe, { force: true });
	}
}

/**
* Measures what everything in the state folder takes of the disk. Returns a function that says what it will be, in
* bytes, once the newcomer is there and of branches and snapshots only those left that it is given. A snapshot that is
* about to be placed lies among the copies already and is measured there.
*
* @param parent what the newcomer stands on, if on anything.
*/
async function measureDisk(context, inventory, parent) {
	const { state } = context;
	const sizes = /* @__PURE__ */ new Map();
	for (const [id, snapshot] of inventory.snapshots) {
		const folder = itemFolder(state, "snapshot", id);
		sizes.set(id, snapshot?.bytes ?? await allocatedBytes(folder));
	}
	for (const [id, branch] of inventory.branches) {
		const folder = itemFolder(state, "branch", id);
		const bytes = branch ? ownBytes(join(folder, "data"), {
			copy: branch.copy,
			since: new Date(branch.createdAt)
		}) : allocatedBytes(folder);
		sizes.set(id, await bytes);
	}
	let fixed = await allocatedBytes(state.standbys);
	for (const [id, copy] of inventory.copies) {
		if (copy === void 0) continue;
		fixed += copy.parent ? await bytesOfCopyOf(context, copy.parent) : await allocatedBytes(itemFolder(state, "copy", id));
	}
	if (parent !== void 0) fixed += await bytesOfCopyOf(context, parent);
	return ({ branches, snapshots }) => [...branches.keys(), ...snapshots.keys()].reduce((sum, id) => sum + (sizes.get(id) ?? 0), fixed);
}
/** Whether even all that is on the file system is not too much: to be known at once, where measuring takes long. */
async function surelyFits(context, { parent }, limit) {
	const { blocks, bfree, bsize } = await statfs(context.state.path);
	const added = parent === void 0 ? 0 : await bytesOfCopyOf(context, parent);
	return (blocks - bfree) * bsize + added <= limit;
}
/** What a branch takes when it is made: nothing where it shares all blocks with its parent. */
async function bytesOfCopyOf({ state }, parent) {
	const kind = isId("snapshot", parent) ? "snapshot" : "branch";
	const data = join(itemFolder(state, kind, parent), "data");
	const probe = itemFolder(state, "copy", newId("copy"));
	return await sharesBlocks(join(data, "PG_VERSION"), probe) ? 0 : allocatedBytes(data);
}

/** The error for a new branch when none of those that there are may be removed. */
function tooManyBranches(count) {
	const there = count === 1 ? "is 1 branch" : `are ${count} branches`;
	return new BranchProdError("limit-reached", `There ${there}, no more are allowed, and every one is in use`, { nextStep: "Wait until an investigation ends, end one yourself (`branch-prod list` shows its branches), or raise `engine.limits.branches` in the config." });
}
/** The error for what doesn't fit on the disk's share, even without all that may be removed. Bytes. */
function tooMuchDisk(used, limit) {
	return new BranchProdError("limit-reached", `Snapshots, branches and standbys would take ${gigabytes(used)} of the disk, ${gigabytes(limit)} are allowed, and the rest is in use`, { nextStep: "Wait until an investigation ends, remove what `branch-prod list` shows and nobody needs with `branch-prod destroy`, or raise `engine.limits.disk` in the config." });
}
function gigabytes(bytes) {
	return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/**
* How long a snapshot stays after somebody asked for it, in milliseconds: its branch comes next. Nobody is told when it
* goes.
*/
const GRACE = 6e4;
/**
* Makes room for a new item within the limits. Of a kind the one unused longest goes first: branches that only people
* look at, since when they do; snapshots without branches, since they were asked for. Its own kind goes before the
* other. Nothing goes when that would not be enough. To be called under the state's lock. Returns what has to be
* called afterwards, without the lock. Throws `limit-reached`.
*/
async function makeRoom(context, newcomer) {
	if (await hasRoom$1(context, newcomer)) return async () => {};
	const inventory = await readInventory(context.state);
	return evict(context, inventory, await chooseVictims(context, newcomer, inventory));
}
/** Without reading a description: what is there may count too much. */
async function hasRoom$1(context, newcomer) {
	const { state, limits } = context;
	const { kind } = newcomer;
	if (limits.disk !== void 0 && !await surelyFits(context, newcomer, limits.disk)) return false;
	const [items, copies] = await Promise.all([idsOf(state, kind), idsOf(state, "copy")]);
	const limit = kind === "branch" ? limits.branches : limits.snapshots;
	return limit === void 0 || items.length + copies.length < limit;
}
async function chooseVictims(context, { kind, parent }, inventory) {
	const { limits } = context;
	const left = {
		...inventory,
		branches: new Map(inventory.branches),
		snapshots: new Map(inventory.snapshots)
	};
	for (const [id, branch] of left.branches) if (branch && isExpired(branch)) left.branches.delete(id);
	const branches = [];
	const snapshots = [];
	const dropBranch = () => {
		const id = idleLongest(left, parent);
		if (id !== void 0) branches.push(id);
		return id !== void 0 && left.branches.delete(id);
	};
	const dropSnapshot = () => {
		const id = unusedLongest(left, parent);
		if (id !== void 0) snapshots.push(id);
		return id !== void 0 && left.snapshots.delete(id);
	};
	if (kind === "branch") {
		const made = [...inventory.copies.values()].filter((copy) => copy?.parent !== void 0).length;
		while (left.branches.size + made >= (limits.branches ?? Number.POSITIVE_INFINITY)) if (!dropBranch()) throw tooManyBranches(left.branches.size + made);
	} else while (left.snapshots.size >= (limits.snapshots ?? Number.POSITIVE_INFINITY)) if (!dropSnapshot()) break;
	if (limits.disk !== void 0) {
		const bytesOf = await measureDisk(context, inventory, parent);
		while (bytesOf(left) > limits.disk) if (!(kind === "branch" ? dropBranch() || dropSnapshot() : dropSnapshot() || dropBranch())) throw tooMuchDisk(bytesOf(left), limits.disk);
	}
	return {
		branches,
		snapshots
	};
}
function idleLongest(inventory, parent) {
	const used = usedParents(inventory);
	return [...inventory.branches].flatMap(([id, branch]) => {
		if (branch?.idleSince === void 0 || used.has(id) || id === parent) return [];
		return {
			id,
			since: branch.idleSince
		};
	}).sort((a, b) => a.since < b.since ? -1 : 1)[0]?.id;
}
function unusedLongest(inventory, parent) {
	const used = usedParents(inventory);
	return [...inventory.snapshots].flatMap(([id, snapshot]) => {
		if (snapshot === void 0 || used.has(id) || id === parent) return [];
		const usedAt = Date.parse(snapshot.expiresAt) - SNAPSHOT_LIFETIME;
		return usedAt > Date.now() - GRACE ? [] : {
			id,
			usedAt
		};
	}).sort((a, b) => a.usedAt - b.usedAt)[0]?.id;
}
/** A branch expires at once: whatever happens to this program, the next one removes it. */
async function evict({ state, endPreview }, inventory, victims) {
	for (const id of victims.branches) {
		const branch = inventory.branches.get(id);
		const expiresAt = (/* @__PURE__ */ new Date()).toISOString();
		await writeDescription(descriptionPath(state, "branch", id), {
			...branch,
			expiresAt
		});
	}
	const retired = victims.snapshots.map((id) => retire(state, "snapshot", id));
	const remains = (await Promise.all(retired)).filter((id) => id !== void 0);
	return async () => {
		const removed = victims.branches.map((id) => orSkip(removeBranch(state, id, endPreview)));
		await Promise.all([...removed, ...remains.map((id) => bury(state, id))]);
	};
}

/**
* Of folders on the way to a data directory: as root we run PostgreSQL as another user, who may pass through them but
* not look into them.
*/
const PASSABLE = process.getuid?.() === 0 ? 457 : 448;
/** Makes what is missing of the state folder. Throws `state-unusable` when it can't be written. */
async function openStateFolder(path) {
	const state = {
		path,
		snapshots: join(path, "snapshots"),
		branches: join(path, "branches"),
		copies: join(path, "copies"),
		standbys: join(path, "standbys"),
		locks: join(path, "locks")
	};
	try {
		for (const folder of Object.values(state)) {
			const mode = folder === state.locks ? 448 : PASSABLE;
			await mkdir(folder, {
				recursive: true,
				mode
			});
			await chmod(folder, mode);
			await access(folder, constants$1.R_OK | constants$1.W_OK | constants$1.X_OK);
		}
	} catch (error) {
		throw stateUnusable(path, error);
	}
	return state;
}

/**
* Runs `work` with a folder that has a description and an owner from its first moment. When `work` returns, the
* folder has been moved away or is removed; when it throws, it is removed. Throws what `work` throws, `interrupted`
* whenever the signal was the reason, `limit-reached`, and `state-unusable`, also when a full disk must have been the
* reason.
*/
async function withCopy({ state, signal, findParent, makeRoom }, work) {
	const id = newId("copy");
	const owner = await ownIdentity();
	const folder = itemFolder(state, "copy", id);
	const description = descriptionPath(state, "copy", id);
	const { parent, removeRest } = await withStateLock(state, async () => {
		const parent = await findParent();
		const removeRest = await makeRoom?.();
		await mkdir(folder, { mode: PASSABLE }).catch((error) => {
			throw stateUnusable(state.path, error);
		});
		await writeDescription(description, {
			id,
			parent,
			owner
		});
		return {
			parent,
			removeRest
		};
	});
	try {
		await removeRest?.();
		return await work({
			folder,
			recordServer: (server) => writeDescription(description, {
				id,
				parent,
				owner,
				server
			})
		});
	} catch (error) {
		if (signal.aborted) throw interrupted();
		throw await orDiskFull(error, state.path);
	} finally {
		await bury(state, id);
	}
}

var require_postgres_array = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.parse = function(source, transform) {
		return new ArrayParser(source, transform).parse();
	};
	var ArrayParser = class ArrayParser {
		constructor(source, transform) {
			this.source = source;
			this.transform = transform || identity;
			this.position = 0;
			this.entries = [];
			this.recorded = [];
			this.dimension = 0;
		}
		isEof() {
			return this.position >= this.source.length;
		}
		nextCharacter() {
			var character = this.source[this.position++];
			if (character === "\\") return {
				value: this.source[this.position++],
				escaped: true
			};
			return {
				value: character,
				escaped: false
			};
		}
		record(character) {
			this.recorded.push(character);
		}
		newEntry(includeEmpty) {
			var entry;
			if (this.recorded.length > 0 || includeEmpty) {
				entry = this.recorded.join("");
				if (entry === "NULL" && !includeEmpty) entry = null;
				if (entry !== null) entry = this.transform(entry);
				this.entries.push(entry);
				this.recorded = [];
			}
		}
		consumeDimensions() {
			if (this.source[0] === "[") {
				while (!this.isEof()) if (this.nextCharacter().value === "=") break;
			}
		}
		parse(nested) {
			var character, parser, quote;
			this.consumeDimensions();
			while (!this.isEof()) {
				character = this.nextCharacter();
				if (character.value === "{" && !quote) {
					this.dimension++;
					if (this.dimension > 1) {
						parser = new ArrayParser(this.source.substr(this.position - 1), this.transform);
						this.entries.push(parser.parse(true));
						this.position += parser.position - 2;
					}
				} else if (character.value === "}" && !quote) {
					this.dimension--;
					if (!this.dimension) {
						this.newEntry();
						if (nested) return this.entries;
					}
				} else if (character.value === "\"" && !character.escaped) {
					if (quote) this.newEntry(true);
					quote = !quote;
				} else if (character.value === "," && !quote) this.newEntry();
				else this.record(character.value);
			}
			if (this.dimension !== 0) throw new Error("array dimension not balanced");
			return this.entries;
		}
	};
	function identity(value) {
		return value;
	}
}));

var require_arrayParser = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var array = require_postgres_array();
	module.exports = { create: function(source, transform) {
		return { parse: function() {
			return array.parse(source, transform);
		} };
	} };
}));

var require_postgres_date = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var DATE_TIME = /(\d{1,})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(\.\d{1,})?.*?( BC)?$/;
	var DATE = /^(\d{1,})-(\d{2})-(\d{2})( BC)?$/;
	var TIME_ZONE = /([Z+-])(\d{2})?:?(\d{2})?:?(\d{2})?/;
	var INFINITY = /^-?infinity$/;
	module.exports = function parseDate(isoDate) {
		if (INFINITY.test(isoDate)) return Number(isoDate.replace("i", "I"));
		var matches = DATE_TIME.exec(isoDate);
		if (!matches) return getDate(isoDate) || null;
		var isBC = !!matches[8];
		var year = parseInt(matches[1], 10);
		if (isBC) year = bcYearToNegativeYear(year);
		var month = parseInt(matches[2], 10) - 1;
		var day = matches[3];
		var hour = parseInt(matches[4], 10);
		var minute = parseInt(matches[5], 10);
		var second = parseInt(matches[6], 10);
		var ms = matches[7];
		ms = ms ? 1e3 * parseFloat(ms) : 0;
		var date;
		var offset = timeZoneOffset(isoDate);
		if (offset != null) {
			date = new Date(Date.UTC(year, month, day, hour, minute, second, ms));
			if (is0To99(year)) date.setUTCFullYear(year);
			if (offset !== 0) date.setTime(date.getTime() - offset);
		} else {
			date = new Date(year, month, day, hour, minute, second, ms);
			if (is0To99(year)) date.setFullYear(year);
		}
		return date;
	};
	function getDate(isoDate) {
		var matches = DATE.exec(isoDate);
		if (!matches) return;
		var year = parseInt(matches[1], 10);
		if (!!matches[4]) year = bcYearToNegativeYear(year);
		var month = parseInt(matches[2], 10) - 1;
		var day = matches[3];
		var date = new Date(year, month, day);
		if (is0To99(year)) date.setFullYear(year);
		return date;
	}
	function timeZoneOffset(isoDate) {
		if (isoDate.endsWith("+00")) return 0;
		var zone = TIME_ZONE.exec(isoDate.split(" ")[1]);
		if (!zone) return;
		var type = zone[1];
		if (type === "Z") return 0;
		var sign = type === "-" ? -1 : 1;
		return (parseInt(zone[2], 10) * 3600 + parseInt(zone[3] || 0, 10) * 60 + parseInt(zone[4] || 0, 10)) * sign * 1e3;
	}
	function bcYearToNegativeYear(year) {
		return -(year - 1);
	}
	function is0To99(num) {
		return num >= 0 && num < 100;
	}
}));

var require_mutable = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = extend;
	var hasOwnProperty = Object.prototype.hasOwnProperty;
	function extend(target) {
		for (var i = 1; i < arguments.length; i++) {
			var source = arguments[i];
			for (var key in source) if (hasOwnProperty.call(source, key)) target[key] = source[key];
		}
		return target;
	}
}));

var require_postgres_interval = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var extend = require_mutable();
	module.exports = PostgresInterval;
	function PostgresInterval(raw) {
		if (!(this instanceof PostgresInterval)) return new PostgresInterval(raw);
		extend(this, parse(raw));
	}
	var properties = [
		"seconds",
		"minutes",
		"hours",
		"days",
		"months",
		"years"
	];
	PostgresInterval.prototype.toPostgres = function() {
		var filtered = properties.filter(this.hasOwnProperty, this);
		if (this.milliseconds && filtered.indexOf("seconds") < 0) filtered.push("seconds");
		if (filtered.length === 0) return "0";
		return filtered.map(function(property) {
			var value = this[property] || 0;
			if (property === "seconds" && this.milliseconds) value = (value + this.milliseconds / 1e3).toFixed(6).replace(/\.?0+$/, "");
			return value + " " + property;
		}, this).join(" ");
	};
	var propertiesISOEquivalent = {
		years: "Y",
		months: "M",
		days: "D",
		hours: "H",
		minutes: "M",
		seconds: "S"
	};
	var dateProperties = [
		"years",
		"months",
		"days"
	];
	var timeProperties = [
		"hours",
		"minutes",
		"seconds"
	];
	PostgresInterval.prototype.toISOString = PostgresInterval.prototype.toISO = function() {
		var datePart = dateProperties.map(buildProperty, this).join("");
		var timePart = timeProperties.map(buildProperty, this).join("");
		return "P" + datePart + "T" + timePart;
		function buildProperty(property) {
			var value = this[property] || 0;
			if (property === "seconds" && this.milliseconds) value = (value + this.milliseconds / 1e3).toFixed(6).replace(/0+$/, "");
			return value + propertiesISOEquivalent[property];
		}
	};
	var NUMBER = "([+-]?\\d+)";
	var YEAR = NUMBER + "\\s+years?";
	var MONTH = NUMBER + "\\s+mons?";
	var DAY = NUMBER + "\\s+days?";
	var INTERVAL = new RegExp([
		YEAR,
		MONTH,
		DAY,
		"([+-])?([\\d]*):(\\d\\d):(\\d\\d)\\.?(\\d{1,6})?"
	].map(function(regexString) {
		return "(" + regexString + ")?";
	}).join("\\s*"));
	var positions = {
		years: 2,
		months: 4,
		days: 6,
		hours: 9,
		minutes: 10,
		seconds: 11,
		milliseconds: 12
	};
	var negatives = [
		"hours",
		"minutes",
		"seconds",
		"milliseconds"
	];
	function parseMilliseconds(fraction) {
		var microseconds = fraction + "000000".slice(fraction.length);
		return parseInt(microseconds, 10) / 1e3;
	}
	function parse(interval) {
		if (!interval) return {};
		var matches = INTERVAL.exec(interval);
		var isNegative = matches[8] === "-";
		return Object.keys(positions).reduce(function(parsed, property) {
			var value = matches[positions[property]];
			if (!value) return parsed;
			value = property === "milliseconds" ? parseMilliseconds(value) : parseInt(value, 10);
			if (!value) return parsed;
			if (isNegative && ~negatives.indexOf(property)) value *= -1;
			parsed[property] = value;
			return parsed;
		}, {});
	}
}));

var require_postgres_bytea = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var bufferFrom = Buffer.from || Buffer;
	module.exports = function parseBytea(input) {
		if (/^\\x/.test(input)) return bufferFrom(input.substr(2), "hex");
		var output = "";
		var i = 0;
		while (i < input.length) if (input[i] !== "\\") {
			output += input[i];
			++i;
		} else if (/[0-7]{3}/.test(input.substr(i + 1, 3))) {
			output += String.fromCharCode(parseInt(input.substr(i + 1, 3), 8));
			i += 4;
		} else {
			var backslashes = 1;
			while (i + backslashes < input.length && input[i + backslashes] === "\\") backslashes++;
			for (var k = 0; k < Math.floor(backslashes / 2); ++k) output += "\\";
			i += Math.floor(backslashes / 2) * 2;
		}
		return bufferFrom(output, "binary");
	};
}));

var require_textParsers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var array = require_postgres_array();
	var arrayParser = require_arrayParser();
	var parseDate = require_postgres_date();
	var parseInterval = require_postgres_interval();
	var parseByteA = require_postgres_bytea();
	function allowNull(fn) {
		return function nullAllowed(value) {
			if (value === null) return value;
			return fn(value);
		};
	}
	function parseBool(value) {
		if (value === null) return value;
		return value === "TRUE" || value === "t" || value === "true" || value === "y" || value === "yes" || value === "on" || value === "1";
	}
	function parseBoolArray(value) {
		if (!value) return null;
		return array.parse(value, parseBool);
	}
	function parseBaseTenInt(string) {
		return parseInt(string, 10);
	}
	function parseIntegerArray(value) {
		if (!value) return null;
		return array.parse(value, allowNull(parseBaseTenInt));
	}
	function parseBigIntegerArray(value) {
		if (!value) return null;
		return array.parse(value, allowNull(function(entry) {
			return parseBigInteger(entry).trim();
		}));
	}
	var parsePointArray = function(value) {
		if (!value) return null;
		return arrayParser.create(value, function(entry) {
			if (entry !== null) entry = parsePoint(entry);
			return entry;
		}).parse();
	};
	var parseFloatArray = function(value) {
		if (!value) return null;
		return arrayParser.create(value, function(entry) {
			if (entry !== null) entry = parseFloat(entry);
			return entry;
		}).parse();
	};
	var parseStringArray = function(value) {
		if (!value) return null;
		return arrayParser.create(value).parse();
	};
	var parseDateArray = function(value) {
		if (!value) return null;
		return arrayParser.create(value, function(entry) {
			if (entry !== null) entry = parseDate(entry);
			return entry;
		}).parse();
	};
	var parseIntervalArray = function(value) {
		if (!value) return null;
		return arrayParser.create(value, function(entry) {
			if (entry !== null) entry = parseInterval(entry);
			return entry;
		}).parse();
	};
	var parseByteAArray = function(value) {
		if (!value) return null;
		return array.parse(value, allowNull(parseByteA));
	};
	var parseInteger = function(value) {
		return parseInt(value, 10);
	};
	var parseBigInteger = function(value) {
		var valStr = String(value);
		if (/^\d+$/.test(valStr)) return valStr;
		return value;
	};
	var parseJsonArray = function(value) {
		if (!value) return null;
		return array.parse(value, allowNull(JSON.parse));
	};
	var parsePoint = function(value) {
		if (value[0] !== "(") return null;
		value = value.substring(1, value.length - 1).split(",");
		return {
			x: parseFloat(value[0]),
			y: parseFloat(value[1])
		};
	};
	var parseCircle = function(value) {
		if (value[0] !== "<" && value[1] !== "(") return null;
		var point = "(";
		var radius = "";
		var pointParsed = false;
		for (var i = 2; i < value.length - 1; i++) {
			if (!pointParsed) point += value[i];
			if (value[i] === ")") {
				pointParsed = true;
				continue;
			} else if (!pointParsed) continue;
			if (value[i] === ",") continue;
			radius += value[i];
		}
		var result = parsePoint(point);
		result.radius = parseFloat(radius);
		return result;
	};
	var init = function(register) {
		register(20, parseBigInteger);
		register(21, parseInteger);
		register(23, parseInteger);
		register(26, parseInteger);
		register(700, parseFloat);
		register(701, parseFloat);
		register(16, parseBool);
		register(1082, parseDate);
		register(1114, parseDate);
		register(1184, parseDate);
		register(600, parsePoint);
		register(651, parseStringArray);
		register(718, parseCircle);
		register(1e3, parseBoolArray);
		register(1001, parseByteAArray);
		register(1005, parseIntegerArray);
		register(1007, parseIntegerArray);
		register(1028, parseIntegerArray);
		register(1016, parseBigIntegerArray);
		register(1017, parsePointArray);
		register(1021, parseFloatArray);
		register(1022, parseFloatArray);
		register(1231, parseFloatArray);
		register(1014, parseStringArray);
		register(1015, parseStringArray);
		register(1008, parseStringArray);
		register(1009, parseStringArray);
		register(1040, parseStringArray);
		register(1041, parseStringArray);
		register(1115, parseDateArray);
		register(1182, parseDateArray);
		register(1185, parseDateArray);
		register(1186, parseInterval);
		register(1187, parseIntervalArray);
		register(17, parseByteA);
		register(114, JSON.parse.bind(JSON));
		register(3802, JSON.parse.bind(JSON));
		register(199, parseJsonArray);
		register(3807, parseJsonArray);
		register(3907, parseStringArray);
		register(2951, parseStringArray);
		register(791, parseStringArray);
		register(1183, parseStringArray);
		register(1270, parseStringArray);
	};
	module.exports = { init };
}));

var require_pg_int8 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var BASE = 1e6;
	function readInt8(buffer) {
		var high = buffer.readInt32BE(0);
		var low = buffer.readUInt32BE(4);
		var sign = "";
		if (high < 0) {
			high = ~high + (low === 0);
			low = ~low + 1 >>> 0;
			sign = "-";
		}
		var result = "";
		var carry;
		var t;
		var digits;
		var pad;
		var l;
		var i;
		carry = high % BASE;
		high = high / BASE >>> 0;
		t = 4294967296 * carry + low;
		low = t / BASE >>> 0;
		digits = "" + (t - BASE * low);
		if (low === 0 && high === 0) return sign + digits + result;
		pad = "";
		l = 6 - digits.length;
		for (i = 0; i < l; i++) pad += "0";
		result = pad + digits + result;
		carry = high % BASE;
		high = high / BASE >>> 0;
		t = 4294967296 * carry + low;
		low = t / BASE >>> 0;
		digits = "" + (t - BASE * low);
		if (low === 0 && high === 0) return sign + digits + result;
		pad = "";
		l = 6 - digits.length;
		for (i = 0; i < l; i++) pad += "0";
		result = pad + digits + result;
		carry = high % BASE;
		high = high / BASE >>> 0;
		t = 4294967296 * carry + low;
		low = t / BASE >>> 0;
		digits = "" + (t - BASE * low);
		if (low === 0 && high === 0) return sign + digits + result;
		pad = "";
		l = 6 - digits.length;
		for (i = 0; i < l; i++) pad += "0";
		result = pad + digits + result;
		carry = high % BASE;
		t = 4294967296 * carry + low;
		digits = "" + t % BASE;
		return sign + digits + result;
	}
	module.exports = readInt8;
}));

var require_binaryParsers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var parseInt64 = require_pg_int8();
	var parseBits = function(data, bits, offset, invert, callback) {
		offset = offset || 0;
		invert = invert || false;
		callback = callback || function(lastValue, newValue, bits) {
			return lastValue * Math.pow(2, bits) + newValue;
		};
		var offsetBytes = offset >> 3;
		var inv = function(value) {
			if (invert) return ~value & 255;
			return value;
		};
		var mask = 255;
		var firstBits = 8 - offset % 8;
		if (bits < firstBits) {
			mask = 255 << 8 - bits & 255;
			firstBits = bits;
		}
		if (offset) mask = mask >> offset % 8;
		var result = 0;
		if (offset % 8 + bits >= 8) result = callback(0, inv(data[offsetBytes]) & mask, firstBits);
		var bytes = bits + offset >> 3;
		for (var i = offsetBytes + 1; i < bytes; i++) result = callback(result, inv(data[i]), 8);
		var lastBits = (bits + offset) % 8;
		if (lastBits > 0) result = callback(result, inv(data[bytes]) >> 8 - lastBits, lastBits);
		return result;
	};
	var parseFloatFromBits = function(data, precisionBits, exponentBits) {
		var bias = Math.pow(2, exponentBits - 1) - 1;
		var sign = parseBits(data, 1);
		var exponent = parseBits(data, exponentBits, 1);
		if (exponent === 0) return 0;
		var precisionBitsCounter = 1;
		var parsePrecisionBits = function(lastValue, newValue, bits) {
			if (lastValue === 0) lastValue = 1;
			for (var i = 1; i <= bits; i++) {
				precisionBitsCounter /= 2;
				if ((newValue & 1 << bits - i) > 0) lastValue += precisionBitsCounter;
			}
			return lastValue;
		};
		var mantissa = parseBits(data, precisionBits, exponentBits + 1, false, parsePrecisionBits);
		if (exponent == Math.pow(2, exponentBits + 1) - 1) {
			if (mantissa === 0) return sign === 0 ? Infinity : -Infinity;
			return NaN;
		}
		return (sign === 0 ? 1 : -1) * Math.pow(2, exponent - bias) * mantissa;
	};
	var parseInt16 = function(value) {
		if (parseBits(value, 1) == 1) return -1 * (parseBits(value, 15, 1, true) + 1);
		return parseBits(value, 15, 1);
	};
	var parseInt32 = function(value) {
		if (parseBits(value, 1) == 1) return -1 * (parseBits(value, 31, 1, true) + 1);
		return parseBits(value, 31, 1);
	};
	var parseFloat32 = function(value) {
		return parseFloatFromBits(value, 23, 8);
	};
	var parseFloat64 = function(value) {
		return parseFloatFromBits(value, 52, 11);
	};
	var parseNumeric = function(value) {
		var sign = parseBits(value, 16, 32);
		if (sign == 49152) return NaN;
		var weight = Math.pow(1e4, parseBits(value, 16, 16));
		var result = 0;
		var ndigits = parseBits(value, 16);
		for (var i = 0; i < ndigits; i++) {
			result += parseBits(value, 16, 64 + 16 * i) * weight;
			weight /= 1e4;
		}
		var scale = Math.pow(10, parseBits(value, 16, 48));
		return (sign === 0 ? 1 : -1) * Math.round(result * scale) / scale;
	};
	var parseDate = function(isUTC, value) {
		var sign = parseBits(value, 1);
		var rawValue = parseBits(value, 63, 1);
		var result = /* @__PURE__ */ new Date((sign === 0 ? 1 : -1) * rawValue / 1e3 + 9466848e5);
		if (!isUTC) result.setTime(result.getTime() + result.getTimezoneOffset() * 6e4);
		result.usec = rawValue % 1e3;
		result.getMicroSeconds = function() {
			return this.usec;
		};
		result.setMicroSeconds = function(value) {
			this.usec = value;
		};
		result.getUTCMicroSeconds = function() {
			return this.usec;
		};
		return result;
	};
	var parseArray = function(value) {
		var dim = parseBits(value, 32);
		parseBits(value, 32, 32);
		var elementType = parseBits(value, 32, 64);
		var offset = 96;
		var dims = [];
		for (var i = 0; i < dim; i++) {
			dims[i] = parseBits(value, 32, offset);
			offset += 32;
			offset += 32;
		}
		var parseElement = function(elementType) {
			var length = parseBits(value, 32, offset);
			offset += 32;
			if (length == 4294967295) return null;
			var result;
			if (elementType == 23 || elementType == 20) {
				result = parseBits(value, length * 8, offset);
				offset += length * 8;
				return result;
			} else if (elementType == 25) {
				result = value.toString(this.encoding, offset >> 3, (offset += length << 3) >> 3);
				return result;
			} else console.log("ERROR: ElementType not implemented: " + elementType);
		};
		var parse = function(dimension, elementType) {
			var array = [];
			var i;
			if (dimension.length > 1) {
				var count = dimension.shift();
				for (i = 0; i < count; i++) array[i] = parse(dimension, elementType);
				dimension.unshift(count);
			} else for (i = 0; i < dimension[0]; i++) array[i] = parseElement(elementType);
			return array;
		};
		return parse(dims, elementType);
	};
	var parseText = function(value) {
		return value.toString("utf8");
	};
	var parseBool = function(value) {
		if (value === null) return null;
		return parseBits(value, 8) > 0;
	};
	var init = function(register) {
		register(20, parseInt64);
		register(21, parseInt16);
		register(23, parseInt32);
		register(26, parseInt32);
		register(1700, parseNumeric);
		register(700, parseFloat32);
		register(701, parseFloat64);
		register(16, parseBool);
		register(1114, parseDate.bind(null, false));
		register(1184, parseDate.bind(null, true));
		register(1e3, parseArray);
		register(1007, parseArray);
		register(1016, parseArray);
		register(1008, parseArray);
		register(1009, parseArray);
		register(25, parseText);
	};
	module.exports = { init };
}));

var require_builtins = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* Following query was used to generate this file:
	
	SELECT json_object_agg(UPPER(PT.typname), PT.oid::int4 ORDER BY pt.oid)
	FROM pg_type PT
	WHERE typnamespace = (SELECT pgn.oid FROM pg_namespace pgn WHERE nspname = 'pg_catalog') -- Take only builting Postgres types with stable OID (extension types are not guaranted to be stable)
	AND typtype = 'b' -- Only basic types
	AND typelem = 0 -- Ignore aliases
	AND typisdefined -- Ignore undefined types
	*/
	module.exports = {
		BOOL: 16,
		BYTEA: 17,
		CHAR: 18,
		INT8: 20,
		INT2: 21,
		INT4: 23,
		REGPROC: 24,
		TEXT: 25,
		OID: 26,
		TID: 27,
		XID: 28,
		CID: 29,
		JSON: 114,
		XML: 142,
		PG_NODE_TREE: 194,
		SMGR: 210,
		PATH: 602,
		POLYGON: 604,
		CIDR: 650,
		FLOAT4: 700,
		FLOAT8: 701,
		ABSTIME: 702,
		RELTIME: 703,
		TINTERVAL: 704,
		CIRCLE: 718,
		MACADDR8: 774,
		MONEY: 790,
		MACADDR: 829,
		INET: 869,
		ACLITEM: 1033,
		BPCHAR: 1042,
		VARCHAR: 1043,
		DATE: 1082,
		TIME: 1083,
		TIMESTAMP: 1114,
		TIMESTAMPTZ: 1184,
		INTERVAL: 1186,
		TIMETZ: 1266,
		BIT: 1560,
		VARBIT: 1562,
		NUMERIC: 1700,
		REFCURSOR: 1790,
		REGPROCEDURE: 2202,
		REGOPER: 2203,
		REGOPERATOR: 2204,
		REGCLASS: 2205,
		REGTYPE: 2206,
		UUID: 2950,
		TXID_SNAPSHOT: 2970,
		PG_LSN: 3220,
		PG_NDISTINCT: 3361,
		PG_DEPENDENCIES: 3402,
		TSVECTOR: 3614,
		TSQUERY: 3615,
		GTSVECTOR: 3642,
		REGCONFIG: 3734,
		REGDICTIONARY: 3769,
		JSONB: 3802,
		REGNAMESPACE: 4089,
		REGROLE: 4096
	};
}));

var require_pg_types = /* @__PURE__ */ __commonJSMin(((exports) => {
	var textParsers = require_textParsers();
	var binaryParsers = require_binaryParsers();
	var arrayParser = require_arrayParser();
	var builtinTypes = require_builtins();
	exports.getTypeParser = getTypeParser;
	exports.setTypeParser = setTypeParser;
	exports.arrayParser = arrayParser;
	exports.builtins = builtinTypes;
	var typeParsers = {
		text: {},
		binary: {}
	};
	function noParse(val) {
		return String(val);
	}
	function getTypeParser(oid, format) {
		format = format || "text";
		if (!typeParsers[format]) return noParse;
		return typeParsers[format][oid] || noParse;
	}
	function setTypeParser(oid, format, parseFn) {
		if (typeof format == "function") {
			parseFn = format;
			format = "text";
		}
		typeParsers[format][oid] = parseFn;
	}
	textParsers.init(function(oid, converter) {
		typeParsers.text[oid] = converter;
	});
	binaryParsers.init(function(oid, converter) {
		typeParsers.binary[oid] = converter;
	});
}));

var require_defaults = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	let user;
	try {
		user = process.platform === "win32" ? process.env.USERNAME : process.env.USER;
	} catch {}
	module.exports = {
		host: "localhost",
		user,
		database: void 0,
		password: null,
		connectionString: void 0,
		port: 5432,
		rows: 0,
		binary: false,
		max: 10,
		idleTimeoutMillis: 3e4,
		client_encoding: "",
		ssl: false,
		sslnegotiation: void 0,
		application_name: void 0,
		fallback_application_name: void 0,
		options: void 0,
		parseInputDatesAsUTC: false,
		statement_timeout: false,
		lock_timeout: false,
		idle_in_transaction_session_timeout: false,
		query_timeout: false,
		connect_timeout: 0,
		keepalives: 1,
		keepalives_idle: 0
	};
	const pgTypes = require_pg_types();
	const parseBigInteger = pgTypes.getTypeParser(20, "text");
	const parseBigIntegerArray = pgTypes.getTypeParser(1016, "text");
	module.exports.__defineSetter__("parseInt8", function(val) {
		pgTypes.setTypeParser(20, "text", val ? pgTypes.getTypeParser(23, "text") : parseBigInteger);
		pgTypes.setTypeParser(1016, "text", val ? pgTypes.getTypeParser(1007, "text") : parseBigIntegerArray);
	});
}));

var require_utils$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const defaults = require_defaults();
	const nodeUtils = __require("util");
	const { isDate } = __require("util/types");
	const invalidDateDeprecationNotice = nodeUtils.deprecate(() => {}, "Sending an invalid date to Postgres is deprecated and will throw an error in the next major version of pg. Ensure any Date object passed as a query parameter is valid.", "PG_INVALID_DATE");
	function escapeElement(elementRepresentation) {
		return "\"" + elementRepresentation.replace(/\\/g, "\\\\").replace(/"/g, "\\\"") + "\"";
	}
	function arrayString(val) {
		let result = "{";
		for (let i = 0; i < val.length; i++) {
			if (i > 0) result += ",";
			let item = val[i];
			if (item == null) result += "NULL";
			else if (Array.isArray(item)) result += arrayString(item);
			else if (ArrayBuffer.isView(item)) {
				if (!(item instanceof Buffer)) item = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
				result += "\\\\x" + item.toString("hex");
			} else result += escapeElement(prepareValue(item));
		}
		result += "}";
		return result;
	}
	const prepareValue = function(val, seen) {
		if (val == null) return null;
		if (typeof val === "object") {
			if (val instanceof Buffer) return val;
			if (ArrayBuffer.isView(val)) return Buffer.from(val.buffer, val.byteOffset, val.byteLength);
			if (isDate(val)) {
				if (isNaN(val.getTime())) invalidDateDeprecationNotice();
				if (defaults.parseInputDatesAsUTC) return dateToStringUTC(val);
				else return dateToString(val);
			}
			if (Array.isArray(val)) return arrayString(val);
			return prepareObject(val, seen);
		}
		return val.toString();
	};
	function prepareObject(val, seen) {
		if (val && typeof val.toPostgres === "function") {
			seen = seen || [];
			if (seen.indexOf(val) !== -1) throw new Error("circular reference detected while preparing \"" + val + "\" for query");
			seen.push(val);
			return prepareValue(val.toPostgres(prepareValue), seen);
		}
		return JSON.stringify(val);
	}
	function dateToString(date) {
		let offset = -date.getTimezoneOffset();
		let year = date.getFullYear();
		const isBCYear = year < 1;
		if (isBCYear) year = Math.abs(year) + 1;
		let ret = String(year).padStart(4, "0") + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0") + "T" + String(date.getHours()).padStart(2, "0") + ":" + String(date.getMinutes()).padStart(2, "0") + ":" + String(date.getSeconds()).padStart(2, "0") + "." + String(date.getMilliseconds()).padStart(3, "0");
		if (offset < 0) {
			ret += "-";
			offset *= -1;
		} else ret += "+";
		ret += String(Math.floor(offset / 60)).padStart(2, "0") + ":" + String(offset % 60).padStart(2, "0");
		if (isBCYear) ret += " BC";
		return ret;
	}
	function dateToStringUTC(date) {
		let year = date.getUTCFullYear();
		const isBCYear = year < 1;
		if (isBCYear) year = Math.abs(year) + 1;
		let ret = String(year).padStart(4, "0") + "-" + String(date.getUTCMonth() + 1).padStart(2, "0") + "-" + String(date.getUTCDate()).padStart(2, "0") + "T" + String(date.getUTCHours()).padStart(2, "0") + ":" + String(date.getUTCMinutes()).padStart(2, "0") + ":" + String(date.getUTCSeconds()).padStart(2, "0") + "." + String(date.getUTCMilliseconds()).padStart(3, "0");
		ret += "+00:00";
		if (isBCYear) ret += " BC";
		return ret;
	}
	function normalizeQueryConfig(config, values, callback) {
		config = typeof config === "string" ? { text: config } : cloneQueryConfig(config);
		if (values) {
			if (typeof values === "function") config.callback = values;
			else config.values = values;
		}
		if (callback) config.callback = callback;
		return config;
	}
	function cloneQueryConfig(config) {
		if (config == null) return config;
		return Object.defineProperties(Object.create(Object.getPrototypeOf(config)), Object.getOwnPropertyDescriptors(config));
	}
	const escapeIdentifier = function(str) {
		return "\"" + str.replace(/"/g, "\"\"") + "\"";
	};
	const escapeLiteral = function(str) {
		let hasBackslash = false;
		let escaped = "'";
		if (str == null) return "''";
		if (typeof str !== "string") return "''";
		for (let i = 0; i < str.length; i++) {
			const c = str[i];
			if (c === "'") escaped += c + c;
			else if (c === "\\") {
				escaped += c + c;
				hasBackslash = true;
			} else escaped += c;
		}
		escaped += "'";
		if (hasBackslash === true) escaped = " E" + escaped;
		return escaped;
	};
	module.exports = {
		prepareValue: function prepareValueWrapper(value) {
			return prepareValue(value);
		},
		normalizeQueryConfig,
		escapeIdentifier,
		escapeLiteral
	};
}));

var require_utils = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const nodeCrypto = __require("crypto");
	module.exports = {
		postgresMd5PasswordHash,
		randomBytes,
		deriveKey,
		sha256,
		hashByName,
		hmacSha256,
		md5
	};
	/**
	* The Web Crypto API - grabbed from the Node.js library or the global
	* @type Crypto
	*/
	const webCrypto = nodeCrypto.webcrypto || globalThis.crypto;
	/**
	* The SubtleCrypto API for low level crypto operations.
	* @type SubtleCrypto
	*/
	const subtleCrypto = webCrypto.subtle;
	const textEncoder = new TextEncoder();
	/**
	*
	* @param {*} length
	* @returns
	*/
	function randomBytes(length) {
		return webCrypto.getRandomValues(Buffer.alloc(length));
	}
	async function md5(string) {
		try {
			return nodeCrypto.createHash("md5").update(string, "utf-8").digest("hex");
		} catch (e) {
			const data = typeof string === "string" ? textEncoder.encode(string) : string;
			const hash = await subtleCrypto.digest("MD5", data);
			return Array.from(new Uint8Array(hash)).map((b) => b.toString(16).padStart(2, "0")).join("");
		}
	}
	async function postgresMd5PasswordHash(user, password, salt) {
		const inner = await md5(password + user);
		return "md5" + await md5(Buffer.concat([Buffer.from(inner), salt]));
	}
	/**
	* Create a SHA-256 digest of the given data
	* @param {Buffer} data
	*/
	async function sha256(text) {
		return await subtleCrypto.digest("SHA-256", text);
	}
	async function hashByName(hashName, text) {
		return await subtleCrypto.digest(hashName, text);
	}
	/**
	* Sign the message with the given key
	* @param {ArrayBuffer} keyBuffer
	* @param {string} msg
	*/
	async function hmacSha256(keyBuffer, msg) {
		const key = await subtleCrypto.importKey("raw", keyBuffer, {
			name: "HMAC",
			hash: "SHA-256"
		}, false, ["sign"]);
		return await subtleCrypto.sign("HMAC", key, textEncoder.encode(msg));
	}
	/**
	* Derive a key from the password and salt
	* @param {string} password
	* @param {Uint8Array} salt
	* @param {number} iterations
	*/
	async function deriveKey(password, salt, iterations) {
		const key = await subtleCrypto.importKey("raw", textEncoder.encode(password), "PBKDF2", false, ["deriveBits"]);
		const params = {
			name: "PBKDF2",
			hash: "SHA-256",
			salt,
			iterations
		};
		return await subtleCrypto.deriveBits(params, key, 256, ["deriveBits"]);
	}
}));

var require_cert_signatures = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function x509Error(msg, cert) {
		return /* @__PURE__ */ new Error("SASL channel binding: " + msg + " when parsing public certificate " + cert.toString("base64"));
	}
	function readASN1Length(data, index) {
		let length = data[index++];
		if (length < 128) return {
			length,
			index
		};
		const lengthBytes = length & 127;
		if (lengthBytes > 4) throw x509Error("bad length", data);
		length = 0;
		for (let i = 0; i < lengthBytes; i++) length = length << 8 | data[index++];
		return {
			length,
			index
		};
	}
	function readASN1OID(data, index) {
		if (data[index++] !== 6) throw x509Error("non-OID data", data);
		const { length: OIDLength, index: indexAfterOIDLength } = readASN1Length(data, index);
		index = indexAfterOIDLength;
		const lastIndex = index + OIDLength;
		const byte1 = data[index++];
		let oid = (byte1 / 40 >> 0) + "." + byte1 % 40;
		while (index < lastIndex) {
			let value = 0;
			while (index < lastIndex) {
				const nextByte = data[index++];
				value = value << 7 | nextByte & 127;
				if (nextByte < 128) break;
			}
			oid += "." + value;
		}
		return {
			oid,
			index
		};
	}
	function expectASN1Seq(data, index) {
		if (data[index++] !== 48) throw x509Error("non-sequence data", data);
		return readASN1Length(data, index);
	}
	function signatureAlgorithmHashFromCertificate(data, index) {
		if (index === void 0) index = 0;
		index = expectASN1Seq(data, index).index;
		const { length: certInfoLength, index: indexAfterCertInfoLength } = expectASN1Seq(data, index);
		index = indexAfterCertInfoLength + certInfoLength;
		index = expectASN1Seq(data, index).index;
		const { oid, index: indexAfterOID } = readASN1OID(data, index);
		switch (oid) {
			case "1.2.840.113549.1.1.4": return "MD5";
			case "1.2.840.113549.1.1.5": return "SHA-1";
			case "1.2.840.113549.1.1.11": return "SHA-256";
			case "1.2.840.113549.1.1.12": return "SHA-384";
			case "1.2.840.113549.1.1.13": return "SHA-512";
			case "1.2.840.113549.1.1.14": return "SHA-224";
			case "1.2.840.113549.1.1.15": return "SHA512-224";
			case "1.2.840.113549.1.1.16": return "SHA512-256";
			case "1.2.840.10045.4.1": return "SHA-1";
			case "1.2.840.10045.4.3.1": return "SHA-224";
			case "1.2.840.10045.4.3.2": return "SHA-256";
			case "1.2.840.10045.4.3.3": return "SHA-384";
			case "1.2.840.10045.4.3.4": return "SHA-512";
			case "1.2.840.113549.1.1.10": {
				index = indexAfterOID;
				index = expectASN1Seq(data, index).index;
				if (data[index++] !== 160) throw x509Error("non-tag data", data);
				index = readASN1Length(data, index).index;
				index = expectASN1Seq(data, index).index;
				const { oid: hashOID } = readASN1OID(data, index);
				switch (hashOID) {
					case "1.2.840.113549.2.5": return "MD5";
					case "1.3.14.3.2.26": return "SHA-1";
					case "2.16.840.1.101.3.4.2.1": return "SHA-256";
					case "2.16.840.1.101.3.4.2.2": return "SHA-384";
					case "2.16.840.1.101.3.4.2.3": return "SHA-512";
				}
				throw x509Error("unknown hash OID " + hashOID, data);
			}
			case "1.3.101.110":
			case "1.3.101.112": return "SHA-512";
			case "1.3.101.111":
			case "1.3.101.113": throw x509Error("Ed448 certificate channel binding is not currently supported by Postgres");
		}
		throw x509Error("unknown OID " + oid, data);
	}
	module.exports = { signatureAlgorithmHashFromCertificate };
}));

var require_sasl = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const crypto = require_utils();
	const { signatureAlgorithmHashFromCertificate } = require_cert_signatures();
	function saslprep(password) {
		return password.replace(/[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g, " ").replace(/[\u00AD\u034F\u1806\u180B\u180C\u180D\u200C\u200D\u2060\uFE00-\uFE0F\uFEFF]/g, "").normalize("NFKC");
	}
	const DEFAULT_MAX_SCRAM_ITERATIONS = 1e5;
	function startSession(mechanisms, stream, scramMaxIterations = DEFAULT_MAX_SCRAM_ITERATIONS) {
		const candidates = ["SCRAM-SHA-256"];
		if (stream) candidates.unshift("SCRAM-SHA-256-PLUS");
		const mechanism = candidates.find((candidate) => mechanisms.includes(candidate));
		if (!mechanism) throw new Error("SASL: Only mechanism(s) " + candidates.join(" and ") + " are supported");
		if (mechanism === "SCRAM-SHA-256-PLUS" && typeof stream.getPeerCertificate !== "function") throw new Error("SASL: Mechanism SCRAM-SHA-256-PLUS requires a certificate");
		const clientNonce = crypto.randomBytes(18).toString("base64");
		return {
			mechanism,
			clientNonce,
			response: (mechanism === "SCRAM-SHA-256-PLUS" ? "p=tls-server-end-point" : stream ? "y" : "n") + ",,n=*,r=" + clientNonce,
			message: "SASLInitialResponse",
			scramMaxIterations
		};
	}
	async function continueSession(session, password, serverData, stream) {
		if (session.message !== "SASLInitialResponse") throw new Error("SASL: Last message was not SASLInitialResponse");
		if (typeof password !== "string") throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
		if (password === "") throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string");
		if (typeof serverData !== "string") throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: serverData must be a string");
		const sv = parseServerFirstMessage(serverData);
		if (!sv.nonce.startsWith(session.clientNonce)) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce does not start with client nonce");
		else if (sv.nonce.length === session.clientNonce.length) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce is too short");
		const scramMaxIterations = typeof session.scramMaxIterations === "number" ? session.scramMaxIterations : DEFAULT_MAX_SCRAM_ITERATIONS;
		if (scramMaxIterations !== 0 && sv.iteration > scramMaxIterations) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration count " + sv.iteration + " exceeds scramMaxIterations of " + scramMaxIterations);
		const clientFirstMessageBare = "n=*,r=" + session.clientNonce;
		const serverFirstMessage = "r=" + sv.nonce + ",s=" + sv.salt + ",i=" + sv.iteration;
		let channelBinding = stream ? "eSws" : "biws";
		if (session.mechanism === "SCRAM-SHA-256-PLUS") {
			const peerCert = stream.getPeerCertificate().raw;
			let hashName = signatureAlgorithmHashFromCertificate(peerCert);
			if (hashName === "MD5" || hashName === "SHA-1") hashName = "SHA-256";
			const certHash = await crypto.hashByName(hashName, peerCert);
			channelBinding = Buffer.concat([Buffer.from("p=tls-server-end-point,,"), Buffer.from(certHash)]).toString("base64");
		}
		const clientFinalMessageWithoutProof = "c=" + channelBinding + ",r=" + sv.nonce;
		const authMessage = clientFirstMessageBare + "," + serverFirstMessage + "," + clientFinalMessageWithoutProof;
		const saltBytes = Buffer.from(sv.salt, "base64");
		const saltedPassword = await crypto.deriveKey(saslprep(password), saltBytes, sv.iteration);
		const clientKey = await crypto.hmacSha256(saltedPassword, "Client Key");
		const storedKey = await crypto.sha256(clientKey);
		const clientSignature = await crypto.hmacSha256(storedKey, authMessage);
		const clientProof = xorBuffers(Buffer.from(clientKey), Buffer.from(clientSignature)).toString("base64");
		const serverKey = await crypto.hmacSha256(saltedPassword, "Server Key");
		const serverSignatureBytes = await crypto.hmacSha256(serverKey, authMessage);
		session.message = "SASLResponse";
		session.serverSignature = Buffer.from(serverSignatureBytes).toString("base64");
		session.response = clientFinalMessageWithoutProof + ",p=" + clientProof;
	}
	function finalizeSession(session, serverData) {
		if (session.message !== "SASLResponse") throw new Error("SASL: Last message was not SASLResponse");
		if (typeof serverData !== "string") throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: serverData must be a string");
		const { serverSignature } = parseServerFinalMessage(serverData);
		if (serverSignature !== session.serverSignature) throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match");
	}
	/**
	* printable       = %x21-2B / %x2D-7E
	*                   ;; Printable ASCII except ",".
	*                   ;; Note that any "printable" is also
	*                   ;; a valid "value".
	*/
	function isPrintableChars(text) {
		if (typeof text !== "string") throw new TypeError("SASL: text must be a string");
		return text.split("").map((_, i) => text.charCodeAt(i)).every((c) => c >= 33 && c <= 43 || c >= 45 && c <= 126);
	}
	/**
	* base64-char     = ALPHA / DIGIT / "/" / "+"
	*
	* base64-4        = 4base64-char
	*
	* base64-3        = 3base64-char "="
	*
	* base64-2        = 2base64-char "=="
	*
	* base64          = *base64-4 [base64-3 / base64-2]
	*/
	function isBase64(text) {
		return /^(?:[a-zA-Z0-9+/]{4})*(?:[a-zA-Z0-9+/]{2}==|[a-zA-Z0-9+/]{3}=)?$/.test(text);
	}
	function parseAttributePairs(text) {
		if (typeof text !== "string") throw new TypeError("SASL: attribute pairs text must be a string");
		return new Map(text.split(",").map((attrValue) => {
			if (!/^.=/.test(attrValue)) throw new Error("SASL: Invalid attribute pair entry");
			return [attrValue[0], attrValue.substring(2)];
		}));
	}
	function parseServerFirstMessage(data) {
		const attrPairs = parseAttributePairs(data);
		const nonce = attrPairs.get("r");
		if (!nonce) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce missing");
		else if (!isPrintableChars(nonce)) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce must only contain printable characters");
		const salt = attrPairs.get("s");
		if (!salt) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt missing");
		else if (!isBase64(salt)) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt must be base64");
		const iterationText = attrPairs.get("i");
		if (!iterationText) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration missing");
		else if (!/^[1-9][0-9]*$/.test(iterationText)) throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: invalid iteration count");
		return {
			nonce,
			salt,
			iteration: parseInt(iterationText, 10)
		};
	}
	function parseServerFinalMessage(serverData) {
		const attrPairs = parseAttributePairs(serverData);
		const error = attrPairs.get("e");
		const serverSignature = attrPairs.get("v");
		if (error) throw new Error(`SASL: SCRAM-SERVER-FINAL-MESSAGE: server returned error: "${error}"`);
		if (!serverSignature) throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature is missing");
		else if (!isBase64(serverSignature)) throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature must be base64");
		return { serverSignature };
	}
	function xorBuffers(a, b) {
		if (!Buffer.isBuffer(a)) throw new TypeError("first argument must be a Buffer");
		if (!Buffer.isBuffer(b)) throw new TypeError("second argument must be a Buffer");
		if (a.length !== b.length) throw new Error("Buffer lengths must match");
		if (a.length === 0) throw new Error("Buffers cannot be empty");
		return Buffer.from(a.map((_, i) => a[i] ^ b[i]));
	}
	module.exports = {
		startSession,
		continueSession,
		finalizeSession,
		DEFAULT_MAX_SCRAM_ITERATIONS
	};
}));

var require_type_overrides = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const types = require_pg_types();
	function TypeOverrides(userTypes) {
		this._types = userTypes || types;
		this.text = {};
		this.binary = {};
	}
	TypeOverrides.prototype.getOverrides = function(format) {
		switch (format) {
			case "text": return this.text;
			case "binary": return this.binary;
			default: return {};
		}
	};
	TypeOverrides.prototype.setTypeParser = function(oid, format, parseFn) {
		if (typeof format === "function") {
			parseFn = format;
			format = "text";
		}
		this.getOverrides(format)[oid] = parseFn;
	};
	TypeOverrides.prototype.getTypeParser = function(oid, format) {
		format = format || "text";
		return this.getOverrides(format)[oid] || this._types.getTypeParser(oid, format);
	};
	module.exports = TypeOverrides;
}));

var require_pg_connection_string = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function parse(str, options = {}) {
		if (str.charAt(0) === "/") {
			const config = str.split(" ");
			return {
				host: config[0],
				database: config[1]
			};
		}
		const config = Object.create(null);
		let result;
		let dummyHost = false;
		if (/ |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(str)) str = encodeURI(str).replace(/%25(\d\d)/g, "%$1");
		try {
			try {
				result = new URL(str, "postgres://base");
			} catch (e) {
				result = new URL(str.replace("@/", "@___DUMMY___/"), "postgres://base");
				dummyHost = true;
			}
		} catch (err) {
			err.input && (err.input = "*****REDACTED*****");
			throw err;
		}
		for (const entry of result.searchParams.entries()) config[entry[0]] = entry[1];
		config.user = config.user || decodeURIComponent(result.username);
		config.password = config.password || decodeURIComponent(result.password);
		if (result.protocol == "socket:") {
			config.host = decodeURI(result.pathname);
			config.database = result.searchParams.get("db");
			config.client_encoding = result.searchParams.get("encoding");
			return config;
		}
		const hostname = (dummyHost ? "" : result.hostname).replace(/^\[(.+)\]$/, "$1");
		if (!config.host) config.host = decodeURIComponent(hostname);
		else if (hostname && /^%2f/i.test(hostname)) result.pathname = hostname + result.pathname;
		if (!config.port) config.port = result.port;
		const pathname = result.pathname.slice(1) || null;
		config.database = pathname ? decodeURI(pathname) : null;
		if (config.ssl === "true" || config.ssl === "1") config.ssl = true;
		if (config.ssl === "0") config.ssl = false;
		if (config.sslcert || config.sslkey || config.sslrootcert || config.sslmode) config.ssl = {};
		if (config.sslnegotiation === "direct" && config.ssl === void 0) config.ssl = true;
		const fs = config.sslcert || config.sslkey || config.sslrootcert ? __require("fs") : null;
		if (config.sslcert) config.ssl.cert = fs.readFileSync(config.sslcert).toString();
		if (config.sslkey) config.ssl.key = fs.readFileSync(config.sslkey).toString();
		if (config.sslrootcert) config.ssl.ca = fs.readFileSync(config.sslrootcert).toString();
		if (options.useLibpqCompat && config.uselibpqcompat) throw new Error("Both useLibpqCompat and uselibpqcompat are set. Please use only one of them.");
		if (config.uselibpqcompat === "true" || options.useLibpqCompat) switch (config.sslmode) {
			case "disable":
				config.ssl = false;
				break;
			case "prefer":
				config.ssl.rejectUnauthorized = false;
				break;
			case "require":
				if (config.sslrootcert) config.ssl.checkServerIdentity = function() {};
				else config.ssl.rejectUnauthorized = false;
				break;
			case "verify-ca":
				if (!config.ssl.ca) throw new Error("SECURITY WARNING: Using sslmode=verify-ca requires specifying a CA with sslrootcert. If a public CA is used, verify-ca allows connections to a server that somebody else may have registered with the CA, making you vulnerable to Man-in-the-Middle attacks. Either specify a custom CA certificate with sslrootcert parameter or use sslmode=verify-full for proper security.");
				config.ssl.checkServerIdentity = function() {};
		}
		else switch (config.sslmode) {
			case "disable":
				config.ssl = false;
				break;
			case "prefer":
			case "require":
			case "verify-ca":
			case "verify-full":
				if (config.sslmode !== "verify-full") deprecatedSslModeWarning(config.sslmode);
				break;
			case "no-verify": config.ssl.rejectUnauthorized = false;
		}
		return config;
	}
	function toConnectionOptions(sslConfig) {
		return Object.entries(sslConfig).reduce((c, [key, value]) => {
			if (value !== void 0 && value !== null) c[key] = value;
			return c;
		}, Object.create(null));
	}
	function toClientConfig(config) {
		return Object.entries(config).reduce((c, [key, value]) => {
			if (key === "ssl") {
				const sslConfig = value;
				if (typeof sslConfig === "boolean") c[key] = sslConfig;
				if (typeof sslConfig === "object") c[key] = toConnectionOptions(sslConfig);
			} else if (value !== void 0 && value !== null) {
				if (key === "port") {
					if (value !== "") {
						const v = parseInt(value, 10);
						if (isNaN(v)) throw new Error(`Invalid ${key}: ${value}`);
						c[key] = v;
					}
				} else c[key] = value;
			}
			return c;
		}, Object.create(null));
	}
	function parseIntoClientConfig(str) {
		return toClientConfig(parse(str));
	}
	function deprecatedSslModeWarning(sslmode) {
		if (!deprecatedSslModeWarning.warned && typeof process !== "undefined" && process.emitWarning) {
			deprecatedSslModeWarning.warned = true;
			process.emitWarning(`SECURITY WARNING: The SSL modes 'prefer', 'require', and 'verify-ca' are treated as aliases for 'verify-full'.
In the next major version (pg-connection-string v3.0.0 and pg v9.0.0), these modes will adopt standard libpq semantics, which have weaker security guarantees.

To prepare for this change:
- If you want the current behavior, explicitly use 'sslmode=verify-full'
- If you want libpq compatibility now, use 'uselibpqcompat=true&sslmode=${sslmode}'

See https://www.postgresql.org/docs/current/libpq-ssl.html for libpq SSL mode definitions.`);
		}
	}
	module.exports = parse;
	parse.parse = parse;
	parse.toClientConfig = toClientConfig;
	parse.parseIntoClientConfig = parseIntoClientConfig;
}));

var require_connection_parameters = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const dns = __require("dns");
	const defaults = require_defaults();
	const parse = require_pg_connection_string().parse;
	const val = function(key, config, envVar) {
		if (config[key]) return config[key];
		if (envVar === void 0) envVar = process.env["PG" + key.toUpperCase()];
		else if (envVar === false) {} else envVar = process.env[envVar];
		return envVar || defaults[key];
	};
	const readSSLConfigFromEnvironment = function() {
		switch (process.env.PGSSLMODE) {
			case "disable": return false;
			case "prefer":
			case "require":
			case "verify-ca":
			case "verify-full": return true;
			case "no-verify": return { rejectUnauthorized: false };
		}
		return defaults.ssl;
	};
	const quoteParamValue = function(value) {
		return "'" + ("" + value).replace(/\\/g, "\\\\").replace(/'/g, "\\'") + "'";
	};
	const add = function(params, config, paramName) {
		const value = config[paramName];
		if (value !== void 0 && value !== null) params.push(paramName + "=" + quoteParamValue(value));
	};
	var ConnectionParameters = class {
		constructor(config) {
			config = typeof config === "string" ? parse(config) : config || {};
			if (config.connectionString) config = Object.assign({}, config, parse(config.connectionString));
			this.user = val("user", config);
			this.database = val("database", config);
			if (this.database === void 0) this.database = this.user;
			this.port = parseInt(val("port", config), 10);
			this.host = val("host", config);
			Object.defineProperty(this, "password", {
				configurable: true,
				enumerable: false,
				writable: true,
				value: val("password", config)
			});
			this.binary = val("binary", config);
			this.options = val("options", config);
			this.ssl = typeof config.ssl === "undefined" ? readSSLConfigFromEnvironment() : config.ssl;
			if (typeof this.ssl === "string") {
				if (this.ssl === "true") this.ssl = true;
			}
			if (this.ssl === "no-verify") this.ssl = { rejectUnauthorized: false };
			if (this.ssl && this.ssl.key) Object.defineProperty(this.ssl, "key", { enumerable: false });
			this.sslnegotiation = val("sslnegotiation", config, "PGSSLNEGOTIATION");
			if (this.sslnegotiation !== void 0 && this.sslnegotiation !== "postgres" && this.sslnegotiation !== "direct") throw new Error(`Invalid sslnegotiation value: "${this.sslnegotiation}". Valid values are "postgres" and "direct".`);
			if (this.sslnegotiation === "direct" && !this.ssl) throw new Error("sslnegotiation=direct requires SSL to be enabled");
			this.client_encoding = val("client_encoding", config);
			this.replication = val("replication", config);
			this.isDomainSocket = !(this.host || "").indexOf("/");
			this.application_name = val("application_name", config, "PGAPPNAME");
			this.fallback_application_name = val("fallback_application_name", config, false);
			this.statement_timeout = val("statement_timeout", config, false);
			this.lock_timeout = val("lock_timeout", config, false);
			this.idle_in_transaction_session_timeout = val("idle_in_transaction_session_timeout", config, false);
			this.query_timeout = val("query_timeout", config, false);
			if (config.connectionTimeoutMillis === void 0) this.connect_timeout = process.env.PGCONNECT_TIMEOUT || 0;
			else this.connect_timeout = Math.floor(config.connectionTimeoutMillis / 1e3);
			if (config.keepAlive === false) this.keepalives = 0;
			else if (config.keepAlive === true) this.keepalives = 1;
			if (typeof config.keepAliveInitialDelayMillis === "number") this.keepalives_idle = Math.floor(config.keepAliveInitialDelayMillis / 1e3);
		}
		getLibpqConnectionString(cb) {
			const params = [];
			add(params, this, "user");
			add(params, this, "password");
			add(params, this, "port");
			add(params, this, "application_name");
			add(params, this, "fallback_application_name");
			add(params, this, "connect_timeout");
			add(params, this, "options");
			const ssl = typeof this.ssl === "object" ? this.ssl : this.ssl ? { sslmode: this.ssl } : {};
			add(params, ssl, "sslmode");
			add(params, ssl, "sslca");
			add(params, ssl, "sslkey");
			add(params, ssl, "sslcert");
			add(params, ssl, "sslrootcert");
			add(params, this, "sslnegotiation");
			if (this.database) params.push("dbname=" + quoteParamValue(this.database));
			if (this.replication) params.push("replication=" + quoteParamValue(this.replication));
			if (this.host) params.push("host=" + quoteParamValue(this.host));
			if (this.isDomainSocket) return cb(null, params.join(" "));
			if (this.client_encoding) params.push("client_encoding=" + quoteParamValue(this.client_encoding));
			dns.lookup(this.host, function(err, address) {
				if (err) return cb(err, null);
				params.push("hostaddr=" + quoteParamValue(address));
				return cb(null, params.join(" "));
			});
		}
	};
	module.exports = ConnectionParameters;
}));

var require_result = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const types = require_pg_types();
	const matchRegexp = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/;
	var Result = class {
		constructor(rowMode, types) {
			this.command = null;
			this.rowCount = null;
			this.oid = null;
			this.rows = [];
			this.fields = [];
			this._parsers = void 0;
			this._types = types;
			this.RowCtor = null;
			this.rowAsArray = rowMode === "array";
			if (this.rowAsArray) this.parseRow = this._parseRowAsArray;
			this._prebuiltEmptyResultObject = null;
		}
		addCommandComplete(msg) {
			let match;
			if (msg.text) match = matchRegexp.exec(msg.text);
			else match = matchRegexp.exec(msg.command);
			if (match) {
				this.command = match[1];
				if (match[3]) {
					this.oid = parseInt(match[2], 10);
					this.rowCount = parseInt(match[3], 10);
				} else if (match[2]) this.rowCount = parseInt(match[2], 10);
			}
		}
		_parseRowAsArray(rowData) {
			const row = new Array(rowData.length);
			for (let i = 0, len = rowData.length; i < len; i++) {
				const rawValue = rowData[i];
				if (rawValue !== null) row[i] = this._parsers[i](rawValue);
				else row[i] = null;
			}
			return row;
		}
		parseRow(rowData) {
			const row = { ...this._prebuiltEmptyResultObject };
			for (let i = 0, len = rowData.length; i < len; i++) {
				const rawValue = rowData[i];
				const field = this.fields[i].name;
				if (rawValue !== null) {
					const v = this.fields[i].format === "binary" ? Buffer.from(rawValue) : rawValue;
					row[field] = this._parsers[i](v);
				} else row[field] = null;
			}
			return row;
		}
		addRow(row) {
			this.rows.push(row);
		}
		addFields(fieldDescriptions) {
			this.fields = fieldDescriptions;
			if (this.fields.length) this._parsers = new Array(fieldDescriptions.length);
			const row = Object.create(null);
			for (let i = 0; i < fieldDescriptions.length; i++) {
				const desc = fieldDescriptions[i];
				row[desc.name] = null;
				if (this._types) this._parsers[i] = this._types.getTypeParser(desc.dataTypeID, desc.format || "text");
				else this._parsers[i] = types.getTypeParser(desc.dataTypeID, desc.format || "text");
			}
			this._prebuiltEmptyResultObject = { ...row };
		}
	};
	module.exports = Result;
}));

var require_query$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { EventEmitter } = __require("events");
	const Result = require_result();
	const utils = require_utils$1();
	var Query = class extends EventEmitter {
		constructor(config, values, callback) {
			super();
			config = utils.normalizeQueryConfig(config, values, callback);
			this.text = config.text;
			this.values = config.values;
			this.rows = config.rows;
			this.types = config.types;
			this.name = config.name;
			this.queryMode = config.queryMode;
			this.binary = config.binary;
			this.portal = config.portal || "";
			this.callback = config.callback;
			this._rowMode = config.rowMode;
			if (process.domain && config.callback) this.callback = process.domain.bind(config.callback);
			this._result = new Result(this._rowMode, this.types);
			this._results = this._result;
			this._canceledDueToError = false;
		}
		requiresPreparation() {
			if (this.queryMode === "extended") return true;
			if (this.name) return true;
			if (this.rows) return true;
			if (!this.text) return false;
			if (!this.values) return false;
			return this.values.length > 0;
		}
		_checkForMultirow() {
			if (this._result.command) {
				if (!Array.isArray(this._results)) this._results = [this._result];
				this._result = new Result(this._rowMode, this._result._types);
				this._results.push(this._result);
			}
		}
		handleRowDescription(msg) {
			this._checkForMultirow();
			this._result.addFields(msg.fields);
			this._accumulateRows = this.callback || !this.listeners("row").length;
		}
		handleDataRow(msg) {
			let row;
			if (this._canceledDueToError) return;
			try {
				row = this._result.parseRow(msg.fields);
			} catch (err) {
				this._canceledDueToError = err;
				return;
			}
			this.emit("row", row, this._result);
			if (this._accumulateRows) this._result.addRow(row);
		}
		handleCommandComplete(msg, connection) {
			this._checkForMultirow();
			this._result.addCommandComplete(msg);
			if (this.rows) connection.sync();
		}
		handleEmptyQuery(connection) {
			if (this.rows) connection.sync();
		}
		handleError(err, connection) {
			if (this._canceledDueToError) {
				err = this._canceledDueToError;
				this._canceledDueToError = false;
			}
			if (this.callback) return this.callback(err);
			this.emit("error", err);
		}
		handleReadyForQuery(con) {
			if (this._canceledDueToError) return this.handleError(this._canceledDueToError, con);
			if (this.callback) try {
				this.callback(null, this._results);
			} catch (err) {
				process.nextTick(() => {
					throw err;
				});
			}
			this.emit("end", this._results);
		}
		submit(connection) {
			if (typeof this.text !== "string" && typeof this.name !== "string") return /* @__PURE__ */ new Error("A query must have either text or a name. Supplying neither is unsupported.");
			const previous = connection.parsedStatements[this.name] || connection.submittedNamedStatements[this.name];
			if (this.text && previous && this.text !== previous) return /* @__PURE__ */ new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
			if (this.values && !Array.isArray(this.values)) return /* @__PURE__ */ new Error("Query values must be an array");
			if (this.requiresPreparation()) {
				connection.stream.cork && connection.stream.cork();
				try {
					this.prepare(connection);
				} finally {
					connection.stream.uncork && connection.stream.uncork();
				}
			} else connection.query(this.text);
			return null;
		}
		hasBeenParsed(connection) {
			return this.name && (connection.parsedStatements[this.name] !== void 0 || connection.submittedNamedStatements[this.name] !== void 0);
		}
		handlePortalSuspended(connection) {
			this._getRows(connection, this.rows);
		}
		_getRows(connection, rows) {
			connection.execute({
				portal: this.portal,
				rows
			});
			if (!rows) connection.sync();
			else connection.flush();
		}
		prepare(connection) {
			if (!this.hasBeenParsed(connection)) {
				connection.parse({
					text: this.text,
					name: this.name,
					types: this.types
				});
				if (this.name) connection.submittedNamedStatements[this.name] = this.text;
			}
			try {
				connection.bind({
					portal: this.portal,
					statement: this.name,
					values: this.values,
					binary: this.binary,
					valueMapper: utils.prepareValue
				});
			} catch (err) {
				connection.close({
					type: "S",
					name: this.name
				});
				connection.sync();
				this.handleError(err, connection);
				return;
			}
			connection.describe({
				type: "P",
				name: this.portal || ""
			});
			this._getRows(connection, this.rows);
		}
		handleCopyInResponse(connection) {
			connection.sendCopyFail("No source stream defined");
		}
		handleCopyData(msg, connection) {}
	};
	module.exports = Query;
}));

var require_messages = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.NoticeMessage = exports.DataRowMessage = exports.CommandCompleteMessage = exports.ReadyForQueryMessage = exports.NotificationResponseMessage = exports.BackendKeyDataMessage = exports.AuthenticationMD5Password = exports.ParameterStatusMessage = exports.ParameterDescriptionMessage = exports.RowDescriptionMessage = exports.Field = exports.CopyResponse = exports.CopyDataMessage = exports.DatabaseError = exports.copyDone = exports.emptyQuery = exports.replicationStart = exports.portalSuspended = exports.noData = exports.closeComplete = exports.bindComplete = exports.parseComplete = void 0;
	exports.parseComplete = {
		name: "parseComplete",
		length: 5
	};
	exports.bindComplete = {
		name: "bindComplete",
		length: 5
	};
	exports.closeComplete = {
		name: "closeComplete",
		length: 5
	};
	exports.noData = {
		name: "noData",
		length: 5
	};
	exports.portalSuspended = {
		name: "portalSuspended",
		length: 5
	};
	exports.replicationStart = {
		name: "replicationStart",
		length: 4
	};
	exports.emptyQuery = {
		name: "emptyQuery",
		length: 4
	};
	exports.copyDone = {
		name: "copyDone",
		length: 4
	};
	var DatabaseError = class extends Error {
		constructor(message, length, name) {
			super(message);
			this.length = length;
			this.name = name;
		}
	};
	exports.DatabaseError = DatabaseError;
	var CopyDataMessage = class {
		constructor(length, chunk) {
			this.length = length;
			this.chunk = chunk;
			this.name = "copyData";
		}
	};
	exports.CopyDataMessage = CopyDataMessage;
	var CopyResponse = class {
		constructor(length, name, binary, columnCount) {
			this.length = length;
			this.name = name;
			this.binary = binary;
			this.columnTypes = new Array(columnCount);
		}
	};
	exports.CopyResponse = CopyResponse;
	var Field = class {
		constructor(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format) {
			this.name = name;
			this.tableID = tableID;
			this.columnID = columnID;
			this.dataTypeID = dataTypeID;
			this.dataTypeSize = dataTypeSize;
			this.dataTypeModifier = dataTypeModifier;
			this.format = format;
		}
	};
	exports.Field = Field;
	var RowDescriptionMessage = class {
		constructor(length, fieldCount) {
			this.length = length;
			this.fieldCount = fieldCount;
			this.name = "rowDescription";
			this.fields = new Array(this.fieldCount);
		}
	};
	exports.RowDescriptionMessage = RowDescriptionMessage;
	var ParameterDescriptionMessage = class {
		constructor(length, parameterCount) {
			this.length = length;
			this.parameterCount = parameterCount;
			this.name = "parameterDescription";
			this.dataTypeIDs = new Array(this.parameterCount);
		}
	};
	exports.ParameterDescriptionMessage = ParameterDescriptionMessage;
	var ParameterStatusMessage = class {
		constructor(length, parameterName, parameterValue) {
			this.length = length;
			this.parameterName = parameterName;
			this.parameterValue = parameterValue;
			this.name = "parameterStatus";
		}
	};
	exports.ParameterStatusMessage = ParameterStatusMessage;
	var AuthenticationMD5Password = class {
		constructor(length, salt) {
			this.length = length;
			this.salt = salt;
			this.name = "authenticationMD5Password";
		}
	};
	exports.AuthenticationMD5Password = AuthenticationMD5Password;
	var BackendKeyDataMessage = class {
		constructor(length, processID, secretKey) {
			this.length = length;
			this.processID = processID;
			this.secretKey = secretKey;
			this.name = "backendKeyData";
		}
	};
	exports.BackendKeyDataMessage = BackendKeyDataMessage;
	var NotificationResponseMessage = class {
		constructor(length, processId, channel, payload) {
			this.length = length;
			this.processId = processId;
			this.channel = channel;
			this.payload = payload;
			this.name = "notification";
		}
	};
	exports.NotificationResponseMessage = NotificationResponseMessage;
	var ReadyForQueryMessage = class {
		constructor(length, status) {
			this.length = length;
			this.status = status;
			this.name = "readyForQuery";
		}
	};
	exports.ReadyForQueryMessage = ReadyForQueryMessage;
	var CommandCompleteMessage = class {
		constructor(length, text) {
			this.length = length;
			this.text = text;
			this.name = "commandComplete";
		}
	};
	exports.CommandCompleteMessage = CommandCompleteMessage;
	var DataRowMessage = class {
		constructor(length, fields) {
			this.length = length;
			this.fields = fields;
			this.name = "dataRow";
			this.fieldCount = fields.length;
		}
	};
	exports.DataRowMessage = DataRowMessage;
	var NoticeMessage = class {
		constructor(length, message) {
			this.length = length;
			this.message = message;
			this.name = "notice";
		}
	};
	exports.NoticeMessage = NoticeMessage;
}));

var require_buffer_writer = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Writer = void 0;
	var Writer = class {
		constructor(size = 256) {
			this.size = size;
			this.offset = 5;
			this.headerPosition = 0;
			this.buffer = Buffer.allocUnsafe(size);
		}
		ensure(size) {
			if (this.buffer.length - this.offset < size) {
				const oldBuffer = this.buffer;
				const newSize = oldBuffer.length + (oldBuffer.length >> 1) + size;
				this.buffer = Buffer.allocUnsafe(newSize);
				oldBuffer.copy(this.buffer, 0, 0, this.offset);
			}
		}
		addInt32(num) {
			this.ensure(4);
			this.buffer[this.offset++] = num >>> 24 & 255;
			this.buffer[this.offset++] = num >>> 16 & 255;
			this.buffer[this.offset++] = num >>> 8 & 255;
			this.buffer[this.offset++] = num >>> 0 & 255;
			return this;
		}
		addInt16(num) {
			this.ensure(2);
			this.buffer[this.offset++] = num >>> 8 & 255;
			this.buffer[this.offset++] = num >>> 0 & 255;
			return this;
		}
		addCString(string) {
			if (!string) this.ensure(1);
			else {
				const len = Buffer.byteLength(string);
				this.ensure(len + 1);
				this.buffer.write(string, this.offset, "utf-8");
				this.offset += len;
			}
			this.buffer[this.offset++] = 0;
			return this;
		}
		addString(string = "") {
			const len = Buffer.byteLength(string);
			this.ensure(len);
			this.buffer.write(string, this.offset);
			this.offset += len;
			return this;
		}
		addInt32PrefixedString(string) {
			const len = Buffer.byteLength(string);
			this.ensure(4 + len);
			const buffer = this.buffer;
			let offset = this.offset;
			buffer[offset++] = len >>> 24 & 255;
			buffer[offset++] = len >>> 16 & 255;
			buffer[offset++] = len >>> 8 & 255;
			buffer[offset++] = len >>> 0 & 255;
			buffer.write(string, offset, "utf-8");
			this.offset = offset + len;
			return this;
		}
		add(otherBuffer) {
			this.ensure(otherBuffer.length);
			otherBuffer.copy(this.buffer, this.offset);
			this.offset += otherBuffer.length;
			return this;
		}
		/**
		* Appends an uninitialized block of {@link size} bytes to the buffer and returns its offset.
		*/
		reserveUnsafe(size) {
			const offset = this.offset;
			this.ensure(size);
			this.offset += size;
			return offset;
		}
		join(code) {
			if (code) {
				this.buffer[this.headerPosition] = code;
				const length = this.offset - (this.headerPosition + 1);
				this.buffer.writeInt32BE(length, this.headerPosition + 1);
			}
			return this.buffer.slice(code ? 0 : 5, this.offset);
		}
		flush(code) {
			const result = this.join(code);
			this.offset = 5;
			this.headerPosition = 0;
			this.buffer = Buffer.allocUnsafe(this.size);
			return result;
		}
		clear() {
			this.offset = 5;
			this.headerPosition = 0;
		}
	};
	exports.Writer = Writer;
}));

var require_serializer = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.serialize = void 0;
	const buffer_writer_1 = require_buffer_writer();
	const writer = new buffer_writer_1.Writer();
	const startup = (opts) => {
		writer.addInt16(3).addInt16(0);
		for (const key of Object.keys(opts)) writer.addCString(key).addCString(opts[key]);
		writer.addCString("client_encoding").addCString("UTF8");
		const bodyBuffer = writer.addCString("").flush();
		const length = bodyBuffer.length + 4;
		return new buffer_writer_1.Writer().addInt32(length).add(bodyBuffer).flush();
	};
	const requestSsl = () => {
		const response = Buffer.allocUnsafe(8);
		response.writeInt32BE(8, 0);
		response.writeInt32BE(80877103, 4);
		return response;
	};
	const password = (password) => {
		return writer.addCString(password).flush(112);
	};
	const sendSASLInitialResponseMessage = function(mechanism, initialResponse) {
		writer.addCString(mechanism).addInt32PrefixedString(initialResponse);
		return writer.flush(112);
	};
	const sendSCRAMClientFinalMessage = function(additionalData) {
		return writer.addString(additionalData).flush(112);
	};
	const query = (text) => {
		return writer.addCString(text).flush(81);
	};
	const emptyArray = [];
	const parse = (query) => {
		const name = query.name || "";
		if (name.length > 63) {
			console.error("Warning! Postgres only supports 63 characters for query names.");
			console.error("You supplied %s (%s)", name, name.length);
			console.error("This can cause conflicts and silent errors executing queries");
		}
		const types = query.types || emptyArray;
		const len = types.length;
		const buffer = writer.addCString(name).addCString(query.text).addInt16(len);
		for (let i = 0; i < len; i++) buffer.addInt32(types[i]);
		return writer.flush(80);
	};
	const writeValues = function(values, valueMapper, formatsOffset) {
		const len = values.length;
		for (let i = 0; i < len; i++) {
			const mappedVal = valueMapper ? valueMapper(values[i], i) : values[i];
			let formatByte = 0;
			if (mappedVal == null) writer.addInt32(-1);
			else if (mappedVal instanceof Buffer) {
				formatByte = 1;
				writer.addInt32(mappedVal.length);
				writer.add(mappedVal);
			} else writer.addInt32PrefixedString(mappedVal);
			const buf = writer.buffer;
			buf[formatsOffset++] = 0;
			buf[formatsOffset++] = formatByte;
		}
	};
	const bind = (config = {}) => {
		const portal = config.portal || "";
		const statement = config.statement || "";
		const binary = config.binary || false;
		const values = config.values || emptyArray;
		const len = values.length;
		writer.addCString(portal).addCString(statement);
		writer.addInt16(len);
		const formatsOffset = writer.reserveUnsafe(len * 2);
		writer.addInt16(len);
		try {
			writeValues(values, config.valueMapper, formatsOffset);
		} catch (err) {
			writer.clear();
			throw err;
		}
		writer.addInt16(1);
		writer.addInt16(binary ? 1 : 0);
		return writer.flush(66);
	};
	const emptyExecute = Buffer.from([
		69,
		0,
		0,
		0,
		9,
		0,
		0,
		0,
		0,
		0
	]);
	const execute = (config) => {
		if (!config || !config.portal && !config.rows) return emptyExecute;
		const portal = config.portal || "";
		const rows = config.rows || 0;
		const portalLength = Buffer.byteLength(portal);
		const len = 4 + portalLength + 1 + 4;
		const buff = Buffer.allocUnsafe(1 + len);
		buff[0] = 69;
		buff.writeInt32BE(len, 1);
		buff.write(portal, 5, "utf-8");
		buff[portalLength + 5] = 0;
		buff.writeUInt32BE(rows, buff.length - 4);
		return buff;
	};
	const cancel = (processID, secretKey) => {
		const buffer = Buffer.allocUnsafe(16);
		buffer.writeInt32BE(16, 0);
		buffer.writeInt16BE(1234, 4);
		buffer.writeInt16BE(5678, 6);
		buffer.writeInt32BE(processID, 8);
		buffer.writeInt32BE(secretKey, 12);
		return buffer;
	};
	const cstringMessage = (code, string) => {
		const len = 4 + Buffer.byteLength(string) + 1;
		const buffer = Buffer.allocUnsafe(1 + len);
		buffer[0] = code;
		buffer.writeInt32BE(len, 1);
		buffer.write(string, 5, "utf-8");
		buffer[len] = 0;
		return buffer;
	};
	const emptyDescribePortal = writer.addCString("P").flush(68);
	const emptyDescribeStatement = writer.addCString("S").flush(68);
	const describe = (msg) => {
		return msg.name ? cstringMessage(68, `${msg.type}${msg.name || ""}`) : msg.type === "P" ? emptyDescribePortal : emptyDescribeStatement;
	};
	const close = (msg) => {
		const text = `${msg.type}${msg.name || ""}`;
		return cstringMessage(67, text);
	};
	const copyData = (chunk) => {
		return writer.add(chunk).flush(100);
	};
	const copyFail = (message) => {
		return cstringMessage(102, message);
	};
	const codeOnlyBuffer = (code) => Buffer.from([
		code,
		0,
		0,
		0,
		4
	]);
	const flushBuffer = codeOnlyBuffer(72);
	const syncBuffer = codeOnlyBuffer(83);
	const endBuffer = codeOnlyBuffer(88);
	const copyDoneBuffer = codeOnlyBuffer(99);
	const serialize = {
		startup,
		password,
		requestSsl,
		sendSASLInitialResponseMessage,
		sendSCRAMClientFinalMessage,
		query,
		parse,
		bind,
		execute,
		describe,
		close,
		flush: () => flushBuffer,
		sync: () => syncBuffer,
		end: () => endBuffer,
		copyData,
		copyDone: () => copyDoneBuffer,
		copyFail,
		cancel
	};
	exports.serialize = serialize;
}));

var require_buffer_reader = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.BufferReader = void 0;
	var BufferReader = class {
		constructor(offset = 0) {
			this.offset = offset;
			this.buffer = Buffer.allocUnsafe(0);
			this.encoding = "utf-8";
		}
		setBuffer(offset, buffer) {
			this.offset = offset;
			this.buffer = buffer;
		}
		int16() {
			const result = this.buffer.readInt16BE(this.offset);
			this.offset += 2;
			return result;
		}
		byte() {
			const result = this.buffer[this.offset];
			this.offset++;
			return result;
		}
		int32() {
			const result = this.buffer.readInt32BE(this.offset);
			this.offset += 4;
			return result;
		}
		uint32() {
			const result = this.buffer.readUInt32BE(this.offset);
			this.offset += 4;
			return result;
		}
		string(length) {
			const result = this.buffer.toString(this.encoding, this.offset, this.offset + length);
			this.offset += length;
			return result;
		}
		cstring() {
			const start = this.offset;
			let end = start;
			while (this.buffer[end++]);
			this.offset = end;
			return this.buffer.toString(this.encoding, start, end - 1);
		}
		bytes(length) {
			const result = this.buffer.slice(this.offset, this.offset + length);
			this.offset += length;
			return result;
		}
	};
	exports.BufferReader = BufferReader;
}));

var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Parser = void 0;
	const messages_1 = require_messages();
	const buffer_reader_1 = require_buffer_reader();
	const CODE_LENGTH = 1;
	const HEADER_LENGTH = 5;
	const LATEINIT_LENGTH = -1;
	const emptyBuffer = Buffer.allocUnsafe(0);
	var Parser = class {
		constructor(opts) {
			this.buffer = emptyBuffer;
			this.bufferLength = 0;
			this.bufferOffset = 0;
			this.reader = new buffer_reader_1.BufferReader();
			if ((opts === null || opts === void 0 ? void 0 : opts.mode) === "binary") throw new Error("Binary mode not supported yet");
			this.mode = (opts === null || opts === void 0 ? void 0 : opts.mode) || "text";
		}
		parse(buffer, callback) {
			this.mergeBuffer(buffer);
			const bufferFullLength = this.bufferOffset + this.bufferLength;
			let offset = this.bufferOffset;
			while (offset + HEADER_LENGTH <= bufferFullLength) {
				const code = this.buffer[offset];
				const length = this.buffer.readUInt32BE(offset + CODE_LENGTH);
				const fullMessageLength = CODE_LENGTH + length;
				if (fullMessageLength + offset <= bufferFullLength) {
					callback(this.handlePacket(offset + HEADER_LENGTH, code, length, this.buffer));
					offset += fullMessageLength;
				} else break;
			}
			if (offset === bufferFullLength) {
				this.buffer = emptyBuffer;
				this.bufferLength = 0;
				this.bufferOffset = 0;
			} else {
				this.bufferLength = bufferFullLength - offset;
				this.bufferOffset = offset;
			}
		}
		mergeBuffer(buffer) {
			if (this.bufferLength > 0) {
				const newLength = this.bufferLength + buffer.byteLength;
				if (newLength + this.bufferOffset > this.buffer.byteLength) {
					let newBuffer;
					if (newLength <= this.buffer.byteLength && this.bufferOffset >= this.bufferLength) newBuffer = this.buffer;
					else {
						let newBufferLength = this.buffer.byteLength * 2;
						while (newLength >= newBufferLength) newBufferLength *= 2;
						newBuffer = Buffer.allocUnsafe(newBufferLength);
					}
					this.buffer.copy(newBuffer, 0, this.bufferOffset, this.bufferOffset + this.bufferLength);
					this.buffer = newBuffer;
					this.bufferOffset = 0;
				}
				buffer.copy(this.buffer, this.bufferOffset + this.bufferLength);
				this.bufferLength = newLength;
			} else {
				this.buffer = buffer;
				this.bufferOffset = 0;
				this.bufferLength = buffer.byteLength;
			}
		}
		handlePacket(offset, code, length, bytes) {
			const { reader } = this;
			reader.setBuffer(offset, bytes);
			let message;
			switch (code) {
				case 50:
					message = messages_1.bindComplete;
					break;
				case 49:
					message = messages_1.parseComplete;
					break;
				case 51:
					message = messages_1.closeComplete;
					break;
				case 110:
					message = messages_1.noData;
					break;
				case 115:
					message = messages_1.portalSuspended;
					break;
				case 99:
					message = messages_1.copyDone;
					break;
				case 87:
					message = messages_1.replicationStart;
					break;
				case 73:
					message = messages_1.emptyQuery;
					break;
				case 68:
					message = parseDataRowMessage(reader);
					break;
				case 67:
					message = parseCommandCompleteMessage(reader);
					break;
				case 90:
					message = parseReadyForQueryMessage(reader);
					break;
				case 65:
					message = parseNotificationMessage(reader);
					break;
				case 82:
					message = parseAuthenticationResponse(reader, length);
					break;
				case 83:
					message = parseParameterStatusMessage(reader);
					break;
				case 75:
					message = parseBackendKeyData(reader);
					break;
				case 69:
					message = parseErrorMessage(reader, "error");
					break;
				case 78:
					message = parseErrorMessage(reader, "notice");
					break;
				case 84:
					message = parseRowDescriptionMessage(reader);
					break;
				case 116:
					message = parseParameterDescriptionMessage(reader);
					break;
				case 71:
					message = parseCopyInMessage(reader);
					break;
				case 72:
					message = parseCopyOutMessage(reader);
					break;
				case 100:
					message = parseCopyData(reader, length);
					break;
				default: return new messages_1.DatabaseError("received invalid response: " + code.toString(16), length, "error");
			}
			reader.setBuffer(0, emptyBuffer);
			message.length = length;
			return message;
		}
	};
	exports.Parser = Parser;
	const parseReadyForQueryMessage = (reader) => {
		const status = reader.string(1);
		return new messages_1.ReadyForQueryMessage(LATEINIT_LENGTH, status);
	};
	const parseCommandCompleteMessage = (reader) => {
		const text = reader.cstring();
		return new messages_1.CommandCompleteMessage(LATEINIT_LENGTH, text);
	};
	const parseCopyData = (reader, length) => {
		const chunk = reader.bytes(length - 4);
		return new messages_1.CopyDataMessage(LATEINIT_LENGTH, chunk);
	};
	const parseCopyInMessage = (reader) => parseCopyMessage(reader, "copyInResponse");
	const parseCopyOutMessage = (reader) => parseCopyMessage(reader, "copyOutResponse");
	const parseCopyMessage = (reader, messageName) => {
		const isBinary = reader.byte() !== 0;
		const columnCount = reader.int16();
		const message = new messages_1.CopyResponse(LATEINIT_LENGTH, messageName, isBinary, columnCount);
		for (let i = 0; i < columnCount; i++) message.columnTypes[i] = reader.int16();
		return message;
	};
	const parseNotificationMessage = (reader) => {
		const processId = reader.int32();
		const channel = reader.cstring();
		const payload = reader.cstring();
		return new messages_1.NotificationResponseMessage(LATEINIT_LENGTH, processId, channel, payload);
	};
	const parseRowDescriptionMessage = (reader) => {
		const fieldCount = reader.int16();
		const message = new messages_1.RowDescriptionMessage(LATEINIT_LENGTH, fieldCount);
		for (let i = 0; i < fieldCount; i++) message.fields[i] = parseField(reader);
		return message;
	};
	const parseField = (reader) => {
		const name = reader.cstring();
		const tableID = reader.uint32();
		const columnID = reader.int16();
		const dataTypeID = reader.uint32();
		const dataTypeSize = reader.int16();
		const dataTypeModifier = reader.int32();
		const mode = reader.int16() === 0 ? "text" : "binary";
		return new messages_1.Field(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, mode);
	};
	const parseParameterDescriptionMessage = (reader) => {
		const parameterCount = reader.int16();
		const message = new messages_1.ParameterDescriptionMessage(LATEINIT_LENGTH, parameterCount);
		for (let i = 0; i < parameterCount; i++) message.dataTypeIDs[i] = reader.uint32();
		return message;
	};
	const parseDataRowMessage = (reader) => {
		const fieldCount = reader.int16();
		const fields = new Array(fieldCount);
		for (let i = 0; i < fieldCount; i++) {
			const len = reader.int32();
			fields[i] = len === -1 ? null : reader.string(len);
		}
		return new messages_1.DataRowMessage(LATEINIT_LENGTH, fields);
	};
	const parseParameterStatusMessage = (reader) => {
		const name = reader.cstring();
		const value = reader.cstring();
		return new messages_1.ParameterStatusMessage(LATEINIT_LENGTH, name, value);
	};
	const parseBackendKeyData = (reader) => {
		const processID = reader.int32();
		const secretKey = reader.int32();
		return new messages_1.BackendKeyDataMessage(LATEINIT_LENGTH, processID, secretKey);
	};
	const parseAuthenticationResponse = (reader, length) => {
		const code = reader.int32();
		const message = {
			name: "authenticationOk",
			length
		};
		switch (code) {
			case 0: break;
			case 3:
				if (message.length === 8) message.name = "authenticationCleartextPassword";
				break;
			case 5:
				if (message.length === 12) {
					message.name = "authenticationMD5Password";
					const salt = reader.bytes(4);
					return new messages_1.AuthenticationMD5Password(LATEINIT_LENGTH, salt);
				}
				break;
			case 10:
				{
					message.name = "authenticationSASL";
					message.mechanisms = [];
					let mechanism;
					do {
						mechanism = reader.cstring();
						if (mechanism) message.mechanisms.push(mechanism);
					} while (mechanism);
				}
				break;
			case 11:
				message.name = "authenticationSASLContinue";
				message.data = reader.string(length - 8);
				break;
			case 12:
				message.name = "authenticationSASLFinal";
				message.data = reader.string(length - 8);
				break;
			default: throw new Error("Unknown authenticationOk message type " + code);
		}
		return message;
	};
	const parseErrorMessage = (reader, name) => {
		const fields = {};
		let fieldType = reader.string(1);
		while (fieldType !== "\0") {
			fields[fieldType] = reader.cstring();
			fieldType = reader.string(1);
		}
		const messageValue = fields.M;
		const message = name === "notice" ? new messages_1.NoticeMessage(LATEINIT_LENGTH, messageValue) : new messages_1.DatabaseError(messageValue, LATEINIT_LENGTH, name);
		message.severity = fields.S;
		message.code = fields.C;
		message.detail = fields.D;
		message.hint = fields.H;
		message.position = fields.P;
		message.internalPosition = fields.p;
		message.internalQuery = fields.q;
		message.where = fields.W;
		message.schema = fields.s;
		message.table = fields.t;
		message.column = fields.c;
		message.dataType = fields.d;
		message.constraint = fields.n;
		message.file = fields.F;
		message.line = fields.L;
		message.routine = fields.R;
		return message;
	};
}));

var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DatabaseError = exports.serialize = void 0;
	exports.parse = parse;
	const messages_1 = require_messages();
	Object.defineProperty(exports, "DatabaseError", {
		enumerable: true,
		get: function() {
			return messages_1.DatabaseError;
		}
	});
	const serializer_1 = require_serializer();
	Object.defineProperty(exports, "serialize", {
		enumerable: true,
		get: function() {
			return serializer_1.serialize;
		}
	});
	const parser_1 = require_parser();
	function parse(stream, callback) {
		const parser = new parser_1.Parser();
		stream.on("data", (buffer) => parser.parse(buffer, callback));
		return new Promise((resolve) => stream.on("end", () => resolve()));
	}
}));

var require_empty = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = {};
}));

var require_stream = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { getStream, getSecureStream } = getStreamFuncs();
	module.exports = {
		/**
		* Get a socket stream compatible with the current runtime environment.
		* @returns {Duplex}
		*/
		getStream,
		/**
		* Get a TLS secured socket, compatible with the current environment,
		* using the socket and other settings given in `options`.
		* @returns {Duplex}
		*/
		getSecureStream
	};
	/**
	* The stream functions that work in Node.js
	*/
	function getNodejsStreamFuncs() {
		function getStream(ssl) {
			return new (__require("net")).Socket();
		}
		function getSecureStream(options) {
			return __require("tls").connect(options);
		}
		return {
			getStream,
			getSecureStream
		};
	}
	/**
	* The stream functions that work in Cloudflare Workers
	*/
	function getCloudflareStreamFuncs() {
		function getStream(ssl) {
			const { CloudflareSocket } = require_empty();
			return new CloudflareSocket(ssl);
		}
		function getSecureStream(options) {
			options.socket.startTls(options);
			return options.socket;
		}
		return {
			getStream,
			getSecureStream
		};
	}
	/**
	* Are we running in a Cloudflare Worker?
	*
	* @returns true if the code is currently running inside a Cloudflare Worker.
	*/
	function isCloudflareRuntime() {
		if (typeof navigator === "object" && navigator !== null && typeof navigator.userAgent === "string") return navigator.userAgent === "Cloudflare-Workers";
		if (typeof Response === "function") {
			const resp = new Response(null, { cf: { thing: true } });
			if (typeof resp.cf === "object" && resp.cf !== null && resp.cf.thing) return true;
		}
		return false;
	}
	function getStreamFuncs() {
		if (isCloudflareRuntime()) return getCloudflareStreamFuncs();
		return getNodejsStreamFuncs();
	}
}));

var require_connection = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const EventEmitter = __require("events").EventEmitter;
	const { parse, serialize } = require_dist();
	const stream = require_stream();
	const { getStream } = stream;
	const flushBuffer = serialize.flush();
	const syncBuffer = serialize.sync();
	const endBuffer = serialize.end();
	var Connection = class extends EventEmitter {
		constructor(config) {
			super();
			config = config || {};
			this.stream = config.stream || getStream(config.ssl);
			if (typeof this.stream === "function") this.stream = this.stream(config);
			this._keepAlive = config.keepAlive;
			this._keepAliveInitialDelayMillis = config.keepAliveInitialDelayMillis;
			this.parsedStatements = {};
			this.submittedNamedStatements = {};
			this.ssl = config.ssl || false;
			this.sslNegotiation = config.sslNegotiation || "postgres";
			this._ending = false;
			this._emitMessage = false;
			const self = this;
			this.on("newListener", function(eventName) {
				if (eventName === "message") self._emitMessage = true;
			});
		}
		connect(port, host) {
			const self = this;
			this._connecting = true;
			this.stream.setNoDelay(true);
			this.stream.connect(port, host);
			this.stream.once("connect", function() {
				if (self._keepAlive) self.stream.setKeepAlive(true, self._keepAliveInitialDelayMillis);
				self.emit("connect");
			});
			const reportStreamError = function(error) {
				if (self._ending && (error.code === "ECONNRESET" || error.code === "EPIPE")) return;
				self.emit("error", error);
			};
			this.stream.on("error", reportStreamError);
			this.stream.on("close", function() {
				self.emit("end");
			});
			if (!this.ssl) return this.attachListeners(this.stream);
			if (this.sslNegotiation === "direct") return this.stream.once("connect", function() {
				self.upgradeToSSL(host, reportStreamError);
			});
			this.stream.once("data", function(buffer) {
				switch (buffer.toString("utf8")) {
					case "S": break;
					case "N":
						self.stream.end();
						return self.emit("error", /* @__PURE__ */ new Error("The server does not support SSL connections"));
					default:
						self.stream.end();
						return self.emit("error", /* @__PURE__ */ new Error("There was an error establishing an SSL connection"));
				}
				self.upgradeToSSL(host, reportStreamError);
			});
		}
		upgradeToSSL(host, reportStreamError) {
			const self = this;
			const options = {
				socket: self.stream,
				host
			};
			if (self.ssl !== true) {
				Object.assign(options, self.ssl);
				if ("key" in self.ssl) options.key = self.ssl.key;
			}
			if (self.sslNegotiation === "direct") options.ALPNProtocols = ["postgresql"];
			const net = __require("net");
			if (net.isIP && net.isIP(host) === 0) options.servername = host;
			try {
				self.stream = stream.getSecureStream(options);
			} catch (err) {
				return self.emit("error", err);
			}
			self.attachListeners(self.stream);
			self.stream.on("error", reportStreamError);
			self.emit("sslconnect");
		}
		attachListeners(stream) {
			parse(stream, (msg) => {
				const eventName = msg.name === "error" ? "errorMessage" : msg.name;
				if (this._emitMessage) this.emit("message", msg);
				this.emit(eventName, msg);
			});
		}
		requestSsl() {
			this.stream.write(serialize.requestSsl());
		}
		startup(config) {
			this.stream.write(serialize.startup(config));
		}
		cancel(processID, secretKey) {
			this._send(serialize.cancel(processID, secretKey));
		}
		password(password) {
			this._send(serialize.password(password));
		}
		sendSASLInitialResponseMessage(mechanism, initialResponse) {
			this._send(serialize.sendSASLInitialResponseMessage(mechanism, initialResponse));
		}
		sendSCRAMClientFinalMessage(additionalData) {
			this._send(serialize.sendSCRAMClientFinalMessage(additionalData));
		}
		_send(buffer) {
			if (!this.stream.writable) return false;
			return this.stream.write(buffer);
		}
		query(text) {
			this._send(serialize.query(text));
		}
		parse(query) {
			this._send(serialize.parse(query));
		}
		bind(config) {
			this._send(serialize.bind(config));
		}
		execute(config) {
			this._send(serialize.execute(config));
		}
		flush() {
			if (this.stream.writable) this.stream.write(flushBuffer);
		}
		sync() {
			this._send(syncBuffer);
		}
		ref() {
			this.stream.ref();
		}
		unref() {
			this.stream.unref();
		}
		end() {
			this._ending = true;
			if (!this._connecting || !this.stream.writable) {
				this.stream.end();
				return;
			}
			return this.stream.write(endBuffer, () => {
				this.stream.end();
			});
		}
		close(msg) {
			this._send(serialize.close(msg));
		}
		describe(msg) {
			this._send(serialize.describe(msg));
		}
		sendCopyFromChunk(chunk) {
			this._send(serialize.copyData(chunk));
		}
		endCopyFrom() {
			this._send(serialize.copyDone());
		}
		sendCopyFail(msg) {
			this._send(serialize.copyFail(msg));
		}
	};
	module.exports = Connection;
}));

var require_split2 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { Transform } = __require("stream");
	const { StringDecoder } = __require("string_decoder");
	const kLast = Symbol("last");
	const kDecoder = Symbol("decoder");
	function transform(chunk, enc, cb) {
		let list;
		if (this.overflow) {
			list = this[kDecoder].write(chunk).split(this.matcher);
			if (list.length === 1) return cb();
			list.shift();
			this.overflow = false;
		} else {
			this[kLast] += this[kDecoder].write(chunk);
			list = this[kLast].split(this.matcher);
		}
		this[kLast] = list.pop();
		for (let i = 0; i < list.length; i++) try {
			push(this, this.mapper(list[i]));
		} catch (error) {
			return cb(error);
		}
		this.overflow = this[kLast].length > this.maxLength;
		if (this.overflow && !this.skipOverflow) {
			cb(/* @__PURE__ */ new Error("maximum buffer reached"));
			return;
		}
		cb();
	}
	function flush(cb) {
		this[kLast] += this[kDecoder].end();
		if (this[kLast]) try {
			push(this, this.mapper(this[kLast]));
		} catch (error) {
			return cb(error);
		}
		cb();
	}
	function push(self, val) {
		if (val !== void 0) self.push(val);
	}
	function noop(incoming) {
		return incoming;
	}
	function split(matcher, mapper, options) {
		matcher = matcher || /\r?\n/;
		mapper = mapper || noop;
		options = options || {};
		switch (arguments.length) {
			case 1:
				if (typeof matcher === "function") {
					mapper = matcher;
					matcher = /\r?\n/;
				} else if (typeof matcher === "object" && !(matcher instanceof RegExp) && !matcher[Symbol.split]) {
					options = matcher;
					matcher = /\r?\n/;
				}
				break;
			case 2: if (typeof matcher === "function") {
				options = mapper;
				mapper = matcher;
				matcher = /\r?\n/;
			} else if (typeof mapper === "object") {
				options = mapper;
				mapper = noop;
			}
		}
		options = Object.assign({}, options);
		options.autoDestroy = true;
		options.transform = transform;
		options.flush = flush;
		options.readableObjectMode = true;
		const stream = new Transform(options);
		stream[kLast] = "";
		stream[kDecoder] = new StringDecoder("utf8");
		stream.matcher = matcher;
		stream.mapper = mapper;
		stream.maxLength = options.maxLength;
		stream.skipOverflow = options.skipOverflow || false;
		stream.overflow = false;
		stream._destroy = function(err, cb) {
			this._writableState.errorEmitted = false;
			cb(err);
		};
		return stream;
	}
	module.exports = split;
}));

var require_helper = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var path = __require("path");
	var Stream = __require("stream").Stream;
	var split = require_split2();
	var util = __require("util");
	var defaultPort = 5432;
	var isWin = process.platform === "win32";
	var warnStream = process.stderr;
	var S_IRWXG = 56;
	var S_IRWXO = 7;
	var S_IFMT = 61440;
	var S_IFREG = 32768;
	function isRegFile(mode) {
		return (mode & S_IFMT) == S_IFREG;
	}
	var fieldNames = [
		"host",
		"port",
		"database",
		"user",
		"password"
	];
	var nrOfFields = fieldNames.length;
	var passKey = fieldNames[nrOfFields - 1];
	function warn() {
		if (warnStream instanceof Stream && true === warnStream.writable) {
			var args = Array.prototype.slice.call(arguments).concat("\n");
			warnStream.write(util.format.apply(util, args));
		}
	}
	Object.defineProperty(module.exports, "isWin", {
		get: function() {
			return isWin;
		},
		set: function(val) {
			isWin = val;
		}
	});
	module.exports.warnTo = function(stream) {
		var old = warnStream;
		warnStream = stream;
		return old;
	};
	module.exports.getFileName = function(rawEnv) {
		var env = rawEnv || process.env;
		return env.PGPASSFILE || (isWin ? path.join(env.APPDATA || "./", "postgresql", "pgpass.conf") : path.join(env.HOME || "./", ".pgpass"));
	};
	module.exports.usePgPass = function(stats, fname) {
		if (Object.prototype.hasOwnProperty.call(process.env, "PGPASSWORD")) return false;
		if (isWin) return true;
		fname = fname || "<unkn>";
		if (!isRegFile(stats.mode)) {
			warn("WARNING: password file \"%s\" is not a plain file", fname);
			return false;
		}
		if (stats.mode & (S_IRWXG | S_IRWXO)) {
			warn("WARNING: password file \"%s\" has group or world access; permissions should be u=rw (0600) or less", fname);
			return false;
		}
		return true;
	};
	var matcher = module.exports.match = function(connInfo, entry) {
		return fieldNames.slice(0, -1).reduce(function(prev, field, idx) {
			if (idx == 1) {
				if (Number(connInfo[field] || defaultPort) === Number(entry[field])) return prev && true;
			}
			return prev && (entry[field] === "*" || entry[field] === connInfo[field]);
		}, true);
	};
	module.exports.getPassword = function(connInfo, stream, cb) {
		var pass;
		var lineStream = stream.pipe(split());
		function onLine(line) {
			var entry = parseLine(line);
			if (entry && isValidEntry(entry) && matcher(connInfo, entry)) {
				pass = entry[passKey];
				lineStream.end();
			}
		}
		var onEnd = function() {
			stream.destroy();
			cb(pass);
		};
		var onErr = function(err) {
			stream.destroy();
			warn("WARNING: error on reading file: %s", err);
			cb(void 0);
		};
		stream.on("error", onErr);
		lineStream.on("data", onLine).on("end", onEnd).on("error", onErr);
	};
	var parseLine = module.exports.parseLine = function(line) {
		if (line.length < 11 || line.match(/^\s+#/)) return null;
		var curChar = "";
		var prevChar = "";
		var fieldIdx = 0;
		var startIdx = 0;
		var obj = {};
		var isLastField = false;
		var addToObj = function(idx, i0, i1) {
			var field = line.substring(i0, i1);
			if (!Object.hasOwnProperty.call(process.env, "PGPASS_NO_DEESCAPE")) field = field.replace(/\\([:\\])/g, "$1");
			obj[fieldNames[idx]] = field;
		};
		for (var i = 0; i < line.length - 1; i += 1) {
			curChar = line.charAt(i + 1);
			prevChar = line.charAt(i);
			isLastField = fieldIdx == nrOfFields - 1;
			if (isLastField) {
				addToObj(fieldIdx, startIdx);
				break;
			}
			if (i >= 0 && curChar == ":" && prevChar !== "\\") {
				addToObj(fieldIdx, startIdx, i + 1);
				startIdx = i + 2;
				fieldIdx += 1;
			}
		}
		obj = Object.keys(obj).length === nrOfFields ? obj : null;
		return obj;
	};
	var isValidEntry = module.exports.isValidEntry = function(entry) {
		var rules = {
			0: function(x) {
				return x.length > 0;
			},
			1: function(x) {
				if (x === "*") return true;
				x = Number(x);
				return isFinite(x) && x > 0 && x < 9007199254740992 && Math.floor(x) === x;
			},
			2: function(x) {
				return x.length > 0;
			},
			3: function(x) {
				return x.length > 0;
			},
			4: function(x) {
				return x.length > 0;
			}
		};
		for (var idx = 0; idx < fieldNames.length; idx += 1) {
			var rule = rules[idx];
			if (!rule(entry[fieldNames[idx]] || "")) return false;
		}
		return true;
	};
}));

var require_lib$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	__require("path");
	var fs = __require("fs");
	var helper = require_helper();
	module.exports = function(connInfo, cb) {
		var file = helper.getFileName();
		fs.stat(file, function(err, stat) {
			if (err || !helper.usePgPass(stat, file)) return cb(void 0);
			var st = fs.createReadStream(file);
			helper.getPassword(connInfo, st, cb);
		});
	};
	module.exports.warnTo = helper.warnTo;
}));

var require_client$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const EventEmitter = __require("events").EventEmitter;
	const utils = require_utils$1();
	const nodeUtils = __require("util");
	const sasl = require_sasl();
	const TypeOverrides = require_type_overrides();
	const ConnectionParameters = require_connection_parameters();
	const Query = require_query$1();
	const defaults = require_defaults();
	const Connection = require_connection();
	const crypto = require_utils();
	const activeQueryDeprecationNotice = nodeUtils.deprecate(() => {}, "Client.activeQuery is deprecated and will be removed in pg@9.0");
	const queryQueueDeprecationNotice = nodeUtils.deprecate(() => {}, "Client.queryQueue is deprecated and will be removed in pg@9.0.");
	const pgPassDeprecationNotice = nodeUtils.deprecate(() => {}, "pgpass support is deprecated and will be removed in pg@9.0. You can provide an async function as the password property to the Client/Pool constructor that returns a password instead. Within this function you can call the pgpass module in your own code.");
	const byoPromiseDeprecationNotice = nodeUtils.deprecate(() => {}, "Passing a custom Promise implementation to the Client/Pool constructor is deprecated and will be removed in pg@9.0.");
	const queryQueueLengthDeprecationNotice = nodeUtils.deprecate(() => {}, "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead.");
	function coerceNumberOrDefault(value, defaultValue) {
		if (typeof value === "number") return Number.isFinite(value) ? value : defaultValue;
		if (typeof value === "string" && value.trim() !== "") {
			const n = Number(value);
			return Number.isFinite(n) ? n : defaultValue;
		}
		return defaultValue;
	}
	var Client = class extends EventEmitter {
		constructor(config) {
			super();
			this.connectionParameters = new ConnectionParameters(config);
			this.user = this.connectionParameters.user;
			this.database = this.connectionParameters.database;
			this.port = this.connectionParameters.port;
			this.host = this.connectionParameters.host;
			Object.defineProperty(this, "password", {
				configurable: true,
				enumerable: false,
				writable: true,
				value: this.connectionParameters.password
			});
			this.replication = this.connectionParameters.replication;
			const c = config || {};
			if (c.Promise) byoPromiseDeprecationNotice();
			this._Promise = c.Promise || global.Promise;
			this._types = new TypeOverrides(c.types);
			this._ending = false;
			this._ended = false;
			this._connecting = false;
			this._connected = false;
			this._connectionError = false;
			this._queryable = true;
			this._activeQuery = null;
			this._txStatus = null;
			this.enableChannelBinding = Boolean(c.enableChannelBinding);
			this.scramMaxIterations = coerceNumberOrDefault(c.scramMaxIterations, sasl.DEFAULT_MAX_SCRAM_ITERATIONS);
			this.connection = c.connection || new Connection({
				stream: c.stream,
				ssl: this.connectionParameters.ssl,
				sslNegotiation: this.connectionParameters.sslnegotiation,
				keepAlive: c.keepAlive || false,
				keepAliveInitialDelayMillis: c.keepAliveInitialDelayMillis || 0,
				encoding: this.connectionParameters.client_encoding || "utf8"
			});
			this._queryQueue = [];
			this._sentQueryQueue = [];
			this.pipeline = Boolean(c.pipeline);
			this.binary = c.binary || defaults.binary;
			this.processID = null;
			this.secretKey = null;
			this.ssl = this.connectionParameters.ssl || false;
			this.sslNegotiation = this.connectionParameters.sslnegotiation || "postgres";
			if (this.ssl && this.ssl.key) Object.defineProperty(this.ssl, "key", { enumerable: false });
			this._connectionTimeoutMillis = c.connectionTimeoutMillis || 0;
		}
		get activeQuery() {
			activeQueryDeprecationNotice();
			return this._activeQuery;
		}
		set activeQuery(val) {
			activeQueryDeprecationNotice();
			this._activeQuery = val;
		}
		_getActiveQuery() {
			return this._activeQuery;
		}
		_errorAllQueries(err) {
			const enqueueError = (query) => {
				process.nextTick(() => {
					query.handleError(err, this.connection);
				});
			};
			const activeQuery = this._getActiveQuery();
			if (activeQuery) {
				enqueueError(activeQuery);
				this._activeQuery = null;
			}
			this._sentQueryQueue.forEach(enqueueError);
			this._sentQueryQueue.length = 0;
			this._queryQueue.forEach(enqueueError);
			this._queryQueue.length = 0;
		}
		_connect(callback) {
			const self = this;
			const con = this.connection;
			this._connectionCallback = callback;
			if (this._connecting || this._connected) {
				const err = /* @__PURE__ */ new Error("Client has already been connected. You cannot reuse a client.");
				process.nextTick(() => {
					callback(err);
				});
				return;
			}
			this._connecting = true;
			if (this._connectionTimeoutMillis > 0) {
				this.connectionTimeoutHandle = setTimeout(() => {
					con._ending = true;
					con.stream.destroy(/* @__PURE__ */ new Error("timeout expired"));
				}, this._connectionTimeoutMillis);
				if (this.connectionTimeoutHandle.unref) this.connectionTimeoutHandle.unref();
			}
			if (this.host && this.host.indexOf("/") === 0) con.connect(this.host + "/.s.PGSQL." + this.port);
			else con.connect(this.port, this.host);
			con.on("connect", function() {
				if (self.ssl) {
					if (self.sslNegotiation !== "direct") con.requestSsl();
				} else con.startup(self.getStartupConf());
			});
			con.on("sslconnect", function() {
				con.startup(self.getStartupConf());
			});
			this._attachListeners(con);
			con.once("end", () => {
				const error = this._ending ? /* @__PURE__ */ new Error("Connection terminated") : /* @__PURE__ */ new Error("Connection terminated unexpectedly");
				clearTimeout(this.connectionTimeoutHandle);
				this._errorAllQueries(error);
				this._ended = true;
				if (!this._ending) {
					if (this._connecting && !this._connectionError) {
						if (this._connectionCallback) this._connectionCallback(error);
						else this._handleErrorEvent(error);
					} else if (!this._connectionError) this._handleErrorEvent(error);
				}
				process.nextTick(() => {
					this.emit("end");
				});
			});
		}
		connect(callback) {
			if (callback) {
				this._connect(callback);
				return;
			}
			return new this._Promise((resolve, reject) => {
				this._connect((error) => {
					if (error) reject(error);
					else resolve(this);
				});
			});
		}
		_attachListeners(con) {
			con.on("authenticationCleartextPassword", this._handleAuthCleartextPassword.bind(this));
			con.on("authenticationMD5Password", this._handleAuthMD5Password.bind(this));
			con.on("authenticationSASL", this._handleAuthSASL.bind(this));
			con.on("authenticationSASLContinue", this._handleAuthSASLContinue.bind(this));
			con.on("authenticationSASLFinal", this._handleAuthSASLFinal.bind(this));
			con.on("backendKeyData", this._handleBackendKeyData.bind(this));
			con.on("error", this._handleErrorEvent.bind(this));
			con.on("errorMessage", this._handleErrorMessage.bind(this));
			con.on("readyForQuery", this._handleReadyForQuery.bind(this));
			con.on("notice", this._handleNotice.bind(this));
			con.on("rowDescription", this._handleRowDescription.bind(this));
			con.on("dataRow", this._handleDataRow.bind(this));
			con.on("portalSuspended", this._handlePortalSuspended.bind(this));
			con.on("emptyQuery", this._handleEmptyQuery.bind(this));
			con.on("commandComplete", this._handleCommandComplete.bind(this));
			con.on("parseComplete", this._handleParseComplete.bind(this));
			con.on("copyInResponse", this._handleCopyInResponse.bind(this));
			con.on("copyData", this._handleCopyData.bind(this));
			con.on("notification", this._handleNotification.bind(this));
		}
		_getPassword(cb) {
			const con = this.connection;
			if (typeof this.password === "function") this._Promise.resolve().then(() => this.password(this.connectionParameters)).then((pass) => {
				if (pass !== void 0) {
					if (typeof pass !== "string") {
						con.emit("error", /* @__PURE__ */ new TypeError("Password must be a string"));
						return;
					}
					this.connectionParameters.password = this.password = pass;
				} else this.connectionParameters.password = this.password = null;
				cb();
			}).catch((err) => {
				con.emit("error", err);
			});
			else if (this.password !== null) cb();
			else try {
				require_lib$1()(this.connectionParameters, (pass) => {
					if (void 0 !== pass) {
						pgPassDeprecationNotice();
						this.connectionParameters.password = this.password = pass;
					}
					cb();
				});
			} catch (e) {
				this.emit("error", e);
			}
		}
		_handleAuthCleartextPassword(msg) {
			this._getPassword(() => {
				this.connection.password(this.password);
			});
		}
		_handleAuthMD5Password(msg) {
			this._getPassword(async () => {
				try {
					const hashedPassword = await crypto.postgresMd5PasswordHash(this.user, this.password, msg.salt);
					this.connection.password(hashedPassword);
				} catch (e) {
					this.emit("error", e);
				}
			});
		}
		_handleAuthSASL(msg) {
			this._getPassword(() => {
				try {
					this.saslSession = sasl.startSession(msg.mechanisms, this.enableChannelBinding && this.connection.stream, this.scramMaxIterations);
					this.connection.sendSASLInitialResponseMessage(this.saslSession.mechanism, this.saslSession.response);
				} catch (err) {
					this.connection.emit("error", err);
				}
			});
		}
		async _handleAuthSASLContinue(msg) {
			try {
				await sasl.continueSession(this.saslSession, this.password, msg.data, this.enableChannelBinding && this.connection.stream);
				this.connection.sendSCRAMClientFinalMessage(this.saslSession.response);
			} catch (err) {
				this.connection.emit("error", err);
			}
		}
		_handleAuthSASLFinal(msg) {
			try {
				sasl.finalizeSession(this.saslSession, msg.data);
				this.saslSession = null;
			} catch (err) {
				this.connection.emit("error", err);
			}
		}
		_handleBackendKeyData(msg) {
			this.processID = msg.processID;
			this.secretKey = msg.secretKey;
		}
		_handleReadyForQuery(msg) {
			if (this._connecting) {
				this._connecting = false;
				this._connected = true;
				clearTimeout(this.connectionTimeoutHandle);
				if (this._connectionCallback) {
					this._connectionCallback(null, this);
					this._connectionCallback = null;
				}
				this.emit("connect");
			}
			const activeQuery = this._getActiveQuery();
			this._activeQuery = null;
			this._txStatus = msg?.status ?? null;
			this.readyForQuery = true;
			if (activeQuery) activeQuery.handleReadyForQuery(this.connection);
			this._pulseQueryQueue();
		}
		_handleErrorWhileConnecting(err) {
			if (this._connectionError) return;
			this._connectionError = true;
			clearTimeout(this.connectionTimeoutHandle);
			if (this._connectionCallback) return this._connectionCallback(err);
			this.emit("error", err);
		}
		_handleErrorEvent(err) {
			if (this._connecting) return this._handleErrorWhileConnecting(err);
			this._queryable = false;
			this._errorAllQueries(err);
			this.emit("error", err);
		}
		_handleErrorMessage(msg) {
			if (this._connecting) return this._handleErrorWhileConnecting(msg);
			const activeQuery = this._getActiveQuery();
			if (!activeQuery) {
				this._handleErrorEvent(msg);
				return;
			}
			this._activeQuery = null;
			if (activeQuery.name) delete this.connection.submittedNamedStatements[activeQuery.name];
			activeQuery.handleError(msg, this.connection);
		}
		_handleRowDescription(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected rowDescription message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleRowDescription(msg);
		}
		_handleDataRow(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected dataRow message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleDataRow(msg);
		}
		_handlePortalSuspended(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected portalSuspended message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handlePortalSuspended(this.connection);
		}
		_handleEmptyQuery(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected emptyQuery message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleEmptyQuery(this.connection);
		}
		_handleCommandComplete(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected commandComplete message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleCommandComplete(msg, this.connection);
		}
		_handleParseComplete() {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected parseComplete message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			if (activeQuery.name) {
				this.connection.parsedStatements[activeQuery.name] = activeQuery.text;
				delete this.connection.submittedNamedStatements[activeQuery.name];
			}
		}
		_handleCopyInResponse(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected copyInResponse message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleCopyInResponse(this.connection);
		}
		_handleCopyData(msg) {
			const activeQuery = this._getActiveQuery();
			if (activeQuery == null) {
				const error = /* @__PURE__ */ new Error("Received unexpected copyData message from backend.");
				this._handleErrorEvent(error);
				return;
			}
			activeQuery.handleCopyData(msg, this.connection);
		}
		_handleNotification(msg) {
			this.emit("notification", msg);
		}
		_handleNotice(msg) {
			this.emit("notice", msg);
		}
		getStartupConf() {
			const params = this.connectionParameters;
			const data = {
				user: params.user,
				database: params.database
			};
			const appName = params.application_name || params.fallback_application_name;
			if (appName) data.application_name = appName;
			if (params.replication) data.replication = "" + params.replication;
			if (params.statement_timeout) data.statement_timeout = String(parseInt(params.statement_timeout, 10));
			if (params.lock_timeout) data.lock_timeout = String(parseInt(params.lock_timeout, 10));
			if (params.idle_in_transaction_session_timeout) data.idle_in_transaction_session_timeout = String(parseInt(params.idle_in_transaction_session_timeout, 10));
			if (params.options) data.options = params.options;
			return data;
		}
		cancel(client, query) {
			if (client.activeQuery === query) {
				const con = this.connection;
				if (this.host && this.host.indexOf("/") === 0) con.connect(this.host + "/.s.PGSQL." + this.port);
				else con.connect(this.port, this.host);
				con.on("connect", function() {
					con.cancel(client.processID, client.secretKey);
				});
			} else if (client._queryQueue.indexOf(query) !== -1) client._queryQueue.splice(client._queryQueue.indexOf(query), 1);
			else if (client._sentQueryQueue.indexOf(query) !== -1) query.callback = () => {};
		}
		setTypeParser(oid, format, parseFn) {
			return this._types.setTypeParser(oid, format, parseFn);
		}
		getTypeParser(oid, format) {
			return this._types.getTypeParser(oid, format);
		}
		escapeIdentifier(str) {
			return utils.escapeIdentifier(str);
		}
		escapeLiteral(str) {
			return utils.escapeLiteral(str);
		}
		_pulseQueryQueue() {
			if (this.pipeline) {
				this._pulsePipelinedQueryQueue();
				return;
			}
			if (this.readyForQuery === true) {
				this._activeQuery = this._queryQueue.shift();
				const activeQuery = this._getActiveQuery();
				if (activeQuery) {
					this.readyForQuery = false;
					this.hasExecuted = true;
					const queryError = activeQuery.submit(this.connection);
					if (queryError) process.nextTick(() => {
						activeQuery.handleError(queryError, this.connection);
						this.readyForQuery = true;
						this._pulseQueryQueue();
					});
				} else if (this.hasExecuted) {
					this._activeQuery = null;
					this.emit("drain");
				}
			}
		}
		_pulsePipelinedQueryQueue() {
			if (!this._connected || !this._queryable) return;
			while (this._queryQueue.length > 0) {
				const query = this._queryQueue.shift();
				this.hasExecuted = true;
				const queryError = query.submit(this.connection);
				if (queryError) {
					process.nextTick(() => {
						query.handleError(queryError, this.connection);
					});
					continue;
				}
				this._sentQueryQueue.push(query);
			}
			if (this.readyForQuery && !this._activeQuery && this._sentQueryQueue.length > 0) {
				this._activeQuery = this._sentQueryQueue.shift();
				this.readyForQuery = false;
			}
			if (!this._activeQuery && this._sentQueryQueue.length === 0 && this._queryQueue.length === 0 && this.hasExecuted) this.emit("drain");
		}
		query(config, values, callback) {
			let query;
			let result;
			if (config == null) throw new TypeError("Client was passed a null or undefined query");
			if (typeof config.submit === "function") {
				result = query = config;
				if (!query.callback) {
					if (typeof values === "function") query.callback = values;
					else if (callback) query.callback = callback;
				}
			} else {
				query = new Query(config, values, callback);
				if (!query.callback) result = new this._Promise((resolve, reject) => {
					query.callback = (err, res) => err ? reject(err) : resolve(res);
				}).catch((err) => {
					Error.captureStackTrace(err);
					throw err;
				});
				else if (typeof query.callback !== "function") throw new TypeError("callback is not a function");
			}
			const readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
			if (readTimeout) {
				const queryCallback = query.callback || (() => {});
				const readTimeoutTimer = setTimeout(() => {
					const error = /* @__PURE__ */ new Error("Query read timeout");
					process.nextTick(() => {
						query.handleError(error, this.connection);
					});
					queryCallback(error);
					query.callback = () => {};
					const index = this._queryQueue.indexOf(query);
					if (index > -1) this._queryQueue.splice(index, 1);
					else if (this.pipeline) {
						this.connection.stream.destroy();
						return;
					}
					this._pulseQueryQueue();
				}, readTimeout);
				query.callback = (err, res) => {
					clearTimeout(readTimeoutTimer);
					queryCallback(err, res);
				};
			}
			if (this.binary && !query.binary) query.binary = true;
			if (query._result && !query._result._types) query._result._types = this._types;
			if (this.pipeline) {
				const portalQuery = typeof config.submit === "function" && !(query instanceof Query) ? "Custom query classes such as pg-cursor and pg-query-stream are" : query.rows ? "The `rows` option is" : null;
				if (portalQuery) {
					process.nextTick(() => {
						query.handleError(/* @__PURE__ */ new Error(`${portalQuery} not supported in pipeline mode`), this.connection);
					});
					return result;
				}
			}
			if (!this._queryable) {
				process.nextTick(() => {
					query.handleError(/* @__PURE__ */ new Error("Client has encountered a connection error and is not queryable"), this.connection);
				});
				return result;
			}
			if (this._ending) {
				process.nextTick(() => {
					query.handleError(/* @__PURE__ */ new Error("Client was closed and is not queryable"), this.connection);
				});
				return result;
			}
			if (this._queryQueue.length > 0 && !this.pipeline) queryQueueLengthDeprecationNotice();
			this._queryQueue.push(query);
			this._pulseQueryQueue();
			return result;
		}
		ref() {
			this.connection.ref();
		}
		unref() {
			this.connection.unref();
		}
		getTransactionStatus() {
			return this._txStatus;
		}
		end(cb) {
			this._ending = true;
			if (!this.connection._connecting || this._ended) {
				if (cb) {
					cb();
					return;
				} else return this._Promise.resolve();
			}
			if (!this._queryable) this.connection.stream.destroy();
			else if (this.pipeline && (this._getActiveQuery() || this._sentQueryQueue.length > 0 || this._queryQueue.length > 0)) this.once("drain", () => this.connection.end());
			else if (this._getActiveQuery()) this.connection.stream.destroy();
			else this.connection.end();
			if (cb) this.connection.once("end", cb);
			else return new this._Promise((resolve) => {
				this.connection.once("end", resolve);
			});
		}
		get queryQueue() {
			queryQueueDeprecationNotice();
			return this._queryQueue;
		}
	};
	Client.Query = Query;
	module.exports = Client;
}));

var require_pg_pool = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const EventEmitter = __require("events").EventEmitter;
	const NOOP = function() {};
	const removeWhere = (list, predicate) => {
		const i = list.findIndex(predicate);
		return i === -1 ? void 0 : list.splice(i, 1)[0];
	};
	var IdleItem = class {
		constructor(client, idleListener, timeoutId) {
			this.client = client;
			this.idleListener = idleListener;
			this.timeoutId = timeoutId;
		}
	};
	var PendingItem = class {
		constructor(callback) {
			this.callback = callback;
		}
	};
	function throwOnDoubleRelease() {
		throw new Error("Release called on client which has already been released to the pool.");
	}
	function promisify(Promise, callback) {
		if (callback) return {
			callback,
			result: void 0
		};
		let rej;
		let res;
		const cb = function(err, client) {
			err ? rej(err) : res(client);
		};
		return {
			callback: cb,
			result: new Promise(function(resolve, reject) {
				res = resolve;
				rej = reject;
			}).catch((err) => {
				Error.captureStackTrace(err);
				throw err;
			})
		};
	}
	function makeIdleListener(pool, client) {
		return function idleListener(err) {
			err.client = client;
			client.removeListener("error", idleListener);
			client.on("error", () => {
				pool.log("additional client error after disconnection due to error", err);
			});
			pool._remove(client);
			pool.emit("error", err, client);
		};
	}
	var Pool = class extends EventEmitter {
		constructor(options, Client) {
			super();
			this.options = Object.assign({}, options);
			if (options != null && "password" in options) Object.defineProperty(this.options, "password", {
				configurable: true,
				enumerable: false,
				writable: true,
				value: options.password
			});
			if (options != null && options.ssl && options.ssl.key) Object.defineProperty(this.options.ssl, "key", { enumerable: false });
			this.options.max = this.options.max || this.options.poolSize || 10;
			this.options.min = this.options.min || 0;
			this.options.maxUses = this.options.maxUses || Infinity;
			this.options.allowExitOnIdle = this.options.allowExitOnIdle || false;
			this.options.maxLifetimeSeconds = this.options.maxLifetimeSeconds || 0;
			this.log = this.options.log || function() {};
			this.Client = this.options.Client || Client || require_lib().Client;
			this.Promise = this.options.Promise || global.Promise;
			if (typeof this.options.idleTimeoutMillis === "undefined") this.options.idleTimeoutMillis = 1e4;
			this._clients = [];
			this._idle = [];
			this._expired = /* @__PURE__ */ new WeakSet();
			this._pendingQueue = [];
			this._endCallback = void 0;
			this.ending = false;
			this.ended = false;
		}
		_promiseTry(f) {
			const Promise = this.Promise;
			if (typeof Promise.try === "function") return Promise.try(f);
			return new Promise((resolve) => resolve(f()));
		}
		_isFull() {
			return this._clients.length >= this.options.max;
		}
		_isAboveMin() {
			return this._clients.length > this.options.min;
		}
		_pulseQueue() {
			this.log("pulse queue");
			if (this.ended) {
				this.log("pulse queue ended");
				return;
			}
			if (this.ending) {
				this.log("pulse queue on ending");
				if (this._idle.length) this._idle.slice().map((item) => {
					this._remove(item.client);
				});
				if (!this._clients.length) {
					this.ended = true;
					this._endCallback();
				}
				return;
			}
			if (!this._pendingQueue.length) {
				this.log("no queued requests");
				return;
			}
			if (!this._idle.length && this._isFull()) return;
			const pendingItem = this._pendingQueue.shift();
			if (this._idle.length) {
				const idleItem = this._idle.pop();
				clearTimeout(idleItem.timeoutId);
				const client = idleItem.client;
				client.ref && client.ref();
				const idleListener = idleItem.idleListener;
				return this._acquireClient(client, pendingItem, idleListener, false);
			}
			if (!this._isFull()) return this.newClient(pendingItem);
			throw new Error("unexpected condition");
		}
		_remove(client, callback) {
			const removed = removeWhere(this._idle, (item) => item.client === client);
			if (removed !== void 0) clearTimeout(removed.timeoutId);
			this._clients = this._clients.filter((c) => c !== client);
			const context = this;
			client.end(() => {
				context.emit("remove", client);
				if (typeof callback === "function") callback();
			});
		}
		connect(cb) {
			if (this.ending) {
				const err = /* @__PURE__ */ new Error("Cannot use a pool after calling end on the pool");
				return cb ? cb(err) : this.Promise.reject(err);
			}
			const response = promisify(this.Promise, cb);
			const result = response.result;
			if (this._isFull() || this._idle.length) {
				if (this._idle.length) process.nextTick(() => this._pulseQueue());
				if (!this.options.connectionTimeoutMillis) {
					this._pendingQueue.push(new PendingItem(response.callback));
					return result;
				}
				const queueCallback = (err, res, done) => {
					clearTimeout(tid);
					response.callback(err, res, done);
				};
				const pendingItem = new PendingItem(queueCallback);
				const tid = setTimeout(() => {
					removeWhere(this._pendingQueue, (i) => i.callback === queueCallback);
					pendingItem.timedOut = true;
					response.callback(/* @__PURE__ */ new Error("timeout exceeded when trying to connect"));
				}, this.options.connectionTimeoutMillis);
				if (tid.unref) tid.unref();
				this._pendingQueue.push(pendingItem);
				return result;
			}
			this.newClient(new PendingItem(response.callback));
			return result;
		}
		newClient(pendingItem) {
			const client = new this.Client(this.options);
			this._clients.push(client);
			const idleListener = makeIdleListener(this, client);
			this.log("checking client timeout");
			let tid;
			let timeoutHit = false;
			if (this.options.connectionTimeoutMillis) tid = setTimeout(() => {
				if (client.connection) {
					this.log("ending client due to timeout");
					timeoutHit = true;
					client.connection.stream.destroy();
				} else if (!client.isConnected()) {
					this.log("ending client due to timeout");
					timeoutHit = true;
					client.end();
				}
			}, this.options.connectionTimeoutMillis);
			this.log("connecting new client");
			client.connect((err) => {
				if (tid) clearTimeout(tid);
				client.on("error", idleListener);
				if (err) {
					this.log("client failed to connect", err);
					this._clients = this._clients.filter((c) => c !== client);
					if (timeoutHit) err = new Error("Connection terminated due to connection timeout", { cause: err });
					this._pulseQueue();
					if (!pendingItem.timedOut) pendingItem.callback(err, void 0, NOOP);
				} else {
					this.log("new client connected");
					if (this.options.onConnect) {
						this._promiseTry(() => this.options.onConnect(client)).then(() => {
							this._afterConnect(client, pendingItem, idleListener);
						}, (hookErr) => {
							this._clients = this._clients.filter((c) => c !== client);
							client.end(() => {
								this._pulseQueue();
								if (!pendingItem.timedOut) pendingItem.callback(hookErr, void 0, NOOP);
							});
						});
						return;
					}
					return this._afterConnect(client, pendingItem, idleListener);
				}
			});
		}
		_afterConnect(client, pendingItem, idleListener) {
			if (this.options.maxLifetimeSeconds !== 0) {
				const maxLifetimeTimeout = setTimeout(() => {
					this.log("ending client due to expired lifetime");
					this._expired.add(client);
					if (this._idle.findIndex((idleItem) => idleItem.client === client) !== -1) this._acquireClient(client, new PendingItem((err, client, clientRelease) => clientRelease()), idleListener, false);
				}, this.options.maxLifetimeSeconds * 1e3);
				maxLifetimeTimeout.unref();
				client.once("end", () => clearTimeout(maxLifetimeTimeout));
			}
			return this._acquireClient(client, pendingItem, idleListener, true);
		}
		_acquireClient(client, pendingItem, idleListener, isNew) {
			if (isNew) this.emit("connect", client);
			this.emit("acquire", client);
			client.release = this._releaseOnce(client, idleListener);
			client.removeListener("error", idleListener);
			if (!pendingItem.timedOut) {
				if (isNew && this.options.verify) this.options.verify(client, (err) => {
					if (err) {
						client.release(err);
						return pendingItem.callback(err, void 0, NOOP);
					}
					pendingItem.callback(void 0, client, client.release);
				});
				else pendingItem.callback(void 0, client, client.release);
			} else if (isNew && this.options.verify) this.options.verify(client, client.release);
			else client.release();
		}
		_releaseOnce(client, idleListener) {
			let released = false;
			return (err) => {
				if (released) throwOnDoubleRelease();
				released = true;
				this._release(client, idleListener, err);
			};
		}
		_release(client, idleListener, err) {
			client.on("error", idleListener);
			client._poolUseCount = (client._poolUseCount || 0) + 1;
			this.emit("release", err, client);
			if (err || this.ending || !client._queryable || client._ending || client._poolUseCount >= this.options.maxUses) {
				if (client._poolUseCount >= this.options.maxUses) this.log("remove expended client");
				return this._remove(client, this._pulseQueue.bind(this));
			}
			if (this._expired.has(client)) {
				this.log("remove expired client");
				this._expired.delete(client);
				return this._remove(client, this._pulseQueue.bind(this));
			}
			let tid;
			if (this.options.idleTimeoutMillis && this._isAboveMin()) {
				tid = setTimeout(() => {
					if (this._isAboveMin()) {
						this.log("remove idle client");
						this._remove(client, this._pulseQueue.bind(this));
					}
				}, this.options.idleTimeoutMillis);
				if (this.options.allowExitOnIdle) tid.unref();
			}
			if (this.options.allowExitOnIdle) client.unref();
			this._idle.push(new IdleItem(client, idleListener, tid));
			this._pulseQueue();
		}
		query(text, values, cb) {
			if (typeof text === "function") {
				const response = promisify(this.Promise, text);
				setImmediate(function() {
					return response.callback(/* @__PURE__ */ new Error("Passing a function as the first parameter to pool.query is not supported"));
				});
				return response.result;
			}
			if (typeof values === "function") {
				cb = values;
				values = void 0;
			}
			const response = promisify(this.Promise, cb);
			cb = response.callback;
			this.connect((err, client) => {
				if (err) return cb(err);
				let clientReleased = false;
				const onError = (err) => {
					if (clientReleased) return;
					clientReleased = true;
					client.release(err);
					cb(err);
				};
				client.once("error", onError);
				this.log("dispatching query");
				try {
					client.query(text, values, (err, res) => {
						this.log("query dispatched");
						client.removeListener("error", onError);
						if (clientReleased) return;
						clientReleased = true;
						client.release(err);
						if (err) return cb(err);
						return cb(void 0, res);
					});
				} catch (err) {
					client.release(err);
					return cb(err);
				}
			});
			return response.result;
		}
		end(cb) {
			this.log("ending");
			if (this.ending) {
				const err = /* @__PURE__ */ new Error("Called end on pool more than once");
				return cb ? cb(err) : this.Promise.reject(err);
			}
			this.ending = true;
			const promised = promisify(this.Promise, cb);
			this._endCallback = promised.callback;
			this._pulseQueue();
			return promised.result;
		}
		get waitingCount() {
			return this._pendingQueue.length;
		}
		get idleCount() {
			return this._idle.length;
		}
		get expiredCount() {
			return this._clients.reduce((acc, client) => acc + (this._expired.has(client) ? 1 : 0), 0);
		}
		get totalCount() {
			return this._clients.length;
		}
	};
	module.exports = Pool;
}));

var require_query = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const EventEmitter = __require("events").EventEmitter;
	const util = __require("util");
	const utils = require_utils$1();
	const NativeQuery = module.exports = function(config, values, callback) {
		EventEmitter.call(this);
		config = utils.normalizeQueryConfig(config, values, callback);
		this.text = config.text;
		this.values = config.values;
		this.name = config.name;
		this.queryMode = config.queryMode;
		this.callback = config.callback;
		this.state = "new";
		this._arrayMode = config.rowMode === "array";
		this._emitRowEvents = false;
		this.on("newListener", function(event) {
			if (event === "row") this._emitRowEvents = true;
		}.bind(this));
	};
	util.inherits(NativeQuery, EventEmitter);
	const errorFieldMap = {
		sqlState: "code",
		statementPosition: "position",
		messagePrimary: "message",
		messageDetail: "detail",
		messageHint: "hint",
		context: "where",
		schemaName: "schema",
		tableName: "table",
		columnName: "column",
		dataTypeName: "dataType",
		constraintName: "constraint",
		sourceFile: "file",
		sourceLine: "line",
		sourceFunction: "routine"
	};
	NativeQuery.prototype.handleError = function(err) {
		const fields = this.native && this.native.pq.resultErrorFields();
		if (fields) for (const key in fields) {
			const normalizedFieldName = errorFieldMap[key] || key;
			err[normalizedFieldName] = fields[key];
		}
		if (this.callback) this.callback(err);
		else this.emit("error", err);
		this.state = "error";
	};
	NativeQuery.prototype.then = function(onSuccess, onFailure) {
		return this._getPromise().then(onSuccess, onFailure);
	};
	NativeQuery.prototype.catch = function(callback) {
		return this._getPromise().catch(callback);
	};
	NativeQuery.prototype._getPromise = function() {
		if (this._promise) return this._promise;
		this._promise = new Promise(function(resolve, reject) {
			this._once("end", resolve);
			this._once("error", reject);
		}.bind(this));
		return this._promise;
	};
	NativeQuery.prototype.submit = function(client) {
		this.state = "running";
		const self = this;
		this.native = client.native;
		client.native.arrayMode = this._arrayMode;
		let after = function(err, rows, results) {
			client.native.arrayMode = false;
			setImmediate(function() {
				self.emit("_done");
			});
			if (err) return self.handleError(err);
			if (self._emitRowEvents) {
				if (results.length > 1) rows.forEach((rowOfRows, i) => {
					rowOfRows.forEach((row) => {
						self.emit("row", row, results[i]);
					});
				});
				else rows.forEach(function(row) {
					self.emit("row", row, results);
				});
			}
			self.state = "end";
			self.emit("end", results);
			if (self.callback) self.callback(null, results);
		};
		if (process.domain) after = process.domain.bind(after);
		if (this.name) {
			if (this.name.length > 63) {
				console.error("Warning! Postgres only supports 63 characters for query names.");
				console.error("You supplied %s (%s)", this.name, this.name.length);
				console.error("This can cause conflicts and silent errors executing queries");
			}
			const values = (this.values || []).map(utils.prepareValue);
			if (client.namedQueries[this.name] !== void 0) {
				if (this.text && client.namedQueries[this.name] !== this.text) {
					const err = /* @__PURE__ */ new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
					return after(err);
				}
				return client.native.execute(this.name, values, after);
			}
			return client.native.prepare(this.name, this.text, values.length, function(err) {
				if (err) return after(err);
				client.namedQueries[self.name] = self.text;
				return self.native.execute(self.name, values, after);
			});
		} else if (this.values) {
			if (!Array.isArray(this.values)) return after(/* @__PURE__ */ new Error("Query values must be an array"));
			const vals = this.values.map(utils.prepareValue);
			client.native.query(this.text, vals, after);
		} else if (this.queryMode === "extended") client.native.query(this.text, [], after);
		else client.native.query(this.text, after);
	};
}));

var require_client = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const nodeUtils = __require("util");
	var Native;
	try {
		Native = __require("pg-native");
	} catch (e) {
		throw e;
	}
	const TypeOverrides = require_type_overrides();
	const EventEmitter = __require("events").EventEmitter;
	const util = __require("util");
	const ConnectionParameters = require_connection_parameters();
	const NativeQuery = require_query();
	const queryQueueLengthDeprecationNotice = nodeUtils.deprecate(() => {}, "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead.");
	const Client = module.exports = function(config) {
		EventEmitter.call(this);
		config = config || {};
		this._Promise = config.Promise || global.Promise;
		this._types = new TypeOverrides(config.types);
		this.native = new Native({ types: this._types });
		this._queryQueue = [];
		this._ending = false;
		this._connecting = false;
		this._connected = false;
		this._queryable = true;
		this.pipeline = Boolean(config.pipeline);
		this._pipelineInFlight = false;
		const cp = this.connectionParameters = new ConnectionParameters(config);
		if (config.nativeConnectionString) cp.nativeConnectionString = config.nativeConnectionString;
		this.user = cp.user;
		Object.defineProperty(this, "password", {
			configurable: true,
			enumerable: false,
			writable: true,
			value: cp.password
		});
		this.database = cp.database;
		this.host = cp.host;
		this.port = cp.port;
		this.namedQueries = {};
	};
	Client.Query = NativeQuery;
	util.inherits(Client, EventEmitter);
	Client.prototype._errorAllQueries = function(err) {
		const enqueueError = (query) => {
			process.nextTick(() => {
				query.native = this.native;
				query.handleError(err);
			});
		};
		if (this._hasActiveQuery()) {
			enqueueError(this._activeQuery);
			this._activeQuery = null;
		}
		this._queryQueue.forEach(enqueueError);
		this._queryQueue.length = 0;
	};
	Client.prototype._connect = function(cb) {
		const self = this;
		if (this._connecting) {
			process.nextTick(() => cb(/* @__PURE__ */ new Error("Client has already been connected. You cannot reuse a client.")));
			return;
		}
		this._connecting = true;
		this.connectionParameters.getLibpqConnectionString(function(err, conString) {
			if (self.connectionParameters.nativeConnectionString) conString = self.connectionParameters.nativeConnectionString;
			if (err) return cb(err);
			self.native.connect(conString, function(err) {
				if (err) {
					self.native.end();
					return cb(err);
				}
				self._connected = true;
				self.native.on("error", function(err) {
					self._queryable = false;
					self._errorAllQueries(err);
					self.emit("error", err);
				});
				self.native.on("notification", function(msg) {
					self.emit("notification", {
						channel: msg.relname,
						payload: msg.extra
					});
				});
				self.emit("connect");
				self._pulseQueryQueue(true);
				cb(null, this);
			});
		});
	};
	Client.prototype.connect = function(callback) {
		if (callback) {
			this._connect(callback);
			return;
		}
		return new this._Promise((resolve, reject) => {
			this._connect((error) => {
				if (error) reject(error);
				else resolve(this);
			});
		});
	};
	Client.prototype.query = function(config, values, callback) {
		let query;
		let result;
		let readTimeout;
		let readTimeoutTimer;
		let queryCallback;
		if (config === null || config === void 0) throw new TypeError("Client was passed a null or undefined query");
		else if (typeof config.submit === "function") {
			readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
			result = query = config;
			if (typeof values === "function") config.callback = values;
		} else {
			readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
			query = new NativeQuery(config, values, callback);
			if (!query.callback) {
				let resolveOut, rejectOut;
				result = new this._Promise((resolve, reject) => {
					resolveOut = resolve;
					rejectOut = reject;
				}).catch((err) => {
					Error.captureStackTrace(err);
					throw err;
				});
				query.callback = (err, res) => err ? rejectOut(err) : resolveOut(res);
			}
		}
		if (readTimeout) {
			queryCallback = query.callback || (() => {});
			readTimeoutTimer = setTimeout(() => {
				const error = /* @__PURE__ */ new Error("Query read timeout");
				process.nextTick(() => {
					query.handleError(error, this.connection);
				});
				queryCallback(error);
				query.callback = () => {};
				const index = this._queryQueue.indexOf(query);
				if (index > -1) this._queryQueue.splice(index, 1);
				this._pulseQueryQueue();
			}, readTimeout);
			query.callback = (err, res) => {
				clearTimeout(readTimeoutTimer);
				queryCallback(err, res);
			};
		}
		if (!this._queryable) {
			query.native = this.native;
			process.nextTick(() => {
				query.handleError(/* @__PURE__ */ new Error("Client has encountered a connection error and is not queryable"));
			});
			return result;
		}
		if (this._ending) {
			query.native = this.native;
			process.nextTick(() => {
				query.handleError(/* @__PURE__ */ new Error("Client was closed and is not queryable"));
			});
			return result;
		}
		if (this._queryQueue.length > 0 && !this.pipeline) queryQueueLengthDeprecationNotice();
		this._queryQueue.push(query);
		this._pulseQueryQueue();
		return result;
	};
	Client.prototype.end = function(cb) {
		const self = this;
		this._ending = true;
		if (this._connecting && !this._connected) this.once("connect", () => {
			this.end(() => {});
		});
		let result;
		if (!cb) result = new this._Promise(function(resolve, reject) {
			cb = (err) => err ? reject(err) : resolve();
		});
		const doEnd = function() {
			self.native.end(function() {
				self._connected = false;
				self._errorAllQueries(/* @__PURE__ */ new Error("Connection terminated"));
				process.nextTick(() => {
					self.emit("end");
					if (cb) cb();
				});
			});
		};
		if (this.pipeline && (this._pipelineInFlight || this._queryQueue.length > 0)) this.once("drain", doEnd);
		else doEnd();
		return result;
	};
	Client.prototype._hasActiveQuery = function() {
		return this._activeQuery && this._activeQuery.state !== "error" && this._activeQuery.state !== "end";
	};
	Client.prototype._pulseQueryQueue = function(initialConnection) {
		if (!this._connected) return;
		if (this.pipeline && !initialConnection) return this._pulsePipelinedQueryQueue();
		if (this._hasActiveQuery()) return;
		const query = this._queryQueue.shift();
		if (!query) {
			if (!initialConnection) this.emit("drain");
			return;
		}
		this._activeQuery = query;
		query.submit(this);
		const self = this;
		query.once("_done", function() {
			self._pulseQueryQueue();
		});
	};
	Client.prototype._pulsePipelinedQueryQueue = function() {
		if (!this._connected || this._pipelineInFlight) return;
		if (this._queryQueue.length === 0) {
			if (this.hasExecuted) this.emit("drain");
			return;
		}
		this._pipelineInFlight = true;
		const self = this;
		const queries = [];
		const nativeQueries = [];
		const utils = require_utils$1();
		while (this._queryQueue.length > 0) {
			const query = this._queryQueue.shift();
			this.hasExecuted = true;
			nativeQueries.push(query);
			const values = query.values ? query.values.map(utils.prepareValue) : null;
			const pipelineEntry = {
				text: query.text,
				name: query.name,
				arrayMode: query._arrayMode
			};
			if (values) pipelineEntry.values = values;
			if (query.name && this.namedQueries[query.name]) pipelineEntry._alreadyPrepared = true;
			queries.push(pipelineEntry);
		}
		this.native.pipeline(queries, function(err, results) {
			self._pipelineInFlight = false;
			if (err) {
				self._connected = false;
				self._queryable = false;
				for (let i = 0; i < nativeQueries.length; i++) {
					const q = nativeQueries[i];
					q.native = self.native;
					q.handleError(err);
				}
				self._errorAllQueries(err);
				self.emit("error", err);
				self.emit("end");
				return;
			}
			for (let i = 0; i < nativeQueries.length; i++) {
				const q = nativeQueries[i];
				const r = results[i];
				q.native = self.native;
				if (r.err) q.handleError(r.err);
				else {
					if (q.name) self.namedQueries[q.name] = q.text;
					q.state = "end";
					q.emit("end", r.result);
					if (q.callback) q.callback(null, r.result);
				}
				setImmediate(function() {
					q.emit("_done");
				});
			}
			self._pulsePipelinedQueryQueue();
		});
	};
	Client.prototype.cancel = function(query) {
		if (this._activeQuery === query) this.native.cancel(function() {});
		else if (this._queryQueue.indexOf(query) !== -1) this._queryQueue.splice(this._queryQueue.indexOf(query), 1);
	};
	Client.prototype.ref = function() {};
	Client.prototype.unref = function() {};
	Client.prototype.setTypeParser = function(oid, format, parseFn) {
		return this._types.setTypeParser(oid, format, parseFn);
	};
	Client.prototype.getTypeParser = function(oid, format) {
		return this._types.getTypeParser(oid, format);
	};
	Client.prototype.isConnected = function() {
		return this._connected;
	};
	Client.prototype.getTransactionStatus = function() {
		return this.native.getTransactionStatus();
	};
}));

var require_native = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require_client();
}));

var require_lib = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Client = require_client$1();
	const defaults = require_defaults();
	const Connection = require_connection();
	const Result = require_result();
	const utils = require_utils$1();
	const Pool = require_pg_pool();
	const TypeOverrides = require_type_overrides();
	const { DatabaseError } = require_dist();
	const { escapeIdentifier, escapeLiteral } = require_utils$1();
	const poolFactory = (Client) => {
		return class BoundPool extends Pool {
			constructor(options) {
				super(options, Client);
			}
		};
	};
	const PG = function(clientConstructor) {
		this.defaults = defaults;
		this.Client = clientConstructor;
		this.Query = this.Client.Query;
		this.Pool = poolFactory(this.Client);
		this._pools = [];
		this.Connection = Connection;
		this.types = require_pg_types();
		this.DatabaseError = DatabaseError;
		this.TypeOverrides = TypeOverrides;
		this.escapeIdentifier = escapeIdentifier;
		this.escapeLiteral = escapeLiteral;
		this.Result = Result;
		this.utils = utils;
	};
	let clientConstructor = Client;
	let forceNative = false;
	try {
		forceNative = !!process.env.NODE_PG_FORCE_NATIVE;
	} catch {}
	if (forceNative) clientConstructor = require_native();
	module.exports = new PG(clientConstructor);
	Object.defineProperty(module.exports, "native", {
		configurable: true,
		enumerable: false,
		get() {
			let native = null;
			try {
				native = new PG(require_native());
			} catch (err) {
				if (err.code !== "MODULE_NOT_FOUND") throw err;
			}
			Object.defineProperty(module.exports, "native", { value: native });
			return native;
		}
	});
}));

var import_lib = /* @__PURE__ */ __toESM(require_lib(), 1);
const Client = import_lib.default.Client;
const Pool = import_lib.default.Pool;
const Connection = import_lib.default.Connection;
const types$1 = import_lib.default.types;
const Query = import_lib.default.Query;
const DatabaseError = import_lib.default.DatabaseError;
const escapeIdentifier = import_lib.default.escapeIdentifier;
const escapeLiteral = import_lib.default.escapeLiteral;
const Result = import_lib.default.Result;
const TypeOverrides = import_lib.default.TypeOverrides;
const defaults = import_lib.default.defaults;

/**
* A value that came from the environment. Printing, serialising or interpolating it gives `[secret]`;
* the only way to the value is {@link Secret.reveal}, so that every use of one can be found by its name.
*/
var Secret = class {
	#value;
	constructor(value) {
		this.#value = value;
	}
	reveal() {
		return this.#value;
	}
	toString() {
		return "[secret]";
	}
	toJSON() {
		return "[secret]";
	}
	[inspect.custom]() {
		return "[secret]";
	}
};

/** The role that a preparation makes, once the proof has passed, for whoever uses a branch. */
const BRANCH_ROLE = "branch";

/**
* Options of a connection, as a superuser, to a server of ours on files of the source: what the source's roles and
* databases have set for their sessions must not hinder us, and a library can only be kept away by an option.
*/
const SUPERUSER_OPTIONS = [
	"default_transaction_read_only=off",
	"row_security=off",
	"session_preload_libraries="
].map((setting) => `-c ${setting}`).join(" ");
/** Whatever the role or the database has set, nothing may end a session that waits for files to be copied. */
const TIMEOUTS = [
	"idle_in_transaction_session_timeout",
	"idle_session_timeout",
	"lock_timeout",
	"statement_timeout",
	"transaction_timeout"
];
/**
* Connects, and makes unqualified names mean PostgreSQL's own for as long as the connection lasts: otherwise whoever
* may create a function in `public` has it run with our rights (CVE-2018-1058). Objects of users have to be qualified.
* PGlite is left as it is: it has one role, and one session that our settings would outlive.
*/
async function openSession(client) {
	await client.connect();
	await client.query(settings(false));
}
/**
* Connects, and begins a read-only transaction that sees one instant and in which names mean what they do in
* {@link openSession}; nothing of it stays with a server that a pooler gives to others.
*/
async function openTransaction(client) {
	await client.connect();
	await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; ${settings(true)}`);
}
/** A statement is understood after those before it were run; the first relies on no search path. Not all know all. */
function settings(isLocal) {
	const isMeant = isLocal ? "" : `WHERE pg_catalog.version() OPERATOR(pg_catalog.!~~) '%(PGlite%'::pg_catalog.text`;
	return `SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', ${isLocal}) ${isMeant};
    SELECT set_config(name, '0', ${isLocal}) FROM unnest('{${TIMEOUTS.join(",")}}'::text[]) AS name
    ${isMeant} ${isMeant === "" ? "WHERE" : "AND"} current_setting(name, true) IS NOT NULL`;
}

/**
* Removes a branch when it expires, and says how it ended. Others can't tell us: whoever removes a branch first takes
* its folder away and then ends its server, and as long as its owner lives they do so for two reasons only.
*/
function followBranch(options) {
	const { folder, expiresAt, remove } = options;
	let isDestroyed = false;
	const callOff = atTime(expiresAt, () => void remove().catch(() => {}));
	return {
		ended: options.serverEnded.then(async () => {
			callOff();
			if (isDestroyed) return "destroyed";
			if (await exists$1(folder)) return "lost";
			return Date.now() >= expiresAt.getTime() ? "expired" : "made-room";
		}),
		destroy() {
			isDestroyed = true;
			callOff();
			return remove();
		}
	};
}
function exists$1(folder) {
	return stat(folder).then(() => true, () => false);
}

/** Makes a prepared folder a branch and starts its server. When that fails nothing of the branch is left. */
async function startBranch(options) {
	const { state, servers, endPreview, parent, cluster, copy, signal } = options;
	const id = newId("branch");
	const folder = itemFolder(state, "branch", id);
	const createdAt = /* @__PURE__ */ new Date();
	const expiresAt = new Date(createdAt.getTime() + options.ttl);
	const description = {
		id,
		parent,
		createdAt: createdAt.toISOString(),
		expiresAt: expiresAt.toISOString(),
		...cluster,
		copy,
		owner: await ownIdentity()
	};
	await writeDescription(join(options.folder, "branch.json"), description);
	await placeItem(state, options.folder, "branch", id);
	let address;
	let life;
	try {
		throwIfInterrupted(signal);
		const password = new Secret(randomBytes(24).toString("base64url"));
		const running = await servers[cluster.product].start({
			...cluster,
			dataDirectory: join(folder, "data"),
			access: {
				kind: "login",
				user: BRANCH_ROLE,
				password
			},
			signal
		});
		description.server = running.process;
		await writeDescription(descriptionPath(state, "branch", id), description);
		address = running.address;
		life = followBranch({
			folder,
			expiresAt,
			serverEnded: running.ended,
			remove
		});
		await answerFirstQuery(address);
		throwIfInterrupted(signal);
	} catch (error) {
		await remove();
		if (signal.aborted) throw interrupted();
		throw await orDiskFull(error, state.path);
	}
	return {
		id,
		parent,
		copy,
		readyMs: Math.round(performance.now() - options.calledAt),
		expiresAt,
		address,
		folder,
		ended: life.ended,
		idle,
		destroy: life.destroy,
		[Symbol.asyncDispose]: life.destroy
	};
	function remove() {
		return removeBranch(state, id, endPreview);
	}
	async function idle() {
		await withStateLock(state, async () => {
			const current = await readBranch(state, id);
			if (current === void 0) return;
			const idleSince = current.idleSince ?? (/* @__PURE__ */ new Date()).toISOString();
			await writeDescription(descriptionPath(state, "branch", id), {
				...current,
				idleSince
			});
		});
	}
}
async function answerFirstQuery(address) {
	const client = clientOf(address);
	try {
		await openSession(client);
		await client.query("SELECT 1");
	} finally {
		await client.end().catch(() => {});
	}
}
/** A connection that is not open yet, and whose end does not end this process. */
function clientOf({ host, port, user, password, database }) {
	const client = new Client({
		host,
		port,
		user,
		database,
		password: password?.reveal()
	});
	client.on("error", () => {});
	return client;
}

/** A branch of a snapshot. Throws as {@link Engine.branch}. */
async function branchSnapshot(context, parent, options) {
	const { state, servers } = context;
	parseId(parent, ["snapshot"]);
	let snapshot;
	const findParent = async () => {
		snapshot = await readSnapshot(state, parent);
		if (snapshot === void 0) throw notFound(parent);
		return parent;
	};
	const room = () => makeRoom(context, {
		kind: "branch",
		parent
	});
	const place = {
		state,
		signal: options.signal,
		findParent,
		makeRoom: room
	};
	return withCopy(place, async ({ folder }) => {
		const { product, superuser, database } = snapshot;
		const from = join(itemFolder(state, "snapshot", parent), "data");
		const copy = await copyFiles({
			from,
			to: join(folder, "data"),
			owner: await servers[product].account(),
			entries: await readTree(from),
			live: false,
			signal: options.signal
		});
		const cluster = {
			product,
			superuser,
			database
		};
		return startBranch({
			...context,
			...options,
			folder,
			parent,
			cluster,
			copy
		});
	});
}

/**
* Puts a file of the server's user, ours by default, into a folder that nobody else can enter at present. Whatever had
* its name is gone: the server, while it could enter, may have given it to a link.
*/
async function placeFile(path, content, owner) {
	await rm(path, { force: true });
	await using file = await open(path, "wx", 384);
	await file.writeFile(content);
	if (owner) await file.chown(owner.uid, owner.gid);
}

/** Settings that decide what a query answers, how it is planned, and what recovery needs; none can hold a secret. */
const SETTINGS = [
	"bytea_output",
	"constraint_exclusion",
	"DateStyle",
	"default_statistics_target",
	"default_text_search_config",
	"extra_float_digits",
	"hash_mem_multiplier",
	"IntervalStyle",
	"lc_monetary",
	"lc_numeric",
	"lc_time",
	"max_active_replication_origins",
	"max_locks_per_transaction",
	"max_parallel_workers_per_gather",
	"max_prepared_transactions",
	"max_replication_slots",
	"plan_cache_mode",
	"standard_conforming_strings",
	"TimeZone",
	"work_mem"
];
/** Those of pgvector: a session that has not used it yet does not list them. */
const VECTOR_SETTINGS = [
	"hnsw.ef_search",
	"hnsw.iterative_scan",
	"hnsw.max_scan_tuples",
	"hnsw.scan_mem_multiplier",
	"ivfflat.iterative_scan",
	"ivfflat.max_probes",
	"ivfflat.probes"
];
/** What any other setting may say: a server that lies about its settings could name a command. */
const SWITCH_OR_NUMBER = /^(on|off|-?\d[\d.e+-]*)$/;
/** A server does not start without any entry in pg_hba.conf. */
const FILES$1 = /* @__PURE__ */ new Map([
	["postgresql.conf", ""],
	["postgresql.auto.conf", ""],
	["pg_hba.conf", "local all all reject\nhost all all all reject\n"],
	["pg_ident.conf", ""]
]);
/** Whether a file, by its path below the data directory, is one that {@link writeConfigurationFiles} writes. */
function isConfigurationFile(path) {
	return FILES$1.has(path);
}
/**
* The content of a `postgresql.conf` that answers and plans queries as this server does, a line for each setting, in
* the order of their names. Nothing else of its configuration is taken: it may hold passwords (`primary_conninfo`) and
* commands (`archive_command`).
*/
async function readConfiguration(client) {
	const { rows } = await client.query(`SELECT name, reset_val AS value FROM pg_settings
     WHERE source <> 'default' AND (name = ANY($1) OR name = ANY($2)
       OR vartype <> 'string' AND (category LIKE 'Query Tuning%' OR name ~ '^jit(_|$)'))
     UNION ALL SELECT name, current_setting(name, true) FROM unnest($2::text[]) AS name
     WHERE name NOT IN (SELECT name FROM pg_settings) AND current_setting(name, true) <> ''
     ORDER BY name`, [SETTINGS, VECTOR_SETTINGS]);
	return rows.filter(isHarmless).map(({ name, value }) => settingLine(name, value)).join("");
}
function isHarmless({ name, value }) {
	if (typeof value !== "string" || !/^[A-Za-z_][\w.]*$/.test(name)) return false;
	return [...SETTINGS, ...VECTOR_SETTINGS].includes(name) || SWITCH_OR_NUMBER.test(value);
}
/** What a server needs in order to accept the tablespaces of a copy: they are folders. */
const ACCEPT_TABLESPACE_FOLDERS = "allow_in_place_tablespaces = on\n";
/** Writes the configuration of a copy that nobody else can enter; its access rules let nobody in. */
async function writeConfigurationFiles(dataDirectory, configuration, owner) {
	for (const [name, fixed] of FILES$1) {
		const content = name === "postgresql.conf" ? configuration : fixed;
		await placeFile(join(dataDirectory, name), content, owner);
	}
}
/** A line as src/backend/utils/misc/guc-file.l reads it; a value with a line break is none of our settings'. */
function settingLine(name, value) {
	return `${name} = '${value.replaceAll(/[\r\n]/g, "").replaceAll("\\", "\\\\").replaceAll("'", "''")}'\n`;
}

/**
* What of a data directory belongs to a copy: an allow-list of PostgreSQL's own files, so that keys, logs,
* configuration, process files, temporary files and whatever else lies there stay where they are.
* Sources: https://www.postgresql.org/docs/18/storage-file-layout.html and the exclusions of
* src/backend/backup/basebackup.c, which also empties the folders below.
*/
/** Folders that every data directory has, in an order in which they can be made. */
const POSTGRES_FOLDERS = [
	"base",
	"global",
	"pg_commit_ts",
	"pg_dynshmem",
	"pg_logical",
	"pg_logical/mappings",
	"pg_logical/snapshots",
	"pg_multixact",
	"pg_multixact/members",
	"pg_multixact/offsets",
	"pg_notify",
	"pg_replslot",
	"pg_serial",
	"pg_snapshots",
	"pg_stat",
	"pg_stat_tmp",
	"pg_subtrans",
	"pg_tblspc",
	"pg_twophase",
	"pg_wal",
	"pg_wal/archive_status",
	"pg_wal/summaries",
	"pg_xact"
];
/** A tablespace is a folder in copies, not a link; then the folder of the version's files, then one a database. */
const FOLDERS = [
	/^base\/\d+$/,
	/^pg_tblspc\/\d+$/,
	/^pg_tblspc\/\d+\/PG_\d+_\d+$/,
	/^pg_tblspc\/\d+\/PG_\d+_\d+\/\d+$/
];
const FILES = [
	/^PG_VERSION$/,
	/^global\/pg_control$/,
	/^(global|base\/\d+|pg_tblspc\/\d+\/PG_\d+_\d+\/\d+)\/(\d+(_(fsm|vm|init))?(\.\d+)?|PG_VERSION|pg_filenode\.map)$/,
	/^(pg_xact|pg_commit_ts|pg_multixact\/members|pg_multixact\/offsets)\/[0-9A-F]{4,16}$/,
	/^pg_twophase\/[0-9A-F]{8,16}$/,
	/^pg_logical\/replorigin_checkpoint$/,
	/^pg_wal\/([0-9A-F]{24}|[0-9A-F]{8}\.history)$/
];
/** Whether a folder, by its path below the data directory, is one to look into. */
function isPostgresFolder(path) {
	return POSTGRES_FOLDERS.includes(path) || FOLDERS.some((pattern) => pattern.test(path));
}
/** Whether a file, by its path below the data directory, belongs to a copy. */
function isPostgresFile(path) {
	return FILES.some((pattern) => pattern.test(path));
}
/** Whether the file is a segment of the write-ahead log, by its name in `pg_wal`. */
function isLogSegment(name) {
	return /^[0-9A-F]{24}$/.test(name);
}
/**
* The entries without the rows of unlogged relations, which no recovery can make consistent; it empties these
* relations by their `_init` file.
*/
function withoutUnlogged(entries) {
	const unlogged = /* @__PURE__ */ new Set();
	for (const { path } of entries) if (path.endsWith("_init")) unlogged.add(path.slice(0, -5));
	return entries.filter(({ path }) => {
		const [, relation] = /^(.*\/\d+)(?:_fsm|_vm)?(?:\.\d+)?$/.exec(path) ?? [];
		return relation === void 0 || !unlogged.has(relation);
	});
}

const run = promisify(execFile);
/** BTRFS_SUPER_MAGIC in Linux's include/uapi/linux/magic.h */
const BTRFS = 2435016766;
/** BTRFS_FIRST_FREE_OBJECTID in include/uapi/linux/btrfs_tree.h: the inode of every subvolume's root. */
const SUBVOLUME_ROOT = 256;
/**
* Runs `work` on all of a data directory as it was at one instant: a snapshot that btrfs makes in the folder `to`,
* which must not exist, and that is removed afterwards. `false`, without having run it, where btrfs can't: the
* directory must be the root of a subvolume, hold no other ones, and lie on the file system of `to`. After a crash `to`
* is removed like any folder, therefore it is writable.
*/
async function withFileSystemSnapshot(directory, to, work) {
	if (!await isWholeSubvolume(directory)) return false;
	try {
		await run("btrfs", [
			"subvolume",
			"snapshot",
			directory,
			to
		]);
	} catch {
		return false;
	}
	try {
		await work(to);
	} finally {
		await run("btrfs", [
			"subvolume",
			"delete",
			to
		]).catch(() => removeFolder(to));
	}
	return true;
}
/** A snapshot holds none of what is mounted in the directory, nor other subvolumes; those are other devices. */
async function isWholeSubvolume(directory) {
	if ((await statfs(directory)).type !== BTRFS) return false;
	const { ino, dev } = await stat(directory);
	if (ino !== SUBVOLUME_ROOT) return false;
	const folders = POSTGRES_FOLDERS.map((path) => stat(join(directory, path)).catch(() => void 0));
	return (await Promise.all(folders)).every((folder) => folder === void 0 || folder.dev === dev);
}

/** Whether a copy needs a file of `pg_wal`: its part of the log, on whatever timeline, and their histories. */
function isNeededLog(name, range) {
	if (/^[0-9A-F]{8}\.history$/.test(name)) return true;
	if (!isLogSegment(name)) return false;
	const { first, last } = segments(range);
	const number = numberOf(name, range);
	return first <= number && number <= last;
}
/**
* Checks that a copied `pg_wal` has all of its part of the log. A checkpoint of the source gives old segments to new
* ones by renaming them: then the copy has them under the new name, half overwritten, or not at all. Throws
* `source-unsupported`.
*/
async function requireLog(from, to, range) {
	const names = (await readdir(from)).filter((name) => isNeededLog(name, range));
	const { first, last } = segments(range);
	for (let number = first; number <= last; number++) {
		const sound = names.filter((name) => isLogSegment(name) && numberOf(name, range) === number).map((name) => startsSegment(join(to, name), name, number, range));
		if (!(await Promise.all(sound)).includes(true)) throw missing();
	}
}
/** The stop is exclusive, XLByteToPrevSeg in PostgreSQL's src/include/access/xlog_internal.h. */
function segments({ start, stop, segmentBytes }) {
	const bytes = BigInt(segmentBytes);
	const first = start / bytes;
	return {
		first,
		last: stop > start ? (stop - 1n) / bytes : first
	};
}
/** XLogFromFileName in src/include/access/xlog_internal.h: timeline, high half, segment of it; 8 digits each. */
function numberOf(name, { segmentBytes }) {
	const perHalf = 4294967296n / BigInt(segmentBytes);
	return BigInt(`0x${name.slice(8, 16)}`) * perHalf + BigInt(`0x${name.slice(16)}`);
}
/** XLogLongPageHeaderData in src/include/access/xlog_internal.h. */
async function startsSegment(path, name, number, { segmentBytes }) {
	const file = await open(path).catch((error) => {
		if (error.code === "ENOENT") return void 0;
		throw error;
	});
	if (file === void 0) return false;
	try {
		const header = Buffer.alloc(40);
		await file.read(header, 0, header.length, 0);
		return (await file.stat()).size === segmentBytes && header.readUInt16LE(0) !== 0 && header.readUInt32LE(4) <= Number.parseInt(name.slice(0, 8), 16) && header.readBigUInt64LE(8) === number * BigInt(segmentBytes) && header.readUInt32LE(32) === segmentBytes;
	} finally {
		await file.close();
	}
}
function missing() {
	return sourceUnsupported("its server recycled write-ahead log that the copy needs before it was copied", "Give the role of `source.postgres` the REPLICATION attribute and the server a free replication slot, or raise `wal_keep_size`; then run it again.");
}

/** What `work` comes to, or `interrupted` as soon as the signal is given; the work itself has to be ended by others. */
async function untilInterrupted(signal, work) {
	Promise.resolve(work).catch(() => {});
	throwIfInterrupted(signal);
	const { promise, reject } = Promise.withResolvers();
	const onAbort = () => reject(interrupted());
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		return await Promise.race([work, promise]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

/**
* PostgreSQL 15 renamed the functions and dropped their exclusive form:
* https://www.postgresql.org/docs/14/functions-admin.html#FUNCTIONS-ADMIN-BACKUP
*/
function backupFunctions(version) {
	return version >= 15e4 ? {
		start: "SELECT pg_backup_start($1, true)::text AS lsn",
		stop: "SELECT lsn::text, labelfile FROM pg_backup_stop(false)",
		signatures: ["pg_backup_start(text, boolean)", "pg_backup_stop(boolean)"]
	} : {
		start: "SELECT pg_start_backup($1, true, false)::text AS lsn",
		stop: "SELECT lsn::text, labelfile FROM pg_stop_backup(false, false)",
		signatures: ["pg_start_backup(text, boolean, boolean)", "pg_stop_backup(boolean, boolean)"]
	};
}
/** For example 150018 for PostgreSQL 15.18. */
async function serverVersion(client) {
	const { rows } = await client.query("SHOW server_version_num");
	return Number(rows[0]?.server_version_num);
}

/**
* Runs `copy` in backup mode, then `copyLog`, while the log is still kept if the role may have that. When it throws,
* the session may still be in backup mode: its end is the end of that too. This is PostgreSQL's low-level backup API:
* https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
* Throws `source-unsupported`, `interrupted`, errors of the connection, and what `copy` and `copyLog` throw.
*/
async function withBackupMode({ client, signal }, copy, copyLog) {
	const functions = backupFunctions(await serverVersion(client));
	const segmentBytes = await readSegmentBytes(client);
	const slot = await keepLog(client);
	throwIfInterrupted(signal);
	const start = await ask(functions.start, ["branch-prod"]);
	await copy();
	const stop = await ask(functions.stop, []);
	await copyLog({
		label: stop.labelfile,
		log: {
			start: parseLsn(start.lsn),
			stop: parseLsn(stop.lsn),
			segmentBytes
		}
	});
	if (slot !== void 0) await client.query("SELECT pg_drop_replication_slot($1)", [slot]);
	/** A checkpoint may take minutes; whoever interrupts it doesn't wait. */
	async function ask(statement, values) {
		throwIfInterrupted(signal);
		try {
			const { rows } = await untilInterrupted(signal, client.query(statement, values));
			return rows[0];
		} catch (error) {
			throw error.code === "55000" ? refused(error) : error;
		}
	}
}
async function readSegmentBytes(client) {
	const { rows } = await client.query("SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'");
	return Number(rows[0]?.setting);
}
/**
* As pg_basebackup does: a replication slot that ends with the session keeps the log that checkpoints would recycle
* meanwhile. Without the right to have one, or a free one, {@link requireLog} finds out if anything is missing.
* PGlite's only session never ends, and its slots wouldn't either.
*/
async function keepLog(client) {
	const slot = `branch_prod_${randomBytes(8).toString("hex")}`;
	try {
		const { rowCount } = await client.query(`SELECT pg_create_physical_replication_slot($1, true, true) FROM pg_roles
       WHERE rolname = current_user AND (rolsuper OR rolreplication)
         AND version() NOT LIKE '%(PGlite%'`, [slot]);
		return rowCount === 1 ? slot : void 0;
	} catch (error) {
		const { code } = error;
		if (code === "53400" || code === "55000") return void 0;
		throw error;
	}
}
/** The form of pg_lsn: two halves in hexadecimal. */
function parseLsn(text) {
	const [high = "", low = ""] = text.split("/");
	return BigInt(`0x${high}`) << 32n | BigInt(`0x${low}`);
}
function refused(cause) {
	return sourceUnsupported("its server refuses a backup in its present state", "Set `wal_level` to replica and `full_page_writes` to on, and run it again if a standby was promoted meanwhile.", cause);
}

/** From this one on, PostgreSQL 11, the fields are where they are read; older ones have another in between. */
const OLDEST_VERSION = 1100;
/** DBState in src/include/catalog/pg_control.h */
const DB_SHUTDOWNED = 1;
/**
* Reads the control file of a data directory. Source of the offsets: ControlFileData and CheckPoint in PostgreSQL's
* src/include/catalog/pg_control.h. Throws `source-unsupported` for a server that is too old or isn't little-endian.
*/
async function readControlFile(dataDirectory) {
	const bytes = await readFile(join(dataDirectory, "global/pg_control"));
	const version = bytes.length < 52 ? 0 : bytes.readUInt32LE(8);
	if (version < OLDEST_VERSION || version > 65535) throw new BranchProdError("source-unsupported", "The control file is of an unknown version", { nextStep: "Use PostgreSQL 13 or later on a little-endian machine as the source." });
	return {
		systemIdentifier: bytes.readBigUInt64LE(0),
		catalogVersion: bytes.readUInt32LE(12),
		shutDown: bytes.readUInt32LE(16) === DB_SHUTDOWNED,
		writtenAt: /* @__PURE__ */ new Date(Number(bytes.readBigInt64LE(24)) * 1e3),
		checkpoint: bytes.readBigUInt64LE(32),
		timeline: bytes.readUInt32LE(48)
	};
}

/** Finds all of a cluster's storage. Throws `source-unsupported` for what is not there or not PostgreSQL's. */
async function readStorage(client, dataDirectory) {
	if (!(await lstat(join(dataDirectory, "PG_VERSION")).catch(() => void 0))?.isFile()) throw sourceUnsupported("there is no readable data directory of PostgreSQL");
	const log = await realpath(join(dataDirectory, "pg_wal")).catch((error) => {
		throw sourceUnsupported("its pg_wal is unreadable", void 0, error);
	});
	const { rows } = await client.query(`SELECT oid::text, spcname AS name, pg_tablespace_location(oid) AS location,
       current_setting('server_version_num')::int / 10000 AS major,
       EXISTS (SELECT FROM pg_settings WHERE name = 'allow_in_place_tablespaces') AS "inPlace"
     FROM pg_tablespace WHERE oid NOT IN (1663, 1664) ORDER BY oid`);
	const tablespaces = [];
	for (const row of rows) tablespaces.push(await findTablespace(dataDirectory, row));
	return {
		log,
		tablespaces
	};
}
/** A link counts only if the server says the same of it. */
async function findTablespace(dataDirectory, row) {
	const { oid, name, location, major } = row;
	if (!/^\d+$/.test(oid) || !Number.isInteger(major)) throw sourceUnsupported("its server names its tablespaces as PostgreSQL never does");
	if (!row.inPlace) throw sourceUnsupported(`PostgreSQL ${major} of this minor release can't have tablespaces inside of a copy`, `Update it to the latest minor release of PostgreSQL ${major}.`);
	const link = join("pg_tblspc", oid);
	const { catalogVersion } = await readControlFile(dataDirectory);
	const folder = `PG_${major}_${catalogVersion}`;
	const to = `${link}/${folder}`;
	try {
		const path = join(dataDirectory, link);
		const isLink = (await lstat(path)).isSymbolicLink();
		if (isLink && (!isAbsolute(location) || await readlink(path) !== location)) throw void 0;
		const from = join(await realpath(path), folder);
		if (!(await lstat(from)).isDirectory()) throw void 0;
		return {
			name,
			location: isLink ? location : void 0,
			from,
			to
		};
	} catch (error) {
		throw sourceUnsupported(`the tablespace with the oid ${oid} is unreadable`, "Give our user the right to read the folder of the tablespace, in the place that the server knows.", error);
	}
}

/** XLogLongPageHeaderData of a segment's first page, XLogPageHeaderData of the others, as they are aligned. */
const FIRST_HEADER_BYTES = 40;
const HEADER_BYTES = 24;
/** RM_TBLSPC_ID in PostgreSQL's src/include/access/rmgrlist.h */
const TABLESPACE_MANAGER = 5;
/**
* Whether segments of the write-ahead log, in the order of the log, hold the making of a tablespace in one of the
* locations. Recovery would do it again: put a link to that place, which is the source's, into the copy.
*/
async function createsTablespace(folder, segments, locations) {
	let before = Buffer.alloc(0);
	for (const segment of segments) {
		const records = Buffer.concat([before, withoutPageHeaders(await readFile(join(folder, segment)))]);
		if (locations.some((location) => holdsCreation(records, location))) return true;
		before = records.subarray(-1100);
	}
	return false;
}
function withoutPageHeaders(segment) {
	const pages = [];
	const pageBytes = segment.readUInt32LE(36);
	for (let page = 0; page < segment.length; page += pageBytes) {
		const header = page === 0 ? FIRST_HEADER_BYTES : HEADER_BYTES;
		pages.push(segment.subarray(page + header, page + pageBytes));
	}
	return Buffer.concat(pages);
}
/**
* xl_tblspc_create_rec in src/include/commands/tablespace.h, an oid and the location with a zero byte, is all of the
* record's data. Before it are XLogRecord (24 bytes; xl_rmid is the 18th, xl_info the 17th) and the header of the data:
* 255 and its length in one byte, or 254 and its length in four; src/include/access/xlogrecord.h.
*/
function holdsCreation(records, location) {
	const text = Buffer.from(`${location}\0`);
	for (let at = records.indexOf(text); at !== -1; at = records.indexOf(text, at + 1)) {
		const dataHeaderBytes = text.length + 4 > 255 ? 5 : 2;
		const record = at - 4 - dataHeaderBytes - 24;
		if (record < 0) continue;
		const isCreation = (records[record + 16] & 240) === 0;
		if (records[record + 17] === TABLESPACE_MANAGER && isCreation) return true;
	}
	return false;
}

/**
* Copies all of a cluster's files into one folder, in a way that makes them recover one instant: from a snapshot of
* the file system if there can be one, otherwise in backup mode. Throws as `backUp`.
*/
async function copyCluster(options) {
	const kinds = [];
	const fromSnapshot = async (snapshot) => {
		kinds.push(await copyAtRest(options, snapshot));
	};
	const { client, from, to, storage } = options;
	if (!(storage.tablespaces.length === 0 && await survivesPowerLoss(client) && await withFileSystemSnapshot(from, join(dirname(to), "source"), fromSnapshot))) await withBackupMode(options, async () => void kinds.push(...await copyData(options)), async (end) => void kinds.push(await copyLog(options, end)));
	return kinds.includes("copy") ? "copy" : "reflink";
}
/** A snapshot is to PostgreSQL what a power failure is, and a standby doesn't start as anything else after one. */
async function survivesPowerLoss(client) {
	const { rows } = await client.query(`SELECT NOT pg_is_in_recovery() AND current_setting('fsync')::bool
       AND current_setting('full_page_writes')::bool AS safe`);
	return rows[0]?.safe === true;
}
async function copyAtRest(options, snapshot) {
	const entries = await readPostgresFiles(snapshot, "", () => true);
	return copyEntries({
		...options,
		from: snapshot,
		entries: [...folders(POSTGRES_FOLDERS), ...withoutUnlogged(entries)],
		live: false
	});
}
async function copyData(options) {
	const { from, to, storage } = options;
	const tablespaceFolders = storage.tablespaces.flatMap(({ to }) => [dirname(to), to]);
	const elsewhere = [
		"pg_wal",
		"pg_tblspc",
		"global/pg_control"
	];
	const inside = await readPostgresFiles(from, "", (path) => !elsewhere.includes(path));
	const entries = [...folders([...POSTGRES_FOLDERS, ...tablespaceFolders]), ...withoutUnlogged(inside)];
	const kinds = [await copyEntries({
		...options,
		entries,
		live: true
	})];
	for (const tablespace of storage.tablespaces) {
		const { from } = tablespace;
		const entries = withoutUnlogged(await readPostgresFiles(from, tablespace.to, () => true));
		kinds.push(await copyEntries({
			...options,
			from,
			to: join(to, tablespace.to),
			entries,
			live: true
		}));
	}
	await write(options, "global/pg_control", readControl(join(from, "global/pg_control")));
	return kinds;
}
/** The log that was written while the data were copied makes them consistent. */
async function copyLog(options, { label, log }) {
	const from = options.storage.log;
	const to = join(options.to, "pg_wal");
	const entries = (await readPostgresFiles(from, "pg_wal", () => true)).filter(({ path }) => isNeededLog(path, log));
	const kind = await copyEntries({
		...options,
		from,
		to,
		entries,
		live: true
	});
	await requireLog(from, to, log);
	await refuseNewTablespaces(options, to);
	await write(options, "backup_label", label);
	return kind;
}
/**
* PostgreSQL's files in a folder that stands, or will stand, at `place` below the data directory. Throws
* `source-unsupported` for a link, or anything else that is not what its name promises.
*/
async function readPostgresFiles(folder, place, select) {
	const full = (path) => place === "" ? path : `${place}/${path}`;
	const isWanted = (path) => select(path) && (isPostgresFolder(full(path)) || isPostgresFile(full(path)));
	const entries = await readTree(folder, isWanted).catch((error) => {
		throw sourceUnsupported(`${folder} is unreadable`, void 0, error);
	});
	for (const { path, kind } of entries) {
		if (kind === (isPostgresFolder(full(path)) ? "folder" : "file")) continue;
		throw sourceUnsupported(`${full(path)} is a link or another special file`);
	}
	return entries;
}
function folders(paths) {
	return paths.map((path) => ({
		path,
		kind: "folder"
	}));
}
async function refuseNewTablespaces(options, log) {
	const { tablespaces } = await readStorage(options.client, options.from);
	const locations = tablespaces.flatMap(({ location }) => location ?? []);
	if (locations.length === 0) return;
	const segments = (await readdir(log)).filter(isLogSegment).sort();
	if (!await createsTablespace(log, segments, locations)) return;
	throw sourceUnsupported("a tablespace was made while they were copied, or shortly before", "Wait for a checkpoint, or order one with CHECKPOINT on the primary, and run it again.");
}
async function write({ to, owner }, path, content) {
	await writeFile(join(to, path), content, { mode: 384 });
	if (owner) await chown(join(to, path), owner.uid, owner.gid);
}
/** The server overwrites it in place: only what is read twice alike is whole. As get_controlfile, controldata_utils.c. */
function readControl(path) {
	const read = () => {
		using original = openOriginal(path);
		return readFileSync(original.path);
	};
	for (let before = read();;) {
		const content = read();
		if (content.equals(before)) return content;
		before = content;
	}
}

/** How many tables are named. */
const LONGEST_LIST = 10;
/**
* Sentences for the report about the tables whose rows a copy can't have: they are not in the write-ahead log. Only
* those of the connected database are known.
*/
async function describeUnlogged(client) {
	const { rows } = await client.query(`SELECT format('%I.%I', nspname, relname) AS name, current_database() AS database
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relpersistence = 'u' AND relkind = 'r' ORDER BY 1`);
	const [first] = rows;
	if (first === void 0) return [];
	const names = rows.slice(0, LONGEST_LIST).map(({ name }) => name);
	const more = rows.length - names.length;
	const list = `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
	return [`Unlogged tables of the database ${first.database} are empty on the copy: ${list}.`];
}

/**
* Copies the files of a running server, primary or standby, so that a server started on the copy recovers the state
* of the end of this call, down to the bytes of its indexes, and writes nothing outside of it. Throws
* `source-unsupported` for files that can't be copied, `state-unusable`, `interrupted`, and errors of the connection
* as they are.
*/
async function backUp(options) {
	const { client, to, owner, signal } = options;
	throwIfInterrupted(signal);
	const from = await realpath(options.from);
	const storage = await readStorage(client, from);
	const configuration = options.configuration ?? await readConfiguration(client);
	const notes = await describeUnlogged(client);
	const copy = await copyCluster({
		...options,
		from,
		storage
	});
	const folders = storage.tablespaces.length > 0 ? ACCEPT_TABLESPACE_FOLDERS : "";
	await writeConfigurationFiles(to, configuration + folders, owner);
	throwIfInterrupted(signal);
	handOver(to, owner);
	return {
		copy,
		notes
	};
}

/** A branch of a branch, whose server keeps running. Throws as {@link Engine.fork}. */
async function forkBranch(context, { id, address }, options) {
	const { state, servers } = context;
	const { signal } = options;
	parseId(id, ["branch"]);
	let parent;
	const findParent = async () => {
		parent = await readBranch(state, id);
		if (parent === void 0) throw notFound(id);
		return id;
	};
	const room = () => makeRoom(context, {
		kind: "branch",
		parent: id
	});
	return withCopy({
		state,
		signal,
		findParent,
		makeRoom: room
	}, async ({ folder }) => {
		const { product, superuser, database } = parent;
		const from = join(itemFolder(state, "branch", id), "data");
		const client = clientOf(address);
		try {
			await openSession(client);
			const owner = await servers[product].account();
			const to = join(folder, "data");
			const { copy } = await backUp({
				client,
				from,
				to,
				owner,
				signal
			});
			const cluster = {
				product,
				superuser,
				database
			};
			return await startBranch({
				...context,
				...options,
				folder,
				parent: id,
				cluster,
				copy
			});
		} catch (error) {
			if (signal.aborted) throw error;
			throw forkError(error, id);
		} finally {
			await client.end().catch(() => {});
		}
	});
}
/** What a backup says of a source, and what to do about it, doesn't fit a branch. */
function forkError(error, id) {
	const failed = (nextStep) => new BranchProdError("engine-failed", `The branch ${id} could not be forked`, {
		nextStep,
		cause: error
	});
	if (!(error instanceof BranchProdError)) return failed("Check that its server still runs with `branch-prod list`.");
	return error.code === "source-unsupported" ? failed("Fork it again, if need be when nothing is being written to it.") : error;
}

/** How long a clean stop may take before the process is killed, in milliseconds. */
const STOP_TIMEOUT = 1e4;
/**
* PostgreSQL as WebAssembly, with pgvector, in a child process of its own. In PGlite every session is at heart
* the superuser's: a role is a convention that SQL can leave again. What bounds it is the process: Node's
* permission model lets it read and write this one data directory and start nothing.
*/
const pgliteServer = {
	account: async () => void 0,
	start
};
async function start(options) {
	const child = spawn$1(options);
	const output = collect$1(child);
	const ended = new Promise((resolve) => child.once("exit", () => resolve()));
	try {
		child.send(order(options));
		const report = await firstReport(child);
		const identity = child.pid === void 0 ? void 0 : await identifyProcess(child.pid);
		if (report.type === "failed" || identity === void 0) throw new Error(report.type === "failed" ? report.reason : "its process ended");
		return {
			address: address$1(options, report.port),
			process: identity,
			ended,
			stop: () => stop(child, ended),
			kill: () => kill(child, ended)
		};
	} catch (error) {
		await kill(child, ended);
		throw new BranchProdError("engine-failed", `PGlite did not start on a data directory: ${lastLine(output()) ?? error.message}`, {
			nextStep: "Check that the source is PGlite of the same major version.",
			cause: error
		});
	}
}
function spawn$1(options) {
	const program = fileURLToPath(new URL(`./pglite-process${extname(import.meta.url)}`, import.meta.url));
	const writable = [options.dataDirectory];
	if (options.access.kind === "private") writable.push(options.access.socketDirectory);
	return fork(program, [], {
		cwd: options.dataDirectory,
		execArgv: [
			"--permission",
			...readable(program).map((path) => `--allow-fs-read=${path}`),
			...writable.flatMap((path) => [`--allow-fs-read=${path}`, `--allow-fs-write=${path}`])
		],
		env: {},
		stdio: [
			"ignore",
			"pipe",
			"pipe",
			"ipc"
		]
	});
}
/** The program's own package (its description and its code) and the two packages that the program loads. */
function readable(program) {
	const packages = ["@electric-sql/pglite", "@electric-sql/pglite-pgvector"].map((name) => dirname(packageFile(name)));
	const description = packageFile(import.meta.url);
	const root = dirname(description);
	const [code = ""] = relative(root, program).split(sep);
	return [
		description,
		join(root, code),
		...packages
	];
}
function packageFile(specifier) {
	const file = findPackageJSON(specifier, import.meta.url);
	if (file === void 0) throw new Error(`${specifier} has no package.json`);
	return file;
}
function order({ dataDirectory, database, access }) {
	return access.kind === "private" ? {
		type: "start",
		dataDirectory,
		database,
		socketDirectory: access.socketDirectory
	} : {
		type: "start",
		dataDirectory,
		database,
		login: {
			user: access.user,
			password: access.password.reveal()
		}
	};
}
function address$1({ database, access }, port) {
	return access.kind === "private" ? {
		host: access.socketDirectory,
		port: 5432,
		user: "postgres",
		database
	} : {
		host: "127.0.0.1",
		port,
		user: access.user,
		password: access.password,
		database
	};
}
function firstReport(child) {
	return new Promise((resolve, reject) => {
		child.once("message", (message) => resolve(message));
		child.once("exit", (code) => reject(/* @__PURE__ */ new Error(`its process ended with code ${code}`)));
		child.once("error", reject);
	});
}
/** The last 4 KB that the process printed: PostgreSQL's own words when it can't open a directory. */
function collect$1(child) {
	let text = "";
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk) => {
		text = (text + chunk).slice(-4096);
	});
	return () => text;
}
function lastLine(text) {
	return text.match(/(?:FATAL|PANIC|Error):.*/g)?.at(-1);
}
async function stop(child, ended) {
	if (child.connected) child.send({ type: "stop" }, () => {});
	const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT);
	await ended;
	clearTimeout(timer);
}
async function kill(child, ended) {
	child.kill("SIGKILL");
	if (child.pid !== void 0) await ended;
}

/** `engine-failed`: a server did not come up. */
var StartFailure = class extends BranchProdError {
	/** What it said last, such as `FATAL: could not …`: of files and settings, never of values. */
	reason;
	constructor(reason, cause) {
		super("engine-failed", `PostgreSQL did not start on a data directory: ${reason}`, {
			nextStep: "Mend what it says, and check that this machine has what the source has: version, extensions, locales.",
			cause
		});
		this.reason = reason;
	}
};

/**
* The content of `pg_hba.conf`. What protects a unix socket is its folder, which only we and the server may enter;
* that of a branch is removed as soon as its role has its password.
*/
function accessRules(access) {
	const rules = ["local all all trust"];
	if (access.kind === "login") rules.push(`host all "${access.user.replaceAll("\"", "\"\"")}" 127.0.0.1/32 scram-sha-256`);
	return [
		...rules,
		"host all all all reject",
		""
	].join("\n");
}

/** How often to look, in milliseconds: a server without a log to replay is ready in about 30. */
const QUICK = 1;
const SLOW = 20;
const QUICK_FOR = 2e3;
/** LOCK_FILE_LINE_PM_STATUS in PostgreSQL's src/include/utils/pidfile.h, counted from 0. */
const PID_LINE = 0;
const STATUS_LINE = 7;
/**
* Resolves when the server with this pid accepts connections, as its `postmaster.pid` says. To be given up by
* `isOver`: it never throws.
*/
async function awaitReady(dataDirectory, pid, isOver) {
	const began = performance.now();
	while (!isOver() && !isReady(dataDirectory, pid)) await setTimeout$1(performance.now() - began < QUICK_FOR ? QUICK : SLOW);
}
function isReady(dataDirectory, pid) {
	try {
		const lines = readFileSync(join(dataDirectory, "postmaster.pid"), "utf8").split("\n");
		return lines[PID_LINE] === String(pid) && lines[STATUS_LINE]?.trim() === "ready";
	} catch {
		return false;
	}
}

/** Where PostgreSQL's packages put the programs of a major version. */
const USUAL_PLACES = [
	(major) => `/usr/lib/postgresql/${major}/bin`,
	(major) => `/usr/pgsql-${major}/bin`,
	(major) => `/opt/homebrew/opt/postgresql@${major}/bin`,
	(major) => `/usr/local/opt/postgresql@${major}/bin`,
	(major) => `/Applications/Postgres.app/Contents/Versions/${major}/bin`
];
/**
* The folder with the programs (`postgres`, `initdb`, …) of a major version: of those named first, then in the usual
* places, then where `pg_config` on the PATH says. Throws `source-unsupported` when there is none.
*/
async function findProgramFolder(major, named) {
	for (const folder of named) if (await majorOf(join(folder, "postgres")) === major) return folder;
	for (const place of USUAL_PLACES) {
		const folder = place(major);
		if (await isExecutable(join(folder, "postgres"))) return folder;
	}
	const configured = await output("pg_config", ["--bindir"]);
	if (configured !== void 0 && await majorOf(join(configured, "postgres")) === major) return configured;
	throw new BranchProdError("source-unsupported", `This machine has no PostgreSQL ${major}, which the source runs`, { nextStep: `Install PostgreSQL ${major} with the extensions of the source, or name the folder of its programs in \`engine.programs\` of the config.` });
}
/** `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, and `19devel` before a release. */
async function majorOf(program) {
	const version = await output(program, ["--version"]);
	const major = /\(PostgreSQL\) (\d+)/.exec(version ?? "")?.[1];
	return major === void 0 ? void 0 : Number(major);
}
async function output(program, options) {
	try {
		return (await promisify(execFile)(program, options)).stdout.trim();
	} catch {
		return;
	}
}
async function isExecutable(path) {
	return access(path, constants$1.X_OK).then(() => true, () => false);
}

/** A loopback port that is free at this moment. */
async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	await once(server, "close");
	return port;
}

/** The pipe ends without a line when this program ends, whatever ended it. */
const SCRIPT = "read -r line || kill -QUIT \"$1\"";
/**
* Has a process ended when this program is, even by kill -9: a shell waits for the end of a pipe, since PostgreSQL
* doesn't look after who started it. Returns what calls the guard off; it must be called when the process has ended.
*/
function guard(pid, account) {
	const shell = spawn("/bin/sh", [
		"-c",
		SCRIPT,
		"branch-prod-guard",
		String(pid)
	], {
		...account,
		cwd: "/",
		env: {},
		detached: true,
		stdio: [
			"pipe",
			"ignore",
			"ignore"
		]
	});
	shell.on("error", () => {});
	shell.stdin.on("error", () => {});
	return () => shell.stdin.end("\n");
}

/** PostgreSQL's own number of rounds; src/include/common/scram-common.h */
const ROUNDS = 4096;
const SALT_BYTES = 16;
/**
* What PostgreSQL stores of a password, so that the password itself never reaches the server. The password must be
* ASCII. Source: RFC 5803, and scram_build_secret in PostgreSQL's src/common/scram-common.c.
*/
function scramVerifier(password) {
	const salt = randomBytes(SALT_BYTES);
	const salted = pbkdf2Sync(password, salt, ROUNDS, 32, "sha256");
	const key = (name) => createHmac("sha256", salted).update(name).digest();
	const parts = [
		salt,
		createHash("sha256").update(key("Client Key")).digest(),
		key("Server Key")
	].map((bytes) => bytes.toString("base64"));
	return `SCRAM-SHA-256$${ROUNDS}:${parts[0]}$${parts[1]}:${parts[2]}`;
}

/**
* Gives the branch's role its password, over the socket in the data directory, and removes that socket: from then on
* nobody can become a superuser of this server, not even who may read its files. Throws `engine-failed` when the
* server refuses that.
*/
async function openLogin(dataDirectory, options) {
	const { database, superuser, port, access } = options;
	const client = new Client({
		host: dataDirectory,
		port,
		user: superuser,
		database,
		options: SUPERUSER_OPTIONS
	});
	client.on("error", () => {});
	try {
		await openSession(client);
		const verifier = scramVerifier(access.password.reveal());
		await client.query(`ALTER ROLE ${escapeIdentifier(access.user)} PASSWORD '${verifier}'`);
	} catch (error) {
		const { code = "" } = error;
		if (!/^[0-9A-Z]{5}$/.test(code)) throw error;
		throw new BranchProdError("engine-failed", `The server of a branch refused to open it to its user (${code})`, {
			nextStep: "See what `ALTER DATABASE … SET` and `ALTER ROLE … SET` give the sessions of the source.",
			cause: error
		});
	} finally {
		await client.end().catch(() => {});
		const socket = join(dataDirectory, `.s.PGSQL.${port}`);
		await rm(socket, { force: true });
		await rm(`${socket}.lock`, { force: true });
	}
}

/** Tells what PostgreSQL says from what a restore command writes to the same place, which may hold a secret. */
const LOG_PREFIX = "branch-prod ";
/** Nothing of a copy may act by itself, speak to others, or write values to a log. */
const HARMLESS = {
	archive_mode: "off",
	autovacuum: "off",
	listen_addresses: "",
	local_preload_libraries: "",
	max_logical_replication_workers: "0",
	max_wal_senders: "0",
	session_preload_libraries: "",
	shared_preload_libraries: "",
	ssl: "off",
	unix_socket_permissions: "0700",
	lc_messages: "C",
	log_checkpoints: "off",
	log_destination: "stderr",
	log_line_prefix: LOG_PREFIX,
	logging_collector: "off",
	log_min_error_statement: "panic",
	log_min_messages: "fatal",
	dynamic_shared_memory_type: "mmap",
	huge_pages: "off"
};
/** The raw copy: has a log to replay and every row to rewrite, and its files have to survive. */
const PRIVATE = {
	checkpoint_timeout: "1h",
	hot_standby: "off",
	maintenance_work_mem: "256MB",
	max_connections: "20",
	max_wal_size: "8GB",
	shared_buffers: "256MB"
};
/** A branch: small, quick to start, and worth nothing after a crash. */
const BRANCH = {
	bgwriter_lru_maxpages: "0",
	checkpoint_timeout: "1d",
	fsync: "off",
	full_page_writes: "off",
	listen_addresses: "127.0.0.1",
	max_connections: "100",
	max_worker_processes: "8",
	shared_buffers: "32MB",
	synchronous_commit: "off",
	wal_init_zero: "off",
	wal_recycle: "off"
};
/** Settings of one major version and later ones. */
const SINCE = [{
	major: 17,
	settings: { event_triggers: "off" }
}, {
	major: 18,
	settings: { io_method: "sync" }
}];
/** What the server of a copy runs with, over what its `postgresql.conf` says. */
function serverSettings(major, kind) {
	return {
		...harmlessSettings(major),
		...kind === "private" ? PRIVATE : BRANCH
	};
}
/** With these a server on files of the source does nothing by itself, and tells nobody of values. */
function harmlessSettings(major) {
	const since = SINCE.filter((entry) => major >= entry.major).map(({ settings }) => settings);
	return Object.assign({}, HARMLESS, ...since);
}

/**
* A path for `unix_socket_directories`, which is a list: items may be quoted, because of commas. Source:
* SplitDirectoriesString in PostgreSQL's src/backend/utils/adt/varlena.c.
*/
function socketList(path) {
	return `"${path.replaceAll("\"", "\"\"")}"`;
}

/** Another program may take a free port before the server does. */
const PORT_ATTEMPTS = 5;
/** PostgreSQL itself, 13 or later, of the version that the data directory is of. */
function createPostgresServer({ programs }) {
	const folders = /* @__PURE__ */ new Map();
	async function programFolder(major) {
		const known = folders.get(major);
		if (known !== void 0) return known;
		const folder = await findProgramFolder(major, programs);
		folders.set(major, folder);
		return folder;
	}
	async function start(options) {
		const major = Number(await readFile(join(options.dataDirectory, "PG_VERSION"), "utf8"));
		const program = join(await programFolder(major), "postgres");
		for (let attempt = 1;; attempt++) {
			const account = await copyAccount();
			try {
				return await startOnce$1({
					...options,
					major,
					program,
					account
				});
			} catch (error) {
				if (!(error instanceof PortTaken) || attempt === PORT_ATTEMPTS) throw error;
			}
		}
	}
	return {
		account: copyAccount,
		start
	};
}
const copyAccount = () => serverAccount("copy");
var PortTaken = class extends StartFailure {};
async function startOnce$1(options) {
	const { dataDirectory, access, account, signal } = options;
	const port = access.kind === "private" ? 5432 : await freePort();
	const rules = join(dirname(dataDirectory), "pg_hba.conf");
	await writeFile(rules, accessRules(access), { mode: 420 });
	const child = spawnServer(options, port, rules);
	const output = collect(child);
	const ended = new Promise((resolve) => {
		child.once("exit", () => resolve());
		child.once("error", () => resolve());
	});
	let isOver = false;
	ended.then(() => {
		isOver = true;
	});
	const { pid } = child;
	const identity = pid === void 0 ? void 0 : await identifyProcess(pid);
	const callOff = pid === void 0 ? () => {} : guard(pid, account);
	ended.then(callOff);
	const kill = async () => {
		await endServer(isOver ? void 0 : identity);
		await ended;
	};
	const onAbort = () => child.kill("SIGQUIT");
	signal?.addEventListener("abort", onAbort, { once: true });
	try {
		if (signal?.aborted) onAbort();
		if (pid !== void 0) await awaitReady(dataDirectory, pid, () => isOver);
		if (isOver || identity === void 0) throw new Error("its process ended");
		if (access.kind === "login") await openLogin(dataDirectory, {
			...options,
			access,
			port
		});
		return {
			address: address(options, port),
			process: identity,
			ended,
			stop,
			kill
		};
	} catch (cause) {
		await kill();
		if (signal?.aborted) throw interrupted();
		throw failure$1(output(), cause);
	} finally {
		signal?.removeEventListener("abort", onAbort);
		await rm(rules, { force: true });
	}
	async function stop() {
		child.kill("SIGINT");
		await ended;
	}
}
function spawnServer(options, port, rules) {
	const { dataDirectory, access, account, major, program } = options;
	const socketDirectory = access.kind === "private" ? access.socketDirectory : dataDirectory;
	const settings = {
		...serverSettings(major, access.kind),
		hba_file: rules,
		port: String(port),
		unix_socket_directories: socketList(socketDirectory)
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
	return spawn(program, [
		"-D",
		dataDirectory,
		...flags
	], {
		...account,
		cwd: "/",
		env: { PATH: process.env.PATH },
		detached: true,
		stdio: [
			"ignore",
			"ignore",
			"pipe"
		]
	});
}
function address({ database, access, superuser }, port) {
	return access.kind === "private" ? {
		host: access.socketDirectory,
		port,
		user: superuser,
		database
	} : {
		host: "127.0.0.1",
		port,
		user: access.user,
		password: access.password,
		database
	};
}
/** The last 4 KB of what the server said. */
function collect(child) {
	let text = "";
	child.stderr?.setEncoding("utf8").on("data", (chunk) => {
		text = (text + chunk).slice(-4096);
	});
	return () => text;
}
/** A FATAL line of a server that does not come up speaks of files and settings, never of values. */
function failure$1(output, cause) {
	if (cause instanceof BranchProdError) return cause;
	const reason = output.split("\n").filter((line) => line.startsWith("branch-prod ")).flatMap((line) => /(?:FATAL|PANIC): .*/.exec(line)?.[0] ?? []).at(-1) ?? cause.message;
	return new (reason.includes("could not create any TCP/IP sockets") ? PortTaken : StartFailure)(reason, cause);
}

/** All the servers that there are; none is started. */
function createServers(options) {
	return {
		pglite: pgliteServer,
		postgres: createPostgresServer(options)
	};
}

/**
* A configuration without the settings with which the server of this machine would not start: a locale or a time zone
* that is not installed here, or something that only a vendor's PostgreSQL knows. Throws `source-unsupported` when
* this machine has no PostgreSQL of that major version.
*
* @param configuration as `readConfiguration` returns it.
* @param programs folders with the programs of PostgreSQL, looked at before the usual places.
*/
async function acceptedConfiguration(configuration, { major, programs }) {
	const program = join(await findProgramFolder(major, programs), "postgres");
	const lines = configuration.split("\n").filter((line) => line !== "");
	if (await accepts(program, lines)) return {
		configuration,
		notes: []
	};
	const accepted = [];
	const notes = [];
	for (const line of lines) if (await accepts(program, [line])) accepted.push(`${line}\n`);
	else notes.push(noteOf(line));
	return {
		configuration: accepted.join(""),
		notes
	};
}
/**
* As SelectConfigFiles in PostgreSQL's src/backend/utils/misc/guc.c: with -C it reads its arguments and the settings,
* says one of them and ends, before it looks at the data directory. As the first argument even root may do that.
*/
async function accepts(program, lines) {
	const args = [
		"-C",
		"port",
		"-D",
		"/",
		"-c",
		"config_file=/dev/null",
		...lines.flatMap((line) => ["-c", asArgument(line)])
	];
	try {
		await promisify(execFile)(program, args, {
			cwd: "/",
			env: { PATH: process.env.PATH }
		});
		return true;
	} catch {
		return false;
	}
}
/** `name = 'it''s'` as `name=it's`; see `settingLine`. */
function asArgument(line) {
	const [, name, quoted = ""] = /^(\S+) = '(.*)'$/.exec(line) ?? [];
	return `${name}=${quoted.replaceAll("''", "'").replaceAll("\\\\", "\\")}`;
}
function noteOf(line) {
	const [name] = line.split(" ");
	return `The source's setting ${name} was left out: the PostgreSQL of this machine doesn't know it, or its value.`;
}

/** The oid of the catalog of roles: src/include/catalog/pg_authid.h */
const AUTHID = 1260;
/** RELMAPPER_FILEMAGIC in src/backend/utils/cache/relmapper.c */
const MAP_MAGIC = 5842711;
/** Of pages and their pointers to rows: src/include/storage/bufpage.h and itemid.h, in bytes. */
const PAGE_HEADER = 24;
const POINTER = 4;
const POINTER_NORMAL = 1;
/** Bits of t_infomask: src/include/access/htup_details.h */
const XMIN_FROZEN = 768;
const XMIN_INVALID = 512;
/** Of a row: oid, rolname (64 bytes), rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin. */
const NAME = 4;
const IS_SUPERUSER = 68;
const CAN_LOGIN = 72;
/**
* The superuser with the smallest oid who may log in, of a data directory whose server doesn't run: nobody could be
* asked without knowing one already. Of a base backup that is not recovered yet it may be an earlier name. Throws
* `source-unsupported` when there is none.
*/
async function findSuperuser(dataDirectory) {
	const folder = join(dataDirectory, "global");
	const node = fileNodeOf(AUTHID, await readFile(join(folder, "pg_filenode.map")));
	const [found] = (node === void 0 ? [] : readRoles$1(await readFile(join(folder, String(node))))).filter(({ isSuperuser, canLogin }) => isSuperuser && canLogin).sort((a, b) => Number(b.isPresent) - Number(a.isPresent) || a.oid - b.oid);
	if (found !== void 0) return found.name;
	throw new BranchProdError("source-unsupported", "The copy has no superuser who may log in", { nextStep: "Make one on the source: `ALTER ROLE … SUPERUSER LOGIN`." });
}
/** RelMapFile in src/backend/utils/cache/relmapper.c: magic, number of mappings, then pairs of oid and file. */
function fileNodeOf(oid, map) {
	if (map.readInt32LE(0) !== MAP_MAGIC) return void 0;
	const count = Math.min(map.readInt32LE(4), Math.floor((map.length - 8) / 8));
	const place = Array.from({ length: count }, (_, index) => 8 + 8 * index).find((at) => map.readUInt32LE(at) === oid);
	return place === void 0 ? void 0 : map.readUInt32LE(place + 4);
}
function readRoles$1(table) {
	const roles = [];
	const pageSize = table.length < PAGE_HEADER ? 0 : table.readUInt16LE(18) & 65280;
	for (let page = 0; pageSize > 0 && page + pageSize <= table.length; page += pageSize) {
		const lower = Math.min(table.readUInt16LE(page + 12), pageSize);
		for (let pointer = PAGE_HEADER; pointer + POINTER <= lower; pointer += POINTER) {
			const bits = table.readUInt32LE(page + pointer);
			const start = page + (bits & 32767);
			if ((bits >>> 15 & 3) === POINTER_NORMAL) roles.push(readRole(table.subarray(start)));
		}
	}
	return roles;
}
/** HeapTupleHeaderData in src/include/access/htup_details.h: t_xmax at 4, t_infomask at 20, t_hoff at 22. */
function readRole(tuple) {
	const mask = tuple.readUInt16LE(20);
	const row = tuple.subarray(tuple.readUInt8(22));
	const name = row.subarray(NAME, IS_SUPERUSER);
	const length = name.indexOf(0);
	return {
		oid: row.readUInt32LE(0),
		name: name.toString("utf8", 0, length === -1 ? name.length : length),
		isSuperuser: row[IS_SUPERUSER] === 1,
		canLogin: row[CAN_LOGIN] === 1,
		isPresent: (mask & XMIN_FROZEN) !== XMIN_INVALID && (tuple.readUInt32LE(4) === 0 || (mask & 2176) !== 0)
	};
}

/**
* Throws `source-unsupported` for programs of PostgreSQL 13.0 to 13.4: when they replay `CREATE TABLESPACE`, they first
* empty its folder, which is the source's own if that is on this machine. Mended in 13.5 by commit b18669f5e6 in
* src/backend/commands/tablespace.c.
*
* @param programs the folder of PostgreSQL's programs.
*/
async function requireSafeReplay(programs) {
	const { stdout } = await promisify(execFile)(join(programs, "postgres"), ["--version"]);
	const version = /\(PostgreSQL\) (13\.[0-4])(?!\d)/.exec(stdout)?.[1];
	if (version === void 0) return;
	throw new BranchProdError("source-unsupported", `PostgreSQL ${version} of this machine can remove files of the source's tablespaces while it replays its log`, { nextStep: "Update it to the last version of PostgreSQL 13." });
}

/**
* The finished base backups among the sub-folders of a folder, the newest first. Whatever else lies there is left
* out: links, archives, increments, backups that are still being made. Throws `config-invalid` when the folder can't
* be read.
*/
async function listBaseBackups(folder) {
	const { path, entries } = await readFolder(folder);
	const folders = entries.filter((entry) => entry.isDirectory());
	return (await Promise.all(folders.map(({ name }) => readBaseBackup(path, name)))).filter((backup) => backup !== void 0).sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
}
async function readFolder(folder) {
	try {
		const path = await realpath(folder);
		return {
			path,
			entries: await readdir(path, { withFileTypes: true })
		};
	} catch (cause) {
		throw new BranchProdError("config-invalid", `The base backups in ${folder} can't be read`, {
			nextStep: "Correct `source.archive.baseBackups`, and let our user read that folder.",
			cause
		});
	}
}
async function readBaseBackup(folder, name) {
	const path = join(folder, name);
	try {
		using file = openOriginal(join(path, "backup_label"));
		const label = await readFile(file.path, "utf8");
		const isBeingMade = await exists(join(path, "backup_manifest.tmp"));
		if (!/^START WAL LOCATION: /.test(label) || /^INCREMENTAL FROM /m.test(label) || isBeingMade) return;
		const { systemIdentifier, writtenAt } = await readControlFile(path);
		return {
			name,
			path,
			label,
			systemIdentifier: String(systemIdentifier),
			takenAt: writtenAt
		};
	} catch {
		return;
	}
}
async function exists(path) {
	return stat(path).then(() => true, () => false);
}

/** Sets a folder's mode. Not by its name, which the server, while it could enter, may have given to a link: ENOTDIR. */
async function setFolderMode(folder, mode) {
	const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
	await using handle = await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	await handle.chmod(mode);
}

/** What Linux and macOS allow for the path of a socket, its name in the folder apart, in bytes. */
const LONGEST_SOCKET_FOLDER = 90;
/**
* Runs `work` on the copy's data, served to nobody but us, and stops the server cleanly afterwards. When `work`
* throws or the signal is given, the server is killed: the data are of no use any more. Throws what `work` throws,
* `engine-failed`, `interrupted`.
*/
async function withPrivateCopy(options, work) {
	const { copy, signal } = options;
	const dataDirectory = join(copy.folder, "data");
	const folder = join(copy.folder, "files");
	await mkdir(folder, { mode: 448 });
	const socketDirectory = await makeSocketFolder(copy.folder, options.owner);
	const clients = /* @__PURE__ */ new Set();
	let running = await start();
	const aborted = new Promise((_, reject) => {
		signal.addEventListener("abort", () => reject(interrupted()), { once: true });
	});
	aborted.catch(() => {});
	try {
		throwIfInterrupted(signal);
		const result = await Promise.race([work({
			connect,
			offline,
			folder
		}), aborted]);
		await stop();
		return result;
	} finally {
		await running?.kill();
	}
	async function start() {
		const { server, database, superuser } = options;
		const access = {
			kind: "private",
			socketDirectory
		};
		handOver(dataDirectory, options.owner);
		const started = await server.start({
			dataDirectory,
			database,
			superuser,
			access,
			signal
		});
		await copy.recordServer(started.process);
		return started;
	}
	async function connect(role) {
		throwIfInterrupted(signal);
		if (running === void 0) throw new Error("the copy is offline");
		const { host, port, user, database } = running.address;
		const client = new Client({
			host,
			port,
			database,
			user: role ?? user,
			...role === void 0 && { options: SUPERUSER_OPTIONS }
		});
		client.on("error", () => {});
		client.once("end", () => clients.delete(client));
		clients.add(client);
		await openSession(client);
		return client;
	}
	async function offline(change) {
		throwIfInterrupted(signal);
		await stop();
		await change(dataDirectory);
		throwIfInterrupted(signal);
		running = await start();
		if (signal.aborted) await running.kill();
	}
	async function stop() {
		await Promise.all([...clients].map((client) => client.end().catch(() => {})));
		await running?.stop();
		running = void 0;
		takeBack(dataDirectory, options.owner);
	}
}
/** Makes the folder `socket`, which only the server's user and root may enter. Throws `state-unusable`. */
async function makeSocketFolder(folder, owner) {
	const path = join(folder, "socket");
	if (Buffer.byteLength(path) > LONGEST_SOCKET_FOLDER) throw new BranchProdError("state-unusable", `${path} is too long a path for a socket`, { nextStep: "Choose a state folder with a shorter path with --state." });
	await mkdir(path, { mode: 448 });
	if (owner) await chown(path, owner.uid, owner.gid);
	return path;
}

/**
* What it means that a server did not come up which was to replay the log up to `at`; `not-finished` when the base
* backup had no end yet at that instant. PostgreSQL gives no codes for this: these are its words from 13 to 18, in
* src/backend/access/transam/xlogrecovery.c, xlog.c and xlogarchive.c.
*/
function explainFailure(failure, at) {
	const { reason } = failure;
	if (/stop point is before consistent recovery point/.test(reason)) return "not-finished";
	if (/recovery ended before configured recovery target was reached/.test(reason)) return unsupported$2(`The archive ends before ${at.toISOString()}, or holds no transaction after it`, "Wait until the source has archived a later one (`SELECT pg_switch_wal()` there does it at once), or choose an earlier instant; and see that `source.archive.restoreCommand` works for the user that PostgreSQL runs as.", failure);
	if (/checkpoint record|redo location|WAL ends before|could not restore file/.test(reason)) return unsupported$2("The archive lacks the log that the base backup needs, or the restore command fails", "See that `source.archive.restoreCommand` gets the log since the base backup, and works for the user that PostgreSQL runs as.", failure);
	if (/could not create .*pg_tblspc\/|could not set permissions on directory|: +directory ".*" does not exist/.test(reason)) return unusableBackup("a tablespace was made since then", failure);
	return failure;
}
/** `source-unsupported`: why a base backup can't be used, as the end of a sentence. */
function unusableBackup(reason, cause) {
	return sourceUnsupported(`the base backup can't be used: ${reason}`, "Make one with `pg_basebackup --format=plain`, of a cluster without tablespaces, or choose another instant.", cause);
}
function unsupported$2(message, nextStep, cause) {
	return new BranchProdError("source-unsupported", message, {
		nextStep,
		cause
	});
}

/** Milliseconds until the first report of progress, and between two. */
const FIRST_REPORT = 2e3;
const NEXT_REPORT = 1e3;
/**
* Copies a base backup, has a private server replay the log on it up to an instant, and stops that server cleanly;
* nothing of the restore command is left then. `not-finished` when the base backup had no end yet at that instant.
* This is PostgreSQL's point-in-time recovery:
* https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-PITR-RECOVERY
* Throws `source-unsupported` for what the archive lacks, `engine-failed`, `state-unusable`, `interrupted`.
*/
async function replayLog(options) {
	const { backup, to, owner, at, restoreCommand } = options;
	const entries = await readBackup(backup.path);
	const copy = await copyEntries({
		...options,
		from: backup.path,
		entries,
		live: true
	});
	if ((await readTree(to)).length < entries.length) throw unusableBackup("it is being removed");
	const accept = entries.some(({ path }) => path.startsWith("pg_tblspc/")) ? ACCEPT_TABLESPACE_FOLDERS : "";
	await writeConfigurationFiles(to, options.configuration + accept, owner);
	await placeFile(join(to, "backup_label"), backup.label, owner);
	await placeFile(join(to, "recovery.signal"), "", owner);
	await placeFile(join(to, "postgresql.auto.conf"), settingLine("restore_command", restoreCommand.reveal()) + settingLine("recovery_target_time", at.toISOString().replace("Z", "+00")) + settingLine("recovery_target_action", "promote"), owner);
	await setFolderMode(join(to, "pg_tblspc"), 320);
	if (await recover(options) === "not-finished") return "not-finished";
	takeBack(to, owner);
	await placeFile(join(to, "postgresql.auto.conf"), "", owner);
	await setFolderMode(join(to, "pg_tblspc"), 448);
	return {
		copy,
		hasUnlogged: entries.some(({ path }) => path.endsWith("_init"))
	};
}
/** The major version, as the file `PG_VERSION` says. */
async function readMajor(dataDirectory) {
	return (await readFile(join(dataDirectory, "PG_VERSION"), "utf8")).trim();
}
async function readBackup(from) {
	const isWanted = (path) => isPostgresFolder(path) || isPostgresFile(path);
	const entries = await readTree(from, isWanted).catch((cause) => {
		throw unusableBackup(`${from} is unreadable`, cause);
	});
	for (const { path, kind } of entries) {
		if (kind === (isPostgresFolder(path) ? "folder" : "file")) continue;
		throw unusableBackup(path.startsWith("pg_tblspc/") ? "it has tablespaces outside of its folder" : `${path} is a link or another special file`);
	}
	const folders = POSTGRES_FOLDERS.map((path) => ({
		path,
		kind: "folder"
	}));
	const others = entries.filter(({ path }) => !POSTGRES_FOLDERS.includes(path));
	return [...folders, ...withoutUnlogged(others)];
}
async function recover(options) {
	const { to, owner, server, signal, onProgress } = options;
	const socketDirectory = await makeSocketFolder(dirname(to), owner);
	const began = performance.now();
	const timer = setInterval(() => {
		const passed = performance.now() - began;
		if (passed >= FIRST_REPORT) onProgress(`replaying the log, ${Math.round(passed / 1e3)} s`);
	}, NEXT_REPORT);
	try {
		handOver(to, owner);
		await (await server.start({
			dataDirectory: to,
			database: "postgres",
			superuser: "postgres",
			access: {
				kind: "private",
				socketDirectory
			},
			signal
		})).stop();
		return "recovered";
	} catch (error) {
		const failure = error instanceof StartFailure ? explainFailure(error, options.at) : error;
		if (failure === "not-finished") return failure;
		throw failure;
	} finally {
		clearInterval(timer);
		await rm(socketDirectory, {
			recursive: true,
			force: true
		});
	}
}

/** How long the source may take to accept a connection, in milliseconds. */
const CONNECT_TIMEOUT = 1e4;
/**
* Runs `work` in a read-only transaction of the source that sees one instant, and closes the connection whatever
* happens. Errors of the connection and of the database become `source-unreachable` or `source-unsupported`, without
* the URL or anything that it holds except host and port; those of `work` itself stay as they are.
*/
function withSource(postgres, work) {
	return withClient(postgres, openTransaction, async (client) => {
		const result = await work(client);
		await client.query("COMMIT");
		return result;
	});
}
/** As {@link withSource}, for a backup of the source, which no transaction can span. */
function withBackupSource(postgres, work) {
	return withClient(postgres, openSession, work);
}
/** The database that a URL names. Throws `source-unreachable` for one that can't be read. */
function databaseOf(postgres) {
	return createClient(postgres.reveal()).database ?? "postgres";
}
async function withClient(postgres, open, work) {
	const client = createClient(postgres.reveal());
	client.on("error", () => {});
	try {
		await open(client);
		return await work(client);
	} catch (error) {
		throw asSourceError(error, `${client.host}:${client.port}`);
	} finally {
		await client.end().catch(() => {});
	}
}
function createClient(url) {
	try {
		return new Client({
			connectionString: url,
			connectionTimeoutMillis: CONNECT_TIMEOUT,
			application_name: "branch-prod"
		});
	} catch {
		throw new BranchProdError("source-unreachable", "The source's URL can't be read", { nextStep: "Check `source.postgres` in the config." });
	}
}
function asSourceError(error, where) {
	if (error instanceof BranchProdError) return error;
	const { code, syscall, path } = error;
	if (syscall !== void 0 && path !== void 0 && code !== "ECONNREFUSED" && syscall !== "connect") return error;
	if (code === "42501") return new BranchProdError("source-unsupported", `The role in the source's URL may not make a backup of ${where}`, {
		nextStep: "Use a superuser, or grant it pg_backup_start, pg_backup_stop and pg_control_*.",
		cause: error
	});
	return new BranchProdError("source-unreachable", `The source at ${where} can't be read (${code ?? "the connection ended"})`, {
		nextStep: "Check that it runs and that `source.postgres` in the config is right.",
		cause: error
	});
}

/**
* The source as it was at an instant in the past: a base backup, with the archived log replayed up to the last
* transaction that had ended by then. Throws `config-invalid` without an archive.
*/
async function archiveOfSource(source, at, { programs }) {
	const archive = requireArchive(source);
	const { baseBackups } = archive;
	const database = databaseOf(source.postgres);
	let answer;
	const askOnce = () => {
		answer ??= ask(source);
		return answer;
	};
	async function stateOf(backup, dataDirectory) {
		const asked = await askOnce();
		const settings = asked?.configuration ?? "defaults";
		const timeline = asked?.timeline ?? String((await readControlFile(backup.path)).timeline);
		return {
			fingerprint: [
				"archive",
				backup.systemIdentifier,
				timeline,
				at.toISOString(),
				settings
			],
			at,
			server: `PostgreSQL ${await readMajor(backup.path)}`,
			product: "postgres",
			database,
			superuser: await findSuperuser(dataDirectory)
		};
	}
	return {
		identity: ["archive", await realpath(baseBackups).catch(() => baseBackups)],
		async readState() {
			const [newest] = chooseBackups(await listBaseBackups(baseBackups), at, await askOnce());
			return stateOf(newest, newest.path);
		},
		async copyTo(target) {
			const asked = await askOnce();
			const backups = chooseBackups(await listBaseBackups(baseBackups), at, asked);
			const major = Number(await readMajor(backups[0].path));
			await requireSafeReplay(await findProgramFolder(major, programs));
			const accepted = await acceptedConfiguration(asked?.configuration ?? "", {
				major,
				programs
			});
			const { backup, copy, hasUnlogged } = await replayNewest(backups, {
				archive,
				at,
				configuration: accepted.configuration,
				target
			});
			const notes = [`The data are those of ${at.toISOString()}, replayed from the base backup ${backup.name}.`, ...accepted.notes];
			if (hasUnlogged) notes.push("Unlogged tables are empty on the copy.");
			if (asked === void 0) notes.push("The source can't be reached: settings such as TimeZone are the defaults.");
			return {
				state: await stateOf(backup, target.to),
				copy,
				notes
			};
		}
	};
}
function requireArchive({ archive }) {
	if (archive !== void 0) return archive;
	throw new BranchProdError("config-invalid", "The source has no archive to show its past", { nextStep: "Set `source.archive` in the config: `restoreCommand`, such as `cp /archive/%f %p`, and `baseBackups`, the folder of its base backups." });
}
/** `undefined` when the source can't be reached: production may be down, and that the reason for asking. */
async function ask({ postgres }) {
	try {
		return await withSource(postgres, async (client) => {
			const { rows } = await client.query(`SELECT system_identifier::text AS system, timeline_id::text AS timeline
         FROM pg_control_system(), pg_control_checkpoint()`);
			const { system, timeline } = rows[0];
			return {
				systemIdentifier: system,
				timeline,
				configuration: await readConfiguration(client)
			};
		});
	} catch (error) {
		if (error instanceof BranchProdError && error.code === "source-unreachable") return void 0;
		throw error;
	}
}
/** The source's base backups that may have been finished by then, the newest first. Throws `source-unsupported`. */
function chooseBackups(all, at, source) {
	const systems = new Set(all.map(({ systemIdentifier }) => systemIdentifier));
	if (source === void 0 && systems.size > 1) throw unsupported$1("The source can't be reached, and there are base backups of several clusters", "Give each cluster a folder of its own, and set `source.archive.baseBackups` to that of the source.");
	const own = all.filter((backup) => {
		return source === void 0 || backup.systemIdentifier === source.systemIdentifier;
	});
	const oldest = own.at(-1);
	if (oldest === void 0) throw unsupported$1("There is no base backup of the source", "Make one with `pg_basebackup --format=plain` in the folder that `source.archive.baseBackups` names.");
	const [newest, ...others] = own.filter(({ takenAt }) => takenAt <= at);
	if (newest === void 0) throw tooEarly(at, oldest);
	return [newest, ...others];
}
/** A backup that was still being made at that instant doesn't do; nothing but replaying its log tells. */
async function replayNewest(backups, { archive, at, configuration, target }) {
	const { restoreCommand } = archive;
	for (const backup of backups) {
		const replayed = await replayLog({
			...target,
			backup,
			at,
			restoreCommand,
			configuration
		});
		if (replayed !== "not-finished") return {
			...replayed,
			backup
		};
		await removeFolder(target.to);
	}
	throw tooEarly(at, backups.at(-1));
}
function tooEarly(at, oldest) {
	return unsupported$1(`No base backup had been finished by ${at.toISOString()}: the oldest is of ${oldest.takenAt.toISOString()}`, "Choose a later instant, or put an older base backup into the folder that `source.archive.baseBackups` names.");
}
function unsupported$1(message, nextStep) {
	return new BranchProdError("source-unsupported", message, { nextStep });
}

/** SQL for the traces that VACUUM leaves, which has no transaction id. */
const RELATIONS_DIGEST = `(SELECT coalesce(md5(string_agg(
  concat_ws(' ', oid, relpages, reltuples, relallvisible, relfrozenxid), ',' ORDER BY oid)), '')
  FROM pg_class WHERE relkind IN ('r', 'i', 't', 'm'))`;
/**
* What the cache goes by. Every change of data needs a transaction id, so with no transaction in progress (xmin =
* xmax) the next id to be given, on the same timeline of the same cluster, stands for the content. The position in
* the write-ahead log would not do: reads, checkpoints and restarts move it. VACUUM needs no id but may repair a
* vector index, and with it change rankings; it leaves its traces in pg_class. Settings are no data, but the copy has
* them. Sequences may run ahead by up to 32. Throws `source-unsupported` without a superuser who may log in.
*/
async function readSourceState(client) {
	const { rows } = await client.query(`SELECT system_identifier::text AS system,
       (SELECT timeline_id::text FROM pg_control_checkpoint()) AS timeline,
       snapshot::text,
       pg_snapshot_xmin(snapshot) = pg_snapshot_xmax(snapshot) AS idle,
       ${RELATIONS_DIGEST} AS relations,
       (SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1) AS superuser,
       clock_timestamp() AS at, version(), current_setting('server_version') AS server_version
     FROM pg_control_system(), pg_current_snapshot() AS snapshot`);
	const row = rows[0];
	if (row.superuser === null) throw new BranchProdError("source-unsupported", "The source has no superuser who may log in", { nextStep: "Let one of its superusers log in there (`ALTER ROLE … LOGIN`): its copy needs one." });
	const product = row.version.includes("(PGlite") ? "pglite" : "postgres";
	const release = row.server_version.split(" ")[0];
	const content = [
		row.system,
		row.timeline,
		row.snapshot,
		row.relations
	];
	return {
		fingerprint: row.idle ? [...content, await readConfiguration(client)] : void 0,
		systemIdentifier: row.system,
		at: new Date(row.at),
		server: `PostgreSQL ${release}${product === "pglite" ? " (PGlite)" : ""}`,
		product,
		database: client.database ?? "postgres",
		superuser: row.superuser
	};
}

/**
* The source's own files, on this machine: copied while its server runs. Throws `source-unsupported` when there is no
* data directory.
*/
async function filesOfSource(source, { programs }) {
	const dataDirectory = await findDataDirectory(source.dataDirectory);
	return {
		identity: await directoryIdentity(dataDirectory),
		async readState() {
			const state = await withSource(source.postgres, readSourceState);
			await requireSameCluster(dataDirectory, state);
			return state;
		},
		copyTo: ({ to, owner, signal, onProgress }) => withBackupSource(source.postgres, async (client) => {
			const from = dataDirectory;
			const { configuration, notes } = await configurationFor(client, programs);
			const copied = await backUp({
				client,
				from,
				to,
				configuration,
				owner,
				signal,
				onProgress
			});
			const state = await readSourceState(client);
			return {
				copy: copied.copy,
				notes: [...copied.notes, ...notes],
				state
			};
		})
	};
}
async function findDataDirectory(path) {
	if (path === void 0) throw unsupported("There is no `source.dataDirectory`", void 0);
	try {
		return await realpath(path);
	} catch (error) {
		throw unsupported(`The source's data directory ${path} can't be read`, error);
	}
}
/** Two directories of one cluster, such as a copy and its original, go on with the same transaction ids. */
async function directoryIdentity(path) {
	const { ino, birthtimeMs } = await stat(path);
	return [
		path,
		String(ino),
		String(birthtimeMs)
	];
}
async function requireSameCluster(dataDirectory, source) {
	const control = await readControlFile(dataDirectory).catch((error) => {
		if (error instanceof BranchProdError) throw error;
		throw unsupported(`There is no readable data directory at ${dataDirectory}`, error);
	});
	if (String(control.systemIdentifier) !== source.systemIdentifier) throw unsupported(`The server of the source doesn't use ${dataDirectory}`, void 0);
}
/** PGlite comes with us, as it is everywhere. */
async function configurationFor(client, programs) {
	const configuration = await readConfiguration(client);
	const { rows } = await client.query("SELECT version()");
	if (rows[0]?.version.includes("(PGlite")) return {
		configuration,
		notes: []
	};
	const major = Math.floor(await serverVersion(client) / 1e4);
	return acceptedConfiguration(configuration, {
		major,
		programs
	});
}
function unsupported(message, cause) {
	return new BranchProdError("source-unsupported", message, {
		nextStep: "Set `source.dataDirectory` in the config to the running server's data directory on this machine.",
		cause
	});
}

/**
* Extensions that act on other hosts, some of which come only with the server that they were made for. Neutralising
* takes them from every copy, so that it doesn't matter that they are missing here.
*/
const UNNEEDED_EXTENSIONS = [
	"aws_commons",
	"aws_lambda",
	"aws_s3",
	"http",
	"pg_cron",
	"pg_net"
];
/** From this version on pg_dump can leave extensions out. */
const CAN_CHOOSE = 14;
/**
* Decides on the source's extensions before anything is copied. Throws `source-unsupported` when this machine lacks
* one that the copy needs.
*/
async function chooseExtensions(cluster, { extensions, major }) {
	const available = new Map((await cluster.query("template1", "SELECT name, default_version AS version FROM pg_available_extensions")).map(({ name, version }) => [name, version]));
	const unneeded = extensions.filter(({ name }) => major >= CAN_CHOOSE && UNNEEDED_EXTENSIONS.includes(name));
	const needed = extensions.filter((extension) => !unneeded.includes(extension));
	const missing = needed.filter(({ name }) => !available.has(name));
	if (missing.length > 0) {
		const names = missing.map(({ name }) => name).join(", ");
		throw new BranchProdError("source-unsupported", `This machine's PostgreSQL ${major} lacks extensions of the source: ${names}`, { nextStep: "Install them here (for pgvector: the package postgresql-<version>-pgvector)." });
	}
	return {
		extensions: unneeded.length === 0 ? void 0 : needed.map(({ name }) => name),
		notes: [...unneeded.map(({ name }) => `The extension ${name} was left out.`), ...needed.filter(({ name, version }) => available.get(name) !== version).map(({ name, version }) => `The extension ${name} is ${available.get(name)} here and ${version} in the source.`)]
	};
}

/** How many tables are copied and indexes built at a time. */
const JOBS = Math.min(4, availableParallelism());
/**
* Finds the programs: a pg_dump that is older than the server refuses, and what a newer one writes the older server
* may not read. Throws `source-unsupported` when one is missing.
*/
async function requirePrograms(major, named) {
	const folder = await findProgramFolder(major, named);
	for (const name of [
		"initdb",
		"pg_dump",
		"pg_restore"
	]) await access(join(folder, name), constants$1.X_OK).catch((cause) => {
		throw new BranchProdError("source-unsupported", `There is no ${name} in ${folder}`, {
			nextStep: `Install the server and the client programs of PostgreSQL ${major}.`,
			cause
		});
	});
	return {
		initdb: join(folder, "initdb"),
		dump: join(folder, "pg_dump"),
		restore: join(folder, "pg_restore")
	};
}

/** How long a program may take to end after it was asked to, in milliseconds. */
const PATIENCE$1 = 5e3;
/** How much of what it writes is kept, from the beginning, in characters. */
const KEPT = 1048576;
/**
* Runs one of PostgreSQL's programs to its end, which comes at the latest with ours. Throws `interrupted`, when the
* program and what it started has ended, and the error of a program that can't be started.
*/
async function runProgram(program, args, { environment, owner, signal }) {
	throwIfInterrupted(signal);
	const child = spawn(program, args, {
		...owner,
		cwd: "/",
		env: {
			PATH: process.env.PATH,
			LC_ALL: "C",
			...environment
		},
		detached: true,
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		]
	});
	const output = keep(child.stdout);
	const errors = keep(child.stderr);
	const { pid } = child;
	const callOff = pid === void 0 ? () => {} : guard(pid, owner);
	let killing;
	const onAbort = () => {
		child.kill("SIGTERM");
		killing = setTimeout(() => pid !== void 0 && killGroup(pid), PATIENCE$1);
	};
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		const { promise, resolve, reject } = Promise.withResolvers();
		child.once("error", reject);
		child.once("close", resolve);
		const code = await promise;
		throwIfInterrupted(signal);
		return {
			code,
			output: output(),
			errors: errors()
		};
	} finally {
		signal.removeEventListener("abort", onAbort);
		clearTimeout(killing);
		callOff();
	}
}
function keep(stream) {
	let text = "";
	stream.setEncoding("utf8").on("data", (chunk) => {
		text = (text + chunk).slice(0, KEPT);
	});
	return () => text;
}
function killGroup(pid) {
	try {
		process.kill(-pid, "SIGKILL");
	} catch {}
}

/** When the first report is due, and each further one; in milliseconds. */
const FIRST = 2e3;
const EACH = 1e3;
/** Reports how much a folder holds until `work` has ended, and returns or throws what it does. */
async function whileItGrows(folder, { what, onProgress }, work) {
	const over = new AbortController();
	report();
	try {
		return await work;
	} finally {
		over.abort();
	}
	async function report() {
		const { signal } = over;
		const wait = (time) => setTimeout$1(time, void 0, {
			signal,
			ref: false
		}).catch(() => {});
		for (await wait(FIRST); !signal.aborted; await wait(EACH)) {
			const bytes = await directoryBytes(folder).catch(() => void 0);
			if (bytes !== void 0 && !signal.aborted) onProgress(`${what}, ${Math.round(bytes / 1e6)} MB`);
		}
	}
}

/** How long to wait for a table that somebody is changing, in milliseconds. */
const LOCK_TIMEOUT = 6e4;
/** What neither program copies: it needs other servers or mounts, or providers of labels. */
const LEFT_OUT = [
	"--no-publications",
	"--no-subscriptions",
	"--no-security-labels",
	"--no-tablespaces"
];
/**
* Writes the database as the transaction of `client` sees it into files. pg_dump itself lifts the timeouts of its
* sessions: setup_connection in PostgreSQL's src/bin/pg_dump/pg_dump.c. Throws `source-unsupported` without what
* pg_dump said, which may quote values, `interrupted`, and errors of the connection as they are.
*/
async function dumpSource(options) {
	const { programs, client, definition, environment, extensions, dump, signal } = options;
	const { rows } = await client.query("SELECT pg_export_snapshot() AS id");
	const content = join(dump, "content");
	const args = [
		...[
			"--format=directory",
			`--file=${content}`,
			`--jobs=${JOBS}`,
			"--compress=0"
		],
		...[
			`--snapshot=${rows[0]?.id}`,
			`--lock-wait-timeout=${LOCK_TIMEOUT}`,
			"--no-password"
		],
		...LEFT_OUT,
		...(extensions ?? []).map((name) => `--extension=${escapeIdentifier(name)}`)
	];
	const { code, errors } = await whileItGrows(content, {
		what: "copying rows",
		onProgress: options.onProgress
	}, runProgram(programs.dump, args, {
		environment,
		signal
	}));
	if (code === 0) return;
	await client.query("SELECT");
	const table = definition.tables.find((name) => errors.includes(`table "${name}"`));
	throw new BranchProdError("source-unsupported", `pg_dump could not copy the source (exit code ${code}${table === void 0 ? "" : `, table ${table}`})`, { nextStep: "Run pg_dump on the source with the same role: what it says may quote values and is not shown here." });
}

/**
* Makes an empty cluster with the encoding, the locale and the checksums of the source, and starts it. Throws
* `source-unsupported` when this machine lacks the locale, `engine-failed`, `interrupted`; no server is left then.
*/
async function makeCluster(options) {
	const { to, owner, server, state, signal } = options;
	await mkdir(to, { mode: 448 });
	const socketDirectory = await makeSocketFolder(dirname(to), owner);
	handOver(to, owner);
	await initialise(options);
	const running = await server.start({
		dataDirectory: to,
		database: "template1",
		superuser: state.superuser,
		access: {
			kind: "private",
			socketDirectory
		},
		signal
	});
	return {
		address: running.address,
		query: (database, statement) => untilInterrupted(signal, query({
			...running.address,
			database
		}, statement)),
		async stop() {
			await running.stop();
			takeBack(to, owner);
		},
		async end() {
			await running.kill();
			takeBack(to, owner);
			await rm(socketDirectory, {
				recursive: true,
				force: true
			});
		}
	};
}
async function initialise({ to, owner, programs, state, definition, signal }) {
	const { major, checksums, locale } = definition;
	const without = major >= 18 ? ["--no-data-checksums"] : [];
	const args = [
		...[
			"--pgdata",
			to,
			"--username",
			state.superuser,
			"--auth=reject",
			"--no-sync"
		],
		...checksums ? ["--data-checksums"] : without,
		...localeOptions(locale, major)
	];
	const { code, errors } = await runProgram(programs.initdb, args, {
		owner,
		signal
	});
	if (code === 0) return;
	const reason = /initdb: error: (.*)/.exec(errors)?.[1] ?? `exit code ${code}`;
	throw /locale|encoding|collation/i.test(reason) ? new BranchProdError("source-unsupported", `This machine lacks the source's locale ${locale.name ?? locale.collate} (${locale.provider}, ${locale.encoding}): ${reason}`, { nextStep: "Install it here (on Debian: the package locales-all, or `dpkg-reconfigure locales`)." }) : new BranchProdError("engine-failed", `No new cluster could be made: ${reason}`, { nextStep: "Check the installation of PostgreSQL on this machine." });
}
/** Options of initdb: of providers since 15, of rules since 16, of the built-in provider since 17. */
function localeOptions({ encoding, collate, ctype, provider, name, rules }, major) {
	return [
		...[
			`--encoding=${encoding}`,
			"--locale=C",
			`--lc-collate=${collate}`,
			`--lc-ctype=${ctype}`
		],
		...major >= 15 ? [`--locale-provider=${provider}`] : [],
		...provider === "libc" ? [] : [`--${provider}-locale=${name}`],
		...rules === null ? [] : [`--icu-rules=${rules}`]
	];
}
async function query({ host, port, user, database }, statement) {
	const client = new Client({
		host,
		port,
		user,
		database,
		options: SUPERUSER_OPTIONS
	});
	client.on("error", () => {});
	try {
		await openSession(client);
		return (await client.query(statement)).rows;
	} catch (error) {
		const { code } = error;
		throw new BranchProdError("engine-failed", `The copy's server refused a statement (${code})`, {
			nextStep: "Run it again; if it happens again, report it.",
			cause: error
		});
	} finally {
		await client.end().catch(() => {});
	}
}

/**
* Makes the source's roles, so that objects keep their owners, rights and policies. None of them can log in, and none
* has a password. Memberships in roles that only the source's server has are left out.
*/
async function makeRoles(cluster, definition) {
	const { roles, memberships } = definition;
	for (const role of roles) await cluster.query("template1", creation(role));
	const present = await cluster.query("template1", "SELECT rolname AS name FROM pg_roles");
	const names = new Set(present.map(({ name }) => name));
	for (const { role, member } of memberships) {
		if (!names.has(role)) continue;
		const grant = `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(member)}`;
		await cluster.query("template1", grant);
	}
}
/** A superuser stays one: its views and functions may do what they could. */
function creation({ name, superuser, inherit, bypassRls }) {
	const attributes = [
		superuser ? "SUPERUSER" : "NOSUPERUSER",
		inherit ? "INHERIT" : "NOINHERIT",
		bypassRls ? "BYPASSRLS" : "NOBYPASSRLS"
	];
	return `CREATE ROLE ${escapeIdentifier(name)} NOLOGIN ${attributes.join(" ")}`;
}

/** Reads it as a role that may ask for no more than everybody. To be called in a transaction. */
async function readDefinition(client) {
	return {
		...await readServer(client),
		locale: await readLocale(client),
		...await readRoles(client),
		extensions: await rowsOf(client, "SELECT extname AS name, extversion AS version FROM pg_extension ORDER BY extname"),
		tables: (await rowsOf(client, `SELECT DISTINCT relname AS name FROM pg_class WHERE relkind IN ('r', 'm')`)).map(({ name }) => name),
		configuration: await readConfiguration(client)
	};
}
async function readServer(client) {
	const [row] = await rowsOf(client, `SELECT current_setting('server_version_num') AS version, current_setting('data_checksums') AS checksums`);
	return {
		major: Math.floor(Number(row?.version) / 1e4),
		checksums: row?.checksums === "on"
	};
}
/** The columns of pg_database about providers came with 15, 16 and 17, and one was renamed. */
async function readLocale(client) {
	const [row] = await rowsOf(client, `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate AS collate, datctype AS ctype,
       CASE d->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider,
       coalesce(d->>'datlocale', d->>'daticulocale') AS name, d->>'daticurules' AS rules
     FROM pg_database, to_jsonb(pg_database) AS d WHERE datname = current_database()`);
	return row;
}
/** Memberships that neither inherit nor allow SET ROLE (from 16 on) only say who manages a role. */
async function readRoles(client) {
	return {
		roles: await rowsOf(client, `SELECT rolname AS name, rolsuper AS superuser, rolinherit AS inherit, rolbypassrls AS "bypassRls"
       FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname`),
		memberships: await rowsOf(client, `SELECT DISTINCT r.rolname AS role, m.rolname AS member
       FROM pg_auth_members a, to_jsonb(a) AS j, pg_roles r, pg_roles m
       WHERE r.oid = a.roleid AND m.oid = a.member AND m.rolname !~ '^pg_'
         AND coalesce((j->>'inherit_option')::boolean OR (j->>'set_option')::boolean, true)
       ORDER BY r.rolname, m.rolname`)
	};
}
async function rowsOf(client, query) {
	return (await client.query(query)).rows;
}

/**
* As `readSourceState`, asking only what every role may ask: instead of the cluster's identifier and its timeline,
* which managed services refuse, the database's oid and the start of the server, which no other server shares.
* `superuser` is a name that no role of the source has, for the copy's own. Throws `source-unsupported` for PGlite,
* which serves one connection at a time.
*/
async function readLogicalState(client) {
	const { rows } = await client.query(`SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
       extract(epoch FROM pg_postmaster_start_time())::text AS started,
       snapshot::text,
       pg_snapshot_xmin(snapshot) = pg_snapshot_xmax(snapshot) AS idle,
       ${RELATIONS_DIGEST} AS relations,
       (SELECT name FROM generate_series(0, (SELECT count(*) FROM pg_roles)) AS number,
          concat('branch_prod', nullif(number, 0)) AS name
        WHERE name NOT IN (SELECT rolname FROM pg_roles) ORDER BY number LIMIT 1) AS superuser,
       clock_timestamp() AS at, version(), current_setting('server_version') AS server_version
     FROM pg_current_snapshot() AS snapshot`);
	const row = rows[0];
	if (row.version.includes("(PGlite")) throw new BranchProdError("source-unsupported", "PGlite can't be copied row by row", { nextStep: "Set `source.dataDirectory` in the config, and `copy: files`." });
	const content = [
		row.database,
		row.started,
		row.snapshot,
		row.relations
	];
	return {
		fingerprint: row.idle ? [...content, await readConfiguration(client)] : void 0,
		at: new Date(row.at),
		server: `PostgreSQL ${row.server_version.split(" ")[0]}`,
		product: "postgres",
		database: client.database ?? "postgres",
		superuser: row.superuser
	};
}

/** How many relations a message names. */
const SHOWN = 10;
/**
* Throws `source-unsupported` and names them when there are tables or sequences that the role may not read, or of
* which a policy shows it a part: pg_dump would end at the first. What belongs to an extension comes from the
* extension, except its tables of settings.
*/
async function requireReadable(client) {
	const { rows } = await client.query(`SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'S') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
       AND NOT EXISTS (SELECT FROM pg_depend d LEFT JOIN pg_extension e ON e.oid = d.refobjid
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
           AND (e.extname = ANY($1) OR c.oid <> ALL (coalesce(e.extconfig, '{}'))))
       AND NOT (has_schema_privilege(n.oid, 'USAGE')
         AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'SELECT')
           ELSE has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) END)
     ORDER BY n.nspname, c.relname`, [UNNEEDED_EXTENSIONS]);
	if (rows.length === 0) return;
	const names = rows.slice(0, SHOWN).map(({ name }) => name);
	const more = rows.length > SHOWN ? [`${rows.length - SHOWN} more`] : [];
	throw unreadable([...names, ...more].join(", "));
}
/** Throws `source-unsupported` for an error of the source that says that the role may not read something. */
function asUnreadable(error) {
	throw error.code === "42501" ? unreadable("the database", error) : error;
}
function unreadable(what, cause) {
	return new BranchProdError("source-unsupported", `The role in the source's URL may not read all of ${what}`, {
		nextStep: "Grant it pg_read_all_data, and BYPASSRLS for tables with row security, or use the owner of the tables.",
		cause
	});
}

/** What the database has set for its sessions must not hinder the restoration. */
const SESSION = [
	"default_transaction_read_only=off",
	"local_preload_libraries=",
	"session_preload_libraries=",
	"synchronous_commit=off"
];
/**
* Makes the database of a dump in the cluster: its settings, objects and rows, and all indexes anew. Throws
* `source-unsupported`, naming the object that can't be restored and nothing of what pg_restore said, which quotes
* rows; `interrupted`.
*/
async function restoreDump(options) {
	const { programs, cluster, state, dump, to, signal, onProgress } = options;
	const content = join(dump, "content");
	if (state.database === "postgres") await cluster.query("template1", "DROP DATABASE postgres");
	const args = [
		...[
			"--create",
			"--dbname=template1",
			`--jobs=${JOBS}`,
			"--exit-on-error",
			"--no-password"
		],
		...LEFT_OUT,
		content
	];
	const environment = {
		PGHOST: cluster.address.host,
		PGPORT: String(cluster.address.port),
		PGUSER: cluster.address.user,
		PGOPTIONS: SESSION.map((setting) => `-c ${setting}`).join(" ")
	};
	const { code, errors } = await whileItGrows(to, {
		what: "restoring rows and building indexes",
		onProgress
	}, runProgram(programs.restore, args, {
		environment,
		signal
	}));
	if (code === 0) return;
	const object = await findObject(errors, {
		programs,
		content,
		signal
	});
	throw new BranchProdError("source-unsupported", `pg_restore could not restore ${object ?? "the source"} (exit code ${code})`, { nextStep: "Look at that object in the source: it can not be made again from the rows as they are, or needs something that this machine lacks." });
}
/**
* The entry of the dump's list, which holds no rows, that has the first name quoted in what pg_restore said: nothing of
* that itself is repeated. Its parallel workers don't say which entry they work on.
*/
async function findObject(errors, { programs, content, signal }) {
	const { output } = await runProgram(programs.restore, ["--list", content], { signal });
	const entries = [...output.matchAll(/^\d+; \d+ \d+ (.+) \S+$/gm)].map(([, entry = ""]) => entry);
	return [...errors.matchAll(/"([^"\n]+)"/g)].map(([, name]) => name).map((name) => entries.find((entry) => entry.endsWith(` ${name}`))).find((entry) => entry !== void 0);
}

/**
* The environment in which libpq connects as `client` did, so that the password is in no argument and no file:
* https://www.postgresql.org/docs/18/libpq-envars.html. Certificates are checked as strictly; where the URL names
* none, those that Node trusts are written into `folder`.
*/
async function sourceEnvironment(client, url, folder) {
	const { ssl, options } = client.connectionParameters;
	const given = Object.fromEntries(new URL(url.reveal()).searchParams);
	const variables = {
		PGHOST: client.host,
		PGPORT: String(client.port),
		PGUSER: client.user,
		PGDATABASE: client.database,
		PGPASSWORD: client.password ?? void 0,
		PGOPTIONS: options,
		PGAPPNAME: "branch-prod",
		PGCONNECT_TIMEOUT: "10",
		PGGSSENCMODE: "disable",
		PGSSLMODE: modeOf(ssl),
		PGSSLCERT: given.sslcert && resolve(given.sslcert),
		PGSSLKEY: given.sslkey && resolve(given.sslkey),
		PGSSLROOTCERT: given.sslrootcert && resolve(given.sslrootcert)
	};
	if (variables.PGSSLMODE.startsWith("verify-") && variables.PGSSLROOTCERT === void 0) {
		variables.PGSSLROOTCERT = join(folder, "trusted.pem");
		await writeFile(variables.PGSSLROOTCERT, getCACertificates("default").join("\n"));
	}
	const known = Object.entries(variables).filter(([, value]) => value !== void 0);
	return Object.fromEntries(known);
}
function modeOf(ssl) {
	if (!ssl) return "disable";
	if (ssl === true) return "verify-full";
	if (ssl.rejectUnauthorized === false) return "require";
	return ssl.checkServerIdentity === void 0 ? "verify-full" : "verify-ca";
}

/** What the dump leaves out, each with the query that counts it. */
const COUNTS = [
	{
		what: "publications",
		count: "SELECT count(*)::int AS found FROM pg_publication"
	},
	{
		what: "subscriptions",
		count: `SELECT count(*)::int AS found FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`
	},
	{
		what: "security labels",
		count: "SELECT count(*)::int AS found FROM pg_seclabel"
	},
	{
		what: "assignments to tablespaces",
		count: "SELECT count(*)::int AS found FROM pg_class WHERE reltablespace <> 0 AND relisshared = false"
	},
	{
		what: "rows of unlogged tables, which a replica has not",
		count: `SELECT count(*)::int AS found FROM pg_class
      WHERE pg_is_in_recovery() AND relkind = 'r' AND relpersistence = 'u'`
	}
];
/** What of the source's database a dump leaves out, in sentences for the report. To be called in a transaction. */
async function whatIsLeftOut(client) {
	const notes = [];
	for (const { what, count } of COUNTS) {
		const { rows } = await client.query(count);
		const found = rows[0]?.found ?? 0;
		if (found > 0) notes.push(`Left out of the copy: ${what} (${found}).`);
	}
	return notes;
}

/**
* The source copied row by row, by pg_dump and pg_restore, for servers whose files nobody gets: it asks of the source
* nothing but to be read by the role in its URL. One exported snapshot makes the copy one instant. Indexes are built
* anew, so that vector indexes rank differently: `observeSource` says how the source's did.
*/
async function logicalOfSource(source, options) {
	return {
		identity: ["logical", withoutPassword(source.postgres)],
		readState: () => withSource(source.postgres, readLogicalState),
		copyTo: (target) => copyLogically(source, {
			...options,
			...target
		})
	};
}
/** A new password makes no new source. */
function withoutPassword(postgres) {
	const url = new URL(postgres.reveal());
	url.password = "";
	return url.href;
}
async function copyLogically(source, options) {
	const { to, owner, signal, onProgress } = options;
	const dump = join(dirname(to), "dump");
	await mkdir(dump, { mode: 448 });
	let cluster;
	const setCluster = (made) => {
		cluster = made;
		return made;
	};
	try {
		const dumped = await withSource(source.postgres, (client) => dumpInstant(client, {
			...options,
			url: source.postgres,
			dump,
			setCluster
		}).catch(asUnreadable));
		const { state, definition } = dumped;
		await restoreDump({
			...options,
			...dumped,
			dump
		});
		throwIfInterrupted(signal);
		await rm(dump, { recursive: true });
		onProgress("collecting statistics of the copy");
		await dumped.cluster.query(state.database, "VACUUM (ANALYZE)");
		await dumped.cluster.stop();
		for (const name of (await readdir(to)).filter(isConfigurationFile)) await rm(join(to, name), { recursive: true });
		await writeConfigurationFiles(to, definition.configuration, owner);
		return {
			state,
			copy: "copy",
			notes: [MADE_ANEW, ...dumped.notes]
		};
	} finally {
		await cluster?.end();
		await rm(dump, {
			recursive: true,
			force: true
		});
	}
}
const MADE_ANEW = "The source was copied row by row (logical copy): every index was built anew.";
/**
* In one transaction of the source, whose snapshot is the copy's instant: checks that the copy can be made, makes the
* cluster for it, lets the source be observed and dumps it.
*/
async function dumpInstant(client, options) {
	const { url, dump, signal } = options;
	await client.query("SET LOCAL row_security = off");
	const state = await readLogicalState(client);
	const source = await readDefinition(client);
	const programs = await requirePrograms(source.major, options.programs);
	const accepted = await acceptedConfiguration(source.configuration, {
		major: source.major,
		programs: options.programs
	});
	const definition = {
		...source,
		configuration: accepted.configuration
	};
	await requireReadable(client);
	const made = {
		...options,
		programs,
		state,
		definition
	};
	const cluster = options.setCluster(await makeCluster(made));
	const { extensions, notes } = await chooseExtensions(cluster, definition);
	await makeRoles(cluster, definition);
	await untilInterrupted(signal, options.observeSource?.(client));
	const environment = await sourceEnvironment(client, url, dump);
	await dumpSource({
		...made,
		client,
		extensions,
		environment
	});
	const leftOut = await whatIsLeftOut(client);
	return {
		state,
		definition,
		programs,
		cluster,
		notes: [
			...accepted.notes,
			...notes,
			...leftOut
		]
	};
}

/**
* Asks a standby. Every message of the source says where its log ends and when it was sent (XLogWalRcvProcessMsg in
* PostgreSQL's src/backend/replication/walreceiver.c), so with the log replayed to that end the data are as of that
* time; otherwise of the last transaction's, or if there was none since the start, not older than the last
* checkpoint. How long ago a message came is counted by our own clock, which the source's may differ from.
*/
async function readReplication(client) {
	const { rows } = await client.query(`SELECT since, streaming, caught_up, paused, timeline, received::text, replayed::text,
       greatest(0, told - replayed)::text AS lag_bytes,
       CASE WHEN caught_up THEN greatest(sent_at, replayed_at) ELSE coalesce(replayed_at, checkpoint_time) END AS at,
       greatest(0, extract(epoch FROM clock_timestamp() -
         CASE WHEN caught_up THEN came_at ELSE coalesce(replayed_at, checkpoint_time) END) * 1000)::float8 AS age_ms
     FROM (SELECT *, streaming AND replayed >= greatest(received, told) AS caught_up
       FROM (SELECT pg_postmaster_start_time() AS since,
         coalesce(receiver.status = 'streaming', false) AS streaming,
         pg_is_wal_replay_paused() AS paused,
         coalesce(receiver.received_tli, timeline_id) AS timeline,
         pg_last_wal_receive_lsn() AS received,
         greatest(receiver.latest_end_lsn, pg_last_wal_receive_lsn()) AS told,
         pg_last_wal_replay_lsn() AS replayed,
         pg_last_xact_replay_timestamp() AS replayed_at,
         receiver.last_msg_send_time AS sent_at,
         receiver.last_msg_receipt_time AS came_at,
         checkpoint_time
         FROM pg_control_checkpoint() LEFT JOIN pg_stat_wal_receiver AS receiver ON true) AS facts) AS state`);
	const row = rows[0];
	return {
		since: row.since,
		streaming: row.streaming,
		caughtUp: row.caught_up,
		paused: row.paused,
		timeline: row.timeline,
		receivedLsn: row.received ?? void 0,
		replayedLsn: row.replayed,
		lagBytes: row.lag_bytes === null ? void 0 : Number(row.lag_bytes),
		at: row.at,
		ageMs: row.age_ms
	};
}

/** Parameters of a URL that libpq also takes from its environment. */
const PARAMETERS = /* @__PURE__ */ new Map([
	["channel_binding", "PGCHANNELBINDING"],
	["connect_timeout", "PGCONNECT_TIMEOUT"],
	["gssencmode", "PGGSSENCMODE"],
	["gsslib", "PGGSSLIB"],
	["hostaddr", "PGHOSTADDR"],
	["krbsrvname", "PGKRBSRVNAME"],
	["options", "PGOPTIONS"],
	["require_auth", "PGREQUIREAUTH"],
	["requirepeer", "PGREQUIREPEER"],
	["ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"],
	["ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"],
	["sslcert", "PGSSLCERT"],
	["sslcrl", "PGSSLCRL"],
	["sslcrldir", "PGSSLCRLDIR"],
	["sslkey", "PGSSLKEY"],
	["sslmode", "PGSSLMODE"],
	["sslnegotiation", "PGSSLNEGOTIATION"],
	["sslrootcert", "PGSSLROOTCERT"],
	["sslsni", "PGSSLSNI"]
]);
/** Reads the source's URL. Throws `source-unreachable`, without any of it, for one that can't be read. */
function readSourceAddress(postgres) {
	try {
		const url = new URL(postgres.reveal());
		const { host, port, user, password, database } = new Client({ connectionString: postgres.reveal() });
		const environment = {
			PGHOST: host,
			PGPORT: String(port),
			PGUSER: user ?? "",
			PGCONNECT_TIMEOUT: "10"
		};
		if (password) environment.PGPASSWORD = password;
		for (const [name, value] of url.searchParams) {
			const variable = PARAMETERS.get(name);
			if (variable !== void 0) environment[variable] = value;
		}
		if (/^(1|true)$/.test(url.searchParams.get("ssl") ?? "")) environment.PGSSLMODE ??= "require";
		if (environment.PGSSLMODE === "no-verify") environment.PGSSLMODE = "require";
		return {
			host,
			port,
			user: user ?? "",
			database: database ?? "",
			environment
		};
	} catch {
		throw new BranchProdError("source-unreachable", "The source's URL can't be read", { nextStep: "Check `source.postgres` in the config." });
	}
}

/**
* Runs `work` with a superuser's connection to the standby and closes it whatever happens. Errors of the connection
* and of the database become `source-unreachable`; those of `work` itself stay as they are.
*/
async function withStandby(folder, { superuser }, database, work) {
	const client = new Client({
		host: folder.socket,
		port: 5432,
		user: superuser,
		database,
		options: SUPERUSER_OPTIONS,
		connectionTimeoutMillis: 1e4,
		application_name: "branch-prod"
	});
	client.on("error", () => {});
	try {
		await openSession(client);
		return await work(client);
	} catch (error) {
		const { code, syscall } = error;
		if (error instanceof BranchProdError) throw error;
		if (syscall !== void 0 && syscall !== "connect" && syscall !== "read") throw error;
		throw new BranchProdError("source-unreachable", `The standby of ${folder.source} can't be read (${code ?? "the connection ended"})`, {
			nextStep: "See `branch-prod standby status`, and run `branch-prod standby start`.",
			cause: error
		});
	} finally {
		await client.end().catch(() => {});
	}
}

/** `standby.json` */
const standbyDescriptionSchema = strictObject({
	id: string(),
	/** `host:port` */
	source: string(),
	createdAt: datetime(),
	major: int().positive(),
	/** A role of the source that is a superuser and may log in. */
	superuser: string()
});
/** One for each host and port, whatever the role and the database. */
function standbyFolder(state, { host, port }) {
	const source = `${host}:${port}`;
	const id = `sb-${fingerprint([host, String(port)])}`;
	const path = join(state.standbys, id);
	return {
		id,
		source,
		path,
		data: join(path, "data"),
		socket: join(path, "socket"),
		log: join(path, "log"),
		configuration: join(path, "postgresql.conf"),
		rules: join(path, "pg_hba.conf"),
		description: join(path, "standby.json")
	};
}
/** `undefined` when there is no standby. Throws `state-unusable` when its description is damaged. */
async function readStandby(folder) {
	try {
		return await readDescription(folder.description, standbyDescriptionSchema);
	} catch (cause) {
		throw new BranchProdError("state-unusable", cause.message, {
			nextStep: "Run `branch-prod standby stop --remove`, then `branch-prod standby start`.",
			cause
		});
	}
}

/** How much of the log's end is looked at, in bytes. */
const TAIL = 8192;
const AGAIN = "Run `branch-prod standby start`, which makes a new one.";
/**
* Messages of src/backend/replication/{walreceiver,walsender,libpqwalreceiver}.c and of the replay of the log
* (src/backend/access/transam/xlogrecovery.c), and what they come to.
*/
const KNOWN = [
	{
		pattern: /requested WAL segment \S+ has already been removed/,
		trouble: {
			isLost: true,
			message: "behind: the source no longer has the log it needs",
			nextStep: `${AGAIN} Raise \`wal_keep_size\` on the source to what it writes while the standby may be away.`
		}
	},
	{
		pattern: /system identifier differs/,
		trouble: {
			isLost: true,
			message: "lost: there is another cluster at the address of the source",
			nextStep: AGAIN
		}
	},
	{
		pattern: /is behind recovery timeline|is ahead of the WAL flush position|is not in this server's history|forked off current/,
		trouble: {
			isLost: true,
			message: "lost: the source went back to an earlier state",
			nextStep: AGAIN
		}
	},
	{
		pattern: /WAL redo at \S+ for Tablespace\/CREATE/,
		trouble: {
			isLost: true,
			message: "lost: the source has got a new tablespace, which only a new copy can hold",
			nextStep: AGAIN
		}
	},
	{
		pattern: /password authentication failed|no pg_hba\.conf entry|rejects replication|must be superuser or replication|permission denied/,
		trouble: {
			isLost: false,
			message: "refused: the source lets the role no longer replicate",
			nextStep: "Check `source.postgres` in the config and the source's pg_hba.conf, then run `branch-prod standby start`."
		}
	},
	{
		pattern: /max_wal_senders|too many clients|remaining connection slots/,
		trouble: {
			isLost: false,
			message: "refused: all connections of the source are taken",
			nextStep: "Raise `max_wal_senders` on the source; the standby tries again by itself."
		}
	}
];
const UNREACHABLE = {
	isLost: false,
	message: "alone: the source does not answer",
	nextStep: "Check that the source runs; the standby tries again by itself."
};
/** A message with its details; a line that continues one begins with a tab. */
const MESSAGE = new RegExp(`^${LOG_PREFIX}(?:FATAL|PANIC): .*(?:\\n(?:\\t|${LOG_PREFIX}(?:DETAIL|HINT|CONTEXT): ).*)*`, "gm");
/** How its own sessions end when it does, as opposed to why. */
const END_OF_A_SESSION = /^\S+ FATAL: +(?:the database system is|terminating (?:connection|walreceiver process))/;
/** What the last message of the server's log comes to; to be asked while it doesn't stream. */
async function readTrouble(folder) {
	const last = ((await readLog(folder)).match(MESSAGE) ?? []).filter((message) => !END_OF_A_SESSION.test(message)).at(-1) ?? "";
	return KNOWN.find(({ pattern }) => pattern.test(last))?.trouble ?? UNREACHABLE;
}
/** The end of what the server said since its start; at most it names files, roles, hosts and settings. */
async function readLog({ log }) {
	try {
		await using file = await open(log);
		const { size } = await file.stat();
		const { buffer, bytesRead } = await file.read({
			buffer: Buffer.alloc(TAIL),
			position: Math.max(0, size - TAIL)
		});
		return buffer.toString("utf8", 0, bytesRead);
	} catch {
		return "";
	}
}

/** How long a standby whose connection to the source broke may take for a new one, in milliseconds. */
const RECONNECTION = 15e3;
/** How long it may take to replay what has arrived, in milliseconds; after that it is copied as it is. */
const REPLAY = 1e4;
const POLL$2 = 50;
/**
* The files of the standby that is kept on this machine: the source itself is not asked. It must run, since making it
* may take hours. Throws `source-unsupported` when there is none, `source-unreachable` when it doesn't run.
*/
async function standbyOfSource(source, { state }) {
	const address = readSourceAddress(source.postgres);
	const folder = standbyFolder(state, address);
	const standby = await readStandby(folder);
	if (standby === void 0) throw new BranchProdError("source-unsupported", `There is no standby of ${folder.source} on this machine`, { nextStep: "Run `branch-prod standby start` once (it copies all of the source), or set `source.copy: logical`." });
	if (await findServer(folder.data) === void 0) throw new BranchProdError("source-unreachable", `The standby of ${folder.source} does not run`, { nextStep: "Run `branch-prod standby start`." });
	return {
		identity: ["standby", folder.id],
		readState: () => withStandby(folder, standby, address.database, async (client) => {
			await awaitReplay(client, folder);
			return (await readState(client)).state;
		}),
		copyTo: ({ to, owner, signal, onProgress }) => withStandby(folder, standby, address.database, async (client) => {
			const from = folder.data;
			const { copy, notes } = await backUp({
				client,
				from,
				to,
				owner,
				signal,
				onProgress
			});
			const { state, replication } = await readState(client);
			return {
				copy,
				state,
				notes: [describeAge(replication), ...notes]
			};
		})
	};
}
/** Throws `source-unreachable` when no changes arrive: what is there may be of any age. */
async function awaitReplay(client, folder) {
	const began = performance.now();
	for (;;) {
		const { streaming, caughtUp } = await readReplication(client);
		const waited = performance.now() - began;
		if (streaming && (caughtUp || waited > REPLAY)) return;
		if (!streaming && waited > RECONNECTION) break;
		await setTimeout$1(POLL$2);
	}
	const { message, nextStep } = await readTrouble(folder);
	throw new BranchProdError("source-unreachable", `The standby of ${folder.source} doesn't follow it (${message})`, { nextStep });
}
/**
* The content is that of the source's transaction ids only if all that has arrived is replayed: a copy's own recovery
* replays the rest.
*/
async function readState(client) {
	const state = await readSourceState(client);
	const replication = await readReplication(client);
	const fingerprint = replication.caughtUp ? state.fingerprint : void 0;
	return {
		state: {
			...state,
			fingerprint,
			at: replication.at
		},
		replication
	};
}
function describeAge({ ageMs }) {
	const seconds = Math.round(ageMs / 1e3);
	return `The data were ${seconds < 1 ? "less than a second" : seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} old when they were copied, from a standby of the source.`;
}

const WAYS = {
	files: filesOfSource,
	standby: standbyOfSource,
	logical: logicalOfSource
};
/** The way in which the source is copied, as the config says; the archive's for the past. Throws as the ways themselves. */
function chooseSourceCopy(source, at, context) {
	return at === void 0 ? WAYS[source.copy](source, context) : archiveOfSource(source, at, context);
}

/** Throws `state-unusable` unless another user may enter the folder and every one above it. */
async function requireEnterable(folder, { uid, gid }) {
	for (let path = folder;; path = dirname(path)) {
		const stats = await stat(path);
		const execute = stats.uid === uid ? 64 : stats.gid === gid ? 8 : 1;
		if ((stats.mode & execute) === 0) throw new BranchProdError("state-unusable", `PostgreSQL can't run as root, and the user that it runs as (id ${uid}) may not enter ${path}`, { nextStep: "Choose a state folder that others may enter, such as /var/lib/branch-prod, with --state." });
		if (path === dirname(path)) return;
	}
}

/**
* Leaves the copy one database: no policy speaks of the others, the templates among them, and a branch would have to
* copy their files. Throws `engine-failed`, naming the database that resists.
*/
async function dropOtherDatabases(copy) {
	const client = await copy.connect();
	await client.query(`
    WITH others AS (SELECT oid FROM pg_catalog.pg_database WHERE datname <> current_database()),
      subscriptions AS (DELETE FROM pg_catalog.pg_subscription WHERE subdbid IN (SELECT oid FROM others) RETURNING oid)
    DELETE FROM pg_catalog.pg_shdepend WHERE classid = 'pg_catalog.pg_subscription'::regclass
      AND objid IN (SELECT oid FROM subscriptions)`);
	await client.query(`UPDATE pg_catalog.pg_database SET datistemplate = false
      WHERE datistemplate AND datname <> current_database()`);
	const { rows } = await client.query("SELECT datname AS name FROM pg_catalog.pg_database WHERE datname <> current_database()");
	for (const { name } of rows) await client.query(`DROP DATABASE ${escapeIdentifier(name)}`).catch((cause) => {
		throw new BranchProdError("engine-failed", `The copy's database ${JSON.stringify(name)}, which is not the one to branch, could not be dropped`, {
			nextStep: "Report it with the version of PostgreSQL: no snapshot was made.",
			cause
		});
	});
	await client.end();
}

/**
* Rolls back the prepared transactions of other databases than the one to branch, before anything else: as long as one
* is open, VACUUM keeps the row versions of before, and its database can't be dropped. Throws `engine-failed`, naming
* the database.
*/
async function endPreparedTransactions(copy) {
	const client = await copy.connect();
	const { rows } = await client.query(`SELECT database::text, array_agg(gid) AS ids FROM pg_catalog.pg_prepared_xacts
      WHERE database <> current_database() GROUP BY database`);
	for (const { database, ids } of rows) await rollBack(client, database, ids).catch((cause) => {
		throw new BranchProdError("engine-failed", `A prepared transaction in the copy's database ${JSON.stringify(database)} could not be rolled back`, {
			nextStep: "End it on the source (see pg_prepared_xacts), and run it again.",
			cause
		});
	});
	await client.end();
}
/** Only a session in its own database can end a prepared transaction. */
async function rollBack({ host, port, user }, database, ids) {
	const client = new Client({
		host,
		port,
		user,
		database,
		options: SUPERUSER_OPTIONS
	});
	client.on("error", () => {});
	try {
		await openSession(client);
		for (const id of ids) await client.query(`ROLLBACK PREPARED ${escapeLiteral(id)}`);
	} finally {
		await client.end();
	}
}

/**
* Rewrites all system catalogs, those that databases share too: what was deleted from them or replaced (passwords,
* connection strings, sources of functions) stays in their files as dead rows until then. No transaction may be open.
*/
async function rewriteCatalogs(client) {
	const { rows } = await client.query(`SELECT format('%I.%I', 'pg_catalog', relname) AS name FROM pg_catalog.pg_class
      WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace ORDER BY oid`);
	for (const { name } of rows) await client.query(`VACUUM (FULL) ${name}`);
}

/**
* The last statements on a prepared copy. The branch's role may call the backup API, which is how forks are made and
* gives it nothing that it can't read already. The switch to a new segment leaves all of the log written so far in
* segments that no server needs after the shutdown.
*/
async function finishPreparation(copy) {
	const client = await copy.connect();
	if ((await client.query("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", ["branch"])).rowCount === 1) for (const signature of backupFunctions(await serverVersion(client)).signatures) await client.query(`GRANT EXECUTE ON FUNCTION pg_catalog.${signature} TO ${BRANCH_ROLE}`);
	await rewriteCatalogs(client);
	await client.query("SELECT pg_switch_wal()");
	await client.query("CHECKPOINT");
	await client.end();
}

/** Takes from everybody the right to change a folder or anything in it. */
async function makeReadOnly(directory) {
	await mkdir(directory, {
		recursive: true,
		mode: 448
	});
	for (const { path, kind } of await readTree(directory)) await chmod(join(directory, path), kind === "folder" ? 320 : 256);
	await chmod(directory, 320);
}

/**
* The files of all tables and indexes that there are, as paths below the data directory without the number of the
* segment and the fork. What else looks like one belongs to a relation that was never committed, or whose end a crash
* swallowed; its rows are nobody's and nothing masked them.
*/
async function readRelationFiles(copy) {
	const client = await copy.connect();
	const { rows } = await client.query(`SELECT pg_catalog.pg_relation_filepath(oid) AS path FROM pg_catalog.pg_class
     WHERE pg_catalog.pg_relation_filepath(oid) IS NOT NULL`);
	await client.end();
	return new Set(rows.map(({ path }) => path));
}
/** Whether a file is one of a relation that is not among these; other files are never. */
function isOrphan(path, relations) {
	const [, relation] = /^(.*\/\d+)(?:_(?:fsm|vm|init))?(?:\.\d+)?$/.exec(path) ?? [];
	return relation !== void 0 && /^(global|base|pg_tblspc)\//.test(path) && !relations.has(relation);
}

/** Throws `source-unsupported` when the copy's server lacks an extension that the source uses. */
async function requireExtensions(copy) {
	const client = await copy.connect();
	const { rows } = await client.query(`SELECT extname AS name FROM pg_extension
     WHERE extname NOT IN (SELECT name FROM pg_available_extensions) ORDER BY extname`);
	await client.end();
	if (rows.length === 0) return;
	const names = rows.map(({ name }) => name).join(", ");
	throw new BranchProdError("source-unsupported", `This machine's PostgreSQL lacks extensions of the source: ${names}`, { nextStep: "Install them here (for pgvector: the package postgresql-<version>-pgvector)." });
}

/**
* Source of all sizes and offsets: XLogPageHeaderData and XLogLongPageHeaderData in PostgreSQL's
* src/include/access/xlog_internal.h, XLogRecord in src/include/access/xlogrecord.h.
*/
const LONG_PAGE_HEADER = 40;
const SHORT_PAGE_HEADER = 24;
const SEGMENT_SIZE_OFFSET = 32;
const PAGE_SIZE_OFFSET = 36;
const RECORD_HEADER = 24;
/** xl_info and xl_rmid of a shutdown checkpoint: XLOG_CHECKPOINT_SHUTDOWN and RM_XLOG_ID, both 0. */
const INFO_OFFSET = 16;
/** The name of the segment that holds the last checkpoint, as XLogFileName makes it. `size` is a segment's, in bytes. */
function segmentName({ timeline, checkpoint }, size) {
	if (size <= 0) throw unexpected("there is no write-ahead log");
	const number = checkpoint / BigInt(size);
	const perLog = 4294967296n / BigInt(size);
	return [
		BigInt(timeline),
		number / perLog,
		number % perLog
	].map((part) => part.toString(16).toUpperCase().padStart(8, "0")).join("");
}
/**
* Makes everything zero in a segment of the write-ahead log except what a server reads when it starts after a clean
* shutdown: the header of the segment, the header of the checkpoint's page, and the checkpoint's record. Throws
* `engine-failed` when that record isn't a shutdown checkpoint.
*/
async function scrubLogSegment(path, checkpoint) {
	const file = await open(path, "r+");
	try {
		const { size } = await file.stat();
		const read = async (offset, length) => {
			const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
			if (bytesRead < length) throw unexpected("it ends too early");
			return {
				offset,
				bytes: buffer
			};
		};
		const start = await read(0, LONG_PAGE_HEADER);
		const pageSize = start.bytes.readUInt32LE(PAGE_SIZE_OFFSET);
		if (start.bytes.readUInt32LE(SEGMENT_SIZE_OFFSET) !== size || pageSize < 1024) throw unexpected("its header is damaged");
		const offset = Number(checkpoint % BigInt(size));
		const pageEnd = offset - offset % pageSize + pageSize;
		const header = await read(offset, RECORD_HEADER);
		const length = header.bytes.readUInt32LE(0);
		if (length < RECORD_HEADER || length > pageSize || header.bytes.readUInt16LE(INFO_OFFSET) !== 0) throw unexpected("the last record is no shutdown checkpoint");
		const rest = Math.max(0, offset + length - pageEnd);
		const kept = [
			start,
			await read(pageEnd - pageSize, SHORT_PAGE_HEADER),
			await read(offset, length - rest)
		];
		if (rest > 0) kept.push(await read(pageEnd, SHORT_PAGE_HEADER + rest));
		await file.truncate(0);
		await file.truncate(size);
		for (const { offset, bytes } of kept) await file.write(bytes, 0, bytes.length, offset);
		await file.sync();
	} finally {
		await file.close();
	}
}
function unexpected(reason) {
	return new BranchProdError("engine-failed", `The copy's write-ahead log can't be scrubbed: ${reason}`, { nextStep: "Report it: no snapshot was made." });
}

/**
* Removes from the data directory of a stopped server what still holds values of before the preparation: the
* write-ahead log up to the shutdown checkpoint, statistics, temporary files, files of relations other than these,
* and every file that PostgreSQL does not need in order to start. Throws `engine-failed` when the server was not shut down cleanly: then the log is needed.
*/
async function scrub(dataDirectory, relations) {
	const control = await readControlFile(dataDirectory);
	if (!control.shutDown) throw new BranchProdError("engine-failed", "The copy's server did not shut down cleanly", { nextStep: "Run it again; if it happens again, report it." });
	const files = (await readTree(dataDirectory)).filter(({ kind }) => kind !== "folder");
	const segment = files.find(({ path }) => isLogSegment(path.slice(7)));
	const segmentBytes = segment ? (await stat(join(dataDirectory, segment.path))).size : 0;
	const kept = `pg_wal/${segmentName(control, segmentBytes)}`;
	for (const { path } of files) {
		const needed = isPostgresFile(path) || isConfigurationFile(path);
		const staleLog = path.startsWith("pg_wal/") && path !== kept;
		if (!needed || staleLog || isOrphan(path, relations)) await rm(join(dataDirectory, path));
	}
	await scrubLogSegment(join(dataDirectory, kept), control.checkpoint);
}

/**
* Copies the source, has the copy prepared, scrubs it and moves it to its place among the snapshots in one step.
* Throws as {@link Engine.snapshot} does; nothing of the copy is left then.
*/
async function makeSnapshot(options) {
	const { state, signal, onProgress } = options;
	const server = options.servers[options.before.product];
	const owner = await server.account();
	if (owner !== void 0) await requireEnterable(state.path, owner);
	const findParent = async () => void 0;
	return withCopy({
		state,
		signal,
		findParent
	}, async (copy) => {
		const data = join(copy.folder, "data");
		onProgress("copying the source");
		const copied = await options.sourceCopy.copyTo({
			...options,
			to: data,
			owner,
			server
		});
		const { database, product, superuser } = copied.state;
		throwIfInterrupted(signal);
		onProgress("starting a private server on the copy");
		const { report, relations } = await withPrivateCopy({
			copy,
			server,
			owner,
			database,
			superuser,
			signal
		}, async (prepared) => {
			await requireExtensions(prepared);
			await endPreparedTransactions(prepared);
			const report = await options.prepare(prepared);
			await dropOtherDatabases(prepared);
			await finishPreparation(prepared);
			return {
				report,
				relations: await readRelationFiles(prepared)
			};
		});
		onProgress("removing what the log and the statistics still hold");
		await scrub(data, relations);
		throwIfInterrupted(signal);
		const before = options.idOf(options.before);
		const id = before !== void 0 && before === options.idOf(copied.state) ? before : newId("snapshot");
		const description = {
			id,
			createdAt: (/* @__PURE__ */ new Date()).toISOString(),
			expiresAt: new Date(Date.now() + SNAPSHOT_LIFETIME).toISOString(),
			at: copied.state.at.toISOString(),
			server: copied.state.server,
			product,
			superuser,
			database,
			notes: [...copied.notes],
			bytes: await allocatedBytes(data),
			report: report ?? null
		};
		await makeReadOnly(data);
		await makeReadOnly(join(copy.folder, "files"));
		await writeDescription(join(copy.folder, "snapshot.json"), description);
		let removeRest = async () => {};
		await placeItem(state, copy.folder, "snapshot", id, async () => {
			removeRest = await makeRoom(options, { kind: "snapshot" });
		});
		await removeRest();
		return description;
	});
}

/** The snapshot of the source's state, now or at an instant: the cached one, or a new one. Throws as {@link Engine.snapshot}. */
async function takeSnapshot(context, options) {
	const { state } = context;
	const { source, at, recipe, signal, onProgress } = options;
	const sourceCopy = await chooseSourceCopy(source, at, context);
	const { identity } = sourceCopy;
	const idOf = ({ fingerprint: content, product, database }) => content && snapshotIdOf([
		...identity,
		...content,
		product,
		database,
		recipe
	]);
	const lock = join(state.locks, `snapshot-${fingerprint([...identity, recipe])}`);
	const onWait = () => onProgress("waiting for another run that makes this snapshot");
	return withFileLock(lock, async () => {
		const before = await sourceCopy.readState();
		const cached = await useCached(context, idOf(before));
		if (cached !== void 0) return asSnapshot(context, cached, true);
		const made = {
			...options,
			...context,
			sourceCopy,
			before,
			idOf
		};
		return asSnapshot(context, await makeSnapshot(made), false);
	}, {
		signal,
		onWait
	});
}
function useCached({ state }, id) {
	return withStateLock(state, async () => {
		const snapshot = id === void 0 ? void 0 : await readSnapshot(state, id);
		if (snapshot !== void 0) await touchSnapshot(state, snapshot);
		return snapshot;
	});
}
function asSnapshot({ state }, { id, at, server, notes, bytes, report }, cached) {
	const folder = join(itemFolder(state, "snapshot", id), "files");
	return {
		id,
		cached,
		at: new Date(at),
		server,
		notes,
		bytes,
		report,
		folder
	};
}

/** Removes the files of a standby that doesn't run; what is left after a crash goes with the next clean-up. */
async function removeStandby(state, { path, data }) {
	await setFolderMode(join(data, "pg_tblspc"), 448).catch(() => {});
	const remains = newId("copy");
	try {
		await withStateLock(state, () => rename(path, itemFolder(state, "copy", remains)));
	} catch (error) {
		if (error.code === "ENOENT") return;
		throw error;
	}
	await bury(state, remains);
}

/** How long a clean stop may take, in milliseconds; after that the next start has a little more to replay. */
const STOP = 6e4;
/** How often to say that it is not there yet, in milliseconds. */
const NEWS = 2e3;
const REPLAYING = "the standby replays its log";
/**
* Starts the standby's server, which goes on without us, and waits until it answers queries. Throws `engine-failed`
* or `interrupted`; it doesn't run then.
*/
async function startStandbyServer(options) {
	await clearRemains(options.folder);
	await prepareData(options);
	if (!await startOnce(options)) throw failure(await readLog(options.folder));
}
/**
* Waits until a standby's server answers queries, however much log it has to replay first: one that is started anew
* begins anew. Returns whether it runs. Throws `interrupted`, and leaves it running.
*/
async function awaitStandbyServer({ data }, { signal, onProgress }) {
	const server = await findServer(data);
	if (server === void 0) return false;
	let isOver = false;
	const news = setInterval(async () => {
		onProgress(REPLAYING);
		isOver = !await isRunning(server);
	}, NEWS);
	try {
		await awaitReady(data, server.pid, () => isOver || signal.aborted);
	} finally {
		clearInterval(news);
	}
	throwIfInterrupted(signal);
	return !isOver;
}
/** Stops the standby's server, if it runs. */
async function stopStandbyServer(folder) {
	const server = await findServer(folder.data);
	if (server === void 0) return;
	process.kill(server.pid, "SIGINT");
	for (const end = performance.now() + STOP; performance.now() < end; await setTimeout$1(20)) if (!await isRunning(server)) return;
	await endServer(server);
}
/**
* After kill -9 of a server its children may still run, and the pid in its file may be another process's by now: to
* PostgreSQL that is a server, if it is of the same user.
*/
async function clearRemains({ data }) {
	for (;;) {
		const left = await serversOn(data, void 0);
		if (left.length === 0) break;
		await Promise.all(left.map((server) => endServer(server)));
	}
	await rm(join(data, "postmaster.pid"), { force: true });
}
/**
* Makes the data directory those of a standby, and hands them over last: whoever runs as its server's user must not
* lead us to another file.
*/
async function prepareData({ folder: { data }, account }) {
	takeBack(data, account);
	await setFolderMode(join(data, "pg_tblspc"), 320);
	for (const name of ["standby.signal", "postgresql.auto.conf"]) await placeFile(join(data, name), "", account);
	handOver(data, account);
}
/** Whether it is up; its process has ended if not. */
async function startOnce(options) {
	const { folder, address, programs, account, signal, onProgress } = options;
	await using log = await open(folder.log, "w", 384);
	const flags = [
		"-D",
		folder.data,
		"-c",
		`config_file=${folder.configuration}`
	];
	const child = spawn(join(programs, "postgres"), flags, {
		...account,
		cwd: "/",
		env: {
			PATH: process.env.PATH,
			...address.environment
		},
		detached: true,
		stdio: [
			"ignore",
			"ignore",
			log.fd
		]
	});
	let isOver = false;
	const ended = new Promise((resolve) => {
		for (const event of ["exit", "error"]) child.once(event, () => resolve());
	}).then(() => {
		isOver = true;
	});
	const news = setInterval(() => onProgress(REPLAYING), NEWS);
	try {
		if (child.pid !== void 0) await Promise.race([awaitReady(folder.data, child.pid, () => isOver || signal.aborted), ended]);
		if (!signal.aborted) return !isOver && child.pid !== void 0;
		child.kill("SIGINT");
		await ended;
		throw interrupted();
	} finally {
		clearInterval(news);
		child.unref();
	}
}
function failure(output) {
	const reason = output.match(/(?:FATAL|PANIC): .*/g)?.at(-1) ?? "its process ended";
	return new BranchProdError("engine-failed", `The standby's server did not start: ${reason}`, {
		nextStep: "Check that this machine's PostgreSQL has the minor version of the source or a later one; `branch-prod standby stop --remove` and `start` make a new standby.",
		cause: new Error(output)
	});
}

/** The standby as it is now; its source is not asked. Throws `state-unusable` for a damaged description. */
async function readStandbyStatus(folder) {
	const { id, source } = folder;
	const description = await readStandby(folder);
	if (description === void 0) return {
		id,
		source,
		state: "missing",
		streaming: false,
		problem: {
			message: "There is no standby.",
			nextStep: "Run `branch-prod standby start`, which copies the source once."
		}
	};
	const known = {
		id,
		source,
		createdAt: new Date(description.createdAt),
		bytes: await directoryBytes(folder.path)
	};
	if (await findServer(folder.data) === void 0) {
		const trouble = await readTrouble(folder);
		const problem = trouble.isLost ? {
			message: `It does not run. It is ${trouble.message}.`,
			nextStep: trouble.nextStep
		} : {
			message: "It does not run.",
			nextStep: "Run `branch-prod standby start`."
		};
		return {
			...known,
			state: "stopped",
			streaming: false,
			problem
		};
	}
	try {
		const read = await withStandby(folder, description, "template1", readReplication);
		const { since, streaming, timeline, receivedLsn, replayedLsn, lagBytes, at, ageMs } = read;
		return {
			...known,
			state: "running",
			streaming,
			since,
			timeline,
			...receivedLsn === void 0 ? {} : { receivedLsn },
			replayedLsn,
			...lagBytes === void 0 ? {} : { lagBytes },
			at,
			ageSeconds: Math.round(ageMs / 100) / 10,
			...await problemOf(folder, read)
		};
	} catch (cause) {
		const nextStep = "Wait until it has replayed its log, or run `branch-prod standby start`.";
		const message = cause instanceof Error ? `${cause.message}.` : "It does not answer.";
		return {
			...known,
			state: "running",
			streaming: false,
			problem: {
				message,
				nextStep
			}
		};
	}
}
async function problemOf(folder, { streaming, paused }) {
	if (paused) return { problem: {
		message: "paused: the source has got larger settings than the standby.",
		nextStep: "Run `branch-prod standby start`."
	} };
	if (streaming) return {};
	const { message, nextStep } = await readTrouble(folder);
	return { problem: {
		message: `${message}.`,
		nextStep
	} };
}

/**
* `source-unsupported`: why the source gives no replica of itself, as the end of a sentence, and what would help,
* without a full stop.
*/
function noReplication(reason, remedy, cause) {
	return new BranchProdError("source-unsupported", `The source can't have a standby: ${reason}`, {
		nextStep: `${remedy}; or, where that can't be had (as with most managed services), set \`source.copy: logical\`.`,
		cause
	});
}

/** What the end of pg_basebackup means for its user. */
function baseBackupError({ output, address, folder }) {
	const { host, port, user } = address;
	const where = `${host}:${port}`;
	const cause = new Error(output.slice(-2e3));
	if (/No space left on device|Disk quota exceeded/.test(output)) return stateUnusable(folder, Object.assign(cause, { code: "ENOSPC" }));
	if (/must be superuser or replication role|permission denied to start WAL sender/.test(output)) {
		const role = `"${user.replaceAll("\"", "\"\"")}"`;
		return noReplication(`its role ${role} lacks REPLICATION`, `Run \`ALTER ROLE ${role} REPLICATION;\` there as a superuser`, cause);
	}
	if (/(?:no pg_hba\.conf entry for|pg_hba\.conf rejects) replication connection/.test(output)) {
		const from = /connection (?:from|for) host "([0-9a-fA-F.:]+)"/.exec(output)?.[1];
		const role = `"${user.replaceAll("\"", "\"\"")}"`;
		const line = from === void 0 ? `local replication ${role} scram-sha-256` : `host replication ${role} ${from}/${from.includes(":") ? 128 : 32} scram-sha-256`;
		return noReplication("its pg_hba.conf lets nobody replicate from here", `Put the line \`${line}\` into its pg_hba.conf, before those that reject, and run \`SELECT pg_reload_conf();\``, cause);
	}
	if (/max_wal_senders/.test(output)) return noReplication("all of its max_wal_senders are taken", "Raise `max_wal_senders` there by 2 and restart it", cause);
	if (/not sufficient for making an online backup|requires "?wal_level/.test(output)) return noReplication("its wal_level is minimal", "Set `wal_level = replica` and restart it", cause);
	if (/requested WAL segment \S+ has already been removed/.test(output)) return noReplication("it removed the log of the backup before the backup was complete", "Raise `wal_keep_size` there to what it writes during the backup, and run it again", cause);
	if (/connection to server .* failed|could not connect|server closed the connection/.test(output)) {
		const reason = /(?:FATAL|error): +(?:.*FATAL: +)?([^\n]*)/.exec(output)?.[1] ?? "no answer";
		return new BranchProdError("source-unreachable", `The source at ${where} lets nobody copy it: ${reason}`, {
			nextStep: "Check that it runs and that `source.postgres` in the config is right.",
			cause
		});
	}
	const reason = /error: +([^\n]*)/.exec(output)?.[1] ?? "pg_basebackup gave no reason";
	return noReplication(reason, "Put that right there", cause);
}

/**
* Copies the whole source over the network with pg_basebackup, together with the log written meanwhile. Throws
* `source-unsupported` (also without pg_basebackup on this machine), `source-unreachable`, `state-unusable`,
* `interrupted`.
*/
async function baseBackup(options) {
	const { account, address, facts, folder, signal } = options;
	const program = await findProgram(options.programs, facts.major);
	const data = join(folder, "data");
	const folders = [data, join(folder, "tablespaces")];
	for (const path of folders) {
		await mkdir(path, { mode: 448 });
		if (account) await chown(path, account.uid, account.gid);
	}
	const tablespaces = facts.tablespaces.map(({ oid, location }) => `--tablespace-mapping=${escapeMapping(location)}=${escapeMapping(join(folder, "tablespaces", oid))}`);
	const flags = [...[
		"--pgdata",
		data,
		"--wal-method=stream",
		"--checkpoint=fast",
		"--progress"
	], ...[
		"--no-password",
		"--no-slot",
		"--no-manifest",
		...tablespaces
	]];
	const child = spawn(program, flags, {
		...account,
		cwd: data,
		env: {
			PATH: process.env.PATH,
			LC_ALL: "C",
			PGAPPNAME: "branch-prod",
			...address.environment
		},
		detached: true,
		stdio: [
			"ignore",
			"ignore",
			"pipe"
		]
	});
	const { pid } = child;
	const kill = () => endGroup(pid);
	child.once("exit", kill);
	const ended = new Promise((resolve, reject) => {
		child.once("close", resolve);
		child.once("error", reject);
	});
	ended.catch(() => {});
	const callOff = pid === void 0 ? () => {} : guard(-pid, account);
	let full;
	let output = "";
	child.stderr.setEncoding("utf8").on("data", (text) => {
		output = (output + text).slice(-16384);
		const total = showProgress(text, options.onProgress);
		if (total !== void 0 && full === void 0) {
			full = 0;
			hasRoom(folder, total).then((room) => {
				if (!room) {
					full = total;
					kill();
				}
			});
		}
	});
	signal.addEventListener("abort", kill, { once: true });
	try {
		const identity = pid === void 0 ? void 0 : await identifyProcess(pid);
		if (identity !== void 0) await options.recordProcess(identity);
		if (signal.aborted) kill();
		const code = await ended;
		if (signal.aborted) throw interrupted();
		if (full) throw stateUnusable(folder, { code: "ENOSPC" }, full);
		if (code !== 0) throw baseBackupError({
			output,
			address,
			folder
		});
	} finally {
		kill();
		callOff();
		signal.removeEventListener("abort", kill);
	}
}
function endGroup(leader) {
	try {
		if (leader !== void 0) process.kill(-leader, "SIGTERM");
	} catch (error) {
		if (error.code !== "ESRCH") throw error;
	}
}
async function findProgram(folder, major) {
	const program = join(folder, "pg_basebackup");
	try {
		await access(program, constants.X_OK);
		return program;
	} catch (cause) {
		throw new BranchProdError("source-unsupported", `This machine has PostgreSQL ${major}, but not its pg_basebackup, which makes a standby`, {
			nextStep: `Install PostgreSQL ${major}'s client programs into the same folder, or name a folder that has all in \`engine.programs\` of the config.`,
			cause
		});
	}
}
/** Of the two paths in --tablespace-mapping, `=` is what is between them; tablespace_list_append in pg_basebackup.c. */
function escapeMapping(path) {
	return path.replaceAll("=", "\\=");
}
/** Lines such as ` 1234/56789 kB (2%), 0/1 tablespace`, one a second; returns what is to come in bytes. */
function showProgress(text, onProgress) {
	const [, total, share] = [...text.matchAll(/\d+\/(\d+) kB \((\d+)%\)/g)].at(-1) ?? [];
	if (total === void 0) return void 0;
	const bytes = Number(total) * 1024;
	onProgress(`copying the source: ${share} % of ${Math.ceil(bytes / 1e6)} MB`);
	return bytes;
}
async function hasRoom(folder, bytes) {
	const disk = await statfs(folder).catch(() => void 0);
	return disk === void 0 || disk.bavail * disk.bsize >= bytes;
}

/**
* Makes the files of a standby, whole or not at all; they are to be handed over to its server. Throws as {@link baseBackup}.
*/
async function makeStandby(options) {
	const { state, folder, facts, account, signal } = options;
	if (account !== void 0) await requireEnterable(state.path, account);
	const findParent = async () => void 0;
	return withCopy({
		state,
		signal,
		findParent
	}, async (copy) => {
		await makeSocketFolder(copy.folder, account);
		const recordProcess = copy.recordServer;
		await baseBackup({
			...options,
			folder: copy.folder,
			recordProcess
		});
		const data = join(copy.folder, "data");
		takeBack(data, account);
		await removeForeignFiles(data);
		await relinkTablespaces(data, join(folder.path, "tablespaces"), facts);
		const description = {
			id: folder.id,
			source: folder.source,
			createdAt: (/* @__PURE__ */ new Date()).toISOString(),
			major: facts.major,
			superuser: facts.superuser
		};
		await writeDescription(join(copy.folder, "standby.json"), description);
		await withStateLock(state, async () => {
			await rename(copy.folder, folder.path).catch((error) => {
				throw stateUnusable(folder.path, error);
			});
			await rm(join(folder.path, "copy.json"));
		});
		return description;
	});
}
/**
* pg_basebackup copies whatever lies in the source's data directory: configuration with passwords and commands, keys,
* logs with values.
*/
async function removeForeignFiles(data) {
	for (const { path, kind } of await readTree(data, (path) => !path.startsWith("pg_tblspc/"))) if (!(kind === "folder" ? isPostgresFolder(path) : isPostgresFile(path) || path === "backup_label")) await rm(join(data, path), {
		recursive: true,
		force: true
	});
}
/** One that was made after we asked for them lies in the source's own folder. */
async function relinkTablespaces(data, folder, { tablespaces }) {
	const links = join(data, "pg_tblspc");
	const names = (await readdir(links, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
	const known = new Set(tablespaces.map(({ oid }) => oid));
	if (names.length !== known.size || !names.every((name) => known.has(name))) throw new BranchProdError("source-unsupported", "A tablespace of the source was made or removed while it was copied", { nextStep: "Run `branch-prod standby start` again." });
	for (const name of names) {
		await unlink(join(links, name));
		await symlink(join(folder, name), join(links, name));
	}
}

/** https://www.postgresql.org/docs/18/hot-standby.html#HOT-STANDBY-ADMIN */
const LIMITS = [
	"max_connections",
	"max_locks_per_transaction",
	"max_prepared_transactions",
	"max_wal_senders",
	"max_worker_processes"
];
/** Throws `source-unsupported` for a source that can't have a standby, or would come to depend on it. */
async function readSourceFacts(client) {
	const { rows } = await client.query(`SELECT current_setting('server_version_num')::int / 10000 AS major,
       version() LIKE '%(PGlite%' AS pglite,
       current_setting('wal_level') AS wal_level,
       current_setting('synchronous_standby_names') AS synchronous,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       current_user AS role,
       (SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1) AS superuser,
       (SELECT json_object_agg(name, setting) FROM pg_settings WHERE name = ANY($1)) AS limits`, [LIMITS]);
	const row = rows[0];
	if (row.pglite) throw noReplication("PGlite replicates to nobody", "Use its files");
	if (row.wal_level === "minimal") throw noReplication("its wal_level is minimal", "Set `wal_level = replica` and restart it");
	if (!row.may_replicate) {
		const role = client.escapeIdentifier(row.role);
		throw noReplication(`its role ${role} lacks REPLICATION`, `Run \`ALTER ROLE ${role} REPLICATION;\` there as a superuser`);
	}
	if (row.superuser === null) throw noReplication("it has no superuser who may log in", "Let one of its superusers log in");
	refuseToBeWaitedFor(row.synchronous);
	const { major, superuser, limits } = row;
	return {
		major,
		superuser,
		limits,
		configuration: await readConfiguration(client),
		tablespaces: await readTablespaces(client)
	};
}
/** A `*` makes every standby one whose answer commits may wait for, ours too. */
function refuseToBeWaitedFor(synchronousStandbyNames) {
	if (!/\*/.test(synchronousStandbyNames.replaceAll(/"[^"]*"/g, ""))) return;
	throw new BranchProdError("source-unsupported", "The source's synchronous_standby_names holds a *: its commits could wait for our standby", { nextStep: "Name the standbys there that commits shall wait for." });
}
async function readTablespaces(client) {
	const { rows } = await client.query(`SELECT oid::text, pg_tablespace_location(oid) AS location FROM pg_tablespace
     WHERE pg_tablespace_location(oid) LIKE '/%' ORDER BY oid`);
	return rows;
}

/** How often to look, in milliseconds. */
const POLL$1 = 20;
/**
* Has a server read its configuration again: sessions that begin afterwards have the new settings. Returns whether
* that is all: some settings wait for a restart.
*/
async function reloadConfiguration(client) {
	const { rows } = await client.query("SELECT pg_conf_load_time()::text AS before, pg_reload_conf()");
	for (;;) {
		const state = (await client.query(`SELECT pg_conf_load_time() > $1::timestamptz AS is_new,
         NOT EXISTS (SELECT FROM pg_settings WHERE pending_restart) AS complete`, [rows[0]?.before])).rows[0];
		if (state?.is_new) return state.complete;
		await setTimeout$1(POLL$1);
	}
}

/**
* What the source's databases take of its disk, in bytes; of those only that the role may ask about, and without the
* log that is written while they are copied.
*/
async function readSourceBytes(client) {
	const { rows } = await client.query(`SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database
     WHERE has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE')`);
	return Number(rows[0]?.bytes);
}
/**
* Throws `state-unusable` unless so many bytes fit on the disk, and `limit-reached` unless they fit into what the
* engine may keep: before hours of copying, and without removing anything for them.
*/
async function requireRoom({ state, limits }, bytes) {
	const { bavail, bsize } = await statfs(state.path);
	if (bavail * bsize < bytes) throw stateUnusable(state.path, { code: "ENOSPC" }, bytes);
	if (limits.disk === void 0) return;
	const inventory = await readInventory(state);
	const total = (await measureDisk({ state }, inventory, void 0))(inventory) + bytes;
	if (total > limits.disk) throw tooMuchDisk(total, limits.disk);
}

/** How the server follows its source. Where that is and as whom are in the environment of its process. */
const FOLLOWING = {
	hot_standby: "on",
	hot_standby_feedback: "off",
	primary_conninfo: "application_name=branch-prod",
	primary_slot_name: "",
	wal_receiver_create_temp_slot: "off",
	wal_receiver_timeout: "10s",
	recovery_target_timeline: "latest",
	restore_command: "",
	shared_buffers: "128MB",
	port: "5432"
};
/**
* Writes the configuration of the standby's server, which may run: beside its data directory, where it could make a
* name a link that we would follow. Returns whether it is another one than before.
*/
async function writeStandbyConfiguration({ configuration: path, rules, socket }, { major, configuration, limits }, account) {
	const settings = {
		...harmlessSettings(major),
		...FOLLOWING,
		...limits,
		hba_file: rules,
		unix_socket_directories: socketList(socket)
	};
	const text = configuration + Object.entries(settings).map(([name, value]) => settingLine(name, value)).join("");
	const before = await readFile(path, "utf8").catch(() => void 0);
	await placeFile(rules, accessRules({
		kind: "private",
		socketDirectory: socket
	}), account);
	await placeFile(path, text, account);
	return text !== before;
}

/**
* How long a new connection to the source may take until changes arrive or it says why not, and how long one that was
* there before, in milliseconds, not counting the replay of what is here: PostgreSQL tries again after 5 s.
*/
const PATIENCE = 2e4;
const PATIENCE_WITH_RUNNING = 6e3;
const POLL = 200;
/**
* Makes the standby run and follow its source with the source's present settings, whatever was there before. To be
* called under the standby's lock. Throws as {@link StandbyKeeper.start}.
*/
async function startStandby(options) {
	const { state, source, onProgress } = options;
	const address = readSourceAddress(source.postgres);
	const folder = standbyFolder(state, address);
	const read = await withSource(source.postgres, readSourceFacts);
	const { configuration } = await acceptedConfiguration(read.configuration, {
		major: read.major,
		programs: options.programs
	});
	const facts = {
		...read,
		configuration
	};
	const programs = await findProgramFolder(facts.major, options.programs);
	await requireSafeReplay(programs);
	const account = await serverAccount("standby");
	const standby = {
		...options,
		address,
		folder,
		facts,
		programs,
		account
	};
	const existing = await readStandby(folder);
	if (existing?.major === facts.major) {
		const description = {
			...existing,
			superuser: facts.superuser
		};
		await writeDescription(folder.description, description);
		if (await staysRunning(standby, description)) return readStandbyStatus(folder);
		if (await comesBack(standby, description)) return readStandbyStatus(folder);
		onProgress("the standby has lost its source: it is made anew");
	}
	await stopStandbyServer(folder);
	await removeStandby(state, folder);
	await requireRoom(options, await withSource(source.postgres, readSourceBytes));
	onProgress(`copying the source at ${folder.source}, which takes long if it is large`);
	const made = await makeStandby(standby);
	await restart(standby);
	const became = await outcome(standby, made, PATIENCE);
	const status = await readStandbyStatus(folder);
	if (became !== "streaming" || status.streaming) return status;
	await outcome(standby, made, PATIENCE);
	return readStandbyStatus(folder);
}
/** Whether it runs and follows its source, without being stopped for it. */
async function staysRunning(standby, description) {
	const { folder, facts, account } = standby;
	if (!await awaitStandbyServer(folder, standby)) return false;
	try {
		const became = await outcome(standby, description, PATIENCE_WITH_RUNNING);
		const { problem } = await readStandbyStatus(folder);
		if (became !== "streaming" || problem !== void 0) return false;
		if (!await writeStandbyConfiguration(folder, facts, account)) return true;
		return await withStandby(folder, description, "template1", reloadConfiguration);
	} catch {
		throwIfInterrupted(standby.signal);
		return false;
	}
}
/** Whether it runs with the source's present settings and password, and isn't lost. */
async function comesBack(standby, description) {
	await stopStandbyServer(standby.folder);
	try {
		await restart(standby);
		return await outcome(standby, description, PATIENCE) !== "lost";
	} catch (error) {
		if ((await readTrouble(standby.folder)).isLost) return false;
		throw error;
	}
}
async function restart(standby) {
	await writeStandbyConfiguration(standby.folder, standby.facts, standby.account);
	await startStandbyServer(standby);
}
/** What becomes of a standby that runs: `waiting` when its source doesn't say, and it has nothing left to replay. */
async function outcome({ folder, signal }, description, patience) {
	let replayed;
	for (let end = performance.now() + patience; performance.now() < end; await setTimeout$1(POLL)) {
		throwIfInterrupted(signal);
		const read = await withStandby(folder, description, "template1", readReplication);
		if (read.streaming) return "streaming";
		if ((await readTrouble(folder)).isLost) return "lost";
		if (read.replayedLsn !== replayed) end = performance.now() + patience;
		replayed = read.replayedLsn;
	}
	return "waiting";
}

/** The standbys of a state folder: PostgreSQL's own hot standbys, made with pg_basebackup. */
function createStandbyKeeper({ open }) {
	return {
		start: (source, work) => alone(source, work, ({ context }) => startStandby({
			...work,
			...context,
			source
		})),
		status: async (source) => readStandbyStatus(folderOf((await open()).state, source)),
		stop: (source, { remove, ...work }) => alone(source, work, async ({ context, folder }) => {
			await stopStandbyServer(folder);
			if (remove) await removeStandby(context.state, folder);
			return readStandbyStatus(folder);
		})
	};
	async function alone(source, { signal, onProgress }, work) {
		const context = await open();
		const folder = folderOf(context.state, source);
		const onWait = () => onProgress("waiting for another command on this standby");
		return withFileLock(join(context.state.locks, folder.id), () => work({
			context,
			folder
		}), {
			signal,
			onWait
		});
	}
}
function folderOf(state, source) {
	return standbyFolder(state, readSourceAddress(source.postgres));
}

/** Removes a snapshot or a branch, damaged ones too. Throws as {@link Engine.destroy}. */
async function destroyItem(context, id) {
	const { state, endPreview } = context;
	const kind = parseId(id, ["snapshot", "branch"]);
	const remains = await withStateLock(state, async () => {
		const inventory = await readInventory(state);
		const { snapshots, branches } = inventory;
		if (!(kind === "snapshot" ? snapshots : branches).has(id)) throw notFound(id);
		if (usedParents(inventory).has(id)) throw inUse(`A branch still stands on ${id}`, "Destroy its branches first.");
		if (kind === "snapshot") return retire(state, kind, id);
		const owner = branches.get(id)?.owner;
		if (owner !== void 0 && await isRunning(owner)) throw inUse(`The branch ${id} is used by the running process ${owner.pid}`, "End that process first: it removes its branch itself.");
	});
	if (remains !== void 0) await bury(state, remains);
	if (kind === "branch") await removeBranch(state, id, endPreview);
}
function inUse(message, nextStep) {
	return new BranchProdError("in-use", message, { nextStep });
}

/** All snapshots and branches; one whose description can't be read is `damaged` and hides no other. */
async function listItems(state) {
	const inventory = await readInventory(state);
	const used = usedParents(inventory);
	const items = [];
	for (const [id, snapshot] of inventory.snapshots) if (snapshot === void 0) items.push(await damaged(state, "snapshot", id));
	else {
		const { bytes } = snapshot;
		const status = used.has(id) ? "in-use" : "ready";
		items.push({
			id,
			kind: "snapshot",
			...dates(snapshot),
			bytes,
			status
		});
	}
	for (const [id, branch] of inventory.branches) if (branch === void 0) items.push(await damaged(state, "branch", id));
	else {
		const { parent, copy, createdAt } = branch;
		const data = join(itemFolder(state, "branch", id), "data");
		const bytes = await ownBytes(data, {
			copy,
			since: new Date(createdAt)
		});
		const status = await branchStatus(branch);
		items.push({
			id,
			kind: "branch",
			parent,
			...dates(branch),
			bytes,
			status
		});
	}
	return items.filter((item) => item !== void 0);
}
async function branchStatus(branch) {
	if (!await isRunning(branch.owner)) return "ownerless";
	if (isExpired(branch)) return "expired";
	return branch.idleSince === void 0 ? "in-use" : "idle";
}
function dates(description) {
	return {
		createdAt: new Date(description.createdAt),
		expiresAt: new Date(description.expiresAt)
	};
}
/** `undefined` when it has just been removed. */
async function damaged(state, kind, id) {
	const folder = itemFolder(state, kind, id);
	const createdAt = (await stat(folder).catch(() => void 0))?.birthtime;
	if (createdAt === void 0) return void 0;
	return {
		id,
		kind,
		createdAt,
		expiresAt: createdAt,
		bytes: await allocatedBytes(folder),
		status: "damaged"
	};
}

/**
* The engine for this machine: snapshots and branches are data directories in a state folder, copied with shared
* blocks where the file system can. Throws nothing; its methods throw as {@link Engine} says.
*/
function createLocalEngine(options) {
	const { programs = [], endPreview = async () => {}, limits = {} } = options;
	const servers = createServers({ programs });
	async function open() {
		const state = await openStateFolder(options.state);
		await cleanUp(state, endPreview);
		return {
			state,
			servers,
			programs,
			endPreview,
			limits
		};
	}
	return {
		name: "local",
		snapshot: async (snapshot) => takeSnapshot(await open(), snapshot),
		async branch(snapshot, branch) {
			const calledAt = performance.now();
			return branchSnapshot(await open(), snapshot, {
				...branch,
				calledAt
			});
		},
		async fork(parent, branch) {
			const calledAt = performance.now();
			return forkBranch(await open(), parent, {
				...branch,
				calledAt
			});
		},
		standby: createStandbyKeeper({ open }),
		list: async () => listItems((await open()).state),
		destroy: async (id) => destroyItem(await open(), id)
	};
}

const ENGINES = /* @__PURE__ */ new Map([["local", ({ name: _, ...settings }, context) => createLocalEngine({
	...settings,
	...context
})]]);
/** The engine that the config names. Throws `config-invalid`, listing the known ones. */
function chooseEngine(choice, context) {
	const create = ENGINES.get(choice.name);
	if (create === void 0) throw new BranchProdError("config-invalid", `There is no engine ${JSON.stringify(choice.name)}`, { nextStep: `Set \`engine\` in the config to one of: ${[...ENGINES.keys()].join(", ")}.` });
	return create(choice, context);
}

/** An error that is not ours may quote a raw value: only its kind and its place leave. */
function describeFailure(error, signal) {
	if (error instanceof BranchProdError && !signal.aborted) return error;
	if (signal.aborted) return new BranchProdError("interrupted", "The investigation was interrupted.", {
		nextStep: "Nothing was left behind; start it again when you like.",
		cause: error
	});
	const { name, stack } = error instanceof Error ? error : /* @__PURE__ */ new Error();
	const place = stack?.match(/\n\s+at .*/)?.[0].trim() ?? "an unknown place";
	return new BranchProdError("internal", `An unexpected ${name} ${place}.`, {
		nextStep: "This is a mistake in branch-prod: please report it with this message.",
		cause: error
	});
}

/** Set when we run inside a git hook; they would point git at another repository than `repository`. */
const repositoryVariables = [
	"GIT_DIR",
	"GIT_WORK_TREE",
	"GIT_INDEX_FILE",
	"GIT_COMMON_DIR",
	"GIT_OBJECT_DIRECTORY",
	"GIT_NAMESPACE",
	"GIT_PREFIX"
];
/**
* Runs git in a repository, without a shell, and returns its standard output. Rejects with execFile's error: use
* {@link gitFailure} to tell people about it.
*/
async function git(repository, args, options) {
	return (await gitBytes(repository, args, options)).toString("utf8");
}
/** The same for output that need not be text. */
async function gitBytes(repository, args, { environment = gitEnvironment(), maxBytes = 1048576 } = {}) {
	const { stdout } = await promisify(execFile)("git", [
		"-C",
		repository,
		...args
	], {
		env: environment,
		maxBuffer: maxBytes,
		encoding: "buffer"
	});
	return stdout;
}
/** Our environment, changed so that git asks nobody anything and means the repository that it is told. */
function gitEnvironment() {
	const environment = {
		...process.env,
		GIT_TERMINAL_PROMPT: "0"
	};
	for (const name of repositoryVariables) delete environment[name];
	return environment;
}
/** The lines in which git says why it failed, without control characters and credentials in URLs. */
function gitFailure(error) {
	const { stderr, code } = error;
	const reason = stripVTControlCharacters(String(stderr ?? "")).split("\n").filter((line) => /^(?:error|fatal): /.test(line)).slice(0, 2);
	if (reason.length === 0) return code === "ENOENT" ? "git is not installed" : "git failed";
	return reason.join("; ").replaceAll(/\p{Cc}/gu, "").replaceAll(/\/\/[^/@\s]+@/g, "//").slice(0, 500);
}

/**
* Waits until a group's command has ended, and gives `undefined` if that takes longer than `timeoutMs`. Rejects with
* an AbortError when the signal is aborted. Whatever happens, nothing of the group runs afterwards.
*/
async function exitWithin(group, timeoutMs, signal) {
	const exited = new AbortController();
	const either = AbortSignal.any([signal, exited.signal]);
	try {
		return await Promise.race([group.exit, setTimeout$1(timeoutMs, void 0, { signal: either })]);
	} finally {
		exited.abort();
		await group.end();
	}
}

const keptLines = 200;
const keptCharacters = 2e3;
/** Replacing a shorter value everywhere would make the output unreadable and hide nothing. */
const shortestSecret = 6;
/** An empty output; secrets are replaced by `[secret]` before anything is kept. */
function createOutput(secrets) {
	const hidden = formsOf(secrets);
	const longest = Math.max(0, ...hidden.map((value) => value.length));
	const kept = [];
	function keep(line) {
		let text = stripVTControlCharacters(line).replaceAll(/\p{Cc}/gu, "");
		for (const value of hidden) text = text.replaceAll(value, "[secret]");
		if (line.length >= keptCharacters + longest) text = text.slice(0, text.length - longest);
		kept.push(text.slice(0, keptCharacters));
		if (kept.length > keptLines) kept.shift();
	}
	return {
		collect(stream) {
			let pending = "";
			const add = (text) => {
				pending = (pending + text).slice(0, keptCharacters + longest);
			};
			stream.setEncoding("utf8");
			stream.on("data", (text) => {
				const [rest, ...earlier] = text.split("\n").reverse();
				for (const line of earlier.reverse()) {
					add(line);
					keep(pending);
					pending = "";
				}
				add(rest ?? "");
			});
			stream.on("end", () => {
				if (pending) keep(pending);
			});
		},
		lines: () => [...kept]
	};
}
/** The end of an output as the end of an error's message. */
function lastLines(output) {
	const lines = output.lines().slice(-20);
	if (lines.length === 0) return "; it printed nothing";
	return ["; its last lines:", ...lines.map((line) => `  ${line}`)].join("\n");
}
/** A secret as it is, in a URL and in JSON, line by line; the longest first, as one may contain another. */
function formsOf(secrets) {
	const forms = secrets.map((secret) => secret.reveal()).flatMap((value) => [value, ...value.split("\n")]).flatMap((value) => [
		value,
		encodeURIComponent(value),
		JSON.stringify(value).slice(1, -1)
	]).map((value) => value.trim()).filter((value) => value.length >= shortestSecret && !value.includes("\n"));
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

const supervisor = fileURLToPath(new URL(`./supervisor${extname(import.meta.url)}`, import.meta.url));
/**
* Runs a command line with `sh -c` in a process group of its own, which ends with us whatever happens to us.
* `record` gets the group's leader before the command can run; if it rejects, the command never runs.
*/
async function startProcessGroup(options) {
	const { output, record, ...supervised } = options;
	const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", supervisor], {
		detached: true,
		env: {},
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		]
	});
	await once(child, "spawn");
	child.stdin.on("error", () => {});
	output.collect(child.stdout);
	output.collect(child.stderr);
	const leader = child.pid;
	let exited;
	const exit = exitOf(child).then((value) => {
		exited = value;
		return value;
	});
	async function end() {
		child.stdin.end();
		const timer = new AbortController();
		setTimeout$1(graceMs + 1500, void 0, { signal: timer.signal }).then(() => signalGroup(leader, "SIGKILL"), () => {});
		await exit;
		timer.abort();
	}
	try {
		const identity = await identifyProcess(leader);
		if (identity) await record(identity);
	} catch (error) {
		await end();
		throw error;
	}
	child.stdin.write(`${JSON.stringify(supervised)}\n`);
	return {
		exit,
		exited: () => exited,
		end
	};
}
async function exitOf(child) {
	const closed = once(child, "close");
	const [code, signal] = await once(child, "exit");
	signalGroup(child.pid, "SIGKILL");
	await Promise.race([closed, setTimeout$1(500, void 0, { ref: false })]);
	child.stdout?.destroy();
	child.stderr?.destroy();
	return { code: code ?? 128 + constants$2.signals[signal] };
}

/** A partial clone fetches while it checks out. */
const timeoutMs = 6e5;
/** The shell puts nothing together: each value is one word, whatever is in it. No hook of the repository runs. */
const command = "exec git -C \"$repository\" -c core.hooksPath=/dev/null worktree add --detach \"$checkout\" \"$commit\"";
/**
* Checks out one commit into `checkout`, a path that doesn't exist yet, as a detached worktree of the repository.
* git runs in a process group as the application does: it starts others, which would go on writing after an abort
* or our death. Throws `checkout-failed`, and rejects with an AbortError when aborted; removeCheckout then removes
* what there is of it.
*/
async function addCheckout(options) {
	const { repository, commit, checkout, signal, record } = options;
	if (!isCommitId(commit)) throw new BranchProdError("checkout-failed", "the commit to preview is not a full commit id", { nextStep: "Resolve the ref to a commit first." });
	const output = createOutput([]);
	const variables = {
		...gitEnvironment(),
		repository,
		checkout,
		commit
	};
	const group = await startProcessGroup({
		command,
		folder: "/",
		variables,
		output,
		record
	});
	if ((await exitWithin(group, timeoutMs, signal))?.code === 0) return;
	const reason = gitFailure({ stderr: output.lines().join("\n") });
	throw new BranchProdError("checkout-failed", `commit ${commit} can't be checked out: ${reason}`, { nextStep: `Make sure that the disk has room and that \`git -C ${repository} cat-file -e ${commit}\` succeeds; a shallow clone has to fetch the commit first.` });
}
/**
* Removes a checkout and its entry in the repository, whatever the application did to the folder; nothing happens
* when it is gone already. There is no `git worktree prune`: it would also forget people's own worktrees on disks
* that are not mounted now. Throws `checkout-failed` if the entry can't be removed.
*/
async function removeCheckout(repository, checkout) {
	await removeFolder(checkout);
	try {
		await git(repository, [
			"worktree",
			"remove",
			"--force",
			"--force",
			checkout
		]);
	} catch (error) {
		if (!await isRegistered(repository, checkout)) return;
		throw new BranchProdError("checkout-failed", `the worktree ${checkout} can't be removed from ${repository}: ${gitFailure(error)}`, {
			nextStep: `Run \`git -C ${repository} worktree prune\`.`,
			cause: error
		});
	}
}
/** Whether a text is the full id of a commit, SHA-1 or SHA-256. */
function isCommitId(text) {
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
async function isRegistered(repository, checkout) {
	try {
		const worktrees = await git(repository, [
			"worktree",
			"list",
			"--porcelain"
		]);
		const path = join(await realpath(dirname(checkout)), basename(checkout));
		return worktrees.split("\n").includes(`worktree ${path}`);
	} catch {
		return false;
	}
}

function peg$subclass(child, parent) {
	function C() {
		this.constructor = child;
	}
	C.prototype = parent.prototype;
	child.prototype = new C();
}
function peg$SyntaxError(message, expected, found, location) {
	var self = Error.call(this, message);
	// istanbul ignore next Check is a necessary evil to support older environments
	if (Object.setPrototypeOf) Object.setPrototypeOf(self, peg$SyntaxError.prototype);
	self.expected = expected;
	self.found = found;
	self.location = location;
	self.name = "SyntaxError";
	return self;
}
peg$subclass(peg$SyntaxError, Error);
function peg$padEnd(str, targetLength, padString) {
	padString = padString || " ";
	if (str.length > targetLength) return str;
	targetLength -= str.length;
	padString += padString.repeat(targetLength);
	return str + padString.slice(0, targetLength);
}
peg$SyntaxError.prototype.format = function(sources) {
	var str = "Error: " + this.message;
	if (this.location) {
		var src = null;
		var k = 0;
		for (; k < sources.length; k++) if (sources[k].source === this.location.source) {
			src = sources[k].text.split(/\r\n|\n|\r/g);
			break;
		}
		var s = this.location.start;
		var offset_s = this.location.source && typeof this.location.source.offset === "function" ? this.location.source.offset(s) : s;
		var loc = this.location.source + ":" + offset_s.line + ":" + offset_s.column;
		if (src) {
			var e = this.location.end;
			var filler = peg$padEnd("", offset_s.line.toString().length, " ");
			var line = src[s.line - 1];
			var hatLen = (s.line === e.line ? e.column : line.length + 1) - s.column || 1;
			str += "\n --> " + loc + "\n" + filler + " |\n" + offset_s.line + " | " + line + "\n" + filler + " | " + peg$padEnd("", s.column - 1, " ") + peg$padEnd("", hatLen, "^");
		} else str += "\n at " + loc;
	}
	return str;
};
peg$SyntaxError.buildMessage = function(expected, found) {
	var DESCRIBE_EXPECTATION_FNS = {
		literal: function(expectation) {
			return "\"" + literalEscape(expectation.text) + "\"";
		},
		class: function(expectation) {
			var escapedParts = expectation.parts.map(function(part) {
				return Array.isArray(part) ? classEscape(part[0]) + "-" + classEscape(part[1]) : classEscape(part);
			});
			return "[" + (expectation.inverted ? "^" : "") + escapedParts.join("") + "]";
		},
		any: function() {
			return "any character";
		},
		end: function() {
			return "end of input";
		},
		other: function(expectation) {
			return expectation.description;
		}
	};
	function hex(ch) {
		return ch.charCodeAt(0).toString(16).toUpperCase();
	}
	function literalEscape(s) {
		return s.replace(/\\/g, "\\\\").replace(/"/g, "\\\"").replace(/\0/g, "\\0").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/[\x00-\x0F]/g, function(ch) {
			return "\\x0" + hex(ch);
		}).replace(/[\x10-\x1F\x7F-\x9F]/g, function(ch) {
			return "\\x" + hex(ch);
		});
	}
	function classEscape(s) {
		return s.replace(/\\/g, "\\\\").replace(/\]/g, "\\]").replace(/\^/g, "\\^").replace(/-/g, "\\-").replace(/\0/g, "\\0").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/[\x00-\x0F]/g, function(ch) {
			return "\\x0" + hex(ch);
		}).replace(/[\x10-\x1F\x7F-\x9F]/g, function(ch) {
			return "\\x" + hex(ch);
		});
	}
	function describeExpectation(expectation) {
		return DESCRIBE_EXPECTATION_FNS[expectation.type](expectation);
	}
	function describeExpected(expected) {
		var descriptions = expected.map(describeExpectation);
		var i, j;
		descriptions.sort();
		if (descriptions.length > 0) {
			for (i = 1, j = 1; i < descriptions.length; i++) if (descriptions[i - 1] !== descriptions[i]) {
				descriptions[j] = descriptions[i];
				j++;
			}
			descriptions.length = j;
		}
		switch (descriptions.length) {
			case 1: return descriptions[0];
			case 2: return descriptions[0] + " or " + descriptions[1];
			default: return descriptions.slice(0, -1).join(", ") + ", or " + descriptions[descriptions.length - 1];
		}
	}
	function describeFound(found) {
		return found ? "\"" + literalEscape(found) + "\"" : "end of input";
	}
	return "Expected " + describeExpected(expected) + " but " + describeFound(found) + " found.";
};
function peg$parse(input, options) {
	options = options !== void 0 ? options : {};
	var peg$FAILED = {};
	var peg$source = options.grammarSource;
	var peg$startRuleFunctions = { jsonpath_query: peg$parsejsonpath_query };
	var peg$startRuleFunction = peg$parsejsonpath_query;
	var peg$c0 = "$";
	var peg$c1 = ".";
	var peg$c2 = "..";
	var peg$c3 = "[";
	var peg$c4 = ",";
	var peg$c5 = "]";
	var peg$c6 = "*";
	var peg$c7 = ":";
	var peg$c8 = "?";
	var peg$c9 = "\"";
	var peg$c10 = "'";
	var peg$c11 = "0";
	var peg$c12 = "-";
	var peg$c13 = "||";
	var peg$c14 = "\\";
	var peg$c15 = "u";
	var peg$c16 = "&&";
	var peg$c17 = "d";
	var peg$c18 = "(";
	var peg$c19 = ")";
	var peg$c20 = "!";
	var peg$c21 = "==";
	var peg$c22 = "!=";
	var peg$c23 = "<=";
	var peg$c24 = ">=";
	var peg$c25 = "-0";
	var peg$c26 = "true";
	var peg$c27 = "false";
	var peg$c28 = "null";
	var peg$c29 = "@";
	var peg$c30 = "e";
	var peg$r0 = /^[\t-\n\r ]/;
	var peg$r1 = /^[A-Z_a-z\x80-\uD7FF\uE000-\uFFFF]/;
	var peg$r2 = /^[\uD800-\uDBFF]/;
	var peg$r3 = /^[\uDC00-\uDFFF]/;
	var peg$r5 = /^[0-9]/;
	var peg$r6 = /^[1-9]/;
	var peg$r7 = /^[ -!#-&(-[\]-\uD7FF\uE000-\uFFFF]/;
	var peg$r8 = /^[\/\\bfnrt]/;
	var peg$r9 = /^[A-CE-F]/i;
	var peg$r10 = /^[0-7]/;
	var peg$r11 = /^[8-9]/;
	var peg$r12 = /^[A-B]/i;
	var peg$r13 = /^[C-F]/i;
	var peg$r14 = /^[A-F]/i;
	var peg$r15 = /^[<>]/;
	var peg$r16 = /^[0-9_a-z]/;
	var peg$r17 = /^[+\-]/;
	var peg$r18 = /^[a-z]/;
	var peg$e0 = peg$literalExpectation("$", false);
	var peg$e1 = peg$classExpectation([
		["	", "\n"],
		"\r",
		" "
	], false, false);
	var peg$e2 = peg$literalExpectation(".", false);
	var peg$e3 = peg$literalExpectation("..", false);
	var peg$e4 = peg$literalExpectation("[", false);
	var peg$e5 = peg$literalExpectation(",", false);
	var peg$e6 = peg$literalExpectation("]", false);
	var peg$e7 = peg$literalExpectation("*", false);
	var peg$e8 = peg$classExpectation([
		["A", "Z"],
		"_",
		["a", "z"],
		["", "퟿"],
		["", "￿"]
	], false, false);
	var peg$e9 = peg$classExpectation([["\ud800", "\udbff"]], false, false);
	var peg$e10 = peg$classExpectation([["\udc00", "\udfff"]], false, false);
	var peg$e11 = peg$literalExpectation(":", false);
	var peg$e12 = peg$literalExpectation("?", false);
	var peg$e14 = peg$classExpectation([["0", "9"]], false, false);
	var peg$e15 = peg$literalExpectation("\"", false);
	var peg$e16 = peg$literalExpectation("'", false);
	var peg$e17 = peg$literalExpectation("0", false);
	var peg$e18 = peg$literalExpectation("-", false);
	var peg$e19 = peg$classExpectation([["1", "9"]], false, false);
	var peg$e20 = peg$literalExpectation("||", false);
	var peg$e21 = peg$classExpectation([
		[" ", "!"],
		["#", "&"],
		["(", "["],
		["]", "퟿"],
		["", "￿"]
	], false, false);
	var peg$e22 = peg$literalExpectation("\\", false);
	var peg$e23 = peg$classExpectation([
		"/",
		"\\",
		"b",
		"f",
		"n",
		"r",
		"t"
	], false, false);
	var peg$e24 = peg$literalExpectation("u", false);
	var peg$e25 = peg$literalExpectation("&&", false);
	var peg$e26 = peg$classExpectation([["A", "C"], ["E", "F"]], false, true);
	var peg$e27 = peg$literalExpectation("D", true);
	var peg$e28 = peg$classExpectation([["0", "7"]], false, false);
	var peg$e29 = peg$classExpectation([["8", "9"]], false, false);
	var peg$e30 = peg$classExpectation([["A", "B"]], false, true);
	var peg$e31 = peg$classExpectation([["C", "F"]], false, true);
	var peg$e32 = peg$literalExpectation("(", false);
	var peg$e33 = peg$literalExpectation(")", false);
	var peg$e34 = peg$classExpectation([["A", "F"]], false, true);
	var peg$e35 = peg$literalExpectation("!", false);
	var peg$e36 = peg$literalExpectation("==", false);
	var peg$e37 = peg$literalExpectation("!=", false);
	var peg$e38 = peg$literalExpectation("<=", false);
	var peg$e39 = peg$literalExpectation(">=", false);
	var peg$e40 = peg$classExpectation(["<", ">"], false, false);
	var peg$e41 = peg$literalExpectation("-0", false);
	var peg$e42 = peg$literalExpectation("true", false);
	var peg$e43 = peg$literalExpectation("false", false);
	var peg$e44 = peg$literalExpectation("null", false);
	var peg$e45 = peg$literalExpectation("@", false);
	var peg$e46 = peg$classExpectation([
		["0", "9"],
		"_",
		["a", "z"]
	], false, false);
	var peg$e47 = peg$literalExpectation("e", true);
	var peg$e48 = peg$classExpectation(["+", "-"], false, false);
	var peg$e49 = peg$classExpectation([["a", "z"]], false, false);
	var peg$f0 = function(segments) {
		return {
			type: "JsonPathQuery",
			segments
		};
	};
	var peg$f1 = function(value) {
		return value;
	};
	var peg$f2 = function(value) {
		return value;
	};
	var peg$f3 = function(node) {
		return {
			type: "ChildSegment",
			node
		};
	};
	var peg$f4 = function(node) {
		return {
			type: "DescendantSegment",
			node
		};
	};
	var peg$f5 = function(main, child) {
		return child;
	};
	var peg$f6 = function(main, rest) {
		return [main, ...rest];
	};
	var peg$f7 = function(selectors) {
		return {
			type: "BracketedSelection",
			selectors
		};
	};
	var peg$f8 = function() {
		return { type: "WildcardSelector" };
	};
	var peg$f9 = function(value) {
		return {
			type: "MemberNameShorthand",
			value
		};
	};
	var peg$f10 = function(value) {
		return {
			type: "NameSelector",
			value
		};
	};
	var peg$f11 = function(start, end, value) {
		return value;
	};
	var peg$f12 = function(start, end, step) {
		return {
			start,
			end,
			step
		};
	};
	var peg$f13 = function(values) {
		return {
			type: "SliceSelector",
			start: values.start === "" ? null : Number.parseInt(values.start.trim(), 10),
			end: values.end === "" ? null : Number.parseInt(values.end.trim(), 10),
			step: values.step === "" || values.step === null ? null : Number.parseInt(values.step.trim(), 10)
		};
	};
	var peg$f14 = function(value) {
		return {
			type: "IndexSelector",
			value: Number.parseInt(value, 10)
		};
	};
	var peg$f15 = function(value) {
		return {
			type: "FilterSelector",
			value
		};
	};
	var peg$f16 = function(value) {
		return value;
	};
	var peg$f17 = function(value) {
		return value;
	};
	var peg$f18 = function(value) {
		return value.join("");
	};
	var peg$f19 = function() {
		return "\"";
	};
	var peg$f20 = function(value) {
		switch (value) {
			case "b": return "\b";
			case "f": return "\f";
			case "n": return "\n";
			case "r": return "\r";
			case "t": return "	";
			case "/": return "/";
			case "\\": return "\\";
			default: return value.slice(1);
		}
	};
	var peg$f21 = function() {
		return "'";
	};
	var peg$f22 = function(value) {
		switch (value) {
			case "b": return "\b";
			case "f": return "\f";
			case "n": return "\n";
			case "r": return "\r";
			case "t": return "	";
			case "/": return "/";
			case "\\": return "\\";
			default: return value.slice(1);
		}
	};
	var peg$f23 = function(left, value) {
		return value;
	};
	var peg$f24 = function(left, rest) {
		return rest.length === 0 ? left : {
			type: "LogicalOrExpr",
			left,
			right: rest.length === 1 ? rest[0] : rest.slice(1).reduce((acc, curr) => ({
				type: "LogicalOrExpr",
				left: acc,
				right: curr
			}), rest[0])
		};
	};
	var peg$f25 = function(main, value) {
		return value;
	};
	var peg$f26 = function(main, rest) {
		return [main, ...rest];
	};
	var peg$f27 = function(conditions) {
		return conditions.length === 1 ? conditions[0] : {
			type: "LogicalAndExpr",
			left: conditions[0],
			right: conditions.length === 2 ? conditions[1] : conditions.slice(2).reduce((acc, curr) => ({
				type: "LogicalOrExpr",
				left: acc,
				right: curr
			}), conditions[1])
		};
	};
	var peg$f28 = function() {
		return String.fromCharCode(Number.parseInt(text(), 16));
	};
	var peg$f29 = function(h, l) {
		return String.fromCharCode(Number.parseInt(h, 16)) + String.fromCharCode(Number.parseInt(l, 16));
	};
	var peg$f30 = function(value) {
		return value;
	};
	var peg$f31 = function(not, expression) {
		return not !== null ? {
			type: "LogicalNotExpr",
			expression
		} : expression;
	};
	var peg$f32 = function(left, op, right) {
		return {
			type: "ComparisonExpr",
			left,
			op,
			right
		};
	};
	var peg$f33 = function(not, expression) {
		return not !== null ? {
			type: "LogicalNotExpr",
			expression: {
				type: "TestExpr",
				expression
			}
		} : {
			type: "TestExpr",
			expression
		};
	};
	var peg$f34 = function(value) {
		return {
			type: "FilterQuery",
			value
		};
	};
	var peg$f35 = function(name, f, rest) {
		return rest;
	};
	var peg$f36 = function(name, f, r) {
		return [f, ...r];
	};
	var peg$f37 = function(name, args) {
		return {
			type: "FunctionExpr",
			name,
			arguments: args
		};
	};
	var peg$f38 = function(value) {
		return {
			type: "Literal",
			value
		};
	};
	var peg$f39 = function(segments) {
		return {
			type: "RelQuery",
			segments
		};
	};
	var peg$f40 = function(value) {
		return Number(value);
	};
	var peg$f41 = function() {
		return true;
	};
	var peg$f42 = function() {
		return false;
	};
	var peg$f43 = function() {
		return null;
	};
	var peg$f44 = function(segments) {
		return {
			type: "RelSingularQuery",
			segments
		};
	};
	var peg$f45 = function(segments) {
		return {
			type: "AbsSingularQuery",
			segments
		};
	};
	var peg$f46 = function(segment) {
		return {
			type: "SingularQuerySegment",
			node: segment
		};
	};
	var peg$f47 = function(segments) {
		return segments;
	};
	var peg$f48 = function(value) {
		return value;
	};
	var peg$f49 = function(value) {
		return value;
	};
	var peg$f50 = function(selector) {
		return {
			type: "IndexSelector",
			selector
		};
	};
	var peg$currPos = options.peg$currPos | 0;
	var peg$savedPos = peg$currPos;
	var peg$posDetailsCache = [{
		line: 1,
		column: 1
	}];
	var peg$maxFailPos = peg$currPos;
	var peg$maxFailExpected = options.peg$maxFailExpected || [];
	var peg$silentFails = options.peg$silentFails | 0;
	var peg$result;
	if (options.startRule) {
		if (!(options.startRule in peg$startRuleFunctions)) throw new Error("Can't start parsing from rule \"" + options.startRule + "\".");
		peg$startRuleFunction = peg$startRuleFunctions[options.startRule];
	}
	function text() {
		return input.substring(peg$savedPos, peg$currPos);
	}
	function peg$literalExpectation(text, ignoreCase) {
		return {
			type: "literal",
			text,
			ignoreCase
		};
	}
	function peg$classExpectation(parts, inverted, ignoreCase) {
		return {
			type: "class",
			parts,
			inverted,
			ignoreCase
		};
	}
	function peg$endExpectation() {
		return { type: "end" };
	}
	function peg$computePosDetails(pos) {
		var details = peg$posDetailsCache[pos];
		var p;
		if (details) return details;
		else {
			if (pos >= peg$posDetailsCache.length) p = peg$posDetailsCache.length - 1;
			else {
				p = pos;
				while (!peg$posDetailsCache[--p]);
			}
			details = peg$posDetailsCache[p];
			details = {
				line: details.line,
				column: details.column
			};
			while (p < pos) {
				if (input.charCodeAt(p) === 10) {
					details.line++;
					details.column = 1;
				} else details.column++;
				p++;
			}
			peg$posDetailsCache[pos] = details;
			return details;
		}
	}
	function peg$computeLocation(startPos, endPos, offset) {
		var startPosDetails = peg$computePosDetails(startPos);
		var endPosDetails = peg$computePosDetails(endPos);
		var res = {
			source: peg$source,
			start: {
				offset: startPos,
				line: startPosDetails.line,
				column: startPosDetails.column
			},
			end: {
				offset: endPos,
				line: endPosDetails.line,
				column: endPosDetails.column
			}
		};
		if (offset && peg$source && typeof peg$source.offset === "function") {
			res.start = peg$source.offset(res.start);
			res.end = peg$source.offset(res.end);
		}
		return res;
	}
	function peg$fail(expected) {
		if (peg$currPos < peg$maxFailPos) return;
		if (peg$currPos > peg$maxFailPos) {
			peg$maxFailPos = peg$currPos;
			peg$maxFailExpected = [];
		}
		peg$maxFailExpected.push(expected);
	}
	function peg$buildStructuredError(expected, found, location) {
		return new peg$SyntaxError(peg$SyntaxError.buildMessage(expected, found), expected, found, location);
	}
	function peg$parsejsonpath_query() {
		var s0 = peg$currPos, s1 = peg$parseroot_identifier(), s2;
		if (s1 !== peg$FAILED) {
			s2 = peg$parsesegments();
			peg$savedPos = s0;
			s0 = peg$f0(s2);
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseroot_identifier() {
		var s0;
		if (input.charCodeAt(peg$currPos) === 36) {
			s0 = peg$c0;
			peg$currPos++;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e0);
		}
		return s0;
	}
	function peg$parsesegments() {
		var s0 = [], s1 = peg$currPos, s3;
		peg$parseS();
		s3 = peg$parsesegment();
		if (s3 !== peg$FAILED) {
			peg$savedPos = s1;
			s1 = peg$f1(s3);
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		while (s1 !== peg$FAILED) {
			s0.push(s1);
			s1 = peg$currPos;
			peg$parseS();
			s3 = peg$parsesegment();
			if (s3 !== peg$FAILED) {
				peg$savedPos = s1;
				s1 = peg$f1(s3);
			} else {
				peg$currPos = s1;
				s1 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parseS() {
		var s0 = [], s1 = peg$parseB();
		while (s1 !== peg$FAILED) {
			s0.push(s1);
			s1 = peg$parseB();
		}
		return s0;
	}
	function peg$parsesegment() {
		var s0 = peg$parsechild_segment();
		if (s0 === peg$FAILED) s0 = peg$parsedescendant_segment();
		return s0;
	}
	function peg$parseB() {
		var s0 = input.charAt(peg$currPos);
		if (peg$r0.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e1);
		}
		return s0;
	}
	function peg$parsechild_segment() {
		var s0 = peg$currPos, s1 = peg$parsebracketed_selection(), s2, s3;
		if (s1 === peg$FAILED) {
			s1 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 46) {
				s2 = peg$c1;
				peg$currPos++;
			} else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e2);
			}
			if (s2 !== peg$FAILED) {
				s3 = peg$parsewildcard_selector();
				if (s3 === peg$FAILED) s3 = peg$parsemember_name_shorthand();
				if (s3 !== peg$FAILED) {
					peg$savedPos = s1;
					s1 = peg$f2(s3);
				} else {
					peg$currPos = s1;
					s1 = peg$FAILED;
				}
			} else {
				peg$currPos = s1;
				s1 = peg$FAILED;
			}
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f3(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsedescendant_segment() {
		var s0 = peg$currPos, s1, s2;
		if (input.substr(peg$currPos, 2) === peg$c2) {
			s1 = peg$c2;
			peg$currPos += 2;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e3);
		}
		if (s1 !== peg$FAILED) {
			s2 = peg$parsebracketed_selection();
			if (s2 === peg$FAILED) {
				s2 = peg$parsewildcard_selector();
				if (s2 === peg$FAILED) s2 = peg$parsemember_name_shorthand();
			}
			if (s2 !== peg$FAILED) {
				peg$savedPos = s0;
				s0 = peg$f4(s2);
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsebracketed_selection() {
		var s0 = peg$currPos, s1, s2, s4, s5, s6, s8, s10;
		if (input.charCodeAt(peg$currPos) === 91) {
			s1 = peg$c3;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e4);
		}
		if (s1 !== peg$FAILED) {
			s2 = peg$currPos;
			peg$parseS();
			s4 = peg$parseselector();
			if (s4 !== peg$FAILED) {
				s5 = [];
				s6 = peg$currPos;
				peg$parseS();
				if (input.charCodeAt(peg$currPos) === 44) {
					s8 = peg$c4;
					peg$currPos++;
				} else {
					s8 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e5);
				}
				if (s8 !== peg$FAILED) {
					peg$parseS();
					s10 = peg$parseselector();
					if (s10 !== peg$FAILED) {
						peg$savedPos = s6;
						s6 = peg$f5(s4, s10);
					} else {
						peg$currPos = s6;
						s6 = peg$FAILED;
					}
				} else {
					peg$currPos = s6;
					s6 = peg$FAILED;
				}
				while (s6 !== peg$FAILED) {
					s5.push(s6);
					s6 = peg$currPos;
					peg$parseS();
					if (input.charCodeAt(peg$currPos) === 44) {
						s8 = peg$c4;
						peg$currPos++;
					} else {
						s8 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e5);
					}
					if (s8 !== peg$FAILED) {
						peg$parseS();
						s10 = peg$parseselector();
						if (s10 !== peg$FAILED) {
							peg$savedPos = s6;
							s6 = peg$f5(s4, s10);
						} else {
							peg$currPos = s6;
							s6 = peg$FAILED;
						}
					} else {
						peg$currPos = s6;
						s6 = peg$FAILED;
					}
				}
				peg$savedPos = s2;
				s2 = peg$f6(s4, s5);
			} else {
				peg$currPos = s2;
				s2 = peg$FAILED;
			}
			if (s2 !== peg$FAILED) {
				peg$parseS();
				if (input.charCodeAt(peg$currPos) === 93) {
					s4 = peg$c5;
					peg$currPos++;
				} else {
					s4 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e6);
				}
				if (s4 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f7(s2);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsewildcard_selector() {
		var s0 = peg$currPos, s1;
		if (input.charCodeAt(peg$currPos) === 42) {
			s1 = peg$c6;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e7);
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f8();
		}
		s0 = s1;
		return s0;
	}
	function peg$parsemember_name_shorthand() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$currPos, s3 = peg$parsename_first(), s4, s5;
		if (s3 !== peg$FAILED) {
			s4 = [];
			s5 = peg$parsename_char();
			while (s5 !== peg$FAILED) {
				s4.push(s5);
				s5 = peg$parsename_char();
			}
			s3 = [s3, s4];
			s2 = s3;
		} else {
			peg$currPos = s2;
			s2 = peg$FAILED;
		}
		if (s2 !== peg$FAILED) s1 = input.substring(s1, peg$currPos);
		else s1 = s2;
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f9(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parseselector() {
		var s0 = peg$parsename_selector();
		if (s0 === peg$FAILED) {
			s0 = peg$parsewildcard_selector();
			if (s0 === peg$FAILED) {
				s0 = peg$parseslice_selector();
				if (s0 === peg$FAILED) {
					s0 = peg$parseindex_selector();
					if (s0 === peg$FAILED) s0 = peg$parsefilter_selector();
				}
			}
		}
		return s0;
	}
	function peg$parsename_first() {
		var s0 = input.charAt(peg$currPos), s1, s2;
		if (peg$r1.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e8);
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			s1 = input.charAt(peg$currPos);
			if (peg$r2.test(s1)) peg$currPos++;
			else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e9);
			}
			if (s1 !== peg$FAILED) {
				s2 = input.charAt(peg$currPos);
				if (peg$r3.test(s2)) peg$currPos++;
				else {
					s2 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e10);
				}
				if (s2 !== peg$FAILED) {
					s1 = [s1, s2];
					s0 = s1;
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parsename_char() {
		var s0 = peg$parsename_first();
		if (s0 === peg$FAILED) s0 = peg$parseDIGIT();
		return s0;
	}
	function peg$parsename_selector() {
		var s0 = peg$currPos, s1 = peg$parsestring_literal();
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f10(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parseslice_selector() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$currPos, s3 = peg$currPos, s4 = peg$parseint(), s5, s6, s7, s8, s10, s11;
		if (s4 !== peg$FAILED) {
			s5 = peg$parseS();
			s4 = [s4, s5];
			s3 = s4;
		} else {
			peg$currPos = s3;
			s3 = peg$FAILED;
		}
		if (s3 === peg$FAILED) s3 = null;
		s2 = input.substring(s2, peg$currPos);
		if (input.charCodeAt(peg$currPos) === 58) {
			s3 = peg$c7;
			peg$currPos++;
		} else {
			s3 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e11);
		}
		if (s3 !== peg$FAILED) {
			s4 = peg$parseS();
			s5 = peg$currPos;
			s6 = peg$currPos;
			s7 = peg$parseint();
			if (s7 !== peg$FAILED) {
				s8 = peg$parseS();
				s7 = [s7, s8];
				s6 = s7;
			} else {
				peg$currPos = s6;
				s6 = peg$FAILED;
			}
			if (s6 === peg$FAILED) s6 = null;
			s5 = input.substring(s5, peg$currPos);
			s6 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 58) {
				s7 = peg$c7;
				peg$currPos++;
			} else {
				s7 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e11);
			}
			if (s7 !== peg$FAILED) {
				s8 = peg$currPos;
				s10 = peg$parseS();
				s11 = peg$parseint();
				if (s11 === peg$FAILED) s11 = null;
				s10 = [s10, s11];
				s8 = input.substring(s8, peg$currPos);
				peg$savedPos = s6;
				s6 = peg$f11(s2, s5, s8);
			} else {
				peg$currPos = s6;
				s6 = peg$FAILED;
			}
			if (s6 === peg$FAILED) s6 = null;
			peg$savedPos = s1;
			s1 = peg$f12(s2, s5, s6);
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f13(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parseindex_selector() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parseint();
		if (s2 !== peg$FAILED) s1 = input.substring(s1, peg$currPos);
		else s1 = s2;
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f14(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsefilter_selector() {
		var s0 = peg$currPos, s1, s3;
		if (input.charCodeAt(peg$currPos) === 63) {
			s1 = peg$c8;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e12);
		}
		if (s1 !== peg$FAILED) {
			peg$parseS();
			s3 = peg$parselogical_or_expr();
			if (s3 !== peg$FAILED) {
				peg$savedPos = s0;
				s0 = peg$f15(s3);
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseDIGIT() {
		var s0 = input.charAt(peg$currPos);
		if (peg$r5.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e14);
		}
		return s0;
	}
	function peg$parsestring_literal() {
		var s0 = peg$currPos, s1 = peg$currPos, s2, s3, s4;
		if (input.charCodeAt(peg$currPos) === 34) {
			s2 = peg$c9;
			peg$currPos++;
		} else {
			s2 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e15);
		}
		if (s2 !== peg$FAILED) {
			s3 = [];
			s4 = peg$parsedouble_quoted();
			while (s4 !== peg$FAILED) {
				s3.push(s4);
				s4 = peg$parsedouble_quoted();
			}
			if (input.charCodeAt(peg$currPos) === 34) {
				s4 = peg$c9;
				peg$currPos++;
			} else {
				s4 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e15);
			}
			if (s4 !== peg$FAILED) {
				peg$savedPos = s1;
				s1 = peg$f16(s3);
			} else {
				peg$currPos = s1;
				s1 = peg$FAILED;
			}
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 === peg$FAILED) {
			s1 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 39) {
				s2 = peg$c10;
				peg$currPos++;
			} else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e16);
			}
			if (s2 !== peg$FAILED) {
				s3 = [];
				s4 = peg$parsesingle_quoted();
				while (s4 !== peg$FAILED) {
					s3.push(s4);
					s4 = peg$parsesingle_quoted();
				}
				if (input.charCodeAt(peg$currPos) === 39) {
					s4 = peg$c10;
					peg$currPos++;
				} else {
					s4 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e16);
				}
				if (s4 !== peg$FAILED) {
					peg$savedPos = s1;
					s1 = peg$f17(s3);
				} else {
					peg$currPos = s1;
					s1 = peg$FAILED;
				}
			} else {
				peg$currPos = s1;
				s1 = peg$FAILED;
			}
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f18(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parseint() {
		var s0, s1, s2, s3, s4;
		if (input.charCodeAt(peg$currPos) === 48) {
			s0 = peg$c11;
			peg$currPos++;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e17);
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 45) {
				s1 = peg$c12;
				peg$currPos++;
			} else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e18);
			}
			if (s1 === peg$FAILED) s1 = null;
			s2 = peg$parseDIGIT1();
			if (s2 !== peg$FAILED) {
				s3 = [];
				s4 = peg$parseDIGIT();
				while (s4 !== peg$FAILED) {
					s3.push(s4);
					s4 = peg$parseDIGIT();
				}
				s1 = [
					s1,
					s2,
					s3
				];
				s0 = s1;
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parsedouble_quoted() {
		var s0 = peg$currPos, s1 = peg$parseunescaped(), s2;
		if (s1 !== peg$FAILED) s0 = input.substring(s0, peg$currPos);
		else s0 = s1;
		if (s0 === peg$FAILED) {
			if (input.charCodeAt(peg$currPos) === 39) {
				s0 = peg$c10;
				peg$currPos++;
			} else {
				s0 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e16);
			}
			if (s0 === peg$FAILED) {
				s0 = peg$currPos;
				s1 = peg$parseESC();
				if (s1 !== peg$FAILED) {
					if (input.charCodeAt(peg$currPos) === 34) {
						s2 = peg$c9;
						peg$currPos++;
					} else {
						s2 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e15);
					}
					if (s2 !== peg$FAILED) {
						peg$savedPos = s0;
						s0 = peg$f19();
					} else {
						peg$currPos = s0;
						s0 = peg$FAILED;
					}
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
				if (s0 === peg$FAILED) {
					s0 = peg$currPos;
					s1 = peg$parseESC();
					if (s1 !== peg$FAILED) {
						s2 = peg$parseescapable();
						if (s2 !== peg$FAILED) {
							peg$savedPos = s0;
							s0 = peg$f20(s2);
						} else {
							peg$currPos = s0;
							s0 = peg$FAILED;
						}
					} else {
						peg$currPos = s0;
						s0 = peg$FAILED;
					}
				}
			}
		}
		return s0;
	}
	function peg$parsesingle_quoted() {
		var s0 = peg$currPos, s1 = peg$parseunescaped(), s2;
		if (s1 !== peg$FAILED) s0 = input.substring(s0, peg$currPos);
		else s0 = s1;
		if (s0 === peg$FAILED) {
			if (input.charCodeAt(peg$currPos) === 34) {
				s0 = peg$c9;
				peg$currPos++;
			} else {
				s0 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e15);
			}
			if (s0 === peg$FAILED) {
				s0 = peg$currPos;
				s1 = peg$parseESC();
				if (s1 !== peg$FAILED) {
					if (input.charCodeAt(peg$currPos) === 39) {
						s2 = peg$c10;
						peg$currPos++;
					} else {
						s2 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e16);
					}
					if (s2 !== peg$FAILED) {
						peg$savedPos = s0;
						s0 = peg$f21();
					} else {
						peg$currPos = s0;
						s0 = peg$FAILED;
					}
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
				if (s0 === peg$FAILED) {
					s0 = peg$currPos;
					s1 = peg$parseESC();
					if (s1 !== peg$FAILED) {
						s2 = peg$parseescapable();
						if (s2 !== peg$FAILED) {
							peg$savedPos = s0;
							s0 = peg$f22(s2);
						} else {
							peg$currPos = s0;
							s0 = peg$FAILED;
						}
					} else {
						peg$currPos = s0;
						s0 = peg$FAILED;
					}
				}
			}
		}
		return s0;
	}
	function peg$parseDIGIT1() {
		var s0 = input.charAt(peg$currPos);
		if (peg$r6.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e19);
		}
		return s0;
	}
	function peg$parselogical_or_expr() {
		var s0 = peg$currPos, s1 = peg$parselogical_and_expr(), s2, s3, s5, s7;
		if (s1 !== peg$FAILED) {
			s2 = [];
			s3 = peg$currPos;
			peg$parseS();
			if (input.substr(peg$currPos, 2) === peg$c13) {
				s5 = peg$c13;
				peg$currPos += 2;
			} else {
				s5 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e20);
			}
			if (s5 !== peg$FAILED) {
				peg$parseS();
				s7 = peg$parselogical_and_expr();
				if (s7 !== peg$FAILED) {
					peg$savedPos = s3;
					s3 = peg$f23(s1, s7);
				} else {
					peg$currPos = s3;
					s3 = peg$FAILED;
				}
			} else {
				peg$currPos = s3;
				s3 = peg$FAILED;
			}
			while (s3 !== peg$FAILED) {
				s2.push(s3);
				s3 = peg$currPos;
				peg$parseS();
				if (input.substr(peg$currPos, 2) === peg$c13) {
					s5 = peg$c13;
					peg$currPos += 2;
				} else {
					s5 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e20);
				}
				if (s5 !== peg$FAILED) {
					peg$parseS();
					s7 = peg$parselogical_and_expr();
					if (s7 !== peg$FAILED) {
						peg$savedPos = s3;
						s3 = peg$f23(s1, s7);
					} else {
						peg$currPos = s3;
						s3 = peg$FAILED;
					}
				} else {
					peg$currPos = s3;
					s3 = peg$FAILED;
				}
			}
			peg$savedPos = s0;
			s0 = peg$f24(s1, s2);
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseunescaped() {
		var s0 = input.charAt(peg$currPos), s1, s2;
		if (peg$r7.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e21);
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			s1 = input.charAt(peg$currPos);
			if (peg$r2.test(s1)) peg$currPos++;
			else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e9);
			}
			if (s1 !== peg$FAILED) {
				s2 = input.charAt(peg$currPos);
				if (peg$r3.test(s2)) peg$currPos++;
				else {
					s2 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e10);
				}
				if (s2 !== peg$FAILED) {
					s1 = [s1, s2];
					s0 = s1;
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parseESC() {
		var s0;
		if (input.charCodeAt(peg$currPos) === 92) {
			s0 = peg$c14;
			peg$currPos++;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e22);
		}
		return s0;
	}
	function peg$parseescapable() {
		var s0 = input.charAt(peg$currPos), s1, s2;
		if (peg$r8.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e23);
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 117) {
				s1 = peg$c15;
				peg$currPos++;
			} else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e24);
			}
			if (s1 !== peg$FAILED) {
				s2 = peg$parsehexchar();
				if (s2 !== peg$FAILED) {
					s1 = [s1, s2];
					s0 = s1;
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parselogical_and_expr() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parsebasic_expr(), s3, s4, s6, s8;
		if (s2 !== peg$FAILED) {
			s3 = [];
			s4 = peg$currPos;
			peg$parseS();
			if (input.substr(peg$currPos, 2) === peg$c16) {
				s6 = peg$c16;
				peg$currPos += 2;
			} else {
				s6 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e25);
			}
			if (s6 !== peg$FAILED) {
				peg$parseS();
				s8 = peg$parsebasic_expr();
				if (s8 !== peg$FAILED) {
					peg$savedPos = s4;
					s4 = peg$f25(s2, s8);
				} else {
					peg$currPos = s4;
					s4 = peg$FAILED;
				}
			} else {
				peg$currPos = s4;
				s4 = peg$FAILED;
			}
			while (s4 !== peg$FAILED) {
				s3.push(s4);
				s4 = peg$currPos;
				peg$parseS();
				if (input.substr(peg$currPos, 2) === peg$c16) {
					s6 = peg$c16;
					peg$currPos += 2;
				} else {
					s6 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e25);
				}
				if (s6 !== peg$FAILED) {
					peg$parseS();
					s8 = peg$parsebasic_expr();
					if (s8 !== peg$FAILED) {
						peg$savedPos = s4;
						s4 = peg$f25(s2, s8);
					} else {
						peg$currPos = s4;
						s4 = peg$FAILED;
					}
				} else {
					peg$currPos = s4;
					s4 = peg$FAILED;
				}
			}
			peg$savedPos = s1;
			s1 = peg$f26(s2, s3);
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f27(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsehexchar() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parsenon_surrogate(), s3, s4, s5, s6;
		if (s2 !== peg$FAILED) {
			peg$savedPos = s1;
			s2 = peg$f28();
		}
		s1 = s2;
		if (s1 === peg$FAILED) {
			s1 = peg$currPos;
			s2 = peg$currPos;
			s3 = peg$parsehigh_surrogate();
			if (s3 !== peg$FAILED) s2 = input.substring(s2, peg$currPos);
			else s2 = s3;
			if (s2 !== peg$FAILED) {
				if (input.charCodeAt(peg$currPos) === 92) {
					s3 = peg$c14;
					peg$currPos++;
				} else {
					s3 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e22);
				}
				if (s3 !== peg$FAILED) {
					if (input.charCodeAt(peg$currPos) === 117) {
						s4 = peg$c15;
						peg$currPos++;
					} else {
						s4 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e24);
					}
					if (s4 !== peg$FAILED) {
						s5 = peg$currPos;
						s6 = peg$parselow_surrogate();
						if (s6 !== peg$FAILED) s5 = input.substring(s5, peg$currPos);
						else s5 = s6;
						if (s5 !== peg$FAILED) {
							peg$savedPos = s1;
							s1 = peg$f29(s2, s5);
						} else {
							peg$currPos = s1;
							s1 = peg$FAILED;
						}
					} else {
						peg$currPos = s1;
						s1 = peg$FAILED;
					}
				} else {
					peg$currPos = s1;
					s1 = peg$FAILED;
				}
			} else {
				peg$currPos = s1;
				s1 = peg$FAILED;
			}
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f30(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsebasic_expr() {
		var s0 = peg$parseparen_expr();
		if (s0 === peg$FAILED) {
			s0 = peg$parsecomparison_expr();
			if (s0 === peg$FAILED) s0 = peg$parsetest_expr();
		}
		return s0;
	}
	function peg$parsenon_surrogate() {
		var s0 = peg$currPos, s1 = peg$parseDIGIT(), s2, s3, s4, s5;
		if (s1 === peg$FAILED) {
			s1 = input.charAt(peg$currPos);
			if (peg$r9.test(s1)) peg$currPos++;
			else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e26);
			}
		}
		if (s1 !== peg$FAILED) {
			s2 = peg$currPos;
			s3 = [];
			s4 = peg$parseHEXDIG();
			while (s4 !== peg$FAILED) {
				s3.push(s4);
				if (s3.length >= 3) s4 = peg$FAILED;
				else s4 = peg$parseHEXDIG();
			}
			if (s3.length < 3) {
				peg$currPos = s2;
				s2 = peg$FAILED;
			} else s2 = s3;
			if (s2 !== peg$FAILED) {
				s1 = [s1, s2];
				s0 = s1;
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			s1 = input.charAt(peg$currPos);
			if (s1.toLowerCase() === peg$c17) peg$currPos++;
			else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e27);
			}
			if (s1 !== peg$FAILED) {
				s2 = input.charAt(peg$currPos);
				if (peg$r10.test(s2)) peg$currPos++;
				else {
					s2 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e28);
				}
				if (s2 !== peg$FAILED) {
					s3 = peg$currPos;
					s4 = [];
					s5 = peg$parseHEXDIG();
					while (s5 !== peg$FAILED) {
						s4.push(s5);
						if (s4.length >= 2) s5 = peg$FAILED;
						else s5 = peg$parseHEXDIG();
					}
					if (s4.length < 2) {
						peg$currPos = s3;
						s3 = peg$FAILED;
					} else s3 = s4;
					if (s3 !== peg$FAILED) {
						s1 = [
							s1,
							s2,
							s3
						];
						s0 = s1;
					} else {
						peg$currPos = s0;
						s0 = peg$FAILED;
					}
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parsehigh_surrogate() {
		var s0 = peg$currPos, s1 = input.charAt(peg$currPos), s2, s3, s4, s5;
		if (s1.toLowerCase() === peg$c17) peg$currPos++;
		else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e27);
		}
		if (s1 !== peg$FAILED) {
			s2 = input.charAt(peg$currPos);
			if (peg$r11.test(s2)) peg$currPos++;
			else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e29);
			}
			if (s2 === peg$FAILED) {
				s2 = input.charAt(peg$currPos);
				if (peg$r12.test(s2)) peg$currPos++;
				else {
					s2 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e30);
				}
			}
			if (s2 !== peg$FAILED) {
				s3 = peg$currPos;
				s4 = [];
				s5 = peg$parseHEXDIG();
				while (s5 !== peg$FAILED) {
					s4.push(s5);
					if (s4.length >= 2) s5 = peg$FAILED;
					else s5 = peg$parseHEXDIG();
				}
				if (s4.length < 2) {
					peg$currPos = s3;
					s3 = peg$FAILED;
				} else s3 = s4;
				if (s3 !== peg$FAILED) {
					s1 = [
						s1,
						s2,
						s3
					];
					s0 = s1;
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parselow_surrogate() {
		var s0 = peg$currPos, s1 = input.charAt(peg$currPos), s2, s3, s4, s5;
		if (s1.toLowerCase() === peg$c17) peg$currPos++;
		else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e27);
		}
		if (s1 !== peg$FAILED) {
			s2 = input.charAt(peg$currPos);
			if (peg$r13.test(s2)) peg$currPos++;
			else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e31);
			}
			if (s2 !== peg$FAILED) {
				s3 = peg$currPos;
				s4 = [];
				s5 = peg$parseHEXDIG();
				while (s5 !== peg$FAILED) {
					s4.push(s5);
					if (s4.length >= 2) s5 = peg$FAILED;
					else s5 = peg$parseHEXDIG();
				}
				if (s4.length < 2) {
					peg$currPos = s3;
					s3 = peg$FAILED;
				} else s3 = s4;
				if (s3 !== peg$FAILED) {
					s1 = [
						s1,
						s2,
						s3
					];
					s0 = s1;
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseparen_expr() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parselogical_not_op(), s3, s4, s6;
		if (s2 !== peg$FAILED) {
			s3 = peg$parseS();
			s2 = [s2, s3];
			s1 = s2;
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 === peg$FAILED) s1 = null;
		if (input.charCodeAt(peg$currPos) === 40) {
			s2 = peg$c18;
			peg$currPos++;
		} else {
			s2 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e32);
		}
		if (s2 !== peg$FAILED) {
			s3 = peg$parseS();
			s4 = peg$parselogical_or_expr();
			if (s4 !== peg$FAILED) {
				peg$parseS();
				if (input.charCodeAt(peg$currPos) === 41) {
					s6 = peg$c19;
					peg$currPos++;
				} else {
					s6 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e33);
				}
				if (s6 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f31(s1, s4);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsecomparison_expr() {
		var s0 = peg$currPos, s1 = peg$parsecomparable(), s3, s5;
		if (s1 !== peg$FAILED) {
			peg$parseS();
			s3 = peg$parsecomparison_op();
			if (s3 !== peg$FAILED) {
				peg$parseS();
				s5 = peg$parsecomparable();
				if (s5 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f32(s1, s3, s5);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsetest_expr() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parselogical_not_op(), s3;
		if (s2 !== peg$FAILED) {
			s3 = peg$parseS();
			s2 = [s2, s3];
			s1 = s2;
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 === peg$FAILED) s1 = null;
		s2 = peg$parsefilter_query();
		if (s2 === peg$FAILED) s2 = peg$parsefunction_expr();
		if (s2 !== peg$FAILED) {
			peg$savedPos = s0;
			s0 = peg$f33(s1, s2);
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseHEXDIG() {
		var s0 = peg$parseDIGIT();
		if (s0 === peg$FAILED) {
			s0 = input.charAt(peg$currPos);
			if (peg$r14.test(s0)) peg$currPos++;
			else {
				s0 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e34);
			}
		}
		return s0;
	}
	function peg$parselogical_not_op() {
		var s0;
		if (input.charCodeAt(peg$currPos) === 33) {
			s0 = peg$c20;
			peg$currPos++;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e35);
		}
		return s0;
	}
	function peg$parsecomparable() {
		var s0 = peg$parseliteral();
		if (s0 === peg$FAILED) {
			s0 = peg$parsesingular_query();
			if (s0 === peg$FAILED) s0 = peg$parsefunction_expr();
		}
		return s0;
	}
	function peg$parsecomparison_op() {
		var s0;
		if (input.substr(peg$currPos, 2) === peg$c21) {
			s0 = peg$c21;
			peg$currPos += 2;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e36);
		}
		if (s0 === peg$FAILED) {
			if (input.substr(peg$currPos, 2) === peg$c22) {
				s0 = peg$c22;
				peg$currPos += 2;
			} else {
				s0 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e37);
			}
			if (s0 === peg$FAILED) {
				if (input.substr(peg$currPos, 2) === peg$c23) {
					s0 = peg$c23;
					peg$currPos += 2;
				} else {
					s0 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e38);
				}
				if (s0 === peg$FAILED) {
					if (input.substr(peg$currPos, 2) === peg$c24) {
						s0 = peg$c24;
						peg$currPos += 2;
					} else {
						s0 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e39);
					}
					if (s0 === peg$FAILED) {
						s0 = input.charAt(peg$currPos);
						if (peg$r15.test(s0)) peg$currPos++;
						else {
							s0 = peg$FAILED;
							if (peg$silentFails === 0) peg$fail(peg$e40);
						}
					}
				}
			}
		}
		return s0;
	}
	function peg$parsefilter_query() {
		var s0 = peg$currPos, s1 = peg$parserel_query();
		if (s1 === peg$FAILED) s1 = peg$parsejsonpath_query();
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f34(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsefunction_expr() {
		var s0 = peg$currPos, s1 = peg$parsefunction_name(), s2, s4, s5, s6, s7, s9, s11;
		if (s1 !== peg$FAILED) {
			if (input.charCodeAt(peg$currPos) === 40) {
				s2 = peg$c18;
				peg$currPos++;
			} else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e32);
			}
			if (s2 !== peg$FAILED) {
				peg$parseS();
				s4 = peg$currPos;
				s5 = peg$parsefunction_argument();
				if (s5 !== peg$FAILED) {
					s6 = [];
					s7 = peg$currPos;
					peg$parseS();
					if (input.charCodeAt(peg$currPos) === 44) {
						s9 = peg$c4;
						peg$currPos++;
					} else {
						s9 = peg$FAILED;
						if (peg$silentFails === 0) peg$fail(peg$e5);
					}
					if (s9 !== peg$FAILED) {
						peg$parseS();
						s11 = peg$parsefunction_argument();
						if (s11 !== peg$FAILED) {
							peg$savedPos = s7;
							s7 = peg$f35(s1, s5, s11);
						} else {
							peg$currPos = s7;
							s7 = peg$FAILED;
						}
					} else {
						peg$currPos = s7;
						s7 = peg$FAILED;
					}
					while (s7 !== peg$FAILED) {
						s6.push(s7);
						s7 = peg$currPos;
						peg$parseS();
						if (input.charCodeAt(peg$currPos) === 44) {
							s9 = peg$c4;
							peg$currPos++;
						} else {
							s9 = peg$FAILED;
							if (peg$silentFails === 0) peg$fail(peg$e5);
						}
						if (s9 !== peg$FAILED) {
							peg$parseS();
							s11 = peg$parsefunction_argument();
							if (s11 !== peg$FAILED) {
								peg$savedPos = s7;
								s7 = peg$f35(s1, s5, s11);
							} else {
								peg$currPos = s7;
								s7 = peg$FAILED;
							}
						} else {
							peg$currPos = s7;
							s7 = peg$FAILED;
						}
					}
					peg$savedPos = s4;
					s4 = peg$f36(s1, s5, s6);
				} else {
					peg$currPos = s4;
					s4 = peg$FAILED;
				}
				if (s4 === peg$FAILED) s4 = null;
				s5 = peg$parseS();
				if (input.charCodeAt(peg$currPos) === 41) {
					s6 = peg$c19;
					peg$currPos++;
				} else {
					s6 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e33);
				}
				if (s6 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f37(s1, s4);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseliteral() {
		var s0 = peg$currPos, s1 = peg$parsenumber();
		if (s1 === peg$FAILED) {
			s1 = peg$parsestring_literal();
			if (s1 === peg$FAILED) {
				s1 = peg$parsetrue();
				if (s1 === peg$FAILED) {
					s1 = peg$parsefalse();
					if (s1 === peg$FAILED) s1 = peg$parsenull();
				}
			}
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f38(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsesingular_query() {
		var s0 = peg$parserel_singular_query();
		if (s0 === peg$FAILED) s0 = peg$parseabs_singular_query();
		return s0;
	}
	function peg$parserel_query() {
		var s0 = peg$currPos, s1 = peg$parsecurrent_node_identifier(), s2;
		if (s1 !== peg$FAILED) {
			s2 = peg$parsesegments();
			if (s2 !== peg$FAILED) {
				peg$savedPos = s0;
				s0 = peg$f39(s2);
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsefunction_name() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$parseLCALPHA(), s3, s4;
		if (s2 !== peg$FAILED) {
			s3 = [];
			s4 = peg$parsefunction_name_char();
			while (s4 !== peg$FAILED) {
				s3.push(s4);
				s4 = peg$parsefunction_name_char();
			}
			s2 = [s2, s3];
			s1 = s2;
		} else {
			peg$currPos = s1;
			s1 = peg$FAILED;
		}
		if (s1 !== peg$FAILED) s0 = input.substring(s0, peg$currPos);
		else s0 = s1;
		return s0;
	}
	function peg$parsefunction_argument() {
		var s0 = peg$parseliteral();
		if (s0 === peg$FAILED) {
			s0 = peg$parsefilter_query();
			if (s0 === peg$FAILED) {
				s0 = peg$parsefunction_expr();
				if (s0 === peg$FAILED) s0 = peg$parselogical_or_expr();
			}
		}
		return s0;
	}
	function peg$parsenumber() {
		var s0 = peg$currPos, s1 = peg$currPos, s2 = peg$currPos, s3 = peg$parseint(), s4, s5;
		if (s3 === peg$FAILED) {
			if (input.substr(peg$currPos, 2) === peg$c25) {
				s3 = peg$c25;
				peg$currPos += 2;
			} else {
				s3 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e41);
			}
		}
		if (s3 !== peg$FAILED) {
			s4 = peg$parsefrac();
			if (s4 === peg$FAILED) s4 = null;
			s5 = peg$parseexp();
			if (s5 === peg$FAILED) s5 = null;
			s3 = [
				s3,
				s4,
				s5
			];
			s2 = s3;
		} else {
			peg$currPos = s2;
			s2 = peg$FAILED;
		}
		if (s2 !== peg$FAILED) s1 = input.substring(s1, peg$currPos);
		else s1 = s2;
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f40(s1);
		}
		s0 = s1;
		return s0;
	}
	function peg$parsetrue() {
		var s0 = peg$currPos, s1;
		if (input.substr(peg$currPos, 4) === peg$c26) {
			s1 = peg$c26;
			peg$currPos += 4;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e42);
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f41();
		}
		s0 = s1;
		return s0;
	}
	function peg$parsefalse() {
		var s0 = peg$currPos, s1;
		if (input.substr(peg$currPos, 5) === peg$c27) {
			s1 = peg$c27;
			peg$currPos += 5;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e43);
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f42();
		}
		s0 = s1;
		return s0;
	}
	function peg$parsenull() {
		var s0 = peg$currPos, s1;
		if (input.substr(peg$currPos, 4) === peg$c28) {
			s1 = peg$c28;
			peg$currPos += 4;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e44);
		}
		if (s1 !== peg$FAILED) {
			peg$savedPos = s0;
			s1 = peg$f43();
		}
		s0 = s1;
		return s0;
	}
	function peg$parserel_singular_query() {
		var s0 = peg$currPos, s1 = peg$parsecurrent_node_identifier(), s2;
		if (s1 !== peg$FAILED) {
			s2 = peg$parsesingular_query_segments();
			peg$savedPos = s0;
			s0 = peg$f44(s2);
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseabs_singular_query() {
		var s0 = peg$currPos, s1 = peg$parseroot_identifier(), s2;
		if (s1 !== peg$FAILED) {
			s2 = peg$parsesingular_query_segments();
			peg$savedPos = s0;
			s0 = peg$f45(s2);
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsecurrent_node_identifier() {
		var s0;
		if (input.charCodeAt(peg$currPos) === 64) {
			s0 = peg$c29;
			peg$currPos++;
		} else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e45);
		}
		return s0;
	}
	function peg$parsefunction_name_char() {
		var s0 = input.charAt(peg$currPos);
		if (peg$r16.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e46);
		}
		return s0;
	}
	function peg$parsefrac() {
		var s0 = peg$currPos, s1, s2, s3;
		if (input.charCodeAt(peg$currPos) === 46) {
			s1 = peg$c1;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e2);
		}
		if (s1 !== peg$FAILED) {
			s2 = [];
			s3 = peg$parseDIGIT();
			if (s3 !== peg$FAILED) while (s3 !== peg$FAILED) {
				s2.push(s3);
				s3 = peg$parseDIGIT();
			}
			else s2 = peg$FAILED;
			if (s2 !== peg$FAILED) {
				s1 = [s1, s2];
				s0 = s1;
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parseexp() {
		var s0 = peg$currPos, s1 = input.charAt(peg$currPos), s2, s3, s4;
		if (s1.toLowerCase() === peg$c30) peg$currPos++;
		else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e47);
		}
		if (s1 !== peg$FAILED) {
			s2 = input.charAt(peg$currPos);
			if (peg$r17.test(s2)) peg$currPos++;
			else {
				s2 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e48);
			}
			if (s2 === peg$FAILED) s2 = null;
			s3 = [];
			s4 = peg$parseDIGIT();
			if (s4 !== peg$FAILED) while (s4 !== peg$FAILED) {
				s3.push(s4);
				s4 = peg$parseDIGIT();
			}
			else s3 = peg$FAILED;
			if (s3 !== peg$FAILED) {
				s1 = [
					s1,
					s2,
					s3
				];
				s0 = s1;
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	function peg$parsesingular_query_segments() {
		var s0 = peg$currPos, s1 = [], s2 = peg$currPos, s4;
		peg$parseS();
		s4 = peg$parsename_segment();
		if (s4 === peg$FAILED) s4 = peg$parseindex_segment();
		if (s4 !== peg$FAILED) {
			peg$savedPos = s2;
			s2 = peg$f46(s4);
		} else {
			peg$currPos = s2;
			s2 = peg$FAILED;
		}
		while (s2 !== peg$FAILED) {
			s1.push(s2);
			s2 = peg$currPos;
			peg$parseS();
			s4 = peg$parsename_segment();
			if (s4 === peg$FAILED) s4 = peg$parseindex_segment();
			if (s4 !== peg$FAILED) {
				peg$savedPos = s2;
				s2 = peg$f46(s4);
			} else {
				peg$currPos = s2;
				s2 = peg$FAILED;
			}
		}
		peg$savedPos = s0;
		s1 = peg$f47(s1);
		s0 = s1;
		return s0;
	}
	function peg$parseLCALPHA() {
		var s0 = input.charAt(peg$currPos);
		if (peg$r18.test(s0)) peg$currPos++;
		else {
			s0 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e49);
		}
		return s0;
	}
	function peg$parsename_segment() {
		var s0 = peg$currPos, s1, s2, s3;
		if (input.charCodeAt(peg$currPos) === 91) {
			s1 = peg$c3;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e4);
		}
		if (s1 !== peg$FAILED) {
			s2 = peg$parsename_selector();
			if (s2 !== peg$FAILED) {
				if (input.charCodeAt(peg$currPos) === 93) {
					s3 = peg$c5;
					peg$currPos++;
				} else {
					s3 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e6);
				}
				if (s3 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f48(s2);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		if (s0 === peg$FAILED) {
			s0 = peg$currPos;
			if (input.charCodeAt(peg$currPos) === 46) {
				s1 = peg$c1;
				peg$currPos++;
			} else {
				s1 = peg$FAILED;
				if (peg$silentFails === 0) peg$fail(peg$e2);
			}
			if (s1 !== peg$FAILED) {
				s2 = peg$parsemember_name_shorthand();
				if (s2 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f49(s2);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		}
		return s0;
	}
	function peg$parseindex_segment() {
		var s0 = peg$currPos, s1, s2, s3;
		if (input.charCodeAt(peg$currPos) === 91) {
			s1 = peg$c3;
			peg$currPos++;
		} else {
			s1 = peg$FAILED;
			if (peg$silentFails === 0) peg$fail(peg$e4);
		}
		if (s1 !== peg$FAILED) {
			s2 = peg$parseindex_selector();
			if (s2 !== peg$FAILED) {
				if (input.charCodeAt(peg$currPos) === 93) {
					s3 = peg$c5;
					peg$currPos++;
				} else {
					s3 = peg$FAILED;
					if (peg$silentFails === 0) peg$fail(peg$e6);
				}
				if (s3 !== peg$FAILED) {
					peg$savedPos = s0;
					s0 = peg$f50(s2);
				} else {
					peg$currPos = s0;
					s0 = peg$FAILED;
				}
			} else {
				peg$currPos = s0;
				s0 = peg$FAILED;
			}
		} else {
			peg$currPos = s0;
			s0 = peg$FAILED;
		}
		return s0;
	}
	peg$result = peg$startRuleFunction();
	if (options.peg$library) return {
		peg$result,
		peg$currPos,
		peg$FAILED,
		peg$maxFailExpected,
		peg$maxFailPos
	};
	if (peg$result !== peg$FAILED && peg$currPos === input.length) return peg$result;
	else {
		if (peg$result !== peg$FAILED && peg$currPos < input.length) peg$fail(peg$endExpectation());
		throw peg$buildStructuredError(peg$maxFailExpected, peg$maxFailPos < input.length ? input.charAt(peg$maxFailPos) : null, peg$maxFailPos < input.length ? peg$computeLocation(peg$maxFailPos, peg$maxFailPos + 1) : peg$computeLocation(peg$maxFailPos, peg$maxFailPos));
	}
}

function parser_default(input) {
	return peg$parse(input);
}

const script = new Script("work()");
/**
* Runs `work`, which may hold a hostile regular expression, glob or query, and interrupts it after `limitMs`.
* The event loop stands still meanwhile.
*
* V8 interrupts its regular expressions while they backtrack, so no thread is needed:
* https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
*
* @param limit.what the work, as the message begins with it
* @throws {BranchProdError} `limit.code` when the time is over; whatever `work` throws
*/
function runWithin({ limitMs, what, code }, work) {
	try {
		return script.runInNewContext({ work }, { timeout: limitMs });
	} catch (error) {
		if (error?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
		throw new BranchProdError(code, `${what} took longer than ${limitMs} ms.`, {
			nextStep: "Simplify it: nested repetitions take exponential time.",
			cause: error
		});
	}
}

const MAX_LENGTH = 200;
/**
* Text of unknown origin, fit for a message: one line of at most 200 characters, `…` where it was cut,
* without control characters, broken surrogates or characters that change the direction of writing.
*/
function excerpt(text) {
	const characters = [...text.slice(0, 402).toWellFormed()];
	return (characters.length > MAX_LENGTH ? [...characters.slice(0, 199), "…"] : characters).join("").replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ");
}

const REGEX_LIMIT_MS = 1e3;
const phrase = union([string().min(1, "write at least one character"), number$1()], { error: "write the text to look for: value: \"…\"" }).transform(String);
const phrases$1 = array(phrase, { error: "write a list of texts: value: [\"…\", \"…\"]" }).min(1, "list at least one text: value: [\"…\"]");
const prefix = string({ error: "write the beginning as text: value: \"…\"" }).min(1, "write at least one character");
const pattern = string({ error: "write the regular expression as text: value: \"…\"" }).min(1, "write at least one character").superRefine((source, context) => {
	const problem = syntaxProblem(source);
	if (problem) context.addIssue(`not a regular expression of JavaScript: ${problem}`);
});
const json = unknown().refine((value) => json$1().safeParse(value).success, "write the text or JSON that the answer must be");
/**
* What an answer must be, named and meant as in promptfoo; `not-` before a type inverts it.
* Narrower than promptfoo where it would guess: lists are lists (no comma-separated text), no empty texts
* (every answer contains them), and `is-json` takes no schema.
* https://promptfoo.dev/docs/configuration/expected-outputs/deterministic/
*/
const assertionSchema = discriminatedUnion("type", [
	strictObject({
		type: _enum([
			"contains",
			"not-contains",
			"icontains",
			"not-icontains"
		]),
		value: phrase
	}),
	strictObject({
		type: _enum([...[
			"contains-all",
			"not-contains-all",
			"icontains-all",
			"not-icontains-all"
		], ...[
			"contains-any",
			"not-contains-any",
			"icontains-any",
			"not-icontains-any"
		]]),
		value: phrases$1
	}),
	strictObject({
		type: _enum(["starts-with", "not-starts-with"]),
		value: prefix
	}),
	strictObject({
		type: _enum(["regex", "not-regex"]),
		value: pattern
	}),
	strictObject({
		type: _enum(["equals", "not-equals"]),
		value: json
	}),
	strictObject({ type: _enum(["is-json", "not-is-json"]) })
]);
/**
* The assertions that do not hold for an answer, each as `type: value`, the value cut at 200 characters.
*
* @throws {BranchProdError} `replay-failed` when a regular expression can't be run or takes longer than a second
*/
function evaluate(assertions, answer) {
	return assertions.filter((assertion) => isMet(assertion, answer) === assertion.type.startsWith("not-")).map(describe);
}
/** Whether the assertion without its `not-` is met. */
function isMet(assertion, answer) {
	const folded = answer.toLowerCase();
	switch (assertion.type) {
		case "contains":
		case "not-contains": return answer.includes(assertion.value);
		case "icontains":
		case "not-icontains": return folded.includes(assertion.value.toLowerCase());
		case "contains-all":
		case "not-contains-all": return assertion.value.every((text) => answer.includes(text));
		case "contains-any":
		case "not-contains-any": return assertion.value.some((text) => answer.includes(text));
		case "icontains-all":
		case "not-icontains-all": return assertion.value.every((text) => folded.includes(text.toLowerCase()));
		case "icontains-any":
		case "not-icontains-any": return assertion.value.some((text) => folded.includes(text.toLowerCase()));
		case "starts-with":
		case "not-starts-with": return answer.startsWith(assertion.value);
		case "regex":
		case "not-regex": return matches(assertion.value, answer);
		case "equals":
		case "not-equals": return equals(assertion.value, answer);
		case "is-json":
		case "not-is-json": return parseJson(answer) !== void 0;
	}
}
function matches(source, answer) {
	const what = `The assertion regex: ${excerpt(source)}`;
	try {
		return runWithin({
			limitMs: REGEX_LIMIT_MS,
			what,
			code: "replay-failed"
		}, () => new RegExp(source).test(answer));
	} catch (error) {
		if (error instanceof BranchProdError) throw error;
		throw new BranchProdError("replay-failed", `${what} can't be run.`, {
			nextStep: "Write a smaller expression.",
			cause: error
		});
	}
}
/** Objects and lists are compared with the answer's JSON, everything else with its text. */
function equals(expected, answer) {
	if (typeof expected !== "object") return String(expected) === answer;
	return isDeepStrictEqual(expected, parseJson(answer));
}
/** JSON has no `undefined`, which therefore says that the text is none. */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function describe(assertion) {
	if (!("value" in assertion)) return assertion.type;
	const { type, value } = assertion;
	return `${type}: ${excerpt(typeof value === "string" ? value : JSON.stringify(value))}`;
}
/** Only V8's reason: its whole message repeats the expression, which may hold what is to be masked. */
function syntaxProblem(source) {
	try {
		new RegExp(source);
		return;
	} catch (error) {
		return error.message.split(": ").at(-1);
	}
}

/** Milliseconds, whole. */
const milliseconds = int().nonnegative();
const count = int().nonnegative();
const share = number$1().min(0).max(1);
/**
* `fixed`, `not-fixed` and `regressed` compare a commit with its base: the failure happened before and no longer
* does, happens as before, happens only now. Without a base, or where the base settles nothing, the others are used.
*/
const verdictSchema = _enum([
	"reproduced",
	"not-reproduced",
	"fixed",
	"not-fixed",
	"regressed",
	"inconclusive",
	"error"
]);
/** A row, named by its table and the columns of its key. */
const recordSchema = strictObject({
	table: string(),
	key: record(string(), union([string(), number$1()]))
});
const retrievedRecordSchema = recordSchema.extend({ rank: int().positive() });
const trialSchema = strictObject({
	ok: boolean(),
	answer: string(),
	durationMs: milliseconds,
	retrieved: array(retrievedRecordSchema),
	/** What is known of the model's part; fields that nobody measured are absent. */
	model: strictObject({
		name: string().optional(),
		promptTokens: count.optional(),
		finishReason: string().optional()
	}),
	/** The assertions that did not hold, as `type: value`. */
	failed: array(string()),
	/** Why there is no answer to judge: the application crashed, timed out or answered with an error. */
	error: string().optional()
});
const replayResultSchema = strictObject({
	case: string(),
	trials: array(trialSchema),
	failures: count,
	/** Failures among the trials that gave an answer; 0 if none did. */
	rate: share,
	/** Wilson score interval of `rate` at 95 %. */
	interval: tuple([share, share]),
	verdict: verdictSchema
});
const stepSchema = _enum([
	"config",
	"snapshot",
	"proof",
	"branch",
	"preview",
	"replay",
	"report"
]);
/**
* The result document of one investigation, version 1: what `branch-prod run --json` prints.
* Field names are a public contract.
*/
const resultSchema = strictObject({
	version: literal(1),
	investigation: strictObject({
		id: string(),
		thread: string().optional(),
		startedAt: datetime(),
		durationMs: milliseconds
	}),
	source: strictObject({
		engine: string(),
		server: string(),
		/** The instant whose state the snapshot holds. */
		at: datetime(),
		/** The commit that the preview ran. */
		commit: string()
	}),
	snapshot: strictObject({
		id: string(),
		cached: boolean(),
		durationMs: milliseconds,
		bytes: count,
		/** What differs from the source besides the masking, in sentences without values. */
		notes: array(string())
	}),
	sanitization: strictObject({
		tables: count,
		columns: count,
		valuesMasked: count,
		durationMs: milliseconds,
		neutralised: array(string())
	}),
	proof: strictObject({
		valuesSearched: count,
		leaks: count,
		rankings: strictObject({
			probes: count,
			identical: count,
			overlap: share
		})
	}),
	branch: strictObject({
		id: string(),
		copy: _enum(["reflink", "copy"]),
		readyMs: milliseconds
	}),
	preview: strictObject({
		url: string(),
		readyMs: milliseconds,
		expiresAt: datetime()
	}),
	replays: array(replayResultSchema),
	/** The same cases on the commit to compare with, each with its own verdict; the comparison is in `replays`. */
	base: strictObject({
		commit: string(),
		replays: array(replayResultSchema)
	}).optional(),
	culprit: strictObject({
		records: array(recordSchema),
		necessary: boolean(),
		sufficient: boolean(),
		probes: count,
		durationMs: milliseconds
	}).optional(),
	timeline: array(strictObject({
		step: stepSchema,
		startMs: milliseconds,
		durationMs: milliseconds
	}))
});

/**
* `preview.json`: what has to be known to end a preview after a crash. Its paths are not in it but always the same,
* so that nobody who changes the file can have another folder removed.
*/
const descriptionSchema = strictObject({
	/** The git repository that has the checkout as a worktree. */
	repository: string().min(1),
	/** The leader of the process group, once there is one. */
	supervisor: processIdentitySchema.optional()
});
/** Where a preview keeps its things below its directory. */
function previewPaths(directory) {
	return {
		checkout: join(directory, "checkout"),
		home: join(directory, "home"),
		temporary: join(directory, "tmp"),
		description: join(directory, "preview.json")
	};
}
/** Makes the folders of a preview, readable by our user only. Throws `state-unusable` when the disk refuses. */
async function makePreviewFolders(directory) {
	const { home, temporary } = previewPaths(directory);
	try {
		for (const path of [
			directory,
			home,
			temporary
		]) await mkdir(path, {
			recursive: true,
			mode: 448
		});
	} catch (error) {
		throw notWritable(directory, error);
	}
}
/** Writes `preview.json`, as a whole or not at all. Throws `state-unusable` when the disk refuses. */
async function describePreview(directory, description) {
	const path = previewPaths(directory).description;
	try {
		await writeFile(`${path}.new`, `${JSON.stringify(description)}\n`, { mode: 384 });
		await rename(`${path}.new`, path);
	} catch (error) {
		throw notWritable(directory, error);
	}
}
/** Reads `preview.json`; `undefined` when there is none. Throws `state-unusable` when it isn't ours any more. */
async function readPreviewDescription(directory) {
	const path = previewPaths(directory).description;
	try {
		return descriptionSchema.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (error) {
		if (error.code === "ENOENT") return void 0;
		throw new BranchProdError("state-unusable", `${path} can't be read as a preview's description`, {
			nextStep: `Make sure that nothing of the preview runs, remove ${directory}, and run \`git worktree prune\` in the previewed repository.`,
			cause: error
		});
	}
}
/** Removes everything that a preview keeps, its description last: until then the removal can be repeated. */
async function removePreviewFolders(directory, repository) {
	const { checkout, home, temporary, description } = previewPaths(directory);
	await removeCheckout(repository, checkout);
	for (const path of [
		home,
		temporary,
		`${description}.new`,
		description
	]) await removeFolder(path);
}
function notWritable(directory, cause) {
	const { code } = cause;
	return new BranchProdError("state-unusable", `${directory} can't be written (${code})`, {
		nextStep: "Make room on its disk, or choose another state folder with --state.",
		cause
	});
}

/**
* Ends what is left of a preview whose program died: the process group, if its leader is still that very process,
* then the checkout and everything else in its directory. The directory itself stays. Safe to repeat, and for a
* directory that never held a preview. The caller makes sure that the program is dead. Throws `state-unusable` if
* the description is damaged, `checkout-failed` if the repository keeps the worktree.
*/
async function endOrphanedPreview(directory) {
	const description = await readPreviewDescription(directory);
	if (!description) return;
	const { repository, supervisor } = description;
	if (supervisor && await isRunning(supervisor)) {
		await endRestOfGroup(supervisor.pid);
		if (await isRunning(supervisor)) signalGroup(supervisor.pid, "SIGKILL");
	}
	await removePreviewFolders(directory, repository);
}

/** An error of the client as ours, without what GitHub answered; any other error as it is. */
function convertFailure(error) {
	if (!(error instanceof Error && error.name === "HttpError" && "status" in error)) return error;
	const status = Number(error.status);
	const isRight = status === 401 || status === 403 || status === 404;
	return new BranchProdError("github-failed", `GitHub answered ${status}.`, {
		nextStep: isRight ? "Give the job the permissions that .github/workflows/branch-prod.yml lists." : "Start it again when GitHub answers.",
		cause: error
	});
}

const maxUrlLength = 2e3;
/**
* A link in our own words to a web address from outside, which can't break out of it; `undefined` for what is no
* http or https address or is very long. Credentials in the address are left out.
*/
function webLink(words, address) {
	const url = URL.parse(address);
	const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
	if (url === null || !isWeb || url.href.length > maxUrlLength) return void 0;
	url.username = "";
	url.password = "";
	return `[${words}](<${escapeDestination(url.href)}>)`;
}
/** The URL parser leaves no `<`, `>` or line break; entities and backslashes are Markdown's own escapes. */
function escapeDestination(href) {
	return href.replaceAll("&", "&amp;").replaceAll("\\", "%5C");
}

/** The HTTP status of GitHub's answer, if the error is one. */
function errorStatus(error) {
	const status = error instanceof Error && "status" in error ? error.status : void 0;
	return typeof status === "number" ? status : void 0;
}

/** Whether GitHub answered that there is no such thing, or no longer, or none that we may see: 404 or 410. */
function isNotFound(error) {
	const status = errorStatus(error);
	return status === 404 || status === 410;
}

/**
* Reacts to the comment that asked, or to the thread itself where none did. The same reaction twice is one. What was
* deleted meanwhile gets none, which is no failure.
*/
async function react(client, { owner, repo, number }, comment, content) {
	try {
		if (comment === void 0) await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/reactions", {
			owner,
			repo,
			issue_number: number,
			content
		});
		else await client.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
			owner,
			repo,
			comment_id: comment,
			content
		});
	} catch (error) {
		if (!isNotFound(error)) throw error;
	}
}

/** Does something that nothing else depends on: when it fails, the log says so, and `undefined` comes back. */
async function attempt(runner, what, work) {
	try {
		return await work();
	} catch (error) {
		runner.warning(`${what}: ${safeMessage(error)}`);
		return;
	}
}
/** What of an error may stand in a log: of one that is not ours its kind and place. */
function safeMessage(error) {
	const { message, nextStep } = describeFailure(convertFailure(error), new AbortController().signal);
	return `${message} ${nextStep}`;
}

/** The `task` of our deployments, by which the App knows them; other people's mostly have `deploy`. */
const deploymentTask = "branch-prod";
/** The environment that a thread's previews are deployed to. */
function environmentOf({ number }) {
	return `branch-prod/${number}`;
}
/** The state of a deployment's newest status, as GitHub names it; `undefined` if it has none. */
async function newestDeploymentState(client, { owner, repo }, deployment) {
	const { data } = await client.request("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		owner,
		repo,
		deployment_id: deployment,
		per_page: 100
	});
	return data.toSorted((one, other) => Number(other.id) - Number(one.id))[0]?.state;
}

/** From what needs somebody most to what needs nobody. */
const byWeight = [
	"error",
	"regressed",
	"not-fixed",
	"reproduced",
	"inconclusive",
	"not-reproduced",
	"fixed"
];
/** One verdict for all cases: that which needs somebody most. `error` where nothing was replayed. */
function overallVerdict(replays) {
	const verdicts = new Set(replays.map(({ verdict }) => verdict));
	return byWeight.find((verdict) => verdicts.has(verdict)) ?? "error";
}

/** GitHub's limit for a status's description. */
const longestDescription = 140;
/**
* Shows an investigation as a deployment of its commit to the environment `branch-prod/<thread>`: `in_progress` when
* the snapshot begins, `success` with the preview's address as soon as that answers, `success` again with the verdict,
* or `failure`.
*
* @param options.commit the full id of the previewed commit; asked for after the step `config`.
* @param options.onCreated gets GitHub's id of the deployment.
*/
function deploymentReporter(settings, options) {
	let deployment;
	let url;
	async function set(state, description) {
		if (deployment === void 0) return;
		await setDeploymentStatus(settings, deployment, {
			state,
			description,
			...state === "success" && url !== void 0 ? { url } : {}
		});
	}
	async function on(event) {
		if (event.type === "step-started" && event.step === "snapshot") {
			deployment = await createDeployment(settings, options.commit());
			options.onCreated(deployment);
			await set("in_progress", "The snapshot is made.");
		} else if (event.type === "finding" && event.finding.kind === "preview") {
			url = event.finding.url;
			await set("success", "The preview answers; the cases are replayed.");
		} else if (event.type === "finished") {
			url = event.result.preview.url;
			await set("success", overallVerdict(event.result.replays));
		} else if (event.type === "failed") await set(event.code === "interrupted" ? "inactive" : "failure", `${event.code}, no verdict`);
	}
	return {
		on,
		end: () => set("inactive", "The preview has ended.")
	};
}
/** Adds a status; `url` is the preview's. */
async function setDeploymentStatus({ client, thread, runUrl }, deployment, { state, description, url }) {
	const { owner, repo } = thread;
	await client.request("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		owner,
		repo,
		deployment_id: deployment,
		state,
		description: description.slice(0, longestDescription),
		log_url: runUrl,
		...url !== void 0 && { environment_url: url }
	});
}
async function createDeployment({ client, thread, order, run }, commit) {
	const { owner, repo, number } = thread;
	const { data } = await client.request("POST /repos/{owner}/{repo}/deployments", {
		owner,
		repo,
		ref: commit,
		environment: environmentOf(thread),
		task: deploymentTask,
		description: `branch-prod for #${number}`,
		payload: {
			order,
			thread: number,
			run
		},
		auto_merge: false,
		required_contexts: [],
		transient_environment: true,
		production_environment: false
	});
	if (!("id" in data)) throw new Error("GitHub made no deployment");
	return Number(data.id);
}

/** All comments of a thread, the oldest first, asked for page by page as they are read. */
async function* issueComments(client, { owner, repo, number }) {
	const pages = composePaginateRest.iterator(client, "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		owner,
		repo,
		issue_number: number,
		per_page: 100
	});
	for await (const { data } of pages) for (const { id, body, user, updated_at: updatedAt } of data) yield {
		id,
		body: body ?? "",
		author: authorOf(user),
		updatedAt
	};
}
/** Whether one of our own accounts wrote the comment. A person can't be one, whatever the login is. */
function isOurs({ author }, logins) {
	return author.type === "Bot" && logins.includes(author.login);
}
/** The author as GitHub gives it. */
function authorOf(user) {
	return {
		login: user?.login ?? "",
		type: user?.type ?? ""
	};
}

/** Paths or globs, relative to the repository and never out of it. */
const globsSchema = array(string().regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/, "must be a path or glob inside the repository, such as \"src/**\""));

/** A JSONPath query (RFC 9535), for example `$.user.email`; kept as written. */
const jsonPathSchema = string().refine(isJsonPath, "must be a JSONPath (RFC 9535) such as \"$.answer\"");
function isJsonPath(text) {
	try {
		parser_default(text);
		return true;
	} catch {
		return false;
	}
}

/** A text that is not blank. */
const textSchema = string().regex(/\S/, "must not be empty");

/**
* The path of a URL on the preview's own origin, for example `/ask`. `//host`, `/\host` and control characters, which
* URL parsers drop, are refused: they would lead to another host.
*/
const urlPathSchema = string().regex(/^\/(?!\/)(?!.*\\)[ -~]*$/, "must be a path such as \"/ask\", with one slash first");

const request = strictObject({
	method: _enum([
		"GET",
		"POST",
		"PUT",
		"PATCH",
		"DELETE"
	]).default("POST").describe("HTTP method."),
	path: urlPathSchema.describe("Path in the preview; {{input}} becomes the question."),
	headers: record(string().regex(/^[!#$%&'*+.^`|~\w-]+$/, "must be the name of an HTTP header"), string().regex(/^[ -~]*$/, "must be one line of ASCII")).prefault({}).describe("HTTP headers."),
	body: json$1().describe("Sent as JSON; {{input}} in any string becomes the question.").optional()
}).refine(({ method, body }) => method !== "GET" || body === void 0, {
	path: ["body"],
	error: "a GET request can have no body"
});
const retrieved = strictObject({
	rows: jsonPathSchema.describe("JSONPath that gives one node per retrieved row, in rank order."),
	table: string().regex(/^([^.*]+\.)?[^.*]+$/, "must be table or schema.table").describe("The table of the rows: table or schema.table."),
	key: textSchema.describe("The column that is the table's key.")
});
/** How often a case may be repeated: each trial is a request to the application and its model. */
const mostTrials = 100;
/** The config's section `replay`. */
const replaySchema = strictObject({
	trials: int().min(1, "must be at least 1").max(100, `must be at most ${100}`).default(5).describe("How often each case is repeated."),
	request: request.describe("How a question is put to the application."),
	answer: jsonPathSchema.describe("JSONPath of the answer in the application's response."),
	retrieved: retrieved.describe("Where the response names the rows that the answer stands on.").optional(),
	cases: globsSchema.prefault([".branch-prod/cases/**"]).describe("The files that hold cases.")
});

const text$1 = string({ error: "write text" }).regex(/\S/, "write some text or leave it out");
const phrases = array(string({ error: "write a text" }).min(1, "write a text"), { error: "write a list of texts: [\"…\", \"…\"]" });
/** Each field given here replaces that of the config's `replay.request`; a GET has no body. */
const requestSchema = strictObject({
	method: _enum([
		"GET",
		"POST",
		"PUT",
		"PATCH",
		"DELETE"
	]).exactOptional(),
	path: string().startsWith("/", "write a path that begins with \"/\"").exactOptional(),
	headers: record(string(), string(), { error: "write a map of texts: { accept-language: de }" }).exactOptional(),
	body: unknown().refine((body) => json$1().safeParse(body).success, "write text, a map, a list or a number").exactOptional()
}).refine(({ method, body }) => method !== "GET" || body === void 0, {
	error: "a GET has no body; put the question into the path or choose POST",
	path: ["body"]
});
/** What a case is called: in its file, in a command on a thread and in an order. */
const caseNameSchema = string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "write a name of at most 100 small letters, digits, \".\", \"_\" and \"-\": name: wrong-price");
const fieldsSchema = strictObject({
	name: caseNameSchema,
	question: text$1.exactOptional(),
	request: requestSchema.exactOptional(),
	observed: text$1.exactOptional(),
	expected: text$1.exactOptional(),
	occurredAt: datetime({
		offset: true,
		error: "write an ISO 8601 time such as 2026-03-01T14:05:00Z"
	}).exactOptional(),
	trace: string().regex(/^[\w.:-]{1,200}$/, "write the id as letters, digits, \".\", \"_\", \":\" and \"-\"").exactOptional(),
	assert: array(assertionSchema, { error: "write a list of assertions: [{ type: icontains, value: \"…\" }]" }).exactOptional(),
	mustContain: phrases.exactOptional(),
	mustNotContain: phrases.exactOptional()
});
/** Problems between fields are told together with those of single fields, so that nobody has to try twice. */
const always = { when: ({ value }) => isMap(value) };
/**
* A case: one recorded failing interaction and the assertions that must hold for it to be right.
* `mustContain` and `mustNotContain` are short for assertions `icontains` and `not-icontains`.
*/
const caseSchema = fieldsSchema.refine(({ question, request }) => question !== void 0 || request !== void 0, {
	...always,
	error: "missing; write what the person asked: question: \"…\"",
	path: ["question"]
}).refine(({ assert, mustContain, mustNotContain }) => [
	assert,
	mustContain,
	mustNotContain
].some((list) => list !== void 0 && list.length !== 0), {
	...always,
	error: "missing; say what makes an answer right: mustNotContain: [\"…\"]",
	path: ["assert"]
}).transform(({ assert = [], mustContain = [], mustNotContain = [], ...rest }) => ({
	...rest,
	assert: [
		...assert,
		...mustContain.map((value) => ({
			type: "icontains",
			value
		})),
		...mustNotContain.map((value) => ({
			type: "not-icontains",
			value
		}))
	]
}));
function isMap(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

const commitId = string().regex(/^[0-9a-f]{40}$/);
const positive$1 = int().positive();
/** How many cases an order may name. */
const mostCases = 20;
/** Names one request: the same event gives the same id, so that it starts one run however often it arrives. */
const orderIdSchema = string().regex(/^[0-9a-f]{16}$/);
/**
* What the App asks of the Action: one investigation for one thread. It travels as inputs of a workflow, which anybody
* with write access can also send, so that the Action checks what it says.
*/
const orderSchema = strictObject({
	id: orderIdSchema,
	/** Number of the issue or pull request. */
	thread: positive$1,
	/** The commit to preview; without one the deployed commit. */
	head: commitId.exactOptional(),
	/** The commit to compare with. */
	base: commitId.exactOptional(),
	/** Names of committed cases; without any, those of `issue`, and without that all of `replay.cases`. */
	cases: array(caseNameSchema).max(20).default([]),
	/** The issue whose text holds the case, and the SHA-256 (hex) of the text that was approved. */
	issue: strictObject({
		number: positive$1,
		digest: string().regex(/^[0-9a-f]{64}$/)
	}).exactOptional(),
	trials: positive$1.max(100).exactOptional(),
	/** The instant whose data are branched; without one the present. */
	at: datetime({ precision: 3 }).exactOptional(),
	/** The comment that reports, which the App has written. */
	comment: positive$1.exactOptional(),
	/** The comment that asked, for the reactions; without one the thread itself did. */
	reactTo: positive$1.exactOptional()
});
/** The id of the order that these facts make, such as thread, event and its number. */
function orderId(...facts) {
	return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}
/** SHA-256 (hex) of an issue's text, by which the Action knows that it is the approved one. */
function textDigest(text) {
	return createHash("sha256").update(text).digest("hex");
}

/** What is known of a thread, kept in the hidden first line of the comment that reports on it. */
const threadStateSchema = strictObject({
	/** The newest order. */
	order: orderIdSchema,
	/** When it was given, by GitHub's clock where the event has a time. An older one never replaces it. */
	orderedAt: datetime(),
	/**
	* `queued`: asked for, no run has begun; `running`; `finished`: with a result; `failed`: without one;
	* `ended`: taken down, or nothing could be started.
	*/
	phase: _enum([
		"queued",
		"running",
		"finished",
		"failed",
		"ended"
	]),
	/** The workflow run, from its start on. */
	run: int().positive().exactOptional(),
	/** The comment that asked; without one the thread itself did. */
	reactTo: int().positive().exactOptional(),
	/** All orders that were taken, the newest last. */
	handled: array(orderIdSchema).max(50)
});
const marker = /^<!-- branch-prod (\{[^\n<>]*\}) -->\n/;
/** A comment's text: the state, invisible, then the body. */
function formatComment(state, body) {
	const handled = state.handled.slice(-50);
	return `<!-- branch-prod ${JSON.stringify({
		...state,
		handled
	})} -->\n${body}`;
}
/**
* The state and body of a comment that {@link formatComment} made; `undefined` for any other text. Whoever asks has
* made sure that the comment is our own: anybody can write the same line.
*/
function parseComment(text) {
	const normal = text.replaceAll("\r\n", "\n");
	const match = marker.exec(normal);
	if (match === null) return void 0;
	try {
		return {
			state: threadStateSchema.parse(JSON.parse(match[1])),
			body: normal.slice(match[0].length)
		};
	} catch {
		return;
	}
}

/** Some events have no time of GitHub's: ours need not agree with it to the second. */
const CLOCK_SLACK_MS = 6e5;
/**
* The thread's report comment: the oldest one that begins with our marker and was written by a bot with one of
* `logins`. Others can write the same marker; theirs is never taken.
*/
async function findThreadComment(client, thread, logins) {
	for await (const comment of issueComments(client, thread)) {
		const parsed = isOurs(comment, logins) ? parseComment(comment.body) : void 0;
		if (parsed === void 0) continue;
		const state = withPossibleTime(parsed.state, comment.updatedAt);
		return {
			id: comment.id,
			state,
			body: parsed.body
		};
	}
}
/**
* No order was given after it was written down. People with write access can edit the comment: a time in the far future
* would make every request to come an older one, which is passed over in silence.
*/
function withPossibleTime(state, updatedAt) {
	return Date.parse(state.orderedAt) <= Date.parse(updatedAt) + CLOCK_SLACK_MS ? state : {
		...state,
		orderedAt: updatedAt
	};
}
/** A comment by its id; `undefined` if it is gone or holds no state. */
async function readThreadComment(client, { owner, repo }, id) {
	try {
		const { data } = await client.request("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", {
			owner,
			repo,
			comment_id: id
		});
		const parsed = parseComment(data.body ?? "");
		if (parsed === void 0) return void 0;
		const thread = Number(/\/issues\/(\d+)$/.exec(data.issue_url)?.[1]);
		return {
			id: Number(data.id),
			...parsed,
			author: authorOf(data.user),
			thread
		};
	} catch (error) {
		if (isNotFound(error)) return void 0;
		throw error;
	}
}
/**
* Writes the thread's report comment for the first time and gives its id. When GitHub fails, it may be there all the
* same: whoever tries again has to look first.
*/
async function createThreadComment(client, { owner, repo, number }, state, body) {
	const { data } = await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		owner,
		repo,
		issue_number: number,
		body: formatComment(state, body),
		request: { retries: 0 }
	});
	return Number(data.id);
}
/** Replaces state and body of the report comment `id`. */
async function updateThreadComment(client, { owner, repo }, id, state, body) {
	await client.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
		owner,
		repo,
		comment_id: id,
		body: formatComment(state, body)
	});
}

/** An instant in the past, written in ISO 8601 with its zone; a `Date` once parsed. */
const instantSchema = datetime({
	offset: true,
	error: "must be a time with its zone, such as 2026-03-01T14:05:00Z"
}).transform((text) => new Date(text)).refine((instant) => instant.getTime() < Date.now(), "must be in the past");

const optional = (schema) => preprocess((text) => text === "" ? void 0 : text, schema.optional());
const wholeNumber = string().regex(/^[1-9]\d{0,9}$/, "must be a whole number above 0").transform(Number);
const ref = string().max(255, "must have at most 255 characters");
const onOff = _enum(["true", "false"], { error: "must be true or false" }).transform((text) => text === "true");
/** The inputs, each a text, under the names that `action.yml` gives them. */
const inputsSchema = strictObject({
	thread: optional(wholeNumber),
	order: optional(string().transform(parseOrder)),
	case: string().transform((text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "")),
	ref: optional(ref),
	base: optional(ref),
	trials: optional(wholeNumber.refine((trials) => trials <= 100, `must be a whole number from 1 to ${100}`)),
	at: optional(instantSchema),
	expect: optional(_enum(verdictSchema.options, { error: `must be ${verdictSchema.options.join(", ")}` })),
	hold: onOff,
	state: optional(string()),
	token: string().min(1, "is missing").transform((text) => new Secret(text))
});
/**
* Reads the inputs. The token is masked before anything else happens. Throws `usage`, which says what is wrong with
* which input and repeats none of them.
*/
function readInputs(runner) {
	const texts = Object.fromEntries(Object.keys(inputsSchema.shape).map((name) => [name, runner.getInput(name)]));
	if (texts.token) runner.setSecret(texts.token);
	const parsed = inputsSchema.safeParse(texts);
	if (!parsed.success) throw unusable(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
	const inputs = parsed.data;
	const { order, thread } = inputs;
	if (order === void 0) return inputs;
	if (thread !== void 0 && thread !== order.thread) throw unusable("order: of another thread");
	const own = [
		"case",
		"ref",
		"base",
		"trials",
		"at"
	].filter((name) => texts[name] !== "");
	if (own.length > 0) throw unusable(`${own.join(", ")}: not together with order`);
	return inputs;
}
function parseOrder(text, context) {
	try {
		return orderSchema.parse(JSON.parse(text));
	} catch {
		context.issues.push({
			code: "custom",
			message: "is no order of the App",
			input: text
		});
		return NEVER;
	}
}
function unusable(problems) {
	return new BranchProdError("usage", `The inputs can't be used: ${problems}.`, { nextStep: "Correct `with` of this step; action.yml says what each input means." });
}

const positive = int().positive();
const schema = strictObject({
	order: orderIdSchema,
	thread: positive.exactOptional(),
	comment: positive.exactOptional(),
	deployment: positive.exactOptional(),
	/** The engine's folder. */
	stateFolder: string(),
	/** The folder of `result.json`, which later steps of the job may read. */
	outcomeFolder: string().exactOptional(),
	/** Whether the thread has its report. */
	isReported: boolean(),
	/** Whether nothing is left to be done but the removal of files. */
	isOver: boolean()
});
const name = "branch-prod";
/** Keeps it at once: the next moment may be the last. */
function keepState(runner, state) {
	runner.saveState(name, JSON.stringify(state));
}
/** `undefined` when the main step ended before it began. */
function keptState(runner) {
	const text = runner.getState(name);
	return text === "" ? void 0 : schema.parse(JSON.parse(text));
}

const text = string().min(1);
const repositoryName = string().regex(/^[\w.-]+\/[\w.-]+$/);
/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
const environmentSchema = object({
	GITHUB_REPOSITORY: repositoryName,
	GITHUB_WORKSPACE: text,
	GITHUB_API_URL: url(),
	GITHUB_SERVER_URL: url(),
	GITHUB_RUN_ID: number().int().positive(),
	GITHUB_RUN_ATTEMPT: number().int().positive(),
	GITHUB_EVENT_NAME: text,
	GITHUB_EVENT_PATH: text,
	/** Another person than the event's sender, when somebody runs a job again. */
	GITHUB_TRIGGERING_ACTOR: text.optional(),
	RUNNER_TEMP: text,
	RUNNER_TOOL_CACHE: text
});
/** What is read of the webhook event; a scheduled one has no sender. */
const eventSchema = object({
	sender: object({
		login: text,
		type: text
	}).optional(),
	pull_request: object({
		number: int().positive(),
		head: object({
			sha: string().regex(/^[0-9a-f]{40}$/),
			repo: object({ full_name: repositoryName }).nullish()
		})
	}).optional()
});
/** Reads what the runner says of the run. Throws `usage` outside of a workflow. */
async function readRunContext(environment) {
	try {
		const said = environmentSchema.parse(environment);
		const event = eventSchema.parse(JSON.parse(await readFile(said.GITHUB_EVENT_PATH, "utf8")));
		const [owner = "", repo = ""] = said.GITHUB_REPOSITORY.split("/");
		return {
			repository: {
				owner,
				repo
			},
			workspace: said.GITHUB_WORKSPACE,
			apiUrl: said.GITHUB_API_URL,
			serverUrl: said.GITHUB_SERVER_URL,
			run: said.GITHUB_RUN_ID,
			attempt: said.GITHUB_RUN_ATTEMPT,
			runUrl: `${said.GITHUB_SERVER_URL}/${owner}/${repo}/actions/runs/${said.GITHUB_RUN_ID}`,
			eventName: said.GITHUB_EVENT_NAME,
			...startedBy(event.sender, said.GITHUB_TRIGGERING_ACTOR),
			...pullOf(event.pull_request, said.GITHUB_REPOSITORY),
			temporary: said.RUNNER_TEMP,
			toolCache: said.RUNNER_TOOL_CACHE
		};
	} catch (cause) {
		throw new BranchProdError("usage", "This is no run of a workflow on GitHub.", {
			nextStep: "Use it as a step of a workflow; from a terminal run `branch-prod run`.",
			cause
		});
	}
}
function startedBy(sender, actor) {
	if (sender === void 0) return {};
	if (actor !== void 0 && actor !== sender.login) return { startedBy: {
		login: actor,
		isBot: false
	} };
	return { startedBy: {
		login: sender.login,
		isBot: sender.type === "Bot"
	} };
}
function pullOf(pull, repository) {
	if (pull === void 0) return {};
	const { number, head } = pull;
	const isFork = head.repo?.full_name.toLowerCase() !== repository.toLowerCase();
	return { pull: {
		number,
		head: head.sha,
		isFork
	} };
}

/** The runner that executes this Action. */
function githubRunner() {
	return {
		environment: process.env,
		output: process.stdout,
		getInput,
		setSecret,
		setOutput,
		setFailed,
		warning,
		saveState,
		getState,
		async writeSummary(markdown) {
			await summary.addRaw(markdown).write();
		},
		async uploadArtifact(name, files, folder) {
			const { DefaultArtifactClient } = await import("./artifact.js");
			await new DefaultArtifactClient().uploadArtifact(name, [...files], folder);
		}
	};
}

export { BRANCH_ROLE as $, endOrphanedPreview as A, parser_default as B, attempt as C, errorStatus as D, isNotFound as E, resultSchema as F, lastLines as G, isCommitId as H, stepSchema as I, gitBytes as J, exitWithin as K, evaluate as L, makePreviewFolders as M, previewPaths as N, webLink as O, removePreviewFolders as P, chooseEngine as Q, excerpt as R, newestDeploymentState as S, react as T, startProcessGroup as U, addCheckout as V, createOutput as W, gitFailure as X, gitEnvironment as Y, describeFailure as Z, jsonPathSchema as _, atTime as _t, readInputs as a, discriminatedUnion as at, setDeploymentStatus as b, readThreadComment as c, number$1 as ct, orderIdSchema as d, string as dt, Secret as et, textDigest as f, union as ft, textSchema as g, programVersion as gt, urlPathSchema as h, createGitHubClient as ht, keptState as i, array as it, describePreview as j, convertFailure as k, updateThreadComment as l, record as lt, replaySchema as m, errorCodes as mt, readRunContext as n, _enum as nt, createThreadComment as o, int as ot, caseSchema as p, BranchProdError as pt, git as q, keepState as r, _null as rt, findThreadComment as s, literal as st, githubRunner as t, ZodObject as tt, orderId as u, strictObject as ut, globsSchema as v, safeMessage as w, overallVerdict as x, deploymentReporter as y, runWithin as z };