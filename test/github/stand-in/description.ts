/** A JSON Schema as it stands in `openapi.json`. */
export type Schema = Readonly<Record<string, unknown>>;

/** What GitHub says about one operation. */
export interface OperationDescription {
  readonly parameters: readonly {
    readonly name: string;
    /** `path`, `query` or `header`. */
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** By status, of answers that are no errors; `null` where the answer has no JSON. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

/** The content of `openapi.json`. */
export interface Description {
  /** Package and version that it was extracted from. */
  readonly source: string;
  /** By route: `GET /repos/{owner}/{repo}`. */
  readonly operations: Record<string, OperationDescription>;
  /** By name; `$ref`s are `#/schemas/NAME`. */
  readonly schemas: Readonly<Record<string, Schema>>;
}
