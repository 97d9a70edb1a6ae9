import { i as Secret, j as BranchProdError } from "./esm.js";
import { A as searchRule, C as findPatterns, M as placeholderWords, N as statusWords, O as openKnownValues, P as createLatestValues, R as isCommonWord, b as createKeyedHash, j as nameParts, k as numberForms, l as createRowMasker, o as firstAttemptOf, r as originsOf, t as memoryOf, w as isCountryName } from "./mask-answer.js";
import { A as isWordAt, D as proofKey, E as lengthClass, O as rollingHashOf, S as beginningEnd, T as createRollingHash, _ as PROSE_ONLY, at as foldForSearch, b as LENGTHS, d as MASKED_COLUMNS_ONLY, h as NOT_SEARCHED, j as kindAt, k as foldText, l as DERIVED, m as NOT_IN_SCHEMA, p as NOT_IN_NUMBERS, s as CAPITAL_ONLY, t as codeKey, u as KEPT_COLUMNS_ONLY, v as UNCHANGED, w as createConfirmation } from "./excerpts.js";
import { parentPort, workerData } from "node:worker_threads";

/**
* The forms in which a value of several spellings is searched beside its own:
* - what may be a telephone number, by its digits, and as it is dialled at home (with fewer than 9 digits in prose only);
* - a card's number and an IBAN, without its grouping;
* - names that hold points or hyphens, with blanks in place of these;
* - the parts of a person's name that the text mask looks for, unless they are words of the language as well.
*/
function derivedForms(value, folded, { mask, entity }) {
	if (NUMBER$1.test(value) || IBAN.test(value)) return ofNumber(value.trim(), mask);
	const forms = /[_.|/+-]/.test(folded) && JOINED.test(folded) ? [{
		form: folded.replace(/[_.|/+-]/g, " "),
		scope: "text"
	}] : [];
	if (mask !== "person" || !entity) return forms;
	return [...forms, ...nameParts(value).map(partForm)];
}
const NUMBER$1 = /^[\s+(]{0,4}\d[\d ()./-]{6,40}$/;
const IBAN = /^\s{0,4}[A-Z]{2}\d{2}[ -]?[A-Z\d](?:[ -]?[A-Z\d]){8,30}\s{0,4}$/i;
/** Words with a point or the like between two, and none beside a blank: the one of "Capt. Jack" may end a sentence. */
const JOINED = /^[\p{L}\p{M}']{1,60}(?:[ _.|/+-][\p{L}\p{M}']{1,60}){1,20}$/u;
function ofNumber(value, mask) {
	const forms = numberForms(value).map((form, index) => ({
		form,
		scope: index > 0 && form.length < LEAST_AT_HOME ? "prose" : "text"
	}));
	return IBAN.test(value) || CODES.has(mask) ? [...forms, {
		form: codeKey(value).toLowerCase(),
		scope: "kept-columns"
	}] : forms;
}
const CODES = /* @__PURE__ */ new Set([
	"card",
	"iban",
	"text"
]);
/** `tel` and nine digits. */
const LEAST_AT_HOME = 12;
function partForm(part) {
	return {
		form: part,
		scope: isCommonWord(part) ? "nowhere" : "names"
	};
}

/**
* What of a raw value may not be found again: of prose what patterns found, of anything else all of it. What is long
* and masked as a whole may be a document, so that the addresses and numbers in it count as well.
*/
function personalParts(mask, raw, masked) {
	if (mask === "text") return raw === masked ? [] : patternsIn(raw);
	if (raw.length > LONGEST_NAME && DOCUMENTS.has(mask)) return [raw, ...patternsIn(raw)];
	return [raw];
}
/** Characters of what is looked for as a whole alone. */
const LONGEST_NAME = 60;
const DOCUMENTS = /* @__PURE__ */ new Set([
	"null",
	"constant",
	"sql",
	"command",
	"derive",
	"trigger",
	"hash",
	"scramble"
]);
function patternsIn(text) {
	return findPatterns(text).map(({ value }) => value);
}

/** The pseudonyms come from the same few that exist, so that one value's is another's raw value. */
const SHARED = /* @__PURE__ */ new Set([
	"first_name",
	"city",
	"postcode"
]);
/** Numbers and dates, which stand for anything: the mask itself sees to it that none stays as it was. */
const MEASURES = /* @__PURE__ */ new Set([
	"number",
	"date",
	"birthdate",
	"geo"
]);
/** Masks that say nothing of what a column holds: one word of it may be a status or a kind. */
const UNNAMED = /* @__PURE__ */ new Set([
	"null",
	"constant",
	"sql",
	"derive",
	"trigger",
	"command"
]);
/** What names somebody by a number alone, however short. */
const NUMBERS = /* @__PURE__ */ new Set([
	"phone",
	"national_id",
	"iban",
	"card",
	"secret"
]);
const VECTORS = /* @__PURE__ */ new Set(["noise", "reembed"]);
/**
* The rule by which a raw value of a column is searched; values that are searched nowhere are counted in the report.
*
* - What the masks don't look for either (see `searchRule`): shorter than 3 characters (of Chinese and other scripts
*   without blanks 2), `n/a`, `unknown`: nowhere.
* - Dates, times, and numbers of fewer than 9 digits (7, if something stands between them): nowhere; but those of 7 and 8
*   digits of `phone`, `national_id`, `iban`, `card` and `secret`: in prose, if it is searched for them. Elsewhere they
*   would meet numbers of orders. An IPv4 address is no number, but that of the machine itself is nobody's.
* - Values of `number`, `date`, `birthdate` and `geo`, and vectors: nowhere.
* - Values of `first_name`, `city` and `postcode`: in masked columns, if prose is searched for them; else nowhere.
* - One word of letters that is a word of the language as well, or the name of a country, a role, a status (`Young`,
*   `Germany`, `Manager`, `Active`): like those.
* - One word of letters from a column whose mask doesn't say what it holds (`null`, `constant`, `sql`, …): nowhere.
* - Everything else: everywhere.
*/
function searchScope(value, rule, { mask, entity }) {
	if (MEASURES.has(mask) || VECTORS.has(mask)) return "nowhere";
	if (rule === "ignore") return "nowhere";
	if (NUMBERS.has(mask) && /^\s*\d{7,8}\s*$/.test(value)) return entity ? "prose" : "nowhere";
	if (!BEGINS_AS_TEXT.test(value) && (isMeasure(value) || isOwnAddress(value))) return "nowhere";
	if (rule === "as-written" && UNNAMED.has(mask)) return "nowhere";
	if (SHARED.has(mask) || rule === "as-written" && isOrdinaryWord(value)) return entity ? "masked-columns" : "nowhere";
	return "everywhere";
}
function isOrdinaryWord(value) {
	const folded = foldForSearch(value.trim());
	return isCommonWord(folded) || statusWords.has(folded) || isCountryName(folded);
}
/** Any letter but those of `BC`, `T` and `Z`: most values need no closer look. */
const BEGINS_AS_TEXT = /^[AD-SU-Ya-z]/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}[\d:.+\- Z]{0,24})?(?: BC)?$/;
const TIME = /^\d{1,2}:\d{2}[\d:.+\- ]{0,24}$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;
const NUMBER = /^[-+]?\d{1,400}(?:[.,]\d{0,400})*$/;
function isMeasure(value) {
	const core = value.trim();
	if (core.length > 400 || /[^\d\s.,:/+()TZBC-]/.test(core) || IPV4.test(core)) return false;
	if (DATE.test(core) || TIME.test(core)) return true;
	return (NUMBER.test(core) ? core.replace(/\.\d*$/, "") : core).replace(/\D/g, "").length < (NUMBER.test(core) ? 9 : 7);
}
function isOwnAddress(value) {
	return /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|255\.255\.255\.255|(?:0{0,4}:){2,7}0{0,3}1?)(?:\/\d{1,3})?$/.test(value.trim());
}

/** The shortest value that is searched in a schema. */
const UNMISTAKABLE = 8;
/** How a raw value of this column is searched. */
function readRawValue(value, column) {
	return readPlainly(value, column) ?? readCarefully(value, column);
}
function readCarefully(value, column) {
	const { folded, cased } = wordsOnly(value);
	return {
		words: folded,
		flags: flagsOf(value, searchRule(value), cased, column)
	};
}
/** Most values are ASCII with single blanks: they come to the same as {@link readCarefully} has, in one pass. */
function readPlainly(value, column) {
	let start = -1;
	let end = 0;
	let others = 0;
	let before = 0;
	for (let at = 0; at < value.length; at += 1) {
		const unit = value.charCodeAt(at);
		const kind = unit < 128 ? KINDS[unit] : ODD;
		if (kind === ODD || before === BLANK && (unit === BLANK || unit === GREATER)) return void 0;
		before = unit;
		if (kind === OTHER) continue;
		if (start < 0) start = at;
		others += at - Math.max(start, end) + (kind === DIGIT ? 1 : 0);
		end = at + 1;
	}
	if (start < 0) return void 0;
	const cased = start === 0 && end === value.length ? value : value.slice(start, end);
	const words = cased.toLowerCase();
	return {
		words,
		flags: flagsOf(value, cased.length < 3 || placeholderWords.has(words) ? "ignore" : others === 0 ? "as-written" : "any-case", cased, column)
	};
}
const LETTER = 1;
const DIGIT = 2;
const OTHER = 3;
/** What {@link readPlainly} leaves to the other: it may stand for something else, as `&amp;` does. */
const ODD = 0;
const BLANK = 32;
const GREATER = 62;
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
	const character = String.fromCharCode(unit);
	if (/[a-z]/i.test(character)) return LETTER;
	if (/\d/.test(character)) return DIGIT;
	return /[ -~]/.test(character) && !/[&=]/.test(character) ? OTHER : ODD;
});
const flagsOfScope = {
	everywhere: 0,
	prose: PROSE_ONLY,
	"masked-columns": MASKED_COLUMNS_ONLY,
	nowhere: NOT_SEARCHED
};
function flagsOf(value, rule, cased, column) {
	const scope = searchScope(value, rule, {
		mask: column.mask.mask,
		entity: column.entity
	});
	if (scope === "nowhere") return NOT_SEARCHED;
	return flagsOfScope[scope] | wordFlags(rule, cased);
}
/** From the first word to the last; what has no word stays as it is, and is never searched. */
function wordsOnly(value) {
	const { folded, cased } = foldText(value);
	let start = 0;
	let end = folded.length;
	while (start < end && !isWordAt(folded, start)) start += 1;
	while (end > start && !isWordAt(folded, end - 1)) end -= 1;
	if (start === end) return {
		folded,
		cased
	};
	return {
		folded: folded.slice(start, end),
		cased: cased.slice(start, end)
	};
}
function wordFlags(rule, cased) {
	if (kindAt(cased, 0) === 2) return cased.length < 3 ? NOT_IN_SCHEMA : 0;
	const oneWord = rule === "as-written";
	return (oneWord && !/^\p{Ll}/u.test(cased) ? CAPITAL_ONLY : 0) | (oneWord || cased.length < UNMISTAKABLE ? NOT_IN_SCHEMA : 0);
}

/** Values of one column that a thread remembers, so as not to send the same again. */
const REMEMBERED = 4e3;
/**
* To be made with the same list of columns in every thread.
*
* @param publicTexts what the program itself says: values that equal one are not searched.
*/
function createRawCollector(hash, columns, publicTexts = []) {
	const key = proofKey(hash);
	const rolling = createRollingHash(key);
	const confirm = createConfirmation(key);
	const seen = columns.map((column, at) => createSeen(column, at));
	const seenInside = /* @__PURE__ */ new Map();
	const origins = originsOf(columns);
	const ofProgram = new Set(publicTexts.map((text) => wordsOnly(text).folded));
	let entries = new Uint32Array(5 * 1024);
	let filled = 0;
	function seenOf(at, inner) {
		const ofColumn = seen[at];
		if (inner === void 0) return ofColumn;
		const { name, entity } = ofColumn.column;
		const isOrigin = (origin) => origin.name === name && origin.mask === inner.mask;
		const known = seenInside.get(inner) ?? createSeen({
			name,
			mask: inner,
			entity
		}, origins.findIndex(isOrigin));
		seenInside.set(inner, known);
		return known;
	}
	function describe(value, { column, at, parts }, unchanged) {
		const label = at + 1 | unchanged;
		const { words, flags } = readRawValue(value, column);
		const isPublic = ofProgram.has(words);
		write(words, label | flags | (isPublic ? NOT_SEARCHED : 0));
		if (isPublic || (flags & 8388608) !== 0) return;
		const { mask, entity } = column;
		for (const { form, scope } of derivedForms(value, words, {
			mask: mask.mask,
			entity
		})) {
			if (ofProgram.has(form)) continue;
			if (scope === "names" && parts.get(form)) continue;
			if (scope === "names") parts.set(form, true);
			write(form, label | flagsOfDerived[scope]);
		}
	}
	function write(words, label) {
		const kept = words.length <= 47 ? words : words.slice(0, LENGTHS[lengthClass(words.length)]);
		const high = rollingHashOf(rolling, kept, kept.length);
		if (filled === entries.length) {
			const more = new Uint32Array(2 * filled);
			more.set(entries);
			entries = more;
		}
		entries[filled] = high;
		entries[filled + 1] = confirm(high, kept).low;
		entries[filled + 2] = rollingHashOf(rolling, kept, beginningEnd(kept, 0));
		entries[filled + 3] = label;
		entries[filled + 4] = lengthClass(Math.max(1, kept.length));
		filled += 5;
	}
	return {
		see(at, raw, masked, inner) {
			const known = seenOf(at, inner);
			for (const part of personalParts(known.column.mask.mask, raw, masked)) {
				if (part === "" || known.values.get(part)) continue;
				known.values.set(part, true);
				describe(part, known, raw === masked ? UNCHANGED : 0);
			}
		},
		take() {
			if (filled === 0) return void 0;
			const batch = entries.slice(0, filled);
			filled = 0;
			return batch;
		}
	};
}
function createSeen(column, at) {
	const [values, parts] = [0, 1].map(() => createLatestValues(REMEMBERED));
	return {
		column,
		at,
		values,
		parts
	};
}
const flagsOfDerived = {
	text: DERIVED | NOT_IN_NUMBERS,
	"kept-columns": DERIVED | KEPT_COLUMNS_ONLY | NOT_IN_NUMBERS,
	prose: DERIVED | PROSE_ONLY | NOT_IN_SCHEMA,
	names: DERIVED | PROSE_ONLY | CAPITAL_ONLY | NOT_IN_SCHEMA,
	nowhere: NOT_SEARCHED
};

/**
* A thread that masks rows, started by mask-pool.ts. It is told what a table's rows are, and then gets chunks of them,
* one after the other.
*/
const { key, known: shared, columns } = workerData;
const hash = createKeyedHash(new Secret(key));
const known = openKnownValues(shared, hash);
const collector = createRawCollector(hash, columns, shared.publicTexts);
let maskRows;
parentPort?.on("message", (order) => {
	if ("table" in order) {
		const firstAttempt = firstAttemptOf(order.attempts);
		maskRows = createRowMasker(order.table, {
			hash,
			known,
			firstAttempt,
			onRaw: collector.see
		});
		return;
	}
	const { chunk } = order;
	try {
		answer({
			masked: maskRows(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)),
			raw: collector.take()
		});
	} catch (error) {
		answer({ error: describe(error) });
	}
	chunk.buffer.transfer(0);
});
function answer(message) {
	parentPort?.postMessage(message, "masked" in message ? memoryOf(message) : []);
}
/** Only what is written for people crosses; another error could quote a value. */
function describe(error) {
	if (error instanceof BranchProdError) {
		const { code, message, nextStep } = error;
		return {
			code,
			message,
			nextStep
		};
	}
	return {
		code: "mask-failed",
		message: "rows could not be masked",
		nextStep: "Report this with the policy."
	};
}

export {  };