import type { Mark } from "./node";

/** A place where `key:` may turn out to have begun. */
export interface SimpleKey extends Mark {
  readonly possible: boolean;
  readonly required: boolean;
  readonly tokenNumber: number;
}

/** No key can have begun. */
export const noKey: SimpleKey = { possible: false, required: false, tokenNumber: 0, line: 0, column: 0 };
