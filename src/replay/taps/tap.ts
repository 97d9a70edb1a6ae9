/** What a recorded row is known by: its table, as `schema.table` outside of `public`, and the columns of its key. */
export interface ObservedRow {
  readonly table: string;
  /** `undefined` where the table has no key, or nothing of it came with the row and it could not be looked up. */
  readonly key: Readonly<Record<string, string | number>> | undefined;
  /** From 1, in the order in which the statement returned its rows. */
  readonly rank: number;
  /** The distance or rank that the statement itself returned, if it did. */
  readonly distance?: number | undefined;
  /** Its columns that hold text, cut at a limit; what of them reached a prompt is looked up with these. */
  readonly texts: readonly string[];
}

/**
 * A statement that the application ran on its branch. Of a retrieval that joins other tables to the one it ranks, the
 * rows of those stand in a second entry, which is no retrieval.
 */
export interface ObservedStatement {
  /** As it was sent, cut at a limit; empty where that can't be told. */
  readonly sql: string;
  /** In PostgreSQL's text form; `undefined` for a binary parameter of a type that is not read. */
  readonly parameters: readonly (string | null | undefined)[];
  /** Milliseconds since the recording began. */
  readonly atMs: number;
  readonly durationMs: number;
  /** All rows that came back, of which `rows` may hold only the first. */
  readonly rowCount: number;
  readonly rows: readonly ObservedRow[];
  /** How it looked for what resembles the question; `undefined` if it did not. */
  readonly retrieval?: 'vector' | 'full-text' | undefined;
  /**
   * How many rows a retrieval asked for: its LIMIT, as it was sent. `null` where that can't be told, or is several
   * numbers; `undefined` without one that could be changed.
   */
  readonly rowLimit?: number | null | undefined;
  /** The SQLSTATE it failed with. */
  readonly error?: string | undefined;
  /**
   * Given where a connection could not be followed any more: its rows, and all that the connection did later, are
   * unknown.
   */
  readonly isLost?: true | undefined;
}

/** A request that the application sent to a model, and what came back. */
export interface ObservedModelCall {
  readonly api:
    | 'openai-chat'
    | 'openai-responses'
    | 'openai-embeddings'
    | 'anthropic-messages'
    | 'other';
  /** As the application asked for it. */
  readonly asked: string | undefined;
  /** The version that it was pinned to, or that answered. */
  readonly model: string | undefined;
  /** The prompt as one text: system, messages, tool results, in order. Empty for embeddings. */
  readonly prompt: string;
  readonly answer: string;
  readonly promptTokens?: number | undefined;
  readonly answerTokens?: number | undefined;
  readonly finishReason?: string | undefined;
  readonly atMs: number;
  readonly durationMs: number;
  /** HTTP status of the answer; 0 if there was none. */
  readonly status: number;
  /** What went wrong, without values. */
  readonly error?: string | undefined;
  /**
   * Whether the answer was lost for a reason that is not in the request: a limit of calls, a server's error, a broken
   * stream, a refusal by the tap; or, without an `error`, because nothing of it had come by the end of the recording.
   * What the application makes of that says nothing of the model.
   */
  readonly isLost: boolean;
  /** Given where texts to embed were sent as ids of tokens, which the tap can't read: no raw value is found in them. */
  readonly hasTokenIds?: true | undefined;
}

/** What passed a tap from {@link Tap.record} on. */
export interface Recording<Observed> {
  /**
   * Ends the recording at the call. What has begun and not ended is in it as far as it came; what a tap has to look
   * up for it, it looks up now, for some seconds at most, and not when the signal is given.
   */
  end(signal?: AbortSignal): Promise<readonly Observed[]>;
}

/** A recording proxy in front of a preview. One recording at a time: trials run one after another. */
export interface Tap<Observed> extends AsyncDisposable {
  record(): Recording<Observed>;
  /** Closes what is open and stops listening. Can be called again. */
  close(): Promise<void>;
}
