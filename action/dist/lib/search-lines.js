import { A as isWordAt, C as bucketOf, I as mayStandAt, N as openValueIndex, S as beginningEnd, T as createRollingHash, _ as PROSE_ONLY, a as percentDecoded, b as LENGTHS, c as COINCIDES, d as MASKED_COLUMNS_ONLY, g as ORIGIN_BITS, i as numbers, j as kindAt, k as foldText, m as NOT_IN_SCHEMA, n as hyphenatedWords, o as turnedNames, p as NOT_IN_NUMBERS, r as joinedWords, s as CAPITAL_ONLY, u as KEPT_COLUMNS_ONLY, v as UNCHANGED, w as createConfirmation, x as LONGEST } from "./excerpts.js";
import { isUtf8 } from "node:buffer";

/** A column that the policy keeps; also what is in no column. */
const KEPT = {};
/**
* What it means that a raw value stands in a column. Some values say nothing in some places, by their label. Where
* the column has the mask that the value's own column has, and its pseudonyms are of the same space as raw values, the
* value as a whole (in a structure with that mask inside, as a whole element) is a coincidence: telephone numbers become telephone numbers, so one may be somebody's. It is a
* leak if the mask gave any value itself (its label says so), or if the pseudonyms are chosen to be no raw values, as
* those of entities are. What is computed from the column coincides as well.
*/
function judgeHit(column, label, origin, isWhole) {
	if (saysNothing(column, label)) return "nothing";
	if (column.computed === true && (label & 536870912) !== 0) return "nothing";
	const isInside = column.inside?.includes(origin.mask) === true;
	return (column.mask === origin.mask || isInside) && COINCIDING.has(origin.mask) && !origin.entity && (label & 268435456) === 0 && isWhole(isInside) ? "coincidence" : "leak";
}
/** Masks of which a pseudonym may be a raw value by chance; all others have some 2⁵⁰ pseudonyms, or name none. */
const COINCIDING = /* @__PURE__ */ new Set([
	"first_name",
	"last_name",
	"phone",
	"address",
	"city",
	"postcode",
	"ip",
	"mac",
	"url",
	"card",
	"iban",
	"national_id",
	"secret",
	"scramble"
]);
const PROSE_AND_NAMES = /* @__PURE__ */ new Set([
	"text",
	"person",
	"first_name",
	"last_name"
]);
function saysNothing({ mask, numbers, schema }, label) {
	const isSet = (flag) => (label & flag) !== 0;
	return mask === void 0 && isSet(2097152) || mask !== void 0 && isSet(16777216) || isSet(33554432) && (mask === void 0 || !PROSE_AND_NAMES.has(mask)) || numbers === true && isSet(67108864) || schema === true && isSet(4194304);
}
/** What separates fields and lines in a searched text. */
const FIELD_UNIT = 28;
const LINE_UNIT = 29;
/** Of a value, what stands before its first word and behind its last one, such as the plus sign of a telephone number. */
const LONGEST_EDGE = 8;
/** Whether nothing else stands in the field, or between the signs that bound an element of a structure. */
function isWholeField(text, start, end, isStructure) {
	return isEdge(text, start - 1, -1, isStructure) && isEdge(text, end, 1, isStructure);
}
function isEdge(text, from, step, isStructure) {
	for (let at = from, count = 0; count <= LONGEST_EDGE; at += step, count += 1) {
		const unit = text.charCodeAt(at);
		if (Number.isNaN(unit) || unit === 28 || unit === 29) return true;
		if (isStructure && "\"{},<>".includes(text[at])) return true;
		if (isWordAt(text, at)) return false;
	}
	return false;
}

const NAMED = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'",
	nbsp: " ",
	shy: "",
	szlig: "ss",
	aelig: "ae",
	oelig: "oe",
	oslash: "o"
};
/** The characters that XML and HTML write as `&amp;`, `&#233;`, or `&eacute;`, of which the letter is enough. */
function decodeEntities(text) {
	return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp|shy|szlig|[ao]elig|oslash)|([a-z])(?:grave|acute|circ|tilde|uml|cedil|ring|caron));/gi, (whole, hex, decimal, name, letter) => {
		if (letter !== void 0) return letter;
		if (name !== void 0) return NAMED[name.toLowerCase()];
		const point = hex === void 0 ? Number(decimal) : Number.parseInt(hex, 16);
		return point <= 1114111 ? String.fromCodePoint(point) : whole;
	});
}

/** Units of a text that are searched at once; a value that begins in them may end in the next ones. */
const WINDOW = 1 << 18;
/** What a unit is to the words of a text; `INSIDE` goes on with the word before. */
const BEGINS = 1;
const INSIDE = 2;
/**
* Finds raw values in folded texts, as whole words (where there are blanks between words), in time linear in the text: from the hashes of all beginnings of
* the text, each part of it is hashed in the same time (Karp and Rabin 1987). At the start of each word, its first
* word tells which lengths the values have that begin like this, at most 64, and each is looked up.
*/
function createRawValueFinder(shared, key) {
	const values = openValueIndex(shared.values);
	const lengths = new Uint32Array(shared.lengths);
	const rolling = createRollingHash(key);
	const confirm = createConfirmation(key);
	let hashes = /* @__PURE__ */ new Int32Array(4096);
	let words = /* @__PURE__ */ new Uint8Array(4096);
	/** Returns the kind of word that goes on where the next window begins. */
	function prepare(folded, from, next, to, before) {
		if (hashes.length <= to - from) {
			hashes = new Int32Array((to - from) * 2);
			words = new Uint8Array((to - from) * 2);
		}
		let hash = 0;
		let word = before;
		let beforeNext = before;
		for (let at = from; at < to; at += 1) {
			hash = rolling.next(hash, folded.charCodeAt(at));
			hashes[at - from + 1] = hash;
			const kind = kindAt(folded, at);
			const goesOn = word !== 0 && (kind === 3 || kind === 1 && word === 1);
			if (kind === 0) {
				words[at - from] = 0;
				word = 0;
			} else if (goesOn) words[at - from] = INSIDE;
			else {
				words[at - from] = BEGINS;
				word = kind === 2 ? 2 : 1;
			}
			if (at === next - 1) beforeNext = word;
		}
		words[to - from] = to < folded.length && kindAt(folded, to) !== 0 ? INSIDE : 0;
		return beforeNext;
	}
	/** What {@link beginningEnd} gives for a word that begins with no sign. */
	function wordEnd(start, from, to) {
		const most = Math.min(start + 16, to);
		let end = start + 1;
		while (end < most && words[end - from] === INSIDE) end += 1;
		return end;
	}
	/** The key of a part of the text; none, if no value has it. */
	function keyOf(folded, from, start, length) {
		const before = hashes[start - from];
		const high = rolling.part(before, hashes[start - from + length], length);
		return values.hasHigh(high) ? confirm(high, folded.slice(start, start + length)) : void 0;
	}
	return ({ cased, folded }, onRawValue) => {
		if (values.size === 0) return;
		let word = 0;
		for (let from = 0; from < folded.length; from += WINDOW) {
			const to = Math.min(folded.length, from + WINDOW + LONGEST);
			const startsBefore = Math.min(to, from + WINDOW);
			word = prepare(folded, from, startsBefore, to, word);
			for (let start = from; start < startsBefore; start += 1) {
				if (words[start - from] !== BEGINS) continue;
				const end = kindAt(folded, start) === 2 ? beginningEnd(folded, start) : wordEnd(start, from, to);
				const beginning = rolling.part(hashes[start - from], hashes[end - from], end - start);
				const bucket = bucketOf(beginning);
				for (let half = 0; half < 2; half += 1) for (let bits = lengths[bucket + half]; bits !== 0; bits &= bits - 1) {
					const length = LENGTHS[half * 32 + 31 - Math.clz32(bits & -bits)];
					if (start + length > to) continue;
					if (length <= 47 && words[start - from + length] === INSIDE) continue;
					const key = keyOf(folded, from, start, length);
					const label = key === void 0 ? 0 : values.get(key);
					if (key === void 0 || label === 0 || !isMeant(cased, start, length, label)) continue;
					const further = onRawValue(start, length, label);
					if (further !== 0) values.mark(key, further);
				}
			}
		}
	};
}
function isMeant(cased, start, length, label) {
	if ((label & 1048576) !== 0 && /^\p{Ll}/u.test(cased.slice(start, start + 2))) return false;
	return kindAt(cased, start) !== 2 || mayStandAt(cased, start, start + length);
}

/** In place of what separates fields and lines: no white space, so that no value goes on in the next field. */
const FIELD = "";
const LINE = "";
/**
* Searches lines of COPY's text format, all their fields at once: as they are, and as what they say in other words,
* whatever their type: escapes of JSON (in JSON as well), arrays and hstore, entities of XML and HTML, doubled quotes of
* composite values, and bytea as the text that it may be. What has further spellings (numbers, names that stand joined or
* turned, percent-encoded text) is searched in excerpts, since most of a text has none.
*/
function createLineSearch(shared, key) {
	const find = createRawValueFinder(shared, key);
	return (lines, columns) => {
		const texts = decodeLines(lines);
		const values = /* @__PURE__ */ new Set();
		const places = /* @__PURE__ */ new Map();
		const judge = ({ row, column }, label, isWhole) => {
			const origin = (label & ORIGIN_BITS) - 1;
			const searched = columns[column] ?? KEPT;
			const verdict = judgeHit(searched, label, shared.origins[origin], isWhole);
			if (verdict === "coincidence") return COINCIDES;
			if (verdict === "leak") {
				values.add(`${row} ${column}`);
				places.set(`${column} ${origin}`, {
					column,
					origin
				});
			}
			return 0;
		};
		for (const decoded of texts) for (const text of readings(decoded)) {
			const folded = foldText(text);
			const placeAt = createPlaces(folded.folded);
			find(folded, (start, length, label) => judge(placeAt(start), label, (isStructure) => isWholeField(folded.folded, start, start + length, isStructure)));
		}
		for (const text of texts) for (const { excerptsOf, keptOnly } of SPELLINGS) {
			const placeAt = createPlaces(text);
			for (const excerpts of inBatches(excerptsOf(text))) {
				let at = 0;
				let index = 0;
				const folded = foldText(excerpts.map(({ text }) => inOneField(text)).join(LINE));
				find(folded, (start, _, label) => {
					for (; at < start; at += 1) if (folded.folded.charCodeAt(at) === 29) index += 1;
					const excerpt = excerpts[index];
					const flags = keptOnly ? label | KEPT_COLUMNS_ONLY : label;
					return judge(placeAt(excerpt.at), flags, (isStructure) => isWholeField(text, excerpt.at, excerpt.end, isStructure));
				});
			}
		}
		return {
			rows: texts[0].split(LINE).length - 1,
			leaks: values.size,
			places: [...places.values()]
		};
	};
}
/** Joined words are found by the text mask; of turned names it finds the parts, as far as they are no other words. */
const SPELLINGS = [
	{
		excerptsOf: numbers,
		keptOnly: false
	},
	{
		excerptsOf: joinedWords,
		keptOnly: false
	},
	{
		excerptsOf: hyphenatedWords,
		keptOnly: false
	},
	{
		excerptsOf: turnedNames,
		keptOnly: true
	},
	{
		excerptsOf: percentDecoded,
		keptOnly: false
	}
];
/** A text of nothing but excerpts would take much more memory than itself. */
const MOST_EXCERPTS = 1e4;
function* inBatches(excerpts) {
	let batch = [];
	for (const excerpt of excerpts) {
		batch.push(excerpt);
		if (batch.length < MOST_EXCERPTS) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
function inOneField(text) {
	return text.replace(/[\x1c\x1d]/g, "|");
}
/** Tells row and column of places in a text, which are asked for from left to right. */
function createPlaces(text) {
	let seen = 0;
	let row = 0;
	let column = 0;
	return (at) => {
		for (; seen < at; seen += 1) {
			const unit = text.charCodeAt(seen);
			if (unit === 28) column += 1;
			if (unit === 29) {
				row += 1;
				column = 0;
			}
		}
		return {
			row,
			column
		};
	};
}
const LETTERS = {
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	",
	v: "\v",
	N: ""
};
/** Bytes of no encoding may be UTF-8 in one field and another encoding in the next, so they are read as both. */
function decodeLines(lines) {
	return isUtf8(lines) ? [decode(lines, "utf8")] : [decode(lines, "latin1"), decode(lines, "utf8")];
}
function decode(lines, encoding) {
	const text = lines.toString(encoding).replace(/[\x1c\x1d]/g, " ").replaceAll("	", FIELD).replaceAll("\n", LINE);
	return text.includes("\\") ? text.replace(/\\(.)/gs, (_, letter) => LETTERS[letter] ?? letter) : text;
}
function* readings(text) {
	yield text;
	if (text.includes("\\")) {
		const unescaped = withoutEscapes(text);
		yield unescaped;
		if (/\\[\\u"bfnrt]/i.test(unescaped)) yield withoutEscapes(unescaped);
	}
	if (/&(?:#|[a-z]{2,6};)/i.test(text)) yield decodeEntities(text);
	if (text.includes("\"\"")) yield text.replaceAll("\"\"", "\"");
	if (/\\x[0-9a-f]{6}/.test(text)) for (const decode of DECODERS) yield withBytesAsText(text, decode);
}
/** By hand, since a pattern over millions of digits overflows the stack of V8's matcher. */
function withBytesAsText(text, decode) {
	const pieces = [];
	let done = 0;
	for (let at = text.indexOf("\\x"); at !== -1; at = text.indexOf("\\x", done)) {
		let end = at + 2;
		while (isHexDigit(text.charCodeAt(end))) end += 1;
		const decoded = decode(Buffer.from(text.slice(at + 2, end), "hex")).replace(/[\x1c\x1d]/g, " ");
		pieces.push(text.slice(done, at), " ", decoded, " ");
		done = end;
	}
	return pieces.join("") + text.slice(done);
}
function isHexDigit(unit) {
	return unit >= 48 && unit <= 57 || unit >= 97 && unit <= 102;
}
/** Text in UTF-8, in an encoding of one byte a letter, and in UTF-16 as far as it is ASCII. */
const DECODERS = [
	(bytes) => bytes.toString("utf8"),
	(bytes) => bytes.toString("latin1"),
	(bytes) => bytes.toString("latin1").replaceAll("\0", "").replace(/[\x80-\xff]/g, " ")
];
function withoutEscapes(text) {
	return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex, letter) => {
		if (hex !== void 0) return String.fromCharCode(Number.parseInt(hex, 16));
		return letter !== void 0 && "bfnrt".includes(letter) ? " " : letter ?? "";
	});
}

export { KEPT as n, createLineSearch as t };