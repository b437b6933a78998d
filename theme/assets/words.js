/* The words of the catalogue: which offerings have those of a query, in whatever form, in a compound or with a letter wrong,
   and how much they have to do with it. Files of words are fetched when a query needs them. */
const HEAVIEST = 15, OTHER_LANGUAGE = 0.8, BEGINNING = 0.6, SHORTENED = 0.6, MISTYPED = 0.7;
const FEWEST_LETTERS = 4, MOST_SHARDS = 8, MOST_FORMS = 400;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ħ: "h", ð: "d", þ: "th", ı: "i", ς: "σ" };

/* As tongues.folded does. */
function foldWord(word) {
  return word.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[ßæœøłđħðþıς]/g, (one) => LETTERS[one]);
}

/* The words of a text with where they stand, as tongues.words_of does. */
function wordsIn(text) {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(([word]) => word.length > 1 || /^\p{Nd}$/u.test(word));
}

/* Whether two words differ by one letter: changed, missing, too many, or two neighbours swapped. */
function nearlyEqual(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const rest = one.slice(same), others = other.slice(same);
  return rest.slice(1) === others || rest === others.slice(1) || rest.slice(1) === others.slice(1)
    || (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
}

/* Whether a word begins as another does but for one letter, whatever little comes behind. */
function nearlyBegins(form, word) {
  return [-1, 0, 1].some((more) => nearlyEqual(form.slice(0, word.length + more), word)) && form.length <= word.length + 4;
}

/* The last boundary that a word does not come before. */
function shardOf(word, boundaries) {
  let low = 0, high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boundaries[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

class WordIndex {
  /* `head` is that of the columns: it says where each file of words begins. */
  constructor(root, language, head) {
    Object.assign(this, { root, language, head, rows: head.rows, shards: new Map() });
  }

  shard(kind, number) {
    const name = `${kind}/${number}`;
    if (!this.shards.has(name))
      this.shards.set(name, unpack(`${this.root}search/${name}.bin?${this.head.stamp}`).then((shard) => ({ number, ...shard })));
    return this.shards.get(name);
  }

  /* The shards in which words that begin so lie. */
  beginning(prefix, kind = "words") {
    const boundaries = this.head[kind], first = shardOf(prefix, boundaries), last = shardOf(`${prefix}\uffff`, boundaries);
    const numbers = [];
    for (let number = first; number <= last && numbers.length < MOST_SHARDS; number++) numbers.push(number);
    return Promise.all(numbers.map((number) => this.shard(kind, number)));
  }

  /* The groups of a form: in its own shard by number, else by shard and number. */
  groups({ shard, place }) {
    return Promise.all(shard.head.groups[place].map(async (ref) => {
      const [there, number] = Array.isArray(ref) ? [await this.shard("words", ref[0]), ref[1]] : [shard, ref];
      if (!there.starts) {
        let start = 0;
        there.starts = there.head.sizes.map((size) => (start += size) - size);
      }
      const bytes = new Uint8Array(there.parts[0], there.starts[number], there.head.sizes[number]);
      return { key: `${there.number}/${number}`, language: there.head.languages[number], bytes };
    }));
  }

  /* The forms of the index that a word stands for, each with how surely: itself; words that it begins; else words that
     differ by a letter, and those that share its beginning, whatever the ending. Where `widely`, the latter as well. */
  async formsOf(word, unfinished, widely) {
    const begun = matching(await this.beginning(word), (form) => form.startsWith(word));
    const exact = begun.filter(({ form }) => form === word).map((one) => ({ ...one, factor: 1 }));
    const begins = begun.slice(0, MOST_FORMS).map((one) => ({ ...one, factor: one.form === word ? 1 : BEGINNING }));
    if (word.length < FEWEST_LETTERS) return unfinished ? begins : exact;
    if (exact.length && !unfinished && !widely) return exact;
    if (begins.length && !widely) return begins;
    const mistyped = (await this.mistyped(word)).map((one) => ({ ...one, factor: MISTYPED }));
    const shortened = await this.shortened(word, mistyped.length || begins.length ? 2 : word.length);
    return [...begins, ...mistyped, ...shortened.map((one) => ({ ...one, factor: SHORTENED }))];
  }

  /* A letter wrong behind the first three leaves these as they are, whatever the ending; one among them leaves the end. */
  async mistyped(word) {
    const sure = word.slice(0, 3), end = backwards(word.slice(4));
    const [words, ends] = await Promise.all([this.beginning(sure), this.beginning(end, "ends")]);
    const found = matching(words, (form) => form.startsWith(sure.slice(0, 2)) && nearlyBegins(form, word));
    const known = new Set(found.map(({ form }) => form));
    const others = ends.flatMap((shard) => shard.head.words.map(backwards)).filter((form) => nearlyEqual(form, word) && !known.has(form));
    const shards = await Promise.all(others.map((form) => this.shard("words", shardOf(form, this.head.words))));
    return [...found, ...others.flatMap((form, number) => matching([shards[number]], (one) => one === form))];
  }

  /* Words with the longest beginning that any shares with a word, and hardly more behind it. */
  async shortened(word, most) {
    const least = Math.max(FEWEST_LETTERS, Math.ceil(word.length * 0.6));
    for (let cut = 1; cut <= most && word.length - cut >= least; cut++) {
      const stem = word.slice(0, -cut), longest = word.length + 2;
      const found = matching(await this.beginning(stem), (form) => form.startsWith(stem) && form.length <= longest);
      if (found.length) return found.slice(0, MOST_FORMS);
    }
    return [];
  }

  /* How much each row has to do with a word, between 0 and 1, and the forms that were found; a word that nothing has may
     be made up of two that are there. */
  async weigh(word, unfinished, widely) {
    const forms = await this.formsOf(word, unfinished, widely), weights = await this.weights(forms);
    const said = forms.map(({ form }) => form);
    return weights.some(Boolean) ? this.weighed(word, weights, said) : this.parted(word);
  }

  weighed(word, weights, forms) {
    let rows = 0;
    for (const weight of weights) if (weight) rows++;
    return { word, weights, rows, rarity: Math.log(1 + this.rows / Math.max(1, rows)), forms };
  }

  async weights(forms) {
    const best = new Map(), weights = new Float32Array(this.rows), groups = await Promise.all(forms.map((one) => this.groups(one)));
    groups.forEach((those, number) => {
      for (const group of those) {
        const factor = forms[number].factor * (group.language === this.language ? 1 : OTHER_LANGUAGE);
        if (factor > (best.get(group.key)?.factor ?? 0)) best.set(group.key, { ...group, factor });
      }
    });
    for (const { bytes, factor } of best.values()) addPostings(bytes, factor, weights);
    return weights;
  }

  /* A compound that no record has as one word: the rows that have both of its parts, in whatever form, the first as long
     as may be. */
  async parted(word) {
    const least = FEWEST_LETTERS, shards = await this.beginning(word.slice(0, least));
    for (let cut = word.length - least, tries = 3; cut >= least && tries; cut--) {
      const heads = matching(shards, alike(word.slice(0, cut)));
      if (!heads.length) continue;
      tries--;
      const rest = word.slice(cut), bare = rest.replace(/^(es|en|er|[sne])/, "");
      for (const tail of new Set([rest, bare].filter((one) => one.length >= least))) {
        const begun = matching(await this.beginning(tail), alike(tail)), tails = begun.length ? begun : await this.shortened(tail, 2);
        const [first, last] = await Promise.all([heads, tails].map((those) => this.weights(those.map((one) => ({ ...one, factor: SHORTENED })))));
        const found = this.weighed(word, first.map((weight, row) => Math.min(weight, last[row])), [...heads, ...tails].map(({ form }) => form));
        if (found.rows) return found;
      }
    }
    return this.weighed(word, new Float32Array(this.rows), []);
  }

  /* The rows that have all words of a query, or, where none has, most of them by what they say; with their scores, the
     words that nothing has, and the forms to be marked. `empty` are words that questions are made of. */
  async find(query, empty) {
    const all = [...new Set(wordsIn(query).map(([word]) => foldWord(word)))].slice(0, 12), last = all.at(-1);
    const telling = all.filter((word) => !empty.has(word)), asked = telling.length ? telling : all;
    let weighed = await Promise.all(asked.map((word) => this.weigh(word, word === last)));
    weighed = await this.hyphened(query, weighed);
    const found = this.together(weighed);
    if (!found.partly) return found;
    const wider = this.together(await Promise.all(weighed.map(({ word }) => this.weigh(word, word === last, true))));
    return wider.partly ? found : wider;
  }

  /* What a query writes with a hyphen, records may write as one word. */
  async hyphened(query, weighed) {
    for (const [written] of query.matchAll(/[\p{L}\p{M}]+(?:[-\u2010\u2011][\p{L}\p{M}]+)+/gu)) {
      const parts = written.split(/[-\u2010\u2011]/).map(foldWord), whole = await this.weigh(parts.join(""), false);
      if (whole.rows && whole.forms.includes(whole.word)) weighed = [...weighed.filter(({ word }) => !parts.includes(word)), whole];
    }
    return weighed;
  }

  together(weighed) {
    const known = weighed.filter((one) => one.rows), score = new Float32Array(this.rows), said = new Float32Array(this.rows);
    for (const { weights, rarity } of known)
      for (let row = 0; row < this.rows; row++)
        if (weights[row]) {
          score[row] += weights[row] * rarity;
          said[row] += rarity;
        }
    const wanted = known.reduce((sum, { rarity }) => sum + rarity, 0), most = said.reduce((one, other) => Math.max(one, other), 0);
    return {
      rows: Uint8Array.from(said, (one) => (one && one > most - 0.001 ? 1 : 0)), score,
      partly: known.length > 0 && most < wanted - 0.001,
      missing: weighed.filter((one) => !one.rows).map(({ word }) => word),
      forms: new Set(known.flatMap(({ forms }) => forms)),
    };
  }
}

/* Forms of a word: what begins so and has hardly more behind it. */
function alike(word) {
  return (form) => form.startsWith(word) && form.length <= word.length + 2;
}

function backwards(word) {
  return [...word].reverse().join("");
}

/* The forms of some shards that fit, with the shard and the place where their groups stand. */
function matching(shards, fits) {
  const found = [];
  for (const shard of shards)
    shard.head.words.forEach((form, place) => fits(form) && found.push({ form, shard, place }));
  return found;
}

/* Postings are steps from row to row with a weight in the lowest bits, seven bits a byte; a row keeps its best weight. */
function addPostings(bytes, factor, weights) {
  let row = -1, number = 0, shift = 1;
  for (const byte of bytes) {
    number += (byte & 127) * shift;
    shift *= 128;
    if (byte & 128) continue;
    row += 1 + Math.floor(number / 16);
    const weight = ((number & 15) / HEAVIEST) * factor;
    if (weight > weights[row]) weights[row] = weight;
    number = 0;
    shift = 1;
  }
}
