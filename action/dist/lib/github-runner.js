import { i as __toESM, r as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { _ as composePaginateRest, b as require_light, c as setOutput, d as summary, i as getState, l as setSecret, o as saveState, r as getInput, s as setFailed, u as warning, x as Octokit, y as retry } from "./core.js";
import { C as url, D as BranchProdError, E as NEVER, S as unknown, T as _isoDateTime, _ as record, b as tuple, c as array, d as int, f as json$1, g as preprocess, h as object, i as ZodNumber, l as boolean, m as number$1, n as Secret, o as _enum, p as literal, r as ZodISODateTime, t as parser_default, u as discriminatedUnion, v as strictObject, w as _coercedNumber, x as union, y as string } from "./parser.js";
import { n as graceMs, r as signalGroup, t as endRestOfGroup } from "./end-group.js";
import { findPackageJSON } from "node:module";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { chmodSync, chownSync, closeSync, constants, copyFileSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { access, chmod, chown, constants as constants$1, copyFile, lstat, mkdir, open, readFile, readdir, readlink, realpath, rename, rm, stat, statfs, symlink, unlink, writeFile } from "node:fs/promises";
import { setImmediate as setImmediate$1, setTimeout as setTimeout$1 } from "node:timers/promises";
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { execFile, fork, spawn } from "node:child_process";
import { isDeepStrictEqual, promisify, stripVTControlCharacters } from "node:util";
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
		clone(original?.path ?? join(from, path), copy);
	} catch (error) {
		const { code = "" } = error;
		if (CANNOT.includes(code)) return "impossible";
		if (live && code === "ENOENT") return "gone";
		throw error;
	}
	if (owner) chownSync(copy, owner.uid, owner.gid);
	return "done";
}
function clone(from, to) {
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

/** The role that a preparation makes, once the proof has passed, for whoever uses a branch. */
const BRANCH_ROLE = "branch";
/**
* Extensions by which a database reaches other hosts or runs programs, or whose jobs run by themselves. Every
* preparation drops them, which needs no file of theirs: the server of a copy may lack them.
*/
const OUTGOING_EXTENSIONS = [
	...[
		"amqp",
		"aws_commons",
		"aws_lambda",
		"aws_s3",
		"azure_ai",
		"azure_storage",
		"dblink"
	],
	...[
		"file_fdw",
		"google_ml_integration",
		"http",
		"mongo_fdw",
		"multicorn",
		"mysql_fdw",
		"odbc_fdw"
	],
	...[
		"ogr_fdw",
		"oracle_fdw",
		"pg_background",
		"pg_cron",
		"pg_curl",
		"pg_net",
		"pg_smtp_client"
	],
	...[
		"pgagent",
		"pglogical",
		"plproxy",
		"plsh",
		"postgres_fdw",
		"redis_fdw",
		"spock",
		"tds_fdw"
	],
	"wrappers"
];

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
	shared_buffers: "256MB",
	wal_level: "minimal"
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
	settings: {
		event_triggers: "off",
		summarize_wal: "off"
	}
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

/** Throws `source-unsupported` when the copy's server lacks an extension that a snapshot keeps. */
async function requireExtensions(copy) {
	const client = await copy.connect();
	const { rows } = await client.query(`SELECT extname AS name FROM pg_extension
     WHERE extname NOT IN (SELECT name FROM pg_available_extensions) AND extname <> ALL ($1)
     ORDER BY extname`, [OUTGOING_EXTENSIONS]);
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
	const { name, message, stack } = error instanceof Error ? error : /* @__PURE__ */ new Error();
	return new BranchProdError("internal", `An unexpected ${name} ${placeOf(stack, message)}.`, {
		nextStep: "This is a mistake in branch-prod: please report it with this message.",
		cause: error
	});
}
/** The stack begins with the message, whose lines may look like places. */
function placeOf(stack = "", message) {
	const start = stack.indexOf(message);
	return (start < 0 ? "" : stack.slice(start + message.length)).match(/^\s+at [^\n]+:\d+:\d+\)?$/m)?.[0].trim() ?? "at an unknown place";
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
		/** Distinct raw values; those that the rule of the search leaves out are counted apart. */
		valuesSearched: count,
		notSearched: count,
		leaks: count,
		/** Joins that give as many rows as before masking, and columns with as many distinct values. */
		relations: strictObject({
			joins: count,
			same: count,
			distinct: count,
			sameDistinct: count
		}),
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

export { OUTGOING_EXTENSIONS as $, describePreview as A, addCheckout as B, safeMessage as C, webLink as D, errorStatus as E, stepSchema as F, exitWithin as G, startProcessGroup as H, evaluate as I, gitEnvironment as J, git as K, excerpt as L, previewPaths as M, removePreviewFolders as N, convertFailure as O, resultSchema as P, BRANCH_ROLE as Q, runWithin as R, attempt as S, isNotFound as T, createOutput as U, isCommitId as V, lastLines as W, describeFailure as X, gitFailure as Y, chooseEngine as Z, globsSchema as _, readInputs as a, overallVerdict as b, readThreadComment as c, orderIdSchema as d, removeFolder as et, textDigest as f, textSchema as g, urlPathSchema as h, keptState as i, makePreviewFolders as j, endOrphanedPreview as k, updateThreadComment as l, replaySchema as m, readRunContext as n, programVersion as nt, createThreadComment as o, caseSchema as p, gitBytes as q, keepState as r, atTime as rt, findThreadComment as s, githubRunner as t, createGitHubClient as tt, orderId as u, deploymentReporter as v, react as w, newestDeploymentState as x, setDeploymentStatus as y, jsonPathSchema as z };