import { t as createLineSearch } from "./search-lines.js";
import { parentPort, workerData } from "node:worker_threads";

/** A thread that searches rows for raw values, started by search-pool.ts. */
const { raw, key } = workerData;
const search = createLineSearch(raw, key);
parentPort?.on("message", ({ chunk, columns }) => {
	let answer = "failed";
	try {
		answer = search(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), columns);
	} catch {}
	parentPort?.postMessage(answer);
});

export {  };