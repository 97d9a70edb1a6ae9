import { join } from "node:path";
import { timingSafeEqual } from "node:crypto";
import { createServer } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

/**
* The few messages of PostgreSQL's wire protocol 3.0 that the server side has to make or change itself.
* Source: https://www.postgresql.org/docs/18/protocol-message-formats.html
*/
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const PROTOCOL_3 = 196608;
/** A message with a type byte: `type`, a length that counts itself, and the body. */
function encode(type, ...fields) {
	const body = Buffer.concat(fields);
	const head = Buffer.alloc(5);
	head.write(type, 0, "latin1");
	head.writeInt32BE(body.length + 4, 1);
	return Buffer.concat([head, body]);
}
function int32(value) {
	const buffer = Buffer.alloc(4);
	buffer.writeInt32BE(value);
	return buffer;
}
function cstring(text) {
	return Buffer.from(`${text}\0`, "utf8");
}
function errorResponse(severity, code, message) {
	return encode("E", ...[
		`S${severity}`,
		`V${severity}`,
		`C${code}`,
		`M${message}`
	].map(cstring), Buffer.from([0]));
}
function readyForQuery(status) {
	return encode("Z", Buffer.from(status, "latin1"));
}
/** The parameters of a startup message, after its length and protocol number. */
function readStartupParameters(message) {
	const words = message.subarray(8).toString("utf8").split("\0");
	const parameters = /* @__PURE__ */ new Map();
	for (let index = 0; index + 1 < words.length && words[index] !== ""; index += 2) parameters.set(words[index], words[index + 1]);
	return parameters;
}
/**
* Gives a prepared statement's name in a Parse, Bind, Describe or Close message a prefix, because all
* connections share one session. Other messages, and the unnamed statement, come back as they were.
*/
function prefixStatementName(message, prefix) {
	const type = String.fromCharCode(message[0]);
	let start;
	if (type === "P") start = 5;
	else if (type === "B") start = message.indexOf(0, 5) + 1;
	else if ((type === "D" || type === "C") && message[5] === 83) start = 6;
	else return message;
	if (message[start] === 0) return message;
	return encode(type, message.subarray(5, start), Buffer.from(prefix), message.subarray(start));
}

/** Larger messages are refused: nobody sends one, and they would have to fit into memory. */
const LONGEST_MESSAGE = 268435456;
/** Speaks the server's side of the protocol with one client until either ends. */
async function serveConnection(socket, options) {
	const { id, queue, login } = options;
	const prefix = `c${id}_`;
	const reader = readMessages(socket);
	const send = (data) => {
		if (socket.writable) socket.write(data);
	};
	socket.on("error", () => socket.destroy());
	try {
		if (!await greet()) return;
		let turn = [];
		for await (const message of reader.messages()) {
			const type = String.fromCharCode(message[0]);
			if (type === "X") break;
			if (startsCopyIn(type, message)) {
				turn = [];
				send(errorResponse("ERROR", "0A000", "COPY FROM STDIN is not served by PGlite"));
				send(readyForQuery("I"));
				continue;
			}
			turn.push(prefixStatementName(message, prefix));
			if (type !== "Q" && type !== "S" && type !== "H") continue;
			await queue.run(id, Buffer.concat(turn), send).catch(options.onBroken);
			turn = [];
		}
	} finally {
		socket.destroy();
		await queue.release(id).catch(options.onBroken);
	}
	/** Startup and authentication; false when the client has to go. */
	async function greet() {
		const startup = await reader.startup(send);
		if (startup === void 0) return false;
		if (login !== void 0) {
			send(encode("R", int32(3)));
			const answer = await reader.message();
			const user = readStartupParameters(startup).get("user") ?? "";
			const password = answer?.[0] === 112 ? answer.subarray(5, -1).toString("utf8") : "";
			if (!sameText(user, login.user) || !sameText(password, login.password)) {
				send(errorResponse("FATAL", "28P01", "password authentication failed"));
				return false;
			}
		}
		send(encode("R", int32(0)));
		for (const [name, value] of options.parameters) send(encode("S", cstring(name), cstring(value)));
		send(encode("K", int32(process.pid), int32(id)));
		send(readyForQuery("I"));
		return true;
	}
}
/** PGlite ends its process when it has to wait for a client's COPY data. */
function startsCopyIn(type, message) {
	if (type !== "Q" && type !== "P") return false;
	const start = type === "Q" ? 5 : message.indexOf(0, 5) + 1;
	return /^\s*copy\s[^;]*\sfrom\s+stdin/i.test(message.toString("utf8", start));
}
function sameText(given, expected) {
	const a = Buffer.from(given);
	const b = Buffer.from(expected);
	return a.length === b.length && timingSafeEqual(a, b);
}
/** Cuts the bytes of a socket into messages. */
function readMessages(socket) {
	const chunks = socket[Symbol.asyncIterator]();
	let buffer = Buffer.alloc(0);
	/** The next `size` bytes without taking them; `undefined` when the client is gone. */
	async function peek(size) {
		if (size > LONGEST_MESSAGE) return void 0;
		const parts = [buffer];
		let length = buffer.length;
		while (length < size) {
			const chunk = await chunks.next().catch(() => ({
				done: true,
				value: void 0
			}));
			if (chunk.done) return void 0;
			parts.push(chunk.value);
			length += chunk.value.length;
		}
		buffer = Buffer.concat(parts);
		return buffer.subarray(0, size);
	}
	async function take(size) {
		const bytes = await peek(size);
		if (bytes !== void 0) buffer = buffer.subarray(size);
		return bytes;
	}
	async function message() {
		const head = await peek(5);
		return head === void 0 ? void 0 : take(1 + Math.max(4, head.readInt32BE(1)));
	}
	return {
		message,
		async *messages() {
			for (let next = await message(); next !== void 0; next = await message()) yield next;
		},
		/** The startup message; encryption is declined, as loopback and sockets do without it. */
		async startup(send) {
			for (;;) {
				const head = await peek(8);
				if (head === void 0) return void 0;
				const code = head.readInt32BE(4);
				const startup = await take(Math.max(8, head.readInt32BE(0)));
				if (code === 80877103 || code === 80877104) send(Buffer.from("N"));
				else if (code === 80877102) return void 0;
				else if (code >>> 16 === 196608 >>> 16) return startup;
				else return void 0;
			}
		}
	};
}

/** PostgreSQL does the same, without waiting for an archive, when a session ends: do_pg_abort_backup in xlog.c. */
const endBackup = encode("Q", cstring("SELECT pg_backup_stop(false)"));
/**
* PGlite is one session; many connections share it by taking turns. What `beforeTurn` returns is run while no
* transaction is open, so that no turn starts with what an earlier one left in the session.
*/
function createTurnQueue(database, beforeTurn) {
	const waiting = [];
	/** The connections that may have begun a backup, which PostgreSQL ends with their session. */
	const backups = /* @__PURE__ */ new Set();
	let owner;
	let busy = false;
	async function pump() {
		if (busy) return;
		busy = true;
		for (let next = take(); next !== void 0; next = take()) {
			const { connection, turn, onData, resolve, reject } = next;
			try {
				const before = owner === void 0 ? beforeTurn() : void 0;
				if (before !== void 0) await database.exec(before);
				owner = await execute(turn, onData) ? void 0 : connection;
				resolve();
			} catch (error) {
				reject(error);
			}
		}
		busy = false;
	}
	function take() {
		const index = waiting.findIndex((turn) => owner === void 0 || turn.connection === owner);
		return index === -1 ? void 0 : waiting.splice(index, 1)[0];
	}
	/** Whether the answer ended with ReadyForQuery outside a transaction. */
	async function execute(turn, onData) {
		let tail = Buffer.alloc(0);
		await database.runExclusive(() => database.execProtocolRawStream(new Uint8Array(turn), { onRawData(data) {
			tail = Buffer.concat([tail, data.subarray(-6)]).subarray(-6);
			onData(Buffer.from(data));
		} }));
		return tail.length === 6 && tail[0] === 90 && tail[5] === 73;
	}
	const queue = {
		run(connection, turn, onData) {
			if (turn.includes("pg_backup_start")) backups.add(connection);
			return new Promise((resolve, reject) => {
				waiting.push({
					connection,
					turn,
					onData,
					resolve,
					reject
				});
				pump();
			});
		},
		async release(connection) {
			for (let index = waiting.length - 1; index >= 0; index--) if (waiting[index]?.connection === connection) waiting.splice(index, 1)[0]?.resolve();
			if (owner === connection) {
				await database.exec("ROLLBACK");
				owner = void 0;
				await pump();
			}
			if (backups.delete(connection)) await queue.run(connection, endBackup, () => {});
		}
	};
	return queue;
}

/**
* The process that serves one data directory with PGlite. It is told what to do over the IPC channel, so that
* no password is in its arguments, and ends when that channel closes.
*/
/** What libpq and the drivers built on it look at; https://www.postgresql.org/docs/18/protocol-flow.html */
const REPORTED_PARAMETERS = [
	"server_version",
	"server_encoding",
	"client_encoding",
	"DateStyle",
	"IntervalStyle",
	"TimeZone",
	"integer_datetimes",
	"standard_conforming_strings"
];
let database;
let server;
let port = 5432;
let login;
process.on("SIGINT", () => {});
process.on("SIGQUIT", () => process.exit(1));
process.on("SIGTERM", () => void shutDown());
process.on("disconnect", () => void shutDown());
process.on("message", (order) => {
	if (order.type === "stop") shutDown();
	else (order.type === "start" ? serve(order) : open(order)).then(report, (error) => {
		report({
			type: "failed",
			reason: error instanceof Error ? error.message : String(error)
		});
		process.exit(1);
	});
});
async function serve(order) {
	database = await PGlite.create({
		dataDir: order.dataDirectory,
		database: order.database,
		extensions: { vector }
	});
	login = order.login;
	const parameters = await readParameters(database);
	const queue = createTurnQueue(database, becomeRole);
	let connections = 0;
	server = createServer({ allowHalfOpen: false }, (socket) => {
		socket.setNoDelay(true);
		connections += 1;
		serveConnection(socket, {
			id: connections,
			queue,
			login,
			parameters,
			onBroken: () => process.exit(2)
		});
	});
	await new Promise((resolve, reject) => {
		server?.once("error", reject);
		if (order.socketDirectory !== void 0) server?.listen(join(order.socketDirectory, ".s.PGSQL.5432"), resolve);
		else server?.listen(0, "127.0.0.1", resolve);
	});
	const address = server.address();
	if (typeof address === "object" && address) port = address.port;
	return {
		type: "ready",
		port
	};
}
/** Whoever was connected has to be gone; nothing stays of what they set for the one session that all share. */
async function open(order) {
	await database?.exec("DISCARD ALL");
	login = order.login;
	return {
		type: "ready",
		port
	};
}
/** What makes the session that of the role that logs in. */
function becomeRole() {
	return login === void 0 || login.user === "postgres" ? void 0 : `SET SESSION AUTHORIZATION ${quote(login?.user ?? "")}`;
}
async function readParameters(db) {
	const { rows } = await db.query("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", [REPORTED_PARAMETERS]);
	return new Map(rows.map(({ name, setting }) => [name, setting]));
}
function quote(identifier) {
	return `"${identifier.replaceAll("\"", "\"\"")}"`;
}
function report(message) {
	if (process.connected) process.send?.(message);
}
async function shutDown() {
	server?.close();
	await database?.close().catch(() => {});
	process.exit(0);
}

export {  };